"""Own products of a province (row SP36 of Q02), taken from its list: only figures are typed."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from baocao.bang import dung_bang
from baocao.choices import KieuSo, TrangThaiO
from baocao.ho_so import BIEU_SAN_PHAM, DONG_RIENG
from baocao.models import PhieuBieu, SanPhamTinh
from baocao.services.nhap_lieu import GhiO, ghi_o


def san_pham_rieng(phieu: PhieuBieu) -> list[SanPhamTinh]:
    """Products of the form's unit on the last day of its period that count in no national row."""
    if phieu.bieu_mau.ma != BIEU_SAN_PHAM:
        return []
    ngay = phieu.bo.ky.thang_tk_den
    con = Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
    cac_dong = SanPhamTinh.objects.filter(
        con, don_vi=phieu.bo.don_vi_id, chi_tieu="", hieu_luc_tu__lte=ngay
    )
    return list(cac_dong.order_by("ma"))


def lay_danh_muc(phieu: PhieuBieu, *, by: Any) -> int:
    """Fill the empty list with the province's own products; return how many rows it now has.

    Raises ValidationError when the list holds something or there is no product, PermissionDenied
    for others than who may type.
    """
    cac_san_pham = san_pham_rieng(phieu)
    dong = dung_bang(phieu).dong_cua(DONG_RIENG)
    if dong is None or dong.chi_tieu.kieu != KieuSo.DANH_SACH or not cac_san_pham:
        raise ValidationError("Danh mục của tỉnh chưa có sản phẩm riêng nào trong kỳ này.")
    cot, o = next(iter(dong.o.items()))
    if o.chu or o.trang_thai_o == TrangThaiO.CO_GIA_TRI:
        raise ValidationError("Danh sách đã có dòng; xóa các dòng đó trước khi lấy danh mục.")
    cau_truc = dong.chi_tieu.danh_sach or {}
    co = {c["ma"] for c in cau_truc.get("cot", ())}
    toi_da = int(cau_truc.get("so_dong_toi_da", len(cac_san_pham)))
    hang = [
        {ten: gia for ten, gia in (("ma", s.ma), ("ten", s.ten), ("dvt", s.dvt)) if ten in co}
        for s in cac_san_pham[:toi_da]
    ]
    chu = json.dumps(hang, ensure_ascii=False)
    ghi = GhiO(
        DONG_RIENG,
        cot,
        chu=chu,
        trang_thai_o=TrangThaiO.CO_GIA_TRI,
        phien_ban_goc=o.phien_ban,
    )
    ket_qua = ghi_o(phieu, [ghi], by=by, ly_do="Lấy danh mục sản phẩm của tỉnh")
    if ket_qua.xung_dot:
        raise ValidationError("Có người vừa sửa danh sách này; tải lại trang để xem.")
    return len(hang)
