"""Rubrics: the suggested draft, the tree, approval by decision, a new version when scores exist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cucctdp.nap_goc.nap import doc_yaml
from sanpham_tieubieu.choices import TrangThaiKhung
from sanpham_tieubieu.khung_cay import Nut, loi_hinh
from sanpham_tieubieu.models import KhungDiem, KyBinhChon, PhieuCham, PhieuGiay, TieuChi
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.rules import chan, kiem_tra_ky
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import doi_soan, ke, loi_da_mo_diem
from sanpham_tieubieu.services.vo_hieu import bo_lan_nhap, vo_hieu_nhieu

TEP_GOI_Y = Path(settings.BASE_DIR) / "fixtures" / "san_pham" / "khung_diem_goi_y.yaml"


@cache
def _goi_y() -> dict[str, Any]:
    du_lieu: dict[str, Any] = doc_yaml(TEP_GOI_Y)
    return du_lieu


def nhom_co_goi_y() -> list[str]:
    """Groups that the suggested rubric knows."""
    return list(_goi_y()["nhom"])


def cay_goi_y(ma_nhom: str) -> list[Nut]:
    """The suggested rubric of a group: a proposal of the system, not law.

    Raises ValidationError for a group without one.
    """
    du_lieu = _goi_y()
    if ma_nhom not in du_lieu["nhom"]:
        raise ValidationError(f"Chưa có khung điểm gợi ý cho nhóm {ma_nhom}; hãy lập từ đầu.")
    cot = du_lieu["nhom"].index(ma_nhom)
    dong = du_lieu["tieu_chi"]
    la = {d["ma"]: Decimal(d["diem"][cot]) for d in dong if "diem" in d}

    def tong(ma: str) -> Decimal:
        return (
            la[ma]
            if ma in la
            else sum((tong(d["ma"]) for d in dong if d.get("cha") == ma), Decimal(0))
        )

    return [
        Nut(
            d["ma"],
            d["ten"],
            tong(d["ma"]),
            d.get("cha", ""),
            d.get("huong_dan", ""),
            d.get("thoi_diem", "ho_so"),
        )
        for d in dong
    ]


def doc_cay(khung: KhungDiem) -> list[Nut]:
    """The stored tree, parents before children; one query."""
    dong = list(khung.tieu_chi.order_by("thu_tu", "id"))
    ma = {t.pk: t.ma for t in dong}
    return [
        Nut(
            t.ma,
            t.ten,
            t.diem_toi_da,
            ma.get(t.cha_id, ""),
            t.huong_dan,
            t.thoi_diem,
            tuple(t.cac_muc),
        )
        for t in dong
    ]


def kiem_khung(khung: KhungDiem) -> list[str]:
    """Everything that stands against approving the rubric (R09, R10); [] when nothing does."""
    return chan(kiem_tra_ky(khung.ky, "khung", khung=khung))


def _ghi_cay(khung: KhungDiem, cay: Sequence[Nut]) -> None:
    khung.tieu_chi.all().delete()
    co: dict[str, TieuChi] = {}
    con_lai = list(enumerate(cay, 1))
    while con_lai:
        # One statement for each depth of the tree: a parent's id is known before its children.
        tang = [(i, n) for i, n in con_lai if not n.cha or n.cha in co]
        con_lai = [(i, n) for i, n in con_lai if n.cha and n.cha not in co]
        dong = TieuChi.objects.bulk_create(
            TieuChi(
                khung=khung,
                cha=co.get(n.cha),
                ma=n.ma,
                ten=n.ten,
                diem_toi_da=n.diem_toi_da,
                huong_dan=n.huong_dan,
                cac_muc=list(n.cac_muc),
                thoi_diem=n.thoi_diem,
                thu_tu=i,
            )
            for i, n in tang
        )
        co |= {t.ma: t for t in dong}


@transaction.atomic
def tao_khung(
    ky: KyBinhChon, ma_nhom: str, *, by: Any, cay: Sequence[Nut], tu_mau: bool = False
) -> KhungDiem:
    """A draft for a group with its tree; versions go up. A draft that exists is refused.

    Raises ValidationError with everything wrong but the sums: those are asked at approval.
    """
    ky = khoa_ky(ky)
    doi_soan(by, ky)
    loi = loi_da_mo_diem(ky)
    co = ky.khung_diem.filter(ma_nhom=ma_nhom)
    if co.filter(trang_thai=TrangThaiKhung.NHAP).exists():
        loi.append("Nhóm này đang có dự thảo khung điểm; hãy sửa dự thảo ấy.")
    loi += loi_hinh(cay)
    gom(loi)
    so = (co.aggregate(m=Max("phien_ban"))["m"] or 0) + 1
    khung = KhungDiem(ky=ky, ma_nhom=ma_nhom, phien_ban=so, tu_mau=tu_mau)
    khung.full_clean()
    khung.save()
    _ghi_cay(khung, cay)
    du_lieu = {"nhom": ma_nhom, "tu_mau": tu_mau}
    ke("tao_khung_diem", khung, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    return khung


def nap_goi_y(ky: KyBinhChon, ma_nhom: str, *, by: Any) -> KhungDiem:
    """The suggested rubric of a group as a draft that says where it comes from (``tu_mau``)."""
    return tao_khung(ky, ma_nhom, by=by, cay=cay_goi_y(ma_nhom), tu_mau=True)


def phien_ban_moi(khung: KhungDiem, *, by: Any) -> KhungDiem:
    """A new draft that starts as a copy: the way to change a rubric that was approved (R11)."""
    return tao_khung(khung.ky, khung.ma_nhom, by=by, cay=doc_cay(khung), tu_mau=khung.tu_mau)


def chep_tu(khung: KhungDiem, ky: KyBinhChon, *, by: Any) -> KhungDiem:
    """A draft in another round with the tree of ``khung``; an earlier round's wording is kept."""
    return tao_khung(ky, khung.ma_nhom, by=by, cay=doc_cay(khung), tu_mau=khung.tu_mau)


@transaction.atomic
def sua_cay(khung: KhungDiem, cay: Sequence[Nut], *, by: Any) -> KhungDiem:
    """Put another tree into a draft; parents come before children.

    Raises ValidationError with everything wrong; R11 for a rubric that is no draft any more.
    """
    khung = KhungDiem.objects.select_for_update(of=("self",)).select_related("ky").get(pk=khung.pk)
    doi_soan(by, khung.ky)
    loi = []
    if khung.trang_thai != TrangThaiKhung.NHAP:
        loi.append("R11: Khung điểm đã phê duyệt, không được sửa; hãy tạo phiên bản mới.")
    loi += loi_hinh(cay)
    gom(loi)
    _ghi_cay(khung, cay)
    ke("sua_khung_diem", khung, ky_id=khung.ky_id, by=by, du_lieu={"tieu_chi": len(cay)})
    return khung


@transaction.atomic
def duyet_khung(
    khung: KhungDiem, *, by: Any, so_qd: str, ngay_qd: date | None, nguoi_duyet: str
) -> KhungDiem:
    """The decision of the council's chair (R12); the version used so far is replaced.

    Sheets on the replaced version count no more: its entries are scored again (R11). Raises
    ValidationError with everything that stands against it.
    """
    ky = khoa_ky(khung.ky)
    doi_ky(by, ky)
    khung = KhungDiem.objects.select_for_update(of=("self",)).get(pk=khung.pk)
    loi = loi_da_mo_diem(ky)
    if khung.trang_thai != TrangThaiKhung.NHAP:
        loi.append("Khung điểm này không còn là dự thảo.")
    if not so_qd.strip() or ngay_qd is None or not nguoi_duyet.strip():
        loi.append("R12: Ghi số, ngày quyết định và người phê duyệt khung điểm.")
    loi += kiem_khung(khung)
    gom(loi)
    cu = ky.khung_diem.filter(ma_nhom=khung.ma_nhom, trang_thai=TrangThaiKhung.DA_DUYET)
    thay = list(cu.select_for_update(of=("self",)))
    ly_do = f"Khung điểm thay bằng phiên bản {khung.phien_ban}, chấm lại."
    so_phieu = vo_hieu_nhieu(PhieuCham.objects.filter(khung__in=thay), ly_do=ly_do, by=by)
    if thay:
        bo_lan_nhap(
            PhieuGiay.objects.filter(ho_so__ky=ky, ho_so__ma_nhom=khung.ma_nhom).values_list(
                "ho_so_id", "giam_khao_id"
            )
        )
    for k in thay:
        k.trang_thai = TrangThaiKhung.THAY_THE
        k.save()
    khung.trang_thai = TrangThaiKhung.DA_DUYET
    khung.so_qd, khung.ngay_qd, khung.nguoi_duyet = so_qd, ngay_qd, nguoi_duyet
    khung.full_clean()
    khung.save()
    ke(
        "duyet_khung_diem",
        khung,
        ky_id=ky.pk,
        by=by,
        du_lieu={"so_qd": so_qd, "ngay_qd": ngay_qd, "phieu_cham_lai": so_phieu},
    )
    return khung
