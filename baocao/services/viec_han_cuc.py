"""Due dates of the Cục's own steps of a period: checking, consolidation, leadership, Government.

A step is done when the system can see it: nothing sent waits to be received; the period is frozen;
its briefing is built; it is published. Then nobody is reminded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from baocao.choices import BuocHan, TrangThaiBo, TrangThaiKy
from baocao.han import Han
from baocao.models import BanTin, BoBaoCao, GiaoKiemTra, HanNop, KyBaoCao
from baocao.services.nguoi_nhan import SoNguoiNhan
from baocao.services.viec_han import MucHan, khoang_han
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.thong_bao.models import BacNhac
from cucctdp.thong_bao.services import LienKet

VIEC = {
    BuocHan.CUC: "Kiểm tra báo cáo",
    BuocHan.TONG_HOP: "Tổng hợp, chốt báo cáo",
    BuocHan.LANH_DAO: "Trình lãnh đạo báo cáo",
    BuocHan.CHINH_PHU: "Gửi Chính phủ báo cáo",
}
NHOM = {buoc: f"buoc_{buoc}" for buoc in VIEC}
_DANG_LAM = (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG, TrangThaiKy.DA_CHOT)
_CHO_KIEM_TRA = (TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA)
# Who freezes a period holds every step after the checking.
_QUYEN_TONG_HOP = "baocao.tong_hop_kybaocao"
_GIU = frozenset(
    ma
    for ma, v in VAI_TRO.items()
    if v.la_cuc and v.pham_vi == "toan_quoc" and _QUYEN_TONG_HOP in v.quyen
)
SO_TEN = 10


@dataclass(frozen=True)
class ViecCuc(MucHan):
    """One step of one period; ``cua``: the share of one officer, told to nobody else."""

    ky: KyBaoCao
    tinh_hinh: str
    cua: Any = None

    @property
    def ten_don_vi(self) -> str:
        return "Cục"

    @property
    def buoc(self) -> str:
        return self.tinh_hinh

    @property
    def lien_ket(self) -> LienKet:
        if self.cua is not None:
            return reverse("admin:baocao_bobaocao_changelist")
        return reverse("admin:baocao_kybaocao_change", args=[self.ky.pk])

    def nguoi(self, bac: BacNhac, so_nguoi: SoNguoiNhan) -> Iterable[Any]:
        if self.cua is not None:
            return [self.cua] if bac.nguoi_dang_giu else []
        giu = _GIU if bac.nguoi_dang_giu and self.nhom != NHOM[BuocHan.CUC] else frozenset()
        return so_nguoi.toan_quoc({*giu, *bac.vai_tro})


def cac_viec_cuc(
    bac: Mapping[str, list[BacNhac]], hom_nay: date, so_nguoi: SoNguoiNhan
) -> Iterator[ViecCuc]:
    """Steps not yet done whose due date a rung may tell of today."""
    for buoc, nhom in NHOM.items():
        khoang = khoang_han(bac.get(nhom, ()), hom_nay)
        if khoang is None:
            continue
        han = HanNop.objects.filter(buoc=buoc, ngay__range=khoang, ky__trang_thai__in=_DANG_LAM)
        for h in han.select_related("ky").order_by("pk"):
            yield from _viec(h, nhom, so_nguoi)


def _viec(h: HanNop, nhom: str, so_nguoi: SoNguoiNhan) -> Iterator[ViecCuc]:
    buoc, ky = BuocHan(h.buoc), h.ky
    bieu = f", biểu {h.bieu}" if h.bieu else ""
    chung = (Han(h.ngay, h.loai_han), nhom, f"{VIEC[buoc]} {ky}{bieu}")
    khoa = f"cuc:{h.pk}"
    if buoc == BuocHan.CUC:
        con = _cho_kiem_tra(ky, h.bieu, so_nguoi)
        for user, cac_bo in con.items():
            if user is not None:
                yield ViecCuc(*chung, f"{khoa}:{user.pk}", ky, _con(cac_bo), user)
        tat_ca = list({b.pk: b for cac_bo in con.values() for b in cac_bo}.values())
        if tat_ca:
            yield ViecCuc(*chung, khoa, ky, _con(tat_ca))
    elif not _xong(buoc, ky):
        yield ViecCuc(*chung, khoa, ky, f"kỳ đang ở trạng thái «{ky.get_trang_thai_display()}»")


def _xong(buoc: BuocHan, ky: KyBaoCao) -> bool:
    if buoc == BuocHan.TONG_HOP:
        return ky.trang_thai == TrangThaiKy.DA_CHOT
    if buoc == BuocHan.LANH_DAO:
        da_dung = BanTin.objects.filter(loai=BanTin.Loai.QUY, lan__ky=ky, tep__isnull=False)
        return ky.trang_thai == TrangThaiKy.DA_CHOT and da_dung.exists()
    return False


def _cho_kiem_tra(ky: KyBaoCao, bieu: str, so_nguoi: SoNguoiNhan) -> dict[Any, list[BoBaoCao]]:
    """Sent packs not yet received, by the officer who holds each; key None: nobody does."""
    rows = BoBaoCao.objects.filter(ky=ky, trang_thai__in=_CHO_KIEM_TRA)
    if bieu:
        rows = rows.filter(phieu__bieu_mau__ma=bieu)
    giao = {g.bo_id: g.nguoi for g in GiaoKiemTra.objects.filter(bo__ky=ky).select_related("nguoi")}
    ket: dict[Any, list[BoBaoCao]] = defaultdict(list)
    for bo in rows.select_related("don_vi", "nguoi_kiem_tra").order_by("don_vi__ma"):
        rieng = bo.nguoi_kiem_tra or giao.get(bo.pk)
        if bo.de_nghi_tiep_nhan_luc is not None:
            nguoi = [u for u in so_nguoi.toan_quoc(_GIU) if u != bo.nguoi_kiem_tra]
        elif rieng is not None and rieng.is_active:
            nguoi = [rieng]
        else:
            nguoi = so_nguoi.cua(bo.don_vi_id, ("cuc_chuyen_vien",))
        for user in nguoi:
            ket[user].append(bo)
        if not nguoi:
            ket[None].append(bo)
    return ket


def _con(cac_bo: list[BoBaoCao]) -> str:
    """«còn 12 bộ: An Giang, …»."""
    ten = [b.don_vi.ten_goi for b in cac_bo]
    them = f" và {len(ten) - SO_TEN} đơn vị khác" if len(ten) > SO_TEN else ""
    return f"còn {len(ten)} bộ báo cáo: {', '.join(ten[:SO_TEN])}{them}"
