"""What every API view shares: keys, errors in one shape, throttle per key, tags."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.apikit.models import KhoaApi, PhienBanDuLieu
from cucctdp.apikit.permissions import TheoQuyen
from cucctdp.apikit.phien_ban import con_nguyen, etag, phien_ban
from cucctdp.urls import urlpatterns as dia_chi_that
from cucctdp.workflow.steps import BuocBiTuChoi, Step
from tests.factories.accounts import tai_khoan

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.apikit.test_api")]

BUOC = Step("x.y", "Gửi", frozenset(), None, "baocao.xem_thongke")
LOI = {
    "chi_tiet": lambda: exceptions.ValidationError({"ky": ["Mã kỳ không đúng."]}),
    "django": lambda: ValidationError(["Thiếu kỳ.", "Thiếu đơn vị."]),
    "buoc": lambda: BuocBiTuChoi(BUOC, ["Hồ sơ đã gửi."]),
    "cam": lambda: PermissionDenied("Không thuộc phạm vi của bạn."),
    "khong_co": lambda: Http404("bí mật của tỉnh khác"),
    "dang": lambda: exceptions.NotAcceptable(),
}


class ThuView(APIView):
    permission_classes = [TheoQuyen]
    quyen = {"get": "baocao.xem_thongke"}

    def get(self, request):
        loi = request.query_params.get("loi")
        if loi:
            raise LOI[loi]()
        return Response({"ai": request.user.username})


urlpatterns = [path("thu/", ThuView.as_view()), *dia_chi_that]


@pytest.fixture(autouse=True)
def sach():
    dong_bo_nhom()
    cache.clear()


@pytest.fixture
def may():
    return tai_khoan("api_client", username="may.goi")


def _khoa(user, **khac):
    return KhoaApi.objects.create_key(name="Thử", nguoi_dung=user, **khac)


def _goi(client, khoa=None, url="/thu/", method="get"):
    dau = {"Authorization": f"Api-Key {khoa}"} if khoa else {}
    return getattr(client, method)(url, headers=dau)


def test_key_acts_as_its_service_account(client, may):
    _, khoa = _khoa(may)

    tra = _goi(client, khoa)

    assert (tra.status_code, tra.json()) == (200, {"ai": "may.goi"})


def test_key_is_stored_hashed(may):
    dong, khoa = _khoa(may)

    assert khoa not in (dong.id, dong.hashed_key)
    assert khoa.split(".")[1] not in dong.hashed_key


def _het_han(may):
    return _khoa(may, expiry_date=timezone.now() - timedelta(seconds=1))[1]


def _thu_hoi(may):
    return _khoa(may, revoked=True)[1]


def _khoa_tai_khoan(may):
    khoa = _khoa(may)[1]
    type(may).objects.filter(pk=may.pk).update(is_active=False)
    return khoa


def _sai_duoi(may):
    return _khoa(may)[1][:-1] + "?"


@pytest.mark.parametrize(
    ("lam", "cau"),
    [
        (lambda may: "khong.dung", "Khóa API không đúng hoặc đã thu hồi."),
        (lambda may: "khongcocham", "Khóa API không đúng hoặc đã thu hồi."),
        (_sai_duoi, "Khóa API không đúng hoặc đã thu hồi."),
        (_thu_hoi, "Khóa API không đúng hoặc đã thu hồi."),
        (_het_han, "Khóa API đã hết hạn."),
        (_khoa_tai_khoan, "Tài khoản của khóa API đã khóa."),
    ],
)
def test_bad_key_is_401_with_a_sentence(client, may, lam, cau):
    tra = _goi(client, lam(may))

    assert (tra.status_code, tra["WWW-Authenticate"]) == (401, "Api-Key")
    assert tra.json() == {
        "ma_loi": 401,
        "thong_diep": "Cần đăng nhập hoặc gửi khóa API.",
        "chi_tiet": [cau],
    }


def test_call_without_key_is_401(client):
    tra = _goi(client)

    assert (tra.status_code, tra.json()["thong_diep"]) == (401, "Cần đăng nhập hoặc gửi khóa API.")


def test_account_without_the_right_is_403(client, may):
    _, khoa = _khoa(may)
    may.groups.clear()

    tra = _goi(client, khoa)

    assert (tra.status_code, tra.json()) == (
        403,
        {
            "ma_loi": 403,
            "thong_diep": "Tài khoản của bạn không có quyền này.",
            "chi_tiet": ["Tài khoản của bạn không có quyền này."],
        },
    )


def test_method_without_a_named_right_is_refused(client, may):
    _, khoa = _khoa(may)

    tra = _goi(client, khoa, method="post")

    assert (tra.status_code, tra.json()["ma_loi"]) == (405, 405) or tra.status_code == 403


@pytest.mark.parametrize(
    ("loi", "ma", "chi_tiet"),
    [
        ("chi_tiet", 400, {"ky": ["Mã kỳ không đúng."]}),
        ("django", 400, ["Thiếu kỳ.", "Thiếu đơn vị."]),
        ("buoc", 409, ["Hồ sơ đã gửi."]),
        ("cam", 403, ["Không thuộc phạm vi của bạn."]),
        ("khong_co", 404, []),
    ],
)
def test_errors_have_one_shape(client, may, loi, ma, chi_tiet):
    _, khoa = _khoa(may)

    tra = _goi(client, khoa, f"/thu/?loi={loi}")

    assert tra.status_code == ma
    assert (tra.json()["ma_loi"], tra.json()["chi_tiet"]) == (ma, chi_tiet)
    assert set(tra.json()) == {"ma_loi", "thong_diep", "chi_tiet"}


def test_each_key_has_its_own_allowance(client, may, monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"khoa_api": "2/min"})
    _, mot = _khoa(may)
    _, hai = _khoa(may)

    ma = [_goi(client, mot).status_code for _ in range(3)]
    tra = _goi(client, mot)

    assert ma == [200, 200, 429]
    assert _goi(client, hai).status_code == 200
    assert tra.json()["thong_diep"] == "Gọi quá nhiều lần, xin thử lại sau."
    assert 0 < int(tra["Retry-After"]) <= 60


def test_data_version_names_the_periods_asked_for():
    for ky, so in (("2026-Q1", 3), ("2026-6T", 5)):
        PhienBanDuLieu.objects.create(linh_vuc="baocao", ky=ky, cap="tiep_nhan", so=so)
    PhienBanDuLieu.objects.create(linh_vuc="baocao", ky="2026-Q1", cap="cong_bo", so=9)

    assert phien_ban("baocao", "tiep_nhan") == "2026-6T:5,2026-Q1:3"
    assert phien_ban("baocao", "tiep_nhan", ["2026-Q1", "2099-N"]) == "2026-Q1:3"
    assert phien_ban("baocao", "cong_bo", []) == ""


def test_tag_differs_with_version_query_and_scope():
    the = {etag("2026-Q1:3", "ky=2026-Q1", "None"), etag("2026-Q1:4", "ky=2026-Q1", "None")}
    the |= {etag("2026-Q1:3", "ky=2026-6T", "None"), etag("2026-Q1:3", "ky=2026-Q1", "{1}")}

    assert len(the) == 4
    assert etag("ab", "c") != etag("a", "bc")


@pytest.mark.parametrize(
    ("dau", "con"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"x", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_if_none_match_names_the_tag(dau, con):
    yeu_cau = RequestFactory().get("/", headers={"If-None-Match": dau} if dau else {})

    assert con_nguyen(yeu_cau, '"a"') is con
