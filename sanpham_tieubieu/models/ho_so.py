"""A dossier (hồ sơ đăng ký, Điều 12 TT 26/2014/TT-BCT): one product in one round.

One dossier serves all levels: that of level N+1 is made from that of level N and keeps the link.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.choices import LoaiHinhCoSo, QuyMo
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import TrangThaiHoSo
from sanpham_tieubieu.models.ky import KyBinhChon
from sanpham_tieubieu.models.pham_vi import TheoHoSoQuerySet
from sanpham_tieubieu.models.san_pham import SanPham

_NGUOI = settings.AUTH_USER_MODEL


class HoSoQuerySet(TheoHoSoQuerySet):
    duong = ""


@theo_doi()
class HoSoDangKy(models.Model):
    """PL1 and what the cơ sở declared on the day: facts of the establishment are copied."""

    ky = models.ForeignKey(
        KyBinhChon, verbose_name="kỳ", on_delete=models.PROTECT, related_name="ho_so"
    )
    san_pham = models.ForeignKey(
        SanPham, verbose_name="sản phẩm", on_delete=models.PROTECT, related_name="ho_so"
    )
    ma_nhom = models.SlugField("nhóm dự thi", max_length=10)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Tỉnh gửi hồ sơ, theo địa giới ngày nộp.",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường nơi sản xuất",
        on_delete=models.PROTECT,
        related_name="+",
    )
    tu_ho_so = models.ForeignKey(
        "self",
        verbose_name="lập từ hồ sơ cấp dưới",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="len_cap",
    )
    gcn_duoi = models.ForeignKey(
        "sanpham_tieubieu.GiayChungNhan",
        verbose_name="giấy chứng nhận cấp dưới",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dung_cho",
    )
    khong_qua_xa = models.BooleanField(
        "nơi không tổ chức cấp xã",
        default=False,
        help_text="Hồ sơ qua UBND cấp xã chuyển thẳng lên tỉnh (Điều 12 TT 26/2014/TT-BCT).",
    )
    ma_so = models.CharField(
        "mã số bình chọn", max_length=12, blank=True, help_text="Cấp khi hồ sơ hợp lệ."
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=16,
        choices=TrangThaiHoSo.choices,
        default=TrangThaiHoSo.NHAP,
        editable=False,
    )
    truoc_tam_dung = models.CharField(
        "trạng thái trước khi tạm dừng", max_length=16, blank=True, editable=False
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1, editable=False)
    nop_luc = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    nguoi_lap = models.ForeignKey(
        _NGUOI,
        verbose_name="người lập",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)
    sua_luc = models.DateTimeField("sửa lúc", auto_now=True)

    # Copied from the establishment when the dossier is drawn up; frozen at «hợp lệ».
    ten_san_pham = VanBanField("tên sản phẩm", max_length=250)
    ten_co_so = VanBanField("tên cơ sở", max_length=255)
    loai_hinh = models.CharField("loại hình", max_length=20, choices=LoaiHinhCoSo.choices)
    quy_mo = models.CharField("quy mô", max_length=10, choices=QuyMo.choices, default=QuyMo.CHUA_RO)
    ma_so_thue = models.CharField("mã số thuế", max_length=14, blank=True)
    dang_ky_so = VanBanField("giấy đăng ký số", max_length=60, blank=True)
    dang_ky_ngay = models.DateField("ngày đăng ký", null=True, blank=True)
    dang_ky_noi = VanBanField("nơi cấp đăng ký", max_length=150, blank=True)
    dia_chi_tru_so = VanBanField("địa chỉ trụ sở", max_length=255, blank=True)
    dia_chi_san_xuat = VanBanField("địa chỉ sản xuất", max_length=255, blank=True)
    lang_nghe = models.ForeignKey(
        "sanpham_tieubieu.LangNghe",
        verbose_name="trong làng nghề",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dai_dien = VanBanField("người đại diện", max_length=120, blank=True)
    chuc_vu = VanBanField("chức vụ", max_length=80, blank=True)
    dien_thoai = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    trang_web = models.URLField("trang web", blank=True)
    chu_nu = models.BooleanField("chủ là nữ", default=False)
    chu_dan_toc = models.BooleanField("chủ là người dân tộc thiểu số", default=False)

    # PL1 about the product.
    ky_hieu = VanBanField("ký hiệu", max_length=80, blank=True)
    kich_thuoc = VanBanField("kích thước", max_length=120, blank=True)
    trong_luong = VanBanField("trọng lượng", max_length=80, blank=True)
    vat_lieu = VanBanField("vật liệu chính", max_length=250, blank=True)
    khong_van_chuyen = models.BooleanField(
        "sản phẩm lớn, không mang đến được",
        default=False,
        help_text="Chủ tịch Hội đồng quyết định cách chấm (khoản 2 Điều 15).",
    )
    cam_ket = models.BooleanField("cam kết khai trung thực", default=False)
    cam_ket_ngay = models.DateField("ngày cam kết", null=True, blank=True)
    dong_y_trung_bay = models.BooleanField(
        "đồng ý cho giữ lại để trưng bày", null=True, blank=True, help_text="Khoản 3 Điều 15."
    )

    # PL2 (bản thuyết minh), by the four criteria.
    gioi_thieu = VanBanDaiField("giới thiệu cơ sở", blank=True)
    mo_ta = VanBanDaiField("mô tả sản phẩm", blank=True)
    thi_truong = VanBanDaiField("thị trường", blank=True)
    san_xuat = VanBanDaiField("sản xuất, công nghệ", blank=True)
    ky_thuat = VanBanDaiField("tiêu chuẩn, chất lượng", blank=True)
    xa_hoi = VanBanDaiField("xã hội, môi trường", blank=True)
    van_hoa = VanBanDaiField("văn hóa, thẩm mỹ", blank=True)
    giai_thuong = VanBanDaiField("giải thưởng, chứng nhận", blank=True)
    diem_moi = VanBanDaiField("điểm mới so với lần trước", blank=True)
    nam_thanh_lap = models.PositiveSmallIntegerField("năm thành lập", null=True, blank=True)
    von = TienField("vốn (đồng)", null=True, blank=True)
    lao_dong = models.PositiveIntegerField("số lao động", null=True, blank=True)
    lao_dong_nu = models.PositiveIntegerField("trong đó nữ", null=True, blank=True)
    lao_dong_dia_phuong = models.PositiveIntegerField("lao động địa phương", null=True, blank=True)
    thu_nhap = TienField("thu nhập bình quân (đồng/người/tháng)", null=True, blank=True)
    nguyen_lieu_trong_nuoc = models.DecimalField(
        "nguyên liệu trong nước (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = HoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đăng ký bình chọn"
        verbose_name_plural = "hồ sơ đăng ký bình chọn"
        ordering = ["ky", "ma_nhom", "ma_so", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ky", "san_pham"],
                condition=~Q(trang_thai="rut"),
                name="sp_hoso_mot_lan",
                violation_error_message="R29: Sản phẩm đã đăng ký trong kỳ này.",
            ),
            models.UniqueConstraint(
                fields=["ky", "ma_so"],
                condition=~Q(ma_so=""),
                name="sp_hoso_ma_so",
                violation_error_message="Mã số bình chọn này đã cấp trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(trang_thai__in=["nhap", "rut"]) | Q(nop_luc__isnull=False),
                name="sp_hoso_nop_co_gio",
                violation_error_message="Hồ sơ đã nộp phải có giờ nộp.",
            ),
            models.CheckConstraint(
                condition=Q(lao_dong_nu__isnull=True)
                | Q(lao_dong__isnull=True)
                | Q(lao_dong_nu__lte=F("lao_dong")),
                name="sp_hoso_lao_dong_nu",
                violation_error_message="Số lao động nữ không quá tổng số lao động.",
            ),
            models.CheckConstraint(
                condition=Q(nguyen_lieu_trong_nuoc__isnull=True)
                | Q(nguyen_lieu_trong_nuoc__range=(0, 100)),
                name="sp_hoso_nguyen_lieu",
                violation_error_message="Tỷ lệ nguyên liệu từ 0 đến 100 %%.",
            ),
        ]
        indexes = [
            models.Index(fields=["ky", "trang_thai"], name="sp_hoso_ky_trang_thai"),
            models.Index(fields=["don_vi", "ky"], name="sp_hoso_don_vi"),
        ]

    def __str__(self) -> str:
        return f"{self.ma_so or 'Hồ sơ'} – {self.ten_san_pham}"

    @property
    def chuoi_nhat_ky(self) -> str:
        """The audit chain of a round holds everything that happens in it."""
        return f"binh_chon:{self.ky_id}"


class CuaHoSoQuerySet(TheoHoSoQuerySet):
    duong = "ho_so"


@theo_doi()
class SoLieuNam(models.Model):
    """Figures of one year declared in the dossier; missing is not zero."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="so_lieu"
    )
    nam = models.PositiveSmallIntegerField("năm")
    san_luong = models.DecimalField(
        "sản lượng", max_digits=16, decimal_places=3, null=True, blank=True
    )
    don_vi_tinh = VanBanField("đơn vị tính", max_length=30, blank=True)
    doanh_thu_san_pham = TienField("doanh thu sản phẩm (đồng)", null=True, blank=True)
    doanh_thu_co_so = TienField("doanh thu cơ sở (đồng)", null=True, blank=True)
    loi_nhuan = TienField("lợi nhuận (đồng)", null=True, blank=True)
    nop_ngan_sach = TienField("nộp ngân sách (đồng)", null=True, blank=True)
    xuat_khau_usd = models.DecimalField(
        "kim ngạch xuất khẩu (USD)", max_digits=16, decimal_places=2, null=True, blank=True
    )

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu năm của hồ sơ"
        verbose_name_plural = "số liệu năm của hồ sơ"
        ordering = ["ho_so", "nam"]
        constraints = [
            models.UniqueConstraint(
                fields=["ho_so", "nam"],
                name="sp_solieunam_mot_lan",
                violation_error_message="Năm này đã khai.",
            ),
        ]

    def __str__(self) -> str:
        return f"Năm {self.nam}"


@theo_doi()
class AnhHoSo(models.Model):
    """A colour photo of the product; its place data was removed on the way in."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="anh"
    )
    tep = models.ForeignKey(
        "files.Tep", verbose_name="tệp", on_delete=models.PROTECT, related_name="+"
    )
    goc_chup = VanBanField("góc chụp", max_length=60, blank=True)
    rong = models.PositiveIntegerField("rộng (điểm ảnh)")
    cao = models.PositiveIntegerField("cao (điểm ảnh)")
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=1)

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh sản phẩm"
        verbose_name_plural = "ảnh sản phẩm"
        ordering = ["ho_so", "thu_tu", "id"]

    def __str__(self) -> str:
        return self.goc_chup or f"Ảnh {self.thu_tu}"


@theo_doi()
class TaiLieuHoSo(models.Model):
    """A paper of the dossier with its number, issuer, day and expiry."""

    ho_so = models.ForeignKey(
        HoSoDangKy, verbose_name="hồ sơ", on_delete=models.CASCADE, related_name="tai_lieu"
    )
    loai = models.SlugField("loại giấy tờ", max_length=20)
    ten = VanBanField("tên giấy tờ", max_length=250, blank=True)
    so = VanBanField("số", max_length=80, blank=True)
    co_quan_cap = VanBanField("cơ quan cấp", max_length=200, blank=True)
    ngay_cap = models.DateField("ngày cấp", null=True, blank=True)
    het_han = models.DateField("hết hạn", null=True, blank=True)
    chung_thuc = models.BooleanField("bản sao hợp lệ", default=False)
    can_cu_mien = VanBanField(
        "căn cứ miễn", max_length=250, blank=True, help_text="Khi được miễn giấy này."
    )
    tep = models.ForeignKey(
        "files.Tep",
        verbose_name="tệp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CuaHoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ đã nộp"
        verbose_name_plural = "giấy tờ đã nộp"
        ordering = ["ho_so", "loai", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(het_han__isnull=True)
                | Q(ngay_cap__isnull=True)
                | Q(het_han__gte=F("ngay_cap")),
                name="sp_tailieu_han",
                violation_error_message="Ngày hết hạn phải từ ngày cấp trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten or self.loai
