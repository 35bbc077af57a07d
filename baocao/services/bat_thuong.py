"""How odd a sent pack looks: a score that says why, so that the queue starts with the oddest.

Stored per pack and sending; the list reads one column. Points: an error 20, an unexplained
warning 5, an explained one 1, a figure far from its region 3, each return round 4, late 2.
"""

from collections import defaultdict
from collections.abc import Iterable
from statistics import mean, pstdev
from typing import Any

from django.db import transaction
from django.utils import timezone

from baocao.bang import Bang, dung_cac_bang
from baocao.checks import run_bo_checks, run_checks
from baocao.checks.so_lieu_kem import doc_cac_so_lieu_kem
from baocao.choices import BO_DA_NHAN, CachTongHop, TinhHan, TrangThaiBo
from baocao.models import BoBaoCao, GiaTri, MucBatThuong
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import ThanhVienVung

DIEM = {"loi": 20, "chua_giai_trinh": 5, "canh_bao": 1, "lech_vung": 3, "tra_lai": 4, "tre": 2}
Z_XA = 2.5
SO_TINH_TOI_THIEU = 4
CHAM_DUOC = (TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA, *BO_DA_NHAN)


def can_cham() -> list[int]:
    """Packs waiting for the Cục whose last sending has no score yet."""
    rows = BoBaoCao.objects.filter(
        trang_thai__in=(TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA)
    ).select_related("muc_bat_thuong")
    return [
        bo.pk
        for bo in rows
        if not hasattr(bo, "muc_bat_thuong") or bo.muc_bat_thuong.luc < bo.gui_luc
    ]


@transaction.atomic
def cham(bo: BoBaoCao) -> MucBatThuong | None:
    """Score the figures of a sent pack; None while they are still the Sở's own."""
    bo = BoBaoCao.objects.select_related("ky", "don_vi").get(pk=bo.pk)
    if bo.trang_thai not in CHAM_DUOC:
        return None
    cac_phieu = bo.phieu.filter(bieu_mau__la_tinh_toan=False).select_related(
        "bieu_mau", "bo__ky", "bo__don_vi"
    )
    cac_bang = {b.bieu_mau.ma: b for b in dung_cac_bang(cac_phieu).values()}
    kem = doc_cac_so_lieu_kem(cac_bang.values())
    vi_pham = [
        v
        for bang, k in zip(cac_bang.values(), kem, strict=True)
        for v in run_checks(bang, luc="trinh_phong", kem=k)
    ]
    vi_pham += run_bo_checks(bo, cac_bang)
    xa = xa_vung(bo, cac_bang.values())
    dem = {
        "loi": sum(v.muc_do == "E" and v.chan for v in vi_pham),
        "chua_giai_trinh": sum(
            v.muc_do == "W" and v.can_giai_trinh and not v.da_giai_trinh for v in vi_pham
        ),
        "canh_bao": sum(v.muc_do == "W" and bool(v.da_giai_trinh) for v in vi_pham),
        "lech_vung": len(xa),
        "tra_lai": bo.vong - 1,
        "tre": int(bo.tinh_han == TinhHan.TRE_HAN),
    }
    ly_do = [
        {"ma": ma, "so": so, "diem": so * DIEM[ma], "cau": _cau(ma, so, bo, xa)}
        for ma, so in dem.items()
        if so
    ]
    ly_do.sort(key=lambda x: -int(str(x["diem"])))
    dong, _ = MucBatThuong.objects.update_or_create(
        bo=bo,
        defaults={
            "diem": sum(int(str(x["diem"])) for x in ly_do),
            "ly_do": ly_do,
            "lan": bo.lan_gui.count(),
            "luc": timezone.now(),
        },
    )
    return dong


def _cau(ma: str, so: int, bo: BoBaoCao, xa: list[tuple[str, str, float]]) -> str:
    if ma == "lech_vung":
        vi_du = ", ".join(f"{ct} (z = {z:+.1f})".replace(".", ",") for _, ct, z in xa[:3])
        return f"{so} chỉ tiêu tăng giảm khác hẳn các tỉnh cùng vùng: {vi_du}"
    return {
        "loi": f"{so} lỗi",
        "chua_giai_trinh": f"{so} cảnh báo chưa giải trình",
        "canh_bao": f"{so} cảnh báo đã giải trình",
        "tra_lai": f"đã trả lại {so} lần",
        "tre": f"gửi lần đầu trễ {bo.so_ngay_tre} ngày",
    }[ma]


def xa_vung(bo: BoBaoCao, cac_bang: Iterable[Bang]) -> list[tuple[str, str, float]]:
    """(form, row, z) of growth on the same period far from the region's provinces, farthest first.

    Growth, not level: provinces differ in size. Two queries for all forms.
    """
    cac_bang = list(cac_bang)
    cung_vung = _cung_vung(bo)
    cot = {b.bieu_mau.ma: b.cot_chinh[0] for b in cac_bang}
    ky, cung_ky = bo.ky.ma, bo.ky.ky.cung_ky().ma
    so: dict[tuple[str, str], dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    rows = (
        GiaTri.objects.hien_tai()
        .filter(
            phieu__bo__don_vi__in=cung_vung,
            phieu__bo__ky__ma__in=(ky, cung_ky),
            phieu__bo__trang_thai__in=CHAM_DUOC,
            phieu__bieu_mau__ma__in=list(cot),
            chi_tieu__tong_hop=CachTongHop.CONG,
            cot__in=set(cot.values()),
            so__gt=0,
        )
        .order_by()
        .values_list(
            "phieu__bieu_mau__ma",
            "chi_tieu__ma",
            "cot",
            "phieu__bo__don_vi_id",
            "phieu__bo__ky__ma",
            "so",
        )
    )
    for bieu, ct, c, dv, k, gia_tri in rows:
        if c == cot[bieu]:
            so[bieu, ct][dv][k] = gia_tri
    ket_qua = []
    for (bieu, ct), theo_tinh in so.items():
        tang = {dv: float(s[ky] / s[cung_ky]) for dv, s in theo_tinh.items() if len(s) == 2}
        rieng = tang.pop(bo.don_vi_id, None)
        if rieng is None or len(tang) < SO_TINH_TOI_THIEU:
            continue
        lech = pstdev(tang.values())
        if lech and abs(z := (rieng - mean(tang.values())) / lech) >= Z_XA:
            ket_qua.append((bieu, ct, z))
    return sorted(ket_qua, key=lambda x: -abs(x[2]))


def _cung_vung(bo: BoBaoCao) -> set[int]:
    thanh_vien = ThanhVienVung.objects.filter(
        vung__phan_vung__muc_dich=MucDichPhanVung.KINH_TE_XA_HOI,
        vung__phan_vung__hieu_luc_den__isnull=True,
    )
    vung = thanh_vien.filter(don_vi=bo.don_vi_id).values("vung")
    return set(thanh_vien.filter(vung__in=vung).values_list("don_vi_id", flat=True))
