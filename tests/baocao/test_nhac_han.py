"""The ladder: over weekends and holidays, latest rung only, extension, own due date of a form."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.models import GiaHan, HanNop, KyBaoCao, NgayNghi, YKien
from baocao.services import gia_han as dich_vu_gia_han
from baocao.services import lich_ky, nhap_lieu, quy_trinh
from baocao.services.nhac_han import nhac_han
from cucctdp.thong_bao.models import ThongBao
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
LY_DO = "Bão số 5 làm gián đoạn việc thu thập số liệu."


@pytest.fixture
def canh():
    """An untouched pack due on Thursday 18/6/2026."""
    nguoi = mau.nguoi_dung()
    return nguoi, mau.bo_moi(nguoi, bieu={"Q04"})


def da_nhac():
    """(rung, role) of every reminder of packs inside the system, sorted."""
    dong = ThongBao.objects.filter(khoa__regex="^nhac:.*:(nop|bo-sung)-", kenh="he_thong")
    cap = dong.values_list("khoa", "nguoi_nhan__vai_tro")
    return sorted((khoa.rpartition(":")[2], vai) for khoa, vai in cap)


def nhac_tung_ngay(tu, den):
    while tu <= den:
        nhac_han(tu)
        tu += timedelta(days=1)


@pytest.mark.parametrize(
    ("ngay", "bac"),
    [
        (date(2026, 6, 7), None),
        (date(2026, 6, 8), "nop-10"),  # ten days before the 18th
        (date(2026, 6, 15), "nop-3"),
        (date(2026, 6, 18), "nop-0"),
        (date(2026, 6, 19), "nop-qua-1"),
        (date(2026, 6, 22), "nop-qua-3"),  # the 21st is a Sunday
        (date(2026, 6, 25), "nop-qua-7"),
    ],
)
def test_rung_of_the_day(canh, ngay, bac):
    nhac_han(ngay)

    assert {b for b, _ in da_nhac()} - {"nop-qua-1"} == ({bac} if bac else set()) - {"nop-qua-1"}
    assert bac != "nop-qua-1" or "nop-qua-1" in {b for b, _ in da_nhac()}


def test_whole_ladder_goes_to_who_holds_the_pack_then_to_superiors(canh):
    nhac_tung_ngay(date(2026, 6, 1), date(2026, 7, 5))

    theo_bac = {}
    for bac, vai in da_nhac():
        theo_bac.setdefault(bac, []).append(vai)
    assert theo_bac == {
        "nop-10": ["so_chuyen_vien", "so_tong_hop"],
        "nop-3": ["so_chuyen_vien", "so_tong_hop", "so_truong_phong"],
        "nop-0": ["so_chuyen_vien", "so_lanh_dao", "so_tong_hop", "so_truong_phong"],
        "nop-qua-1": [
            "cuc_chuyen_vien", "so_chuyen_vien", "so_lanh_dao", "so_tong_hop", "so_truong_phong",
        ],
        "nop-qua-3": ["cuc_chuyen_vien", "cuc_lanh_dao_phong", "so_lanh_dao"],
        "nop-qua-7": ["cuc_chuyen_vien", "cuc_lanh_dao", "cuc_lanh_dao_phong", "so_lanh_dao"],
    }  # fmt: skip


def test_rung_before_a_holiday_is_told_on_the_working_day_before(canh):
    _, bo = canh
    # Due on Wednesday 02/9 (Quốc khánh); 31/8 and 01/9 are days off too, so is the weekend.
    HanNop.objects.filter(ky=bo.ky, buoc="so", bieu="").update(ngay=date(2026, 9, 2))

    nhac_han(date(2026, 8, 27))
    truoc = {b for b, _ in da_nhac()}
    nhac_han(date(2026, 8, 28))

    assert (truoc, {b for b, _ in da_nhac()}) == (set(), {"nop-0"})


def test_rung_after_the_due_date_waits_for_the_working_day_after(canh):
    _, bo = canh
    HanNop.objects.filter(ky=bo.ky, buoc="so", bieu="").update(ngay=date(2026, 8, 28))

    for ngay in (29, 30, 31):
        nhac_han(date(2026, 8, ngay))
    con_nghi = {b for b, _ in da_nhac()}
    nhac_han(date(2026, 9, 3))

    assert "nop-qua-1" not in con_nghi
    assert {b for b, _ in da_nhac()} - con_nghi == {"nop-qua-1", "nop-qua-3"}


def test_extension_moves_the_ladder(canh):
    nguoi, bo = canh
    dich_vu_gia_han.gia_han(
        bo, den_ngay=date(2026, 6, 26), ly_do=LY_DO, by=nguoi.cuc_lanh_dao_phong
    )

    nhac_han(date(2026, 6, 19))
    truoc = {b for b, _ in da_nhac()}
    nhac_han(date(2026, 6, 26))

    # Counted from the new day: D-10 was the 16th and is told late, D-3 of the old day never.
    assert truoc == {"nop-10"}
    assert {b for b, _ in da_nhac()} == {"nop-10", "nop-0"}


def test_sent_pack_is_not_reminded(canh):
    nguoi, bo = canh
    mau.da_gui(bo, nguoi)

    nhac_tung_ngay(date(2026, 6, 1), date(2026, 7, 5))

    assert da_nhac() == []


def test_another_province_hears_nothing(canh):
    khac = mau.nguoi_dung("34:24")

    nhac_tung_ngay(date(2026, 6, 8), date(2026, 6, 19))

    so = [khac.chuyen_vien, khac.truong_phong, khac.tong_hop, khac.lanh_dao, khac.cuc_chuyen_vien]
    assert not ThongBao.objects.filter(nguoi_nhan__in=so).exists()


def test_steps_of_a_pack_tell_the_other_side_once(canh):
    nguoi, bo = canh
    bo = mau.da_gui(bo, nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    for chu in ("Rà soát lại tổng mức.", "Nêu rõ nguồn số liệu."):
        quy_trinh.neu_y_kien(bo, noi_dung=chu, by=nguoi.cuc_chuyen_vien)
    quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Cần rà soát lại tổng mức bán lẻ.")

    def tieu_de(ai):
        dong = ThongBao.objects.filter(nguoi_nhan=ai, kenh="he_thong").order_by("pk")
        return [t.removeprefix("Tây Ninh: ") for t in dong.values_list("tieu_de", flat=True)]

    assert YKien.objects.count() == 2
    assert tieu_de(nguoi.cuc_chuyen_vien) == ["đã gửi báo cáo 6 tháng đầu năm 2026"]
    assert tieu_de(nguoi.chuyen_vien) == [
        "Cục có ý kiến về báo cáo 6 tháng đầu năm 2026",
        "Cục trả lại báo cáo 6 tháng đầu năm 2026",
    ]


def test_request_for_extension_is_decided_by_somebody_else(canh):
    nguoi, bo = canh
    dong = dich_vu_gia_han.de_nghi(bo, den_ngay=date(2027, 6, 26), ly_do=LY_DO, by=nguoi.lanh_dao)
    with pytest.raises(ValidationError):
        dich_vu_gia_han.de_nghi(bo, den_ngay=date(2027, 6, 27), ly_do=LY_DO, by=nguoi.tong_hop)
    with pytest.raises(PermissionDenied):
        dich_vu_gia_han.de_nghi(bo, den_ngay=date(2027, 6, 27), ly_do=LY_DO, by=nguoi.van_thu)
    with pytest.raises(BuocBiTuChoi):
        dich_vu_gia_han.duyet(dong, by=nguoi.lanh_dao)
    dich_vu_gia_han.duyet(dong, by=nguoi.cuc_lanh_dao_phong)

    cho = GiaHan.objects.get(don_vi=bo.don_vi)
    assert (cho.den_ngay, cho.nguoi_de_nghi, cho.nguoi_duyet) == (
        date(2027, 6, 26), nguoi.lanh_dao, nguoi.cuc_lanh_dao_phong,
    )  # fmt: skip


def test_period_locks_after_its_last_day_and_an_extension_opens_it_for_one_unit(canh):
    nguoi, bo = canh
    phieu = bo.phieu.get()

    truoc = lich_ky.khoa_theo_lich(date(2026, 7, 15))
    khoa = lich_ky.khoa_theo_lich(date(2026, 7, 16))
    lan_hai = lich_ky.khoa_theo_lich(date(2026, 7, 16))
    with pytest.raises(ValidationError) as loi:
        nhap_lieu.ghi_o(phieu, mau.cac_o_du(phieu), by=nguoi.chuyen_vien)
    nguoi_duyet = nguoi.cuc_lanh_dao_phong
    dich_vu_gia_han.gia_han(bo, den_ngay=date(2027, 7, 1), ly_do=LY_DO, by=nguoi_duyet)
    ghi = nhap_lieu.ghi_o(phieu, mau.cac_o_du(phieu), by=nguoi.chuyen_vien)

    assert (truoc, khoa, lan_hai) == ([], ["2026-6T"], [])
    assert "đã khóa nhận" in loi.value.messages[0]
    assert ghi.da_ghi > 0
    assert KyBaoCao.objects.get(ma="2026-6T").trang_thai == "da_dong"


def test_calendar_opens_each_period_once_on_its_day(db):
    truoc = lich_ky.mo_theo_lich(date(2027, 2, 28))
    ngay_mo = lich_ky.mo_theo_lich(date(2027, 3, 1))
    lan_hai = lich_ky.mo_theo_lich(date(2027, 3, 2))

    assert (truoc, ngay_mo, lan_hai) == ([], ["2027-Q1"], [])
    assert KyBaoCao.objects.get(ma="2027-Q1").bo.count() == 34


def test_sending_before_the_cut_off_asks_for_confirmation():
    nguoi = mau.nguoi_dung()
    bo = mau.den_cho_ky(mau.bo_moi(nguoi, ma_ky="2027-N", bieu={"Q04"}), nguoi)

    with pytest.raises(ValidationError) as loi:
        quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    lan_gui = quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)

    assert loi.value.code == "gui_som"
    assert "14/12/2027" in loi.value.messages[0]
    assert lan_gui.lan == 1


def test_national_day_has_its_adjacent_day_off():
    ngay = {date(2025, 9, 1), date(2026, 9, 1), date(2024, 9, 3)}

    assert (
        set(NgayNghi.objects.filter(ngay__in=ngay, loai="nghi").values_list("ngay", flat=True))
        == ngay
    )
