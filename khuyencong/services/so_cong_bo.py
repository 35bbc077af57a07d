"""Published đề án, plans and programmes: as their sources say, nothing added; idempotent.

A source seldom names days or the executing unit: years stand as whole years and the unit as «Chưa
công bố». Only the published support enters the ledger, as approved money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import DonViHanhChinh, TenToChuc, ToChuc
from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from khuyencong.choices import HinhThuc, LoaiButToan, TrangThaiDeAn
from khuyencong.models import ButToan, ChuongTrinh, DeAn, DeAnNoiDung, KeHoach, MucTieu, SoCongBo
from khuyencong.services.du_lieu_goc import THU_MUC
from khuyencong.services.so_cai import ghi_but_toan

TEP = "so_lieu_cong_bo.yaml"
_TRIEU = Decimal(1_000_000)
_CHUA_CONG_BO = "Chưa công bố đơn vị thực hiện"

Muc = tuple[dict[str, Any], dict[str, Any]]


@transaction.atomic
def nap_so_cong_bo(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load the file; counts «them», «doi», «giu», «sua_tay» by kind.

    Rows of provinces are left out while the units are not loaded.
    """
    du_lieu = doc_yaml(thu_muc / TEP)
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}
    cac_de_an = [m for m in du_lieu["de_an"] if m["tinh"] in don_vi]
    ket_qua = {
        "chương trình": dat_nhieu(ChuongTrinh, [_chuong_trinh(m) for m in du_lieu["chuong_trinh"]]),
        "kế hoạch năm": dat_nhieu(
            KeHoach,
            [
                _ke_hoach(m, don_vi)
                for m in du_lieu["ke_hoach"]
                if m.get("tinh", "") in {"", *don_vi}
            ],
        ),
        "số của tỉnh": dat_nhieu(SoCongBo, list(_so_tinh(du_lieu, don_vi))),
        "đề án đã công bố": dat_nhieu(DeAn, [_de_an(m, don_vi, _thuc_hien()) for m in cac_de_an]),
    }
    chuong_trinh = {c.ma: c for c in ChuongTrinh.objects.all()}
    ket_qua["mục tiêu"] = dat_nhieu(MucTieu, list(_muc_tieu(du_lieu, chuong_trinh)))
    de_an = {d.ma: d for d in DeAn.objects.filter(ma__in=[m["ma"] for m in cac_de_an])}
    ket_qua["nội dung đề án"] = dat_nhieu(DeAnNoiDung, list(_noi_dung(cac_de_an, de_an)))
    ket_qua["bút toán"] = _but_toan(cac_de_an, de_an)
    return ket_qua


def _thuc_hien() -> ToChuc:
    """The executing unit that no source names."""
    to_chuc, moi = ToChuc.objects.get_or_create(
        ma="chua-cong-bo",
        defaults={
            "loai": LoaiToChuc.KHAC,
            "ten_goi": _CHUA_CONG_BO,
            "hieu_luc_tu": date(2003, 7, 4),
            "ghi_chu": "Dùng cho đề án mà nguồn công bố không nêu đơn vị thực hiện.",
        },
    )
    if moi:
        TenToChuc.objects.create(
            to_chuc=to_chuc,
            ten=_CHUA_CONG_BO,
            hieu_luc_tu=to_chuc.hieu_luc_tu,
            can_cu="Quy ước của hệ thống",
        )
    return to_chuc


def _dong(trieu: Any) -> int:
    return int(Decimal(str(trieu)) * _TRIEU)


def _de_an(m: dict[str, Any], don_vi: dict[str, DonViHanhChinh], thuc_hien: ToChuc) -> Muc:
    so, ngay = m.get("quyet_dinh", ["", None])
    return {"ma": m["ma"]}, {
        "ten": m["ten"],
        "nguon": m["nguon"],
        "hinh_thuc": m.get("hinh_thuc", HinhThuc.RIENG_LE.value),
        "nam": m["nam"],
        "tu_ngay": date(m["nam"], 1, 1),
        "den_ngay": date(m.get("den_nam", m["nam"]), 12, 31),
        "don_vi": don_vi[m["tinh"]],
        "thuc_hien": thuc_hien,
        "quy_mo": f"Theo nguồn công bố: {m['cong_bo']} Nguồn chỉ nêu năm, không nêu ngày.",
        "trang_thai": m.get("trang_thai", TrangThaiDeAn.DONG.value),
        "so_quyet_dinh": so,
        "ngay_quyet_dinh": ngay,
        "nguon_tin": m["nguon_tin"],
    }


def _noi_dung(cac_de_an: list[dict[str, Any]], de_an: dict[str, DeAn]) -> Iterator[Muc]:
    for m in cac_de_an:
        for thu_tu, (ma, so_luong, don_vi_tinh) in enumerate(m["noi_dung"], 1):
            yield (
                {"de_an": de_an[m["ma"]], "noi_dung": ma, "thu_tu": thu_tu},
                {"ten": m["ten"], "so_luong": so_luong, "don_vi_tinh": don_vi_tinh},
            )


def _ke_hoach(m: dict[str, Any], don_vi: dict[str, DonViHanhChinh]) -> Muc:
    tinh = don_vi[m["tinh"]] if "tinh" in m else None
    return {"nam": m["nam"], "nguon": m["nguon"], "don_vi": tinh}, {
        "kinh_phi": _dong(m["kinh_phi"]),
        "nguon_tin": m["nguon_tin"],
        "ghi_chu": m["ghi_chu"],
        "can_xac_minh": True,
    }


def _chuong_trinh(m: dict[str, Any]) -> Muc:
    cot = ("ten", "tu_nam", "den_nam", "can_cu", "ghi_chu")
    kinh_phi = int(_TRIEU * m["kinh_phi"]) if "kinh_phi" in m else None
    gia_tri = {c: m[c] for c in cot} | {"kinh_phi": kinh_phi, "nguon": "kcqg"}
    return {"ma": m["ma"]}, gia_tri | {"can_xac_minh": True}


def _so_tinh(du_lieu: dict[str, Any], don_vi: dict[str, DonViHanhChinh]) -> Iterator[Muc]:
    """Figures of provinces by period; «muc» tells a lower bound or a rounded one."""
    for m in du_lieu["so_tinh"]:
        if m["tinh"] not in don_vi:
            continue
        tu_nam, den_nam = m["ky"]
        for ten, so, don_vi_tinh, *muc in m["so"]:
            yield (
                {
                    "don_vi": don_vi[m["tinh"]],
                    "tu_nam": tu_nam,
                    "den_nam": den_nam,
                    "loai": m["loai"],
                    "ten": ten,
                },
                {
                    "so": Decimal(str(so)),
                    "don_vi_tinh": don_vi_tinh,
                    "muc": muc[0] if muc else SoCongBo.Muc.DUNG.value,
                    "nguon_tin": m["nguon_tin"],
                    "can_xac_minh": True,
                },
            )


def _muc_tieu(du_lieu: dict[str, Any], chuong_trinh: dict[str, ChuongTrinh]) -> Iterator[Muc]:
    for c in du_lieu["chuong_trinh"]:
        for ma, ten, don_vi_tinh, so in c["muc_tieu"]:
            khoa = {"chuong_trinh": chuong_trinh[c["ma"]], "noi_dung": ma}
            yield (
                khoa | {"don_vi_tinh": don_vi_tinh},
                {"ten": ten, "so": so, "can_xac_minh": True},
            )


def _but_toan(cac_de_an: list[dict[str, Any]], de_an: dict[str, DeAn]) -> Counter[str]:
    """Published support: once for each đề án, kind and source; an officer's entries stay."""
    co = set(
        ButToan.objects.filter(de_an__in=de_an.values()).values_list("de_an__ma", "loai", "nguon")
    )
    dem: Counter[str] = Counter()
    for m in cac_de_an:
        for loai, cac in (
            (LoaiButToan.DANG_KY, m.get("dang_ky", {})),
            (LoaiButToan.PHE_DUYET, m.get("ho_tro", {})),
        ):
            for nguon, trieu in cac.items():
                if (m["ma"], loai, nguon) in co:
                    dem["giu"] += 1
                    continue
                so, ngay = m.get("quyet_dinh", ["", None])
                ghi_but_toan(
                    de_an[m["ma"]],
                    loai=loai,
                    nguon=nguon,
                    nam=m["nam"],
                    so_tien=_dong(trieu),
                    ngay=ngay or date(m["nam"], 1, 1),
                    chung_tu=so or "Nguồn công bố, ngày không nêu",
                    by=None,
                )
                dem["them"] += 1
    return dem
