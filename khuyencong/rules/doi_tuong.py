"""Who may be supported: KC01–KC04, KC12–KC15 (place, size, trade, once only, new machines)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from cucctdp.donvi.choices import LoaiDonVi, LoaiHinhCoSo, LoaiXa, QuyMo
from cucctdp.donvi.models import CoSo, Xa
from cucctdp.formats.chu import khoa_tim
from khuyencong.choices import DA_PHE_DUYET, HieuLucThuHuong, TinhTrangMay, TrangThaiDeAn
from khuyencong.danh_muc import DanhMuc
from khuyencong.ho_so import HoSo
from khuyencong.models import CheDoDoiTuong, QuyTac, ThuHuong
from khuyencong.rules.bo_may import Loi, quy_tac


def du_dia_ban(danh_muc: DanhMuc, *, xa: Xa, ngay: date, lang_nghe: bool) -> tuple[bool, str]:
    """(eligible, clause) for a place of production on a day; the regime is a dated row.

    The place counts, not the registered office (TT 46/2012/TT-BCT). Kinds of commune and province
    are those of that day: Đồng Nai's phường are eligible until 29/04/2026 and not from 30/04/2026.
    """
    che_do = danh_muc.tim_che_do(ngay)
    if che_do is None:
        return False, "Chưa có chế độ đối tượng hiệu lực ngày này."
    return xet_che_do(che_do, xa=xa, ngay=ngay, lang_nghe=lang_nghe)


def xet_che_do(che_do: CheDoDoiTuong, *, xa: Xa, ngay: date, lang_nghe: bool) -> tuple[bool, str]:
    """(eligible, clause) under one regime; other programmes ask it through ``lien_thong``."""
    if che_do.lang_nghe and lang_nghe:
        return True, che_do.can_cu
    if xa.ten_ngay(ngay).loai != LoaiXa.PHUONG:
        return True, che_do.can_cu
    if xa.tinh.ten_ngay(ngay).loai == LoaiDonVi.THANH_PHO:
        return che_do.phuong_cua_thanh_pho, che_do.can_cu
    return che_do.phuong_cua_tinh, che_do.can_cu


@quy_tac("KC01", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _dia_ban(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        noi_dung = h.danh_muc.tim_noi_dung(t.noi_dung.noi_dung, h.ngay_dang_ky)
        if t.xa is None or (noi_dung is not None and noi_dung.mien_dia_ban):
            continue
        duoc, can_cu = du_dia_ban(h.danh_muc, xa=t.xa, ngay=h.ngay_dang_ky, lang_nghe=t.lang_nghe)
        if not duoc:
            yield Loi(
                str(t), {"noi": str(t.xa.ten_ngay(h.ngay_dang_ky).ten_day_du), "can_cu": can_cu}
            )


@quy_tac("KC02", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _quy_mo(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        noi_dung = h.danh_muc.tim_noi_dung(t.noi_dung.noi_dung, h.ngay_dang_ky)
        if t.co_so is None or (noi_dung is not None and noi_dung.mien_quy_mo):
            continue
        if t.co_so.loai_hinh == LoaiHinhCoSo.DOANH_NGHIEP and t.co_so.quy_mo == QuyMo.LON:
            yield Loi(str(t))


@quy_tac("KC03", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _nganh_nghe(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        if t.co_so is None:
            continue
        nganh = h.danh_muc.tim_nganh_nghe(t.nganh_nghe, h.ngay_dang_ky)
        kho_khan = t.xa_id is not None and h.danh_muc.la_uu_tien(
            t.xa_id, h.ngay_dang_ky, "kho_khan", "dac_biet_kho_khan"
        )
        if nganh is None or (nganh.chi_dia_ban_kho_khan and not kho_khan):
            yield Loi(str(t), {"nganh": t.nganh_nghe or "chưa ghi"})


@quy_tac("KC04", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _lo_gach(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    cam = [khoa_tim(c) for c in q.nguong.get("cong_nghe", [])]
    for t in h.thu_huong:
        if t.nganh_nghe == q.nguong.get("nganh_nghe") and any(
            c in khoa_tim(t.cong_nghe) for c in cam
        ):
            yield Loi(str(t), {"cong_nghe": t.cong_nghe})


def _cung_co_so(h: HoSo) -> dict[int, int]:
    """Record → surviving record, for the beneficiaries and all that was merged into them.

    Supports stay on the record they were filed under; a merge must not make them forgotten.
    """
    goc = {_goc(t) for t in h.thu_huong if t.co_so is not None}
    rows = CoSo.objects.filter(Q(pk__in=goc) | Q(hop_nhat_vao__in=goc))
    return {pk: vao or pk for pk, vao in rows.values_list("pk", "hop_nhat_vao")} if goc else {}


def _goc(t: ThuHuong) -> int:
    """The establishment that a beneficiary is today, by its surviving record."""
    return int(t.co_so.hop_nhat_vao_id or t.co_so.pk)  # type: ignore[union-attr]


@quy_tac("KC12", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _da_ho_tro(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    co = {(_goc(t), t.khoa_chi): t for t in h.thu_huong if t.co_so is not None and t.khoa_chi}
    if not co:
        return
    goc = _cung_co_so(h)
    truoc = (
        ThuHuong.objects.filter(
            co_so__in=goc,
            khoa_chi__in={k for _, k in co},
            hieu_luc=HieuLucThuHuong.HIEU_LUC,
        )
        .exclude(noi_dung__de_an=h.de_an)
        .select_related("noi_dung__de_an")
    )
    for cu in truoc:
        t = co.get((goc[cu.co_so_id], cu.khoa_chi))
        if t is not None:
            de_an = cu.noi_dung.de_an
            yield Loi(str(t), {"ten": str(t), "ma": de_an.ma, "nam": de_an.nam})


@quy_tac("KC13", "nop_so", "gui_cuc")
def _gan_day(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    so_nam = int(q.nguong.get("so_nam", 0))
    co_so = {_goc(t): t for t in h.thu_huong if t.co_so is not None}
    goc = _cung_co_so(h)
    gan = (
        ThuHuong.objects.filter(
            co_so__in=goc,
            hieu_luc=HieuLucThuHuong.HIEU_LUC,
            noi_dung__de_an__nam__range=(h.de_an.nam - so_nam, h.de_an.nam),
            noi_dung__de_an__trang_thai__in=DA_PHE_DUYET,
        )
        .exclude(noi_dung__de_an=h.de_an)
        .values_list("co_so_id", "noi_dung__de_an__ma", "noi_dung__de_an__nam")
        .order_by("noi_dung__de_an__nam", "noi_dung__de_an__ma")
    )
    theo: dict[int, list[str]] = {}
    for co_so_id, ma, nam in gan:
        theo.setdefault(goc[co_so_id], []).append(f"{ma} (năm {nam})")
    for goc_id, cac_de_an in theo.items():
        yield Loi(str(co_so[goc_id]), {"n": so_nam, "de_an": ", ".join(cac_de_an)})
    yield from _nghi_trung(h, so_nam, goc)


def _nghi_trung(h: HoSo, so_nam: int, cung: Collection[int]) -> Iterator[Loi]:
    """The same name and commune without a tax code: perhaps the same establishment."""
    ngo = [t for t in h.thu_huong if t.co_so is not None and not t.co_so.ma_so_thue]
    if not ngo:
        return
    dieu_kien = Q()
    for t in ngo:
        dieu_kien |= Q(co_so__ten_khoa=t.co_so.ten_khoa, co_so__xa=t.co_so.xa_id)  # type: ignore[union-attr]
    giong = (
        ThuHuong.objects.filter(dieu_kien, hieu_luc=HieuLucThuHuong.HIEU_LUC)
        .exclude(co_so__in=cung)
        .select_related("co_so", "noi_dung__de_an")
    )
    for cu in giong:
        yield Loi(
            str(cu.co_so), {"n": so_nam, "de_an": f"{cu.noi_dung.de_an.ma}, có thể trùng tên"}
        )


@quy_tac("KC14", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _nuoc_ngoai(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    ngoai = {
        ma
        for ma in h.danh_muc.noi_dung
        if (n := h.danh_muc.tim_noi_dung(ma, h.ngay_dang_ky)) is not None and n.o_nuoc_ngoai
    }
    toi_da = int(q.nguong.get("so_lan", 0))
    cua_toi: dict[int, list[ThuHuong]] = {}
    for t in h.thu_huong:
        if t.co_so is not None and t.noi_dung.noi_dung in ngoai:
            cua_toi.setdefault(_goc(t), []).append(t)
    if not cua_toi:
        return
    goc = {pk: vao for pk, vao in _cung_co_so(h).items() if vao in cua_toi}
    khac = (
        ThuHuong.objects.con_tinh()
        .filter(co_so__in=goc, noi_dung__noi_dung__in=ngoai, noi_dung__de_an__nam=h.de_an.nam)
        .exclude(noi_dung__de_an=h.de_an)
        .exclude(noi_dung__de_an__trang_thai__in=[TrangThaiDeAn.KHONG_DAT, TrangThaiDeAn.NGUNG])
        .values_list("co_so_id", flat=True)
    )
    dem = {co_so_id: len(cac) for co_so_id, cac in cua_toi.items()}
    for co_so_id in khac:
        dem[goc[co_so_id]] += 1
    for co_so_id, so in dem.items():
        if so > toi_da:
            yield Loi(str(cua_toi[co_so_id][0]), {"so": so, "n": toi_da})


@quy_tac("KC15", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _may_moi(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        noi_dung = h.danh_muc.tim_noi_dung(t.noi_dung.noi_dung, h.ngay_dang_ky)
        if (
            noi_dung is not None
            and noi_dung.may_moc
            and t.co_so is not None
            and t.tinh_trang_may != TinhTrangMay.MOI
        ):
            yield Loi(str(t), {"may": t.may})
