"""How odd a sent pack looks: a score that says why, so that the queue starts with the oddest.

Stored per pack and sending; the list reads one column. Points of an error, an unexplained and an
explained warning, a figure far from its region, a return round and lateness are rows «BAT_THUONG»
of the thresholds (ngưỡng kiểm tra); what has no row counts nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import mean, pstdev

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from baocao.bang import Bang, dung_cac_bang
from baocao.checks import run_bo_checks, run_checks
from baocao.checks.so_lieu_kem import doc_cac_so_lieu_kem, doc_nguong
from baocao.choices import BO_DA_NHAN, CachTongHop, TinhHan, TrangThaiBo, TrangThaiO
from baocao.models import BoBaoCao, GiaTri, MucBatThuong
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import KeThua, PhanVung, ThanhVienVung

NGUONG = "BAT_THUONG"
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
    nguong = doc_nguong(bo.ky.ky.ngay_cuoi, bo.don_vi_id).get((NGUONG, ""), {})
    xa = xa_vung(bo, cac_bang.values(), nguong)
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
        {"ma": ma, "so": so, "diem": diem, "cau": _cau(ma, so, bo, xa)}
        for ma, so in dem.items()
        if (diem := round(so * nguong.get(f"diem_{ma}", Decimal(0))))
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


def xa_vung(
    bo: BoBaoCao, cac_bang: Iterable[Bang], nguong: Mapping[str, Decimal]
) -> list[tuple[str, str, float]]:
    """(form, row, z) of growth on the same period far from the region's provinces, farthest first.

    Growth, not level: provinces differ in size. Before the merger a province
    is the sum of its former units. The same queries for all forms. ``nguong``: «diem_z» and
    «so_tinh_toi_thieu»; without them nothing is far.
    """
    if not nguong.keys() >= {"diem_z", "so_tinh_toi_thieu"}:
        return []
    z_xa, so_tinh = float(nguong["diem_z"]), int(nguong["so_tinh_toi_thieu"])
    cac_bang = list(cac_bang)
    cung_vung = _cung_vung(bo)
    cu_cua = _don_vi_cu(cung_vung)
    cot = {b.bieu_mau.ma: b.cot_chinh[0] for b in cac_bang}
    ky, cung_ky = bo.ky.ma, bo.ky.ky.cung_ky().ma
    so: dict[tuple[str, str], dict[str, dict[int, Decimal]]] = defaultdict(
        lambda: {ky: {}, cung_ky: {}}
    )
    rows = (
        GiaTri.objects.hien_tai()
        .filter(
            Q(so__gte=0) | Q(trang_thai_o=TrangThaiO.KHONG_PHAT_SINH),
            phieu__bo__don_vi__in=cung_vung.union(*cu_cua.values()),
            phieu__bo__ky__ma__in=(ky, cung_ky),
            phieu__bo__trang_thai__in=CHAM_DUOC,
            phieu__bieu_mau__ma__in=list(cot),
            chi_tieu__tong_hop=CachTongHop.CONG,
            cot__in=set(cot.values()),
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
            so[bieu, ct][k][dv] = gia_tri or Decimal(0)
    ket_qua = []
    for (bieu, ct), theo_ky in so.items():
        truoc = _cong_don_vi_cu(theo_ky[cung_ky], cu_cua)
        tang = {
            dv: float(nay / truoc[dv]) for dv, nay in theo_ky[ky].items() if nay and truoc.get(dv)
        }
        rieng = tang.pop(bo.don_vi_id, None)
        if rieng is None or len(tang) < so_tinh:
            continue
        lech = pstdev(tang.values())
        if lech and abs(z := (rieng - mean(tang.values())) / lech) >= z_xa:
            ket_qua.append((bieu, ct, z))
    return sorted(ket_qua, key=lambda x: -abs(x[2]))


def _cung_vung(bo: BoBaoCao) -> set[int]:
    """Units of the pack's region: the division of its code set in force when the period closes.

    Between the merger (01/7/2025) and the first division of the 34 the nearest one counts.
    """
    ngay = bo.ky.den_ngay
    cac_cach = PhanVung.objects.filter(
        muc_dich=MucDichPhanVung.KINH_TE_XA_HOI, bo_ma=bo.don_vi.bo_ma
    )
    cach = min(cac_cach, key=lambda p: _xa_ngay(p, ngay), default=None)
    thanh_vien = ThanhVienVung.objects.filter(vung__phan_vung=cach)
    vung = thanh_vien.filter(don_vi=bo.don_vi_id).values("vung")
    return set(thanh_vien.filter(vung__in=vung).values_list("don_vi_id", flat=True))


def _xa_ngay(cach: PhanVung, ngay: date) -> int:
    """Days between a day and the time a division is in force; 0 inside it."""
    if ngay < cach.hieu_luc_tu:
        return (cach.hieu_luc_tu - ngay).days
    return max((ngay - cach.hieu_luc_den).days, 0) if cach.hieu_luc_den else 0


def _don_vi_cu(cac_don_vi: Iterable[int]) -> dict[int, set[int]]:
    """Former units of each unit (sáp nhập ngày 01/7/2025)."""
    cu_cua: dict[int, set[int]] = defaultdict(set)
    rows = KeThua.objects.filter(moi__in=list(cac_don_vi)).order_by()
    for moi, cu in rows.values_list("moi_id", "cu_id"):
        cu_cua[moi].add(cu)
    return cu_cua


def _cong_don_vi_cu(
    so: Mapping[int, Decimal], cu_cua: Mapping[int, set[int]]
) -> dict[int, Decimal]:
    """Figures by unit; of a merged one the sum of its former units, when every one is there."""
    ket_qua = dict(so)
    for moi, cac_cu in cu_cua.items():
        if moi not in so and cac_cu <= so.keys():
            ket_qua[moi] = sum((so[cu] for cu in cac_cu), Decimal(0))
    return ket_qua
