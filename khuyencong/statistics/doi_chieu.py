"""Published figures of provinces beside the same figure counted from the records; never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.utils import timezone

from cucctdp.donvi.choices import BoMa, DiaGioi
from cucctdp.donvi.services.don_vi import anh_xa_dia_gioi
from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan, Nguon
from khuyencong.models import ButToan, DeAn, SoCongBo
from khuyencong.statistics.kieu import Bang, Hoi, bang_cua
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, trong_pham_vi

_TRIEU = Decimal(1_000_000)
PHE_DUYET, DA_NGHIEM_THU = "đề án đã duyệt", "đã nghiệm thu"
GHI_CHU = (
    "Số công bố ghi như nguồn nêu, theo tỉnh và kỳ của nguồn; chỉ để đối chiếu, không cộng.",
    (
        "Số từ hồ sơ cùng tỉnh, cùng các năm: «kết quả» đặt cạnh số đã nghiệm thu, «kế hoạch» và "
        "loại nguồn không nêu đặt cạnh số đề án được phê duyệt. «…»: kỳ ấy tỉnh chưa có hồ sơ nào "
        "trong hệ thống. «x»: chỉ tiêu không tính được từ hồ sơ đúng như nguồn nêu."
    ),
)
# Published names that the records can tell, as the sources write them.
_TIEN: dict[str, tuple[str, ...]] = {
    "kinh phí khuyến công": NGUON_KHUYEN_CONG,
    "kinh phí khuyến công quốc gia": (Nguon.KCQG,),
    "kinh phí khuyến công địa phương": (Nguon.KCDP,),
    "đối ứng": (Nguon.DOI_UNG,),
    "tổng kinh phí": tuple(Nguon),
}
_DE_AN: dict[str, tuple[str, ...]] = {
    "đề án": NGUON_KHUYEN_CONG,
    "đề án khuyến công quốc gia": (Nguon.KCQG,),
    "đề án khuyến công địa phương": (Nguon.KCDP,),
}
_DON_VI_TIEN = {"đồng": Decimal(1), "triệu đồng": _TRIEU, "tỷ đồng": _TRIEU * 1000}


@dataclass(frozen=True, slots=True)
class DongDoiChieu:
    """One published figure. ``muc``: exact, a lower bound or rounded, as the source says.

    ``tinh_duoc``: the records can tell this indicator; ``so_ho_so``: what they tell in the same
    unit, None without any record of that province and period; ``la_so``: which of their figures.
    """

    don_vi: str
    ten_don_vi: str
    ky: str
    loai: str
    chi_tieu: str
    don_vi_tinh: str
    so: Decimal
    muc: str
    can_xac_minh: bool
    nguon_tin: str
    tinh_duoc: bool
    so_ho_so: Decimal | None
    la_so: str

    @property
    def chenh(self) -> Decimal | None:
        """Records minus published."""
        return None if self.so_ho_so is None else self.so_ho_so - self.so


class _HoSo:
    """Money and numbers of đề án by (unit, year); two queries."""

    def __init__(self, hoi: Hoi, pv: PhamVi, cac: list[SoCongBo]) -> None:
        self.tien: dict[tuple[int, int], dict[Any, int]] = defaultdict(dict)
        self.de_an: dict[tuple[int, int], dict[Any, int]] = defaultdict(dict)
        self.luc: datetime | None = None
        nam = Q(nam__gte=min(s.tu_nam for s in cac), nam__lte=max(s.den_nam for s in cac))
        den = hoi.ky.den or date.max
        tien = (
            trong_pham_vi(ButToan.objects.order_by(), hoi, pv, "de_an__")
            .filter(nam, ngay__lte=den, de_an__don_vi__isnull=False)
            .filter(loai__in=(LoaiButToan.PHE_DUYET, LoaiButToan.NGHIEM_THU))
            .values_list("de_an__don_vi", "nam", "loai", "nguon")
            .annotate(tong=Sum("so_tien"), luc_cuoi=Max("luc"))
        )
        for don_vi, n, loai, nguon, tong, luc in tien:
            self.tien[don_vi, n][loai, nguon] = int(tong)
            self.luc = luc if self.luc is None else max(self.luc, luc)
        duyet = ButToan.objects.filter(
            de_an=OuterRef("pk"), loai=LoaiButToan.PHE_DUYET, ngay__lte=den
        )
        dem = (
            trong_pham_vi(DeAn.objects.order_by(), hoi, pv)
            .filter(nam, don_vi__isnull=False)
            .filter(Exists(duyet))
            .values_list("don_vi", "nam", "nguon")
            .annotate(so=Count("pk"))
        )
        for don_vi, n, nguon, so in dem:
            self.de_an[don_vi, n][nguon] = so

    def so(self, s: SoCongBo, don_vi: Iterable[int]) -> tuple[bool, Decimal | None, str]:
        """(can be told, what the records tell, which figure of theirs)."""
        khoa = s.ten.strip().lower()
        cac_nam = range(s.tu_nam, s.den_nam + 1)
        if khoa in _DE_AN:
            return True, _cong(self.de_an, don_vi, cac_nam, _DE_AN[khoa]), PHE_DUYET
        if khoa in _TIEN and s.don_vi_tinh in _DON_VI_TIEN:
            xong = s.loai == SoCongBo.Loai.KET_QUA
            loai = LoaiButToan.NGHIEM_THU if xong else LoaiButToan.PHE_DUYET
            tong = _cong(self.tien, don_vi, cac_nam, [(loai, n) for n in _TIEN[khoa]])
            la = DA_NGHIEM_THU if xong else PHE_DUYET
            return True, None if tong is None else tong / _DON_VI_TIEN[s.don_vi_tinh], la
        return False, None, ""


def _cong(
    so: dict[tuple[int, int], dict[Any, int]],
    don_vi: Iterable[int],
    cac_nam: range,
    cac_khoa: Iterable[Any],
) -> Decimal | None:
    """The sum over units and years; None when none of them has a record."""
    co = [so[d, n] for d in don_vi for n in cac_nam if (d, n) in so]
    return Decimal(sum(o.get(k, 0) for o in co for k in cac_khoa)) if co else None


def _cung_tinh(hoi: Hoi) -> dict[str, dict[int, set[int]]]:
    """Code set → unit → units whose records are told as it: a former province takes only its own,
    never those of the merged one.
    """
    ngay = hoi.ky.den or timezone.localdate()
    ket: dict[str, dict[int, set[int]]] = {}
    for bo, dia_gioi in ((BoMa.B63, DiaGioi.BO_63), (BoMa.B34, DiaGioi.HIEN_HANH)):
        nhom: dict[int, set[int]] = defaultdict(set)
        for pk, ve in anh_xa_dia_gioi(dia_gioi=dia_gioi, ngay=ngay).items():
            nhom[ve.don_vi_id].add(pk)
        ket[bo] = nhom
    return ket


def doi_chieu_cong_bo(hoi: Hoi) -> Bang[DongDoiChieu]:
    """Published figures whose period meets the years asked for; a constant number of queries.

    Each stands beside the records of the unit that the source names, whatever boundaries are asked
    for. Published figures are real: a question about demo rows has none.
    """
    pv = doc_pham_vi(hoi)
    cac: list[SoCongBo] = []
    if not hoi.minh_hoa:
        rows = SoCongBo.objects.filter(tu_nam__lte=hoi.ky.den_nam, den_nam__gte=hoi.ky.tu_nam)
        if hoi.user is not None:
            rows = rows.visible_to(hoi.user)
        rows = rows.select_related("don_vi").order_by(
            "don_vi__ten_goi__khoa_sap_xep", "don_vi", "tu_nam", "den_nam", "loai", "id"
        )
        cac = [s for s in rows if s.don_vi_id in pv.dong_cua]
    ho_so, nhom = (_HoSo(hoi, pv, cac), _cung_tinh(hoi)) if cac else (None, {})
    cac_dong = tuple(
        DongDoiChieu(
            s.don_vi.khoa, s.don_vi.ten_goi, s.ky, s.get_loai_display(), s.ten, s.don_vi_tinh,
            s.so, s.muc, s.can_xac_minh, s.nguon_tin,
            *ho_so.so(s, nhom[s.don_vi.bo_ma].get(s.don_vi_id, ())),
        )
        for s in cac
        if ho_so
    )  # fmt: skip
    return bang_cua(
        hoi,
        "DC",
        "Chỉ số dẫn xuất và số đã công bố",
        cac_dong,
        do_phu=pv.do_phu(s.don_vi_id for s in cac),
        tinh_den=ho_so.luc if ho_so else None,
        don_vi_tinh="",
        ghi_chu=GHI_CHU,
    )
