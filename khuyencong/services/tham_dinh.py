"""Handing in, appraising at both levels, returning, approving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from cucctdp.thong_bao.lich import la_ngay_lam_viec
from cucctdp.workflow.steps import Step, perform
from khuyencong import workflow as w
from khuyencong.choices import (
    CachThamDinh,
    CapThamDinh,
    HieuLucThuHuong,
    KetLuanThamDinh,
    Nguon,
    TieuChi,
    TrangThaiDeAn,
)
from khuyencong.choices import LoaiButToan as L
from khuyencong.danh_muc import doc_danh_muc
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import (
    ButToan,
    DanhGiaTieuChi,
    DeAn,
    ThamDinh,
    ThanhVienHop,
    ThuHuong,
    YeuCauBoSung,
)
from khuyencong.rules import kiem_tra
from khuyencong.rules.dinh_muc import tran_cua
from khuyencong.rules.thoi_han import cong_ngay_lam_viec, han, han_muon_nhat
from khuyencong.services.chia_nam import PhanNam, chia_theo_nam
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.services.so_cai import dao_but_toan, ghi_but_toan

_T = TrangThaiDeAn


def _chan(ho_so: HoSo, luc: str) -> None:
    """Refuse a step while blocking rules are broken; warnings pass and stay visible."""
    if cac_cau := [str(v) for v in kiem_tra(ho_so, luc) if v.chan]:
        raise ValidationError(cac_cau)


def _kiem_co_noi_dung(h: HoSo) -> None:
    loi = []
    if not h.noi_dung:
        loi.append("Đề án chưa có nội dung hoạt động nào.")
    if not h.thu_huong:
        loi.append("Đề án chưa có dòng kinh phí, đơn vị thụ hưởng nào.")
    for ten in ("su_can_thiet", "muc_tieu", "quy_mo", "tien_do", "to_chuc", "hieu_qua"):
        if not getattr(h.de_an, ten).strip():
            nhan = DeAn._meta.get_field(ten).verbose_name
            loi.append(f"Chưa viết phần «{nhan}» (Điều 5 TT 36/2013/TT-BCT).")
    if loi:
        raise ValidationError(loi)


def _ghi_dang_ky(de_an: DeAn, h: HoSo, *, ngay: date, by: Any) -> None:
    """Ledger of what is registered: a changed sum is reversed and entered again."""
    cu = {
        b.nguon: b
        for b in ButToan.objects.filter(de_an=de_an, loai=L.DANG_KY, bi_dao__isnull=True)
        if b.so_tien > 0
    }
    for nguon in Nguon:
        tong = h.tong(nguon)
        truoc = cu.get(nguon)
        if truoc is not None and truoc.so_tien == tong:
            continue
        if truoc is not None:
            dao_but_toan(truoc, ly_do="Đề án được sửa và nộp lại", ngay=ngay, by=by)
        if tong:
            ghi_but_toan(
                de_an,
                loai=L.DANG_KY,
                nguon=nguon,
                nam=de_an.nam,
                so_tien=tong,
                ngay=ngay,
                chung_tu=f"Hồ sơ đăng ký {de_an.ma}, vòng {de_an.vong}",
                by=by,
            )


@transaction.atomic
def nop(de_an: DeAn, *, by: Any) -> DeAn:
    """Hand in to the Sở (the Cục, for a đề án of many provinces); again after a return.

    Raises ValidationError with every missing part and blocking rule, BuocBiTuChoi for the step.
    """
    h = doc_ho_so(de_an)
    hom_nay = h.hom_nay
    _kiem_co_noi_dung(h)
    _chan(h, "nop_so")
    lai = de_an.trang_thai in (_T.TRA_LAI, _T.BO_SUNG)
    if lai:
        buoc = w.NOP_LAI if de_an.trang_thai == _T.TRA_LAI else w.NOP_BO_SUNG
        gan = _chay_tiep(de_an, hom_nay)
    else:
        buoc = w.GUI_THANG_CUC if de_an.don_vi_id is None else w.NOP_SO
        dong_ho = "tham_dinh_bo" if de_an.don_vi_id is None else "tham_dinh_so"
        gan = {"dang_ky_ngay": hom_nay, "han_xu_ly": han(h, dong_ho, tu=hom_nay)}
        if de_an.don_vi_id is None:
            gan["gui_cuc_ngay"] = hom_nay
    de_an = perform(buoc, de_an, by=by, gan=gan)
    _ghi_dang_ky(de_an, h, ngay=hom_nay, by=by)
    return de_an


def _chay_tiep(de_an: DeAn, hom_nay: date) -> dict[str, Any]:
    """The clock stood while the dossier was with its author: the due date moves by those days."""
    if de_an.dung_tu is None or de_an.han_xu_ly is None:
        return {"dung_tu": None}
    ngay, da_dung = de_an.dung_tu, 0
    while ngay < hom_nay:
        ngay = date.fromordinal(ngay.toordinal() + 1)
        da_dung += la_ngay_lam_viec(ngay)
    return {"dung_tu": None, "han_xu_ly": cong_ngay_lam_viec(de_an.han_xu_ly, da_dung)}


@transaction.atomic
def rut_lai(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Take a dossier back from the Sở before anybody there has taken it for appraisal.

    What was registered is reversed in the ledger. Raises BuocBiTuChoi after a return.
    """
    gan = {"dang_ky_ngay": None, "han_xu_ly": None}
    de_an = perform(w.RUT_LAI, de_an, by=by, ly_do=ly_do, gan=gan)
    for b in ButToan.objects.filter(
        de_an=de_an, loai=L.DANG_KY, bi_dao__isnull=True, so_tien__gt=0
    ):
        dao_but_toan(b, ly_do="Đơn vị lập rút lại hồ sơ", ngay=timezone.localdate(), by=by)
    return de_an


def nhan_tham_dinh(de_an: DeAn, *, by: Any) -> DeAn:
    """Take a dossier for appraisal at one's own level."""
    buoc = w.NHAN_THAM_DINH_SO if de_an.trang_thai == _T.NOP_SO else w.NHAN_THAM_DINH_BO
    return perform(buoc, de_an, by=by, gan={"nguoi_tham_dinh": by})


def _cap(de_an: DeAn) -> str:
    if de_an.trang_thai == _T.THAM_DINH_SO:
        return CapThamDinh.CO_SO
    if de_an.trang_thai == _T.THAM_DINH_BO:
        return CapThamDinh.BO
    raise ValidationError(
        f"Đề án đang ở trạng thái «{de_an.get_trang_thai_display()}», chưa thẩm định được."
    )


def _nguoi_tham_dinh(de_an: DeAn, cap: str, by: Any) -> None:
    quyen = "tham_dinh_so_dean" if cap == CapThamDinh.CO_SO else "tham_dinh_bo_dean"
    if not by.has_perm(f"khuyencong.{quyen}") or de_an.nguoi_tham_dinh_id != by.pk:
        raise PermissionDenied("Chỉ người đang thẩm định đề án ghi được phiếu thẩm định.")


@transaction.atomic
def ghi_phieu(
    de_an: DeAn,
    *,
    by: Any,
    cach: str,
    ngay: date,
    ket_luan: str,
    y_kien: str,
    tieu_chi: Mapping[str, tuple[bool, str]],
    kinh_phi: Mapping[str, int],
    thanh_vien: Sequence[Mapping[str, Any]] = (),
    dia_diem: str = "",
    quyet_dinh_hoi_dong: str = "",
    tep_ky: Tep | None = None,
    ky: bool = False,
) -> ThamDinh:
    """Write the phiếu thẩm định of this round; ``ky`` signs and closes it.

    ``tieu_chi``: criterion → (met, remark), all five; ``kinh_phi``: source → đồng accepted. A
    council needs members, more than half present, and a majority of those present for «Đạt».
    Raises ValidationError with everything missing at once.
    """
    cap = _cap(de_an)
    _nguoi_tham_dinh(de_an, cap, by)
    phieu = ThamDinh.objects.filter(de_an=de_an, cap=cap, vong=de_an.vong).first()
    phieu = phieu or ThamDinh(de_an=de_an, cap=cap, vong=de_an.vong)
    if phieu.ky_luc is not None:
        raise ValidationError("Phiếu thẩm định đã ký, không sửa được.")
    phieu.cach, phieu.ngay, phieu.ket_luan, phieu.y_kien = cach, ngay, ket_luan, y_kien
    phieu.dia_diem, phieu.quyet_dinh_hoi_dong = dia_diem, quyet_dinh_hoi_dong
    phieu.tep_ky, phieu.nguoi = tep_ky, by
    for nguon in Nguon:
        setattr(phieu, nguon, kinh_phi.get(nguon, 0))
    loi = _loi_phieu(phieu, tieu_chi, thanh_vien) if ky else []
    try:
        phieu.full_clean(exclude=["tong"])
    except ValidationError as e:
        loi += e.messages
    if loi:
        raise ValidationError(loi)
    phieu.ky_luc = timezone.now() if ky else None
    phieu.save()
    phieu.tieu_chi.all().delete()
    phieu.thanh_vien.all().delete()
    for ma, (dat, nhan_xet) in tieu_chi.items():
        DanhGiaTieuChi(tham_dinh=phieu, tieu_chi=ma, dat=dat, nhan_xet=nhan_xet).save()
    for nguoi in thanh_vien:
        ThanhVienHop(tham_dinh=phieu, **nguoi).save()
    ghi("dean.ghi_phieu", de_an, by=by, du_lieu={"cap": cap, "ket_luan": ket_luan, "ky": ky})
    return phieu


def _loi_phieu(
    phieu: ThamDinh,
    tieu_chi: Mapping[str, tuple[bool, str]],
    thanh_vien: Sequence[Mapping[str, Any]],
) -> list[str]:
    loi = [f"Chưa đánh giá tiêu chí «{t.label}»." for t in TieuChi if t not in tieu_chi]
    loi += [
        f"Tiêu chí «{TieuChi(ma).label}» không đạt phải nêu lý do."
        for ma, (dat, nhan_xet) in tieu_chi.items()
        if not dat and not nhan_xet.strip()
    ]
    if not phieu.ket_luan:
        loi.append("Chưa có kết luận thẩm định.")
    khong_dat = [ma for ma, (dat, _) in tieu_chi.items() if not dat]
    if phieu.ket_luan == KetLuanThamDinh.DAT and khong_dat:
        loi.append("Không kết luận «Đạt» khi còn tiêu chí không đạt.")
    if phieu.cach == CachThamDinh.HOI_DONG:
        co_mat = [t for t in thanh_vien if t.get("co_mat", True)]
        dat = [t for t in co_mat if t.get("phieu") == ThanhVienHop.Phieu.DAT]
        if not thanh_vien or len(co_mat) * 2 <= len(thanh_vien):
            loi.append("Hội đồng họp phải có quá nửa số thành viên có mặt.")
        elif phieu.ket_luan == KetLuanThamDinh.DAT and len(dat) * 2 <= len(co_mat):
            loi.append(
                "Kết luận «Đạt» cần quá nửa số người có mặt bỏ phiếu đạt "
                f"({len(dat)}/{len(co_mat)})."
            )
    return loi


@transaction.atomic
def yeu_cau_bo_sung(
    de_an: DeAn, *, yeu_cau: Sequence[Mapping[str, str]], ly_do: str, by: Any
) -> DeAn:
    """Return a dossier with its questions (``phan``, ``noi_dung``); the clock stops.

    The next round begins; only the questioned parts are open in it.
    """
    cap = _cap(de_an)
    _nguoi_tham_dinh(de_an, cap, by)
    loi = []
    for so, muc in enumerate(yeu_cau, 1):
        dong = YeuCauBoSung(de_an=de_an, vong=de_an.vong, nguoi=by, **muc)
        try:
            dong.full_clean()
            dong.save()
        except ValidationError as e:
            loi += [f"Yêu cầu {so}: {cau}" for cau in e.messages]
    if loi:
        raise ValidationError(loi)
    buoc = w.SO_TRA_LAI if cap == CapThamDinh.CO_SO else w.CUC_YEU_CAU
    return perform(
        buoc,
        de_an,
        by=by,
        ly_do=ly_do,
        gan=lambda d: {"vong": d.vong + 1, "dung_tu": timezone.localdate()},
        du_lieu={"so_yeu_cau": len(yeu_cau)},
    )


def ket_luan(de_an: DeAn, *, by: Any, ly_do: str = "") -> DeAn:
    """Do the step that the signed phiếu of this round concludes."""
    cap = _cap(de_an)
    phieu = ThamDinh.objects.filter(de_an=de_an, cap=cap, vong=de_an.vong).first()
    if phieu is None or phieu.ky_luc is None:
        raise ValidationError("Chưa có phiếu thẩm định được ký của vòng này.")
    buoc: dict[tuple[str, str], Step] = {
        (CapThamDinh.CO_SO, KetLuanThamDinh.DAT): w.SO_DAT,
        (CapThamDinh.CO_SO, KetLuanThamDinh.KHONG_DAT): w.SO_KHONG_DAT,
        (CapThamDinh.BO, KetLuanThamDinh.DAT): w.CUC_DAT,
        (CapThamDinh.BO, KetLuanThamDinh.KHONG_DAT): w.CUC_KHONG_DAT,
    }
    chon = buoc.get((cap, phieu.ket_luan))
    if chon is None:
        raise ValidationError("Phiếu kết luận yêu cầu bổ sung: dùng bước «Trả lại».")
    return perform(chon, de_an, by=by, ly_do=ly_do, gan={"han_xu_ly": _han_sau_dat(de_an, chon)})


def _han_sau_dat(de_an: DeAn, buoc: Step) -> date | None:
    """When a dossier found good must go on: the day of the year, or some days after a late one."""
    hom_nay = timezone.localdate()
    h = HoSo(de_an, doc_danh_muc(), hom_nay)
    if buoc == w.SO_DAT and de_an.nguon == Nguon.KCQG:
        return han_muon_nhat(h, "dang_ky_cuc", "gui_cuc", tu=hom_nay)
    if buoc in (w.SO_DAT, w.CUC_DAT):
        return han_muon_nhat(h, "phe_duyet_nam", "phe_duyet", tu=hom_nay)
    return None


@transaction.atomic
def gui_cuc(de_an: DeAn, *, by: Any) -> DeAn:
    """The leadership of the Sở signs and sends the appraised dossier to the Cục."""
    h = doc_ho_so(de_an)
    _chan(h, "gui_cuc")
    gan = {
        "gui_cuc_ngay": h.hom_nay,
        "han_xu_ly": han(h, "tham_dinh_bo", tu=h.hom_nay),
        "nguoi_tham_dinh": None,
    }
    return perform(w.GUI_CUC, de_an, by=by, gan=gan)


@transaction.atomic
def phe_duyet(
    de_an: DeAn,
    *,
    so_quyet_dinh: str,
    ngay: date,
    by: Any,
    theo_nam: Sequence[PhanNam] | None = None,
) -> DeAn:
    """Enter the decision of approval: ceilings are fixed, money goes into the ledger.

    ``theo_nam``: what is approved for each budget year, see ``chia_theo_nam``; without it all is
    of the plan year. Raises ValidationError with every blocking rule; a support that the same
    establishment already has is refused by the database too (KC12).
    """
    if not so_quyet_dinh.strip():
        raise ValidationError("Cần số quyết định phê duyệt.")
    khong_sau_hom_nay("quyết định", ngay)
    de_an.ngay_quyet_dinh = ngay
    h = doc_ho_so(de_an)
    _chan(h, "phe_duyet")
    phan = chia_theo_nam(de_an, h.thu_huong, theo_nam)
    de_an = perform(
        w.PHE_DUYET,
        de_an,
        by=by,
        gan={"so_quyet_dinh": so_quyet_dinh, "ngay_quyet_dinh": ngay, "han_xu_ly": None},
        du_lieu={"so_quyet_dinh": so_quyet_dinh},
    )
    for t in h.thu_huong:
        chot_thu_huong(h, t)
    for t, nguon, nam, so_tien in phan:
        ghi_but_toan(
            de_an,
            loai=L.PHE_DUYET,
            nguon=nguon,
            nam=nam,
            so_tien=so_tien,
            ngay=ngay,
            chung_tu=so_quyet_dinh,
            by=by,
            thu_huong=t,
        )
    return de_an


def chot_thu_huong(h: HoSo, t: ThuHuong) -> None:
    """Fix the ceiling of one support as the law of the day of approval says; only when certain."""
    tran = tran_cua(h, t)
    t.tran = tran.toi_da(t.he_so_uu_tien) if tran is not None and tran.chac_chan else None
    t.hieu_luc = HieuLucThuHuong.HIEU_LUC
    try:
        t.full_clean(exclude=["tong"])
    except ValidationError as e:
        raise ValidationError([f"{t}: {cau}" for cau in e.messages]) from e
    t.save()
