"""Certificates: issued from a decision, issued anew, revoked (Điều 17, 20 TT 26/2014/TT-BCT)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from cucctdp.audit.record import BanGhi, ghi_nhieu
from sanpham_tieubieu.choices import TrangThaiGiay, TrangThaiHoSo
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import doc_ky
from sanpham_tieubieu.models import GiayChungNhan, HoSoDangKy, QuyetDinhCongNhan
from sanpham_tieubieu.quyen_ky import APP, doi_ky, dung_cap
from sanpham_tieubieu.rules import chan, kiem_tra_giay
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, khoa_ky, loi_tuong_lai
from sanpham_tieubieu.services.cua_cham import chuoi_cua, loi_ly_do
from sanpham_tieubieu.services.nop import thu_hoi as thu_hoi_ho_so
from sanpham_tieubieu.thoi_han import han_giay

MAU_SO = "{so}/GCN-CNNTTB"
SO_TOI_DA = 60  # length of the column
_SO_DAU = re.compile(r"^\d{1,8}")
_SUA_DUOC = ("ten_san_pham", "ten_co_so", "dia_chi")
H = TrangThaiHoSo


@transaction.atomic
def cap_giay(
    quyet_dinh: QuyetDinhCongNhan,
    *,
    ngay_cap: date,
    mau_so: str = MAU_SO,
    tu_so: int | None = None,
    tien_thuong: Mapping[str, int] | None = None,
    by: Any,
) -> list[GiayChungNhan]:
    """Issue the certificates of every product the decision recognises and that has none yet.

    Numbered on from the issuer's last one of the year, or from ``tu_so``; ``mau_so`` holds «{so}»,
    and may hold «{nam}». Validity: ``QuyDinhCap`` of the day. ``tien_thuong``: prize → đồng ("" for
    those without one). Raises PermissionDenied, ValidationError with every fault (R43–R45).
    """
    ky = khoa_ky(quyet_dinh.ky_id)
    doi_ky(by, ky, "ky_quyet_dinh")
    ho_so = list(
        HoSoDangKy.objects.filter(
            ket_qua__quyet_dinh=quyet_dinh, trang_thai__in=(H.CONG_NHAN, H.DE_CU), giay=None
        )
        .select_related("ket_qua", "san_pham", "xa")
        .prefetch_related("xa__cac_ten", "don_vi__cac_ten")
        .order_by("ma_nhom", "ma_so", "id")
    )
    danh_muc = doc_danh_muc()
    het_han = han_giay(danh_muc, ky.cap, ngay_cap)
    loi = loi_tuong_lai(ngay_cap, "Ngày cấp")
    if not ho_so:
        loi.append("Quyết định này không còn sản phẩm nào chờ cấp giấy.")
    if ngay_cap < quyet_dinh.ngay:
        loi.append("Ngày cấp giấy không được trước ngày quyết định.")
    if het_han is None:
        loi.append(f"Chưa có quy định của {ky.get_cap_display().lower()} ngày {ngay_cap:%d/%m/%Y}.")
    if "{so}" not in mau_so or re.search(r"[{}]", re.sub(r"\{(so|nam)\}", "", mau_so)):
        loi.append("Mẫu số giấy phải có «{so}», có thể có «{nam}».")
    gom(loi)
    assert het_han is not None
    co_quan = ten.chu_tri(doc_ky(ky)).ten
    dau = _so_tiep(co_quan, ngay_cap.year) if tu_so is None else tu_so
    cac = [
        GiayChungNhan(
            san_pham=h.san_pham, ho_so=h, quyet_dinh=quyet_dinh, cap=ky.cap, nam=ky.nam,
            don_vi=h.don_vi, co_quan_cap=co_quan, ngay_cap=ngay_cap, het_han=het_han,
            so=mau_so.replace("{so}", str(dau + i)).replace("{nam}", str(ngay_cap.year)),
            quyet_dinh_so=quyet_dinh.so, quyet_dinh_ngay=quyet_dinh.ngay,
            nguoi_ky=quyet_dinh.nguoi_ky, chuc_danh=quyet_dinh.chuc_danh,
            ten_san_pham=h.ten_san_pham, ten_co_so=h.ten_co_so, dia_chi=_dia_chi(h, ngay_cap),
            giai=h.ket_qua.giai, tien_thuong=(tien_thuong or {}).get(h.ket_qua.giai),
            ma_nhom=h.ma_nhom, minh_hoa=ky.minh_hoa,
        )
        for i, h in enumerate(ho_so)
    ]  # fmt: skip
    if dau < 1:
        loi.append("Số giấy bắt đầu từ 1 trở lên.")
    if len(cac[-1].so) > SO_TOI_DA:
        loi.append(f"Số giấy «{cac[-1].so[:80]}» dài quá {SO_TOI_DA} ký tự.")
    for g in cac:
        loi += chan(kiem_tra_giay(g, "cap", co_quan=quyet_dinh.co_quan, danh_muc=danh_muc))
    gom(loi)
    cac = GiayChungNhan.objects.bulk_create(cac)
    _ke("cap_giay_chung_nhan", cac, by=by)
    return cac


@transaction.atomic
def cap_lai(
    giay: GiayChungNhan,
    *,
    so: str,
    ngay_cap: date,
    ly_do: str,
    thong_tin: Mapping[str, Any] | None = None,
    by: Any,
) -> GiayChungNhan:
    """Issue a certificate anew (lost, damaged, a name to set right): the old one is superseded.

    Its validity stays that of the old one. ``thong_tin``: ten_san_pham, ten_co_so, dia_chi. Raises
    PermissionDenied, ValidationError.
    """
    cu = _khoa(giay, by)
    moi = GiayChungNhan.objects.get(pk=cu.pk)
    moi.pk, moi.thay_boi = None, None
    moi._state.adding = True
    moi.so, moi.ngay_cap, moi.ho_so = so, ngay_cap, None
    doi = gan(moi, thong_tin or {}, _SUA_DUOC)
    loi = [*loi_ly_do(ly_do), *_loi_dang_dung(cu), *loi_tuong_lai(ngay_cap, "Ngày cấp lại")]
    if ngay_cap < cu.ngay_cap:
        loi.append("Ngày cấp lại không được trước ngày cấp giấy cũ.")
    # The old end is kept: R44 counts from the first issue.
    loi += [str(v) for v in kiem_tra_giay(moi, "cap") if v.chan and v.ma != "R44"]
    gom(loi or cau_loi(moi))
    ho_so = cu.ho_so
    if ho_so is not None:
        cu.ho_so = None
        cu.save(update_fields=["ho_so"])
    moi.ho_so = ho_so
    moi.save()
    cu.thay_boi = moi
    cu.save(update_fields=["thay_boi"])
    _ke("cap_lai_giay_chung_nhan", [moi], by=by, ly_do=ly_do, them={"thay": cu.so, **doi})
    return moi


@transaction.atomic
def thu_hoi(
    giay: GiayChungNhan, *, so: str, ngay: date, co_quan: str, ly_do: str, by: Any
) -> GiayChungNhan:
    """Revoke by decision of the authority of its level (R58); its dossier is marked too.

    Raises PermissionDenied, ValidationError with every fault.
    """
    khoa = _khoa(giay, by)
    loi = [*_loi_dang_dung(khoa, het_han=False), *loi_tuong_lai(ngay, "Ngày thu hồi")]
    khoa.thu_hoi_so, khoa.thu_hoi_ngay, khoa.thu_hoi_co_quan = so.strip(), ngay, co_quan
    khoa.thu_hoi_ly_do = ly_do.strip()
    loi += [*chan(kiem_tra_giay(khoa, "thu_hoi")), *loi_ly_do(ly_do)]
    gom(loi or cau_loi(khoa))
    khoa.save()
    _ke("thu_hoi_giay_chung_nhan", [khoa], by=by, ly_do=ly_do, them={"quyet_dinh": so})
    ho_so = khoa.ho_so
    if ho_so is not None and ho_so.trang_thai in (H.CONG_NHAN, H.DE_CU, H.TAM_DUNG):
        thu_hoi_ho_so(ho_so, ly_do=ly_do, by=by)
    return khoa


def vuong_giay(user: Any, giay: GiayChungNhan) -> list[str]:
    """Why the account may not issue anew or revoke this certificate; empty when it may."""
    if not user.is_active or not user.has_perm(f"{APP}.ky_quyet_dinh"):
        return ["Tài khoản của bạn không có quyền làm việc này."]
    xa_id = giay.san_pham.co_so.xa_id
    if giay.ho_so is not None and giay.ho_so.ky.xa_id is not None:
        xa_id = giay.ho_so.ky.xa_id
    if dung_cap(user, cap=giay.cap, don_vi_id=giay.don_vi_id, xa_id=xa_id):
        return []
    return [f"Giấy chứng nhận {giay.get_cap_display().lower()} này do nơi khác cấp."]


def _khoa(giay: GiayChungNhan, by: Any) -> GiayChungNhan:
    khoa = (
        GiayChungNhan.objects.select_for_update(of=("self",))
        .select_related("san_pham__co_so", "ho_so__ky", "thay_boi")
        .get(pk=giay.pk)
    )
    if cau := vuong_giay(by, khoa):
        raise PermissionDenied(cau[0])
    return khoa


def _loi_dang_dung(giay: GiayChungNhan, *, het_han: bool = True) -> list[str]:
    """A certificate that was revoked or superseded is done with; an expired one is not replaced."""
    if giay.thu_hoi_ngay is not None:
        return [f"Giấy này đã thu hồi từ ngày {giay.thu_hoi_ngay:%d/%m/%Y}."]
    if giay.thay_boi is not None:
        return [f"Giấy này đã được cấp lại bằng giấy số {giay.thay_boi.so}."]
    if het_han and giay.trang_thai_ngay() == TrangThaiGiay.HET_HAN:
        return [f"Giấy này hết hạn từ {giay.het_han:%d/%m/%Y}, không cấp lại."]
    return []


def _so_tiep(co_quan: str, nam: int) -> int:
    """One above the issuer's highest number of the year, under a lock: no two get the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"so_giay:{co_quan}:{nam}"]
        )
    cac = GiayChungNhan.objects.filter(co_quan_cap=co_quan, ngay_cap__year=nam)
    so = [int(m[0]) for s in cac.values_list("so", flat=True) if (m := _SO_DAU.match(s))]
    return max(so, default=0) + 1


def _dia_chi(h: HoSoDangKy, ngay: date) -> str:
    """Place of production with commune and province as they are called on the day."""
    cac = [
        h.dia_chi_san_xuat,
        str(h.xa.ten_ngay(ngay).ten_day_du),
        str(h.don_vi.ten_ngay(ngay).ten_day_du),
    ]
    return ", ".join(c for c in cac if c)[:300]


def _ke(
    viec: str,
    cac: Iterable[GiayChungNhan],
    *,
    by: Any,
    ly_do: str = "",
    them: Mapping[str, Any] | None = None,
) -> None:
    ghi_nhieu(
        [
            BanGhi(
                viec,
                g,
                by,
                {"so": g.so, "ngay_cap": g.ngay_cap, "het_han": g.het_han, **(them or {})},
                ly_do,
                chuoi_cua(g.ho_so.ky_id) if g.ho_so is not None else None,
            )
            for g in cac
        ]
    )
