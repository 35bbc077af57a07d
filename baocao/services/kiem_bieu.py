"""What would make a form template fail when it is filled, told with its place.

Pure: works on rows not yet stored. The editor, the draft from a workbook and the activation ask
the same questions.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baocao.bang import COT_CHINH, NGUON_CSDL
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.choices import CachTongHop, KieuCot, KieuSo
from baocao.models import BieuMau, ChiTieu, CotBieu

KIEU_CUA_COT = {
    "so": "Số, theo kiểu của chỉ tiêu",
    "ty_le": "Tỷ lệ (%)",
    "chi_so": "Chỉ số (%)",
    "van_ban": "Văn bản",
}
TEN_NGUON = {
    "ky_truoc": "Thực hiện kỳ trước",
    "cung_ky": "Cùng kỳ năm trước",
    "luy_ke_cung_ky": "Lũy kế cùng kỳ năm trước",
    "cuoi_ky_truoc": "Cuối kỳ trước",
    "cung_thoi_diem": "Cùng thời điểm năm trước",
}
_MA_COT = re.compile(r"[A-Z][A-Z0-9]{0,3}", re.ASCII)
_MA_DONG = re.compile(r"(?=.{2,12}\Z)[A-Za-z][A-Za-z0-9_]*(?:\.[0-9]+)?", re.ASCII)
_MA_TRUONG = re.compile(r"[a-z][a-z0-9_]{0,29}", re.ASCII)
_DANG_DONG = "Mã gồm chữ không dấu rồi số, dài 2–12 ký tự, ví dụ XK01."
DONG_DANH_SACH_TOI_DA = 200


@dataclass(frozen=True, slots=True)
class LoiBieu:
    """One fault. ``phan``: «cot», «chi_tieu» or «bieu»; ``ma``, ``truong``: where in it."""

    phan: str
    ma: str
    truong: str
    cau: str

    def __str__(self) -> str:
        if self.phan == "bieu":
            return self.cau
        ten = "Cột" if self.phan == "cot" else "Chỉ tiêu"
        model: Any = CotBieu if self.phan == "cot" else ChiTieu
        truong = f", {model._meta.get_field(self.truong).verbose_name}" if self.truong else ""
        return f"{ten} {self.ma or '(chưa có mã)'}{truong}: {self.cau}"


def kiem_bieu(
    bieu: BieuMau, cot: Sequence[CotBieu], chi_tieu: Sequence[ChiTieu], cu: Iterable[ChiTieu] = ()
) -> list[LoiBieu]:
    """Every fault of a whole version; ``cu``: rows of the version before it."""
    loi = []
    if not cot:
        loi.append(LoiBieu("bieu", "", "", "Biểu chưa có cột nào."))
    if not chi_tieu:
        loi.append(LoiBieu("bieu", "", "", "Biểu chưa có chỉ tiêu nào."))
    return [
        *loi,
        *kiem_cot(bieu, cot),
        *kiem_chi_tieu(chi_tieu, {c.ma for c in cot}),
        *kiem_cung_ma(chi_tieu, cu),
    ]


def kiem_cot(bieu: BieuMau, cot: Sequence[CotBieu]) -> list[LoiBieu]:
    """Faults of the columns among themselves."""
    loi = []
    ma = [c.ma for c in cot]
    tinh_toan = bieu.la_tinh_toan
    for c in cot:
        if not _MA_COT.fullmatch(c.ma):
            cau = "Mã cột gồm một chữ hoa rồi số, dài tối đa 4 ký tự, ví dụ A3."
            loi.append(LoiBieu("cot", c.ma, "ma", cau))
        if ma.count(c.ma) > 1:
            loi.append(LoiBieu("cot", c.ma, "ma", "Mã cột bị trùng."))
        if c.kieu not in KIEU_CUA_COT:
            loi.append(LoiBieu("cot", c.ma, "kieu", f"Chọn một trong {', '.join(KIEU_CUA_COT)}."))
        if c.kieu_cot == KieuCot.TU_CSDL:
            if c.nguon_csdl not in NGUON_CSDL:
                cau = f"Chọn một trong: {', '.join(NGUON_CSDL)}."
                loi.append(LoiBieu("cot", c.ma, "nguon_csdl", cau))
            elif bieu.bo_cot not in COT_CHINH:
                cau = f"Bộ cột «{bieu.bo_cot}» không có cột số chính nên không lấy số kỳ trước."
                loi.append(LoiBieu("cot", c.ma, "nguon_csdl", cau))
        if c.kieu_cot == KieuCot.TINH and not c.cong_thuc and not tinh_toan:
            loi.append(LoiBieu("cot", c.ma, "cong_thuc", "Cột tự tính cần công thức."))
        if c.cong_thuc and c.kieu_cot != KieuCot.TINH:
            cau = "Chỉ cột tự tính mới có công thức."
            loi.append(LoiBieu("cot", c.ma, "cong_thuc", cau))
    if cot and not tinh_toan:
        thieu = [m for m in dict.fromkeys(COT_CHINH.get(bieu.bo_cot, ())) if m not in ma]
        if bieu.bo_cot not in COT_CHINH:
            cau = f"Bộ cột «{bieu.bo_cot}» chưa có; dùng một trong {', '.join(COT_CHINH)}."
            loi.append(LoiBieu("bieu", "", "", cau))
        elif thieu:
            cau = f"Bộ cột {bieu.bo_cot} cần cột {', '.join(thieu)} (số chính của kỳ)."
            loi.append(LoiBieu("bieu", "", "", cau))
    loi += _kiem_cong_thuc("cot", [(c.ma, c.cong_thuc) for c in cot], set(ma), "cột")
    return loi


def kiem_chi_tieu(chi_tieu: Sequence[ChiTieu], ma_cot: set[str]) -> list[LoiBieu]:
    """Faults of the rows: codes, formulas, sums, parents, lists. ``ma_cot``: codes of columns."""
    loi = []
    ma = [c.ma for c in chi_tieu]
    co = set(ma)
    for c in chi_tieu:

        def them(truong: str, cau: str, c: ChiTieu = c) -> None:
            loi.append(LoiBieu("chi_tieu", c.ma, truong, cau))

        if not _MA_DONG.fullmatch(c.ma):
            them("ma", _DANG_DONG)
        if ma.count(c.ma) > 1:
            them("ma", "Mã chỉ tiêu bị trùng.")
        for truong in ("cha", "la_tap_con_cua", "tu_so", "mau_so"):
            goc = getattr(c, truong)
            if goc == c.ma and goc:
                them(truong, "Không trỏ về chính chỉ tiêu này.")
            elif goc and goc not in co:
                them(truong, f"Biểu không có chỉ tiêu «{goc}».")
        phu = [m for cach in c.tong_cua_phu for m in cach]
        for truong, cac_con in (("tong_cua", c.tong_cua), ("tong_cua_phu", phu)):
            for con in dict.fromkeys(cac_con):
                if con not in co:
                    them(truong, f"Biểu không có chỉ tiêu «{con}».")
        la = [m for m in c.cot_khong_ap_dung if ma_cot and m not in ma_cot]
        if la:
            them("cot_khong_ap_dung", f"Biểu không có cột {', '.join(la)}.")
        if ma_cot and ma_cot <= {*c.cot_khong_ap_dung}:
            them("cot_khong_ap_dung", "Chỉ tiêu không còn cột nào để nhập.")
        if c.cong_thuc and not c.la_so:
            them("cong_thuc", "Chỉ tiêu văn bản, danh sách không tự tính được.")
        if c.tong_hop == CachTongHop.TINH_LAI and bool(c.tu_so) != bool(c.mau_so):
            them("tu_so", "Tính lại từ hai phần: ghi cả tử số và mẫu số.")
        for cau in loi_cau_truc(c.kieu, c.danh_sach):
            them("danh_sach", cau)
    loi += _kiem_cong_thuc("chi_tieu", [(c.ma, c.cong_thuc) for c in chi_tieu], co, "chỉ tiêu")
    cha = {c.ma: [c.cha] if c.cha in co else [] for c in chi_tieu}
    loi += [LoiBieu("chi_tieu", m, "cha", f"Vòng lặp: {v}.") for m, v in _vong_lap(cha)]
    tong = {c.ma: [m for m in c.tong_cua if m in co] for c in chi_tieu}
    loi += [LoiBieu("chi_tieu", m, "tong_cua", f"Vòng lặp: {v}.") for m, v in _vong_lap(tong)]
    return loi


def kiem_cung_ma(chi_tieu: Iterable[ChiTieu], cu: Iterable[ChiTieu]) -> list[LoiBieu]:
    """One code is one series: its unit and kind never change, another meaning takes a new code."""
    truoc = {c.ma: c for c in cu}
    chi_tieu = list(chi_tieu)
    nay = {c.ma for c in chi_tieu}
    loi = []
    for c in chi_tieu:
        goc = truoc.get(c.ma)
        if goc is not None:
            dau = zip(("dvt", "dai_luong", "kieu"), goc.dau_so_sanh, c.dau_so_sanh, strict=True)
            for truong, cu_la, nay_la in dau:
                if cu_la != nay_la:
                    cau = (
                        f"Phiên bản trước là «{_nhan(goc, truong)}». Đổi thì số các kỳ không so "
                        f"được với nhau: đặt mã mới và ghi «thay cho {c.ma}»."
                    )
                    loi.append(LoiBieu("chi_tieu", c.ma, truong, cau))
        if c.thay_cho and truoc and c.thay_cho not in truoc:
            cau = f"Phiên bản trước không có chỉ tiêu «{c.thay_cho}»."
            loi.append(LoiBieu("chi_tieu", c.ma, "thay_cho", cau))
        elif c.thay_cho and c.thay_cho in nay:
            cau = f"Chỉ tiêu «{c.thay_cho}» vẫn còn trong biểu nên chưa bị thay."
            loi.append(LoiBieu("chi_tieu", c.ma, "thay_cho", cau))
    return loi


def loi_cau_truc(kieu: str, cau_truc: Mapping[str, Any] | None) -> list[str]:
    """Faults of the columns of a list row as sentences."""
    if kieu != KieuSo.DANH_SACH:
        return ["Chỉ chỉ tiêu kiểu «Danh sách» mới có cột của danh sách."] if cau_truc else []
    if not cau_truc or not cau_truc.get("cot"):
        return ["Chỉ tiêu kiểu «Danh sách» cần ít nhất một cột."]
    loi = []
    ma = [str(c.get("ma", "")) for c in cau_truc["cot"]]
    for c in cau_truc["cot"]:
        if not _MA_TRUONG.fullmatch(str(c.get("ma", ""))):
            loi.append(
                f"Mã cột danh sách «{c.get('ma', '')}» gồm chữ thường không dấu, số và dấu gạch "
                "dưới, ví dụ ten_nganh."
            )
        if not c.get("ten"):
            loi.append(f"Cột danh sách «{c.get('ma', '')}» chưa có tên.")
        if c.get("kieu") not in KieuSo.values or c.get("kieu") == KieuSo.DANH_SACH:
            loi.append(f"Cột danh sách «{c.get('ma', '')}» chưa chọn kiểu.")
    loi += [f"Mã cột danh sách «{m}» bị trùng." for m in dict.fromkeys(ma) if ma.count(m) > 1]
    it, nhieu = cau_truc.get("so_dong_toi_thieu") or 0, cau_truc.get("so_dong_toi_da") or 0
    if not 1 <= nhieu <= DONG_DANH_SACH_TOI_DA or it > nhieu:
        loi.append(f"Số dòng tối đa từ 1 đến {DONG_DANH_SACH_TOI_DA} và không dưới số tối thiểu.")
    return loi


def _nhan(dong: ChiTieu, truong: str) -> str:
    hien: Callable[[], str] | None = getattr(dong, f"get_{truong}_display", None)
    return str(hien() if hien else getattr(dong, truong))


def _kiem_cong_thuc(
    phan: str, cac_dong: Sequence[tuple[str, str]], co: set[str], ten: str
) -> list[LoiBieu]:
    """Formulas that do not parse, name what is not there, or wait for each other."""
    loi = []
    dung: dict[str, list[str]] = {}
    thu_tu = {ma: i for i, (ma, _) in enumerate(cac_dong)}
    for ma, cong_thuc in cac_dong:
        if not cong_thuc:
            continue
        try:
            bt = BieuThuc(cong_thuc)
        except BieuThucSai as exc:
            loi.append(LoiBieu(phan, ma, "cong_thuc", f"Công thức chưa đúng: {exc}."))
            continue
        if bt.la_dieu_kien:
            loi.append(LoiBieu(phan, ma, "cong_thuc", "Công thức phải cho ra một số."))
        for chu in bt.ten:
            cau = f"Không hiểu «{chu}» (ký tự thứ {bt.vi_tri(chu)}); mã viết trong ngoặc vuông."
            loi.append(LoiBieu(phan, ma, "cong_thuc", cau))
        for chu in bt.tham_chieu:
            if chu not in co:
                cau = f"Biểu không có {ten} «{chu}» (ký tự thứ {bt.vi_tri(f'[{chu}]')})."
                loi.append(LoiBieu(phan, ma, "cong_thuc", cau))
        if (vi_tri := bt.chia_cho_khong()) is not None:
            loi.append(LoiBieu(phan, ma, "cong_thuc", f"Chia cho 0 (ký tự thứ {vi_tri})."))
        dung[ma] = [c for c in bt.tham_chieu if c in co]
    vong = _vong_lap(dung)
    loi += [LoiBieu(phan, m, "cong_thuc", f"Công thức vòng lặp: {v}.") for m, v in vong]
    trong_vong = {m for _, duong in vong for m in duong.split(" → ")}
    for ma, cac_ma in dung.items():
        sau = [c for c in cac_ma if c in dung and thu_tu[c] > thu_tu[ma]]
        if sau and ma not in trong_vong:
            cau = f"Dùng {ten} tự tính {', '.join(sau)} đứng sau nó; chuyển lên trước."
            loi.append(LoiBieu(phan, ma, "cong_thuc", cau))
    return loi


def _vong_lap(mui_ten: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """(code, «A → B → A») for each circle of references, each circle once."""
    xong: set[str] = set()
    vong = []
    for dau in mui_ten:
        duong: list[str] = []
        dang: list[tuple[str, int]] = [(dau, 0)]
        while dang:
            ma, i = dang.pop()
            if i == 0:
                if ma in duong:
                    cac_ma = duong[duong.index(ma) :]
                    vong.append((cac_ma[0], " → ".join([*cac_ma, ma])))
                    continue
                if ma in xong:
                    continue
                duong.append(ma)
            ke = mui_ten.get(ma, ())
            if i < len(ke):
                dang += [(ma, i + 1), (ke[i], 0)]
            else:
                duong.pop()
                xong.add(ma)
    return vong
