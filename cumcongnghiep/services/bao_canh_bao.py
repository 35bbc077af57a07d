"""Who hears of a new alert: the Sở of the province, its reporters, the officers who watch it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from cucctdp.accounts.choices import NhomBieu
from cucctdp.accounts.models import User
from cucctdp.quy_tac.dem import bao_moi, thu
from cumcongnghiep.choices import Bieu, CoQuan, VaiTroBaoCao
from cumcongnghiep.models import BieuNop, CanhBao, Cum, CumXa, KyBieu, NguoiBaoCao

_LAM = "cumcongnghiep.cap_nhat_cum"
_KY = "cumcongnghiep.ky_bieu"
_THEO_DOI = "cumcongnghiep.tiep_nhan_bieu"
_MO_KY = "cumcongnghiep.mo_kybieu"
# Who signs Biểu 04 hears of the forms; who opens windows for the country, of what the country
# must act on: provinces past their due day, and the deadline of QĐ 105/2009.
_VE_BIEU = ("A01", "A02", "A03")
_CA_NUOC = ("A02", "A04")
_BIEU = {
    VaiTroBaoCao.DU_AN: Bieu.B01,
    VaiTroBaoCao.CDT: Bieu.B02,
    VaiTroBaoCao.XA: Bieu.B03,
}


@dataclass
class _PhanGiao:
    """What one reporter answers for: (cluster, who acts), and (province, window, form) not sent."""

    cum: set[tuple[int | None, str]] = field(default_factory=set)
    bieu: set[tuple[int, str, str]] = field(default_factory=set)


def bao(hom_nay: date) -> int:
    """One notice a person and day about the alerts first seen today; the number of people.

    Demo clusters, and forms of a province that has some, stand on the board but write to nobody.
    """
    minh_hoa = set(Cum.objects.filter(minh_hoa=True).values_list("don_vi_id", flat=True).distinct())
    moi = [
        c
        for c in CanhBao.objects.dang_mo()
        .filter(thay_dau=hom_nay)
        .select_related("cum", "don_vi")
        .order_by("-so_ngay_tre", "ma", "don_vi", "cum", "khoa")
        if not (c.cum.minh_hoa if c.cum is not None else c.don_vi_id in minh_hoa)
    ]
    giao = _doc_phan_giao() if moi else {}

    def cua(user: User, cac: Sequence[CanhBao]) -> list[CanhBao]:
        return [c for c in cac if _nghe(user, c, giao.get(user.pk))]

    return bao_moi(
        moi,
        khoa=f"cumcongnghiep.canh_bao:{hom_nay:%Y-%m-%d}",
        cua=cua,
        tieu_de=lambda so: f"Cụm công nghiệp: {so} cảnh báo mới",
        noi_dung=lambda cac: thu(cac, dong=_dong, ben=lambda c: CoQuan(c.ben).label),
        lien_ket=_lien_ket,
    )


def _nghe(user: User, c: CanhBao, giao: _PhanGiao | None) -> bool:
    """Whether an alert is this person's business."""
    hang = user.hang_vai_tro
    if not hang.dang_nhap:
        return False
    if user.duoc_giao:
        return giao is not None and _cua_nguoi_bao_cao(c, giao)
    nhom = user.pham_vi_nhom()
    if nhom is not None and NhomBieu.CCN not in nhom:
        return False
    quyen, pham_vi = set(hang.quyen), user.pham_vi_don_vi()
    if pham_vi is None:
        return _MO_KY in quyen and c.ma in _CA_NUOC
    if c.don_vi_id not in pham_vi:
        return False
    if (user.la_so and _LAM in quyen) or _THEO_DOI in quyen:
        return True
    return _KY in quyen and c.ma in _VE_BIEU and c.ben == CoQuan.SCT


def _cua_nguoi_bao_cao(c: CanhBao, giao: _PhanGiao) -> bool:
    if c.ma == "A01":
        ky, bieu, _ = c.khoa.split(":")
        return (c.don_vi_id, ky, bieu) in giao.bieu
    return c.cum_id is not None and (c.cum_id, c.ben) in giao.cum


def _doc_phan_giao() -> dict[int, _PhanGiao]:
    """By account; four queries."""
    cac = list(NguoiBaoCao.objects.filter(thoi_tu__isnull=True))
    cum_cua_xa: dict[int, list[int]] = defaultdict(list)
    for xa_id, cum_id in CumXa.objects.filter(chu_tri=True).values_list("xa_id", "cum_id"):
        cum_cua_xa[xa_id].append(cum_id)
    gui: dict[tuple[str, int], set[str]] = defaultdict(set)
    mo = KyBieu.objects.filter(khoa_luc__isnull=True)
    cac_ky = {str(pk) for pk in mo.values_list("pk", flat=True)}
    dong = BieuNop.objects.filter(ky__khoa_luc__isnull=True).exclude(bieu=Bieu.B04)
    for ky_id, bieu, du_an, cum, xa, ngay in dong.values_list(
        "ky_id", "bieu", "du_an_id", "cum_id", "xa_id", "ngay_gui"
    ):
        if ngay is not None:
            gui[bieu, du_an or xa or cum].add(str(ky_id))
    kq: dict[int, _PhanGiao] = defaultdict(_PhanGiao)
    for n in cac:
        bieu = _BIEU[VaiTroBaoCao(n.vai_tro)]
        cua = kq[n.nguoi_id]
        if n.cum_id is not None:
            cua.cum.add((n.cum_id, CoQuan.CDT))
        for pk in cum_cua_xa[n.xa_id] if n.xa_id is not None else ():
            cua.cum.add((pk, CoQuan.UBND_XA))
        doi_tuong = n.du_an_id or n.xa_id or n.cum_id
        cua.bieu |= {
            (n.don_vi_id, ky, bieu.value) for ky in cac_ky - gui[bieu.value, doi_tuong or 0]
        }
    return kq


def _dong(c: CanhBao) -> str:
    ve = f"{c.cum} ({c.don_vi.ten_goi})" if c.cum is not None else c.don_vi.ten_goi
    noi = f" {c.noi}." if c.noi else ""
    tre = f" Trễ {c.so_ngay_tre} ngày." if c.so_ngay_tre else ""
    return f"{ve}: {c.thong_bao}{noi}{tre} {CoQuan(c.ben).label}."


def _lien_ket(user: User) -> str:
    if user.duoc_giao:
        return reverse("trang_chu")
    if user.la_so:
        return reverse("ccn_canh_bao")
    return reverse("admin:cumcongnghiep_canhbao_changelist")
