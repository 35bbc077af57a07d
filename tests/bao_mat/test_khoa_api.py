"""Keys of the API: guessing, whose they may be, and what is recorded of them."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.apikit.models import KhoaApi
from cucctdp.apikit.throttling import KHOA_SAI_TOI_DA
from cucctdp.audit.models import SuKien
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db
DIA_CHI = "/api/v1/ky/"


@pytest.fixture(autouse=True)
def _sach():
    dong_bo_nhom()
    cache.clear()


def _goi(client, khoa, **them):
    return client.get(DIA_CHI, headers={"Authorization": f"Api-Key {khoa}", **them})


def test_keys_cannot_be_tried_without_end(client):
    """Nor by pretending to call from elsewhere."""
    ma = [
        _goi(client, f"abc.{n}", **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(KHOA_SAI_TOI_DA + 1)
    ]

    assert ma == [401] * KHOA_SAI_TOI_DA + [429]


def test_right_keys_do_not_count_as_wrong(client):
    _, khoa = KhoaApi.objects.create_key(name="Cổng", nguoi_dung=tai_khoan("api_client"))

    ma = {_goi(client, khoa).status_code for _ in range(KHOA_SAI_TOI_DA + 5)}

    assert ma == {200}


def test_key_of_a_person_is_refused(client):
    """With it the administrator could read as somebody else."""
    _, khoa = KhoaApi.objects.create_key(name="Lén", nguoi_dung=tai_khoan("kiem_toan"))

    assert _goi(client, khoa).status_code == 401


def test_key_cannot_be_issued_to_a_person():
    with pytest.raises(ValidationError, match="tài khoản dịch vụ"):
        KhoaApi(name="Lén", nguoi_dung=tai_khoan("cuc_chuyen_vien")).full_clean(
            exclude=["id", "prefix", "hashed_key"]
        )


def test_issuing_and_revoking_are_events_without_the_key(client):
    may = tai_khoan("api_client")
    client.force_login(tai_khoan("quan_tri"))
    client.post("/admin/apikit/khoaapi/add/", {"name": "Cổng dữ liệu", "nguoi_dung": may.pk})
    khoa = KhoaApi.objects.get()

    client.post(
        f"/admin/apikit/khoaapi/{khoa.pk}/change/",
        {"name": khoa.name, "nguoi_dung": may.pk, "revoked": "on"},
    )

    su_kien = SuKien.objects.filter(hanh_dong__startswith="khoaapi.").order_by("so")
    assert [s.hanh_dong for s in su_kien] == ["khoaapi.cap", "khoaapi.thu_hoi"]
    assert {s.du_lieu["khoa"] for s in su_kien} == {khoa.prefix}
