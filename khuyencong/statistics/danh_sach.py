"""B3: every đề án with its money and progress. Five queries, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, F, Field, Func, Max, Q, Sum, Value
from django.db.models.functions import Concat

from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    HieuLucThuHuong,
    HinhThuc,
    LoaiButToan,
    Nguon,
    TrangThaiDeAn,
)
from khuyencong.models import ButToan, DeAn, DeAnNoiDung, HopDong, ThuHuong, TienDo
from khuyencong.statistics.kieu import MA_NHIEU_TINH, Bang, Hoi, bang_cua
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, trong_pham_vi

L = LoaiButToan
_COT = (
    "pk", "ma", "ten", "nguon", "hinh_thuc", "nam", "don_vi_id", "thuc_hien__ten_goi",
    "so_quyet_dinh", "ngay_quyet_dinh", "tu_ngay", "den_ngay", "trang_thai",
)  # fmt: skip
_PHA = "; "


class DongDeAn(NamedTuple):
    """One đề án; a tuple, for the whole country has tens of thousands of them.
    Money in đồng: approved, or planned by its beneficiaries before approval
       (``da_duyet`` says which). ``khoi_luong`` None: no monthly report yet; ``ids``: the đề án.
    """

    id: int
    ma: str
    ten: str
    nguon: str
    hinh_thuc: str
    nam: int
    dia_ban: str
    noi_dung: str
    thuc_hien: str
    thu_huong: str
    dia_diem: str
    so_quyet_dinh: str
    ngay_quyet_dinh: date | None
    hop_dong: str
    tu_ngay: date
    den_ngay: date
    da_duyet: bool
    tong: int
    kcqg: int
    kcdp: int
    doi_ung: int
    khac: int
    khoi_luong: Decimal | None
    tam_ung: int
    quyet_toan: int
    trang_thai: str
    vuong_mac: str

    @property
    def ids(self) -> tuple[int, ...]:
        return (self.id,)


def cac_de_an(hoi: Hoi, pv: PhamVi) -> Any:
    """Đề án whose years touch the question's, newest year first, by code."""
    nam = Q(nam__gte=hoi.ky.tu_nam, nam__lte=hoi.ky.den_nam)
    return trong_pham_vi(DeAn.objects.all(), hoi, pv).filter(nam).order_by("-nam", "ma")


def de_an_va_tien_do(hoi: Hoi, *, tu: int = 0, so: int | None = None) -> Bang[DongDeAn]:
    """B3 – the list, ``so`` rows from ``tu`` on (all when None)."""
    pv = doc_pham_vi(hoi)
    rows = list(cac_de_an(hoi, pv).values_list(*_COT)[tu : None if so is None else tu + so])
    trang = tu != 0 or so is not None
    chi: Any = [r[0] for r in rows] if trang else cac_de_an(hoi, pv).order_by().values("pk")
    tien, luc = _tien(hoi, chi)
    noi_dung, thu_huong = _thu_huong(chi)
    hop_dong = dict(
        HopDong.objects.order_by()
        .filter(de_an__in=chi)
        .values_list("de_an_id")
        .annotate(
            so_ngay=StringAgg(
                Concat("so", Value(" ngày "), _ngay("ngay")), _PHA, order_by=("ngay", "so")
            )
        )
    )
    tien_do = _tien_do(hoi, chi)
    cac_dong = tuple(_dong(r, pv, tien, noi_dung, thu_huong, hop_dong, tien_do) for r in rows)
    return bang_cua(
        hoi,
        "B3",
        "Danh mục và tiến độ đề án",
        cac_dong,
        do_phu=pv.do_phu({r[6] for r in rows}),
        tinh_den=luc,
    )


class _SoTron(Func):
    """Whole đồng out of a sum, made into a number by the driver and by nobody after it."""

    template = "(%(expressions)s)::bigint"
    output_field = Field()


def _dong_tien(cot: Any, **khac: Any) -> Any:
    return _SoTron(Sum(cot, **khac))


def _ngay(cot: str) -> Any:
    return Func(F(cot), Value("DD/MM/YYYY"), function="to_char", output_field=CharField())


def _tien(hoi: Hoi, chi: Any) -> tuple[dict[int, Sequence[Any]], datetime | None]:
    """Đề án id → (has approval, approved by source…, advanced, settled), and the last entry."""

    def tong(*dk: Any, **kw: Any) -> Any:
        return _dong_tien("so_tien", filter=Q(*dk, **kw))

    qs = ButToan.objects.order_by().filter(de_an__in=chi)
    if hoi.ky.den:
        qs = qs.filter(ngay__lte=hoi.ky.den)
    kc = Q(nguon__in=(Nguon.KCQG, Nguon.KCDP))
    rows = qs.values_list("de_an_id").annotate(
        kcqg=tong(loai=L.PHE_DUYET, nguon=Nguon.KCQG),
        kcdp=tong(loai=L.PHE_DUYET, nguon=Nguon.KCDP),
        doi_ung=tong(loai=L.PHE_DUYET, nguon=Nguon.DOI_UNG),
        khac=tong(loai=L.PHE_DUYET, nguon__in=(Nguon.LONG_GHEP, Nguon.KHAC)),
        tam_ung=tong(kc, loai=L.TAM_UNG),
        quyet_toan=tong(kc, loai=L.QUYET_TOAN),
        luc=Max("luc"),
    )
    kq = {r[0]: r[1:] for r in rows}
    return kq, max((r[-1] for r in kq.values()), default=None)


def _thu_huong(chi: Any) -> tuple[dict[int, str], dict[int, Sequence[Any]]]:
    """Activities of each đề án, and of its beneficiaries: names, places, planned money."""
    noi_dung = dict(
        DeAnNoiDung.objects.order_by()
        .filter(de_an__in=chi)
        .values_list("de_an_id")
        .annotate(cac=StringAgg("noi_dung", ", ", distinct=True))
    )
    rows = (
        ThuHuong.objects.order_by()
        .filter(noi_dung__de_an__in=chi)
        .exclude(hieu_luc=HieuLucThuHuong.HUY)
        .values_list("noi_dung__de_an_id")
        .annotate(
            ten=StringAgg("co_so__ten", _PHA, distinct=True),
            noi=StringAgg("xa__ten_goi", _PHA, distinct=True),
            a=_dong_tien("kcqg"),
            b=_dong_tien("kcdp"),
            c=_dong_tien("doi_ung"),
            d=_dong_tien(F("long_ghep") + F("khac")),
        )
    )
    return noi_dung, {r[0]: r[1:] for r in rows}


def _tien_do(hoi: Hoi, chi: Any) -> dict[int, tuple[Decimal, str]]:
    """Newest report of each contract; of several contracts the least advanced tells."""
    qs = TienDo.objects.filter(hop_dong__de_an__in=chi)
    if hoi.ky.den:
        qs = qs.filter(
            Q(nam__lt=hoi.ky.den.year) | Q(nam=hoi.ky.den.year, thang__lte=hoi.ky.den.month)
        )
    theo: dict[int, tuple[Decimal, str]] = {}
    for de_an, khoi_luong, vuong_mac in (
        qs.order_by("hop_dong_id", "-nam", "-thang")
        .distinct("hop_dong_id")
        .values_list("hop_dong__de_an_id", "khoi_luong", "vuong_mac")
    ):
        co = theo.get(de_an)
        theo[de_an] = (
            (khoi_luong, vuong_mac)
            if co is None
            else (min(co[0], khoi_luong), _PHA.join(filter(None, (co[1], vuong_mac))))
        )
    return theo


_TEN_NGUON = dict(LUA_CHON_CHE_DO)
_TEN_HINH_THUC = dict(HinhThuc.choices)
_TEN_TRANG_THAI = dict(TrangThaiDeAn.choices)
_KHONG_TIEN = (0, 0, 0, 0, 0, 0, None)
_KHONG_AI = (None, None, 0, 0, 0, 0)


def _dong(
    r: Sequence[Any],
    pv: PhamVi,
    tien: dict[int, Sequence[Any]],
    noi_dung: dict[int, str],
    thu_huong: dict[int, Sequence[Any]],
    hop_dong: dict[int, str],
    tien_do: dict[int, tuple[Decimal, str]],
) -> DongDeAn:
    pk, ma, ten, nguon, hinh_thuc, nam, don_vi, ben, so_qd, ngay_qd, tu, den, trang_thai = r
    cua = tien.get(pk, _KHONG_TIEN)
    ai = thu_huong.get(pk, _KHONG_AI)
    duyet = cua[:4]
    da_duyet = any(duyet)
    a, b, c, d = (so or 0 for so in (duyet if da_duyet else ai[2:]))
    khoi_luong, vuong_mac = tien_do.get(pk, (None, ""))
    dia_ban = pv.ten[pv.tinh_cua[don_vi]] if don_vi else pv.ten[MA_NHIEU_TINH]
    return DongDeAn(
        pk, ma, ten, _TEN_NGUON[nguon], _TEN_HINH_THUC[hinh_thuc], nam, dia_ban,
        noi_dung.get(pk, ""), ben, ai[0] or "", ai[1] or "", so_qd, ngay_qd,
        hop_dong.get(pk, ""), tu, den, da_duyet, a + b + c + d, a, b, c, d, khoi_luong,
        cua[4] or 0, cua[5] or 0, _TEN_TRANG_THAI[trang_thai], vuong_mac,
    )  # fmt: skip
