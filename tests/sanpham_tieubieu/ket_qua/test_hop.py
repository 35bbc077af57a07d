"""From opened scores to recognition: threshold, votes, quota, ties, decision, nomination."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cucctdp.workflow.models import QuyetDinh
from sanpham_tieubieu.models import BieuQuyet, HoSoDangKy, KetQua, NhomSanPham
from sanpham_tieubieu.services import hop, ket_qua
from sanpham_tieubieu.services.hop import KetQuaPhieu
from sanpham_tieubieu.services.ky import dat_chi_tieu
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import GiamKhaoFactory
from tests.sanpham_tieubieu.ket_qua.dung import hoi_dong, ky_da_cham

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

BON = {"Chè": [90, 88, 89], "Mật": [80, 82, 81], "Bún": [81, 80, 82], "Miến": [60, 61, 62]}


def san_sang(bang=None, chi_tieu=None, **ky):
    """A Sở's round, opened, threshold applied, the council met. Returns (round, dossiers, head)."""
    ky, ho_so = ky_da_cham(bang or BON, **ky)
    by = tai_khoan("so_lanh_dao", don_vi=ky.don_vi)
    if chi_tieu is not None:
        dat_chi_tieu(
            ky, nhom=NhomSanPham.objects.get(ma="CBNLTS"), so_luong=chi_tieu,
            van_ban="KH 1", by=by,
        )  # fmt: skip
    ket_qua.xet_nguong(ky, by=by)
    tv = hoi_dong(ky)
    hop.ghi_phien(
        ky, bat_dau=timezone.now() - timedelta(seconds=30), dia_diem="Sở Công Thương",
        co_mat=[t.pk for t in tv], by=by,
    )  # fmt: skip
    return ky, ho_so, by


def bau(ky, ho_so, ten, by, loai="cong_nhan", dong_y=7, hang=None):
    return hop.ghi_bieu_quyet(
        ky,
        loai=loai,
        phieu={
            ho_so[t].pk: KetQuaPhieu(dong_y=dong_y, khong=7 - dong_y, thu_hang=hang and hang[t])
            for t in ten
        },
        by=by,
    )


def ket(ky, ho_so, ten, by):
    return hop.ket_luan(
        ky, chon={ho_so[t].pk for t in ten}, ket_thuc=timezone.now(), ket_luan="Nhất trí", by=by
    )


def ra_quyet_dinh(ky, by, **them):
    mac = {
        "so": "77/QĐ-UBND", "ngay": timezone.localdate(), "nguoi_ky": "Trần Văn Ký",
        "chuc_danh": "CHỦ TỊCH", "co_quan": "ubnd_tinh",
    }  # fmt: skip
    return ket_qua.ghi_quyet_dinh(ky, by=by, **{**mac, **them})


def trang_thai(ho_so):
    hien = dict(
        HoSoDangKy.objects.filter(pk__in=[h.pk for h in ho_so.values()]).values_list(
            "pk", "trang_thai"
        )
    )
    return {ten: hien[h.pk] for ten, h in ho_so.items()}


def test_threshold_unrounded_and_short_of_quorum_waits():
    ky, ho_so = ky_da_cham({"Chè": [70, 70, 70], "Mật": [70, 70, "69.99"], "Bún": [90, None, None]})
    by = tai_khoan("so_lanh_dao", don_vi=ky.don_vi)

    kq = ket_qua.xet_nguong(ky, by=by)

    assert (kq.dat, kq.khong_dat, kq.thieu_phieu) == (1, 1, 1)
    assert trang_thai(ho_so) == {"Chè": "dat_nguong", "Mật": "khong_dat", "Bún": "da_cham"}


def test_council_decision_freezes_results_of_winners_and_losers():
    ky, ho_so, by = san_sang(chi_tieu=1)
    bau(ky, ho_so, ["Chè"], by)
    bau(ky, ho_so, ["Mật"], by, dong_y=4)
    ket(ky, ho_so, ["Chè"], by)

    qd = ra_quyet_dinh(ky, by, giai={ho_so["Chè"].pk: "Giải A"})

    ky.refresh_from_db()
    kq = {k.ho_so.ten_san_pham: k for k in KetQua.objects.select_related("ho_so")}
    assert ky.trang_thai == "cong_nhan"
    assert trang_thai(ho_so) == {
        "Chè": "cong_nhan", "Mật": "hd_khong_chon", "Bún": "hd_khong_chon", "Miến": "khong_dat",
    }  # fmt: skip
    assert (kq["Chè"].tong_diem, kq["Chè"].so_phieu, kq["Chè"].giai) == (Decimal(267), 3, "Giải A")
    assert kq["Chè"].quyet_dinh == qd
    assert (kq["Mật"].duoc_chon, kq["Mật"].dat_nguong) == (False, True)
    assert (kq["Miến"].duoc_chon, kq["Miến"].dat_nguong) == (False, False)
    assert QuyetDinh.objects.cua(ho_so["Chè"]).last().nhan == "Công nhận theo quyết định"


def test_below_threshold_over_quota_and_unvoted_are_all_told_at_once():
    ky, ho_so, by = san_sang(chi_tieu=1)
    bau(ky, ho_so, ["Chè"], by)
    bau(ky, ho_so, ["Bún"], by, dong_y=3)

    with pytest.raises(ValidationError) as loi:
        ket(ky, ho_so, ["Chè", "Mật", "Bún", "Miến"], by)

    cau = " | ".join(loi.value.messages)
    assert "R40 – Miến: Điểm bình quân 61,00 dưới 70" in cau
    assert "R41: Vượt chỉ tiêu 1 của nhóm" in cau
    assert "Mật: Hội đồng chưa biểu quyết công nhận." in cau
    assert "Bún: biểu quyết không thông qua (3/7 thành viên đồng ý)." in cau
    assert trang_thai(ho_so)["Chè"] == "dat_nguong"


def test_recorded_change_of_quota_lets_more_through():
    ky, ho_so, by = san_sang(chi_tieu=1)
    bau(ky, ho_so, ["Chè", "Mật", "Bún"], by)
    dat_chi_tieu(
        ky, nhom=NhomSanPham.objects.get(ma="CBNLTS"), so_luong=3, van_ban="CV 9",
        ly_do="UBND tỉnh đồng ý tăng", by=by,
    )  # fmt: skip

    ket(ky, ho_so, ["Chè", "Mật", "Bún"], by)

    assert trang_thai(ho_so)["Bún"] == "hd_chon"


def test_tie_at_the_quota_stops_and_asks_for_a_vote():
    ky, ho_so, by = san_sang(chi_tieu=2)
    bau(ky, ho_so, ["Chè", "Mật", "Bún"], by)

    de_nghi = ket_qua.de_nghi(ky)["CBNLTS"]
    with pytest.raises(ValidationError) as loi:
        ket(ky, ho_so, ["Chè", "Mật"], by)
    bau(ky, ho_so, ["Mật", "Bún"], by, loai="bang_diem", hang={"Bún": 1, "Mật": 2})
    with pytest.raises(ValidationError) as sai_thu_tu:
        ket(ky, ho_so, ["Chè", "Mật"], by)
    sau = ket_qua.de_nghi(ky)["CBNLTS"]
    ket(ky, ho_so, ["Chè", "Bún"], by)

    assert de_nghi.chac == (ho_so["Chè"].pk,)
    assert set(de_nghi.bang_diem) == {ho_so["Mật"].pk, ho_so["Bún"].pk}
    assert "R42" in str(loi.value)
    assert "2 sản phẩm bằng điểm" in str(loi.value)
    assert "xếp thứ 1, trước sản phẩm được chọn" in str(sai_thu_tu.value)
    assert sau.chac == (ho_so["Chè"].pk, ho_so["Bún"].pk)


def test_order_of_ties_the_round_decided_spares_the_vote():
    bang = {"Chè": [90, 88, 89], "Mật": [80, 82, 81], "Bún": [81, 80, 82]}
    ky, ho_so = ky_da_cham(bang, thu_tu_bang_diem=["so_phieu"])
    by = tai_khoan("so_lanh_dao", don_vi=ky.don_vi)
    gk = GiamKhaoFactory(ban=ky.cac_ban.get())
    from tests.sanpham_tieubieu.ket_qua.dung import cham

    cham(ho_so["Bún"], gk, ky.khung_diem.get(), 81)
    dat_chi_tieu(ky, nhom=NhomSanPham.objects.get(ma="CBNLTS"), so_luong=2, van_ban="KH 1", by=by)
    ket_qua.xet_nguong(ky, by=by)

    assert ket_qua.de_nghi(ky)["CBNLTS"].chac == (ho_so["Chè"].pk, ho_so["Bún"].pk)


def test_meeting_without_quorum_cannot_vote_or_conclude():
    ky, ho_so, by = san_sang()
    co = list(hop.hoi_dong(ky))
    hop.ghi_phien(
        ky, bat_dau=timezone.now() - timedelta(seconds=20), dia_diem="Sở",
        co_mat=[t.pk for t in co[:4]], by=by,
    )  # fmt: skip

    with pytest.raises(ValidationError, match="Có 4/7 thành viên Hội đồng dự, cần ít nhất 2/3"):
        bau(ky, ho_so, ["Chè"], by, dong_y=4)
    with pytest.raises(ValidationError, match="Có 4/7"):
        ket(ky, ho_so, [], by)


def test_votes_above_those_present_a_stranger_and_a_failed_product_are_refused():
    ky, ho_so, by = san_sang()
    la = GiamKhaoFactory()

    with pytest.raises(ValidationError) as nhieu:
        hop.ghi_bieu_quyet(
            ky,
            loai="cong_nhan",
            phieu={
                ho_so["Chè"].pk: KetQuaPhieu(6, 1, 1),
                ho_so["Miến"].pk: KetQuaPhieu(7, 0),
                ho_so["Mật"].pk + 999: KetQuaPhieu(7, 0),
            },
            by=by,
        )
    with pytest.raises(ValidationError, match="1 người không thuộc Hội đồng"):
        hop.ghi_phien(ky, bat_dau=timezone.now(), dia_diem="Sở", co_mat=[la.pk], by=by)

    cau = " | ".join(nhieu.value.messages)
    assert "Chè: số phiếu vượt số thành viên có mặt (7)." in cau
    assert "Miến: hồ sơ «Không đạt ngưỡng điểm», không biểu quyết được." in cau
    assert "1 hồ sơ không thuộc kỳ này" in cau
    assert BieuQuyet.objects.count() == 0


def test_meeting_again_takes_the_conclusion_back_before_the_decision():
    ky, ho_so, by = san_sang()
    bau(ky, ho_so, ["Chè", "Mật"], by)
    ket(ky, ho_so, ["Chè"], by)
    with pytest.raises(ValidationError, match="họp lại thì sửa"):
        bau(ky, ho_so, ["Mật"], by)

    hop.hop_lai(ky, ly_do="Sót một sản phẩm đủ điều kiện", by=by)
    ket(ky, ho_so, ["Mật"], by)

    assert trang_thai(ho_so)["Chè"] == "hd_khong_chon"
    assert trang_thai(ho_so)["Mật"] == "hd_chon"


def test_decision_of_the_wrong_office_before_the_meeting_or_twice():
    ky, ho_so, by = san_sang()
    bau(ky, ho_so, ["Chè"], by)
    with pytest.raises(ValidationError, match="ghi quyết định sau khi Hội đồng họp"):
        ra_quyet_dinh(ky, by)
    ket(ky, ho_so, ["Chè"], by)

    with pytest.raises(ValidationError) as loi:
        ra_quyet_dinh(
            ky, by, co_quan="cuc", ngay=timezone.localdate() - timedelta(days=3),
            giai={ho_so["Mật"].pk: "A"},
        )  # fmt: skip
    ra_quyet_dinh(ky, by)

    cau = " | ".join(loi.value.messages)
    assert "R43" in cau
    assert "không được trước phiên họp" in cau
    assert "giải ghi cho sản phẩm không được chọn" in cau
    with pytest.raises(ValidationError, match="Không có sản phẩm nào"):
        ra_quyet_dinh(ky, by, so="78/QĐ")


def test_nomination_only_of_recognised_and_a_failed_vote_stops_it():
    ky, ho_so, by = san_sang()
    bau(ky, ho_so, ["Chè", "Mật"], by)
    ket(ky, ho_so, ["Chè", "Mật"], by)
    ra_quyet_dinh(ky, by)
    bau(ky, ho_so, ["Mật"], by, loai="de_cu", dong_y=2)

    with pytest.raises(ValidationError) as loi:
        ket_qua.de_cu(ky, [ho_so["Bún"].pk, ho_so["Mật"].pk], by=by)
    (h,) = ket_qua.de_cu(ky, [ho_so["Chè"].pk], by=by)
    ve = ket_qua.thoi_de_cu(h, ly_do="Cơ sở không tham gia cấp trên", by=by)

    assert "R46 – Bún: Chỉ đề cử sản phẩm đã được công nhận." in loi.value.messages
    assert "Mật: Hội đồng biểu quyết không đề cử." in loi.value.messages
    assert (h.trang_thai, ve.trang_thai) == ("de_cu", "cong_nhan")


def test_another_province_and_a_clerk_are_refused_everywhere():
    ky, ho_so, _ = san_sang()
    khac = tai_khoan("so_lanh_dao", don_vi=DonViFactory())
    chuyen_vien = tai_khoan("so_chuyen_vien", don_vi=ky.don_vi)

    for nguoi in (khac, chuyen_vien):
        for lam in (
            lambda n: ket_qua.xet_nguong(ky, by=n),
            lambda n: bau(ky, ho_so, ["Chè"], n),
            lambda n: ket(ky, ho_so, ["Chè"], n),
            lambda n: ra_quyet_dinh(ky, n),
            lambda n: ket_qua.de_cu(ky, [ho_so["Chè"].pk], by=n),
        ):
            with pytest.raises(PermissionDenied):
                lam(nguoi)
