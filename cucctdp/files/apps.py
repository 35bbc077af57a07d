from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "cucctdp.files"
    label = "files"
    verbose_name = "Tệp và việc nền"
