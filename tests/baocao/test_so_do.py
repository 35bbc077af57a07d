"""The diagram in the docs is the step table."""

from baocao.management.commands.ve_so_do import TRANG, trang_moi


def test_architecture_page_shows_the_present_steps():
    noi_dung = TRANG.read_text(encoding="utf-8")

    assert trang_moi(noi_dung) == noi_dung
    assert "Ký duyệt và gửi Cục" in noi_dung
