"""The đề án: who, where, what, for how much (Điều 5 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import (
    DANG_SOAN,
    LUA_CHON_CHE_DO,
    HieuLucThuHuong,
    HinhThuc,
    LuaChon,
    Nguon,
    PhanDeAn,
    TinhTrangMay,
    TrangThaiDeAn,
)
from khuyencong.models.ke_hoach import KeHoach, khoa_nguoi
from khuyencong.models.pham_vi import TheoDeAnQuerySet

_TIEN = tuple(n.value for n in Nguon)


def _khong_am(ten: str, *truong: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{t}__gte": 0 for t in truong}),
        name=ten,
        violation_error_message="Số tiền không được âm.",
    )


def cot_tien(nhan: str) -> Any:
    return TienField(nhan, default=0, help_text="Đồng, số nguyên.")


class CoKinhPhi(models.Model):
    """Cost by source in whole đồng; the total is the sum of its parts, never typed (KC08)."""

    kcqg = cot_tien("khuyến công quốc gia")
    kcdp = cot_tien("khuyến công địa phương")
    doi_ung = cot_tien("đối ứng")
    long_ghep = cot_tien("lồng ghép")
    khac = cot_tien("nguồn khác")
    tong = models.GeneratedField(
        expression=F("kcqg") + F("kcdp") + F("doi_ung") + F("long_ghep") + F("khac"),
        output_field=TienField(),
        db_persist=True,
        verbose_name="tổng kinh phí",
    )

    class Meta:
        abstract = True

    @property
    def ho_tro(self) -> int:
        """Support of the State in đồng: KCQG and KCĐP."""
        return int(self.kcqg) + int(self.kcdp)


class DeAnQuerySet(TheoDeAnQuerySet):
    def dang_soan(self) -> DeAnQuerySet:
        return self.filter(trang_thai__in=DANG_SOAN)


@theo_doi()
class DeAn(models.Model):
    """One đề án or nhiệm vụ; its figures are sums of its lines and of the ledger."""

    ma = models.CharField("mã", max_length=30, unique=True, help_text="Hệ thống cấp.")
    ten = VanBanField(
        "tên đề án",
        max_length=500,
        help_text=("Nêu việc được hỗ trợ và nơi thực hiện, như trên Mẫu 2 (TT 36/2013/TT-BCT)."),
    )
    nguon = models.CharField(
        "chế độ",
        max_length=10,
        choices=LUA_CHON_CHE_DO,
        help_text="Khuyến công quốc gia (Bộ duyệt) hay địa phương (UBND tỉnh duyệt).",
    )
    hinh_thuc = models.CharField(
        "hình thức",
        max_length=10,
        choices=HinhThuc.choices,
        help_text=(
            "Đề án nhóm xác định cơ sở thụ hưởng sau, trên Mẫu 11 (Điều 3 TT 36/2013/TT-BCT)."
        ),
    )
    lua_chon = models.CharField(
        "cách lựa chọn",
        max_length=10,
        choices=LuaChon.choices,
        default=LuaChon.XET_CHON,
        help_text=(
            "Hội chợ, truyền thông, hạ tầng cụm công nghiệp phải đấu thầu (Điều 8 "
            "TT 36/2013/TT-BCT)."
        ),
    )
    nam = models.PositiveSmallIntegerField(
        "năm kế hoạch",
        help_text="Năm ngân sách chi tiền; chứng từ phải trong năm này (KC24).",
    )
    tu_ngay = models.DateField(
        "thực hiện từ ngày",
        help_text="Ngày bắt đầu thực hiện.",
    )
    den_ngay = models.DateField(
        "đến ngày",
        help_text=("Kéo sang năm sau phải được Bộ phê duyệt (Điều 11 TT 36/2013/TT-BCT, KC27)."),
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống với đề án nhiều tỉnh do trung tâm vùng gửi thẳng Cục.",
    )
    cac_tinh = models.ManyToManyField(
        "donvi.DonViHanhChinh",
        verbose_name="các tỉnh tham gia",
        blank=True,
        related_name="+",
        help_text="Chỉ với đề án thực hiện ở nhiều tỉnh.",
    )
    ke_hoach = models.ForeignKey(
        KeHoach,
        verbose_name="kế hoạch năm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="de_an",
    )
    thuc_hien = models.ForeignKey(
        "donvi.ToChuc",
        verbose_name="đơn vị thực hiện",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Đơn vị ký hợp đồng với Cục hoặc Sở, thường là trung tâm khuyến công.",
    )
    phoi_hop = models.ManyToManyField(
        "donvi.ToChuc", verbose_name="đơn vị phối hợp", blank=True, related_name="+"
    )
    su_can_thiet = VanBanDaiField(
        "sự cần thiết, căn cứ",
        blank=True,
        help_text="Phần 2 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    muc_tieu = VanBanDaiField(
        "mục tiêu",
        blank=True,
        help_text="Phần 3 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    quy_mo = VanBanDaiField(
        "quy mô, đặc điểm nổi bật",
        blank=True,
        help_text=(
            "Phần 4: đặc điểm nổi bật của công nghệ, máy móc, sản phẩm (Điều 5 TT 36/2013/TT-BCT)."
        ),
    )
    tien_do = VanBanDaiField(
        "nội dung, tiến độ, phân công",
        blank=True,
        help_text="Phần 5: ai làm gì, khi nào (Điều 5 TT 36/2013/TT-BCT).",
    )
    to_chuc = VanBanDaiField(
        "tổ chức thực hiện",
        blank=True,
        help_text="Phần 7 của đề án (Điều 5 TT 36/2013/TT-BCT).",
    )
    hieu_qua = VanBanDaiField(
        "hiệu quả, tính bền vững",
        blank=True,
        help_text=(
            "Phần 8: kinh tế, xã hội, môi trường, tính bền vững, nhân rộng (Điều 5 "
            "TT 36/2013/TT-BCT)."
        ),
    )
    uu_tien = models.PositiveSmallIntegerField(
        "thứ tự ưu tiên của Sở", null=True, blank=True, help_text="Số nhỏ được xét trước."
    )
    can_cu_uu_tien = VanBanField(
        "căn cứ ưu tiên",
        max_length=255,
        blank=True,
        help_text=("Địa bàn hoặc ngành ưu tiên (Điều 6 TT 46/2012/TT-BCT; NĐ 235/2025/NĐ-CP)."),
    )
    co_thu_hoi = models.BooleanField(
        "kinh phí có thu hồi", default=False, help_text="Hỗ trợ phải hoàn lại theo lịch."
    )
    trang_thai = models.CharField(
        "trạng thái", max_length=14, choices=TrangThaiDeAn.choices, default=TrangThaiDeAn.NHAP
    )
    vong = models.PositiveSmallIntegerField("vòng", default=1)
    dang_ky_ngay = models.DateField(
        "ngày đăng ký",
        null=True,
        blank=True,
        help_text="Ngày nộp Sở; điều kiện địa bàn, đối tượng xét theo ngày này.",
    )
    gui_cuc_ngay = models.DateField("ngày gửi Cục", null=True, blank=True)
    so_quyet_dinh = VanBanField("quyết định phê duyệt", max_length=80, blank=True)
    ngay_quyet_dinh = models.DateField(
        "ngày phê duyệt",
        null=True,
        blank=True,
        help_text="Định mức hỗ trợ xét theo ngày này.",
    )
    han_xu_ly = models.DateField(
        "hạn xử lý", null=True, blank=True, help_text="Của bước đang chờ; dừng khi chờ bổ sung."
    )
    dung_tu = models.DateField("dừng đồng hồ từ", null=True, blank=True)
    nguoi_lap = khoa_nguoi("người lập")
    nguoi_tham_dinh = khoa_nguoi("người thẩm định")
    minh_hoa = models.BooleanField("số liệu minh họa", default=False, editable=False)
    nguon_tin = VanBanField("nguồn công bố", max_length=255, blank=True)
    tao_luc = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = DeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "đề án khuyến công"
        verbose_name_plural = "đề án khuyến công"
        ordering = ["-nam", "ma"]
        permissions = [
            ("lap_dean", "Lập, sửa, nộp đề án"),
            ("tham_dinh_so_dean", "Thẩm định cấp cơ sở (Sở)"),
            ("gui_cuc_dean", "Ký gửi Cục (lãnh đạo Sở)"),
            ("tham_dinh_bo_dean", "Thẩm định cấp Bộ (Cục)"),
            ("phe_duyet_dean", "Ghi quyết định phê duyệt"),
            ("ky_hop_dong_dean", "Ký hợp đồng, tạm ứng, thanh lý"),
            ("bao_cao_dean", "Báo cáo tiến độ, nộp hồ sơ nghiệm thu, quyết toán"),
            ("xem_thongke", "Xem thống kê khuyến công"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(den_ngay__gte=F("tu_ngay")),
                name="kc_dean_thoi_gian",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=~Q(nguon=Nguon.KCDP, don_vi__isnull=True),
                name="kc_dean_kcdp_co_tinh",
                violation_error_message="Đề án khuyến công địa phương phải thuộc một tỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(so_quyet_dinh="", ngay_quyet_dinh__isnull=True)
                | (~Q(so_quyet_dinh="") & Q(ngay_quyet_dinh__isnull=False)),
                name="kc_dean_quyet_dinh",
                violation_error_message="Quyết định phê duyệt phải có cả số và ngày.",
            ),
            models.CheckConstraint(
                condition=Q(nguoi_lap__isnull=True)
                | Q(nguoi_tham_dinh__isnull=True)
                | ~Q(nguoi_lap=F("nguoi_tham_dinh")),
                name="kc_dean_lap_khong_tham_dinh",
                violation_error_message="Người lập đề án không được thẩm định đề án đó.",
            ),
        ]
        indexes = [
            models.Index(fields=["nam", "nguon", "don_vi"], name="kc_dean_nam_nguon_tinh"),
            models.Index(fields=["trang_thai", "han_xu_ly"], name="kc_dean_trang_thai_han"),
            # The register's own order: a page of it is read, not the whole sorted.
            models.Index(fields=["-nam", "ma"], name="kc_dean_thu_tu"),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"

    @property
    def nhieu_nam(self) -> bool:
        return self.tu_ngay.year != self.den_ngay.year


class CuaDeAnQuerySet(TheoDeAnQuerySet):
    duong_de_an = "de_an"


@theo_doi()
class DeAnNoiDung(models.Model):
    """One activity line of a đề án and what it promises to produce."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.CASCADE, related_name="cac_noi_dung"
    )
    noi_dung = models.CharField("mã nội dung", max_length=6, help_text="Ví dụ «KT4».")
    ten = VanBanField(
        "nội dung cụ thể",
        max_length=500,
        help_text="Việc cụ thể của đề án, ví dụ «Máy sấy chè».",
    )
    so_luong = models.DecimalField(
        "số lượng",
        max_digits=14,
        decimal_places=2,
        help_text="Kết quả cam kết tạo ra, theo đơn vị tính của nội dung.",
    )
    don_vi_tinh = VanBanField(
        "đơn vị tính",
        max_length=40,
        help_text="Theo danh mục nội dung, ví dụ «cơ sở», «mô hình», «lao động».",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung của đề án"
        verbose_name_plural = "nội dung của đề án"
        ordering = ["de_an", "thu_tu", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(so_luong__gt=0),
                name="kc_deannoidung_so_luong",
                violation_error_message="Số lượng phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noi_dung}: {self.ten}"


class _CuaNoiDungQuerySet(TheoDeAnQuerySet):
    duong_de_an = "noi_dung__de_an"


class ThuHuongQuerySet(_CuaNoiDungQuerySet):
    def con_tinh(self) -> ThuHuongQuerySet:
        """Those that stand: planned or approved, not dropped."""
        return self.exclude(hieu_luc=HieuLucThuHuong.HUY)


@theo_doi(exclude=["tong"])
class ThuHuong(CoKinhPhi):
    """One establishment under one activity: the row on which ceilings are checked.

    Of a đề án nhóm the establishment is named later, on Mẫu 11.
    """

    noi_dung = models.ForeignKey(
        DeAnNoiDung, verbose_name="nội dung", on_delete=models.CASCADE, related_name="thu_huong"
    )
    co_so = models.ForeignKey(
        "donvi.CoSo",
        verbose_name="cơ sở thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="thu_huong_khuyen_cong",
        help_text="Đề án nhóm: để trống đến khi có kế hoạch chi tiết (Mẫu 11).",
    )
    xa = models.ForeignKey(
        "donvi.Xa",
        verbose_name="xã, phường nơi sản xuất",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Nơi đặt máy, nơi sản xuất; điều kiện địa bàn xét theo nơi này.",
    )
    nganh_nghe = models.CharField(
        "mã ngành nghề",
        max_length=6,
        blank=True,
        help_text="Mã ngành nghề được hưởng (Điều 5 NĐ 45/2012/NĐ-CP, KC03).",
    )
    lang_nghe = models.BooleanField(
        "trong làng nghề được công nhận",
        default=False,
        help_text=(
            "Làng nghề được UBND cấp tỉnh công nhận thì phường cũng được hưởng (NĐ "
            "235/2025/NĐ-CP, KC01)."
        ),
    )
    cong_nghe = VanBanField(
        "công nghệ", max_length=255, blank=True, help_text="Ví dụ «lò tuynel», «lò vòng»."
    )
    may = VanBanField(
        "máy móc, hạng mục hỗ trợ",
        max_length=255,
        blank=True,
        help_text="Một hạng mục chỉ được hỗ trợ một lần cho một cơ sở (KC12).",
    )
    khoa_chi = models.CharField(
        "khóa nội dung chi",
        max_length=300,
        blank=True,
        editable=False,
        help_text="Mã nội dung và tên hạng mục không dấu: một cơ sở không được hỗ trợ hai lần.",
    )
    tinh_trang_may = models.CharField(
        "tình trạng máy",
        max_length=8,
        choices=TinhTrangMay.choices,
        blank=True,
        help_text="Máy được hỗ trợ phải là máy mới (Điều 4 TT 46/2012/TT-BCT, KC15).",
    )
    chi_phi_hop_le = TienField(
        "chi phí hợp lệ (đồng)",
        null=True,
        blank=True,
        help_text="Chi phí làm mẫu số của tỷ lệ hỗ trợ. Để trống: bằng tổng kinh phí.",
    )
    he_so_uu_tien = models.DecimalField(
        "hệ số ưu tiên",
        max_digits=4,
        decimal_places=2,
        default=1,
        help_text="Từ 1 đến 1,5 lần định mức khi có căn cứ ưu tiên (KC07).",
    )
    can_cu_uu_tien = VanBanField(
        "căn cứ ưu tiên",
        max_length=255,
        blank=True,
        help_text="Bắt buộc khi hệ số lớn hơn 1: địa bàn hoặc ngành ưu tiên (KC07).",
    )
    tran = TienField(
        "mức trần tại ngày duyệt (đồng)",
        null=True,
        blank=True,
        editable=False,
        help_text="Hệ thống ghi khi phê duyệt; trống khi định mức chưa chắc chắn.",
    )
    ngoai_le = VanBanDaiField(
        "căn cứ vượt mức",
        blank=True,
        help_text="Văn bản của cấp có thẩm quyền cho phép hỗ trợ vượt mức trần.",
    )
    hieu_luc = models.CharField(
        "hiệu lực",
        max_length=10,
        choices=HieuLucThuHuong.choices,
        default=HieuLucThuHuong.DU_KIEN,
        editable=False,
    )

    objects = ThuHuongQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị thụ hưởng"
        verbose_name_plural = "đơn vị thụ hưởng"
        ordering = ["noi_dung", "id"]
        constraints = [
            _khong_am("kc_thuhuong_khong_am", *_TIEN),
            models.CheckConstraint(
                condition=Q(chi_phi_hop_le__isnull=True) | Q(chi_phi_hop_le__gt=0),
                name="kc_thuhuong_chi_phi_duong",
                violation_error_message="Chi phí hợp lệ phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(he_so_uu_tien__gte=1),
                name="kc_thuhuong_he_so",
                violation_error_message="Hệ số ưu tiên từ 1 trở lên.",
            ),
            models.UniqueConstraint(
                fields=["co_so", "khoa_chi"],
                condition=Q(hieu_luc=HieuLucThuHuong.HIEU_LUC) & ~Q(khoa_chi=""),
                name="kc_thuhuong_khong_trung_chi",
                violation_error_message=(
                    "Cơ sở đã được hỗ trợ cho cùng nội dung chi ở một đề án khác (KC12)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.co_so or self.may or "Chưa xác định")


@theo_doi(exclude=["tong"])
class DuToan(CoKinhPhi):
    """One line of the estimate (Mẫu 1)."""

    noi_dung = models.ForeignKey(
        DeAnNoiDung, verbose_name="nội dung", on_delete=models.CASCADE, related_name="du_toan"
    )
    thu_tu = models.PositiveSmallIntegerField("số thứ tự", default=0)
    muc_chi = VanBanField(
        "nội dung chi",
        max_length=500,
        help_text="Một dòng của Mẫu 1 (TT 36/2013/TT-BCT).",
    )
    don_vi_tinh = VanBanField("đơn vị tính", max_length=40)
    so_luong = models.DecimalField("số lượng", max_digits=14, decimal_places=2)
    don_gia = TienField(
        "đơn giá (đồng)",
        help_text="Đồng; số lượng nhân đơn giá phải bằng tổng các nguồn (KC08).",
    )
    quan_ly = models.BooleanField(
        "chi quản lý đề án", default=False, help_text="Bị giới hạn theo tỷ lệ (KC41)."
    )
    can_cu = VanBanField(
        "căn cứ",
        max_length=255,
        blank=True,
        help_text="Báo giá, định mức hoặc văn bản làm căn cứ đơn giá.",
    )

    objects = _CuaNoiDungQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng dự toán"
        verbose_name_plural = "dự toán"
        ordering = ["noi_dung", "thu_tu", "id"]
        constraints = [
            _khong_am("kc_dutoan_khong_am", "don_gia", *_TIEN),
            models.CheckConstraint(
                condition=Q(so_luong__gt=0),
                name="kc_dutoan_so_luong",
                violation_error_message="Số lượng phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.muc_chi


@theo_doi()
class TaiLieu(models.Model):
    """A document handed in against the checklist, with its stored file."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="tai_lieu"
    )
    ma = models.SlugField("mã tài liệu", max_length=40)
    ten = VanBanField("tên tài liệu", max_length=255)
    thu_huong = models.ForeignKey(
        ThuHuong,
        verbose_name="của đơn vị thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="tai_lieu",
    )
    so_ky_hieu = VanBanField(
        "số, ký hiệu",
        max_length=80,
        blank=True,
        help_text="Số, ký hiệu ghi trên giấy, nếu có.",
    )
    ngay = models.DateField("ngày", null=True, blank=True)
    het_han = models.DateField(
        "hết hạn",
        null=True,
        blank=True,
        help_text="Ngày giấy hết hiệu lực; để trống nếu không có thời hạn.",
    )
    tep = models.ForeignKey(
        "files.Tep", verbose_name="tệp", on_delete=models.PROTECT, related_name="+"
    )
    nguoi = khoa_nguoi("người nộp")
    luc = models.DateTimeField("nộp lúc", auto_now_add=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu của đề án"
        verbose_name_plural = "tài liệu của đề án"
        ordering = ["de_an", "ma", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(het_han__isnull=True)
                | Q(ngay__isnull=True)
                | Q(het_han__gte=F("ngay")),
                name="kc_tailieu_het_han",
                violation_error_message="Ngày hết hạn phải từ ngày văn bản trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class YeuCauBoSung(models.Model):
    """One question of a return; only the questioned part is open again."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="yeu_cau"
    )
    vong = models.PositiveSmallIntegerField("vòng")
    phan = models.CharField("phần hồ sơ", max_length=10, choices=PhanDeAn.choices)
    noi_dung = VanBanDaiField("yêu cầu")
    nguoi = khoa_nguoi("người yêu cầu")
    luc = models.DateTimeField("lúc", auto_now_add=True)
    tra_loi = VanBanDaiField("giải trình, bổ sung", blank=True)
    tra_loi_luc = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"
        ordering = ["de_an", "vong", "id"]
        triggers = [pgtrigger.Protect(name="yeu_cau_khong_xoa", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=~Q(noi_dung=""),
                name="kc_yeucau_co_noi_dung",
                violation_error_message="Yêu cầu bổ sung phải nêu rõ nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phan_display()} (vòng {self.vong})"
