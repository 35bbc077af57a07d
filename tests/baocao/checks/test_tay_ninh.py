"""Real monthly files of Tây Ninh 2026: the cumulative figure slipped in May and in July."""

import pytest

from baocao.checks import SoLieuKem, run_checks
from tests.baocao.checks.dung import bang, quy_tac
from tests.baocao.du_lieu_goc import lay

TEP = "tay_ninh_2026"


def _thang(thang):
    """The form as it stood in the file of that month: earlier months as revised since."""
    ky = [f"2026-T{i:02d}" for i in range(1, thang + 1)]
    lich_su = {(k, "BL00", "A3"): lay(TEP, k, "BL00", "A3", phien_ban=2) for k in ky[:-1]}
    o = {("BL00", cot): lay(TEP, ky[-1], "BL00", cot, phien_ban=1) for cot in ("A3", "A4")}
    return bang("Q04", ky[-1], o, lich_su)


@pytest.mark.parametrize(
    ("thang", "chenh"),
    [
        (1, None),
        (2, None),
        (3, None),
        (4, None),
        (5, "94.236,862 không bằng tổng các kỳ 94.237,062 (chênh -0,2)"),
        (6, None),
        (7, "133.753,845 không bằng tổng các kỳ 133.783,845 (chênh -30)"),
        (8, "153.937,977 không bằng tổng các kỳ 153.967,977 (chênh -30)"),
    ],
)
def test_kt11_luy_ke_lech_duoc_canh_bao(thang, chenh):
    cac_quy_tac = [quy_tac("KT11a"), quy_tac("KT11b")]

    ket_qua = run_checks(_thang(thang), quy_tac=cac_quy_tac, kem=SoLieuKem())

    mong_doi = f"Lũy kế {chenh}. Cập nhật lũy kế hoặc giải trình điều chỉnh kỳ trước."
    assert [(v.quy_tac, v.muc_do, v.chi_tieu, v.cot, v.thong_bao) for v in ket_qua] == (
        [("KT11b", "W", "BL00", "A4", mong_doi)] if chenh else []
    )


def test_kt11_thieu_mot_thang_thi_khong_xet():
    b = _thang(8)
    b.lich_su._o.pop(("2026-T04", "BL00", "A3"))

    assert run_checks(b, quy_tac=[quy_tac("KT11b")], kem=SoLieuKem()) == []
