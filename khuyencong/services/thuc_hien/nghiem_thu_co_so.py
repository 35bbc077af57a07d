"""Acceptance at the sites and the vouchers of the settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    ChungTu,
    DeAn,
    HopDong,
    NghiemThu,
)
from khuyencong.rules import kiem_tra
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.services.thuc_hien.dieu_kien import (
    doi_quyen,
    doi_trang_thai,
    ghi_hay_gom,
    kiem_dong,
    loi_ngay,
)

_T = TrangThaiDeAn


@transaction.atomic
def nghiem_thu(hop_dong: HopDong, *, du_lieu: Mapping[str, Any], by: Any) -> NghiemThu:
    """Enter a minute of acceptance (Mẫu 5a, 5b, 5c), partial ones too, with its ledger entries.

    A minute that is not «đạt» carries no money. Raises ValidationError with every fault.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    doi_trang_thai(de_an, _T.HOP_DONG, _T.THUC_HIEN)
    bien_ban = NghiemThu(hop_dong=hop_dong, nguoi=by, **du_lieu)
    kiem_dong(bien_ban)
    tien = {n: int(getattr(bien_ban, n)) for n in Nguon}
    if not bien_ban.dat and any(tien.values()):
        raise ValidationError("Biên bản không đạt thì không có giá trị nghiệm thu.")
    bien_ban.save()
    loi = loi_ngay("nghiệm thu", bien_ban.ngay, hop_dong=hop_dong)
    for nguon, so_tien in tien.items():
        if not so_tien:
            continue
        ghi_hay_gom(
            loi,
            de_an,
            loai=L.NGHIEM_THU,
            nguon=nguon,
            nam=bien_ban.ngay.year,
            so_tien=so_tien,
            ngay=bien_ban.ngay,
            chung_tu=f"{bien_ban.get_loai_display()} ngày {bien_ban.ngay:%d/%m/%Y}",
            by=by,
            hop_dong=hop_dong,
            thu_huong=bien_ban.thu_huong,
        )
    if loi:
        raise ValidationError(loi)
    return bien_ban


@transaction.atomic
def ke_chung_tu(
    hop_dong: HopDong, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[ChungTu]:
    """Add vouchers of the settlement (Mẫu 8a, 8b); all or none, each fault with its row."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    doi_trang_thai(de_an, _T.THUC_HIEN, _T.NGHIEM_THU)
    moi, loi = [], []
    for so, muc in enumerate(cac_dong, 1):
        dong = ChungTu(hop_dong=hop_dong, **muc)
        try:
            dong.full_clean()
        except ValidationError as e:
            loi += [f"Chứng từ {so}: {cau}" for cau in e.messages]
            continue
        if sai := loi_ngay("chứng từ", dong.ngay):
            loi += [f"Chứng từ {so}: {cau}" for cau in sai]
            continue
        if dong.du_toan is not None and dong.du_toan.noi_dung.de_an_id != de_an.pk:
            loi.append(f"Chứng từ {so}: dòng dự toán không thuộc đề án này.")
            continue
        dong.save()
        moi.append(dong)
    loi += [str(v) for v in kiem_tra(doc_ho_so(de_an), "quyet_toan", chi={"KC24"}) if v.chan]
    if loi:
        raise ValidationError(loi)
    ghi("dean.ke_chung_tu", de_an, by=by, du_lieu={"so_chung_tu": len(moi)})
    return moi


@transaction.atomic
def hoan_thanh_nghiem_thu(de_an: DeAn, *, by: Any) -> DeAn:
    """The last site is accepted: the fifteen days of the settlement begin."""
    return perform(w.NGHIEM_THU, de_an, by=by)
