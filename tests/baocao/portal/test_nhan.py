"""Badges of packs and forms: published figures, pre-filled forms, findings of an upload by name."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from baocao.checks import ViPham
from baocao.choices import TrangThaiBo, TrangThaiPhieu
from baocao.models import BoBaoCao, PhieuBieu
from baocao.portal.tien_do import CHI_CONG_BO, dung_cac_bo, nhan_phieu
from baocao.templatetags.so_vi_pham import vi_pham_theo_ten


def test_bo_chi_cong_bo_khong_co_han_va_neu_ro(vao, so, bo):
    BoBaoCao.objects.filter(pk=bo.pk).update(
        trang_thai=TrangThaiBo.TIEP_NHAN, tiep_nhan_luc=timezone.now()
    )
    bo.refresh_from_db()

    (hien,) = dung_cac_bo([bo], so.chuyen_vien, date(2027, 1, 31))
    trang = vao(so.chuyen_vien).get(reverse("so:bo", args=[bo.pk])).content.decode()

    assert (hien.han, hien.nhan.ten) == (None, CHI_CONG_BO)
    assert [p.nhan.ten for p in hien.phieu] == ["Số đã công bố"]
    assert (CHI_CONG_BO in trang, "Quá hạn" in trang) == (True, False)


def test_bieu_chi_co_so_dien_san_la_chua_nhap(phieu):
    PhieuBieu.objects.filter(pk=phieu.pk).update(trang_thai=TrangThaiPhieu.DANG_NHAP)
    phieu.refresh_from_db()

    assert nhan_phieu(phieu, 0, 34).ten == "Chưa nhập"
    assert nhan_phieu(phieu, 1, 34).ten == "Đang nhập"


def test_vi_pham_cua_tep_co_ten_va_duong_dan(bo, phieu):
    vi_pham = ViPham("KT05", "E", "BL00", "A4", "Sai.", False)

    (hien,) = vi_pham_theo_ten(bo, {"Q04": [vi_pham]})

    assert hien.url == reverse("so:phieu", args=[phieu.pk]) + "#o-BL00-A4"
    assert hien.noi.startswith("Q04 – ")
    assert "BL00" not in hien.noi
