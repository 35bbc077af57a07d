"""Works on bodies, rubrics and conflicts of a round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.hop_thoai import KhongTruongForm
from sanpham_tieubieu.admin.loc import cac_nhom
from sanpham_tieubieu.admin.o_nhap import CotForm, o_ly_do, o_ngay
from sanpham_tieubieu.admin.viec_kieu import Viec
from sanpham_tieubieu.choices import VAI_TRO_CUA_BAN, LoaiBan, TrangThaiKhung, TrangThaiKy
from sanpham_tieubieu.models import (
    BanBinhChon,
    KhungDiem,
    KyBinhChon,
    NhanSu,
    ThanhVienBan,
    XungDot,
)
from sanpham_tieubieu.services import ban as dv
from sanpham_tieubieu.services import khung_diem, phan_cong, xung_dot

T = TrangThaiKy
_COT_BAN = ("so_qd", "ngay_qd", "nguoi_ky", "co_quan_ky")
_COT_TV = ("vai_tro", "chuc_danh", "thu_tu")
_TRUOC_CHAM = (T.SOAN, T.MO)


def _chua_xong(ky: KyBinhChon) -> bool:
    return ky.trang_thai in (T.SOAN, T.MO, T.CHAM)


def _form_lap(ky: KyBinhChon, _: Any, gui: tuple[Any, ...]) -> forms.Form:
    form = CotForm(*gui, bang=BanBinhChon, truong=("loai", *_COT_BAN))
    co = set(ky.cac_ban.values_list("loai", flat=True))
    muc = [(m, t) for m, t in LoaiBan.choices if m not in co]
    form.fields["loai"].choices = muc  # type: ignore[attr-defined]
    return form


def _lap(ky: KyBinhChon, _: Any, d: Mapping[str, Any], by: Any) -> Any:
    return dv.lap_ban(ky, d["loai"], by=by, **{k: d[k] for k in _COT_BAN})


def _form_tv(ky: KyBinhChon, ban: BanBinhChon, gui: tuple[Any, ...]) -> forms.Form:
    form = CotForm(*gui, bang=ThanhVienBan, truong=("nhan_su", *_COT_TV))
    co = ban.thanh_vien.values("nhan_su")
    form.fields["nhan_su"].queryset = NhanSu.objects.exclude(pk__in=co)  # type: ignore[attr-defined]
    return _chon_vai(form, ban)


def _chon_vai(form: forms.Form, ban: BanBinhChon) -> forms.Form:
    cho = VAI_TRO_CUA_BAN[LoaiBan(ban.loai)]
    o = form.fields["vai_tro"]
    o.choices = [(m, t) for m, t in o.choices if not m or m in cho]  # type: ignore[attr-defined]
    return form


def _them_tv(_: KyBinhChon, ban: BanBinhChon, d: Mapping[str, Any], by: Any) -> Any:
    return dv.them_thanh_vien(
        ban, d["nhan_su"], by=by, vai_tro=d["vai_tro"], chuc_danh=d["chuc_danh"],
        thu_tu=d["thu_tu"],
    )  # fmt: skip


def _form_sua_tv(_: KyBinhChon, tv: ThanhVienBan, gui: tuple[Any, ...]) -> forms.Form:
    return _chon_vai(CotForm(*gui, bang=ThanhVienBan, truong=_COT_TV, dong=tv), tv.ban)


class _ThoiForm(forms.Form):
    ngay = o_ngay("Thôi từ ngày")
    ly_do = o_ly_do()


class _LyDoForm(forms.Form):
    ly_do = o_ly_do()


class _NhomForm(forms.Form):
    ma_nhom = forms.ChoiceField(label="Nhóm sản phẩm", widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ten = cac_nhom()
        self.fields["ma_nhom"].choices = [  # type: ignore[attr-defined]
            (ma, ten.get(ma, ma)) for ma in khung_diem.nhom_co_goi_y()
        ]


def _form_duyet(_: KyBinhChon, khung: KhungDiem, gui: tuple[Any, ...]) -> forms.Form:
    return CotForm(*gui, bang=KhungDiem, truong=("so_qd", "ngay_qd", "nguoi_duyet"), dong=khung)


class _CanBangForm(forms.Form):
    moi = forms.IntegerField(label="Số giám khảo mỗi sản phẩm", min_value=1, max_value=30)
    hat_giong = forms.IntegerField(
        label="Số khởi tạo",
        min_value=0,
        max_value=2**31,
        help_text="Số bất kỳ, ghi lại để chia lại ra đúng kết quả ấy.",
    )


VIEC_BAN = (
    Viec(
        "lap-ban", "Lập ban", "ban", "lap_ky", _form_lap, _lap, "Đã lập ban.",
        mo=_chua_xong,
    ),
    Viec(
        "sua-ban", "Sửa quyết định", "ban", "lap_ky",
        lambda _, ban, gui: CotForm(*gui, bang=BanBinhChon, truong=_COT_BAN, dong=ban),
        lambda _, ban, d, by: dv.sua_ban(ban, by=by, **d), "Đã lưu.",
        dong=BanBinhChon, mo=_chua_xong,
    ),
    Viec(
        "them-thanh-vien", "Thêm thành viên", "ban", "lap_ky", _form_tv, _them_tv,
        "Đã thêm thành viên.",
        "Người chưa có trong danh sách: thêm ở mục «Thành viên các ban».",
        dong=BanBinhChon, mo=_chua_xong,
    ),
    Viec(
        "phe-duyet-ban", "Phê duyệt", "ban", "lap_ky",
        lambda _, ban, gui: KhongTruongForm(*gui[:1]),
        lambda _, ban, d, by: dv.phe_duyet_ban(ban, by=by), "Đã phê duyệt.",
        "Hệ thống kiểm tra số lượng, thành phần theo Điều 8–11 Thông tư 26/2014/TT-BCT.",
        dong=BanBinhChon, mo=_chua_xong, mo_dong=lambda b: b.kien_toan_luc is None,
    ),
    Viec(
        "sua-thanh-vien", "Sửa", "ban", "lap_ky", _form_sua_tv,
        lambda _, tv, d, by: dv.sua_thanh_vien(tv, by=by, **d), "Đã lưu.",
        dong=ThanhVienBan, duong_ky="ban__ky", mo=_chua_xong, mo_dong=lambda t: t.thoi_tu is None,
    ),
    Viec(
        "thoi-thanh-vien", "Thôi", "ban", "lap_ky",
        lambda _, tv, gui: _ThoiForm(*gui[:1]),
        lambda _, tv, d, by: dv.thoi_thanh_vien(tv, by=by, ngay=d["ngay"], ly_do=d["ly_do"]),
        "Đã ghi thôi thành viên.", nguy_hiem=True,
        dong=ThanhVienBan, duong_ky="ban__ky", mo=_chua_xong, mo_dong=lambda t: t.thoi_tu is None,
    ),
    Viec(
        "khung-goi-y", "Nạp khung gợi ý", "khung-diem", "lap_ky",
        lambda ky, _, gui: _NhomForm(*gui[:1]),
        lambda ky, _, d, by: khung_diem.nap_goi_y(ky, d["ma_nhom"], by=by),
        "Đã nạp khung gợi ý thành dự thảo.",
        "Khung gợi ý của hệ thống, không phải văn bản pháp luật; Hội đồng phải xem và duyệt.",
        mo=lambda ky: ky.trang_thai in _TRUOC_CHAM,
    ),
    Viec(
        "khung-duyet", "Phê duyệt", "khung-diem", "lap_ky", _form_duyet,
        lambda _, khung, d, by: khung_diem.duyet_khung(khung, by=by, **d),
        "Đã phê duyệt khung điểm.", dong=KhungDiem,
        mo=lambda ky: ky.trang_thai in _TRUOC_CHAM,
        mo_dong=lambda k: k.trang_thai == TrangThaiKhung.NHAP,
    ),
    Viec(
        "khung-moi", "Lập phiên bản mới", "khung-diem", "lap_ky",
        lambda _, khung, gui: KhongTruongForm(*gui[:1]),
        lambda _, khung, d, by: khung_diem.phien_ban_moi(khung, by=by),
        "Đã lập phiên bản mới.", dong=KhungDiem,
        mo=lambda ky: ky.trang_thai in _TRUOC_CHAM,
        mo_dong=lambda k: k.trang_thai == TrangThaiKhung.DA_DUYET,
    ),
    Viec(
        "quet-xung-dot", "Tìm xung đột lợi ích", "cham", "dieu_hanh_ky",
        lambda ky, _, gui: KhongTruongForm(*gui[:1]),
        lambda ky, _, d, by: xung_dot.quet(ky, by=by), "Đã tìm xung đột lợi ích.",
        "So theo mã số thuế, dấu số định danh, địa chỉ, nơi công tác; trùng tên chỉ cảnh báo.",
        mo=_chua_xong,
    ),
    Viec(
        "go-xung-dot", "Gỡ", "cham", "dieu_hanh_ky", lambda _, x, gui: _LyDoForm(*gui[:1]),
        lambda _, x, d, by: xung_dot.go(x, by=by, ly_do=d["ly_do"]), "Đã gỡ xung đột.",
        nguy_hiem=True, dong=XungDot, duong_ky="ho_so__ky", mo=_chua_xong,
        mo_dong=lambda x: x.go_luc is None,
    ),
    Viec(
        "phan-cong-nhom", "Phân công theo nhóm", "cham", "dieu_hanh_ky",
        lambda ky, _, gui: KhongTruongForm(*gui[:1]),
        lambda ky, _, d, by: phan_cong.phan_cong_nhom(ky, by=by), "Đã phân công.",
        "Mỗi giám khảo chấm mọi sản phẩm của các nhóm, trừ sản phẩm có xung đột lợi ích.",
        mo=lambda ky: ky.trang_thai == T.CHAM,
    ),
    Viec(
        "phan-cong-deu", "Chia đều", "cham", "dieu_hanh_ky",
        lambda ky, _, gui: _CanBangForm(*gui[:1]),
        lambda ky, _, d, by: phan_cong.phan_cong_can_bang(ky, by=by, **d), "Đã phân công.",
        mo=lambda ky: ky.trang_thai == T.CHAM,
    ),
)  # fmt: skip
