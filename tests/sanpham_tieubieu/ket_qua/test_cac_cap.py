"""The same line at every level by its own people, and a decision after a complaint."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanpham_tieubieu.models import HoSoDangKy, KetQua, NguoiNop
from sanpham_tieubieu.services import hop, ket_qua
from sanpham_tieubieu.services.giay import cap_giay
from sanpham_tieubieu.services.hop import KetQuaPhieu
from sanpham_tieubieu.services.khieu_nai import giai_quyet, nhan_khieu_nai
from sanpham_tieubieu.xac_minh import duong_xac_minh
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory
from tests.sanpham_tieubieu.ket_qua.dung import hoi_dong, ky_da_cham

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]
HOM_NAY = timezone.localdate()


def ket_luan(ky, ho_so, chon, by):
    """Threshold, meeting, votes, conclusion."""
    ket_qua.xet_nguong(ky, by=by)
    tv = hoi_dong(ky)
    hop.ghi_phien(
        ky, bat_dau=timezone.now() - timedelta(seconds=30), dia_diem="Hội trường",
        co_mat=[t.pk for t in tv], by=by,
    )  # fmt: skip
    phieu = {ho_so[t].pk: KetQuaPhieu(7, 0) for t in chon}
    hop.ghi_bieu_quyet(ky, loai="cong_nhan", phieu=phieu, by=by)
    hop.ket_luan(ky, chon=set(phieu), ket_thuc=timezone.now(), ket_luan="Nhất trí", by=by)


def ra_quyet_dinh(ky, by, so, co_quan):
    return ket_qua.ghi_quyet_dinh(
        ky, so=so, ngay=HOM_NAY, nguoi_ky="Trần Văn Ký", chuc_danh="CHỦ TỊCH", co_quan=co_quan,
        by=by,
    )  # fmt: skip


def hien_tai(h):
    return HoSoDangKy.objects.get(pk=h.pk)


def test_commune_runs_its_round_to_a_certificate_anyone_can_verify(client):
    xa = XaFactory()
    by = tai_khoan("sp_xa")
    NguoiNop.objects.create(nguoi=by, don_vi=xa.tinh, vai_tro="xa", xa=xa)
    ky, ho_so = ky_da_cham(
        {"Chè": [90, 88, 89], "Mật": [60, 61, 62]}, cap="xa", don_vi=xa.tinh, xa=xa
    )
    HoSoDangKy.objects.filter(ky=ky).update(xa=xa)

    ket_luan(ky, ho_so, ["Chè"], by)
    (giay,) = cap_giay(ra_quyet_dinh(ky, by, "5/QĐ-UBND", "ubnd_xa"), ngay_cap=HOM_NAY, by=by)
    ket_qua.de_cu(ky, [ho_so["Chè"].pk], by=by)

    trang = client.get(duong_xac_minh(giay)).content.decode()
    assert giay.co_quan_cap.startswith(f"Ủy ban nhân dân xã {xa.ten_goi}")
    assert "Còn hiệu lực" in trang
    assert "Tiêu biểu cấp xã" in trang
    assert hien_tai(ho_so["Chè"]).trang_thai == "de_cu"


def test_regional_round_is_decided_by_the_cuc():
    lam, ky_ten = tai_khoan("cuc_lanh_dao_phong"), tai_khoan("cuc_lanh_dao")
    tinh = DonViFactory()
    ky, ho_so = ky_da_cham(
        {"Chè": [90, 88, 89], "Mật": [80, 81, 82]}, cap="khu_vuc", don_vi=None, khu_vuc="bac"
    )
    HoSoDangKy.objects.filter(ky=ky).update(don_vi=tinh)

    ket_luan(ky, ho_so, ["Chè", "Mật"], lam)
    giay = cap_giay(ra_quyet_dinh(ky, ky_ten, "44/QĐ", "cuc"), ngay_cap=HOM_NAY, by=ky_ten)

    assert len({g.co_quan_cap for g in giay}) == 1
    assert giay[0].co_quan_cap.startswith("Cục")
    assert {g.don_vi_id for g in giay} == {tinh.pk}


def test_suspended_product_is_recognised_by_a_later_decision_with_frozen_figures():
    ky, ho_so = ky_da_cham({"Chè": [90, 88, 89], "Mật": [80, 81, 82]})
    by = tai_khoan("so_lanh_dao", don_vi=ky.don_vi)
    ket_luan(ky, ho_so, ["Chè", "Mật"], by)
    don = nhan_khieu_nai(
        hien_tai(ho_so["Chè"]), nguoi_khieu_nai="Bà Thử", ngay_nhan=HOM_NAY,
        noi_dung="Nguồn gốc nguyên liệu", tam_dung=True, by=by,
    )  # fmt: skip

    dau = ra_quyet_dinh(ky, by, "77/QĐ-UBND", "ubnd_tinh")
    treo = KetQua.objects.get(ho_so=ho_so["Chè"])
    giai_quyet(don, trang_thai="bac", ngay=HOM_NAY, ket_qua="Hồ sơ đúng", van_ban_so="8/CV", by=by)
    sau = ra_quyet_dinh(ky, by, "99/QĐ-UBND", "ubnd_tinh")

    chot = KetQua.objects.get(ho_so=ho_so["Chè"])
    assert (treo.duoc_chon, treo.quyet_dinh_id) == (None, None)
    assert (chot.duoc_chon, chot.quyet_dinh_id) == (True, sau.pk)
    assert (chot.tong_diem, chot.chot_luc) == (treo.tong_diem, treo.chot_luc)
    assert KetQua.objects.get(ho_so=ho_so["Mật"]).quyet_dinh_id == dau.pk
    assert [len(cap_giay(qd, ngay_cap=HOM_NAY, by=by)) for qd in (dau, sau)] == [1, 1]
