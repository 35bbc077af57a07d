"""Who hears of a new alert: who runs the round, the Sở of the province, the establishment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from cucctdp.accounts.models import User
from cucctdp.quy_tac.dem import Khoa, bao_moi, thu
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.models import CanhBao, GiayChungNhan, NguoiNop
from sanpham_tieubieu.rules.dem import CO_SO, TO_CHUC

_LAM = "sanpham_tieubieu.tham_tra_ho_so"
_CAP_CUC = (Cap.KHU_VUC, Cap.QUOC_GIA)


def bao(hom_nay: date, *, bo: Collection[Khoa] = ()) -> int:
    """One notice a person and day about the alerts first seen today; the number of people.

    ``bo``: alerts of demo rows, which write to nobody.
    """
    moi = [
        c
        for c in CanhBao.objects.dang_mo()
        .filter(thay_dau=hom_nay)
        .select_related("ky__don_vi", "ky__xa", "don_vi")
        .order_by("-so_ngay_tre", "ma", "ky_id", "khoa")
        if ((c.ky_id, c.don_vi_id), c.ma, c.khoa) not in bo
    ]
    giao = _cua_nguoi_nop(moi) if moi else {}

    def cua(user: User, cac: Sequence[CanhBao]) -> list[CanhBao]:
        return [c for c in cac if _nghe(user, c, giao.get(user.pk, set()))]

    return bao_moi(
        moi,
        khoa=f"sanpham_tieubieu.canh_bao:{hom_nay:%Y-%m-%d}",
        cua=cua,
        tieu_de=lambda so: f"Bình chọn sản phẩm: {so} cảnh báo mới",
        noi_dung=lambda cac: thu(cac, dong=_dong, ben=lambda c: c.ben),
        lien_ket=_lien_ket,
    )


def _nghe(user: User, c: CanhBao, cua: set[str]) -> bool:
    """Officers hear of their place, entrants of their certificates, communes of their rounds."""
    hang = user.hang_vai_tro
    if not hang.dang_nhap:
        return False
    if user.duoc_giao:
        if c.ben == CO_SO:
            return ":".join(c.khoa.split(":")[:2]) in cua
        return c.ben == TO_CHUC and c.ky is not None and f"xa:{c.ky.xa_id}" in cua
    if _LAM not in hang.quyen:
        return False
    if user.la_cuc:
        return c.don_vi_id is None or (c.ky is not None and c.ky.cap in _CAP_CUC)
    pham_vi = user.pham_vi_don_vi()
    return pham_vi is not None and c.don_vi_id in pham_vi


def _cua_nguoi_nop(cac: Sequence[CanhBao]) -> dict[int, set[str]]:
    """Account → «giay:12» of the establishments it hands in for, «xa:7» of its commune's rounds.

    Two queries.
    """
    ids = {int(c.khoa.split(":")[1]) for c in cac if c.khoa.startswith("giay:")}
    theo: dict[int, set[str]] = {}
    for pk, co_so in GiayChungNhan.objects.filter(pk__in=ids).values_list("pk", "san_pham__co_so"):
        theo.setdefault(co_so, set()).add(f"giay:{pk}")
    cac_xa = {c.ky.xa_id for c in cac if c.ky is not None and c.ky.xa_id is not None}
    kq: dict[int, set[str]] = {}
    for nguoi, co_so, xa in NguoiNop.objects.filter(
        Q(co_so__in=theo) | Q(xa__in=cac_xa), thoi_tu__isnull=True
    ).values_list("nguoi", "co_so", "xa"):
        kq.setdefault(nguoi, set()).update({f"xa:{xa}"} if xa else theo[co_so])
    return kq


def _dong(c: CanhBao) -> str:
    ve = str(c.ky) if c.ky is not None else (c.don_vi.ten_goi if c.don_vi else "Cả nước")
    noi = f" {c.noi}." if c.noi else ""
    tre = f" Trễ {c.so_ngay_tre} ngày làm việc." if c.so_ngay_tre else ""
    return f"{ve}: {c.thong_bao}{noi}{tre} {c.ben}."


def _lien_ket(user: User) -> str:
    if user.duoc_giao or user.la_so:
        return reverse("trang_chu")
    return reverse("admin:sanpham_tieubieu_canhbao_changelist")
