"""A judge's sheet: opened, saved by itself, signed, reopened by the head of the jury.

Nothing here tells a score to anybody but the judge: no event, no log, no refusal names a value.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanpham_tieubieu.choices import ThoiDiem, TrangThaiKhung, TrangThaiPhieu
from sanpham_tieubieu.danh_muc import DanhMuc
from sanpham_tieubieu.luc_cham import thoi_diem_cuoi, thoi_diem_dang_mo
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    QuyTac,
    ThanhVienBan,
    TieuChi,
    XungDot,
)
from sanpham_tieubieu.niem_phong import bam_phieu
from sanpham_tieubieu.o_diem import (
    NHAN_XET,
    KetQuaLuu,
    OXungDot,
    doc_diem,
    gop_o,
)
from sanpham_tieubieu.rules import kiem_tra_phieu
from sanpham_tieubieu.rules.kieu import XetPhieu
from sanpham_tieubieu.services.bao_cham import bao_mo_lai
from sanpham_tieubieu.services.cua import gom, khoa_ky
from sanpham_tieubieu.services.cua_cham import (
    doi_giam_khao,
    doi_truong_ban,
    ke,
    loi_da_mo_diem,
    loi_ly_do,
)
from sanpham_tieubieu.services.ghi_diem import (
    cac_la,
    doc_cac_diem,
    doc_ghi_chu,
    ghi_diem,
    ghi_moc,
)
from sanpham_tieubieu.services.phan_cong import DE_CHAM, loi_ban_giam_khao
from sanpham_tieubieu.services.vo_hieu import vo_hieu
from sanpham_tieubieu.services.xung_dot import quet, xet

__all__ = ["KetQuaLuu", "ky_phieu", "luu_nhap", "mo_lai", "mo_phieu", "vo_hieu"]

_P = TrangThaiPhieu
R12 = "R12: Khung điểm chưa được Chủ tịch Hội đồng phê duyệt."
_XUNG_DOT = "xung đột lợi ích"
R35 = f"R35: Giám khảo không được chấm sản phẩm này ({_XUNG_DOT})."


@transaction.atomic
def _tao_phieu(ho_so: HoSoDangKy, gk: ThanhVienBan, khung: KhungDiem) -> PhieuCham:
    phieu = PhieuCham.objects.create(ho_so=ho_so, giam_khao=gk, khung=khung)
    ke("mo_phieu", phieu, ky_id=ho_so.ky_id, by=gk.nhan_su.tai_khoan)
    return phieu


def _phieu_cua(ho_so: HoSoDangKy, gk: ThanhVienBan) -> PhieuCham | None:
    co = PhieuCham.objects.filter(ho_so=ho_so, giam_khao=gk).exclude(trang_thai=_P.VO_HIEU)
    return co.select_related("ho_so__ky", "giam_khao__nhan_su", "khung").first()


def mo_phieu(ho_so: HoSoDangKy, *, by: Any) -> PhieuCham:
    """The judge's sheet on an entry he was given; the same one however often it is opened.

    A conflict found on the way is recorded for good before the refusal. Raises PermissionDenied
    for who is no judge of the round, ValidationError with everything that stands against it.
    """
    ky = KyBinhChon.objects.get(pk=ho_so.ky_id)
    gk = doi_giam_khao(by, ky)
    if (phieu := _phieu_cua(ho_so, gk)) is not None:
        return phieu
    if any(p.chan for _, _, p in xet(ky, ho_so=[ho_so], giam_khao=[gk])):
        quet(ky, by=None, ho_so=[ho_so], giam_khao=[gk])
    loi = _loi_mo(ky, ho_so, gk)
    khung = KhungDiem.objects.filter(
        ky=ky, ma_nhom=ho_so.ma_nhom, trang_thai=TrangThaiKhung.DA_DUYET
    ).first()
    if khung is None:
        raise ValidationError([*loi, R12])
    gom(loi)
    try:
        return _tao_phieu(ho_so, gk, khung)
    except IntegrityError as e:
        # Another window was faster, or a conflict came in between.
        if (phieu := _phieu_cua(ho_so, gk)) is not None:
            return phieu
        raise ValidationError(R35) from e


def bi_chan(ho_so_id: int, gk_id: int) -> bool:
    return XungDot.objects.filter(
        ho_so=ho_so_id, giam_khao=gk_id, chan=True, go_luc__isnull=True
    ).exists()


def ly_do_chan(ho_so_id: int, gk_id: int) -> str:
    """Why the judge may not score the entry, as R35 says it; "" when he may."""
    return _XUNG_DOT if bi_chan(ho_so_id, gk_id) else ""


def _loi_mo(ky: KyBinhChon, ho_so: HoSoDangKy, gk: ThanhVienBan) -> list[str]:
    loi = loi_ban_giam_khao(ky) + _loi_gio(ky)
    if gk.khong_xung_dot_luc is None:
        loi.append("Khai xung đột lợi ích của kỳ này trước khi chấm.")
    if bi_chan(ho_so.pk, gk.pk):
        loi.append(R35)
    elif not PhanCong.objects.filter(ho_so=ho_so, giam_khao=gk).exists():
        loi.append("R35: Bạn không được phân công chấm sản phẩm này.")
    if ho_so.trang_thai not in DE_CHAM:
        loi.append(f"Hồ sơ đang «{ho_so.get_trang_thai_display()}», không chấm được.")
    return loi


def _loi_gio(ky: KyBinhChon) -> list[str]:
    if loi := loi_da_mo_diem(ky):
        return loi
    if thoi_diem_dang_mo(ky) is None:
        return ["Ngoài thời gian chấm điểm của kỳ."]
    return []


def _phieu_minh(phieu: PhieuCham | int, by: Any) -> PhieuCham:
    """The locked sheet; PermissionDenied for anybody but its judge.

    The round is read after the lock: an opening that was faster is seen.
    """
    pk = phieu if isinstance(phieu, int) else phieu.pk
    khoa = PhieuCham.objects.select_for_update(of=("self",)).get(pk=pk)
    khoa.ho_so = HoSoDangKy.objects.select_related("ky").get(pk=khoa.ho_so_id)
    gk = doi_giam_khao(by, khoa.ho_so.ky)
    if gk.pk != khoa.giam_khao_id:
        raise PermissionDenied("Phiếu này của giám khảo khác.")
    khoa.giam_khao = gk
    return khoa


def _loi_sua(phieu: PhieuCham) -> list[str]:
    if phieu.trang_thai == _P.VO_HIEU:
        return [f"Phiếu không tính: {phieu.ly_do_vo_hieu}"]
    if phieu.trang_thai == _P.DA_KY:
        return ["Phiếu đã ký, không sửa điểm được; Trưởng ban mở lại thì mới sửa."]
    loi = _loi_gio(phieu.ho_so.ky)
    if phieu.ho_so.trang_thai not in DE_CHAM:
        loi.append(f"Hồ sơ đang «{phieu.ho_so.get_trang_thai_display()}», không chấm được.")
    return loi


@transaction.atomic
def luu_nhap(
    phieu: PhieuCham | int,
    diem: Mapping[str, object],
    phien: int,
    *,
    by: Any,
    goc: Mapping[str, object] | None = None,
    nhan_xet: str | None = None,
    ghi_chu: Mapping[str, str] | None = None,
) -> KetQuaLuu:
    """Save what the judge typed; each cell is a thing of its own, none is lost for another's fault.

    ``diem``: code → «7,5», Decimal, int, None to empty. ``phien``: the version the device saw last;
    when it is older, a cell that meanwhile has another value is overwritten only if ``goc`` (what
    the device saw before the judge typed) says so, and comes back in ``xung_dot`` otherwise. The
    same save sent twice changes nothing. Raises PermissionDenied for another's sheet and
    ValidationError when the sheet takes no scores now; what was saved before stays.
    """
    phieu = _phieu_minh(phieu, by)
    gom(_loi_sua(phieu))
    ky = phieu.ho_so.ky
    la = cac_la(phieu.khung_id)
    co = {d.tieu_chi_id: d for d in phieu.cac_diem.all()}
    nay = {ma: (co[t.pk].diem if t.pk in co else None) for ma, t in la.items()}
    gui, loi = doc_cac_diem(diem, la, ky)
    cu = phien != phieu.phien
    truoc = doc_cac_diem(goc or {}, la, ky)[0] if cu else {}
    ghi, xung_dot = gop_o(nay, gui, truoc=truoc, cu=cu)
    doi_chu = doc_ghi_chu(ghi_chu or {}, la, co, cu=cu, loi=loi)
    doi_nhan_xet = nhan_xet is not None and nhan_xet.strip() != phieu.nhan_xet
    if doi_nhan_xet and cu and phieu.nhan_xet and (goc or {}).get(NHAN_XET) != phieu.nhan_xet:
        xung_dot.append(OXungDot(NHAN_XET, phieu.nhan_xet, nhan_xet))
        doi_nhan_xet = False
    if ghi or doi_chu:
        ghi_diem(phieu, la, co, ghi, doi_chu, thoi_diem_dang_mo(ky) or ThoiDiem.HO_SO)
    if ghi or doi_chu or doi_nhan_xet:
        if doi_nhan_xet:
            phieu.nhan_xet = (nhan_xet or "").strip()
        phieu.phien += 1
        phieu.save(update_fields=["nhan_xet", "phien", "luu_luc"])
    hoi = {x.ma for x in xung_dot}
    da_luu = [ma for ma in gui if ma not in hoi]
    return KetQuaLuu(phieu.phien, nay | ghi, phieu.nhan_xet, da_luu, xung_dot, loi)


def loi_phieu(
    ky: KyBinhChon,
    la: Mapping[str, TieuChi],
    diem: Mapping[str, Decimal | str | None],
    *,
    chan_boi: str = "",
) -> list[str]:
    """Everything wrong with a sheet about to be signed (R33–R35), in the words of the rules.

    What the arithmetic rests on (every leaf scored, every score lawful) is refused even where
    somebody has switched a rule off.
    """
    x = XetPhieu(
        ky,
        {ma: t.diem_toi_da for ma, t in la.items()},
        diem,
        (chan_boi,) if chan_boi else (),
    )
    quy_tac = QuyTac.objects.filter(ma__in=["R33", "R34", "R35"])
    luat = DanhMuc(quy_dinh=[], nhom=[], tai_lieu=[], quy_tac=list(quy_tac))
    loi = [f"{v.ma}: {v.thong_bao}" for v in kiem_tra_phieu(x, "ky", danh_muc=luat) if v.chan]
    trong = []
    for ma, t in la.items():
        try:
            if doc_diem(diem.get(ma), ma=ma, toi_da=t.diem_toi_da, buoc=ky.buoc_diem) is None:
                trong.append(ma)
        except ValueError as e:
            loi.append(str(e))
    if trong:
        loi.append(f"R34: Còn {len(trong)} tiểu mục chưa chấm ({', '.join(trong)}).")
    return loi


def dong_dau(phieu: PhieuCham, diem: Mapping[str, Decimal], *, by: Any) -> PhieuCham:
    """Lock a complete sheet with its commitment and tell the chain the hash alone."""
    phieu.muoi = secrets.token_hex(16)
    phieu.bam = bam_phieu(
        phieu_id=phieu.pk,
        ho_so_id=phieu.ho_so_id,
        giam_khao_id=phieu.giam_khao_id,
        khung_id=phieu.khung_id,
        diem=diem,
        nhan_xet=phieu.nhan_xet,
        muoi=phieu.muoi,
    )
    phieu.trang_thai, phieu.ky_luc = _P.DA_KY, timezone.now()
    phieu.save()
    du_lieu = {"bam": phieu.bam, "giay": phieu.giay}
    ke("ky_phieu", phieu, ky_id=phieu.ho_so.ky_id, by=by, du_lieu=du_lieu)
    return phieu


@transaction.atomic
def ky_phieu(phieu: PhieuCham | int, *, by: Any, phien: int | None = None) -> PhieuCham:
    """The judge signs: the sheet is complete and locked (R34), its hash stands in the chain.

    ``phien``: the version he looked at; another one was saved meanwhile → refused. Sheets are
    signed in the last moment of the round. Raises ValidationError with everything missing.
    """
    phieu = _phieu_minh(phieu, by)
    gom(_loi_sua(phieu))
    ky = phieu.ho_so.ky
    la = cac_la(phieu.khung_id)
    ten = {t.pk: ma for ma, t in la.items()}
    diem = {ten[d.tieu_chi_id]: d.diem for d in phieu.cac_diem.all()}
    loi = loi_phieu(ky, la, diem, chan_boi=ly_do_chan(phieu.ho_so_id, phieu.giam_khao_id))
    dang_mo, cuoi = thoi_diem_dang_mo(ky), thoi_diem_cuoi(ky)
    if dang_mo != cuoi:
        loi.append(f"Phiếu ký ở lần chấm cuối của kỳ ({ThoiDiem(cuoi).label.lower()}).")
    if phien is not None and phien != phieu.phien:
        loi.append("Phiếu vừa được lưu từ máy khác; hãy xem lại rồi ký.")
    gom(loi)
    du = {ma: d for ma, d in diem.items() if d is not None}
    ghi_moc(phieu, cuoi, du)
    return dong_dau(phieu, du, by=by)


@transaction.atomic
def mo_lai(phieu: PhieuCham, *, by: Any, ly_do: str) -> PhieuCham:
    """The head of the jury reopens a signed sheet, with a reason; never once scores are open."""
    ky = khoa_ky(phieu.ho_so.ky_id)
    doi_truong_ban(by, ky)
    khoa = PhieuCham.objects.select_for_update(of=("self",)).get(pk=phieu.pk)
    khoa.ho_so = phieu.ho_so
    loi = loi_da_mo_diem(ky) + loi_ly_do(ly_do)
    if khoa.trang_thai != _P.DA_KY:
        loi.append(f"Phiếu «{khoa.get_trang_thai_display().lower()}», không mở lại được.")
    gom(loi)
    cu = khoa.bam
    khoa.trang_thai, khoa.ky_luc, khoa.bam, khoa.muoi = _P.DANG_CHAM, None, "", ""
    khoa.so_lan_mo += 1
    khoa.save()
    ke("mo_lai_phieu", khoa, ky_id=ky.pk, by=by, ly_do=ly_do, du_lieu={"bam_cu": cu})
    bao_mo_lai(khoa, ly_do=ly_do.strip())
    return khoa
