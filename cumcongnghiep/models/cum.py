"""The cluster itself: identity, place, plan entries; its three states are computed, never typed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.formats.functions import KhongDau
from cumcongnghiep.choices import (
    CanCuMienTru,
    HaTang,
    HoatDong,
    LoaiHinh,
    MucCongKhai,
    NhomQuyHoach,
    PhapLy,
)
from cumcongnghiep.models.o_so import khong_am, o_ha
from cumcongnghiep.models.pham_vi import TheoCumQuerySet


class CumQuerySet(TheoCumQuerySet):
    duong_cum = ""

    def theo_muc(self, *muc: str) -> CumQuerySet:
        """Clusters whose legal state allows one of the disclosure levels."""
        return self.filter(phap_ly__in=[p for m in muc for p in PHAP_LY_THEO_MUC[m]])


# Disclosure follows the legal state (section 7 of the domain file).
PHAP_LY_THEO_MUC = {
    MucCongKhai.A: (PhapLy.DA_THANH_LAP,),
    MucCongKhai.B: (PhapLy.DANG_THAM_DINH, PhapLy.CHUA_THANH_LAP_HOAT_DONG, PhapLy.BAI_BO),
    MucCongKhai.C: (PhapLy.QUY_HOACH, PhapLy.NGOAI_QUY_HOACH),
}


# The computed columns change with every figure; their history is that of the facts behind them.
@theo_doi(
    exclude=[
        "phap_ly",
        "ha_tang",
        "hoat_dong",
        "trong_quy_hoach",
        "dien_tich",
        "dat_cn",
        "dat_da_thue",
        "dat_chap_thuan",
        "so_du_an",
        "thanh_lap_ngay",
        "tinh_luc",
    ]
)
class Cum(models.Model):
    """One industrial cluster (cụm công nghiệp, Điều 2 NĐ 32/2024/NĐ-CP), established or not."""

    ma = models.CharField(
        "mã cụm", max_length=12, unique=True, help_text="Hệ thống cấp; không đổi khi sáp nhập tỉnh."
    )
    ten = VanBanField(
        "tên cụm", max_length=200, help_text="Tên riêng, không kèm «Cụm công nghiệp»."
    )
    ten_khac = ArrayField(
        VanBanField(max_length=200),
        verbose_name="tên khác",
        default=list,
        blank=True,
        help_text="Tên cũ hoặc cách viết gặp trong văn bản.",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="cac_cum",
        limit_choices_to={"bo_ma": BoMa.B34},
    )
    tinh_cu = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh trước sắp xếp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"bo_ma": BoMa.B63},
        help_text="Tỉnh (63) nơi cụm được lập; để so sánh trên ranh giới cũ.",
    )
    huyen_cu = VanBanField(
        "huyện cũ", max_length=120, blank=True, help_text="Tên cấp huyện trước 01/7/2025."
    )
    dia_diem = VanBanField(
        "địa điểm trong quyết định", max_length=300, blank=True, help_text="Chép nguyên văn."
    )
    loai_hinh = ArrayField(
        models.CharField(max_length=20, choices=LoaiHinh.choices),
        verbose_name="loại hình",
        default=list,
        blank=True,
        help_text="Để trống: cụm thông thường. Có thể nhiều loại hình (Điều 2 NĐ 32/2024/NĐ-CP).",
    )
    lang_nghe = VanBanField(
        "làng nghề được công nhận",
        max_length=200,
        blank=True,
        help_text="Với cụm làng nghề: tên làng nghề, nghề truyền thống được công nhận.",
    )
    truoc_105_2009 = models.BooleanField(
        "hình thành trước QĐ 105/2009/QĐ-TTg",
        default=False,
        help_text="Phải xử lý xong trước 31/12/2026 (khoản 4 Điều 35 NĐ 32/2024/NĐ-CP).",
    )
    mien_tru_dien_tich = models.CharField(
        "căn cứ miễn trừ diện tích", max_length=16, choices=CanCuMienTru.choices, blank=True
    )
    ly_do_mien_tru = VanBanField("lý do miễn trừ", max_length=300, blank=True)
    nganh_nghe = VanBanDaiField(
        "ngành nghề theo quyết định", blank=True, help_text="Chép nguyên văn quyết định."
    )
    cac_nganh = models.ManyToManyField(
        "donvi.NganhKinhTe", verbose_name="ngành kinh tế", blank=True, related_name="+"
    )
    vi_do = models.DecimalField(
        "vĩ độ",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(6), MaxValueValidator(24)],
    )
    kinh_do = models.DecimalField(
        "kinh độ",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(102), MaxValueValidator(118)],
    )
    ranh_gioi = models.JSONField(
        "ranh giới (GeoJSON)",
        null=True,
        blank=True,
        help_text="Polygon hoặc MultiPolygon, kinh độ vĩ độ WGS 84.",
    )
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    can_xac_minh = models.BooleanField(
        "cần xác minh", default=False, help_text="Số liệu lấy từ nguồn thứ cấp, chưa đối chiếu."
    )
    nguon_tin = VanBanField("nguồn công bố", max_length=300, blank=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    # Computed by services.tinh_lai from documents and facts; the nightly job repeats it.
    phap_ly = models.CharField(
        "pháp lý",
        max_length=20,
        choices=PhapLy.choices,
        default=PhapLy.NGOAI_QUY_HOACH,
        editable=False,
    )
    ha_tang = models.CharField(
        "hạ tầng",
        max_length=16,
        choices=HaTang.choices,
        default=HaTang.CHUA_TRIEN_KHAI,
        editable=False,
    )
    hoat_dong = models.CharField(
        "hoạt động",
        max_length=16,
        choices=HoatDong.choices,
        default=HoatDong.CHUA_CO_SO_LIEU,
        editable=False,
    )
    trong_quy_hoach = models.BooleanField("trong quy hoạch", default=False, editable=False)
    dien_tich = o_ha("diện tích (ha)", editable=False)
    dat_cn = o_ha("đất công nghiệp (ha)", editable=False)
    dat_da_thue = o_ha("đất đã cho thuê (ha)", editable=False)
    dat_chap_thuan = o_ha("đất đã chấp thuận, chưa ký thuê (ha)", editable=False)
    so_du_an = models.PositiveIntegerField("số dự án", null=True, blank=True, editable=False)
    thanh_lap_ngay = models.DateField("ngày thành lập", null=True, blank=True, editable=False)
    tinh_luc = models.DateTimeField("tính lúc", null=True, blank=True, editable=False)
    cap_nhat_luc = models.DateTimeField(
        "số liệu cập nhật lúc", null=True, blank=True, editable=False
    )

    objects = CumQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm công nghiệp"
        verbose_name_plural = "cụm công nghiệp"
        ordering = ["don_vi", "ten", "id"]
        permissions = [
            ("cap_nhat_cum", "Cập nhật hồ sơ, số liệu cụm"),
            ("xac_nhan_so_lieu", "Xác nhận số liệu cụm"),
            ("thu_tuc_cum", "Ghi bước thủ tục thành lập, mở rộng"),
            ("xem_thongke", "Xem thống kê cụm công nghiệp"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(mien_tru_dien_tich="") | ~Q(ly_do_mien_tru=""),
                name="ccn_cum_mien_tru_co_ly_do",
                violation_error_message="Nêu lý do miễn trừ diện tích (Điều 35 NĐ 32/2024/NĐ-CP).",
            ),
            models.CheckConstraint(
                condition=Q(vi_do__isnull=True, kinh_do__isnull=True)
                | Q(vi_do__isnull=False, kinh_do__isnull=False),
                name="ccn_cum_toa_do_du",
                violation_error_message="Nhập cả vĩ độ và kinh độ, hoặc để trống cả hai.",
            ),
        ]
        indexes = [
            models.Index(fields=["don_vi", "phap_ly"], name="ccn_cum_tinh_phap_ly"),
            models.Index(fields=["phap_ly", "hoat_dong"], name="ccn_cum_trang_thai"),
            GinIndex(OpClass(KhongDau("ten"), name="gin_trgm_ops"), name="ccn_cum_tim_ten"),
        ]

    def __str__(self) -> str:
        return f"CCN {self.ten}"

    @property
    def muc_cong_khai(self) -> str:
        """Disclosure level A, B or C of its legal state."""
        return next(m for m, cac in PHAP_LY_THEO_MUC.items() if self.phap_ly in cac)


class CuaCumQuerySet(TheoCumQuerySet):
    duong_cum = "cum"


@theo_doi()
class CumXa(models.Model):
    """A commune the cluster lies in; the lead commune counts it in Biểu 03, once."""

    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="cac_xa"
    )
    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", on_delete=models.PROTECT, related_name="cac_cum"
    )
    dien_tich = o_ha("diện tích trên xã (ha)")
    chu_tri = models.BooleanField(
        "xã chủ trì", default=False, help_text="UBND cấp xã tổng hợp, báo cáo cụm liên xã."
    )

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "xã của cụm"
        verbose_name_plural = "xã của cụm"
        ordering = ["cum", "-chu_tri", "xa"]
        constraints = [
            models.UniqueConstraint(
                fields=["cum", "xa"],
                name="ccn_cumxa_mot_lan",
                violation_error_message="Xã này đã có trong cụm.",
            ),
            models.UniqueConstraint(
                fields=["cum"],
                condition=Q(chu_tri=True),
                name="ccn_cumxa_mot_chu_tri",
                violation_error_message="Cụm chỉ có một xã chủ trì.",
            ),
            khong_am("ccn_cumxa_dien_tich", "Diện tích không âm.", "dien_tich"),
        ]

    def __str__(self) -> str:
        return f"{self.cum}: {self.xa.ten_goi}"


@theo_doi()
class QuyHoach(models.Model):
    """A decision on a provincial plan with its list of clusters (Điều 4–7 NĐ 32/2024/NĐ-CP)."""

    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Tỉnh của quy hoạch, trước hoặc sau sắp xếp.",
    )
    so = VanBanField("số quyết định", max_length=60, help_text="Ví dụ «525/QĐ-UBND».")
    ngay = models.DateField("ngày ban hành")
    hieu_luc_tu = models.DateField("hiệu lực từ ngày")
    hieu_luc_den = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    co_quan = VanBanField("cơ quan ban hành", max_length=120)
    ten = VanBanField("trích yếu", max_length=300, blank=True)
    tep = models.ForeignKey(
        "files.Tep", verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "quy hoạch, phương án phát triển cụm"
        verbose_name_plural = "quy hoạch, phương án phát triển cụm"
        ordering = ["don_vi", "-ngay"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "so", "ngay"],
                name="ccn_quyhoach_mot_lan",
                violation_error_message="Quyết định quy hoạch này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=F("hieu_luc_tu")),
                name="ccn_quyhoach_ky",
                violation_error_message="Ngày hết hiệu lực phải từ ngày hiệu lực trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.so} ngày {self.ngay:%d/%m/%Y}"


@theo_doi()
class MucQuyHoach(models.Model):
    """What one plan says of one cluster; the newest entry in force decides."""

    quy_hoach = models.ForeignKey(
        QuyHoach, verbose_name="quy hoạch", on_delete=models.PROTECT, related_name="cac_muc"
    )
    cum = models.ForeignKey(
        Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="quy_hoach"
    )
    stt = models.PositiveSmallIntegerField("số thứ tự trong phụ lục", null=True, blank=True)
    ten = VanBanField("tên trong quy hoạch", max_length=200, blank=True)
    dien_tich = o_ha("diện tích quy hoạch (ha)")
    nhom = models.CharField(
        "nhóm", max_length=12, choices=NhomQuyHoach.choices, default=NhomQuyHoach.GIU_NGUYEN
    )
    thoi_ky = VanBanField("thời kỳ", max_length=40, blank=True, help_text="Ví dụ «2021–2030».")

    objects = CuaCumQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm trong quy hoạch"
        verbose_name_plural = "cụm trong quy hoạch"
        ordering = ["quy_hoach", "stt", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["quy_hoach", "cum"],
                name="ccn_mucquyhoach_mot_lan",
                violation_error_message="Cụm này đã có trong quy hoạch ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cum} – {self.quy_hoach}"
