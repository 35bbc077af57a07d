"""No English words of Django, the theme or a library on the pages of the admin.

Lists and forms of our own tables are read by tests/role_matrix, which opens them all.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from baocao.models import BieuMau
from tests.tieng_anh import tieng_anh

THU_VIEN = {"account", "mfa", "socialaccount"}


def cac_trang():
    """Pages of libraries, which the matrix of roles leaves to them."""
    duong = [reverse("admin:index"), reverse("admin:password_change")]
    for model in admin.site._registry:
        if model._meta.app_label in THU_VIEN:
            ten = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            duong += [reverse(f"{ten}_changelist"), reverse(f"{ten}_add")]
    return duong


@pytest.mark.parametrize("vai_tro", ["cuc_lanh_dao_phong", "quan_tri"])
def test_pages_hold_no_english(client, vao, bo_gui, vai_tro):
    vao(vai_tro)
    bieu = BieuMau.objects.get(ma="Q08")
    cac_duong = [
        *cac_trang(),
        reverse("admin:baocao_bieumau_change", args=[bieu.pk]),
        reverse("admin:baocao_bieumau_history", args=[bieu.pk]),
        reverse("admin:baocao_bobaocao_change", args=[bo_gui.pk]),
    ]

    tra_loi = {d: client.get(d) for d in cac_duong}

    con = {d: chu for d, t in tra_loi.items() if t.status_code == 200 and (chu := tieng_anh(t))}
    assert con == {}
