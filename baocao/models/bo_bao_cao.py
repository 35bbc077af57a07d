"""The pack (bộ báo cáo) of one unit and period, its forms, and every sending of it."""

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from baocao.choices import (
    BO_CON_NHAP,
    BO_DA_NHAN,
    BuocHan,
    NguonGoc,
    TinhHan,
    TrangThaiBo,
    TrangThaiPhieu,
)
from baocao.models.bieu_mau import BieuMau
from baocao.models.ky import GiaHan, HanNop, KyBaoCao
from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.donvi.querysets import TheoDonViQuerySet
from cucctdp.formats.fields import VanBanField


class BoBaoCaoQuerySet(TheoDonViQuerySet):
    def da_nhan(self):
        """Packs whose figures count."""
        return self.filter(trang_thai__in=BO_DA_NHAN)

    def chua_gui(self):
        return self.filter(gui_lan_dau_luc__isnull=True)


@theo_doi()
class BoBaoCao(models.Model):
    """One unit × one period: the unit of sending, checking and receiving."""

    ky = models.ForeignKey(KyBaoCao, verbose_name="kỳ", on_delete=models.PROTECT, related_name="bo")
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+"
    )
    trang_thai = models.CharField(
        "trạng thái", max_length=14, choices=TrangThaiBo.choices, default=TrangThaiBo.CHUA_NHAP
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    tinh_han = models.CharField(
        "tình hình thời hạn", max_length=16, choices=TinhHan.choices, default=TinhHan.CHUA_GUI
    )
    so_ngay_tre = models.PositiveSmallIntegerField("số ngày trễ", default=0)
    gui_lan_dau_luc = models.DateTimeField("gửi lần đầu lúc", null=True, blank=True)
    gui_luc = models.DateTimeField("gửi lần cuối lúc", null=True, blank=True)
    cuc_mo_luc = models.DateTimeField("Cục mở xem lúc", null=True, blank=True)
    han_bo_sung = models.DateField("hạn bổ sung", null=True, blank=True)
    nguoi_trinh = khoa_nguoi("người trình phòng")
    nguoi_chuyen = khoa_nguoi("người chuyển lãnh đạo")
    nguoi_ky = khoa_nguoi("người ký gửi")
    nguoi_kiem_tra = khoa_nguoi("người kiểm tra ở Cục")
    de_nghi_tiep_nhan_luc = models.DateTimeField("đề nghị tiếp nhận lúc", null=True, blank=True)
    nguoi_tiep_nhan = khoa_nguoi("người tiếp nhận ở Cục")
    tiep_nhan_luc = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    so_van_ban = VanBanField("số, ký hiệu văn bản", max_length=40, blank=True)
    ngay_van_ban = models.DateField("ngày văn bản", null=True, blank=True)
    tep_ky = models.ForeignKey(
        "files.Tep",
        verbose_name="bản ký (PDF)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    co_minh_hoa = models.BooleanField("có số liệu minh họa", default=False)

    objects = BoBaoCaoQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ báo cáo"
        verbose_name_plural = "bộ báo cáo"
        ordering = ["-ky__thang_tk_den", "don_vi"]
        permissions = [
            ("chuyen_lanh_dao_bobaocao", "Chuyển lãnh đạo Sở"),
            ("ky_gui_bobaocao", "Ký duyệt và gửi"),
            ("ghi_so_van_ban_bobaocao", "Ghi số văn bản, gắn bản ký"),
            ("kiem_tra_bobaocao", "Kiểm tra, trả lại (Cục)"),
            ("tiep_nhan_bobaocao", "Xác nhận tiếp nhận (Cục)"),
            ("gia_han_bobaocao", "Gia hạn nộp"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ky", "don_vi"], name="bobaocao_ky_don_vi"),
            models.CheckConstraint(
                condition=Q(nguoi_ky__isnull=True)
                | Q(nguoi_trinh__isnull=True)
                | ~Q(nguoi_ky=F("nguoi_trinh")),
                name="bobaocao_nguoi_ky_khac_nguoi_trinh",
                violation_error_message="Người ký gửi không được là người nhập, trình (KT48).",
            ),
            models.CheckConstraint(
                condition=Q(nguoi_tiep_nhan__isnull=True)
                | Q(nguoi_kiem_tra__isnull=True)
                | ~Q(nguoi_tiep_nhan=F("nguoi_kiem_tra")),
                name="bobaocao_nguoi_tiep_nhan_khac_kiem_tra",
                violation_error_message="Người tiếp nhận không được là người kiểm tra.",
            ),
            models.CheckConstraint(
                condition=Q(gui_lan_dau_luc__isnull=False) | Q(tinh_han=TinhHan.CHUA_GUI),
                name="bobaocao_tinh_han_theo_lan_gui",
                violation_error_message="Chưa gửi thì chưa có tình hình thời hạn.",
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai__in=["tiep_nhan", "da_tong_hop", "da_cong_bo"])
                | Q(tiep_nhan_luc__isnull=False),
                name="bobaocao_da_nhan_co_ngay",
                violation_error_message="Bộ đã tiếp nhận phải có thời điểm tiếp nhận.",
            ),
        ]
        indexes = [models.Index(fields=["ky", "trang_thai"], name="bobaocao_ky_trang_thai")]

    def __str__(self):
        return f"{self.don_vi} – {self.ky}"

    @property
    def chuoi_nhat_ky(self):
        return self.don_vi.khoa

    @property
    def so_sua_duoc(self):
        """True while the figures are in the hands of the Sở."""
        return self.trang_thai in BO_CON_NHAP

    def cau_khoa(self) -> str:
        """Why nothing can be typed or sent any more («khóa nhận»), "" while it can.

        A locked period stays open for a unit with an extension that has not run out, and for a
        pack that was sent before: what the Cục returns must be answerable.
        """
        if self.ky.khoa_luc is None or self.gui_lan_dau_luc is not None:
            return ""
        con_han = GiaHan.objects.filter(
            ky=self.ky_id, don_vi=self.don_vi_id, den_ngay__gte=timezone.localdate()
        )
        if con_han.exists():
            return ""
        return (
            f"Kỳ báo cáo đã khóa nhận từ ngày {timezone.localtime(self.ky.khoa_luc):%d/%m/%Y}. "
            "Sở gửi đề nghị gia hạn để được nhập, gửi tiếp."
        )


class PhieuBieuQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bo__don_vi"

    def them_rieng(self):
        """Annotate ``rieng``: the form is due after its pack's lock, so it is sent on its own."""
        cua_ky = HanNop.objects.filter(ky=OuterRef("bo__ky"))
        khoa = HanNop.objects.filter(ky=OuterRef("ky"), buoc=BuocHan.KHOA, bieu="")
        sau = cua_ky.filter(
            buoc=BuocHan.SO, bieu=OuterRef("bieu_mau__ma"), ngay__gt=Subquery(khoa.values("ngay"))
        )
        return self.annotate(rieng=Exists(sau))

    def cung_bo(self):
        """The forms that go with their pack: neither computed nor sent on their own."""
        return self.them_rieng().filter(bieu_mau__la_tinh_toan=False, rieng=False)


@theo_doi()
class PhieuBieu(models.Model):
    """One form inside a pack; pins the template version with which the pack was opened."""

    bo = models.ForeignKey(
        BoBaoCao, verbose_name="bộ báo cáo", on_delete=models.CASCADE, related_name="phieu"
    )
    bieu_mau = models.ForeignKey(BieuMau, verbose_name="biểu mẫu", on_delete=models.PROTECT)
    trang_thai = models.CharField(
        "trạng thái",
        max_length=12,
        choices=TrangThaiPhieu.choices,
        default=TrangThaiPhieu.CHUA_NHAP,
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    nguoi_trinh = khoa_nguoi("người trình phòng")
    nguoi_duyet = khoa_nguoi("người duyệt của phòng")
    sua_luc = models.DateTimeField("sửa lúc", null=True, blank=True)

    objects = PhieuBieuQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu biểu"
        verbose_name_plural = "phiếu biểu"
        ordering = ["bo", "bieu_mau__thu_tu"]
        permissions = [
            ("nhap_phieubieu", "Nhập số liệu"),
            ("trinh_phong_phieubieu", "Trình phòng"),
            ("duyet_phong_phieubieu", "Duyệt hoặc trả lại của phòng"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bo", "bieu_mau"], name="phieubieu_bo_bieu"),
            models.CheckConstraint(
                condition=Q(nguoi_duyet__isnull=True)
                | Q(nguoi_trinh__isnull=True)
                | ~Q(nguoi_duyet=F("nguoi_trinh")),
                name="phieubieu_nguoi_duyet_khac_nguoi_trinh",
                violation_error_message="Người duyệt của phòng không được là người trình (KT48).",
            ),
        ]

    def __str__(self):
        return f"{self.bieu_mau.ma} – {self.bo}"

    @property
    def chuoi_nhat_ky(self):
        return self.bo.don_vi.khoa


class LanGuiQuerySet(TheoDonViQuerySet):
    duong_don_vi = "bo__don_vi"


class LanGui(models.Model):
    """One sending: the frozen snapshot, its SHA-256, and the signed document; insert-only."""

    bo = models.ForeignKey(
        BoBaoCao, verbose_name="bộ báo cáo", on_delete=models.PROTECT, related_name="lan_gui"
    )
    lan = models.PositiveSmallIntegerField("lần")
    vong = models.PositiveSmallIntegerField("vòng")
    luc = models.DateTimeField("gửi lúc")
    nguoi = khoa_nguoi("người ký gửi")
    anh_chup = models.JSONField("ảnh chụp số liệu")
    sha256 = models.CharField("SHA-256", max_length=64)
    nguon_goc = models.CharField(
        "nguồn gốc", max_length=10, choices=NguonGoc.choices, default=NguonGoc.NHAP
    )

    objects = LanGuiQuerySet.as_manager()

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        ordering = ["bo", "lan"]
        constraints = [models.UniqueConstraint(fields=["bo", "lan"], name="langui_bo_lan")]
        triggers = [
            pgtrigger.Protect(
                name="lan_gui_chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.bo} – lần {self.lan}"
