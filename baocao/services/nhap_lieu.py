"""The one door for figures: every typed, imported or loaded cell goes through ``ghi_o``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model, prefetch_related_objects
from django.utils import timezone

from baocao.choices import (
    BO_DA_NHAN,
    NguonGoc,
    TrangThaiBo,
    TrangThaiKy,
    TrangThaiO,
    TrangThaiPhieu,
    TrangThaiSoLieu,
)
from baocao.models import ChiTieu, GiaTri, PhieuBieu
from baocao.services.bac_so_lieu import loi_ha_trang_thai, loi_khong_nang
from baocao.services.khoa_phieu import khoa_cac_phieu, khoa_phieu
from baocao.services.o_nhap import DAI_NGUON, GhiO, chuan_o, gon, loi_cac_o
from baocao.workflow import BAT_DAU_NHAP, BO_BAT_DAU, NHAP_LAI
from cucctdp.audit.record import BanGhi, ghi, ghi_nhieu
from cucctdp.workflow.steps import perform, perform_nhieu

__all__ = [
    "GhiO",
    "KetQuaGhi",
    "XungDot",
    "ban_moi_cua_o",
    "cap_nhat_so_lieu",
    "chuan_o",
    "ghi_nhieu_phieu",
    "ghi_o",
    "ghi_o_da_khoa",
    "ghi_phien_ban",
    "hien_tai_cua_dong",
    "kiem_tra_duoc_nhap",
    "loi_cac_o",
]

KhoaO = tuple[int, str, str]

KHONG_DUOC_GIAO = "Tài khoản của bạn không được giao nhập biểu này."


@dataclass(frozen=True, slots=True)
class XungDot:
    """A cell that somebody else changed since the writer saw it; nothing was written to it."""

    chi_tieu: str
    cot: str
    cua_ban: GhiO
    hien_tai: GiaTri


@dataclass(frozen=True, slots=True)
class KetQuaGhi:
    """What a write did, by cells; ``phien_ban`` maps «chỉ tiêu.cột» to its present version."""

    da_ghi: int = 0
    khong_doi: int = 0
    xung_dot: list[XungDot] = field(default_factory=list)
    phien_ban: dict[str, int] = field(default_factory=dict)


def kiem_tra_duoc_nhap(phieu: PhieuBieu, *, by: Any) -> None:
    """Raise PermissionDenied or ValidationError when ``by`` may not type into this form now."""
    _duoc_giao(phieu, by)
    if phieu.bieu_mau.la_tinh_toan:
        raise ValidationError("Biểu này hệ thống tự tính, không nhập.")
    if phieu.bo.trang_thai not in (
        TrangThaiBo.CHUA_NHAP,
        TrangThaiBo.DANG_NHAP,
        TrangThaiBo.TRA_LAI,
    ):
        raise ValidationError(
            f"Bộ báo cáo đang ở bước «{phieu.bo.get_trang_thai_display()}», không sửa được số liệu."
        )
    if phieu.bo.ky.trang_thai not in (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG):
        raise ValidationError(
            f"Kỳ báo cáo đang ở trạng thái «{phieu.bo.ky.get_trang_thai_display()}»."
        )
    if cau := phieu.bo.cau_khoa():
        raise ValidationError(cau)


def _duoc_giao(phieu: PhieuBieu, by: Any) -> None:
    """Right, province and form group: other provinces' forms answer as if they were nobody's."""
    nhom = by.pham_vi_nhom()
    if (
        not by.is_active
        or not by.has_perm("baocao.nhap_phieubieu")
        or not by.thay_don_vi(phieu.bo.don_vi_id)
        or (nhom is not None and phieu.bieu_mau.nhom not in nhom)
    ):
        raise PermissionDenied(KHONG_DUOC_GIAO)


def ghi_o(phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str = "") -> KetQuaGhi:
    """Write cells of a form that is in the hands of the Sở.

    Unchanged cells are left alone; a cell changed by somebody else since ``phien_ban_goc`` comes
    back as a conflict and is not written. ValidationError lists every cell that cannot be stored;
    then nothing is written.
    """
    return ghi_nhieu_phieu(phieu.bo_id, {phieu.pk: cac_o}, by=by, ly_do=ly_do)[phieu.pk]


@transaction.atomic
def ghi_nhieu_phieu(
    bo_id: int, theo_phieu: Mapping[int, Sequence[GhiO]], *, by: Any, ly_do: str = ""
) -> dict[int, KetQuaGhi]:
    """``ghi_o`` for several forms of one pack, all or none; form id → cells, form id → result.

    The number of queries does not grow with the forms; each written form has its own event.
    """
    viec = [(phieu, theo_phieu[phieu.pk]) for phieu in khoa_cac_phieu(bo_id, theo_phieu)]
    cac_ket_qua = _ghi_da_khoa(viec, by=by, ly_do=ly_do)
    return {phieu.pk: k for (phieu, _), k in zip(viec, cac_ket_qua, strict=True)}


@transaction.atomic(savepoint=False)
def ghi_o_da_khoa(
    phieu: PhieuBieu,
    cac_o: Sequence[GhiO],
    *,
    by: Any,
    hien_tai: Mapping[KhoaO, GiaTri] | None = None,
) -> KetQuaGhi:
    """``ghi_o`` for who has the form's lock; ``hien_tai``: what was read of its rows since.

    A refusal takes the caller's transaction with it: there is no savepoint.
    """
    return _ghi_da_khoa([(phieu, cac_o)], by=by, ly_do="", hien_tai=hien_tai)[0]


def _ghi_da_khoa(
    viec: Sequence[tuple[PhieuBieu, Sequence[GhiO]]],
    *,
    by: Any,
    ly_do: str,
    hien_tai: Mapping[KhoaO, GiaTri] | None = None,
) -> list[KetQuaGhi]:
    for phieu, _ in viec:
        kiem_tra_duoc_nhap(phieu, by=by)
    ket_qua = ghi_phien_ban_nhieu(viec, by=by, ly_do=ly_do, hien_tai=hien_tai)
    da_sua = zip(viec, ket_qua, strict=True)
    _da_sua([(phieu, k.da_ghi) for (phieu, _), k in da_sua if k.da_ghi], by=by)
    return ket_qua


@transaction.atomic
def cap_nhat_so_lieu(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str = ""
) -> KetQuaGhi:
    """State change after sending (ước → sơ bộ → chính thức): new versions, no approval (3.5).

    Each cell must name a higher data state than the present one. Raises ValidationError with all
    refusals, PermissionDenied for others than the unit's own staff.
    """
    phieu = khoa_phieu(phieu)
    _duoc_giao(phieu, by)
    if phieu.bo.trang_thai not in BO_DA_NHAN:
        raise ValidationError("Chỉ cập nhật trạng thái số liệu sau khi báo cáo được tiếp nhận.")
    ket_qua = ghi_phien_ban(phieu, cac_o, by=by, ly_do=ly_do, phai_nang=True)
    if ket_qua.da_ghi:
        ghi(
            "phieubieu.cap_nhat_so_lieu",
            phieu,
            by=by,
            ly_do=ly_do,
            du_lieu={"so_o": ket_qua.da_ghi},
        )
    return ket_qua


def ghi_phien_ban(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str, phai_nang: bool = False
) -> KetQuaGhi:
    """New versions of the changed cells of one locked form; see ``ghi_phien_ban_nhieu``."""
    viec = [(phieu, cac_o)]
    return ghi_phien_ban_nhieu(viec, by=by, ly_do=ly_do, phai_nang=phai_nang)[0]


def ghi_phien_ban_nhieu(
    viec: Sequence[tuple[PhieuBieu, Sequence[GhiO]]],
    *,
    by: Any,
    ly_do: str,
    phai_nang: bool = False,
    hien_tai: Mapping[KhoaO, GiaTri] | None = None,
) -> list[KetQuaGhi]:
    """New versions of the changed cells of locked forms, one result a form, in their order.

    ``phai_nang``: only to a higher data state. ``hien_tai``: the present versions of all named
    cells, read under the lock. ValidationError names every cell of every form that cannot be
    stored; then nothing is written.
    """
    viec = [(phieu, [chuan_o(o) for o in cac_o]) for phieu, cac_o in viec]
    if hien_tai is None:
        hien_tai = hien_tai_cua_dong([(p, {o.chi_tieu for o in cac_o}) for p, cac_o in viec])
    loi: list[str] = []
    for phieu, cac_o in viec:
        loi += loi_cac_o(phieu, cac_o, {c.ma: c for c in phieu.bieu_mau.chi_tieu.all()})
        if phai_nang:
            loi += loi_khong_nang(phieu, cac_o, hien_tai)
    loi += loi_ha_trang_thai(viec)
    if len(ly_do) > DAI_NGUON:
        loi.append(f"Lý do sửa dài quá {DAI_NGUON} ký tự.")
    if loi:
        raise ValidationError(loi)
    luc = timezone.now()
    cu: list[int] = []
    moi: list[GiaTri] = []
    ket_qua = [_mot_phieu(p, cac_o, hien_tai, cu, moi, by, luc, ly_do) for p, cac_o in viec]
    if xung_dot := [x.hien_tai for k in ket_qua for x in k.xung_dot]:
        prefetch_related_objects(xung_dot, "nguoi")
    if cu:
        _dat_cot(GiaTri, "het_luc", luc, cu)
    GiaTri.objects.bulk_create(moi, batch_size=2000)
    return ket_qua


def _dat_cot(model: type[Model], cot: str, gia_tri: datetime, cac_pk: list[int]) -> None:
    """One column of rows by key; plain SQL, for the ORM builds it longer than the database runs it
    and every autosave passes here twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {cot} = %s WHERE id = ANY(%s)",  # noqa: S608  names are ours
            [gia_tri, cac_pk],
        )


def hien_tai_cua_dong(
    viec: Sequence[tuple[PhieuBieu, Collection[str]]],
) -> dict[KhoaO, GiaTri]:
    """Present versions of the named rows of forms: (form id, row code, column) → version.

    Rows come from the forms' templates, so that the figures are read alone.
    """
    chi_tieu = {
        c.pk: c for phieu, cac_ma in viec for c in phieu.bieu_mau.chi_tieu.all() if c.ma in cac_ma
    }
    rows = GiaTri.objects.hien_tai().filter(
        phieu__in=[phieu.pk for phieu, _ in viec], chi_tieu__in=list(chi_tieu)
    )
    ket_qua = {}
    for g in rows.order_by():
        g.chi_tieu = chi_tieu[g.chi_tieu_id]
        ket_qua[g.phieu_id, g.chi_tieu.ma, g.cot] = g
    return ket_qua


def _mot_phieu(
    phieu: PhieuBieu,
    cac_o: Sequence[GhiO],
    hien_tai: Mapping[KhoaO, GiaTri],
    cu: list[int],
    moi: list[GiaTri],
    by: Any,
    luc: datetime,
    ly_do: str,
) -> KetQuaGhi:
    """Sort the cells of one form; ids to close go to ``cu``, rows to insert to ``moi``."""
    chi_tieu = {c.ma: c for c in phieu.bieu_mau.chi_tieu.all()}
    xung_dot, khong_doi, truoc_do = [], 0, len(moi)
    phien_ban: dict[str, int] = {}
    for o in cac_o:
        truoc = hien_tai.get((phieu.pk, o.chi_tieu, o.cot))
        phien_ban[f"{o.chi_tieu}.{o.cot}"] = truoc.phien_ban if truoc else 0
        if _giong(o, truoc):
            khong_doi += 1
            continue
        if (
            truoc is not None
            and o.phien_ban_goc is not None
            and (o.phien_ban_goc != truoc.phien_ban)
        ):
            xung_dot.append(XungDot(o.chi_tieu, o.cot, o, truoc))
            continue
        if truoc is not None:
            cu.append(truoc.pk)
        ban_moi = ban_moi_cua_o(phieu, chi_tieu[o.chi_tieu], o, truoc, by, luc, ly_do)
        phien_ban[f"{o.chi_tieu}.{o.cot}"] = ban_moi.phien_ban
        moi.append(ban_moi)
    return KetQuaGhi(len(moi) - truoc_do, khong_doi, xung_dot, phien_ban)


def _giong(o: GhiO, truoc: GiaTri | None) -> bool:
    if truoc is None:
        return o.trang_thai_o == TrangThaiO.CHUA_CO_SO_LIEU
    return (
        truoc.trang_thai_o == o.trang_thai_o
        and truoc.so == gon(o).so
        and truoc.chu == gon(o).chu
        and (o.trang_thai_sl or truoc.trang_thai_sl) == truoc.trang_thai_sl
        and (o.nguon or truoc.nguon) == truoc.nguon
    )


def ban_moi_cua_o(
    phieu: PhieuBieu,
    chi_tieu: ChiTieu,
    o: GhiO,
    truoc: GiaTri | None,
    by: Any,
    luc: Any,
    ly_do: str,
) -> GiaTri:
    sach = gon(o)
    nguon, nguon_goc = _nguon(o, truoc)
    trang_thai_sl = o.trang_thai_sl or (truoc.trang_thai_sl if truoc else TrangThaiSoLieu.UOC)
    return GiaTri(
        phieu=phieu,
        chi_tieu=chi_tieu,
        cot=o.cot,
        phien_ban=truoc.phien_ban + 1 if truoc else 1,
        trang_thai_o=o.trang_thai_o,
        so=sach.so,
        chu=sach.chu,
        trang_thai_sl=trang_thai_sl,
        nguon=nguon,
        nguon_goc=nguon_goc,
        ly_do=ly_do,
        nguoi=by,
        ghi_luc=luc,
    )


def _nguon(o: GhiO, truoc: GiaTri | None) -> tuple[str, str]:
    """Source and origin of the new version.

    A cell written without a source keeps the one it has; a new number over a published figure
    does not, for the publication says the old number. With the value unchanged both stay.
    """
    if truoc is None or o.nguon:
        return o.nguon, o.nguon_goc
    sach = gon(o)
    if (truoc.trang_thai_o, truoc.so, truoc.chu) == (o.trang_thai_o, sach.so, sach.chu):
        return truoc.nguon, truoc.nguon_goc
    return ("" if truoc.nguon_goc == NguonGoc.CONG_BO else truoc.nguon), o.nguon_goc


def _da_sua(cac_phieu: Sequence[tuple[PhieuBieu, int]], *, by: Any) -> None:
    """A write puts its forms (and the pack) back into typing; one event a form and write."""
    if not cac_phieu:
        return
    moi = [p for p, _ in cac_phieu if p.trang_thai == TrangThaiPhieu.CHUA_NHAP]
    lai = [
        p
        for p, _ in cac_phieu
        if p.trang_thai not in (TrangThaiPhieu.CHUA_NHAP, TrangThaiPhieu.DANG_NHAP)
    ]
    for buoc, cac_phieu_buoc in ((BAT_DAU_NHAP, moi), (NHAP_LAI, lai)):
        if cac_phieu_buoc:
            perform_nhieu(buoc, cac_phieu_buoc, by=by)
    _dat_cot(PhieuBieu, "sua_luc", timezone.now(), [p.pk for p, _ in cac_phieu])
    bo = cac_phieu[0][0].bo
    if bo.trang_thai == TrangThaiBo.CHUA_NHAP:
        perform(BO_BAT_DAU, bo, by=by)
    ghi_nhieu([BanGhi("phieubieu.ghi_o", p, by, {"so_o": so_o}) for p, so_o in cac_phieu])
