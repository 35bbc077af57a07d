"""A round of selection drawn up: the law of its level, provinces, phases, quota, regulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, PhanVung, ThanhVienVung
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import GiaiDoan, KhuVuc, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.len_cap import nhan_cot
from sanpham_tieubieu.models import (
    ChiTieuNhom,
    DiaBanKy,
    HoSoDangKy,
    KyBinhChon,
    MocKy,
    NhomSanPham,
    QuyDinhCap,
)
from sanpham_tieubieu.quyen_ky import APP, CAP_CUC, doi_ky, dung_cap
from sanpham_tieubieu.rules import chan, kiem_tra_ky
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, khoa_ky

T = TrangThaiKy
# Which place and time the round is; fixed once it was opened.
NHAN_DANG = ("cap", "nam", "lan_thu", "don_vi", "xa", "huyen", "khu_vuc", "ngay_bat_dau")
THONG_TIN = (
    "ten",
    "noi_to_chuc",
    "ke_hoach_so",
    "ke_hoach_ngay",
    "kinh_phi",
    "ngay_hop",
    "ghi_chu",
    "nguon_tin",
    "can_xac_minh",
    "minh_hoa",
)
# What the council decides about scoring; fixed once scoring begins.
QUY_CHE = (
    "nguong",
    "buoc_diem",
    "so_le",
    "phieu_tu",
    "phieu_mau",
    "hop_tu",
    "hop_mau",
    "bieu_quyet_tu",
    "bieu_quyet_mau",
    "lech_phieu",
    "lech_giam_khao",
    "thu_tu_bang_diem",
    "an_danh",
    "cung_tinh",
    "quy_che_so",
    "quy_che_ngay",
    "du_kien_mo_diem",
)
_VUNG = {KhuVuc.BAC: "BAC", KhuVuc.TRUNG: "TRUNG-TN", KhuVuc.NAM: "NAM"}
_CHAM = (GiaiDoan.CHAM_HO_SO, GiaiDoan.CHAM_THUC_TE, GiaiDoan.CHAM_HIEN_VAT)
_THU_TU = (GiaiDoan.NHAN_HO_SO, *_CHAM, GiaiDoan.HOP_HOI_DONG, GiaiDoan.CONG_BO)


def quy_dinh(cap: str, ngay: date) -> QuyDinhCap | None:
    """What the law fixes of a level on a day."""
    return QuyDinhCap.objects.hieu_luc(ngay).filter(cap=cap).first()


def tinh_cua_khu_vuc(ngay: date, khu_vuc: str = "") -> list[DonViHanhChinh]:
    """Provinces of a region (all of the country with "") by the grouping in force on a day."""
    rows = ThanhVienVung.objects.filter(
        phan_vung__in=_phan_vung_ngay(ngay),
        **({"vung__ma": _VUNG[KhuVuc(khu_vuc)]} if khu_vuc else {}),
    )
    return list(DonViHanhChinh.objects.filter(pk__in=rows.values("don_vi")).theo_ten())


def _phan_vung_ngay(ngay: date) -> Any:
    return PhanVung.objects.hieu_luc(ngay).filter(muc_dich=MucDichPhanVung.KHUYEN_CONG)


@transaction.atomic
def tao_ky(
    *,
    thong_tin: Mapping[str, Any],
    cac_moc: Sequence[Mapping[str, Any]] = (),
    chi_tieu: Sequence[Mapping[str, Any]] = (),
    by: Any,
) -> KyBinhChon:
    """Draw up a round. Threshold: of ``QuyDinhCap`` on its first day; provinces of a regional or
    national round: of the grouping for khuyến công of that day.

    ``thong_tin``: columns of NHAN_DANG, THONG_TIN, QUY_CHE; ``cac_moc``: see ``dat_moc``;
    ``chi_tieu``: rows (nhom, so_luong, van_ban). Raises PermissionDenied, ValidationError with
    every fault at once.
    """
    ky = KyBinhChon()
    doi = gan(ky, thong_tin, {*NHAN_DANG, *THONG_TIN, *QUY_CHE})
    _doi_lap(ky, by)
    loi: list[str] = []
    luat = quy_dinh(ky.cap, ky.ngay_bat_dau) if ky.cap and ky.ngay_bat_dau else None
    if luat is None and ky.cap and ky.ngay_bat_dau:
        loi.append(
            f"Chưa có quy định của {ky.get_cap_display().lower()} hiệu lực ngày "
            f"{ky.ngay_bat_dau:%d/%m/%Y}."
        )
    if luat is not None and thong_tin.get("nguong") is None:
        ky.nguong = luat.nguong_diem
    loi += _loi_ky(ky, luat)
    moc, loi_moc = _dung_moc(cac_moc)
    loi += loi_moc
    gom(loi)
    ky.save()
    _dat_tinh(ky)
    for m in moc:
        m.ky = ky
    gom([cau for m in moc for cau in cau_loi(m, m.get_giai_doan_display())])
    MocKy.objects.bulk_create(moc)
    _them_chi_tieu(ky, chi_tieu)
    gom(chan(kiem_tra_ky(ky, "lap")))
    ghi("kybinhchon.lap", ky, by=by, du_lieu=doi)
    return ky


def _doi_lap(ky: KyBinhChon, by: Any) -> None:
    if not by.is_active or not by.has_perm(f"{APP}.lap_ky"):
        raise PermissionDenied("Tài khoản của bạn không có quyền lập kỳ bình chọn.")
    if ky.cap and not dung_cap(by, cap=ky.cap, don_vi_id=ky.don_vi_id, xa_id=ky.xa_id):
        raise PermissionDenied("Kỳ bình chọn này không thuộc phạm vi của bạn.")


def _loi_ky(ky: KyBinhChon, luat: QuyDinhCap | None) -> list[str]:
    loi = cau_loi(ky, bo=["nguong"] if ky.nguong is None else ())
    if luat is not None and ky.nguong is not None and ky.nguong < luat.nguong_diem:
        loi.append(f"Ngưỡng điểm không dưới {dinh_dang(luat.nguong_diem)} ({luat.can_cu}).")
    if ky.xa is not None and ky.don_vi_id is not None and ky.xa.tinh_id != ky.don_vi_id:
        loi.append(f"«{ky.xa.ten_goi}» không thuộc {ky.don_vi}.")
    return loi


def _dat_tinh(ky: KyBinhChon) -> None:
    if ky.cap not in CAP_CUC:
        return
    tinh = tinh_cua_khu_vuc(ky.ngay_bat_dau, ky.khu_vuc)
    if not tinh:
        raise ValidationError(
            f"Chưa có cách phân vùng khuyến công hiệu lực ngày {ky.ngay_bat_dau:%d/%m/%Y}."
        )
    DiaBanKy.objects.bulk_create(DiaBanKy(ky=ky, don_vi=d) for d in tinh)


def _sua(ky: KyBinhChon, by: Any, *, den: Sequence[str], quyen: str = "lap_ky") -> KyBinhChon:
    """The locked round, still in a state in which it may be changed by its makers."""
    ky = khoa_ky(ky)
    doi_ky(by, ky, quyen)
    if ky.trang_thai not in den:
        raise ValidationError(
            f"Kỳ bình chọn đang ở trạng thái «{ky.get_trang_thai_display()}», không sửa được."
        )
    return ky


@transaction.atomic
def sua_ky(ky: KyBinhChon, *, thong_tin: Mapping[str, Any], by: Any) -> KyBinhChon:
    """Change columns of NHAN_DANG (while drawn up), THONG_TIN, QUY_CHE (until scoring begins).

    A new first day or region sets threshold and provinces of a regional round anew.
    """
    ky = _sua(ky, by, den=[t for t in T.values if t not in (T.KET_THUC, T.HUY)])
    doi = gan(ky, thong_tin, {*NHAN_DANG, *THONG_TIN, *QUY_CHE})
    loi = []
    if ky.trang_thai != T.SOAN and (co := set(doi) & set(NHAN_DANG)):
        loi.append(f"Kỳ đã mở, không đổi được: {_nhan(co)}.")
    if ky.trang_thai not in (T.SOAN, T.MO) and (co := set(doi) & set(QUY_CHE)):
        loi.append(f"Đã bắt đầu chấm, không đổi được: {_nhan(co)}.")
    luat = quy_dinh(ky.cap, ky.ngay_bat_dau)
    gom(loi + _loi_ky(ky, luat))
    if not dung_cap(by, cap=ky.cap, don_vi_id=ky.don_vi_id, xa_id=ky.xa_id):
        raise PermissionDenied("Kỳ bình chọn này không thuộc phạm vi của bạn.")
    ky.save()
    if ky.trang_thai == T.SOAN:
        gom(chan(kiem_tra_ky(ky, "lap")))
    if {"cap", "ngay_bat_dau", "khu_vuc"} & set(doi):
        ky.dia_ban.all().delete()
        _dat_tinh(ky)
    if doi:
        ghi("kybinhchon.sua", ky, by=by, du_lieu=doi)
    return ky


def _nhan(cot: Sequence[str] | set[str]) -> str:
    return ", ".join(nhan_cot(KyBinhChon, c).lower() for c in sorted(cot))


def _dung_moc(cac_moc: Sequence[Mapping[str, Any]]) -> tuple[list[MocKy], list[str]]:
    """Rows of phases not saved yet, and what is wrong with their order."""
    moc, loi = [], []
    da_co: set[str] = set()
    for dong in cac_moc:
        m = MocKy(giai_doan=dong["giai_doan"], mo_luc=dong["mo_luc"], dong_luc=dong["dong_luc"])
        ten = m.get_giai_doan_display()
        if m.giai_doan in da_co:
            loi.append(f"{ten}: ghi hai lần.")
        da_co.add(m.giai_doan)
        if m.mo_luc is not None and m.dong_luc is not None and m.dong_luc <= m.mo_luc:
            loi.append(f"{ten}: giờ đóng phải sau giờ mở.")
        moc.append(m)
    theo = {m.giai_doan: m for m in moc}
    nhan = theo.get(GiaiDoan.NHAN_HO_SO)
    for gd in _CHAM:
        if nhan is not None and gd in theo and theo[gd].mo_luc < nhan.dong_luc:
            loi.append(f"{gd.label}: bắt đầu sau khi hết hạn nhận hồ sơ.")
    co = [gd for gd in _THU_TU if gd in theo]
    for truoc, sau in pairwise(co):
        if theo[sau].mo_luc < theo[truoc].mo_luc:
            loi.append(f"{sau.label}: bắt đầu sau khi bắt đầu {truoc.label.lower()}.")
    return moc, loi


@transaction.atomic
def dat_moc(
    ky: KyBinhChon, *, cac_moc: Sequence[Mapping[str, Any]], by: Any, ly_do: str = ""
) -> list[MocKy]:
    """Replace the phases (giai_doan, mo_luc, dong_luc). After opening a reason is asked, and the
    receiving of dossiers may not be taken away.
    """
    ky = _sua(ky, by, den=[T.SOAN, T.MO, T.CHAM, T.MO_DIEM, T.DA_HOP])
    moc, loi = _dung_moc(cac_moc)
    for m in moc:
        m.ky = ky
        loi += cau_loi(m, m.get_giai_doan_display(), bo=["ky"]) if not loi else []
    if ky.trang_thai != T.SOAN:
        if len(ly_do.strip()) < 10:
            loi.append("Kỳ đã mở: nêu lý do đổi thời gian, ít nhất 10 ký tự.")
        if GiaiDoan.NHAN_HO_SO not in {m.giai_doan for m in moc}:
            loi.append("Kỳ đã mở phải có thời gian nhận hồ sơ.")
    # The rows of today stand in the way of their successors: they are checked as a set above.
    gom(cau for cau in loi if "đã có trong kỳ" not in cau)
    truoc = [
        str(m) + f" {m.mo_luc:%d/%m/%Y %H:%M}–{m.dong_luc:%d/%m/%Y %H:%M}" for m in ky.cac_moc.all()
    ]
    ky.cac_moc.all().delete()
    MocKy.objects.bulk_create(moc)
    ghi(
        "kybinhchon.dat_moc",
        ky,
        by=by,
        ly_do=ly_do,
        du_lieu={
            "truoc": truoc,
            "moi": {m.giai_doan: [m.mo_luc.isoformat(), m.dong_luc.isoformat()] for m in moc},
        },
    )
    return moc


@transaction.atomic
def dat_dia_ban(
    ky: KyBinhChon, *, cac_tinh: Mapping[DonViHanhChinh, int | None], by: Any
) -> list[DiaBanKy]:
    """Which provinces take part and how many products each may send (None: no limit)."""
    ky = _sua(ky, by, den=[T.SOAN, T.MO])
    loi = []
    if ky.cap not in CAP_CUC:
        loi.append("Chỉ kỳ khu vực, quốc gia chọn các tỉnh tham gia.")
    if not cac_tinh:
        loi.append("Chọn ít nhất một tỉnh.")
    loi += [
        f"{d.ten_goi}: không phải đơn vị hành chính ngày {ky.ngay_bat_dau:%d/%m/%Y}."
        for d in cac_tinh
        if not d.con_hieu_luc(ky.ngay_bat_dau)
    ]
    co_ho_so = set(
        HoSoDangKy.objects.filter(ky=ky)
        .exclude(trang_thai__in=[TrangThaiHoSo.NHAP, TrangThaiHoSo.RUT])
        .values_list("don_vi_id", flat=True)
    )
    for bo in ky.dia_ban.select_related("don_vi").exclude(don_vi__in=list(cac_tinh)):
        if bo.don_vi_id in co_ho_so:
            loi.append(f"{bo.don_vi.ten_goi} đã gửi hồ sơ, không bỏ khỏi kỳ được.")
    gom(loi)
    ky.dia_ban.all().delete()
    moi = DiaBanKy.objects.bulk_create(
        DiaBanKy(ky=ky, don_vi=d, chi_tieu=so) for d, so in cac_tinh.items()
    )
    ghi("kybinhchon.dat_dia_ban", ky, by=by, du_lieu={d.khoa: so for d, so in cac_tinh.items()})
    return moi


def _them_chi_tieu(ky: KyBinhChon, cac_dong: Sequence[Mapping[str, Any]]) -> list[ChiTieuNhom]:
    moi, loi = [], []
    for dong in cac_dong:
        c = ChiTieuNhom(ky=ky, **dong)
        loi += cau_loi(c, f"Chỉ tiêu {c.nhom.ten_ngan}" if c.nhom_id else "Chỉ tiêu")
        moi.append(c)
    gom(loi)
    for c in moi:
        c.save()
    return moi


@transaction.atomic
def dat_chi_tieu(
    ky: KyBinhChon, *, nhom: NhomSanPham, so_luong: int, van_ban: str, ly_do: str = "", by: Any
) -> ChiTieuNhom:
    """How many products of a group may be recognised; a change is one more row (R41).

    After the round was opened the change needs its reason and whoever runs the round.
    """
    ky = khoa_ky(ky)
    doi_ky(by, ky, "lap_ky" if ky.trang_thai == T.SOAN else "dieu_hanh_ky")
    loi = []
    if ky.trang_thai in (T.CONG_NHAN, T.KET_THUC, T.HUY):
        loi.append(f"Kỳ «{ky.get_trang_thai_display()}», không đổi chỉ tiêu được.")
    truoc = chi_tieu_hien_tai(ky).get(nhom.ma)
    if ky.trang_thai != T.SOAN and truoc is not None and len(ly_do.strip()) < 10:
        loi.append("Nêu lý do đổi chỉ tiêu, ít nhất 10 ký tự.")
    gom(loi)
    (moi,) = _them_chi_tieu(
        ky, [{"nhom": nhom, "so_luong": so_luong, "van_ban": van_ban, "ly_do": ly_do}]
    )
    ghi(
        "kybinhchon.dat_chi_tieu",
        ky,
        by=by,
        ly_do=ly_do,
        du_lieu={"nhom": nhom.ma, "truoc": truoc, "moi": so_luong, "van_ban": van_ban},
    )
    return moi


def chi_tieu_hien_tai(ky: KyBinhChon) -> dict[str, int]:
    """{code of group: quota} as it stands; a group without a row has no limit. One query."""
    rows = ky.chi_tieu.order_by("luc", "id").values_list("nhom__ma", "so_luong")
    return dict(rows)
