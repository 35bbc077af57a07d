"""Petitions (kiến nghị) of provinces and enterprises, their groups, and what is carried over."""

from django.db import models
from django.db.models import F, Q

from baocao.choices_theo_doi import (
    KN_CHUA_GIAO,
    KN_CHUA_TRA_LOI,
    KN_DA_TRA_LOI,
    DanhGia,
    LoaiDonViXuLy,
    LoaiKienNghi,
    LoaiTraLoi,
    MucDoKienNghi,
    NguonKienNghi,
    NhomVuongMac,
    TrangThaiKienNghi,
)
from baocao.models.bo_bao_cao import BoBaoCao
from baocao.models.hoat_dong import SuKienNganh
from baocao.models.ky import KyBaoCao
from baocao.models.theo_doi import CoTheoDoi, SoTheoDoiQuerySet
from baocao.models.van_ban import VanBan
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField


@theo_doi()
class NhomKienNghi(models.Model):
    """A common petition (kiến nghị chung): the same matter raised by several provinces."""

    ten = VanBanField("nội dung chung", max_length=300)
    nhom = models.CharField("nhóm vướng mắc", max_length=8, choices=NhomVuongMac.choices)
    dinh_huong = VanBanDaiField(
        "hướng xử lý", blank=True, help_text="Ví dụ: đề xuất sửa quy định nào, ở văn bản nào."
    )
    nguoi_tao = khoa_nguoi("người gom", editable=False)
    tao_luc = models.DateTimeField("gom lúc", auto_now_add=True)

    class Meta:
        verbose_name = "kiến nghị chung"
        verbose_name_plural = "kiến nghị chung"
        ordering = ["-tao_luc", "-id"]

    def __str__(self):
        return self.ten


class KienNghiQuerySet(SoTheoDoiQuerySet):
    def chua_tra_loi(self):
        return self.filter(trang_thai__in=KN_CHUA_TRA_LOI)

    def da_tra_loi(self):
        return self.filter(trang_thai__in=KN_DA_TRA_LOI)

    def chua_giao_qua_han(self, ngay):
        """Not assigned although the day for it is past (CB07)."""
        return self.filter(trang_thai__in=KN_CHUA_GIAO, han_giao__lt=ngay)

    def chua_tra_loi_qua_han(self, ngay):
        """Not answered although the day for it is past (CB07)."""
        return self.chua_tra_loi().filter(han_tra_loi__lt=ngay)

    def qua_han(self, ngay):
        """Past the clock that runs now: receiving, assigning or answering."""
        return self.chua_tra_loi().filter(han__lt=ngay)

    def da_cong_bo(self):
        return self.filter(cong_bo_luc__isnull=False)


@theo_doi()
class KienNghi(CoTheoDoi):
    """One petition; ``han`` is the deadline of the clock that runs in the present state."""

    CHUA_XONG = KN_CHUA_TRA_LOI

    ma = models.CharField("mã kiến nghị", max_length=20, unique=True, editable=False)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    trang_thai = models.CharField(
        "trạng thái",
        max_length=18,
        choices=TrangThaiKienNghi.choices,
        default=TrangThaiKienNghi.MOI,
        editable=False,
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1, editable=False)
    nguon = models.CharField("nguồn", max_length=14, choices=NguonKienNghi.choices)
    bo = models.ForeignKey(
        BoBaoCao,
        verbose_name="bộ báo cáo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="kien_nghi",
    )
    khoa_nguon = models.CharField("khóa trong báo cáo", max_length=64, blank=True, editable=False)
    loai = models.CharField(
        "loại", max_length=10, choices=LoaiKienNghi.choices, default=LoaiKienNghi.KIEN_NGHI
    )
    nhom = models.CharField("nhóm vướng mắc", max_length=8, choices=NhomVuongMac.choices)
    muc_do = models.CharField(
        "mức độ", max_length=10, choices=MucDoKienNghi.choices, default=MucDoKienNghi.THUONG
    )
    noi_dung = VanBanDaiField(
        "nội dung",
        max_length=4000,
        help_text="Vướng mắc cụ thể, ở đâu, với dự án hay đối tượng nào.",
    )
    can_cu_phap_ly = VanBanField(
        "căn cứ pháp lý", max_length=500, blank=True, help_text="Văn bản, điều, khoản đang vướng."
    )
    de_xuat = VanBanDaiField(
        "đề xuất", max_length=2000, blank=True, help_text="Ai cần làm gì; câu chữ muốn sửa nếu có."
    )
    truoc_ngay = models.DateField("đề nghị xong trước ngày", null=True, blank=True)
    tac_dong = VanBanField(
        "tác động tới chỉ tiêu",
        max_length=500,
        blank=True,
        help_text="Chỉ tiêu nào, ước bao nhiêu.",
    )
    ngay_gui = models.DateField("ngày gửi", editable=False)
    han_giao = models.DateField("hạn giao", null=True, blank=True, editable=False)
    han_tra_loi = models.DateField("hạn trả lời", null=True, blank=True, editable=False)

    loai_don_vi_xu_ly = models.CharField(
        "loại đơn vị xử lý", max_length=10, choices=LoaiDonViXuLy.choices, blank=True
    )
    don_vi_xu_ly = VanBanField("đơn vị được giao", max_length=200, blank=True)
    phoi_hop = VanBanField("phối hợp", max_length=300, blank=True)
    co_quan_khac = VanBanField("cơ quan được hỏi", max_length=200, blank=True)

    tra_loi_loai = models.CharField(
        "loại trả lời", max_length=14, choices=LoaiTraLoi.choices, blank=True
    )
    tra_loi_noi_dung = VanBanDaiField("nội dung trả lời", max_length=4000, blank=True)
    tra_loi_so = VanBanField("văn bản trả lời số", max_length=60, blank=True)
    tra_loi_ngay = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    nguoi_tra_loi = khoa_nguoi("người trả lời", editable=False)
    tra_loi_luc = models.DateTimeField("trả lời lúc", null=True, blank=True, editable=False)
    danh_gia = models.CharField(
        "đánh giá của Sở", max_length=10, choices=DanhGia.choices, blank=True, editable=False
    )
    danh_gia_y_kien = VanBanDaiField("ý kiến đánh giá", blank=True, editable=False)
    dong_ngay = models.DateField("ngày đóng", null=True, blank=True, editable=False)
    nguoi_cong_bo = khoa_nguoi("người công bố", editable=False)
    cong_bo_luc = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)
    nhom_chung = models.ForeignKey(
        NhomKienNghi,
        verbose_name="kiến nghị chung",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kien_nghi",
    )
    van_ban = models.ForeignKey(
        VanBan,
        verbose_name="văn bản đã giải quyết",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kien_nghi",
        help_text="Văn bản ban hành sau đó đã tháo gỡ vướng mắc này.",
    )
    su_kien = models.ForeignKey(
        SuKienNganh,
        verbose_name="nêu tại sự kiện",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kien_nghi",
    )

    objects = KienNghiQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["-ngay_gui", "-id"]
        permissions = [
            ("gui_kiennghi", "Gửi kiến nghị (Sở)"),
            ("danh_gia_kiennghi", "Đánh giá câu trả lời (Sở)"),
            ("xu_ly_kiennghi", "Tiếp nhận, xử lý, trả lời kiến nghị (Cục)"),
            ("giao_kiennghi", "Giao, đóng, mở lại kiến nghị (Cục)"),
            ("cong_bo_kiennghi", "Công bố câu trả lời (Cục)"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bo", "khoa_nguon"],
                condition=Q(bo__isnull=False),
                name="kiennghi_mot_lan_moi_bo",
                violation_error_message="Kiến nghị này của báo cáo đã có trong sổ.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai__in=[str(t) for t in KN_DA_TRA_LOI])
                | (~Q(tra_loi_noi_dung="") & ~Q(tra_loi_loai="")),
                name="kiennghi_da_tra_loi_co_noi_dung",
                violation_error_message="Đã trả lời thì phải có loại và nội dung trả lời.",
            ),
            models.CheckConstraint(
                condition=Q(cong_bo_luc__isnull=True) | Q(nguoi_cong_bo__isnull=False),
                name="kiennghi_cong_bo_co_nguoi",
                violation_error_message="Công bố phải có người công bố.",
            ),
            models.CheckConstraint(
                condition=Q(nguoi_cong_bo__isnull=True)
                | Q(nguoi_tra_loi__isnull=True)
                | ~Q(nguoi_cong_bo=F("nguoi_tra_loi")),
                name="kiennghi_nguoi_cong_bo_khac_tra_loi",
                violation_error_message="Người công bố không được là người trả lời.",
            ),
            models.CheckConstraint(
                condition=~Q(noi_dung=""),
                name="kiennghi_co_noi_dung",
                violation_error_message="Nội dung kiến nghị không được để trống.",
            ),
        ]
        indexes = [
            models.Index(fields=["trang_thai", "han"], name="kiennghi_trang_thai_han"),
            models.Index(fields=["don_vi", "ngay_gui"], name="kiennghi_don_vi_ngay"),
        ]

    def __str__(self):
        return self.ma


class MangSangQuerySet(TheoDonViQuerySet):
    duong_don_vi = "kien_nghi__don_vi"


@theo_doi()
class KienNghiMangSang(models.Model):
    """An unanswered petition carried (mang sang) into the Q12 of a later period, with its age."""

    kien_nghi = models.ForeignKey(
        KienNghi, verbose_name="kiến nghị", on_delete=models.PROTECT, related_name="mang_sang"
    )
    ky = models.ForeignKey(
        KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="kien_nghi_mang_sang"
    )
    lan = models.PositiveSmallIntegerField("lần mang sang", help_text="1: kỳ đầu tiên sau khi gửi.")
    so_ngay = models.PositiveIntegerField("số ngày kể từ ngày gửi")
    luc = models.DateTimeField("lúc", auto_now_add=True)

    objects = MangSangQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị mang sang"
        verbose_name_plural = "kiến nghị mang sang"
        ordering = ["ky", "kien_nghi"]
        constraints = [
            models.UniqueConstraint(
                fields=["kien_nghi", "ky"],
                name="kiennghimangsang_mot_lan_moi_ky",
                violation_error_message="Kiến nghị đã được mang sang kỳ này.",
            )
        ]

    def __str__(self):
        return f"{self.kien_nghi} → {self.ky}"
