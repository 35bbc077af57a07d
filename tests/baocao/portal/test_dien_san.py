"""Form Q08 pre-filled from the register: figures by hand, confirming, explaining, Excel."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.models import BoBaoCao, GiaTri
from baocao.services.dien_san import dien_san, xac_nhan
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.so_khuyen_cong import so_q08
from baocao.workbook import doc_tep as doc_bo_tep
from baocao.workbook import tao_tep_mau
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import DieuChinhDeAn, NghiemThu
from khuyencong.services.so_cai import ghi_but_toan
from tests.baocao.portal.conftest import mo
from tests.khuyencong.so_lieu import TRIEU, bien_ban, de_an_mau

DUYET = {"so_quyet_dinh": "QĐ 1", "ngay_quyet_dinh": date(2025, 12, 30)}
DEN_DUYET = {L.PHE_DUYET: 300, L.GIAO: 200, L.HOP_DONG: 200}


def _phieu(ma_ky, don_vi, cuc):
    bo = BoBaoCao.objects.get(ky=mo(ma_ky, bieu=["Q08"], by=cuc), don_vi=don_vi)
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get()


def _nghiem_thu(hop_dong, thu_huong, ngay, tien, so_luong=1, nguon="kcqg"):
    bien_ban(hop_dong, thu_huong, so_luong=so_luong, ngay=ngay)
    ghi_but_toan(
        hop_dong.de_an, loai=L.NGHIEM_THU, nguon=nguon, nam=2026, so_tien=tien * TRIEU, ngay=ngay,
        chung_tu="5a", by=None, hop_dong=hop_dong, thu_huong=thu_huong,
    )  # fmt: skip


@pytest.fixture
def q08(mau, tay_ninh, bac_ninh, cuc):
    """6 tháng 2026, window 15/12/2025–14/06/2026; the quarter of its own starts on 15/03."""
    return _phieu("2026-6T", tay_ninh, cuc)


@pytest.fixture
def ho_so(q08, tay_ninh, bac_ninh):
    """A machine accepted on the last day of quarter I, on the first of quarter II, and after."""
    _, hop_dong, thu_huong = de_an_mau(tay_ninh, ghi=DEN_DUYET, **DUYET)
    _nghiem_thu(hop_dong, thu_huong, date(2026, 3, 14), 20)
    _nghiem_thu(hop_dong, thu_huong, date(2026, 3, 15), 30)
    _nghiem_thu(hop_dong, thu_huong, date(2026, 6, 15), 40)
    kcdp, hd, th = de_an_mau(tay_ninh, nguon="kcdp", nd="ĐT1", ghi={L.PHE_DUYET: 90, L.GIAO: 90,
        L.HOP_DONG: 60}, doi_ung=15, **DUYET)  # fmt: skip
    kcdp.cac_noi_dung.update(don_vi_tinh="lao động", so_luong=60)
    _nghiem_thu(hd, th, date(2026, 5, 4), Decimal("12.5"), so_luong=40, nguon="kcdp")
    NghiemThu.objects.filter(hop_dong=hd).update(so_viec_lam=34)
    DieuChinhDeAn.objects.create(
        de_an=kcdp, viec="dia_diem", noi_dung="x", cap="so", trang_thai="da_duyet",
        so_van_ban="QĐ 1", ngay_van_ban=date(2026, 2, 1),
    )  # fmt: skip
    de_an_mau(bac_ninh, tien=999)
    de_an_mau(tay_ninh, tien=777, minh_hoa=True)


def test_figures_are_those_of_the_window_the_province_and_the_real_records(ho_so, q08):
    so = so_q08(q08.bo)

    dong = {ma: tuple(so.get((ma, c)) for c in ("A1", "A3", "A4")) for ma, _ in so}
    assert dong["KC11"] == (300, 30, 50), "20 of quarter I, 30 of quarter II, 40 after the window"
    assert dong["KC12"] == (90, Decimal("12.5"), Decimal("12.5"))
    assert dong["KC10"] == (390, Decimal("42.5"), Decimal("62.5"))
    assert dong["KC13"] == (15, 0, 0), "planned and contracted, nothing accepted yet"
    assert dong["KC15"] == (390, 290, 290), "allotted so far in both columns"
    assert dong["KC20a"][0] == 2
    assert (dong["KC20b"], dong["KC20d"]) == ((None, 0, 2), (None, 0, 1))
    assert dong["KC33"] == (2, 1, 2)
    assert dong["KC31a"] == (60, 40, 40)
    assert dong["KC31b"] == (None, 34, 34)
    assert dong["KC32"] == (0, 0, 0)


def test_province_without_records_has_nothing_pre_filled(q08, bac_ninh):
    de_an_mau(bac_ninh)

    assert so_q08(q08.bo) == {}
    assert dien_san(q08, dung_bang(q08)) == {}


def test_row_with_a_silent_minute_is_left_to_the_so(ho_so, q08):
    NghiemThu.objects.filter(thu_huong__noi_dung__noi_dung="KT4").update(so_luong=None)

    assert ("KC33", "A4") not in so_q08(q08.bo)


def test_grid_shows_the_figures_and_writes_none_until_confirmed(ho_so, q08, so, vao):
    trang = vao(so.chuyen_vien).get(reverse("so:phieu", args=[q08.pk]))
    o = {x.khoa: x for m in trang.context["luoi"].muc for d in m.dong for x in d.o}

    kc11 = o["KC11.A4"]
    assert (kc11.chu, kc11.chu_goc, kc11.dien_san) == ("50,000", "50,000", True)
    assert o["KC32.A3"].chu == "-"
    assert not o["KC11.A11"].dien_san
    assert not GiaTri.objects.exists()

    vao(so.chuyen_vien).post(reverse("so:dien_san", args=[q08.pk]))

    bang = dung_bang(q08)
    assert bang.so("KC11", "A4") == 50
    assert bang.o("KC32", "A3").trang_thai_o == "khong_phat_sinh"
    assert bang.o("KC11", "A4").nguon == "Tính từ hồ sơ đề án khuyến công"
    assert dien_san(q08, bang) == {}
    assert [v for v in run_checks(bang) if v.quy_tac in ("KC34", "KTK03")] == []


def test_changed_figure_has_to_be_explained(ho_so, q08, so):
    ghi_o(q08, [GhiO("KC11", "A4", so=Decimal("51.2"), phien_ban_goc=0)], by=so.chuyen_vien)
    ghi_o(q08, [GhiO("KC20b", "A4", so=Decimal(3), phien_ban_goc=0)], by=so.chuyen_vien)

    vi_pham = {v.quy_tac: v for v in run_checks(dung_bang(q08)) if v.quy_tac in ("KC34", "KTK03")}

    assert (vi_pham["KC34"].chi_tieu, vi_pham["KC34"].can_giai_trinh) == ("KC11", True)
    assert vi_pham["KC34"].thong_bao == (
        "Số tổng hợp (51,2) không khớp danh mục đề án (50), chênh 1,2 triệu đồng. "
        "Sửa theo hồ sơ đề án hoặc giải trình."
    )
    assert vi_pham["KTK03"].chi_tieu == "KC20b"
    assert ("KC11", "A4") not in dien_san(q08, dung_bang(q08))


def test_confirming_needs_something_to_confirm_and_the_right(q08, so, tay_ninh):
    with pytest.raises(ValidationError, match="Không có ô nào"):
        xac_nhan(q08, by=so.chuyen_vien)
    de_an_mau(tay_ninh)
    with pytest.raises((PermissionDenied, ValidationError)):
        xac_nhan(q08, by=so.van_thu)


def test_workbook_carries_the_figures_and_sending_it_back_confirms_them(ho_so, q08, so):
    tep = tao_tep_mau(q08.bo, by=so.tong_hop)
    ws = load_workbook(BytesIO(tep))["Q08"]
    dong = {ws.cell(r, 1).value: r for r in range(1, ws.max_row + 1)}
    cot = {ws.cell(11, c).value: c for c in range(1, ws.max_column + 1)}

    o = ws.cell(dong["KC11"], cot["A4"])
    assert (o.value, ws.cell(dong["KC32"], cot["A3"]).value) == (50, "-")
    assert "Điền sẵn" in o.comment.text

    doc = doc_bo_tep(BytesIO(tep), ten="bo.xlsx", bo=q08.bo)
    ghi = {(g.chi_tieu, g.cot): g.so for g in doc.cac_o["Q08"]}
    assert (doc.loi, ghi["KC11", "A4"]) == ([], 50)


def test_kc37_rate_typed_over_its_formula_stops_the_file(ho_so, q08, so):
    wb = load_workbook(BytesIO(tao_tep_mau(q08.bo, by=so.tong_hop)))
    ws = wb["Q08"]
    dong = {ws.cell(r, 1).value: r for r in range(1, ws.max_row + 1)}
    cot = {ws.cell(11, c).value: c for c in range(1, ws.max_column + 1)}

    def doc(ty_le):
        o = ws.cell(dong["KC11"], cot["A9"])
        o.value = ty_le
        tep = BytesIO()
        wb.save(tep)
        tep.seek(0)
        return [(x.o, x.ma) for x in doc_bo_tep(tep, ten="bo.xlsx", bo=q08.bo).loi], o.coordinate

    sai, toa_do = doc(33.3)
    dung, _ = doc(16.7)

    assert sai == [(toa_do, "ty_le_sai")], "50/300 = 16,67 %"
    assert dung == []


def test_page_of_another_form_asks_nothing_of_the_register(mau, tay_ninh, bac_ninh, cuc, so, vao):
    bo = BoBaoCao.objects.get(ky=mo("2026-6T", bieu=["Q10"], by=cuc), don_vi=tay_ninh)

    trang = vao(so.chuyen_vien).get(reverse("so:phieu", args=[bo.phieu.get().pk]))

    assert trang.context["luoi"].dien_san == {}


def test_queries_do_not_grow_with_the_records(ho_so, q08, tay_ninh, django_assert_num_queries):
    with CaptureQueriesContext(connection) as it:
        so_q08(q08.bo)
    de_an_mau(tay_ninh)
    de_an_mau(tay_ninh, nguon="kcdp")

    with django_assert_num_queries(len(it)):
        so_q08(q08.bo)
