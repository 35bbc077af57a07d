"""The national workbook (sổ tổng hợp) of a synthesis run: each form in its own layout.

Every total is a formula over the provinces of the same file, with its value stored beside it, so
that a preview without calculation shows it too. Where a total is not the plain sum of its parts
(a province lacks one part of a formula row) the value stands alone.
"""

from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from baocao.choices import CachTongHop
from baocao.exports.khung_so import Kieu, cao_dong, thiet_lap_in
from baocao.exports.so_lieu import SoLieuSo, khop_tong, so_le
from baocao.exports.trang_phu import ve_do_phu, ve_so_sanh, ve_thay_doi, ve_thong_tin
from baocao.models import ChiTieu, CotBieu, GiaTriTongHop, LanTongHop
from baocao.statistics.danh_muc import Bieu
from baocao.statistics.kieu import MA_CA_NUOC
from cucctdp.files.services import TienDo

THIEU = "…"
KHONG_CONG = "x"
COT_CA_NUOC = 5  # columns before it: code, number, name, unit, column of the form
DONG_DAU = 6
RONG_TEN, RONG_COT, RONG_TEN_CA_NUOC = 44, 28, 60


def ve_so_tong_hop(lan: LanTongHop, goc_nhat_ky: str, tien_do: TienDo) -> bytes:
    """The workbook as bytes. ``goc_nhat_ky``: root of the audit trail, told on sheet one."""
    tien_do.bao(10, "Đọc số liệu của lần tổng hợp.")
    so_lieu = SoLieuSo(lan)
    dich = BytesIO()
    with xlsxwriter.Workbook(dich, {"in_memory": True, "strings_to_formulas": False}) as wb:
        wb.set_calc_mode("auto")
        wb.set_properties({"title": str(lan), "company": "Bộ Công Thương"})
        kieu = Kieu(wb)
        ve_thong_tin(wb.add_worksheet("Thông tin"), kieu, so_lieu, goc_nhat_ky)
        for i, bieu in enumerate(so_lieu.cac_bieu):
            tien_do.bao(15 + 60 * i // len(so_lieu.cac_bieu), f"Biểu {bieu.ma}.")
            trang_bieu = wb.add_worksheet(bieu.ma)
            chi_tiet = TrangChiTiet(wb.add_worksheet(ten_chi_tiet(bieu.ma)), kieu, so_lieu, bieu)
            chi_tiet.ve()
            TrangBieuCaNuoc(trang_bieu, kieu, so_lieu, bieu, chi_tiet).ve()
        tien_do.bao(80, "So sánh, thay đổi, độ phủ.")
        ve_so_sanh(wb.add_worksheet("So sánh"), kieu, so_lieu)
        ve_thay_doi(wb.add_worksheet("Thay đổi"), kieu, so_lieu)
        ve_do_phu(wb.add_worksheet("Độ phủ"), kieu, so_lieu)
    return dich.getvalue()


def ten_chi_tiet(ma_bieu: str) -> str:
    """Name of the sheet with the provinces of a form."""
    return f"{ma_bieu} địa phương"


class TrangChiTiet:
    """Rows × kept columns down, nation, regions, provinces across; ``o``: cells of the nation."""

    def __init__(self, ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo, bieu: Bieu) -> None:
        self.ws, self.kieu, self.so_lieu, self.bieu = ws, kieu, so_lieu, bieu
        self.o: dict[tuple[str, str], tuple[str, Decimal | None]] = {}
        self.cot_vung: dict[str, int] = {}
        self.cot_don_vi: dict[str, int] = {}
        cot = COT_CA_NUOC
        for nhom in so_lieu.nhom:
            cot += 1
            self.cot_vung[nhom.vung.ma] = cot
            for d in nhom.don_vi:
                cot += 1
                self.cot_don_vi[d.ma] = cot
        self.cot_cuoi = cot

    def ve(self) -> None:
        self._dau()
        dong = DONG_DAU
        for chi_tieu in self.so_lieu.dong(self.bieu):
            for cot in self.so_lieu.cot(self.bieu):
                if cot.ma not in chi_tieu.cot_khong_ap_dung:
                    dong = self._mot_cot(dong, chi_tieu, cot)
        ws = self.ws
        ws.freeze_panes(DONG_DAU, COT_CA_NUOC + 1)
        ws.set_column(0, 0, 8, self.kieu.mo)
        ws.set_column(1, 1, 6)
        ws.set_column(2, 2, RONG_TEN)
        ws.set_column(3, 3, 11)
        ws.set_column(4, 4, RONG_COT)
        ws.set_column(COT_CA_NUOC, self.cot_cuoi, 14)
        # Provinces fold away under their region.
        for nhom in self.so_lieu.nhom:
            dau = self.cot_vung[nhom.vung.ma] + 1
            ws.set_column(dau, dau + len(nhom.don_vi) - 1, 14, None, {"level": 1})
        thiet_lap_in(ws, dong_lap=(DONG_DAU - 2, DONG_DAU - 1), cot_lap=(0, COT_CA_NUOC))

    def _dau(self) -> None:
        ws, k = self.ws, self.kieu
        ws.write_string(0, 2, f"Biểu {self.bieu.ma}: {self.bieu.bieu_mau.ten}", k.tieu_de)
        ws.write_string(1, 2, f"{self.so_lieu.lan.ky.ky.ten} – theo địa phương", k.nghieng)
        ws.write_string(
            2, 2,
            f"«{THIEU}»: chưa có số liệu (không tính là 0); «{KHONG_CONG}»: không cộng giữa các "
            "địa phương. Vùng và cả nước là công thức cộng các địa phương đã có số.",
            k.nghieng,
        )  # fmt: skip
        for i, ten in enumerate(("Mã", "TT", "Chỉ tiêu", "Đơn vị tính", "Cột của biểu")):
            ws.merge_range(DONG_DAU - 2, i, DONG_DAU - 1, i, ten, k.dau_cot)
        ws.merge_range(
            DONG_DAU - 2, COT_CA_NUOC, DONG_DAU - 1, COT_CA_NUOC, self._ten_ca_nuoc(), k.dau_cot
        )
        for nhom in self.so_lieu.nhom:
            dau = self.cot_vung[nhom.vung.ma]
            cuoi = dau + len(nhom.don_vi)
            if cuoi > dau:
                ws.merge_range(DONG_DAU - 2, dau, DONG_DAU - 2, cuoi, nhom.vung.ten, k.dau_cot)
            else:
                ws.write_string(DONG_DAU - 2, dau, nhom.vung.ten, k.dau_cot)
            ws.write_string(DONG_DAU - 1, dau, "Toàn vùng", k.dau_cot)
            for d in nhom.don_vi:
                ten = self.so_lieu.ten(d.ma)
                ws.write_string(DONG_DAU - 1, self.cot_don_vi[d.ma], ten, k.dau_cot)

    def _ten_ca_nuoc(self) -> str:
        lan = self.so_lieu.lan
        if lan.so_don_vi_co == lan.so_don_vi_tong:
            return "Cả nước"
        return f"{lan.so_don_vi_co}/{lan.so_don_vi_tong} địa phương"

    def _mot_cot(self, dong: int, ct: ChiTieu, cot: CotBieu) -> int:
        """One kept column of one row; a ratio takes three lines. Returns the next free line."""
        if self._la_ty_le(ct, cot):
            tu = self._dong_cong(dong, ct, cot, "tu_so", " – tử số")
            mau = self._dong_cong(dong + 1, ct, cot, "mau_so", " – mẫu số")
            self._dong_ty_le(dong + 2, ct, cot, tu, mau)
            return dong + 3
        if ct.tong_hop == CachTongHop.CONG or self._co_tong(ct, cot):
            self._dong_cong(dong, ct, cot, "gia_tri", "")
        else:
            self._dong_khong_cong(dong, ct, cot)
        return dong + 1

    def _cac_so(self, ct: ChiTieu, cot: CotBieu) -> dict[str, GiaTriTongHop]:
        noi = [MA_CA_NUOC, *self.cot_vung, *self.cot_don_vi]
        co = {ma: self.so_lieu.so(self.bieu.ma, ct.ma, cot.ma, ma) for ma in noi}
        return {ma: g for ma, g in co.items() if g is not None}

    def _la_ty_le(self, ct: ChiTieu, cot: CotBieu) -> bool:
        return any(g.mau_so is not None for g in self._cac_so(ct, cot).values())

    def _co_tong(self, ct: ChiTieu, cot: CotBieu) -> bool:
        g = self.so_lieu.ca_nuoc(self.bieu.ma, ct.ma, cot.ma)
        return g is not None and g.gia_tri is not None

    def _nhan(self, dong: int, ct: ChiTieu, cot: CotBieu, them: str, dvt: str) -> None:
        k = self.kieu
        self.ws.write_string(dong, 0, ct.ma, k.mo)
        self.ws.write_string(dong, 1, ct.stt, k.giua)
        self.ws.write_string(dong, 2, ct.ten, k.ten(ct.cap))
        self.ws.write_string(dong, 3, dvt, k.giua)
        ten_cot = f"{cot.ma} – {cot.ten}{them}"
        self.ws.write_string(dong, 4, ten_cot, k.chu)
        cao = max(cao_dong(ct.ten, RONG_TEN, ct.cap), cao_dong(ten_cot, RONG_COT))
        self.ws.set_row(dong, cao)

    def _dong_cong(self, dong: int, ct: ChiTieu, cot: CotBieu, phan: str, them: str) -> int:
        """A line whose totals add up the provinces."""
        self._nhan(dong, ct, cot, them, ct.dvt)
        cac_so = {ma: getattr(g, phan) for ma, g in self._cac_so(ct, cot).items()}
        le = so_le(ct, cot, ty_le=False)
        for ma, c in self.cot_don_vi.items():
            self._so(dong, c, cac_so.get(ma), le)
        for nhom in self.so_lieu.nhom:
            c = self.cot_vung[nhom.vung.ma]
            con = [cac_so.get(d.ma) for d in nhom.don_vi]
            vung = f"{_o(dong, c + 1)}:{_o(dong, c + len(con))}"
            self._tong(dong, c, f"=SUM({vung})", con, cac_so.get(nhom.vung.ma), le)
        cac_vung = [cac_so.get(n.vung.ma) for n in self.so_lieu.nhom]
        cong_thuc = "=SUM(" + ",".join(_o(dong, c) for c in self.cot_vung.values()) + ")"
        so = cac_so.get(MA_CA_NUOC)
        self._tong(dong, COT_CA_NUOC, cong_thuc, cac_vung, so, le)
        if phan == "gia_tri":
            self.o[ct.ma, cot.ma] = _o(dong, COT_CA_NUOC, tuyet_doi=True), so
        return dong

    def _dong_ty_le(self, dong: int, ct: ChiTieu, cot: CotBieu, tu: int, mau: int) -> None:
        self._nhan(dong, ct, cot, "", "%")
        le = so_le(ct, cot, ty_le=True)
        for ma, g in self._cac_so(ct, cot).items():
            c = self._cot_cua(ma)
            dinh_dang = self.kieu.so(le, dam=ma not in self.cot_don_vi)
            if g.gia_tri is None:
                self.ws.write_string(dong, c, THIEU, self.kieu.giua)
            elif g.mau_so and g.tu_so is not None:
                cong_thuc = f"=ROUND({_o(tu, c)}/{_o(mau, c)}*100,6)"
                self.ws.write_formula(dong, c, cong_thuc, dinh_dang, g.gia_tri)
            else:
                self.ws.write_number(dong, c, g.gia_tri, dinh_dang)
        self._dien_trong(dong, ct, cot)
        tong = self.so_lieu.ca_nuoc(self.bieu.ma, ct.ma, cot.ma)
        so = tong.gia_tri if tong else None
        self.o[ct.ma, cot.ma] = _o(dong, COT_CA_NUOC, tuyet_doi=True), so

    def _dong_khong_cong(self, dong: int, ct: ChiTieu, cot: CotBieu) -> None:
        self._nhan(dong, ct, cot, "", ct.dvt)
        cac_so = self._cac_so(ct, cot)
        for ma, c in self.cot_don_vi.items():
            g = cac_so.get(ma)
            self._so(dong, c, g.gia_tri if g else None, so_le(ct, cot, ty_le=False))
        for c in (COT_CA_NUOC, *self.cot_vung.values()):
            self.ws.write_string(dong, c, KHONG_CONG, self.kieu.giua)

    def _dien_trong(self, dong: int, ct: ChiTieu, cot: CotBieu) -> None:
        co = self._cac_so(ct, cot)
        for ma in (MA_CA_NUOC, *self.cot_vung, *self.cot_don_vi):
            if ma not in co:
                self.ws.write_string(dong, self._cot_cua(ma), THIEU, self.kieu.giua)

    def _cot_cua(self, ma: str) -> int:
        if ma == MA_CA_NUOC:
            return COT_CA_NUOC
        return self.cot_vung[ma] if ma in self.cot_vung else self.cot_don_vi[ma]

    def _so(self, dong: int, cot: int, so: Decimal | None, le: int) -> None:
        if so is None:
            self.ws.write_string(dong, cot, THIEU, self.kieu.giua)
        else:
            self.ws.write_number(dong, cot, so, self.kieu.so(le))

    def _tong(
        self, dong: int, cot: int, cong_thuc: str, con: list[Decimal | None],
        tong: Decimal | None, le: int,
    ) -> None:  # fmt: skip
        if tong is None:
            self.ws.write_string(dong, cot, THIEU, self.kieu.giua)
        elif khop_tong(con, tong):
            self.ws.write_formula(dong, cot, cong_thuc, self.kieu.so(le, dam=True), tong)
        else:
            self.ws.write_number(dong, cot, tong, self.kieu.so(le, dam=True))


class TrangBieuCaNuoc:
    """A form as it is printed, with the nation's figures taken from its sheet of provinces."""

    def __init__(
        self, ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo, bieu: Bieu, chi_tiet: TrangChiTiet
    ) -> None:
        self.ws, self.kieu, self.so_lieu, self.bieu = ws, kieu, so_lieu, bieu
        self.chi_tiet = chi_tiet
        self.cot = so_lieu.cot(bieu)

    def ve(self) -> None:
        ws, k, lan = self.ws, self.kieu, self.so_lieu.lan
        cuoi = 3 + len(self.cot) + 1
        ws.merge_range(0, 1, 0, cuoi, f"Biểu {self.bieu.ma}: {self.bieu.bieu_mau.ten}", k.tieu_de)
        pham_vi = (
            "Cả nước"
            if lan.so_don_vi_co == lan.so_don_vi_tong
            else f"Tổng {lan.so_don_vi_co}/{lan.so_don_vi_tong} địa phương đã có số liệu"
        )
        ws.merge_range(1, 1, 1, cuoi, f"{lan.ky.ky.ten} – {pham_vi}", k.nghieng_giua)
        if lan.co_minh_hoa:
            ws.merge_range(2, 1, 2, cuoi, "CÓ SỐ LIỆU MINH HỌA, KHÔNG DÙNG LÀM CĂN CỨ", k.canh_bao)
        chung = self.bieu.bieu_mau.don_vi_tinh_chung
        dau = ["Mã", "TT", "Chỉ tiêu", "Đơn vị tính", *(c.ten for c in self.cot), "Số địa phương"]
        for i, ten in enumerate(dau):
            ws.write_string(4, i, ten, k.dau_cot)
            ma = ["", "A", "B", "C", *(c.ma for c in self.cot), "có số"][i]
            ws.write_string(5, i, ma, k.dau_cot)
        if chung:
            ws.write_string(3, cuoi, f"Đơn vị tính chung: {chung}", k.phai)
        dong, muc = DONG_DAU, ""
        for ct in self.so_lieu.dong(self.bieu):
            if ct.muc and ct.muc != muc:
                muc = ct.muc
                ws.merge_range(dong, 1, dong, cuoi, muc, k.muc)
                dong += 1
            self._dong(dong, ct)
            dong += 1
        ws.set_column(0, 0, 8)
        ws.set_column(1, 1, 6)
        ws.set_column(2, 2, RONG_TEN_CA_NUOC)
        ws.set_column(3, 3, 11)
        ws.set_column(4, cuoi, 15)
        ws.set_row(4, 48)
        ws.freeze_panes(DONG_DAU, 4)
        thiet_lap_in(ws, dong_lap=(4, 5), cot_lap=None)

    def _dong(self, dong: int, ct: ChiTieu) -> None:
        ws, k = self.ws, self.kieu
        ws.write_string(dong, 0, ct.ma, k.mo)
        ws.write_string(dong, 1, ct.stt, k.giua)
        ws.write_string(dong, 2, ct.ten, k.ten(ct.cap))
        ws.write_string(dong, 3, ct.dvt, k.giua)
        ws.set_row(dong, cao_dong(ct.ten, RONG_TEN_CA_NUOC, ct.cap))
        trang = ten_chi_tiet(self.bieu.ma)
        co = tong = 0
        for i, cot in enumerate(self.cot, 4):
            g = self.so_lieu.ca_nuoc(self.bieu.ma, ct.ma, cot.ma)
            if g is not None and g.so_don_vi_co > co:
                co, tong = g.so_don_vi_co, g.so_don_vi_tong
            nguon = self.chi_tiet.o.get((ct.ma, cot.ma))
            if cot.ma in ct.cot_khong_ap_dung or nguon is None:
                ws.write_string(dong, i, KHONG_CONG, k.giua)
            elif nguon[1] is None:
                ws.write_string(dong, i, THIEU, k.giua)
            else:
                le = so_le(ct, cot, ty_le=g is not None and g.mau_so is not None)
                ws.write_formula(
                    dong, i, f"='{trang}'!{nguon[0]}", k.so(le, dam=ct.cap == 0), nguon[1]
                )
        ws.write_string(dong, 4 + len(self.cot), f"{co}/{tong}" if tong else THIEU, k.giua)


def _o(dong: int, cot: int, *, tuyet_doi: bool = False) -> str:
    if tuyet_doi:
        return f"${xl_col_to_name(cot)}${dong + 1}"
    return str(xl_rowcol_to_cell(dong, cot))
