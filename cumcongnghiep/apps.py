from django.apps import AppConfig


class CumcongnghiepConfig(AppConfig):
    name = "cumcongnghiep"
    label = "cumcongnghiep"
    verbose_name = "Cụm công nghiệp"

    def ready(self):
        from cumcongnghiep import (
            lien_thong,
            quyen_tep,  # noqa: F401  (registers who may download what)
        )
        from cumcongnghiep.services import bao_bieu

        bao_bieu.noi()
        lien_thong.noi()
