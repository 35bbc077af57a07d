"""The flat table of a province («Tình hình các CCN đã thành lập trên địa bàn»): a row a cluster.

Systems of provinces print it since the circulars before TT 14/2024/TT-BCT. It is a table of an
office, not a form: columns are matched, what it leaves open is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.db.models import Count

from cucctdp.donvi.models import DonViHanhChinh, TenXa, Xa
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.choices import KetLuan
from cucctdp.imports.dang_ky import DauTep, DongDoc, GiaTri, Lui, SoDangKy, dang_ky, muc_loi
from cucctdp.imports.models import DongNhap
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh, pham_vi_phien
from cumcongnghiep.models import Cum, CumXa, SoLieu
from cumcongnghiep.nhap_tep import soat, soat_luat, trang_thai
from cumcongnghiep.nhap_tep.cot import COT
from cumcongnghiep.nhap_tep.dia_ban import neu_huyen
from cumcongnghiep.nhap_tep.doc_o import don_vi_cot, moc_dau_bang
from cumcongnghiep.nhap_tep.tra_cuu import NguCanh
from cumcongnghiep.rules import doc_xet
from cumcongnghiep.services.nhap_bang import DongBang, DongLui, ghi_bang, lui_bang

_TONG = ("tong", "cong", "tong cong", "tong so")
_NHOM_HUYEN = ("huyen ", "thi xa ", "thanh pho ", "quan ", "tp ", "tp. ", "tx ", "tx. ")
CUNG_QD = "cung_quyet_dinh"


@dang_ky
class SoCum(SoDangKy):
    ma = "cum"
    ten = "Bảng cụm công nghiệp của tỉnh"
    mo_hinh = Cum
    quyen = "imports.nhap_cum"
    cot_khoa = "ten"
    bang_tu_do = True
    ma_ca_tep = (CUNG_QD,)
    so_huu = ("cac_xa", "van_ban", "can_doi_dat", "so_lieu", "cac_chu_dau_tu", "canh_bao")
    gioi_thieu = (
        "Mỗi dòng một cụm: quyết định thành lập, mở rộng, quy hoạch chi tiết, đất công nghiệp, đất "
        "đã cho thuê. Nhận cả bảng có ô gộp, tiêu đề hai tầng, tên tỉnh và huyện cũ. Chỗ chưa rõ "
        "được hỏi lại từng ô, sửa được ngay trên trang; chưa xác nhận thì chưa ghi gì."
    )
    ten_loi = soat.TEN_LOI
    truong = (
        "ten",
        "don_vi_id",
        "tinh_cu_id",
        "huyen_cu",
        "dia_diem",
        "cac_xa",
        "ten_khac",
        "thanh_lap",
        "mo_rong",
        "qhct",
        "dat_cn",
        "da_thue",
        "ty_le_khai",
        "chu_dau_tu",
        "ghi_chu",
    )
    cot = COT

    # -- reading ---------------------------------------------------------------------------
    def ngu_canh(self, by: Any, don_vi: Any = None) -> NguCanh:
        return NguCanh(by, pham_vi_phien(by, don_vi), don_vi.pk if don_vi else None)

    def soat_dau(self, dau: DauTep, nc: NguCanh) -> list[dict[str, Any]]:
        """The as-of day in the title, units in the heading; nothing here is an error."""
        nc.moc = moc_dau_bang([c for _, o in dau.tren for c in o if c])
        for cot, i in dau.anh_xa.items():
            nc.don_vi_cot[cot] = don_vi_cot(dau.tieu_de[i]) if i < len(dau.tieu_de) else ""
        return []

    def doc_dong(
        self, o: list[str], anh_xa: Mapping[str, int], nho: dict[str, Any]
    ) -> list[str] | None:
        """Totals and group rows are no records; a former district above a group is theirs."""
        co = [c for c in o if c]
        chu_dau = khoa_tim(next((c for c in co if any(k.isalpha() for k in c)), "")).rstrip(":. ")
        if any(chu_dau == t or chu_dau.startswith(f"{t} ") for t in _TONG):
            return None
        nhom = self._ten_nhom(co)
        if nhom is not None:
            nho["huyen"] = nhom if khoa_tim(nhom).startswith(_NHOM_HUYEN) else ""
            return None
        huyen, i, j = nho.get("huyen", ""), anh_xa["huyen"], anh_xa.get("dia_diem", len(o))
        if j < len(o) and neu_huyen(o[j]):
            return o
        if huyen and not (i < len(o) and o[i]):
            o = o + [""] * (i + 1 - len(o))
            o[i] = huyen
        return o

    @staticmethod
    def _ten_nhom(co: Sequence[str]) -> str | None:
        """«I | Huyện Bảo Yên» or «Các cụm đã thành lập» alone in a row: a group, not a cluster."""
        if len(co) > 2 or (len(co) == 2 and len(co[0]) > 4):
            return None
        ten = co[-1]
        khoa = khoa_tim(ten).lstrip("ivx0123456789.) ")
        huyen = khoa_tim(ten).startswith(_NHOM_HUYEN)
        la_nhom = huyen or khoa.startswith(("cac cum", "cac ccn", "cum cong nghiep da", "ccn da"))
        return ten if la_nhom else None

    def hoan_thien(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        for k in [k for k, v in g.items() if v is None]:
            del g[k]
        soat.doc_dong(dong, nc)
        soat.nhan_cum(dong, nc)
        nc.da_nhan.add(dong.so)

    def soat_khoi(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        """Rows of known clusters in the terms of these, then the rules over every row."""
        dich = [d.dich for d in cac_dong if d.dich is not None]
        truoc = trang_thai.doc_trang_thai(dich)
        so_cu = _so_cu(dich)
        for d in cac_dong:
            if d.dich is not None:
                soat.doi_chieu(d, truoc[d.dich], so_cu[d.dich])
        ho_so = {}
        if dich:
            cum = list(Cum.objects.filter(pk__in=dich))
            ho_so = doc_xet(cum, hom_nay=nc.hom_nay, danh_muc=nc.danh_muc)
        soat_luat.soat(cac_dong, nc, ho_so)

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        """When a row is written: whether its cluster has come into the register meanwhile."""
        for d in cac_dong:
            if d.so in nc.da_nhan or d.khoa.startswith("m:"):
                continue
            g = d.gia_tri
            cac = nc.cum.tim(g["ten"], g["don_vi_id"], g.get("tinh_cu_id"))
            d.dich = cac[0].pk if cac else None

    def soat_ca_tep(self, phien_id: int) -> None:
        """One decision under two names in one file: perhaps one cluster twice (V21)."""
        dong = DongNhap.objects.filter(phien=phien_id).exclude(khoa_phu="")
        trung = dong.order_by().values("khoa_phu").annotate(n=Count("pk")).filter(n__gt=1)
        nhom: dict[str, list[DongNhap]] = defaultdict(list)
        for d in dong.filter(khoa_phu__in=trung.values("khoa_phu")).order_by("so"):
            nhom[d.khoa_phu].append(d)
        sua = []
        for cac in nhom.values():
            dau = cac[0]
            for d in cac[1:]:
                if CUNG_QD not in d.ma_loi and d.khoa != dau.khoa:
                    _bao_cung_quyet_dinh(d, dau)
                    sua.append(d)
        DongNhap.objects.bulk_update(sua, ["loi", "ma_loi", "ket_luan"])

    def doc_trang_thai(self, cac_pk: Iterable[int], *, khoa: bool = False) -> dict[int, GiaTri]:
        cac = list(cac_pk)
        if khoa:
            rows = Cum.objects.filter(pk__in=cac).order_by("pk")
            list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        return trang_thai.doc_trang_thai(cac) if cac else {}

    # -- writing ---------------------------------------------------------------------------
    def ghi_moi(self, cac: Sequence[GiaTri], *, by: Any) -> list[tuple[int, GiaTri | None]]:
        return list(ghi_bang([DongBang(None, g, {}) for g in cac], by=by))

    def ghi_sua(self, cac: Mapping[int, GiaTri], *, by: Any) -> Mapping[int, GiaTri]:
        truoc = trang_thai.doc_trang_thai(list(cac))
        cum = Cum.objects.select_related("don_vi").in_bulk(list(cac))
        return dict(ghi_bang([DongBang(cum[pk], g, truoc[pk]) for pk, g in cac.items()], by=by))

    def lui(self, cac: Sequence[Lui], *, by: Any) -> None:
        lui_bang([DongLui(x.dich, x.moi, x.vet or {}) for x in cac], by=by)

    # -- export and words ------------------------------------------------------------------
    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        can = CumXa.objects.filter(cum__in=queryset.order_by().values("pk")).values("xa")
        ten_xa = TenXa.objects.filter(hieu_luc_den=None, xa__in=can)
        return trang_thai.dong_xuat(
            queryset, TraTinh().ten, dict(ten_xa.values_list("xa", "ten_day_du"))
        )

    def nhan_truong(self, truong: str) -> str:
        return _NHAN.get(truong) or super().nhan_truong(truong)

    def hien(self, truong: str, cac_gia_tri: set[Any]) -> Mapping[Any, str]:
        co = {g for g in cac_gia_tri if g}
        if truong in ("don_vi_id", "tinh_cu_id"):
            rows = DonViHanhChinh.objects.filter(pk__in=co)
            return dict(rows.values_list("pk", "ten_goi"))
        if truong == "cac_xa":
            so = {int(x) for g in co for x in g.split(",")}
            ten = dict(Xa.objects.filter(pk__in=so).values_list("pk", "ten_goi"))
            return {g: ", ".join(ten[int(x)] for x in g.split(",")) for g in co}
        if truong in trang_thai.VAN_BAN:
            return {g: trang_thai.chu_van_ban(g) for g in co}
        if truong in ("dat_cn", "da_thue", "ty_le_khai"):
            don_vi = "%" if truong == "ty_le_khai" else " ha"
            return {g: trang_thai.chu_so(g, don_vi) for g in co}
        if truong == "ten_khac":
            return {g: g.replace("|", "; ") for g in co}
        return {g: str(g) for g in co}


_NHAN = {
    "don_vi_id": "Tỉnh, thành phố",
    "tinh_cu_id": "Tỉnh trước sắp xếp",
    "huyen_cu": "Huyện cũ",
    "cac_xa": "Xã, phường",
    "ten_khac": "Tên khác",
    "thanh_lap": "Quyết định thành lập",
    "mo_rong": "Quyết định mở rộng",
    "qhct": "Quyết định duyệt QHCT",
    "dat_cn": "Đất công nghiệp",
    "da_thue": "Đã cho thuê",
    "ty_le_khai": "Tỷ lệ lấp đầy khai",
    "chu_dau_tu": "Chủ đầu tư hạ tầng",
}


def _so_cu(dich: Sequence[int]) -> dict[int, dict[str, set[str]]]:
    """Figures on file of every day: one of them told again changes nothing."""
    kq: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    ten = {v: k for k, v in trang_thai.SO_LIEU.items()}
    rows = SoLieu.objects.filter(cum__in=dich, du_an=None, chi_tieu__in=ten)
    for cum, chi_tieu, gia_tri, ngay in rows.values_list("cum", "chi_tieu", "gia_tri", "ngay"):
        kq[cum][ten[chi_tieu]].add(trang_thai.ghep_so(gia_tri, ngay))
    return kq


def _bao_cung_quyet_dinh(d: DongNhap, dau: DongNhap) -> None:
    """A doubt; an error when the areas or the names agree too: hardly two clusters."""
    ten, ten_dau = d.khoa.split(":")[-1], dau.khoa.split(":")[-1]
    cung_ha = d.sach.get("thanh_lap") == dau.sach.get("thanh_lap")
    la_loi = cung_ha or SequenceMatcher(None, ten, ten_dau).ratio() > 0.7
    so = d.khoa_phu.split(":")[-1]
    cau = (
        f"Quyết định {so} cũng ở dòng {dau.so} («{dau.sach.get('ten', '')}»). Nếu là một cụm hai "
        "tên, xóa một dòng khỏi tệp; nếu là hai cụm cùng quyết định, ghi «mới» vào cột «Mã cụm»."
    )
    d.loi.append(
        muc_loi(
            o="",
            cot="thanh_lap_so",
            ma=CUNG_QD,
            thong_diep=cau,
            gia_tri=so,
            muc="loi" if la_loi else "canh_bao",
        )
    )
    d.ma_loi.append(CUNG_QD)
    if la_loi:
        d.ket_luan = KetLuan.LOI
