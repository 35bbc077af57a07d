"""Organisations (tổ chức): found again by code; their names are dated and change elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import TenToChuc, ToChuc
from cucctdp.donvi.services import to_chuc_loat
from cucctdp.imports.chuyen_doi import OSai, chu, lua_chon, ngay
from cucctdp.imports.dang_ky import Cot, DongDoc, GiaTri, SoDangKy, dang_ky
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh

_KHI_THEM = (
    ("loai", "Loại"),
    ("hieu_luc_tu", "Hiệu lực từ ngày"),
    ("can_cu", "Căn cứ"),
)


def ma_to_chuc(van_ban: str) -> str:
    """Code of an organisation: letters, digits, hyphens."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", van_ban):
        raise OSai(
            "ma_sai",
            f"Mã «{van_ban[:40]}» chỉ được gồm chữ không dấu, số và dấu gạch nối, tối đa 40 ký tự.",
        )
    return van_ban


@dataclass
class NguCanh:
    tinh: TraTinh
    ma: dict[str, int]


@dang_ky
class SoToChuc(SoDangKy):
    ma = "to_chuc"
    ten = "Tổ chức"
    mo_hinh = ToChuc
    quyen = "imports.nhap_to_chuc"
    cot_khoa = "ma"
    so_huu = ("cac_ten",)
    chi_khi_them = ("ten_viet_tat", "can_cu")
    gioi_thieu = (
        "Mỗi dòng một tổ chức, nhận ra theo mã. Đổi tên không làm ở đây: ghi tên mới kèm ngày "
        "trong trang của tổ chức."
    )
    truong = (
        "ma",
        "loai",
        "cha_id",
        "don_vi_id",
        "hieu_luc_tu",
        "hieu_luc_den",
        "ghi_chu",
        "ten_goi",
    )
    cot = (
        Cot(
            ten="ma",
            nhan="Mã",
            doi=ma_to_chuc,
            bat_buoc=True,
            dong_nghia=("mã tổ chức", "mã đơn vị"),
            vi_du="ttkc-34-24",
        ),
        Cot(
            ten="ten_goi",
            nhan="Tên tổ chức",
            doi=chu(200),
            bat_buoc=True,
            dong_nghia=("tên", "tên đầy đủ", "tên đơn vị"),
            vi_du="Trung tâm Khuyến công và Xúc tiến thương mại Bắc Ninh",
        ),
        Cot(
            ten="ten_viet_tat",
            nhan="Tên viết tắt",
            doi=chu(50),
            dong_nghia=("viết tắt",),
            truong=False,
        ),
        Cot(
            ten="loai",
            nhan="Loại",
            doi=lua_chon(LoaiToChuc.choices),
            dong_nghia=("loại tổ chức",),
            vi_du="Trung tâm khuyến công",
            huong_dan="Bắt buộc với tổ chức mới.",
        ),
        Cot(
            ten="cha",
            nhan="Mã tổ chức cấp trên",
            doi=chu(40),
            dong_nghia=("cấp trên", "trực thuộc"),
            truong=False,
            vi_du="so-34-24",
        ),
        Cot(
            ten="tinh",
            nhan="Tỉnh, thành phố",
            doi=chu(100),
            dong_nghia=("tỉnh", "địa bàn"),
            truong=False,
            vi_du="Bắc Ninh",
        ),
        Cot(
            ten="hieu_luc_tu",
            nhan="Hiệu lực từ ngày",
            doi=ngay,
            dong_nghia=("từ ngày", "ngày thành lập"),
            vi_du="01/07/2025",
            huong_dan="Bắt buộc với tổ chức mới.",
        ),
        Cot(
            ten="can_cu",
            nhan="Căn cứ",
            doi=chu(255),
            dong_nghia=("số quyết định", "văn bản"),
            truong=False,
            vi_du="Quyết định số 12/QĐ-UBND",
            huong_dan="Bắt buộc với tổ chức mới.",
        ),
        Cot(ten="ghi_chu", nhan="Ghi chú", doi=chu(500)),
    )

    def ngu_canh(self, by: Any, don_vi: Any = None) -> NguCanh:
        return NguCanh(TraTinh(), dict(ToChuc.objects.values_list("ma", "pk")))

    def hoan_thien(self, dong: DongDoc, nc: NguCanh) -> None:
        g = dong.gia_tri
        dong.khoa = g.get("ma", "")
        if chu_tinh := g.get("tinh"):
            g["don_vi_id"] = nc.tinh.tim(chu_tinh)
            if g["don_vi_id"] is None:
                dong.bao("tinh", "tinh_khong_ro", f"Không nhận ra tỉnh, thành phố «{chu_tinh}».")
        if ma_cha := g.get("cha"):
            g["cha_id"] = nc.ma.get(ma_cha)
            if g["cha_id"] is None:
                cau = f"Chưa có tổ chức mang mã «{ma_cha}». Hãy nhập tổ chức cấp trên trước."
                dong.bao("cha", "cap_tren_khong_co", cau)

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: NguCanh) -> None:
        co = {
            ma: (pk, ten)
            for pk, ma, ten in ToChuc.objects.filter(
                ma__in=[d.gia_tri["ma"] for d in cac_dong]
            ).values_list("pk", "ma", "ten_goi")
        }
        can_tinh = (LoaiToChuc.SO, LoaiToChuc.PHONG_SO)
        for d in cac_dong:
            g = d.gia_tri
            if g["ma"] in co:
                d.dich, ten = co[g["ma"]]
                if g["ten_goi"] != ten:
                    d.bao(
                        "ten_goi",
                        "doi_ten",
                        f"Tên đang có là «{ten}». Đổi tên phải kèm ngày: ghi trong trang của tổ "
                        "chức; ở đây để nguyên tên cũ.",
                    )
                continue
            for cot, nhan in _KHI_THEM:
                if cot not in g:
                    d.bao(cot, "thieu", f"Tổ chức mới phải có «{nhan}». Hãy điền ô này.")
            if g.get("loai") in can_tinh and not g.get("don_vi_id"):
                d.bao("tinh", "thieu", "Sở và phòng thuộc Sở phải có tỉnh, thành phố.")

    def doc_trang_thai(self, cac_pk: Iterable[int], *, khoa: bool = False) -> dict[int, GiaTri]:
        """Values plus the dated names: a name added since counts as a change."""
        ket_qua = super().doc_trang_thai(cac_pk, khoa=khoa)
        ten: dict[int, list[str]] = defaultdict(list)
        for pk, t, tat, tu in (
            TenToChuc.objects.filter(to_chuc__in=ket_qua)
            .order_by("hieu_luc_tu")
            .values_list("to_chuc", "ten", "ten_viet_tat", "hieu_luc_tu")
        ):
            ten[pk].append(f"{tu}|{t}|{tat}")
        for pk, gia_tri in ket_qua.items():
            gia_tri["cac_ten"] = ten[pk]
        return ket_qua

    def nhan_truong(self, truong: str) -> str:
        rieng = {"cha_id": "Tổ chức cấp trên", "don_vi_id": "Tỉnh, thành phố"}
        return rieng.get(truong) or super().nhan_truong(truong)

    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        """Short name and legal ground are those of the first name, as the import writes them."""
        tinh, loai = TraTinh(), dict(LoaiToChuc.choices)
        ma = dict(ToChuc.objects.values_list("pk", "ma"))
        ten = {
            pk: (tat, can_cu)
            for pk, tat, can_cu in TenToChuc.objects.filter(to_chuc__in=queryset.order_by())
            .order_by("-hieu_luc_tu")
            .values_list("to_chuc", "ten_viet_tat", "can_cu")
        }
        for t in queryset.select_related(None).iterator(2000):
            tat, can_cu = ten.get(t.pk, ("", ""))
            yield {
                "ma": t.ma,
                "ten_goi": t.ten_goi,
                "ten_viet_tat": tat,
                "loai": str(loai[t.loai]),
                "cha": ma.get(t.cha_id, ""),
                "tinh": tinh.ten.get(t.don_vi_id, ""),
                "hieu_luc_tu": f"{t.hieu_luc_tu:%d/%m/%Y}",
                "can_cu": can_cu,
                "ghi_chu": t.ghi_chu,
            }

    def tao(self, cac_gia_tri: Sequence[GiaTri], *, by: Any) -> list[int]:
        return to_chuc_loat.tao_nhieu(cac_gia_tri, by=by)

    def sua(self, cac_sua: Mapping[int, GiaTri], *, by: Any) -> None:
        to_chuc_loat.sua_nhieu(cac_sua, by=by)

    def xoa(self, cac_pk: Sequence[int], *, by: Any) -> None:
        to_chuc_loat.xoa_nhieu(cac_pk, by=by)
