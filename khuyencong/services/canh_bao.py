"""The nightly look at every đề án: what is late becomes a row, once, and tells its people, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.quy_tac.dem import KetQuaDem, Khoa, SoDem, bao_moi, ngay_lam_viec_tre, thu
from cucctdp.thong_bao.lich import cac_ngay_lam_viec, la_ngay_lam_viec
from khuyencong.choices import DANG_SOAN, BenCham, MucQuyTac
from khuyencong.danh_muc import DanhMuc
from khuyencong.ho_so import doc_ho_so_dem
from khuyencong.models import CanhBao
from khuyencong.rules import SO, ViPham, kiem_tra
from khuyencong.rules.dong_ho import qua_dong_ho

# The shipped clocks count at most some weeks; a date further away is asked for by itself.
_LUI, _TOI = timedelta(days=400), timedelta(days=90)
_NHOM_BIEU = "KC"
# Who hears of what: the right that acts on it.
_QUYEN = {
    BenCham.THUC_HIEN: ("khuyencong.bao_cao_dean", "khuyencong.tham_dinh_so_dean"),
    BenCham.SO: ("khuyencong.tham_dinh_so_dean",),
    BenCham.UBND: ("khuyencong.tham_dinh_so_dean",),
    BenCham.CUC: ("khuyencong.tham_dinh_bo_dean", "khuyencong.ky_hop_dong_dean"),
}
_QUYEN_THEO_DOI = "khuyencong.tham_dinh_bo_dean"
_SO_DEM: SoDem[CanhBao] = SoDem(CanhBao, ("de_an_id",), ngay_lam_viec_tre)


@transaction.atomic
def chay_dem(hom_nay: date | None = None) -> KetQuaDem:
    """Look at every đề án, store what is late, tell of what is new; as often as one likes.

    The number of queries over the đề án is constant; every alert and every letter exists once.
    """
    hom_nay = hom_nay or timezone.localdate()
    moi, con, het = _SO_DEM.ghi(_tim(hom_nay), hom_nay)
    return KetQuaDem(moi, con, het, _bao_moi(hom_nay))


def _tim(hom_nay: date) -> dict[Khoa, ViPham]:
    """Every finding of the night by đề án, rule and place."""
    dau, cuoi = hom_nay - _LUI, hom_nay + _TOI
    lam_viec = frozenset(cac_ngay_lam_viec(dau, cuoi))

    def la_ngay(ngay: date) -> bool:
        return ngay in lam_viec if dau <= ngay <= cuoi else la_ngay_lam_viec(ngay)

    thay: dict[Khoa, ViPham] = {}
    cac = doc_ho_so_dem(hom_nay=hom_nay, la_ngay=la_ngay)
    nhac = _nhac(cac[0].danh_muc, hom_nay) if cac else []
    for h in cac:
        for v in (*kiem_tra(h, "dem", chi=nhac), *qua_dong_ho(h)):
            thay[(h.de_an.pk,), v.ma, v.khoa] = v
    return thay


def _nhac(danh_muc: DanhMuc, hom_nay: date) -> list[str]:
    """Rules of the weight «nhắc việc»: the others of the night stand on the page of the đề án."""
    cac = {ma: danh_muc.tim_quy_tac(ma, hom_nay) for ma in SO.cac_ham}
    return [ma for ma, q in cac.items() if q is not None and q.muc == MucQuyTac.NHAC]


def _bao_moi(hom_nay: date) -> int:
    """One notice a person and day about the alerts first seen today; the number of people.

    Demo đề án stand on the board but write to nobody.
    """
    moi = list(
        CanhBao.objects.dang_mo()
        .filter(thay_dau=hom_nay, de_an__minh_hoa=False)
        .select_related("de_an__don_vi")
        .prefetch_related("de_an__cac_tinh")
        .order_by("-so_ngay_tre", "ma", "de_an__ma", "khoa")
    )
    return bao_moi(
        moi,
        khoa=f"khuyencong.canh_bao:{hom_nay:%Y-%m-%d}",
        cua=_cua_nguoi,
        tieu_de=lambda so: f"Khuyến công: {so} việc mới đến hạn, quá hạn",
        noi_dung=lambda cac: thu(cac, dong=_dong, ben=lambda c: BenCham(c.ben).label),
        lien_ket=_lien_ket,
    )


def _lien_ket(user: User) -> str:
    return reverse(
        "khuyen_cong:danh_sach" if user.vao_cong else "admin:khuyencong_canhbao_changelist"
    )


def _cua_nguoi(user: User, moi: Sequence[CanhBao]) -> list[CanhBao]:
    quyen = set(user.hang_vai_tro.quyen)
    theo_doi = _QUYEN_THEO_DOI in quyen
    ben = {b for b, can in _QUYEN.items() if theo_doi or quyen & set(can)}
    if not ben or not user.hang_vai_tro.dang_nhap:
        return []
    nhom = user.pham_vi_nhom()
    if user.la_so and nhom is not None and _NHOM_BIEU not in nhom:
        return []
    pham_vi = user.pham_vi_don_vi()
    return [
        c
        for c in moi
        if c.ben in ben
        and (
            c.de_an.thuc_hien_id == user.to_chuc_id
            if user.theo_to_chuc
            else pham_vi is None or pham_vi & _cac_don_vi(c)
        )
        # A returned dossier is its author's own again.
        and not (user.la_cuc and c.de_an.trang_thai in DANG_SOAN)
    ]


def _cac_don_vi(c: CanhBao) -> set[int]:
    if c.de_an.don_vi_id is not None:
        return {c.de_an.don_vi_id}
    return {d.pk for d in c.de_an.cac_tinh.all()}


def _dong(c: CanhBao) -> str:
    return (
        f"{c.de_an.ma}{f' ({c.de_an.don_vi.ten_goi})' if c.de_an.don_vi else ''}: {c.thong_bao}"
        f"{f' Trễ {c.so_ngay_tre} ngày làm việc.' if c.so_ngay_tre else ''}"
        f" {BenCham(c.ben).label}."
    )
