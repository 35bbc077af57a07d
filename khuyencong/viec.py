"""What can be done with a đề án from its page: the step table, and the works beside it.

A step of ``BUOC_DE_AN`` is gated by the table itself; a work that is no step (minute, advance,
contract) names its right and states. Each has one form and one service door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cucctdp.files.services import luu_tep
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi
from khuyencong import viec_form as f
from khuyencong import workflow as w
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.ho_so import HoSo
from khuyencong.models import DeAn
from khuyencong.models.nghiem_thu import THANH_PHAN
from khuyencong.quyen_tep import TEP_DE_AN
from khuyencong.services import tham_dinh, thuc_hien

T = TrangThaiDeAn
Lam = Callable[[DeAn, Any, Any], Any]


@dataclass(frozen=True)
class Viec:
    """One button. ``buoc``: steps it does; without steps ``quyen`` and ``trang_thai`` gate it.

    ``trang``: the work has a page of its own under that name instead of a dialog. ``phu``: seldom
    done, its button stands back. ``nhieu_nam``: only of a đề án of several years.
    """

    ma: str
    nhan: str
    xong: str
    lam: Lam | None = None
    form: type[forms.Form] = f.XacNhanForm
    buoc: tuple[Step, ...] = ()
    quyen: tuple[str, ...] = ()
    trang_thai: frozenset[str] = frozenset()
    mo_ta: str = ""
    nguy_hiem: bool = False
    trang: str = ""
    can_hop_dong: bool = False
    phu: bool = False
    nhieu_nam: bool = False

    def mo(self, de_an: DeAn, user: Any) -> Step | bool | None:
        """The open step, True for an open work, None when it is not this user's or not now."""
        if self.buoc:
            return next(iter(cac_buoc_mo(self.buoc, de_an, user)), None)
        ben_khac = user.la_cuc if de_an.nguon == Nguon.KCDP else user.la_so
        if de_an.trang_thai not in self.trang_thai or (ben_khac and not self.trang):
            return None
        if self.nhieu_nam and not de_an.nhieu_nam:
            return None
        return any(user.has_perm(q) for q in self.quyen) or None


def _q(ten: str) -> tuple[str, ...]:
    return (f"khuyencong.{ten}_dean",)


def luu_ban_ky(de_an: DeAn, tep: Any, by: Any) -> Any:
    if tep is None:
        return None
    return luu_tep(
        tep.read(),
        loai=TEP_DE_AN,
        ten=tep.name,
        kieu_noi_dung="application/pdf",
        by=by,
        don_vi=de_an.don_vi,
        doi_tuong=de_an,
    )


def _hop_dong(de_an: DeAn, by: Any, form: Any) -> None:
    d = form.cleaned_data
    ten = ("so", "ngay", "het_han", "ben_a", "ben_b", "ket_qua_dau_thau")
    thuc_hien.ky_hop_dong(
        de_an,
        **{k: d[k] for k in ten},
        gia_tri=form.theo_nguon,
        tep=luu_ban_ky(de_an, d["tep"], by),
        by=by,
    )


def _nghiem_thu(de_an: DeAn, by: Any, form: Any) -> None:
    d = form.cleaned_data
    ten = ("thu_huong", "loai", "ngay", "dia_diem", "thanh_phan", "ket_qua", "so_luong", "dat")
    ten += THANH_PHAN
    d |= {"dat": d["dat"] == "co"}
    du_lieu = {k: d[k] for k in ten} | form.theo_nguon | {"tep": luu_ban_ky(de_an, d["tep"], by)}
    thuc_hien.nghiem_thu(d["hop_dong"], du_lieu=du_lieu, by=by)


def _quyet_toan(dich_vu: Callable[..., Any]) -> Lam:
    def lam(de_an: DeAn, by: Any, form: Any) -> None:
        d = {ten: form.cleaned_data[ten] for ten in ("nam", "ngay", "chung_tu")}
        dich_vu(de_an, so_tien=form.so_tien, **d, by=by)

    return lam


def _cua_hop_dong(dich_vu: Callable[..., Any]) -> Lam:
    def lam(de_an: DeAn, by: Any, form: Any) -> None:
        d = dict(form.cleaned_data)
        dich_vu(d.pop("hop_dong"), **d, by=by)

    return lam


def _thang(dich_vu: Callable[..., Any]) -> Lam:
    """A door that takes what the form asks by the same names."""

    def lam(de_an: DeAn, by: Any, form: Any) -> None:
        dich_vu(de_an, by=by, **form.cleaned_data)

    return lam


_CHAY = frozenset({T.HOP_DONG, T.THUC_HIEN})
CAC_VIEC = (
    Viec(
        "nop", "Nộp hồ sơ", "Đã nộp hồ sơ.", _thang(tham_dinh.nop),
        buoc=(w.NOP_SO, w.NOP_LAI, w.NOP_BO_SUNG, w.GUI_THANG_CUC),
    ),
    Viec(
        "rut-lai", "Rút lại hồ sơ", "Đã rút hồ sơ về bản nháp.", _thang(tham_dinh.rut_lai),
        f.LyDoForm, buoc=(w.RUT_LAI,), nguy_hiem=True,
    ),
    Viec(
        "nhan-tham-dinh", "Nhận thẩm định", "Đã nhận thẩm định.", _thang(tham_dinh.nhan_tham_dinh),
        buoc=(w.NHAN_THAM_DINH_SO, w.NHAN_THAM_DINH_BO),
    ),
    Viec(
        "ghi-phieu", "Ghi phiếu thẩm định", "", trang="phieu",
        quyen=(*_q("tham_dinh_so"), *_q("tham_dinh_bo")),
        trang_thai=frozenset({T.THAM_DINH_SO, T.THAM_DINH_BO}),
    ),
    Viec(
        "yeu-cau-bo-sung", "Yêu cầu bổ sung", "", trang="bo_sung", nguy_hiem=True,
        quyen=(*_q("tham_dinh_so"), *_q("tham_dinh_bo")),
        trang_thai=frozenset({T.THAM_DINH_SO, T.THAM_DINH_BO}),
    ),
    Viec(
        "ket-luan", "Kết luận thẩm định", "Đã kết luận theo phiếu thẩm định.",
        _thang(tham_dinh.ket_luan), f.KetLuanForm,
        buoc=(w.SO_DAT, w.SO_KHONG_DAT, w.CUC_DAT, w.CUC_KHONG_DAT),
        mo_ta="Đề án chuyển theo kết luận của phiếu thẩm định đã ký ở vòng này.",
    ),
    Viec(
        "gui-cuc", "Ký gửi Cục", "Đã ký gửi Cục.", _thang(tham_dinh.gui_cuc), buoc=(w.GUI_CUC,)
    ),
    Viec(
        "phe-duyet", "Ghi quyết định phê duyệt", "Đã ghi quyết định; kinh phí đã vào sổ cái.",
        _thang(tham_dinh.phe_duyet), f.PheDuyetForm, buoc=(w.PHE_DUYET,),
    ),
    Viec(
        "hop-dong", "Ký hợp đồng", "Đã ghi hợp đồng.", _hop_dong, f.HopDongForm,
        quyen=_q("ky_hop_dong"), trang_thai=_CHAY | {T.PHE_DUYET},
        mo_ta="Tổng các hợp đồng không vượt kinh phí được phê duyệt (KC20).",
    ),
    Viec(
        "tam-ung", "Ghi tạm ứng", "Đã ghi tạm ứng.", _cua_hop_dong(thuc_hien.tam_ung),
        f.ChiTienForm, quyen=_q("ky_hop_dong"), trang_thai=_CHAY | {T.NGHIEM_THU},
        mo_ta="Lần một theo tỷ lệ của hợp đồng (Điều 13 TT 36/2013/TT-BCT); "
        "phần còn lại sau khi có nghiệm thu và đủ hồ sơ (Điều 14).",
        can_hop_dong=True,
    ),
    Viec(
        "nghiem-thu", "Ghi biên bản nghiệm thu", "Đã ghi biên bản nghiệm thu.", _nghiem_thu,
        f.NghiemThuForm, quyen=_q("ky_hop_dong"), trang_thai=_CHAY, can_hop_dong=True,
        mo_ta="Từng địa điểm (Mẫu 5a), đề án (5b) hoặc Cục nghiệm thu (5c); ghi được từng phần.",
    ),
    Viec(
        "hoan-thanh-nghiem-thu", "Hoàn thành nghiệm thu", "Đã hoàn thành nghiệm thu cơ sở.",
        _thang(thuc_hien.hoan_thanh_nghiem_thu), buoc=(w.NGHIEM_THU,),
        mo_ta="Không ghi thêm biên bản sau bước này; thời hạn quyết toán bắt đầu tính.",
    ),
    Viec(
        "quyet-toan-nam", "Ghi quyết toán năm", "Đã ghi quyết toán năm.",
        _quyet_toan(thuc_hien.quyet_toan_nam), f.QuyetToanNamForm,
        quyen=_q("ky_hop_dong"), trang_thai=_CHAY | {T.NGHIEM_THU},
        nhieu_nam=True, can_hop_dong=True, phu=True,
        mo_ta="Quyết toán một năm ngân sách; đề án nhiều năm vẫn tiếp tục thực hiện.",
    ),
    Viec(
        "quyet-toan", "Ghi quyết toán", "Đã ghi quyết toán.",
        _quyet_toan(thuc_hien.quyet_toan), f.QuyetToanForm,
        quyen=_q("ky_hop_dong"), trang_thai=frozenset({T.NGHIEM_THU}), can_hop_dong=True,
        mo_ta="Chứng từ phải nằm trong năm kế hoạch (KC24).",
    ),
    Viec(
        "phai-hoan-tra", "Yêu cầu hoàn trả", "Đã ghi số phải hoàn trả.",
        _cua_hop_dong(thuc_hien.phai_hoan_tra), f.PhaiHoanTraForm, quyen=_q("ky_hop_dong"),
        trang_thai=frozenset({*_CHAY, T.NGHIEM_THU, T.QUYET_TOAN, T.XIN_NGUNG, T.NGUNG}),
        phu=True, can_hop_dong=True,
    ),
    Viec(
        "hoan-tra", "Ghi hoàn trả ngân sách", "Đã ghi số hoàn trả.",
        _cua_hop_dong(thuc_hien.hoan_tra), f.ChiTienForm, quyen=_q("ky_hop_dong"),
        trang_thai=frozenset({*_CHAY, T.NGHIEM_THU, T.QUYET_TOAN, T.XIN_NGUNG, T.NGUNG}),
        phu=True, can_hop_dong=True,
    ),
    Viec(
        "thanh-ly", "Thanh lý hợp đồng", "Đã thanh lý; chuyển theo dõi hiệu quả.",
        _thang(thuc_hien.thanh_ly), f.NgayForm, buoc=(w.THANH_LY,),
        mo_ta="Mọi hợp đồng chưa thanh lý của đề án được thanh lý vào ngày này (Mẫu 6).",
    ),
    Viec("dong", "Đóng hồ sơ", "Đã đóng hồ sơ.", _thang(thuc_hien.dong_ho_so), buoc=(w.DONG,)),
    Viec(
        "xin-ngung", "Đề nghị ngừng", "Đã đề nghị ngừng đề án.", _thang(thuc_hien.xin_ngung),
        f.LyDoForm, buoc=(w.XIN_NGUNG,), nguy_hiem=True,
    ),
    Viec(
        "tiep-tuc", "Không đồng ý ngừng, tiếp tục", "Đề án tiếp tục thực hiện.",
        _thang(thuc_hien.tiep_tuc), f.LyDoForm, buoc=(w.TIEP_TUC,),
    ),
    Viec(
        "ngung", "Ngừng đề án theo quyết định", "Đã ngừng đề án.", _thang(thuc_hien.ngung),
        f.NgungForm, buoc=(w.NGUNG,), nguy_hiem=True,
    ),
)  # fmt: skip
VIEC = {v.ma: v for v in CAC_VIEC}


def vuong(v: Viec, h: HoSo, user: Any, mo: Step | bool) -> list[str]:
    """Why an open work is refused now, as far as it is known before trying."""
    if v.trang and h.de_an.nguoi_tham_dinh_id != user.pk:
        return ["Chỉ người đang thẩm định đề án làm được việc này."]
    if v.can_hop_dong and not h.hop_dong:
        return ["Chưa có hợp đồng."]
    if not isinstance(mo, Step):
        return []
    # Of the two conclusions only the one the signed phiếu says can pass.
    mo_het = [b for b in v.buoc if h.de_an.trang_thai in b.tu]
    cac = [ly_do_tu_choi(b, h.de_an, user) for b in mo_het]
    return min(cac, key=len) if cac and all(cac) else []


def an_toan(lam: Callable[[], Any]) -> None:
    """Run a door; every kind of refusal, also the database's own, becomes one ValidationError."""
    try:
        with transaction.atomic():
            lam()
    except BuocBiTuChoi as loi:
        raise ValidationError(loi.ly_do) from loi
    except PermissionDenied as loi:
        raise ValidationError(str(loi) or "Tài khoản của bạn không có quyền.") from loi
    except IntegrityError as loi:
        dong = getattr(getattr(loi.__cause__, "diag", None), "message_primary", None)
        raise ValidationError(
            dong or "Số liệu vừa được người khác thay đổi; mở lại trang."
        ) from loi


def khong_mo(request: HttpRequest, de_an: DeAn, v: Viec, ve: str) -> HttpResponse:
    """403 for who never may; who may, but not in this state, is led back with a sentence."""
    quyen = {*v.quyen, *(b.quyen for b in v.buoc)}
    if not any(request.user.has_perm(q) for q in quyen):
        raise PermissionDenied
    trang_thai = de_an.get_trang_thai_display()
    messages.warning(request, f"Đề án đang ở trạng thái «{trang_thai}», không làm được «{v.nhan}».")
    return redirect(ve)
