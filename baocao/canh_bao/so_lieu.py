"""CB04–CB06: a province against itself and its neighbours; CB09: figures changed after publication;
CB11: dated rows about to run out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count
from django.urls import reverse

from baocao.canh_bao.kieu import CUC_CHUYEN_MON, CanhBao, Nguong
from baocao.canh_bao.tien_do import KY_DANG_XEM
from baocao.choices import CapTongHop, DiaGioi, TrangThaiBo
from baocao.models import (
    BieuMau,
    BoBaoCao,
    ChiTieu,
    GiaTri,
    KyBaoCao,
    NguongKiemTra,
    QuyTacKiemTra,
    QuyTacLich,
)
from baocao.statistics.danh_muc import doc_danh_muc
from baocao.statistics.dia_gioi import chon_phan_vung, co_so_dia_gioi
from cucctdp.donvi.models import KeThua
from cucctdp.formats.so import dinh_dang

IIP = ("CN00", "B4")
# Rows whose growth is compared inside a region, and whose rank is followed.
DONG_CHINH = (("BL00", "A3"), ("XK00", "A3"))
_MUC = ("thap", "vua", "cao")


@dataclass(frozen=True)
class _So:
    """One figure of a pack."""

    bo: BoBaoCao
    so: Decimal


def _doc(ky: str, ma: str, cot: str) -> dict[int, _So]:
    """Figures of sent packs of a period, by unit."""
    rows = GiaTri.objects.hien_tai().filter(
        phieu__bo__ky__ma=ky,
        phieu__bo__gui_luc__isnull=False,
        chi_tieu__ma=ma,
        cot=cot,
        so__isnull=False,
    )
    return {
        g.phieu.bo.don_vi_id: _So(g.phieu.bo, g.so)
        for g in rows.select_related("phieu__bo__don_vi", "phieu__bo__ky").order_by()
    }


def so_sanh_tinh(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB04, CB05, CB06 over the periods not yet published."""
    for ky in KyBaoCao.objects.filter(trang_thai__in=KY_DANG_XEM):
        yield from _iip_giam(ky, nguong.cua("CB04"))
        for ma, cot in (IIP, *DONG_CHINH):
            yield from _doi_hang(ky, ma, cot, nguong.cua("CB05"))
        for ma, cot in DONG_CHINH:
            yield from _lech_vung(ky, ma, cot, nguong.cua("CB06"))


def _cua(ma: str, duoi: str, so: _So, cau: str, muc: str = "vua") -> CanhBao:
    bo = so.bo
    return CanhBao(
        ma=ma,
        khoa=f"{ma}:{bo.pk}:{duoi}",
        cau=cau,
        duong_dan=reverse("admin:baocao_bobaocao_change", args=[bo.pk]),
        duong_dan_so=reverse("so:bo", args=[bo.pk]),
        vai_tro=CUC_CHUYEN_MON,
        don_vi=bo.don_vi.khoa,
        ten_don_vi=bo.don_vi.ten_goi,
        don_vi_id=bo.don_vi_id,
        ky=bo.ky.ma,
        muc=muc,
    )


def _iip_giam(ky: KyBaoCao, nguong: Mapping[str, Decimal]) -> Iterator[CanhBao]:
    cac_muc = sorted(nguong.values())
    for so in _doc(ky.ma, *IIP).values():
        giam = 100 - so.so
        bac = sum(giam >= m for m in cac_muc)
        if bac:
            cau = (
                f"{so.bo.don_vi.ten_goi}: chỉ số sản xuất công nghiệp giảm {dinh_dang(giam, 1)} % "
                f"so cùng kỳ (ngưỡng {dinh_dang(cac_muc[bac - 1])} %)."
            )
            yield _cua("CB04", str(bac), so, cau, _MUC[min(bac, len(_MUC)) - 1])


def _doi_hang(ky: KyBaoCao, ma: str, cot: str, nguong: Mapping[str, Decimal]) -> Iterator[CanhBao]:
    """Ranks among the units that filed in both periods."""
    nay, truoc = _doc(ky.ma, ma, cot), _doc(ky.ky.truoc().ma, ma, cot)
    chung = nay.keys() & truoc.keys()
    if not nguong or len(chung) < nguong["so_tinh_toi_thieu"]:
        return
    hang_nay = _hang({k: nay[k].so for k in chung})
    hang_truoc = _hang({k: truoc[k].so for k in chung})
    for don_vi in sorted(chung):
        doi = hang_truoc[don_vi] - hang_nay[don_vi]
        if abs(doi) >= nguong["bac"]:
            huong = "tăng" if doi > 0 else "giảm"
            cau = (
                f"{nay[don_vi].bo.don_vi.ten_goi}: thứ hạng về {_ten(ma)} {huong} {abs(doi)} bậc "
                f"so kỳ trước (từ {hang_truoc[don_vi]} đến {hang_nay[don_vi]} trên {len(chung)})."
            )
            yield _cua("CB05", ma, nay[don_vi], cau)


def _ten(ma: str) -> str:
    """Name of a row inside a sentence."""
    ten = ChiTieu.objects.filter(ma=ma).order_by("-pk").values_list("ten", flat=True).first()
    return f"«{ten or ma}»"


def _hang(so: Mapping[int, Decimal]) -> dict[int, int]:
    xep = sorted(so, key=lambda k: (-so[k], k))
    return {k: i for i, k in enumerate(xep, 1)}


def _lech_vung(ky: KyBaoCao, ma: str, cot: str, nguong: Mapping[str, Decimal]) -> Iterator[CanhBao]:
    """A7 of a province against mean and deviation of the OTHER provinces of its region.

    Within a region of n units no score that counts the unit itself can pass (n − 1)/√n, under 3
    up to ten units: hence the others only.
    """
    nay, cung_ky = _doc(ky.ma, ma, cot), _cong_don_vi_cu(_doc(ky.ky.cung_ky().ma, ma, cot))
    ti_le = {k: nay[k].so / cung_ky[k] * 100 for k in nay.keys() & cung_ky.keys() if cung_ky[k]}
    for don_vi in _vung(ky).values():
        cac_tinh = sorted(don_vi & ti_le.keys())
        if not nguong or len(cac_tinh) <= nguong["so_tinh_toi_thieu"]:
            continue
        for k in cac_tinh:
            khac = [ti_le[x] for x in cac_tinh if x != k]
            tb = sum(khac, Decimal(0)) / len(khac)
            lech = (sum(((x - tb) ** 2 for x in khac), Decimal(0)) / (len(khac) - 1)).sqrt()
            if lech and abs(ti_le[k] - tb) / lech > nguong["diem_z"]:
                cau = (
                    f"{nay[k].bo.don_vi.ten_goi} lệch xa các tỉnh trong vùng: {_ten(ma)} so "
                    f"cùng kỳ {dinh_dang(ti_le[k], 1)} %, các tỉnh khác {dinh_dang(tb, 1)} %."
                )
                yield _cua("CB06", ma, nay[k], cau)


def _cong_don_vi_cu(so: Mapping[int, _So]) -> dict[int, Decimal]:
    """Figures by unit; of a merged one the sum of its former units, when every one is there."""
    cu_cua: dict[int, set[int]] = defaultdict(set)
    for moi, cu in KeThua.objects.order_by().values_list("moi_id", "cu_id"):
        cu_cua[moi].add(cu)
    ket_qua = {k: s.so for k, s in so.items()}
    for moi, cac_cu in cu_cua.items():
        if moi not in so and cac_cu <= so.keys():
            ket_qua[moi] = sum((so[k].so for k in cac_cu), Decimal(0))
    return ket_qua


def _vung(ky: KyBaoCao) -> dict[str, frozenset[int]]:
    """Units of each region of the period's code set, in force at its close.

    Between the merger (01/7/2025) and the first division of the 34 (05/10/2025) the nearest one
    counts, as in statistics.
    """
    dm = doc_danh_muc()
    co_so = co_so_dia_gioi(dm, ky, dia_gioi=DiaGioi.THEO_THOI_DIEM, hom_nay=ky.den_ngay)
    try:
        cach = chon_phan_vung(dm, CapTongHop.VUNG, phan_vung=None, co_so=co_so)
    except ValueError:
        return {}
    return {v.ma: v.don_vi for v in cach.cac_vung}


def sua_sau_cong_bo(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB09: cells of published packs that got a new version on the day."""
    rows = (
        GiaTri.objects.filter(
            phieu__bo__trang_thai=TrangThaiBo.DA_CONG_BO, ghi_luc__date=ngay, phien_ban__gt=1
        )
        .order_by()
        .values("phieu__bo")
        .annotate(so_o=Count("pk"))
    )
    so_o = {r["phieu__bo"]: r["so_o"] for r in rows}
    for bo in BoBaoCao.objects.filter(pk__in=so_o).select_related("ky", "don_vi").order_by("pk"):
        yield CanhBao(
            ma="CB09",
            khoa=f"CB09:{bo.pk}:{ngay.isoformat()}",
            cau=f"{bo.don_vi.ten_goi}: {so_o[bo.pk]} số liệu {bo.ky} thay đổi sau khi công bố.",
            duong_dan=reverse("admin:baocao_bobaocao_change", args=[bo.pk]),
            duong_dan_so=reverse("so:bo", args=[bo.pk]),
            vai_tro=(*CUC_CHUYEN_MON, "cuc_lanh_dao", "api_client"),
            don_vi=bo.don_vi.khoa,
            ten_don_vi=bo.don_vi.ten_goi,
            don_vi_id=bo.don_vi_id,
            ky=bo.ky.ma,
        )


def sap_het_hieu_luc(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB11: forms, rules, thresholds and calendar rows that run out soon."""
    muc = nguong.cua("CB11").get("so_ngay")
    if muc is None:
        return
    den = ngay + timedelta(days=int(muc))
    for model in (BieuMau, QuyTacKiemTra, NguongKiemTra, QuyTacLich):
        con = model._default_manager.filter(hieu_luc_den__gte=ngay, hieu_luc_den__lte=den)
        for dong in con:
            sau = model._default_manager.filter(ma=dong.ma, hieu_luc_tu__gt=dong.hieu_luc_den)
            if sau.exists():
                continue
            ten = model._meta.model_name
            yield CanhBao(
                ma="CB11",
                khoa=f"CB11:{ten}:{dong.pk}",
                cau=f"{str(model._meta.verbose_name).capitalize()} «{dong}» hết hiệu lực ngày "
                f"{dong.hieu_luc_den:%d/%m/%Y}, chưa có dòng thay thế.",
                duong_dan=reverse(f"admin:baocao_{ten}_change", args=[dong.pk]),
                vai_tro=("cuc_lanh_dao_phong", "quan_tri"),
            )
