"""Import sessions (phiên nhập) and their staged rows (dòng nhập)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.files.models import CongViec, Tep
from cucctdp.imports.choices import KetLuan, KetQua, TrangThaiPhien


class PhienNhapQuerySet(models.QuerySet):
    """Own sessions, and those of the provinces one sees; without a province: nation-wide eyes."""

    def visible_to(self, user):
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(Q(nguoi_tao=user) | Q(don_vi__in=pham_vi))


class DongNhapQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(phien__in=PhienNhap.objects.visible_to(user))


@theo_doi(exclude=["da_doc_den", "dau_tep"])
class PhienNhap(models.Model):
    """One file on its way into one register: uploaded, checked, committed, maybe taken back."""

    loai = models.SlugField("danh mục nhập", max_length=40)
    tep = models.ForeignKey(
        Tep, verbose_name="tệp", on_delete=models.PROTECT, related_name="cac_phien_nhap"
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: mọi tỉnh thuộc phạm vi của người nhập.",
    )
    nguoi_tao = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        on_delete=models.PROTECT,
        related_name="cac_phien_nhap",
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=14,
        choices=TrangThaiPhien.choices,
        default=TrangThaiPhien.GHEP_COT,
    )
    trang_tinh = models.CharField("trang tính", max_length=100, blank=True)
    dong_tieu_de = models.PositiveIntegerField("dòng tiêu đề", default=1)
    tieu_de = models.JSONField("tiêu đề các cột", default=list, blank=True)
    dau_tep = models.JSONField(
        "các dòng trên tiêu đề",
        default=list,
        blank=True,
        help_text="Số dòng và chữ của từng ô; đầu biểu cho biết năm, nguồn, đơn vị tính.",
    )
    anh_xa = models.JSONField(
        "ghép cột",
        default=dict,
        blank=True,
        help_text="Cột của danh mục → số thứ tự cột trong tệp, tính từ 0.",
    )
    da_doc_den = models.PositiveIntegerField("đã kiểm tới dòng", default=0)
    tong_dong = models.PositiveIntegerField("tổng số dòng", default=0)
    so_moi = models.PositiveIntegerField("số dòng thêm mới", default=0)
    so_doi = models.PositiveIntegerField("số dòng thay đổi", default=0)
    so_giong = models.PositiveIntegerField("số dòng không đổi", default=0)
    so_loi = models.PositiveIntegerField("số dòng có lỗi", default=0)
    so_ghi = models.PositiveIntegerField("số dòng đã ghi", default=0)
    so_tu_choi = models.PositiveIntegerField("số dòng không ghi vì bản ghi đã đổi", default=0)
    phien_ban_dich = models.BigIntegerField(
        "phiên bản danh mục",
        default=0,
        help_text="Số sự kiện cuối cùng của danh mục lúc bắt đầu kiểm tra.",
    )
    viec = models.ForeignKey(
        CongViec,
        verbose_name="việc nền",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    viec_danh_dau = models.ForeignKey(
        CongViec,
        verbose_name="việc dựng tệp đánh dấu lỗi",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    loi_tep = models.TextField("vì sao không đọc tiếp được tệp", blank=True)
    tao_luc = models.DateTimeField("tạo lúc", auto_now_add=True)
    ghi_luc = models.DateTimeField("ghi lúc", null=True, blank=True)
    hoan_tac_luc = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    nguoi_hoan_tac = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người hoàn tác",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    don_luc = models.DateTimeField(
        "dọn lúc", null=True, blank=True, help_text="Từ lúc này các dòng không còn được giữ."
    )

    objects = PhienNhapQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên nhập từ tệp"
        verbose_name_plural = "phiên nhập từ tệp"
        ordering = ("-tao_luc", "-id")
        permissions = (
            ("nhap_co_so", "Nhập cơ sở CNNT từ tệp"),
            ("nhap_to_chuc", "Nhập tổ chức từ tệp"),
            ("nhap_de_an", "Nhập kế hoạch khuyến công (Mẫu 2) từ tệp"),
            ("nhap_cum", "Nhập danh sách cụm công nghiệp từ tệp"),
            ("nhap_danh_hieu_cu", "Nhập danh sách sản phẩm đã được công nhận từ tệp"),
        )
        indexes = [models.Index(fields=["nguoi_tao", "-tao_luc"], name="imports_phien_nguoi")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(trang_thai=TrangThaiPhien.DA_GHI) | Q(ghi_luc__isnull=False),
                name="imports_phien_ghi_co_luc",
                violation_error_message="Phiên đã ghi phải có thời điểm ghi.",
            )
        ]

    def __str__(self):
        return f"Phiên nhập số {self.pk}"


class DongNhap(models.Model):
    """One row of the file as staged; transient, so without row history of its own."""

    phien = models.ForeignKey(
        PhienNhap, verbose_name="phiên nhập", on_delete=models.CASCADE, related_name="cac_dong"
    )
    so = models.PositiveIntegerField("số dòng trong tệp")
    tho = models.JSONField("ô của tệp", help_text="Chữ của từng ô, theo thứ tự cột.")
    sach = models.JSONField("giá trị đã đọc", default=dict, encoder=DjangoJSONEncoder)
    ket_luan = models.CharField("kết luận", max_length=5, choices=KetLuan.choices)
    loi = models.JSONField("lỗi", default=list, blank=True)
    ma_loi = ArrayField(models.CharField(max_length=40), verbose_name="mã lỗi", default=list)
    khoa = models.CharField("khóa", max_length=320, blank=True)
    khoa_phu = models.CharField("khóa phụ", max_length=320, blank=True)
    dich_id = models.BigIntegerField("mã bản ghi", null=True, blank=True)
    truoc = models.JSONField("giá trị trước khi ghi", default=dict, blank=True)
    bam_truoc = models.CharField("băm trước khi ghi", max_length=32, blank=True)
    bam_sau = models.CharField("băm sau khi ghi", max_length=32, blank=True)
    vet = models.JSONField(
        "dấu vết ghi",
        null=True,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text="Bản ghi con đã thêm, giá trị cũ đã đổi: để hoàn tác đúng như trước.",
    )
    ket_qua = models.CharField(
        "kết quả", max_length=10, choices=KetQua.choices, default=KetQua.CHUA
    )
    ghi_chu = models.TextField("ghi chú", blank=True)

    objects = DongNhapQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhập"
        verbose_name_plural = "dòng nhập"
        ordering = ("phien", "so")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["phien", "so"],
                name="imports_dong_mot_lan",
                violation_error_message="Dòng này đã được đọc.",
            ),
        ]
        indexes = [models.Index(fields=["phien", "ket_luan", "so"], name="imports_dong_ket_luan")]

    def __str__(self):
        return f"Dòng {self.so}"
