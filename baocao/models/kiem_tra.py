"""Rules as data, their thresholds, explanations of warnings, and remarks on cells."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from baocao.choices import MucDo
from baocao.models.bo_bao_cao import BoBaoCao, PhieuBieu
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanDaiField, VanBanField


class QuyTacQuerySet(models.QuerySet):
    def hieu_luc_ngay(self, ngay):
        return self.filter(dang_dung=True, hieu_luc_tu__lte=ngay).filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
        )


@theo_doi()
class QuyTacKiemTra(models.Model):
    """One typed rule (quy tắc kiểm tra); the expression is true when the rule is BROKEN."""

    class Loai(models.TextChoices):
        DIEU_KIEN = "dieu_kien", "Biểu thức"
        HAM = "ham", "Phép kiểm tra riêng"

    ma = models.CharField("mã quy tắc", max_length=12)
    ten = VanBanField("tên", max_length=255)
    muc_do = models.CharField("mức", max_length=1, choices=MucDo.choices)
    loai = models.CharField("loại", max_length=10, choices=Loai.choices)
    pham_vi = models.CharField("phạm vi", max_length=6, help_text="o, dong, bieu, bo.")
    ap_dung = models.JSONField("áp dụng cho", default=dict, blank=True)
    dieu_kien = VanBanDaiField("điều kiện vi phạm", blank=True)
    ham = models.SlugField("tên phép kiểm tra", max_length=40, blank=True)
    tham_so = models.JSONField("tham số", default=dict, blank=True)
    nguong = models.JSONField("ngưỡng", default=dict, blank=True)
    thong_bao = VanBanDaiField("thông báo")
    bo_qua_boi = ArrayField(
        models.CharField(max_length=30),
        verbose_name="vai trò được xác nhận bỏ qua",
        default=list,
        blank=True,
        help_text="Lỗi chỉ bỏ qua được khi người có vai trò này giải trình, ví dụ so_lanh_dao.",
    )
    cho_mien_tru = models.BooleanField(
        "được miễn trừ",
        default=True,
        help_text="Bỏ chọn với quy tắc không bao giờ được miễn, ví dụ hạ trạng thái số liệu.",
    )
    vi_du = models.JSONField("ví dụ", default=dict, blank=True)
    can_cu = VanBanDaiField("căn cứ", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    dang_dung = models.BooleanField("đang dùng", default=True)
    hieu_luc_tu = models.DateField("hiệu lực từ")
    hieu_luc_den = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = QuyTacQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc kiểm tra"
        verbose_name_plural = "quy tắc kiểm tra"
        ordering = ["ma", "hieu_luc_tu"]
        constraints = [
            models.UniqueConstraint(fields=["ma", "hieu_luc_tu"], name="quytac_ma_hieu_luc"),
            models.CheckConstraint(
                condition=(Q(loai="dieu_kien") & ~Q(dieu_kien="")) | (Q(loai="ham") & ~Q(ham="")),
                name="quytac_co_dieu_kien_hoac_ham",
                violation_error_message="Quy tắc cần biểu thức hoặc tên phép kiểm tra.",
            ),
        ]

    def __str__(self):
        return f"{self.ma} – {self.ten}"


class GiaiTrinhQuerySet(TheoDonViQuerySet):
    duong_don_vi = "phieu__bo__don_vi"


@theo_doi()
class GiaiTrinh(models.Model):
    """The explanation of one warning; tied to the message, so a changed figure asks anew."""

    phieu = models.ForeignKey(
        PhieuBieu, verbose_name="phiếu", on_delete=models.CASCADE, related_name="giai_trinh"
    )
    quy_tac = models.CharField("mã quy tắc", max_length=12)
    chi_tieu = models.CharField("chỉ tiêu", max_length=12, blank=True)
    cot = models.CharField("cột", max_length=4, blank=True)
    thong_bao = VanBanDaiField("thông báo được giải trình")
    noi_dung = VanBanDaiField("nội dung giải trình")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người giải trình",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("lúc", auto_now=True)

    objects = GiaiTrinhQuerySet.as_manager()

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        ordering = ["phieu", "quy_tac", "chi_tieu"]
        constraints = [
            models.UniqueConstraint(
                fields=["phieu", "quy_tac", "chi_tieu", "cot"], name="giaitrinh_duy_nhat"
            )
        ]

    def __str__(self):
        return f"{self.quy_tac} {self.chi_tieu}: {self.noi_dung[:60]}"


class YKienQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bo__don_vi"

    def chua_xong(self):
        return self.filter(dong_luc__isnull=True)


@theo_doi()
class YKien(models.Model):
    """A remark of the Cục on a cell, a form or the whole pack, carried over return rounds."""

    bo = models.ForeignKey(
        BoBaoCao, verbose_name="bộ báo cáo", on_delete=models.CASCADE, related_name="y_kien"
    )
    phieu = models.ForeignKey(
        PhieuBieu,
        verbose_name="phiếu",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="y_kien",
    )
    chi_tieu = models.CharField("chỉ tiêu", max_length=12, blank=True)
    cot = models.CharField("cột", max_length=4, blank=True)
    vong = models.PositiveSmallIntegerField("vòng")
    noi_dung = VanBanDaiField("ý kiến")
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nêu",
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("nêu lúc", auto_now_add=True)
    tra_loi = VanBanDaiField("Sở trả lời", blank=True)
    tra_loi_boi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người trả lời",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tra_loi_luc = models.DateTimeField("trả lời lúc", null=True, blank=True)
    dong_luc = models.DateTimeField("đóng lúc", null=True, blank=True)

    objects = YKienQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"
        ordering = ["bo", "vong", "luc"]

    def __str__(self):
        return self.noi_dung[:80]
