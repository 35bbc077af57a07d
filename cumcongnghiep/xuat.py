"""The list of clusters as a workbook, in the columns of the provinces' lists (section 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from cucctdp.excel.writer import ghi, kieu_o, kieu_tieu_de
from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.choices import HoatDong, LoaiHinh, LoaiVanBan, PhapLy
from cumcongnghiep.ho_so_cum import hieu_luc
from cumcongnghiep.lap_day import MAU_SO, TU_SO, CachTinh
from cumcongnghiep.models import VanBan
from cumcongnghiep.statistics import CumNgay

CO_KHOI = 500
MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
NGUON = "Cơ sở dữ liệu cụm công nghiệp, Hệ thống thông tin Công Thương địa phương"
CO_SO = (
    f"Tỷ lệ lấp đầy: {TU_SO[CachTinh.PHAP_LY]} trên {MAU_SO[CachTinh.PHAP_LY]} "
    "(khoản 7 Điều 2 Nghị định số 32/2024/NĐ-CP); đất mới có biên bản ghi nhớ không tính."
)
TRONG = "Ô trống: chưa có số liệu, không phải số 0."
TIEU_DE = (
    "STT", "Tên cụm công nghiệp", "Diện tích thành lập (ha)", "Số QĐ thành lập",
    "Diện tích mở rộng (ha)", "Số QĐ mở rộng", "Diện tích QHCT (ha)", "Số QĐ duyệt QHCT",
    "Đất công nghiệp (ha)", "Đã cho thuê (ha)", "Đã chấp thuận, chưa thuê (ha)",
    "Tỷ lệ lấp đầy (%)", "Ghi chú", "Tỉnh, thành phố", "Mã cụm", "Pháp lý", "Hoạt động",
    "Chủ đầu tư", "Số dự án",
)  # fmt: skip
_RONG = {1: 6, 2: 34, 4: 24, 6: 24, 8: 24, 13: 34, 14: 18, 16: 24, 17: 18, 18: 34}
_SO_LE = {
    "Diện tích thành lập (ha)": 4, "Diện tích mở rộng (ha)": 4, "Diện tích QHCT (ha)": 4,
    "Đất công nghiệp (ha)": 4, "Đã cho thuê (ha)": 4, "Đã chấp thuận, chưa thuê (ha)": 4,
    "Tỷ lệ lấp đầy (%)": 2,
}  # fmt: skip
_CAN = {"STT": "center", **dict.fromkeys(_SO_LE, "right"), "Số dự án": "right"}


def bang_cum(
    cac_cum: Sequence[CumNgay],
    *,
    den: date,
    ten_tinh: Mapping[int, str],
    luc: datetime,
    minh_hoa: bool = False,
    bao: Callable[[int, int], None] | None = None,
) -> tuple[bytes, int]:
    """(workbook, rows): numbers as numbers, the cut-off day and the base of the rate in the head.

    ``bao`` hears (rows done, rows in all). One query a block of clusters.
    """
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("Cụm công nghiệp")
    for i in range(1, len(TIEU_DE) + 1):
        ws.column_dimensions[get_column_letter(i)].width = _RONG.get(i, 14)
    dau = [
        f"Danh sách cụm công nghiệp, số liệu đến hết ngày {ngay_ngan(den)}",
        CO_SO,
        f"{TRONG} Nguồn: {NGUON}. Lập lúc {localtime(luc):%d/%m/%Y %H:%M}.",
        *([MINH_HOA] if minh_hoa else ()),
    ]
    hang_dau = len(dau) + 1
    ws.freeze_panes = f"C{hang_dau + 1}"
    for i, chu in enumerate(dau):
        o = kieu_tieu_de(ghi(WriteOnlyCell(ws), chu), cap=1 if i == 0 else 2)
        o.alignment = Alignment(horizontal="left", vertical="center")
        ws.append([o])
    ws.append([kieu_tieu_de(ghi(WriteOnlyCell(ws), t), cap=3) for t in TIEU_DE])
    cuoi = get_column_letter(len(TIEU_DE))
    ws.auto_filter.ref = f"A{hang_dau}:{cuoi}{hang_dau + len(cac_cum)}"
    ws.print_title_rows = f"{hang_dau}:{hang_dau}"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9  # A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    # The look of each column once; making it anew for each cell is slow.
    kieu = {t: kieu_o(WriteOnlyCell(ws), can=_CAN.get(t)) for t in TIEU_DE}
    for tu in range(0, len(cac_cum), CO_KHOI):
        khoi = cac_cum[tu : tu + CO_KHOI]
        van_ban = _van_ban([c.id for c in khoi], den)
        for stt, c in enumerate(khoi, tu + 1):
            dong = _dong(stt, c, van_ban.get(c.id, []), ten_tinh)
            ws.append([_o(ws, kieu, t, v) for t, v in zip(TIEU_DE, dong, strict=True)])
        if bao is not None:
            bao(tu + len(khoi), len(cac_cum))
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue(), len(cac_cum)


def _van_ban(ids: list[int], den: date) -> dict[int, list[VanBan]]:
    """Decisions in effect on the day by cluster, oldest first; superseded ones left out."""
    cac = VanBan.objects.filter(
        cum__in=ids, loai__in=(LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.QHCT)
    )
    thay = set(
        VanBan.objects.filter(cum__in=ids, thay_the__isnull=False, ngay__lte=den).values_list(
            "thay_the_id", flat=True
        )
    )
    kq: dict[int, list[VanBan]] = {}
    for v in sorted(cac, key=lambda v: (hieu_luc(v), v.pk)):
        if hieu_luc(v) <= den and v.pk not in thay:
            kq.setdefault(v.cum_id, []).append(v)
    return kq


def _dong(
    stt: int, c: CumNgay, van_ban: Sequence[VanBan], ten_tinh: Mapping[int, str]
) -> list[Any]:
    theo = {
        loai: [v for v in van_ban if v.loai == loai]
        for loai in (LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.QHCT)
    }
    # An abolished establishment is no decision in force.
    thanh_lap = theo[LoaiVanBan.THANH_LAP][-1:] if c.da_thanh_lap else []
    mo_rong = theo[LoaiVanBan.MO_RONG] if c.da_thanh_lap else []
    co_ha = [v.dien_tich for v in mo_rong if v.dien_tich is not None]
    return [
        stt,
        c.ten,
        thanh_lap[0].dien_tich if thanh_lap else None,
        _so(thanh_lap),
        sum(co_ha, Decimal(0)) if co_ha else None,
        _so(mo_rong),
        c.dien_tich_qhct,
        _so(theo[LoaiVanBan.QHCT][-1:]),
        c.dat_cn,
        c.dat_da_thue,
        c.dat_chap_thuan,
        c.ty_le(CachTinh.PHAP_LY).phan_tram,
        _ghi_chu(c),
        ten_tinh.get(c.don_vi_id, ""),
        c.ma,
        str(PhapLy(c.phap_ly).label),
        str(HoatDong(c.hoat_dong).label),
        c.ten_cdt or "",
        c.so_du_an,
    ]


def _so(cac: Sequence[VanBan]) -> str:
    return "; ".join(f"{v.so or '(chưa rõ số)'} ngày {ngay_ngan(v.ngay)}" for v in cac)


def _ghi_chu(c: CumNgay) -> str:
    cac = [str(LoaiHinh(m).label) for m in c.loai_hinh]
    if not c.trong_quy_hoach:
        cac.append("Không có trong quy hoạch hiện hành")
    if c.truoc_105_2009:
        cac.append("Hình thành trước QĐ 105/2009/QĐ-TTg")
    return "; ".join(cac)


def _o(ws: Any, kieu: Mapping[str, Any], tieu_de: str, gia_tri: Any) -> Any:
    trong = gia_tri is None or gia_tri == ""
    o = WriteOnlyCell(ws)
    o._style = copy(kieu[tieu_de]._style)
    return ghi(o, None if trong else gia_tri, so_le=_SO_LE.get(tieu_de))
