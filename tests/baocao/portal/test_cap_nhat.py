"""After receipt: preliminary and final figures; errors only the leadership lifts; next steps."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from baocao.checks import ViPham
from baocao.models import BoBaoCao, GiaiTrinh
from baocao.portal import luoi_trang
from baocao.services.nhap_lieu import GhiO, ghi_o
from tests.factories.accounts import tai_khoan

LY_DO = "Số sơ bộ theo Thống kê tỉnh."


@pytest.fixture
def da_nhan(so, bo, phieu):
    """A received form with two estimates."""
    ghi_o(
        phieu,
        [GhiO("BL00", "A3", so=Decimal(10)), GhiO("BL10", "A3", so=Decimal(4))],
        by=so.chuyen_vien,
    )
    luc = timezone.now()
    BoBaoCao.objects.filter(pk=bo.pk).update(
        trang_thai="tiep_nhan", tiep_nhan_luc=luc, gui_luc=luc, gui_lan_dau_luc=luc
    )
    return phieu


def _gui(client, phieu, **them):
    o = {
        "o:BL00.A3": "11",
        "g:BL00.A3": "1|10,000",
        "o:BL10.A3": "4,000",
        "g:BL10.A3": "1|4,000",
    }
    du_lieu = {"sl": "so_bo", "ly_do": LY_DO, **o, **them}
    return client.post(reverse("so:cap_nhat", args=[phieu.pk]), du_lieu)


def _o(phieu):
    return {
        g.chi_tieu.ma: (g.so, g.trang_thai_sl, g.ly_do)
        for g in phieu.gia_tri.hien_tai().select_related("chi_tieu")
    }


def test_cap_nhat_chi_ghi_o_doi_so(vao, so, da_nhan):
    tra = _gui(vao(so.chuyen_vien), da_nhan)

    assert tra.status_code == 302
    assert _o(da_nhan) == {
        "BL00": (Decimal(11), "so_bo", LY_DO),
        "BL10": (Decimal(4), "uoc", ""),
    }


def test_cap_nhat_nang_ca_o_khong_doi(vao, so, da_nhan):
    _gui(vao(so.chuyen_vien), da_nhan, ca_o_khong_doi="on")

    assert {ma: o[1] for ma, o in _o(da_nhan).items()} == {"BL00": "so_bo", "BL10": "so_bo"}


def test_cap_nhat_neu_het_loi_va_khong_ghi_gi(vao, so, da_nhan):
    tra = _gui(vao(so.chuyen_vien), da_nhan, sl="uoc", ly_do="sai", **{"o:BL10.A3": "4 tỷ"})

    assert tra.status_code == 422
    assert set(tra.context["loi_hop"]) == {"sl", "ly_do"}
    assert [loi["neo"] for loi in tra.context["loi_o"]] == ["o-BL10-A3"]
    assert 'value="11"' in tra.content.decode()
    assert {o[1] for o in _o(da_nhan).values()} == {"uoc"}


def test_cap_nhat_khong_nang_thi_bi_tu_choi(vao, so, da_nhan):
    _gui(vao(so.chuyen_vien), da_nhan)

    tra = _gui(vao(so.chuyen_vien), da_nhan, **{"o:BL00.A3": "12", "g:BL00.A3": "2|11,000"})

    assert tra.status_code == 422
    assert "phải cao hơn trạng thái đang có" in tra.content.decode()


def test_cap_nhat_chi_mo_cho_nguoi_nhap_sau_khi_tiep_nhan(vao, so, bo, da_nhan, bac_ninh):
    url = reverse("so:cap_nhat", args=[da_nhan.pk])
    tinh_khac = tai_khoan("so_tong_hop", don_vi=bac_ninh)

    dung = vao(so.chuyen_vien).get(url).status_code
    sai = [vao(ai).get(url).status_code for ai in (so.lanh_dao, so.van_thu, tinh_khac)]
    BoBaoCao.objects.filter(pk=bo.pk).update(trang_thai="da_gui")
    chua_nhan = vao(so.chuyen_vien).get(url).status_code

    assert (dung, sai, chua_nhan) == (200, [404, 404, 404], 404)


@pytest.fixture
def loi_don_vi(monkeypatch):
    """The form breaks the unit rule, which only the leadership lifts."""

    def _vi_pham(bang, **_):
        co = GiaiTrinh.objects.filter(phieu=bang.phieu, quy_tac="KT17a").first()
        return [
            ViPham(
                "KT17a", "E", "BL00", "A3", "Kiểm tra đơn vị tính.", False,
                co.noi_dung if co else "", ("so_lanh_dao",),
            )
        ]  # fmt: skip

    monkeypatch.setattr(luoi_trang, "run_checks", _vi_pham)


def test_loi_don_vi_chi_lanh_dao_bo_qua(vao, so, phieu, loi_don_vi):
    url = reverse("so:giai_trinh", args=[phieu.pk])
    gui = {"quy_tac": "KT17a", "chi_tieu": "BL00", "cot": "A3", "noi_dung": "Số đúng, dự án lớn."}
    gui["noi_dung"] += " Sở đã đối chiếu."
    xem = reverse("so:phieu", args=[phieu.pk])

    cua_chuyen_vien = vao(so.chuyen_vien).get(xem).content.decode()
    tra_chuyen_vien = vao(so.chuyen_vien).post(url, gui, follow=True).content.decode()
    con = GiaiTrinh.objects.count()
    cua_lanh_dao = vao(so.lanh_dao).get(xem).content.decode()
    luu = vao(so.lanh_dao).post(url, gui, headers={"HX-Request": "true"}).content.decode()

    assert luu.count('id="vp-dem" hx-swap-oob="true"') == 1
    assert "Lỗi này chỉ Lãnh đạo Sở xác nhận bỏ qua được" in cua_chuyen_vien
    assert 'name="noi_dung"' not in cua_chuyen_vien
    assert "Lỗi này chỉ Lãnh đạo Sở xác nhận bỏ qua được" in tra_chuyen_vien
    assert con == 0
    assert "Xác nhận bỏ qua" in cua_lanh_dao
    assert GiaiTrinh.objects.get().nguoi == so.lanh_dao


@pytest.mark.parametrize(
    ("trang_thai", "vai_tro", "duong"),
    [("cho_phong", "tong_hop", "chuyen-lanh-dao"), ("cho_ky", "lanh_dao", "ky-gui")],
)
def test_viec_dan_thang_den_buoc(vao, so, bo, phieu, trang_thai, vai_tro, duong):
    type(phieu).objects.filter(pk=phieu.pk).update(trang_thai="qua_phong")
    BoBaoCao.objects.filter(pk=bo.pk).update(trang_thai=trang_thai)

    tra = vao(getattr(so, vai_tro)).get(reverse("so:bo", args=[bo.pk]))

    assert tra.context["hien"].viec[0].url == reverse("so:buoc_bo", args=[bo.pk, duong])
