"""A pack of Tây Ninh with a few figures, and its workbook as the officer downloads it."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from baocao.models import BoBaoCao
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.workbook import tao_tep_mau
from tests.baocao import mau

# Forms of the pack; those with lists and narrative only have a test of their own.
BIEU = {"Q00", "Q01", "Q04", "Q05", "Q07", "Q08"}
SO_GOC = {
    ("Q04", "BL00", "A1"): Decimal("50000"),
    ("Q04", "BL00", "A3"): Decimal("12345.678"),
    ("Q04", "BL00", "A4"): Decimal("22345.678"),
}


@dataclass
class KichBan:
    nguoi: mau.NguoiDung
    bo: BoBaoCao
    tep: bytes

    def phieu(self, ma):
        return self.bo.phieu.get(bieu_mau__ma=ma)

    def so(self, ma, chi_tieu, cot):
        """Current (state, number, text, data state, version) of a cell, None when never written."""
        return (
            self.phieu(ma)
            .gia_tri.hien_tai()
            .filter(chi_tieu__ma=chi_tieu, cot=cot)
            .values_list("trang_thai_o", "so", "chu", "trang_thai_sl", "phien_ban")
            .first()
        )

    def go(self, ma, chi_tieu, cot, so, **khac):
        """Somebody types on the system."""
        o = GhiO(chi_tieu, cot, so=None if so is None else Decimal(so), **khac)
        return ghi_o(self.phieu(ma), [o], by=self.nguoi.chuyen_vien)

    def xuat(self):
        return tao_tep_mau(self.bo, by=self.nguoi.chuyen_vien)


@pytest.fixture(scope="module")
def kich_ban_goc(du_lieu_goc, django_db_blocker):
    """Made once for a module; each test works in a savepoint on top of it."""
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung()
        kb = KichBan(nguoi, mau.bo_moi(nguoi, "2026-6T", bieu=BIEU), b"")
        for (ma, chi_tieu, cot), so in SO_GOC.items():
            kb.go(ma, chi_tieu, cot, so)
        kb.go("Q04", "BL00", "A10", None, chu="Cục Thống kê")
        kb.go("Q05", "XK11", "A3", None, trang_thai_o="khong_phat_sinh")
        kb.go("Q05", "XK12", "A3", None, trang_thai_o="khong_ap_dung")
        kb.go("Q05", "XK3x", "A4", None, chu='[{"ten": "Dệt may", "tri_gia": "12.50"}]')
        kb.tep = kb.xuat()
        return kb


@pytest.fixture
def kich_ban(kich_ban_goc, db):
    bo = BoBaoCao.objects.get(pk=kich_ban_goc.bo.pk)
    return KichBan(kich_ban_goc.nguoi, bo, kich_ban_goc.tep)
