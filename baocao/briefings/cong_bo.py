"""Figures that other agencies published, beside the totals of the Sở: compared, never mixed."""

from __future__ import annotations

from decimal import Decimal

from baocao.briefings.cau import VietCau, tien_chu
from baocao.briefings.so_lieu import SoLieuLan
from baocao.models import SoLieuCongBo
from cucctdp.formats.so import dinh_dang, lam_tron

GOC = 100


def gia_cong_bo(so_lieu: SoLieuLan, chi_tieu: str, cot: str) -> Decimal | None:
    """The published national figure of the run's period, None when there is none."""
    so = so_lieu.cong_bo.get((chi_tieu, cot))
    return so.gia_tri if so else None


def o_cong_bo(so_lieu: SoLieuLan, chi_tieu: str, cot: str, so_le: int) -> str | None:
    """The same as a table cell."""
    gia = gia_cong_bo(so_lieu, chi_tieu, cot)
    return None if gia is None else dinh_dang(gia, so_le)


def tang_giam_chu(chi_so: Decimal) -> str:
    """«tăng 9,2%» of an index with base 100."""
    tang = lam_tron(chi_so - GOC, 1)
    if tang == 0:
        return "không đổi"
    return f"{'tăng' if tang > 0 else 'giảm'} {dinh_dang(abs(tang), 1)}%"


def co_quan(so: SoLieuCongBo) -> str:
    """«cơ quan Thống kê», «cơ quan Hải quan»: the agency inside a sentence."""
    ten = str(so.get_co_quan_display())
    return {
        SoLieuCongBo.CoQuan.THONG_KE: "cơ quan Thống kê",
        SoLieuCongBo.CoQuan.HAI_QUAN: "cơ quan Hải quan",
    }.get(SoLieuCongBo.CoQuan(so.co_quan), ten)


def nguon_cong_bo(so_lieu: SoLieuLan, *o: tuple[str, str]) -> str:
    """Source of the published figures a table or a paragraph shows, "" when it shows none."""
    nguon = dict.fromkeys(so.nguon for k in o if (so := so_lieu.cong_bo.get(k)))
    return f"Số công bố của cả nước: {'; '.join(nguon)}." if nguon else ""


def nguon_co_cong_bo(so_lieu: SoLieuLan, *o: tuple[str, str]) -> str:
    """Source line of a table whose section also quotes published figures of ``o``."""
    luy_ke = [k for k in o if k[1] == "A4"]
    return f"{so_lieu.nguon(*luy_ke)} {nguon_cong_bo(so_lieu, *o)}".strip()


def doi_chieu(so_lieu: SoLieuLan, viet: VietCau, ma: str, nho: str, lon: str) -> None:
    """Published cumulative amount and growth of one flow, with the difference to our total."""
    luy_ke, so_sanh = so_lieu.cong_bo.get((ma, "A4")), so_lieu.cong_bo.get((ma, "A8"))
    ten = f"Đối chiếu số công bố {ma}"
    goc = luy_ke or so_sanh
    if goc is None:
        return
    phan = []
    if luy_ke is not None:
        phan.append(tien_chu(luy_ke.gia_tri, nho, lon))
    if so_sanh is not None:
        phan.append(f"{tang_giam_chu(so_sanh.gia_tri)} so với cùng kỳ năm trước")
    viet.cau(
        ten,
        "Số {ai} công bố của cả nước: {so}.",
        ai=co_quan(goc),
        so=", ".join(phan),
    )
    cua_so = so_lieu.so(so_lieu.ca_nuoc, ma, "A4")
    if luy_ke is None or cua_so is None or cua_so.gia_tri is None:
        return
    if not cua_so.du:
        viet.cau(
            ten,
            "Tổng của các Sở mới gồm {co}/{tong} địa phương nên chưa đối chiếu với số công bố.",
            co=cua_so.so_co,
            tong=cua_so.so_tong,
        )
        return
    lech = cua_so.gia_tri - luy_ke.gia_tri
    viet.cau(
        ten,
        "Tổng của các Sở {hon} số công bố {lech} ({ty_le}%); hai số không nhất thiết bằng nhau do "
        "khác phạm vi và thời điểm thu thập.",
        hon="cao hơn" if lech >= 0 else "thấp hơn",
        lech=tien_chu(abs(lech), nho, lon),
        ty_le=dinh_dang(abs(lech) / luy_ke.gia_tri * 100, 1),
    )
