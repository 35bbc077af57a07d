"""Rows of a guessed form: sections, levels and parents from the numbering, units, kinds, codes."""

import re
from dataclasses import dataclass, field

from baocao.choices import CachTongHop, DaiLuong, KieuSo
from cucctdp.excel.errors import LoiO
from cucctdp.formats.chu import khoa_tim

_LA_MA = re.compile(r"[IVX]{1,5}")
_CHU_HOA = re.compile(r"[A-H]")
_SO = re.compile(r"\d{1,3}(\.\d{1,3})*")
_CHU_NHO = re.compile(r"[a-zđ]")
_GACH = re.compile(r"[-–—+•*]+")
_GACH_DAU_TEN = re.compile(r"[-–—+•*]\s+")
_MA = re.compile(r"(?=.{2,12}\Z)[A-Za-z][A-Za-z0-9_]*(?:\.[0-9]+)?", re.ASCII)
_NHU_TREN = {"nt", "nhu tren", "//", '"', "''", "-nt-", "”"}
_DEM = re.compile(
    r"(nguoi|lao dong|doanh nghiep|co so|du an|cum|cho|sieu thi|trung tam|ho|cua hang|lan|vu|"
    r"de an|hop tac xa|san pham|bo|cai|chiec|con|giay phep|van ban|cuoc|lop|phien|don vi|nghe nhan|"
    r"lang)\b"
)
_THOI_DIEM = re.compile(r"\b(hien co|den (cuoi|het|thoi diem|nay)|cuoi ky|ton kho|luy ke den)\b")


@dataclass
class DongDoc:
    """A proposed row; ``o``: address of its name in the workbook."""

    ma: str
    stt: str
    muc: str
    ten: str
    cap: int
    cha: str
    dvt: str
    kieu: str
    so_le: int
    dai_luong: str
    tong_hop: str
    o: str


def _cuoi(so: str) -> str:
    return so.rpartition(".")[2]


@dataclass
class SoDong:
    """Takes rows in the order of the sheet; ``xong`` gives them with codes and parents."""

    tien_to: str
    ma_cu: dict[str, str]
    da_dung: set[str]
    trang: str
    chua_ro: list[LoiO] = field(default_factory=list)
    _dong: list[DongDoc] = field(default_factory=list)
    _muc: str = ""
    _cap_so: int = 0
    _dvt: str = ""
    _ten: dict[str, str] = field(default_factory=dict)

    def _nhac(self, o: str, cau: str, ma: str) -> None:
        self.chua_ro.append(LoiO(self.trang, o, cau, ma, "canh_bao"))

    def them(
        self, *, stt: str, ten: str, dvt: str, ma: str, thut: int, dam: bool, co_so: bool, o: str
    ) -> None:
        """One line of the table: a section heading or an indicator."""
        so = stt.strip(" .):(")
        if khoa_tim(dvt) in _NHU_TREN or dvt in _NHU_TREN:
            dvt = self._dvt
        elif dvt:
            self._dvt = dvt
        muc = bool(_LA_MA.fullmatch(so) or _CHU_HOA.fullmatch(so)) and not dvt and not co_so
        if muc or (not so and not dvt and not co_so and dam and ten.isupper()):
            self._muc = f"{so}. {ten}"[:255] if so else ten[:255]
            self._cap_so, self._dvt = 0, ""
            return
        cap = self._cap(so, ten, thut, o)
        ten = ten[:400]
        khoa = khoa_tim(ten)
        if khoa in self._ten:
            cau = f"Trùng tên với chỉ tiêu ở ô {self._ten[khoa]}; sửa tên cho rõ hoặc bỏ một dòng."
            self._nhac(o, cau, "trung_ten")
        self._ten.setdefault(khoa, o)
        kieu, so_le, dai_luong, tong_hop = self._kieu(khoa, dvt)
        if ma and not _MA.fullmatch(ma):
            self._nhac(o, f"Mã «{ma}» trong tệp không dùng được; đã đề xuất mã khác.", "ma_la")
            ma = ""
        self._dong.append(
            DongDoc(ma, so if so and not _GACH.fullmatch(so) else "", self._muc, ten, cap, "",
                    dvt[:40], kieu, so_le, dai_luong, tong_hop, o)
        )  # fmt: skip

    def _cap(self, so: str, ten: str, thut: int, o: str) -> int:
        """Indent level: I, 1 → 0; 1.1 → 1; a) and dashes one below the number above them."""
        if _SO.fullmatch(so):
            self._cap_so = so.count(".")
            if self._cap_so and not self._co_cha(so):
                cau = f"Số thứ tự «{so}» không có dòng «{so.rpartition('.')[0]}» ở trên."
                self._nhac(o, cau, "nhay_so")
            elif (so_cu := self._so_truoc(so)) is not None and so_cu + 1 != int(_cuoi(so)):
                cau = f"Số thứ tự nhảy tới «{so}»; kiểm tra có thiếu hay thừa dòng không."
                self._nhac(o, cau, "nhay_so")
            return min(self._cap_so, 3)
        if _LA_MA.fullmatch(so) or _CHU_HOA.fullmatch(so):
            self._cap_so = 0
            return 0
        if _CHU_NHO.fullmatch(so):
            return min(self._cap_so + 1, 3)
        if _GACH.fullmatch(so) or (not so and _GACH_DAU_TEN.match(ten)):
            truoc = self._dong[-1] if self._dong else None
            if truoc is not None and _CHU_NHO.fullmatch(truoc.stt):
                return min(truoc.cap + 1, 3)
            if truoc is not None and not truoc.stt and truoc.cap:
                return truoc.cap
            return min(self._cap_so + 1, 3)
        if so:
            self._nhac(o, f"Không hiểu số thứ tự «{so}»; xem lại cấp thụt dòng.", "stt_la")
            return min(thut, 3)
        if thut:
            return min(thut, 3)
        if self._dong:
            cau = "Dòng không có số thứ tự; xem lại cấp thụt dòng và chỉ tiêu mẹ."
            self._nhac(o, cau, "thieu_stt")
        return 0

    def _so_truoc(self, so: str) -> int | None:
        """Last number given on the same level under the same parent."""
        cha = so.rpartition(".")[0]
        cung = [
            int(_cuoi(d.stt))
            for d in self._dong
            if d.muc == self._muc and _SO.fullmatch(d.stt) and d.stt.rpartition(".")[0] == cha
        ]
        return cung[-1] if cung else None

    def _co_cha(self, so: str) -> bool:
        cha = so.rpartition(".")[0]
        return any(d.stt == cha and d.muc == self._muc for d in self._dong)

    @staticmethod
    def _kieu(khoa: str, dvt: str) -> tuple[str, int, str, str]:
        """(kind, decimals, quantity, way of adding up)."""
        k_dvt = khoa_tim(dvt)
        if "%" in dvt or k_dvt == "phan tram":
            if "chi so" in khoa:
                return KieuSo.CHI_SO, 2, DaiLuong.CHI_SO, CachTongHop.KHONG
            kieu = KieuSo.TANG if re.search(r"\b(tang|toc do)\b", khoa) else KieuSo.TY_LE
            return kieu, 2, DaiLuong.TY_LE, CachTongHop.KHONG
        dai_luong = DaiLuong.THOI_DIEM if _THOI_DIEM.search(khoa) else DaiLuong.DONG
        if _DEM.match(k_dvt):
            return KieuSo.SO_NGUYEN, 0, dai_luong, CachTongHop.CONG
        return KieuSo.SO_TP, 1, dai_luong, CachTongHop.CONG

    def xong(self, don_vi_chung: str) -> list[DongDoc]:
        """The rows with units, codes and parents filled in."""
        self._don_vi(don_vi_chung)
        self._dat_ma()
        for i, d in enumerate(self._dong):
            if d.cap:
                cha = next(
                    (t for t in reversed(self._dong[:i]) if t.cap < d.cap and t.muc == d.muc), None
                )
                d.cha = cha.ma if cha else ""
        return self._dong

    def _don_vi(self, chung: str) -> None:
        for d in self._dong:
            if d.dvt:
                continue
            if chung:
                d.dvt = chung[:40]
                d.kieu, d.so_le, d.dai_luong, d.tong_hop = self._kieu(khoa_tim(d.ten), chung)
            else:
                self._nhac(d.o, f"«{d.ten}» chưa có đơn vị tính.", "thieu_dvt")

    def _dat_ma(self) -> None:
        dung = {d.ma for d in self._dong if d.ma} | self.da_dung
        da_lay: set[str] = set()
        so = 0
        for d in self._dong:
            cu = self.ma_cu.get(khoa_tim(d.ten), "")
            if d.ma and d.ma in da_lay:
                self._nhac(d.o, f"Mã «{d.ma}» trong tệp bị trùng; đã đề xuất mã khác.", "ma_trung")
                d.ma = ""
            if not d.ma and cu and cu not in da_lay:
                d.ma = cu
            while not d.ma:
                so += 1
                ma = f"{self.tien_to}{so:02}"
                if ma not in dung and ma not in da_lay and ma not in self.ma_cu.values():
                    d.ma = ma
            da_lay.add(d.ma)
        if self.ma_cu and (moi := [d for d in self._dong if d.ma not in self.ma_cu.values()]):
            for d in moi:
                cau = f"«{d.ten}» không có ở phiên bản trước: đã đề xuất mã mới {d.ma}."
                self._nhac(d.o, cau, "chi_tieu_moi")
