from django.apps import AppConfig


class KhuyencongConfig(AppConfig):
    name = "khuyencong"
    label = "khuyencong"
    verbose_name = "Khuyến công"
