"""What the nightly look finds: R47, R49–R52, R54, R56, R57, R59, R60; a missing figure is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import SoQuyTac
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.models import GiayChungNhan, QuyTac
from sanpham_tieubieu.rules.bo_may import Loi
from sanpham_tieubieu.xet_dem import XetDem

# Who has to act, as the board prints it.
CO_SO, TO_CHUC, SO_CT, CUC = "Cơ sở", "Đơn vị tổ chức", "Sở Công Thương", "Cục"

SO_DEM: SoQuyTac[XetDem, QuyTac] = SoQuyTac("dem")
quy_tac = SO_DEM.quy_tac


@quy_tac("R47", "dem")
def _chua_thong_bao(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    for ky, ngay, n in x.chua_thong_bao:
        luat = x.danh_muc.tim_quy_dinh(ky.cap, ngay)
        if luat is None or luat.ngay_thong_bao is None:
            continue
        han = x.sau_ngay_lam_viec(ngay, luat.ngay_thong_bao)
        if x.hom_nay > han:
            khoa = x.dat(f"ky:{ky.pk}", ky=ky.pk, don_vi=ky.don_vi_id, minh_hoa=ky.minh_hoa)
            yield Loi(chu={"n": n}, ben=TO_CHUC, han=han, khoa=khoa)


@quy_tac("R49", "dem")
def _khieu_nai(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    """Amber some days before the end, red after it."""
    for k in x.khieu_nai:
        luat = x.danh_muc.tim_quy_dinh(k.ky.cap, k.ngay_nhan)
        qua = x.hom_nay > k.han_giai_quyet
        if luat is None or not (qua or x.so_ngay_lam_viec(k.ngay_nhan) > q.nguong["nhac"]):
            continue
        khoa = x.dat(f"khieu_nai:{k.pk}", ky=k.ky_id, don_vi=k.ky.don_vi_id, minh_hoa=k.ky.minh_hoa)
        chu = {"n": luat.ngay_giai_quyet, "ngay": f"{k.han_giai_quyet:%d/%m/%Y}"}
        noi = f"Hồ sơ {k.ho_so.ma_so or k.ho_so.ten_san_pham}"
        yield Loi(noi, chu, ben=TO_CHUC, han=k.han_giai_quyet, khoa=khoa, cau="qua" if qua else "")


def _cua_giay(x: XetDem, g: GiayChungNhan) -> str:
    return x.dat(f"giay:{g.pk}", don_vi=g.don_vi_id, minh_hoa=g.minh_hoa)


def _noi_giay(g: GiayChungNhan) -> str:
    return f"{g.ten_san_pham} – {g.ten_co_so} (GCN {g.get_cap_display().lower()} số {g.so})"[:255]


@quy_tac("R50", "dem")
def _sap_het_han(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    """Unless the product is entered again, or holds another certificate that lasts longer."""
    den = x.hom_nay + timedelta(days=q.nguong["truoc_ngay"])
    con_lau = {g.san_pham_id for g in x.giay if g.het_han > den and g.ngay_cap <= x.hom_nay}
    for g in x.giay:
        if (
            x.hom_nay <= g.het_han <= den
            and g.san_pham_id not in x.san_pham_dang_thi
            and g.san_pham_id not in con_lau
        ):
            yield Loi(
                _noi_giay(g),
                {"ngay": f"{g.het_han:%d/%m/%Y}"},
                ben=CO_SO,
                han=g.het_han,
                khoa=_cua_giay(x, g),
            )


@quy_tac("R51", "dem")
def _dung_logo(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    """The newest report says the logo is printed, and no certificate of the product holds."""
    for g in x.giay:
        bao = x.theo_doi.get(g.pk, {})
        if (
            g.het_han < x.hom_nay
            and g.san_pham_id not in x.san_pham_con_giay
            and bao
            and bao[max(bao)]
        ):
            yield Loi(_noi_giay(g), ben=CO_SO, han=g.het_han, khoa=_cua_giay(x, g))


@quy_tac("R52", "dem")
def _bao_cao_nam(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    """Of the last year that is due: certificates that held on its last day."""
    thang, ngay = (int(p) for p in q.nguong["ngay"].split("-"))
    han = date(x.hom_nay.year, thang, ngay)
    if x.hom_nay <= han:
        han = date(x.hom_nay.year - 1, thang, ngay)
    nam = han.year - 1
    cuoi = date(nam, 12, 31)
    for g in x.giay:
        if g.ngay_cap <= cuoi <= g.het_han and nam not in x.theo_doi.get(g.pk, {}):
            khoa = x.dat(f"giay:{g.pk}:{nam}", don_vi=g.don_vi_id, minh_hoa=g.minh_hoa)
            yield Loi(_noi_giay(g), {"n": nam}, ben=CO_SO, han=han, khoa=khoa)


@quy_tac("R54", "dem")
def _tinh_chua_gui(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    for ky, dong_luc, tinh in x.tinh_chua_gui:
        dong = timezone.localtime(dong_luc).date()
        if 0 <= (dong - x.hom_nay).days <= q.nguong["truoc_ngay"]:
            khoa = x.dat(f"ky:{ky.pk}", ky=ky.pk, minh_hoa=ky.minh_hoa)
            chu = {"n": len(tinh), "cac": ", ".join(tinh)}
            yield Loi(chu=chu, ben=CUC, han=dong, khoa=khoa)


@quy_tac("R56", "dem")
def _gian_hang(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    for s, theo in x.gian_hang:
        if theo != s.gian_hang:
            khoa = x.dat(f"su_kien:{s.pk}", ky=s.ky_id, don_vi=s.don_vi_id, minh_hoa=s.minh_hoa)
            ben = CUC if s.cap in (Cap.KHU_VUC, Cap.QUOC_GIA) else SO_CT
            yield Loi(s.ten, {"x": theo, "y": s.gian_hang}, ben=ben, khoa=khoa)


@quy_tac("R57", "dem")
def _giu_hien_vat(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    for h, ngay in x.hien_vat_giu:
        if ngay < x.hom_nay:
            ky = h.ho_so.ky
            khoa = x.dat(
                f"hien_vat:{h.pk}", ky=ky.pk, don_vi=h.ho_so.don_vi_id, minh_hoa=ky.minh_hoa
            )
            noi = f"{h.ho_so.ten_san_pham} – {h.ho_so.ten_co_so}"[:255]
            yield Loi(noi, ben=TO_CHUC, han=ngay, khoa=khoa)


@quy_tac("R59", "dem")
def _lang_nghe(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    ty_le = q.nguong["ty_le"]
    for s in x.lang_nghe:
        lang, tong, tham_gia = s.lang_nghe, s.ho_tong or 0, s.ho_tham_gia or 0
        if lang.danh_hieu in q.nguong["danh_hieu"] and tham_gia * 100 < tong * ty_le:
            khoa = x.dat(f"lang_nghe:{lang.pk}", don_vi=lang.don_vi_id, minh_hoa=lang.minh_hoa)
            chu = {"p": ty_le, "a": dinh_dang(tham_gia), "b": dinh_dang(tong), "nam": s.nam}
            yield Loi(lang.ten, chu, ben=SO_CT, khoa=khoa)


@quy_tac("R60", "dem")
def _anh_xa(x: XetDem, q: QuyTac) -> Iterator[Loi]:
    if x.hom_nay < date.fromisoformat(q.nguong["tu_ngay"]):
        return
    for d in x.chua_anh_xa:
        khoa = x.dat(f"don_vi:{d.pk}")
        yield Loi(d.ten_goi, {"ten": d.ten_goi}, ben=CUC, khoa=khoa)
