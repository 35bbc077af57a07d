"""Deadlines of the registers (sổ theo dõi) for the reminder ladder, and who holds each row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from baocao.choices import LoaiHan
from baocao.choices_theo_doi import TrangThaiKienNghi, TrangThaiTheoDoi
from baocao.han import Han
from baocao.models import KetLuanKiemTra, KienNghi, NhiemVuNghiQuyet
from baocao.services.nguoi_nhan import SoNguoiNhan
from baocao.services.viec_han import MucHan, khoang_han, theo_vai_tro
from baocao.statistics.viec_den_han import CAC_SO, ten_viec
from cucctdp.thong_bao.models import BacNhac
from cucctdp.thong_bao.services import LienKet

NHOM_SO, NHOM_KIEN_NGHI, NHOM_KHAC_PHUC = "so_theo_doi", "kien_nghi", "khac_phuc"
_NHOM = {KienNghi: NHOM_KIEN_NGHI, KetLuanKiemTra: NHOM_KHAC_PHUC}
# What a Sở reports on by itself, and where.
_TRANG_SO = {
    KienNghi: "so:kien_nghi_xem",
    KetLuanKiemTra: "so:theo_doi_khac_phuc",
    NhiemVuNghiQuyet: "so:theo_doi_tien_do",
}
_SO_BAO_CAO = ("so_truong_phong", "so_tong_hop")
_CHUYEN_VIEN, _LANH_DAO_PHONG = ("cuc_chuyen_vien",), ("cuc_lanh_dao_phong",)
TEN_DAI_NHAT = 110


@dataclass(frozen=True)
class ViecSo(MucHan):
    """One open row of a register."""

    dong: Any

    @property
    def ten_don_vi(self) -> str:
        return self.dong.don_vi.ten_goi if self.dong.don_vi_id else "Việc chung cả nước"

    @property
    def buoc(self) -> str:
        return str(self.dong.get_trang_thai_display())

    @property
    def lien_ket(self) -> LienKet:
        return _duong(self.dong)

    def nguoi(self, bac: BacNhac, so_nguoi: SoNguoiNhan) -> Iterable[Any]:
        giu = dang_giu(self.dong, so_nguoi) if bac.nguoi_dang_giu else []
        return [*giu, *theo_vai_tro(so_nguoi, self.dong.don_vi_id, bac.vai_tro)]


def _duong(dong: Any) -> Callable[[Any], str]:
    ten = dong._meta.model_name

    def duong(user: Any) -> str:
        if not user.la_so:
            return reverse(f"admin:baocao_{ten}_xem", args=[dong.pk])
        trang = _TRANG_SO.get(type(dong))
        return reverse(trang, args=[dong.pk]) if trang else reverse("so:theo_doi")

    return duong


def dang_giu(dong: Any, so_nguoi: SoNguoiNhan) -> list[Any]:
    """Who has to act on a row now: the person in charge, the Sở that reports, the next step."""
    trang_thai = dong.trang_thai
    if trang_thai in (TrangThaiTheoDoi.CHO_XAC_NHAN, TrangThaiKienNghi.DA_TIEP_NHAN):
        return [u for u in so_nguoi.toan_quoc(_LANH_DAO_PHONG) if u.pk != _bao_xong(dong)]
    cua_so = []
    if dong.don_vi_id is not None and _so_bao(dong):
        cua_so = so_nguoi.cua(dong.don_vi_id, _SO_BAO_CAO)
    return [*cua_so, *_cua_cuc(dong, so_nguoi)]


def _bao_xong(dong: Any) -> int | None:
    return getattr(dong, "nguoi_bao_xong_id", None)


def _so_bao(dong: Any) -> bool:
    """True for what the Sở of the row has still to report on."""
    if isinstance(dong, KetLuanKiemTra):
        return dong.ket_qua_ngay is None
    return isinstance(dong, NhiemVuNghiQuyet) and dong.giao_tinh


def _cua_cuc(dong: Any, so_nguoi: SoNguoiNhan) -> list[Any]:
    if dong.nguoi_phu_trach is not None and dong.nguoi_phu_trach.is_active:
        return [dong.nguoi_phu_trach]
    can_bo = theo_vai_tro(so_nguoi, dong.don_vi_id, _CHUYEN_VIEN)
    tao = dong.nguoi_tao
    if not can_bo and tao is not None and tao.is_active and tao.la_cuc:
        can_bo = [tao]
    return can_bo or list(so_nguoi.toan_quoc(_LANH_DAO_PHONG))


def cac_viec_so(bac: Mapping[str, list[BacNhac]], hom_nay: date) -> Iterator[ViecSo]:
    """Open rows of every register whose deadline a rung may tell of today; one query each."""
    for model in CAC_SO:
        nhom = _NHOM.get(model, NHOM_SO)
        khoang = khoang_han(bac.get(nhom, ()), hom_nay)
        if khoang is None:
            continue
        rows = model.objects.den_han(*khoang)
        ten_so = str(model._meta.verbose_name)
        for dong in rows.select_related("don_vi", "nguoi_phu_trach", "nguoi_tao").order_by("pk"):
            ten = f"{ten_so[:1].upper()}{ten_so[1:]}: {ten_viec(dong)}"
            if len(ten) > TEN_DAI_NHAT:
                ten = f"{ten[: TEN_DAI_NHAT - 1].rstrip()}…"
            khoa = f"{model._meta.model_name}:{dong.pk}"
            yield ViecSo(Han(dong.han, LoaiHan.CHAM_NHAT), nhom, ten, khoa, dong)
