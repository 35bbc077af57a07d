"""The law as shipped: loaded twice the same, hand edits kept, regimes meet without a gap."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.models import CheDo, HanBieu, QuyTac, ThoiHan, TieuChi
from cumcongnghiep.services.du_lieu_goc import nap
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


def test_second_load_changes_nothing_and_keeps_what_a_person_changed():
    DonViFactory(bo_ma="34", ma="15")
    nap()
    QuyTac.objects.filter(ma="V27").update(nguong={"thap": "2", "cao": "30"})

    lan_hai = nap()

    assert {ten: sorted(d) for ten, d in lan_hai.items() if ten != "quy tắc"} == {
        ten: ["giu"] for ten in lan_hai if ten != "quy tắc"
    }
    assert (lan_hai["quy tắc"]["sua_tay"], lan_hai["quy tắc"]["doi"]) == (1, 0)
    assert QuyTac.objects.get(ma="V27").nguong == {"thap": "2", "cao": "30"}


def test_the_command_says_what_it_did():
    ra = StringIO()

    call_command("nap_cum_cong_nghiep", stdout=ra)

    assert ra.getvalue().splitlines() == [
        "chế độ pháp lý: thêm 4, đổi 0, giữ nguyên 0",
        "thời hạn: thêm 12, đổi 0, giữ nguyên 0",
        "tiêu chí: thêm 4, đổi 0, giữ nguyên 0",
        "hạn biểu: thêm 20, đổi 0, giữ nguyên 0",
        "quy tắc: thêm 62, đổi 0, giữ nguyên 0",
    ]


@pytest.mark.parametrize(
    ("ngay", "ma", "cap_xet", "toi_thieu", "lang_nghe", "mo_rong"),
    [
        (date(2017, 7, 14), None, None, None, None, None),
        (date(2017, 7, 15), "R1", "huyen", 10, 75, 60),
        (date(2024, 4, 30), "R1", "huyen", 10, 75, 60),
        (date(2024, 5, 1), "R2", "huyen", 10, 75, 60),
        (date(2025, 6, 30), "R2", "huyen", 10, 75, 60),
        (date(2025, 7, 1), "R2", "tinh", 10, 75, 60),
        (date(2026, 9, 14), "R2", "tinh", 10, 75, 60),
        (date(2026, 9, 15), "R3", "xa", 5, 60, 50),
    ],
)
def test_regime_of_a_day(ngay, ma, cap_xet, toi_thieu, lang_nghe, mo_rong):
    nap()

    c = doc_danh_muc().tim_che_do(ngay)

    muc = c and (c.ma, c.cap_xet, c.dien_tich_toi_thieu, c.ty_le_lang_nghe, c.lap_day_mo_rong)
    assert muc == (None if ma is None else (ma, cap_xet, toi_thieu, lang_nghe, mo_rong))


def test_figures_without_a_seen_text_never_count_as_certain():
    nap()
    r1, r2, _, r3 = CheDo.objects.order_by("hieu_luc_tu")

    assert not r1.chac_chan("dien_tich_toi_da")
    assert r2.chac_chan("dien_tich_toi_thieu")
    assert r3.chac_chan("dien_tich_toi_da")
    assert not any(
        r3.chac_chan(t)
        for t in ("dien_tich_toi_thieu", "ty_le_lang_nghe", "lap_day_thanh_lap", "lap_day_mo_rong")
    )
    ten = {f.name for f in CheDo._meta.get_fields()}
    assert {t for c in CheDo.objects.all() for t in c.chua_ro} <= ten


def test_clocks_of_the_two_regimes():
    nap()
    danh_muc = doc_danh_muc()

    def dong_ho(ngay):
        return {
            loai: (t.so_ngay, t.cach_tinh)
            for loai in ("tiep_nhan", "de_nghi", "trinh_so", "tham_dinh", "thanh_lap", "mo_rong")
            if (t := danh_muc.tim_thoi_han(loai, "thanh_lap", ngay))
        }

    assert dong_ho(date(2024, 4, 30)) == {}
    assert dong_ho(date(2026, 9, 14)) == {
        "tiep_nhan": (5, "lam_viec"), "de_nghi": (15, "lich"), "trinh_so": (5, "lam_viec"),
        "tham_dinh": (25, "lich"), "thanh_lap": (7, "lam_viec"), "mo_rong": (7, "lam_viec"),
    }  # fmt: skip
    assert dong_ho(date(2026, 9, 15)) == {
        "tiep_nhan": (2, "lam_viec"), "de_nghi": (5, "lam_viec"), "trinh_so": (5, "lam_viec"),
        "tham_dinh": (20, "lam_viec"), "thanh_lap": (5, "lam_viec"), "mo_rong": (5, "lam_viec"),
    }  # fmt: skip
    # What the amendment changed was seen only in a secondary source.
    assert set(ThoiHan.objects.filter(can_xac_minh=True).values_list("hieu_luc_tu")) == {
        (date(2026, 9, 15),)
    }


def test_criteria_make_a_hundred_and_a_province_divides_each():
    DonViFactory(bo_ma="34", ma="15")

    nap()

    goc = TieuChi.objects.filter(cha__isnull=True)
    assert list(goc.values_list("diem_toi_da", flat=True)) == [15, 15, 30, 40]
    con = TieuChi.objects.filter(cha__isnull=False).values("cha__ma").annotate(t=Sum("diem_toi_da"))
    assert {r["cha__ma"]: r["t"] for r in con.order_by("cha__ma")} == {
        t.ma: t.diem_toi_da for t in goc
    }
    assert TieuChi.objects.get(loai_tru=True).diem_toi_da == Decimal(10)


def test_windows_of_the_forms():
    nap()
    danh_muc = doc_danh_muc()

    def han(bieu, loai_ky, ngay=date(2026, 6, 1)):
        h = danh_muc.tim_han_bieu(bieu, loai_ky, ngay)
        return (
            (h.lech_nam_dau, h.thang_dau, h.ngay_dau),
            (h.thang_chot, h.ngay_chot),
            (h.thang_han, h.ngay_han),
            h.nguoi_gui,
        )

    assert han("01", "6t") == ((-1, 12, 15), (6, 14), (6, 20), "dn_thu_cap")
    assert han("02", "nam") == ((-1, 12, 15), (12, 14), (12, 20), "cdt")
    assert han("03", "6t") == ((-1, 12, 15), (6, 14), (6, 25), "ubnd_xa")
    assert han("03", "6t", date(2025, 6, 30))[3] == "ubnd_huyen"
    assert han("04", "6t") == ((-1, 12, 15), (6, 14), (6, 30), "sct")
    assert han("04", "nam") == ((-1, 12, 15), (12, 14), (12, 31), "sct")
    assert HanBieu.objects.exclude(loai_ky="quy").count() == 16


def test_every_rule_of_the_domain_has_its_row():
    nap()

    assert set(QuyTac.objects.values_list("ma", flat=True)) == {
        *(f"V{n:02d}" for n in range(1, 43)),
        *(f"A{n:02d}" for n in range(1, 21)),
    }
