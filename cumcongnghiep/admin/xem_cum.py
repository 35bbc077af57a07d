"""What the page of a cluster shows, a tab at a time; a tab reads its own tables, a page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin.bang import LOAI
from cumcongnghiep.admin.ho_so_viec import TRUONG_CUM
from cumcongnghiep.admin.kieu_bang import LoaiDong
from cumcongnghiep.admin.ten_xa import ten_nay
from cumcongnghiep.admin.viec import duoc, quyen_cua
from cumcongnghiep.choices import HaTang, HoatDong, LoaiHinh, PhapLy
from cumcongnghiep.dong_ho import thang_buoc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.lap_day import CachTinh, tinh
from cumcongnghiep.models import CanhBao, Cum
from cumcongnghiep.rules import doc_xet, kiem_tra_cum
from cumcongnghiep.xem.thay_doi import cac_su_kien, ke_lai

MOI_TRANG = 30
CAC_THE = (
    ("ho-so", "Hồ sơ", ()),
    ("van-ban", "Văn bản & bước", ("van-ban", "ho-so")),
    ("dat", "Đất & lô", ("can-doi", "lo", "thue")),
    ("du-an", "Dự án", ("du-an",)),
    ("ha-tang", "Hạ tầng & nước thải", ("hang-muc", "tram", "mau", "tai-san")),
    ("chu-dau-tu", "Chủ đầu tư", ("chu-dau-tu",)),
    ("so-lieu", "Số liệu", ("so-lieu",)),
    ("kiem-tra", "Kiểm tra & di dời", ("kiem-tra", "di-doi")),
    ("quy-tac", "Quy tắc", ()),
    ("lich-su", "Lịch sử", ()),
)
MAU_PHAP_LY: dict[str, KieuNhan] = {
    PhapLy.DA_THANH_LAP: "luc",
    PhapLy.DANG_THAM_DINH: "xanh",
    PhapLy.QUY_HOACH: "tim",
    PhapLy.CHUA_THANH_LAP_HOAT_DONG: "vang",
    PhapLy.NGOAI_QUY_HOACH: "xam",
    PhapLy.BAI_BO: "do",
}
MAU_HA_TANG: dict[str, KieuNhan] = {
    HaTang.HOAN_THANH: "luc",
    HaTang.HOAN_THANH_GIAI_DOAN: "luc",
    HaTang.DANG_XAY_DUNG: "xanh",
    HaTang.GPMB: "xanh",
    HaTang.QHCT: "tim",
    HaTang.TAM_DUNG: "do",
    HaTang.CHUA_TRIEN_KHAI: "xam",
}
MAU_HOAT_DONG: dict[str, KieuNhan] = {
    HoatDong.DANG_HOAT_DONG: "luc",
    HoatDong.LAP_DAY: "luc",
    HoatDong.DANG_DI_DOI: "vang",
    HoatDong.NGUNG: "do",
    HoatDong.CHUA_CO_DU_AN: "xam",
    HoatDong.CHUA_CO_SO_LIEU: "xam",
}


def nhan_truc(cum: Cum) -> tuple[Any, Any, Any]:
    """The three axes as marks."""
    return (
        nhan(cum.get_phap_ly_display(), MAU_PHAP_LY[cum.phap_ly]),
        nhan(cum.get_ha_tang_display(), MAU_HA_TANG[cum.ha_tang]),
        nhan(cum.get_hoat_dong_display(), MAU_HOAT_DONG[cum.hoat_dong]),
    )


def lap_day(cum: Cum) -> tuple[str, str]:
    """(legal fill rate, its base in words); the rate is «–» when a part is missing."""
    t = tinh(
        CachTinh.PHAP_LY,
        da_thue=cum.dat_da_thue,
        chap_thuan=cum.dat_chap_thuan,
        dat_cn=cum.dat_cn,
    )
    if t.phan_tram is None:
        return "–", "thiếu số liệu"
    return f"{dinh_dang(t.phan_tram)}%", f"{dinh_dang(t.tu)}/{dinh_dang(t.mau)} ha"


@dataclass(frozen=True)
class Nut:
    nhan: str
    duong: str
    nguy_hiem: bool = False


@dataclass(frozen=True)
class BangXem:
    """One table as the template draws it."""

    loai: LoaiDong
    cot: list[str]
    dong: list[tuple[list[Any], list[Nut]]]
    trang: Page
    tim: str
    them: str


def _bang(request: HttpRequest, cum: Cum, ma: str) -> BangXem:
    """A page of a table: two queries whatever the number of its rows."""
    loai = LOAI[ma]
    rows = loai.dong(cum)
    tim = request.GET.get(f"tim-{ma}", "")[:100].strip() if loai.tim else ""
    if tim:
        dieu_kien = Q()
        for duong in loai.tim:
            dieu_kien |= Q(**{duong: tim})
        rows = rows.filter(dieu_kien)
    trang = Paginator(rows, MOI_TRANG).get_page(request.GET.get(f"trang-{ma}"))
    sua_duoc = loai.sua is not None and duoc(request.user, loai.quyen)
    viec = {v: hd for v, hd in loai.hanh_dong.items() if duoc(request.user, quyen_cua(loai, v))}
    dong = []
    for d in trang:
        nut = [Nut("Sửa", _duong("sua", cum, ma, d.pk))] if sua_duoc else []
        for v, hd in viec.items():
            if v == "xac-nhan" and (d.nguoi_xac_nhan_id or d.nguoi_nhap_id == request.user.pk):
                continue
            nut.append(Nut(hd.nhan, _duong("lam", cum, ma, d.pk, v), hd.nguy_hiem))
        dong.append(([lay(d) for _, lay in loai.cot], nut))
    them = _duong("them", cum, ma) if duoc(request.user, loai.quyen) else ""
    return BangXem(loai, [ten for ten, _ in loai.cot], dong, trang, tim, them)


def _duong(ten: str, cum: Cum, *con: Any) -> str:
    return reverse(f"admin:cumcongnghiep_cum_{ten}", args=[cum.pk, *con])


def _ho_so(request: HttpRequest, cum: Cum) -> dict[str, Any]:
    """Identity: what a person gives, and the communes."""
    phan = [
        (cum._meta.get_field(t).verbose_name, _chu(cum, t))
        for t in ("ten_khac", "loai_hinh", *TRUONG_CUM[1:])
    ]
    nganh = "\n".join(f"{n} ({n.phien_ban})" for n in cum.cac_nganh.all())
    sua = duoc(request.user, "cap_nhat_cum")
    return {
        "phan": [(ten, chu) for ten, chu in (*phan, ("ngành kinh tế (VSIC)", nganh)) if chu],
        "xep": _duong("quy_hoach", cum) if sua else "",
        "cac_xa": list(cum.cac_xa.select_related("xa").prefetch_related(ten_nay("xa"))),
        "quy_hoach": list(cum.quy_hoach.select_related("quy_hoach").order_by("-quy_hoach__ngay")),
    }


def _chu(cum: Cum, truong: str) -> str:
    gia_tri = getattr(cum, truong)
    if truong == "loai_hinh":
        return ", ".join(str(LoaiHinh(m).label) for m in gia_tri) or "Thông thường"
    if truong == "mien_tru_dien_tich":
        return cum.get_mien_tru_dien_tich_display()
    if isinstance(gia_tri, list):
        return "; ".join(gia_tri)
    if isinstance(gia_tri, bool):
        return "Có" if gia_tri else ""
    return "" if gia_tri is None else str(gia_tri)


def _buoc(request: HttpRequest, cum: Cum) -> dict[str, Any]:
    return {"buoc": thang_buoc(doc_ho_so([cum])[cum.pk], timezone.localdate())}


def _quy_tac(request: HttpRequest, cum: Cum) -> dict[str, Any]:
    x = doc_xet([cum], hom_nay=timezone.localdate())[cum.pk]
    mo = CanhBao.objects.filter(cum=cum).dang_mo() if _xem_canh_bao(request) else ()
    return {"vi_pham": kiem_tra_cum(x, "cap_nhat"), "canh_bao": list(mo)}


def _xem_canh_bao(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("cumcongnghiep.view_canhbao"))


def _lich_su(request: HttpRequest, cum: Cum) -> dict[str, Any]:
    """What its doors did to the cluster and its rows, newest first."""
    trang = Paginator(cac_su_kien(cum), MOI_TRANG).get_page(request.GET.get("trang"))
    return {"trang": trang, "thay_doi": [ke_lai(s) for s in trang]}


_RIENG = {"ho-so": _ho_so, "van-ban": _buoc, "quy-tac": _quy_tac, "lich-su": _lich_su}


def ngu_canh(request: HttpRequest, cum: Cum) -> dict[str, Any]:
    """Context of the chosen tab; an unknown one is the first."""
    the = request.GET.get("the", "")
    cac = {ma: bang for ma, _, bang in CAC_THE}
    if the not in cac:
        the = CAC_THE[0][0]
    rieng = _RIENG[the](request, cum) if the in _RIENG else {}
    ty_le, goc = lap_day(cum)
    return {
        "the": the,
        "cac_the": [(ma, ten) for ma, ten, _ in CAC_THE],
        "cac_bang": [_bang(request, cum, ma) for ma in cac[the]],
        "truc": nhan_truc(cum),
        "ty_le": ty_le,
        "goc": goc,
        "sua_ho_so": _duong("ho_so", cum) if duoc(request.user, "cap_nhat_cum") else "",
        **rieng,
    }
