from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


def cai_trigger(using: str, **kwargs: Any) -> None:
    """Install every trigger of the models, and drop those no model has any more, after a migrate.

    The triggers are not in the migrations: hundreds of them there made each migrate render every
    model hundreds of times. A flush sends this signal too, but has no plan and changes no trigger.
    """
    if "plan" in kwargs:
        from pgtrigger.installation import install

        install(database=using)


class AuditConfig(AppConfig):
    name = "cucctdp.audit"
    label = "audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        post_migrate.connect(cai_trigger, sender=apps.get_app_config("pgtrigger"))
