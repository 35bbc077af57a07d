"""The measure of upload speed makes its own pack and names its floor."""

import pytest

from baocao.do_luong import cac_phep_do
from baocao.do_luong import workbook as do


@pytest.mark.usefixtures("du_lieu_goc", "db")
def test_measure_of_uploads_is_registered_and_names_ratio_limit_and_floor(monkeypatch):
    monkeypatch.setattr(do, "VONG", 1)
    monkeypatch.setattr(do, "SO_NAM_TRUOC", 1)

    (ket_qua,) = cac_phep_do()["tep-excel"]()

    assert ket_qua.toi_da == 2.0
    assert ket_qua.ti_so > 0, "speed itself is judged by `make bench`, alone on the machine"
    assert ket_qua.san.startswith("openpyxl mở tệp: ")
    assert "cả ghi" in ket_qua.chi_tiet
