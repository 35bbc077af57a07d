"""Blank scoring sheets (Phụ lục 4) of a whole round as one PDF, a part for each judge.

For juries that score on paper: every assignment without a signed sheet whose judge may score it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from cucctdp.files.models import CongViec
from cucctdp.van_ban import ban_pdf
from sanpham_tieubieu.choices import TrangThaiKhung, TrangThaiPhieu
from sanpham_tieubieu.giay_to.danh_sach import hoan_chinh_phieu
from sanpham_tieubieu.giay_to.du_lieu import doc_ky
from sanpham_tieubieu.giay_to.phieu_cham import phieu_cham
from sanpham_tieubieu.models import KhungDiem, KyBinhChon, PhanCong, PhieuCham, XungDot
from sanpham_tieubieu.quyen_tep import IN_PHIEU_TRANG
from sanpham_tieubieu.services import in_hang_loat


def cho_in(ky: KyBinhChon) -> QuerySet[PhanCong]:
    """Assignments whose blank sheet can be handed out: rubric approved, no conflict, not signed."""
    cap = {"ho_so": OuterRef("ho_so"), "giam_khao": OuterRef("giam_khao")}
    khung = KhungDiem.objects.filter(
        ky=ky, ma_nhom=OuterRef("ho_so__ma_nhom"), trang_thai=TrangThaiKhung.DA_DUYET
    )
    return PhanCong.objects.filter(
        Exists(khung),
        ~Exists(XungDot.objects.filter(**cap, chan=True, go_luc__isnull=True)),
        ~Exists(PhieuCham.objects.filter(**cap, trang_thai=TrangThaiPhieu.DA_KY)),
        ho_so__ky=ky,
        giam_khao__thoi_tu__isnull=True,
    )


def yeu_cau_in_phieu(ky: KyBinhChon, *, by: Any) -> tuple[CongViec, bool]:
    """Queue the blank sheets of a round: (job, made now); errors as ``in_hang_loat.yeu_cau``."""
    from sanpham_tieubieu.tasks import in_phieu_phan

    dem = cho_in(ky).order_by().values("giam_khao").annotate(so=Count("pk"))
    theo = dem.order_by("giam_khao__thu_tu", "giam_khao").values_list("giam_khao", "so")
    phan = [(str(gk), so) for gk, so in theo]
    return in_hang_loat.yeu_cau(LOAI, ky, phan, gui=in_phieu_phan.delay, by=by)


def in_phan(phan_id: int) -> None:
    """Set the sheets of one judge; the last part joins them."""
    in_hang_loat.in_phan(LOAI, phan_id)


def _ve(ky: KyBinhChon, ma: str) -> bytes:
    """Sheets of one judge in the order of codes."""
    k = doc_ky(ky)
    khung = {
        x.ma_nhom: x
        for x in KhungDiem.objects.filter(
            ky=ky, trang_thai=TrangThaiKhung.DA_DUYET
        ).prefetch_related("tieu_chi")
    }
    cac = cho_in(ky).filter(giam_khao=int(ma)).select_related("ho_so", "giam_khao__nhan_su")
    to = [
        hoan_chinh_phieu(
            k, phieu_cham(k, p.ho_so, p.giam_khao, khung[p.ho_so.ma_nhom]), p.ho_so.ma_so
        )
        for p in cac.order_by("ho_so__ma_nhom", "ho_so__ma_so", "pk")
    ]
    return in_hang_loat.ghep([ban_pdf(t) for t in to])


LOAI = in_hang_loat.LoaiIn(
    loai=IN_PHIEU_TRANG,
    ten="Phiếu chấm trống",
    ten_tep="phieu-cham-trang",
    su_kien="phieucham.in_trang",
    trong="Kỳ này không có phiếu nào để in: chưa phân công, chưa duyệt khung điểm hoặc đã ký hết.",
    ve=_ve,
)
