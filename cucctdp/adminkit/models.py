"""Saved filters (bộ lọc đã lưu): a person's own ways to look at a register."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cucctdp.formats.fields import VanBanField


class BoLocQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A saved filter is its owner's alone."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(nguoi=user)


class BoLoc(models.Model):
    """The conditions of a list under a name; a preference, so without row history."""

    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người dùng",
        on_delete=models.CASCADE,
        related_name="cac_bo_loc",
    )
    danh_sach = models.CharField(
        "danh sách", max_length=80, help_text="Ứng dụng và bảng, ví dụ «khuyencong.dean»."
    )
    ten = VanBanField("tên bộ lọc", max_length=80)
    tham_so = models.CharField(
        "điều kiện", max_length=2000, help_text="Phần sau dấu hỏi của địa chỉ danh sách."
    )
    sua_luc = models.DateTimeField("sửa lúc", auto_now=True)

    objects = BoLocQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ("nguoi", "danh_sach", "ten", "id")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["nguoi", "danh_sach", "ten"],
                name="adminkit_boloc_ten",
                violation_error_message="Bạn đã có bộ lọc mang tên này.",
            ),
            models.CheckConstraint(
                condition=~Q(tham_so=""),
                name="adminkit_boloc_co_dieu_kien",
                violation_error_message="Danh sách chưa lọc gì nên không có gì để lưu.",
            ),
        ]

    def __str__(self):
        return self.ten
