"""Lines of a request to correct figures, and every sentence against them."""

from collections.abc import Mapping, Sequence
from typing import Any

from baocao.choices import BAC_SO_LIEU, DIEU_CHINH_MO, TrangThaiSoLieu
from baocao.models import DieuChinh, DongDieuChinh, PhieuBieu
from baocao.services.nhap_lieu import GhiO, chuan_o, loi_cac_o
from baocao.services.o_nhap import ten_o


def cac_dong(
    dieu_chinh: DieuChinh,
    cac_o: Mapping[int, Sequence[GhiO]],
    *,
    by: Any,
    can_o: bool = True,
) -> tuple[list[DongDieuChinh], list[str]]:
    """Lines of a request and every sentence against them."""
    cac_phieu = {
        p.pk: p
        for p in PhieuBieu.objects.filter(bo=dieu_chinh.bo, pk__in=list(cac_o)).select_related(
            "bieu_mau", "bo__ky", "bo__don_vi"
        )
    }
    nhom = by.pham_vi_nhom()
    dong: list[DongDieuChinh] = []
    loi: list[str] = []
    for pk, cua_phieu in cac_o.items():
        phieu = cac_phieu.get(pk)
        if phieu is None or phieu.bieu_mau.la_tinh_toan:
            loi.append("Biểu cần điều chỉnh không thuộc bộ báo cáo này.")
        elif nhom is not None and phieu.bieu_mau.nhom not in nhom:
            loi.append(f"Biểu {phieu.bieu_mau.ma} không thuộc nhóm biểu giao cho bạn.")
        else:
            cua_bieu, loi_bieu = _dong_cua_phieu(phieu, [chuan_o(o) for o in cua_phieu])
            dong += cua_bieu
            loi += loi_bieu
    if can_o and not dong and not loi:
        loi.append("Chưa có ô nào được điều chỉnh: nhập số đúng vào ít nhất một ô.")
    return dong, loi + _dang_xin(dieu_chinh, dong)


def _dong_cua_phieu(
    phieu: PhieuBieu, cac_o: Sequence[GhiO]
) -> tuple[list[DongDieuChinh], list[str]]:
    chi_tieu = {c.ma: c for c in phieu.bieu_mau.chi_tieu.all()}
    loi = [f"{phieu.bieu_mau.ma} {cau}" for cau in loi_cac_o(phieu, cac_o, chi_tieu)]
    hien_tai = {
        (g.chi_tieu.ma, g.cot): g
        for g in phieu.gia_tri.hien_tai().select_related("chi_tieu")
        if g.chi_tieu.ma in {o.chi_tieu for o in cac_o}
    }
    dong = []
    for o in cac_o:
        cu = hien_tai.get((o.chi_tieu, o.cot))
        sl = o.trang_thai_sl or (cu.trang_thai_sl if cu else TrangThaiSoLieu.UOC)
        if o.chi_tieu not in chi_tieu:
            continue
        ten = f"{phieu.bieu_mau.ma} {ten_o(chi_tieu[o.chi_tieu].ten, o.chi_tieu, o.cot)}"
        if cu is not None and (cu.trang_thai_o, cu.so, cu.chu, cu.trang_thai_sl) == (
            o.trang_thai_o,
            o.so,
            o.chu,
            sl,
        ):
            loi.append(f"{ten}: số đề nghị trùng với số đang có.")
        if cu is not None and o.phien_ban_goc not in (None, cu.phien_ban):
            loi.append(f"{ten}: số đã được cập nhật sau khi bạn mở trang, hãy tải lại.")
        bac = {str(ma): b for ma, b in BAC_SO_LIEU.items()}
        if cu is not None and bac.get(sl, 0) < bac[cu.trang_thai_sl]:
            loi.append(f"{ten}: không được hạ trạng thái số liệu đã gửi (KT24).")
        dong.append(
            DongDieuChinh(
                phieu=phieu,
                chi_tieu=chi_tieu[o.chi_tieu],
                cot=o.cot,
                ban_cu=cu,
                trang_thai_o=o.trang_thai_o,
                so=o.so,
                chu=o.chu,
                trang_thai_sl=sl,
                nguon=o.nguon,
            )
        )
    return dong, loi


def _dang_xin(dieu_chinh: DieuChinh, dong: Sequence[DongDieuChinh]) -> list[str]:
    """A cell waits in one open request only."""
    cac_o = {(d.phieu_id, d.chi_tieu_id, d.cot): d for d in dong}
    mo = DongDieuChinh.objects.filter(
        phieu__in={d.phieu_id for d in dong}, dieu_chinh__trang_thai__in=DIEU_CHINH_MO
    ).exclude(dieu_chinh=dieu_chinh.pk)
    return [
        f"{ten_o(khac.chi_tieu.ten, khac.chi_tieu.ma, khac.cot)}: đang nằm trong đề nghị "
        f"{khac.dieu_chinh.ma}."
        for khac in mo.select_related("dieu_chinh", "chi_tieu")
        if (khac.phieu_id, khac.chi_tieu_id, khac.cot) in cac_o
    ]
