"""What the page of a dossier shows; the result stands on it after the decision only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from cucctdp.adminkit.nhan import nhan
from cucctdp.workflow.models import QuyetDinh
from sanpham_tieubieu.admin.loc import cac_nhom
from sanpham_tieubieu.choices import TrangThaiHoSo
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.giay_to.danh_sach import cac_giay_ho_so
from sanpham_tieubieu.len_cap import DANG_KY, SO_LIEU, THUYET_MINH, in_o, khac_biet
from sanpham_tieubieu.models import HoSoDangKy, SoLieuNam
from sanpham_tieubieu.rules import kiem_tra_ho_so

H = TrangThaiHoSo
_MAU = {
    H.NHAP: "xam",
    H.DA_NOP: "xanh",
    H.YEU_CAU_BO_SUNG: "vang",
    H.HOP_LE: "luc",
    H.KHONG_HOP_LE: "do",
    H.DANG_CHAM: "vang",
    H.DA_CHAM: "tim",
    H.DAT_NGUONG: "tim",
    H.KHONG_DAT: "xam",
    H.HD_CHON: "tim",
    H.HD_KHONG_CHON: "xam",
    H.CONG_NHAN: "luc",
    H.DE_CU: "luc",
    H.RUT: "xam",
    H.TAM_DUNG: "do",
    H.THU_HOI: "do",
}
_XET = (H.NHAP, H.DA_NOP, H.YEU_CAU_BO_SUNG)


def nhan_ho_so(h: HoSoDangKy) -> SafeString:
    """State of a dossier."""
    return nhan(h.get_trang_thai_display(), _MAU[H(h.trang_thai)])  # type: ignore[arg-type]


def _bang(h: Any, cot: tuple[str, ...]) -> list[tuple[str, str]]:
    cac = {f.name: str(f.verbose_name) for f in h._meta.concrete_fields}
    return [(cac[c][:1].upper() + cac[c][1:], in_o(h, c)) for c in cot]


def ngu_canh(h: HoSoDangKy, request: HttpRequest) -> dict[str, Any]:
    """Everything of one dossier; a fixed number of queries."""
    danh_muc = doc_danh_muc()
    ngay = h.ky.ngay_bat_dau
    luc = "hop_le" if h.trang_thai in _XET else ""
    so_lieu = list(h.so_lieu.order_by("nam"))
    ten_cot = {f.name: str(f.verbose_name) for f in SoLieuNam._meta.concrete_fields}
    kq = getattr(h, "ket_qua", None) if h.trang_thai in (
        H.CONG_NHAN, H.DE_CU, H.THU_HOI, H.KHONG_DAT, H.HD_KHONG_CHON
    ) else None  # fmt: skip
    return {
        "nhan": nhan_ho_so(h),
        "nhom": cac_nhom().get(h.ma_nhom, h.ma_nhom),
        "nop_luc": f"{timezone.localtime(h.nop_luc):%d/%m/%Y %H:%M}" if h.nop_luc else "–",
        "vi_pham": kiem_tra_ho_so(h, luc, danh_muc=danh_muc) if luc else [],
        "da_xet": bool(luc),
        "dang_ky": _bang(h, DANG_KY),
        "thuyet_minh": _bang(h, THUYET_MINH),
        "nam": [s.nam for s in so_lieu],
        "so_lieu": [(ten_cot[c], [in_o(s, c) for s in so_lieu]) for c in SO_LIEU],
        "anh": [
            (a, reverse("admin:sanpham_tieubieu_hosodangky_anh", args=[h.pk, a.pk]))
            for a in h.anh.order_by("thu_tu", "pk")
        ],
        "tai_lieu": [
            {
                "ten": t.ten or danh_muc.ten_tai_lieu(t.loai, ngay),
                "t": t,
                "duong": reverse("tai_tep", args=[t.tep_id]) if t.tep_id else "",
            }
            for t in h.tai_lieu.order_by("pk")
        ],
        "khac_biet": khac_biet(h) if h.tu_ho_so_id else [],
        "bo_sung": list(h.bo_sung.order_by("-luc")),
        "ket_qua": kq,
        "giay_to": [
            (g.nhan, reverse("sp_giay_to_ho_so", args=[h.pk, g.ma, "pdf"]))
            for g in cac_giay_ho_so(h)
        ],
        "buoc": QuyetDinh.objects.cua(h).select_related("nguoi"),
        "duong_san_pham": reverse("admin:sanpham_tieubieu_sanpham_change", args=[h.san_pham_id]),
        "duong_ky": reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[h.ky_id]),
        "duong_duoi": reverse("admin:sanpham_tieubieu_hosodangky_change", args=[h.tu_ho_so_id])
        if h.tu_ho_so_id
        else "",
    }
