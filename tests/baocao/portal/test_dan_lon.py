"""A block of 5.000 cells pasted with 37 bad ones: each bad one is named, all others are stored."""

import json
from decimal import Decimal

from django.urls import reverse

from baocao.models import ChiTieu

SAI = ("12 tỷ", "1,234.5", "không", "#REF!", "56..537")
COT = ("A1", "A3", "A4")


def test_five_thousand_cells_with_37_bad_ones(vao, so, phieu):
    ChiTieu.objects.bulk_create(
        ChiTieu(
            bieu_mau=phieu.bieu_mau, ma=f"ZZ{i:04}", ten=f"Dòng {i}", kieu="SO_TP", so_le=2,
            dai_luong="dong", tong_hop="CONG", bat_buoc="tuy_chon", thu_tu=1000 + i,
        )
        for i in range(1667)
    )  # fmt: skip
    o = [
        {"o": f"ZZ{i:04}.{cot}", "chu": f"{i + 1},25", "goc": "", "pb": 0}
        for i in range(1667)
        for cot in COT
    ][:5000]
    hong = {o[i * 131 + 7]["o"]: SAI[i % len(SAI)] for i in range(37)}
    for x in o:
        x["chu"] = hong.get(x["o"], x["chu"])

    tra = vao(so.chuyen_vien).post(
        reverse("so:tu_luu", args=[phieu.pk]),
        json.dumps({"o": o, "ds": {}, "sl": "uoc", "sl_goc": "uoc"}),
        content_type="application/json",
    )

    kq = tra.json()
    assert (len(o), tra.status_code) == (5000, 422)
    assert kq["loi"].keys() == hong.keys()
    assert all(kq["loi"].values())
    assert kq["da_luu"].keys() == {x["o"] for x in o} - hong.keys()
    co = {
        f"{ma}.{cot}": gia_tri
        for ma, cot, gia_tri in phieu.gia_tri.hien_tai().values_list("chi_tieu__ma", "cot", "so")
    }
    assert co == {x["o"]: Decimal(x["chu"].replace(",", ".")) for x in o if x["o"] not in hong}
