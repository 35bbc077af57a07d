from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cucctdp.audit"
    label = "audit"
    verbose_name = "Nhật ký"
