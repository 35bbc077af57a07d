"""Phases of a round: what each lets whom do and see (Điều 12–17 TT 26/2014/TT-BCT).

A phase opens and closes by its minutes (``MocKy``). Only receiving dossiers must have them; another
phase without minutes lasts as long as the state of the round allows it, and so does scoring as a
whole when none of its moments has any.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from sanpham_tieubieu.choices import DA_QUYET_DINH, GiaiDoan, TrangThaiKy
from sanpham_tieubieu.models import KyBinhChon, MocKy

T = TrangThaiKy


class Viec(StrEnum):
    """What people do in a round."""

    NOP = "nop"
    BO_SUNG = "bo_sung"
    KIEM_TRA = "kiem_tra"
    CHAM_HO_SO = "cham_ho_so"
    CHAM_THUC_TE = "cham_thuc_te"
    CHAM_HIEN_VAT = "cham_hien_vat"
    HOP = "hop"
    THONG_BAO = "thong_bao"


_NHAN_VIEC = {
    Viec.NOP: "nộp hồ sơ",
    Viec.BO_SUNG: "bổ sung hồ sơ",
    Viec.KIEM_TRA: "kiểm tra hồ sơ",
    Viec.CHAM_HO_SO: "chấm hồ sơ",
    Viec.CHAM_THUC_TE: "chấm khảo sát thực tế",
    Viec.CHAM_HIEN_VAT: "chấm hiện vật",
    Viec.HOP: "họp Hội đồng",
    Viec.THONG_BAO: "thông báo kết quả",
}


@dataclass(frozen=True)
class Luat:
    """One phase: the states of the round it works in, what is done, by whom, and who sees what."""

    giai_doan: GiaiDoan
    trang_thai: frozenset[str]
    viec: frozenset[Viec]
    ai_lam: str
    ai_thay: str


BANG: tuple[Luat, ...] = (
    Luat(
        GiaiDoan.NHAN_HO_SO,
        frozenset({T.MO}),
        frozenset({Viec.NOP, Viec.BO_SUNG, Viec.KIEM_TRA}),
        "Cơ sở, UBND cấp xã, Sở nộp và gửi hồ sơ; Tổ giúp việc kiểm tra.",
        "Cơ sở thấy hồ sơ của mình; đơn vị tổ chức thấy mọi hồ sơ; giám khảo chưa thấy.",
    ),
    Luat(
        GiaiDoan.THAM_TRA,
        frozenset({T.MO}),
        frozenset({Viec.BO_SUNG, Viec.KIEM_TRA}),
        "Tổ giúp việc kiểm tra, cấp mã số; cơ sở chỉ bổ sung phần được yêu cầu.",
        "Cơ sở thấy hồ sơ của mình; đơn vị tổ chức thấy mọi hồ sơ; giám khảo chưa thấy.",
    ),
    Luat(
        GiaiDoan.CHAM_HO_SO,
        frozenset({T.CHAM}),
        frozenset({Viec.CHAM_HO_SO}),
        "Giám khảo chấm hồ sơ được phân công.",
        "Giám khảo thấy sản phẩm theo mã số và phiếu của mình; chưa ai xem được điểm.",
    ),
    Luat(
        GiaiDoan.CHAM_THUC_TE,
        frozenset({T.CHAM}),
        frozenset({Viec.CHAM_THUC_TE}),
        "Giám khảo khảo sát cơ sở, sửa phiếu chưa ký.",
        "Giám khảo thấy sản phẩm theo mã số và phiếu của mình; chưa ai xem được điểm.",
    ),
    Luat(
        GiaiDoan.CHAM_HIEN_VAT,
        frozenset({T.CHAM}),
        frozenset({Viec.CHAM_HIEN_VAT}),
        "Giám khảo chấm hiện vật rồi ký phiếu.",
        "Giám khảo thấy sản phẩm theo mã số và phiếu của mình; chưa ai xem được điểm.",
    ),
    Luat(
        GiaiDoan.HOP_HOI_DONG,
        frozenset({T.MO_DIEM, T.DA_HOP}),
        frozenset({Viec.HOP}),
        "Hội đồng họp, biểu quyết, chọn sản phẩm đề nghị công nhận.",
        "Trưởng ban Giám khảo, Hội đồng và đơn vị tổ chức thấy điểm đã mở.",
    ),
    Luat(
        GiaiDoan.CONG_BO,
        frozenset(DA_QUYET_DINH),
        frozenset({Viec.THONG_BAO}),
        "Đơn vị tổ chức thông báo kết quả; cơ sở gửi khiếu nại.",
        "Cơ sở thấy kết quả của mình; mọi người thấy sản phẩm được công nhận, không thấy điểm.",
    ),
)
_CHAM = frozenset({GiaiDoan.CHAM_HO_SO, GiaiDoan.CHAM_THUC_TE, GiaiDoan.CHAM_HIEN_VAT})


def _gio(luc: datetime) -> str:
    return f"{timezone.localtime(luc):%H:%M ngày %d/%m/%Y}"


def cac_moc(ky: KyBinhChon) -> dict[str, MocKy]:
    """Phases of the round that have minutes, by their code; no query when prefetched."""
    return {m.giai_doan: m for m in ky.cac_moc.all()}


def dang_mo(ky: KyBinhChon, luc: datetime | None = None) -> set[GiaiDoan]:
    """Phases in which something may be done at a moment (now by default)."""
    luc = luc or timezone.now()
    moc = cac_moc(ky)
    mo = set()
    for luat in BANG:
        m = moc.get(luat.giai_doan)
        if ky.trang_thai in luat.trang_thai and (
            _mo_khong_gio(luat.giai_doan, moc) if m is None else m.dang_mo(luc)
        ):
            mo.add(luat.giai_doan)
    return mo


def _mo_khong_gio(giai_doan: GiaiDoan, moc: Container[str]) -> bool:
    """Whether a phase without minutes is open in its state: never the receiving, nor a moment of
    scoring beside others that have minutes.
    """
    if giai_doan in _CHAM:
        return not any(g in moc for g in _CHAM)
    return giai_doan != GiaiDoan.NHAN_HO_SO


def vuong_viec(ky: KyBinhChon, viec: Viec | str, luc: datetime | None = None) -> list[str]:
    """Why something may not be done in the round at a moment; empty when some phase lets it.

    A dossier after the closing minute is refused by rule R32, in its words.
    """
    viec, luc = Viec(viec), luc or timezone.now()
    phan = [luat for luat in BANG if viec in luat.viec]
    trang_thai = {t for luat in phan for t in luat.trang_thai}
    if ky.trang_thai not in trang_thai:
        return [f"Kỳ bình chọn «{ky.get_trang_thai_display()}», không {_NHAN_VIEC[viec]} được."]
    mo = dang_mo(ky, luc)
    if any(luat.giai_doan in mo for luat in phan):
        return []
    moc = cac_moc(ky)
    return _ngoai_gio(viec, [moc[p.giai_doan] for p in phan if p.giai_doan in moc], luc)


def _ngoai_gio(viec: Viec, moc: Iterable[MocKy], luc: datetime) -> list[str]:
    cac = list(moc)
    if not cac:
        return [f"Kỳ bình chọn chưa đặt thời gian {_NHAN_VIEC[viec]}."]
    sap_toi = min((m.mo_luc for m in cac if m.mo_luc > luc), default=None)
    if sap_toi is not None:
        return [f"Kỳ bình chọn {_NHAN_VIEC[viec]} từ {_gio(sap_toi)}."]
    dong = _gio(max(m.dong_luc for m in cac))
    if viec == Viec.NOP:
        return [f"R32: Đã hết hạn nhận hồ sơ lúc {dong}."]
    return [f"Đã hết thời gian {_NHAN_VIEC[viec]} lúc {dong}."]


def giam_khao_thay(ky: KyBinhChon) -> bool:
    """Whether judges may open the entries they were assigned."""
    return ky.trang_thai not in (T.SOAN, T.MO, T.HUY)


def giam_khao_thay_ten(ky: KyBinhChon, luc: datetime | None = None) -> bool:
    """Whether judges see names beside codes: where the round says so, or once scores are open."""
    return not ky.an_danh or ky.da_mo_diem(luc)


def thay_ket_qua(ky: KyBinhChon) -> bool:
    """Whether entrants see their result and the public the recognised products, never scores."""
    return ky.trang_thai in DA_QUYET_DINH
