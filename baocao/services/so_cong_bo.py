"""Published figures of a unit that has not sent anything through the system.

A newspaper or a Sở's monthly file gives a handful of cells, never a complete form: KT01 (mandatory
cells) would refuse every one of them, and filling the gaps with zeros or «Không phát sinh» would
be a lie. So such figures have a door of their own. It keeps everything that makes a figure
trustworthy (typed cells, checking rules, a named source, versions, a frozen snapshot, a decision)
and leaves out what would claim something that did not happen: nobody at the Sở typed, signed or
sent it, so the pack has no signer, no sending date and no timeliness («Chưa gửi»); its decision
reads «Ghi nhận số đã công bố (Sở chưa gửi qua hệ thống)». The pack counts as received, because the
figures are real: coverage of each indicator counts the unit where it has a figure, and only there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.checks import ViPham, run_checks
from baocao.choices import MucDo, NguonGoc, TrangThaiBo, TrangThaiKy, TrangThaiPhieu
from baocao.models import BoBaoCao, GiaiTrinh, GiaTri, LanGui, PhieuBieu
from baocao.services.anh_chup import bam, chup
from baocao.services.giai_trinh import GIAI_TRINH_TOI_THIEU
from baocao.services.nhap_lieu import GhiO, ghi_phien_ban
from baocao.workflow import BAT_DAU_NHAP, BO_BAT_DAU, GHI_NHAN_CONG_BO
from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform


@dataclass(frozen=True, slots=True)
class KetQuaCongBo:
    """What one call stored: number of new versions, and the rules the figures break."""

    da_ghi: int
    vi_pham: list[ViPham]


@transaction.atomic
def ghi_so_cong_bo(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any = None, giai_trinh: Callable[[ViPham], str]
) -> KetQuaCongBo:
    """Store published cells of one form; same typed rules as typing, KT01 left out.

    ``by`` None is the loader of published figures. ``giai_trinh`` gives the explanation of
    each warning the figures raise (they are copied as printed, right or wrong). Raises
    ValidationError: a cell without source, a cell that cannot be stored, a pack in people's
    hands, a hard error, an explanation that is too short.
    """
    bo = (
        BoBaoCao.objects.select_for_update(of=("self",))
        .select_related("ky", "don_vi")
        .get(pk=phieu.bo_id)
    )
    phieu = PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(pk=phieu.pk)
    _duoc_ghi(bo, cac_o)
    ket_qua = ghi_phien_ban(phieu, cac_o, by=by, ly_do="")
    if ket_qua.da_ghi:
        if phieu.trang_thai == TrangThaiPhieu.CHUA_NHAP:
            phieu = perform(BAT_DAU_NHAP, phieu, by=None, gan={"sua_luc": timezone.now()})
        if bo.trang_thai == TrangThaiBo.CHUA_NHAP:
            perform(BO_BAT_DAU, bo, by=None)
        ghi("phieubieu.ghi_so_cong_bo", phieu, by=by, du_lieu={"so_o": ket_qua.da_ghi})
    phieu = PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(pk=phieu.pk)
    vi_pham = run_checks(dung_bang(phieu))
    if ket_qua.da_ghi:
        _giai_trinh(phieu, vi_pham, giai_trinh, by=by)
    return KetQuaCongBo(ket_qua.da_ghi, vi_pham)


@transaction.atomic
def ghi_nhan(bo: BoBaoCao, *, vi_pham: Sequence[ViPham] = (), by: Any = None) -> LanGui:
    """Freeze the pack's published figures and let them count.

    ``vi_pham`` are the findings of its forms; they are kept with the decision. Raises
    BuocBiTuChoi when the pack holds nothing or is further on.
    """
    bo = (
        BoBaoCao.objects.select_related("ky", "don_vi")
        .prefetch_related("phieu__bieu_mau")
        .get(pk=bo.pk)
    )
    luc = timezone.now()
    anh = chup(
        bo,
        list(GiaTri.objects.hien_tai().filter(phieu__bo=bo).select_related("chi_tieu")),
    )
    lan_gui = LanGui.objects.create(
        bo=bo,
        lan=bo.lan_gui.count() + 1,
        vong=bo.vong,
        luc=luc,
        nguoi=by,
        anh_chup=anh,
        sha256=bam(anh),
        nguon_goc=NguonGoc.CONG_BO,
    )
    perform(
        GHI_NHAN_CONG_BO,
        bo,
        by=None,
        gan={"gui_luc": luc, "tiep_nhan_luc": luc},
        du_lieu={
            "sha256": lan_gui.sha256,
            "lan": lan_gui.lan,
            "quy_tac": [
                {"ma": v.quy_tac, "muc_do": v.muc_do, "o": f"{v.chi_tieu}.{v.cot}"} for v in vi_pham
            ],
        },
    )
    return lan_gui


def _duoc_ghi(bo: BoBaoCao, cac_o: Sequence[GhiO]) -> None:
    loi = [
        f"{o.chi_tieu}.{o.cot}: số đã công bố phải ghi nguồn."
        for o in cac_o
        if o.nguon_goc != NguonGoc.CONG_BO or not o.nguon.strip()
    ]
    if bo.gui_lan_dau_luc is not None or bo.nguoi_trinh_id is not None:
        loi.append("Đơn vị đã gửi báo cáo qua hệ thống: số liệu lấy từ báo cáo, không chép từ báo.")
    elif bo.trang_thai not in (TrangThaiBo.CHUA_NHAP, TrangThaiBo.DANG_NHAP):
        loi.append(f"Bộ báo cáo đang ở bước «{bo.get_trang_thai_display()}».")
    if bo.ky.trang_thai not in (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG):
        loi.append(f"Kỳ báo cáo đang ở trạng thái «{bo.ky.get_trang_thai_display()}».")
    if GiaTri.objects.filter(phieu__bo=bo).exclude(nguon_goc=NguonGoc.CONG_BO).exists():
        loi.append("Đơn vị đang nhập báo cáo kỳ này, không chép số công bố đè lên.")
    if loi:
        raise ValidationError(loi)


def _giai_trinh(
    phieu: PhieuBieu, vi_pham: Sequence[ViPham], ly_do: Callable[[ViPham], str], *, by: Any
) -> None:
    loi = [f"{v.quy_tac} {v.chi_tieu}: {v.thong_bao}" for v in vi_pham if v.muc_do == MucDo.E]
    can = [(v, ly_do(v).strip()) for v in vi_pham if v.can_giai_trinh and not v.da_giai_trinh]
    loi += [
        f"{v.quy_tac} {v.chi_tieu}: cần giải trình – {v.thong_bao}"
        for v, chu in can
        if len(chu) < GIAI_TRINH_TOI_THIEU
    ]
    if loi:
        raise ValidationError(loi)
    for v, chu in can:
        GiaiTrinh.objects.update_or_create(
            phieu=phieu,
            quy_tac=v.quy_tac,
            chi_tieu=v.chi_tieu,
            cot=v.cot,
            defaults={"thong_bao": v.thong_bao, "noi_dung": chu, "nguoi": by},
        )
