"""The pre-filled workbook of a pack (tệp mẫu): one sheet per form, guide, hidden identity."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from baocao.bieu_thuc import BieuThuc
from baocao.choices import LoaiHan
from baocao.models import BieuMau, BoBaoCao, GiaTri, PhieuBieu
from baocao.services.dien_san import dien_san
from baocao.services.thoi_han import Han, han_cua_bo, han_cua_ky
from baocao.statistics.kien_nghi_mang_sang import mang_sang_cua
from baocao.statistics.q00 import tinh_q00
from baocao.workbook import nhan_dang
from baocao.workbook.cong_thuc import cong_thuc_excel
from baocao.workbook.huong_dan import ve_huong_dan
from baocao.workbook.khung import (
    TRANG_HUONG_DAN,
    TRANG_NHAN_DANG,
    bang_cua,
    duoc_nhap,
    gon_excel,
    phieu_cua,
)
from baocao.workbook.trang_bieu import TrangBieu, cat_trang_lua_chon
from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from cucctdp.excel import writer as w
from cucctdp.formats.ngay import ngay_ngan


def tao_tep_mau(bo: BoBaoCao, *, by: Any) -> bytes:
    """The .xlsx of a pack with its present values, for ``by`` to fill offline.

    Forms of other groups are there to read and stay locked. Equal data give equal bytes.
    """
    cac_phieu = phieu_cua(bo)
    cac_bang = bang_cua(cac_phieu)
    wb = Workbook()
    chung = _dau_trang(bo)
    huong_dan = wb.active
    huong_dan.title = TRANG_HUONG_DAN
    han = {p.pk: _han(bo, p) for p in cac_phieu}
    minh_hoa = ["LƯU Ý: bộ báo cáo này có số liệu minh họa."] if bo.co_minh_hoa else []
    ve_huong_dan(
        huong_dan,
        dau_trang=[*chung, *minh_hoa],
        phieu=[(p, han[p.pk], duoc_nhap(p, by)) for p in cac_phieu],
    )
    cac_trang, trang_thai = {}, {}
    cho_tinh: list[tuple[Worksheet, PhieuBieu]] = []
    for p in cac_phieu:
        ma = p.bieu_mau.ma
        ws = wb.create_sheet(ma)
        if p.bieu_mau.la_tinh_toan:
            cho_tinh.append((ws, p))
            continue
        nhap = duoc_nhap(p, by)
        dau = [*chung, *dau_bieu(p.bieu_mau, han[p.pk])]
        if not nhap:
            dau[-1] += " – CHỈ ĐỂ XEM: biểu không giao cho tài khoản của bạn"
        trang = TrangBieu(
            ws,
            cac_bang[ma],
            dau_trang=dau,
            duoc_nhap=nhap,
            mang_sang=mang_sang_cua(p),
            dien_san=dien_san(p, cac_bang[ma]) if nhap else None,
        )
        trang_thai[ma] = trang.ve()
        cac_trang[ma] = trang
    da_tinh = {ma: trang.da_tinh for ma, trang in cac_trang.items()}
    so_bia = {d.chi_tieu.ma: d.so for d in tinh_q00(bo, cac_bang)} if cho_tinh else {}
    for ws, p in cho_tinh:
        dau = [*chung, *dau_bieu(p.bieu_mau, han[p.pk])]
        da_tinh[ws.title] = ve_bieu_tinh(ws, p, dau, cac_trang, bo, so_bia)
    cat_trang_lua_chon(wb)
    w.ghi_danh_tinh(wb, nhan_dang.lap(bo, cac_bang, trang_thai).thanh_chu(), trang=TRANG_NHAN_DANG)
    w.khoa_cau_truc(wb)
    wb.calculation.fullCalcOnLoad = True
    return w.ra_bytes(
        wb,
        tieu_de=f"Bộ báo cáo {bo.ky.ky.ten} – {bo.don_vi.ten_ngay(bo.ky.den_ngay).ten_day_du}",
        tac_gia="Cục Công Thương địa phương",
        luc=_luc(bo),
        da_tinh=da_tinh,
    )


def _luc(bo: BoBaoCao) -> datetime:
    """Time of the data: last write, or the opening of the window."""
    ghi_luc = (
        GiaTri.objects.filter(phieu__bo=bo).order_by("-ghi_luc").values_list("ghi_luc", flat=True)
    ).first()
    return ghi_luc or datetime.combine(bo.ky.tu_ngay, time(), UTC)


def _dau_trang(bo: BoBaoCao) -> list[str]:
    ky = bo.ky
    so = ToChuc.objects.filter(loai=LoaiToChuc.SO, don_vi=bo.don_vi).prefetch_related("cac_ten")
    to_chuc = so.first()
    ten = bo.don_vi.ten_ngay(ky.den_ngay).trong_cau
    gui = to_chuc.ten_ngay(ky.den_ngay).ten if to_chuc else f"Sở Công Thương {ten}"
    return [
        f"Kỳ báo cáo: {ky.ky.ten}",
        f"Đơn vị gửi: {gui} ({ten}). Đơn vị nhận: Cục Công Thương địa phương, Bộ Công Thương",
        (
            f"Chốt số liệu từ {ngay_ngan(ky.tu_ngay)} đến {ngay_ngan(ky.den_ngay)}; "
            f"tháng thống kê từ {ngay_ngan(ky.thang_tk_tu)} đến {ngay_ngan(ky.thang_tk_den)}"
        ),
    ]


def dau_bieu(bieu: BieuMau, han: str) -> list[str]:
    can_cu = f"{bieu.can_cu} (chờ xác minh)" if bieu.can_xac_minh else bieu.can_cu
    ma = f"{bieu.ma_bieu_chinh_thuc}. " if bieu.ma_bieu_chinh_thuc else ""
    return [
        f"{ma}Căn cứ: {can_cu}",
        f"Hạn gửi: {han}",
        f"Phiên bản biểu: {bieu.phien_ban} (hiệu lực từ {ngay_ngan(bieu.hieu_luc_tu)})",
    ]


def _han(bo: BoBaoCao, phieu: PhieuBieu) -> str:
    han = han_cua_bo(bo)
    rieng = han_cua_ky(bo.ky, bieu=phieu.bieu_mau.ma)
    if rieng is None:
        return "chưa có lịch"
    chu = _han_chu(rieng)
    gia_han = han.gia_han if han else None
    return f"{chu}; được gia hạn đến hết ngày {ngay_ngan(gia_han)}" if gia_han else chu


def _han_chu(han: Han) -> str:
    truoc = "trước ngày" if han.loai_han == LoaiHan.TRUOC_NGAY else "chậm nhất ngày"
    return f"{truoc} {ngay_ngan(han.ngay)}"


def ve_bieu_tinh(
    ws: Worksheet,
    phieu: PhieuBieu,
    dau_trang: Iterable[str],
    cac_trang: Mapping[str, TrangBieu],
    bo: BoBaoCao,
    so_bia: Mapping[str, Decimal | None],
) -> dict[str, Decimal | str]:
    """A computed form: each figure is a formula into the other sheets; nothing is typed.

    Figures no formula can give (registers, timeliness) stand as they are now, from ``so_bia``.
    Returns address → present value of the formulas.
    """
    bieu = phieu.bieu_mau
    w.ghi_chu(ws["A1"], bieu.ma)
    o_ten = w.kieu_tieu_de(w.ghi_chu(ws["C1"], f"Biểu {bieu.ma}: {bieu.ten} (hệ thống tự tính)"))
    o_ten.alignment = None
    for i, chu in enumerate(dau_trang, 2):
        w.kieu_o(w.ghi_chu(ws.cell(i, 3), chu)).border = None
        ws.cell(i, 3).alignment = None
    dau = 9
    for cot, chu in enumerate(("Mã", "TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Ghi chú"), 1):
        w.kieu_tieu_de(w.ghi_chu(ws.cell(dau, cot), chu), cap=3)
    bien = {"tien_do_chuan": str(Decimal(bo.ky.ky.so_thang) * 100 / 12)}
    so_dong = dau
    da_tinh: dict[str, Decimal | str] = {}
    for ct in bieu.chi_tieu.all():
        if not ct.dung_o_ky(bo.ky.loai):
            continue
        so_dong += 1
        for cot, chu in enumerate((ct.ma, ct.stt, ct.ten, ct.dvt, "", ct.ghi_chu), 1):
            o = w.kieu_o(ws.cell(so_dong, cot), thut=ct.cap if cot == 3 else 0)
            if chu:
                w.ghi_chu(o, chu)
        o = ws.cell(so_dong, 5)
        o.number_format = w.dinh_dang_so(ct.so_le)
        o.value = _nguon(ct.nguon_tong_hop or {}, cac_trang, bien)
        so = so_bia.get(ct.ma)
        if o.value is not None:
            da_tinh[o.coordinate] = "" if so is None else gon_excel(so)
        elif so is not None:
            o.value = so
        else:
            w.ghi_chu(o, "...").alignment = Alignment(horizontal="right", vertical="center")
    rong = {"A": 8.0, "B": 6.0, "C": 60.0, "D": 12.0, "E": 18.0, "F": 50.0}
    w.dat_be_rong(ws, rong)
    ws.sheet_view.showGridLines = False
    ws.freeze_panes = ws.cell(dau + 1, 4)
    w.thiet_lap_in(ws, vung=f"A1:F{so_dong}", dong_lap=f"{dau}:{dau}", le_mm=(15, 10, 15, 15))
    w.khoa_trang(ws)
    return da_tinh


def _nguon(
    nguon: Mapping[str, Any], cac_trang: Mapping[str, TrangBieu], bien: Mapping[str, str]
) -> str | None:
    trang = cac_trang.get(nguon.get("bieu", ""))
    if trang is None:
        return None
    bieu_thuc = BieuThuc(nguon.get("bieu_thuc") or f"[{nguon['cot']}]")

    def dia_chi(cot: str) -> str | None:
        o = trang.dia_chi(nguon["chi_tieu"], cot)
        return f"'{trang.bang.bieu_mau.ma}'!{o}" if o else None

    return cong_thuc_excel(bieu_thuc, dia_chi, bien)
