"""What an adjustment changes: the values each kind may touch, and the change in words.

A change is kept as two flat dicts (before, after) of plain JSON values. Keys: a field of the đề án
(«den_ngay», «phoi_hop»), or «noi_dung-5-ten», «thu_huong-12-kcqg» for a field of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cucctdp.donvi.models import CoSo, ToChuc, Xa
from cucctdp.formats.so import dinh_dang
from khuyencong.choices import Nguon, ViecDieuChinh
from khuyencong.ho_so import HoSo
from khuyencong.models import DeAn, DeAnNoiDung, DieuChinhDeAn, ThuHuong

V = ViecDieuChinh
TIEN = tuple(n.value for n in Nguon)
DOI_TIEN = (V.TANG_KINH_PHI, V.GIAM_KINH_PHI)
DOI_NGAY = (V.SANG_NAM_SAU, V.TRONG_NAM)
# Kind → fields of the đề án, of its activity lines, of its beneficiaries.
_DE_AN: dict[str, tuple[str, ...]] = {
    V.PHOI_HOP: ("phoi_hop",),
    **dict.fromkeys(DOI_NGAY, ("den_ngay",)),
}
_NOI_DUNG: dict[str, tuple[str, ...]] = {V.NOI_DUNG: ("noi_dung", "ten", "so_luong", "don_vi_tinh")}
_THU_HUONG: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DOI_TIEN, TIEN),
    V.NOI_DUNG: ("nganh_nghe", "may", "tinh_trang_may", "cong_nghe"),
    V.DIA_DIEM: ("xa",),
    V.THU_HUONG: ("co_so", "xa"),
}
_KHOA_NGOAI = ("co_so", "xa")


def _thuong(dong: Any, ten: str) -> Any:
    """A field as a plain JSON value; a row of another table is its id."""
    gia = getattr(dong, f"{ten}_id" if ten in _KHOA_NGOAI else ten)
    return don_gian(gia)


def don_gian(gia: Any) -> Any:
    """A value as JSON keeps it: «2026-11-30», «1.5», an id, a sorted list of ids."""
    if isinstance(gia, date):
        return gia.isoformat()
    if isinstance(gia, Decimal):
        return f"{gia.normalize():f}"
    if hasattr(gia, "pk"):
        return gia.pk
    if isinstance(gia, str | int | None):
        return gia
    return sorted(x.pk for x in gia)


def hien_tai(h: HoSo, viec: str) -> dict[str, Any]:
    """Key → present value of everything this kind of change may touch, in the order of a form."""
    kq: dict[str, Any] = {}
    for ten in _DE_AN.get(viec, ()):
        gia = getattr(h.de_an, ten)
        kq[ten] = don_gian(gia.all() if ten == "phoi_hop" else gia)
    for n in h.noi_dung:
        kq |= {f"noi_dung-{n.pk}-{ten}": _thuong(n, ten) for ten in _NOI_DUNG.get(viec, ())}
    for t in h.thu_huong:
        kq |= {f"thu_huong-{t.pk}-{ten}": _thuong(t, ten) for ten in _THU_HUONG.get(viec, ())}
    return kq


def tach(khoa: str) -> tuple[str, int, str]:
    """(table, row, field) of a key; ("", 0, field) for one of the đề án itself."""
    if "-" not in khoa:
        return "", 0, khoa
    bang, dong, ten = khoa.split("-", 2)
    return bang, int(dong), ten


_THU_TU = (
    "co_so",
    "xa",
    "den_ngay",
    "phoi_hop",
    *_NOI_DUNG[V.NOI_DUNG],
    *_THU_HUONG[V.NOI_DUNG],
    *TIEN,
)


def _thu_tu(khoa: str) -> tuple[str, int, int]:
    """The order in which people read a change; the database keeps none."""
    bang, dong, ten = tach(khoa)
    return bang, dong, _THU_TU.index(ten)


_BANG: dict[str, type[Any]] = {"": DeAn, "noi_dung": DeAnNoiDung, "thu_huong": ThuHuong}


def nhan(khoa: str, ten_dong: Mapping[tuple[str, int], str]) -> str:
    """What a key is called: the field, and whose it is."""
    bang, dong, ten = tach(khoa)
    if ten in TIEN:
        chu = f"{Nguon(ten).label} (đồng)"
    else:
        chu = str(_BANG[bang]._meta.get_field(ten).verbose_name)
    chu = chu[:1].upper() + chu[1:]
    ai = ten_dong.get((bang, dong), "")
    return f"{ai}: {chu}" if ai else chu


def ten_dong(h: HoSo) -> dict[tuple[str, int], str]:
    """What the rows of a dossier are called."""
    kq = {("noi_dung", n.pk): str(n) for n in h.noi_dung}
    return kq | {("thu_huong", t.pk): str(t) for t in h.moi_thu_huong}


Doi = list[tuple[str, str, str]]


def thanh_chu(cac: Iterable[DieuChinhDeAn]) -> dict[int, Doi]:
    """Id of a request → (what, before, after) in words; at most five queries for any number."""
    cac = list(cac)
    khoa = {tach(k) for d in cac for k in (*d.truoc, *d.sau)}
    ids: dict[str, set[int]] = {"co_so": set(), "xa": set(), "phoi_hop": set()}
    for d in cac:
        for doi in (d.truoc, d.sau):
            for k, gia in doi.items():
                ten = tach(k)[2]
                if ten in ids and gia is not None:
                    ids[ten] |= set(gia) if isinstance(gia, list) else {gia}
    ten: dict[tuple[str, int], str] = {}
    lop: tuple[tuple[str, type[Any]], ...] = (("co_so", CoSo), ("xa", Xa), ("phoi_hop", ToChuc))
    for o, model in lop:
        if ids[o]:
            ten |= {(o, x.pk): str(x) for x in model.objects.filter(pk__in=ids[o])}
    hang = {b: {dong for bang, dong, _ in khoa if bang == b} for b in ("noi_dung", "thu_huong")}
    cua: dict[tuple[str, int], str] = {}
    if hang["noi_dung"]:
        rows = DeAnNoiDung.objects.filter(pk__in=hang["noi_dung"])
        cua |= {("noi_dung", x.pk): str(x) for x in rows}
    if hang["thu_huong"]:
        th = ThuHuong.objects.filter(pk__in=hang["thu_huong"]).select_related("co_so")
        cua |= {("thu_huong", x.pk): str(x) for x in th}
    return {
        d.pk: [
            (nhan(k, cua), _chu(k, d.truoc.get(k), ten), _chu(k, d.sau.get(k), ten))
            for k in sorted({*d.truoc, *d.sau}, key=_thu_tu)
        ]
        for d in cac
    }


def _chu(khoa: str, gia: Any, ten: Mapping[tuple[str, int], str]) -> str:
    o = tach(khoa)[2]
    if gia in (None, "", []):
        return "–"
    if o in ("co_so", "xa", "phoi_hop"):
        cac = gia if isinstance(gia, list) else [gia]
        return ", ".join(ten.get((o, x), "–") for x in cac)
    if o == "den_ngay":
        return f"{date.fromisoformat(gia):%d/%m/%Y}"
    if o == "so_luong":
        return dinh_dang(Decimal(gia), None)
    if o == "tinh_trang_may":
        return str(dict(ThuHuong._meta.get_field(o).flatchoices).get(gia, gia))
    return dinh_dang(gia, 0) if o in TIEN else str(gia)
