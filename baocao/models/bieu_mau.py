"""Form templates (biểu mẫu): versioned, dated, with their legal basis."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from baocao.choices import (
    BatBuoc,
    CachTongHop,
    DaiLuong,
    KieuCot,
    KieuSo,
    LoaiKy,
    TrangThaiBieu,
)
from cucctdp.accounts.choices import NhomBieu
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.fields import VanBanDaiField, VanBanField


class KhoangNgay(Func):
    """daterange(tu, den, '[]') over two date columns."""

    function = "DATERANGE"
    output_field = DateRangeField()


_TEN_VIEC = {"doi": pgtrigger.Update, "xoa": pgtrigger.Delete}


def khong_sua_ban_da_dung(bang, *truong):
    """Triggers: what figures mean stays as it is once a report holds a form of the version.

    Wording, order and remarks are left to the services.
    """
    doi = pgtrigger.Q()
    for ten in truong:
        doi |= pgtrigger.Q(**{f"new__{ten}__df": pgtrigger.F(f"old__{ten}")})
    return [
        pgtrigger.Trigger(
            name=f"{bang}_da_dung_khong_{viec}",
            when=pgtrigger.Before,
            operation=phep,
            condition=doi if viec == "doi" else None,
            declare=[("so_hieu", "TEXT")],
            func="""
                SELECT b.ma || ' phiên bản ' || b.phien_ban INTO so_hieu FROM baocao_bieumau b
                WHERE b.id = OLD.bieu_mau_id
                  AND EXISTS (SELECT 1 FROM baocao_phieubieu p WHERE p.bieu_mau_id = b.id);
                IF so_hieu IS NOT NULL THEN
                    RAISE EXCEPTION 'Biểu % đã có báo cáo dùng: tạo phiên bản mới để sửa.', so_hieu;
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            """,
        )
        for viec, phep in _TEN_VIEC.items()
    ]


class BieuMauQuerySet(models.QuerySet):
    def hieu_luc_ngay(self, ngay):
        """Active versions valid on a day."""
        return self.filter(trang_thai=TrangThaiBieu.HIEU_LUC, hieu_luc_tu__lte=ngay).filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay)
        )


@theo_doi()
class BieuMau(models.Model):
    """One version of a form; once used by a report it is replaced, never edited."""

    ma = models.CharField("mã biểu", max_length=10)
    phien_ban = models.PositiveSmallIntegerField("phiên bản", default=1)
    ten = VanBanField("tên biểu", max_length=255)
    ten_ngan = VanBanField("tên ngắn", max_length=80)
    ma_bieu_chinh_thuc = VanBanField(
        "mã biểu chính thức",
        max_length=80,
        blank=True,
        help_text="Ví dụ 10/SCT-BCT. Để trống khi chưa có văn bản ban hành.",
    )
    nhom = models.CharField("nhóm biểu", max_length=4, choices=NhomBieu.choices)
    bo_cot = models.CharField("bộ cột", max_length=10)
    can_cu = VanBanDaiField("căn cứ", blank=True)
    can_xac_minh = models.BooleanField("cần xác minh", default=False)
    loai_ky = ArrayField(
        models.CharField(max_length=12, choices=LoaiKy.choices), verbose_name="loại kỳ áp dụng"
    )
    don_vi_tinh_chung = VanBanField("đơn vị tính chung", max_length=80, blank=True)
    ghi_chu_in = VanBanDaiField("ghi chú in dưới biểu", blank=True)
    ghi_chu_theo_ky = models.JSONField(
        "ghi chú riêng theo loại kỳ",
        default=dict,
        blank=True,
        help_text='Ví dụ {"quy": "Bản rút gọn, ngoài Thông tư 14/2024/TT-BCT."}.',
    )
    phong_nhap = VanBanField("phòng, đơn vị nhập", max_length=160, blank=True)
    la_tinh_toan = models.BooleanField("biểu tự tính", default=False)
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)
    trang_thai = models.CharField(
        "trạng thái",
        max_length=10,
        choices=TrangThaiBieu.choices,
        default=TrangThaiBieu.NHAP,
    )
    hieu_luc_tu = models.DateField("hiệu lực từ")
    hieu_luc_den = models.DateField("hiệu lực đến", null=True, blank=True)
    nhan_den = models.DateField(
        "nhận tệp của bản này đến hết ngày",
        null=True,
        blank=True,
        help_text="Khi đã có phiên bản mới. Trống: nhận đến ngày hết hiệu lực.",
    )

    objects = BieuMauQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu mẫu"
        verbose_name_plural = "biểu mẫu"
        ordering = ["thu_tu", "ma", "-phien_ban"]
        permissions = [("ap_dung_bieumau", "Đưa biểu mẫu vào áp dụng, ngừng dùng biểu mẫu")]
        constraints = [
            models.UniqueConstraint(fields=["ma", "phien_ban"], name="bieumau_ma_phien_ban"),
            models.CheckConstraint(
                condition=Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=F("hieu_luc_tu")),
                name="bieumau_hieu_luc_den_sau_tu",
                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(nhan_den__isnull=True)
                | Q(hieu_luc_den__isnull=False, nhan_den__gte=F("hieu_luc_den")),
                name="bieumau_nhan_den_sau_hieu_luc",
                violation_error_message=(
                    "Ngày cuối còn nhận tệp của bản cũ phải từ ngày bản đó hết hiệu lực trở đi."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(trang_thai=TrangThaiBieu.NHAP) | Q(hieu_luc_den__isnull=True),
                name="bieumau_ban_thao_chua_het_hieu_luc",
                violation_error_message="Bản thảo chưa có ngày hết hiệu lực.",
            ),
            models.UniqueConstraint(
                fields=["ma"],
                condition=Q(trang_thai=TrangThaiBieu.NHAP),
                name="bieumau_mot_ban_thao",
                violation_error_message="Biểu này đã có một bản thảo.",
            ),
            ExclusionConstraint(
                name="bieumau_khong_chong_hieu_luc",
                expressions=[
                    ("ma", RangeOperators.EQUAL),
                    (
                        KhoangNgay("hieu_luc_tu", "hieu_luc_den", Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(trang_thai=TrangThaiBieu.HIEU_LUC),
                violation_error_message="Hai phiên bản cùng biểu không được hiệu lực cùng lúc.",
            ),
        ]

    def __str__(self):
        return f"{self.ma} – {self.ten_ngan}"

    @property
    def nhan_tep_den(self):
        """Last day a workbook of this version is taken; None while no end is known."""
        return self.nhan_den or self.hieu_luc_den

    def ghi_chu_ky(self, loai_ky):
        """Notes printed under the form in a kind of period: its own first, then the common one."""
        return " ".join(filter(None, (self.ghi_chu_theo_ky.get(str(loai_ky), ""), self.ghi_chu_in)))


@theo_doi()
class CotBieu(models.Model):
    """One column of a form."""

    bieu_mau = models.ForeignKey(
        BieuMau, verbose_name="biểu mẫu", on_delete=models.CASCADE, related_name="cot"
    )
    ma = models.CharField("mã cột", max_length=4)
    ten = VanBanField("tên cột", max_length=160)
    kieu_cot = models.CharField("cách có số", max_length=10, choices=KieuCot.choices)
    nguon_csdl = models.CharField(
        "nguồn trong cơ sở dữ liệu",
        max_length=24,
        blank=True,
        help_text="ky_truoc, cung_ky, luy_ke_cung_ky, cuoi_ky_truoc, cung_thoi_diem.",
    )
    cong_thuc = models.CharField("công thức", max_length=200, blank=True)
    kieu = models.CharField(
        "kiểu",
        max_length=10,
        help_text="so: theo kiểu của chỉ tiêu; ty_le, chi_so, van_ban: riêng của cột.",
    )
    so_le = models.PositiveSmallIntegerField("số chữ số thập phân", null=True, blank=True)
    so_le_in = models.PositiveSmallIntegerField("số lẻ khi in", null=True, blank=True)
    bat_buoc = models.BooleanField("tính vào mức đầy đủ", default=False)
    in_ra = models.BooleanField("in ra biểu", default=True)
    loai_ky = ArrayField(
        models.CharField(max_length=12, choices=LoaiKy.choices),
        verbose_name="chỉ ở loại kỳ",
        default=list,
        blank=True,
        help_text="Trống: mọi kỳ của biểu.",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "cột"
        verbose_name_plural = "cột"
        ordering = ["bieu_mau", "thu_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["bieu_mau", "ma"],
                name="cotbieu_ma_duy_nhat",
                violation_error_message="Mã cột này đã có trong biểu.",
            )
        ]
        triggers = khong_sua_ban_da_dung(
            "cot", "ma", "bieu_mau", "kieu_cot", "kieu", "cong_thuc", "nguon_csdl"
        )

    def __str__(self):
        return f"{self.ma} – {self.ten}"

    def dung_o_ky(self, loai_ky):
        """False when the column does not exist in this kind of period."""
        return not self.loai_ky or str(loai_ky) in self.loai_ky


@theo_doi()
class ChiTieu(models.Model):
    """One row (chỉ tiêu) of a form version."""

    bieu_mau = models.ForeignKey(
        BieuMau, verbose_name="biểu mẫu", on_delete=models.CASCADE, related_name="chi_tieu"
    )
    ma = models.CharField("mã chỉ tiêu", max_length=12)
    stt = VanBanField("số thứ tự in", max_length=12, blank=True)
    muc = VanBanField("mục", max_length=255, blank=True)
    ten = VanBanField("tên chỉ tiêu", max_length=400)
    cha = models.CharField("thuộc chỉ tiêu", max_length=12, blank=True)
    cap = models.PositiveSmallIntegerField("cấp thụt dòng", default=0)
    dvt = VanBanField("đơn vị tính", max_length=40, blank=True)
    kieu = models.CharField("kiểu giá trị", max_length=10, choices=KieuSo.choices)
    so_le = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    dai_luong = models.CharField("loại đại lượng", max_length=10, choices=DaiLuong.choices)
    tong_hop = models.CharField("cách tổng hợp", max_length=10, choices=CachTongHop.choices)
    tu_so = models.CharField("tử số", max_length=12, blank=True)
    mau_so = models.CharField("mẫu số", max_length=12, blank=True)
    tong_cua = ArrayField(
        models.CharField(max_length=12), verbose_name="tổng của", default=list, blank=True
    )
    tong_cua_phu = models.JSONField(
        "những cách chia khác của tổng",
        default=list,
        blank=True,
        help_text='Mỗi cách là một danh sách mã, ví dụ [["XK21", "XK22"]].',
    )
    la_tap_con_cua = models.CharField("là tập con của", max_length=12, blank=True)
    bat_buoc = models.CharField("bắt buộc", max_length=10, choices=BatBuoc.choices)
    bat_buoc_theo_ky = models.JSONField(
        "bắt buộc riêng theo loại kỳ",
        default=dict,
        blank=True,
        help_text='Ví dụ {"nam": "luon"}.',
    )
    cot_khong_ap_dung = ArrayField(
        models.CharField(max_length=4), verbose_name="cột không áp dụng", default=list, blank=True
    )
    danh_sach = models.JSONField("cấu trúc danh sách", null=True, blank=True)
    do_dai_toi_da = models.PositiveSmallIntegerField(
        "số ký tự tối đa", null=True, blank=True, help_text="Chỉ tiêu văn bản; trống: 4.000."
    )
    loai_ky = ArrayField(
        models.CharField(max_length=12, choices=LoaiKy.choices),
        verbose_name="chỉ ở loại kỳ",
        default=list,
        blank=True,
        help_text="Trống: mọi kỳ của biểu.",
    )
    mua_vu = models.BooleanField("có tính mùa vụ", default=False)
    cho_am = models.BooleanField("cho phép âm", default=False)
    cong_thuc = models.CharField(
        "công thức dòng", max_length=200, blank=True, help_text="Chỉ tiêu tự tính, không nhập."
    )
    nguon_tong_hop = models.JSONField(
        "nguồn (biểu tự tính)",
        default=dict,
        blank=True,
        help_text='Ví dụ {"bieu": "Q01", "chi_tieu": "CN00", "cot": "B4"}.',
    )
    ghi_chu = VanBanDaiField("ghi chú", blank=True)
    thay_cho = models.CharField(
        "thay cho chỉ tiêu",
        max_length=12,
        blank=True,
        help_text="Mã của chỉ tiêu ở phiên bản trước mà chỉ tiêu này thay, khi phải đổi mã.",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["bieu_mau", "thu_tu"]
        constraints = [
            models.UniqueConstraint(
                fields=["bieu_mau", "ma"],
                name="chitieu_ma_duy_nhat",
                violation_error_message="Mã chỉ tiêu này đã có trong biểu.",
            )
        ]
        triggers = khong_sua_ban_da_dung(
            "chi_tieu", "ma", "bieu_mau", "kieu", "dai_luong", "tong_hop", "cong_thuc"
        )
        indexes = [models.Index(fields=["ma"], name="chitieu_ma")]

    def __str__(self):
        return f"{self.ma} – {self.ten}"

    @property
    def dau_so_sanh(self):
        """(unit, kind of quantity, kind of value): figures compare where all three are equal."""
        kieu = "so" if self.kieu in (KieuSo.SO_NGUYEN, KieuSo.SO_TP) else self.kieu
        return khoa_tim(self.dvt), self.dai_luong, kieu

    @property
    def la_so(self):
        """True for rows whose cells hold one number."""
        return self.kieu not in (KieuSo.VAN_BAN, KieuSo.DANH_SACH)

    def muc_bat_buoc(self, loai_ky):
        """How mandatory the row is in a kind of period."""
        return self.bat_buoc_theo_ky.get(str(loai_ky), self.bat_buoc)

    def dung_o_ky(self, loai_ky):
        """False when the row does not exist in this kind of period."""
        return not self.loai_ky or str(loai_ky) in self.loai_ky
