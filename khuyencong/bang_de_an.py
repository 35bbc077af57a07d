"""The register of đề án as one table: all columns officers ask for, money in whole đồng."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from django.db.models import QuerySet, Sum
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from cucctdp.excel.writer import ghi, kieu_tieu_de
from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan, Nguon
from khuyencong.models import ButToan, DeAn, DeAnNoiDung, ThuHuong

CO_KHOI = 2000
_SO_CAI = (
    LoaiButToan.PHE_DUYET, LoaiButToan.GIAO, LoaiButToan.HOP_DONG, LoaiButToan.TAM_UNG,
    LoaiButToan.NGHIEM_THU, LoaiButToan.QUYET_TOAN,
)  # fmt: skip
_TIEN = ("kcqg", "kcdp", "doi_ung", "long_ghep", "khac")
TIEU_DE = (
    "Mã", "Tên đề án", "Chế độ", "Hình thức", "Năm kế hoạch", "Tỉnh, thành phố",
    "Đơn vị thực hiện", "Nội dung", "Cơ sở thụ hưởng", "Từ ngày", "Đến ngày", "Trạng thái",
    "Hạn xử lý", "Số quyết định", "Ngày quyết định",
    *(f"Đề nghị: {Nguon(n).label} (đồng)" for n in _TIEN),
    *(f"{loai.label}, khuyến công (đồng)" for loai in _SO_CAI),
    "Ghi chú",
)  # fmt: skip
_RONG = {2: 50, 7: 36, 9: 40, 12: 22}


def _gop(rows: Any) -> dict[int, str]:
    kq: dict[int, list[str]] = {}
    for de_an, chu in rows:
        kq.setdefault(de_an, []).append(chu)
    return {k: "; ".join(dict.fromkeys(v)) for k, v in kq.items()}


def _khoi(cac: list[DeAn]) -> Iterator[list[Any]]:
    """Rows of a block of đề án; four queries."""
    ids = [d.pk for d in cac]
    noi_dung = _gop(
        DeAnNoiDung.objects.filter(de_an__in=ids)
        .order_by("de_an", "thu_tu")
        .values_list("de_an", "noi_dung")
    )
    thu_huong = ThuHuong.objects.con_tinh().filter(noi_dung__de_an__in=ids)
    ten = _gop(
        thu_huong.filter(co_so__isnull=False)
        .order_by("noi_dung__de_an", "pk")
        .values_list("noi_dung__de_an", "co_so__ten")
    )
    de_nghi = {
        r[0]: r[1:]
        for r in thu_huong.order_by()
        .values_list("noi_dung__de_an")
        .annotate(*(Sum(t) for t in _TIEN))
    }
    so_cai = {
        (d, loai): int(so)
        for d, loai, so in ButToan.objects.filter(
            de_an__in=ids, loai__in=_SO_CAI, nguon__in=[n.value for n in NGUON_KHUYEN_CONG]
        )
        .order_by()
        .values_list("de_an", "loai")
        .annotate(so=Sum("so_tien"))
    }
    for d in cac:
        yield [
            d.ma,
            d.ten,
            d.get_nguon_display(),
            d.get_hinh_thuc_display(),
            d.nam,
            d.don_vi.ten_goi if d.don_vi else "Nhiều tỉnh",
            d.thuc_hien.ten_goi,
            noi_dung.get(d.pk, ""),
            ten.get(d.pk, ""),
            d.tu_ngay,
            d.den_ngay,
            d.get_trang_thai_display(),
            d.han_xu_ly,
            d.so_quyet_dinh,
            d.ngay_quyet_dinh,
            *(int(so) for so in de_nghi.get(d.pk, (0,) * len(_TIEN))),
            *(so_cai.get((d.pk, loai)) for loai in _SO_CAI),
            "Số liệu minh họa" if d.minh_hoa else "",
        ]


def dung_bang(
    queryset: QuerySet[DeAn], *, bao: Callable[[int, int], None] | None = None
) -> tuple[bytes, int]:
    """(workbook, rows); ``bao`` hears (rows done, rows in all) after each block.

    A missing ledger entry is an empty cell, not zero.
    """
    ids = list(queryset.values_list("pk", flat=True))
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("Đề án")
    ws.freeze_panes = "C2"
    for i in range(1, len(TIEU_DE) + 1):
        ws.column_dimensions[get_column_letter(i)].width = _RONG.get(i, 18)
    ws.append([kieu_tieu_de(ghi(WriteOnlyCell(ws), t), cap=3) for t in TIEU_DE])
    ws.auto_filter.ref = f"A1:{get_column_letter(len(TIEU_DE))}{len(ids) + 1}"
    for dau in range(0, len(ids), CO_KHOI):
        khoi = ids[dau : dau + CO_KHOI]
        theo = DeAn.objects.select_related("don_vi", "thuc_hien").in_bulk(khoi)
        for dong in _khoi([theo[i] for i in khoi if i in theo]):
            ws.append([_o(ws, i, v) for i, v in enumerate(dong)])
        if bao is not None:
            bao(min(dau + CO_KHOI, len(ids)), len(ids))
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue(), len(ids)


def _o(ws: Any, cot: int, gia_tri: Any) -> Any:
    if gia_tri is None or gia_tri == "":
        return None
    tien = isinstance(gia_tri, int) and cot >= TIEU_DE.index("Ngày quyết định")
    return ghi(WriteOnlyCell(ws), gia_tri, so_le=0 if tien else None)
