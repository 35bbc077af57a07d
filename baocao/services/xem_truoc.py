"""A form of nobody in a period that need not exist: what previews of a template are drawn from."""

from datetime import date

from baocao.bang import Bang, dung_bang_trong
from baocao.choices import LoaiKy
from baocao.models import BieuMau, BoBaoCao, KyBaoCao, PhieuBieu
from cucctdp.formats.ky import Ky
from cucctdp.formats.ky import LoaiKy as LoaiKyGoc

DON_VI_THU = "Sở Công Thương tỉnh, thành phố …"


def cac_loai_ky(bieu: BieuMau) -> list[tuple[str, str]]:
    """(kind, label) of the kinds of period the form is asked in, shortest first."""
    return [(ma, str(ten)) for ma, ten in LoaiKy.choices if ma in bieu.loai_ky]


def ky_thu(bieu: BieuMau, loai: str = "", *, hom_nay: date) -> Ky:
    """The first period of a kind whose end the version is in force on; of its first kind for "".

    A draft counts from its own first day, never before today. Raises ValueError when the form is
    not asked in that kind of period.
    """
    cac_loai = [ma for ma, _ in cac_loai_ky(bieu)]
    loai = loai or (LoaiKy.QUY if LoaiKy.QUY in cac_loai else next(iter(cac_loai), ""))
    if loai not in cac_loai:
        raise ValueError(f"«{loai}» is no period of {bieu.ma}")
    ngay = max(bieu.hieu_luc_tu, hom_nay)
    so = {LoaiKyGoc.THANG: range(1, 13), LoaiKyGoc.QUY: range(1, 5)}.get(
        LoaiKyGoc(loai), range(1, 2)
    )
    cac_ky = [_ky(loai, nam, i) for nam in (ngay.year, ngay.year + 1) for i in so]
    return next(k for k in cac_ky if k.ngay_cuoi >= ngay)


def _ky(loai: str, nam: int, so: int) -> Ky:
    duoi = {
        "thang": f"T{so:02}",
        "quy": f"Q{so}",
        "sau_thang": "6T",
        "chin_thang": "9T",
        "nam": "N",
    }[loai]
    return Ky.tu_ma(f"{nam}-{duoi}")


def bang_thu(bieu: BieuMau, ky: Ky) -> Bang:
    """The empty table of a template version; nothing is stored."""
    dong = KyBaoCao(
        ma=ky.ma,
        loai=ky.loai,
        nam=ky.nam,
        so=ky.so,
        tu_ngay=ky.ngay_dau,
        den_ngay=ky.ngay_cuoi,
        thang_tk_tu=ky.ngay_dau,
        thang_tk_den=ky.ngay_cuoi,
    )
    return dung_bang_trong(PhieuBieu(bo=BoBaoCao(ky=dong), bieu_mau=bieu))
