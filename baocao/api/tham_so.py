"""Query parameters of the statistics answer: read leniently, refused all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from baocao.statistics import ThamSoSai
from baocao.statistics.phien_ban import CAC_MUC_API, CONG_BO
from cucctdp.formats.ky import Ky

NHIEU = ("ky", "don_vi", "vung", "trang_thai")
MOT = ("tu", "den", "cap", "dia_gioi", "cot", "muc", "phan_vung", "luc", "dinh_dang", "format")
DINH_DANG = ("json", "csv")
SO_KY_TOI_DA = 100


@dataclass(frozen=True)
class ThamSo:
    """Parameters of one question; ``loi`` holds what can be refused without the database."""

    cac_ky: tuple[str, ...] = ()
    tu: Ky | None = None
    den: Ky | None = None
    cap: str = "tinh"
    dia_gioi: str = "hien_hanh"
    cot: str | None = None
    muc: str = CONG_BO
    don_vi: tuple[str, ...] = ()
    vung: tuple[str, ...] = ()
    phan_vung: str | None = None
    trang_thai: tuple[str, ...] = ()
    luc: datetime | None = None
    dinh_dang: str | None = None
    loi: dict[str, list[str]] = field(default_factory=dict)

    @property
    def theo_khoang(self) -> bool:
        return self.tu is not None or self.den is not None

    def ky_lien_quan(self) -> set[str] | None:
        """Period codes whose figures the answer may show; None: any."""
        if self.theo_khoang:
            return None
        return {k.ma for ma in self.cac_ky for k in _lien_quan(Ky.tu_ma(ma))}

    def chon_ky(self, co: Iterable[str]) -> list[str]:
        """The periods asked for: the named ones, and the stored ones of the range, in order."""
        if not self.theo_khoang:
            return list(self.cac_ky)
        trong = sorted(
            k
            for k in map(Ky.tu_ma, co)
            if (self.tu is None or k >= self.tu) and (self.den is None or k <= self.den)
        )
        return list(dict.fromkeys([*self.cac_ky, *(k.ma for k in trong)]))


def _lien_quan(ky: Ky) -> tuple[Ky, ...]:
    return ky, ky.truoc(), ky.cung_ky()


def doc_tham_so(query: Any) -> ThamSo:
    """Read a QueryDict. Never raises: what is wrong is in ``loi`` by parameter name."""
    loi: dict[str, list[str]] = {}

    def sai(ten: str, cau: str) -> None:
        loi.setdefault(ten, []).append(cau)

    nhieu = {ten: _tach(query.getlist(ten)) for ten in NHIEU}
    mot = {}
    for ten in MOT:
        cac_gia_tri = query.getlist(ten)
        if len(cac_gia_tri) > 1:
            sai(ten, f"Tham số «{ten}» chỉ ghi một lần.")
        mot[ten] = cac_gia_tri[0].strip() if cac_gia_tri else ""
    for ten in sorted(set(query) - set(NHIEU) - set(MOT)):
        sai(ten[:40], f"Không có tham số «{ten[:40]}».")
    for ten, cac_gia_tri in (*nhieu.items(), *((t, (v,)) for t, v in mot.items())):
        if any("\x00" in v for v in cac_gia_tri):
            sai(ten, "Có ký tự không hợp lệ.")
    cac_ky = []
    for ma in nhieu["ky"]:
        if _doc_ky(ma, "ky", sai) is not None:
            cac_ky.append(ma)
    if len(cac_ky) > SO_KY_TOI_DA:
        sai("ky", f"Mỗi lần hỏi tối đa {SO_KY_TOI_DA} kỳ.")
    tu, den = (_doc_ky(mot[t], t, sai) if mot[t] else None for t in ("tu", "den"))
    if tu is not None and den is not None and tu > den:
        sai("den", "Kỳ cuối phải từ kỳ đầu trở đi.")
    if not nhieu["ky"] and not mot["tu"] and not mot["den"]:
        sai("ky", "Cần ít nhất một kỳ, ví dụ ky=2026-Q1 hoặc tu=2025-Q1&den=2026-Q1.")
    muc = mot["muc"] or CONG_BO
    if muc not in CAC_MUC_API:
        sai("muc", f"«{muc}» không đúng; dùng một trong: {', '.join(CAC_MUC_API)}.")
    dinh_dang = (mot["dinh_dang"] or mot["format"]) or None
    if dinh_dang is not None and dinh_dang not in DINH_DANG:
        sai("dinh_dang", f"«{dinh_dang}» không đúng; dùng json hoặc csv.")
    return ThamSo(
        cac_ky=tuple(cac_ky),
        tu=tu,
        den=den,
        cap=mot["cap"] or "tinh",
        dia_gioi=mot["dia_gioi"] or "hien_hanh",
        cot=mot["cot"] or None,
        muc=muc,
        don_vi=nhieu["don_vi"],
        vung=nhieu["vung"],
        phan_vung=mot["phan_vung"] or None,
        trang_thai=nhieu["trang_thai"],
        luc=_doc_luc(mot["luc"], sai),
        dinh_dang=dinh_dang,
        loi=loi,
    )


def _tach(cac_gia_tri: list[str]) -> tuple[str, ...]:
    """Repeated and comma-separated values, each once."""
    cac_phan = (p.strip() for g in cac_gia_tri for p in g.split(","))
    return tuple(dict.fromkeys(p for p in cac_phan if p))


def _doc_ky(ma: str, ten: str, sai: Any) -> Ky | None:
    try:
        ky = Ky.tu_ma(ma)
        _lien_quan(ky)
    except ValueError as exc:
        sai(ten, str(exc))
        return None
    return ky


def _doc_luc(van_ban: str, sai: Any) -> datetime | None:
    if not van_ban:
        return None
    try:
        luc = parse_datetime(van_ban.replace(" ", "+"))
        if luc is not None:
            return make_aware(luc) if is_naive(luc) else luc
    except (ValueError, OverflowError):
        pass
    sai("luc", "Thời điểm ghi theo ISO 8601, ví dụ 2026-07-20T17:00:00+07:00.")
    return None


def gop_loi(truoc: dict[str, list[str]], sau: ThamSoSai) -> dict[str, list[str]]:
    """Errors of both passes; a parameter refused twice keeps its first sentences."""
    return {**sau.loi, **truoc}
