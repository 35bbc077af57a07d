"""Petitions out of received packs, into later periods, and together across provinces."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from baocao.choices import LoaiKy, TrangThaiO
from baocao.choices_theo_doi import LoaiKienNghi, MucDoKienNghi, NguonKienNghi, NhomVuongMac
from baocao.models import (
    BoBaoCao,
    DinhMucTheoDoi,
    GiaTri,
    KienNghi,
    KienNghiMangSang,
    KyBaoCao,
    NhomKienNghi,
)
from baocao.services import kien_nghi as dich_vu
from baocao.services import thong_bao_ho_so
from cucctdp.audit.record import ghi
from cucctdp.formats.chu import bo_dau
from cucctdp.workflow.steps import BuocBiTuChoi

BIEU = "Q12"
# Petitions first: a difficulty in the same words as one makes no second row.
MUC = {"DG6": LoaiKienNghi.KIEN_NGHI, "DG3": LoaiKienNghi.VUONG_MAC}
NOI_DUNG_TOI_DA = 4000
DOI_TUONG = "\nĐối tượng, dự án: "
GOM_SO_TINH = "kien_nghi_gom_so_tinh"


def _cac_muc(chu: str) -> list[dict[str, str]]:
    """Entries of a list cell; plain text is one entry."""
    try:
        doc = json.loads(chu)
    except ValueError:
        doc = [{"noi_dung": chu}]
    muc = doc if isinstance(doc, list) else [doc]
    return [
        {str(k): str(v).strip() for k, v in m.items() if v is not None}
        if isinstance(m, dict)
        else {"noi_dung": str(m).strip()}
        for m in muc
    ]


def _nhom(chu: str) -> str:
    """The bottleneck group of what a Sở typed: its code or its name; else «Khác»."""
    chuan = bo_dau(chu).strip().lower().replace("-", "_")
    for ma, ten in NhomVuongMac.choices:
        if chuan in (ma.lower(), bo_dau(str(ten)).lower()):
            return ma
    return NhomVuongMac.KHAC


def _ngay(chu: str) -> date | None:
    for tach in (lambda c: date.fromisoformat(c), _ngay_viet):
        try:
            return tach(chu)
        except ValueError:
            continue
    return None


def _ngay_viet(chu: str) -> date:
    ngay, thang, nam = (int(p) for p in chu.split("/"))
    return date(nam, thang, ngay)


def _khoa(noi_dung: str) -> str:
    """The same words are the same petition, however they are spaced or accented."""
    return hashlib.sha256(" ".join(bo_dau(noi_dung).lower().split()).encode()).hexdigest()


@transaction.atomic
def tu_bo(bo: BoBaoCao, *, by: Any) -> list[KienNghi]:
    """Enter petitions (DG6) and difficulties (DG3) of a received pack's Q12, each once.

    An entry that repeats a petition carried over from an earlier period (its code, or the words
    of one still open) makes no second row.
    """
    o = GiaTri.objects.hien_tai().filter(
        phieu__bo=bo,
        phieu__bieu_mau__ma=BIEU,
        chi_tieu__ma__in=MUC,
        trang_thai_o=TrangThaiO.CO_GIA_TRI,
    )
    theo_dong: dict[str, list[dict[str, str]]] = defaultdict(list)
    for dong, chu in o.values_list("chi_tieu__ma", "chu"):
        theo_dong[dong] += _cac_muc(chu)
    muc = [(loai, m) for dong, loai in MUC.items() for m in theo_dong[dong]]
    if not muc:
        return []
    cua_tinh = KienNghi.objects.filter(don_vi=bo.don_vi)
    da_co = set(cua_tinh.filter(bo=bo).values_list("khoa_nguon", flat=True))
    con_mo = cua_tinh.chua_tra_loi()
    da_co |= {_khoa(nd) for nd in con_mo.values_list("noi_dung", flat=True)}
    cac_ma = set(con_mo.values_list("ma", flat=True))
    moi = []
    for loai, m in muc:
        noi_dung = m.get("noi_dung", "")
        # The same difficulty of two projects is two rows.
        du = noi_dung + (DOI_TUONG + m["doi_tuong"] if m.get("doi_tuong") else "")
        du = du[:NOI_DUNG_TOI_DA]
        khoa = _khoa(du)
        if not noi_dung or {khoa, _khoa(noi_dung)} & da_co or m.get("ma") in cac_ma:
            continue
        da_co.add(khoa)
        moi.append(_tao_tu_muc(bo, m | {"noi_dung": du, "loai": loai}, khoa, by))
    thong_bao_ho_so.kien_nghi_tu_bo(bo, moi)
    return moi


def _tao_tu_muc(bo: BoBaoCao, m: dict[str, str], khoa: str, by: Any) -> KienNghi:
    ai = m.get("noi_nhan", "")
    han = m.get("han", "")
    truoc = _ngay(han)
    y = (f"Kiến nghị với: {ai}." if ai else "", f"Thời hạn: {han}." if han and not truoc else "")
    return dich_vu.tao(
        don_vi=bo.don_vi,
        nguon=NguonKienNghi.BAO_CAO,
        by=by,
        bo=bo,
        khoa_nguon=khoa,
        loai=m["loai"],
        nhom=_nhom(m.get("nhom", "")),
        muc_do=MucDoKienNghi.THUONG,
        noi_dung=m["noi_dung"],
        can_cu_phap_ly=m.get("phap_ly", "")[:500],
        tac_dong=m.get("tac_dong", "")[:500],
        de_xuat="\n".join(filter(None, y))[:2000],
        truoc_ngay=truoc,
        co_minh_hoa=bo.co_minh_hoa,
    )


@transaction.atomic
def mang_sang(ky: KyBaoCao, *, by: Any) -> int:
    """Carry every unanswered petition into a period that opens; return how many rows are new.

    Months carry nothing: their forms have no Q12. Doing it twice writes nothing twice.
    """
    if ky.loai == LoaiKy.THANG:
        return 0
    hom_nay = timezone.localdate()
    cho = (
        KienNghi.objects.chua_tra_loi()
        .filter(ngay_gui__lte=hom_nay)
        .exclude(mang_sang__ky=ky)
        .exclude(bo__ky=ky)
        .annotate(da=Count("mang_sang"))
        .order_by("pk")
    )
    moi = KienNghiMangSang.objects.bulk_create(
        KienNghiMangSang(kien_nghi=k, ky=ky, lan=k.da + 1, so_ngay=(hom_nay - k.ngay_gui).days)
        for k in cho
    )
    if moi:
        ghi("kiennghi.mang_sang", ky, by=by, du_lieu={"so": len(moi)})
    return len(moi)


@transaction.atomic
def gom(
    cac_kien_nghi: Iterable[KienNghi], *, ten: str, nhom: str, by: Any, dinh_huong: str = ""
) -> NhomKienNghi:
    """Make one common petition of the same matter; it needs as many provinces as the rows say.

    Raises ValidationError with everything wrong, PermissionDenied.
    """
    if not by.has_perm("baocao.giao_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gom kiến nghị.")
    cac_pk = [k.pk for k in cac_kien_nghi]
    rows = list(
        KienNghi.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=cac_pk)
    )
    can = DinhMucTheoDoi.objects.muc(GOM_SO_TINH, timezone.localdate()) or 1
    loi = []
    if len({k.don_vi_id for k in rows}) < can:
        loi.append(f"Kiến nghị chung cần ít nhất {can} tỉnh, thành phố.")
    loi += [f"{k.ma} đã thuộc kiến nghị chung khác." for k in rows if k.nhom_chung_id]
    if loi:
        raise ValidationError(loi)
    chung = NhomKienNghi(ten=ten, nhom=nhom, dinh_huong=dinh_huong, nguoi_tao=by)
    chung.full_clean()
    chung.save()
    for k in rows:
        k.nhom_chung = chung
        k.save(update_fields=["nhom_chung"])
        ghi("kiennghi.gom", k, by=by, du_lieu={"kien_nghi_chung": chung.pk})
    return chung


@transaction.atomic
def bo_gom(kn: KienNghi, *, by: Any) -> KienNghi:
    """Take one petition out of its group."""
    if not by.has_perm("baocao.giao_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gom kiến nghị.")
    kn = KienNghi.objects.visible_to(by).select_for_update(of=("self",)).get(pk=kn.pk)
    chung, kn.nhom_chung = kn.nhom_chung_id, None
    kn.save(update_fields=["nhom_chung"])
    ghi("kiennghi.bo_gom", kn, by=by, du_lieu={"kien_nghi_chung": chung})
    return kn


@transaction.atomic
def tra_loi_chung(chung: NhomKienNghi, *, by: Any, **cau: Any) -> tuple[int, list[str]]:
    """Give one answer to every member that waits for one: (answered, sentences why others not)."""
    xong, tu_choi = 0, []
    for kn in KienNghi.objects.visible_to(by).filter(nhom_chung=chung).order_by("ma"):
        try:
            dich_vu.tra_loi(kn, by=by, **cau)
        except BuocBiTuChoi as loi:
            tu_choi.append(f"{kn.ma}: {' '.join(loi.ly_do)}")
        else:
            xong += 1
    return xong, tu_choi
