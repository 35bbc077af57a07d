"""Every trigger of the models is in the database as the model says, and enabled."""

import pytest
from django.db import connection
from pgtrigger.registry import registered


@pytest.mark.django_db
def test_every_trigger_is_installed_and_enabled():
    tinh_trang = {
        f"{model._meta.label}:{trigger.name}": trigger.get_installation_status(model)
        for model, trigger in registered()
    }

    hong = {ten: tt for ten, tt in tinh_trang.items() if tt != ("INSTALLED", True)}
    assert hong == {}
    assert len(tinh_trang) > 200


@pytest.mark.django_db
def test_no_trigger_is_left_that_no_model_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
        co = {ten for (ten,) in cursor.fetchall()}

    assert co == {trigger.get_pgid(model) for model, trigger in registered()}
