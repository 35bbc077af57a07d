"""Checking at the Cục: who confirms and by when as dated rows, who has a pack, how odd it is."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func

from baocao.choices import LoaiKy
from baocao.models.bo_bao_cao import BoBaoCao
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.donvi.models.hieu_luc import CanXacMinh, CoCanCu, CoHieuLuc, ky_hop_le, theo_doi
from cucctdp.donvi.querysets import HieuLucQuerySet, TheoDonViQuerySet

_QUYEN = "baocao.tiep_nhan_bobaocao"


class QuyDinhQuerySet(HieuLucQuerySet):
    def ap_dung(self, loai_ky, cac_bieu=(), *, ngay):
        """The most particular row in force: form and kind of period, form, kind, any.

        Without any row: the defaults of the table, unsaved.
        """
        rows = self.hieu_luc(ngay).filter(loai_ky__in=["", loai_ky])
        hop = [q for q in rows if not q.bieu or q.bieu in cac_bieu]
        hop.sort(key=lambda q: (bool(q.bieu), bool(q.loai_ky)), reverse=True)
        return hop[0] if hop else self.model(hieu_luc_tu=ngay)

    def cua_bo(self, bo, *, ngay):
        """The row that applies to a pack; two queries."""
        cac_bieu = set(bo.phieu.values_list("bieu_mau__ma", flat=True))
        return self.ap_dung(bo.ky.loai, cac_bieu, ngay=ngay)


@theo_doi()
class QuyDinhKiemTra(CoHieuLuc, CoCanCu, CanXacMinh):
    """How packs of a kind of period (or with a form) are checked, from a day on.

    ``cac_cap``: the role that confirms at each level after the checking officer, in order; empty
    means one confirmation by anybody with the right.
    """

    loai_ky = models.CharField(
        "loại kỳ", max_length=12, choices=LoaiKy.choices, blank=True, help_text="Trống: mọi kỳ."
    )
    bieu = models.CharField(
        "riêng bộ có biểu", max_length=10, blank=True, help_text="Trống: mọi bộ báo cáo."
    )
    cac_cap = ArrayField(
        models.CharField(max_length=30),
        verbose_name="vai trò xác nhận từng cấp",
        default=list,
        blank=True,
        help_text="Theo thứ tự, cách nhau dấu phẩy, ví dụ cuc_chuyen_vien,cuc_lanh_dao_phong. "
        "Trống: một cấp, ai có quyền tiếp nhận.",
    )
    ngay_bo_sung = models.PositiveSmallIntegerField(
        "số ngày làm việc để bổ sung", default=2, help_text="Hạn mặc định khi trả lại."
    )
    nguong_chenh = models.DecimalField(
        "ngưỡng chênh lệch phải nêu (%)", max_digits=6, decimal_places=2, default=2
    )
    so_thang_cap_nhat = models.PositiveSmallIntegerField(
        "số tháng còn cập nhật trạng thái",
        default=24,
        help_text="Tính từ ngày cuối của kỳ thống kê.",
    )

    objects = QuyDinhQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định kiểm tra"
        verbose_name_plural = "quy định kiểm tra ở Cục"
        ordering = ["loai_ky", "bieu", "hieu_luc_tu"]
        constraints = [
            ky_hop_le("quydinhkiemtra_hieu_luc"),
            ExclusionConstraint(
                name="quydinhkiemtra_khong_chong",
                expressions=[
                    (
                        Func(
                            F("hieu_luc_tu"),
                            F("hieu_luc_den"),
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("loai_ky", RangeOperators.EQUAL),
                    ("bieu", RangeOperators.EQUAL),
                ],
                violation_error_message="Đã có quy định khác cùng phạm vi còn hiệu lực.",
            ),
        ]

    def __str__(self):
        pham_vi = self.get_loai_ky_display() if self.loai_ky else "Mọi kỳ"
        return f"{pham_vi}{f', biểu {self.bieu}' if self.bieu else ''}"

    def clean(self):
        """A level that nobody can confirm would stop every pack."""
        la = [v for v in self.cac_cap if v not in VAI_TRO or _QUYEN not in VAI_TRO[v].quyen]
        if la:
            co = ", ".join(ma for ma, hang in VAI_TRO.items() if _QUYEN in hang.quyen)
            raise ValidationError(
                {"cac_cap": f"Vai trò không tiếp nhận được: {', '.join(la)}. Dùng: {co}."}
            )


class CuaBoQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bo__don_vi"


@theo_doi()
class GiaoKiemTra(models.Model):
    """The officer who is to check a pack; others are refused at «Nhận kiểm tra»."""

    bo = models.OneToOneField(
        BoBaoCao, verbose_name="bộ báo cáo", on_delete=models.CASCADE, related_name="giao"
    )
    nguoi = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người được giao",
        on_delete=models.PROTECT,
        related_name="+",
    )
    nguoi_giao = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người giao",
        on_delete=models.PROTECT,
        related_name="+",
    )
    luc = models.DateTimeField("giao lúc")

    objects = CuaBoQuerySet.as_manager()

    class Meta:
        verbose_name = "giao kiểm tra"
        verbose_name_plural = "giao kiểm tra"
        ordering = ["-luc"]
        permissions = [("giao_giaokiemtra", "Giao bộ báo cáo cho chuyên viên kiểm tra")]

    def __str__(self):
        return f"{self.bo} – {self.nguoi}"


class MucBatThuong(models.Model):
    """How odd the last sending of a pack looks, with the reasons; computed again at will.

    ``ly_do``: [{"ma", "so", "diem", "cau"}], heaviest first.
    """

    bo = models.OneToOneField(
        BoBaoCao, verbose_name="bộ báo cáo", on_delete=models.CASCADE, related_name="muc_bat_thuong"
    )
    diem = models.PositiveIntegerField("điểm bất thường")
    ly_do = models.JSONField("lý do", default=list)
    lan = models.PositiveSmallIntegerField("lần gửi đã chấm")
    luc = models.DateTimeField("chấm lúc")

    objects = CuaBoQuerySet.as_manager()

    class Meta:
        verbose_name = "mức bất thường"
        verbose_name_plural = "mức bất thường"
        ordering = ["-diem", "bo"]

    def __str__(self):
        return f"{self.bo}: {self.diem}"
