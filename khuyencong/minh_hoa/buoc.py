"""The steps a demo đề án went through, as the workflow would have written them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import Step
from khuyencong import workflow as w
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.minh_hoa.kich_ban import KichBan
from khuyencong.minh_hoa.nguoi import Nguoi
from khuyencong.models import DeAn

T = TrangThaiDeAn
LY_DO = "Dữ liệu minh họa: theo hồ sơ của đề án."
_SO = (w.NOP_SO, w.NHAN_THAM_DINH_SO, w.SO_DAT)
_BO = (w.NHAN_THAM_DINH_BO, w.CUC_DAT)
_CHAY = (
    w.PHE_DUYET, w.KY_HOP_DONG, w.BAT_DAU, w.NGHIEM_THU, w.QUYET_TOAN, w.THANH_LY, w.THEO_DOI,
    w.DONG,
)  # fmt: skip
# States that leave the main road: the state they left from, and the step that leads there.
_RE = {
    T.TRA_LAI: w.SO_TRA_LAI, T.BO_SUNG: w.CUC_YEU_CAU, T.KHONG_DAT: w.SO_KHONG_DAT,
    T.XIN_NGUNG: w.XIN_NGUNG,
}  # fmt: skip
_BEN = {
    "lap": "trung_tam", "bao_cao": "trung_tam", "tham_dinh_so": "so", "gui_cuc": "lanh_dao_so",
    "tham_dinh_bo": "cuc",
}  # fmt: skip


def cac_buoc(kb: KichBan) -> tuple[Step, ...]:
    """Steps from drafting to the state of the đề án, in order; none for a draft."""
    if kb.nguon != Nguon.KCQG:
        dau = _SO
    else:
        dau = (w.GUI_THANG_CUC, *_BO) if kb.nhieu_tinh else (*_SO, w.GUI_CUC, *_BO)
    duong = (*dau, *_CHAY)
    re = _RE.get(T(kb.trang_thai))
    if kb.trang_thai == T.KHONG_DAT and kb.nhieu_tinh:
        re = w.CUC_KHONG_DAT
    if kb.trang_thai == T.NGUNG:
        return (*_den(duong, {T.THUC_HIEN}), w.XIN_NGUNG, w.NGUNG)
    if re is not None:
        return (*_den(duong, re.tu & {T.THAM_DINH_SO, T.THAM_DINH_BO, T.THUC_HIEN}), re)
    return _den(duong, {kb.trang_thai})


def _den(duong: tuple[Step, ...], dich: Any) -> tuple[Step, ...]:
    """The road as far as the first step that ends in one of ``dich``; empty when none does."""
    for i, b in enumerate(duong, 1):
        if b.den in dich:
            return duong[:i]
    return ()


def ngay_cua(de_an: DeAn, moc: dict[str, date]) -> dict[str, date]:
    """The day of every step by its name, out of the dates the đề án and its papers bear."""
    dau = de_an.dang_ky_ngay or date(de_an.nam - 1, 5, 2)
    cuc = de_an.gui_cuc_ngay or dau
    sau, nghiem_thu = moc.get("sau", dau), moc.get("nghiem_thu", dau)
    hop_dong = moc.get("hop_dong", dau)
    thanh_ly = moc.get("thanh_ly", sau)
    return {
        "nop_so": dau, "nhan_tham_dinh_so": dau + timedelta(3),
        "so_tra_lai": dau + timedelta(12), "so_khong_dat": dau + timedelta(15),
        "so_dat": dau + timedelta(15), "gui_cuc": cuc, "gui_thang_cuc": cuc,
        "nhan_tham_dinh_bo": cuc + timedelta(5), "cuc_yeu_cau": cuc + timedelta(14),
        "cuc_khong_dat": cuc + timedelta(20), "cuc_dat": cuc + timedelta(25),
        "phe_duyet": de_an.ngay_quyet_dinh or dau, "ky_hop_dong": hop_dong,
        "bat_dau": hop_dong + timedelta(5), "nghiem_thu": nghiem_thu,
        "quyet_toan": sau + timedelta(10), "thanh_ly": thanh_ly,
        "theo_doi": thanh_ly + timedelta(1), "dong": thanh_ly + timedelta(370),
        "xin_ngung": date(de_an.nam, 9, 4), "ngung": date(de_an.nam, 9, 12),
    }  # fmt: skip


def buoc_da_qua(
    kb: KichBan, de_an: DeAn, moc: dict[str, date], nguoi: Nguoi, loai: ContentType
) -> Iterator[QuyetDinh]:
    """Rows of the steps; the đề án must have its number already."""
    ngay, truoc = ngay_cua(de_an, moc), str(T.NHAP)
    tinh = de_an.thuc_hien.don_vi_id
    for i, b in enumerate(cac_buoc(kb)):
        ten = b.ten.removeprefix("dean.")
        quyen = b.quyen.removeprefix("khuyencong.").removesuffix("_dean")
        ben = _BEN.get(quyen) or ("lanh_dao_cuc" if kb.nguon == Nguon.KCQG else "lanh_dao_so")
        yield QuyetDinh(
            doi_tuong_loai=loai, doi_tuong_id=de_an.pk, buoc=b.ten, nhan=b.nhan, vong=1,
            tu_trang_thai=truoc, den_trang_thai=str(b.den),
            nguoi=None if b.he_thong else nguoi.cua(ben, tinh),
            ly_do=LY_DO if b.ly_do_toi_thieu else "",
            luc=timezone.make_aware(datetime.combine(ngay[ten], time(8 + i % 8, 30))),
        )  # fmt: skip
        truoc = str(b.den)


def kb_don_vi(de_an: DeAn) -> int | None:
    """The province of today whose people carry the đề án: that of its centre."""
    return de_an.thuc_hien.don_vi_id
