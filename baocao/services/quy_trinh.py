"""The doors of the pack's life: inside the Sở, sending, checking, returning, receiving."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao import workflow as w
from baocao.bang import Bang, dung_bang, dung_cac_bang
from baocao.checks import ViPham, run_bo_checks, run_checks
from baocao.choices import TinhHan, TrangThaiBo, TrangThaiPhieu
from baocao.models import BoBaoCao, LanGui, PhieuBieu, YKien
from baocao.services.anh_chup import bam, chup_hien_tai
from baocao.services.kien_nghi_gom import tu_bo
from baocao.services.quy_dinh_kiem_tra import quy_dinh_cua_bo
from baocao.services.thoi_han import cong_ngay_lam_viec, han_cua_bo
from cucctdp.audit.record import ghi
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import (
    BuocBiTuChoi,
    Step,
    ly_do_tu_choi,
    perform,
)

Y_KIEN_TOI_DA = 4000


def kiem_tra_phieu(phieu: PhieuBieu, *, luc: str = "trinh_phong") -> tuple[Bang, list[ViPham]]:
    """Return the form's table and every rule it breaks now."""
    bang = dung_bang(phieu)
    return bang, run_checks(bang, luc=luc)


def _can_tro(vi_pham: Sequence[ViPham], bangs: Iterable[Bang]) -> list[str]:
    """What keeps a form here, as sentences: rule, row by name and code, what is wrong."""
    ten = {d.chi_tieu.ma: f" {d.chi_tieu.ten} ({d.chi_tieu.ma})" for b in bangs for d in b}
    return [
        f"{v.quy_tac}{ten.get(v.chi_tieu, f' {v.chi_tieu}'.rstrip())}: "
        f"{'cần giải trình – ' if v.can_giai_trinh else ''}{v.thong_bao}"
        for v in vi_pham
        if v.chan
    ]


@transaction.atomic
def trinh_phong(phieu: PhieuBieu, *, by: Any) -> PhieuBieu:
    """Submit one form to the room; when it was the last, the pack moves on.

    Raises ValidationError with every hard error and every warning without explanation.
    """
    bo = BoBaoCao.objects.select_for_update(of=("self",)).get(pk=phieu.bo_id)
    phieu = PhieuBieu.objects.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(pk=phieu.pk)
    nhom = by.pham_vi_nhom()
    if nhom is not None and phieu.bieu_mau.nhom not in nhom:
        raise PermissionDenied("Tài khoản của bạn không được giao biểu này.")
    if tu_choi := ly_do_tu_choi(w.TRINH_PHONG, phieu, by):
        raise BuocBiTuChoi(w.TRINH_PHONG, tu_choi)
    bang, vi_pham = kiem_tra_phieu(phieu)
    if can_tro := _can_tro(vi_pham, [bang]):
        raise ValidationError(can_tro)
    phieu = perform(w.TRINH_PHONG, phieu, by=by, gan={"nguoi_trinh": by, "nguoi_duyet": None})
    if bo.trang_thai == TrangThaiBo.CHUA_NHAP:
        bo = perform(w.BO_BAT_DAU, bo, by=by)
    con = bo.phieu.cung_bo().filter(
        trang_thai__in=[TrangThaiPhieu.CHUA_NHAP, TrangThaiPhieu.DANG_NHAP],
    )
    if not con.exists() and bo.trang_thai in w.BO_TRINH_PHONG.tu:
        cac_phieu = bo.phieu.cung_bo()
        cac_bang = dung_cac_bang(cac_phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi"))
        bangs = {b.bieu_mau.ma: b for b in cac_bang.values()}
        if can_tro := _can_tro(run_bo_checks(bo, bangs), bangs.values()):
            raise ValidationError(can_tro)
        perform(w.BO_TRINH_PHONG, bo, by=by, gan={"nguoi_trinh": by})
    return phieu


@transaction.atomic
def duyet_phong(phieu: PhieuBieu, *, by: Any) -> PhieuBieu:
    """The room's head passes a form (never one that the same person submitted)."""
    _trong_nhom(phieu, by)
    BoBaoCao.objects.select_for_update(of=("self",)).get(pk=phieu.bo_id)
    return perform(w.DUYET_PHONG, phieu, by=by, gan={"nguoi_duyet": by})


@transaction.atomic
def phong_tra_lai(phieu: PhieuBieu, *, by: Any, ly_do: str) -> PhieuBieu:
    """The room's head gives a form back to the specialist; the pack waits again."""
    _trong_nhom(phieu, by)
    bo = BoBaoCao.objects.select_for_update(of=("self",)).get(pk=phieu.bo_id)
    phieu = perform(w.PHONG_TRA_LAI, phieu, by=by, ly_do=ly_do, gan={"nguoi_duyet": None})
    if bo.trang_thai in w.BO_PHONG_TRA_LAI.tu:
        perform(w.BO_PHONG_TRA_LAI, bo, by=by, ly_do=ly_do)
    return phieu


def _trong_nhom(phieu: PhieuBieu, by: Any) -> None:
    nhom = by.pham_vi_nhom()
    if nhom is not None and phieu.bieu_mau.nhom not in nhom:
        raise PermissionDenied("Biểu này không thuộc nhóm biểu giao cho bạn.")


def chuyen_lanh_dao(bo: BoBaoCao, *, by: Any) -> BoBaoCao:
    """Pass the assembled pack to the leadership of the Sở."""
    return perform(w.CHUYEN_LANH_DAO, bo, by=by, gan={"nguoi_chuyen": by})


@transaction.atomic
def lanh_dao_tra_lai(bo: BoBaoCao, *, by: Any, ly_do: str) -> BoBaoCao:
    """The leadership of the Sở gives the pack back; every form goes through the room again."""
    bo = perform(w.LANH_DAO_TRA_LAI, bo, by=by, ly_do=ly_do)
    _mo_lai_phieu(bo, by=by, ly_do=ly_do)
    return bo


def _mo_lai_phieu(bo: BoBaoCao, *, by: Any, ly_do: str, chi: set[int] | None = None) -> None:
    """Re-open forms for typing (all, or the questioned ones) and keep the decision of each."""
    loai = ContentType.objects.get_for_model(PhieuBieu)
    for phieu in bo.phieu.cung_bo().select_related("bieu_mau"):
        if chi is not None and phieu.pk not in chi:
            continue
        truoc = phieu.trang_thai
        phieu.trang_thai = TrangThaiPhieu.DANG_NHAP
        phieu.vong = bo.vong
        phieu.nguoi_duyet = None
        phieu.save(update_fields=["trang_thai", "vong", "nguoi_duyet"])
        QuyetDinh.objects.create(
            doi_tuong_loai=loai,
            doi_tuong_id=phieu.pk,
            buoc="phieubieu.mo_lai",
            nhan="Mở lại để bổ sung",
            vong=bo.vong,
            tu_trang_thai=truoc,
            den_trang_thai=phieu.trang_thai,
            nguoi=by,
            ly_do=ly_do,
            luc=timezone.now(),
        )


@transaction.atomic
def ky_gui(bo: BoBaoCao, *, by: Any, xac_nhan_som: bool = False) -> LanGui:
    """Sign and send: freeze the snapshot with its SHA-256, compute timeliness, change state.

    Raises BuocBiTuChoi; ValidationError («gui_som») before the cut-off (chốt số liệu) unless
    ``xac_nhan_som``. The first valid sending decides timeliness, later ones keep it.
    """
    if not xac_nhan_som and (cau := cau_gui_som(bo)) and not ly_do_tu_choi(w.KY_GUI, bo, by):
        raise ValidationError(cau, code="gui_som")
    return _gui(bo, by=by, buoc=w.KY_GUI)


def cau_gui_som(bo: BoBaoCao) -> str:
    """What is asked of who sends before the window of the period has closed; "" after it."""
    if timezone.localdate() > bo.ky.den_ngay:
        return ""
    return (
        f"Kỳ này chốt số liệu đến hết ngày {bo.ky.den_ngay:%d/%m/%Y}: gửi bây giờ thì số liệu chưa "
        "đủ kỳ. Nếu vẫn gửi, đánh dấu xác nhận gửi trước ngày chốt."
    )


@transaction.atomic
def gui_lai(bo: BoBaoCao, *, by: Any) -> LanGui:
    """Short path after a return: no figure changed, every remark answered."""
    return _gui(bo, by=by, buoc=w.GUI_LAI)


def _gui(bo: BoBaoCao, *, by: Any, buoc: Step) -> LanGui:
    bo = BoBaoCao.objects.select_for_update(of=("self",)).get(pk=bo.pk)
    bo = _bo_day_du(bo.pk)
    luc = timezone.now()
    gan: dict[str, Any] = {
        "nguoi_ky": by,
        "gui_luc": luc,
        "cuc_mo_luc": None,
        "nguoi_kiem_tra": None,
        "de_nghi_tiep_nhan_luc": None,
        "han_bo_sung": None,
    }
    if bo.gui_lan_dau_luc is None:
        han = han_cua_bo(bo)
        tinh_han, tre = han.tinh(timezone.localtime(luc).date()) if han else (TinhHan.DUNG_HAN, 0)
        gan |= {"gui_lan_dau_luc": luc, "tinh_han": tinh_han, "so_ngay_tre": tre}
    lan_gui = _chup_lan_gui(bo, luc=luc, by=by)
    du_lieu: dict[str, Any] = {"sha256": lan_gui.sha256, "lan": lan_gui.lan}
    if cau_gui_som(bo):
        du_lieu["gui_truoc_ngay_chot"] = bo.ky.den_ngay.isoformat()
    perform(buoc, bo, by=by, gan=gan, du_lieu=du_lieu)
    return lan_gui


def _bo_day_du(pk: int) -> BoBaoCao:
    return (
        BoBaoCao.objects.select_related("ky", "don_vi")
        .prefetch_related("phieu__bieu_mau")
        .get(pk=pk)
    )


def _chup_lan_gui(bo: BoBaoCao, *, luc: Any, by: Any) -> LanGui:
    anh = chup_hien_tai(bo)
    return LanGui.objects.create(
        bo=bo,
        lan=bo.lan_gui.count() + 1,
        vong=bo.vong,
        luc=luc,
        nguoi=by,
        anh_chup=anh,
        sha256=bam(anh),
    )


def rut_lai(bo: BoBaoCao, *, by: Any, ly_do: str) -> BoBaoCao:
    """Take a sending back while the Cục has not opened it; the frozen snapshot stays.

    Only a valid sending decides timeliness: in the first round the pack counts as unsent again,
    later it falls back to the sending of the round before.
    """
    return perform(w.RUT_LAI, bo, by=by, ly_do=ly_do, gan=_nhu_chua_gui)


def _nhu_chua_gui(bo: BoBaoCao) -> dict[str, Any]:
    truoc = bo.lan_gui.filter(vong__lt=bo.vong).order_by("lan").last()
    gan: dict[str, Any] = {"nguoi_ky": None, "gui_luc": truoc.luc if truoc else None}
    if truoc is None:
        gan |= {"gui_lan_dau_luc": None, "tinh_han": TinhHan.CHUA_GUI, "so_ngay_tre": 0}
    return gan


@transaction.atomic
def ghi_cuc_mo(bo: BoBaoCao, *, by: Any) -> None:
    """Remember that the Cục has opened a sent pack: from now on it cannot be taken back.

    Readers from elsewhere (kiểm toán) leave no trace here.
    """
    if not by.la_cuc:
        return
    dong = BoBaoCao.objects.filter(
        pk=bo.pk, trang_thai=TrangThaiBo.DA_GUI, cuc_mo_luc__isnull=True
    ).update(cuc_mo_luc=timezone.now())
    if dong:
        ghi("bobaocao.cuc_mo", bo, by=by)


def nhan_kiem_tra(bo: BoBaoCao, *, by: Any) -> BoBaoCao:
    """An officer of the Cục takes a sent pack for checking."""

    def gan(b: BoBaoCao) -> dict[str, Any]:
        return {"cuc_mo_luc": b.cuc_mo_luc or timezone.now(), "nguoi_kiem_tra": by}

    return perform(w.NHAN_KIEM_TRA, bo, by=by, gan=gan)


@transaction.atomic
def neu_y_kien(
    bo: BoBaoCao,
    *,
    noi_dung: str,
    by: Any,
    phieu: PhieuBieu | None = None,
    chi_tieu: str = "",
    cot: str = "",
) -> YKien:
    """Put a remark on a cell, a form or the pack while checking."""
    bo = BoBaoCao.objects.select_for_update(of=("self",)).select_related("don_vi").get(pk=bo.pk)
    _duoc_kiem_tra(bo, by)
    if phieu is not None and phieu.bo_id != bo.pk:
        raise ValidationError("Biểu được nêu ý kiến không thuộc bộ báo cáo này.")
    if phieu is not None:
        _trong_nhom(phieu, by)
    if not noi_dung.strip():
        raise ValidationError("Nội dung ý kiến không được để trống.")
    if len(noi_dung.strip()) > Y_KIEN_TOI_DA:
        raise ValidationError("Nội dung ý kiến dài quá 4.000 ký tự.")
    y_kien = YKien.objects.create(
        bo=bo,
        phieu=phieu,
        chi_tieu=chi_tieu,
        cot=cot,
        vong=bo.vong,
        nguoi=by,
        noi_dung=noi_dung.strip(),
    )
    ghi("ykien.neu", bo, by=by, du_lieu={"y_kien": y_kien.pk, "o": f"{chi_tieu}.{cot}"})
    return y_kien


@transaction.atomic
def dong_y_kien(y_kien: YKien, *, by: Any) -> YKien:
    """The Cục closes a remark that has been dealt with."""
    y_kien = YKien.objects.select_for_update(of=("self",)).select_related("bo").get(pk=y_kien.pk)
    _duoc_kiem_tra(y_kien.bo, by)
    y_kien.dong_luc = timezone.now()
    y_kien.save(update_fields=["dong_luc"])
    ghi("ykien.dong", y_kien.bo, by=by, du_lieu={"y_kien": y_kien.pk})
    return y_kien


def _duoc_kiem_tra(bo: BoBaoCao, by: Any) -> None:
    if not by.has_perm("baocao.kiem_tra_bobaocao") or not (
        BoBaoCao.objects.visible_to(by).filter(pk=bo.pk).exists()
    ):
        raise PermissionDenied("Báo cáo này không thuộc phạm vi kiểm tra của bạn.")
    if bo.trang_thai != TrangThaiBo.DANG_KIEM_TRA:
        raise ValidationError("Chỉ nêu, đóng ý kiến khi Cục đang kiểm tra báo cáo.")


@transaction.atomic
def tra_lai(bo: BoBaoCao, *, by: Any, ly_do: str, han_bo_sung: date | None = None) -> BoBaoCao:
    """Return for supplement: next round, questioned forms re-opened, deadline set.

    ``han_bo_sung`` defaults to the working days of the rules in force. Forms with open remarks
    are re-opened; without any remark on a form, all are.
    """
    han = han_bo_sung or cong_ngay_lam_viec(timezone.localdate(), quy_dinh_cua_bo(bo).ngay_bo_sung)
    if han < timezone.localdate():
        raise ValidationError("Hạn bổ sung không được ở trong quá khứ.")
    hoi = set(bo.y_kien.chua_xong().filter(phieu__isnull=False).values_list("phieu_id", flat=True))
    bo = perform(
        w.TRA_LAI,
        bo,
        by=by,
        ly_do=ly_do,
        gan=lambda b: {
            "vong": b.vong + 1,
            "han_bo_sung": han,
            "nguoi_trinh": None,
            "nguoi_chuyen": None,
            "nguoi_ky": None,
        },
        du_lieu={"han_bo_sung": han.isoformat()},
    )
    _mo_lai_phieu(bo, by=by, ly_do=ly_do, chi=hoi or None)
    return bo


def de_nghi_tiep_nhan(bo: BoBaoCao, *, by: Any) -> BoBaoCao:
    """The checking officer proposes to receive the pack."""
    return perform(
        w.DE_NGHI_TIEP_NHAN,
        bo,
        by=by,
        gan={"nguoi_kiem_tra": by, "de_nghi_tiep_nhan_luc": timezone.now()},
    )


@transaction.atomic
def xac_nhan(bo: BoBaoCao, *, by: Any) -> BoBaoCao:
    """A level between proposal and receipt agrees; which levels there are is a dated row."""
    return perform(w.XAC_NHAN, bo, by=by)


def tiep_nhan(bo: BoBaoCao, *, by: Any) -> BoBaoCao:
    """Somebody else at the Cục confirms; the figures count, petitions of Q12 enter the register."""
    bo = perform(
        w.TIEP_NHAN, bo, by=by, gan={"nguoi_tiep_nhan": by, "tiep_nhan_luc": timezone.now()}
    )
    tu_bo(bo, by=by)
    return bo


__all__ = [
    "BuocBiTuChoi",
    "cau_gui_som",
    "chuyen_lanh_dao",
    "de_nghi_tiep_nhan",
    "dong_y_kien",
    "duyet_phong",
    "ghi_cuc_mo",
    "gui_lai",
    "kiem_tra_phieu",
    "ky_gui",
    "lanh_dao_tra_lai",
    "neu_y_kien",
    "nhan_kiem_tra",
    "phong_tra_lai",
    "rut_lai",
    "tiep_nhan",
    "tra_lai",
    "trinh_phong",
    "xac_nhan",
]
