"""What the page of a đề án shows, a tab at a time; figures are sums of lines and of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.workflow.models import QuyetDinh
from khuyencong.admin.dieu_chinh_trang import mo_de_nghi
from khuyencong.admin.giay_to_trang import ngu_canh_giay_to
from khuyencong.choices import HinhThuc, Nguon, TieuChi, TrangThaiDeAn, ViecDieuChinh
from khuyencong.choices import LoaiButToan as L
from khuyencong.doi_de_an import thanh_chu
from khuyencong.ho_so import HoSo
from khuyencong.luc import luc_ke_tiep
from khuyencong.models import (
    ButToan,
    ChungTu,
    DieuChinhDeAn,
    HieuQua,
    HopDong,
    NghiaVuHoanTra,
    NghiemThu,
    TaiLieu,
    ThamDinh,
    TienDo,
    YeuCauBoSung,
    YeuCauTaiLieu,
)
from khuyencong.rules import kiem_tra
from khuyencong.rules.dinh_muc import tien_cua, tran_cua
from khuyencong.services.dinh_chinh import vuong_dao

T = TrangThaiDeAn
MAU: dict[str, KieuNhan] = {
    T.NHAP: "xam", T.NOP_SO: "xanh", T.THAM_DINH_SO: "xanh", T.TRA_LAI: "vang",
    T.DAT_CO_SO: "tim", T.GUI_CUC: "xanh", T.THAM_DINH_BO: "xanh", T.BO_SUNG: "vang",
    T.DU_KIEN: "tim", T.KHONG_DAT: "do", T.PHE_DUYET: "luc", T.HOP_DONG: "luc",
    T.THUC_HIEN: "luc", T.XIN_NGUNG: "vang", T.NGUNG: "do", T.NGHIEM_THU: "tim",
    T.QUYET_TOAN: "tim", T.THANH_LY: "tim", T.THEO_DOI: "xam", T.DONG: "xam",
}  # fmt: skip
CAC_THE = (
    ("thong-tin", "Thông tin"),
    ("noi-dung", "Nội dung, thụ hưởng"),
    ("du-toan", "Dự toán"),
    ("tai-lieu", "Tài liệu"),
    ("tham-dinh", "Thẩm định"),
    ("so-cai", "Sổ cái"),
    ("thuc-hien", "Hợp đồng – quyết toán"),
    ("dieu-chinh", "Điều chỉnh"),
    ("giay-to", "Giấy tờ"),
    ("qua-trinh", "Quá trình"),
    ("quy-tac", "Quy tắc"),
)


def nhan_trang_thai(de_an: Any) -> Any:
    return nhan(de_an.get_trang_thai_display(), MAU[de_an.trang_thai])


def chu_han(de_an: Any, hom_nay: date) -> Any:
    """Due date of the waiting step: stopped, running or late, in words."""
    han = de_an.han_xu_ly
    if han is None:
        return "–"
    chu = f"{han:%d/%m/%Y}"
    if de_an.dung_tu is not None:
        return nhan(f"{chu}, đang dừng", "vang")
    tre = (hom_nay - han).days
    return nhan(f"{chu}, quá {tre} ngày", "do") if tre > 0 else chu


@dataclass(frozen=True)
class DongTaiLieu:
    """One line of the checklist with what was handed in."""

    ten: str
    bat_buoc: bool
    cac_ban: list[TaiLieu]
    thieu: list[str]


def _tai_lieu(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    ban = list(
        TaiLieu.objects.filter(de_an=h.de_an)
        .select_related("tep", "nguoi", "thu_huong__co_so")
        .order_by("ma", "id")
    )
    da_xep: set[int] = set()
    buoc = []
    for ma, ten in YeuCauTaiLieu.Buoc.choices:
        can = h.danh_muc.tai_lieu_can(
            buoc=ma, noi_dung=h.ma_noi_dung, nguon=h.de_an.nguon,
            hinh_thuc=h.de_an.hinh_thuc, ngay=h.ngay_dang_ky,
        )  # fmt: skip
        thieu = h.thieu_tai_lieu(ma)
        dong = []
        for y in can:
            cua = [b for b in ban if b.ma == y.ma]
            da_xep |= {b.pk for b in cua}
            sot = [c for c in thieu if c == y.ten or c.startswith(f"{y.ten} của ")]
            dong.append(DongTaiLieu(y.ten, y.bat_buoc, cua, sot))
        if dong:
            buoc.append({"ten": ten, "dong": dong, "so_thieu": len(thieu)})
    return {"cac_buoc_tai_lieu": buoc, "khac": [b for b in ban if b.pk not in da_xep]}


def _thong_tin(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    d = h.de_an
    ten = ("su_can_thiet", "muc_tieu", "quy_mo", "tien_do", "to_chuc", "hieu_qua")
    return {
        "phan": [(d._meta.get_field(t).verbose_name, getattr(d, t)) for t in ten],
        "cac_tinh": list(d.cac_tinh.all()),
        "phoi_hop": list(d.phoi_hop.all()),
    }


def _noi_dung(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    cac = []
    for nd in h.noi_dung:
        ten = h.danh_muc.tim_noi_dung(nd.noi_dung, h.ngay_dang_ky)
        dong = []
        for t in h.thu_huong:
            if t.noi_dung_id != nd.pk:
                continue
            tran = tran_cua(h, t)
            toi_da = t.tran if t.tran is not None else (tran and tran.toi_da(t.he_so_uu_tien))
            dong.append(
                {
                    "t": t,
                    "tran": toi_da,
                    "chac": t.tran is not None or (tran is not None and tran.chac_chan),
                    "vuot": toi_da is not None and tien_cua(h, t) > toi_da,
                }
            )
        cac.append({"nd": nd, "ten": ten, "dong": dong})
    return {
        "cac_noi_dung": cac,
        "cac_nguon": _nguon_co(h),
        "tong": _tong(h),
        "mau_11": _mau_11(h),
    }


def _mau_11(h: HoSo) -> dict[str, int] | None:
    """How many beneficiaries of a đề án nhóm its Sở has named; None for the other kinds."""
    if h.de_an.hinh_thuc != HinhThuc.NHOM:
        return None
    co = sum(t.co_so_id is not None for t in h.thu_huong)
    return {"co": co, "tat": len(h.thu_huong), "con": len(h.thu_huong) - co}


def _nguon_co(h: HoSo) -> list[Nguon]:
    """Sources with money, and always the one the đề án is run under."""
    return [n for n in Nguon if n == h.de_an.nguon or h.tong(n.value)]


def _tong(h: HoSo) -> list[int]:
    return [h.tong(n.value) for n in _nguon_co(h)]


def _du_toan(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    nguon = [n for n in Nguon if n == h.de_an.nguon or any(getattr(d, n) for d in h.du_toan)]
    dong = [
        {
            "d": d,
            "tien": [int(getattr(d, n)) for n in nguon],
            "lech": int(d.so_luong * d.don_gia) != int(d.tong),
        }
        for d in h.du_toan
    ]
    return {
        "dong_du_toan": dong,
        "cac_nguon": nguon,
        "tong": [sum(x["tien"][i] for x in dong) for i in range(len(nguon))],
        "tong_cong": sum(int(d.tong) for d in h.du_toan),
    }


def _tham_dinh(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    cac = (
        ThamDinh.objects.filter(de_an=h.de_an)
        .select_related("nguoi", "tep_ky")
        .prefetch_related("tieu_chi", "thanh_vien")
        .order_by("vong", "cap")
    )
    phieu = [
        {
            "p": p,
            "tien": [(n.label, int(getattr(p, n))) for n in Nguon if getattr(p, n)],
            "tieu_chi": [(TieuChi(t.tieu_chi).label, t) for t in p.tieu_chi.all()],
            "so_dat": sum(t.phieu == "dat" for t in p.thanh_vien.all()),
            "so_mat": sum(t.co_mat for t in p.thanh_vien.all()),
        }
        for p in cac
    ]
    yeu_cau = YeuCauBoSung.objects.filter(de_an=h.de_an).select_related("nguoi")
    return {"cac_phieu": phieu, "yeu_cau": list(yeu_cau)}


def _so_cai(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    dong = list(
        ButToan.objects.filter(de_an=h.de_an)
        .select_related("nguoi", "hop_dong", "thu_huong__co_so", "dot", "bi_dao")
        .order_by("luc", "id")
    )
    du = h.so_du
    nguon = [n for n in Nguon if any(b.nguon == n for b in dong)]
    for b in dong:
        b.de_an = h.de_an
        con = b.dao_cua_id is None and not hasattr(b, "bi_dao")
        b.duong_dao = (
            reverse("admin:khuyencong_dean_dao", args=[h.de_an.pk, b.pk])
            if con and not vuong_dao(b, request.user)
            else ""
        )
    bang = [(loai.label, [du.cua(loai, n) for n in nguon], du.cua(loai, *Nguon)) for loai in L]
    return {
        "dong_so_cai": dong,
        "bang_so_du": bang if dong else [],
        "cac_nguon": nguon,
        "con_tam_ung": du.con_tam_ung,
    }


def _thuc_hien(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    du = h.so_du
    loai = (L.HOP_DONG, L.TAM_UNG, L.NGHIEM_THU, L.QUYET_TOAN, L.HOAN_TRA)
    ids = [x.pk for x in h.hop_dong]

    def cua(model: Any, *lien_quan: str) -> dict[int, list[Any]]:
        kq: dict[int, list[Any]] = {}
        for r in model.objects.filter(hop_dong__in=ids).select_related(*lien_quan):
            kq.setdefault(r.hop_dong_id, []).append(r)
        return kq

    tien_do = cua(TienDo, "so_xac_nhan", "nguoi")
    nghiem_thu = cua(NghiemThu, "thu_huong__co_so", "tep", "nguoi")
    chung_tu, hoan_tra = cua(ChungTu), cua(NghiaVuHoanTra)
    cac = [
        {
            "hd": hd,
            "tien": [(x.label, du.hop_dong(hd.pk, x), du.hop_dong(hd.pk, x, *Nguon)) for x in loai],
            "tien_do": tien_do.get(hd.pk, []),
            "nghiem_thu": nghiem_thu.get(hd.pk, []),
            "chung_tu": chung_tu.get(hd.pk, []),
            "hoan_tra": hoan_tra.get(hd.pk, []),
        }
        for hd in HopDong.objects.filter(pk__in=ids).select_related("ben_b", "tep")
    ]
    hieu_qua = HieuQua.objects.filter(thu_huong__noi_dung__de_an=h.de_an)
    return {"cac_hop_dong": cac, "hieu_qua": list(hieu_qua.select_related("thu_huong__co_so"))}


def _dieu_chinh(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    cac_tt = DieuChinhDeAn.TrangThai
    dong = list(DieuChinhDeAn.objects.filter(de_an=h.de_an).select_related("nguoi_lap"))
    doi = thanh_chu(dong)
    for d in dong:
        cho = d.trang_thai == cac_tt.CHO_DUYET or (d.trang_thai == cac_tt.CHO_SO and d.cap == "so")
        ben_cuc = d.cap in ("bo", "cuc")
        quyen = "tham_dinh_so" if d.cap == "so" else "phe_duyet"
        duoc = request.user.has_perm(f"khuyencong.{quyen}_dean")
        d.duong = (
            reverse("admin:khuyencong_dean_quyet_dinh", args=[h.de_an.pk, d.pk])
            if cho
            and duoc
            and d.viec != ViecDieuChinh.NGUNG
            and (request.user.la_cuc if ben_cuc else request.user.la_so)
            else ""
        )
        d.doi = doi[d.pk]
    moi = ""
    if mo_de_nghi(h.de_an, request.user):
        moi = reverse("admin:khuyencong_dean_de_nghi", args=[h.de_an.pk])
    return {"dong_dieu_chinh": dong, "duong_de_nghi": moi}


def _qua_trinh(h: HoSo, _: HttpRequest) -> dict[str, Any]:
    return {"quyet_dinh": QuyetDinh.objects.cua(h.de_an).select_related("nguoi")}


_PHAN: dict[str, Callable[[HoSo, HttpRequest], dict[str, Any]]] = {
    "thong-tin": _thong_tin,
    "noi-dung": _noi_dung,
    "du-toan": _du_toan,
    "tai-lieu": _tai_lieu,
    "tham-dinh": _tham_dinh,
    "so-cai": _so_cai,
    "thuc-hien": _thuc_hien,
    "dieu-chinh": _dieu_chinh,
    "giay-to": ngu_canh_giay_to,
    "qua-trinh": _qua_trinh,
    "quy-tac": lambda h, request: {},
}


def phan(the: str, h: HoSo, request: HttpRequest) -> dict[str, Any]:
    """What one tab shows; the portal draws the same facts in its own look."""
    return _PHAN[the](h, request)


def ngu_canh(h: HoSo, the: str, request: HttpRequest) -> dict[str, Any]:
    """Context of the page: head, tabs with their counts, and the open tab."""
    vi_pham = kiem_tra(h, *luc_ke_tiep(h))
    du = h.so_du
    the = the if the in _PHAN else "thong-tin"
    thieu = len(h.thieu_tai_lieu(YeuCauTaiLieu.Buoc.DANG_KY))
    dem = {
        "tai-lieu": f"thiếu {thieu}" if thieu else "",
        "quy-tac": f"{len(vi_pham)}" if vi_pham else "",
        "dieu-chinh": f"{len(h.dieu_chinh)}" if h.dieu_chinh else "",
    }
    tien = [
        ("Đề nghị hỗ trợ", h.tong(h.de_an.nguon), ""),
        *((x.label, du.cua(x), x.value) for x in L if x not in (L.DANG_KY, L.HOAN_TRA)),
    ]
    return {
        "the": the,
        "cac_the": [(ma, ten, dem.get(ma, "")) for ma, ten in CAC_THE],
        "vi_pham": vi_pham,
        "so_chan": sum(v.chan for v in vi_pham),
        "tien": tien,
        "nhan_trang_thai": nhan_trang_thai(h.de_an),
        "han": chu_han(h.de_an, h.hom_nay),
        "tong_kinh_phi": sum(int(t.tong) for t in h.thu_huong),
    } | _PHAN[the](h, request)
