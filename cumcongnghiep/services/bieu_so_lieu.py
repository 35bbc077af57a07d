"""What a sent Biểu 01 or 02 leaves in the register: its figures on the cut-off day.

One function writes them, one takes them back when the form is returned; accepting confirms them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.choices import ChiTieuSo, LoaiVanBan
from cumcongnghiep.ho_so_cum import con_hieu_luc
from cumcongnghiep.models import BieuNop, SoLieu, VanBan
from cumcongnghiep.services.tinh_lai import tinh_lai


def ghi_so_lieu(b: BieuNop, *, by: Any) -> list[str]:
    """Write the rows of the form that are figures; labels of those left alone.

    A figure of the same day that somebody confirmed from another source stands: the difference
    shows in the reconciliation.
    """
    if b.cum is None:
        return []
    co = {
        s.chi_tieu: s
        for s in SoLieu.objects.filter(cum=b.cum_id, du_an=b.du_an_id, ngay=b.ky.den_ngay).filter(
            Q(tu_ngay__isnull=True) | Q(tu_ngay=b.ky.tu_ngay)
        )
    }
    gia_tri = dict(b.cac_dong.values_list("ma_dong", "gia_tri"))
    can_cu = _can_cu(b)
    de_yen = []
    for d in MAU[b.bieu]:
        so = gia_tri.get(d.ma)
        if not d.chi_tieu or so is None:
            continue
        cu = co.get(d.chi_tieu)
        if cu is not None and cu.bieu_nop_id != b.pk and cu.xac_nhan_luc is not None:
            de_yen.append(d.ten)
            continue
        dong = cu or SoLieu(
            cum=b.cum,
            du_an=b.du_an,
            chi_tieu=d.chi_tieu,
            tu_ngay=b.ky.tu_ngay if d.trong_ky else None,
            ngay=b.ky.den_ngay,
        )
        dong.gia_tri = so * d.he_so
        dong.van_ban = can_cu.get((d.chi_tieu, dong.gia_tri))
        dong.bieu_nop, dong.nguoi_nhap = b, by
        dong.nguon_tin = f"{b.get_bieu_display()}, {b.ky}"
        dong.nguoi_xac_nhan = dong.xac_nhan_luc = None
        dong.full_clean()
        dong.save()
    tinh_lai([b.cum])
    return de_yen


def _can_cu(b: BieuNop) -> dict[tuple[str, Decimal], VanBan]:
    """Decisions in force behind figures of the register: a form that repeats one is not its source.

    Two queries. By figure and value in units of the register.
    """
    van_ban = con_hieu_luc(VanBan.objects.filter(cum=b.cum_id), b.ky.den_ngay)
    kq = {
        (ChiTieuSo.TMDT.value, Decimal(v.tong_muc_dau_tu)): v
        for v in van_ban
        if v.loai == LoaiVanBan.DU_AN and v.tong_muc_dau_tu is not None and b.du_an_id is None
    }
    theo = {v.pk: v for v in van_ban}
    cu = SoLieu.objects.filter(
        cum=b.cum_id, du_an=b.du_an_id, tu_ngay=None, ngay__lte=b.ky.den_ngay, van_ban__in=theo
    )
    for s in cu.order_by("ngay", "pk"):
        kq[s.chi_tieu, s.gia_tri] = theo[s.van_ban_id]
    return kq


def rut_so_lieu(b: BieuNop) -> None:
    """Take the figures of a returned form out of the register; their history stays."""
    if b.cum is None:
        return
    SoLieu.objects.filter(bieu_nop=b).delete()
    tinh_lai([b.cum])


def xac_nhan_so_lieu(b: BieuNop, *, by: Any) -> None:
    """The receiver answers for the figures of an accepted form; never who entered them."""
    SoLieu.objects.filter(bieu_nop=b, xac_nhan_luc__isnull=True).exclude(nguoi_nhap=by).update(
        nguoi_xac_nhan=by, xac_nhan_luc=timezone.now()
    )
