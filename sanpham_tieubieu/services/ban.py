"""Council, jury, helpers: persons, members, legal sizes (R05–R08), approval by decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.donvi.models import CoSo
from sanpham_tieubieu.choices import LoaiBan, VaiTroBan
from sanpham_tieubieu.dinh_danh import bam_dinh_danh
from sanpham_tieubieu.models import (
    BanBinhChon,
    KyBinhChon,
    NhanSu,
    QuanHe,
    ThanhVienBan,
)
from sanpham_tieubieu.quyen_ky import APP, doi_ky
from sanpham_tieubieu.rules import chan, kiem_tra_ky
from sanpham_tieubieu.services.cua import gan, gom, khoa_ky, loi_tuong_lai
from sanpham_tieubieu.services.cua_cham import (
    doi_soan,
    ke,
    loi_da_mo_diem,
    loi_ly_do,
)
from sanpham_tieubieu.services.vo_hieu import vo_hieu_chua_ky
from sanpham_tieubieu.services.xung_dot import quet_lai_nguoi

_NGUOI = (
    "ho_ten",
    "hoc_ham",
    "chuc_vu",
    "co_quan",
    "co_quan_thuoc",
    "mst_co_quan",
    "dia_chi",
    "xa",
    "don_vi",
    "linh_vuc",
    "tai_khoan",
    "minh_hoa",
)
_BAN = ("so_qd", "ngay_qd", "nguoi_ky", "co_quan_ky")


def _doi_quyen_nguoi(by: Any, nguoi: NhanSu) -> None:
    """Who prepares rounds keeps the list of persons of his own scope."""
    if not by.is_active or not (by.has_perm(f"{APP}.lap_ky") or by.has_perm(f"{APP}.dieu_hanh_ky")):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    if nguoi.pk is not None and not NhanSu.objects.visible_to(by).filter(pk=nguoi.pk).exists():
        raise PermissionDenied("Người này không thuộc phạm vi của bạn.")


@transaction.atomic
def ghi_nguoi(
    nguoi: NhanSu | None = None, *, by: Any, so_dinh_danh: str | None = None, **truong: Any
) -> NhanSu:
    """Enter or change a person; ``so_dinh_danh`` is hashed and forgotten (None: left as it is).

    A Sở enters persons of its own province. Raises ValidationError with every fault.
    """
    dong = nguoi or NhanSu()
    _doi_quyen_nguoi(by, dong)
    gan(dong, truong, _NGUOI)
    if dong.don_vi is None and by.don_vi_id is not None:
        dong.don_vi = by.don_vi
    if so_dinh_danh is not None:
        dong.dinh_danh_bam = bam_dinh_danh(so_dinh_danh)
    dong.full_clean()
    dong.save()
    # A commune's person is seen by it once he sits in its bodies; a Sở's at once or not at all.
    if not by.duoc_giao:
        _doi_quyen_nguoi(by, dong)
    quet_lai_nguoi(dong)
    return dong


@transaction.atomic
def ghi_quan_he(
    nhan_su: NhanSu,
    co_so: CoSo,
    *,
    by: Any,
    loai: str,
    nguon_tin: str,
    tu_ngay: date | None = None,
    den_ngay: date | None = None,
) -> QuanHe:
    """A known tie of a person to an establishment; the conflict engine reads it."""
    _doi_quyen_nguoi(by, nhan_su)
    dong = QuanHe(
        nhan_su=nhan_su,
        co_so=co_so,
        loai=loai,
        nguon_tin=nguon_tin,
        tu_ngay=tu_ngay,
        den_ngay=den_ngay,
    )
    dong.full_clean()
    if tu_ngay and den_ngay and den_ngay < tu_ngay:
        raise ValidationError({"den_ngay": "Ngày kết thúc phải từ ngày bắt đầu trở đi."})
    dong.save()
    quet_lai_nguoi(nhan_su)
    return dong


@transaction.atomic
def lap_ban(ky: KyBinhChon, loai: str, *, by: Any, **truong: Any) -> BanBinhChon:
    """Council, jury or helpers of a round; once each."""
    ky = khoa_ky(ky)
    doi_soan(by, ky)
    gom(loi_da_mo_diem(ky))
    ban = BanBinhChon(ky=ky, loai=loai)
    gan(ban, truong, _BAN)
    ban.full_clean()
    ban.save()
    ke("lap_ban", ban, ky_id=ky.pk, by=by, du_lieu={"loai": loai})
    return ban


def _mo_ban(ban: BanBinhChon, by: Any) -> BanBinhChon:
    """The locked body of a round whose judging is not over."""
    ky = khoa_ky(ban.ky_id)
    doi_soan(by, ky)
    # The council still meets after the opening: its members may change until the decision.
    if ban.loai == LoaiBan.GIAM_KHAO:
        gom(loi_da_mo_diem(ky))
    khoa = BanBinhChon.objects.select_for_update(of=("self",)).get(pk=ban.pk)
    khoa.ky = ky
    return khoa


def _doi_thanh_phan(ban: BanBinhChon) -> None:
    """A changed body needs its decision again."""
    ban.kien_toan_luc = None
    ban.save()


@transaction.atomic
def sua_ban(ban: BanBinhChon, *, by: Any, **truong: Any) -> BanBinhChon:
    """Number, day, signer of the decision."""
    ban = _mo_ban(ban, by)
    gan(ban, truong, _BAN)
    ban.full_clean()
    ban.save()
    ke("sua_ban", ban, ky_id=ban.ky_id, by=by, du_lieu={k: str(v) for k, v in truong.items()})
    return ban


@transaction.atomic
def them_thanh_vien(
    ban: BanBinhChon,
    nhan_su: NhanSu,
    *,
    by: Any,
    vai_tro: str,
    chuc_danh: str = "",
    thu_tu: int | None = None,
) -> ThanhVienBan:
    """A person takes a seat; the body then waits for its decision."""
    ban = _mo_ban(ban, by)
    so = ban.thanh_vien.count() + 1 if thu_tu is None else thu_tu
    dong = ThanhVienBan(ban=ban, nhan_su=nhan_su, vai_tro=vai_tro, chuc_danh=chuc_danh, thu_tu=so)
    _luu_thanh_vien(dong)
    _doi_thanh_phan(ban)
    du_lieu = {"nguoi": nhan_su.ho_ten, "vai_tro": vai_tro}
    ke("them_thanh_vien", ban, ky_id=ban.ky_id, by=by, du_lieu=du_lieu)
    return dong


def _luu_thanh_vien(dong: ThanhVienBan) -> None:
    if not dong.hop_vai_tro():
        raise ValidationError(
            {"vai_tro": f"Vai trò này không có trong {dong.ban.get_loai_display()}."}
        )
    dong.full_clean()
    dong.save()


@transaction.atomic
def sua_thanh_vien(
    dong: ThanhVienBan, *, by: Any, vai_tro: str, chuc_danh: str, thu_tu: int
) -> ThanhVienBan:
    ban = _mo_ban(dong.ban, by)
    dong = ThanhVienBan.objects.select_for_update(of=("self",)).get(pk=dong.pk)
    dong.ban = ban
    doi = dong.vai_tro != vai_tro
    dong.vai_tro, dong.chuc_danh, dong.thu_tu = vai_tro, chuc_danh, thu_tu
    _luu_thanh_vien(dong)
    if doi:
        _doi_thanh_phan(ban)
    du_lieu = {"nguoi": dong.nhan_su.ho_ten, "vai_tro": vai_tro}
    ke("sua_thanh_vien", ban, ky_id=ban.ky_id, by=by, du_lieu=du_lieu)
    return dong


@transaction.atomic
def thoi_thanh_vien(dong: ThanhVienBan, *, by: Any, ngay: date, ly_do: str) -> ThanhVienBan:
    """A member leaves: signed sheets stay his own (Điều 16), what he has not signed is not counted.

    Raises ValidationError without a reason or for a day to come.
    """
    ban = _mo_ban(dong.ban, by)
    loi = loi_ly_do(ly_do)
    loi += loi_tuong_lai(ngay, "Ngày thôi")
    gom(loi)
    dong = ThanhVienBan.objects.select_for_update(of=("self",)).get(pk=dong.pk)
    dong.ban, dong.thoi_tu, dong.ly_do_thoi = ban, ngay, ly_do
    _luu_thanh_vien(dong)
    vo_hieu_chua_ky(dong.phieu.all(), ly_do=f"Giám khảo thôi từ {ngay:%d/%m/%Y}.", by=by)
    dong.phan_cong.exclude(ho_so__phieu__giam_khao=dong, ho_so__phieu__trang_thai="da_ky").delete()
    _doi_thanh_phan(ban)
    ke("thoi_thanh_vien", ban, ky_id=ban.ky_id, by=by, ly_do=ly_do)
    return dong


def kiem_ban(ban: BanBinhChon) -> list[str]:
    """Everything that stands against approving the body: R05–R08, its decision, its head."""
    vai = [t.vai_tro for t in ban.thanh_vien.all() if t.thoi_tu is None]
    loi = []
    if not ban.so_qd.strip() or ban.ngay_qd is None:
        loi.append("Ghi số, ngày quyết định thành lập trước khi phê duyệt.")
    if ban.loai == LoaiBan.GIUP_VIEC:
        return loi if vai else [*loi, "Tổ giúp việc chưa có thành viên nào."]
    if ban.loai == LoaiBan.HOI_DONG and vai.count(VaiTroBan.CHU_TICH) != 1:
        loi.append("Hội đồng phải có đúng một Chủ tịch.")
    return loi + chan(kiem_tra_ky(ban.ky, ban.loai))


@transaction.atomic
def phe_duyet_ban(ban: BanBinhChon, *, by: Any) -> BanBinhChon:
    """The body stands by its decision: legal size, its head, its agencies.

    Raises ValidationError with everything that stands against it.
    """
    ban = _mo_ban(ban, by)
    doi_ky(by, ban.ky)
    gom(kiem_ban(ban))
    ban.kien_toan_luc = timezone.now()
    ban.full_clean()
    ban.save()
    du_lieu = {"loai": ban.loai, "so_qd": ban.so_qd, "thanh_vien": ban.thanh_vien.count()}
    ke("phe_duyet_ban", ban, ky_id=ban.ky_id, by=by, du_lieu=du_lieu)
    return ban
