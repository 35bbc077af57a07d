from django.apps import AppConfig


class NapGocConfig(AppConfig):
    name = "cucctdp.nap_goc"
    label = "nap_goc"
    verbose_name = "Nạp dữ liệu gốc"
