"""The doors of restatement (điều chỉnh số liệu, section 3.5); one treatment for each kind.

Nothing sent, consolidated or printed is touched: an approved request adds versions to ``GiaTri``,
and whatever is read «as known on a day» before it stays as it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao import workflow_dieu_chinh as w
from baocao.choices import (
    BO_DA_NHAN,
    LoaiDieuChinh,
    LyDoDieuChinh,
    TrangThaiDieuChinh,
)
from baocao.models import BoBaoCao, DieuChinh, DongDieuChinh, GiaTri, PhieuBieu
from baocao.services.chuoi_so_lieu import mo_chuoi
from baocao.services.dong_dieu_chinh import cac_dong
from baocao.services.khoa_phieu import khoa_phieu
from baocao.services.nhap_lieu import (
    GhiO,
    KetQuaGhi,
    cap_nhat_so_lieu,
    ghi_phien_ban,
)
from baocao.services.quy_dinh_kiem_tra import quy_dinh_cua_bo
from baocao.services.su_kien_ra import bao_dieu_chinh
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from cucctdp.formats.chu import nfc
from cucctdp.workflow.steps import BuocBiTuChoi, ly_do_tu_choi, perform

DIEN_GIAI_TOI_THIEU, DIEN_GIAI_TOI_DA = 20, 4000
LY_DO_SUA_LOI = (
    LyDoDieuChinh.NHAP_SAI,
    LyDoDieuChinh.SAI_DON_VI,
    LyDoDieuChinh.BO_SOT,
    LyDoDieuChinh.THOI_DIEM,
)


def ma_moi(don_vi_khoa: str, ky: str) -> str:
    """The next code of a unit and period: «DC-34:80-2026-Q1-01»."""
    dau = f"DC-{don_vi_khoa}-{ky}-"
    cuoi = DieuChinh.objects.filter(ma__startswith=dau).order_by("-ma").values_list("ma", flat=True)
    so = int(cuoi[0].rpartition("-")[2]) if cuoi else 0
    return f"{dau}{so + 1:02d}"


def loi_dien_giai(dien_giai: str) -> list[str]:
    """What is wrong with the sentence that explains a request."""
    if len(dien_giai) < DIEN_GIAI_TOI_THIEU:
        return [f"Diễn giải cần ít nhất {DIEN_GIAI_TOI_THIEU} ký tự: sai ở đâu, vì sao, số đúng."]
    if len(dien_giai) > DIEN_GIAI_TOI_DA:
        return [f"Diễn giải dài quá {DIEN_GIAI_TOI_DA} ký tự."]
    return []


def duoc_lap(bo: BoBaoCao, user: Any) -> list[str]:
    """Why this user may not ask for a correction of the pack now; empty when it may."""
    if not user.is_active or not user.has_perm("baocao.lap_dieuchinh"):
        return ["Tài khoản của bạn không lập đề nghị điều chỉnh."]
    if not BoBaoCao.objects.visible_to(user).filter(pk=bo.pk).exists():
        return ["Bộ báo cáo này không thuộc phạm vi của bạn."]
    if bo.trang_thai not in BO_DA_NHAN:
        return [
            "Báo cáo chưa được tiếp nhận: sửa trực tiếp khi Sở đang nhập, hoặc đề nghị Cục trả lại."
        ]
    return []


@transaction.atomic
def lap_sua_loi(
    bo: BoBaoCao,
    *,
    cac_o: Mapping[int, Sequence[GhiO]],
    ly_do_ma: str,
    dien_giai: str,
    by: Any,
    tep: Tep | None = None,
) -> DieuChinh:
    """A Sở asks to correct figures of a received pack. ``cac_o``: cells by id of the form.

    Nothing is written to the figures yet. Raises PermissionDenied, or ValidationError with every
    fault: reason, sentence, and each cell that cannot be stored or is no change.
    """
    bo = (
        BoBaoCao.objects.select_for_update(of=("self",))
        .select_related("ky", "don_vi")
        .get(pk=bo.pk)
    )
    if tu_choi := duoc_lap(bo, by):
        raise PermissionDenied(tu_choi[0])
    dien_giai = nfc(dien_giai).strip()
    dieu_chinh = DieuChinh(
        ma=ma_moi(bo.don_vi.khoa, bo.ky.ma),
        loai=LoaiDieuChinh.SUA_LOI,
        ly_do_ma=ly_do_ma,
        dien_giai=dien_giai,
        don_vi=bo.don_vi,
        bo=bo,
        tep=tep,
        nguoi_lap=by,
    )
    loi = loi_dien_giai(dien_giai)
    if ly_do_ma not in LY_DO_SUA_LOI:
        loi.append("Chọn lý do điều chỉnh trong danh sách.")
    dong, loi_o = cac_dong(dieu_chinh, cac_o, by=by)
    if loi := loi + loi_o:
        raise ValidationError(loi)
    dieu_chinh.save()
    _luu_dong(dieu_chinh, dong)
    ghi("dieuchinh.lap", dieu_chinh, by=by, ly_do=dien_giai, du_lieu={"so_o": len(dong)})
    return dieu_chinh


@transaction.atomic
def sua_de_nghi(
    dieu_chinh: DieuChinh,
    *,
    cac_o: Mapping[int, Sequence[GhiO]],
    ly_do_ma: str,
    dien_giai: str,
    by: Any,
    tep: Tep | None = None,
) -> DieuChinh:
    """Change a request that is still being written; cells of the named forms are replaced.

    ``tep`` None keeps the evidence there is. Raises like ``lap_sua_loi``.
    """
    BoBaoCao.objects.select_for_update(of=("self",)).get(pk=dieu_chinh.bo_id)
    dieu_chinh = _khoa(dieu_chinh)
    if dieu_chinh.bo is None or duoc_lap(dieu_chinh.bo, by):
        raise PermissionDenied("Đề nghị này không do tài khoản của bạn soạn được.")
    dien_giai = nfc(dien_giai).strip()
    loi = loi_dien_giai(dien_giai)
    if dieu_chinh.trang_thai != TrangThaiDieuChinh.NHAP:
        loi.append(f"Đề nghị đang ở bước «{dieu_chinh.get_trang_thai_display()}», không sửa được.")
    if ly_do_ma not in LY_DO_SUA_LOI:
        loi.append("Chọn lý do điều chỉnh trong danh sách.")
    giu = dieu_chinh.dong.exclude(phieu__in=list(cac_o)).exists()
    dong, loi_o = cac_dong(dieu_chinh, cac_o, by=by, can_o=not giu)
    if loi := loi + loi_o:
        raise ValidationError(loi)
    dieu_chinh.dien_giai, dieu_chinh.ly_do_ma = dien_giai, ly_do_ma
    dieu_chinh.nguoi_lap = by
    dieu_chinh.tep = tep or dieu_chinh.tep
    dieu_chinh.save()
    dieu_chinh.dong.filter(phieu__in=list(cac_o)).delete()
    _luu_dong(dieu_chinh, dong)
    ghi("dieuchinh.sua", dieu_chinh, by=by, ly_do=dien_giai, du_lieu={"so_o": len(dong)})
    return dieu_chinh


def _khoa(dieu_chinh: DieuChinh) -> DieuChinh:
    return (
        DieuChinh.objects.select_for_update(of=("self",))
        .select_related("bo__ky", "bo__don_vi", "don_vi")
        .get(pk=dieu_chinh.pk)
    )


def _luu_dong(dieu_chinh: DieuChinh, dong: Sequence[DongDieuChinh]) -> None:
    for d in dong:
        d.dieu_chinh = dieu_chinh
    DongDieuChinh.objects.bulk_create(dong)


def trinh_ky(dieu_chinh: DieuChinh, *, by: Any) -> DieuChinh:
    """The request goes to the leadership of the Sở."""
    return perform(w.TRINH_KY, dieu_chinh, by=by)


def so_tra_lai(dieu_chinh: DieuChinh, *, by: Any, ly_do: str) -> DieuChinh:
    """The leadership of the Sở gives it back."""
    return perform(w.SO_TRA_LAI, dieu_chinh, by=by, ly_do=ly_do)


def ky_gui(dieu_chinh: DieuChinh, *, by: Any) -> DieuChinh:
    """Sign and send to the Cục; never by whoever wrote it."""
    gan = {"nguoi_ky": by, "ky_luc": timezone.now()}
    return perform(w.KY_GUI, dieu_chinh, by=by, gan=gan)


def huy(dieu_chinh: DieuChinh, *, by: Any, ly_do: str) -> DieuChinh:
    """The Sở drops a request it is still writing."""
    return perform(w.HUY, dieu_chinh, by=by, ly_do=ly_do)


def tham_dinh(dieu_chinh: DieuChinh, *, by: Any, ly_do: str) -> DieuChinh:
    """An officer of the Cục appraises; ``ly_do`` is the opinion."""
    gan = {"nguoi_tham_dinh": by, "y_kien_tham_dinh": ly_do.strip()}
    return perform(w.THAM_DINH, dieu_chinh, by=by, ly_do=ly_do, gan=gan)


def tra_lai(dieu_chinh: DieuChinh, *, by: Any, ly_do: str) -> DieuChinh:
    """Give it back to the Sở: next round, to be signed again."""

    def gan(d: DieuChinh) -> Mapping[str, Any]:
        return {"vong": d.vong + 1, "nguoi_ky": None, "ky_luc": None, "nguoi_tham_dinh": None}

    return perform(w.TRA_LAI, dieu_chinh, by=by, ly_do=ly_do, gan=gan)


def tu_choi(dieu_chinh: DieuChinh, *, by: Any, ly_do: str) -> DieuChinh:
    """The figures stay; the reason goes to the Sở."""
    return perform(w.TU_CHOI, dieu_chinh, by=by, ly_do=ly_do, gan={"nguoi_duyet": by})


@transaction.atomic
def duyet(dieu_chinh: DieuChinh, *, by: Any) -> DieuChinh:
    """Approve: the wanted figures become the present versions, or the new series opens.

    Raises BuocBiTuChoi, or ValidationError when a cell changed since the request.
    """
    cac_phieu = {d.phieu_id: d.phieu for d in dieu_chinh.dong.select_related("phieu")}
    khoa = [khoa_phieu(cac_phieu[pk]) for pk in sorted(cac_phieu)]
    dieu_chinh = _khoa(dieu_chinh)
    if ly_do := ly_do_tu_choi(w.DUYET, dieu_chinh, by):
        raise BuocBiTuChoi(w.DUYET, ly_do)
    luc = timezone.now()
    if dieu_chinh.loai == LoaiDieuChinh.DOI_PHAM_VI:
        mo_chuoi(dieu_chinh, luc=luc)
    for phieu in khoa:
        _ghi_so(dieu_chinh, phieu)
    dieu_chinh = perform(
        w.DUYET,
        dieu_chinh,
        by=by,
        gan={"nguoi_duyet": by, "ghi_so_luc": luc},
        du_lieu={"so_o": dieu_chinh.dong.count()},
    )
    bao_dieu_chinh(dieu_chinh)
    return dieu_chinh


def _ghi_so(dieu_chinh: DieuChinh, phieu: PhieuBieu) -> None:
    dong = list(dieu_chinh.dong.filter(phieu=phieu).select_related("chi_tieu", "ban_cu"))
    cac_o = [
        GhiO(
            d.chi_tieu.ma,
            d.cot,
            so=d.so,
            chu=d.chu,
            trang_thai_o=d.trang_thai_o,
            trang_thai_sl=d.trang_thai_sl,
            nguon=d.nguon,
            phien_ban_goc=d.ban_cu.phien_ban if d.ban_cu else 0,
        )
        for d in dong
    ]
    ly_do = f"Điều chỉnh {dieu_chinh.ma}: {dieu_chinh.get_ly_do_ma_display()}"
    ket_qua = ghi_phien_ban(phieu, cac_o, by=dieu_chinh.nguoi_lap, ly_do=ly_do)
    if ket_qua.xung_dot:
        raise ValidationError(
            [
                f"{x.chi_tieu}.{x.cot}: số đã thay đổi sau khi Sở lập đề nghị; trả lại để Sở xem "
                "lại."
                for x in ket_qua.xung_dot
            ]
        )
    _noi_ban_moi(phieu, dong)


def _noi_ban_moi(phieu: PhieuBieu, dong: Sequence[DongDieuChinh]) -> None:
    moi = {
        (ct, cot): pk
        for pk, ct, cot in GiaTri.objects.hien_tai()
        .filter(phieu=phieu, chi_tieu__in={d.chi_tieu_id for d in dong})
        .values_list("pk", "chi_tieu_id", "cot")
    }
    for d in dong:
        d.ban_moi_id = moi.get((d.chi_tieu_id, d.cot))
    DongDieuChinh.objects.bulk_update(dong, ["ban_moi"])


@transaction.atomic
def cap_nhat_trang_thai(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], *, by: Any, ly_do: str
) -> KetQuaGhi:
    """State change (ước → sơ bộ → chính thức): counts at once, and is kept as a restatement.

    Raises ValidationError when the time for it is over (24 months by the rows in force), else like
    ``cap_nhat_so_lieu``.
    """
    phieu = khoa_phieu(phieu)
    so_thang = quy_dinh_cua_bo(phieu.bo).so_thang_cap_nhat
    cuoi = phieu.bo.ky.thang_tk_den
    hom_nay = timezone.localdate()
    if (hom_nay.year - cuoi.year) * 12 + hom_nay.month - cuoi.month > so_thang:
        raise ValidationError(
            f"Kỳ này đã quá {so_thang} tháng: lập đề nghị điều chỉnh để Cục duyệt."
        )
    truoc = {(g.chi_tieu.ma, g.cot): g for g in phieu.gia_tri.hien_tai().select_related("chi_tieu")}
    ket_qua = cap_nhat_so_lieu(phieu, cac_o, by=by, ly_do=ly_do)
    if not ket_qua.da_ghi:
        return ket_qua
    sau = phieu.gia_tri.hien_tai().select_related("chi_tieu")
    doi = [g for g in sau if truoc.get((g.chi_tieu.ma, g.cot)) != g]
    dieu_chinh = DieuChinh.objects.create(
        ma=ma_moi(phieu.bo.don_vi.khoa, phieu.bo.ky.ma),
        loai=LoaiDieuChinh.CAP_NHAT,
        ly_do_ma=LyDoDieuChinh.SO_MOI,
        dien_giai=ly_do,
        don_vi=phieu.bo.don_vi,
        bo=phieu.bo,
        nguoi_lap=by,
    )
    _luu_dong(
        dieu_chinh,
        [
            DongDieuChinh(
                phieu=phieu,
                chi_tieu=g.chi_tieu,
                cot=g.cot,
                ban_cu=truoc.get((g.chi_tieu.ma, g.cot)),
                trang_thai_o=g.trang_thai_o,
                so=g.so,
                chu=g.chu,
                trang_thai_sl=g.trang_thai_sl,
                nguon=g.nguon,
                ban_moi=g,
            )
            for g in doi
        ],
    )
    perform(w.GHI_NHAN, dieu_chinh, by=None, gan={"ghi_so_luc": timezone.now()})
    bao_dieu_chinh(dieu_chinh)
    return ket_qua
