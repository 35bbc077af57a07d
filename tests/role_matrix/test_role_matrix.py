"""Every page × every role: one table of the status of a GET; a page without a row fails.

Accounts of the Sở are of the province whose pack is asked for; other provinces have a test below.
To add a page: one row in the ``BANG`` of a module ``bang_…`` here. ``{bo}``, ``{phieu}`` and
``{ky}`` stand for the sample objects.
"""

import importlib
import pkgutil
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, get_resolver

import tests.role_matrix
from cucctdp.accounts.roles import VAI_TRO
from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.tieng_anh import tieng_anh

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

AN_DANH = "an_danh"
AI = (AN_DANH, *VAI_TRO)
# name: (address, status for everybody not named, {status: roles})
BANG = {
    ten: dong
    for mo_dun in pkgutil.iter_modules(tests.role_matrix.__path__, "tests.role_matrix.")
    if mo_dun.name.rpartition(".")[2].startswith("bang_")
    for ten, dong in importlib.import_module(mo_dun.name).BANG.items()
}

# Names of pages that belong to libraries and to nobody's data: login, second factor, API docs.
THU_VIEN = re.compile(r"^(admin:)?(account_|mfa_|socialaccount_|openid_connect_|usersessions_)")
# Pages of one row of a register: they ask the same permissions as its list.
MOT_DONG = re.compile(r"^admin:\w+_(change|delete|history)$|^admin:(app_list|view_on_site|logout)$")

# Lists and forms of adding: their words are read too, as the two roles that see most of them.
_CUA_BANG = re.compile(r"^admin:\w+_(changelist|add)$")
DOC_CHU = ("cuc_lanh_dao_phong", "quan_tri")


def cac_trang(resolver=None, khong_gian=""):
    """Full names of the named addresses of the site."""
    for muc in (resolver or get_resolver()).url_patterns:
        if isinstance(muc, URLPattern):
            if muc.name:
                yield khong_gian + muc.name
        else:
            yield from cac_trang(muc, khong_gian + (f"{muc.namespace}:" if muc.namespace else ""))


@pytest.fixture(scope="module")
def canh(du_lieu_goc, django_db_blocker):  # noqa: F811
    """A sent pack of Tây Ninh and one account per role, those of the Sở in Tây Ninh."""
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung()
        bo = mau.da_gui(mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"}), nguoi)
        ai = {
            ma: tai_khoan(ma, don_vi=nguoi.don_vi if hang.la_so else None)
            for ma, hang in VAI_TRO.items()
        }
        PhanCongFactory(user=ai["cuc_chuyen_vien"], don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)
        phien = {AN_DANH: ""} | {ma: _dang_nhap(user) for ma, user in ai.items()}
        return {"bo": bo, "phieu": bo.phieu.get(), "phien": phien}


def _dang_nhap(user):
    """Number of a session of the user."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _xem(client, canh, phien, duong_dan):
    """Answer of the page in a session, with no other cookie; without one for nobody."""
    cache.clear()
    client.cookies.clear()
    if phien:
        client.cookies[settings.SESSION_COOKIE_NAME] = phien
    bo = canh["bo"]
    tra = client.get(duong_dan.format(bo=bo.pk, phieu=canh["phieu"].pk, ky=bo.ky_id))
    if tra.streaming:
        list(tra)
    return tra


def test_every_page_has_a_row():
    ten = {t for t in cac_trang() if not THU_VIEN.match(t) and not MOT_DONG.match(t)}

    assert ten == set(BANG)


@pytest.mark.parametrize("trang", BANG)
def test_page_answers_each_role_as_the_table_says(client, canh, trang):
    duong_dan, chung, rieng = BANG[trang]
    mong = dict.fromkeys(AI, chung)
    for ma, vai_tro in rieng.items():
        mong |= dict.fromkeys(vai_tro.split(), ma)

    that = {ai: _xem(client, canh, canh["phien"][ai], duong_dan) for ai in AI}

    assert {ai: tra.status_code for ai, tra in that.items()} == mong
    if _CUA_BANG.match(trang):
        doc = [that[ai] for ai in DOC_CHU if mong[ai] == 200]
        assert [chu for tra in doc for chu in tieng_anh(tra)] == []


@pytest.mark.parametrize(
    "trang",
    [ten for ten, (duong, _, _) in BANG.items() if "{bo}" in duong or "{phieu}" in duong],
)
def test_pack_of_another_province_is_404_never_403(client, canh, trang):
    """Roles that would get the page of their own province get 404 for another's."""
    duong_dan, _, rieng = BANG[trang]
    duoc = rieng.get(200, "").split()
    don_vi = mau.DonViHanhChinh.objects.theo_khoa("34:24")
    so = [tai_khoan(ma, don_vi=don_vi) for ma in duoc if VAI_TRO[ma].la_so]
    cuc = [tai_khoan(ma) for ma in duoc if VAI_TRO[ma].pham_vi == "phan_cong"]

    ma = {u.vai_tro: _xem(client, canh, _dang_nhap(u), duong_dan).status_code for u in (*so, *cuc)}

    assert ma == dict.fromkeys((user.vai_tro for user in (*so, *cuc)), 404)
