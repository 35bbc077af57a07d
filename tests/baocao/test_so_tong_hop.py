"""The national workbook of a run: every total is the sum its formula says, read back from bytes."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from baocao.exports import ve_so_tong_hop
from baocao.models import BanTin, GiaTriTongHop
from baocao.services import ban_tin as dich_vu
from baocao.services.tong_hop import tong_hop
from baocao.tasks import dung_ban_tin
from tests.baocao.lan_mau import lan_mau
from tests.baocao.so_lieu_mau import KHONG_PHAT_SINH, ky, nop, sua
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

_TONG = re.compile(r"=SUM\((.+)\)")
_TY_LE = re.compile(r"=ROUND\(([A-Z]+\d+)/([A-Z]+\d+)\*100,6\)")
_NOI = re.compile(r"='(.+)'!\$([A-Z]+)\$(\d+)")


class TienDo:
    def __init__(self):
        self.da_bao = []

    def bao(self, phan_tram, cau):
        self.da_bao.append((phan_tram, cau))


def so_tong_hop(lan):
    """(formulas, values) of the run's workbook."""
    noi_dung = ve_so_tong_hop(lan, "goc-nhat-ky", TienDo())
    return load_workbook(BytesIO(noi_dung)), load_workbook(BytesIO(noi_dung), data_only=True)


def _cac_o(vung):
    for phan in vung.split(","):
        c1, r1, c2, r2 = range_boundaries(phan)
        for r in range(r1, r2 + 1):
            for c in range(c1, c2 + 1):
                yield f"{get_column_letter(c)}{r}"


def tinh(cong_thuc, ws, gia_tri):
    """Evaluate the three kinds of formula the workbook writes, on stored values."""
    if khop := _TONG.fullmatch(cong_thuc):
        cac_so = [ws[o].value for o in _cac_o(khop[1])]
        return sum(Decimal(str(so)) for so in cac_so if isinstance(so, int | float))
    if khop := _TY_LE.fullmatch(cong_thuc):
        tu, mau = (Decimal(str(ws[khop[i]].value)) for i in (1, 2))
        return round(tu / mau * 100, 6)
    khop = _NOI.fullmatch(cong_thuc)
    return Decimal(str(gia_tri[khop[1]][f"{khop[2]}{khop[3]}"].value))


@pytest.fixture(scope="module")
def sach_va_so(du_lieu_goc, django_db_blocker):
    """A run, its workbook twice, its national retail sales; the rows are taken back at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        lan = lan_mau("2026-6T", co_minh_hoa=True)
        cong_thuc, gia_tri = so_tong_hop(lan)
        bl00 = GiaTriTongHop.objects.get(
            lan=lan, bieu="Q04", chi_tieu="BL00", cot="A4", ma_pham_vi="VN"
        )
        transaction.set_rollback(True)
    return lan, cong_thuc, gia_tri, bl00.gia_tri


@pytest.fixture
def sach(sach_va_so):
    return sach_va_so[:3]


def test_stored_values_are_what_the_formulas_give(sach):
    _, cong_thuc, gia_tri = sach
    sai, dem = [], 0
    for ws in cong_thuc.worksheets:
        for hang in ws.iter_rows():
            for o in hang:
                if not isinstance(o.value, str) or not o.value.startswith("="):
                    continue
                if ws.title in ("So sánh", "Thay đổi"):
                    continue
                dem += 1
                luu = Decimal(str(gia_tri[ws.title][o.coordinate].value))
                if abs(tinh(o.value, gia_tri[ws.title], gia_tri) - luu) > Decimal("0.00001"):
                    sai.append((ws.title, o.coordinate, o.value, luu))

    assert sai == []
    assert dem > 1000


def test_form_sheet_shows_the_nation_and_its_coverage(sach_va_so):
    _, _, gia_tri, bl00 = sach_va_so
    ws = gia_tri["Q04"]
    ma = {ws.cell(d, 1).value: d for d in range(7, ws.max_row + 1)}
    cot = {ws.cell(6, c).value: c for c in range(1, ws.max_column + 1)}

    assert Decimal(str(ws.cell(ma["BL00"], cot["A4"]).value)) == bl00
    assert ws.cell(ma["BL00"], cot["có số"]).value == "32/34"
    assert "32/34" in ws["B2"].value
    assert ws["B3"].value == "CÓ SỐ LIỆU MINH HỌA, KHÔNG DÙNG LÀM CĂN CỨ"


def test_missing_province_is_no_zero_and_an_index_is_not_added(sach):
    _, _, gia_tri = sach
    ws, q01 = gia_tri["Q04 địa phương"], gia_tri["Q01 địa phương"]
    ten = {ws.cell(6, c).value: c for c in range(6, ws.max_column + 1)}

    assert ws.cell(7, ten["Sơn La"]).value == "…"
    assert ws.cell(7, ten["Tây Ninh"]).value > 0
    assert q01.cell(7, 6).value == "x"
    assert sum(1 for t in ten if t == "Toàn vùng") == 1
    assert len([c for c in range(6, ws.max_column + 1) if ws.cell(6, c).value == "Toàn vùng"]) == 6


def test_first_sheet_names_run_missing_provinces_and_hash(sach):
    lan, _, gia_tri = sach
    ws = gia_tri["Thông tin"]
    muc = {ws.cell(d, 1).value: ws.cell(d, 2).value for d in range(1, ws.max_row + 1)}

    assert muc["Địa phương đã tiếp nhận"] == "32/34"
    assert muc["Chưa gồm"] == "Sơn La, Đắk Lắk"
    assert muc["SHA-256 kết quả"] == lan.sha256
    assert muc["Gốc nhật ký"] == "goc-nhat-ky"


def test_ranks_stand_as_excel_would_give_them(sach):
    _, cong_thuc, gia_tri = sach
    ws = gia_tri["So sánh"]
    cac_cot = [c for c in range(2, ws.max_column + 1) if ws.cell(4, c).value == "Hạng"]

    assert cac_cot
    for c in cac_cot:
        cap = [
            (ws.cell(d, c - 1).value, ws.cell(d, c).value)
            for d in range(5, ws.max_row + 1)
            if isinstance(ws.cell(d, c).value, int)
        ]
        assert all(hang == 1 + sum(so > x for so, _ in cap) for x, hang in cap)
    assert cong_thuc["So sánh"].cell(6, cac_cot[0]).value.startswith("=RANK(")


def test_second_run_lists_what_changed():
    nop("2026-Q1", "34:01", {"XK00.A3": "6", "XK00.A4": "6"})
    bo = nop("2026-Q1", "34:04", {"XK00.A3": "7.25", "XK00.A4": KHONG_PHAT_SINH})
    tong_hop(ky("2026-Q1"), by=None)
    sua(bo, "XK00.A3", "8")
    lan = tong_hop(ky("2026-Q1"), by=None)

    _, gia_tri = so_tong_hop(lan)

    ws = gia_tri["Thay đổi"]
    dong = {
        (ws.cell(d, 2).value, ws.cell(d, 4).value, ws.cell(d, 5).value): (
            ws.cell(d, 6).value, ws.cell(d, 7).value, ws.cell(d, 8).value,
        )
        for d in range(5, ws.max_row + 1)
    }  # fmt: skip
    assert dong["XK00", "A3", "Tổng các địa phương đã có số liệu"] == (13.25, 14, 0.75)
    assert gia_tri["Thông tin"]["B7"].value == "2/34"


def test_workbook_is_a_paper_of_the_run_built_once(django_capture_on_commit_callbacks):
    lan = lan_mau("2026-6T", bieu=("Q04",))
    nguoi = tai_khoan("cuc_lanh_dao_phong")

    with django_capture_on_commit_callbacks():
        giay = dich_vu.yeu_cau_ban_tin(lan, by=nguoi, loai=BanTin.Loai.SO_TONG_HOP)
    dung_ban_tin(giay.pk)
    dung_ban_tin(giay.pk)

    giay = BanTin.objects.get()
    assert giay.tep.ten == "so-tong-hop-2026-6T-lan-1.xlsx"
    assert giay.tep.kieu_noi_dung.endswith("spreadsheetml.sheet")
    assert giay.viec.trang_thai == "xong"
