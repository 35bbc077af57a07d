"""The council's meeting: who is there, votes, the conclusion on what is proposed (Điều 10, 16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cucctdp.workflow.steps import perform, perform_nhieu
from sanpham_tieubieu.choices import (
    LoaiBan,
    LoaiPhieuHoiDong,
    TrangThaiHoSo,
    TrangThaiKy,
)
from sanpham_tieubieu.giai_doan import Viec, vuong_viec
from sanpham_tieubieu.models import (
    BieuQuyet,
    HoSoDangKy,
    KyBinhChon,
    PhienHop,
    ThanhVienBan,
)
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.rules import bang_diem, chan, kiem_tra_ket_qua
from sanpham_tieubieu.rules.kieu import XetKetQua
from sanpham_tieubieu.scoring import du_hop, thong_qua
from sanpham_tieubieu.services.cua import cau_loi, gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import ke
from sanpham_tieubieu.workflow import DA_HOP, HD_CHON, HD_KHONG_CHON, HOP_LAI
from sanpham_tieubieu.xet_ket_qua import doc_xet_ket_qua

H = TrangThaiHoSo
_XET = (H.DAT_NGUONG, H.HD_CHON, H.HD_KHONG_CHON)
# What each vote is about: the dossiers it may be held on.
_BIEU_QUYET_VE = {
    LoaiPhieuHoiDong.CONG_NHAN: _XET,
    LoaiPhieuHoiDong.BANG_DIEM: _XET,
    LoaiPhieuHoiDong.DE_CU: (*_XET, H.CONG_NHAN, H.DE_CU),
}


@dataclass(frozen=True)
class KetQuaPhieu:
    """Ballots on one product; ``thu_hang``: its place among tied ones after the vote."""

    dong_y: int
    khong: int
    trang: int = 0
    thu_hang: int | None = None
    y_kien: str = ""


def hoi_dong(ky: KyBinhChon) -> QuerySet[ThanhVienBan]:
    """Members of the council who have not left it."""
    return ThanhVienBan.objects.filter(
        ban__ky=ky, ban__loai=LoaiBan.HOI_DONG, thoi_tu__isnull=True
    ).order_by("thu_tu", "id")


@transaction.atomic
def ghi_phien(
    ky: KyBinhChon,
    *,
    bat_dau: datetime,
    dia_diem: str,
    co_mat: Collection[int],
    bien_ban: str = "",
    by: Any,
) -> PhienHop:
    """Record the meeting, or set it anew before its conclusion; ``co_mat``: ids of members.

    Raises PermissionDenied, or ValidationError: not its phase, before the opening, a stranger.
    """
    ky = _khoa(ky, by)
    phien = PhienHop.objects.filter(ky=ky).first() or PhienHop(ky=ky)
    phien.bat_dau, phien.dia_diem, phien.bien_ban = bat_dau, dia_diem, bien_ban
    loi = _loi_da_ket_luan(ky)
    if bat_dau > timezone.now():
        loi.append("Giờ họp ở tương lai.")
    elif ky.mo_diem_luc is not None and bat_dau < ky.mo_diem_luc:
        loi.append("Hội đồng họp sau khi mở điểm.")
    thanh_vien = {t.pk: t for t in hoi_dong(ky)}
    if la := set(co_mat) - set(thanh_vien):
        loi.append(f"Có {len(la)} người không thuộc Hội đồng của kỳ này.")
    gom([*loi, *cau_loi(phien)])
    phien.save()
    phien.co_mat.set([thanh_vien[pk] for pk in co_mat])
    ke("ghi_phien_hop", phien, ky_id=ky.pk, by=by, du_lieu={"co_mat": len(set(co_mat))})
    return phien


@transaction.atomic
def ghi_bieu_quyet(
    ky: KyBinhChon, *, loai: str, phieu: Mapping[int, KetQuaPhieu], by: Any
) -> list[BieuQuyet]:
    """Record votes on products (dossier's id → ballots); a vote given again replaces the former.

    A vote passes above the round's share of ALL members. Raises ValidationError with every fault.
    """
    ky = _khoa(ky, by)
    loai = LoaiPhieuHoiDong(loai)
    phien = PhienHop.objects.filter(ky=ky).first()
    loi = [] if loai == LoaiPhieuHoiDong.DE_CU else _loi_da_ket_luan(ky)
    loi += _loi_phien(ky, phien)
    co_mat = phien.co_mat.count() if phien else 0
    tong = hoi_dong(ky).count()
    ho_so = {h.pk: h for h in HoSoDangKy.objects.filter(ky=ky, pk__in=list(phieu))}
    cu = {b.ho_so_id: b for b in BieuQuyet.objects.filter(ho_so__ky=ky, loai=loai)}
    if thieu := set(phieu) - set(ho_so):
        loi.append(f"Có {len(thieu)} hồ sơ không thuộc kỳ này.")
    moi = []
    for pk, h in ho_so.items():
        p = phieu[pk]
        b = cu.get(pk) or BieuQuyet(ho_so=h, loai=loai)
        b.dong_y, b.khong, b.trang, b.y_kien = p.dong_y, p.khong, p.trang, p.y_kien
        b.thu_hang, b.tong_thanh_vien = p.thu_hang, tong
        b.thong_qua = thong_qua(p.dong_y, tong, ky.bieu_quyet_tu, ky.bieu_quyet_mau)
        loi += _loi_phieu(h, b, co_mat)
        moi.append(b)
    gom(loi)
    for b in moi:
        b.save()
        du_lieu = {"loai": loai, "dong_y": b.dong_y, "khong": b.khong, "trang": b.trang}
        ke("bieu_quyet", b.ho_so, ky_id=ky.pk, by=by, du_lieu={**du_lieu, "tong": tong})
    return moi


def _loi_phieu(h: HoSoDangKy, b: BieuQuyet, co_mat: int) -> list[str]:
    loi = cau_loi(b, h.ten_san_pham, bo=("ho_so",))
    if h.trang_thai not in _BIEU_QUYET_VE[LoaiPhieuHoiDong(b.loai)]:
        loi.append(
            f"{h.ten_san_pham}: hồ sơ «{h.get_trang_thai_display()}», không biểu quyết được."
        )
    if b.dong_y + b.khong + b.trang > co_mat:
        loi.append(f"{h.ten_san_pham}: số phiếu vượt số thành viên có mặt ({co_mat}).")
    if b.loai == LoaiPhieuHoiDong.BANG_DIEM and b.thu_hang is None:
        loi.append(f"{h.ten_san_pham}: ghi thứ hạng sau biểu quyết.")
    return loi


def kiem_lua_chon(ky: KyBinhChon, chon: Collection[int]) -> tuple[XetKetQua, list[str]]:
    """Everything that stops the council from choosing these dossiers; [] of sentences when nothing.

    R37, R40, R41, R42, a passed vote for each, the order of the vote among tied ones. Raises
    ChuaMoDiem before the opening minute.
    """
    x = doc_xet_ket_qua(ky, chon=chon)
    loi = chan(kiem_tra_ket_qua(x, "hop"))
    cac = {h.pk: h for h in HoSoDangKy.objects.filter(ky=ky, pk__in=list(chon))}
    if la := set(chon) - set(cac):
        loi.append(f"Có {len(la)} hồ sơ không thuộc kỳ này.")
    dat = {d.pk for d in x.dong if d.dat(x.ky.nguong)}
    phieu = {
        (b.ho_so_id, b.loai): b for b in BieuQuyet.objects.filter(ho_so__ky=ky, ho_so__in=list(cac))
    }
    for pk, h in cac.items():
        if h.trang_thai not in (*_XET, H.KHONG_DAT):
            loi.append(f"{h.ten_san_pham}: hồ sơ «{h.get_trang_thai_display()}», chưa xét được.")
            continue
        if h.trang_thai == H.KHONG_DAT and pk in dat:
            loi.append(f"{h.ten_san_pham}: điểm đã đổi từ lúc xét ngưỡng; xét ngưỡng lại.")
        b = phieu.get((pk, LoaiPhieuHoiDong.CONG_NHAN))
        if b is None:
            loi.append(f"{h.ten_san_pham}: Hội đồng chưa biểu quyết công nhận.")
        elif not b.thong_qua:
            loi.append(
                f"{h.ten_san_pham}: biểu quyết không thông qua "
                f"({b.dong_y}/{b.tong_thanh_vien} thành viên đồng ý)."
            )
    return x, loi + _loi_thu_tu(x, set(chon))


def _loi_thu_tu(x: XetKetQua, chon: set[int]) -> list[str]:
    """Among products tied at the quota the vote's places decide, not the hand that ticks."""
    loi = []
    for ma in {d.ma_nhom for d in x.dong}:
        cac = bang_diem(x, ma)
        hang = dict(
            BieuQuyet.objects.filter(
                ho_so__in=[d.pk for d in cac], loai=LoaiPhieuHoiDong.BANG_DIEM
            ).values_list("ho_so_id", "thu_hang")
        )
        if not cac or len(hang) < len(cac):
            continue
        trong = [hang[d.pk] for d in cac if d.pk in chon]
        ngoai = [d for d in cac if d.pk not in chon]
        loi += [
            f"{d.ten}: biểu quyết khi bằng điểm xếp thứ {hang[d.pk]}, "
            + ("trước" if hang[d.pk] < max(trong) else "cùng hạng với")
            + " sản phẩm được chọn."
            for d in ngoai
            if trong and hang[d.pk] <= max(trong)
        ]
    return loi


@transaction.atomic
def ket_luan(
    ky: KyBinhChon,
    *,
    chon: Collection[int],
    ket_thuc: datetime,
    ket_luan: str,
    by: Any,
) -> PhienHop:
    """Conclude: these dossiers are proposed for recognition, the others at the threshold are not.

    Raises PermissionDenied, or ValidationError with everything: quorum of the meeting, votes,
    R37, R40, R41 (quota without a recorded change), R42 (a tie nobody voted on).
    """
    ky = _khoa(ky, by)
    phien = PhienHop.objects.select_for_update(of=("self",)).filter(ky=ky).first()
    loi = [*_loi_da_ket_luan(ky), *_loi_phien(ky, phien)]
    cho = HoSoDangKy.objects.filter(ky=ky, trang_thai=H.DA_CHAM)
    if ky.trang_thai == TrangThaiKy.MO_DIEM and not (
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=(*_XET, H.KHONG_DAT)).exists()
    ):
        loi.append(f"Chưa xét ngưỡng điểm của {cho.count()} sản phẩm đã chấm.")
    loi += kiem_lua_chon(ky, chon)[1]
    if phien is not None:
        phien.ket_thuc, phien.ket_luan = ket_thuc, ket_luan
        loi += cau_loi(phien)
    if not ket_luan.strip():
        loi.append("Ghi kết luận của phiên họp.")
    gom(loi)
    assert phien is not None
    phien.save()
    cac = list(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=_XET).select_related(
            "ky", "ky__don_vi", "ky__xa"
        )
    )
    perform_nhieu(HD_CHON, [h for h in cac if h.pk in chon and h.trang_thai != H.HD_CHON], by=by)
    perform_nhieu(
        HD_KHONG_CHON,
        [h for h in cac if h.pk not in chon and h.trang_thai != H.HD_KHONG_CHON],
        by=by,
    )
    perform(DA_HOP, ky, by=by, du_lieu={"chon": len(set(chon))})
    return phien


@transaction.atomic
def hop_lai(ky: KyBinhChon, *, ly_do: str, by: Any) -> KyBinhChon:
    """Take the conclusion back before the decision; votes stay until they are given again."""
    return perform(HOP_LAI, khoa_ky(ky), by=by, ly_do=ly_do)


def _khoa(ky: KyBinhChon, by: Any) -> KyBinhChon:
    ky = khoa_ky(ky)
    doi_ky(by, ky)
    return ky


def _loi_da_ket_luan(ky: KyBinhChon) -> list[str]:
    if cau := vuong_viec(ky, Viec.HOP):
        return cau
    if ky.trang_thai != TrangThaiKy.MO_DIEM:
        return ["Hội đồng đã kết luận; họp lại thì sửa."]
    return []


def _loi_phien(ky: KyBinhChon, phien: PhienHop | None) -> list[str]:
    if phien is None:
        return ["Chưa ghi phiên họp Hội đồng."]
    co_mat, tong = phien.co_mat.count(), hoi_dong(ky).count()
    if not tong or not du_hop(co_mat, tong, ky.hop_tu, ky.hop_mau):
        return [f"Có {co_mat}/{tong} thành viên Hội đồng dự, cần ít nhất {ky.hop_tu}/{ky.hop_mau}."]
    return []
