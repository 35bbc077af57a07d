from django.apps import AppConfig


class KhuyencongConfig(AppConfig):
    name = "khuyencong"
    label = "khuyencong"
    verbose_name = "Khuyến công"

    def ready(self):
        from khuyencong import (
            lien_thong,
            quyen_tep,  # noqa: F401  (registers who may download what)
        )

        lien_thong.noi()
