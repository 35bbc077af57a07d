"""From scores to recognition: threshold, decision that freezes the result, nomination upward."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from cucctdp.workflow.steps import perform, perform_nhieu
from sanpham_tieubieu.choices import (
    Cap,
    LoaiPhieuHoiDong,
    TrangThaiHoSo,
    TrangThaiKy,
)
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.models import (
    BieuQuyet,
    HoSoDangKy,
    KetQua,
    KyBinhChon,
    PhienHop,
    QuyetDinhCongNhan,
)
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.rules import chan, kiem_tra_ket_qua
from sanpham_tieubieu.scoring import KHONG, ChiaChiTieu, chia_chi_tieu
from sanpham_tieubieu.services.cua import cau_loi, gom, khoa_ky, loi_tuong_lai
from sanpham_tieubieu.services.cua_cham import ke
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop
from sanpham_tieubieu.statistics.kieu_ket_qua import SanPhamTrongBang
from sanpham_tieubieu.workflow import (
    CONG_NHAN,
    CONG_NHAN_KY,
    DAT_NGUONG,
    DE_CU,
    KHONG_DAT,
    THOI_DE_CU,
)
from sanpham_tieubieu.xet_ket_qua import diem_phu, doc_xet_ket_qua

H = TrangThaiHoSo
K = TrangThaiKy


@dataclass(frozen=True)
class XetNguong:
    """How many reached the threshold, did not, and have too few sheets for a result (R37)."""

    dat: int
    khong_dat: int
    thieu_phieu: int


@transaction.atomic
def xet_nguong(ky: KyBinhChon, *, by: Any) -> XetNguong:
    """Compare every scored product with the threshold, unrounded; those short of the quorum wait.

    Asked again, it sets right what changed since: a sheet may have been voided.

    Raises PermissionDenied, ChuaMoDiem before the opening, ValidationError in another state.
    """
    ky = khoa_ky(ky)
    doi_ky(by, ky)
    bang = bang_tong_hop(ky)
    if ky.trang_thai != K.MO_DIEM:
        gom([f"Kỳ bình chọn «{ky.get_trang_thai_display()}», không xét ngưỡng điểm được."])
    cho = {
        h.pk: h
        for h in HoSoDangKy.objects.filter(
            ky=ky, trang_thai__in=(H.DA_CHAM, H.DAT_NGUONG, H.KHONG_DAT)
        ).select_related("ky", "ky__don_vi", "ky__xa")
    }
    xet = [s for s in bang.san_pham if s.ho_so_id in cho]
    dat = [cho[s.ho_so_id] for s in xet if s.du_phieu and s.dat_nguong]
    khong = [cho[s.ho_so_id] for s in xet if s.du_phieu and not s.dat_nguong]
    perform_nhieu(DAT_NGUONG, [h for h in dat if h.trang_thai != H.DAT_NGUONG], by=by)
    perform_nhieu(KHONG_DAT, [h for h in khong if h.trang_thai != H.KHONG_DAT], by=by)
    return XetNguong(len(dat), len(khong), len(xet) - len(dat) - len(khong))


def de_nghi(ky: KyBinhChon) -> dict[str, ChiaChiTieu]:
    """What the official order and the quota would take, by group, as ids of dossiers.

    Equals at the line are named, not chosen: the round's own order and a recorded vote come first.
    Raises ChuaMoDiem before the opening minute.
    """
    bang = bang_tong_hop(ky)
    phu = diem_phu(bang)
    so_phu = len(ky.thu_tu_bang_diem)

    def khoa(s: SanPhamTrongBang) -> tuple[Any, ...]:
        b = s.bieu_quyet.get(LoaiPhieuHoiDong.BANG_DIEM)
        hang = -(b.thu_hang or 0) if b else 0
        assert s.diem is not None
        return (s.diem.khoa, phu.get(s.ho_so_id, (KHONG,) * so_phu), hang)

    return {
        nhom.ma: chia_chi_tieu(
            {s.ho_so_id: khoa(s) for s in nhom.san_pham if s.dat_nguong and s.du_phieu},
            nhom.chi_tieu,
        )
        for nhom in bang.nhom
    }


@transaction.atomic
def ghi_quyet_dinh(
    ky: KyBinhChon,
    *,
    so: str,
    ngay: date,
    nguoi_ky: str,
    chuc_danh: str,
    co_quan: str,
    giai: Mapping[int, str] | None = None,
    tep: Any = None,
    by: Any,
) -> QuyetDinhCongNhan:
    """Record the recognising decision: results of ALL scored products are frozen with its number.

    Every dossier the council chose is recognised. ``giai``: dossier's id → prize. A later decision
    of the round recognises what was chosen since; frozen figures never change. Raises
    PermissionDenied, ValidationError with every fault.
    """
    ky = khoa_ky(ky)
    doi_ky(by, ky, "ky_quyet_dinh")
    qd = QuyetDinhCongNhan(
        ky=ky, so=so, ngay=ngay, nguoi_ky=nguoi_ky, chuc_danh=chuc_danh, co_quan=co_quan, tep=tep
    )
    chon = {
        h.pk: h
        for h in HoSoDangKy.objects.filter(ky=ky, trang_thai=H.HD_CHON).select_related(
            "ky", "ky__don_vi", "ky__xa"
        )
    }
    gom([*_loi_quyet_dinh(ky, qd, chon, giai or {}), *cau_loi(qd)])
    qd.save()
    _chot(ky, qd, set(chon), giai or {})
    perform_nhieu(CONG_NHAN, list(chon.values()), by=by)
    du_lieu = {"so": so, "ngay": ngay.isoformat(), "so_san_pham": len(chon)}
    if ky.trang_thai == K.DA_HOP:
        perform(CONG_NHAN_KY, ky, by=by, du_lieu=du_lieu)
    ke("quyet_dinh_cong_nhan", qd, ky_id=ky.pk, by=by, du_lieu=du_lieu)
    return qd


def _loi_quyet_dinh(
    ky: KyBinhChon, qd: QuyetDinhCongNhan, chon: Mapping[int, HoSoDangKy], giai: Mapping[int, str]
) -> list[str]:
    loi = []
    if ky.trang_thai not in (K.DA_HOP, K.CONG_NHAN):
        loi.append(
            f"Kỳ bình chọn «{ky.get_trang_thai_display()}»: ghi quyết định sau khi Hội đồng họp."
        )
    if not chon:
        loi.append("Không có sản phẩm nào được Hội đồng chọn.")
    if qd.ngay is not None:
        loi += loi_tuong_lai(qd.ngay, "Ngày quyết định")
        phien = PhienHop.objects.filter(ky=ky).first()
        if phien is not None and qd.ngay < timezone.localdate(phien.bat_dau):
            loi.append("Quyết định công nhận không được trước phiên họp Hội đồng.")
        luat = doc_danh_muc().tim_quy_dinh(ky.cap, qd.ngay)
        if luat is not None and qd.co_quan and qd.co_quan != luat.co_quan_ky:
            loi.append(
                f"R43: Thẩm quyền ký không đúng {ky.get_cap_display().lower()}: "
                f"do {luat.chuc_danh_ky} ký."
            )
    if la := set(giai) - set(chon):
        loi.append(f"Có {len(la)} giải ghi cho sản phẩm không được chọn.")
    if ky.da_mo_diem():
        loi += chan(kiem_tra_ket_qua(doc_xet_ket_qua(ky), "cong_nhan"))
    return loi


def _chot(ky: KyBinhChon, qd: QuyetDinhCongNhan, chon: set[int], giai: Mapping[int, str]) -> None:
    """Freeze: one row for each product with a sheet; rows of an earlier decision keep figures."""
    cu = {k.ho_so_id: k for k in KetQua.objects.filter(ho_so__ky=ky)}
    moi = []
    for s in bang_tong_hop(ky).san_pham:
        duoc = s.ho_so_id in chon
        if k := cu.get(s.ho_so_id):
            if duoc:
                k.duoc_chon, k.quyet_dinh, k.giai = True, qd, giai.get(s.ho_so_id, "")
                k.save(update_fields=["duoc_chon", "quyet_dinh", "giai"])
        elif s.diem is not None and s.phan_tan is not None:
            moi.append(
                KetQua(
                    ho_so_id=s.ho_so_id,
                    so_phieu=s.so_phieu,
                    so_giam_khao=s.so_giam_khao,
                    tong_diem=s.diem.tong,
                    thap_nhat=s.phan_tan.thap_nhat,
                    cao_nhat=s.phan_tan.cao_nhat,
                    dat_nguong=s.dat_nguong and s.du_phieu,
                    # A suspended one was not decided on.
                    duoc_chon=None if s.trang_thai == H.TAM_DUNG else duoc,
                    giai=giai.get(s.ho_so_id, ""),
                    quyet_dinh=qd if duoc else None,
                )
            )
    KetQua.objects.bulk_create(moi)


@transaction.atomic
def de_cu(ky: KyBinhChon, ho_so: Collection[int], *, by: Any, y_kien: str = "") -> list[HoSoDangKy]:
    """Nominate recognised products to the level above (khoản 2 Điều 10); ``ho_so``: ids.

    A vote on the nomination, when the council held one, must have passed. Raises ValidationError
    with every fault (R46).
    """
    ky = khoa_ky(ky)
    doi_ky(by, ky)
    cac = list(
        HoSoDangKy.objects.filter(ky=ky, pk__in=list(ho_so)).select_related(
            "ky", "ky__don_vi", "ky__xa"
        )
    )
    loi = []
    if ky.cap == Cap.QUOC_GIA:
        loi.append("Cấp quốc gia là cấp cao nhất, không có cấp trên để đề cử.")
    if len(cac) < len(set(ho_so)):
        loi.append(f"Có {len(set(ho_so)) - len(cac)} hồ sơ không thuộc kỳ này.")
    loi += chan(kiem_tra_ket_qua(doc_xet_ket_qua(ky, de_cu=[h.pk for h in cac]), "de_cu"))
    loi += [
        f"{h.ten_san_pham}: hồ sơ «{h.get_trang_thai_display()}», không đề cử được."
        for h in cac
        if h.trang_thai != H.CONG_NHAN
    ]
    rot = BieuQuyet.objects.filter(
        ho_so__in=cac, loai=LoaiPhieuHoiDong.DE_CU, thong_qua=False
    ).select_related("ho_so")
    loi += [f"{b.ho_so.ten_san_pham}: Hội đồng biểu quyết không đề cử." for b in rot]
    gom(loi)
    return perform_nhieu(DE_CU, cac, by=by, ly_do=y_kien)


@transaction.atomic
def thoi_de_cu(ho_so: HoSoDangKy, *, ly_do: str, by: Any) -> HoSoDangKy:
    """Take a nomination back while nothing was made of it above."""
    return perform(THOI_DE_CU, ho_so, by=by, ly_do=ly_do)
