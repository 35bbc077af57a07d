"""Files that are taken as they are: what each edit leaves in the database."""

from decimal import Decimal
from io import BytesIO

import pytest

from baocao.models import GiaTri
from baocao.workbook import doc_tep, nap_tep

from . import sua_tep
from .sua_tep import dong_goi, mo, o, sua


def nap(kb, tep, **khac):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="Bao cao.xlsx", by=kb.nguoi.chuyen_vien, **khac)


def test_round_trip_changes_nothing(kich_ban):
    truoc = GiaTri.objects.count()

    ket_qua = nap(kich_ban, kich_ban.tep)

    assert (ket_qua.loi, ket_qua.canh_bao, ket_qua.xung_dot) == ([], [], [])
    assert ket_qua.da_ghi == 0
    assert GiaTri.objects.count() == truoc


def test_same_data_give_same_bytes(kich_ban):
    assert kich_ban.xuat() == kich_ban.tep


CHAP_NHAN = {
    "so": (1234.5, ("co_gia_tri", Decimal("1234.5"))),
    "chu_so_viet_nam": ("1.234,5", ("co_gia_tri", Decimal("1234.5"))),
    "khoang_trang_ngan_nghin": ("1 234,5", ("co_gia_tri", Decimal("1234.5"))),
    "so_0_that": (0, ("co_gia_tri", Decimal(0))),
    "gach_la_khong_phat_sinh": ("-", ("khong_phat_sinh", None)),
    "gach_dai": (" – ", ("khong_phat_sinh", None)),
    "ba_cham": ("...", None),
    "ba_cham_excel_tu_sua": ("…", None),
    "x_la_khong_ap_dung": ("X", ("khong_ap_dung", None)),
    "nhieu_nhi_phan": (0.1 + 0.2, ("co_gia_tri", Decimal("0.3"))),
    "lon_nhung_duoc": (999999999999, ("co_gia_tri", Decimal(999999999999))),
}


@pytest.mark.parametrize("ten", CHAP_NHAN)
def test_accepted_content_of_a_number_cell(kich_ban, ten):
    gia_tri, mong_doi = CHAP_NHAN[ten]

    ket_qua = nap(kich_ban, sua(kich_ban.tep, ("Q04", "BL00", "A3", gia_tri)))
    co = kich_ban.so("Q04", "BL00", "A3")

    assert ket_qua.loi == []
    assert ket_qua.da_ghi == 1
    assert co[:2] == (mong_doi or ("chua_co_so_lieu", None))


def test_cleared_cell_becomes_missing_with_a_warning(kich_ban):
    ket_qua = nap(kich_ban, sua(kich_ban.tep, ("Q04", "BL00", "A3", None)))

    assert ket_qua.loi == []
    assert [(x.trang, x.ma) for x in ket_qua.canh_bao] == [("Q04", "da_xoa")]
    assert kich_ban.so("Q04", "BL00", "A3")[0] == "chua_co_so_lieu"


def test_rows_are_found_by_code_not_by_place(kich_ban):
    wb = mo(kich_ban.tep)
    o(wb, "Q04", "BL00", "A3").value = 777
    wb["Q04"].insert_rows(3, 2)
    wb["Q04"].insert_cols(1)

    ket_qua = nap(kich_ban, dong_goi(wb))

    assert ket_qua.loi == []
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(777)


def test_text_of_other_unicode_form_is_no_change(kich_ban):
    import unicodedata

    tep = sua(kich_ban.tep, ("Q04", "BL00", "A10", unicodedata.normalize("NFD", "Cục Thống kê")))

    assert doc_tep(BytesIO(tep), ten="a.xlsx", bo=kich_ban.bo).cac_o["Q04"] == []


def test_list_rows_are_stored_as_json_with_numbers_as_text(kich_ban):
    wb = mo(kich_ban.tep)
    ws = wb["Q05"]
    dong = {ws.cell(r, 1).value: r for r in range(1, ws.max_row + 1)}
    ws.cell(dong["XK3x#2"], 3).value = "Giày dép"
    ws.cell(dong["XK3x#2"], 6).value = 7.25

    ket_qua = nap(kich_ban, dong_goi(wb))

    assert ket_qua.loi == []
    assert kich_ban.so("Q05", "XK3x", "A4")[2] == (
        '[{"ten": "Dệt may", "luong": "", "dvt": "", "tri_gia": "12.5"}, '
        '{"ten": "Giày dép", "luong": "", "dvt": "", "tri_gia": "7.25"}]'
    )


def test_data_state_of_the_sheet_moves_every_figure_of_it(kich_ban):
    wb = mo(kich_ban.tep)
    ws = wb["Q04"]
    o_chon = next(ws.cell(r, 5) for r in range(1, 15) if ws.cell(r, 1).value == "TT")
    o_chon.value = "Sơ bộ"

    ket_qua = nap(kich_ban, dong_goi(wb))

    assert ket_qua.loi == []
    assert ket_qua.da_ghi == 3
    assert [kich_ban.so("Q04", "BL00", c)[3] for c in ("A1", "A3", "A4", "A10")] == [
        "so_bo",
        "so_bo",
        "so_bo",
        "uoc",
    ]


def test_typed_over_computed_and_fetched_cells_are_named_and_not_used(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A9", 12), ("Q04", "BL00", "A5", 99))

    ket_qua = nap(kich_ban, tep)

    assert ket_qua.loi == []
    assert ket_qua.da_ghi == 0
    assert [(x.trang, x.ma, x.gia_tri) for x in ket_qua.canh_bao] == [
        ("Q04", "o_khong_nhap", "99"),
        ("Q04", "o_khong_nhap", "12"),
    ]


def test_same_file_twice_changes_nothing_and_says_so(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 777))
    lan_1 = nap(kich_ban, tep)
    truoc = GiaTri.objects.count()

    lan_2 = nap(kich_ban, tep)

    assert (lan_1.trung_lap, lan_1.da_ghi) == (False, 1)
    assert (lan_2.trung_lap, lan_2.da_ghi, lan_2.loi, lan_2.xung_dot) == (True, 0, [], [])
    assert lan_2.tep == lan_1.tep
    assert [x.ma for x in lan_2.canh_bao] == ["da_nop"]
    assert GiaTri.objects.count() == truoc


def test_dry_run_tells_the_same_and_writes_nothing(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 30000))

    thu = nap(kich_ban, tep, chi_kiem_tra=True)
    co = kich_ban.so("Q04", "BL00", "A3")
    that = nap(kich_ban, tep)

    assert thu.tep is None
    assert co[1] == Decimal("12345.678")
    assert thu.da_ghi == that.da_ghi == 1
    assert thu.vi_pham == that.vi_pham
    assert "KT13" in {v.quy_tac for v in that.vi_pham["Q04"]}


def test_file_is_kept_with_an_event(kich_ban):
    from cucctdp.audit.models import SuKien
    from cucctdp.files.services import doc_tep as doc_kho

    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 777))

    ket_qua = nap(kich_ban, tep)

    assert doc_kho(ket_qua.tep) == tep
    assert ket_qua.tep.doi_tuong == kich_ban.bo
    assert SuKien.objects.filter(hanh_dong="bobaocao.nop_tep").count() == 1


# (changed in the file, changed on the system) → (what stands afterwards, conflicts)
BA_PHIA = {
    "khong_ai_sua": (None, None, "12345.678", 0),
    "chi_tep": ("700", None, "700", 0),
    "chi_he_thong": (None, "800", "800", 0),
    "ca_hai_khac_nhau": ("700", "800", "800", 1),
    "ca_hai_giong_nhau": ("700", "700", "700", 0),
}


@pytest.mark.parametrize("ten", BA_PHIA)
@pytest.mark.parametrize("chi_kiem_tra", [True, False])
def test_three_way_merge(kich_ban, ten, chi_kiem_tra):
    trong_tep, tren_he_thong, con_lai, so_xung_dot = BA_PHIA[ten]
    tep = kich_ban.tep
    if trong_tep:
        tep = sua(tep, ("Q04", "BL00", "A3", int(trong_tep)))
    if tren_he_thong:
        kich_ban.go("Q04", "BL00", "A3", tren_he_thong)

    ket_qua = nap(kich_ban, tep, chi_kiem_tra=chi_kiem_tra)

    assert ket_qua.loi == []
    assert len(ket_qua.xung_dot) == so_xung_dot
    if not chi_kiem_tra:
        assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(con_lai)


def test_conflict_names_both_figures_and_the_other_person(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 700.5), ("Q04", "BL00", "A4", 900))
    kich_ban.go("Q04", "BL00", "A3", "800")

    ket_qua = nap(kich_ban, tep)
    x = ket_qua.xung_dot[0]

    assert ket_qua.da_ghi == 1
    assert (x.bieu, x.chi_tieu, x.cot, x.cua_tep, x.dang_co) == (
        "Q04",
        "BL00",
        "A3",
        "700,5",
        "800",
    )
    assert x.nguoi == str(kich_ban.nguoi.chuyen_vien)
    assert x.o == o(sua_tep.mo(tep), "Q04", "BL00", "A3").coordinate


def test_two_copies_filled_by_two_officers_merge(kich_ban):
    a = sua(kich_ban.tep, ("Q04", "BL00", "A3", 700))
    b = sua(kich_ban.tep, ("Q04", "BL00", "A4", 900))

    nap(kich_ban, a)
    ket_qua = nap(kich_ban, b)

    assert (ket_qua.loi, ket_qua.xung_dot) == ([], [])
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(700)
    assert kich_ban.so("Q04", "BL00", "A4")[1] == Decimal(900)
