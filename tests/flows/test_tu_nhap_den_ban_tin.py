"""One story in a real browser: from the Sở's typing to the briefing in leadership's hands."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from baocao.choices import TrangThaiBo
from baocao.models import BanTin, GiaTriTongHop
from tests.baocao import mau
from tests.baocao.conftest import nap_du_lieu_goc
from tests.factories.accounts import tai_khoan
from tests.flows.buoc import buoc, go_cot_ky, nhap_phan_con_lai, xac_nhan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


def _chuan_bi():
    """The form Q04 of one province, ready but for the column typed in the browser."""
    nap_du_lieu_goc()
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, ma_ky="2026-9T", bieu={"Q04"})
    phieu = bo.phieu.get()
    nhap_phan_con_lai(phieu, by=nguoi.chuyen_vien)
    return nguoi, bo, phieu


def test_from_typing_to_the_briefing(dang_nhap, live_server):
    nguoi, bo, phieu = _chuan_bi()
    lanh_dao_bo = tai_khoan("bo_lanh_dao")

    # The specialist types; figures are saved without a button; then hands the form in.
    trang = dang_nhap(nguoi.chuyen_vien)
    trang.goto(f"{live_server.url}/so/phieu/{phieu.pk}/")
    assert go_cot_ky(trang, phieu)["BL00"] == Decimal("19510.119")
    trang.goto(f"{live_server.url}/so/phieu/{phieu.pk}/buoc/trinh-phong/")
    xac_nhan(trang, "Trình phòng")

    # Room, assembler and leadership of the Sở, each a different person.
    trang = dang_nhap(nguoi.truong_phong)
    trang.goto(f"{live_server.url}/so/phieu/{phieu.pk}/buoc/duyet-phong/")
    xac_nhan(trang, "Phòng duyệt")
    trang = dang_nhap(nguoi.tong_hop)
    trang.goto(f"{live_server.url}/so/bo/{bo.pk}/buoc/chuyen-lanh-dao/")
    xac_nhan(trang, "Chuyển lãnh đạo Sở")
    trang = dang_nhap(nguoi.lanh_dao)
    trang.goto(f"{live_server.url}/so/bo/{bo.pk}/")
    buoc(trang, "Ký duyệt và gửi Cục")
    bo.refresh_from_db()
    assert bo.trang_thai == TrangThaiBo.DA_GUI

    # The Cục checks and receives in the admin, two people.
    xem = f"{live_server.url}/admin/baocao/bobaocao/{bo.pk}/change/"
    trang = dang_nhap(nguoi.cuc_chuyen_vien)
    trang.goto(xem)
    buoc(trang, "Nhận kiểm tra")
    trang.goto(xem)
    buoc(trang, "Đề nghị tiếp nhận")
    trang = dang_nhap(nguoi.cuc_lanh_dao_phong)
    trang.goto(xem)
    buoc(trang, "Tiếp nhận")
    bo.refresh_from_db()
    assert bo.trang_thai == TrangThaiBo.TIEP_NHAN

    # Freezing the period consolidates and builds the briefing (Celery runs in-process here).
    trang.goto(f"{live_server.url}/admin/baocao/kybaocao/{bo.ky_id}/change/")
    buoc(trang, "Chốt kỳ")
    for _ in range(60):
        if BanTin.objects.filter(loai=BanTin.Loai.QUY, tep__isnull=False).exists():
            break
        trang.wait_for_timeout(500)

    # Leadership downloads it and follows a figure back to its submission.
    trang = dang_nhap(lanh_dao_bo)
    trang.goto(f"{live_server.url}/lanh-dao/")
    with trang.expect_download() as tai:
        trang.get_by_role("link", name="Tải").first.click()
    pdf = PdfReader(io.BytesIO(tai.value.path().read_bytes()))
    chu = "\n".join(page.extract_text() for page in pdf.pages)
    assert "19.510" in chu
    so = GiaTriTongHop.objects.get(cap="tinh", ma_pham_vi="34:80", chi_tieu="BL00", cot="A3")
    trang.goto(f"{live_server.url}/truy-vet/{so.pk}/")
    assert "19.510,119" in trang.content()
    assert "Tây Ninh" in trang.content()
