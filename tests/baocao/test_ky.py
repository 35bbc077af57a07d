"""Periods made from the dated calendar of NĐ 09/2019/NĐ-CP and TT 14/2024/TT-BCT."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.choices import TrangThaiBo, TrangThaiKy
from baocao.models import BoBaoCao, HanNop, KyBaoCao, PhieuBieu, QuyTacLich
from baocao.services import ky as dich_vu_ky
from baocao.services.ky import doc_mau_ngay
from cucctdp.audit.models import SuKien
from cucctdp.formats.ky import Ky
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def _ngay(chu):
    ngay, thang, nam = (int(p) for p in chu.split("/"))
    return date(nam, thang, ngay)


@pytest.mark.parametrize(
    ("ma", "cua_so", "thong_ke", "bo_ma"),
    [
        ("2026-T03", ("15/2/2026", "14/3/2026"), ("1/3/2026", "31/3/2026"), "34"),
        ("2026-T01", ("15/12/2025", "14/1/2026"), ("1/1/2026", "31/1/2026"), "34"),
        ("2026-Q1", ("15/12/2025", "14/3/2026"), ("1/1/2026", "31/3/2026"), "34"),
        ("2026-6T", ("15/12/2025", "14/6/2026"), ("1/1/2026", "30/6/2026"), "34"),
        ("2026-9T", ("15/12/2025", "14/9/2026"), ("1/1/2026", "30/9/2026"), "34"),
        ("2026-N", ("15/12/2025", "14/12/2026"), ("1/1/2026", "31/12/2026"), "34"),
        ("2025-6T", ("15/12/2024", "14/6/2025"), ("1/1/2025", "30/6/2025"), "63"),
        ("2025-9T", ("15/12/2024", "14/9/2025"), ("1/1/2025", "30/9/2025"), "34"),
    ],
)
def test_period_has_both_windows_and_its_code_set(ma, cua_so, thong_ke, bo_ma):
    ky, moi = dich_vu_ky.tao_ky(ma)

    assert moi
    assert (ky.tu_ngay, ky.den_ngay) == tuple(map(_ngay, cua_so))
    assert (ky.thang_tk_tu, ky.thang_tk_den) == tuple(map(_ngay, thong_ke))
    assert (ky.bo_ma_don_vi, ky.trang_thai) == (bo_ma, TrangThaiKy.SAP_MO)


CHUNG = {
    "2026-T03": {
        "khoa": "15/4/2026",
        "so": "18/3/2026",
        "cuc": "20/3/2026",
        "tong_hop": "22/3/2026",
        "lanh_dao": "24/3/2026",
        "chinh_phu": "25/3/2026",
        "so_bo": "15/4/2026",
    },
    "2026-T12": {
        "khoa": "15/1/2027",
        "so": "18/12/2026",
        "cuc": "20/12/2026",
        "tong_hop": "22/12/2026",
        "lanh_dao": "24/12/2026",
        "chinh_phu": "25/12/2026",
        "so_bo": "15/1/2027",
    },
    "2026-Q1": {
        "mo": "1/3/2026",
        "khoa": "15/4/2026",
        "so": "18/3/2026",
        "cuc": "20/3/2026",
        "tong_hop": "22/3/2026",
        "lanh_dao": "24/3/2026",
        "chinh_phu": "25/3/2026",
        "so_bo": "15/4/2026",
    },
    "2026-6T": {
        "mo": "1/6/2026",
        "khoa": "15/7/2026",
        "so": "18/6/2026",
        "cuc": "20/6/2026",
        "tong_hop": "22/6/2026",
        "lanh_dao": "24/6/2026",
        "chinh_phu": "25/6/2026",
        "so_bo": "15/7/2026",
    },
    "2026-9T": {
        "mo": "1/9/2026",
        "khoa": "15/10/2026",
        "so": "18/9/2026",
        "cuc": "20/9/2026",
        "tong_hop": "22/9/2026",
        "lanh_dao": "24/9/2026",
        "chinh_phu": "25/9/2026",
        "so_bo": "15/10/2026",
    },
    "2026-N": {
        "mo": "1/12/2026",
        "khoa": "15/1/2027",
        "so": "18/12/2026",
        "cuc": "20/12/2026",
        "tong_hop": "22/12/2026",
        "lanh_dao": "24/12/2026",
        "chinh_phu": "25/12/2026",
        "so_bo": "15/1/2027",
        "chinh_thuc": "30/6/2027",
    },
}
RIENG_Q07 = {
    "2026-6T": {"chu_dau_tu": "20/6/2026", "cap_xa": "25/6/2026", "so": "30/6/2026"},
    "2026-N": {"chu_dau_tu": "20/12/2026", "cap_xa": "25/12/2026", "so": "31/12/2026"},
}


@pytest.mark.parametrize("ma", CHUNG)
def test_period_has_the_due_dates_of_the_calendar(ma):
    ky, _ = dich_vu_ky.tao_ky(ma)

    han = {(h.bieu, h.buoc): (h.ngay, h.loai_han) for h in HanNop.objects.filter(ky=ky)}
    assert han == {
        **{("", buoc): (_ngay(chu), "cham_nhat") for buoc, chu in CHUNG[ma].items()},
        **{
            ("Q07", buoc): (_ngay(chu), "truoc_ngay") for buoc, chu in RIENG_Q07.get(ma, {}).items()
        },
        **({("M10", "so"): (_ngay("15/3/2027"), "truoc_ngay")} if ma == "2026-N" else {}),
    }


def test_every_period_closes_at_least_one_working_day_before_it_is_due():
    for ma in CHUNG:
        ky, _ = dich_vu_ky.tao_ky(ma)
        so = HanNop.objects.get(ky=ky, bieu="", buoc="so")

        assert (so.ngay - ky.den_ngay).days == 4


def test_making_a_period_twice_returns_the_first():
    mot, moi = dich_vu_ky.tao_ky("2026-Q1")
    hai, lan_hai = dich_vu_ky.tao_ky("2026-Q1")

    assert (moi, lan_hai, mot.pk) == (True, False, hai.pk)
    assert SuKien.objects.filter(hanh_dong="kybaocao.tao").count() == 1


@pytest.mark.parametrize("ma", ["2026-Q5", "2026", "26-Q1", "", "2026-T00"])
def test_code_that_is_no_period_is_refused(ma):
    with pytest.raises(ValueError, match=r"«|phải"):
        dich_vu_ky.tao_ky(ma)


def test_period_without_calendar_row_is_refused():
    QuyTacLich.objects.filter(loai_ky="quy").update(hieu_luc_den=date(2026, 1, 1))

    with pytest.raises(ValidationError, match="Chưa có quy tắc lịch cho kỳ «quý I/2026»"):
        dich_vu_ky.tao_ky("2026-Q1")

    assert not KyBaoCao.objects.exists()


def test_calendar_row_of_the_day_is_taken():
    QuyTacLich.objects.filter(loai_ky="quy").update(hieu_luc_den=date(2026, 12, 31))
    cu = QuyTacLich.objects.get(loai_ky="quy")
    cu.pk, cu._state.adding = None, True
    cu.hieu_luc_tu, cu.hieu_luc_den = date(2027, 1, 1), None
    cu.han = {"so": "nam-03-17"}
    cu.save()

    for ma, han in (("2026-Q1", date(2026, 3, 18)), ("2027-Q1", date(2027, 3, 17))):
        ky, _ = dich_vu_ky.tao_ky(ma)
        assert ky.han_nop.get(buoc="so").ngay == han


@pytest.mark.parametrize(
    ("mau_ngay", "ma", "ngay"),
    [
        ("nam-1-12-15", "2026-Q1", date(2025, 12, 15)),
        ("nam+1-01-15", "2026-N", date(2027, 1, 15)),
        ("nam-06-14", "2026-6T", date(2026, 6, 14)),
        ({"thang": -1, "ngay": 15}, "2026-T01", date(2025, 12, 15)),
        ({"thang": 1, "ngay": 15}, "2026-T12", date(2027, 1, 15)),
    ],
)
def test_date_pattern_crosses_years(mau_ngay, ma, ngay):
    assert doc_mau_ngay(mau_ngay, Ky.tu_ma(ma)) == ngay


@pytest.mark.parametrize("mau_ngay", ["2026-06-14", "nam-6-14", "nam-2-12-15", ""])
def test_bad_date_pattern_is_refused(mau_ngay):
    with pytest.raises(ValueError, match="không đúng"):
        doc_mau_ngay(mau_ngay, Ky.tu_ma("2026-6T"))


@pytest.mark.parametrize(("ma", "bo_ma", "so"), [("2025-6T", "63", 63), ("2025-9T", "34", 34)])
def test_opening_makes_one_pack_for_each_unit_of_its_time(ma, bo_ma, so):
    ky = mau.mo_ky(ma, by=tai_khoan("cuc_lanh_dao"))

    bo = BoBaoCao.objects.filter(ky=ky).select_related("don_vi")
    assert ky.trang_thai == TrangThaiKy.DANG_MO
    assert {b.don_vi.bo_ma for b in bo} == {bo_ma}
    assert len({b.don_vi_id for b in bo}) == len(bo) == so
    assert {b.trang_thai for b in bo} == {TrangThaiBo.CHUA_NHAP}


@pytest.mark.parametrize(
    ("ma", "bieu"),
    [
        ("2026-Q1", [f"Q{i:02d}" for i in range(13) if i != 9]),
        ("2026-6T", [f"Q{i:02d}" for i in range(13)]),
        ("2024-6T", [f"Q{i:02d}" for i in range(13) if i != 7]),
    ],
)
def test_pack_holds_the_forms_of_its_kind_and_time(ma, bieu):
    ky = mau.mo_ky(ma, by=tai_khoan("cuc_lanh_dao"))

    phieu = PhieuBieu.objects.filter(bo__ky=ky).values_list("bo", "bieu_mau__ma")
    theo_bo = {}
    for bo, ma_bieu in phieu:
        theo_bo.setdefault(bo, []).append(ma_bieu)
    assert {tuple(sorted(b)) for b in theo_bo.values()} == {tuple(bieu)}
    assert len(theo_bo) == BoBaoCao.objects.filter(ky=ky).count()


def test_assignment_can_be_narrowed_and_completed_later():
    by = tai_khoan("cuc_lanh_dao")
    ky = mau.mo_ky("2026-6T", by=by, chi_don_vi={"34:80"}, bieu={"Q04"})

    assert list(ky.bo.values_list("don_vi__ma", "phieu__bieu_mau__ma")) == [("80", "Q04")]
    assert dich_vu_ky.giao(ky, by=by) == 33
    assert dich_vu_ky.giao(ky, by=by) == 0


@pytest.mark.parametrize("vai_tro", ["cuc_chuyen_vien", "bo_lanh_dao", "quan_tri", "kiem_toan"])
def test_only_those_who_open_periods_make_them(vai_tro):
    user = tai_khoan(vai_tro)
    ky, _ = dich_vu_ky.tao_ky("2026-6T")

    with pytest.raises(PermissionDenied):
        dich_vu_ky.tao_ky("2026-9T", by=user)
    with pytest.raises(PermissionDenied):
        dich_vu_ky.giao(ky, by=user)
    with pytest.raises(BuocBiTuChoi):
        dich_vu_ky.mo_ky(ky, by=user)

    assert not BoBaoCao.objects.exists()


def test_period_is_closed_opened_again_and_closed():
    by = tai_khoan("cuc_lanh_dao_phong")
    ky = mau.mo_ky("2026-6T", by=by, chi_don_vi=set())
    ky = dich_vu_ky.dong_ky(ky, by=by)
    ky = dich_vu_ky.mo_lai_ky(ky, by=by, ly_do="Ba Sở chưa kịp gửi.")

    assert ky.trang_thai == TrangThaiKy.DANG_MO


def test_publishing_a_period_publishes_its_synthesised_packs_only():
    nguoi = mau.nguoi_dung()
    bo = mau.da_nhan(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    dich_vu_ky.giao(bo.ky, by=nguoi.cuc_lanh_dao, chi_don_vi={"34:24"})
    BoBaoCao.objects.filter(pk=bo.pk).update(trang_thai=TrangThaiBo.DA_TONG_HOP)
    KyBaoCao.objects.filter(pk=bo.ky_id).update(trang_thai=TrangThaiKy.DA_CHOT)

    ky = dich_vu_ky.cong_bo_ky(KyBaoCao.objects.get(pk=bo.ky_id), by=nguoi.cuc_lanh_dao)

    assert ky.trang_thai == TrangThaiKy.DA_CONG_BO
    assert dict(ky.bo.values_list("don_vi__ma", "trang_thai")) == {
        "80": "da_cong_bo",
        "24": "chua_nhap",
    }
