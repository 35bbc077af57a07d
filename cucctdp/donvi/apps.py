from django.apps import AppConfig


class DonviConfig(AppConfig):
    name = "cucctdp.donvi"
    label = "donvi"
    verbose_name = "Đơn vị, địa bàn và cơ sở"
