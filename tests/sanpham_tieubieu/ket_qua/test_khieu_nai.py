"""After the decision: notices, complaints with their clocks, yearly reports."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cucctdp.thong_bao.lich import cac_ngay_lam_viec
from cucctdp.thong_bao.models import ThongBao
from sanpham_tieubieu.models import HoSoDangKy, NguoiNop, ThongBaoKetQua
from sanpham_tieubieu.services.khieu_nai import giai_quyet, nhan_khieu_nai, thong_bao_ket_qua
from sanpham_tieubieu.services.theo_doi import ghi_theo_doi
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory, SanPhamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]
HOM_NAY = timezone.localdate()


def ky_xong(**them):
    ky = KyFactory(trang_thai="cong_nhan", can_xac_minh=True, **them)
    return ky, tai_khoan("so_truong_phong", don_vi=ky.don_vi)


def loi_cua(ham):
    with pytest.raises(ValidationError) as loi:
        ham()
    return " | ".join(loi.value.messages)


def ngay_lam_viec_truoc(n):
    """The day from which today is the n-th working day."""
    cac = cac_ngay_lam_viec(HOM_NAY - timedelta(days=90), HOM_NAY)
    return cac[-n - 1] if cac[-1] == HOM_NAY else cac[-n]


def nhan(ho_so, by, **them):
    mac = {"nguoi_khieu_nai": "Bà Lê Thị Thử", "ngay_nhan": HOM_NAY, "noi_dung": "Chấm sai nhóm"}
    return nhan_khieu_nai(ho_so, by=by, **{**mac, **them})


def test_every_entrant_is_told_losers_too_and_never_a_score():
    ky, by = ky_xong()
    thang, thua, rut = (
        HoSoFactory(ky=ky, trang_thai=t) for t in ("cong_nhan", "khong_hop_le", "rut")
    )
    nguoi = tai_khoan("sp_co_so")
    NguoiNop.objects.create(
        nguoi=nguoi, don_vi=ky.don_vi, vai_tro="co_so", co_so=thua.san_pham.co_so
    )

    cac = thong_bao_ket_qua(ky, so="12/TB", ngay=HOM_NAY, by=by)

    ky.refresh_from_db()
    bao = ThongBao.objects.get(nguoi_nhan=nguoi)
    assert {t.ho_so_id for t in cac} == {thang.pk, thua.pk}
    assert not ThongBaoKetQua.objects.filter(ho_so=rut).exists()
    assert (ky.ngay_thong_bao, ky.so_thong_bao) == (HOM_NAY, "12/TB")
    assert "không được công nhận" in bao.noi_dung
    assert "điểm" not in bao.noi_dung
    assert "đã được thông báo" in loi_cua(
        lambda: thong_bao_ket_qua(ky, so="13/TB", ngay=HOM_NAY, by=by)
    )


def test_notice_before_the_decision_or_by_another_province_is_refused():
    ky, by = ky_xong()
    HoSoFactory(ky=ky)
    soan = KyFactory(don_vi=ky.don_vi)
    HoSoFactory(ky=soan)

    assert "sau khi có quyết định" in loi_cua(
        lambda: thong_bao_ket_qua(soan, so="1/TB", ngay=HOM_NAY, by=by)
    )
    with pytest.raises(PermissionDenied):
        thong_bao_ket_qua(
            ky, so="1/TB", ngay=HOM_NAY, by=tai_khoan("so_truong_phong", don_vi=DonViFactory())
        )


def test_complaint_on_the_fifteenth_working_day_is_in_time_the_sixteenth_is_late():
    ky, by = ky_xong()
    kip, tre = HoSoFactory(ky=ky), HoSoFactory(ky=ky)
    ThongBaoKetQua.objects.create(ho_so=kip, ngay=ngay_lam_viec_truoc(15))
    ThongBaoKetQua.objects.create(ho_so=tre, ngay=ngay_lam_viec_truoc(16))

    dong = nhan(kip, by)
    cau = loi_cua(lambda: nhan(tre, by))
    van_nhan = nhan(tre, by, qua_han_ly_do="Bão lũ, bưu điện chậm")

    sau = cac_ngay_lam_viec(HOM_NAY + timedelta(days=1), HOM_NAY + timedelta(days=40))
    assert dong.han_giai_quyet == sau[9]
    assert "R48: Quá thời hiệu khiếu nại 15 ngày làm việc" in cau
    assert van_nhan.qua_han_ly_do == "Bão lũ, bưu điện chậm"


def test_complaint_suspends_and_its_settlement_lets_go_on():
    ky, by = ky_xong()
    h = HoSoFactory(ky=ky, trang_thai="cong_nhan")
    dong = nhan(h, by, tam_dung=True)
    giua = HoSoDangKy.objects.get(pk=h.pk).trang_thai

    thieu = loi_cua(
        lambda: giai_quyet(dong, trang_thai="bac", ngay=HOM_NAY, ket_qua="Đúng quy chế", by=by)
    )
    giai_quyet(
        dong, trang_thai="bac", ngay=HOM_NAY, ket_qua="Đúng quy chế", van_ban_so="5/CV", by=by
    )

    assert giua == "tam_dung"
    assert "Ghi số văn bản trả lời." in thieu
    assert HoSoDangKy.objects.get(pk=h.pk).trang_thai == "cong_nhan"
    assert "đã giải quyết" in loi_cua(
        lambda: giai_quyet(
            dong, trang_thai="bac", ngay=HOM_NAY, ket_qua="Lại", van_ban_so="6", by=by
        )
    )


def test_second_open_complaint_keeps_the_dossier_suspended():
    ky, by = ky_xong()
    h = HoSoFactory(ky=ky, trang_thai="cong_nhan")
    mot = nhan(h, by, tam_dung=True)
    nhan(HoSoDangKy.objects.get(pk=h.pk), by, nguoi_khieu_nai="Ông khác")

    giai_quyet(mot, trang_thai="rut", ngay=HOM_NAY, ket_qua="Người khiếu nại rút", by=by)

    assert HoSoDangKy.objects.get(pk=h.pk).trang_thai == "tam_dung"


def test_yearly_report_is_written_once_a_year_by_who_may():
    tinh = DonViFactory()
    nam = HOM_NAY.year
    giay = GiayFactory(
        san_pham=SanPhamFactory(co_so__xa__tinh=tinh), ngay_cap=date(nam - 1, 3, 3),
        het_han=date(nam + 1, 12, 31),
    )  # fmt: skip
    by = tai_khoan("so_khuyen_cong", don_vi=tinh)
    so = {"ngay": HOM_NAY, "doanh_thu": 1_200_000_000, "dung_logo": True}

    ghi_theo_doi(giay, nam=nam, thong_tin=so, by=by)
    dong = ghi_theo_doi(
        giay, nam=nam, thong_tin={"ngay": HOM_NAY, "xuat_khau_usd": Decimal("1500.5")}, by=by
    )
    cau = loi_cua(
        lambda: ghi_theo_doi(giay, nam=nam + 2, thong_tin={"ngay": HOM_NAY, "doanh_thu": -1}, by=by)
    )

    assert giay.theo_doi.get() == dong
    assert (dong.doanh_thu, dong.lao_dong) == (1_200_000_000, None)
    assert f"không báo cáo năm {nam + 2}" in cau
    assert "không âm" in cau
    for nguoi in (tai_khoan("so_khuyen_cong", don_vi=DonViFactory()), tai_khoan("sp_co_so")):
        with pytest.raises(PermissionDenied):
            ghi_theo_doi(giay, nam=nam, thong_tin=so, by=nguoi)
