"""LibreOffice opens and saves the template; what comes back is clean."""

import subprocess
from io import BytesIO

import pytest

from baocao.workbook import danh_dau_loi, nap_tep
from cucctdp.embedded.he_thong import tim_soffice

from .sua_tep import mo, o, sua

pytestmark = [pytest.mark.cham, pytest.mark.libreoffice]


def mo_va_luu(tep, thu_muc) -> bytes:
    """The file as LibreOffice Calc writes it after opening it."""
    (thu_muc / "vao").mkdir()
    (thu_muc / "vao" / "tep.xlsx").write_bytes(tep)
    subprocess.run(
        [
            tim_soffice(),
            "--headless",
            f"-env:UserInstallation=file://{thu_muc}/ho-so",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(thu_muc / "ra"),
            str(thu_muc / "vao" / "tep.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (thu_muc / "ra" / "tep.xlsx").read_bytes()


def _nap(kb, tep):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="Bao cao.xlsx", by=kb.nguoi.chuyen_vien)


def test_template_saved_by_libreoffice_comes_back_clean(kich_ban, tmp_path):
    tep = mo_va_luu(kich_ban.tep, tmp_path)

    ket_qua = _nap(kich_ban, tep)

    assert (ket_qua.loi, ket_qua.canh_bao, ket_qua.xung_dot) == ([], [], [])
    assert ket_qua.da_ghi == 0


def test_figures_typed_and_marks_survive_libreoffice(kich_ban, tmp_path):
    loi = sua(kich_ban.tep, ("Q04", "BL00", "A3", "12 tỷ"), ("Q04", "BL00", "A4", 30000.25))
    danh_dau = danh_dau_loi(loi, _nap(kich_ban, loi).moi_loi())

    wb = mo(mo_va_luu(danh_dau, tmp_path))
    sai = o(wb, "Q04", "BL00", "A3")

    assert sai.fill.fgColor.rgb == "FFFFC7CE"
    assert sai.comment.text.startswith("KT02:")
    assert o(wb, "Q04", "BL00", "A4").value == 30000.25
    assert wb["Lỗi"]["D5"].hyperlink.location.replace("$", "").endswith(f"!{sai.coordinate}")
