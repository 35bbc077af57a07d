"""One form as a sheet: heading, table with entry cells, lists below, protection, printing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from baocao.bang import Bang, Dong
from baocao.bieu_thuc import BieuThuc
from baocao.choices import KieuCot, KieuSo
from baocao.models import ChiTieu, CotBieu
from baocao.services.dien_san import SoDienSan
from baocao.services.loi_chu import do_dai_toi_da
from baocao.statistics.kien_nghi_mang_sang import DongMangSang
from baocao.workbook.cong_thuc import cong_thuc_excel
from baocao.workbook.khoi_xem import ve_mang_sang
from baocao.workbook.khung import (
    GIU_NGUYEN,
    LUA_CHON_TRANG_THAI,
    NHAN_MA,
    NHAN_TRANG_THAI,
    TRANG_LUA_CHON,
    cam_am,
    cau_truc_danh_sach,
    cot_danh_sach,
    dong_danh_sach,
    gon_excel,
    kieu_o,
    noi_dung,
    so_le_o,
    trang_thai_chung,
)
from baocao.workbook.rang_buoc import rang_buoc
from cucctdp.excel import writer as w

COT_MA, COT_STT, COT_TEN, COT_DVT, COT_DAU = 1, 2, 3, 4, 5
DONG_TRANG_THAI = 8
DONG_TIEU_DE = 10
_RONG_TEN, _RONG_SO, _RONG_CHU = 46, 14.5, 24.0
_CAO_DONG = 16
_DAI_LUA_CHON = 250  # a longer list of choices does not fit into Excel's own check
_CHU_MOT_HANG = 54  # letters of a name on one line of its column

_MO = Font(name=w.PHONG_CHU, size=8, color="808080")
_NHO = Font(name=w.PHONG_CHU, size=10, italic=True)
_CHI_XEM = PatternFill("solid", fgColor="EFEFEF")
_MUC = PatternFill("solid", fgColor="F7F7F7")
_DAM = Font(name=w.PHONG_CHU, size=11, bold=True)
CHU_DIEN_SAN = (
    "Điền sẵn từ hồ sơ đề án khuyến công. Gửi tệp lên là xác nhận; sửa thành số khác thì phải "
    "giải trình."
)
CHU_GIAI = (
    "Ô nền vàng là ô nhập; ô xám hệ thống tự lấy hoặc tự tính. Gõ «-» nếu không phát sinh, "
    "«...» nếu chưa có số liệu, «x» nếu không áp dụng."
)


class TrangBieu:
    """Draws one form on an empty sheet; afterwards ``dia_chi`` knows where each cell is.

    ``da_tinh``: address → present value of the formula there.
    """

    def __init__(
        self,
        ws: Worksheet,
        bang: Bang,
        *,
        dau_trang: list[str],
        duoc_nhap: bool,
        mang_sang: Sequence[DongMangSang] = (),
        dien_san: SoDienSan | None = None,
    ) -> None:
        self.ws = ws
        self.bang = bang
        self.dau_trang = dau_trang
        self.duoc_nhap = duoc_nhap
        self.mang_sang = mang_sang
        self.dien_san = dien_san or {}
        self.cot = {c.ma: COT_DAU + i for i, c in enumerate(bang.cot)}
        self.dong: dict[str, int] = {}
        self.da_tinh: dict[str, Decimal | str] = {}
        self.cot_cuoi = COT_DAU + len(bang.cot) - 1

    def dia_chi(self, chi_tieu: str, cot: str) -> str | None:
        """Address of a cell like "G12", or None when the form has no such cell."""
        dong = self.bang.dong_cua(chi_tieu)
        if dong is None or cot not in dong.o or chi_tieu not in self.dong:
            return None
        return f"{get_column_letter(self.cot[cot])}{self.dong[chi_tieu]}"

    def ve(self) -> str:
        """Draw everything; return the label in the data-state cell."""
        nhan = self._dau_trang()
        self._tieu_de_bang()
        so_dong = self._than_bang()
        so_dong = self._cac_danh_sach(so_dong)
        if self.mang_sang:
            so_dong = ve_mang_sang(self.ws, self.mang_sang, dong=so_dong + 2, cot_ma=COT_MA)
        if ghi_chu := self.bang.bieu_mau.ghi_chu_ky(self.bang.ky.loai):
            o = self._chu(so_dong + 1, COT_TEN, f"Ghi chú: {ghi_chu}")
            o.font = _NHO
        self._hoan_thien(so_dong)
        return nhan

    def _chu(self, dong: int, cot: int, chu: str) -> Any:
        o = w.ghi_chu(self.ws.cell(dong, cot), chu)
        o.font = Font(name=w.PHONG_CHU, size=11)
        return o

    def _dau_trang(self) -> str:
        bieu = self.bang.bieu_mau
        self._chu(1, COT_MA, bieu.ma).font = _MO
        w.kieu_tieu_de(self._chu(1, COT_TEN, f"Biểu {bieu.ma}: {bieu.ten}"))
        self.ws.cell(1, COT_TEN).alignment = Alignment(horizontal="left", vertical="center")
        for i, chu in enumerate(self.dau_trang, 2):
            self._chu(i, COT_TEN, chu)
        nhan = trang_thai_chung(self.bang)
        self._chu(DONG_TRANG_THAI, COT_MA, NHAN_TRANG_THAI).font = _MO
        self._chu(DONG_TRANG_THAI, COT_TEN, "Trạng thái số liệu của biểu (chọn ở ô bên phải):")
        o = self._chu(DONG_TRANG_THAI, COT_DAU, nhan)
        lua_chon = (
            [*LUA_CHON_TRANG_THAI, GIU_NGUYEN] if nhan == GIU_NGUYEN else [*LUA_CHON_TRANG_THAI]
        )
        if self.duoc_nhap:
            w.kieu_nhap(o)
            w.danh_sach_chon(self.ws, o.coordinate, lua_chon)
        self._chu(DONG_TRANG_THAI + 1, COT_TEN, CHU_GIAI).font = _NHO
        return nhan

    def _tieu_de_bang(self) -> None:
        chung = self.bang.bieu_mau.don_vi_tinh_chung
        ten = {COT_MA: NHAN_MA, COT_STT: "TT", COT_TEN: "Chỉ tiêu", COT_DVT: "Đơn vị tính"}
        for c in self.bang.cot:
            co_dvt = chung and c.kieu != "van_ban" and "%" not in c.ten
            dvt = f" ({chung})" if co_dvt else ""
            ten[self.cot[c.ma]] = f"{c.ten}{dvt}"
        for cot, chu in ten.items():
            w.kieu_tieu_de(self._chu(DONG_TIEU_DE, cot, "" if cot == COT_MA else chu), cap=3)
        ma = {COT_MA: NHAN_MA, COT_STT: "A", COT_TEN: "B", COT_DVT: "C"}
        for cot, chu in {**ma, **{so: c for c, so in self.cot.items()}}.items():
            o = w.kieu_tieu_de(self._chu(DONG_TIEU_DE + 1, cot, chu), cap=3)
            o.font = _MO
        self.ws.row_dimensions[DONG_TIEU_DE].height = 48

    def _than_bang(self) -> int:
        so_dong, muc = DONG_TIEU_DE + 1, ""
        for dong in self.bang:
            if dong.chi_tieu.muc and dong.chi_tieu.muc != muc:
                muc = dong.chi_tieu.muc
                so_dong += 1
                self._dong_muc(so_dong, muc)
            so_dong += 1
            self.dong[dong.chi_tieu.ma] = so_dong
        for dong in self.bang:
            self._mot_dong(dong, self.dong[dong.chi_tieu.ma])
        for vung, chi_tieu, cot in self._vung_nhap():
            rang_buoc(
                self.ws,
                vung,
                kieu_o(chi_tieu, cot),
                cam_am=cam_am(chi_tieu, cot),
                dai=do_dai_toi_da(chi_tieu),
            )
        return so_dong

    def _dong_muc(self, so_dong: int, muc: str) -> None:
        for cot in range(COT_MA, self.cot_cuoi + 1):
            o = w.kieu_o(self.ws.cell(so_dong, cot))
            o.fill = _MUC
        o = w.ghi_chu(self.ws.cell(so_dong, COT_TEN), muc)
        w.kieu_o(o, dam=True).fill = _MUC

    def _mot_dong(self, dong: Dong, so_dong: int) -> None:
        ct = dong.chi_tieu
        o_ma = w.kieu_o(w.ghi_chu(self.ws.cell(so_dong, COT_MA), ct.ma))
        o_ma.font = _MO
        w.kieu_o(w.ghi_chu(self.ws.cell(so_dong, COT_STT), ct.stt), can="center")
        ten = f"{ct.ten} (tự tính)" if ct.cong_thuc else ct.ten
        w.kieu_o(w.ghi_chu(self.ws.cell(so_dong, COT_TEN), ten), dam=ct.cap == 0, thut=ct.cap)
        w.kieu_o(w.ghi_chu(self.ws.cell(so_dong, COT_DVT), ct.dvt), can="center")
        if ct.ghi_chu:
            w.chu_thich(self.ws.cell(so_dong, COT_TEN), ct.ghi_chu, tac_gia="Cục")
        for c in self.bang.cot:
            self._mot_o(dong, c, so_dong)
        self.ws.row_dimensions[so_dong].height = _CAO_DONG * self._so_hang_chu(dong, ten)

    def _so_hang_chu(self, dong: Dong, ten: str) -> int:
        """Lines of the tallest cell: rows written by a program do not grow by themselves."""
        so_hang = -(-len(ten) // (_CHU_MOT_HANG - 2 * dong.chi_tieu.cap))
        for c in self.bang.cot:
            co = dong.o.get(c.ma)
            if co is not None and co.chu and not co.chu.startswith("["):
                rong = _RONG_CHU if c.kieu_cot == KieuCot.VAN_BAN else _RONG_SO
                so_hang = max(so_hang, -(-len(co.chu) // int(rong)))
        return min(so_hang, 10)

    def _mot_o(self, dong: Dong, cot: CotBieu, so_dong: int) -> None:
        ct = dong.chi_tieu
        o = self.ws.cell(so_dong, self.cot[cot.ma])
        la_chu = kieu_o(ct, cot) == KieuSo.VAN_BAN
        co = dong.o.get(cot.ma)
        w.kieu_o(o, can="left" if la_chu else "right")
        o.fill = _CHI_XEM
        if co is None:
            w.ghi_chu(o, "x").alignment = Alignment(horizontal="center", vertical="center")
            return
        if ct.danh_sach and cot.ma == cot_danh_sach(self.bang):
            w.ghi_chu(o, "xem danh sách").font = _NHO
            return
        if co.nhap_duoc and self.duoc_nhap:
            w.kieu_nhap(o)
            o.alignment = Alignment(
                horizontal="left" if la_chu else "right", vertical="center", wrap_text=la_chu
            )
        if la_chu:
            if chu := noi_dung(co):
                w.ghi_chu(o, str(chu))
            return
        o.number_format = w.dinh_dang_so(so_le_o(ct, cot))
        if cong_thuc := self._cong_thuc(ct, cot):
            o.value = cong_thuc
            self.da_tinh[o.coordinate] = "" if co.so is None else gon_excel(co.so)
        elif (san := self.dien_san.get((ct.ma, cot.ma))) is not None:
            # An empty cell with a computed figure: sending the file back confirms it.
            o.value = san or "-"
            w.chu_thich(o, CHU_DIEN_SAN, tac_gia="Cục")
        elif isinstance(gia_tri := noi_dung(co), Decimal):
            o.value = gia_tri
        elif gia_tri is not None:
            w.ghi_chu(o, gia_tri)

    def _cong_thuc(self, ct: ChiTieu, cot: CotBieu) -> str | None:
        if cot.kieu_cot == KieuCot.TINH and cot.cong_thuc:
            return cong_thuc_excel(BieuThuc(cot.cong_thuc), lambda ref: self.dia_chi(ct.ma, ref))
        if ct.cong_thuc and cot.kieu_cot != KieuCot.VAN_BAN:
            return cong_thuc_excel(BieuThuc(ct.cong_thuc), lambda ref: self.dia_chi(ref, cot.ma))
        return None

    def _vung_nhap(self) -> Iterator[tuple[str, ChiTieu, CotBieu]]:
        """Runs of entry cells of one kind down a column; a rule of Excel is relative to its top."""
        for c in self.bang.cot:
            chu, dau, cuoi, mau = get_column_letter(self.cot[c.ma]), 0, 0, None
            for dong in [*self.bang, None]:
                co = dong.o.get(c.ma) if dong else None
                nhap = co is not None and co.nhap_duoc and self.duoc_nhap
                so_dong = self.dong[dong.chi_tieu.ma] if dong else 0
                cung = (
                    nhap
                    and mau is not None
                    and dong is not None
                    and so_dong == cuoi + 1
                    and _cung_kieu(mau, dong.chi_tieu, c)
                )
                if cung:
                    cuoi = so_dong
                    continue
                if mau is not None:
                    yield f"{chu}{dau}:{chu}{cuoi}", mau, c
                mau = dong.chi_tieu if nhap and dong else None
                dau = cuoi = so_dong

    def _cac_danh_sach(self, so_dong: int) -> int:
        for dong in self.bang:
            if dong.chi_tieu.danh_sach:
                so_dong = self._danh_sach(dong, so_dong + 2)
        return so_dong

    def _danh_sach(self, dong: Dong, so_dong: int) -> int:
        """Title, header with codes, then free rows «CN91#1»…; the first list column is wide."""
        ct = dong.chi_tieu
        cau_truc = cau_truc_danh_sach(ct)
        so_o = int(cau_truc["so_dong_toi_da"])
        cot = range(COT_TEN, COT_TEN + len(cau_truc["cot"]))
        self.ws.row_dimensions[so_dong + 1].height = 2 * _CAO_DONG
        tieu_de = (
            f"Danh sách {ct.stt}. {ct.ten} (tối đa {so_o} dòng; «-» ở dòng đầu: không phát sinh)"
        )
        self._chu(so_dong, COT_TEN, tieu_de).font = _DAM
        self._chu(so_dong + 1, COT_MA, f"{ct.ma}#").font = _MO
        w.kieu_tieu_de(self._chu(so_dong + 1, COT_STT, "TT"), cap=3)
        for so_cot, c in zip(cot, cau_truc["cot"], strict=True):
            w.kieu_tieu_de(self._chu(so_dong + 1, so_cot, c["ten"]), cap=3)
        co = dong.o.get(cot_danh_sach(self.bang))
        dang_co = dong_danh_sach(co, ct) if co else []
        for i in range(max(so_o, len(dang_co))):
            so = so_dong + 2 + i
            self._chu(so, COT_MA, f"{ct.ma}#{i + 1}").font = _MO
            w.kieu_o(w.ghi(self.ws.cell(so, COT_STT), i + 1), can="center")
            for so_cot, c in zip(cot, cau_truc["cot"], strict=True):
                o = self.ws.cell(so, so_cot)
                if self.duoc_nhap:
                    w.kieu_nhap(o)
                else:
                    w.kieu_o(o)
                _ghi_muc(o, dang_co[i].get(c["ma"], "") if i < len(dang_co) else "", c)
        cuoi = so_dong + 1 + max(so_o, len(dang_co))
        for so_cot, c in zip(cot, cau_truc["cot"], strict=True):
            lua_chon = c.get("lua_chon") or []
            if self.duoc_nhap and lua_chon:
                chu = get_column_letter(so_cot)
                vung = f"{chu}{so_dong + 2}:{chu}{cuoi}"
                trang_an = None if _chon_trong_o(lua_chon) else trang_lua_chon(self.ws.parent)
                w.danh_sach_chon(self.ws, vung, lua_chon, trang_an=trang_an)
        return cuoi

    def _hoan_thien(self, so_dong: int) -> None:
        ws = self.ws
        rong = {COT_MA: 8.0, COT_STT: 6.0, COT_TEN: float(_RONG_TEN), COT_DVT: 11.0}
        for c in self.bang.cot:
            rong[self.cot[c.ma]] = _RONG_CHU if c.kieu_cot == KieuCot.VAN_BAN else _RONG_SO
        # Lists below may be wider than the table: they are printed whole, in columns wide enough.
        so_cot = [
            len(cau_truc_danh_sach(d.chi_tieu)["cot"]) for d in self.bang if d.chi_tieu.danh_sach
        ]
        cot_cuoi = max(self.cot_cuoi, COT_TEN - 1 + max(so_cot, default=0))
        for cot in range(self.cot_cuoi + 1, cot_cuoi + 1):
            rong[cot] = _RONG_CHU
        w.dat_be_rong(ws, {get_column_letter(c): r for c, r in rong.items()})
        ws.freeze_panes = ws.cell(DONG_TIEU_DE + 2, COT_DAU)
        ws.sheet_view.showGridLines = False
        ws.sheet_view.zoomScale = 90
        cuoi = get_column_letter(cot_cuoi)
        w.thiet_lap_in(
            ws,
            vung=f"B1:{cuoi}{so_dong + 1}",
            dong_lap=f"{DONG_TIEU_DE}:{DONG_TIEU_DE + 1}",
            le_mm=(15, 10, 15, 15),
        )
        w.khoa_trang(ws)


def trang_lua_chon(wb: Any) -> Worksheet:
    """The hidden sheet whose columns are the lists that a cell's own check cannot hold."""
    if TRANG_LUA_CHON in wb.sheetnames:
        ws: Worksheet = wb[TRANG_LUA_CHON]
    else:
        ws = wb.create_sheet(TRANG_LUA_CHON)
        ws.sheet_state = "veryHidden"
        ws.protection.sheet = True
    return ws


def cat_trang_lua_chon(wb: Any) -> None:
    """Behind the forms, where officers and readers of sheet numbers expect nothing."""
    if TRANG_LUA_CHON in wb.sheetnames:
        wb.move_sheet(TRANG_LUA_CHON, len(wb.sheetnames))


def _chon_trong_o(lua_chon: list[str]) -> bool:
    """True when the choices fit into the cell's own check: no commas, not too long."""
    chu = ",".join(lua_chon)
    return 0 < len(chu) <= _DAI_LUA_CHON and chu.count(",") == len(lua_chon) - 1 and '"' not in chu


def _cung_kieu(a: ChiTieu, b: ChiTieu, cot: CotBieu) -> bool:
    return (kieu_o(a, cot), cam_am(a, cot), do_dai_toi_da(a)) == (
        kieu_o(b, cot),
        cam_am(b, cot),
        do_dai_toi_da(b),
    )


def _ghi_muc(o: Any, chu: str, cot: dict[str, Any]) -> None:
    """One value of a list row: numbers as numbers, everything else as text."""
    if cot["kieu"] == KieuSo.VAN_BAN:
        o.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        if chu:
            w.ghi_chu(o, chu)
        return
    o.number_format = w.dinh_dang_so(int(cot.get("so_le", 0)))
    if not chu:
        return
    if chu.replace(".", "", 1).lstrip("-").isdecimal():
        o.value = Decimal(chu)
    else:
        w.ghi_chu(o, chu)
