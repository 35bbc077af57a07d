"""Notices of the result and complaints: 15 working days to complain, 10 to settle (Điều 22, 23)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sanpham_tieubieu.choices import (
    DA_CONG_NHAN,
    DA_DANG_KY,
    DA_QUYET_DINH,
    TrangThaiHoSo,
    TrangThaiKhieuNai,
    TrangThaiKy,
)
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.models import HoSoDangKy, KhieuNai, KyBinhChon, ThongBaoKetQua
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.rules import chan, kiem_tra_khieu_nai
from sanpham_tieubieu.services.bao import bao_ben_nop
from sanpham_tieubieu.services.cua import cau_loi, gom, khoa_ky, loi_tuong_lai
from sanpham_tieubieu.services.cua_cham import ke
from sanpham_tieubieu.services.nop import tam_dung as tam_dung_ho_so
from sanpham_tieubieu.services.nop import tiep_tuc as tiep_tuc_ho_so
from sanpham_tieubieu.thoi_han import han_giai_quyet

H = TrangThaiHoSo


@transaction.atomic
def thong_bao_ket_qua(ky: KyBinhChon, *, so: str, ngay: date, by: Any) -> list[ThongBaoKetQua]:
    """Record the notice to every entrant that has none yet, losers too; the clock runs from it.

    Accounts that handed in are told in the system: recognised or not, never a score. Raises
    PermissionDenied, ValidationError with every fault.
    """
    ky = khoa_ky(ky)
    doi_ky(by, ky)
    loi = loi_tuong_lai(ngay, "Ngày thông báo")
    if ky.trang_thai not in DA_QUYET_DINH:
        loi.append("Thông báo kết quả sau khi có quyết định công nhận.")
    qd = ky.quyet_dinh.order_by("ngay").first()
    if qd is not None and ngay < qd.ngay:
        loi.append("Ngày thông báo không được trước ngày quyết định công nhận.")
    if not so.strip():
        loi.append("Ghi số thông báo.")
    cho = list(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=DA_DANG_KY, thong_bao=None)
        .select_related("san_pham")
        .order_by("ma_nhom", "ma_so", "id")
    )
    if not cho:
        loi.append("Mọi cơ sở của kỳ này đã được thông báo kết quả.")
    gom(loi)
    cac = ThongBaoKetQua.objects.bulk_create(
        ThongBaoKetQua(ho_so=h, so=so.strip(), ngay=ngay) for h in cho
    )
    if ky.ngay_thong_bao is None:
        ky.ngay_thong_bao, ky.so_thong_bao = ngay, so.strip()
        ky.save(update_fields=["ngay_thong_bao", "so_thong_bao"])
    for h in cho:
        duoc = h.trang_thai in DA_CONG_NHAN
        bao_ben_nop(
            h,
            khoa=f"{h.pk}.thong_bao_ket_qua",
            tieu_de=f"Kết quả bình chọn: {h.ten_san_pham}"[:200],
            noi_dung=(
                f"Sản phẩm {'được công nhận' if duoc else 'không được công nhận'} tại {ky}. "
                f"Thông báo số {so} ngày {ngay:%d/%m/%Y}."
            ),
        )
    ke("thong_bao_ket_qua", ky, ky_id=ky.pk, by=by, du_lieu={"so": so, "so_co_so": len(cac)})
    return cac


@transaction.atomic
def nhan_khieu_nai(
    ho_so: HoSoDangKy,
    *,
    nguoi_khieu_nai: str,
    ngay_nhan: date,
    noi_dung: str,
    qua_han_ly_do: str = "",
    tam_dung: bool = False,
    by: Any,
) -> KhieuNai:
    """Take a complaint about a dossier; settled within the working days of the law.

    A late one (R48) is taken only with ``qua_han_ly_do``. ``tam_dung`` suspends the dossier until
    it is settled. Raises PermissionDenied, ValidationError with every fault.
    """
    ky = khoa_ky(ho_so.ky_id)
    doi_ky(by, ky)
    danh_muc = doc_danh_muc()
    loi = loi_tuong_lai(ngay_nhan, "Ngày nhận đơn")
    if ky.trang_thai in (TrangThaiKy.SOAN, TrangThaiKy.HUY):
        loi.append(f"Kỳ bình chọn «{ky.get_trang_thai_display()}», không nhận khiếu nại được.")
    han = han_giai_quyet(danh_muc, ky.cap, ngay_nhan)
    if han is None:
        ngay = f"{ngay_nhan:%d/%m/%Y}"
        raise ValidationError(
            [*loi, f"Chưa có quy định của {ky.get_cap_display().lower()} ngày {ngay}."]
        )
    dong = KhieuNai(
        ky=ky,
        ho_so=ho_so,
        nguoi_khieu_nai=nguoi_khieu_nai,
        ngay_nhan=ngay_nhan,
        noi_dung=noi_dung,
        qua_han_ly_do=qua_han_ly_do,
        han_giai_quyet=han,
    )
    loi += chan(kiem_tra_khieu_nai(dong, danh_muc=danh_muc))
    gom([*loi, *cau_loi(dong)])
    dong.save()
    ke("nhan_khieu_nai", dong, ky_id=ky.pk, by=by, du_lieu={"han": han}, ly_do=qua_han_ly_do)
    if tam_dung:
        tam_dung_ho_so(ho_so, ly_do=f"Khiếu nại ngày {ngay_nhan:%d/%m/%Y}", by=by)
    return dong


@transaction.atomic
def giai_quyet(
    khieu_nai: KhieuNai,
    *,
    trang_thai: str,
    ngay: date,
    ket_qua: str,
    van_ban_so: str = "",
    by: Any,
) -> KhieuNai:
    """Settle a complaint; the last one open ends the suspension of its dossier.

    ``trang_thai``: accepted, refused, or withdrawn by who complained. Accepting revokes nothing by
    itself: the certificate has its own door. Raises PermissionDenied, ValidationError.
    """
    ky = khoa_ky(khieu_nai.ky_id)
    doi_ky(by, ky)
    dong = KhieuNai.objects.select_for_update(of=("self",)).get(pk=khieu_nai.pk)
    loi = loi_tuong_lai(ngay, "Ngày giải quyết")
    if dong.trang_thai != TrangThaiKhieuNai.DANG_XET:
        loi.append(f"Khiếu nại này đã giải quyết: «{dong.get_trang_thai_display()}».")
    if trang_thai == TrangThaiKhieuNai.DANG_XET:
        loi.append("Chọn kết luận: chấp nhận, không chấp nhận, hay người khiếu nại rút.")
    dong.trang_thai, dong.giai_quyet_ngay = trang_thai, ngay
    dong.ket_qua, dong.van_ban_so = ket_qua, van_ban_so
    if trang_thai != TrangThaiKhieuNai.RUT and not van_ban_so.strip():
        loi.append("Ghi số văn bản trả lời.")
    gom(loi or cau_loi(dong))
    dong.save()
    ke("giai_quyet_khieu_nai", dong, ky_id=ky.pk, by=by, du_lieu={"ket_luan": trang_thai})
    ho_so = HoSoDangKy.objects.get(pk=dong.ho_so_id)
    con = ho_so.khieu_nai.filter(trang_thai=TrangThaiKhieuNai.DANG_XET).exists()
    if ho_so.trang_thai == H.TAM_DUNG and not con:
        tiep_tuc_ho_so(ho_so, ly_do=f"Đã giải quyết khiếu nại ngày {ngay:%d/%m/%Y}", by=by)
    return dong
