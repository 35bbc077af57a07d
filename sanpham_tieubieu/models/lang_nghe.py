"""Craft villages and crafts (NĐ 52/2018/NĐ-CP): a light register, owned by another ministry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from sanpham_tieubieu.choices import DanhHieuLangNghe


@theo_doi()
class LangNghe(models.Model):
    """A recognised craft or craft village: ground of eligibility since 15/10/2025."""

    ten = VanBanField("tên", max_length=200)
    danh_hieu = models.CharField("danh hiệu", max_length=18, choices=DanhHieuLangNghe.choices)
    nghe_chinh = VanBanField("nghề chính", max_length=150, blank=True)
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        on_delete=models.PROTECT,
        related_name="+",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dia_chi = VanBanField("thôn, làng, huyện cũ", max_length=200, blank=True)
    so_qd = VanBanField("quyết định công nhận số", max_length=60, blank=True)
    ngay_qd = models.DateField("ngày công nhận", null=True, blank=True)
    trong_ccn = VanBanField("trong cụm công nghiệp làng nghề", max_length=200, blank=True)
    moi_truong = VanBanDaiField("tình trạng môi trường", blank=True)
    thu_hoi_so = VanBanField("quyết định thu hồi số", max_length=60, blank=True)
    thu_hoi_ngay = models.DateField("thu hồi ngày", null=True, blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    nguon_tin = VanBanField("nguồn", max_length=300, blank=True)
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)

    objects = TheoDonViQuerySet.as_manager()

    class Meta:
        verbose_name = "làng nghề, nghề truyền thống"
        verbose_name_plural = "làng nghề, nghề truyền thống"
        ordering = ["don_vi", "ten"]
        constraints = [
            models.UniqueConstraint(
                fields=["don_vi", "ten", "danh_hieu"],
                name="sp_langnghe_mot_lan",
                violation_error_message="Làng nghề này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(thu_hoi_ngay__isnull=True)
                | (~Q(thu_hoi_so="") & Q(thu_hoi_ngay__gte=F("ngay_qd"))),
                name="sp_langnghe_thu_hoi",
                violation_error_message="Thu hồi phải có quyết định, sau ngày công nhận.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class SoLieuLangNghe(models.Model):
    """Figures of one year of a village; missing is not zero."""

    lang_nghe = models.ForeignKey(
        LangNghe, verbose_name="làng nghề", on_delete=models.CASCADE, related_name="so_lieu"
    )
    nam = models.PositiveSmallIntegerField("năm")
    ho_tong = models.PositiveIntegerField("tổng số hộ", null=True, blank=True)
    ho_tham_gia = models.PositiveIntegerField("số hộ làm nghề", null=True, blank=True)
    lao_dong = models.PositiveIntegerField("lao động", null=True, blank=True)
    doanh_thu = TienField("doanh thu (đồng)", null=True, blank=True)
    thu_nhap = TienField("thu nhập bình quân (đồng/người/tháng)", null=True, blank=True)
    nghe_nhan = models.PositiveIntegerField("số nghệ nhân", null=True, blank=True)
    nguon_tin = VanBanField("nguồn", max_length=250, blank=True)

    class _QS(TheoDonViQuerySet):
        duong_don_vi = "lang_nghe__don_vi"

    objects = _QS.as_manager()

    class Meta:
        verbose_name = "số liệu năm của làng nghề"
        verbose_name_plural = "số liệu năm của làng nghề"
        ordering = ["lang_nghe", "-nam"]
        constraints = [
            models.UniqueConstraint(
                fields=["lang_nghe", "nam"],
                name="sp_solieulangnghe_mot_lan",
                violation_error_message="Năm này đã có số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(ho_tong__isnull=True)
                | Q(ho_tham_gia__isnull=True)
                | Q(ho_tham_gia__lte=F("ho_tong")),
                name="sp_solieulangnghe_ho",
                violation_error_message="Số hộ làm nghề không quá tổng số hộ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lang_nghe}, năm {self.nam}"
