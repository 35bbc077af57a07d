"""Conflicts of interest: looked for, declared, recorded, lifted; a sheet falls when one appears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cucctdp.donvi.models import CoSo
from sanpham_tieubieu.choices import (
    DA_QUYET_DINH,
    Cap,
    CungTinh,
    LoaiBan,
    LoaiXungDot,
    NguonXungDot,
    TrangThaiHoSo,
    TrangThaiKy,
)
from sanpham_tieubieu.dinh_danh import cac_bam
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KyBinhChon,
    NhanSu,
    PhanCong,
    PhieuCham,
    QuanHe,
    ThanhVienBan,
    XungDot,
)
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc, doi_ky
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import (
    doi_giam_khao,
    ke,
    la_truong_ban,
    loi_da_mo_diem,
    loi_ly_do,
)
from sanpham_tieubieu.services.vo_hieu import vo_hieu_nhieu
from sanpham_tieubieu.tim_xung_dot import (
    CHI_NHAC,
    CoSoXet,
    NguoiXet,
    PhatHien,
    QuanHeXet,
    goc_mst,
    tim,
)

# Entries that are judged, or were: a conflict found later still falls on the sheet.
_DUOC_CHAM = [
    t.value
    for t in TrangThaiHoSo
    if t
    not in (
        TrangThaiHoSo.NHAP,
        TrangThaiHoSo.RUT,
        TrangThaiHoSo.KHONG_HOP_LE,
        TrangThaiHoSo.YEU_CAU_BO_SUNG,
    )
]
_NHIN_CHUNG_TINH = (Cap.KHU_VUC, Cap.QUOC_GIA)
Khoa = tuple[int, int, str, str]


def cac_giam_khao(ky: KyBinhChon) -> list[ThanhVienBan]:
    """Sitting judges of a round with their persons, in their order."""
    return list(
        ThanhVienBan.objects.filter(ban__ky=ky, ban__loai=LoaiBan.GIAM_KHAO, thoi_tu__isnull=True)
        .select_related("nhan_su", "nhan_su__tai_khoan")
        .order_by("thu_tu", "id")
    )


def _nguoi_xet(nguoi: Iterable[NhanSu]) -> dict[int, NguoiXet]:
    nguoi = list(nguoi)
    quan_he = defaultdict(list)
    for q in QuanHe.objects.filter(nhan_su__in=[n.pk for n in nguoi]):
        quan_he[q.nhan_su_id].append(
            QuanHeXet(q.loai, q.co_so_id, q.tu_ngay, q.den_ngay, q.nguon_tin)
        )
    return {
        n.pk: NguoiXet(
            ho_ten=n.ho_ten,
            bam=n.dinh_danh_bam,
            mst_co_quan=n.mst_co_quan,
            dia_chi=n.dia_chi,
            xa_id=n.xa_id,
            don_vi_id=n.don_vi_id,
            quan_he=tuple(quan_he[n.pk]),
        )
        for n in nguoi
    }


def _co_so_xet(ho_so: Sequence[HoSoDangKy]) -> dict[int, CoSoXet]:
    """By dossier id; three queries for any number of dossiers."""
    cua = {h.pk: h.san_pham.co_so for h in ho_so}
    ids = {c.pk for c in cua.values()} | {
        c.hop_nhat_vao_id for c in cua.values() if c.hop_nhat_vao_id
    }
    cung = defaultdict(set)
    for pk, vao in CoSo.objects.filter(Q(hop_nhat_vao__in=ids)).values_list("pk", "hop_nhat_vao"):
        cung[vao].add(pk)
    chu = {_dinh_danh_chu(c) for c in cua.values()} - {""}
    mst_cua_chu = defaultdict(set)
    for so, mst in (
        CoSo.objects.filter(dinh_danh_chu__in=chu)
        .exclude(ma_so_thue="")
        .values_list("dinh_danh_chu", "ma_so_thue")
    ):
        mst_cua_chu[so].add(goc_mst(mst))
    bam_cua = {so: frozenset(cac_bam(so)) for so in chu}
    lam_o = defaultdict(set)
    tat_ca = set().union(*bam_cua.values()) if bam_cua else set()
    for bam, mst in (
        NhanSu.objects.filter(dinh_danh_bam__in=tat_ca)
        .exclude(mst_co_quan="")
        .values_list("dinh_danh_bam", "mst_co_quan")
    ):
        lam_o[bam].add(goc_mst(mst))
    ket_qua = {}
    for h in ho_so:
        c = cua[h.pk]
        so = _dinh_danh_chu(c)
        bam = bam_cua.get(so, frozenset())
        goc = c.hop_nhat_vao_id or c.pk
        ket_qua[h.pk] = CoSoXet(
            cac_id=frozenset({c.pk, goc} | cung[goc]),
            ten=c.ten,
            mst=c.ma_so_thue or h.ma_so_thue,
            chu=c.chu_co_so or h.dai_dien,
            cac_bam=bam,
            dia_chi=c.dia_chi,
            xa_id=c.xa_id,
            don_vi_id=h.don_vi_id,
            mst_cung_chu=frozenset(mst_cua_chu[so]) - {goc_mst(c.ma_so_thue)} - {""},
            mst_chu_lam=frozenset().union(*(lam_o[b] for b in bam)),
        )
    return ket_qua


def _dinh_danh_chu(c: CoSo) -> str:
    """Personal number of the owner: a household's tax code is its owner's number."""
    return c.dinh_danh_chu or (c.ma_so_thue if len(c.ma_so_thue) == 12 else "")


def xet(
    ky: KyBinhChon,
    *,
    ho_so: Iterable[HoSoDangKy] | None = None,
    giam_khao: Iterable[ThanhVienBan] | None = None,
) -> list[tuple[ThanhVienBan, HoSoDangKy, PhatHien]]:
    """What the engine finds now, without writing; a fixed number of queries."""
    gk = list(giam_khao) if giam_khao is not None else cac_giam_khao(ky)
    rows = HoSoDangKy.objects.filter(ky=ky, trang_thai__in=_DUOC_CHAM)
    if ho_so is not None:
        rows = rows.filter(pk__in=[h.pk for h in ho_so])
    hs = list(rows.select_related("san_pham__co_so").order_by("pk"))
    nguoi = _nguoi_xet(g.nhan_su for g in gk)
    co_so = _co_so_xet(hs)
    nhin = ky.cung_tinh if ky.cap in _NHIN_CHUNG_TINH else CungTinh.KHONG
    hom_nay = timezone.localdate()
    da_khai = _da_khai(ky)
    return [
        (g, h, p)
        for g in gk
        for h in hs
        for p in (
            *tim(nguoi[g.nhan_su_id], co_so[h.pk], ngay=hom_nay, cung_tinh=nhin),
            *_theo_khai(da_khai.get(g.pk, ()), h, co_so[h.pk]),
        )
    ]


def _da_khai(ky: KyBinhChon) -> dict[int, list[XungDot]]:
    """What judges declared, or helpers recorded, by judge; one query."""
    theo = defaultdict(list)
    for x in (
        XungDot.objects.filter(ho_so__ky=ky, chan=True, go_luc__isnull=True)
        .exclude(nguon=NguonXungDot.HE_THONG)
        .select_related("ho_so__san_pham")
        .order_by("pk")
    ):
        theo[x.giam_khao_id].append(x)
    return theo


def _theo_khai(da_khai: Sequence[XungDot], h: HoSoDangKy, c: CoSoXet) -> list[PhatHien]:
    """A tie told at one entry is with the establishment: it binds at entries that came later."""
    cua = [x for x in da_khai if x.ho_so.san_pham.co_so_id in c.cac_id]
    if not cua or any(x.ho_so_id == h.pk for x in cua):
        return []
    return [PhatHien(cua[0].loai, "Đã khai quan hệ với cơ sở này ở sản phẩm khác của kỳ.")]


def chua_ghi(
    ky: KyBinhChon,
    *,
    ho_so: Iterable[HoSoDangKy] | None = None,
    giam_khao: Iterable[ThanhVienBan] | None = None,
) -> list[tuple[ThanhVienBan, HoSoDangKy, PhatHien]]:
    """Findings that stand in no row yet; what was lifted with a reason stands in one.

    A kind that is open is not recorded twice, though its details are others by now.
    """
    co: set[Khoa] = set()
    dang_mo: set[tuple[int, int, str]] = set()
    for g_id, h_id, loai, chi_tiet, go_luc in XungDot.objects.filter(
        ho_so__ky=ky, nguon=NguonXungDot.HE_THONG
    ).values_list("giam_khao", "ho_so", "loai", "chi_tiet", "go_luc"):
        co.add((g_id, h_id, loai, chi_tiet))
        if go_luc is None:
            dang_mo.add((g_id, h_id, loai))
    moi = []
    for g, h, p in xet(ky, ho_so=ho_so, giam_khao=giam_khao):
        loai_nay = (g.pk, h.pk, str(p.loai))
        if loai_nay not in dang_mo and (*loai_nay, p.chi_tiet) not in co:
            dang_mo.add(loai_nay)
            moi.append((g, h, p))
    return moi


def quet_lai_nguoi(nguoi: NhanSu) -> None:
    """What is known of a person changed: look again in every round he is judging now."""
    ghe = ThanhVienBan.objects.filter(
        nhan_su=nguoi,
        ban__loai=LoaiBan.GIAM_KHAO,
        ban__ky__trang_thai=TrangThaiKy.CHAM,
        thoi_tu__isnull=True,
    )
    for gk in ghe.select_related("ban__ky", "nhan_su"):
        quet(gk.ban.ky, by=None, giam_khao=[gk])


@transaction.atomic
def quet(
    ky: KyBinhChon,
    *,
    by: Any,
    ho_so: Iterable[HoSoDangKy] | None = None,
    giam_khao: Iterable[ThanhVienBan] | None = None,
) -> list[XungDot]:
    """Look and record what is new; assignments go, sheets count no more. The new rows.

    What was lifted with a reason is not raised again. ``by`` None: the system looks by itself.
    """
    ky = khoa_ky(ky)
    if by is not None:
        doi_ky(by, ky)
    moi = XungDot.objects.bulk_create(
        XungDot(
            giam_khao=g,
            ho_so=h,
            loai=p.loai,
            nguon=NguonXungDot.HE_THONG,
            chi_tiet=p.chi_tiet,
            chan=p.chan,
            nguoi=by,
        )
        for g, h, p in chua_ghi(ky, ho_so=ho_so, giam_khao=giam_khao)
    )
    _ap_dung(ky, moi, by=by)
    return moi


def _ap_dung(ky: KyBinhChon, moi: Sequence[XungDot], *, by: Any) -> None:
    """Consequences of new conflicts: told, assignment taken away, sheet voided."""
    chan = [x for x in moi if x.chan]
    for x in moi:
        du_lieu = {"loai": x.loai, "nguon": x.nguon, "chan": x.chan}
        ke("xung_dot", x, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    if not chan or ky.trang_thai in DA_QUYET_DINH:
        return  # once recognised, what was counted stays as it was counted
    cap = Q()
    for x in chan:
        cap |= Q(giam_khao=x.giam_khao_id, ho_so=x.ho_so_id)
    vo_hieu_nhieu(PhieuCham.objects.filter(cap), ly_do="R35: Giám khảo có xung đột lợi ích.", by=by)
    PhanCong.objects.filter(cap).delete()


@transaction.atomic
def khai_bao(ho_so: HoSoDangKy, *, by: Any, loai: str, chi_tiet: str) -> XungDot:
    """A judge declares his own conflict with an entry: he scores it no more.

    Once scores are open he would choose by them whether his sheet counts: then who runs the round
    records it. Raises PermissionDenied for who is no judge of the round, ValidationError for what
    is missing.
    """
    ky = khoa_ky(ho_so.ky_id)
    gk = doi_giam_khao(by, ky)
    if ky.da_mo_diem():
        raise ValidationError(
            "Điểm đã mở: báo Trưởng ban hoặc đơn vị tổ chức ghi nhận xung đột, nêu rõ quan hệ."
        )
    return _ghi(ky, gk, ho_so, loai, chi_tiet, NguonXungDot.KHAI_BAO, by)


@transaction.atomic
def ghi_nhan(
    giam_khao: ThanhVienBan, ho_so: HoSoDangKy, *, by: Any, loai: str, chi_tiet: str
) -> XungDot:
    """The helpers or who runs the round records a conflict that a judge did not declare.

    The head of the jury does so until scores are open: then he has read what it would take out.
    """
    ky = khoa_ky(ho_so.ky_id)
    truong_ban = la_truong_ban(by, ky) and not ky.da_mo_diem()
    if not truong_ban and not dieu_hanh_duoc(by, ky, "tham_tra_ho_so"):
        doi_ky(by, ky)
    if giam_khao.ban.ky_id != ky.pk:
        raise ValidationError("Giám khảo này không thuộc kỳ của hồ sơ.")
    return _ghi(ky, giam_khao, ho_so, loai, chi_tiet, NguonXungDot.TO_GIUP_VIEC, by)


def _ghi(
    ky: KyBinhChon,
    gk: ThanhVienBan,
    ho_so: HoSoDangKy,
    loai: str,
    chi_tiet: str,
    nguon: str,
    by: Any,
) -> XungDot:
    chan = loai not in CHI_NHAC or (loai == LoaiXungDot.CUNG_TINH and ky.cung_tinh == CungTinh.CHAN)
    if not chi_tiet.strip():
        raise ValidationError({"chi_tiet": "Nêu rõ quan hệ với cơ sở, sản phẩm."})
    dong = XungDot(
        giam_khao=gk, ho_so=ho_so, loai=loai, nguon=nguon, chi_tiet=chi_tiet, chan=chan, nguoi=by
    )
    dong.full_clean()
    dong.save()
    _ap_dung(ky, [dong], by=by)
    return dong


@transaction.atomic
def cam_ket(ky: KyBinhChon, *, by: Any) -> ThanhVienBan:
    """A judge declares that he has told every conflict; asked once, before the first sheet."""
    ky = khoa_ky(ky)
    gk = doi_giam_khao(by, ky)
    gom(loi_da_mo_diem(ky))
    if gk.khong_xung_dot_luc is None:
        gk.khong_xung_dot_luc = timezone.now()
        gk.save()
        ke("cam_ket_khong_xung_dot", gk, ky_id=ky.pk, by=by)
    return gk


@transaction.atomic
def go(xung_dot: XungDot, *, by: Any, ly_do: str) -> XungDot:
    """Lift a conflict with a reason; never one's own, never after the opening.

    The sheet that fell stays fallen: the judge is assigned again and scores anew.
    """
    ky = khoa_ky(xung_dot.ho_so.ky_id)
    dong = XungDot.objects.select_for_update(of=("self",)).get(pk=xung_dot.pk)
    doi_ky(by, ky)
    if dong.giam_khao.nhan_su.tai_khoan_id == by.pk:
        raise PermissionDenied("Không tự gỡ xung đột lợi ích của mình.")
    loi = loi_da_mo_diem(ky) + loi_ly_do(ly_do)
    if dong.go_luc is not None:
        loi.append("Xung đột này đã gỡ.")
    gom(loi)
    dong.go_luc, dong.go_ly_do, dong.go_boi = timezone.now(), ly_do, by
    dong.full_clean()
    dong.save()
    ke("go_xung_dot", dong, ky_id=ky.pk, by=by, ly_do=ly_do)
    return dong


def cap_bi_chan(ky: KyBinhChon) -> set[tuple[int, int]]:
    """(judge id, dossier id) that may not be scored; one query."""
    return set(
        XungDot.objects.filter(ho_so__ky=ky, chan=True, go_luc__isnull=True).values_list(
            "giam_khao", "ho_so"
        )
    )
