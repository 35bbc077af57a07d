"""Secondary projects (dự án thứ cấp): the firms on the land."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanField
from cumcongnghiep.choices import NguonDiDoi, NhomUuTien, TinhTrangDuAn
from cumcongnghiep.models.chu_dau_tu import MA_SO_THUE
from cumcongnghiep.models.cum import CuaCumQuerySet, Cum
from cumcongnghiep.models.o_so import khong_am, o_ha


class DuAnQuerySet(CuaCumQuerySet):
    def co_mat(self, ngay: date) -> DuAnQuerySet:
        """Projects present in the cluster on a day (số dự án đã vào cụm)."""
        return self.filter(Q(ket_thuc__isnull=True) | Q(ket_thuc__gt=ngay), vao_cum__lte=ngay)

    def dang_hoat_dong(self, ngay: date) -> DuAnQuerySet:
        """Projects in operation on a day."""
        return self.co_mat(ngay).filter(
            Q(ngung_tu__isnull=True) | Q(ngung_tu__gt=ngay), hoat_dong_tu__lte=ngay
        )


@theo_doi()
class DuAn(models.Model):
    """One investment project; its state on a day is read off its dates."""

    cum = models.ForeignKey(Cum, verbose_name="cụm", on_delete=models.CASCADE, related_name="du_an")
    ten = VanBanField("tên dự án", max_length=300)
    nha_dau_tu = VanBanField("nhà đầu tư", max_length=255)
    ma_so_thue = models.CharField(
        "mã số doanh nghiệp", max_length=14, blank=True, validators=[MA_SO_THUE]
    )
    co_so = models.ForeignKey(
        "donvi.CoSo",
        verbose_name="cơ sở công nghiệp nông thôn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Bản ghi cơ sở dùng chung với khuyến công, nếu có.",
    )
    von_nuoc_ngoai = models.BooleanField("có vốn nước ngoài", default=False)
    quoc_gia = VanBanField("quốc gia, vùng lãnh thổ", max_length=100, blank=True)
    nganh = models.ForeignKey(
        "donvi.NganhKinhTe",
        verbose_name="ngành kinh tế",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Mã VSIC theo phiên bản lúc ghi; không viết lại mã cũ.",
    )
    nganh_mo_ta = VanBanField("ngành, lĩnh vực (chữ)", max_length=300, blank=True)
    dien_tich_dang_ky = o_ha("diện tích đăng ký (ha)")
    von_dang_ky = TienField("vốn đăng ký (đồng)", null=True, blank=True)
    von_thuc_hien = TienField("vốn thực hiện (đồng)", null=True, blank=True)
    so_gcn = VanBanField("số GCN ĐKĐT, chủ trương", max_length=60, blank=True)
    ngay_gcn = models.DateField("ngày cấp", null=True, blank=True)
    vao_cum = models.DateField(
        "vào cụm ngày", help_text="Ngày có căn cứ giữ đất đầu tiên; từ ngày này được đếm là dự án."
    )
    khoi_cong = models.DateField("khởi công ngày", null=True, blank=True)
    hoat_dong_tu = models.DateField("hoạt động từ ngày", null=True, blank=True)
    ngung_tu = models.DateField("tạm ngừng từ ngày", null=True, blank=True)
    ket_thuc = models.DateField("chấm dứt ngày", null=True, blank=True)
    di_doi_tu = models.CharField("di dời từ", max_length=12, choices=NguonDiDoi.choices, blank=True)
    noi_di_doi = VanBanField("nơi di dời", max_length=200, blank=True)
    nhom_uu_tien = models.CharField(
        "nhóm ưu tiên", max_length=16, choices=NhomUuTien.choices, blank=True
    )
    gp_moi_truong = VanBanField("giấy phép, đăng ký môi trường", max_length=80, blank=True)
    pccc = VanBanField("thẩm duyệt, nghiệm thu PCCC", max_length=80, blank=True)

    objects = DuAnQuerySet.as_manager()

    class Meta:
        verbose_name = "dự án thứ cấp"
        verbose_name_plural = "dự án thứ cấp"
        ordering = ["cum", "ten", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ket_thuc__isnull=True) | Q(ket_thuc__gte=F("vao_cum")),
                name="ccn_duan_ket_thuc",
                violation_error_message="Ngày chấm dứt phải từ ngày vào cụm trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ngung_tu__isnull=True) | Q(hoat_dong_tu__isnull=False),
                name="ccn_duan_ngung_sau_hoat_dong",
                violation_error_message="Nêu ngày hoạt động trước ngày tạm ngừng.",
            ),
            models.CheckConstraint(
                condition=Q(quoc_gia="") | Q(von_nuoc_ngoai=True),
                name="ccn_duan_quoc_gia",
                violation_error_message="Chỉ dự án có vốn nước ngoài mới ghi quốc gia.",
            ),
            khong_am(
                "ccn_duan_khong_am",
                "Diện tích, số tiền không âm.",
                "dien_tich_dang_ky",
                "von_dang_ky",
                "von_thuc_hien",
            ),
        ]
        indexes = [
            models.Index(fields=["cum", "vao_cum"], name="ccn_duan_cum"),
            models.Index(fields=["ma_so_thue"], name="ccn_duan_mst"),
        ]

    def __str__(self) -> str:
        return self.ten

    def tinh_trang(self, ngay: date) -> str:
        """State on a day; «chuẩn bị» before it came too."""
        if self.ket_thuc is not None and self.ket_thuc <= ngay:
            return TinhTrangDuAn.CHAM_DUT
        if self.ngung_tu is not None and self.ngung_tu <= ngay:
            return TinhTrangDuAn.NGUNG
        if self.hoat_dong_tu is not None and self.hoat_dong_tu <= ngay:
            return TinhTrangDuAn.HOAT_DONG
        if self.khoi_cong is not None and self.khoi_cong <= ngay:
            return TinhTrangDuAn.DANG_XAY
        return TinhTrangDuAn.CHUAN_BI
