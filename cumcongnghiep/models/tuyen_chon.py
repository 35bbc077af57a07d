"""Choosing the developer (khoản 2 Điều 13 NĐ 32/2024/NĐ-CP): council, applicants, score sheets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cumcongnghiep.models.chu_dau_tu import ChuDauTu
from cumcongnghiep.models.luat import TieuChi
from cumcongnghiep.models.o_so import o_phan_tram
from cumcongnghiep.models.pham_vi import TheoCumQuerySet
from cumcongnghiep.models.van_ban import CuaHoSoQuerySet, HoSo


class CuaHoiDongQuerySet(TheoCumQuerySet):
    duong_cum = "hoi_dong__ho_so__cum"


class CuaUngVienQuerySet(TheoCumQuerySet):
    duong_cum = "ung_vien__ho_so__cum"


@theo_doi()
class HoiDong(models.Model):
    """The council of one dossier: set up by UBND tỉnh, meets, keeps minutes, proposes."""

    ho_so = models.OneToOneField(
        HoSo, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="hoi_dong"
    )
    so_quyet_dinh = VanBanField("quyết định thành lập số", max_length=60)
    ngay_quyet_dinh = models.DateField("ngày quyết định")
    ngay_hop = models.DateField("ngày họp", null=True, blank=True)
    co_mat_toi_thieu = o_phan_tram(
        "có mặt tối thiểu để họp (%)",
        help_text="Theo quy chế làm việc của Hội đồng, tính trên các thành viên chấm điểm.",
    )
    bien_ban = VanBanDaiField("biên bản", blank=True, help_text="Ý kiến, biểu quyết, kết luận.")
    ung_vien_chon = models.ForeignKey(
        "cumcongnghiep.UngVien",
        verbose_name="nhà đầu tư được chọn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    de_xuat_bang_diem = VanBanField(
        "đề xuất của Chủ tịch khi bằng điểm", max_length=300, blank=True
    )
    ket_luan_luc = models.DateTimeField("kết luận lúc", null=True, blank=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng đánh giá"
        verbose_name_plural = "hội đồng đánh giá"
        ordering = ["-ngay_quyet_dinh"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ket_luan_luc__isnull=True) | Q(ngay_hop__isnull=False),
                name="ccn_hoidong_ket_luan_sau_hop",
                violation_error_message="Ghi ngày họp trước khi kết luận.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hội đồng theo {self.so_quyet_dinh}"


@theo_doi()
class ThanhVienHoiDong(models.Model):
    class VaiTro(models.TextChoices):
        CHU_TICH = "chu_tich", "Chủ tịch (lãnh đạo UBND tỉnh)"
        PHO = "pho", "Phó Chủ tịch (Sở Công Thương, Sở Tài chính)"
        THANH_VIEN = "thanh_vien", "Thành viên"
        THU_KY = "thu_ky", "Thư ký (không chấm điểm)"

    hoi_dong = models.ForeignKey(
        HoiDong, verbose_name="hội đồng", on_delete=models.CASCADE, related_name="thanh_vien"
    )
    ho_ten = VanBanField("họ và tên", max_length=120)
    co_quan = VanBanField("cơ quan", max_length=150)
    vai_tro = models.CharField("vai trò", max_length=12, choices=VaiTro.choices)
    co_mat = models.BooleanField("có mặt tại cuộc họp", default=True)

    objects = CuaHoiDongQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["hoi_dong", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hoi_dong"],
                condition=Q(vai_tro="chu_tich"),
                name="ccn_thanhvien_mot_chu_tich",
                violation_error_message="Hội đồng chỉ có một Chủ tịch.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ho_ten} ({self.get_vai_tro_display()})"


@theo_doi()
class UngVien(models.Model):
    """An applicant (nhà đầu tư đề nghị làm chủ đầu tư) of one dossier."""

    ho_so = models.ForeignKey(
        HoSo, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="ung_vien"
    )
    chu_dau_tu = models.ForeignKey(
        ChuDauTu, verbose_name="nhà đầu tư", on_delete=models.PROTECT, related_name="ung_cu"
    )
    ngay_nop = models.DateField("ngày nộp hồ sơ đề nghị")
    du_dieu_kien = models.BooleanField(
        "đạt điều kiện tiên quyết", null=True, blank=True, help_text="Trống: chưa xét."
    )
    ly_do_loai = VanBanField("lý do không đạt", max_length=300, blank=True)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "nhà đầu tư đề nghị"
        verbose_name_plural = "nhà đầu tư đề nghị"
        ordering = ["ho_so", "ngay_nop", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "chu_dau_tu"],
                name="ccn_ungvien_mot_lan",
                violation_error_message="Nhà đầu tư này đã có trong hồ sơ.",
            ),
            models.CheckConstraint(
                condition=~Q(du_dieu_kien=False) | ~Q(ly_do_loai=""),
                name="ccn_ungvien_loai_co_ly_do",
                violation_error_message="Nêu lý do nhà đầu tư không đạt điều kiện.",
            ),
        ]

    def __str__(self) -> str:
        return self.chu_dau_tu.ten


@theo_doi()
class PhieuCham(models.Model):
    """One member's sheet on one applicant, with a score a criterion."""

    ung_vien = models.ForeignKey(
        UngVien, verbose_name="nhà đầu tư", on_delete=models.CASCADE, related_name="phieu"
    )
    thanh_vien = models.ForeignKey(
        ThanhVienHoiDong, verbose_name="thành viên", on_delete=models.PROTECT, related_name="phieu"
    )
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)
    nhap_luc = models.DateTimeField("nhập lúc", auto_now=True)

    objects = CuaUngVienQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        ordering = ["ung_vien", "thanh_vien"]
        constraints = [
            models.UniqueConstraint(
                fields=["ung_vien", "thanh_vien"],
                name="ccn_phieu_mot_lan",
                violation_error_message="Thành viên này đã có phiếu chấm nhà đầu tư ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thanh_vien.ho_ten} chấm {self.ung_vien}"


class CuaPhieuQuerySet(TheoCumQuerySet):
    duong_cum = "phieu__ung_vien__ho_so__cum"


@theo_doi()
class DiemTieuChi(models.Model):
    phieu = models.ForeignKey(
        PhieuCham, verbose_name="phiếu", on_delete=models.CASCADE, related_name="cac_diem"
    )
    tieu_chi = models.ForeignKey(
        TieuChi, verbose_name="tiêu chí", on_delete=models.PROTECT, related_name="+"
    )
    diem = models.DecimalField("điểm", max_digits=5, decimal_places=2)

    objects = CuaPhieuQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm của tiêu chí"
        verbose_name_plural = "điểm của tiêu chí"
        ordering = ["phieu", "tieu_chi"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "tieu_chi"],
                name="ccn_diem_mot_lan",
                violation_error_message="Tiêu chí này đã chấm.",
            ),
            models.CheckConstraint(
                condition=Q(diem__gte=0),
                name="ccn_diem_khong_am",
                violation_error_message="Điểm không âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tieu_chi}: {self.diem}"
