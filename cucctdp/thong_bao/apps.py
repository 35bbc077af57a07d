from django.apps import AppConfig


class ThongBaoConfig(AppConfig):
    name = "cucctdp.thong_bao"
    label = "thong_bao"
    verbose_name = "Thông báo"
