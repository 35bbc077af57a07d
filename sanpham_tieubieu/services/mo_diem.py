"""The opening minute: what was signed is what is opened, or nothing is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from cucctdp.audit.models import SuKien
from cucctdp.audit.verify import kiem_tra_chuoi
from cucctdp.workflow.steps import BuocBiTuChoi, perform, perform_nhieu
from sanpham_tieubieu.choices import GiaiDoan, TrangThaiHoSo, TrangThaiKy, TrangThaiPhieu
from sanpham_tieubieu.giai_doan import cac_moc
from sanpham_tieubieu.luc_cham import thoi_diem_dang_mo
from sanpham_tieubieu.models import DiemTieuChi, HoSoDangKy, KyBinhChon, PhieuCham
from sanpham_tieubieu.niem_phong import bam_ky, bam_phieu
from sanpham_tieubieu.services.cua import khoa_ky
from sanpham_tieubieu.services.cua_cham import chuoi_cua, ke
from sanpham_tieubieu.services.phan_cong import DE_CHAM
from sanpham_tieubieu.services.vo_hieu import vo_hieu_chua_ky
from sanpham_tieubieu.services.xung_dot import chua_ghi
from sanpham_tieubieu.workflow import CHAM_XONG, MO_DIEM

_CHAM = (GiaiDoan.CHAM_HO_SO, GiaiDoan.CHAM_THUC_TE, GiaiDoan.CHAM_HIEN_VAT)
_MO = "mo_diem_cham"


@dataclass
class CamKet:
    """Commitments as the audit chain tells them: sheet id → hash; ``luc_mo``: at the opening."""

    nay: dict[int, str] = field(default_factory=dict)
    luc_mo: dict[int, str] | None = None


def doc_cam_ket(ky: KyBinhChon) -> CamKet:
    """Fold the chain of the round: signed, reopened, voided, opened; one query."""
    kq = CamKet()
    su_kien = SuKien.objects.filter(
        chuoi=chuoi_cua(ky.pk),
        hanh_dong__in=["ky_phieu", "mo_lai_phieu", "vo_hieu_phieu", _MO],
    )
    for viec, pk, du_lieu in su_kien.order_by("so").values_list(
        "hanh_dong", "doi_tuong_id", "du_lieu"
    ):
        if viec == "ky_phieu":
            kq.nay[int(pk)] = du_lieu["bam"]
        elif viec == _MO:
            kq.luc_mo = dict(kq.nay)
        else:
            kq.nay.pop(int(pk), None)
    return kq


def _diem_cua(phieu: Iterable[PhieuCham]) -> dict[int, dict[str, Any]]:
    diem: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, ma, d in DiemTieuChi.objects.filter(
        phieu__in=[p.pk for p in phieu], diem__isnull=False
    ).values_list("phieu", "tieu_chi__ma", "diem"):
        diem[pk][ma] = d
    return diem


def _phieu_lech(phieu: Sequence[PhieuCham], cam_ket: dict[int, str]) -> list[str]:
    diem = _diem_cua(phieu)
    loi = []
    for p in phieu:
        bam = bam_phieu(
            phieu_id=p.pk,
            ho_so_id=p.ho_so_id,
            giam_khao_id=p.giam_khao_id,
            khung_id=p.khung_id,
            diem=diem[p.pk],
            nhan_xet=p.nhan_xet,
            muoi=p.muoi,
        )
        if not bam == p.bam == cam_ket.get(p.pk):
            loi.append(f"{p}: điểm không khớp mã băm lúc ký.")
    if mat := set(cam_ket) - {p.pk for p in phieu}:
        loi.append(f"Có {len(mat)} phiếu đã ký trong nhật ký nhưng không còn được tính.")
    return loi


def kiem_cam_ket(ky: KyBinhChon) -> list[str]:
    """Whatever in the signed sheets differs from their commitments; [] when nothing does.

    Asked at the opening and by anybody later: the answer names sheets, never scores.
    """
    loi = [
        f"Nhật ký của kỳ bị sửa ở số {h.so}: {h.mo_ta}" for h in kiem_tra_chuoi(chuoi_cua(ky.pk))
    ]
    cam_ket = doc_cam_ket(ky)
    phieu = list(
        PhieuCham.objects.filter(ho_so__ky=ky, trang_thai=TrangThaiPhieu.DA_KY)
        .select_related("ho_so", "giam_khao__nhan_su")
        .order_by("pk")
    )
    loi += _phieu_lech(phieu, cam_ket.nay)
    if ky.bam_mo_diem and bam_ky((cam_ket.luc_mo or {}).values()) != ky.bam_mo_diem:
        loi.append("Mã băm khi mở điểm không khớp các phiếu đã ký lúc ấy.")
    return loi


def vuong_mo_diem(ky: KyBinhChon) -> list[str]:
    """Why the scores may not be opened now, but for unsigned sheets and commitments."""
    loi = []
    bay_gio = timezone.now()
    if ky.du_kien_mo_diem is None:
        loi.append("Đặt phút mở điểm trước.")
    elif bay_gio < ky.du_kien_mo_diem:
        luc = timezone.localtime(ky.du_kien_mo_diem)
        loi.append(f"Chưa đến phút mở điểm đã định ({luc:%H:%M ngày %d/%m/%Y}).")
    moc = cac_moc(ky)
    cham = [moc[g] for g in _CHAM if g in moc]
    if cham and thoi_diem_dang_mo(ky, bay_gio) is not None:
        den = timezone.localtime(max(m.dong_luc for m in cham))
        loi.append(f"Còn trong thời gian chấm điểm (đến {den:%H:%M ngày %d/%m/%Y}).")
    return loi


def phieu_chua_ky(ky: KyBinhChon) -> list[PhieuCham]:
    """Sheets begun and not signed on entries still judged: named before the opening."""
    return list(
        PhieuCham.objects.filter(
            ho_so__ky=ky, trang_thai=TrangThaiPhieu.DANG_CHAM, ho_so__trang_thai__in=DE_CHAM
        )
        .select_related("ho_so", "giam_khao__nhan_su")
        .order_by("ho_so__ma_so", "giam_khao__thu_tu")
    )


@transaction.atomic
def mo_diem(ky: KyBinhChon, *, by: Any, bo_phieu_chua_ky: bool = False) -> KyBinhChon:
    """Open the scores of a round: from this minute on they may be read, and never changed.

    ``bo_phieu_chua_ky``: sheets nobody signed are left out of the count; without it they stop the
    opening. Every commitment is checked first. Entries become «đã chấm». Raises BuocBiTuChoi.
    """
    ky = khoa_ky(ky)
    if ky.trang_thai == TrangThaiKy.CHAM:
        # Whoever signs holds his sheet's row first: after this lock every signature is seen.
        list(
            PhieuCham.objects.filter(ho_so__ky=ky)
            .select_for_update(of=("self",))
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        loi = vuong_mo_diem(ky)
        chua = phieu_chua_ky(ky)
        if chua and not bo_phieu_chua_ky:
            loi.append(f"Còn {len(chua)} phiếu chưa ký: {', '.join(str(p) for p in chua[:5])}.")
        moi = [(g, h) for g, h, p in chua_ghi(ky) if p.chan]
        loi += [
            f"R35: {g.nhan_su} có xung đột lợi ích chưa ghi với sản phẩm mã {h.ma_so}; "
            "hãy tìm xung đột lợi ích rồi mở điểm."
            for g, h in moi
        ]
        loi += kiem_cam_ket(ky)
        cam_ket = doc_cam_ket(ky).nay
        if not cam_ket:
            loi.append("Chưa có phiếu nào đã ký.")
        if loi:
            raise BuocBiTuChoi(MO_DIEM, loi)
        con_lai = PhieuCham.objects.filter(ho_so__ky=ky)
        vo_hieu_chua_ky(con_lai, ly_do="Chưa ký khi mở điểm.", by=by)
        bam = bam_ky(cam_ket.values())
        gan = {"mo_diem_luc": timezone.now(), "bam_mo_diem": bam}
        du_lieu = {"bam": bam, "so_phieu": len(cam_ket)}
    else:
        gan, du_lieu = {}, {}
    ky = perform(MO_DIEM, ky, by=by, gan=gan, du_lieu=du_lieu)
    ke(_MO, ky, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    cac = HoSoDangKy.objects.filter(ky=ky)
    cham = cac.filter(trang_thai=TrangThaiHoSo.DANG_CHAM)
    perform_nhieu(CHAM_XONG, list(cham.select_related("ky", "ky__don_vi", "ky__xa")), by=None)
    # An entry that waits for its complaint goes on from where its round now is.
    cac.filter(trang_thai=TrangThaiHoSo.TAM_DUNG, truoc_tam_dung=TrangThaiHoSo.DANG_CHAM).update(
        truoc_tam_dung=TrangThaiHoSo.DA_CHAM
    )
    return ky
