"""Beneficiaries of a đề án: the rows on which ceilings and «never twice» are checked."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField
from khuyencong.choices import (
    HieuLucThuHuong,
    TinhTrangMay,
)
from khuyencong.models.de_an import DeAnNoiDung
from khuyencong.models.kinh_phi import TIEN, CoKinhPhi, khong_am
from khuyencong.models.pham_vi import TheoDeAnQuerySet

_HOP_NHAT = """
    -- The unique key sees one record of an establishment; this sees those merged into it as well.
    IF NEW.hieu_luc <> 'hieu_luc' OR NEW.khoa_chi = '' OR NEW.co_so_id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(hop_nhat_vao_id, id) INTO goc FROM donvi_coso WHERE id = NEW.co_so_id;
    IF NOT EXISTS (SELECT 1 FROM donvi_coso WHERE hop_nhat_vao_id = goc) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM donvi_coso WHERE id = goc FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM khuyencong_thuhuong t
        JOIN donvi_coso c ON c.id = t.co_so_id AND (c.id = goc OR c.hop_nhat_vao_id = goc)
        WHERE t.khoa_chi = NEW.khoa_chi AND t.hieu_luc = 'hieu_luc' AND t.id <> NEW.id
    ) THEN
        RAISE unique_violation USING CONSTRAINT = 'kc_thuhuong_khong_trung_hop_nhat',
            MESSAGE = 'Cơ sở đã được hỗ trợ cho cùng nội dung chi dưới tên đã hợp nhất (KC12).';
    END IF;
    RETURN NULL;
"""

# The ceiling (KC05) of beneficiary «mot» and of all that stand in đề án «cua»: asked when money is
# approved and, lest a ceiling be changed behind the ledger's back, when a ceiling changes.
BIEN_TRAN = [("v", "record"), ("mot", "bigint"), ("cua", "bigint")]
KIEM_TRAN = """
    SELECT t.tran, t.ngoai_le, coalesce(sum(b.so_tien), 0) AS tien INTO v
    FROM khuyencong_thuhuong t
    JOIN khuyencong_buttoan b ON b.thu_huong_id = t.id AND b.loai = 'phe_duyet'
        AND b.nguon IN ('kcqg', 'kcdp')
    WHERE t.id = mot GROUP BY t.tran, t.ngoai_le;
    IF FOUND AND v.tran IS NOT NULL AND v.ngoai_le = '' AND v.tien > v.tran THEN
        RAISE check_violation USING CONSTRAINT = 'kc_so_cai_tran',
            MESSAGE = 'Kinh phí hỗ trợ vượt mức trần mà chưa có căn cứ vượt mức (KC05).';
    END IF;
    IF EXISTS (
        SELECT 1 FROM khuyencong_buttoan WHERE de_an_id = cua AND loai = 'phe_duyet'
        AND thu_huong_id IS NULL
    ) THEN
        -- With an entry that names no beneficiary, now or before, the ceilings of all that stand
        -- count together; one without a certain ceiling, or with a recorded exception, leaves no
        -- sum to hold against. Published đề án pass: their sources name no beneficiary.
        SELECT sum(t.tran) AS tran, bool_and(t.tran IS NOT NULL AND t.ngoai_le = '') AS du,
            (SELECT coalesce(sum(b.so_tien), 0) FROM khuyencong_buttoan b
                LEFT JOIN khuyencong_thuhuong k ON k.id = b.thu_huong_id
                WHERE b.de_an_id = cua AND b.loai = 'phe_duyet'
                AND b.nguon IN ('kcqg', 'kcdp') AND coalesce(k.hieu_luc, '') <> 'huy') AS tien
        INTO v FROM khuyencong_thuhuong t
        JOIN khuyencong_deannoidung n ON n.id = t.noi_dung_id
        WHERE n.de_an_id = cua AND t.hieu_luc <> 'huy';
        IF v.du AND v.tien > v.tran THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_tran',
                MESSAGE = 'Kinh phí hỗ trợ vượt tổng mức trần mà chưa có căn cứ vượt mức (KC05).';
        END IF;
    END IF;
"""
_DOI_TRAN = """
    mot := NEW.id;
    SELECT n.de_an_id INTO cua FROM khuyencong_deannoidung n
    JOIN khuyencong_thuhuong t ON t.noi_dung_id = n.id WHERE t.id = NEW.id;
    -- As every entry does: whoever approves money meanwhile waits, then sees the new ceiling.
    PERFORM 1 FROM khuyencong_dean WHERE id = cua FOR NO KEY UPDATE;
    -- kiem tran
    RETURN NULL;
""".replace("-- kiem tran", KIEM_TRAN)


class CuaNoiDungQuerySet(TheoDeAnQuerySet):
    duong_de_an = "noi_dung__de_an"


class ThuHuongQuerySet(CuaNoiDungQuerySet):
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
    thong_so_may = VanBanField(
        "thông số kỹ thuật của máy",
        max_length=255,
        blank=True,
        help_text="Công suất, năng suất, kích thước; in trên Mẫu 4b.",
    )
    xuat_xu_may = VanBanField(
        "xuất xứ của máy", max_length=120, blank=True, help_text="Nước hoặc hãng sản xuất."
    )
    gia_may = TienField(
        "giá máy theo báo giá (đồng)",
        null=True,
        blank=True,
        help_text="Đồng, theo báo giá trong hồ sơ; để trống khi chưa có báo giá.",
    )
    lao_dong = models.PositiveIntegerField(
        "lao động khi đăng ký (người)",
        null=True,
        blank=True,
        help_text="Số lao động của cơ sở tại ngày đăng ký; để trống khi chưa rõ, không ghi 0.",
    )
    von = TienField(
        "vốn khi đăng ký (đồng)",
        null=True,
        blank=True,
        help_text="Vốn đăng ký hoặc tổng nguồn vốn của cơ sở tại ngày đăng ký.",
    )
    diem_binh_chon = models.DecimalField(
        "điểm bình chọn sản phẩm",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Điểm trung bình của Ban Giám khảo, thang 100; chỉ với thưởng sản phẩm (KC39).",
    )
    gcn_so = VanBanField(
        "giấy chứng nhận sản phẩm tiêu biểu",
        max_length=120,
        blank=True,
        help_text="Số, ngày giấy chứng nhận cấp dưới còn hiệu lực (TT 26/2014/TT-BCT).",
    )
    gcn_den = models.DateField(
        "giấy chứng nhận hiệu lực đến",
        null=True,
        blank=True,
        help_text="Ngày 31/12 của năm thứ ba kể từ năm cấp (Điều 17 TT 26/2014/TT-BCT).",
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
        triggers = [
            pgtrigger.Trigger(
                name="thu_huong_khong_trung_hop_nhat",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("hieu_luc", "khoa_chi", "co_so_id"),
                func=_HOP_NHAT,
                declare=[("goc", "bigint")],
            ),
            pgtrigger.Trigger(
                name="thu_huong_trong_tran",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("tran", "ngoai_le"),
                condition=pgtrigger.AnyChange("tran", "ngoai_le"),
                timing=pgtrigger.Deferred,
                func=_DOI_TRAN,
                declare=BIEN_TRAN,
            ),
        ]
        constraints = [
            khong_am("kc_thuhuong_khong_am", *TIEN),
            models.CheckConstraint(
                condition=Q(chi_phi_hop_le__isnull=True) | Q(chi_phi_hop_le__gt=0),
                name="kc_thuhuong_chi_phi_duong",
                violation_error_message="Chi phí hợp lệ phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=(Q(gia_may__isnull=True) | Q(gia_may__gt=0))
                & (Q(von__isnull=True) | Q(von__gte=0)),
                name="kc_thuhuong_gia_von",
                violation_error_message="Giá máy phải lớn hơn 0, vốn không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(diem_binh_chon__isnull=True) | Q(diem_binh_chon__range=(0, 100)),
                name="kc_thuhuong_diem",
                violation_error_message="Điểm bình chọn từ 0 đến 100.",
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
