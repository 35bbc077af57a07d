"""Cells of one sheet against the table: changed by the user, by others, by both, by nobody."""

from collections.abc import Mapping
from decimal import Decimal

from baocao.bang import Bang, Dong, O
from baocao.checks import SoLieuKem, doc_quy_tac, run_checks
from baocao.choices import BAC_SO_LIEU, KieuCot, MucDo, TrangThaiO, TrangThaiSoLieu
from baocao.models import CotBieu
from baocao.services.loi_chu import do_dai_toi_da, loi_chu
from baocao.services.nhap_lieu import GhiO
from baocao.workbook.bo_cuc import BoCuc
from baocao.workbook.doc_o import GiaTriDoc, Gom, doc_danh_sach, doc_o_nhap, tho
from baocao.workbook.khung import (
    GIU_NGUYEN,
    LUA_CHON_TRANG_THAI,
    bang_nhau,
    cam_am,
    cau_truc_danh_sach,
    dong_danh_sach,
    in_ra,
    kieu_o,
    la_danh_sach,
    noi_dung,
    noi_dung_he_thong,
)
from cucctdp.excel.trang_nhe import TrangNhe
from cucctdp.formats.chu import nfc

_SAI_SO = Decimal("1E-9")
_CO_SO = (TrangThaiO.CO_GIA_TRI, TrangThaiO.KHONG_PHAT_SINH)


class DocTrang:
    """Reads one sheet into ``ghi``, ``xung_dot``, ``khong_doi`` and ``toa_do``."""

    def __init__(
        self,
        ws: TrangNhe,
        bang: Bang,
        bo_cuc: BoCuc,
        phien_ban_goc: Mapping[str, int],
        ban_cu: Mapping[tuple[str, str], O],
        gom: Gom,
    ) -> None:
        self.ws = ws
        self.trang = nfc(ws.title)
        self.bang = bang
        self.bo_cuc = bo_cuc
        self.phien_ban_goc = phien_ban_goc
        self.ban_cu = ban_cu
        self.gom = gom
        self.ghi: list[GhiO] = []
        self.xung_dot: set[tuple[str, str]] = set()
        self.khong_doi = 0
        self.toa_do: dict[tuple[str, str], str] = {}
        self.chon: str | None = None
        self.doi_trang_thai = False

    def doc(self, *, trang_thai_goc: str) -> None:
        """Read every entry cell; ``trang_thai_goc`` is the label of the data state at export."""
        self._doc_trang_thai(trang_thai_goc)
        for dong in self.bang:
            so_dong = self.bo_cuc.dong.get(dong.chi_tieu.ma)
            if so_dong is None:
                continue
            for cot in self.bang.cot:
                so_cot = self.bo_cuc.cot.get(cot.ma)
                if so_cot is None:
                    continue
                o = self.ws.cell(so_dong, so_cot)
                self.toa_do[dong.chi_tieu.ma, cot.ma] = o.coordinate
                co = dong.o.get(cot.ma)
                if co is None or not co.nhap_duoc:
                    continue
                if la_danh_sach(self.bang, dong.chi_tieu, cot.ma):
                    self._mot_danh_sach(dong, co)
                else:
                    self._mot_o(dong, cot, co, so_dong, so_cot)

    def _doc_trang_thai(self, goc: str) -> None:
        if self.bo_cuc.o_trang_thai is None:
            return
        o = self.ws.cell(*self.bo_cuc.o_trang_thai)
        chu = str(tho(o) or "")
        if not chu or chu == GIU_NGUYEN:
            return
        self.chon = LUA_CHON_TRANG_THAI.get(chu)
        if self.chon is None:
            cau = f"Trạng thái số liệu «{chu[:40]}» không có. Chọn Ước tính, Sơ bộ hoặc Chính thức."
            self.gom.them(self.trang, o.coordinate, cau, "trang_thai_sai", chu)
        self.doi_trang_thai = self.chon is not None and chu != goc

    def _o_goc(self, co: O) -> O:
        return self.ban_cu.get((co.chi_tieu, co.cot), co)

    def _mot_o(self, dong: Dong, cot: CotBieu, co: O, so_dong: int, so_cot: int) -> None:
        o = self.ws.cell(so_dong, so_cot)
        goc = self._o_goc(co)
        la_so = dong.chi_tieu.la_so and cot.kieu_cot != KieuCot.VAN_BAN
        if o.data_type not in ("f", "e") and bang_nhau(tho(o), noi_dung(goc)):
            self._khong_doi(co, la_so=la_so)
            return
        moi = doc_o_nhap(
            o,
            kieu=kieu_o(dong.chi_tieu, cot),
            cam_am=cam_am(dong.chi_tieu, cot),
            co_ky_hieu=cot.kieu_cot != KieuCot.VAN_BAN,
            gom=self.gom,
            dai=do_dai_toi_da(dong.chi_tieu),
        )
        if moi is None:
            return
        if moi.chu and (loi := loi_chu(self.bang.phieu, dong.chi_tieu, moi.chu)):
            for cau in loi:
                self.gom.them(
                    self.trang, o.coordinate, cau[:1].upper() + cau[1:], "chu_sai", moi.chu
                )
            return
        if moi.giong(goc):
            self._khong_doi(co, la_so=la_so)
            return
        if tho(o) is None:
            cau = (
                f"Ô bị xóa trắng: số cũ {in_ra(noi_dung(goc))} sẽ thành «chưa có số liệu». "
                "Nếu không phát sinh, gõ «-»."
            )
            self.gom.nhac(self.trang, o.coordinate, cau, "da_xoa")
        self._doi(co, goc, moi, o.coordinate)

    def _mot_danh_sach(self, dong: Dong, co: O) -> None:
        """The list block below the table is one cell of it."""
        ma = dong.chi_tieu.ma
        so_dong = self.bo_cuc.danh_sach.get(ma)
        if not so_dong:
            cau = f"Thiếu phần danh sách {ma} dưới biểu; danh sách đang có được giữ nguyên."
            self.gom.nhac(self.trang, "", cau, "thieu_danh_sach")
            return
        dau = self.bo_cuc.cot_ma + 2
        so_cot = len(cau_truc_danh_sach(dong.chi_tieu)["cot"])
        cac_dong = [
            (i, [self.ws.cell(r, dau + c) for c in range(so_cot)]) for i, r in so_dong.items()
        ]
        goc = self._o_goc(co)
        toa_do = cac_dong[0][1][0].coordinate
        self.toa_do[co.chi_tieu, co.cot] = toa_do
        moi, muc = doc_danh_sach(cac_dong, dong.chi_tieu, self.gom)
        if moi is None:
            return
        if moi.giong(goc) or (muc and _cung_danh_sach(muc, dong_danh_sach(goc, dong.chi_tieu))):
            self.khong_doi += 1
            return
        self._doi(co, goc, moi, toa_do)

    def _khong_doi(self, co: O, *, la_so: bool) -> None:
        """Content as at export: whatever the database holds stays; only the data state may move."""
        if self.doi_trang_thai and la_so and co.trang_thai_o in _CO_SO and co.phien_ban:
            giu = GiaTriDoc(co.trang_thai_o, co.so, co.chu)
            if co.trang_thai_sl != self.chon:
                self._doi(co, co, giu, self.toa_do[co.chi_tieu, co.cot])
                return
        self.khong_doi += 1

    def _doi(self, co: O, goc: O, moi: GiaTriDoc, toa_do: str) -> None:
        trang_thai_sl = self.chon if self.doi_trang_thai or not goc.phien_ban else None
        if trang_thai_sl is not None and co.phien_ban and self._ha_trang_thai(co, trang_thai_sl):
            cau = (
                "Không được hạ trạng thái số liệu đã gửi từ "
                f"«{TrangThaiSoLieu(co.trang_thai_sl).label}» "
                f"xuống «{TrangThaiSoLieu(trang_thai_sl).label}»."
            )
            self.gom.them(self.trang, toa_do, cau, "KT24")
            return
        ghi = GhiO(
            co.chi_tieu,
            co.cot,
            so=moi.so,
            chu=moi.chu,
            trang_thai_o=moi.trang_thai_o,
            trang_thai_sl=trang_thai_sl,
            phien_ban_goc=self.phien_ban_goc.get(f"{co.chi_tieu}.{co.cot}", 0)
            if _doi_khac(goc, co)
            else co.phien_ban,
        )
        if moi.giong(co) and trang_thai_sl in (None, co.trang_thai_sl):
            self.khong_doi += 1
            return
        self.ghi.append(ghi)
        if ghi.phien_ban_goc != co.phien_ban and co.phien_ban:
            self.xung_dot.add((co.chi_tieu, co.cot))

    def _ha_trang_thai(self, co: O, moi: str) -> bool:
        """KT24, for packs that were sent once."""
        bac = BAC_SO_LIEU
        return self.bang.phieu.bo.gui_luc is not None and (
            bac[TrangThaiSoLieu(moi)] < bac[TrangThaiSoLieu(co.trang_thai_sl)]
        )


def _doi_khac(goc: O, co: O) -> bool:
    """True when the system holds something else than at export; there and back is no change."""
    return goc is not co and (
        (goc.trang_thai_o, goc.so, goc.chu) != (co.trang_thai_o, co.so, co.chu)
        or (goc.phien_ban > 0 and goc.trang_thai_sl != co.trang_thai_sl)
    )


def _cung_danh_sach(a: list[dict[str, str]], b: list[dict[str, str]]) -> bool:
    return [_chuan(m) for m in a] == [_chuan(m) for m in b]


def _chuan(muc: Mapping[str, str]) -> dict[str, object]:
    """One list row for comparison: numbers by value, text by content."""
    return {k: _so_hoac_chu(v) for k, v in muc.items()}


def _so_hoac_chu(chu: str) -> object:
    than = chu.strip().removeprefix("-").replace(".", "", 1)
    return Decimal(chu.strip()) if than.isascii() and than.isdigit() else nfc(chu).strip()


def canh_bao_o_khong_nhap(ws: TrangNhe, bang: Bang, bo_cuc: BoCuc, gom: Gom) -> None:
    """Warn of cells that are not for typing and hold something else than the system has."""
    for dong in bang:
        so_dong = bo_cuc.dong.get(dong.chi_tieu.ma)
        for cot in bang.cot:
            so_cot = bo_cuc.cot.get(cot.ma)
            co = dong.o.get(cot.ma)
            if so_dong is None or so_cot is None or (co is not None and co.nhap_duoc):
                continue
            o = ws.cell(so_dong, so_cot)
            trong_tep = tho(o)
            if o.data_type in ("f", "e") or trong_tep is None:
                continue
            he_thong = "x" if co is None else noi_dung_he_thong(co)
            if not _gan_nhau(trong_tep, he_thong):
                cau = (
                    f"Ô này không nhập, số của bạn ({in_ra(trong_tep)}) không được dùng; "
                    f"hệ thống dùng {in_ra(he_thong)}."
                )
                gom.nhac(nfc(ws.title), o.coordinate, cau, "o_khong_nhap", str(o.value))


def kiem_ty_le(ws: TrangNhe, bang: Bang, bo_cuc: BoCuc, gom: Gom) -> None:
    """Rates typed over their formulas, by the rules that judge them (KC37); one query if any."""
    tep: dict[tuple[str, str], tuple[Decimal, str]] = {}
    for dong in bang:
        so_dong = bo_cuc.dong.get(dong.chi_tieu.ma)
        for cot in bang.cot:
            so_cot = bo_cuc.cot.get(cot.ma)
            if so_dong is None or so_cot is None or cot.kieu_cot != KieuCot.TINH:
                continue
            o = ws.cell(so_dong, so_cot)
            if o.data_type != "f" and isinstance(so := tho(o), Decimal):
                tep[dong.chi_tieu.ma, cot.ma] = so, o.coordinate
    if not tep:
        return
    kem = SoLieuKem(ty_le_tep={khoa: so for khoa, (so, _) in tep.items()})
    cac = [q for q in doc_quy_tac(bang.ky.ngay_cuoi) if q.ham == "ty_le_trong_tep"]
    for v in run_checks(bang, quy_tac=cac, kem=kem):
        if v.muc_do == MucDo.E and (v.chi_tieu, v.cot) in tep:
            so, toa_do = tep[v.chi_tieu, v.cot]
            gom.them(nfc(ws.title), toa_do, f"{v.quy_tac}: {v.thong_bao}", "ty_le_sai", in_ra(so))


def _gan_nhau(a: Decimal | str | None, b: Decimal | str | None) -> bool:
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return abs(a - b) <= _SAI_SO * max(Decimal(1), abs(b))
    return bang_nhau(a, b)
