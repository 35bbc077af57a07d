"""Asking the rules without a database: the law from its files, a cluster of unsaved rows."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count

from cucctdp.donvi.models import Xa
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.models import (
    CanDoiDat,
    CheDo,
    ChuDauTu,
    Cum,
    CumXa,
    DiaBanUuDai,
    DuAn,
    GiaoChuDauTu,
    HangMuc,
    HoSo,
    MauNuoc,
    MucQuyHoach,
    QuyHoach,
    QuyTac,
    SoLieu,
    ThueDat,
    TramXuLy,
    VanBan,
)
from cumcongnghiep.rules import BieuXet, XetCum, kiem_tra_bieu, kiem_tra_cum
from cumcongnghiep.services import du_lieu_goc

NGAY = date(2026, 11, 23)
CUOI_R2, DAU_R3 = date(2026, 9, 14), date(2026, 9, 15)
_so = count(1)


def D(so) -> Decimal:
    return Decimal(str(so))


def _dong(model, muc):
    khoa, gia_tri = muc
    truong = {f.name: f for f in model._meta.fields}
    return model(**{t: truong[t].to_python(g) for t, g in {**khoa, **gia_tri}.items()})


@cache
def danh_muc() -> DanhMuc:
    thu_muc = du_lieu_goc.THU_MUC
    quy_tac = defaultdict(list)
    for muc in du_lieu_goc._quy_tac(thu_muc):
        quy_tac[muc[0]["ma"]].append(_dong(QuyTac, muc))
    return DanhMuc(
        che_do=[_dong(CheDo, m) for m in du_lieu_goc._che_do(thu_muc)],
        thoi_han={},
        han_bieu=[],
        quy_tac=dict(quy_tac),
        dia_ban={},
    )


def mien_nui(*cac_xa: Xa) -> DanhMuc:
    """The same law with a list of mountain communes."""
    goc = danh_muc()
    dia_ban = {
        x.pk: [DiaBanUuDai(xa=x, loai="mien_nui", hieu_luc_tu=date(2010, 1, 1))] for x in cac_xa
    }
    return DanhMuc(goc.che_do, goc.thoi_han, goc.han_bieu, goc.quy_tac, dia_ban)


def xa(ten="Xã Bảo Hà", **them) -> Xa:
    return Xa(**{"pk": next(_so), "ma": "02989", "ten_goi": ten, "tinh_id": 1,
                 "hieu_luc_tu": date(2025, 7, 1), **them})  # fmt: skip


def van_ban(loai="thanh_lap", ngay=date(2025, 2, 20), **them) -> VanBan:
    return VanBan(**{"pk": next(_so), "cum_id": 1, "loai": loai, "so": "298/QĐ-UBND", "ngay": ngay,
                     "co_quan": "ubnd_tinh", **them})  # fmt: skip


def thu_tuc(loai="thanh_lap", ngay_nop=NGAY, **them) -> HoSo:
    return HoSo(pk=next(_so), cum_id=1, loai=loai, ngay_nop=ngay_nop, **them)


def can_doi(cong_nghiep=55, **them) -> CanDoiDat:
    so = {k: D(v) if k not in ("can_xac_minh", "van_ban_id") and v is not None else v
          for k, v in them.items()}  # fmt: skip
    return CanDoiDat(**{"cum_id": 1, "ngay": date(2025, 6, 1), "cong_nghiep": D(cong_nghiep),
                        "van_ban_id": 1, **so})  # fmt: skip


def so_lieu(chi_tieu, gia_tri, ngay=date(2026, 6, 30), **them) -> SoLieu:
    return SoLieu(cum_id=1, chi_tieu=chi_tieu, gia_tri=D(gia_tri), ngay=ngay, **them)


def du_an(**them) -> DuAn:
    return DuAn(**{"pk": next(_so), "cum_id": 1, "ten": "Nhà máy A", "nha_dau_tu": "Công ty A",
                   "vao_cum": date(2025, 9, 1), **them})  # fmt: skip


def thue(d: DuAn, dien_tich, loai="thue_lai") -> ThueDat:
    return ThueDat(cum_id=1, du_an_id=d.pk, loai=loai, dien_tich=D(dien_tich),
                   tu_ngay=date(2025, 9, 1))  # fmt: skip


def quy_hoach(dien_tich, nhom="giu_nguyen") -> MucQuyHoach:
    qh = QuyHoach(so="525/QĐ-UBND", ngay=date(2020, 1, 1), hieu_luc_tu=date(2020, 1, 1))
    return MucQuyHoach(pk=1, cum_id=1, quy_hoach=qh, dien_tich=D(dien_tich), nhom=nhom)


def giao(diem=None, tu_ngay=date(2025, 3, 1), loai="doanh_nghiep", **them) -> GiaoChuDauTu:
    cdt = ChuDauTu(pk=1, ten="Công ty Hạ tầng", loai=loai)
    return GiaoChuDauTu(cum_id=1, chu_dau_tu=cdt, tu_ngay=tu_ngay,
                        diem=None if diem is None else D(diem), **them)  # fmt: skip


def hang_muc(loai, xong=True) -> HangMuc:
    return HangMuc(cum_id=1, loai=loai, tinh_trang="xong" if xong else "dang",
                   den_ngay=date(2026, 1, 1))  # fmt: skip


def cum_xa(x: Xa, chu_tri=False, dien_tich=None) -> CumXa:
    return CumXa(cum_id=1, xa=x, chu_tri=chu_tri, dien_tich=dien_tich)


def tram(**them) -> TramXuLy:
    return TramXuLy(**{"pk": 1, "cum_id": 1, "ten": "Trạm số 1", "tinh_trang": "van_hanh",
                       "tinh_trang_tu": date(2025, 1, 1),
                       "den_ngay": date(2026, 6, 30), **them})  # fmt: skip


def mau(ngay, dat=True) -> MauNuoc:
    return MauNuoc(tram_id=1, ngay=ngay, dat=dat)


def xet(*, hom_nay=NGAY, luat=None, cum=None, dien_tich=None, hoi=None, **phan) -> XetCum:
    """A cluster of the given rows; ``dien_tich`` (ha): established on 20/02/2025 with this area."""
    if dien_tich is not None:
        phan["van_ban"] = [van_ban(dien_tich=D(dien_tich)), *phan.get("van_ban", [])]
    goc = Cum(**{"pk": 1, "ma": "CCN00001", "ten": "Minh Quân", "don_vi_id": 1, **(cum or {})})
    return XetCum(HoSoCum(goc, **phan), luat or danh_muc(), hom_nay, **(hoi or {}))


def tra_loi(x: XetCum, ma: str, *luc: str) -> list[tuple[str, str]]:
    """(weight, sentence) of one rule at the moments given, or on the cluster as it stands."""
    return [(v.muc, v.thong_bao) for v in kiem_tra_cum(x, *(luc or ("cap_nhat",)), chi=(ma,))]


def bieu(so="04", dong=None, **them) -> BieuXet:
    """A yearly form of 2026; the rows as numbers."""
    return BieuXet(**{
        "bieu": so, "loai_ky": "nam", "tu_ngay": date(2025, 12, 15), "den_ngay": date(2026, 12, 14),
        "dong": cac_dong(dong or {}), **them,
    })  # fmt: skip


def cac_dong(dong: dict) -> dict[str, Decimal]:
    return {ma: None if g is None else D(g) for ma, g in dong.items()}


def tra_loi_bieu(b: BieuXet, ma: str) -> list[tuple[str, str, str]]:
    """(weight, row, sentence) of one rule."""
    return [
        (v.muc, v.khoa, v.thong_bao)
        for v in kiem_tra_bieu(b, danh_muc=danh_muc(), hom_nay=NGAY, chi=(ma,))
    ]
