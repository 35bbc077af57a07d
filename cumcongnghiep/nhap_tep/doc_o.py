"""Cells of a table of clusters as officers write them: areas, decisions, rates, names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from cucctdp.formats.chu import khoa_tim, nfc
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay
from cucctdp.formats.so import SoKhongHopLe, doc_so, lam_tron
from cucctdp.imports.chuyen_doi import OSai

HA_LE = 4
M2_MOT_HA = 10_000
# No cluster is near this size: a figure beyond it is of another unit. Not a limit of the law.
HA_VO_LY = 1_000

_TRONG = {"", "-", "--", "–", "—", "…", "...", "chua", "chua co", "chua ro", "khong", "khong co",
          "chua xac dinh", "k", "0"}  # fmt: skip
_XAP_XI = re.compile(r"^(?:≈|~|≃|khoảng|gần|hơn|trên|dưới|xấp xỉ|>|<)\s*", re.I)
_DON_VI = re.compile(r"\s*(?P<dv>ha|hecta|héc ta|hec-ta|m2|m²|m\^2)\.?$", re.I)
_SO_QD = re.compile(r"(?P<so>\d{1,6}(?:/\d{4})?)\s*/?\s*(?P<ky>(?:QĐ|QD|QÐ)[\w.\-–/ĐđÐ]*)", re.I)
_NGAY = re.compile(
    r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})|(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.I
)
_NAM_TRONG_SO = re.compile(r"^\d+/(\d{4})/")
_TEN_DAU = re.compile(r"^\s*(?:cụm\s+công\s+nghiệp|cụm\s+cn|ccn|cụm\s+tiểu\s+thủ\s+công\s+nghiệp"
                      r"|cụm)\b[\s:.–-]*", re.I)  # fmt: skip
_KHU = re.compile(r"^(khu cong nghiep|kcn|khu che xuat|kcx|khu kinh te|kkt)\b")
_MOC_NGAY = re.compile(r"(?:tinh |so lieu )?den (?:het )?(?:ngay )?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")
_MOC_THANG = re.compile(r"(?:tinh |so lieu )?den (?:het )?thang (\d{1,2})(?:[/.-]| nam )(\d{4})")
_MOC_NAM = re.compile(r"(?:den (?:het )?|cuoi )nam (\d{4})")


def de_trong(chu: str, *, khong_la_so: bool = False) -> bool:
    """Whether a cell says that there is nothing to say; «0» counts so unless zero is a figure."""
    khoa = khoa_tim(chu).strip(". ")
    return khoa in _TRONG and not (khong_la_so and khoa == "0")


def dien_tich(chu: str) -> list[str] | tuple[list[str], str] | None:
    """«≈ 12,5 ha» → ["12.5", "ha", "≈"]: figure, unit when written, mark when it is not exact."""
    if de_trong(chu, khong_la_so=True):
        return None
    con, xap_xi = _bo_xap_xi(chu)
    don_vi = ""
    if khop := _DON_VI.search(con):
        don_vi = "m2" if khop["dv"].lower().startswith("m") else "ha"
        con = con[: khop.start()]
    try:
        so = doc_so(con)
    except SoKhongHopLe as exc:
        raise OSai(
            "khong_phai_so", f"{exc} Ô này là diện tích bằng ha; m² thì ghi rõ «125.000 m²»."
        ) from exc
    if so < 0:
        raise OSai("so_am", f"Diện tích «{chu}» âm. Hãy ghi lại.")
    kq = [format(so, "f"), don_vi, xap_xi]
    return (kq, f"«{chu}» là số ước lượng; ghi {con.strip()}, cần xác minh.") if xap_xi else kq


def _bo_xap_xi(chu: str) -> tuple[str, str]:
    con = nfc(chu).strip()
    khop = _XAP_XI.match(con)
    return (con[khop.end() :].strip(), "≈") if khop else (con, "")


def sang_ha(so: str, *, m2: bool) -> Decimal:
    """Hectares to a square metre."""
    gia_tri = Decimal(so) / M2_MOT_HA if m2 else Decimal(so)
    return lam_tron(gia_tri, HA_LE)


def ty_le(chu: str) -> list[str] | None:
    """«45,6%» → ["45.6", "%"]; without the sign it may be a fraction, the row tells."""
    if de_trong(chu, khong_la_so=True):
        return None
    con, _ = _bo_xap_xi(chu)
    co_dau = con.endswith("%")
    try:
        so = doc_so(con.removesuffix("%").strip())
    except SoKhongHopLe as exc:
        raise OSai("khong_phai_so", f"{exc} Ô này là tỷ lệ phần trăm.") from exc
    return [format(so, "f"), "%" if co_dau else ""]


def quyet_dinh(chu: str) -> list[str] | tuple[list[str], str] | None:
    """«Số 298/QĐ-UBND ngày 20/02/2025» → ["298/QĐ-UBND", "2025-02-20"]; the date may be ""."""
    sach = " ".join(nfc(chu).split())
    if de_trong(sach):
        return None
    cac_so = list(_SO_QD.finditer(sach))
    if not cac_so:
        raise OSai(
            "so_quyet_dinh",
            f"«{sach[:60]}» không có số quyết định. Ghi như «298/QĐ-UBND ngày 20/02/2025»; chưa có "
            "thì để trống (V20).",
        )
    if len(cac_so) > 1:
        raise OSai(
            "nhieu_quyet_dinh",
            f"Ô có {len(cac_so)} quyết định. Giữ một quyết định; quyết định điều chỉnh ghi ở trang "
            "của cụm sau khi nhập.",
        )
    so = _chuan_so(cac_so[0])
    ngay = _ngay_trong(sach[: cac_so[0].start()] + " " + sach[cac_so[0].end() :])
    if ngay is not None and ngay > timezone.localdate():
        raise OSai("ngay_tuong_lai", f"Ngày {ngay:%d/%m/%Y} ở tương lai (V20). Hãy ghi lại.")
    return [so, ngay.isoformat() if ngay else ""]


def _chuan_so(khop: re.Match[str]) -> str:
    ky = re.sub(r"[–—]", "-", khop["ky"]).rstrip(".-,;").upper().replace("Ð", "Đ")
    ky = re.sub(r"^(QD|QĐ)", "QĐ", ky).replace("TTG", "TTg")
    return f"{khop['so']}/{ky}"


def _ngay_trong(chu: str) -> date | None:
    khop = _NGAY.search(chu)
    if khop is None:
        return None
    try:
        return doc_ngay(re.sub(r"\s*([/.-])\s*", r"\1", khop[0]))
    except NgayKhongHopLe as exc:
        raise OSai("khong_phai_ngay", str(exc)) from exc


def nam_trong_so(so: str) -> int | None:
    """Year inside a number such as «27/2020/QĐ-UBND»."""
    khop = _NAM_TRONG_SO.match(so)
    return int(khop[1]) if khop else None


def moc(chu: str) -> str | None:
    """As-of day of the figures of a row: a date, a month or a year (its last day)."""
    if de_trong(chu):
        return None
    try:
        return doc_ngay(chu).isoformat()
    except NgayKhongHopLe as exc:
        khoa = khoa_tim(chu)
        if khop := re.fullmatch(r"(?:thang )?(\d{1,2})[/.-](\d{4})", khoa):
            return _cuoi_thang(int(khop[2]), int(khop[1]))
        if khop := re.fullmatch(r"(?:nam )?(\d{4})", khoa):
            return _cuoi_thang(int(khop[1]), 12)
        raise OSai("khong_phai_ngay", str(exc)) from exc


def _cuoi_thang(nam: int, thang: int) -> str:
    if not (1 <= thang <= 12 and 1990 <= nam <= 2100):
        raise OSai("khong_phai_ngay", f"«{thang}/{nam}» không phải tháng, năm.")
    return date(nam, thang, monthrange(nam, thang)[1]).isoformat()


def moc_dau_bang(cac_dong: Sequence[str]) -> date | None:
    """The as-of day a title names: «tính đến ngày 31/12/2024», «đến tháng 6/2025», «năm 2024»."""
    for chu in cac_dong:
        khoa = khoa_tim(" ".join(nfc(chu).split()))
        try:
            if khop := _MOC_NGAY.search(khoa):
                return doc_ngay(khop[1])
            if khop := _MOC_THANG.search(khoa):
                return date.fromisoformat(_cuoi_thang(int(khop[2]), int(khop[1])))
            if khop := _MOC_NAM.search(khoa):
                return date.fromisoformat(_cuoi_thang(int(khop[1]), 12))
        except (NgayKhongHopLe, OSai):
            continue
    return None


def don_vi_cot(tieu_de: str) -> str:
    """Unit a heading names: «Diện tích (m²)» → "m2"; "" when it names none."""
    khoa = khoa_tim(tieu_de)
    if re.search(r"\bm2\b|m²|m\^2|met vuong", khoa):
        return "m2"
    return "ha" if re.search(r"\bha\b|hecta|hec ta", khoa) else ""


def ten_rieng(chu: str) -> str:
    """«Cụm công nghiệp Minh Quân» → «Minh Quân»."""
    gon = " ".join(nfc(chu).split())
    ten = _TEN_DAU.sub("", gon, count=1).strip(" .,:;–-")
    return ten or gon


def la_khu(chu: str) -> bool:
    """Whether a name is one of an industrial park or economic zone, not of a cluster (V22)."""
    return _KHU.match(khoa_tim(chu)) is not None


_LA_MA = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def khoa_ten(ten: str) -> str:
    """Key by which two spellings are one name: no accents, marks or prefix, I = 1, «số 1» = 1."""
    tu = re.sub(r"[^a-z0-9]+", " ", khoa_tim(ten_rieng(ten))).split()
    tu = [_LA_MA.get(t, t.lstrip("0") or "0") if i else t for i, t in enumerate(tu)]
    return " ".join(t for t in tu if t != "so")
