"""A reporting period from opening to closing in the browser, with one return by the Cục."""

import pytest

from baocao.choices import TrangThaiBo, TrangThaiKy
from baocao.models import BieuMau, BoBaoCao, KyBaoCao, LanTongHop
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao import mau
from tests.baocao.conftest import nap_du_lieu_goc
from tests.flows.buoc import GO, buoc, go_cot_ky, nhap_phan_con_lai, xac_nhan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]

Y_KIEN = "Số bán lẻ thấp hơn cùng kỳ, đề nghị Sở rà soát lại."
TRA_LOI = "Sở đã rà soát, bổ sung doanh thu lưu trú còn sót."


def test_a_quarter_from_opening_to_closing_with_one_return(dang_nhap, live_server):
    nap_du_lieu_goc()
    BieuMau.objects.exclude(ma="Q04").update(hieu_luc_den="2025-12-31")
    nguoi = mau.nguoi_dung()
    goc = live_server.url

    # The Cục makes the period from the calendar and opens it: one pack for each province.
    cuc = dang_nhap(nguoi.cuc_lanh_dao_phong)
    cuc.goto(f"{goc}/admin/baocao/kybaocao/add/")
    cuc.get_by_label("Mã kỳ").fill("2026-9T")
    xac_nhan(cuc, "Tạo kỳ")
    ky = KyBaoCao.objects.get(ma="2026-9T")
    cuc.goto(f"{goc}/admin/baocao/kybaocao/{ky.pk}/change/")
    buoc(cuc, "Mở kỳ")
    so_tinh = DonViHanhChinh.objects.hieu_luc(ky.den_ngay).filter(bo_ma="34").count()
    assert BoBaoCao.objects.filter(ky=ky).count() == so_tinh == 34

    # The Sở fills its form and sends.
    bo = BoBaoCao.objects.get(ky=ky, don_vi=nguoi.don_vi)
    phieu = bo.phieu.get()
    nhap_phan_con_lai(phieu, by=nguoi.chuyen_vien)
    so = dang_nhap(nguoi.chuyen_vien)
    so.goto(f"{goc}/so/phieu/{phieu.pk}/")
    go_cot_ky(so, phieu)
    ban = {"so": so}
    for vai in ("truong_phong", "tong_hop", "lanh_dao"):
        ban[vai] = dang_nhap(getattr(nguoi, vai))
    _gui(ban, goc, phieu)
    assert _trang_thai(bo) == TrangThaiBo.DA_GUI

    # The Cục takes it, remarks on one cell and returns it.
    xem = f"{goc}/admin/baocao/bobaocao/{bo.pk}/change/"
    kiem_tra = dang_nhap(nguoi.cuc_chuyen_vien)
    kiem_tra.goto(xem)
    buoc(kiem_tra, "Nhận kiểm tra")
    kiem_tra.goto(f"{xem}?the=Q04")
    kiem_tra.get_by_role("link", name="Nêu ý kiến tại BL00, cột A3").click()
    kiem_tra.locator("textarea[name=noi_dung]").fill(Y_KIEN)
    xac_nhan(kiem_tra, "Ghi ý kiến")
    kiem_tra.goto(xem)
    kiem_tra.get_by_role("link", name="Trả lại, yêu cầu bổ sung", exact=True).click()
    kiem_tra.locator("textarea[name=ly_do]").fill("Rà soát lại số bán lẻ, trả lời ý kiến.")
    xac_nhan(kiem_tra, "Trả lại, yêu cầu bổ sung")
    assert _trang_thai(bo) == TrangThaiBo.TRA_LAI

    # The Sở sees the remark at the cell, corrects it, answers, sends the second round.
    so.goto(f"{goc}/so/phieu/{phieu.pk}/")
    assert Y_KIEN in so.content()
    go_cot_ky(so, phieu, GO | {"BL00": "19.520,119", "BL20": "2.010", "BL21a": "410,5"})
    so.goto(f"{goc}/so/bo/{bo.pk}/")
    so.locator("textarea[name=tra_loi]").fill(TRA_LOI)
    xac_nhan(so, "Lưu câu trả lời")
    _gui(ban, goc, phieu)
    bo.refresh_from_db()
    assert (bo.trang_thai, bo.vong) == (TrangThaiBo.DA_GUI, 2)

    # The Cục reads the answer, closes the remark, receives; then the period closes for good.
    kiem_tra.goto(xem)
    buoc(kiem_tra, "Nhận kiểm tra")
    kiem_tra.goto(f"{xem}?the=y-kien")
    assert TRA_LOI in kiem_tra.content()
    buoc(kiem_tra, "Đóng ý kiến")
    kiem_tra.goto(xem)
    buoc(kiem_tra, "Đề nghị tiếp nhận")
    cuc.goto(xem)
    buoc(cuc, "Tiếp nhận")
    for ten in ("Đóng nhận", "Chốt kỳ"):
        cuc.goto(f"{goc}/admin/baocao/kybaocao/{ky.pk}/change/")
        buoc(cuc, ten)
    ky.refresh_from_db()
    assert _trang_thai(bo) == TrangThaiBo.DA_TONG_HOP
    assert ky.trang_thai == TrangThaiKy.DA_CHOT
    assert LanTongHop.objects.filter(ky=ky).exists()


def _gui(ban, goc, phieu):
    """The four hands of the Sở, each in their own window."""
    for vai, duong, nhan in (
        ("so", f"phieu/{phieu.pk}/buoc/trinh-phong", "Trình phòng"),
        ("truong_phong", f"phieu/{phieu.pk}/buoc/duyet-phong", "Phòng duyệt"),
        ("tong_hop", f"bo/{phieu.bo_id}/buoc/chuyen-lanh-dao", "Chuyển lãnh đạo Sở"),
        ("lanh_dao", f"bo/{phieu.bo_id}/buoc/ky-gui", "Ký duyệt và gửi Cục"),
    ):
        ban[vai].goto(f"{goc}/so/{duong}/")
        xac_nhan(ban[vai], nhan)


def _trang_thai(bo):
    bo.refresh_from_db()
    return bo.trang_thai
