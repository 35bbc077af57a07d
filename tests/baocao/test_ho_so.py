"""Province profile: rows «nếu có» that become mandatory; texts, lists and inserted figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from baocao.bang import dung_bang
from baocao.choices import BatBuoc
from baocao.models import HoSoTinh, LoaiBaoCao, SanPhamTinh
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.so_chen import dien_so

from .mau import bo_moi, nguoi_dung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("du_lieu_goc")]


@pytest.fixture
def nguoi():
    return nguoi_dung("34:80")


def _phieu(bo, ma):
    return bo.phieu.get(bieu_mau__ma=ma)


def _phai_co(phieu):
    return {
        d.chi_tieu.ma for d in dung_bang(phieu) if d.chi_tieu.muc_bat_buoc("sau_thang") == "luon"
    }


def test_load_gives_the_merged_province_what_its_predecessors_had():
    cua_khau = HoSoTinh.objects.filter(doi_tuong="cua_khau", don_vi__bo_ma="34")

    assert LoaiBaoCao.objects.count() == 14
    assert cua_khau.filter(don_vi__ma="80").get().hieu_luc_tu == date(2025, 7, 1)
    assert not cua_khau.filter(don_vi__ma="01").exists()


def test_border_province_must_fill_the_gate_rows(nguoi):
    phieu = _phieu(bo_moi(nguoi, bieu={"Q05"}), "Q05")

    assert {"CK01", "CK02", "CK03"} <= _phai_co(phieu)


def test_gate_rows_are_free_again_when_the_profile_says_no(nguoi):
    HoSoTinh.objects.filter(don_vi=nguoi.don_vi, doi_tuong="cua_khau").update(co=False)

    phieu = _phieu(bo_moi(nguoi, bieu={"Q05"}), "Q05")

    assert _phai_co(phieu) & {"CK01", "CK02", "CK03"} == set()


def test_products_follow_the_list_of_the_province_on_the_last_day(nguoi):
    SanPhamTinh.objects.filter(don_vi=nguoi.don_vi).exclude(chi_tieu="SP06").delete()
    SanPhamTinh.objects.create(
        don_vi=nguoi.don_vi, ma="SP07", ten="Tinh bột sắn", dvt="tấn", chi_tieu="SP07",
        hieu_luc_tu=date(2026, 7, 1),
    )  # fmt: skip

    phieu = _phieu(bo_moi(nguoi, bieu={"Q02"}), "Q02")

    assert _phai_co(phieu) == {"SP06", "SP33"}


def test_template_row_itself_is_not_changed_by_the_profile(nguoi):
    phieu = _phieu(bo_moi(nguoi, bieu={"Q05"}), "Q05")

    dung_bang(phieu)

    assert phieu.bieu_mau.chi_tieu.get(ma="CK01").bat_buoc == BatBuoc.NEU_CO


def test_month_columns_of_q02_are_left_out_of_other_periods(nguoi):
    bang = dung_bang(_phieu(bo_moi(nguoi, bieu={"Q02"}), "Q02"))

    assert {"A12", "A13", "A14"} & {c.ma for c in bang.cot} == set()


def test_text_longer_than_the_row_allows_is_refused(nguoi):
    phieu = _phieu(bo_moi(nguoi, bieu={"Q12"}), "Q12")

    with pytest.raises(ValidationError) as loi:
        ghi_o(phieu, [GhiO("DG1", "D1", chu="a" * 1501)], by=nguoi.chuyen_vien)

    assert loi.value.messages == [
        "Khái quát kết quả nổi bật (DG1.D1): văn bản dài quá 1.500 ký tự."
    ]


def test_inserted_code_that_names_no_cell_is_refused(nguoi):
    phieu = _phieu(bo_moi(nguoi, bieu={"Q01", "Q12"}), "Q12")

    with pytest.raises(ValidationError) as loi:
        ghi_o(phieu, [GhiO("DG1", "D1", chu="Tăng {{Q01.CN99.B4}} %.")], by=nguoi.chuyen_vien)

    assert "{{Q01.CN99.B4}} không có trong bộ báo cáo" in loi.value.messages[0]


def test_inserted_figure_is_shown_current_and_stored_as_its_code(nguoi):
    bo = bo_moi(nguoi, bieu={"Q01", "Q12"})
    chu = "IIP bằng {{Q01.CN00.B4}} % cùng kỳ."
    ghi_o(_phieu(bo, "Q12"), [GhiO("DG1", "D1", chu=chu)], by=nguoi.chuyen_vien)
    ghi_o(_phieu(bo, "Q01"), [GhiO("CN00", "B4", so=Decimal("108.5"))], by=nguoi.chuyen_vien)

    bang = dung_bang(_phieu(bo, "Q12"))

    assert bang.o("DG1", "D1").chu == chu
    assert dien_so(bang)["DG1.D1"].chu == "IIP bằng 108,50 % cùng kỳ."


def test_list_row_with_a_value_outside_the_closed_list_is_refused(nguoi):
    phieu = _phieu(bo_moi(nguoi, bieu={"Q12"}), "Q12")
    chu = '[{"nhom": "XYZ", "noi_dung": "Vướng đất", "tac_dong": "Chậm"}]'

    with pytest.raises(ValidationError) as loi:
        ghi_o(phieu, [GhiO("DG3", "D1", chu=chu)], by=nguoi.chuyen_vien)

    assert loi.value.messages[0].startswith(
        "Khó khăn, vướng mắc (DG3.D1): dòng 1, «Nhóm»: «XYZ» không có trong danh mục"
    )
