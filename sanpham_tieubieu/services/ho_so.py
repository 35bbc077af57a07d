"""Drawing up a dossier: what is copied of the establishment, PL1, PL2, figures of the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import CoSo, DonViHanhChinh, KeThua, Xa
from sanpham_tieubieu.choices import Cap, PhanHoSo, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.len_cap import DANG_KY as COT_DANG_KY
from sanpham_tieubieu.len_cap import SO_LIEU as COT_SO_LIEU
from sanpham_tieubieu.len_cap import THUYET_MINH, nhan_cot
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KyBinhChon,
    NhomSanPham,
    SanPham,
    SoLieuNam,
    YeuCauBoSung,
)
from sanpham_tieubieu.quyen_ky import doi_co_so
from sanpham_tieubieu.rules import chan, kiem_tra_ho_so
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, khoa_ho_so

# Columns of PL1 that are typed; place and group belong to it too but come with the product.
DANG_KY = (*(c for c in COT_DANG_KY if c != "xa"), "khong_qua_xa", "gcn_duoi")
SO_LIEU = ("nam", *COT_SO_LIEU)
# A loss is below nought; none of these ever is.
_KHONG_AM = ("san_luong", "doanh_thu_san_pham", "doanh_thu_co_so", "nop_ngan_sach", "xuat_khau_usd")


def ky_nhan(co_so: CoSo) -> QuerySet[KyBinhChon]:
    """Opened rounds an establishment enters itself: of its commune, of its province.

    Regional and national rounds are entered from the round below (``len_cap``).
    """
    return KyBinhChon.objects.filter(
        Q(cap=Cap.XA, xa=co_so.xa_id)
        | Q(cap__in=[Cap.TINH, Cap.HUYEN], don_vi__in=_cac_tinh(co_so.xa)),
        trang_thai=TrangThaiKy.MO,
    )


def _cac_tinh(xa: Xa) -> list[int]:
    """The province of a commune and those merged into it."""
    cu = KeThua.objects.filter(moi=xa.tinh_id).values_list("cu_id", flat=True)
    return [xa.tinh_id, *cu]


def tinh_gui(
    ky: KyBinhChon, xa: Xa, chon: DonViHanhChinh | None = None
) -> tuple[DonViHanhChinh, list[str]]:
    """(province that sends, faults): where the place of production lies in the round's own map.

    ``chon``: which of several merged provinces, in a round held before the merger.
    """
    tinh = xa.tinh
    if ky.cap == Cap.QUOC_GIA and not ky.dia_ban.exists():
        return tinh, []
    if ky.cap in (Cap.KHU_VUC, Cap.QUOC_GIA):
        dia_ban = {d.don_vi_id: d.don_vi for d in ky.dia_ban.select_related("don_vi")}
        co = [dia_ban[pk] for pk in _cac_tinh(xa) if pk in dia_ban]
        if co:
            return (chon if chon is not None and chon in co else co[0]), []
        return tinh, [f"R28: Tỉnh {tinh.ten_goi} không thuộc khu vực của kỳ này."]
    if ky.cap == Cap.XA and ky.xa_id != xa.pk:
        return tinh, [f"Nơi sản xuất ({xa.ten_goi}) không thuộc {ky.noi} của kỳ này."]
    if ky.don_vi_id not in _cac_tinh(xa):
        return tinh, [f"Nơi sản xuất ({xa.ten_goi}, {tinh.ten_goi}) không thuộc {ky.noi}."]
    assert ky.don_vi is not None
    return ky.don_vi, []


def tu_co_so(co_so: CoSo) -> dict[str, Any]:
    """What a dossier copies of an establishment."""
    return {
        "ten_co_so": co_so.ten,
        "loai_hinh": co_so.loai_hinh,
        "quy_mo": co_so.quy_mo,
        "ma_so_thue": co_so.ma_so_thue,
        "dia_chi_san_xuat": co_so.dia_chi,
        "dai_dien": co_so.chu_co_so,
        "chu_nu": co_so.chu_so_huu_nu,
        "chu_dan_toc": co_so.dan_toc_thieu_so,
    }


def _loi_am(dong: Any, cac_cot: Sequence[str], noi: str = "") -> list[str]:
    cau = []
    for cot in cac_cot:
        gia_tri = getattr(dong, cot)
        if isinstance(gia_tri, int | Decimal) and gia_tri < 0:
            cau.append(": ".join(p for p in (noi, nhan_cot(type(dong), cot)) if p) + " không âm.")
    return cau


def loi_chung(ho_so: HoSoDangKy, ngay: date) -> list[str]:
    """Faults of the columns and of the group; every door that writes a dossier asks them."""
    loi = cau_loi(ho_so) + _loi_am(ho_so, ("von", "thu_nhap"))
    nhom = NhomSanPham.objects.hieu_luc(ngay).filter(ma=ho_so.ma_nhom)
    if ho_so.ma_nhom and not nhom.exists():
        loi.append(f"Nhóm dự thi: không có nhóm «{ho_so.ma_nhom}».")
    gcn = ho_so.gcn_duoi
    if gcn is not None and gcn.san_pham_id != ho_so.san_pham_id:
        loi.append("Giấy chứng nhận cấp dưới: không phải của sản phẩm này.")
    return loi


@transaction.atomic
def lap_ho_so(
    *,
    ky: KyBinhChon,
    san_pham: SanPham,
    thong_tin: Mapping[str, Any] | None = None,
    by: Any,
) -> HoSoDangKy:
    """Begin a dossier: facts of the establishment are copied, ``thong_tin`` (DANG_KY, THUYET_MINH)
    goes over them. Raises PermissionDenied, ValidationError with every fault at once.
    """
    san_pham = SanPham.objects.select_related("co_so__xa__tinh", "lang_nghe").get(pk=san_pham.pk)
    doi_co_so(by, san_pham.co_so)
    loi = loi_mo_ky(ky)
    if san_pham.hop_nhat_vao_id is not None:
        loi.append("Sản phẩm đã hợp nhất vào sản phẩm khác; lập hồ sơ từ sản phẩm được giữ.")
    xa = san_pham.co_so.xa
    don_vi, sai_noi = tinh_gui(ky, xa)
    ho_so = HoSoDangKy(
        ky=ky,
        san_pham=san_pham,
        ma_nhom=san_pham.ma_nhom,
        don_vi=don_vi,
        xa=xa,
        nguoi_lap=by,
        ten_san_pham=san_pham.ten,
        mo_ta=san_pham.mo_ta,
        lang_nghe=san_pham.lang_nghe,
        **tu_co_so(san_pham.co_so),
    )
    gan(ho_so, thong_tin or {}, {*DANG_KY, *THUYET_MINH})
    gom(loi + sai_noi + loi_chung(ho_so, ky.ngay_bat_dau))
    ho_so.save()
    gom(chan(kiem_tra_ho_so(ho_so, "lap")))
    ghi("hosobinhchon.lap", ho_so, by=by, du_lieu={"san_pham": san_pham.pk})
    return ho_so


def loi_mo_ky(ky: KyBinhChon) -> list[str]:
    if ky.trang_thai == TrangThaiKy.MO:
        return []
    return [f"Kỳ bình chọn «{ky.get_trang_thai_display()}», không nhận hồ sơ mới."]


def yeu_cau_mo(ho_so: HoSoDangKy) -> YeuCauBoSung | None:
    """The request for supplement that waits for an answer."""
    return YeuCauBoSung.objects.filter(ho_so=ho_so, tra_loi_luc__isnull=True).first()


def phan_mo(ho_so: HoSoDangKy) -> set[str]:
    """Parts that may be edited now: all of a draft, the questioned ones of a supplement."""
    if ho_so.trang_thai == TrangThaiHoSo.NHAP:
        return set(PhanHoSo.values)
    if ho_so.trang_thai != TrangThaiHoSo.YEU_CAU_BO_SUNG:
        return set()
    yeu_cau = yeu_cau_mo(ho_so)
    if yeu_cau is None or yeu_cau.han < timezone.localdate():
        return set()
    return set(yeu_cau.cac_phan)


def mo_de_sua(ho_so: HoSoDangKy, phan: str, *, by: Any) -> HoSoDangKy:
    """Lock a dossier for editing one part. Raises PermissionDenied or ValidationError."""
    ho_so = khoa_ho_so(ho_so)
    doi_co_so(by, ho_so.san_pham.co_so)
    mo = phan_mo(ho_so)
    if not mo:
        qua_han = ho_so.trang_thai == TrangThaiHoSo.YEU_CAU_BO_SUNG
        raise ValidationError(
            "Đã hết hạn bổ sung hồ sơ."
            if qua_han
            else f"Hồ sơ đang ở trạng thái «{ho_so.get_trang_thai_display()}», không sửa được."
        )
    if phan not in mo:
        cac_phan = ", ".join(f"«{PhanHoSo(p).label}»" for p in sorted(mo))
        raise ValidationError(f"Vòng này chỉ mở các phần được yêu cầu bổ sung: {cac_phan}.")
    return ho_so


def _sua(
    ho_so: HoSoDangKy, phan: PhanHoSo, thong_tin: Mapping[str, Any], cot: Sequence[str], by: Any
) -> HoSoDangKy:
    ho_so = mo_de_sua(ho_so, phan, by=by)
    doi = gan(ho_so, thong_tin, cot)
    gom(loi_chung(ho_so, ho_so.ky.ngay_bat_dau))
    ho_so.save()
    if doi:
        ghi(f"hosobinhchon.sua_{phan}", ho_so, by=by, du_lieu=doi)
    return ho_so


@transaction.atomic
def sua_dang_ky(ho_so: HoSoDangKy, *, thong_tin: Mapping[str, Any], by: Any) -> HoSoDangKy:
    """Change PL1 (columns of DANG_KY)."""
    return _sua(ho_so, PhanHoSo.DANG_KY, thong_tin, DANG_KY, by)


@transaction.atomic
def sua_thuyet_minh(ho_so: HoSoDangKy, *, thong_tin: Mapping[str, Any], by: Any) -> HoSoDangKy:
    """Change PL2 (columns of THUYET_MINH)."""
    return _sua(ho_so, PhanHoSo.THUYET_MINH, thong_tin, THUYET_MINH, by)


@transaction.atomic
def dat_so_lieu(
    ho_so: HoSoDangKy, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[SoLieuNam]:
    """Replace the figures of the years (columns of SO_LIEU); missing figures stay missing.

    Raises ValidationError with every fault and its year.
    """
    ho_so = mo_de_sua(ho_so, PhanHoSo.SO_LIEU, by=by)
    co = {d.nam: d for d in ho_so.so_lieu.all()}
    giu: list[SoLieuNam] = []
    loi: list[str] = []
    da_co: set[Any] = set()
    for muc in cac_dong:
        nam = muc.get("nam")
        noi = f"Năm {nam}"
        if nam in da_co:
            loi.append(f"{noi}: khai hai lần.")
            continue
        da_co.add(nam)
        dong = co.pop(nam, None) or SoLieuNam(ho_so=ho_so)
        gan(dong, muc, SO_LIEU)
        loi += cau_loi(dong, noi) + _loi_am(dong, _KHONG_AM, noi)
        if isinstance(nam, int) and not 2000 <= nam <= timezone.localdate().year:
            loi.append(f"{noi}: năm khai phải từ 2000 đến năm nay.")
        giu.append(dong)
    gom(loi)
    for bo in co.values():
        bo.delete()
    for dong in giu:
        dong.save()
    ghi("hosobinhchon.dat_so_lieu", ho_so, by=by, du_lieu={"nam": sorted(da_co)})
    return giu


@transaction.atomic
def xoa_nhap(ho_so: HoSoDangKy, *, by: Any) -> None:
    """Throw a draft away that was never handed in."""
    ho_so = mo_de_sua(ho_so, PhanHoSo.DANG_KY, by=by)
    if ho_so.trang_thai != TrangThaiHoSo.NHAP or ho_so.nop_luc is not None:
        raise ValidationError("Chỉ xóa được hồ sơ chưa nộp lần nào; hồ sơ đã nộp thì rút.")
    ghi("hosobinhchon.xoa_nhap", ho_so, by=by, du_lieu={"san_pham": ho_so.san_pham_id})
    ho_so.delete()
