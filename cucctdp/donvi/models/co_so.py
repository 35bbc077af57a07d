"""Establishments (cơ sở công nghiệp nông thôn), shared by the programmes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.choices import LoaiHinhCoSo, QuyMo
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.models.nganh import NganhKinhTe
from cucctdp.donvi.models.xa import Xa
from cucctdp.donvi.querysets import CoSoQuerySet
from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.fields import VanBanField
from cucctdp.formats.functions import KhongDau

# Spellings of legal forms that the same establishment is registered under.
_CUNG_NGHIA = (
    (r"\bcty\b", "cong ty"),
    (r"\btrach nhiem huu han\b", "tnhh"),
    (r"\bmot thanh vien\b", "mtv"),
    (r"\b1 thanh vien\b", "mtv"),
    (r"\b1tv\b", "mtv"),
    (r"\bco phan\b", "cp"),
    (r"\bdoanh nghiep tu nhan\b", "dntn"),
    (r"\bhop tac xa\b", "htx"),
    (r"\bho kinh doanh\b", "hkd"),
)


@lru_cache(maxsize=8192)
def khoa_ten_co_so(ten: str) -> str:
    """Key of an establishment's name: no accents or punctuation, legal forms abbreviated.

    "Công ty TNHH Một thành viên Hoà Phát" and "Cty TNHH MTV Hòa Phát" share a key. Remembered:
    an import asks for each name at every step.
    """
    khoa = re.sub(r"[^a-z0-9]+", " ", khoa_tim(ten)).strip()
    for mau, thay in _CUNG_NGHIA:
        khoa = re.sub(mau, thay, khoa)
    return khoa


class KhoaTenField(models.CharField):
    """Key computed from ``ten`` whenever the row is written, bulk_create included."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        khoa = khoa_ten_co_so(model_instance.ten)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, khoa)
        return khoa


@theo_doi()
class CoSo(models.Model):
    ma_so_thue = models.CharField(
        "mã số thuế",
        max_length=14,
        blank=True,
        validators=[
            RegexValidator(
                r"^(\d{10}(-\d{3})?|\d{12})$",
                "Mã số thuế gồm 10 chữ số (thêm «-» và 3 chữ số với chi nhánh), "
                "hoặc 12 chữ số định danh của chủ hộ kinh doanh.",
            )
        ],
        help_text="10 chữ số, 10 chữ số kèm «-001», hoặc 12 chữ số định danh. Trống nếu chưa có.",
    )
    mst_cham_dut_tu = models.DateField(
        "mã số thuế chấm dứt từ ngày",
        null=True,
        blank=True,
        help_text="Ngày cơ quan thuế thông báo chấm dứt hiệu lực mã số thuế. Trống: đang dùng.",
    )
    ten = VanBanField("tên cơ sở", max_length=255, help_text="Tên theo giấy đăng ký.")
    ten_khoa = KhoaTenField("khóa tên", max_length=255, editable=False)
    loai_hinh = models.CharField(
        "loại hình", max_length=20, choices=LoaiHinhCoSo.choices, help_text="Theo giấy đăng ký."
    )
    quy_mo = models.CharField(
        "quy mô",
        max_length=10,
        choices=QuyMo.choices,
        default=QuyMo.CHUA_RO,
        help_text="Theo quy định về doanh nghiệp nhỏ và vừa.",
    )
    xa = models.ForeignKey(
        Xa,
        on_delete=models.PROTECT,
        related_name="cac_co_so",
        verbose_name="xã, phường nơi sản xuất",
        help_text="Nơi đặt xưởng sản xuất, không phải trụ sở.",
    )
    dia_chi = VanBanField(
        "địa chỉ sản xuất", max_length=255, blank=True, help_text="Số nhà, đường, thôn, tổ."
    )
    nganh = models.ForeignKey(
        NganhKinhTe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cac_co_so",
        verbose_name="ngành kinh tế chính",
        help_text="Ngành sản xuất chính. Để trống nếu chưa xác định.",
    )
    chu_so_huu_nu = models.BooleanField(
        "chủ là nữ", default=False, help_text="Chủ cơ sở là phụ nữ."
    )
    dan_toc_thieu_so = models.BooleanField(
        "chủ là người dân tộc thiểu số",
        default=False,
        help_text="Chủ cơ sở là người dân tộc thiểu số.",
    )
    chu_co_so = VanBanField(
        "chủ cơ sở",
        max_length=120,
        blank=True,
        help_text="Họ tên chủ hộ, giám đốc hoặc người đại diện theo giấy đăng ký.",
    )
    dinh_danh_chu = models.CharField(
        "số định danh của chủ",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", "Số định danh cá nhân gồm 12 chữ số.")],
        help_text="12 chữ số; dùng để nhận ra các cơ sở cùng một chủ. Trống nếu chưa có.",
    )
    lang_nghe = VanBanField(
        "làng nghề",
        max_length=150,
        blank=True,
        help_text="Tên làng nghề được UBND cấp tỉnh công nhận, nếu cơ sở ở trong làng nghề.",
    )
    hop_nhat_vao = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="da_hop_nhat",
        verbose_name="đã hợp nhất vào",
        help_text="Bản ghi trùng được hợp nhất vào cơ sở này.",
    )

    objects = CoSoQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ sở công nghiệp nông thôn"
        verbose_name_plural = "cơ sở công nghiệp nông thôn"
        ordering = ("ten_khoa", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["ma_so_thue"],
                condition=~Q(ma_so_thue="") & Q(hop_nhat_vao__isnull=True),
                name="donvi_coso_ma_so_thue",
                violation_error_message="Đã có cơ sở mang mã số thuế này.",
            ),
            models.CheckConstraint(
                condition=Q(hop_nhat_vao__isnull=True) | ~Q(hop_nhat_vao=F("id")),
                name="donvi_coso_khong_tu_hop_nhat",
                violation_error_message="Không hợp nhất một cơ sở vào chính nó.",
            ),
        ]
        indexes = [
            models.Index(fields=["ten_khoa", "xa"], name="donvi_coso_ten_xa"),
            GinIndex(OpClass(KhongDau("ten"), name="gin_trgm_ops"), name="donvi_coso_tim_ten"),
        ]

    def __str__(self) -> str:
        return self.ten

    def save(self, *args: Any, **kwargs: Any) -> None:
        truong = kwargs.get("update_fields")
        if truong is not None and "ten" in truong:
            kwargs["update_fields"] = {*truong, "ten_khoa"}
        super().save(*args, **kwargs)
