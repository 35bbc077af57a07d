"""A dossier (hồ sơ) read whole: one đề án with everything its rules, papers and pages ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from cucctdp.thong_bao.lich import LaNgayLamViec, la_ngay_lam_viec
from khuyencong.choices import DA_PHE_DUYET, DANG_CHAY, HieuLucThuHuong, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.danh_muc import DanhMuc, doc_danh_muc
from khuyencong.models import (
    ButToan,
    ChungTu,
    DeAn,
    DeAnNoiDung,
    DieuChinhDeAn,
    DuToan,
    HopDong,
    NghiaVuHoanTra,
    NghiemThu,
    NopNghiemThu,
    TaiLieu,
    ThamDinh,
    ThuHuong,
    TienDo,
)
from khuyencong.so_du import SoDu, tinh_so_du

T = TrangThaiDeAn


@dataclass
class HoSo:
    """Everything about one đề án; lists are empty, never None.

    ``thu_huong`` are the beneficiaries that stand; a stop puts those without acceptance into
    ``thu_huong_huy``, and ``moi_thu_huong`` is who the papers of a đề án name all the same.
    ``nop_nghiem_thu`` are the minutes handed in that wait for an answer.
    """

    de_an: DeAn
    danh_muc: DanhMuc
    hom_nay: date
    noi_dung: list[DeAnNoiDung] = field(default_factory=list)
    thu_huong: list[ThuHuong] = field(default_factory=list)
    thu_huong_huy: list[ThuHuong] = field(default_factory=list)
    du_toan: list[DuToan] = field(default_factory=list)
    tai_lieu: list[TaiLieu] = field(default_factory=list)
    tham_dinh: list[ThamDinh] = field(default_factory=list)
    hop_dong: list[HopDong] = field(default_factory=list)
    tien_do: list[TienDo] = field(default_factory=list)
    nghiem_thu: list[NghiemThu] = field(default_factory=list)
    nop_nghiem_thu: list[NopNghiemThu] = field(default_factory=list)
    chung_tu: list[ChungTu] = field(default_factory=list)
    hoan_tra: list[NghiaVuHoanTra] = field(default_factory=list)
    dieu_chinh: list[DieuChinhDeAn] = field(default_factory=list)
    but_toan: list[ButToan] = field(default_factory=list)
    la_ngay: LaNgayLamViec = la_ngay_lam_viec

    @property
    def so_du(self) -> SoDu:
        return tinh_so_du(self.but_toan)

    @property
    def ngay_dang_ky(self) -> date:
        """The day eligibility is judged by: registration, or today while it is not handed in."""
        return self.de_an.dang_ky_ngay or self.hom_nay

    @property
    def ngay_duyet(self) -> date:
        """The day ceilings are judged by: approval, or today before it."""
        return self.de_an.ngay_quyet_dinh or self.hom_nay

    @property
    def moi_thu_huong(self) -> list[ThuHuong]:
        """Beneficiaries as they were planned, also those a stop has dropped."""
        if not self.thu_huong_huy:
            return self.thu_huong
        return sorted((*self.thu_huong, *self.thu_huong_huy), key=lambda t: (t.noi_dung_id, t.pk))

    def tong(self, nguon: str) -> int:
        """Planned money of one source over the beneficiaries, đồng."""
        return sum(getattr(t, nguon) for t in self.thu_huong)

    @property
    def ma_noi_dung(self) -> set[str]:
        return {n.noi_dung for n in self.noi_dung}

    def thieu_tai_lieu(self, buoc: str) -> list[str]:
        """Names of mandatory documents of a step that are not handed in, in checklist order."""
        can = self.danh_muc.tai_lieu_can(
            buoc=buoc,
            noi_dung=self.ma_noi_dung,
            nguon=self.de_an.nguon,
            hinh_thuc=self.de_an.hinh_thuc,
            ngay=self.ngay_dang_ky,
        )
        chung = {t.ma for t in self.tai_lieu}
        rieng = {(t.ma, t.thu_huong_id) for t in self.tai_lieu}
        thieu = []
        for y in can:
            if not y.bat_buoc:
                continue
            if not y.theo_thu_huong:
                if y.ma not in chung:
                    thieu.append(y.ten)
                continue
            cua_ai = [
                t
                for t in self.thu_huong
                if y.noi_dung in ("", t.noi_dung.noi_dung) and (y.ma, t.pk) not in rieng
            ]
            thieu += [f"{y.ten} của {t}" for t in cua_ai]
        return thieu


def _chia(cac_dong: Iterable[Any], duong: str) -> dict[int, list[Any]]:
    kq: dict[int, list[Any]] = defaultdict(list)
    for d in cac_dong:
        nut = d
        for phan in duong.split("."):
            nut = getattr(nut, phan)
        kq[nut].append(d)
    return kq


def doc_cac_ho_so(
    cac_de_an: Sequence[DeAn] | QuerySet[DeAn], *, hom_nay: date | None = None
) -> list[HoSo]:
    """Dossiers of many đề án in the order given; the number of queries does not grow with them."""
    cac = list(cac_de_an)
    ids = [d.pk for d in cac]
    noi_dung = list(DeAnNoiDung.objects.filter(de_an__in=ids))
    thu_huong = list(
        ThuHuong.objects.filter(noi_dung__de_an__in=ids)
        .select_related("noi_dung", "co_so", "co_so__nganh", "xa", "xa__tinh", "hieu_qua")
        .prefetch_related("xa__cac_ten", "xa__tinh__cac_ten")
    )
    danh_muc = doc_danh_muc([t.xa_id for t in thu_huong if t.xa_id])
    phan = {
        "noi_dung": _chia(noi_dung, "de_an_id"),
        "thu_huong": _chia(
            (t for t in thu_huong if t.hieu_luc != HieuLucThuHuong.HUY), "noi_dung.de_an_id"
        ),
        "thu_huong_huy": _chia(
            (t for t in thu_huong if t.hieu_luc == HieuLucThuHuong.HUY), "noi_dung.de_an_id"
        ),
        "du_toan": _chia(
            DuToan.objects.filter(noi_dung__de_an__in=ids).select_related("noi_dung"),
            "noi_dung.de_an_id",
        ),
        "tai_lieu": _chia(TaiLieu.objects.filter(de_an__in=ids), "de_an_id"),
        "tham_dinh": _chia(ThamDinh.objects.filter(de_an__in=ids), "de_an_id"),
        "hop_dong": _chia(HopDong.objects.filter(de_an__in=ids), "de_an_id"),
        "tien_do": _cua_hop_dong(TienDo, ids),
        "nghiem_thu": _cua_hop_dong(NghiemThu, ids),
        "nop_nghiem_thu": _chia(
            NopNghiemThu.objects.filter(
                hop_dong__de_an__in=ids, trang_thai=NopNghiemThu.TrangThai.CHO
            ).select_related("hop_dong"),
            "hop_dong.de_an_id",
        ),
        "chung_tu": _cua_hop_dong(ChungTu, ids),
        "hoan_tra": _cua_hop_dong(NghiaVuHoanTra, ids),
        "dieu_chinh": _chia(DieuChinhDeAn.objects.filter(de_an__in=ids), "de_an_id"),
        "but_toan": _chia(ButToan.objects.filter(de_an__in=ids), "de_an_id"),
    }
    ngay = hom_nay or timezone.localdate()
    return [
        HoSo(d, danh_muc, ngay, **{ten: nhom.get(d.pk, []) for ten, nhom in phan.items()})
        for d in cac
    ]


def _cua_hop_dong(model: Any, ids: list[int]) -> dict[int, list[Any]]:
    rows = model.objects.filter(hop_dong__de_an__in=ids).select_related("hop_dong")
    return _chia(rows, "hop_dong.de_an_id")


def doc_ho_so(de_an: DeAn, *, hom_nay: date | None = None) -> HoSo:
    """The dossier of one đề án."""
    return doc_cac_ho_so([de_an], hom_nay=hom_nay)[0]


# States whose clocks run: waiting for somebody, running, or ended with something still open.
CAN_XEM = (
    T.NOP_SO, T.THAM_DINH_SO, T.TRA_LAI, T.DAT_CO_SO, T.GUI_CUC, T.THAM_DINH_BO, T.BO_SUNG,
    T.DU_KIEN, T.NGUNG,
    *(t for t in DA_PHE_DUYET if t != T.DONG),
)  # fmt: skip
_VAN_DAI = ("su_can_thiet", "muc_tieu", "quy_mo", "tien_do", "to_chuc", "hieu_qua")


def doc_ho_so_dem(*, hom_nay: date, la_ngay: LaNgayLamViec) -> list[HoSo]:
    """Every đề án with a running clock, with only what the rules of the night ask.

    A constant number of queries. ``but_toan`` holds one unsaved sum for each kind and source of
    what is approved, allotted and paid back; papers, estimates and vouchers are not read.
    """
    qs = DeAn.objects.filter(trang_thai__in=CAN_XEM)

    def cua(*trang_thai: str) -> QuerySet[DeAn]:
        return qs.filter(trang_thai__in=trang_thai).order_by().values("pk")

    cac = list(qs.select_related("don_vi").defer(*_VAN_DAI))
    tien_do = TienDo.objects.filter(hop_dong__de_an__in=cua(*DANG_CHAY)).order_by()
    so_cai = (
        ButToan.objects.filter(
            Q(loai=L.HOAN_TRA) | Q(loai__in=(L.PHE_DUYET, L.GIAO), de_an__in=cua(*DANG_CHAY)),
            de_an__in=cua(*CAN_XEM),
        )
        .order_by()
        .values_list("de_an_id", "loai", "nguon")
        .annotate(tong=Sum("so_tien"))
    )
    phan = {
        "noi_dung": _chia(
            DeAnNoiDung.objects.filter(de_an__in=cua(T.PHE_DUYET, T.HOP_DONG)), "de_an_id"
        ),
        "thu_huong": _chia(
            ThuHuong.objects.con_tinh()
            .filter(noi_dung__de_an__in=cua(T.THANH_LY, T.THEO_DOI))
            .select_related("noi_dung", "co_so", "hieu_qua"),
            "noi_dung.de_an_id",
        ),
        "hop_dong": _chia(HopDong.objects.filter(de_an__in=cua(*CAN_XEM)), "de_an_id"),
        "tien_do": _chia(
            tien_do.select_related("hop_dong").only("nam", "thang", "hop_dong__de_an"),
            "hop_dong.de_an_id",
        ),
        "nghiem_thu": _chia(
            NghiemThu.objects.filter(hop_dong__de_an__in=cua(T.NGHIEM_THU))
            .select_related("hop_dong")
            .only("ngay", "hop_dong__de_an"),
            "hop_dong.de_an_id",
        ),
        "nop_nghiem_thu": _chia(
            NopNghiemThu.objects.filter(
                hop_dong__de_an__in=cua(*CAN_XEM), trang_thai=NopNghiemThu.TrangThai.CHO
            )
            .select_related("hop_dong")
            .only("loai", "ngay", "luc", "hop_dong__de_an"),
            "hop_dong.de_an_id",
        ),
        "hoan_tra": _chia(
            NghiaVuHoanTra.objects.filter(hop_dong__de_an__in=cua(*CAN_XEM)).select_related(
                "hop_dong"
            ),
            "hop_dong.de_an_id",
        ),
        "but_toan": _chia(
            (
                ButToan(de_an_id=de_an, loai=loai, nguon=nguon, so_tien=tong)
                for de_an, loai, nguon, tong in so_cai
            ),
            "de_an_id",
        ),
    }
    danh_muc = doc_danh_muc()
    return [
        HoSo(
            d,
            danh_muc,
            hom_nay,
            la_ngay=la_ngay,
            **{ten: nhom.get(d.pk, []) for ten, nhom in phan.items()},
        )
        for d in cac
    ]
