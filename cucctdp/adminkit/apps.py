from django.apps import AppConfig
from django.db.models import CharField, TextField

from cucctdp.formats.functions import KhoaSapXep


class AdminkitConfig(AppConfig):
    name = "cucctdp.adminkit"
    label = "adminkit"

    def ready(self):
        # Columns of lists name it in their order: «ten_goi__khoa_sap_xep».
        for loai in (CharField, TextField):
            loai.register_lookup(KhoaSapXep)
