"""The list «Đề án khuyến công» and the page of one đề án."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cucctdp.formats.chu import khoa_tim
from cucctdp.workflow.models import QuyetDinh
from khuyencong.admin import xem_de_an
from khuyencong.admin.de_an import gan_cot
from khuyencong.admin.loc_de_an import NHOM_TRANG_THAI
from khuyencong.choices import (
    DANG_SOAN,
    LUA_CHON_CHE_DO,
    LoaiButToan,
    MucQuyTac,
    Nguon,
    TrangThaiDeAn,
)
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.luc import luc_ke_tiep
from khuyencong.models import CanhBao, DieuChinhDeAn, YeuCauBoSung
from khuyencong.portal.ke_tiep import cac_dong, den_luot, han_cua, ke_tiep
from khuyencong.portal.phan import sua_duoc
from khuyencong.portal.quyen import LAP, cac_de_an, chi_khuyen_cong, chi_phoi_hop, lay
from khuyencong.portal.views.buoc import cac_nut
from khuyencong.portal.views.mau_11 import mo_mau_11
from khuyencong.rules import kiem_tra
from khuyencong.tai_giay_to import cac_dong_giay_to

SO_DONG = 20
T = TrangThaiDeAn
CAC_THE = (
    ("tong-quan", "Tổng quan"),
    ("ho-so", "Hồ sơ"),
    ("tai-lieu", "Tài liệu"),
    ("tham-dinh", "Thẩm định"),
    ("thuc-hien", "Thực hiện"),
    ("giay-to", "Giấy tờ"),
)


def _so(chu: str) -> int | None:
    return int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 6 else None


def _gan_canh_bao(cac: list[Any]) -> None:
    """What the nightly look found late, on the rows of one page; one query."""
    cham: dict[int, list[CanhBao]] = {}
    for c in CanhBao.objects.dang_mo().filter(de_an__in=[d.pk for d in cac]):
        cham.setdefault(c.de_an_id, []).append(c)
    for d in cac:
        d.cham = cham.get(d.pk, [])


@chi_khuyen_cong
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Đề án of the province with the next step, who must act and the days left."""
    tat_ca = cac_de_an(request.user)
    rows = tat_ca.select_related("don_vi", "thuc_hien", "nguoi_tham_dinh")
    loc = {t: request.GET.get(t, "").replace("\0", "") for t in ("nam", "nguon", "trang_thai", "q")}
    if loc["nam"]:
        rows = rows.filter(nam=_so(loc["nam"]) or 0)
    if loc["nguon"]:
        rows = rows.filter(nguon=loc["nguon"])
    if tt := loc["trang_thai"]:
        rows = rows.filter(trang_thai__in=NHOM_TRANG_THAI[tt][1] if tt in NHOM_TRANG_THAI else [tt])
    if q := loc["q"][:100].strip():
        rows = rows.filter(Q(ma__icontains=q) | Q(ten__khong_dau__contains=khoa_tim(q)))
    trang = Paginator(rows.order_by("-nam", "-pk"), SO_DONG).get_page(request.GET.get("trang"))
    cac: list[Any] = list(trang.object_list)
    gan_cot(cac)
    _gan_canh_bao(cac)
    cac_tt = [(ma, ten) for ma, (ten, _) in NHOM_TRANG_THAI.items()]
    du_lieu = {
        "dong": cac_dong(cac, request.user),
        "trang": trang,
        "loc": loc,
        "tham_so": urlencode({k: v for k, v in loc.items() if v}),
        "cac_nam": list(tat_ca.order_by("-nam").values_list("nam", flat=True).distinct()),
        "cac_nguon": LUA_CHON_CHE_DO,
        "cac_trang_thai": [*cac_tt, *T.choices],
        "lap_duoc": request.user.has_perm(LAP),
    }
    return render(request, "so/khuyen_cong/danh_sach.html", du_lieu)


def _dang_hoi(h: HoSo, user: Any) -> list[tuple[str, str]]:
    """What is asked of this user now: (sentence, address)."""
    d = h.de_an
    kq: list[tuple[str, str]] = []
    if chi_phoi_hop(d, user):
        return kq
    if sua_duoc(d, user):
        if d.trang_thai == T.NHAP:
            kq.append(("Hoàn thiện hồ sơ", reverse("khuyen_cong:thong_tin", args=[d.pk])))
        else:
            rows = YeuCauBoSung.objects.filter(de_an=d, vong=d.vong - 1)
            con = rows.filter(tra_loi="").count()
            cau = f"Trả lời {con} yêu cầu bổ sung" if con else "Xem lại trả lời, nộp lại hồ sơ"
            kq.append((cau, reverse("khuyen_cong:bo_sung", args=[d.pk])))
    if mo_mau_11(d, user):
        kq.append(("Kế hoạch chi tiết (Mẫu 11)", reverse("khuyen_cong:mau_11", args=[d.pk])))
    if user.has_perm("khuyencong.bao_cao_dean") and d.trang_thai in (T.HOP_DONG, T.THUC_HIEN):
        kq.append(("Báo cáo tiến độ tháng", reverse("khuyen_cong:tien_do", args=[d.pk])))
    if user.has_perm("khuyencong.bao_cao_dean"):
        if d.trang_thai in (T.HOP_DONG, T.THUC_HIEN, T.NGHIEM_THU):
            kq.append(
                ("Nộp hồ sơ nghiệm thu, quyết toán", reverse("khuyen_cong:ho_so_nt", args=[d.pk]))
            )
        if d.trang_thai in (T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN):
            kq.append(("Đề nghị điều chỉnh", reverse("khuyen_cong:dieu_chinh", args=[d.pk])))
        if d.trang_thai in (T.QUYET_TOAN, T.THANH_LY, T.THEO_DOI):
            kq.append(("Khảo sát hiệu quả", reverse("khuyen_cong:hieu_qua", args=[d.pk])))
    return kq


def _tong_quan(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    d = h.de_an
    so_cai = xem_de_an.phan("so-cai", h, request)
    vi_pham = kiem_tra(h, *luc_ke_tiep(h))
    return {
        "vi_pham": [v for v in vi_pham if v.muc != MucQuyTac.NHAC],
        "nhac": [v for v in vi_pham if v.muc == MucQuyTac.NHAC],
        "bang_so_du": so_cai["bang_so_du"],
        "cac_nguon": so_cai["cac_nguon"],
        "con_tam_ung": so_cai["con_tam_ung"],
        "du_kien": [(n.label, h.tong(n.value)) for n in Nguon if h.tong(n.value)],
        "tong_du_kien": sum(int(t.tong) for t in h.thu_huong),
        "qua_trinh": list(QuyetDinh.objects.cua(d).select_related("nguoi")),
        "dieu_chinh": list(DieuChinhDeAn.objects.filter(de_an=d)),
    }


def _ho_so(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    return {
        **xem_de_an.phan("thong-tin", h, request),
        "noi": xem_de_an.phan("noi-dung", h, request),
        "dt": xem_de_an.phan("du-toan", h, request),
    }


def _giay_to(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    return {"giay": cac_dong_giay_to(h, request.user)}


_PHAN = {
    "tong-quan": _tong_quan,
    "ho-so": _ho_so,
    "tai-lieu": lambda h, r: xem_de_an.phan("tai-lieu", h, r),
    "tham-dinh": lambda h, r: xem_de_an.phan("tham-dinh", h, r),
    "thuc-hien": lambda h, r: xem_de_an.phan("thuc-hien", h, r),
    "giay-to": _giay_to,
}


@chi_khuyen_cong
@require_GET
def xem(request: HttpRequest, pk: int) -> HttpResponse:
    """One đề án, a tab at a time: what is asked now, steps, money, papers."""
    d = lay(request.user, pk)
    h = doc_ho_so(d)
    the = request.GET.get("the", "")
    the = the if the in _PHAN else "tong-quan"
    du_lieu = {
        "d": d,
        "h": h,
        "the": the,
        "cac_the": CAC_THE,
        "buoc": ke_tiep(d, request.user),
        "cua_toi": den_luot(d, request.user),
        "han": han_cua(d, h.hom_nay),
        "hoi": _dang_hoi(h, request.user),
        "nut": [] if chi_phoi_hop(d, request.user) else cac_nut(h, request.user),
        "chi_doc": chi_phoi_hop(d, request.user),
        "dang_soan": d.trang_thai in DANG_SOAN,
        "L": LoaiButToan,
    }
    return render(request, "so/khuyen_cong/xem.html", du_lieu | _PHAN[the](h, request))
