"""The law as dated rows: regimes, criteria, clocks, windows of the reports, rules, places."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from cucctdp.donvi.models.hieu_luc import ky_hop_le, theo_doi
from cucctdp.donvi.models.luat import CoLuat, khong_chong
from cucctdp.donvi.querysets import HieuLucQuerySet
from cucctdp.formats.fields import VanBanField
from cucctdp.quy_tac.models import QuyTacLuat
from cumcongnghiep.choices import (
    Bieu,
    CoQuan,
    LoaiDiaBan,
    LoaiHangMuc,
    LoaiHinh,
    LoaiKy,
    LoaiThuTuc,
    LoaiVanBan,
)
from cumcongnghiep.models.o_so import o_ha, o_phan_tram


@theo_doi()
class CheDo(CoLuat):
    """A legal regime; a dossier is judged by the one in force on the day it was submitted.

    R1 NĐ 68/2017/NĐ-CP, R2 NĐ 32/2024/NĐ-CP, R3 as amended by NĐ 303/2026/NĐ-CP. A figure that
    the law does not fix is null; figures whose text was not seen are named in ``chua_ro``.
    """

    class CapXet(models.TextChoices):
        HUYEN = "huyen", "Địa bàn cấp huyện"
        TINH = "tinh", "UBND cấp tỉnh quyết định cách áp dụng"
        XA = "xa", "Địa bàn cấp xã"

    ma = models.SlugField("mã", max_length=6, help_text="Ví dụ «R3».")
    ten = VanBanField("tên chế độ", max_length=200)
    dien_tich_toi_da = o_ha("diện tích tối đa (ha)")
    dien_tich_toi_thieu = o_ha("diện tích tối thiểu (ha)")
    dien_tich_toi_thieu_rieng = o_ha(
        "tối thiểu ở miền núi, làng nghề (ha)", help_text="Bằng mức chung nếu không có mức riêng."
    )
    ty_le_lang_nghe = o_phan_tram("đất cho làng nghề, tối thiểu (%)")
    ty_le_chuyen_nganh = o_phan_tram("đất cho một ngành, tối thiểu (%)")
    ty_le_ho_tro = o_phan_tram("đất cho công nghiệp hỗ trợ, tối thiểu (%)")
    ty_le_cong_nghe_cao = o_phan_tram("đất cho công nghệ cao, tối thiểu (%)")
    dich_vu_toi_da = o_phan_tram("đất dịch vụ kho bãi, tối đa (% diện tích cụm)")
    cap_xet = models.CharField(
        "phạm vi xét điều kiện lập cụm mới", max_length=6, choices=CapXet.choices
    )
    lap_day_thanh_lap = o_phan_tram(
        "lấp đầy để lập cụm mới phải trên (%)", help_text="Bình quân có trọng số của địa bàn."
    )
    chua_thue_thanh_lap = o_ha(
        "hoặc đất chưa cho thuê không quá (ha)", help_text="Trên cùng địa bàn."
    )
    mien_xet_thanh_lap = ArrayField(
        models.CharField(max_length=20, choices=LoaiHinh.choices),
        verbose_name="loại hình không xét điều kiện địa bàn",
        default=list,
        blank=True,
    )
    lap_day_mo_rong = o_phan_tram("lấp đầy để mở rộng, tối thiểu (%)")
    hang_muc_thiet_yeu = ArrayField(
        models.CharField(max_length=20, choices=LoaiHangMuc.choices),
        verbose_name="công trình thiết yếu phải xong để mở rộng",
        default=list,
        blank=True,
    )
    mien_thiet_yeu_truoc_105 = models.BooleanField(
        "cụm trước QĐ 105/2009 không xét công trình thiết yếu", default=False
    )
    dung_sai_dien_tich = o_ha(
        "chênh so với quy hoạch được quyết định luôn (ha)",
        help_text="Trong quyết định thành lập, không phải điều chỉnh quy hoạch.",
    )
    diem_toi_thieu = models.DecimalField(
        "điểm tối thiểu của chủ đầu tư",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    ho_tro_toi_da = o_phan_tram("ngân sách hỗ trợ hạ tầng, tối đa (% TMĐT)")
    xong_ha_tang_moi_hoat_dong = models.BooleanField(
        "dự án thứ cấp chỉ hoạt động khi hạ tầng chung xong",
        default=False,
        help_text="Khoản 1 Điều 21 NĐ 32/2024/NĐ-CP, sửa bởi NĐ 303/2026/NĐ-CP.",
    )
    so_bo_ho_so = models.PositiveSmallIntegerField("số bộ hồ sơ giấy", null=True, blank=True)
    chua_ro = ArrayField(
        models.CharField(max_length=40),
        verbose_name="các mức chưa đối chiếu văn bản",
        default=list,
        blank=True,
        help_text="Tên trường; quy tắc dựa vào mức này chỉ cảnh báo, không chặn.",
    )

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "chế độ pháp lý cụm công nghiệp"
        verbose_name_plural = "chế độ pháp lý cụm công nghiệp"
        ordering = ["-hieu_luc_tu"]
        constraints = [
            ky_hop_le("ccn_chedo_ky_hop_le"),
            khong_chong("ccn_chedo_khong_chong", "Mỗi ngày chỉ có một chế độ có hiệu lực."),
            models.CheckConstraint(
                condition=Q(dien_tich_toi_da__isnull=True)
                | Q(dien_tich_toi_thieu__isnull=True)
                | Q(dien_tich_toi_da__gte=F("dien_tich_toi_thieu")),
                name="ccn_chedo_dien_tich",
                violation_error_message="Diện tích tối đa phải từ diện tích tối thiểu trở lên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ma} – {self.ten}"

    def chac_chan(self, truong: str) -> bool:
        """Whether the text behind one figure was seen."""
        return not self.can_xac_minh and truong not in self.chua_ro


@theo_doi()
class ThoiHan(CoLuat):
    """The legal clock of one step: days from the document of the step before."""

    class CachTinh(models.TextChoices):
        LAM_VIEC = "lam_viec", "Ngày làm việc"
        LICH = "lich", "Ngày"

    loai = models.CharField("văn bản của bước", max_length=16, choices=LoaiVanBan.choices)
    thu_tuc = models.CharField(
        "thủ tục", max_length=12, choices=LoaiThuTuc.choices, blank=True, help_text="Trống: cả hai."
    )
    so_ngay = models.PositiveSmallIntegerField("số ngày")
    cach_tinh = models.CharField("cách tính", max_length=10, choices=CachTinh.choices)
    ben = models.CharField("bên phải làm", max_length=12, choices=CoQuan.choices)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn của bước"
        verbose_name_plural = "thời hạn của các bước"
        ordering = ["loai", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("ccn_thoihan_ky_hop_le"),
            khong_chong(
                "ccn_thoihan_khong_chong",
                "Bước này đã có thời hạn hiệu lực cùng ngày.",
                "loai",
                "thu_tuc",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()}: {self.so_ngay} {self.get_cach_tinh_display().lower()}"


@theo_doi()
class TieuChi(CoLuat):
    """A criterion for choosing the developer (khoản 2 Điều 13 NĐ 32/2024/NĐ-CP).

    Top criteria are national; their sub-criteria belong to a province (``don_vi``).
    """

    ma = models.SlugField("mã", max_length=20)
    ten = VanBanField("tiêu chí", max_length=300)
    cha = models.ForeignKey(
        "self",
        verbose_name="thuộc tiêu chí",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="con",
    )
    don_vi = models.ForeignKey(
        "donvi.DonViHanhChinh",
        verbose_name="tỉnh, thành phố ban hành",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống với tiêu chí của Nghị định.",
    )
    diem_toi_da = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2)
    loai_tru = models.BooleanField(
        "điều kiện đạt/không đạt",
        default=False,
        help_text="Không đạt thì bị loại, không cộng điểm.",
    )
    thu_tu = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí chọn chủ đầu tư"
        verbose_name_plural = "tiêu chí chọn chủ đầu tư"
        ordering = ["don_vi", "thu_tu", "ma"]
        constraints = [
            ky_hop_le("ccn_tieuchi_ky_hop_le"),
            khong_chong(
                "ccn_tieuchi_khong_chong",
                "Tiêu chí này đã có dòng hiệu lực cùng ngày.",
                "ma",
                "don_vi?",
            ),
            models.CheckConstraint(
                condition=Q(diem_toi_da__gte=0),
                name="ccn_tieuchi_diem",
                violation_error_message="Điểm tối đa không âm.",
            ),
            models.CheckConstraint(
                condition=Q(don_vi__isnull=True, cha__isnull=True)
                | Q(don_vi__isnull=False, cha__isnull=False),
                name="ccn_tieuchi_cap",
                violation_error_message="Tiêu chí con phải thuộc một tỉnh; tiêu chí gốc thì không.",
            ),
        ]

    def __str__(self) -> str:
        return self.ten


@theo_doi()
class HanBieu(CoLuat):
    """Window and due date of a statutory form (Điều 3 TT 14/2024/TT-BCT)."""

    bieu = models.CharField("biểu", max_length=2, choices=Bieu.choices)
    loai_ky = models.CharField("kỳ", max_length=4, choices=LoaiKy.choices)
    thang_dau = models.PositiveSmallIntegerField("số liệu từ tháng")
    ngay_dau = models.PositiveSmallIntegerField("số liệu từ ngày")
    lech_nam_dau = models.SmallIntegerField(
        "lệch năm của ngày đầu", default=-1, help_text="-1: từ năm trước năm báo cáo."
    )
    thang_chot = models.PositiveSmallIntegerField("chốt số liệu tháng")
    ngay_chot = models.PositiveSmallIntegerField("chốt số liệu ngày")
    thang_han = models.PositiveSmallIntegerField("phải gửi trước ngày: tháng")
    ngay_han = models.PositiveSmallIntegerField("phải gửi trước ngày: ngày")
    nguoi_gui = models.CharField("bên gửi", max_length=12, choices=CoQuan.choices)
    noi_nhan = VanBanField("nơi nhận", max_length=200)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn gửi biểu thống kê"
        verbose_name_plural = "hạn gửi biểu thống kê"
        ordering = ["bieu", "loai_ky", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("ccn_hanbieu_ky_hop_le"),
            khong_chong(
                "ccn_hanbieu_khong_chong",
                "Biểu và kỳ này đã có hạn hiệu lực cùng ngày.",
                "bieu",
                "loai_ky",
            ),
            models.CheckConstraint(
                condition=Q(
                    thang_dau__range=(1, 12),
                    thang_chot__range=(1, 12),
                    thang_han__range=(1, 12),
                    ngay_dau__range=(1, 31),
                    ngay_chot__range=(1, 31),
                    ngay_han__range=(1, 31),
                ),
                name="ccn_hanbieu_ngay_thang",
                violation_error_message="Ngày, tháng không hợp lệ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bieu_display()}, {self.get_loai_ky_display()}"


@theo_doi()
class DiaBanUuDai(CoLuat):
    """Investment preference of a commune from a day on (địa bàn ưu đãi đầu tư)."""

    xa = models.ForeignKey(
        "donvi.Xa", verbose_name="xã, phường", on_delete=models.PROTECT, related_name="+"
    )
    loai = models.CharField("loại địa bàn", max_length=10, choices=LoaiDiaBan.choices)

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn ưu đãi"
        verbose_name_plural = "địa bàn ưu đãi"
        ordering = ["xa", "loai"]
        constraints = [
            ky_hop_le("ccn_diaban_ky_hop_le"),
            khong_chong(
                "ccn_diaban_khong_chong", "Xã này đã có loại địa bàn ấy cùng ngày.", "xa", "loai"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.xa}: {self.get_loai_display()}"


@theo_doi()
class QuyTac(QuyTacLuat):
    """A rule V01–V42 or an alert A01–A20 of clusters."""

    objects = HieuLucQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc cụm công nghiệp"
        verbose_name_plural = "quy tắc cụm công nghiệp"
        ordering = ["ma", "-hieu_luc_tu"]
        constraints = [
            ky_hop_le("ccn_quytac_ky_hop_le"),
            khong_chong("ccn_quytac_khong_chong", "Quy tắc này đã có dòng cùng ngày.", "ma"),
            models.CheckConstraint(
                condition=Q(ma__regex=r"^[VA]\d{2}$"),
                name="ccn_quytac_ma",
                violation_error_message="Mã quy tắc gồm «V» hoặc «A» và hai chữ số.",
            ),
        ]
