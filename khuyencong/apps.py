from django.apps import AppConfig


class KhuyencongConfig(AppConfig):
    name = "khuyencong"
    label = "khuyencong"
    verbose_name = "Khuyến công"

    def ready(self):
        from khuyencong import quyen_tep  # noqa: F401  (registers who may download what)
