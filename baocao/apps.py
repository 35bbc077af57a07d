from django.apps import AppConfig


class BaocaoConfig(AppConfig):
    name = "baocao"
    label = "baocao"
    verbose_name = "Báo cáo địa phương"

    def ready(self):
        from baocao import quyen_tep  # noqa: F401  (registers who may download what)
