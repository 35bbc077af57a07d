"""Paper sheets (PL4): typed by two helpers apart, a sheet only when both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from cucctdp.files.models import Tep
from sanpham_tieubieu.choices import LoaiBan, TrangThaiKhung, TrangThaiKy, TrangThaiPhieu
from sanpham_tieubieu.luc_cham import chua_den_lan_cuoi, thoi_diem_cuoi
from sanpham_tieubieu.models import (
    DiemTieuChi,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    PhieuGiay,
    ThanhVienBan,
    TieuChi,
)
from sanpham_tieubieu.niem_phong import diem_chuan
from sanpham_tieubieu.o_diem import NHAN_XET, so_go
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.cham import R12, R35, bi_chan, dong_dau, loi_phieu
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import giam_khao_cua, ke, loi_da_mo_diem
from sanpham_tieubieu.services.ghi_diem import cac_la, ghi_moc
from sanpham_tieubieu.services.phan_cong import DE_CHAM, loi_ban_giam_khao


@dataclass(frozen=True)
class KetQuaNhap:
    """One's own entry. ``khac``: codes in which the other entry says otherwise, never its values.

    ``phieu``: the signed sheet, once both agree.
    """

    phieu_giay: PhieuGiay
    khac: list[str] = field(default_factory=list)
    phieu: PhieuCham | None = None


def nhap_duoc(user: Any, ky: KyBinhChon) -> bool:
    """Helpers of the round and who checks its dossiers; never one of its judges."""
    if not getattr(user, "is_active", False) or giam_khao_cua(user, ky) is not None:
        return False
    return (
        dieu_hanh_duoc(user, ky, "tham_tra_ho_so")
        or ThanhVienBan.objects.filter(
            ban__ky=ky,
            ban__loai=LoaiBan.GIUP_VIEC,
            nhan_su__tai_khoan=user,
            thoi_tu__isnull=True,
        ).exists()
    )


def cua_toi(user: Any, ky: KyBinhChon) -> QuerySet[PhieuGiay]:
    """One's own entries: what the other helper typed is sealed from him too."""
    return PhieuGiay.objects.filter(ho_so__ky=ky, nguoi_nhap=user).select_related(
        "ho_so", "giam_khao__nhan_su"
    )


def _doc(
    diem: Mapping[str, object], la: Mapping[str, TieuChi], ky: KyBinhChon
) -> tuple[dict[str, Decimal], list[str]]:
    """(scores, faults): a paper sheet is complete (R34) and every score lawful (R33)."""
    du: dict[str, Decimal] = {}
    xet: dict[str, Decimal | str | None] = {}
    for ma, gia_tri in diem.items():
        tc = la.get(ma)
        xet[ma[:12]] = so = so_go(gia_tri)
        if tc is not None and isinstance(so, Decimal):
            du[ma] = so
    return du, loi_phieu(ky, la, xet)


def _loi_nhap(ky: KyBinhChon, ho_so: HoSoDangKy, gk: ThanhVienBan) -> list[str]:
    loi = loi_da_mo_diem(ky) + loi_ban_giam_khao(ky)
    if not loi and ky.trang_thai != TrangThaiKy.CHAM:
        loi.append("Kỳ bình chọn chưa đến lúc chấm điểm.")
    elif not loi and chua_den_lan_cuoi(ky):
        loi.append("Phiếu giấy là phiếu đã ký: nhập từ lần chấm cuối của kỳ.")
    if gk.ban.ky_id != ky.pk or gk.ban.loai != LoaiBan.GIAM_KHAO or gk.thoi_tu is not None:
        loi.append("R35: Giám khảo không có tên trong Ban Giám khảo của kỳ này.")
    if bi_chan(ho_so.pk, gk.pk):
        loi.append(R35)
    elif not PhanCong.objects.filter(ho_so=ho_so, giam_khao=gk).exists():
        loi.append("R35: Giám khảo không được phân công chấm sản phẩm này.")
    if ho_so.trang_thai not in DE_CHAM:
        loi.append(f"Hồ sơ đang «{ho_so.get_trang_thai_display()}», không chấm được.")
    co = PhieuCham.objects.filter(ho_so=ho_so, giam_khao=gk)
    if co.exclude(trang_thai=TrangThaiPhieu.VO_HIEU).exists():
        loi.append("Giám khảo đã có phiếu cho sản phẩm này.")
    return loi


@transaction.atomic
def nhap_phieu_giay(
    ho_so: HoSoDangKy,
    giam_khao: ThanhVienBan,
    diem: Mapping[str, object],
    *,
    by: Any,
    nhan_xet: str = "",
    tep: Tep | None = None,
) -> KetQuaNhap:
    """Type a paper sheet, or correct what oneself typed; the second agreeing entry makes the sheet.

    Raises PermissionDenied for a judge or a stranger, ValidationError with every fault at once.
    """
    ky = khoa_ky(ho_so.ky_id)
    if not nhap_duoc(by, ky):
        raise PermissionDenied("Phiếu giấy do Tổ giúp việc nhập; giám khảo không nhập phiếu giấy.")
    ho_so = HoSoDangKy.objects.get(pk=ho_so.pk)
    loi = _loi_nhap(ky, ho_so, giam_khao)
    khung = KhungDiem.objects.filter(
        ky=ky, ma_nhom=ho_so.ma_nhom, trang_thai=TrangThaiKhung.DA_DUYET
    ).first()
    if khung is None:
        raise ValidationError([*loi, R12])
    la = cac_la(khung)
    du, loi_diem = _doc(diem, la, ky)
    cap = list(PhieuGiay.objects.filter(ho_so=ho_so, giam_khao=giam_khao).order_by("lan"))
    minh = next((p for p in cap if p.nguoi_nhap_id == by.pk), None)
    if minh is None and len(cap) == 2:
        loi.append("Phiếu này đã có hai người nhập.")
    gom(loi + loi_diem)
    if minh is None:
        lan = 2 if cap and cap[0].lan == 1 else 1
        minh = PhieuGiay(ho_so=ho_so, giam_khao=giam_khao, lan=lan, nguoi_nhap=by)
    minh.diem = {ma: diem_chuan(d) for ma, d in du.items()}
    minh.nhan_xet = "\n".join(" ".join(d.split()) for d in nhan_xet.strip().splitlines())
    minh.tep = tep or minh.tep
    minh.full_clean()
    minh.save()
    kia = next((p for p in cap if p.nguoi_nhap_id != by.pk), None)
    du_lieu = {"lan": minh.lan, "giam_khao": giam_khao.pk}
    ke("nhap_phieu_giay", ho_so, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    if kia is None:
        return KetQuaNhap(minh)
    khac = [ma for ma in la if kia.diem.get(ma) != minh.diem[ma]]
    if kia.nhan_xet != minh.nhan_xet:
        khac.append(NHAN_XET)
    if khac:
        return KetQuaNhap(minh, khac)
    return KetQuaNhap(minh, [], _thanh_phieu(ky, khung, minh, la, du, minh.tep or kia.tep, by))


def _thanh_phieu(
    ky: KyBinhChon,
    khung: KhungDiem,
    nhap: PhieuGiay,
    la: Mapping[str, TieuChi],
    diem: Mapping[str, Decimal],
    tep: Tep | None,
    by: Any,
) -> PhieuCham:
    phieu = PhieuCham.objects.create(
        ho_so=nhap.ho_so,
        giam_khao=nhap.giam_khao,
        khung=khung,
        giay=True,
        tep_giay=tep,
        nhan_xet=nhap.nhan_xet,
    )
    cuoi = thoi_diem_cuoi(ky)
    DiemTieuChi.objects.bulk_create(
        DiemTieuChi(phieu=phieu, tieu_chi=la[ma], diem=d, thoi_diem=cuoi) for ma, d in diem.items()
    )
    ghi_moc(phieu, cuoi, diem)
    return dong_dau(phieu, diem, by=by)


@transaction.atomic
def bo_nhap(phieu_giay: PhieuGiay, *, by: Any) -> None:
    """Take one's own entry back, as long as it has not become a sheet."""
    ky = khoa_ky(phieu_giay.ho_so.ky_id)
    if phieu_giay.nguoi_nhap_id != by.pk:
        raise PermissionDenied("Chỉ người nhập bỏ được lần nhập của mình.")
    loi = loi_da_mo_diem(ky)
    co = PhieuCham.objects.filter(ho_so=phieu_giay.ho_so_id, giam_khao=phieu_giay.giam_khao_id)
    if co.exclude(trang_thai=TrangThaiPhieu.VO_HIEU).exists():
        loi.append("Hai lần nhập đã khớp và thành phiếu; Trưởng ban mới bỏ phiếu được.")
    gom(loi)
    du_lieu = {"lan": phieu_giay.lan, "giam_khao": phieu_giay.giam_khao_id}
    ke("bo_nhap_phieu_giay", phieu_giay.ho_so, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    phieu_giay.delete()
