from django.apps import AppConfig


class ApikitConfig(AppConfig):
    name = "cucctdp.apikit"
    label = "apikit"
    verbose_name = "API"
