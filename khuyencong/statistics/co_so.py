"""B4: establishments that were supported, before and after; B5: adjustments and refunds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, Sum

from cucctdp.donvi.choices import LoaiHinhCoSo
from khuyencong.choices import (
    NGUON_KHUYEN_CONG,
    CapQuyetDinh,
    HieuLucThuHuong,
    LoaiButToan,
    Nguon,
    ViecDieuChinh,
)
from khuyencong.doi_de_an import thanh_chu
from khuyencong.models import ButToan, DieuChinhDeAn, HieuQua, NghiaVuHoanTra, ThuHuong
from khuyencong.statistics.kieu import MA_NHIEU_TINH, Bang, Hoi, bang_cua
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, trong_pham_vi

_HIEU_QUA = (
    "lao_dong_truoc", "lao_dong_sau", "doanh_thu_truoc", "doanh_thu_sau", "nop_ngan_sach_truoc",
    "nop_ngan_sach_sau", "thu_nhap_truoc", "thu_nhap_sau", "san_pham", "ngay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DongCoSo:
    """One establishment over the years asked for.

    ``hieu_qua``: the newest survey, empty when none was made (missing is not zero); money in
    đồng: approved support and counterpart; ``so_lan``: supports in all years ever recorded.
    """

    co_so_id: int
    ten: str
    ma_so_thue: str
    loai_hinh: str
    dia_ban: str
    nganh: str
    nam: tuple[int, ...]
    khuyen_cong: int
    doi_ung: int
    so_lan: int
    hieu_qua: dict[str, Any]
    ids: tuple[int, ...]


def co_so_duoc_ho_tro(hoi: Hoi) -> Bang[DongCoSo]:
    """B4 – establishments with an approved support in these years; seven queries."""
    pv = doc_pham_vi(hoi)
    nam = Q(noi_dung__de_an__nam__gte=hoi.ky.tu_nam, noi_dung__de_an__nam__lte=hoi.ky.den_nam)
    tat_ca = trong_pham_vi(ThuHuong.objects.order_by(), hoi, pv, "noi_dung__de_an__").filter(
        hieu_luc=HieuLucThuHuong.HIEU_LUC, co_so__isnull=False
    )
    rows = list(
        tat_ca.filter(nam)
        .order_by("co_so__ten_khoa", "co_so_id", "pk")
        .values_list(
            "pk", "co_so_id", "co_so__ten", "co_so__ma_so_thue", "co_so__loai_hinh",
            "noi_dung__de_an__don_vi_id", "xa__ten_goi", "co_so__nganh__ten",
            "noi_dung__de_an__nam",
        )
    )  # fmt: skip
    chi = tat_ca.filter(nam).values("pk")
    tien: dict[tuple[int, str], int] = {}
    luc: datetime | None = None
    qs = ButToan.objects.order_by().filter(thu_huong__in=chi, loai=LoaiButToan.PHE_DUYET)
    for thu_huong, nguon, tong, moi in qs.values_list("thu_huong_id", "nguon").annotate(
        tong=Sum("so_tien"), moi=Max("luc")
    ):
        tien[thu_huong, nguon] = int(tong)
        luc = moi if luc is None else max(luc, moi)
    hieu_qua = {
        r[0]: dict(zip(_HIEU_QUA, r[1:], strict=True))
        for r in HieuQua.objects.filter(thu_huong__in=chi).values_list("thu_huong_id", *_HIEU_QUA)
    }
    so_lan = dict(
        ThuHuong.objects.order_by()
        .filter(
            hieu_luc=HieuLucThuHuong.HIEU_LUC,
            noi_dung__de_an__minh_hoa=hoi.minh_hoa,
            co_so__in=tat_ca.filter(nam).values("co_so_id"),
        )
        .values_list("co_so_id")
        .annotate(lan=Count("noi_dung__de_an_id", distinct=True))
    )
    theo: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for r in rows:
        theo[r[1]].append(r)
    return bang_cua(
        hoi,
        "B4",
        "Cơ sở công nghiệp nông thôn được hỗ trợ",
        tuple(_dong_co_so(pv, cac, tien, hieu_qua, so_lan) for cac in theo.values()),
        do_phu=pv.do_phu({r[5] for r in rows}),
        tinh_den=luc,
        ghi_chu=("Ô trống trước, sau hỗ trợ: chưa khảo sát hiệu quả.",),
    )


def _dong_co_so(
    pv: PhamVi,
    cac: list[tuple[Any, ...]],
    tien: dict[tuple[int, str], int],
    hieu_qua: dict[int, dict[str, Any]],
    so_lan: dict[int, int],
) -> DongCoSo:
    ids = tuple(r[0] for r in cac)
    _, co_so, ten, thue, loai_hinh, don_vi, xa, nganh, _ = cac[-1]
    khao_sat = [hieu_qua[i] for i in ids if i in hieu_qua]
    return DongCoSo(
        co_so_id=co_so,
        ten=ten,
        ma_so_thue=thue,
        loai_hinh=str(LoaiHinhCoSo(loai_hinh).label),
        dia_ban=_dia_ban(pv, xa, don_vi),
        nganh=nganh or "",
        nam=tuple(sorted({r[-1] for r in cac})),
        khuyen_cong=sum(tien.get((i, n), 0) for i in ids for n in NGUON_KHUYEN_CONG),
        doi_ung=sum(tien.get((i, Nguon.DOI_UNG), 0) for i in ids),
        so_lan=so_lan.get(co_so, 0),
        hieu_qua=max(khao_sat, key=lambda h: h["ngay"]) if khao_sat else {},
        ids=ids,
    )


def _dia_ban(pv: PhamVi, xa: str | None, don_vi: int | None) -> str:
    tinh = pv.ten[pv.tinh_cua[don_vi]] if don_vi else pv.ten[MA_NHIEU_TINH]
    return f"{xa}, {tinh}" if xa else tinh


@dataclass(frozen=True, slots=True)
class DongDieuChinh:
    """A change, a stop, or money to be paid back; đồng. ``da_nop`` is of the whole contract.

    ``doi``: (what, before, after) in words.
    """

    de_an_id: int
    ma: str
    ten: str
    loai: str
    ly_do: str
    cap: str
    van_ban: str
    ngay: date | None
    truoc: dict[str, Any]
    sau: dict[str, Any]
    doi: tuple[tuple[str, str, str], ...]
    phai_nop: int | None
    da_nop: int | None
    trang_thai: str
    ids: tuple[int, ...]


def dieu_chinh_hoan_tra(hoi: Hoi) -> Bang[DongDieuChinh]:
    """B5 – adjustments, stops and refunds of these years' đề án; at most twelve queries."""
    pv = doc_pham_vi(hoi)
    dieu_chinh = list(
        _trong_nam(DieuChinhDeAn.objects.all(), hoi, pv, "de_an__", "luc__date")
        .order_by("de_an__ma", "luc", "pk")
        .select_related("de_an")
    )
    hoan_tra = list(
        _trong_nam(NghiaVuHoanTra.objects.all(), hoi, pv, "hop_dong__de_an__", "ngay")
        .order_by("hop_dong__de_an__ma", "ngay", "pk")
        .select_related("hop_dong__de_an")
    )
    da_nop: dict[tuple[int, str], int] = {
        (hd, nguon): int(tong)
        for hd, nguon, tong in ButToan.objects.order_by()
        .filter(hop_dong__in={h.hop_dong_id for h in hoan_tra}, loai=LoaiButToan.HOAN_TRA)
        .values_list("hop_dong_id", "nguon")
        .annotate(tong=Sum("so_tien"))
    }
    doi = thanh_chu(dieu_chinh)
    cac_dong = [_dong_dieu_chinh(d, doi[d.pk]) for d in dieu_chinh]
    cac_dong += [_dong_hoan_tra(h, da_nop.get((h.hop_dong_id, h.nguon), 0)) for h in hoan_tra]
    co = {d.de_an.don_vi_id for d in dieu_chinh} | {h.hop_dong.de_an.don_vi_id for h in hoan_tra}
    return bang_cua(
        hoi,
        "B5",
        "Điều chỉnh, ngừng, hoàn trả",
        tuple(sorted(cac_dong, key=lambda d: (d.ma, d.ngay or date.max))),
        do_phu=pv.do_phu(co),
        tinh_den=max((d.luc for d in dieu_chinh), default=None),
        ghi_chu=("Hoàn trả: số đã nộp tính cho cả hợp đồng và nguồn.",),
    )


def _trong_nam(qs: Any, hoi: Hoi, pv: PhamVi, duong: str, ngay: str) -> Any:
    dk = Q(**{f"{duong}nam__gte": hoi.ky.tu_nam, f"{duong}nam__lte": hoi.ky.den_nam})
    if hoi.ky.tu:
        dk &= Q(**{f"{ngay}__gte": hoi.ky.tu})
    if hoi.ky.den:
        dk &= Q(**{f"{ngay}__lte": hoi.ky.den})
    return trong_pham_vi(qs, hoi, pv, duong).filter(dk)


def _dong_dieu_chinh(d: DieuChinhDeAn, doi: list[tuple[str, str, str]]) -> DongDieuChinh:
    return DongDieuChinh(
        de_an_id=d.de_an_id,
        ma=d.de_an.ma,
        ten=d.de_an.ten,
        loai=str(ViecDieuChinh(d.viec).label),
        ly_do=d.noi_dung,
        cap=str(CapQuyetDinh(d.cap).label),
        van_ban=d.so_van_ban,
        ngay=d.ngay_van_ban,
        truoc=d.truoc,
        sau=d.sau,
        doi=tuple(doi),
        phai_nop=None,
        da_nop=None,
        trang_thai=str(d.TrangThai(d.trang_thai).label),
        ids=(d.pk,),
    )


def _dong_hoan_tra(h: NghiaVuHoanTra, da_nop: int) -> DongDieuChinh:
    de_an = h.hop_dong.de_an
    con = int(h.so_tien) - da_nop
    return DongDieuChinh(
        de_an_id=de_an.pk,
        ma=de_an.ma,
        ten=de_an.ten,
        loai=f"Hoàn trả – {Nguon(h.nguon).label}",
        ly_do=h.ly_do,
        cap="",
        van_ban=h.van_ban,
        ngay=h.ngay,
        truoc={},
        sau={},
        doi=(),
        phai_nop=int(h.so_tien),
        da_nop=da_nop,
        trang_thai="Đã nộp đủ" if con <= 0 else "Chưa nộp đủ",
        ids=(h.pk,),
    )


def tong_lao_dong(rows: Iterable[DongCoSo]) -> tuple[int | None, int]:
    """(new jobs over the surveyed, how many were surveyed); None when nobody was."""
    cac = [
        r.hieu_qua["lao_dong_sau"] - r.hieu_qua["lao_dong_truoc"]
        for r in rows
        if r.hieu_qua
        and r.hieu_qua["lao_dong_sau"] is not None
        and r.hieu_qua["lao_dong_truoc"] is not None
    ]
    return (sum(cac) if cac else None), len(cac)
