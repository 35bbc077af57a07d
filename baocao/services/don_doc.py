"""Drafts of the letter urging a late Sở (công văn đôn đốc), made by the ladder's last rung.

One draft for each late thing and due date: a PDF beside the pack, for the officer to take into the
e-office. The system never sends it. The drawing itself comes in as a function: this layer knows
nothing of paper.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from baocao.checks.so_lieu_kem import doc_nguong
from baocao.models import BoBaoCao, PhieuBieu
from baocao.quyen_tep import DON_DOC
from baocao.services.nhac_han import NHOM_NOP, ViecHan, cac_viec_han
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep


@dataclass(frozen=True)
class BieuTre:
    """One form not sent in time; ``so_ngay`` days late on the day of the letter."""

    phieu: PhieuBieu
    cau_han: str
    so_ngay: int


@dataclass(frozen=True)
class CongVanDonDoc:
    """What the letter says: the late forms of one pack on ``ngay``, most days late first."""

    bo: BoBaoCao
    ngay: date
    bieu: tuple[BieuTre, ...]


Ve = Callable[[CongVanDonDoc], bytes]


def soan_cac_cong_van(ngay: date, *, ve: Ve) -> list[Tep]:
    """Write the drafts due on a day; return the new ones.

    Due from the day on which «CB02 don_doc» (days late) is reached; no such threshold, no draft. A
    draft that is there is left alone, an extension opens the way for a later one.
    """
    so_ngay = doc_nguong(ngay).get(("CB02", ""), {}).get("don_doc")
    if so_ngay is None:
        return []
    tre: dict[int, list[ViecHan]] = defaultdict(list)
    for viec in cac_viec_han():
        if viec.nhom == NHOM_NOP and viec.han.con_lai(ngay) < 0:
            tre[viec.bo.pk].append(viec)
    moi = []
    for cac_viec in tre.values():
        for viec in cac_viec:
            if viec.so_ngay(ngay) >= so_ngay:
                cong_van = CongVanDonDoc(viec.bo, ngay, _bieu_tre(cac_viec, ngay))
                moi += _soan(viec, cong_van, ve)
    return moi


@transaction.atomic
def _soan(viec: ViecHan, cong_van: CongVanDonDoc, ve: Ve) -> list[Tep]:
    bo = BoBaoCao.objects.select_for_update(of=("self",)).get(pk=viec.bo.pk)
    ten = _ten_tep(viec)
    da_co = Tep.objects.filter(loai=DON_DOC, doi_tuong_id=bo.pk, ten=ten)
    if da_co.exists() or bo.gui_lan_dau_luc is not None or not cong_van.bieu:
        return []
    tep = luu_tep(
        ve(cong_van),
        loai=DON_DOC,
        ten=ten,
        kieu_noi_dung=PDF,
        by=None,
        don_vi=viec.bo.don_vi,
        doi_tuong=bo,
    )
    ghi(
        "bobaocao.soan_don_doc",
        viec.bo,
        du_lieu={"tep": tep.ten, "bieu": [b.phieu.bieu_mau.ma for b in cong_van.bieu]},
    )
    return [tep]


def _ten_tep(viec: ViecHan) -> str:
    """Name of the draft: what is late and its due date, so that each has one."""
    bo = viec.bo
    cua = viec.khoa.partition(":")[2]
    return (
        f"cong-van-don-doc-{bo.ky.ma}-{bo.don_vi.khoa.replace(':', '-')}-{cua}-han-"
        f"{viec.moc(1):%Y-%m-%d}.pdf"
    )


def _bieu_tre(cac_viec: list[ViecHan], ngay: date) -> tuple[BieuTre, ...]:
    """Forms the late things stand for; one with a date of its own goes by that date."""
    rieng = {v.khoa.partition(":")[2]: v for v in cac_viec}
    ca_bo = rieng.get("bo")
    co_han_rieng = set(
        cac_viec[0].bo.ky.han_nop.filter(buoc="so").exclude(bieu="").values_list("bieu", flat=True)
    )
    ket_qua = []
    for phieu in cac_viec[0].bo.phieu.all():
        ma = phieu.bieu_mau.ma
        viec = rieng.get(ma) if ma in co_han_rieng else ca_bo
        if viec is not None and not phieu.bieu_mau.la_tinh_toan:
            ket_qua.append(BieuTre(phieu, viec.cau_han, viec.so_ngay(ngay)))
    return tuple(sorted(ket_qua, key=lambda b: (-b.so_ngay, b.phieu.bieu_mau.ma)))
