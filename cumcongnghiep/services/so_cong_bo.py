"""Published clusters and published totals: as their sources say, nothing added; idempotent.

Sources seldom give everything. A decision of which only the year is known stands on 1 January of
that year, one known only to exist on the day of the source; the document says so, has no number
and is «cần xác minh». Communes are set only where the source names one of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from cucctdp.donvi.choices import BoMa, DiaGioi
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from cumcongnghiep.choices import ChiTieuSo, CoQuan, LoaiChuDauTu, LoaiVanBan, NhomQuyHoach
from cumcongnghiep.models import (
    ChuDauTu,
    Cum,
    CumXa,
    GiaoChuDauTu,
    MucQuyHoach,
    QuyHoach,
    SoCongBo,
    SoLieu,
    VanBan,
)
from cumcongnghiep.services.du_lieu_goc import THU_MUC
from cumcongnghiep.services.tinh_lai import tinh_lai
from cumcongnghiep.statistics import CA_NUOC, TINH, Hoi, bieu_04

TEP = "cong_bo.yaml"
TIEN_TO = "CCN-CB"
_TY = 10**9
_NGOAI_LE = "Ghi theo nguồn công bố; các bước trước nguồn không nêu."

Muc = tuple[dict[str, Any], dict[str, Any]]


@transaction.atomic
def nap_so_cong_bo(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load the file; counts «them», «doi», «giu», «sua_tay» by kind.

    Rows of provinces are left out while the units are not loaded.
    """
    du_lieu = doc_yaml(thu_muc / TEP)
    nguon = du_lieu["nguon"]
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}
    cac = [m for m in du_lieu["cum"] if m["tinh"] in don_vi]
    kq = {
        "quy hoạch": dat_nhieu(
            QuyHoach,
            [_quy_hoach(m, don_vi, nguon) for m in du_lieu["quy_hoach"] if m["tinh"] in don_vi],
        ),
        "cụm đã công bố": dat_nhieu(Cum, [_cum(m, don_vi, nguon) for m in cac]),
    }
    cum = {c.ma: c for c in Cum.objects.filter(ma__startswith=TIEN_TO)}
    cap = [(m, cum[_ma(m)]) for m in cac]
    kq |= {
        "xã của cụm": dat_nhieu(CumXa, list(_xa(cap))),
        "mục quy hoạch": dat_nhieu(MucQuyHoach, list(_muc_quy_hoach(cap, du_lieu["quy_hoach"]))),
        "chủ đầu tư": dat_nhieu(ChuDauTu, list(_chu_dau_tu(cac))),
        "văn bản": dat_nhieu(VanBan, list(_van_ban(cap, nguon))),
        "giao chủ đầu tư": dat_nhieu(GiaoChuDauTu, list(_giao(cap))),
        "số liệu": dat_nhieu(SoLieu, list(_so_lieu(cap, nguon))),
        "số đã công bố": dat_nhieu(SoCongBo, list(_tong(du_lieu["so_cong_bo"], don_vi, nguon))),
    }
    kq["số đã công bố"] += dat_nhieu(SoCongBo, list(_phan(du_lieu["so_cong_bo"], don_vi, nguon)))
    moi = any(d["them"] or d["doi"] for d in kq.values())
    tinh_lai(list(cum.values()), cap_nhat=moi)
    return kq


def _ma(m: dict[str, Any]) -> str:
    return f"{TIEN_TO}{m['stt']:03d}"


def _ngay(m: dict[str, Any]) -> tuple[date, str]:
    """Day of a document and what the source did not say of it."""
    if "nam" in m:
        return date(m["nam"], 1, 1), f"Nguồn chỉ nêu năm {m['nam']}, không nêu ngày."
    if "thang" in m:
        return m["thang"], f"Nguồn chỉ nêu tháng {m['thang']:%m/%Y}, không nêu ngày."
    if "den" in m:
        return m["den"], (
            f"Nguồn không nêu số, ngày quyết định; đã có vào thời điểm {m['den']:%m/%Y}."
        )
    return m["ngay"], "Năm của quyết định suy từ bài báo." if m.get("ngo") else ""


def _quy_hoach(m: dict[str, Any], don_vi: dict[str, DonViHanhChinh], nguon: dict[str, str]) -> Muc:
    ngay, ghi_chu = _ngay(m)
    return {"don_vi": don_vi[m["tinh"]], "so": m["so"], "ngay": ngay}, {
        "hieu_luc_tu": ngay,
        "co_quan": m["co_quan"],
        "ten": m.get("ten", ghi_chu),
        "can_xac_minh": True,
        "nguon_tin": nguon[m["nguon"]],
    }


def _cum(m: dict[str, Any], don_vi: dict[str, DonViHanhChinh], nguon: dict[str, str]) -> Muc:
    mien_tru = m.get("mien_tru", "")
    ghi_chu = [m.get("ghi_chu", "")]
    if "ha" in m:
        ghi_chu.append(f"Diện tích nguồn nêu: {str(m['ha']).replace('.', ',')} ha.")
    if m.get("trung_kcn"):
        ghi_chu.append("Có khu công nghiệp cùng tên trong tỉnh; bản ghi này là cụm công nghiệp.")
    if "xa" not in m:
        ghi_chu.append("Xã, phường hiện nay: nguồn chưa nêu.")
    dia_chi = [nguon[m[k]] for k in ("nguon", "nguon_hai") if k in m]
    return {"ma": _ma(m)}, {
        "ten": m["ten"],
        "ten_khac": m.get("ten_khac", []),
        "don_vi": don_vi[m["tinh"]],
        "tinh_cu": don_vi[m["tinh_cu"]],
        "huyen_cu": m.get("huyen_cu", ""),
        "loai_hinh": m.get("loai_hinh", []),
        "mien_tru_dien_tich": mien_tru,
        "ly_do_mien_tru": "Thành lập trước khi NĐ 68/2017/NĐ-CP có hiệu lực." if mien_tru else "",
        "ghi_chu": " ".join(c for c in ghi_chu if c),
        "can_xac_minh": True,
        "nguon_tin": " ; ".join(dia_chi),
    }


def _xa(cap: Iterable[tuple[dict[str, Any], Cum]]) -> Iterator[Muc]:
    xa = {x.ma: x for x in Xa.objects.all()}
    for m, cum in cap:
        cac = [xa[ma] for ma in m.get("xa", ()) if ma in xa]
        for x in cac:
            yield {"cum": cum, "xa": x}, {"chu_tri": len(cac) == 1}


def _muc_quy_hoach(
    cap: Iterable[tuple[dict[str, Any], Cum]], cac_qh: list[dict[str, Any]]
) -> Iterator[Muc]:
    quy_hoach = {(q.don_vi.khoa, q.so): q for q in QuyHoach.objects.select_related("don_vi")}
    khoa = {q["khoa"]: quy_hoach.get((q["tinh"], q["so"])) for q in cac_qh}
    for m, cum in cap:
        if (muc := m.get("quy_hoach")) and (qh := khoa[muc["khoa"]]) is not None:
            yield (
                {"quy_hoach": qh, "cum": cum},
                {
                    "ten": m["ten"],
                    "dien_tich": _so(muc.get("ha")),
                    "nhom": muc.get("nhom", NhomQuyHoach.BO_SUNG.value),
                },
            )


def _chu_dau_tu(cac: list[dict[str, Any]]) -> Iterator[Muc]:
    for m in cac:
        if "cdt" in m:
            yield (
                {"ten": m["cdt"]},
                {"loai": m.get("loai_cdt", LoaiChuDauTu.DOANH_NGHIEP.value)},
            )


def _van_ban(cap: Iterable[tuple[dict[str, Any], Cum]], nguon: dict[str, str]) -> Iterator[Muc]:
    cdt = {c.ten: c for c in ChuDauTu.objects.all()}
    for m, cum in cap:
        for loai, co_quan in (
            (LoaiVanBan.THANH_LAP, CoQuan.UBND_TINH),
            (LoaiVanBan.DIEU_CHINH, CoQuan.UBND_TINH),
            (LoaiVanBan.BAI_BO, CoQuan.UBND_TINH),
            (LoaiVanBan.QHCT, CoQuan.UBND_XA),
            (LoaiVanBan.KHOI_CONG, CoQuan.CDT),
        ):
            if (v := m.get(loai.value)) is None:
                continue
            v = {"ngay": v} if isinstance(v, date) else v
            ngay, thieu = _ngay(v)
            goc = loai == LoaiVanBan.THANH_LAP
            yield (
                {"cum": cum, "loai": loai.value, "nguoi_nhap": None},
                {
                    "nguon_tin": nguon[m["nguon"]],
                    "so": v.get("so", ""),
                    "ngay": ngay,
                    "co_quan": co_quan.value,
                    "trich_yeu": thieu,
                    "dien_tich": _so(v.get("ha")),
                    "tong_muc_dau_tu": v["ty"] * _TY if "ty" in v else None,
                    "chu_dau_tu": cdt[m["cdt"]] if goc and "cdt" in m else None,
                    "ngoai_le": "" if goc else _NGOAI_LE,
                    "can_xac_minh": True,
                },
            )


def _giao(cap: Iterable[tuple[dict[str, Any], Cum]]) -> Iterator[Muc]:
    cdt = {c.ten: c for c in ChuDauTu.objects.all()}
    for m, cum in cap:
        if "cdt" in m and "thanh_lap" in m:
            yield (
                {"cum": cum, "chu_dau_tu": cdt[m["cdt"]]},
                {"tu_ngay": _ngay(m["thanh_lap"])[0]},
            )


def _so_lieu(cap: Iterable[tuple[dict[str, Any], Cum]], nguon: dict[str, str]) -> Iterator[Muc]:
    for m, cum in cap:
        cac = m.get("so_lieu", {})
        for chi_tieu, so in cac.items():
            if chi_tieu != "ngay":
                yield (
                    {"cum": cum, "chi_tieu": ChiTieuSo(chi_tieu).value, "ngay": cac["ngay"]},
                    {"gia_tri": _so(so), "nguon_tin": nguon[m["nguon"]]},
                )


def _so(gia_tri: Any) -> Decimal | None:
    return None if gia_tri is None else Decimal(str(gia_tri))


# -- totals ----------------------------------------------------------------------------------
def _khoa_tong(m: dict[str, Any], don_vi: dict[str, DonViHanhChinh], ten: str) -> dict[str, Any]:
    return {
        "don_vi": don_vi[m["noi"]] if m["noi"] else None,
        "moc": m["moc"],
        "ten": ten,
        "goc": m.get("goc", ""),
    }


def _tong(
    cac: list[dict[str, Any]], don_vi: dict[str, DonViHanhChinh], nguon: dict[str, str]
) -> Iterator[Muc]:
    for m in cac:
        if m["noi"] and m["noi"] not in don_vi:
            continue
        for dong, ten, so, don_vi_tinh, *muc in m["so"]:
            yield (
                _khoa_tong(m, don_vi, ten),
                {
                    "tong": None,
                    "nguon_tin": nguon[m["nguon"]],
                    "pham_vi": m.get("pham_vi", ""),
                    "ngay": m["ngay"],
                    "ma_dong": dong,
                    "so": _so(so),
                    "don_vi_tinh": don_vi_tinh,
                    "muc": muc[0] if muc else SoCongBo.Muc.DUNG.value,
                    "can_xac_minh": True,
                },
            )


def _phan(
    cac: list[dict[str, Any]], don_vi: dict[str, DonViHanhChinh], nguon: dict[str, str]
) -> Iterator[Muc]:
    """Parts of a total, as published beside it."""
    for m in cac:
        if "phan" not in m or (m["noi"] and m["noi"] not in don_vi):
            continue
        _dong, ten, _so_tong, don_vi_tinh, *_ = m["so"][0]
        tong = SoCongBo.objects.get(**_khoa_tong(m, don_vi, ten), tong=None)
        for ten_phan, so in m["phan"]:
            yield (
                _khoa_tong(m, don_vi, ten_phan),
                {
                    "tong": tong,
                    "nguon_tin": nguon[m["nguon"]],
                    "ngay": m["ngay"],
                    "so": _so(so),
                    "don_vi_tinh": don_vi_tinh,
                    "can_xac_minh": True,
                },
            )


@dataclass(frozen=True)
class TongLech:
    """A published total whose published parts add up to something else."""

    tong: SoCongBo
    cong_lai: Decimal

    @property
    def chenh(self) -> Decimal:
        return self.tong.so - self.cong_lai


# Areas are published rounded to a hundredth of a hectare, each part on its own.
_LAM_TRON = {"ha": Decimal("0.005")}


def tong_lech(cac: Iterable[SoCongBo]) -> list[TongLech]:
    """Totals that differ from the sum of their parts by more than rounding; counts not at all."""
    kq = []
    for tong in cac:
        phan = list(tong.cac_phan.all())
        if not phan:
            continue
        lech = TongLech(tong, sum((p.so for p in phan), Decimal(0)))
        if abs(lech.chenh) > _LAM_TRON.get(tong.don_vi_tinh, Decimal(0)) * len(phan):
            kq.append(lech)
    return kq


def so_he_thong(cac: Iterable[SoCongBo], *, user: Any) -> dict[int, Decimal | None]:
    """Our figure beside each published one: same row, province, boundaries and day.

    By key of the published figure; absent where the form has no row, or the base is not the whole
    province. Computed from real clusters only, one question a day and set of boundaries.
    """
    nhom: dict[tuple[date, str, bool], list[SoCongBo]] = {}
    for s in cac:
        if s.ma_dong and not s.goc and (s.don_vi is not None or s.pham_vi == "cả nước"):
            bo = s.don_vi.bo_ma if s.don_vi else ""
            nhom.setdefault((s.ngay, bo, s.don_vi is None), []).append(s)
    kq: dict[int, Decimal | None] = {}
    for (ngay, bo, ca_nuoc), dong in nhom.items():
        bang = bieu_04(
            Hoi(
                den=ngay,
                cap=CA_NUOC if ca_nuoc else TINH,
                dia_gioi=DiaGioi.BO_63 if bo == BoMa.B63 else DiaGioi.HIEN_HANH,
                user=user,
            )
        )
        for s in dong:
            bieu = bang.cua(s.don_vi.khoa if s.don_vi else "VN")
            kq[s.pk] = bieu.gia_tri(s.ma_dong) if bieu else None
    return kq
