"""Loads the demo: packs in bulk, explanations, then freezing, consolidation and publication."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.contrib.auth.hashers import make_password
from django.db import transaction

from baocao import workflow as w
from baocao.bang import dung_bang
from baocao.briefings import ve_ban_tin
from baocao.checks import run_checks
from baocao.choices import TrangThaiBo, TrangThaiKy
from baocao.choices_ho_so import DoiTuongHoSo
from baocao.minh_hoa.chuoi import Chuoi
from baocao.minh_hoa.kich_ban import (
    CAC_KY,
    TRA_LAI_LY_DO,
    TRA_LAI_Y_KIEN,
    KyDemo,
    cac_bieu,
    luc_gui,
)
from baocao.minh_hoa.q01 import ChiSo
from baocao.minh_hoa.q02_q03 import GiaTriSanXuat, SanPham
from baocao.minh_hoa.q04_q05 import BanLeNgoaiThuong
from baocao.minh_hoa.q06_q09 import Cho, HaTangThuongMai, LangNghe
from baocao.minh_hoa.q07 import CumCongNghiep
from baocao.minh_hoa.q08 import KhuyenCong
from baocao.minh_hoa.q10_q12 import DanhGia, NangLuong, SoTheoDoi
from baocao.minh_hoa.quy_mo import MOC, doc_boi_canh
from baocao.models import (
    BanTin,
    BieuMau,
    BoBaoCao,
    GiaiTrinh,
    HoSoTinh,
    KyBaoCao,
    LanTongHop,
    PhieuBieu,
    SanPhamTinh,
)
from baocao.services import ky as dich_vu_ky
from baocao.services.ban_tin import dung_ban_tin
from baocao.services.hang_loat import BoHangLoat, nap_bo_hang_loat
from baocao.services.lich_buoc import NguoiBo
from baocao.services.nhap_lieu import GhiO
from baocao.services.tai_khoan_mau import BAC_NINH, TAY_NINH, tao_tai_khoan_mau
from baocao.services.thoi_han import han_cua_ky
from baocao.services.tong_hop import tong_hop
from cucctdp.accounts.models import User
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ky import Ky
from cucctdp.workflow.steps import perform

KY_BAN_TIN = "2026-6T"
_VAI = {"cv": "so_chuyen_vien", "tp": "so_truong_phong", "ld": "so_lanh_dao"}
_TEN_VAI = {"cv": "Chuyên viên", "tp": "Trưởng phòng", "ld": "Lãnh đạo"}
GIAI_TRINH = "Số minh họa: biến động do đơn hàng và mùa vụ, Sở đã rà soát với doanh nghiệp."


@dataclass
class KetQua:
    """Counts for the command."""

    so_bo: int = 0
    so_lan_tong_hop: int = 0
    ban_tin: bool = False


def nap(bao: Callable[[str], None] = lambda _: None, cac_ky: tuple[KyDemo, ...] = CAC_KY) -> KetQua:
    """Load the demo periods that hold no demo figures yet; each period is all or nothing.

    ``bao`` is told what has been done, for the command's output.
    """
    ket = KetQua()
    nap_minh_hoa = NapMinhHoa()
    for ky in cac_ky:
        if BoBaoCao.objects.filter(ky__ma=ky.ma, co_minh_hoa=True).exists():
            continue
        with transaction.atomic():
            ket.so_bo += nap_minh_hoa.nap_ky(ky)
            ket.so_lan_tong_hop += nap_minh_hoa.dua_den(ky)
        bao(f"{ky.ma}: xong")
    if any(ky.ma == KY_BAN_TIN for ky in cac_ky):
        ket.ban_tin = _ban_tin()
    return ket


def _ban_tin() -> bool:
    """The briefing of the last finished period, built here; False when it is there already."""
    lan = LanTongHop.objects.filter(ky__ma=KY_BAN_TIN).order_by("-so").first()
    if (
        lan is None
        or BanTin.objects.filter(loai=BanTin.Loai.QUY, lan=lan, tep__isnull=False).exists()
    ):
        return False
    ban_tin, _ = BanTin.objects.get_or_create(loai=BanTin.Loai.QUY, lan=lan)
    dung_ban_tin(ban_tin.pk, ve=ve_ban_tin)
    return True


class _BieuMinhHoa(Protocol):
    """What fills a form: cells of a unit up to a quarter of a year."""

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]: ...


class NapMinhHoa:
    """Generators, people and steps of the demo; ``nguoi`` are the sample accounts."""

    def __init__(self) -> None:
        with transaction.atomic():
            self.nguoi = tao_tai_khoan_mau()
            self.nguoi_tinh = _nguoi_cac_tinh()
        self.bc = doc_boi_canh()
        self.bieu = {b.ma: b for b in BieuMau.objects.prefetch_related("chi_tieu")}
        chuoi = Chuoi(self.bc)
        self.q45 = BanLeNgoaiThuong(self.bc, chuoi)
        self.q01 = ChiSo(self.bc, {c.ma: c.ten for c in self.bieu["Q01"].chi_tieu.all()})
        self.q07 = CumCongNghiep(self.bc)
        self.q08 = KhuyenCong(self.bc)
        san_pham = _danh_muc_san_pham()
        co = HoSoTinh.objects.filter(doi_tuong=DoiTuongHoSo.CUA_KHAU, co=True)
        self.cua_khau = {h.don_vi.khoa for h in co.select_related("don_vi")}
        q03, q06 = GiaTriSanXuat(self.bc), HaTangThuongMai(self.bc)
        self.khac: dict[str, _BieuMinhHoa] = {
            "Q02": SanPham(self.bc, san_pham),
            "Q03": q03,
            "Q06": q06,
            "Q09": LangNghe(self.bc),
            "Q10": NangLuong(self.bc, san_pham),
            "Q11": SoTheoDoi(self.bc),
            "Q12": DanhGia(self.bc, chuoi, q03),
            "M10": Cho(q06),
        }

    def nap_ky(self, demo: KyDemo) -> int:
        """Packs of one period."""
        ky, _ = dich_vu_ky.tao_ky(demo.ma)
        if ky.trang_thai == TrangThaiKy.SAP_MO:
            ky = dich_vu_ky.mo_ky(ky, by=self.nguoi["cuc.ldp"])
        so = nap_bo_hang_loat(self._cac_bo(demo, ky))
        if demo.den == TrangThaiKy.DA_DONG:
            self._giai_trinh(ky)
        return so

    def _cac_bo(self, demo: KyDemo, ky: KyBaoCao) -> Iterator[BoHangLoat]:
        han = han_cua_ky(ky)
        co = {b.ma for b in dich_vu_ky.bieu_cua_ky(ky)}
        don_vi = DonViHanhChinh.objects.filter(bo_ma=ky.bo_ma_don_vi).order_by("ma")
        for khoa in [d.khoa for d in don_vi]:
            den = demo.trang_thai(khoa)
            bieu = cac_bieu(den, co)
            if not bieu or han is None:
                continue
            tra = den == TrangThaiBo.TRA_LAI
            yield BoHangLoat(
                ky=demo.ma,
                don_vi=khoa,
                o={b: list(self.o(b, khoa, demo)) for b in bieu},
                den=den,
                luc=luc_gui(demo, khoa, han.ngay),
                nguoi=self._nguoi(khoa),
                y_kien=[TRA_LAI_Y_KIEN] if tra else [],
                ly_do_tra=TRA_LAI_LY_DO if tra else "",
            )

    def o(self, bieu: str, don_vi: str, demo: KyDemo) -> Iterator[GhiO]:
        """Cells of one form of one unit."""
        quy = MOC[demo.duoi]
        match bieu:
            case "Q01":
                yield from self.q01.o(don_vi, demo.nam, quy)
            case "Q07":
                loai = Ky.tu_ma(demo.ma).loai
                dong = {c.ma for c in self.bieu["Q07"].chi_tieu.all() if c.dung_o_ky(loai)}
                yield from self.q07.o(don_vi, demo.nam, quy, dong)
            case "Q08":
                yield from self.q08.o(don_vi, demo.nam, quy)
            case _ if bieu in self.khac:
                yield from self.khac[bieu].o(don_vi, demo.nam, quy)
            case "Q05":
                yield from self.q45.o(bieu, don_vi, demo.nam, quy)
                if cac_cu := [cu for cu in self.bc.cac_phan(don_vi) if cu in self.cua_khau]:
                    yield from self.q45.qua_cua_khau(cac_cu, demo.nam, quy)
            case _:
                yield from self.q45.o(bieu, don_vi, demo.nam, quy)

    def _nguoi(self, khoa: str) -> NguoiBo:
        cv, tp, ld = (self.nguoi_tinh[khoa, vai] for vai in _VAI)
        if khoa == TAY_NINH:
            cv, tp, ld = (self.nguoi[f"tayninh.{vai}"] for vai in _VAI)
        elif khoa == BAC_NINH:
            cv = self.nguoi["bacninh.cv"]
        return NguoiBo(cv, tp, ld, self.nguoi["cuc.cv"], self.nguoi["cuc.ldp"])

    def _giai_trinh(self, ky: KyBaoCao) -> None:
        """Explanations for the warnings of the packs a person will look at first."""
        phieu = PhieuBieu.objects.filter(
            bo__ky=ky, bo__gui_luc__isnull=False, bieu_mau__la_tinh_toan=False
        ).select_related("bieu_mau", "bo__ky", "bo__don_vi", "nguoi_trinh")
        GiaiTrinh.objects.bulk_create(
            GiaiTrinh(
                phieu=p,
                quy_tac=v.quy_tac,
                chi_tieu=v.chi_tieu,
                cot=v.cot,
                thong_bao=v.thong_bao,
                noi_dung=GIAI_TRINH,
                nguoi=p.nguoi_trinh,
            )
            for p in phieu
            for v in run_checks(dung_bang(p))
            if v.can_giai_trinh
        )

    def dua_den(self, demo: KyDemo) -> int:
        """Bring the period to its state; return the number of synthesis runs."""
        ky = KyBaoCao.objects.get(ma=demo.ma)
        if demo.den == TrangThaiKy.DANG_MO:
            return 0
        if ky.trang_thai == TrangThaiKy.DANG_MO:
            ky = dich_vu_ky.dong_ky(ky, by=self.nguoi["cuc.ldp"])
        if demo.den == TrangThaiKy.DA_DONG:
            return 0
        # Not through chot_ky: that queues a job, and no worker runs while the demo is loaded.
        ky = perform(w.CHOT_KY, ky, by=self.nguoi["cuc.ld"])
        tong_hop(ky, by=None)
        dich_vu_ky.cong_bo_ky(ky, by=self.nguoi["cuc.ld"])
        return 1


def _danh_muc_san_pham() -> dict[str, dict[str, tuple[str, str]]]:
    """Product code → (name, unit) of every unit's list, by the unit's key."""
    ket: dict[str, dict[str, tuple[str, str]]] = {}
    for sp in SanPhamTinh.objects.select_related("don_vi").order_by("hieu_luc_tu"):
        ket.setdefault(sp.don_vi.khoa, {})[sp.ma] = (sp.ten, sp.dvt)
    return ket


def _nguoi_cac_tinh() -> dict[tuple[str, str], User]:
    """Three people of each Sở, past and present: names in decisions, no one can log in."""
    co = {u.username: u for u in User.objects.filter(username__startswith="mh-")}
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}
    khoa_mat = make_password(None)
    moi = [
        User(
            username=_ten(khoa, vai),
            ho_ten=f"{_TEN_VAI[vai]} {d.ten_goi} (minh họa)",
            vai_tro=vai_tro,
            don_vi=d,
            nhom_bieu=["TH", "CN", "TM", "NL", "KC", "CCN"],
            is_active=False,
            password=khoa_mat,
        )
        for khoa, d in don_vi.items()
        for vai, vai_tro in _VAI.items()
        if _ten(khoa, vai) not in co
    ]
    User.objects.bulk_create(moi)
    co |= {u.username: u for u in moi}
    return {(khoa, vai): co[_ten(khoa, vai)] for khoa in don_vi for vai in _VAI}


def _ten(khoa: str, vai: str) -> str:
    return f"mh-{khoa.replace(':', '')}-{vai}"
