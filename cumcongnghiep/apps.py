from django.apps import AppConfig


class CumcongnghiepConfig(AppConfig):
    name = "cumcongnghiep"
    label = "cumcongnghiep"
    verbose_name = "Cụm công nghiệp"
