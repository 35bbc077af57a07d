"""Other systems are told of publishing, of the briefing and of corrections of published figures."""

from decimal import Decimal

import pytest

from baocao.models import BanTin
from baocao.services import ban_tin as dich_vu_ban_tin
from baocao.services import dieu_chinh as dv
from baocao.services import ky as dich_vu_ky
from baocao.services import tong_hop
from baocao.services.nhap_lieu import GhiO
from cucctdp.apikit.choices import SuKienNhan
from cucctdp.apikit.models import DiaChiNhan, GuiSuKien
from cucctdp.apikit.webhook import luu_dia_chi
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def _nguoi_nghe(db):
    dong = DiaChiNhan(
        ten="Cổng",
        nguoi_dung=tai_khoan("api_client"),
        dia_chi="https://nhan.example.vn/",
        su_kien=list(SuKienNhan.values),
    )
    luu_dia_chi(dong, by=tai_khoan("quan_tri"))


def _duyet(lap, phieu, nguoi):
    d = dv.trinh_ky(
        lap(cac_o={phieu.pk: [GhiO("BL00", "A4", so=Decimal(5000))]}), by=nguoi.chuyen_vien
    )
    d = dv.ky_gui(d, by=nguoi.lanh_dao)
    d = dv.tham_dinh(d, by=nguoi.cuc_chuyen_vien, ly_do="Đã đối chiếu chứng từ, hợp lý.")
    return dv.duyet(d, by=nguoi.cuc_lanh_dao)


def _cong_bo(bo, nguoi):
    ky = dich_vu_ky.dong_ky(bo.ky, by=nguoi.cuc_lanh_dao_phong)
    ky = dich_vu_ky.chot_ky(ky, by=nguoi.cuc_lanh_dao)
    return dich_vu_ky.cong_bo_ky(ky, by=nguoi.cuc_lanh_dao)


@pytest.mark.usefixtures("_nguoi_nghe")
def test_correction_before_publication_is_not_told(lap, phieu, nguoi):
    _duyet(lap, phieu, nguoi)

    assert GuiSuKien.objects.count() == 0


@pytest.mark.usefixtures("_nguoi_nghe")
def test_publishing_briefing_and_correction_are_told_with_growing_versions(bo, lap, phieu, nguoi):
    lan = tong_hop.tong_hop(bo.ky, by=None)
    ky = _cong_bo(bo, nguoi)
    ban_tin = BanTin.objects.create(loai=BanTin.Loai.QUY, lan=lan)
    dich_vu_ban_tin.dung_ban_tin(ban_tin.pk, ve=lambda *_: b"%PDF-1.7")
    d = _duyet(lap, phieu, nguoi)

    gui = list(GuiSuKien.objects.order_by("pk"))

    assert [g.su_kien for g in gui] == ["cong_bo", "ban_tin", "dieu_chinh"]
    assert [g.noi_dung["ky"] for g in gui] == [ky.ma] * 3
    assert gui[0].khoa == f"cong-bo:{ky.ma}:{gui[0].noi_dung['phien_ban']}"
    assert gui[2].noi_dung["dieu_chinh"] == d.ma
    assert gui[2].noi_dung["phien_ban"] > gui[0].noi_dung["phien_ban"] > 0
    assert gui[0].noi_dung["duong_dan"].endswith(f"/thong-ke/ky-luat-bao-cao/?ky={ky.ma}")
