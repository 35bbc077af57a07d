"""The đề án: who, where, what, for how much (Điều 5 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from khuyencong.choices import (
    DANG_SOAN,
    LUA_CHON_CHE_DO,
    CapNoiDung,
    HinhThuc,
    LuaChon,
    Nguon,
    TrangThaiDeAn,
)
from khuyencong.models.ke_hoach import KeHoach
from khuyencong.models.pham_vi import TheoDeAnQuerySet


class DeAnQuerySet(TheoDeAnQuerySet):
    def dang_soan(self) -> DeAnQuerySet:
        return self.filter(trang_thai__in=DANG_SOAN)


@theo_doi()
class DeAn(models.Model):
    """One đề án or nhiệm vụ; its figures are sums of its lines and of the ledger."""

    ma = models.CharField("mã", max_length=30, unique=True, help_text="Hệ thống cấp.")
    ten = VanBanField(
        "tên đề án",
        max_length=500,
        help_text=("Nêu việc được hỗ trợ và nơi thực hiện, như trên Mẫu 2 (TT 36/2013/TT-BCT)."),
    )
    nguon = models.CharField(
        "chế độ",
        max_length=10,
        choices=LUA_CHON_CHE_DO,
        help_text="Khuyến công quốc gia (Bộ duyệt) hay địa phương (UBND tỉnh duyệt).",
    )
    hinh_thuc = models.CharField(
        "hình thức",
        max_length=10,
        choices=HinhThuc.choices,
        help_text=(
            "Đề án nhóm xác định cơ sở thụ hưởng sau, trên Mẫu 11 (Điều 3 TT 36/2013/TT-BCT)."
        ),
    )
    lua_chon = models.CharField(
        "cách lựa chọn",
        max_length=10,
        choices=LuaChon.choices,
        default=LuaChon.XET_CHON,
        help_text=(
            "Hội chợ, truyền thông, hạ tầng cụm công nghiệp phải đấu thầu (Điều 8 "
            "TT 36/2013/TT-BCT)."
        ),
    )
    nam = models.PositiveSmallIntegerField(
        "năm kế hoạch",
        help_text="Năm ngân sách chi tiền; chứng từ phải trong năm này (KC24).",
    )
    tu_ngay = models.DateField(
        "thực hiện từ ngày",
        help_text="Ngày bắt đầu thực hiện.",
    )
    den_ngay = models.DateField(
        "đến ngày",
        help_text=("Kéo sang năm sau phải được Bộ phê duyệt (Điều 11 TT 36/2013/TT-BCT, KC27)."),
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống với đề án nhiều tỉnh do trung tâm vùng gửi thẳng Cục.",
    )
    cac_tinh = models.ManyToManyField(
        "donvi.DonViHanhChinh",
        verbose_name="các tỉnh tham gia",
        blank=True,
        related_name="+",
        help_text="Chỉ với đề án thực hiện ở nhiều tỉnh.",
    )
    ke_hoach = models.ForeignKey(
        KeHoach,
        verbose_name="kế hoạch năm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="de_an",
    )
    thuc_hien = models.ForeignKey(
        "donvi.ToChuc",
        verbose_name="đơn vị thực hiện",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Đơn vị ký hợp đồng với Cục hoặc Sở, thường là trung tâm khuyến công.",
    )
    phoi_hop = models.ManyToManyField(
        "donvi.ToChuc", verbose_name="đơn vị phối hợp", blank=True, related_name="+"
    )
    su_can_thiet = VanBanDaiField(
        "sự cần thiết, căn cứ",
        blank=True,
        help_text="Phần 2 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    muc_tieu = VanBanDaiField(
        "mục tiêu",
        blank=True,
        help_text="Phần 3 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    quy_mo = VanBanDaiField(
        "quy mô, đặc điểm nổi bật",
        blank=True,
        help_text=(
            "Phần 4: đặc điểm nổi bật của công nghệ, máy móc, sản phẩm (Điều 5 TT 36/2013/TT-BCT)."
        ),
    )
    tien_do = VanBanDaiField(
        "nội dung, tiến độ, phân công",
        blank=True,
        help_text="Phần 5: ai làm gì, khi nào (Điều 5 TT 36/2013/TT-BCT).",
    )
    to_chuc = VanBanDaiField(
        "tổ chức thực hiện",
        blank=True,
        help_text="Phần 7 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    hieu_qua = VanBanDaiField(
        "hiệu quả, tính bền vững",
        blank=True,
        help_text=(
            "Phần 8: kinh tế, xã hội, môi trường, tính bền vững, nhân rộng (Điều 5 "
            "TT 36/2013/TT-BCT)."
        ),
    )
    uu_tien = models.PositiveSmallIntegerField(
        "thứ tự ưu tiên của Sở", null=True, blank=True, help_text="Số nhỏ được xét trước."
    )
    can_cu_uu_tien = VanBanField(
        "căn cứ ưu tiên",
        max_length=255,
        blank=True,
        help_text=("Địa bàn hoặc ngành ưu tiên (Điều 6 TT 46/2012/TT-BCT; NĐ 235/2025/NĐ-CP)."),
    )
    co_thu_hoi = models.BooleanField(
        "kinh phí có thu hồi", default=False, help_text="Hỗ trợ phải hoàn lại theo lịch."
    )
    trang_thai = models.CharField(
        "trạng thái", max_length=14, choices=TrangThaiDeAn.choices, default=TrangThaiDeAn.NHAP
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    dang_ky_ngay = models.DateField(
        "ngày đăng ký",
        null=True,
        blank=True,
        help_text="Ngày nộp Sở; điều kiện địa bàn, đối tượng xét theo ngày này.",
    )
    gui_cuc_ngay = models.DateField("ngày gửi Cục", null=True, blank=True)
    so_quyet_dinh = VanBanField("quyết định phê duyệt", max_length=80, blank=True)
    ngay_quyet_dinh = models.DateField(
        "ngày phê duyệt",
        null=True,
        blank=True,
        help_text="Định mức hỗ trợ xét theo ngày này.",
    )
    han_xu_ly = models.DateField(
        "hạn xử lý", null=True, blank=True, help_text="Của bước đang chờ; dừng khi chờ bổ sung."
    )
    dung_tu = models.DateField("dừng đồng hồ từ", null=True, blank=True)
    nguoi_lap = khoa_nguoi("người lập")
    nguoi_tham_dinh = khoa_nguoi("người thẩm định")
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)
    nguon_tin = VanBanField("nguồn công bố", max_length=255, blank=True)
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = DeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "đề án khuyến công"
        verbose_name_plural = "đề án khuyến công"
        ordering = ["-nam", "ma"]
        permissions = [
            ("lap_dean", "Lập, sửa, nộp đề án"),
            ("tham_dinh_so_dean", "Thẩm định cấp cơ sở (Sở)"),
            ("gui_cuc_dean", "Ký gửi Cục (lãnh đạo Sở)"),
            ("tham_dinh_bo_dean", "Thẩm định cấp Bộ (Cục)"),
            ("phe_duyet_dean", "Ghi quyết định phê duyệt"),
            ("ky_hop_dong_dean", "Ký hợp đồng, tạm ứng, thanh lý"),
            ("bao_cao_dean", "Báo cáo tiến độ, nộp hồ sơ nghiệm thu, quyết toán"),
            ("xem_thongke", "Xem thống kê khuyến công"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__gte=F("tu_ngay")),
                name="kc_dean_thoi_gian",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=~Q(nguon=Nguon.KCDP, don_vi__isnull=True),
                name="kc_dean_kcdp_co_tinh",
                violation_error_message="Đề án khuyến công địa phương phải thuộc một tỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(so_quyet_dinh="", ngay_quyet_dinh__isnull=True)
                | (~Q(so_quyet_dinh="") & Q(ngay_quyet_dinh__isnull=False)),
                name="kc_dean_quyet_dinh",
                violation_error_message="Quyết định phê duyệt phải có cả số và ngày.",
            ),
            models.CheckConstraint(
                condition=Q(nguoi_lap__isnull=True)
                | Q(nguoi_tham_dinh__isnull=True)
                | ~Q(nguoi_lap=F("nguoi_tham_dinh")),
                name="kc_dean_lap_khong_tham_dinh",
                violation_error_message="Người lập đề án không được thẩm định đề án đó.",
            ),
        ]
        indexes = [
            models.Index(fields=["nam", "nguon", "don_vi"], name="kc_dean_nam_nguon_tinh"),
            models.Index(fields=["trang_thai", "han_xu_ly"], name="kc_dean_trang_thai_han"),
            # The register's own order: a page of it is read, not the whole sorted.
            models.Index(fields=["-nam", "ma"], name="kc_dean_thu_tu"),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"

    @property
    def nhieu_nam(self) -> bool:
        return self.tu_ngay.year != self.den_ngay.year

    @property
    def cac_nam(self) -> list[int]:
        """Budget years its money may be approved for: the plan's and those of its time."""
        return sorted({self.nam, *range(self.tu_ngay.year, self.den_ngay.year + 1)})


class CuaDeAnQuerySet(TheoDeAnQuerySet):
    duong_de_an = "de_an"


@theo_doi()
class DeAnNoiDung(models.Model):
    """One activity line of a đề án and what it promises to produce."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.CASCADE, related_name="cac_noi_dung"
    )
    noi_dung = models.CharField("mã nội dung", max_length=6, help_text="Ví dụ «KT4».")
    ten = VanBanField(
        "nội dung cụ thể",
        max_length=500,
        help_text="Việc cụ thể của đề án, ví dụ «Máy sấy chè».",
    )
    so_luong = models.DecimalField(
        "số lượng",
        max_digits=14,
        decimal_places=2,
        help_text="Kết quả cam kết tạo ra, theo đơn vị tính của nội dung.",
    )
    don_vi_tinh = VanBanField(
        "đơn vị tính",
        max_length=40,
        help_text="Theo danh mục nội dung, ví dụ «cơ sở», «mô hình», «lao động».",
    )
    cap = models.CharField(
        "cấp",
        max_length=8,
        choices=CapNoiDung.choices,
        blank=True,
        help_text="Cấp tổ chức, khi định mức khác nhau theo cấp (bình chọn, thưởng, lập hội).",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung của đề án"
        verbose_name_plural = "nội dung của đề án"
        ordering = ["de_an", "thu_tu", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_luong__gt=0),
                name="kc_deannoidung_so_luong",
                violation_error_message="Số lượng phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi_dung}: {self.ten}"
