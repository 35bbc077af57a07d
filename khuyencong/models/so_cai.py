"""The ledger (sổ cái kinh phí): what was registered, approved, allotted, contracted, paid, settled.

Entries are only added; a mistake is corrected by a reversal. The limits between the kinds hold at
the end of every transaction, whoever writes: a deferred trigger locks the đề án and adds up.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cucctdp.accounts.khoa_nguoi import khoa_nguoi
from cucctdp.donvi.models.hieu_luc import theo_doi
from cucctdp.formats.fields import TienField, VanBanField
from khuyencong.choices import LoaiButToan, Nguon
from khuyencong.models.de_an import CuaDeAnQuerySet, DeAn
from khuyencong.models.ke_hoach import DotGiaoVon
from khuyencong.models.thu_huong import BIEN_TRAN, KIEM_TRAN, ThuHuong
from khuyencong.models.thuc_hien import HopDong

_L = LoaiButToan


_KIEM_TRA = """
    -- Two writers of one đề án wait for each other; each then sees what the other committed.
    -- NO KEY: both already hold the key share of their foreign keys, a full lock would deadlock.
    PERFORM 1 FROM khuyencong_dean WHERE id = NEW.de_an_id FOR NO KEY UPDATE;
    IF NEW.dao_cua_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM khuyencong_buttoan g WHERE g.id = NEW.dao_cua_id
        AND (g.de_an_id, g.loai, g.nguon, g.nam, -g.so_tien)
            = (NEW.de_an_id, NEW.loai, NEW.nguon, NEW.nam, NEW.so_tien)
        AND (g.hop_dong_id, g.thu_huong_id, g.dot_id)
            IS NOT DISTINCT FROM (NEW.hop_dong_id, NEW.thu_huong_id, NEW.dot_id)
        AND g.dao_cua_id IS NULL
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'kc_so_cai_dao_dung',
            MESSAGE = 'Bút toán đảo phải trái dấu và giống hệt bút toán gốc.';
    END IF;
    IF NEW.hop_dong_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM khuyencong_hopdong WHERE id = NEW.hop_dong_id AND de_an_id = NEW.de_an_id
    ) OR NEW.thu_huong_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM khuyencong_thuhuong t JOIN khuyencong_deannoidung n ON n.id = t.noi_dung_id
        WHERE t.id = NEW.thu_huong_id AND n.de_an_id = NEW.de_an_id
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'kc_so_cai_cung_de_an',
            MESSAGE = 'Hợp đồng, đơn vị thụ hưởng của bút toán phải thuộc đề án đó.';
    END IF;
    FOR v IN
        SELECT nguon,
            sum(so_tien) FILTER (WHERE loai = 'phe_duyet') AS phe_duyet,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'giao'), 0) AS giao,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'hop_dong'), 0) AS hop_dong,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'tam_ung'), 0) AS tam_ung,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'nghiem_thu'), 0) AS nghiem_thu,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'quyet_toan'), 0) AS quyet_toan,
            coalesce(sum(so_tien) FILTER (WHERE loai = 'hoan_tra'), 0) AS hoan_tra
        FROM khuyencong_buttoan WHERE de_an_id = NEW.de_an_id GROUP BY nguon
    LOOP
        IF least(coalesce(v.phe_duyet, 0), v.giao, v.hop_dong, v.tam_ung, v.nghiem_thu,
                 v.quyet_toan, v.hoan_tra) < 0 THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_khong_am',
                MESSAGE = 'Bút toán đảo lớn hơn số đã ghi.';
        END IF;
        IF v.giao > coalesce(v.phe_duyet, 0) THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_giao',
                MESSAGE = 'Tổng kinh phí được giao vượt kinh phí được phê duyệt.';
        END IF;
        IF v.hop_dong > coalesce(v.phe_duyet, 0) THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_hop_dong',
                MESSAGE = 'Tổng giá trị hợp đồng vượt kinh phí được phê duyệt (KC20).';
        END IF;
        IF v.tam_ung > v.giao THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_tam_ung_giao',
                MESSAGE = 'Tổng tạm ứng vượt kinh phí được giao (KC23).';
        END IF;
    END LOOP;
    IF NEW.loai IN ('phe_duyet', 'giao') THEN
        -- What a year leaves may be carried over (NĐ 45/2012 Điều 14), never drawn beforehand:
        -- allotted up to a year stays within what is approved up to that year.
        SELECT t.nam INTO v FROM (
            SELECT nam,
                sum(coalesce(sum(so_tien) FILTER (WHERE loai = 'phe_duyet'), 0)) OVER w AS duyet,
                sum(coalesce(sum(so_tien) FILTER (WHERE loai = 'giao'), 0)) OVER w AS giao
            FROM khuyencong_buttoan
            WHERE de_an_id = NEW.de_an_id AND loai IN ('phe_duyet', 'giao')
            GROUP BY nguon, nam WINDOW w AS (PARTITION BY nguon ORDER BY nam)
        ) t WHERE t.giao > t.duyet LIMIT 1;
        IF FOUND THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_giao_nam',
                MESSAGE = 'Kinh phí được giao đến năm ' || v.nam
                    || ' vượt kinh phí được phê duyệt cho các năm đến đó.';
        END IF;
    END IF;
    FOR v IN
        SELECT h.id, h.ty_le_tam_ung AS ty_le, b.nguon,
            coalesce(sum(b.so_tien) FILTER (WHERE b.loai = 'hop_dong'), 0) AS hop_dong,
            coalesce(sum(b.so_tien) FILTER (WHERE b.loai = 'tam_ung'), 0) AS tam_ung,
            coalesce(sum(b.so_tien) FILTER (WHERE b.loai = 'nghiem_thu'), 0) AS nghiem_thu,
            coalesce(sum(b.so_tien) FILTER (WHERE b.loai = 'quyet_toan'), 0) AS quyet_toan,
            coalesce(sum(b.so_tien) FILTER (WHERE b.loai = 'hoan_tra'), 0) AS hoan_tra
        FROM khuyencong_buttoan b JOIN khuyencong_hopdong h ON h.id = b.hop_dong_id
        -- Of this đề án by its own index: by way of the contracts the whole ledger was scanned.
        WHERE b.de_an_id = NEW.de_an_id GROUP BY h.id, h.ty_le_tam_ung, b.nguon
    LOOP
        IF v.tam_ung > v.hop_dong THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_tam_ung_hop_dong',
                MESSAGE = 'Tổng tạm ứng vượt kinh phí hợp đồng (KC23).';
        END IF;
        -- Before acceptance the first advance is capped; afterwards accepted volume may be paid.
        IF v.tam_ung > greatest(floor(v.hop_dong * v.ty_le / 100), v.nghiem_thu) THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_ty_le_tam_ung',
                MESSAGE = 'Tạm ứng vượt tỷ lệ cho phép khi chưa có khối lượng nghiệm thu (KC22).';
        END IF;
        IF v.nghiem_thu > v.hop_dong THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_nghiem_thu',
                MESSAGE = 'Giá trị nghiệm thu vượt giá trị hợp đồng.';
        END IF;
        -- By contract: what was accepted or advanced under one never stands in for another.
        IF v.quyet_toan > v.nghiem_thu THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_quyet_toan',
                MESSAGE = 'Kinh phí quyết toán vượt giá trị đã nghiệm thu của hợp đồng.';
        END IF;
        IF v.hoan_tra > v.tam_ung THEN
            RAISE check_violation USING CONSTRAINT = 'kc_so_cai_hoan_tra',
                MESSAGE = 'Số hoàn trả lớn hơn số đã tạm ứng của hợp đồng.';
        END IF;
    END LOOP;
    IF NEW.loai = 'phe_duyet' THEN
        mot := NEW.thu_huong_id;
        cua := NEW.de_an_id;
        -- kiem tran
    END IF;
    RETURN NULL;
""".replace("-- kiem tran", KIEM_TRAN)


@theo_doi()
class ButToan(models.Model):
    """One entry: kind, source, year, amount in đồng; a reversal is negative and names its entry."""

    de_an = models.ForeignKey(
        DeAn, verbose_name="đề án", on_delete=models.PROTECT, related_name="but_toan"
    )
    loai = models.CharField("loại", max_length=12, choices=LoaiButToan.choices)
    nguon = models.CharField("nguồn", max_length=10, choices=Nguon.choices)
    nam = models.PositiveSmallIntegerField("năm ngân sách")
    so_tien = TienField("số tiền (đồng)")
    ngay = models.DateField("ngày")
    thu_huong = models.ForeignKey(
        ThuHuong,
        verbose_name="đơn vị thụ hưởng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="but_toan",
    )
    hop_dong = models.ForeignKey(
        HopDong,
        verbose_name="hợp đồng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="but_toan",
    )
    dot = models.ForeignKey(
        DotGiaoVon,
        verbose_name="đợt giao vốn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="but_toan",
    )
    chung_tu = VanBanField(
        "chứng từ, văn bản", max_length=255, help_text="Số, ngày văn bản hoặc chứng từ."
    )
    dao_cua = models.OneToOneField(
        "self",
        verbose_name="đảo của bút toán",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bi_dao",
    )
    ly_do = VanBanField("lý do", max_length=500, blank=True)
    nguoi = khoa_nguoi("người ghi")
    luc = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = CuaDeAnQuerySet.as_manager()

    class Meta:
        verbose_name = "bút toán"
        verbose_name_plural = "sổ cái kinh phí"
        ordering = ["de_an", "luc", "id"]
        triggers = [
            pgtrigger.Protect(
                name="but_toan_chi_ghi_them", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="but_toan_gioi_han",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=_KIEM_TRA,
                declare=BIEN_TRAN,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(so_tien=0),
                name="kc_buttoan_khac_khong",
                violation_error_message="Số tiền phải khác 0.",
            ),
            models.CheckConstraint(
                condition=Q(dao_cua__isnull=True, so_tien__gt=0)
                | (Q(dao_cua__isnull=False, so_tien__lt=0) & ~Q(ly_do="")),
                name="kc_buttoan_dao_am_co_ly_do",
                violation_error_message="Chỉ bút toán đảo mới âm, và phải nêu lý do.",
            ),
            models.CheckConstraint(
                condition=Q(loai__in=[_L.DANG_KY, _L.PHE_DUYET, _L.GIAO], hop_dong__isnull=True)
                | Q(
                    loai__in=[_L.HOP_DONG, _L.TAM_UNG, _L.NGHIEM_THU, _L.QUYET_TOAN, _L.HOAN_TRA],
                    hop_dong__isnull=False,
                ),
                name="kc_buttoan_hop_dong_theo_loai",
                violation_error_message="Từ bước hợp đồng trở đi, bút toán phải gắn hợp đồng.",
            ),
            models.CheckConstraint(
                condition=Q(dot__isnull=True) | Q(loai=_L.GIAO),
                name="kc_buttoan_dot_chi_khi_giao",
                violation_error_message="Chỉ bút toán giao vốn mới gắn đợt.",
            ),
            models.CheckConstraint(
                condition=Q(dao_cua__isnull=True) | ~Q(dao_cua=F("id")),
                name="kc_buttoan_khong_tu_dao",
                violation_error_message="Bút toán không đảo chính nó.",
            ),
        ]
        indexes = [
            models.Index(fields=["de_an", "loai", "nguon"], name="kc_buttoan_de_an"),
            models.Index(fields=["nam", "loai", "nguon"], name="kc_buttoan_nam"),
        ]

    def __str__(self) -> str:
        return f"{self.get_loai_display()} {self.so_tien} đ ({self.get_nguon_display()})"
