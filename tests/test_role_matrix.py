"""Every page × every role: one table of the status of a GET; a page without a row fails.

Accounts of the Sở are of the province whose pack is asked for; other provinces have a test below.
To add a page: one row in ``BANG``. ``{bo}``, ``{phieu}`` and ``{ky}`` stand for the sample objects.
"""

import re

import pytest
from django.core.cache import cache
from django.urls import URLPattern, get_resolver

from cucctdp.accounts.roles import VAI_TRO
from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

AN_DANH = "an_danh"
AI = (AN_DANH, *VAI_TRO)
QUAN_TRI_WEB = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
TRU_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao quan_tri kiem_toan"
TRU_QUAN_TRI = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"
TRU_KIEM_TOAN = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri"
XEM_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao kiem_toan"
CUC_BO = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao"
SO = "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao so_van_thu"
KHONG_MO = "cuc_chuyen_vien bo_lanh_dao quan_tri kiem_toan"
KHONG_KIEM = "cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"
THONG_KE = "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao api_client kiem_toan"

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "trang_chu": ("/", 302, {200: "api_client"}),
    "admin:search": ("/admin/search/", 302, {200: QUAN_TRI_WEB}),
    "admin:index": ("/admin/", 302, {200: QUAN_TRI_WEB}),
    "admin:login": (
        "/admin/login/",
        302,
        {403: "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao so_van_thu api_client"},
    ),
    "admin:password_change_done": ("/admin/password_change/done/", 302, {200: QUAN_TRI_WEB}),
    "admin:autocomplete": ("/admin/autocomplete/", 302, {403: QUAN_TRI_WEB}),
    "admin:jsi18n": ("/admin/jsi18n/", 302, {200: QUAN_TRI_WEB}),
    "admin:django_celery_beat_periodictask_changelist": (
        "/admin/django_celery_beat/periodictask/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_periodictask_add": (
        "/admin/django_celery_beat/periodictask/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_clockedschedule_changelist": (
        "/admin/django_celery_beat/clockedschedule/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_clockedschedule_add": (
        "/admin/django_celery_beat/clockedschedule/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_crontabschedule_changelist": (
        "/admin/django_celery_beat/crontabschedule/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_crontabschedule_add": (
        "/admin/django_celery_beat/crontabschedule/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_solarschedule_changelist": (
        "/admin/django_celery_beat/solarschedule/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_solarschedule_add": (
        "/admin/django_celery_beat/solarschedule/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_intervalschedule_changelist": (
        "/admin/django_celery_beat/intervalschedule/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:django_celery_beat_intervalschedule_add": (
        "/admin/django_celery_beat/intervalschedule/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:donvi_coso_hop_nhat": ("/admin/donvi/coso/0/hop-nhat/", 302, {404: QUAN_TRI_WEB}),
    "admin:donvi_coso_changelist": ("/admin/donvi/coso/", 302, {200: TRU_BO, 403: "bo_lanh_dao"}),
    "admin:donvi_coso_add": ("/admin/donvi/coso/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:donvi_donvihanhchinh_changelist": (
        "/admin/donvi/donvihanhchinh/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:donvi_donvihanhchinh_add": (
        "/admin/donvi/donvihanhchinh/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:donvi_tendonvi_changelist": (
        "/admin/donvi/tendonvi/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:donvi_tendonvi_add": (
        "/admin/donvi/tendonvi/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:donvi_tenxa_changelist": ("/admin/donvi/tenxa/", 302, {200: TRU_BO, 403: "bo_lanh_dao"}),
    "admin:donvi_tenxa_add": ("/admin/donvi/tenxa/add/", 302, {200: "quan_tri", 403: TRU_QUAN_TRI}),
    "admin:donvi_xa_changelist": ("/admin/donvi/xa/", 302, {200: TRU_BO, 403: "bo_lanh_dao"}),
    "admin:donvi_xa_add": ("/admin/donvi/xa/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:donvi_phanvung_changelist": (
        "/admin/donvi/phanvung/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:donvi_phanvung_add": (
        "/admin/donvi/phanvung/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:donvi_vung_changelist": ("/admin/donvi/vung/", 302, {200: TRU_BO, 403: "bo_lanh_dao"}),
    "admin:donvi_vung_add": ("/admin/donvi/vung/add/", 302, {200: "quan_tri", 403: TRU_QUAN_TRI}),
    "admin:donvi_nganhkinhte_changelist": (
        "/admin/donvi/nganhkinhte/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:donvi_nganhkinhte_add": ("/admin/donvi/nganhkinhte/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:donvi_tochuc_changelist": (
        "/admin/donvi/tochuc/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:donvi_tochuc_add": (
        "/admin/donvi/tochuc/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:accounts_user_changelist": (
        "/admin/accounts/user/",
        302,
        {200: "quan_tri kiem_toan", 403: CUC_BO},
    ),
    "admin:accounts_user_add": (
        "/admin/accounts/user/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:audit_sukien_changelist": (
        "/admin/audit/sukien/",
        302,
        {200: "kiem_toan", 403: TRU_KIEM_TOAN},
    ),
    "admin:audit_sukien_add": ("/admin/audit/sukien/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:audit_gocngay_changelist": ("/admin/audit/gocngay/", 302, {403: QUAN_TRI_WEB}),
    "admin:audit_gocngay_add": ("/admin/audit/gocngay/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:files_tep_changelist": (
        "/admin/files/tep/",
        302,
        {200: "kiem_toan", 403: TRU_KIEM_TOAN},
    ),
    "admin:files_tep_add": ("/admin/files/tep/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:files_congviec_changelist": (
        "/admin/files/congviec/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:files_congviec_add": ("/admin/files/congviec/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:apikit_khoaapi_changelist": (
        "/admin/apikit/khoaapi/",
        302,
        {200: "quan_tri kiem_toan", 403: CUC_BO},
    ),
    "admin:apikit_khoaapi_add": (
        "/admin/apikit/khoaapi/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:apikit_phienbandulieu_changelist": (
        "/admin/apikit/phienbandulieu/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:apikit_phienbandulieu_add": (
        "/admin/apikit/phienbandulieu/add/",
        302,
        {403: QUAN_TRI_WEB},
    ),
    "admin:baocao_bieumau_changelist": ("/admin/baocao/bieumau/", 302, {200: QUAN_TRI_WEB}),
    "admin:baocao_bieumau_add": (
        "/admin/baocao/bieumau/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_bantin_dung": (
        "/admin/baocao/bantin/0/dung/",
        302,
        {
            404: "cuc_chuyen_vien cuc_lanh_dao_phong cuc_lanh_dao",
            403: "bo_lanh_dao quan_tri kiem_toan",
        },
    ),
    "admin:baocao_bieumau_phien_ban_moi": (
        "/admin/baocao/bieumau/0/phien-ban-moi/",
        302,
        {404: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_bieumau_ap_dung": (
        "/admin/baocao/bieumau/0/ap-dung/",
        302,
        {404: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_bobaocao_tiep_nhan_nhieu": (
        "/admin/baocao/bobaocao/tiep-nhan-nhieu/",
        302,
        {403: "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan"},
    ),
    "admin:baocao_bobaocao_buoc": (
        "/admin/baocao/bobaocao/{bo}/buoc/tra-lai/",
        302,
        {403: "bo_lanh_dao quan_tri", 404: XEM_BO},
    ),
    "admin:baocao_bobaocao_y_kien": (
        "/admin/baocao/bobaocao/{bo}/y-kien/",
        302,
        {200: "cuc_chuyen_vien", 403: KHONG_KIEM},
    ),
    "admin:baocao_bobaocao_dong_y_kien": (
        "/admin/baocao/bobaocao/{bo}/y-kien/0/dong/",
        302,
        {403: KHONG_KIEM, 404: "cuc_chuyen_vien"},
    ),
    "admin:baocao_bobaocao_gia_han": (
        "/admin/baocao/bobaocao/{bo}/gia-han/",
        302,
        {200: "cuc_lanh_dao_phong cuc_lanh_dao", 403: KHONG_MO},
    ),
    "admin:baocao_bobaocao_changelist": (
        "/admin/baocao/bobaocao/",
        302,
        {200: XEM_BO, 403: "bo_lanh_dao quan_tri"},
    ),
    "admin:baocao_bobaocao_add": ("/admin/baocao/bobaocao/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_giahan_changelist": (
        "/admin/baocao/giahan/",
        302,
        {200: XEM_BO, 403: "bo_lanh_dao quan_tri"},
    ),
    "admin:baocao_giahan_add": ("/admin/baocao/giahan/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_kybaocao_buoc": (
        "/admin/baocao/kybaocao/{ky}/buoc/mo/",
        302,
        {200: "cuc_lanh_dao_phong cuc_lanh_dao", 403: KHONG_MO},
    ),
    "admin:baocao_kybaocao_changelist": ("/admin/baocao/kybaocao/", 302, {200: QUAN_TRI_WEB}),
    "admin:baocao_kybaocao_add": (
        "/admin/baocao/kybaocao/add/",
        302,
        {200: "cuc_lanh_dao_phong cuc_lanh_dao", 403: KHONG_MO},
    ),
    "admin:baocao_quytackiemtra_changelist": (
        "/admin/baocao/quytackiemtra/",
        302,
        {200: QUAN_TRI_WEB},
    ),
    "admin:baocao_quytackiemtra_add": (
        "/admin/baocao/quytackiemtra/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_quytaclich_changelist": (
        "/admin/baocao/quytaclich/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:baocao_quytaclich_add": (
        "/admin/baocao/quytaclich/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_ngaynghi_changelist": (
        "/admin/baocao/ngaynghi/",
        302,
        {200: TRU_BO, 403: "bo_lanh_dao"},
    ),
    "admin:baocao_ngaynghi_add": (
        "/admin/baocao/ngaynghi/add/",
        302,
        {200: "quan_tri", 403: TRU_QUAN_TRI},
    ),
    "admin:baocao_solieucongbo_changelist": (
        "/admin/baocao/solieucongbo/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:baocao_solieucongbo_add": (
        "/admin/baocao/solieucongbo/add/",
        302,
        {
            200: "cuc_chuyen_vien cuc_lanh_dao_phong",
            403: "cuc_lanh_dao bo_lanh_dao quan_tri kiem_toan",
        },
    ),
    "admin:baocao_lantonghop_changelist": (
        "/admin/baocao/lantonghop/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:baocao_lantonghop_add": ("/admin/baocao/lantonghop/add/", 302, {403: QUAN_TRI_WEB}),
    "admin:baocao_bantin_changelist": (
        "/admin/baocao/bantin/",
        302,
        {200: TRU_QUAN_TRI, 403: "quan_tri"},
    ),
    "admin:baocao_bantin_add": ("/admin/baocao/bantin/add/", 302, {403: QUAN_TRI_WEB}),
    "so:trang_chu": ("/so/", 403, {200: SO, 302: "an_danh"}),
    "so:co_chu": ("/so/co-chu/", 403, {302: "an_danh", 405: SO}),
    "so:phien": ("/so/phien/", 403, {302: "an_danh", 405: SO}),
    "so:bo": ("/so/bo/{bo}/", 403, {200: SO, 302: "an_danh"}),
    "so:van_ban": ("/so/bo/{bo}/van-ban/", 403, {302: "an_danh", 405: SO}),
    "so:anh_chup": ("/so/bo/{bo}/lan-gui/1/", 403, {200: SO, 302: "an_danh"}),
    "so:tra_loi": ("/so/bo/{bo}/y-kien/0/", 403, {302: "an_danh", 405: SO}),
    "so:buoc_bo": ("/so/bo/{bo}/buoc/ky-gui/", 403, {200: SO, 302: "an_danh"}),
    "so:excel": ("/so/bo/{bo}/excel/", 403, {200: SO, 302: "an_danh"}),
    "so:excel_mau": ("/so/bo/{bo}/excel/mau/", 403, {200: SO, 302: "an_danh"}),
    "so:excel_danh_dau": ("/so/bo/{bo}/excel/danh-dau/0/", 403, {302: "an_danh", 404: SO}),
    "so:phieu": ("/so/phieu/{phieu}/", 403, {200: SO, 302: "an_danh"}),
    "so:cap_nhat": ("/so/phieu/{phieu}/cap-nhat/", 403, {302: "an_danh", 404: SO}),
    "so:tu_luu": ("/so/phieu/{phieu}/tu-luu/", 403, {302: "an_danh", 405: SO}),
    "so:giai_trinh": ("/so/phieu/{phieu}/giai-trinh/", 403, {302: "an_danh", 405: SO}),
    "so:buoc_phieu": ("/so/phieu/{phieu}/buoc/ky-gui/", 403, {302: "an_danh", 404: SO}),
    "quen_mat_khau": ("/tai-khoan/quen-mat-khau/", 200, {}),
    "tai_tep": ("/tep/0/", 404, {302: "an_danh"}),
    "trang_thai_viec": ("/viec/0/", 404, {302: "an_danh"}),
    "lanh_dao": ("/lanh-dao/", 403, {200: TRU_QUAN_TRI, 302: "an_danh"}),
    "truy_vet": (
        "/truy-vet/0/",
        404,
        {
            302: "an_danh",
            403: "so_chuyen_vien so_truong_phong so_tong_hop so_lanh_dao so_van_thu quan_tri",
        },
    ),
    "api:thong-ke-bao-cao": (
        "/api/v1/thong-ke/bao-cao/BL00/",
        403,
        {400: THONG_KE, 401: "an_danh"},
    ),
    "api:chi-tieu": ("/api/v1/chi-tieu/", 403, {200: THONG_KE, 401: "an_danh"}),
    "api:ky": ("/api/v1/ky/", 403, {200: THONG_KE, 401: "an_danh"}),
    "api:don-vi": ("/api/v1/don-vi/", 403, {200: THONG_KE, 401: "an_danh"}),
    "api:schema": ("/api/v1/schema/", 200, {}),
    "api:tai-lieu": ("/api/v1/tai-lieu/", 200, {}),
    "suc_khoe": ("/suc-khoe/", 200, {}),
}

# Names of pages that belong to libraries and to nobody's data: login, second factor, API docs.
THU_VIEN = re.compile(r"^(admin:)?(account_|mfa_|socialaccount_|openid_connect_|usersessions_)")
# Pages of one row of a register: they ask the same permissions as its list.
MOT_DONG = re.compile(r"^admin:\w+_(change|delete|history)$|^admin:(app_list|view_on_site|logout)$")


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
        return {"bo": bo, "phieu": bo.phieu.get(), "ai": ai}


def _xem(client, canh, ai, duong_dan):
    cache.clear()
    client.logout()
    if ai is not None:
        client.force_login(ai)
    bo = canh["bo"]
    tra = client.get(duong_dan.format(bo=bo.pk, phieu=canh["phieu"].pk, ky=bo.ky_id))
    if tra.streaming:
        list(tra)
    return tra.status_code


def test_every_page_has_a_row():
    ten = {t for t in cac_trang() if not THU_VIEN.match(t) and not MOT_DONG.match(t)}

    assert ten == set(BANG)


@pytest.mark.parametrize("trang", BANG)
def test_page_answers_each_role_as_the_table_says(client, canh, trang):
    duong_dan, chung, rieng = BANG[trang]
    mong = dict.fromkeys(AI, chung)
    for ma, vai_tro in rieng.items():
        mong |= dict.fromkeys(vai_tro.split(), ma)

    that = {ai: _xem(client, canh, canh["ai"].get(ai), duong_dan) for ai in AI}

    assert that == mong


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

    ma = {user.vai_tro: _xem(client, canh, user, duong_dan) for user in (*so, *cuc)}

    assert ma == dict.fromkeys((user.vai_tro for user in (*so, *cuc)), 404)
