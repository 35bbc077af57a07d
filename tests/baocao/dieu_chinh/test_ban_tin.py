"""The briefing signs restated figures and lists the old ones; a published period says so."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from baocao.briefings import dung_ngu_canh, dung_pdf
from baocao.briefings.noi_dung import dung_html_ban_tin
from baocao.models import DieuChinh
from baocao.services import dieu_chinh as dv
from baocao.services import ky as dich_vu_ky
from baocao.services import tong_hop
from baocao.services.nhap_lieu import GhiO
from baocao.statistics.anh_huong import anh_huong
from tests.pdf.nd30 import chu_cua

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
DAU = '<sup class="dc">đc</sup>'


@pytest.fixture
def da_duyet(lap, phieu, nguoi):
    """The retail of Tây Ninh since the start of the year, corrected from nothing to 5.000."""
    d = dv.trinh_ky(
        lap(cac_o={phieu.pk: [GhiO("BL00", "A4", so=Decimal(5000))]}), by=nguoi.chuyen_vien
    )
    d = dv.ky_gui(d, by=nguoi.lanh_dao)
    d = dv.tham_dinh(d, by=nguoi.cuc_chuyen_vien, ly_do="Đã đối chiếu chứng từ, hợp lý.")
    return dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)


@pytest.fixture
def da_cong_bo(bo, nguoi):
    ky = dich_vu_ky.dong_ky(bo.ky, by=nguoi.cuc_lanh_dao_phong)
    ky = dich_vu_ky.chot_ky(ky, by=nguoi.cuc_lanh_dao)
    return dich_vu_ky.cong_bo_ky(ky, by=nguoi.cuc_lanh_dao)


def _hang(html, ten):
    """Cells of the first row of the provincial annex that starts with a name."""
    phu_luc = html[html.index("Phụ lục I<") :]
    hang = re.search(rf"<tr[^>]*><td[^>]*>{ten}</td>(.*?)</tr>", phu_luc, re.DOTALL)
    return re.findall(r"<td[^>]*>(.*?)</td>", hang[1], re.DOTALL)


def test_restated_figures_carry_the_sign_in_province_region_and_total(da_duyet, bo):
    lan = tong_hop.tong_hop(bo.ky, by=None)

    html = dung_html_ban_tin(lan)

    ban_le, xuat_khau = 1, 4
    cac_hang = [
        _hang(html, t) for t in ("Tây Ninh", r"Đông Nam Bộ \(1/3\)", "Tổng 1/34 địa phương")
    ]
    assert [DAU in h[ban_le] for h in cac_hang] == [True, True, True]
    assert [DAU in h[xuat_khau] for h in cac_hang] == [False, False, False]


def test_annex_of_revisions_has_old_new_reason_and_day(da_duyet, bo):
    lan = tong_hop.tong_hop(bo.ky, by=None)

    bang = dung_ngu_canh(lan, goc_nhat_ky="a" * 64)["phu_luc"].bang_dieu_chinh

    ngay = f"{timezone.localtime(da_duyet.ghi_so_luc):%d/%m/%Y}"
    (hang,) = bang.hang
    assert hang.o[1] == "Tây Ninh"
    assert hang.o[3:] == (
        "Q04 BL00.A4",
        "tỷ đồng",
        "0,000",
        "5.000,000",
        f"Nhầm đơn vị tính ({da_duyet.ma})",
        ngay,
    )


def test_pdf_prints_sign_note_and_annex(da_duyet, bo):
    chu = chu_cua(dung_pdf(tong_hop.tong_hop(bo.ky, by=None), goc_nhat_ky="a" * 64))

    assert "Phụ lục III" in chu
    assert "“đc”: số đã điều chỉnh, số cũ nêu tại Phụ lục III." in chu
    assert f"Nhầm đơn vị tính ({da_duyet.ma})".replace(" ", "") in re.sub(r"\s", "", chu)


def test_nothing_is_printed_without_restatement(bo, cho_duyet):
    cho_duyet()

    html = dung_html_ban_tin(tong_hop.tong_hop(bo.ky, by=None))

    assert (DAU in html, "Phụ lục III" in html, "đc" in html) == (False, False, False)


def test_later_restatement_leaves_an_older_run_without_sign(bo, cho_duyet, nguoi):
    lan = tong_hop.tong_hop(bo.ky, by=None)

    d = dv.duyet(cho_duyet(), by=nguoi.cuc_lanh_dao_phong)
    DieuChinh.objects.filter(pk=d.pk).update(ghi_so_luc=lan.luc + timedelta(seconds=1))

    assert DAU not in dung_html_ban_tin(lan)


def test_state_change_without_new_number_is_not_a_revision(phieu, nguoi, bo):
    o = GhiO("BL10", "A3", trang_thai_o="khong_phat_sinh", trang_thai_sl="so_bo")
    dv.cap_nhat_trang_thai(phieu, [o], by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Cục Thống kê.")

    html = dung_html_ban_tin(tong_hop.tong_hop(bo.ky, by=None))

    assert (DieuChinh.objects.count(), DAU in html) == (1, False)


def test_published_period_carries_a_note_once_a_correction_counts(
    da_cong_bo, cho_duyet, nguoi, client
):
    client.force_login(nguoi.cuc_lanh_dao)
    trang = reverse("admin:baocao_kybaocao_change", args=[da_cong_bo.pk])
    cau = "Số liệu đã công bố của kỳ này có điều chỉnh"
    d = cho_duyet()
    truoc = client.get(trang).content.decode()

    d = dv.duyet(d, by=nguoi.cuc_lanh_dao)

    sau = client.get(trang).content.decode()
    tac_dong = client.get(reverse("admin:baocao_dieuchinh_change", args=[d.pk])).content.decode()
    assert (cau in truoc, cau in sau, d.ma in sau) == (False, True, True)
    assert "Kỳ này đã công bố:" in tac_dong


def test_correction_before_publication_is_no_note(da_duyet, bo, nguoi):
    ky = dich_vu_ky.dong_ky(bo.ky, by=nguoi.cuc_lanh_dao_phong)
    ky = dich_vu_ky.chot_ky(ky, by=nguoi.cuc_lanh_dao)
    dich_vu_ky.cong_bo_ky(ky, by=nguoi.cuc_lanh_dao)

    assert anh_huong(da_duyet).ghi_chu is False
