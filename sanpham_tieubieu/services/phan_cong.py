"""Who scores what: by hand, by group, balanced by a kept seed, or the entry with fewest sheets."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sanpham_tieubieu.choices import (
    CachPhanCong,
    LoaiBan,
    TrangThaiHoSo,
    TrangThaiKy,
    TrangThaiPhieu,
)
from sanpham_tieubieu.models import (
    BanBinhChon,
    HoSoDangKy,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
)
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.services.bao_cham import bao_phan_cong
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import (
    doi_giam_khao,
    ke,
    loi_da_mo_diem,
)
from sanpham_tieubieu.services.xung_dot import cac_giam_khao, cap_bi_chan, quet

DE_CHAM = (TrangThaiHoSo.HOP_LE, TrangThaiHoSo.DANG_CHAM)
Cap = tuple[int, int]


def ho_so_de_cham(ky: KyBinhChon) -> list[HoSoDangKy]:
    """Valid entries of the round in the order of group and code."""
    return list(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=DE_CHAM).order_by("ma_nhom", "ma_so", "id")
    )


def loi_ban_giam_khao(ky: KyBinhChon) -> list[str]:
    """A jury without its decision scores nothing."""
    ban = BanBinhChon.objects.filter(ky=ky, loai=LoaiBan.GIAM_KHAO).first()
    if ban is None or ban.kien_toan_luc is None:
        return ["Ban Giám khảo chưa được phê duyệt theo quyết định."]
    return []


def _mo(ky: KyBinhChon, by: Any) -> tuple[KyBinhChon, list[ThanhVienBan]]:
    """The locked round, its judges; conflicts are looked for before anything is given."""
    ky = khoa_ky(ky)
    doi_ky(by, ky)
    gom(loi_da_mo_diem(ky) + loi_ban_giam_khao(ky))
    quet(ky, by=by)
    return ky, cac_giam_khao(ky)


def _ghi(
    ky: KyBinhChon,
    cap: Iterable[Cap],
    *,
    cach: str,
    by: Any,
    hat_giong: int | None = None,
) -> list[PhanCong]:
    """Write the pairs (judge, dossier) that are new; one event for all of them."""
    co = set(PhanCong.objects.filter(ho_so__ky=ky).values_list("giam_khao", "ho_so"))
    dong = PhanCong.objects.bulk_create(
        PhanCong(giam_khao_id=g, ho_so_id=h, cach=cach, hat_giong=hat_giong, nguoi=by)
        for g, h in dict.fromkeys(cap)
        if (g, h) not in co
    )
    if dong:
        du_lieu = {"cach": cach, "so": len(dong), "hat_giong": hat_giong}
        ke("phan_cong_cham", ky, ky_id=ky.pk, by=by, du_lieu=du_lieu)
        if cach != CachPhanCong.KE_TIEP:
            bao_phan_cong(ky, dong)
    return dong


@transaction.atomic
def phan_cong_tay(
    ky: KyBinhChon,
    *,
    by: Any,
    ho_so: Sequence[HoSoDangKy],
    giam_khao: Sequence[ThanhVienBan],
) -> list[PhanCong]:
    """These judges score these entries. Raises ValidationError with every pair that may not be."""
    ky, trong_ban = _mo(ky, by)
    de_cham, ten = {h.pk for h in ho_so_de_cham(ky)}, {g.pk for g in trong_ban}
    chan = cap_bi_chan(ky)
    loi = [f"Hồ sơ «{h}» chưa hợp lệ hoặc khác kỳ." for h in ho_so if h.pk not in de_cham]
    loi += [f"{g.nhan_su} không thuộc Ban Giám khảo của kỳ." for g in giam_khao if g.pk not in ten]
    loi += [
        f"R35: Giám khảo {g.nhan_su} không được chấm sản phẩm mã {h.ma_so} (xung đột lợi ích)."
        for g in giam_khao
        for h in ho_so
        if (g.pk, h.pk) in chan
    ]
    gom(loi)
    cap = [(g.pk, h.pk) for h in ho_so for g in giam_khao]
    return _ghi(ky, cap, cach=CachPhanCong.TAY, by=by)


@transaction.atomic
def phan_cong_nhom(
    ky: KyBinhChon,
    *,
    by: Any,
    giam_khao: Sequence[ThanhVienBan] | None = None,
    ma_nhom: Iterable[str] | None = None,
) -> list[PhanCong]:
    """Every entry of the groups to every one of the judges; None: all. Conflicts are left out."""
    ky, trong_ban = _mo(ky, by)
    ten = {g.pk for g in trong_ban}
    chon = trong_ban if giam_khao is None else list(giam_khao)
    gom([f"{g.nhan_su} không thuộc Ban Giám khảo của kỳ." for g in chon if g.pk not in ten])
    nhom = None if ma_nhom is None else set(ma_nhom)
    chan = cap_bi_chan(ky)
    cap = [
        (g.pk, h.pk)
        for h in ho_so_de_cham(ky)
        if nhom is None or h.ma_nhom in nhom
        for g in chon
        if (g.pk, h.pk) not in chan
    ]
    return _ghi(ky, cap, cach=CachPhanCong.NHOM, by=by)


def chia_deu(
    ho_so: Sequence[int],
    giam_khao: Sequence[int],
    *,
    moi: int,
    chan: set[Cap],
    co: Iterable[Cap] = (),
    hat_giong: int,
) -> tuple[list[Cap], list[int]]:
    """Pairs so that each entry has ``moi`` judges and loads differ by as little as possible.

    ``chan``: (judge, entry) that may not be; ``co``: pairs that exist and count. The same seed
    draws the same. Returns the new pairs and the entries that cannot have enough judges.
    """
    rut = random.Random(hat_giong)  # noqa: S311 - a draw to be replayed, not a secret
    co = set(co)
    tai = Counter(g for g, _ in co)
    da = Counter(h for _, h in co)
    thu_tu = list(ho_so)
    rut.shuffle(thu_tu)
    # The entry that few may score chooses first.
    duoc = {h: [g for g in giam_khao if (g, h) not in chan and (g, h) not in co] for h in thu_tu}
    thu_tu.sort(key=lambda h: len(duoc[h]))
    cap: list[Cap] = []
    for h in thu_tu:
        ung_vien = sorted(duoc[h], key=lambda g: (tai[g], rut.random()))
        for g in ung_vien[: max(0, moi - da[h])]:
            cap.append((g, h))
            tai[g] += 1
            da[h] += 1
    return cap, sorted(h for h in ho_so if da[h] < moi)


@transaction.atomic
def phan_cong_can_bang(ky: KyBinhChon, *, by: Any, moi: int, hat_giong: int) -> list[PhanCong]:
    """``moi`` judges for each entry, loads even; the seed is kept with each assignment.

    Raises ValidationError when an entry cannot have as many judges without a conflict.
    """
    ky, trong_ban = _mo(ky, by)
    if not 1 <= moi <= len(trong_ban):
        raise ValidationError(f"Số giám khảo mỗi sản phẩm từ 1 đến {len(trong_ban)}.")
    hs = ho_so_de_cham(ky)
    co = PhanCong.objects.filter(ho_so__ky=ky).values_list("giam_khao", "ho_so")
    cap, thieu = chia_deu(
        [h.pk for h in hs],
        [g.pk for g in trong_ban],
        moi=moi,
        chan=cap_bi_chan(ky),
        co=co,
        hat_giong=hat_giong,
    )
    if thieu:
        ma = ", ".join(h.ma_so or str(h.pk) for h in hs if h.pk in set(thieu))
        raise ValidationError(
            f"Không đủ {moi} giám khảo không xung đột cho sản phẩm: {ma}. Giảm số giám khảo."
        )
    return _ghi(ky, cap, cach=CachPhanCong.CAN_BANG, by=by, hat_giong=hat_giong)


@transaction.atomic
def ke_tiep(ky: KyBinhChon, *, by: Any, ma_nhom: str | None = None) -> PhanCong | None:
    """The judge takes the entry that has fewest judges; None when nothing is left for him.

    While he has an unfinished sheet of his own taking, that one is given back first.
    """
    ky = khoa_ky(ky)
    gk = doi_giam_khao(by, ky)
    gom(loi_da_mo_diem(ky) + loi_ban_giam_khao(ky))
    if ky.trang_thai != TrangThaiKy.CHAM:
        raise ValidationError("Kỳ bình chọn chưa đến lúc chấm điểm.")
    xong = PhieuCham.objects.filter(giam_khao=gk, trang_thai=TrangThaiPhieu.DA_KY)
    cua_minh = PhanCong.objects.filter(giam_khao=gk)
    dang_do = (
        cua_minh.filter(cach=CachPhanCong.KE_TIEP)
        .exclude(ho_so__in=xong.values("ho_so"))
        .order_by("luc", "id")
        .first()
    )
    if dang_do is not None:
        return dang_do
    hs = [h for h in ho_so_de_cham(ky) if ma_nhom is None or h.ma_nhom == ma_nhom]
    quet(ky, by=None, giam_khao=[gk])
    bo = set(cua_minh.values_list("ho_so", flat=True))
    bo |= {h for g, h in cap_bi_chan(ky) if g == gk.pk}
    so = Counter(PhanCong.objects.filter(ho_so__ky=ky).values_list("ho_so", flat=True))
    con = [h for h in hs if h.pk not in bo]
    if not con:
        return None
    chon = min(con, key=lambda h: (so[h.pk], h.ma_so, h.pk))
    return _ghi(ky, [(gk.pk, chon.pk)], cach=CachPhanCong.KE_TIEP, by=by)[0]


@transaction.atomic
def bo_phan_cong(phan_cong: PhanCong, *, by: Any) -> None:
    """Take an assignment back; ValidationError when the judge has begun a sheet on it."""
    ky = khoa_ky(phan_cong.ho_so.ky_id)
    doi_ky(by, ky)
    loi = loi_da_mo_diem(ky)
    phieu = PhieuCham.objects.filter(giam_khao=phan_cong.giam_khao_id, ho_so=phan_cong.ho_so_id)
    if phieu.exclude(trang_thai=TrangThaiPhieu.VO_HIEU).exists():
        loi.append("Giám khảo đã mở phiếu cho sản phẩm này; không bỏ phân công được.")
    gom(loi)
    du_lieu = {"giam_khao": phan_cong.giam_khao_id, "ho_so": phan_cong.ho_so_id}
    ke("bo_phan_cong", ky, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    phan_cong.delete()
