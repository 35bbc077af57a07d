"""A04–A06, A11, A12, A19, A20: the deadline of QĐ 105/2009, decisions not carried out, records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import (
    ChiTieuSo,
    CoQuan,
    HaTang,
    LoaiChuDauTu,
    LoaiVanBan,
    NhomQuyHoach,
    PhapLy,
    TinhTrangCDT,
)
from cumcongnghiep.ho_so_cum import hieu_luc
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.canh_bao.bo_may import DEM, SO_CUM_DEM, ben_cdt, so_thang, them_thang
from cumcongnghiep.rules.canh_bao.kieu import XemCum
from cumcongnghiep.rules.chu import gon

_CO_TIEN_DO = (LoaiVanBan.THANH_LAP, LoaiVanBan.DIEU_CHINH, LoaiVanBan.MO_RONG)
_DA_KHOI_CONG = (
    HaTang.DANG_XAY_DUNG,
    HaTang.HOAN_THANH_GIAI_DOAN,
    HaTang.HOAN_THANH,
    HaTang.TAM_DUNG,
)
# Of clusters in these states nobody is expected to keep figures.
_THOI = (PhapLy.BAI_BO, PhapLy.NGOAI_QUY_HOACH)


@SO_CUM_DEM.quy_tac("A04", DEM)
def _truoc_105(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """Told from «tu_ngay» on, until established, or abolished with nobody left on the land."""
    song = x.tt.phap_ly != PhapLy.BAI_BO or x.tt.co_hoat_dong
    if not x.cum.truoc_105_2009 or x.tt.thanh_lap_ngay is not None or not song:
        return
    if x.hom_nay < date.fromisoformat(q.nguong["tu_ngay"]):
        return
    han = date.fromisoformat(q.nguong["han"])
    n = (han - x.hom_nay).days
    chu = {"ten": x.cum.ten, "n": dinh_dang(abs(n)), "han": f"{han:%d/%m/%Y}"}
    yield Loi(chu=chu, ben=CoQuan.UBND_TINH, han=han, cau="qua_han" if n < 0 else "")


@SO_CUM_DEM.quy_tac("A05", DEM)
def _qua_tien_do(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """By the newest decision that names a day; before a whole month is over, in days."""
    if x.tt.thanh_lap_ngay is None or x.tt.ha_tang == HaTang.HOAN_THANH:
        return
    cac = [
        v.hoan_thanh_du_kien
        for v in x.ho_so.van_ban_den(x.hom_nay, *_CO_TIEN_DO)
        if v.hoan_thanh_du_kien is not None
    ]
    if not cac or x.hom_nay <= cac[-1]:
        return
    thang = so_thang(cac[-1], x.hom_nay)
    n = dinh_dang(thang or (x.hom_nay - cac[-1]).days)
    yield Loi(chu={"n": n}, ben=ben_cdt(x), han=cac[-1], cau="" if thang else "ngay")


@SO_CUM_DEM.quy_tac("A06", DEM)
def _cham_trien_khai(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """The first milestone that is missing after its months; a later one is told when this came."""
    tu = x.tt.thanh_lap_ngay
    if tu is None:
        return
    khoi_cong = x.tt.ha_tang in _DA_KHOI_CONG
    co_qhct = (
        khoi_cong
        or x.tt.dat_cn is not None
        or bool(x.ho_so.van_ban_den(x.hom_nay, LoaiVanBan.QHCT))
    )
    gpmb = _da_giai_phong(x)
    dat_gpmb = gpmb is None or gpmb >= Decimal(str(q.nguong["gpmb_ty_le"]))
    cac_moc = (
        ("qhct", "qhct_thang", co_qhct, "duyệt quy hoạch chi tiết"),
        ("khoi_cong", "khoi_cong_thang", khoi_cong, "khởi công hạ tầng"),
        (
            "gpmb",
            "gpmb_thang",
            dat_gpmb,
            f"giải phóng được {gon(Decimal(str(q.nguong['gpmb_ty_le'])))}% mặt bằng",
        ),
    )
    for khoa, truong, dat, moc in cac_moc:
        han = them_thang(tu, int(q.nguong[truong]))
        if not dat and x.hom_nay > han:
            n = dinh_dang(so_thang(tu, x.hom_nay))
            chu = {"ten": x.cum.ten, "n": n, "moc": moc}
            yield Loi(chu=chu, ben=CoQuan.UBND_TINH, han=han, khoa=khoa)
            return


def _da_giai_phong(x: XemCum) -> Decimal | None:
    """Land handed over of the land to be taken, percent; None while either is unknown."""
    giao = x.ho_so.gia_tri(ChiTieuSo.DA_BAN_GIAO, x.hom_nay)
    phai = x.ho_so.gia_tri(ChiTieuSo.PHAI_THU_HOI, x.hom_nay) or x.tt.dien_tich
    return None if giao is None or not phai else giao * 100 / phai


@SO_CUM_DEM.quy_tac("A11", DEM)
def _rut_quy_hoach(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    muc = x.ho_so.muc_quy_hoach(x.hom_nay)
    if x.tt.thanh_lap_ngay is not None and muc is not None and muc.nhom == NhomQuyHoach.RUT:
        yield Loi(str(muc.quy_hoach), ben=CoQuan.UBND_TINH)


@SO_CUM_DEM.quy_tac("A12", DEM)
def _chu_dau_tu(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    giao = x.ho_so.chu_dau_tu_ngay(x.hom_nay)
    if giao is None or x.tt.phap_ly == PhapLy.BAI_BO:
        return
    c = giao.chu_dau_tu
    huyen = c.loai == LoaiChuDauTu.UBND_HUYEN and x.hom_nay >= date.fromisoformat(
        q.nguong["huyen_tu"]
    )
    thoi = c.tinh_trang != TinhTrangCDT.HOAT_DONG and (
        c.tinh_trang_tu is None or c.tinh_trang_tu <= x.hom_nay
    )
    if huyen or thoi:
        yield Loi(chu={"ten": c.ten}, ben=CoQuan.UBND_TINH, khoa=f"cdt:{c.pk}")


@SO_CUM_DEM.quy_tac("A19", DEM)
def _chua_gui_bo(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """Decisions from «tu_ngay» on: before it no copy was owed to the Ministry."""
    tu, so_ngay = date.fromisoformat(q.nguong["tu_ngay"]), timedelta(days=int(q.nguong["so_ngay"]))
    for v in x.ho_so.van_ban_den(x.hom_nay, *q.nguong["loai"]):
        han = v.ngay + so_ngay
        gui = v.ngay_gui_bo is not None and v.ngay_gui_bo <= x.hom_nay
        if v.ngay < tu or gui or x.hom_nay <= han:
            continue
        chu = {"so": v.so or f"ngày {hieu_luc(v):%d/%m/%Y}"}
        yield Loi(str(v)[:255], chu, ben=CoQuan.UBND_TINH, han=han, khoa=f"van_ban:{v.pk}")


@SO_CUM_DEM.quy_tac("A20", DEM)
def _lau_khong_cap_nhat(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    luc = x.cum.cap_nhat_luc
    if luc is None or x.tt.phap_ly in _THOI:
        return
    ngay = timezone.localtime(luc).date()
    n, toi_da = (x.hom_nay - ngay).days, int(q.nguong["so_ngay"])
    if n > toi_da:
        han = ngay + timedelta(days=toi_da)
        yield Loi(chu={"ten": x.cum.ten, "n": dinh_dang(n)}, ben=CoQuan.SCT, han=han)
