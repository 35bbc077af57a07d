"""What the nightly look sees of all rounds, certificates, villages and fairs, in few queries."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Max, Min, Q, Sum

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, KeThua
from cucctdp.thong_bao.lich import cac_ngay_lam_viec
from sanpham_tieubieu.choices import (
    DA_DANG_KY,
    DA_QUYET_DINH,
    Cap,
    GiaiDoan,
    LoaiSuKien,
    TrangThaiHoSo,
    TrangThaiKhieuNai,
    TrangThaiKy,
)
from sanpham_tieubieu.danh_muc import DanhMuc
from sanpham_tieubieu.models import (
    DanhHieuCu,
    DiaBanKy,
    GiayChungNhan,
    HienVat,
    HoSoDangKy,
    KhieuNai,
    KyBinhChon,
    LangNghe,
    MocKy,
    QuyetDinhCongNhan,
    SoLieuLangNghe,
    SuKienNganh,
    TheoDoi,
)

# The shipped clocks count some weeks; a decision older than this is late whatever the calendar.
_LUI, _TOI = timedelta(days=400), timedelta(days=60)
DANG_CHAY = [TrangThaiKy.MO, TrangThaiKy.CHAM, TrangThaiKy.MO_DIEM, TrangThaiKy.DA_HOP]
Chu = tuple[int | None, int | None]


class XetDem:
    """Everything of one night; each part is read when its rule asks, the number of queries fixed.

    ``chu``: place of a finding (``khoa``) → (round, province) it belongs to; ``minh_hoa``: places
    of demo rows, which stand on the board and write to nobody.
    """

    def __init__(self, danh_muc: DanhMuc, hom_nay: date) -> None:
        self.danh_muc, self.hom_nay = danh_muc, hom_nay
        self.chu: dict[str, Chu] = {}
        self.minh_hoa: set[str] = set()

    def dat(
        self, khoa: str, *, ky: int | None = None, don_vi: int | None = None, minh_hoa: bool = False
    ) -> str:
        """The place, remembered with its owner."""
        self.chu[khoa] = (ky, don_vi)
        if minh_hoa:
            self.minh_hoa.add(khoa)
        return khoa

    # -- working days --------------------------------------------------------------------------
    @cached_property
    def _lam_viec(self) -> list[date]:
        return cac_ngay_lam_viec(self.hom_nay - _LUI, self.hom_nay + _TOI)

    def so_ngay_lam_viec(self, tu: date) -> int:
        """Working days after ``tu`` up to today; of the last 400 days at most."""
        return bisect_right(self._lam_viec, self.hom_nay) - bisect_right(self._lam_viec, tu)

    def sau_ngay_lam_viec(self, tu: date, n: int) -> date:
        """The n-th working day after ``tu``; the last one looked at when it lies beyond."""
        cho = bisect_right(self._lam_viec, tu) + n - 1
        return self._lam_viec[min(cho, len(self._lam_viec) - 1)]

    # -- rounds --------------------------------------------------------------------------------
    @cached_property
    def ho_so_mo(self) -> list[HoSoDangKy]:
        """Dossiers on their way in running rounds."""
        return list(
            HoSoDangKy.objects.filter(
                ky__trang_thai__in=[TrangThaiKy.MO, TrangThaiKy.CHAM],
                trang_thai__in=[
                    TrangThaiHoSo.DA_NOP,
                    TrangThaiHoSo.YEU_CAU_BO_SUNG,
                    TrangThaiHoSo.HOP_LE,
                    TrangThaiHoSo.DANG_CHAM,
                ],
            )
            .select_related("ky")
            .order_by("pk")
        )

    @cached_property
    def chua_thong_bao(self) -> list[tuple[KyBinhChon, date, int]]:
        """(round, day of its decision, establishments without a notice)."""
        ngay = dict(
            QuyetDinhCongNhan.objects.order_by().values_list("ky").annotate(som=Min("ngay"))
        )
        rows = (
            KyBinhChon.objects.filter(
                trang_thai__in=DA_QUYET_DINH,
                can_xac_minh=False,
                pk__in=ngay,
            )
            .annotate(
                thieu=Count(
                    "ho_so__san_pham__co_so",
                    filter=Q(ho_so__trang_thai__in=DA_DANG_KY, ho_so__thong_bao__isnull=True),
                    distinct=True,
                )
            )
            .filter(thieu__gt=0)
            .select_related("don_vi", "xa")
            .order_by("pk")
        )
        return [(k, ngay[k.pk], k.thieu) for k in rows]

    @cached_property
    def khieu_nai(self) -> list[KhieuNai]:
        return list(
            KhieuNai.objects.filter(trang_thai=TrangThaiKhieuNai.DANG_XET)
            .select_related("ky", "ho_so")
            .order_by("pk")
        )

    @cached_property
    def tinh_chua_gui(self) -> list[tuple[KyBinhChon, datetime, list[str]]]:
        """(round that receives, closing minute, its provinces without an entry)."""
        moc = list(
            MocKy.objects.filter(
                giai_doan=GiaiDoan.NHAN_HO_SO,
                ky__trang_thai=TrangThaiKy.MO,
                ky__cap__in=[Cap.KHU_VUC, Cap.QUOC_GIA],
            )
            .select_related("ky")
            .order_by("pk")
        )
        co = set(
            HoSoDangKy.objects.filter(ky__in=[m.ky_id for m in moc], trang_thai__in=DA_DANG_KY)
            .order_by()
            .values_list("ky", "don_vi")
        )
        thieu: dict[int, list[str]] = defaultdict(list)
        for ky, don_vi, ten in (
            DiaBanKy.objects.filter(ky__in=[m.ky_id for m in moc])
            .order_by("don_vi__ten_goi")
            .values_list("ky", "don_vi", "don_vi__ten_goi")
        ):
            if (ky, don_vi) not in co:
                thieu[ky].append(ten)
        return [(m.ky, m.dong_luc, thieu[m.ky_id]) for m in moc if thieu[m.ky_id]]

    @cached_property
    def hien_vat_giu(self) -> list[tuple[HienVat, date]]:
        """(sample not given back and without consent to show it, day of the ceremony).

        Without a ceremony on file the decision's day counts: after it nobody needs the sample.
        """
        le: dict[int, date] = {}
        for ky, den, tu in SuKienNganh.objects.filter(
            ky__isnull=False, loai__in=[LoaiSuKien.LE_TON_VINH, LoaiSuKien.HOI_CHO]
        ).values_list("ky", "den_ngay", "tu_ngay"):
            le[ky] = max(le.get(ky, tu), den or tu)
        qd = dict(QuyetDinhCongNhan.objects.order_by().values_list("ky").annotate(cuoi=Max("ngay")))
        rows = (
            HienVat.objects.filter(tra_ngay__isnull=True)
            .exclude(ho_so__dong_y_trung_bay=True)
            .select_related("ho_so__ky")
            .order_by("pk")
        )
        kq = []
        for h in rows:
            ngay = le.get(h.ho_so.ky_id) or qd.get(h.ho_so.ky_id)
            if ngay is not None:
                kq.append((h, ngay))
        return kq

    # -- certificates --------------------------------------------------------------------------
    @cached_property
    def giay(self) -> list[GiayChungNhan]:
        """Certificates that hold, or ran out in the last two years; not revoked or replaced."""
        return list(
            GiayChungNhan.objects.filter(
                thu_hoi_ngay__isnull=True,
                thay_boi__isnull=True,
                het_han__gte=date(self.hom_nay.year - 2, 12, 31),
            )
            .select_related("san_pham")
            .order_by("pk")
        )

    @cached_property
    def san_pham_con_giay(self) -> set[int]:
        """Products with a certificate in force today, at any level."""
        return {g.san_pham_id for g in self.giay if g.ngay_cap <= self.hom_nay <= g.het_han}

    @cached_property
    def san_pham_dang_thi(self) -> set[int]:
        """Products entered in a round that is not over."""
        return set(
            HoSoDangKy.objects.filter(ky__trang_thai__in=[TrangThaiKy.SOAN, *DANG_CHAY])
            .exclude(trang_thai__in=[TrangThaiHoSo.RUT, TrangThaiHoSo.KHONG_HOP_LE])
            .values_list("san_pham", flat=True)
        )

    @cached_property
    def theo_doi(self) -> dict[int, dict[int, bool | None]]:
        """Certificate → year of a report → does it print the logo."""
        kq: dict[int, dict[int, bool | None]] = defaultdict(dict)
        for giay, nam, logo in TheoDoi.objects.order_by("nam").values_list(
            "giay", "nam", "dung_logo"
        ):
            kq[giay][nam] = logo
        return kq

    # -- villages, fairs, boundaries -----------------------------------------------------------
    @cached_property
    def gian_hang(self) -> list[tuple[SuKienNganh, int]]:
        """(fair with a total, booths by source), where sources are on file."""
        rows = (
            SuKienNganh.objects.filter(gian_hang__isnull=False, tu_ngay__lte=self.hom_nay)
            .annotate(theo=Sum("theo_nguon__thuc_hien"))
            .filter(theo__isnull=False)
            .order_by("pk")
        )
        return [(s, s.theo) for s in rows]

    @cached_property
    def lang_nghe(self) -> list[SoLieuLangNghe]:
        """The newest figures of each village that stands, where both counts are known."""
        return list(
            SoLieuLangNghe.objects.filter(
                ho_tong__gt=0, ho_tham_gia__isnull=False, lang_nghe__thu_hoi_ngay__isnull=True
            )
            .order_by("lang_nghe_id", "-nam")
            .distinct("lang_nghe_id")
            .select_related("lang_nghe")
        )

    @cached_property
    def chua_anh_xa(self) -> list[DonViHanhChinh]:
        """Old provinces named by our rows and without a successor; one query."""
        co: Q = Q()
        for model in (DanhHieuCu, GiayChungNhan, KyBinhChon, LangNghe, HoSoDangKy):
            rows = model._default_manager.filter(don_vi__bo_ma=BoMa.B63).order_by()
            co |= Q(pk__in=rows.values("don_vi"))
        return list(
            DonViHanhChinh.objects.filter(co, bo_ma=BoMa.B63)
            .exclude(pk__in=KeThua.objects.values("cu"))
            .order_by("pk")
        )
