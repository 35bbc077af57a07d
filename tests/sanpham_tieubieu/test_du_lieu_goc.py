"""The law as shipped: loaded twice the same, hand edits kept, levels by their days."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.services.du_lieu_goc import nap

pytestmark = pytest.mark.django_db


def test_the_command_loads_everything_once_and_keeps_what_a_person_changed():
    ra = StringIO()

    call_command("nap_san_pham", stdout=ra)
    QuyTac.objects.filter(ma="R30").update(nguong={"giong": "0.9"})
    lan_hai = nap()

    assert ra.getvalue().splitlines() == [
        "quy định của cấp: thêm 7, đổi 0, giữ nguyên 0",
        "nhóm sản phẩm: thêm 4, đổi 0, giữ nguyên 0",
        "giấy tờ: thêm 19, đổi 0, giữ nguyên 0",
        "quy tắc: thêm 60, đổi 0, giữ nguyên 0",
    ]
    assert {ten: dict(d) for ten, d in lan_hai.items()} == {
        "quy định của cấp": {"giu": 7},
        "nhóm sản phẩm": {"giu": 4},
        "giấy tờ": {"giu": 19},
        "quy tắc": {"giu": 59, "sua_tay": 1},
    }


def test_levels_of_a_day_and_papers_of_a_level():
    nap()
    cu, moi = date(2025, 6, 30), date(2025, 7, 1)

    d = doc_danh_muc()

    assert [d.tim_quy_dinh(c, cu) is None for c in ("huyen", "xa")] == [False, True]
    assert [d.tim_quy_dinh(c, moi) is None for c in ("huyen", "xa")] == [True, False]
    assert [d.tim_quy_dinh(c, moi).so_thanh_vien for c in ("xa", "tinh", "khu_vuc")] == [
        [5, 7],
        [7, 9],
        [9, 11],
    ]
    assert [n.ma for n in d.cac_nhom(moi)] == ["TCMN", "CBNLTS", "CK", "KHAC"]
    assert [t.ma for t in d.tai_lieu_can("xa", "TCMN", moi)] == [
        "phieu-dang-ky",
        "dk-doanh-nghiep",
        "thuyet-minh",
    ]
    assert d.tim_quy_dinh("quoc_gia", date(2017, 1, 1)).lien_ke_sau == ""
    assert d.tim_quy_dinh("quoc_gia", moi).lien_ke_sau == "khu_vuc"
