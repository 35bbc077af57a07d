"""Infrastructure items, the wastewater station with its samples, state-built assets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanField
from cumcongnghiep.choices import LoaiHangMuc, TinhTrangHangMuc, TinhTrangTram
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.o_so import khong_am, o_phan_tram
from cumcongnghiep.models.pham_vi import TheoCumQuerySet
from cumcongnghiep.models.van_ban import VanBan


@theo_doi()
class HangMuc(models.Model):
    """One item of the shared infrastructure (khoản 4 Điều 2 NĐ 32/2024/NĐ-CP) and how far it is."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="hang_muc"
    )
    loai = models.CharField("hạng mục", max_length=20, choices=LoaiHangMuc.choices)
    giai_doan = models.PositiveSmallIntegerField("giai đoạn", default=1)
    tinh_trang = models.CharField(
        "tình trạng",
        max_length=6,
        choices=TinhTrangHangMuc.choices,
        default=TinhTrangHangMuc.CHUA,
    )
    phan_tram = o_phan_tram("khối lượng đạt (%)")
    den_ngay = models.DateField("số liệu đến ngày", help_text="Mốc của tình trạng, khối lượng.")
    cong_suat = models.DecimalField(
        "công suất, quy mô", max_digits=14, decimal_places=2, null=True, blank=True
    )
    don_vi_tinh = VanBanField("đơn vị", max_length=30, blank=True)
    von_dn = TienField("vốn doanh nghiệp (đồng)", null=True, blank=True)
    von_nsnn = TienField("vốn ngân sách (đồng)", null=True, blank=True)
    khoi_cong = models.DateField("khởi công", null=True, blank=True)
    hoan_thanh = models.DateField("hoàn thành", null=True, blank=True)
    van_ban = models.ForeignKey(
        VanBan,
        verbose_name="văn bản nghiệm thu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "hạng mục hạ tầng"
        verbose_name_plural = "hạng mục hạ tầng"
        ordering = ["cum", "giai_doan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum", "loai", "giai_doan"],
                name="ccn_hangmuc_mot_lan",
                violation_error_message="Hạng mục này của giai đoạn ấy đã có.",
            ),
            models.CheckConstraint(
                condition=Q(khoi_cong__isnull=True)
                | Q(hoan_thanh__isnull=True)
                | Q(hoan_thanh__gte=F("khoi_cong")),
                name="ccn_hangmuc_ngay",
                violation_error_message="Ngày hoàn thành phải từ ngày khởi công trở đi.",
            ),
            models.CheckConstraint(
                condition=~Q(tinh_trang=TinhTrangHangMuc.XONG)
                | Q(phan_tram__isnull=True)
                | Q(phan_tram=100),
                name="ccn_hangmuc_xong_100",
                violation_error_message="Hạng mục đã hoàn thành phải đạt 100%%.",
            ),
            khong_am(
                "ccn_hangmuc_khong_am", "Số liệu không âm.", "cong_suat", "von_dn", "von_nsnn"
            ),
        ]

    def __str__(self) -> str:
        return self.get_loai_display()


@theo_doi()
class TramXuLy(models.Model):
    """A central wastewater treatment station (trạm XLNT tập trung, Điều 52 Luật BVMT 2020)."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="tram_xu_ly"
    )
    ten = VanBanField("tên trạm", max_length=150)
    tinh_trang = models.CharField("tình trạng", max_length=10, choices=TinhTrangTram.choices)
    tinh_trang_tu = models.DateField("từ ngày")
    cong_suat_thiet_ke = models.DecimalField(
        "công suất thiết kế (m³/ngày đêm)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    cong_suat_van_hanh = models.DecimalField(
        "công suất đang vận hành (m³/ngày đêm)",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
    )
    luu_luong = models.DecimalField(
        "lưu lượng thực tế (m³/ngày đêm)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    quy_chuan = VanBanField(
        "quy chuẩn áp dụng", max_length=60, blank=True, help_text="Ví dụ «QCVN 40:2025/BTNMT»."
    )
    so_gpmt = VanBanField("giấy phép môi trường số", max_length=80, blank=True)
    ngay_gpmt = models.DateField("ngày cấp", null=True, blank=True)
    gpmt_den = models.DateField("giấy phép đến ngày", null=True, blank=True)
    quan_trac_tu_dong = models.BooleanField(
        "quan trắc tự động đã truyền số liệu", null=True, blank=True, help_text="Trống: chưa rõ."
    )
    den_ngay = models.DateField("số liệu đến ngày")
    nguoi_nhap = khoa_nguoi("người nhập", editable=False)

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "trạm xử lý nước thải"
        verbose_name_plural = "trạm xử lý nước thải"
        ordering = ["cum", "id"]
        constraints = [
            khong_am(
                "ccn_tram_khong_am",
                "Công suất, lưu lượng không âm.",
                "cong_suat_thiet_ke",
                "cong_suat_van_hanh",
                "luu_luong",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


class CuaTramQuerySet(TheoCumQuerySet):
    duong_cum = "tram__cum"


@theo_doi()
class MauNuoc(models.Model):
    """A sample of treated water and whether it met the standard."""

    tram = models.ForeignKey(
        TramXuLy, verbose_name="trạm", on_delete=models.CASCADE, related_name="cac_mau"
    )
    ngay = models.DateField("ngày lấy mẫu")
    dat = models.BooleanField("đạt quy chuẩn")
    chi_tieu_vuot = VanBanField("chỉ tiêu vượt", max_length=200, blank=True)
    don_vi_do = VanBanField("đơn vị quan trắc", max_length=150, blank=True)
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="phiếu kết quả",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CuaTramQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu nước thải"
        verbose_name_plural = "mẫu nước thải"
        ordering = ["tram", "-ngay"]
        constraints = [
            models.UniqueConstraint(
                fields=["tram", "ngay"],
                name="ccn_maunuoc_mot_ngay",
                violation_error_message="Trạm đã có mẫu của ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ngay:%d/%m/%Y}: {'đạt' if self.dat else 'không đạt'}"


@theo_doi()
class TaiSan(models.Model):
    """A state-built asset of a cluster (NĐ 178/2026/NĐ-CP)."""

    class TinhTrang(models.TextChoices):
        DANG_DUNG = "dang_dung", "Đang sử dụng"
        HU_HONG = "hu_hong", "Hư hỏng"
        KHONG_DUNG = "khong_dung", "Không sử dụng"

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="tai_san"
    )
    ten = VanBanField("tài sản", max_length=200)
    hang_muc = models.CharField("hạng mục", max_length=20, choices=LoaiHangMuc.choices, blank=True)
    nam_su_dung = models.PositiveSmallIntegerField("năm đưa vào sử dụng", null=True, blank=True)
    nguyen_gia = TienField("nguyên giá (đồng)", null=True, blank=True)
    con_lai = TienField("giá trị còn lại (đồng)", null=True, blank=True)
    tinh_trang = models.CharField("tình trạng", max_length=10, choices=TinhTrang.choices)
    don_vi_quan_ly = VanBanField("đơn vị quản lý", max_length=200, blank=True)
    so_ho_so = VanBanField("hồ sơ tài sản số", max_length=80, blank=True)
    ngay_ho_so = models.DateField("ngày lập hồ sơ", null=True, blank=True)
    den_ngay = models.DateField("giá trị đến ngày")

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "tài sản hạ tầng nhà nước"
        verbose_name_plural = "tài sản hạ tầng nhà nước"
        ordering = ["cum", "id"]
        constraints = [
            khong_am("ccn_taisan_khong_am", "Giá trị không âm.", "nguyen_gia", "con_lai"),
            models.CheckConstraint(
                condition=Q(nguyen_gia__isnull=True)
                | Q(con_lai__isnull=True)
                | Q(con_lai__lte=F("nguyen_gia")),
                name="ccn_taisan_con_lai",
                violation_error_message="Giá trị còn lại không lớn hơn nguyên giá.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten
