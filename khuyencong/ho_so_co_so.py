"""What khuyến công knows of an establishment: every support it got, whether it may get more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from cucctdp.donvi.models import CoSo, Xa
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.choices import (
    NGUON_KHUYEN_CONG,
    HieuLucThuHuong,
    LoaiButToan,
    Nguon,
)
from khuyencong.danh_muc import DanhMuc, doc_danh_muc
from khuyencong.ho_so import HoSo
from khuyencong.models import ButToan, ChuongTrinh, DeAn, DeAnNoiDung, QuyTac, ThuHuong
from khuyencong.rules import kiem_tra
from khuyencong.rules.doi_tuong import du_dia_ban

# The rules that are about the establishment itself, not about the dossier.
QUY_TAC_DOI_TUONG = ("KC01", "KC02", "KC03", "KC12", "KC13", "KC14")
_TOI_DA_KE = 5


@dataclass(frozen=True, slots=True)
class LanHoTro:
    """One support; money in whole đồng, None where the ledger has no entry yet.

    ``ban_ghi``: the merged record it was filed under, 0 for the one that stands.
    """

    pk: int
    de_an_id: int
    ma: str
    ten: str
    nam: int
    nguon: str
    chuong_trinh: str
    noi_dung: str
    hang_muc: str
    khoa_chi: str
    trang_thai: str
    hieu_luc: str
    dang_tinh: bool
    ho_tro: int
    doi_ung: int
    phe_duyet: int | None
    nghiem_thu: int | None
    ban_ghi: int
    chong: tuple[str, ...] = ()


def cung_mot_co_so(co_so: CoSo) -> list[int]:
    """Ids of one establishment by any of its records: first the one that stands, then those merged
    into it. Supports stay where they were filed; one query.
    """
    goc = co_so.hop_nhat_vao_id or co_so.pk
    return [goc, *CoSo.objects.filter(hop_nhat_vao=goc).order_by("pk").values_list("pk", flat=True)]


def lich_su(co_so: CoSo, *, user: Any) -> list[LanHoTro]:
    """Every support of all years and sources that ``user`` may see, newest first; five queries."""
    cung = cung_mot_co_so(co_so)
    rows = list(
        ThuHuong.objects.visible_to(user)
        .filter(co_so__in=cung)
        .select_related("noi_dung__de_an")
        .order_by("-noi_dung__de_an__nam", "noi_dung__de_an__ma", "pk")
    )
    tien: dict[tuple[int, str], int] = {
        (t, loai): int(so)
        for t, loai, so in ButToan.objects.filter(
            thu_huong__in=rows,
            loai__in=(LoaiButToan.PHE_DUYET, LoaiButToan.NGHIEM_THU),
            nguon__in=[n.value for n in NGUON_KHUYEN_CONG],
        )
        .order_by()
        .values_list("thu_huong", "loai")
        .annotate(so=Sum("so_tien"))
    }
    chuong_trinh = list(ChuongTrinh.objects.visible_to(user))
    cac = []
    for t in rows:
        d = t.noi_dung.de_an
        cac.append(
            LanHoTro(
                pk=t.pk,
                de_an_id=d.pk,
                ma=d.ma,
                ten=d.ten,
                nam=d.nam,
                nguon=d.get_nguon_display(),
                chuong_trinh=next(
                    (
                        c.ten
                        for c in chuong_trinh
                        if c.nguon == d.nguon
                        and c.tu_nam <= d.nam <= c.den_nam
                        and c.don_vi_id in (None, d.don_vi_id)
                    ),
                    "",
                ),
                noi_dung=t.noi_dung.noi_dung,
                hang_muc=t.may or t.noi_dung.ten,
                khoa_chi=t.khoa_chi,
                trang_thai=d.get_trang_thai_display(),
                hieu_luc=t.get_hieu_luc_display(),
                dang_tinh=t.hieu_luc != HieuLucThuHuong.HUY,
                ho_tro=t.ho_tro,
                doi_ung=int(t.doi_ung),
                phe_duyet=tien.get((t.pk, LoaiButToan.PHE_DUYET)),
                nghiem_thu=tien.get((t.pk, LoaiButToan.NGHIEM_THU)),
                ban_ghi=t.co_so_id if t.co_so_id != cung[0] else 0,
            )
        )
    return danh_dau_chong(cac, so_nam=_so_nam())


def _so_nam() -> int:
    """Years of KC13, from its row in force today."""
    q = doc_danh_muc().tim_quy_tac("KC13", timezone.localdate())
    return int(q.nguong.get("so_nam", 0)) if q is not None else 0


def danh_dau_chong(cac: Sequence[LanHoTro], *, so_nam: int) -> list[LanHoTro]:
    """The same rows with what they overlap with: same item, same year, same activity too soon."""
    kq = []
    for t in cac:
        chong = []
        for k in cac:
            if k.pk == t.pk or not (t.dang_tinh and k.dang_tinh):
                continue
            if t.khoa_chi and t.khoa_chi == k.khoa_chi:
                chong.append(f"Cùng nội dung chi với {k.ma} (KC12)")
            elif t.de_an_id != k.de_an_id and t.nam == k.nam:
                chong.append(f"Cùng năm với {k.ma} ({k.nguon.lower()})")
            elif t.noi_dung == k.noi_dung and 0 < t.nam - k.nam <= so_nam:
                chong.append(f"Cùng nội dung {k.noi_dung} với {k.ma}, năm {k.nam} (KC13)")
        kq.append(replace(t, chong=tuple(dict.fromkeys(chong))))
    return kq


@dataclass(frozen=True, slots=True)
class DongTong:
    """Supports of one year, source and activity that stand; đồng, None: not in the ledger."""

    nam: int
    nguon: str
    noi_dung: str
    so_lan: int
    ho_tro: int
    phe_duyet: int | None
    nghiem_thu: int | None


def _cong(cac: Iterable[int | None]) -> int | None:
    """The sum of what the ledger holds; None when it holds nothing."""
    co = [so for so in cac if so is not None]
    return sum(co) if co else None


def tong_hop(cac: Sequence[LanHoTro]) -> list[DongTong]:
    """History by year, source, nội dung, newest year first."""
    nhom: dict[tuple[int, str, str], list[LanHoTro]] = defaultdict(list)
    for t in cac:
        if t.dang_tinh:
            nhom[t.nam, t.nguon, t.noi_dung].append(t)
    return [
        DongTong(
            *khoa,
            so_lan=len(n),
            ho_tro=sum(t.ho_tro for t in n),
            phe_duyet=_cong(t.phe_duyet for t in n),
            nghiem_thu=_cong(t.nghiem_thu for t in n),
        )
        for khoa, n in sorted(nhom.items(), key=lambda kv: (-kv[0][0], kv[0][1:]))
    ]


@dataclass(frozen=True, slots=True)
class KetQuaXet:
    """One condition on one day; ``dat`` None: not asked, for want of what it needs."""

    ma: str
    ten: str
    dat: bool | None
    cau: str
    can_cu: str


@dataclass(frozen=True)
class KetLuanXet:
    """The verdict: may be supported unless a blocking condition is broken."""

    duoc: bool
    cac: list[KetQuaXet] = field(default_factory=list)


def xet_dieu_kien(
    co_so: CoSo, *, ngay: date, noi_dung: str, nguon: str, nganh_nghe: str = ""
) -> KetLuanXet:
    """Whether the establishment may be supported for an activity registered on ``ngay``.

    The very rules a dossier is asked (QUY_TAC_DOI_TUONG), each with its clause; the place of
    production is that of the establishment's record.
    """
    xa = Xa.objects.select_related("tinh").prefetch_related("cac_ten", "tinh__cac_ten")
    co_so.xa = xa.get(pk=co_so.xa_id)
    danh_muc = doc_danh_muc([co_so.xa_id])
    lang_nghe = bool(co_so.lang_nghe)
    # Nothing of it is saved; the number 0 is no record's, so the rules leave nothing out.
    de_an = DeAn(pk=0, nam=ngay.year, nguon=nguon, dang_ky_ngay=ngay, don_vi_id=co_so.xa.tinh_id)
    dong = DeAnNoiDung(de_an=de_an, noi_dung=noi_dung)
    thu_huong = ThuHuong(
        noi_dung=dong, co_so=co_so, xa=co_so.xa, nganh_nghe=nganh_nghe, lang_nghe=lang_nghe
    )
    h = HoSo(de_an, danh_muc, ngay, noi_dung=[dong], thu_huong=[thu_huong])
    vi_pham = defaultdict(list)
    for v in kiem_tra(h, "nop_so", chi=QUY_TAC_DOI_TUONG):
        vi_pham[v.ma].append(v)
    cac = []
    for ma in QUY_TAC_DOI_TUONG:
        q = danh_muc.tim_quy_tac(ma, ngay)
        if q is None:
            continue
        if ma == "KC03" and not nganh_nghe:
            cac.append(KetQuaXet(ma, q.ten, None, "Chọn ngành nghề để xét.", q.can_cu))
            continue
        if ma == "KC12":
            cac.append(_da_ho_tro(co_so, noi_dung, q))
            continue
        if v := vi_pham[ma]:
            cau = " ".join(x.thong_bao for x in v)
            dat = None if not any(x.chan for x in v) else False
            cac.append(
                KetQuaXet(ma, q.ten, dat, cau, _can_cu(ma, h, danh_muc, ngay) or v[0].can_cu)
            )
        else:
            can_cu = _can_cu(ma, h, danh_muc, ngay) or q.can_cu
            cac.append(KetQuaXet(ma, q.ten, True, "Đạt.", can_cu))
    cac += _muc_tran(co_so, danh_muc, ngay, noi_dung, nguon)
    return KetLuanXet(all(k.dat is not False for k in cac), cac)


def _da_ho_tro(co_so: CoSo, noi_dung: str, q: QuyTac) -> KetQuaXet:
    """KC12 turns on the item, which nobody has named yet: what was paid for so far is told."""
    cu = list(
        ThuHuong.objects.filter(
            co_so__in=cung_mot_co_so(co_so),
            noi_dung__noi_dung=noi_dung,
            hieu_luc=HieuLucThuHuong.HIEU_LUC,
        )
        .order_by("-noi_dung__de_an__nam")
        .values_list("may", "noi_dung__de_an__ma", "noi_dung__de_an__nam")[:_TOI_DA_KE]
    )
    if not cu:
        return KetQuaXet(q.ma, q.ten, True, "Chưa được hỗ trợ nội dung này.", q.can_cu)
    ke = "; ".join(f"{may or 'không ghi hạng mục'} ({ma}, năm {nam})" for may, ma, nam in cu)
    cau = f"Hạng mục mới phải khác hạng mục đã được hỗ trợ: {ke}."
    return KetQuaXet(q.ma, q.ten, None, cau, q.can_cu)


def _can_cu(ma: str, h: HoSo, danh_muc: DanhMuc, ngay: date) -> str:
    """The clause of the regime that decided the place; other rules cite their own."""
    (t,) = h.thu_huong
    if ma != "KC01" or t.xa is None:
        return ""
    return du_dia_ban(danh_muc, xa=t.xa, ngay=ngay, lang_nghe=t.lang_nghe)[1]


def _muc_tran(
    co_so: CoSo, danh_muc: DanhMuc, ngay: date, noi_dung: str, nguon: str
) -> list[KetQuaXet]:
    """The ceiling the support would have; not a condition, but what the officer asks next."""
    tran = danh_muc.tim_tran(noi_dung=noi_dung, nguon=nguon, ngay=ngay, don_vi_id=co_so.xa.tinh_id)
    ten = f"Mức tối đa ({Nguon(nguon).label.lower()})"
    if tran is None:
        return [KetQuaXet("KC05", ten, None, "Chưa có định mức hiệu lực ngày này.", "")]
    d = tran.dinh_muc
    muc = [f"không quá {dinh_dang(d.ty_le_toi_da)}% chi phí"] if d.ty_le_toi_da is not None else []
    if d.muc_toi_da is not None:
        muc.append(f"không quá {in_trieu(int(d.muc_toi_da), None)} triệu đồng/{d.don_vi_tinh}")
    if tran.thap is not None and (thap := tran.toi_da_thap()) is not None:
        muc.append(f"{tran.thap.get_cap_display().lower()} {in_trieu(thap, None)} triệu đồng")
    cau = f"{'; '.join(muc) or 'Không giới hạn'}{'' if tran.chac_chan else ' (cần xác minh)'}."
    return [KetQuaXet("KC05", ten, True, cau[:1].upper() + cau[1:], d.can_cu)]
