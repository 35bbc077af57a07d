"""The land of a cluster as one bar, the same on its page and on its paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cucctdp.charts import Phan, thanh_chia
from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.ho_so_cum import HoSoCum

KHONG = Decimal(0)
KHONG_TINH = (
    "Đất gạch chéo mới có biên bản ghi nhớ: không tính vào tỷ lệ lấp đầy "
    "(khoản 7 Điều 2 Nghị định số 32/2024/NĐ-CP)."
)


def thanh_dat(h: HoSoCum, ngay: date) -> str:
    """The land bar as SVG; "" while the detailed plan is not known."""
    cn = h.dat_cn(ngay)
    if cn is None:
        return ""
    thue, chap_thuan = h.dat_da_thue(ngay), h.dat_chap_thuan(ngay)
    con = max(KHONG, cn - (thue or KHONG) - (chap_thuan or KHONG))
    ghi_nho = min(h.dat_ghi_nho(ngay), con)
    phan = []
    if thue is not None:
        phan.append(Phan("Đã cho thuê", thue, "dam"))
    if chap_thuan is not None:
        phan.append(Phan("Đã chấp thuận đầu tư, chưa ký thuê", chap_thuan, "vua"))
    if ghi_nho:
        phan.append(Phan("Mới có biên bản ghi nhớ (không tính)", ghi_nho, "gach"))
    trong = "Còn trống" if thue is not None else "Chưa rõ đã cho thuê bao nhiêu"
    phan.append(Phan(trong, con - ghi_nho, "nhat"))
    tong = h.dien_tich(ngay)
    if tong is not None and tong > cn:
        phan.append(Phan("Đất khác (giao thông, cây xanh, kỹ thuật, dịch vụ)", tong - cn, "xam"))
    return thanh_chia(
        phan,
        tieu_de=f"Quỹ đất cụm đến ngày {ngay_ngan(ngay)}",
        don_vi="ha",
        ghi_chu=KHONG_TINH if ghi_nho else "",
    )
