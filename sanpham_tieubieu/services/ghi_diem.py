"""Cells of a sheet: what was typed becomes scores, moments are kept as they end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sanpham_tieubieu.choices import ThoiDiem
from sanpham_tieubieu.khung_cay import sau_cung
from sanpham_tieubieu.luc_cham import cham_duoc, thoi_diem_cuoi, thoi_diem_dang_mo
from sanpham_tieubieu.models import (
    DiemTieuChi,
    KhungDiem,
    KyBinhChon,
    MocDiem,
    PhieuCham,
    TieuChi,
)
from sanpham_tieubieu.niem_phong import diem_chuan
from sanpham_tieubieu.o_diem import GHI_CHU_TOI_DA, NHAN_XET, doc_diem, gop_chu


def cac_la(khung: KhungDiem | int) -> dict[str, TieuChi]:
    """Leaves of a rubric by code, in order; one query."""
    pk = khung if isinstance(khung, int) else khung.pk
    dong = list(TieuChi.objects.filter(khung=pk).order_by("thu_tu", "id"))
    cha = {t.cha_id for t in dong}
    return {t.ma: t for t in dong if t.pk not in cha}


def doc_cac_diem(
    diem: Mapping[str, object], la: Mapping[str, TieuChi], ky: KyBinhChon
) -> tuple[dict[str, Decimal | None], dict[str, str]]:
    """(scores that may stand, cell → sentence of those that may not); NHAN_XET is no score."""
    dang_mo, cuoi = thoi_diem_dang_mo(ky), thoi_diem_cuoi(ky)
    duoc: dict[str, Decimal | None] = {}
    loi: dict[str, str] = {}
    for ma, gia_tri in diem.items():
        if ma == NHAN_XET:
            continue
        tc = la.get(ma)
        if tc is None:
            loi[ma] = f"R33: Khung điểm không có tiểu mục {ma[:12]}."
        elif dang_mo is None or not cham_duoc(tc.thoi_diem, dang_mo, cuoi):
            luc = ThoiDiem(tc.thoi_diem).label.lower()
            loi[ma] = f"Tiểu mục {ma} chấm từ lúc {luc}, chưa đến."
        else:
            try:
                duoc[ma] = doc_diem(gia_tri, ma=ma, toi_da=tc.diem_toi_da, buoc=ky.buoc_diem)
            except ValueError as e:
                loi[ma] = str(e)
    return duoc, loi


def doc_ghi_chu(
    ghi_chu: Mapping[str, str],
    la: Mapping[str, TieuChi],
    co: Mapping[int, DiemTieuChi],
    *,
    cu: bool,
    loi: dict[str, str],
) -> dict[str, str]:
    """Notes that change; one too long is told in ``loi`` and left as it was."""
    doi = {}
    for ma, gui in ghi_chu.items():
        if ma not in la:
            continue
        nay = co[la[ma].pk].ghi_chu if la[ma].pk in co else ""
        chu = gop_chu(nay, gui, cu=cu)
        if len(chu) > GHI_CHU_TOI_DA:
            loi[ma] = f"Ghi chú của tiểu mục {ma} dài quá {GHI_CHU_TOI_DA} ký tự."
        elif chu != nay:
            doi[ma] = chu
    return doi


def ghi_diem(
    phieu: PhieuCham,
    la: Mapping[str, TieuChi],
    co: Mapping[int, DiemTieuChi],
    ghi: Mapping[str, Decimal | None],
    chu: Mapping[str, str],
    luc: str,
) -> None:
    """Write cells in one statement; the sheet of the moment before is kept first."""
    _chot_moc_truoc(phieu, la, co.values(), luc)
    dong = []
    for ma in dict.fromkeys([*ghi, *chu]):
        d = co.get(la[ma].pk) or DiemTieuChi(phieu=phieu, tieu_chi=la[ma])
        if ma in ghi:
            d.diem, d.thoi_diem = ghi[ma], luc
        d.ghi_chu = chu.get(ma, d.ghi_chu)
        dong.append(d)
    DiemTieuChi.objects.bulk_create(
        [
            DiemTieuChi(
                phieu=phieu,
                tieu_chi_id=d.tieu_chi_id,
                diem=d.diem,
                thoi_diem=d.thoi_diem,
                ghi_chu=d.ghi_chu,
            )
            for d in dong
        ],
        update_conflicts=True,
        unique_fields=["phieu", "tieu_chi"],
        update_fields=["diem", "thoi_diem", "ghi_chu"],
    )


def _chot_moc_truoc(phieu: PhieuCham, la: Mapping[str, TieuChi], co: Any, luc: str) -> None:
    """The first change in a later moment keeps what stood at the end of the one before."""
    cac = [d for d in co if d.diem is not None]
    truoc = sau_cung(d.thoi_diem for d in cac)
    if truoc is None or truoc == luc:
        return
    ten = {t.pk: ma for ma, t in la.items()}
    ghi_moc(phieu, truoc, {ten[d.tieu_chi_id]: d.diem for d in cac})


def ghi_moc(phieu: PhieuCham, luc: str, diem: Mapping[str, Decimal]) -> None:
    MocDiem.objects.update_or_create(
        phieu=phieu, thoi_diem=luc, defaults={"diem": {m: diem_chuan(d) for m, d in diem.items()}}
    )
