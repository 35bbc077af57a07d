from django.apps import AppConfig


class AdminkitConfig(AppConfig):
    name = "cucctdp.adminkit"
    label = "adminkit"
