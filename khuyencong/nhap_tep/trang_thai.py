"""A đề án as a row of Mẫu 2: the values the import compares, and the texts the export prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from cucctdp.donvi.models import CoSo, TenXa
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import trieu
from cucctdp.imports.nhap_tep.tra_cuu import TraXa
from khuyencong.models import DeAn, DeAnNoiDung, ThuHuong
from khuyencong.nhap_tep.doc_o import NoiDungGhi, gon
from khuyencong.nhap_tep.tra_cuu import TraToChuc, tinh_hien_nay

# Money of the form: its last column gathers «lồng ghép» and «khác».
TIEN = ("kcqg", "kcdp", "doi_ung", "khac")
_CHUNG = (
    "nam", "nguon", "don_vi_id", "ten", "thuc_hien_id", "muc_tieu", "quy_mo", "tu_ngay",
    "den_ngay", "can_cu_uu_tien",
)  # fmt: skip


def noi(cac_so: Iterable[Any]) -> str:
    """A set of ids as one comparable text."""
    return ",".join(str(s) for s in sorted({s for s in cac_so if s is not None}))


def doc_trang_thai(cac_pk: Iterable[int]) -> dict[int, dict[str, Any]]:
    """pk → values of the form, counts of its lines and beneficiaries; money in đồng."""
    pk = list(cac_pk)
    moi = tinh_hien_nay()
    dong: dict[int, list[NoiDungGhi]] = defaultdict(list)
    for de_an, ma, ten, so, dvt in (
        DeAnNoiDung.objects.filter(de_an__in=pk)
        .order_by("de_an", "thu_tu", "id")
        .values_list("de_an", "noi_dung", "ten", "so_luong", "don_vi_tinh")
    ):
        dong[de_an].append(NoiDungGhi(ma, ten, so, dvt))
    thu_huong: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for de_an, *con in (
        ThuHuong.objects.con_tinh()
        .filter(noi_dung__de_an__in=pk)
        .order_by()
        .annotate(song=Coalesce("co_so__hop_nhat_vao", "co_so"), khac_ca=F("khac") + F("long_ghep"))
        .values_list("noi_dung__de_an", "song", "xa", "kcqg", "kcdp", "doi_ung", "khac_ca")
    ):
        thu_huong[de_an].append(tuple(con))
    kq = {}
    for p, nam, nguon, don_vi, ten, thuc_hien, muc_tieu, quy_mo, tu, den, uu_tien in (
        DeAn.objects.filter(pk__in=pk).order_by().values_list("pk", *_CHUNG)
    ):
        cac = thu_huong[p]
        kq[p] = {
            "nam": nam,
            "nguon": nguon,
            "don_vi_id": moi.get(don_vi, don_vi),
            "ten": gon(ten),
            "thuc_hien_id": thuc_hien,
            "thu_huong": noi(c[0] for c in cac),
            "dia_diem": noi(c[1] for c in cac),
            "muc_tieu": gon(muc_tieu),
            "noi_dung": "; ".join(str(n) for n in dong[p]),
            "so_dong": len(dong[p]),
            "so_thu_huong": len(cac),
            "quy_mo": gon(quy_mo),
            "tu_ngay": tu.isoformat(),
            "den_ngay": den.isoformat(),
            "can_cu_uu_tien": gon(uu_tien),
            **{t: sum(int(c[i]) for c in cac) for i, t in enumerate(TIEN, 2)},
        }
    return kq


class GhiDia:
    """Words of places and beneficiaries that the import finds again."""

    def __init__(self, ten_tinh: Mapping[int, str]) -> None:
        self._xa = TraXa(None)
        self._ten_tinh = ten_tinh
        self._ten_xa = dict(TenXa.objects.filter(hieu_luc_den=None).values_list("xa", "ten_day_du"))
        self._ma_xa = {pk: ma for ma, pk in self._xa.theo_ma.items()}

    def xa(self, pk: int) -> str:
        tinh = self._xa.tinh[pk]
        ten = self._ten_xa.get(pk, "")
        if not ten or self._xa.tim(ten, tinh) != [pk]:
            ten = self._ma_xa[pk]
        return f"{ten}, {self._ten_tinh[tinh]}"

    def dia_diem(self, cac_xa: str, don_vi: int | None) -> str:
        if cac_xa:
            return "; ".join(self.xa(int(x)) for x in cac_xa.split(","))
        return self._ten_tinh.get(don_vi, "") if don_vi else "Nhiều tỉnh"


def _thu_huong(cac: Iterable[str]) -> dict[int, str]:
    so = {int(c) for chu in cac for c in chu.split(",") if c}
    return {
        pk: f"{gon(ten)} (MST {mst})" if mst else f"{gon(ten)} (số {pk})"
        for pk, ten, mst in CoSo.objects.filter(pk__in=so).values_list("pk", "ten", "ma_so_thue")
    }


def _trieu(dong: int) -> str:
    return dinh_dang(trieu(dong)) if dong else ""


def dong_xuat(queryset: QuerySet, ten_tinh: Mapping[int, str]) -> Iterator[Mapping[str, str]]:
    """Rows of Mẫu 2 in triệu đồng, its total last; a constant number of queries."""
    cac = list(queryset.order_by("ma").values_list("pk", "ma"))
    trang_thai = doc_trang_thai(pk for pk, _ in cac)
    dia, to_chuc = GhiDia(ten_tinh), TraToChuc()
    ten_thu_huong = _thu_huong(t["thu_huong"] for t in trang_thai.values())
    tong = dict.fromkeys(TIEN, 0)
    for stt, (pk, ma) in enumerate(cac, 1):
        t = trang_thai[pk]
        phan = (("Mục tiêu", "muc_tieu"), ("Nội dung", "noi_dung"), ("Quy mô", "quy_mo"))
        tu, den = ("/".join(reversed(t[k].split("-"))) for k in ("tu_ngay", "den_ngay"))
        for k in TIEN:
            tong[k] += t[k]
        yield {
            "stt": str(stt),
            "ten": t["ten"],
            "thuc_hien": to_chuc.ghi(t["thuc_hien_id"]),
            "thu_huong": "; ".join(ten_thu_huong[int(c)] for c in t["thu_huong"].split(",") if c),
            "dia_diem": dia.dia_diem(t["dia_diem"], t["don_vi_id"]),
            "muc_tieu_ca": "\n".join(f"{nhan}: {t[k]}" for nhan, k in phan if t[k]),
            "thoi_gian": f"{tu}–{den}",
            "tong": _trieu(sum(t[k] for k in TIEN)),
            **{k: _trieu(t[k]) for k in TIEN},
            "can_cu_uu_tien": t["can_cu_uu_tien"],
            "ghi_chu": f"Mã {ma}",
        }
    yield {
        "ten": "Tổng cộng",
        "tong": _trieu(sum(tong.values())),
        **{k: _trieu(v) for k, v in tong.items()},
    }
