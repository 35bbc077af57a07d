"""The one door for figures: every typed, imported or loaded cell goes through ``ghi_o``."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.choices import (
    BAC_SO_LIEU,
    BO_DA_NHAN,
    KieuCot,
    NguonGoc,
    TrangThaiBo,
    TrangThaiKy,
    TrangThaiO,
    TrangThaiPhieu,
    TrangThaiSoLieu,
)
from baocao.models import BoBaoCao, ChiTieu, GiaTri, PhieuBieu
from baocao.workflow import BAT_DAU_NHAP, BO_BAT_DAU, NHAP_LAI
from cucctdp.audit.record import ghi
from cucctdp.formats.chu import nfc
from cucctdp.workflow.steps import perform

KHONG_DUOC_GIAO = "Tài khoản của bạn không được giao nhập biểu này."
_SO_CHU_SO_NGUYEN = 18
_DAI_CHU, _DAI_NGUON = 4000, 400


@dataclass(frozen=True, slots=True)
class GhiO:
    """What someone wants a cell to hold.

    ``phien_ban_goc``: the version the writer saw (0: an empty cell); None writes over whatever is
    there. ``trang_thai_sl`` None keeps the present data state.
    """

    chi_tieu: str
    cot: str
    so: Decimal | None = None
    chu: str = ""
    trang_thai_o: str = TrangThaiO.CO_GIA_TRI
    trang_thai_sl: str | None = None
    nguon: str = ""
    nguon_goc: str = NguonGoc.NHAP
    phien_ban_goc: int | None = None


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


def _duoc_giao(phieu: PhieuBieu, by: Any) -> None:
    """Right, province and form group: other provinces' forms answer as if they were nobody's."""
    pham_vi, nhom = by.pham_vi_don_vi(), by.pham_vi_nhom()
    if (
        not by.is_active
        or not by.has_perm("baocao.nhap_phieubieu")
        or (pham_vi is not None and phieu.bo.don_vi_id not in pham_vi)
        or (nhom is not None and phieu.bieu_mau.nhom not in nhom)
    ):
        raise PermissionDenied(KHONG_DUOC_GIAO)


@transaction.atomic
def ghi_o(phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str = "") -> KetQuaGhi:
    """Write cells of a form that is in the hands of the Sở.

    Unchanged cells are left alone; a cell changed by somebody else since ``phien_ban_goc`` comes
    back as a conflict and is not written. ValidationError lists every cell that cannot be stored;
    then nothing is written.
    """
    phieu = khoa_phieu(phieu)
    kiem_tra_duoc_nhap(phieu, by=by)
    ket_qua = ghi_phien_ban(phieu, cac_o, by=by, ly_do=ly_do)
    if ket_qua.da_ghi:
        _da_sua(phieu, by=by, so_o=ket_qua.da_ghi)
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


def khoa_phieu(phieu: PhieuBieu) -> PhieuBieu:
    """Lock the pack, then the form: the order of every door, so that none waits for another.

    Without the pack's lock a figure could slip into a pack that is being sent.
    """
    BoBaoCao.objects.select_for_update(of=("self",)).get(pk=phieu.bo_id)
    return (
        PhieuBieu.objects.select_for_update(of=("self",))
        .select_related("bo__ky", "bo__don_vi", "bieu_mau")
        .get(pk=phieu.pk)
    )


def _hien_tai(phieu: PhieuBieu, cac_o: Sequence[GhiO]) -> dict[tuple[str, str], GiaTri]:
    rows = phieu.gia_tri.hien_tai().filter(chi_tieu__ma__in={o.chi_tieu for o in cac_o})
    return {(g.chi_tieu.ma, g.cot): g for g in rows.select_related("chi_tieu", "nguoi")}


def ghi_phien_ban(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str, phai_nang: bool = False
) -> KetQuaGhi:
    cac_o = [chuan_o(o) for o in cac_o]
    chi_tieu = {c.ma: c for c in phieu.bieu_mau.chi_tieu.all()}
    hien_tai = _hien_tai(phieu, cac_o)
    loi = loi_cac_o(phieu, cac_o, chi_tieu) + _loi_ha_trang_thai(phieu, cac_o)
    if len(ly_do) > _DAI_NGUON:
        loi.append(f"Lý do sửa dài quá {_DAI_NGUON} ký tự.")
    if phai_nang:
        loi += _loi_khong_nang(cac_o, hien_tai)
    if loi:
        raise ValidationError(loi)
    luc = timezone.now()
    cu, moi, xung_dot, khong_doi = [], [], [], 0
    phien_ban: dict[str, int] = {}
    for o in cac_o:
        truoc = hien_tai.get((o.chi_tieu, o.cot))
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
            truoc.het_luc = luc
            cu.append(truoc)
        ban_moi = ban_moi_cua_o(phieu, chi_tieu[o.chi_tieu], o, truoc, by, luc, ly_do)
        phien_ban[f"{o.chi_tieu}.{o.cot}"] = ban_moi.phien_ban
        moi.append(ban_moi)
    GiaTri.objects.bulk_update(cu, ["het_luc"], batch_size=500)
    GiaTri.objects.bulk_create(moi, batch_size=2000)
    return KetQuaGhi(len(moi), khong_doi, xung_dot, phien_ban)


def _giong(o: GhiO, truoc: GiaTri | None) -> bool:
    if truoc is None:
        return o.trang_thai_o == TrangThaiO.CHUA_CO_SO_LIEU
    return (
        truoc.trang_thai_o == o.trang_thai_o
        and truoc.so == _gon(o).so
        and truoc.chu == _gon(o).chu
        and (o.trang_thai_sl or truoc.trang_thai_sl) == truoc.trang_thai_sl
        and (o.nguon or truoc.nguon) == truoc.nguon
    )


def chuan_o(o: GhiO) -> GhiO:
    """Text as it is stored (NFC, stripped), so that equal text is no change."""
    return replace(o, chu=nfc(o.chu).strip(), nguon=nfc(o.nguon).strip())


def _gon(o: GhiO) -> GhiO:
    """A cell without a value carries neither number nor text."""
    if o.trang_thai_o == TrangThaiO.CO_GIA_TRI:
        return o
    return GhiO(o.chi_tieu, o.cot, trang_thai_o=o.trang_thai_o)


def ban_moi_cua_o(
    phieu: PhieuBieu,
    chi_tieu: ChiTieu,
    o: GhiO,
    truoc: GiaTri | None,
    by: Any,
    luc: Any,
    ly_do: str,
) -> GiaTri:
    gon = _gon(o)
    nguon, nguon_goc = _nguon(o, truoc)
    trang_thai_sl = o.trang_thai_sl or (truoc.trang_thai_sl if truoc else TrangThaiSoLieu.UOC)
    return GiaTri(
        phieu=phieu,
        chi_tieu=chi_tieu,
        cot=o.cot,
        phien_ban=truoc.phien_ban + 1 if truoc else 1,
        trang_thai_o=o.trang_thai_o,
        so=gon.so,
        chu=gon.chu,
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
    gon = _gon(o)
    if (truoc.trang_thai_o, truoc.so, truoc.chu) == (o.trang_thai_o, gon.so, gon.chu):
        return truoc.nguon, truoc.nguon_goc
    return ("" if truoc.nguon_goc == NguonGoc.CONG_BO else truoc.nguon), o.nguon_goc


def loi_cac_o(phieu: PhieuBieu, cac_o: Sequence[GhiO], chi_tieu: dict[str, ChiTieu]) -> list[str]:
    cot = {c.ma: c for c in phieu.bieu_mau.cot.all()}
    loi: list[str] = []
    da_gap: set[str] = set()
    for o in cac_o:
        ten = f"{o.chi_tieu}.{o.cot}"
        dong = chi_tieu.get(o.chi_tieu)
        if dong is None or not dong.dung_o_ky(phieu.bo.ky.loai):
            loi.append(f"{ten}: biểu {phieu.bieu_mau.ma} kỳ này không có chỉ tiêu này.")
            continue
        if (
            o.cot not in cot
            or o.cot in dong.cot_khong_ap_dung
            or dong.cong_thuc
            or cot[o.cot].kieu_cot not in (KieuCot.NHAP, KieuCot.VAN_BAN)
        ):
            loi.append(f"{ten}: ô này không nhập.")
        if ten in da_gap:
            loi.append(f"{ten}: ô này được ghi hai lần.")
        da_gap.add(ten)
        if o.trang_thai_o not in TrangThaiO.values:
            loi.append(f"{ten}: trạng thái ô không đúng.")
        elif o.trang_thai_o == TrangThaiO.CO_GIA_TRI and o.so is None and not o.chu.strip():
            loi.append(f"{ten}: chưa có giá trị.")
        loi += [f"{ten}: {cau}" for cau in (*_loi_so(o.so), *_loi_kem(o))]
    return loi


def _loi_so(so: Decimal | None) -> list[str]:
    if so is None or so.is_zero():
        return []
    if not so.is_finite() or so.adjusted() >= _SO_CHU_SO_NGUYEN:
        return ["giá trị quá lớn, kiểm tra lại đơn vị tính."]
    return [] if so == round(so, 6) else ["quá 6 chữ số thập phân."]


def _loi_kem(o: GhiO) -> list[str]:
    """Faults of what comes with the number: text, source, data state, origin."""
    loi = []
    if len(o.chu) > _DAI_CHU:
        loi.append("văn bản dài quá 4.000 ký tự.")
    if len(o.nguon) > _DAI_NGUON:
        loi.append(f"nguồn số liệu dài quá {_DAI_NGUON} ký tự.")
    if "\0" in o.chu + o.nguon:
        loi.append("văn bản có ký tự không dùng được.")
    if o.trang_thai_sl is not None and o.trang_thai_sl not in TrangThaiSoLieu.values:
        loi.append("trạng thái số liệu không đúng.")
    if o.nguon_goc not in NguonGoc.values:
        loi.append("nguồn gốc số liệu không đúng.")
    elif o.nguon_goc == NguonGoc.CONG_BO and not o.nguon:
        loi.append("số liệu đã công bố phải ghi nguồn.")
    return loi


def _loi_khong_nang(cac_o: Sequence[GhiO], hien_tai: dict[tuple[str, str], GiaTri]) -> list[str]:
    return [
        f"{o.chi_tieu}.{o.cot}: trạng thái mới phải cao hơn trạng thái đang có."
        for o in cac_o
        if (cu := hien_tai.get((o.chi_tieu, o.cot))) is not None
        and _bac(o.trang_thai_sl or cu.trang_thai_sl) <= _bac(cu.trang_thai_sl)
    ]


def _loi_ha_trang_thai(phieu: PhieuBieu, cac_o: Sequence[GhiO]) -> list[str]:
    """KT24: a figure that was sent never goes back to a lower state; a trigger holds it too."""
    moi = {(o.chi_tieu, o.cot): o.trang_thai_sl for o in cac_o if o.trang_thai_sl}
    if not moi or phieu.bo.gui_luc is None:
        return []
    da_gui = phieu.gia_tri.filter(
        ghi_luc__lte=phieu.bo.gui_luc, chi_tieu__ma__in={ma for ma, _ in moi}
    ).values_list("chi_tieu__ma", "cot", "trang_thai_sl")
    ha = {
        f"{ma}.{cot}: không được hạ trạng thái số liệu đã gửi (KT24)."
        for ma, cot, cu in da_gui
        if _bac(moi.get((ma, cot)) or cu) < _bac(cu)
    }
    return sorted(ha)


def _bac(trang_thai_sl: str) -> int:
    """Rank of a data state; an unknown one ranks highest, it is refused by name elsewhere."""
    return {str(ma): bac for ma, bac in BAC_SO_LIEU.items()}.get(trang_thai_sl, len(BAC_SO_LIEU))


def _da_sua(phieu: PhieuBieu, *, by: Any, so_o: int) -> None:
    """A write puts the form (and the pack) back into typing; one event per write."""
    if phieu.trang_thai == TrangThaiPhieu.CHUA_NHAP:
        perform(BAT_DAU_NHAP, phieu, by=by)
    elif phieu.trang_thai != TrangThaiPhieu.DANG_NHAP:
        perform(NHAP_LAI, phieu, by=by)
    PhieuBieu.objects.filter(pk=phieu.pk).update(sua_luc=timezone.now())
    if phieu.bo.trang_thai == TrangThaiBo.CHUA_NHAP:
        bo = BoBaoCao.objects.select_for_update(of=("self",)).get(pk=phieu.bo_id)
        if bo.trang_thai == TrangThaiBo.CHUA_NHAP:
            perform(BO_BAT_DAU, bo, by=by)
    ghi("phieubieu.ghi_o", phieu, by=by, du_lieu={"so_o": so_o})
