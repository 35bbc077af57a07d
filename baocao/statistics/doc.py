"""The one SQL of statistics: stored cells of sent, received or published packs."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from baocao.choices import BO_DA_NHAN, NguonGoc, TrangThaiBo, TrangThaiO
from baocao.models import BoBaoCao, GiaTri
from baocao.statistics.cong_thuc import OGoc
from baocao.statistics.danh_muc import DanhMuc
from baocao.statistics.phien_ban import CAC_MUC, CONG_BO, DA_GUI, TIEP_NHAN
from baocao.workflow import CONG_BO as BUOC_CONG_BO
from cucctdp.workflow.models import QuyetDinh


class Nguon(NamedTuple):
    """One stored figure: ``so`` None with ``ap_dung`` True is «Chưa có số liệu».

    ``ma_khac``: the code it was filed under when that is not the one asked for («thay cho»).
    """

    id: int
    so: Decimal | None
    ap_dung: bool
    trang_thai_sl: str
    minh_hoa: bool
    ghi_luc: datetime
    ma_khac: str = ""


# States of a pack whose figures count at a level.
BO_THEO_MUC = {
    DA_GUI: (TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA, *BO_DA_NHAN),
    TIEP_NHAN: BO_DA_NHAN,
    CONG_BO: (TrangThaiBo.DA_CONG_BO,),
}

DuLieu = dict[OGoc, dict[int, Nguon]]

_COT = (
    "id",
    "phieu__bo__ky_id",
    "phieu__bo__don_vi_id",
    "chi_tieu_id",
    "cot",
    "so",
    "trang_thai_o",
    "trang_thai_sl",
    "nguon_goc",
    "ghi_luc",
)


def truy_van(
    dm: DanhMuc,
    goc: Collection[OGoc],
    *,
    muc: str,
    luc: datetime | None = None,
    trang_thai: Collection[str] | None = None,
) -> QuerySet[GiaTri, tuple[Any, ...]]:
    """The query for a set of cells. Raises ValueError for an unknown level."""
    if muc not in CAC_MUC:
        raise ValueError(f"Mức duyệt «{muc}» không đúng; dùng một trong: {', '.join(CAC_MUC)}.")
    cac_dong = {(g.bieu, g.chi_tieu) for g in goc}
    rows = GiaTri.objects.filter(
        chi_tieu_id__in=sorted(pk for b, c in cac_dong for pk in dm.pk_chi_tieu(b, c)),
        cot__in=sorted({g.cot for g in goc}),
        phieu__bo__ky_id__in=sorted({dm.ky[g.ky].pk for g in goc if g.ky in dm.ky}),
        phieu__bo__trang_thai__in=BO_THEO_MUC[muc],
    )
    rows = rows.hien_tai() if luc is None else _biet_luc(rows, muc, luc)
    if trang_thai:
        rows = rows.filter(trang_thai_sl__in=trang_thai)
    return rows.values_list(*_COT)


def _biet_luc(rows: Any, muc: str, luc: datetime) -> Any:
    """As known at a moment: the versions, and the packs received or published by then.

    A received pack never goes back, so its present state and the date of the step tell both.
    """
    if muc == DA_GUI:
        return rows.biet_luc(luc).filter(phieu__bo__gui_luc__lte=luc)
    if muc == TIEP_NHAN:
        return rows.biet_luc(luc).filter(phieu__bo__tiep_nhan_luc__lte=luc)
    cong_bo = QuyetDinh.objects.filter(
        doi_tuong_loai=ContentType.objects.get_for_model(BoBaoCao),
        doi_tuong_id=OuterRef("phieu__bo_id"),
        buoc=BUOC_CONG_BO.ten,
        luc__lte=luc,
    )
    return rows.biet_luc(luc).filter(Exists(cong_bo))


def doc_gia_tri(
    dm: DanhMuc,
    goc: Collection[OGoc],
    *,
    muc: str,
    luc: datetime | None = None,
    trang_thai: Collection[str] | None = None,
) -> DuLieu:
    """Stored figures by cell and filing unit.

    A figure filed under another code of the row's series counts where the unit has none under
    the code itself.
    """
    ky_theo_pk = {k.pk: ma for ma, k in dm.ky.items()}
    dong_theo_pk = {c.pk: (b.ma, c.ma) for b in dm.bieu for c in b.chi_tieu.values()}
    can = set(goc)
    du_lieu: DuLieu = defaultdict(dict)
    khac: list[tuple[OGoc, int, Nguon]] = []
    for pk, ky, don_vi, chi_tieu, cot, so, o, sl, nguon_goc, ghi_luc in truy_van(
        dm, goc, muc=muc, luc=luc, trang_thai=trang_thai
    ):
        khoa = OGoc(ky_theo_pk[ky], *dong_theo_pk[chi_tieu], cot)
        nguon = Nguon(
            pk,
            Decimal(0) if o == TrangThaiO.KHONG_PHAT_SINH else so,
            o != TrangThaiO.KHONG_AP_DUNG,
            sl,
            nguon_goc == NguonGoc.MINH_HOA,
            ghi_luc,
        )
        if khoa in can:
            du_lieu[khoa][don_vi] = nguon
        for ma in dm.cung_dong(khoa.bieu, khoa.chi_tieu):
            if (hoi := khoa._replace(chi_tieu=ma)) in can:
                khac.append((hoi, don_vi, nguon._replace(ma_khac=khoa.chi_tieu)))
    for hoi, don_vi, nguon in khac:
        du_lieu[hoi].setdefault(don_vi, nguon)
    return du_lieu
