"""Published totals, named winners, fairs and conferences: as their sources say; idempotent.

What a source does not say stays empty. Places stand as they were on the day; group, decision and
validity only where the source names them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from sanpham_tieubieu.models import DanhHieuCu, GianHangNguon, SoCongBo, SuKienNganh
from sanpham_tieubieu.services.du_lieu_goc import THU_MUC

TEP = "cong_bo.yaml"
_SO = {
    "dk": "so_dang_ky",
    "cs": "so_co_so",
    "tinh_so": "so_tinh",
    "dat": "so_dat_nguong",
    "cn": "so_cong_nhan",
    "len": "so_de_cu",
}
_SU_KIEN = ("gian_hang", "so_tinh", "so_don_vi", "so_dai_bieu", "luot_khach", "doanh_thu")
_TEN_DICH = "tên dịch lại từ tiếng Anh"

Muc = tuple[dict[str, Any], dict[str, Any]]
DonVi = Mapping[str, DonViHanhChinh]


@transaction.atomic
def nap_so_cong_bo(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load the file; counts «them», «doi», «giu», «sua_tay» by kind.

    Rows of provinces are left out while the units are not loaded.
    """
    du_lieu = doc_yaml(thu_muc / TEP)
    nguon = du_lieu["nguon"]
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}

    def co_cho(ten: str) -> list[dict[str, Any]]:
        return [m for m in du_lieu[ten] if "tinh" not in m or m["tinh"] in don_vi]

    danh_hieu = list(_danh_hieu(co_cho("danh_hieu"), don_vi, nguon, du_lieu["quyet_dinh"]))
    su_kien = co_cho("su_kien")
    kq = {
        "số kỳ đã công bố": dat_nhieu(SoCongBo, list(_tong(co_cho("so_cong_bo"), don_vi, nguon))),
        "danh hiệu đã công bố": dat_nhieu(DanhHieuCu, danh_hieu),
        "hội chợ, hội nghị": dat_nhieu(SuKienNganh, list(_su_kien(su_kien, don_vi, nguon))),
    }
    kq["gian hàng theo nguồn"] = dat_nhieu(GianHangNguon, list(_gian_hang(su_kien)))
    return kq


def _tong(cac: list[dict[str, Any]], don_vi: DonVi, nguon: Mapping[str, str]) -> Iterator[Muc]:
    for m in cac:
        yield (
            {
                "cap": m["cap"],
                "nam": m["nam"],
                "khu_vuc": m.get("khu_vuc", ""),
                "don_vi": don_vi[m["tinh"]] if "tinh" in m else None,
            },
            {truong: m.get(ngan) for ngan, truong in _SO.items()}
            | {
                "lan": m.get("lan", ""),
                "theo_nhom": m.get("nhom", {}),
                "quyet_dinh": m.get("qd", ""),
                "nguon_tin": " ; ".join(nguon[k] for k in m["nguon"]),
                "ghi_chu": m.get("ghi_chu", ""),
                "can_xac_minh": m.get("xac_minh", False),
            },
        )


def _danh_hieu(
    cac: list[dict[str, Any]],
    don_vi: DonVi,
    nguon: Mapping[str, str],
    quyet_dinh: Mapping[str, dict[str, Any]],
) -> Iterator[Muc]:
    for m in cac:
        qd = quyet_dinh.get(m.get("qd", ""), {})
        dich = m.get("dich", False)
        for san_pham, *con in m["cac"]:
            yield (
                {
                    "cap": m["cap"],
                    "nam": m["nam"],
                    "don_vi": don_vi[m["tinh"]],
                    "ten_san_pham": san_pham,
                    "ten_co_so": con[0] if con else "",
                },
                {
                    "khu_vuc": m.get("khu_vuc", ""),
                    "dia_chi": con[1] if len(con) > 1 else "",
                    "ma_nhom": m.get("nhom", ""),
                    "giai": m.get("giai", ""),
                    "quyet_dinh_so": qd.get("so", ""),
                    "quyet_dinh_ngay": qd.get("ngay"),
                    "nguon_tin": f"{nguon[m['nguon']]} ({_TEN_DICH})"
                    if dich
                    else nguon[m["nguon"]],
                    "can_xac_minh": dich,
                },
            )


def _su_kien(cac: list[dict[str, Any]], don_vi: DonVi, nguon: Mapping[str, str]) -> Iterator[Muc]:
    for m in cac:
        yield (
            {"ten": m["ten"], "tu_ngay": m["tu_ngay"]},
            {
                "loai": m["loai"],
                "cap": m["cap"],
                "khu_vuc": m.get("khu_vuc", ""),
                "chuoi": m.get("chuoi", ""),
                "lan_thu": m.get("lan_thu"),
                "den_ngay": m.get("den_ngay"),
                "don_vi": don_vi[m["tinh"]],
                "dia_diem": m.get("dia_diem", ""),
                "ghi_chu": m.get("ghi_chu", ""),
                "nguon_tin": nguon[m["nguon"]],
                "can_xac_minh": m.get("xac_minh", False),
            }
            | {k: m.get(k) for k in _SU_KIEN},
        )


def _gian_hang(cac: list[dict[str, Any]]) -> Iterator[Muc]:
    su_kien = {(s.ten, s.tu_ngay): s for s in SuKienNganh.objects.all()}
    for m in cac:
        for nguon, so in m.get("theo_nguon", {}).items():
            yield {"su_kien": su_kien[m["ten"], m["tu_ngay"]], "nguon": nguon}, {"thuc_hien": so}
