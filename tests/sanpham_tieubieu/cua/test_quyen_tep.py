"""Files of a dossier: its side, who runs the round, the judges it was given; coded entries."""

import pytest

from cucctdp.files.models import Tep
from cucctdp.files.quyen import duoc_tai
from sanpham_tieubieu.models import AnhHoSo, KyBinhChon, TaiLieuHoSo
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import (
    GiamKhaoFactory,
    HoSoFactory,
    NhanSuFactory,
    PhanCongFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]


def tep(loai, so):
    return Tep.objects.create(
        loai=loai, ten="a", sha256=f"{so:064d}", kich_thuoc=1, kieu_noi_dung="image/jpeg"
    )


def test_judges_open_photos_of_their_entries_and_no_paper_with_a_name():
    ho_so = HoSoFactory(ky__trang_thai="mo", ky__an_danh=True)
    anh, giay = tep("anh_san_pham_tb", 1), tep("tai_lieu_san_pham_tb", 2)
    AnhHoSo.objects.create(ho_so=ho_so, tep=anh, rong=1, cao=1)
    TaiLieuHoSo.objects.create(ho_so=ho_so, loai="attp", tep=giay)
    nguoi = {t: tai_khoan("sp_giam_khao") for t in ("duoc_giao", "khong_duoc_giao")}
    gk = {
        t: GiamKhaoFactory(ban__ky=ho_so.ky, nhan_su=NhanSuFactory(tai_khoan=n))
        if t == "duoc_giao"
        else None
        for t, n in nguoi.items()
    }
    PhanCongFactory(ho_so=ho_so, giam_khao=gk["duoc_giao"])
    nguoi |= {
        "so": tai_khoan("so_chuyen_vien", don_vi=ho_so.don_vi),
        "so_khac": tai_khoan("so_chuyen_vien", don_vi=DonViFactory()),
        "api": tai_khoan("api_client"),
    }

    def mo():
        return {t: tuple(duoc_tai(n, f) for f in (anh, giay)) for t, n in nguoi.items()}

    truoc = mo()
    KyBinhChon.objects.filter(pk=ho_so.ky_id).update(trang_thai="cham")
    cham = mo()
    KyBinhChon.objects.filter(pk=ho_so.ky_id).update(an_danh=False)
    hien_ten = mo()

    khac = {"so": (True, True), "so_khac": (False, False), "api": (False, False)}
    khac["khong_duoc_giao"] = (False, False)
    assert truoc == {**khac, "duoc_giao": (False, False)}
    assert cham == {**khac, "duoc_giao": (True, False)}
    assert hien_ten == {**khac, "duoc_giao": (True, True)}
