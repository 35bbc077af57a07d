"""Steps of a round: opened for dossiers, scored, closed, cancelled."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cucctdp.workflow.steps import BuocBiTuChoi, perform, perform_nhieu
from sanpham_tieubieu.choices import GiaiDoan, LoaiBan, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.models import BanBinhChon, HoSoDangKy, KyBinhChon
from sanpham_tieubieu.quyen_ky import CAP_CUC
from sanpham_tieubieu.rules import chan, kiem_tra_ky
from sanpham_tieubieu.services.cua import khoa_ky
from sanpham_tieubieu.workflow import (
    BAT_DAU_CHAM,
    HUY_KY,
    KET_THUC,
    MO_KY,
    VAO_CHAM,
    VE_SOAN,
)

T = TrangThaiKy


@transaction.atomic
def mo_ky(ky: KyBinhChon, *, by: Any) -> KyBinhChon:
    """Open for dossiers. Raises BuocBiTuChoi with everything that is missing."""
    ky = khoa_ky(ky)
    loi = []
    moc = {m.giai_doan for m in ky.cac_moc.all()}
    if GiaiDoan.NHAN_HO_SO not in moc:
        loi.append("Đặt thời gian nhận hồ sơ trước khi mở kỳ.")
    if ky.cap in CAP_CUC and not ky.dia_ban.exists():
        loi.append("Chọn các tỉnh tham gia trước khi mở kỳ.")
    if not ky.ke_hoach_so or ky.ke_hoach_ngay is None:
        loi.append("Ghi số, ngày kế hoạch bình chọn trước khi mở kỳ.")
    loi += chan(kiem_tra_ky(ky, "mo"))
    if loi:
        raise BuocBiTuChoi(MO_KY, loi)
    return perform(MO_KY, ky, by=by)


@transaction.atomic
def ve_soan(ky: KyBinhChon, *, ly_do: str, by: Any) -> KyBinhChon:
    """Take an opened round back while nobody has handed in."""
    ky = khoa_ky(ky)
    if HoSoDangKy.objects.filter(ky=ky, nop_luc__isnull=False).exists():
        raise BuocBiTuChoi(VE_SOAN, ["Đã có hồ sơ nộp vào kỳ này."])
    return perform(VE_SOAN, ky, by=by, ly_do=ly_do)


def vuong_cham(ky: KyBinhChon) -> list[str]:
    """What is missing before scoring may begin: council, jury, rubrics, regulation, dossiers."""
    loi = []
    kien_toan = set(
        BanBinhChon.objects.filter(ky=ky, kien_toan_luc__isnull=False).values_list(
            "loai", flat=True
        )
    )
    for loai in (LoaiBan.HOI_DONG, LoaiBan.GIAM_KHAO):
        if loai not in kien_toan:
            loi.append(f"{loai.label} chưa được phê duyệt thành lập.")
    if not ky.quy_che_so or ky.quy_che_ngay is None:
        loi.append("Ghi số, ngày quyết định thông qua quy chế chấm.")
    if ky.du_kien_mo_diem is None:
        loi.append("Đặt phút dự kiến mở điểm.")
    theo = dict.fromkeys(TrangThaiHoSo.values, 0)
    for trang_thai in HoSoDangKy.objects.filter(ky=ky).values_list("trang_thai", flat=True):
        theo[trang_thai] += 1
    cho = theo[TrangThaiHoSo.DA_NOP] + theo[TrangThaiHoSo.YEU_CAU_BO_SUNG]
    if cho:
        loi.append(f"Còn {cho} hồ sơ chưa kết luận hợp lệ hay không.")
    if not theo[TrangThaiHoSo.HOP_LE]:
        loi.append("Chưa có hồ sơ hợp lệ.")
    return loi + chan(kiem_tra_ky(ky, "cham"))


@transaction.atomic
def bat_dau_cham(ky: KyBinhChon, *, by: Any) -> KyBinhChon:
    """Begin to score: dossiers found in order become entries. Raises BuocBiTuChoi."""
    ky = khoa_ky(ky)
    if ky.trang_thai == T.MO and (loi := vuong_cham(ky)):
        raise BuocBiTuChoi(BAT_DAU_CHAM, loi)
    ky = perform(BAT_DAU_CHAM, ky, by=by)
    cac = HoSoDangKy.objects.filter(ky=ky, trang_thai=TrangThaiHoSo.HOP_LE).select_related(
        "ky", "ky__don_vi", "ky__xa"
    )
    perform_nhieu(VAO_CHAM, list(cac), by=None)
    return ky


@transaction.atomic
def ket_thuc(ky: KyBinhChon, *, by: Any) -> KyBinhChon:
    """Close a round whose results were told; complaints still open keep it open."""
    ky = khoa_ky(ky)
    con = ky.khieu_nai.filter(trang_thai="dang_xet").count()
    if con:
        raise BuocBiTuChoi(KET_THUC, [f"Còn {con} khiếu nại chưa giải quyết."])
    return perform(KET_THUC, ky, by=by)


@transaction.atomic
def huy_ky(ky: KyBinhChon, *, ly_do: str, by: Any) -> KyBinhChon:
    """Cancel a round before its scores are open; its dossiers stay as they are."""
    return perform(HUY_KY, khoa_ky(ky), by=by, ly_do=ly_do)
