"""The seal: before the opening minute no door tells a score, whoever knocks."""

import io
import json
import logging
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver
from django.utils.regex_helper import normalize

from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.models import SuKien
from cucctdp.thong_bao.models import ThongBao
from cucctdp.workflow.models import QuyetDinh
from sanpham_tieubieu.giay_to.danh_sach import GIAY_HO_SO, GIAY_KY
from sanpham_tieubieu.models import DiemTieuChi, MocDiem, NguoiNop, PhieuCham, PhieuGiay
from sanpham_tieubieu.services import cham, phieu_giay, xung_dot
from sanpham_tieubieu.services.mo_diem import mo_diem
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.sanpham_tieubieu.cham.dung import dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db

APP = "sanpham_tieubieu"
SO_DAU = 7_340_001  # first id of every table: one number opens the first row behind any address
# Scores, sums and remarks that stand nowhere else.
DIEM = {"I": "36,87", "II": "33,19", "III": "8,43", "IV": "7,61"}
DIEM_NHAP = {"I": "37,91", "II": "31,73", "III": "9,17", "IV": "6,59"}
DIEM_GIAY = {"I": "35,93", "II": "32,67", "III": "7,83", "IV": "9,41"}
LOI_NHAN_XET = "Nhận xét niêm phong 7391"
_TONG = ("86,10", "85,40", "85,84")
_CAM = [LOI_NHAN_XET, *_TONG]
for _bo in (DIEM, DIEM_NHAP, DIEM_GIAY):
    _CAM += _bo.values()
# Drawings of icons are full of small numbers with a point: only those above ten are looked for so.
CAM = [*_CAM, *(c.replace(",", ".") for c in _CAM if c[:2].isdigit())]


def lo_ra(chu):
    """What of the sealed marks a text tells."""
    return [c for c in CAM if c in chu]


def _dat_so_dau():
    with connection.cursor() as cursor:
        for model in apps.get_app_config(APP).get_models():
            if not hasattr(model, "pgh_tracked_model"):
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                    [model._meta.db_table, SO_DAU],
                )


@pytest.fixture
def k(caplog):
    """Three judges: one signed and reopened, one in mid-sheet, one on paper typed once."""
    caplog.set_level(logging.INFO)
    _dat_so_dau()
    k = dung_ky(so_ho_so=2, buoc_diem=Decimal("0.01"))
    k.giup = tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi)
    phieu = k.phieu(1)
    cham.luu_nhap(phieu, DIEM, 0, by=k.nguoi[1], nhan_xet=LOI_NHAN_XET, ghi_chu={"I": LOI_NHAN_XET})
    cham.ky_phieu(phieu, by=k.nguoi[1])
    cham.mo_lai(phieu, by=k.nguoi[0], ly_do="Xem lại một tiểu mục")
    cham.luu_nhap(phieu, {"I": "41"} | DIEM, 0, by=k.nguoi[1])
    k.da_phieu = cham.ky_phieu(phieu, by=k.nguoi[1])
    cham.luu_nhap(k.phieu(2), DIEM_NHAP, 0, by=k.nguoi[2], nhan_xet=LOI_NHAN_XET)
    phieu_giay.nhap_phieu_giay(k.ho_so[0], k.gk[0], DIEM_GIAY, by=k.giup, nhan_xet=LOI_NHAN_XET)
    bo = k.phieu(2, 1)
    cham.luu_nhap(bo, DIEM, 0, by=k.nguoi[2])
    xung_dot.khai_bao(k.ho_so[1], by=k.nguoi[2], loai="tu_van", chi_tiet="Đã giúp lập hồ sơ")
    return k


def test_the_marks_stand_in_the_tables(k):
    """Otherwise every other test here could not fail."""
    diem = {str(d).replace(".", ",") for d in DiemTieuChi.objects.values_list("diem", flat=True)}

    assert diem == {*DIEM.values(), *DIEM_NHAP.values()}
    assert SO_DAU == k.ky.pk == k.ho_so[0].pk == k.da_phieu.pk
    assert lo_ra(json.dumps(PhieuGiay.objects.get().diem)) != []


def test_lists_are_empty_for_every_role_and_the_judge_reads_his_own(k):
    vai = [tai_khoan(v, don_vi=_noi(v, k)) for v in VAI_TRO]
    nguoi = [*vai, k.so, k.giup, *k.nguoi]

    for u in nguoi:
        for model in (PhieuCham, DiemTieuChi, MocDiem, PhieuGiay):
            assert model.objects.visible_to(u).count() == 0
    assert [DiemTieuChi.objects.cua_giam_khao(u).count() for u in k.nguoi] == [0, 4, 8]
    assert list(phieu_giay.cua_toi(k.so, k.ky)) == []


def _noi(vai, k):
    return k.ky.don_vi if VAI_TRO[vai].pham_vi == "tinh" else None


def test_no_event_decision_notice_or_log_names_a_score(k, caplog):
    chu = [str(list(model.objects.values())) for model in (SuKien, QuyetDinh, ThongBao, LogEntry)]

    assert SuKien.objects.filter(chuoi=f"binh_chon:{SO_DAU}").count() == 9
    assert lo_ra("".join(chu)) == []
    assert lo_ra(caplog.text) == []


def test_sheets_have_no_page_of_their_own_in_the_admin():
    ten = {"phieucham", "diemtieuchi", "mocdiem", "phieugiay"}
    kin = [m for m in apps.get_app_config(APP).get_models() if m._meta.model_name in ten]
    su_kien = [m for m in apps.get_models() if getattr(m, "pgh_tracked_model", None) in kin]

    assert (len(kin), len(su_kien)) == (4, 4)
    assert [m for m in (*kin, *su_kien) if admin.site.is_registered(m)] == []
    assert [
        i.model
        for a in admin.site._registry.values()
        for i in getattr(a, "inlines", [])
        if i.model in kin
    ] == []


# Whoever reads a score is named here, and was looked at: own sheets, or after ``doi_mo_diem``.
DOC_DIEM = {
    "do_luong_du_lieu.py",
    "giam_khao/phieu.py",
    "giam_khao/views/danh_sach.py",
    "giay_to/phieu_cham.py",
    "minh_hoa/cham.py",
    "minh_hoa/nap.py",
    "minh_hoa/tui.py",
    "quyen_tep.py",
    "services/cham.py",
    "services/ghi_diem.py",
    "services/khung_diem.py",
    "services/mo_diem.py",
    "services/phieu_giay.py",
    "services/vo_hieu.py",
    "statistics/ket_qua.py",
    "tai_giay_to.py",
}


def test_only_known_modules_read_scores():
    goc = Path(settings.BASE_DIR) / APP
    doc = {
        str(tep.relative_to(goc))
        for tep in goc.rglob("*.py")
        if not {"models", "migrations"} & set(tep.relative_to(goc).parts)
        and re.search(r"\b(DiemTieuChi|MocDiem|PhieuGiay|cac_diem)\b", tep.read_text())
    }

    assert doc - DOC_DIEM == set()


def _phan(pattern):
    """One part of an address with its parameters as <name>."""
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern))
    return re.sub(r"%\((\w+)\)s", r"<\1>", normalize(pattern._regex)[0][0])


def _mau(resolver, truoc=""):
    """Addresses of the app, of its admin and of the audit trail."""
    for p in resolver.url_patterns:
        dan = truoc + _phan(p.pattern)
        if isinstance(p, URLResolver):
            yield from _mau(p, dan)
            continue
        cua = getattr(p.callback, "model_admin", None)
        lop = getattr(p.callback, "cls", None) or getattr(p.callback, "view_class", p.callback)
        nha = lop.__module__
        if (
            nha.startswith(APP)
            or (p.name or "").startswith((f"{APP}_", "audit_sukien_"))
            or (cua is not None and cua.model._meta.app_label == APP)
        ):
            yield dan


# Laws, registers of other things and empty forms hold nothing of a round; each has its own tests.
_KHONG_CUA_KY = re.compile(
    r"/(quydinhcap|nhomsanpham|loaitailieu|quytac|langnghe|sukiennganh|socongbo|danhhieucu|canhbao)/"
    r"|/(add|bo-loc|xac-minh|nhap-tep|viec)/|/delete/$"
)
_CHU = {"dinh_dang": ["docx"], "format": ["json"]}


def _cac_dia_chi(*cac_so):
    """Every address with its parameters filled in: sheets by these numbers, all else by the first.

    Papers are asked for by each of their codes.
    """
    ra = set()
    for dan in _mau(get_resolver()):
        if _KHONG_CUA_KY.search(f"/{dan}"):
            continue
        cua_phieu = re.match("cham-diem/|san-pham/(phan-cong|phieu)/", dan)
        so = [str(s) for s in (cac_so if cua_phieu else [SO_DAU])]
        cac = [dan]
        for ten in re.findall(r"<(\w+)>", dan):
            gia = _CHU.get(ten, [*GIAY_KY, *GIAY_HO_SO] if ten == "ma" else so)
            cac = [c.replace(f"<{ten}>", g) for c in cac for g in gia]
        ra |= {f"/{c}" for c in cac}
    return sorted(ra)


def _chu_cua(tra_loi):
    """All text of an answer: pages, JSON, and what PDF and Office files hold."""
    than = b"".join(tra_loi.streaming_content) if tra_loi.streaming else tra_loi.content
    if than[:4] == b"%PDF":
        than = subprocess.run(
            ["pdftotext", "-", "-"], input=than, capture_output=True, check=True
        ).stdout
    elif than[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(than)) as tep:
            than = b"".join(tep.read(n) for n in tep.namelist())
    return than.decode(errors="replace")


def _vao(user):
    c = Client(raise_request_exception=False)
    if user is not None:
        c.force_login(user)
    return c


# How many addresses at least each of them opens: a crawl that opens none would prove nothing.
# The Cục's head of room has the widest rights; no account holds all.
MO_DUOC = {"lanh_dao_phong_cuc": 10, "dieu_hanh": 10, "truong_ban": 6, "co_so": 3, "nguoi_dan": 1}


@pytest.mark.parametrize("vai", MO_DUOC)
def test_no_page_file_or_answer_of_the_app_tells_a_score(k, vai):
    nguoi = {
        "lanh_dao_phong_cuc": lambda: tai_khoan("cuc_lanh_dao_phong"),
        "dieu_hanh": lambda: k.so,
        "truong_ban": lambda: k.nguoi[0],
        "co_so": lambda: _nguoi_nop(k),
        "nguoi_dan": lambda: None,
    }[vai]()
    c = _vao(nguoi)

    # The first assignment is the head's, the second of the judge who signed.
    dia_chi = _cac_dia_chi(SO_DAU, SO_DAU + 1)
    tra_loi = {d: c.get(d) for d in dia_chi}
    lo = {d: lo_ra(_chu_cua(r)) for d, r in tra_loi.items()}

    assert {d: x for d, x in lo.items() if x} == {}
    assert sum(r.status_code == 200 for r in tra_loi.values()) >= MO_DUOC[vai]


def _nguoi_nop(k):
    u = tai_khoan("sp_co_so")
    co_so = k.ho_so[0].san_pham.co_so
    NguoiNop.objects.create(nguoi=u, don_vi=DonViFactory(), vai_tro="co_so", co_so=co_so)
    return u


def test_the_judge_reads_his_own_sheet_and_all_is_told_after_the_opening(k):
    trang = [d for d in _cac_dia_chi(SO_DAU + 1) if d.startswith("/cham-diem/")]
    cua_minh = "".join(_chu_cua(_vao(k.nguoi[1]).get(d)) for d in trang)
    phieu_giay.nhap_phieu_giay(k.ho_so[0], k.gk[0], DIEM_GIAY, by=k.so, nhan_xet=LOI_NHAN_XET)
    dat_phut_mo_qua(k.ky)
    mo_diem(k.ky, by=k.so, bo_phieu_chua_ky=True)
    sau = PhieuCham.objects.visible_to(k.so)

    assert set(DIEM.values()) <= set(lo_ra(cua_minh))
    assert not set(DIEM_NHAP.values()) & set(lo_ra(cua_minh))
    assert sau.filter(trang_thai="da_ky").count() == 2
