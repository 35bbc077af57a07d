from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ImportsConfig(AppConfig):
    name = "cucctdp.imports"
    label = "imports"
    verbose_name = "Nhập dữ liệu từ tệp"

    def ready(self):
        """Each app names its importable registers in a module ``nhap_tep``."""
        autodiscover_modules("nhap_tep")
