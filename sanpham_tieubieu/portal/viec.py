"""What can be done with a dossier from its page: one form and one door each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from cucctdp.workflow.steps import Step, ly_do_tu_choi
from sanpham_tieubieu import workflow as w
from sanpham_tieubieu.choices import TrangThaiHoSo
from sanpham_tieubieu.models import HoSoDangKy
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal import viec_sau as sau
from sanpham_tieubieu.portal.quyen import kiem_tra_duoc, la_ben_nop
from sanpham_tieubieu.services import gui, ho_so, nop

Lam = Callable[[HoSoDangKy, Mapping[str, Any], Any], Any]


@dataclass(frozen=True)
class Viec:
    """``buoc``: the step it does; ``luc``: the moment whose rules its page lists; ``mo_khi``: when
    a work that is no step is offered; ``dung``: builds a form that depends on the dossier.
    """

    ma: str
    nhan: str
    xong: str
    lam: Lam
    form: type[forms.Form] = bieu.TrongForm
    buoc: Step | None = None
    luc: str = ""
    mo_ta: str = ""
    nguy_hiem: bool = False
    mo_khi: Callable[[HoSoDangKy, Any], bool] | None = None
    dung: Callable[..., forms.Form] | None = None

    def dung_form(self, h: HoSoDangKy, gui: tuple[Any, ...]) -> forms.Form:
        """Its form, undressed for the portal."""
        form = self.form(*gui) if self.dung is None else self.dung(h, *gui)
        bieu.thuan(form)
        return form

    def mo(self, h: HoSoDangKy, user: Any) -> bool:
        """Whether it is offered to this account now."""
        if self.buoc is w.RUT and h.nop_luc is None:
            return False  # what was never handed in is thrown away, not withdrawn
        if self.buoc is not None:
            return not ly_do_tu_choi(self.buoc, h, user)
        return self.mo_khi is not None and self.mo_khi(h, user)


def _chua_nop(h: HoSoDangKy, user: Any) -> bool:
    chua = h.trang_thai == TrangThaiHoSo.NHAP and h.nop_luc is None
    return chua and la_ben_nop(user, h)


def _cho_bo_sung(h: HoSoDangKy, user: Any) -> bool:
    return h.trang_thai == TrangThaiHoSo.YEU_CAU_BO_SUNG and kiem_tra_duoc(user, h.ky)


CAC_VIEC = (
    Viec("nop", "Nộp hồ sơ", "Đã nộp hồ sơ.", lambda h, d, by: nop.nop(h, by=by),
         buoc=w.NOP, luc="nop",
         mo_ta="Nộp rồi thì không sửa được, trừ phần được yêu cầu bổ sung."),
    Viec("nop-bo-sung", "Nộp bổ sung", "Đã nộp bổ sung.",
         lambda h, d, by: nop.nop_bo_sung(h, by=by), buoc=w.NOP_BO_SUNG, luc="nop"),
    Viec("chap-nhan", "Hồ sơ hợp lệ, cấp mã số", "Hồ sơ hợp lệ, đã cấp mã số bình chọn.",
         lambda h, d, by: nop.chap_nhan(h, by=by, y_kien=d["y_kien"]),
         bieu.YKienForm, w.CHAP_NHAN, "hop_le"),
    Viec("yeu-cau-bo-sung", "Yêu cầu bổ sung", "Đã gửi yêu cầu bổ sung.",
         lambda h, d, by: nop.yeu_cau_bo_sung(h, by=by, **d),
         bieu.BoSungForm, w.YEU_CAU_BO_SUNG, "hop_le",
         "Chỉ các phần bạn chọn được mở lại cho bên nộp sửa đến hết hạn."),
    Viec("gia-han", "Gia hạn bổ sung", "Đã gia hạn.",
         lambda h, d, by: nop.gia_han_bo_sung(h, by=by, **d), bieu.GiaHanForm,
         mo_khi=_cho_bo_sung),
    Viec("tu-choi", "Hồ sơ không hợp lệ", "Đã ghi hồ sơ không hợp lệ.",
         lambda h, d, by: nop.tu_choi(h, by=by, **d), bieu.LyDoForm, w.TU_CHOI, "hop_le",
         nguy_hiem=True),
    Viec("xet-lai", "Kiểm tra lại", "Đã mở lại việc kiểm tra.",
         lambda h, d, by: nop.xet_lai(h, by=by, **d), bieu.LyDoForm, w.XET_LAI),
    Viec("de-cu", "Đề cử lên cấp trên", "Đã đề cử lên cấp trên.",
         lambda h, d, by: gui.de_cu(h, by=by, y_kien=d["y_kien"]), bieu.YKienForm, w.DE_CU),
    Viec("rut", "Rút hồ sơ", "Đã rút hồ sơ.", lambda h, d, by: nop.rut(h, by=by, **d),
         bieu.LyDoForm, w.RUT, mo_ta="Hồ sơ đã rút không được chấm nữa.", nguy_hiem=True),
    Viec("xoa-nhap", "Xoá bản nháp", "Đã xoá bản nháp.",
         lambda h, d, by: ho_so.xoa_nhap(h, by=by),
         mo_ta="Bản nháp chưa nộp lần nào, xoá hẳn.", nguy_hiem=True, mo_khi=_chua_nop),
    Viec("nhan-hien-vat", "Nhận hiện vật", "Đã ghi nhận hiện vật.", sau.nhan,
         mo_khi=sau.mo_nhan, dung=sau.form_nhan),
    Viec("tra-hien-vat", "Trả hiện vật", "Đã ghi trả hiện vật.", sau.tra, sau.TraForm,
         mo_khi=sau.mo_tra),
    Viec("giu-trung-bay", "Giữ trưng bày", "Đã ghi giữ trưng bày.", sau.giu, sau.GiuForm,
         mo_khi=sau.mo_giu),
    Viec("theo-doi", "Báo cáo năm sau công nhận", "Đã ghi báo cáo năm.", sau.theo_doi,
         mo_ta="Ghi lại cùng năm thì thay số cũ; số chưa có thì để trống.",
         mo_khi=sau.mo_theo_doi, dung=sau.form_theo_doi),
    Viec("cap-lai", "Cấp lại giấy chứng nhận", "Đã cấp lại giấy chứng nhận.", sau.cap_lai,
         mo_ta="Giấy cũ được ghi là đã cấp lại; thời hạn giữ như giấy cũ.",
         mo_khi=sau.mo_giay, dung=sau.form_cap_lai),
    Viec("thu-hoi-giay", "Thu hồi giấy chứng nhận", "Đã thu hồi giấy chứng nhận.", sau.thu_hoi,
         sau.ThuHoiForm, mo_ta="Trang xác minh báo «Đã thu hồi» từ ngày thu hồi.",
         nguy_hiem=True, mo_khi=sau.mo_giay),
)  # fmt: skip
THEO_MA = {v.ma: v for v in CAC_VIEC}


def cac_viec(h: HoSoDangKy, user: Any) -> list[Viec]:
    """Works offered to the account on this dossier, in order."""
    return [v for v in CAC_VIEC if v.mo(h, user)]
