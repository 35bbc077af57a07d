"""Settlement, refund, liquidation, closing of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.formats.tien import in_dong
from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import TrangThaiDeAn
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    ButToan,
    DeAn,
    HopDong,
    NghiaVuHoanTra,
)
from khuyencong.rules import kiem_tra
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.services.thuc_hien.dieu_kien import (
    doi_quyen,
    doi_trang_thai,
    ghi_cua_hop_dong,
    ghi_hay_gom,
    kiem_dong,
    loi_ngay,
)
from khuyencong.so_du import so_du

_T = TrangThaiDeAn


@transaction.atomic
def quyet_toan(
    de_an: DeAn,
    *,
    so_tien: Sequence[tuple[HopDong, str, int]],
    ngay: date,
    chung_tu: str,
    by: Any,
    nam: int | None = None,
) -> DeAn:
    """Settle: (contract, source, đồng); never above what was accepted, vouchers within their year.

    ``nam``: the budget year that is settled, without it the year of each contract. An advance
    above the settled sum becomes an obligation to pay back (``phai_hoan_tra``).
    """
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    doi_trang_thai(de_an, _T.NGHIEM_THU)
    _ghi_quyet_toan(de_an, so_tien, nam=nam, ngay=ngay, chung_tu=chung_tu, by=by)
    return perform(w.QUYET_TOAN, de_an, by=by, du_lieu={"chung_tu": chung_tu})


@transaction.atomic
def quyet_toan_nam(
    de_an: DeAn,
    *,
    so_tien: Sequence[tuple[HopDong, str, int]],
    nam: int,
    ngay: date,
    chung_tu: str,
    by: Any,
) -> DeAn:
    """Settle one budget year of a đề án of several years, which goes on; sums as in quyet_toan."""
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    doi_trang_thai(de_an, _T.HOP_DONG, _T.THUC_HIEN, _T.NGHIEM_THU)
    if not de_an.nhieu_nam:
        raise ValidationError("Đề án một năm: quyết toán một lần sau khi hoàn thành nghiệm thu.")
    if not so_tien:
        raise ValidationError("Chưa nhập số tiền quyết toán.")
    _ghi_quyet_toan(de_an, so_tien, nam=nam, ngay=ngay, chung_tu=chung_tu, by=by)
    return de_an


def _ghi_quyet_toan(
    de_an: DeAn,
    so_tien: Sequence[tuple[HopDong, str, int]],
    *,
    nam: int | None,
    ngay: date,
    chung_tu: str,
    by: Any,
) -> None:
    """Entries of settlement, or ValidationError with every rule, paper and limit at once."""
    h = doc_ho_so(de_an)
    loi = [str(v) for v in kiem_tra(h, "quyet_toan") if v.chan]
    loi += dict.fromkeys(c for x, _, _ in so_tien for c in loi_ngay("quyết toán", ngay, hop_dong=x))
    loi += [f"Thiếu {ten}." for ten in h.thieu_tai_lieu("quyet_toan")]
    loi += dict.fromkeys(c for x, _, _ in so_tien for c in _loi_nam(nam, ngay, x))
    for hop_dong, nguon, so in so_tien:
        ghi_hay_gom(
            loi,
            de_an,
            loai=L.QUYET_TOAN,
            nguon=nguon,
            nam=nam or hop_dong.ngay.year,
            so_tien=so,
            ngay=ngay,
            chung_tu=chung_tu,
            by=by,
            hop_dong=hop_dong,
        )
    if loi:
        raise ValidationError(loi)


def _loi_nam(nam: int | None, ngay: date, hop_dong: HopDong) -> list[str]:
    """A budget year is settled after its contract was signed and not before it has begun."""
    tu, den = hop_dong.ngay.year, ngay.year
    if nam is None or tu <= nam <= den:
        return []
    cau = f"Năm ngân sách quyết toán {nam} phải từ năm ký hợp đồng {hop_dong.so} ({tu})"
    return [f"{cau} đến năm quyết toán ({den})."]


@transaction.atomic
def phai_hoan_tra(
    hop_dong: HopDong,
    *,
    nguon: str,
    so_tien: int,
    ly_do: str,
    van_ban: str,
    ngay: date,
    han: date,
    by: Any,
) -> NghiaVuHoanTra:
    """Ask money back; not more than was advanced and is neither settled nor paid back."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    du = so_du(de_an)
    da_yeu_cau = sum(int(n.so_tien) for n in hop_dong.phai_hoan_tra.filter(nguon=nguon))
    con = (
        du.hop_dong(hop_dong.pk, L.TAM_UNG, nguon)
        - du.hop_dong(hop_dong.pk, L.QUYET_TOAN, nguon)
        # What came back answers what was asked for; without being asked it is not owed either.
        - max(da_yeu_cau, du.hop_dong(hop_dong.pk, L.HOAN_TRA, nguon))
    )
    nghia_vu = NghiaVuHoanTra(
        hop_dong=hop_dong,
        nguon=nguon,
        so_tien=so_tien,
        ly_do=ly_do,
        van_ban=van_ban,
        ngay=ngay,
        han=han,
    )
    kiem_dong(nghia_vu)
    loi = loi_ngay("yêu cầu hoàn trả", ngay, hop_dong=hop_dong)
    if so_tien > con:
        loi.append(f"Số phải hoàn trả lớn hơn số tạm ứng chưa quyết toán ({in_dong(int(con))}).")
    if loi:
        raise ValidationError(loi)
    nghia_vu.save()
    ghi("dean.phai_hoan_tra", de_an, by=by, ly_do=ly_do, du_lieu={"so_tien": so_tien})
    return nghia_vu


@transaction.atomic
def hoan_tra(
    hop_dong: HopDong, *, nguon: str, so_tien: int, ngay: date, chung_tu: str, by: Any
) -> ButToan:
    """Money paid back to the budget."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    loi = loi_ngay("hoàn trả", ngay, hop_dong=hop_dong)
    return ghi_cua_hop_dong(
        loi, hop_dong, loai=L.HOAN_TRA, nguon=nguon, so_tien=so_tien, ngay=ngay,
        chung_tu=chung_tu, by=by,
    )  # fmt: skip


@transaction.atomic
def thanh_ly(de_an: DeAn, *, ngay: date, by: Any) -> DeAn:
    """Liquidate every contract (Mẫu 6); the đề án then waits for its effect to be surveyed."""
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    cac = list(de_an.hop_dong.filter(thanh_ly_ngay__isnull=True))
    if loi := [c for h in cac for c in loi_ngay("thanh lý", ngay, hop_dong=h)]:
        raise ValidationError(list(dict.fromkeys(loi)))
    for hop_dong in cac:
        hop_dong.thanh_ly_ngay = ngay
        kiem_dong(hop_dong)
        hop_dong.save()
    de_an = perform(w.THANH_LY, de_an, by=by, du_lieu={"ngay": ngay.isoformat()})
    return perform(w.THEO_DOI, de_an, by=None)


@transaction.atomic
def dong_ho_so(de_an: DeAn, *, by: Any) -> DeAn:
    """Close the file once nothing is owed and the effect is known (KC38, KC44).

    A stopped đề án has no effect to survey; whoever of a đề án nhóm was never named has none.
    """
    h = doc_ho_so(de_an)
    loi = [str(v) for v in kiem_tra(h, "dong") if v.chan]
    if de_an.trang_thai == _T.NGUNG and h.so_du.con_tam_ung > 0:
        loi.append(f"Còn {in_dong(h.so_du.con_tam_ung)} tạm ứng chưa quyết toán, chưa hoàn trả.")
    if de_an.trang_thai != _T.NGUNG:
        loi += [
            f"{t}: chưa ghi đánh giá hiệu quả sau hỗ trợ (KC44)."
            for t in h.thu_huong
            if t.co_so is not None and not hasattr(t, "hieu_qua")
        ]
    if loi:
        raise ValidationError(loi)
    return perform(w.DONG, de_an, by=by)
