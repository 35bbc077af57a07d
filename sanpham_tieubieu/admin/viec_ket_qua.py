"""Works after the opening of the scores: threshold, meeting, votes, conclusion, decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from cucctdp.adminkit.hop_thoai import KhongTruongForm
from sanpham_tieubieu.admin.form_ky import LyDoForm
from sanpham_tieubieu.admin.o_nhap import CotForm, OSo, o_doan, o_gio, o_ngay
from sanpham_tieubieu.admin.viec_kieu import Viec
from sanpham_tieubieu.choices import (
    DA_CONG_NHAN,
    DA_QUYET_DINH,
    LoaiPhieuHoiDong,
    TrangThaiHoSo,
    TrangThaiKhieuNai,
    TrangThaiKy,
)
from sanpham_tieubieu.models import HoSoDangKy, KhieuNai, KyBinhChon, QuyetDinhCongNhan
from sanpham_tieubieu.services import giay, hop, ket_qua, khieu_nai
from sanpham_tieubieu.services.ky import quy_dinh

H, K = TrangThaiHoSo, TrangThaiKy
_XET = (H.DAT_NGUONG, H.HD_CHON, H.HD_KHONG_CHON)
_PHIEU = re.compile(
    r"^(\d{1,3})\s*/\s*(\d{1,3})(?:\s*/\s*(\d{1,3}))?(?:\s*,?\s*hạng\s+(\d{1,3}))?$"
)


def _cac(ky: KyBinhChon, *trang_thai: str) -> list[HoSoDangKy]:
    return list(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=trang_thai).order_by("ma_nhom", "ma_so")
    )


def _ten(h: HoSoDangKy) -> str:
    return f"{h.ma_so} – {h.ten_san_pham} ({h.ten_co_so})"


def _nhieu(nhan: str, cac: list[Any], **khac: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=nhan,
        choices=[(x.pk, str(x) if not isinstance(x, HoSoDangKy) else _ten(x)) for x in cac],
        coerce=int,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        **khac,
    )


def _form_phien(ky: KyBinhChon, _: Any, gui: tuple[Any, ...]) -> forms.Form:
    form = forms.Form(*gui[:1])
    form.fields["bat_dau"] = o_gio("Họp bắt đầu lúc")
    form.fields["dia_diem"] = forms.CharField(
        label="Địa điểm", max_length=250, widget=UnfoldAdminTextInputWidget
    )
    form.fields["co_mat"] = _nhieu("Thành viên có mặt", list(hop.hoi_dong(ky)))
    form.fields["bien_ban"] = o_doan("Diễn biến, ý kiến khác", required=False)
    phien = getattr(ky, "phien_hop", None)
    if phien is not None:
        form.initial = {
            "bat_dau": phien.bat_dau,
            "dia_diem": phien.dia_diem,
            "bien_ban": phien.bien_ban,
            "co_mat": list(phien.co_mat.values_list("pk", flat=True)),
        }
    return form


def _theo_dong(chu: str, cac: Mapping[str, Any], doc: Callable[[str], Any]) -> dict[int, Any]:
    """Lines «mã số: …» read to the end; every fault at once."""
    kq: dict[int, Any] = {}
    loi = []
    for i, dong in enumerate(chu.splitlines(), 1):
        ma, _, con = (p.strip() for p in dong.partition(":"))
        if not ma or not con:
            continue
        h = cac.get(ma.upper())
        if h is None:
            loi.append(f"Dòng {i}: không có mã số «{ma[:20]}» trong các sản phẩm được chọn.")
            continue
        try:
            kq[h.pk] = doc(con)
        except ValueError as e:
            loi.append(f"Dòng {i} ({ma}): {e}")
    if loi:
        raise ValidationError(loi)
    return kq


def _doc_phieu(chu: str) -> hop.KetQuaPhieu:
    khop = _PHIEU.match(chu)
    if khop is None:
        raise ValueError("ghi «đồng ý/không đồng ý/phiếu trắng», ví dụ 7/1/1; thêm «hạng 2».")
    dong_y, khong, trang, hang = khop.groups()
    return hop.KetQuaPhieu(int(dong_y), int(khong), int(trang or 0), int(hang) if hang else None)


class _BieuQuyetForm(forms.Form):
    loai = forms.ChoiceField(
        label="Về việc", choices=LoaiPhieuHoiDong.choices, widget=UnfoldAdminSelectWidget
    )
    phieu = o_doan(
        "Số phiếu",
        dong=12,
        max_length=40000,
        help_text="Mỗi dòng: mã số: đồng ý/không đồng ý/phiếu trắng, ví dụ «TCMN-001: 7/1/1». "
        "Bằng điểm thì thêm hạng sau biểu quyết, ví dụ «TCMN-001: 5/4, hạng 2». "
        "Dòng không ghi số phiếu được bỏ qua.",
    )

    def __init__(self, *args: Any, ky: KyBinhChon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cac = {h.ma_so: h for h in _cac(ky, *_XET, *DA_CONG_NHAN)}
        self.initial["phieu"] = "\n".join(f"{ma}: " for ma in self.cac)

    def clean_phieu(self) -> dict[int, Any]:
        return _theo_dong(self.cleaned_data["phieu"], self.cac, _doc_phieu)


def _form_ket_luan(ky: KyBinhChon, _: Any, gui: tuple[Any, ...]) -> forms.Form:
    """The choice begins with what order and quota would take; equals are left to the council."""
    form = forms.Form(*gui[:1])
    cac = _cac(ky, *_XET)
    form.fields["chon"] = _nhieu("Sản phẩm Hội đồng chọn", cac, required=False)
    form.fields["ket_thuc"] = o_gio("Họp kết thúc lúc")
    form.fields["ket_luan"] = o_doan("Kết luận")
    if ky.da_mo_diem():
        chon = {pk for chia in ket_qua.de_nghi(ky).values() for pk in chia.chac}
        form.initial["chon"] = [h.pk for h in cac if h.pk in chon]
    return form


class _QuyetDinhForm(CotForm):
    def __init__(self, *args: Any, ky: KyBinhChon, **kwargs: Any) -> None:
        self.cac = {h.ma_so: h for h in _cac(ky, H.HD_CHON)}
        super().__init__(
            *args,
            bang=QuyetDinhCongNhan,
            truong=("so", "ngay", "nguoi_ky", "chuc_danh", "co_quan"),
            them={
                "giai": o_doan(
                    "Giải",
                    required=False,
                    help_text="Mỗi dòng: mã số: giải, ví dụ «TCMN-001: Giải A». Có thể để trống.",
                )
            },
            **kwargs,
        )
        luat = quy_dinh(ky.cap, timezone.localdate())
        if luat is not None:
            self.initial |= {"co_quan": luat.co_quan_ky, "chuc_danh": luat.chuc_danh_ky}

    def clean_giai(self) -> dict[int, str]:
        return _theo_dong(self.cleaned_data["giai"], self.cac, lambda chu: chu[:60])


def _form_de_cu(ky: KyBinhChon, _: Any, gui: tuple[Any, ...]) -> forms.Form:
    form = forms.Form(*gui[:1])
    form.fields["ho_so"] = _nhieu("Sản phẩm đề cử", _cac(ky, H.CONG_NHAN))
    return form


class _CapGiayForm(forms.Form):
    ngay_cap = o_ngay("Ngày cấp")
    mau_so = forms.CharField(
        label="Mẫu số giấy",
        max_length=60,
        initial=giay.MAU_SO,
        widget=UnfoldAdminTextInputWidget,
        help_text="Có «{so}»; thêm «{nam}» nếu in năm trong số.",
    )
    tu_so = OSo(
        so_le=0,
        label="Bắt đầu từ số",
        required=False,
        help_text="Để trống: tiếp số cuối cùng đã cấp trong năm.",
    )


class _ThongBaoForm(forms.Form):
    so = forms.CharField(label="Thông báo số", max_length=60, widget=UnfoldAdminTextInputWidget)
    ngay = o_ngay("Ngày thông báo")


def _form_khieu_nai(ky: KyBinhChon, _: Any, gui: tuple[Any, ...]) -> forms.Form:
    form = CotForm(
        *gui,
        bang=KhieuNai,
        truong=("ho_so", "nguoi_khieu_nai", "ngay_nhan", "noi_dung", "qua_han_ly_do"),
        rows={"ho_so": HoSoDangKy.objects.filter(ky=ky, thong_bao__isnull=False)},
        them={
            "tam_dung": forms.BooleanField(
                label="Tạm dừng hồ sơ đến khi giải quyết xong",
                required=False,
                widget=UnfoldBooleanWidget,
            )
        },
    )
    form.fields["ho_so"].help_text = "Hồ sơ đã được thông báo kết quả."
    return form


def _nhan_khieu_nai(_: KyBinhChon, __: Any, d: Mapping[str, Any], by: Any) -> Any:
    con = dict(d)
    return khieu_nai.nhan_khieu_nai(con.pop("ho_so"), by=by, **con)


def _form_giai_quyet(_: KyBinhChon, kn: KhieuNai, gui: tuple[Any, ...]) -> forms.Form:
    form = CotForm(
        *gui, bang=KhieuNai, truong=("trang_thai", "ket_qua", "van_ban_so"),
        them={"ngay": o_ngay("Giải quyết ngày")},
    )  # fmt: skip
    form.fields["trang_thai"].choices = [  # type: ignore[attr-defined]
        c for c in TrangThaiKhieuNai.choices if c[0] != TrangThaiKhieuNai.DANG_XET
    ]
    form.fields["ket_qua"].required = True
    return form


def _mo_diem(ky: KyBinhChon) -> bool:
    return ky.trang_thai == K.MO_DIEM


def _da_cong_nhan(ky: KyBinhChon) -> bool:
    return ky.trang_thai in DA_QUYET_DINH


VIEC_KET_QUA = (
    Viec(
        "xet-nguong", "Xét ngưỡng điểm", "ket-qua", "dieu_hanh_ky",
        lambda ky, _, gui: KhongTruongForm(*gui[:1]),
        lambda ky, _, d, by: ket_qua.xet_nguong(ky, by=by), "Đã xét ngưỡng điểm.",
        "So bình quân chưa làm tròn với ngưỡng của kỳ; sản phẩm thiếu phiếu được để lại.",
        mo=_mo_diem,
    ),
    Viec(
        "phien-hop", "Ghi phiên họp Hội đồng", "ket-qua", "dieu_hanh_ky", _form_phien,
        lambda ky, _, d, by: hop.ghi_phien(ky, by=by, **d), "Đã ghi phiên họp.",
        mo=_mo_diem,
    ),
    Viec(
        "bieu-quyet", "Ghi biểu quyết", "ket-qua", "dieu_hanh_ky",
        lambda ky, _, gui: _BieuQuyetForm(*gui[:1], ky=ky),
        lambda ky, _, d, by: hop.ghi_bieu_quyet(ky, loai=d["loai"], phieu=d["phieu"], by=by),
        "Đã ghi biểu quyết.",
        mo=lambda ky: ky.trang_thai in (K.MO_DIEM, K.DA_HOP, K.CONG_NHAN),
    ),
    Viec(
        "ket-luan", "Kết luận phiên họp", "ket-qua", "dieu_hanh_ky", _form_ket_luan,
        lambda ky, _, d, by: hop.ket_luan(ky, by=by, **d), "Đã ghi kết luận của Hội đồng.",
        "Sản phẩm đạt ngưỡng mà không được chọn ghi là Hội đồng không chọn.",
        mo=_mo_diem,
    ),
    Viec(
        "quyet-dinh", "Ghi quyết định công nhận", "ket-qua", "ky_quyet_dinh",
        lambda ky, _, gui: _QuyetDinhForm(*gui[:1], ky=ky),
        lambda ky, _, d, by: ket_qua.ghi_quyet_dinh(ky, by=by, **d),
        "Đã ghi quyết định; kết quả được chốt.",
        "Kết quả của mọi sản phẩm được chấm chốt theo số quyết định này.",
        mo=lambda ky: ky.trang_thai in (K.DA_HOP, K.CONG_NHAN),
    ),
    Viec(
        "de-cu", "Đề cử lên cấp trên", "ket-qua", "dieu_hanh_ky", _form_de_cu,
        lambda ky, _, d, by: ket_qua.de_cu(ky, d["ho_so"], by=by), "Đã đề cử.",
        mo=lambda ky: ky.cap != "quoc_gia" and ky.trang_thai in DA_QUYET_DINH,
    ),
    Viec(
        "cap-giay", "Cấp giấy chứng nhận", "ket-qua", "ky_quyet_dinh",
        lambda ky, _, gui: _CapGiayForm(*gui[:1]),
        lambda _, qd, d, by: giay.cap_giay(qd, by=by, **d), "Đã cấp giấy chứng nhận.",
        "Cấp cho mọi sản phẩm của quyết định chưa có giấy; thời hạn theo quy định của cấp.",
        dong=QuyetDinhCongNhan, mo=_da_cong_nhan,
    ),
    Viec(
        "thong-bao", "Ghi thông báo kết quả", "khieu-nai", "dieu_hanh_ky",
        lambda ky, _, gui: _ThongBaoForm(*gui[:1]),
        lambda ky, _, d, by: khieu_nai.thong_bao_ket_qua(ky, by=by, **d),
        "Đã ghi thông báo; thời hạn khiếu nại tính từ ngày này.",
        "Thông báo cho mọi cơ sở, kể cả cơ sở không được công nhận.", mo=_da_cong_nhan,
    ),
    Viec(
        "nhan-khieu-nai", "Nhận khiếu nại", "khieu-nai", "dieu_hanh_ky", _form_khieu_nai,
        _nhan_khieu_nai, "Đã nhận khiếu nại.",
        "Đơn đến quá thời hạn chỉ nhận khi nêu lý do.", mo=_da_cong_nhan,
    ),
    Viec(
        "giai-quyet", "Ghi kết quả giải quyết", "khieu-nai", "dieu_hanh_ky", _form_giai_quyet,
        lambda _, kn, d, by: khieu_nai.giai_quyet(kn, by=by, **d), "Đã ghi kết quả giải quyết.",
        dong=KhieuNai, mo_dong=lambda k: k.trang_thai == TrangThaiKhieuNai.DANG_XET,
    ),
)  # fmt: skip
BUOC_KET_QUA = {
    "kybinhchon.hop_lai": (
        LyDoForm,
        lambda ky, d, by: hop.hop_lai(ky, ly_do=d["ly_do"], by=by),
    ),
}
