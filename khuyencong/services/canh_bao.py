"""The nightly look at every đề án: what is late becomes a row, once, and tells its people, once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.lich import cac_ngay_lam_viec, la_ngay_lam_viec
from cucctdp.thong_bao.services import gui
from khuyencong.choices import DANG_SOAN, BenCham, MucQuyTac
from khuyencong.danh_muc import DanhMuc
from khuyencong.ho_so import doc_ho_so_dem
from khuyencong.models import CanhBao
from khuyencong.rules import CAC_QUY_TAC, ViPham, kiem_tra
from khuyencong.rules.dong_ho import qua_dong_ho

# The shipped clocks count at most some weeks; a date further away is asked for by itself.
_LUI, _TOI = timedelta(days=400), timedelta(days=90)
_DONG_TRONG_THU = 12
_NHOM_BIEU = "KC"
# Who hears of what: the right that acts on it.
_QUYEN = {
    BenCham.THUC_HIEN: ("khuyencong.bao_cao_dean", "khuyencong.tham_dinh_so_dean"),
    BenCham.SO: ("khuyencong.tham_dinh_so_dean",),
    BenCham.UBND: ("khuyencong.tham_dinh_so_dean",),
    BenCham.CUC: ("khuyencong.tham_dinh_bo_dean", "khuyencong.ky_hop_dong_dean"),
}
_QUYEN_THEO_DOI = "khuyencong.tham_dinh_bo_dean"

Khoa = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class KetQuaDem:
    """How many alerts are new, still there, gone; how many people were written to."""

    moi: int
    con: int
    het: int
    thu: int


@transaction.atomic
def chay_dem(hom_nay: date | None = None) -> KetQuaDem:
    """Look at every đề án, store what is late, tell of what is new; as often as one likes.

    The number of queries over the đề án is constant. Two runs at once wait for each other, the
    second finds the rows of the first: every alert and every letter exists once.
    """
    hom_nay = hom_nay or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["khuyencong.canh_bao"]
        )
    thay = _tim(hom_nay)
    tre = _so_ngay_tre((v.han for v in thay.values()), hom_nay)
    mo = {(c.de_an_id, c.ma, c.khoa): c for c in CanhBao.objects.dang_mo()}
    moi = [
        CanhBao(
            de_an_id=khoa[0],
            ma=khoa[1],
            khoa=khoa[2],
            noi=v.noi,
            thong_bao=v.thong_bao,
            can_cu=v.can_cu,
            ben=v.ben,
            han=v.han,
            so_ngay_tre=tre(v.han),
            thay_dau=hom_nay,
            thay_cuoi=hom_nay,
        )
        for khoa, v in thay.items()
        if khoa not in mo
    ]
    CanhBao.objects.bulk_create(moi)
    con = [(mo[khoa], v) for khoa, v in thay.items() if khoa in mo]
    _cap_nhat(con, tre, hom_nay)
    het = [c.pk for khoa, c in mo.items() if khoa not in thay]
    CanhBao.objects.filter(pk__in=het).update(dong_ngay=hom_nay)
    return KetQuaDem(len(moi), len(con), len(het), _bao_moi(hom_nay))


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
            thay[h.de_an.pk, v.ma, v.khoa] = v
    return thay


def _nhac(danh_muc: DanhMuc, hom_nay: date) -> list[str]:
    """Rules of the weight «nhắc việc»: the others of the night stand on the page of the đề án."""
    cac = {ma: danh_muc.tim_quy_tac(ma, hom_nay) for ma in CAC_QUY_TAC}
    return [ma for ma, q in cac.items() if q is not None and q.muc == MucQuyTac.NHAC]


def _so_ngay_tre(cac_han: Iterable[date | None], hom_nay: date) -> Callable[[date | None], int]:
    """Counts the working days after a date, today included; one query for all of them."""
    qua = [h for h in cac_han if h is not None and h < hom_nay]
    ngay = cac_ngay_lam_viec(min(qua), hom_nay) if qua else []

    def dem(han: date | None) -> int:
        return 0 if han is None or han >= hom_nay else len(ngay) - bisect_right(ngay, han)

    return dem


def _cap_nhat(
    cac: list[tuple[CanhBao, ViPham]], tre: Callable[[date | None], int], hom_nay: date
) -> None:
    """Seen again: the day and the lateness of all, the words of the few whose words changed."""
    if not cac:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE khuyencong_canhbao c SET thay_cuoi = greatest(c.thay_cuoi, %s), "
            "so_ngay_tre = m.tre FROM unnest(%s::bigint[], %s::int[]) AS m(id, tre) "
            "WHERE c.id = m.id AND (c.thay_cuoi, c.so_ngay_tre) IS DISTINCT FROM (%s, m.tre)",
            [hom_nay, [c.pk for c, _ in cac], [tre(v.han) for _, v in cac], hom_nay],
        )
    doi = []
    for c, v in cac:
        if (c.noi, c.thong_bao, c.can_cu, c.ben, c.han) != (
            v.noi,
            v.thong_bao,
            v.can_cu,
            v.ben,
            v.han,
        ):
            c.noi, c.thong_bao, c.can_cu, c.ben, c.han = v.noi, v.thong_bao, v.can_cu, v.ben, v.han
            doi.append(c)
    CanhBao.objects.bulk_update(doi, ["noi", "thong_bao", "can_cu", "ben", "han"])


def _bao_moi(hom_nay: date) -> int:
    """One notice a person and day about the alerts first seen today; the number of people.

    Demo đề án stand on the board but write to nobody. With the daily digest chosen the notice
    comes inside it, else as a letter of its own.
    """
    moi = list(
        CanhBao.objects.dang_mo()
        .filter(thay_dau=hom_nay, de_an__minh_hoa=False)
        .select_related("de_an__don_vi")
        .prefetch_related("de_an__cac_tinh")
        .order_by("-so_ngay_tre", "ma", "de_an__ma", "khoa")
    )
    if not moi:
        return 0
    so = 0
    for user in User.objects.filter(is_active=True).order_by("pk"):
        cua = _cua_nguoi(user, moi)
        if not cua:
            continue
        gui(
            khoa=f"khuyencong.canh_bao:{hom_nay:%Y-%m-%d}",
            nguoi_nhan=[user],
            tieu_de=f"Khuyến công: {len(cua)} việc mới đến hạn, quá hạn",
            noi_dung=_noi_dung(cua),
            lien_ket=reverse(
                "khuyen_cong:danh_sach"
                if user.la_so or user.theo_to_chuc
                else "admin:khuyencong_canhbao_changelist"
            ),
            loai=Loai.HAN,
        )
        so += 1
    return so


def _cua_nguoi(user: User, moi: list[CanhBao]) -> list[CanhBao]:
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


def _noi_dung(cua: list[CanhBao]) -> str:
    dong = [
        f"– {c.de_an.ma}{f' ({c.de_an.don_vi.ten_goi})' if c.de_an.don_vi else ''}: {c.thong_bao}"
        f"{f' Trễ {c.so_ngay_tre} ngày làm việc.' if c.so_ngay_tre else ''}"
        f" {BenCham(c.ben).label}."
        for c in cua[:_DONG_TRONG_THU]
    ]
    if len(cua) > _DONG_TRONG_THU:
        dong.append(f"… và {len(cua) - _DONG_TRONG_THU} việc khác.")
    theo_ben: dict[str, int] = defaultdict(int)
    for c in cua:
        theo_ben[c.ben] += 1
    dem = "; ".join(f"{BenCham(b).label}: {n}" for b, n in theo_ben.items())
    return "\n".join([f"Phải làm – {dem}.", *dong])
