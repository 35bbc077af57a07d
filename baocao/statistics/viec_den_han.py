"""What is due over all registers (việc đến hạn): one list, and one count per register."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from baocao.models import (
    ChuongTrinhLamViec,
    ChuongTrinhMTQG,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    KhenThuong,
    KienNghi,
    NghiQuyet,
    NhiemVuLamViec,
    NhiemVuNghiQuyet,
    SuKienNganh,
    TruyenThong,
    VanBan,
)

CAC_SO: tuple[type[Any], ...] = (
    KienNghi,
    NghiQuyet,
    NhiemVuNghiQuyet,
    GopYVanKien,
    ChuongTrinhMTQG,
    DoanKiemTra,
    KetLuanKiemTra,
    VanBan,
    ChuongTrinhLamViec,
    NhiemVuLamViec,
    SuKienNganh,
    TruyenThong,
    KhenThuong,
)
QUYEN_RIENG = {KienNghi: "baocao.view_kiennghi"}
QUYEN_CHUNG = "baocao.xem_sotheodoi"


@dataclass(frozen=True, slots=True)
class ViecDenHan:
    """One row that is due; ``so_ngay`` days left, negative when past."""

    so: str
    so_ten: str
    id: int
    ten: str
    don_vi: str
    nguoi_phu_trach: str
    trang_thai: str
    han: date
    so_ngay: int
    co_minh_hoa: bool


@dataclass(frozen=True, slots=True)
class DemSo:
    """One register: open rows, past due, due within a week, done."""

    so: str
    so_ten: str
    dang_mo: int
    qua_han: int
    sap_den: int
    tong: int


def ten_viec(dong: Any) -> str:
    """What a row of a register is about."""
    return f"{dong.ma}: {dong.noi_dung}" if isinstance(dong, KienNghi) else str(dong)


def _duoc(model: type[Any], user: Any) -> bool:
    return user is None or user.has_perm(QUYEN_RIENG.get(model, QUYEN_CHUNG))


def _rows(model: type[Any], user: Any) -> Any:
    return model.objects.all() if user is None else model.objects.visible_to(user)


def viec_den_han(
    ngay: date, *, trong_ngay: int = 7, user: Any = None, cua_toi: bool = False
) -> list[ViecDenHan]:
    """Open rows past due or due within ``trong_ngay`` days, most urgent first.

    One query per register, whatever their number of rows. ``cua_toi``: only what ``user`` is in
    charge of.
    """
    den = ngay + timedelta(days=trong_ngay)
    viec = [
        v for model in CAC_SO if _duoc(model, user) for v in _cua(model, ngay, den, user, cua_toi)
    ]
    return sorted(viec, key=lambda v: (v.han, v.so, v.id))


def _cua(model: type[Any], ngay: date, den: date, user: Any, cua_toi: bool) -> Iterator[ViecDenHan]:
    rows = _rows(model, user).chua_xong().filter(han__lte=den)
    if cua_toi:
        rows = rows.filter(nguoi_phu_trach=user)
    for r in rows.select_related("don_vi", "nguoi_phu_trach"):
        yield ViecDenHan(
            so=model._meta.model_name,
            so_ten=str(model._meta.verbose_name),
            id=r.pk,
            ten=ten_viec(r),
            don_vi=r.don_vi.ten_goi if r.don_vi_id else "",
            nguoi_phu_trach=str(r.nguoi_phu_trach or ""),
            trang_thai=r.get_trang_thai_display(),
            han=r.han,
            so_ngay=(r.han - ngay).days,
            co_minh_hoa=r.co_minh_hoa,
        )


def dem_cac_so(ngay: date, *, user: Any = None) -> list[DemSo]:
    """Counts of every register the user may see, one query each."""
    tuan = ngay + timedelta(days=7)
    ket = []
    for model in CAC_SO:
        if not _duoc(model, user):
            continue
        mo = Q(trang_thai__in=[str(t) for t in model.CHUA_XONG])
        dem = (
            _rows(model, user)
            .order_by()
            .aggregate(
                tong=Count("pk"),
                dang_mo=Count("pk", filter=mo),
                qua_han=Count("pk", filter=mo & Q(han__lt=ngay)),
                sap_den=Count("pk", filter=mo & Q(han__gte=ngay, han__lte=tuan)),
            )
        )
        ket.append(DemSo(so=model._meta.model_name, so_ten=str(model._meta.verbose_name), **dem))
    return ket
