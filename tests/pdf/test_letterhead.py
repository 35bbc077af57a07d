"""Lines of the heading, signature and recipients."""

from dataclasses import replace
from datetime import date

import pytest

from .van_ban_mau import van_ban

TRONG = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("so_ky_hieu", "dong"),
    [
        ("05/BC-SCT", "Số: 05/BC-SCT"),
        ("5/BC-SCT", "Số: 05/BC-SCT"),
        ("123/BC-SCT", "Số: 123/BC-SCT"),
        ("/BC-SCT", f"Số: {TRONG * 6}/BC-SCT"),
        ("", ""),
    ],
)
def test_number_line(so_ky_hieu: str, dong: str) -> None:
    assert replace(van_ban(), so_ky_hieu=so_ky_hieu).dong_so == dong


def test_date_line_issued() -> None:
    assert van_ban(date(2026, 2, 5)).dong_ngay == "Hà Nội, ngày 05 tháng 02 năm 2026"


def test_date_line_not_issued_keeps_room_and_year() -> None:
    assert van_ban().dong_ngay == f"Hà Nội, ngày{TRONG * 5}tháng{TRONG * 5}năm 2026"


def test_annex_reference_names_number_and_date() -> None:
    vb = replace(van_ban(date(2026, 3, 12)), so_ky_hieu="7/BC-CTĐP")

    assert vb.so_va_ngay == "số 07/BC-CTĐP ngày 12 tháng 3 năm 2026"


def test_long_organisation_breaks_into_even_lines() -> None:
    vb = replace(van_ban(), co_quan_ban_hanh="CỤC ĐỔI MỚI SÁNG TẠO, CHUYỂN ĐỔI XANH VÀ KHUYẾN CÔNG")

    assert vb.cac_dong_ban_hanh == (
        "CỤC ĐỔI MỚI SÁNG TẠO,",
        "CHUYỂN ĐỔI XANH",
        "VÀ KHUYẾN CÔNG",
    )


@pytest.mark.parametrize(
    ("ten", "cac_dong"),
    [
        ("SỞ CÔNG THƯƠNG TỈNH GIA LAI", ("SỞ CÔNG THƯƠNG", "TỈNH GIA LAI")),
        (
            "TRUNG TÂM KHUYẾN CÔNG VÀ XÚC TIẾN THƯƠNG MẠI TỈNH GIA LAI",
            ("TRUNG TÂM", "KHUYẾN CÔNG", "VÀ XÚC TIẾN", "THƯƠNG MẠI", "TỈNH GIA LAI"),
        ),
        ("BỘ CÔNG THƯƠNG", ("BỘ CÔNG THƯƠNG",)),
    ],
)
def test_lines_fit_the_left_part_and_break_where_a_reader_pauses(ten, cac_dong) -> None:
    assert replace(van_ban(), co_quan_ban_hanh=ten).cac_dong_ban_hanh == cac_dong


def test_organisation_above_breaks_the_same_way() -> None:
    vb = replace(van_ban(), co_quan_chu_quan="ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN")

    assert vb.cac_dong_chu_quan == ("ỦY BAN NHÂN DÂN", "TỈNH THÁI NGUYÊN")


def test_one_receiver_stands_alone() -> None:
    assert van_ban().cac_dong_kinh_gui == ("Bộ trưởng Bộ Công Thương",)


def test_several_receivers_are_a_list() -> None:
    vb = replace(van_ban(), kinh_gui=("Bộ Công Thương;", "UBND tỉnh Lào Cai"))

    assert vb.cac_dong_kinh_gui == ("- Bộ Công Thương;", "- UBND tỉnh Lào Cai.")


def test_recipients_end_with_full_stop() -> None:
    assert van_ban().cac_dong_noi_nhan[-1] == "- Lưu: VT, CTĐP."


def test_bare_string_of_recipients_is_refused() -> None:
    with pytest.raises(TypeError, match="noi_nhan"):
        replace(van_ban(), noi_nhan="Như trên")  # type: ignore[arg-type]


def test_signer_lines() -> None:
    assert van_ban().cac_dong_chuc_vu == ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")
