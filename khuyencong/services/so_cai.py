"""The one door of the ledger: entries are added under the lock of their đề án, never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi as ghi_su_kien
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_dong
from khuyencong.choices import NGUON_KHUYEN_CONG, HieuLucThuHuong, LoaiButToan
from khuyencong.models import ButToan, DeAn, DotGiaoVon, HopDong, ThuHuong
from khuyencong.so_du import SoDu, so_du

L = LoaiButToan


def khoa_de_an(de_an: DeAn) -> DeAn:
    """Lock the đề án first: the order of every door, so that writers wait, not deadlock."""
    return DeAn.objects.select_for_update(of=("self",), no_key=True).get(pk=de_an.pk)


@transaction.atomic
def ghi_but_toan(
    de_an: DeAn,
    *,
    loai: str,
    nguon: str,
    nam: int,
    so_tien: int,
    ngay: date,
    chung_tu: str,
    by: Any,
    hop_dong: HopDong | None = None,
    thu_huong: ThuHuong | None = None,
    dot: DotGiaoVon | None = None,
) -> ButToan:
    """Add one entry of ``so_tien`` đồng (> 0).

    Raises ValidationError with every limit it would pass. The database holds the same limits at
    commit, for whoever comes by another way.
    """
    de_an = khoa_de_an(de_an)
    but_toan = ButToan(
        de_an=de_an,
        loai=loai,
        nguon=nguon,
        nam=nam,
        so_tien=so_tien,
        ngay=ngay,
        chung_tu=chung_tu,
        nguoi=by,
        hop_dong=hop_dong,
        thu_huong=thu_huong,
        dot=dot,
    )
    loi = _loi_cua_khac(but_toan) + (_loi_gioi_han(but_toan, so_du(de_an)) if so_tien > 0 else [])
    if loi:
        raise ValidationError(loi)
    but_toan.full_clean(validate_unique=False)
    but_toan.save()
    ghi_su_kien(
        f"dean.{loai}",
        de_an,
        by=by,
        du_lieu={"nguon": nguon, "nam": nam, "so_tien": so_tien, "chung_tu": chung_tu},
    )
    return but_toan


@transaction.atomic
def dao_but_toan(but_toan: ButToan, *, ly_do: str, ngay: date, by: Any) -> ButToan:
    """Correct an entry by its reversal; the wrong one stays readable.

    Raises ValidationError when it is itself a reversal, was reversed before, has no reason, or
    later entries rest on it.
    """
    de_an = khoa_de_an(but_toan.de_an)
    dao, loi = _ban_dao(but_toan, ly_do=ly_do, ngay=ngay, by=by)
    if not loi:
        loi = _loi_gioi_han(dao, so_du(de_an))
    if loi:
        raise ValidationError(loi)
    _luu_dao(dao)
    return dao


@transaction.atomic
def thay_but_toan(
    cu: ButToan, *, so_tien: int, chung_tu: str, ly_do: str, ngay: date, by: Any
) -> ButToan | None:
    """Put another sum (đồng, 0: none) in the place of an entry: reversed and entered again.

    The limits are asked of the outcome, not of the moment in between. Returns the new entry.
    """
    de_an = khoa_de_an(cu.de_an)
    dao, loi = _ban_dao(cu, ly_do=ly_do, ngay=ngay, by=by)
    moi = _giong(cu, so_tien=so_tien, ngay=ngay, nguoi=by, chung_tu=chung_tu)
    lech = _giong(cu, so_tien=so_tien - cu.so_tien)
    loi = loi or _loi_gioi_han(lech, so_du(de_an))
    if loi:
        raise ValidationError(loi)
    _luu_dao(dao)
    if not so_tien:
        return None
    moi.full_clean(validate_unique=False)
    moi.save()
    ghi_su_kien(
        f"dean.{moi.loai}",
        de_an,
        by=by,
        du_lieu={"nguon": moi.nguon, "nam": moi.nam, "so_tien": so_tien, "chung_tu": chung_tu},
    )
    return moi


def _giong(b: ButToan, **khac: Any) -> ButToan:
    """An unsaved entry of the same place in the ledger."""
    cung = ("de_an", "loai", "nguon", "nam", "hop_dong", "thu_huong", "dot")
    return ButToan(**{ten: getattr(b, ten) for ten in cung}, **khac)


def _ban_dao(but_toan: ButToan, *, ly_do: str, ngay: date, by: Any) -> tuple[ButToan, list[str]]:
    """The reversal of an entry, unsaved, and why it may not be."""
    loi = []
    if but_toan.dao_cua_id is not None:
        loi.append("Bút toán đảo không đảo lại được; ghi một bút toán mới.")
    if ButToan.objects.filter(dao_cua=but_toan).exists():
        loi.append("Bút toán này đã được đảo.")
    if len(ly_do.strip()) < 10:
        loi.append("Cần nêu lý do đảo, ít nhất 10 ký tự.")
    dao = _giong(
        but_toan,
        so_tien=-but_toan.so_tien,
        ngay=ngay,
        chung_tu=but_toan.chung_tu,
        nguoi=by,
        dao_cua=but_toan,
        ly_do=ly_do,
    )
    return dao, loi


def _luu_dao(dao: ButToan) -> None:
    dao.save()
    ghi_su_kien(
        "dean.dao_but_toan",
        dao.de_an,
        by=dao.nguoi,
        ly_do=dao.ly_do,
        du_lieu={"but_toan": dao.dao_cua_id, "loai": dao.loai, "so_tien": dao.so_tien},
    )


def _loi_cua_khac(b: ButToan) -> list[str]:
    """Parts of another đề án never meet in one entry."""
    loi = []
    if b.hop_dong is not None and b.hop_dong.de_an_id != b.de_an_id:
        loi.append("Hợp đồng không thuộc đề án này.")
    if b.thu_huong is not None and b.thu_huong.noi_dung.de_an_id != b.de_an_id:
        loi.append("Đơn vị thụ hưởng không thuộc đề án này.")
    return loi


def _loi_gioi_han(b: ButToan, du: SoDu) -> list[str]:
    """Every limit the balances would pass with this entry added; the trigger's twin in words."""

    def sau(loai: str) -> int:
        return du.cua(loai, b.nguon) + (b.so_tien if b.loai == loai else 0)

    loi = []
    if sau(b.loai) < 0:
        loi.append("Số đảo lớn hơn số đã ghi.")
    cap = (
        (L.GIAO, L.PHE_DUYET, "Tổng kinh phí được giao ({a}) vượt kinh phí được phê duyệt ({b})."),
        (L.HOP_DONG, L.PHE_DUYET, "KC20: tổng hợp đồng ({a}) vượt kinh phí được phê duyệt ({b})."),
        (L.TAM_UNG, L.GIAO, "KC23: tổng tạm ứng ({a}) vượt kinh phí được giao ({b})."),
    )
    loi += [
        cau.format(a=in_dong(sau(duoi)), b=in_dong(sau(tren)))
        for duoi, tren, cau in cap
        if b.loai in (duoi, tren) and sau(duoi) > sau(tren)
    ]
    if not loi and b.loai in (L.GIAO, L.PHE_DUYET):
        loi += _loi_theo_nam(b, du)
    if b.hop_dong is not None:
        loi += _loi_hop_dong(b, b.hop_dong, du)
    if b.loai == L.PHE_DUYET and b.nguon in NGUON_KHUYEN_CONG:
        loi += _loi_tran(b, du)
    return loi


def _loi_theo_nam(b: ButToan, du: SoDu) -> list[str]:
    """Allotted up to a year within what is approved up to it; what a year leaves carries over."""

    def den(loai: str, nam: int) -> int:
        them = b.so_tien if b.loai == loai and b.nam <= nam else 0
        return du.den_nam(loai, b.nguon, nam) + them

    cac_nam = {b.nam, *(nam for x, n, nam in du.theo_nam if (x, n) == (L.GIAO, b.nguon))}
    return [
        f"Kinh phí được giao đến hết năm {nam} ({in_dong(den(L.GIAO, nam))}) vượt kinh phí được "
        f"phê duyệt cho các năm đến đó ({in_dong(den(L.PHE_DUYET, nam))})."
        for nam in sorted(cac_nam)
        if den(L.GIAO, nam) > den(L.PHE_DUYET, nam)
    ][:1]


def _loi_tran(b: ButToan, du: SoDu) -> list[str]:
    """KC05: of one beneficiary, and of all that stand once an entry of the đề án names none."""
    loi = []
    if (t := b.thu_huong) is not None:
        tong = du.theo_thu_huong.get((t.pk, L.PHE_DUYET), 0) + b.so_tien
        loi += _qua_tran(str(t), tong, None if t.ngoai_le else t.tran)
        chung = ButToan.objects.filter(de_an=b.de_an_id, loai=L.PHE_DUYET, thu_huong__isnull=True)
        if not chung.exists():
            return loi
    moi = list(ThuHuong.objects.filter(noi_dung__de_an=b.de_an_id))
    con = [x for x in moi if x.hieu_luc != HieuLucThuHuong.HUY]
    tong = du.cua(L.PHE_DUYET) + b.so_tien
    tong -= sum(du.theo_thu_huong.get((x.pk, L.PHE_DUYET), 0) for x in moi if x not in con)
    chac = con and all(x.tran is not None and not x.ngoai_le for x in con)
    tran = sum(int(x.tran or 0) for x in con) if chac else None
    return loi + _qua_tran("các đơn vị thụ hưởng", tong, tran)


def _qua_tran(ai: str, tong: int, tran: int | None) -> list[str]:
    if tran is None or tong <= tran:
        return []
    cau = f"KC05: kinh phí hỗ trợ {ai} ({in_dong(tong)}) vượt mức trần ({in_dong(int(tran))})"
    return [f"{cau} mà chưa có căn cứ vượt mức."]


def _loi_hop_dong(b: ButToan, h: HopDong, du: SoDu) -> list[str]:
    def sau(loai: str) -> int:
        return du.hop_dong(h.pk, loai, b.nguon) + (b.so_tien if b.loai == loai else 0)

    loi = []
    tam_ung, gia_tri, nghiem_thu = sau(L.TAM_UNG), sau(L.HOP_DONG), sau(L.NGHIEM_THU)
    if tam_ung > gia_tri:
        loi.append(f"KC23: tạm ứng ({in_dong(tam_ung)}) vượt hợp đồng ({in_dong(gia_tri)}).")
    lan_mot = int(gia_tri * h.ty_le_tam_ung // 100)
    if tam_ung > max(lan_mot, nghiem_thu):
        loi.append(
            f"KC22: tạm ứng ({in_dong(tam_ung)}) vượt {dinh_dang(h.ty_le_tam_ung, None)}% hợp đồng "
            f"({in_dong(lan_mot)}) khi giá trị nghiệm thu mới là {in_dong(nghiem_thu)}."
        )
    if nghiem_thu > gia_tri:
        loi.append(f"Nghiệm thu ({in_dong(nghiem_thu)}) vượt hợp đồng ({in_dong(gia_tri)}).")
    if (quyet_toan := sau(L.QUYET_TOAN)) > nghiem_thu:
        loi.append(
            f"Quyết toán ({in_dong(quyet_toan)}) vượt giá trị đã nghiệm thu của hợp đồng {h.so} "
            f"({in_dong(nghiem_thu)})."
        )
    if (hoan_tra := sau(L.HOAN_TRA)) > tam_ung:
        loi.append(
            f"Hoàn trả ({in_dong(hoan_tra)}) lớn hơn số đã tạm ứng của hợp đồng {h.so} "
            f"({in_dong(tam_ung)})."
        )
    return loi
