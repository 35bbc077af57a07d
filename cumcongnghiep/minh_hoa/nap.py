"""Writes the demo clusters in bulk; constraints, triggers and the rules of states work as ever."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Model

from cucctdp.donvi.models import NganhKinhTe
from cucctdp.nap_goc.chep import cap_khoa, chep
from cumcongnghiep.minh_hoa import cum as cum_
from cumcongnghiep.minh_hoa import dat, ha_tang, so_lieu, thu_tuc
from cumcongnghiep.minh_hoa.bieu import nap_bieu
from cumcongnghiep.minh_hoa.kich_ban import NGAY, THAM_DINH, kich_ban
from cumcongnghiep.minh_hoa.lo import Lo as Tui
from cumcongnghiep.minh_hoa.lo import O
from cumcongnghiep.minh_hoa.so_gia import trong
from cumcongnghiep.minh_hoa.tinh import Tinh, doc_tinh
from cumcongnghiep.models import (
    BoSungHoSo,
    CanDoiDat,
    ChuDauTu,
    Cum,
    CumXa,
    DiemTieuChi,
    DuAn,
    GiaoChuDauTu,
    HangMuc,
    HoiDong,
    HoSo,
    KeHoachDiDoi,
    KiemTra,
    Lo,
    MauNuoc,
    MucQuyHoach,
    PhieuCham,
    QuyHoach,
    SoLieu,
    TaiSan,
    ThanhVienHoiDong,
    ThueDat,
    TieuChi,
    TramXuLy,
    UngVien,
    VanBan,
)
from cumcongnghiep.services.tinh_lai import tinh_lai

# The order of writing is the order of foreign keys.
THU_TU: tuple[type[Model], ...] = (
    ChuDauTu, QuyHoach, Cum, CumXa, MucQuyHoach, HoSo, BoSungHoSo, VanBan, GiaoChuDauTu, UngVien,
    HoiDong, ThanhVienHoiDong, PhieuCham, DiemTieuChi, CanDoiDat, DuAn, Lo, ThueDat, HangMuc,
    TramXuLy, MauNuoc, TaiSan, KiemTra, KeHoachDiDoi, SoLieu,
)  # fmt: skip
# Rows of these are named by others: they need their numbers before they are written.
_DUOC_NEU = (
    ChuDauTu, QuyHoach, Cum, HoSo, VanBan, UngVien, HoiDong, ThanhVienHoiDong, PhieuCham, DuAn, Lo,
    TramXuLy,
)  # fmt: skip
CU_TU = datetime(2026, 3, 20, 9, tzinfo=UTC)


@transaction.atomic
def nap_minh_hoa_cum(so_cum: int | None = None) -> int:
    """Write the demo clusters once; how many were added (0 when they are there already).

    ``so_cum``: about so many instead of the full set. Needs provinces and communes; reports need
    the windows of the law. Without units nothing is added.
    """
    if Cum.objects.filter(minh_hoa=True).exists():
        return 0
    cac_tinh = doc_tinh(so_cum)
    if not cac_tinh:
        return 0
    tui = Tui(
        nganh={n.ma: n for n in NganhKinhTe.objects.filter(cap=2)},
        tieu_chi=tuple(
            TieuChi.objects.filter(cha__isnull=True, don_vi__isnull=True).hieu_luc(NGAY)
        ),
    )
    for tinh in cac_tinh:
        _mot_tinh(tui, tinh)
    _ghi(tui)
    cac = tui.dong[Cum]
    tinh_lai(cac, ngay=NGAY)
    cu = [c.pk for c in cac if trong(3, "cu", c.pk - cac[0].pk)]
    Cum.objects.filter(pk__in=cu).update(cap_nhat_luc=CU_TU)
    nap_bieu(cac_tinh)
    return len(cac)


def _mot_tinh(tui: Tui, tinh: Tinh) -> None:
    cu, moi = cum_.ke_hoach_tinh(tui, tinh)
    dem: dict[str, int] = {}
    ten: dict[str, int] = {}
    for thu_tu in range(tinh.so_cum):
        kb = kich_ban(tinh.don_vi.ma, thu_tu, dem)
        o = cum_.tao_cum(tui, tinh, thu_tu, kb, ten)
        cum_.vao_quy_hoach(o, cu, moi, thu_tu + 1)
        cum_.thanh_lap(o)
        if kb.loai == THAM_DINH:
            thu_tuc.dang_lam(o, dem[THAM_DINH] + int(tinh.don_vi.ma))
        thu_tuc.da_xong(o)
        cum_.van_ban_sau(o)
        _su_that(o)


def _su_that(o: O) -> None:
    dat.can_doi(o)
    dat.du_an_va_thue(o)
    ha_tang.hang_muc(o)
    ha_tang.tram(o)
    ha_tang.tai_san(o)
    ha_tang.di_doi(o)
    ha_tang.kiem_tra(o)
    so_lieu.cua_cum(o)
    so_lieu.cua_du_an(o)
    so_lieu.ha_tang(o)


def _ghi(tui: Tui) -> None:
    """COPY table by table. An unset ``pgtrigger.ignore`` would cost every row a subtransaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    for model in _DUOC_NEU:
        cap_khoa(tui.dong[model])
    for c in tui.dong[Cum]:
        c.ma = f"CCN{c.pk:05d}"
    for model in THU_TU:
        chep(model, tui.dong[model])
    with connection.cursor() as cursor:
        for model in THU_TU:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
