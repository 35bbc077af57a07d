"""The bulk door for historic packs: the rows that the step-by-step doors would leave, in COPY.

Hundreds of packs with hundreds of cells each cannot go through the doors one click at a time. This
door writes the same states, decisions, snapshot and timeliness; a test holds the two equal. Typed
rules of cells hold here as there; the checking rules are not run, so it is for the loaders of
historic and demo figures only, and every pack it touches leaves an event that says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.choices import NguonGoc, TinhHan, TrangThaiPhieu
from baocao.choices import TrangThaiBo as B
from baocao.models import (
    BieuMau,
    BoBaoCao,
    GiaHan,
    GiaiTrinh,
    GiaTri,
    KyBaoCao,
    LanGui,
    PhieuBieu,
    QuyDinhKiemTra,
    YKien,
)
from baocao.services.anh_chup import bam, chup
from baocao.services.chep import chep
from baocao.services.ky import bieu_cua_ky
from baocao.services.lich_buoc import BuocDaQua, NguoiBo, Nhip, cac_buoc, ghi_quyet_dinh
from baocao.services.nhap_lieu import GhiO, ban_moi_cua_o, chuan_o, loi_cac_o
from baocao.services.thoi_han import Han, cong_ngay_lam_viec, han_cua_ky
from cucctdp.audit.record import BanGhi, ghi_nhieu
from cucctdp.donvi.models import DonViHanhChinh

CO_LO = 60
_DA_GUI = (B.DA_GUI, B.DANG_KIEM_TRA, B.TRA_LAI, B.TIEP_NHAN)
_PHIEU_QUA_PHONG = (B.CHO_KY, *_DA_GUI)


@dataclass(frozen=True, slots=True)
class GiaiTrinhHangLoat:
    """An explanation of one warning, as ``services.giai_trinh`` would store it."""

    bieu: str
    quy_tac: str
    chi_tieu: str
    cot: str
    thong_bao: str
    noi_dung: str


@dataclass(frozen=True, slots=True)
class YKienHangLoat:
    """A remark of the Cục on a cell; the reason of a return."""

    bieu: str
    chi_tieu: str
    cot: str
    noi_dung: str


@dataclass(frozen=True, slots=True)
class BoHangLoat:
    """One pack as it shall stand.

    ``ky`` period code, ``don_vi`` key «34:80», ``o`` cells by form code, ``den`` state at the end
    (up to «Đã tiếp nhận»; what follows belongs to the period), ``luc`` moment of sending (or of
    the last work, when not sent), ``nguoi`` who did the steps. ``y_kien`` and ``ly_do_tra`` go
    with ``den`` «Trả lại». Cells that already hold a published figure are left as they are.
    """

    ky: str
    don_vi: str
    o: Mapping[str, Sequence[GhiO]]
    den: str
    luc: datetime
    nguoi: NguoiBo
    giai_trinh: Sequence[GiaiTrinhHangLoat] = ()
    y_kien: Sequence[YKienHangLoat] = ()
    ly_do_tra: str = ""


@dataclass
class _DangNap:
    """A pack on its way into the database."""

    muc: BoHangLoat
    bo: BoBaoCao
    phieu: dict[str, PhieuBieu]
    nhip: Nhip
    truoc: str
    moi: list[GiaTri] = field(default_factory=list)
    co_san: list[GiaTri] = field(default_factory=list)
    buoc: list[BuocDaQua] = field(default_factory=list)
    lan_gui: LanGui | None = None


@dataclass
class _Khung:
    """Reference rows read once per load."""

    ky: dict[str, KyBaoCao]
    don_vi: dict[str, DonViHanhChinh]
    bieu: dict[str, list[BieuMau]]
    han: dict[int, Han | None]
    gia_han: dict[tuple[int, int], GiaHan]


def nap_bo_hang_loat(cac_bo: Iterable[BoHangLoat], *, by: Any = None) -> int:
    """Write packs with everything their steps would have left; return how many.

    Raises ValidationError with every cell that cannot be stored and every pack that people have
    already worked on; the batch (60 packs) it stands in is then not written.
    """
    khung: _Khung | None = None
    tong = 0
    dong = iter(cac_bo)
    while lo := list(islice(dong, CO_LO)):
        khung = khung or _doc_khung()
        with transaction.atomic():
            tong += _nap_lo(lo, khung, by=by)
    return tong


def _doc_khung() -> _Khung:
    mau = {b.pk: b for b in BieuMau.objects.prefetch_related("chi_tieu", "cot")}
    ky = {k.ma: k for k in KyBaoCao.objects.all()}
    return _Khung(
        ky=ky,
        don_vi={d.khoa: d for d in DonViHanhChinh.objects.prefetch_related("cac_ten")},
        bieu={k.ma: [mau[b.pk] for b in bieu_cua_ky(k)] for k in ky.values()},
        han={k.pk: han_cua_ky(k) for k in ky.values()},
        gia_han={(g.ky_id, g.don_vi_id): g for g in GiaHan.objects.all()},
    )


def _nap_lo(lo: Sequence[BoHangLoat], khung: _Khung, *, by: Any) -> int:
    dang_nap = _dung_bo(lo, khung)
    loi: list[str] = []
    for d in dang_nap:
        loi += _dung_o(d)
    if loi:
        raise ValidationError(loi)
    chep((g for d in dang_nap for g in d.moi), GiaTri)
    for d in dang_nap:
        _dung_lan_gui(d)
        _dat_trang_thai(d, khung)
    cac_phieu = [p for d in dang_nap for p in d.phieu.values()]
    BoBaoCao.objects.bulk_update([d.bo for d in dang_nap], _TRUONG_BO)
    PhieuBieu.objects.bulk_update(cac_phieu, _TRUONG_PHIEU, batch_size=300)
    LanGui.objects.bulk_create(d.lan_gui for d in dang_nap if d.lan_gui)
    ghi_quyet_dinh([(d.bo, d.phieu, b) for d in dang_nap for b in d.buoc])
    _ghi_giai_trinh(dang_nap)
    ghi_nhieu([_su_kien(d, by) for d in dang_nap])
    return len(dang_nap)


_TRUONG_BO = [
    "trang_thai", "vong", "tinh_han", "so_ngay_tre", "gui_lan_dau_luc", "gui_luc", "cuc_mo_luc",
    "han_bo_sung", "nguoi_trinh", "nguoi_chuyen", "nguoi_ky", "nguoi_kiem_tra",
    "de_nghi_tiep_nhan_luc", "nguoi_tiep_nhan", "tiep_nhan_luc", "co_minh_hoa",
]  # fmt: skip
_TRUONG_PHIEU = ["trang_thai", "vong", "nguoi_trinh", "nguoi_duyet", "sua_luc"]


def _dung_bo(lo: Sequence[BoHangLoat], khung: _Khung) -> list[_DangNap]:
    """Packs and forms of the batch: found or made."""
    khoa = {(khung.ky[m.ky].pk, khung.don_vi[m.don_vi].pk) for m in lo}
    co = {
        (b.ky_id, b.don_vi_id): b
        for b in BoBaoCao.objects.filter(
            ky__in={k for k, _ in khoa}, don_vi__in={d for _, d in khoa}
        )
    }
    bo = []
    for m in lo:
        ky, don_vi = khung.ky[m.ky], khung.don_vi[m.don_vi]
        dong = co.get((ky.pk, don_vi.pk)) or BoBaoCao(ky=ky, don_vi=don_vi)
        dong.ky, dong.don_vi = ky, don_vi
        bo.append(dong)
    da_co = [b for b in bo if b.pk]
    _chi_so_cong_bo(da_co)
    BoBaoCao.objects.bulk_create(b for b in bo if not b.pk)
    phieu_co = {(p.bo_id, p.bieu_mau_id): p for p in PhieuBieu.objects.filter(bo__in=da_co)}
    ket_qua, moi = [], []
    for m, b in zip(lo, bo, strict=True):
        phieu = {}
        for mau in khung.bieu[m.ky]:
            p = phieu_co.get((b.pk, mau.pk))
            if p is None:
                p = PhieuBieu(bo=b, bieu_mau=mau)
                moi.append(p)
            p.bo, p.bieu_mau = b, mau
            phieu[mau.ma] = p
        ket_qua.append(_DangNap(m, b, phieu, Nhip(m.luc), b.trang_thai))
    PhieuBieu.objects.bulk_create(moi)
    return ket_qua


def _chi_so_cong_bo(da_co: Sequence[BoBaoCao]) -> None:
    """Packs may exist already only untouched or with published figures."""
    cua_nguoi = GiaTri.objects.filter(phieu__bo__in=da_co).exclude(nguon_goc=NguonGoc.CONG_BO)
    ban = set(cua_nguoi.order_by().values_list("phieu__bo_id", flat=True).distinct())
    loi = [
        f"{b}: đã có người nhập, không nạp hàng loạt đè lên."
        for b in da_co
        if b.pk in ban or b.gui_lan_dau_luc is not None
    ]
    if loi:
        raise ValidationError(loi)


def _dung_o(d: _DangNap) -> list[str]:
    """Fill ``moi`` and ``co_san``; return the faults of the cells."""
    loi: list[str] = []
    ids = [p.pk for p in d.phieu.values()]
    d.co_san = list(
        GiaTri.objects.hien_tai().filter(phieu__in=ids).select_related("chi_tieu")
        if d.truoc != B.CHUA_NHAP
        else []
    )
    da_co = {(g.phieu_id, g.chi_tieu.ma, g.cot) for g in d.co_san}
    for ma, cac_o in d.muc.o.items():
        phieu = d.phieu[ma]
        chi_tieu = {c.ma: c for c in phieu.bieu_mau.chi_tieu.all()}
        con = [chuan_o(o) for o in cac_o if (phieu.pk, o.chi_tieu, o.cot) not in da_co]
        if loi_o := loi_cac_o(phieu, con, chi_tieu):
            loi += [f"{d.bo} {ma}: {cau}" for cau in loi_o]
            continue
        d.moi += [
            ban_moi_cua_o(
                phieu, chi_tieu[o.chi_tieu], o, None, d.muc.nguoi.chuyen_vien, d.nhip.nhap, ""
            )
            for o in con
        ]
    return loi


def _dung_lan_gui(d: _DangNap) -> None:
    if d.muc.den not in _DA_GUI:
        return
    d.bo._prefetched_objects_cache = {"phieu": list(d.phieu.values())}  # type: ignore[attr-defined]
    anh = chup(d.bo, d.co_san + d.moi)
    minh_hoa = any(g.nguon_goc == NguonGoc.MINH_HOA for g in d.moi)
    d.lan_gui = LanGui(
        bo=d.bo,
        lan=d.bo.lan_gui.count() + 1 if d.truoc != B.CHUA_NHAP else 1,
        vong=1,
        luc=d.nhip.gui,
        nguoi=d.muc.nguoi.lanh_dao,
        anh_chup=anh,
        sha256=bam(anh),
        nguon_goc=NguonGoc.MINH_HOA if minh_hoa else NguonGoc.NHAP,
    )


def _dat_trang_thai(d: _DangNap, khung: _Khung) -> None:
    """States, people and moments of the pack and its forms, and the decisions that led there."""
    m, bo, nhip = d.muc, d.bo, d.nhip
    hoi = {y.bieu for y in m.y_kien}
    d.buoc = list(cac_buoc(m, nhip, bo=bo, phieu=d.phieu, truoc=d.truoc, lan_gui=d.lan_gui))
    bo.trang_thai = m.den
    bo.vong = 2 if m.den == B.TRA_LAI else 1
    bo.co_minh_hoa = any(g.nguon_goc == NguonGoc.MINH_HOA for g in d.moi)
    bo.tiep_nhan_luc = nhip.tiep_nhan if m.den == B.TIEP_NHAN else None
    bo.gui_luc = nhip.gui if m.den in _DA_GUI else None
    con_giu = m.den in (B.CHO_PHONG, *_PHIEU_QUA_PHONG) and m.den != B.TRA_LAI
    bo.nguoi_trinh = m.nguoi.chuyen_vien if con_giu else None
    bo.nguoi_chuyen = m.nguoi.truong_phong if con_giu and m.den != B.CHO_PHONG else None
    bo.nguoi_ky = m.nguoi.lanh_dao if con_giu and m.den in _DA_GUI else None
    if m.den in _DA_GUI:
        han = khung.han[bo.ky_id]
        if (gia_han := khung.gia_han.get((bo.ky_id, bo.don_vi_id))) and han:
            han = Han(han.ngay, han.loai_han, gia_han.den_ngay)
        bo.gui_lan_dau_luc = nhip.gui
        bo.tinh_han, bo.so_ngay_tre = (
            han.tinh(timezone.localtime(nhip.gui).date()) if han else (TinhHan.DUNG_HAN, 0)
        )
    if m.den in (B.DANG_KIEM_TRA, B.TRA_LAI, B.TIEP_NHAN):
        bo.cuc_mo_luc = nhip.nhan
        bo.nguoi_kiem_tra = m.nguoi.cuc_chuyen_vien
    if m.den == B.TRA_LAI:
        tra = timezone.localtime(nhip.tra).date()
        cac_bieu = {p.bieu_mau.ma for p in d.phieu.values()}
        quy_dinh = QuyDinhKiemTra.objects.ap_dung(bo.ky.loai, cac_bieu, ngay=tra)
        bo.han_bo_sung = cong_ngay_lam_viec(tra, quy_dinh.ngay_bo_sung)
    if m.den == B.TIEP_NHAN:
        bo.de_nghi_tiep_nhan_luc = nhip.de_nghi
        bo.nguoi_tiep_nhan = m.nguoi.cuc_lanh_dao_phong
    co_so = {g.phieu_id for g in d.moi}
    for ma, phieu in d.phieu.items():
        if not phieu.bieu_mau.la_tinh_toan and phieu.pk in co_so:
            _dat_phieu(d, phieu, mo_lai=m.den == B.TRA_LAI and (not hoi or ma in hoi))


def _dat_phieu(d: _DangNap, phieu: PhieuBieu, *, mo_lai: bool) -> None:
    den, nguoi = d.muc.den, d.muc.nguoi
    phieu.sua_luc = d.nhip.nhap
    phieu.trang_thai = TrangThaiPhieu.DANG_NHAP
    if den == B.CHO_PHONG:
        phieu.trang_thai = TrangThaiPhieu.CHO_PHONG
    elif den in _PHIEU_QUA_PHONG and not mo_lai:
        phieu.trang_thai = TrangThaiPhieu.QUA_PHONG
        phieu.nguoi_duyet = nguoi.truong_phong
    if den == B.CHO_PHONG or den in _PHIEU_QUA_PHONG:
        phieu.nguoi_trinh = nguoi.chuyen_vien
    if mo_lai:
        phieu.vong = 2


def _ghi_giai_trinh(dang_nap: Sequence[_DangNap]) -> None:
    GiaiTrinh.objects.bulk_create(
        GiaiTrinh(
            phieu=d.phieu[g.bieu],
            quy_tac=g.quy_tac,
            chi_tieu=g.chi_tieu,
            cot=g.cot,
            thong_bao=g.thong_bao,
            noi_dung=g.noi_dung,
            nguoi=d.muc.nguoi.chuyen_vien,
        )
        for d in dang_nap
        for g in d.muc.giai_trinh
    )
    YKien.objects.bulk_create(
        YKien(
            bo=d.bo,
            phieu=d.phieu[y.bieu],
            chi_tieu=y.chi_tieu,
            cot=y.cot,
            vong=1,
            nguoi=d.muc.nguoi.cuc_chuyen_vien,
            noi_dung=y.noi_dung,
        )
        for d in dang_nap
        for y in d.muc.y_kien
    )


def _su_kien(d: _DangNap, by: Any) -> BanGhi:
    return BanGhi(
        "bobaocao.nap_hang_loat",
        d.bo,
        by=by,
        du_lieu={
            "den": d.muc.den,
            "so_o": len(d.moi),
            "so_buoc": len(d.buoc),
            "sha256": d.lan_gui.sha256 if d.lan_gui else "",
        },
    )
