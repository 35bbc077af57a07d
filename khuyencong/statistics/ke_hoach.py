"""B8: what is asked for next year, with what the dossiers lack; B9: a programme's progress."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear

from khuyencong.choices import DA_PHE_DUYET, HinhThuc, Nguon, TrangThaiDeAn
from khuyencong.ho_so import HoSo, doc_cac_ho_so
from khuyencong.models import ChuongTrinh, DeAn, MucTieu, NghiemThu
from khuyencong.statistics.ket_qua import cua_noi_dung
from khuyencong.statistics.kieu import (
    MA_NHIEU_TINH,
    Bang,
    Hoi,
    KyTinh,
    TyLe,
    bang_cua,
    ty_le,
)
from khuyencong.statistics.pham_vi import PhamVi, doc_pham_vi, trong_pham_vi

# Not yet approved and not refused: what a plan can still take in.
DANG_XET = tuple(
    t
    for t in TrangThaiDeAn
    if t not in (*DA_PHE_DUYET, TrangThaiDeAn.KHONG_DAT, TrangThaiDeAn.NGUNG)
)


@dataclass(frozen=True, slots=True)
class DongDangKy:
    """One đề án asking for money, in the columns of Mẫu 2; đồng. ``thieu``: missing papers."""

    uu_tien: int | None
    ma: str
    ten: str
    hinh_thuc: str
    dia_ban: str
    thuc_hien: str
    thu_huong: str
    noi_dung: str
    muc_tieu: str
    tu_ngay: date
    den_ngay: date
    tong: int
    kcqg: int
    kcdp: int
    doi_ung: int
    khac: int
    thieu: tuple[str, ...]
    trang_thai: str
    ids: tuple[int, ...]


def dang_ky_nam_sau(hoi: Hoi) -> Bang[DongDangKy]:
    """B8 – đề án registered for the years of the question, by the Sở's priority.

    A constant number of queries: dossiers are read together.
    """
    pv = doc_pham_vi(hoi)
    qs = (
        trong_pham_vi(DeAn.objects.all(), hoi, pv)
        .filter(nam__gte=hoi.ky.tu_nam, nam__lte=hoi.ky.den_nam, trang_thai__in=DANG_XET)
        .select_related("thuc_hien")
    )
    cac = doc_cac_ho_so(qs)
    xep = sorted(cac, key=lambda h: (h.de_an.uu_tien is None, h.de_an.uu_tien or 0, h.de_an.ma))
    return bang_cua(
        hoi,
        "B8",
        "Kế hoạch năm sau",
        tuple(_dong_dang_ky(h, pv) for h in xep),
        do_phu=pv.do_phu({h.de_an.don_vi_id for h in cac}),
        tinh_den=None,
    )


def _dong_dang_ky(h: HoSo, pv: PhamVi) -> DongDangKy:
    d = h.de_an
    ma_tinh = pv.tinh_cua[d.don_vi_id] if d.don_vi_id else MA_NHIEU_TINH
    kcqg, kcdp, doi_ung = h.tong("kcqg"), h.tong("kcdp"), h.tong("doi_ung")
    khac = h.tong("long_ghep") + h.tong("khac")
    return DongDangKy(
        uu_tien=d.uu_tien,
        ma=d.ma,
        ten=d.ten,
        hinh_thuc=str(HinhThuc(d.hinh_thuc).label),
        dia_ban=pv.ten[ma_tinh],
        thuc_hien=d.thuc_hien.ten_goi,
        thu_huong="; ".join(sorted({str(t.co_so) for t in h.thu_huong if t.co_so})),
        noi_dung=", ".join(sorted(h.ma_noi_dung)),
        muc_tieu=d.muc_tieu,
        tu_ngay=d.tu_ngay,
        den_ngay=d.den_ngay,
        tong=kcqg + kcdp + doi_ung + khac,
        kcqg=kcqg,
        kcdp=kcdp,
        doi_ung=doi_ung,
        khac=khac,
        thieu=tuple(h.thieu_tai_lieu("dang_ky")),
        trang_thai=str(TrangThaiDeAn(d.trang_thai).label),
        ids=(d.pk,),
    )


@dataclass(frozen=True, slots=True)
class DongMucTieu:
    """One target of a programme; quantities accepted by year, in the target's unit."""

    noi_dung: str
    ten: str
    don_vi_tinh: str
    muc_tieu: Decimal
    can_xac_minh: bool
    theo_nam: tuple[tuple[int, Decimal], ...]
    luy_ke: Decimal
    tren_muc_tieu: TyLe
    so_bien_ban: int
    ids: tuple[int, ...]


def chuong_trinh(
    ct: ChuongTrinh, *, user: object = None, minh_hoa: bool = False, den: date | None = None
) -> Bang[DongMucTieu]:
    """B9 – targets of a programme against minutes of acceptance; a constant number of queries.

    A national programme counts the đề án of both sources, a provincial one its province's KCĐP.
    """
    don_vi = (ct.don_vi.khoa,) if ct.don_vi is not None else ()
    hoi = Hoi(
        KyTinh(ct.tu_nam, ct.den_nam, None, den),
        don_vi=don_vi,
        nguon=Nguon.KCDP if ct.don_vi is not None else None,
        minh_hoa=minh_hoa,
        user=user,
        dia_gioi="theo_thoi_diem",
    )
    pv = doc_pham_vi(hoi)
    dk = Q(ngay__year__gte=ct.tu_nam, ngay__year__lte=ct.den_nam, dat=True)
    if den:
        dk &= Q(ngay__lte=den)
    so: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    dem: dict[tuple[str, str], int] = defaultdict(int)
    co: set[int | None] = set()
    for dv, ma, dvt, nam, tong, so_dong in (
        trong_pham_vi(NghiemThu.objects.order_by(), hoi, pv, "hop_dong__de_an__")
        .filter(dk)
        .annotate(
            ma=cua_noi_dung("noi_dung", "hop_dong__de_an"),
            dvt=cua_noi_dung("don_vi_tinh", "hop_dong__de_an"),
            nam=ExtractYear("ngay"),
        )
        .values_list("hop_dong__de_an__don_vi_id", "ma", "dvt", "nam")
        .annotate(tong=Sum("so_luong"), so_dong=Count("pk"))
    ):
        so[ma, dvt][nam] += tong or 0
        dem[ma, dvt] += so_dong
        co.add(dv)
    return bang_cua(
        hoi,
        "B9",
        f"Lũy kế {ct.ten}",
        tuple(
            _dong_muc_tieu(m, ct, so[m.noi_dung, m.don_vi_tinh], dem[m.noi_dung, m.don_vi_tinh])
            for m in ct.muc_tieu.all()
        ),
        do_phu=pv.do_phu(co),
        tinh_den=None,
        don_vi_tinh="theo chỉ tiêu",
        # What was published of the programme stands beside the records, never added to them.
        ghi_chu=tuple(filter(None, (ct.ghi_chu,))),
    )


def _dong_muc_tieu(m: MucTieu, ct: ChuongTrinh, so: dict[int, Decimal], dem: int) -> DongMucTieu:
    theo_nam = tuple((nam, so.get(nam, Decimal(0))) for nam in range(ct.tu_nam, ct.den_nam + 1))
    luy_ke = sum((s for _, s in theo_nam), Decimal(0))
    return DongMucTieu(
        noi_dung=m.noi_dung,
        ten=m.ten,
        don_vi_tinh=m.don_vi_tinh,
        muc_tieu=m.so,
        can_xac_minh=m.can_xac_minh,
        theo_nam=theo_nam,
        luy_ke=luy_ke,
        tren_muc_tieu=ty_le(
            luy_ke, f"{m.ten} đã nghiệm thu", m.so, f"mục tiêu {ct.tu_nam}–{ct.den_nam}"
        ),
        so_bien_ban=dem,
        ids=(m.pk,),
    )
