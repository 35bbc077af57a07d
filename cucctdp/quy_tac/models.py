"""The dated row of a rule and the alert it leaves, as abstract models; each app makes its own."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.luat import CoLuat
from cucctdp.formats.fields import VanBanDaiField, VanBanField
from cucctdp.quy_tac.choices import Muc
from cucctdp.quy_tac.nguong import CAU_HONG, cau_hong, loi_nguong


class QuyTacLuat(CoLuat):
    """A rule: weight, sentence and limits; the test itself is code named by its code."""

    ma = models.CharField("mã", max_length=4)
    ten = VanBanField("tên quy tắc", max_length=200)
    muc = models.CharField(
        "mức",
        max_length=1,
        choices=Muc.choices,
        help_text="Lỗi: không làm tiếp được; cảnh báo: phải giải trình; nhắc: việc đêm báo.",
    )
    thong_bao = VanBanDaiField(
        "câu báo", help_text="Chỗ trong ngoặc nhọn do hệ thống điền, ví dụ {ten}."
    )
    nguong = models.JSONField(
        "ngưỡng",
        default=dict,
        blank=True,
        help_text="Các con số quy tắc dùng, ví dụ số năm, tỷ lệ; sửa tại đây, không sửa mã nguồn.",
    )
    bat = models.BooleanField("đang dùng", default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"

    def clean(self) -> None:
        """A slip in limits or sentence would break the rule at every door: it is told here."""
        super().clean()
        loi: dict[str, list[str]] = {}
        if cau_hong(self.thong_bao):
            loi["thong_bao"] = [CAU_HONG]
        mau = type(self)._default_manager.filter(ma=self.ma).order_by("-hieu_luc_tu").first()
        if mau is not None and (cac := loi_nguong(mau.nguong, self.nguong)):
            loi["nguong"] = cac
        if loi:
            raise ValidationError(loi)


class CanhBaoDem(models.Model):
    """One thing late or wrong, written by the nightly look only, never by hand.

    ``khoa`` names the place; while it stays open it is told once. Found again after it was closed
    it is a new row, so the history of being late is kept.
    """

    ma = models.CharField("mã quy tắc", max_length=4)
    khoa = models.CharField("chỗ", max_length=60, blank=True)
    noi = VanBanField("nơi", max_length=255, blank=True)
    thong_bao = VanBanDaiField("câu báo")
    can_cu = VanBanField("căn cứ", max_length=255)
    han = models.DateField("hạn", null=True, blank=True)
    so_ngay_tre = models.PositiveIntegerField(
        "trễ (ngày)", default=0, help_text="Đến lần kiểm tra gần nhất; 0: chưa quá hạn."
    )
    thay_dau = models.DateField("thấy lần đầu")
    thay_cuoi = models.DateField("thấy lần cuối")
    dong_ngay = models.DateField("hết cảnh báo ngày", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ma}: {self.thong_bao}"


def thu_tu_ngay(ten: str) -> models.CheckConstraint:
    """First seen, last seen, closed: in this order."""
    return models.CheckConstraint(
        condition=Q(thay_cuoi__gte=F("thay_dau"))
        & (Q(dong_ngay__isnull=True) | Q(dong_ngay__gte=F("thay_cuoi"))),
        name=ten,
        violation_error_message="Ngày thấy lần đầu, lần cuối, ngày hết phải theo thứ tự.",
    )
