"""Carrying out an approved đề án: allotment, contract, advance, acceptance, settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import (
    DANG_CHAY,
    HieuLucThuHuong,
    HinhThuc,
    Nguon,
    TrangThaiDeAn,
)
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    ButToan,
    ChungTu,
    DeAn,
    DotGiaoVon,
    HieuQua,
    HopDong,
    KeHoach,
    NghiaVuHoanTra,
    NghiemThu,
    ThuHuong,
    TienDo,
)
from khuyencong.rules import kiem_tra
from khuyencong.services.de_an import ghi_thu_huong
from khuyencong.services.so_cai import ghi_but_toan, khoa_de_an
from khuyencong.services.tham_dinh import chot_thu_huong
from khuyencong.so_du import so_du

_T = TrangThaiDeAn


def doi_quyen(de_an: DeAn, by: Any, quyen: str, *, dung_ben: bool = True) -> None:
    """Right, scope, and side: KCQG is the Cục's business, KCĐP the Sở's."""
    if not by.has_perm(f"khuyencong.{quyen}_dean"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if quyen == "bao_cao" and (cau := w.khong_phai_ben_lap(de_an, by)):
        raise PermissionDenied(cau[0])
    if dung_ben and (by.la_cuc if de_an.nguon == Nguon.KCDP else by.la_so):
        ben = "Cục" if de_an.nguon == Nguon.KCQG else "Sở Công Thương"
        raise PermissionDenied(f"Việc này của đề án do {ben} thực hiện.")


def _dang(de_an: DeAn, *trang_thai: str) -> None:
    if de_an.trang_thai not in trang_thai:
        raise ValidationError(
            f"Đề án đang ở trạng thái «{de_an.get_trang_thai_display()}», chưa làm được việc này."
        )


def _full_clean(dong: Any) -> None:
    try:
        dong.full_clean(exclude=["tong"] if hasattr(dong, "tong") else None)
    except ValidationError as e:
        raise ValidationError(e.messages) from e


@transaction.atomic
def giao_von(
    ke_hoach: KeHoach,
    *,
    so_dot: int,
    so_van_ban: str,
    ngay: date,
    phan: Sequence[tuple[DeAn, str, int]],
    by: Any,
) -> DotGiaoVon:
    """One round of allotment: (đề án, source, đồng) shares, all or none.

    Raises ValidationError with the refusals of every share.
    """
    dot = DotGiaoVon(ke_hoach=ke_hoach, so_dot=so_dot, so_van_ban=so_van_ban, ngay=ngay)
    _full_clean(dot)
    dot.save()
    loi = []
    for de_an, nguon, so_tien in sorted(phan, key=lambda p: (p[0].pk, p[1])):
        doi_quyen(de_an, by, "phe_duyet")
        if de_an.trang_thai not in DANG_CHAY:
            loi.append(f"{de_an.ma}: đề án không ở trong diện được giao vốn.")
            continue
        try:
            ghi_but_toan(
                de_an,
                loai=L.GIAO,
                nguon=nguon,
                nam=ke_hoach.nam,
                so_tien=so_tien,
                ngay=ngay,
                chung_tu=so_van_ban,
                by=by,
                dot=dot,
            )
        except ValidationError as e:
            loi += [f"{de_an.ma}: {cau}" for cau in e.messages]
    if loi:
        raise ValidationError(loi)
    return dot


@transaction.atomic
def ke_hoach_chi_tiet(
    de_an: DeAn, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[ThuHuong]:
    """Mẫu 11: beneficiaries of an approved đề án nhóm are named; the approved sums do not grow.

    Raises ValidationError with every fault and every rule a named establishment breaks.
    """
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "tham_dinh_so", dung_ben=False)
    _dang(de_an, _T.PHE_DUYET, _T.HOP_DONG, _T.THUC_HIEN)
    if de_an.hinh_thuc != HinhThuc.NHOM:
        raise ValidationError("Chỉ đề án nhóm mới xác định đơn vị thụ hưởng sau khi phê duyệt.")
    dang_co = {t.pk for t in ThuHuong.objects.filter(noi_dung__de_an=de_an)}
    if dang_co - {muc.get("id") for muc in cac_dong}:
        raise ValidationError("Không bỏ dòng đã phê duyệt; ghi tên cơ sở vào dòng đó.")
    giu = ghi_thu_huong(de_an, cac_dong)
    du = so_du(de_an)
    loi = [
        f"{nguon.label}: tổng của các đơn vị vượt kinh phí được phê duyệt."
        for nguon in Nguon
        if sum(int(getattr(t, nguon)) for t in giu) > du.cua(L.PHE_DUYET, nguon)
    ]
    h = doc_ho_so(de_an)
    loi += [str(v) for v in kiem_tra(h, "chi_tiet") if v.chan]
    if loi:
        raise ValidationError(loi)
    for t in h.thu_huong:
        chot_thu_huong(h, t)
    ghi("dean.ke_hoach_chi_tiet", de_an, by=by, du_lieu={"so_don_vi": len(giu)})
    return giu


@transaction.atomic
def ky_hop_dong(
    de_an: DeAn,
    *,
    so: str,
    ngay: date,
    het_han: date,
    ben_a: str,
    ben_b: Any,
    gia_tri: Mapping[str, int],
    by: Any,
    ket_qua_dau_thau: str = "",
    tep: Any = None,
) -> HopDong:
    """Sign a contract: value by source in đồng; the advance rate of the law of that day is kept.

    With several activities the lowest rate and the highest precondition count. Raises
    ValidationError with every rule and limit.
    """
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    _dang(de_an, _T.PHE_DUYET, _T.HOP_DONG, _T.THUC_HIEN)
    h = doc_ho_so(de_an)
    muc = [
        t
        for ma in h.ma_noi_dung
        if (t := h.danh_muc.tim_tam_ung(ma, de_an.nguon, ngay)) is not None
    ]
    hop_dong = HopDong(
        de_an=de_an,
        so=so,
        ngay=ngay,
        het_han=het_han,
        ben_a=ben_a,
        ben_b=ben_b,
        ket_qua_dau_thau=ket_qua_dau_thau,
        tep=tep,
        ty_le_tam_ung=min((t.ty_le for t in muc), default=0),
        khoi_luong_tam_ung=max((t.khoi_luong_toi_thieu for t in muc), default=0),
    )
    _full_clean(hop_dong)
    hop_dong.save()
    loi = []
    for nguon, so_tien in gia_tri.items():
        if not so_tien:
            continue
        try:
            ghi_but_toan(
                de_an,
                loai=L.HOP_DONG,
                nguon=nguon,
                nam=ngay.year,
                so_tien=so_tien,
                ngay=ngay,
                chung_tu=so,
                by=by,
                hop_dong=hop_dong,
            )
        except ValidationError as e:
            loi += e.messages
    loi += [str(v) for v in kiem_tra(doc_ho_so(de_an), "hop_dong") if v.chan]
    if loi:
        raise ValidationError(loi)
    if de_an.trang_thai == _T.PHE_DUYET:
        perform(w.KY_HOP_DONG, de_an, by=by, du_lieu={"hop_dong": so})
    return hop_dong


@transaction.atomic
def tam_ung(
    hop_dong: HopDong, *, nguon: str, so_tien: int, ngay: date, chung_tu: str, by: Any
) -> ButToan:
    """Pay an advance. The first asks the volume of Điều 13, later ones the papers of Điều 14.

    Raises ValidationError with every rule and limit.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    _dang(de_an, _T.HOP_DONG, _T.THUC_HIEN, _T.NGHIEM_THU)
    lan_dau = not ButToan.objects.filter(hop_dong=hop_dong, loai=L.TAM_UNG).exists()
    loi = [
        str(v) for v in kiem_tra(doc_ho_so(de_an), "tam_ung" if lan_dau else "con_lai") if v.chan
    ]
    try:
        dong = ghi_but_toan(
            de_an,
            loai=L.TAM_UNG,
            nguon=nguon,
            nam=ngay.year,
            so_tien=so_tien,
            ngay=ngay,
            chung_tu=chung_tu,
            by=by,
            hop_dong=hop_dong,
        )
    except ValidationError as e:
        loi += e.messages
    if loi:
        raise ValidationError(loi)
    return dong


@transaction.atomic
def bao_cao_thang(hop_dong: HopDong, *, du_lieu: Mapping[str, Any], by: Any) -> TienDo:
    """The monthly report (Mẫu 3a); totals since the start never fall below the month before.

    The report of a month may be written again until the Sở has confirmed it.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    _dang(de_an, _T.HOP_DONG, _T.THUC_HIEN)
    cu = TienDo.objects.filter(
        hop_dong=hop_dong, nam=du_lieu["nam"], thang=du_lieu["thang"]
    ).first()
    if cu is not None and cu.xac_nhan_luc is not None:
        raise ValidationError("Báo cáo tháng này Sở đã xác nhận, không sửa được.")
    bao = cu or TienDo(hop_dong=hop_dong)
    for ten, gia_tri in du_lieu.items():
        setattr(bao, ten, gia_tri)
    bao.nguoi = by
    _full_clean(bao)
    loi = _loi_luy_ke(bao)
    if loi:
        raise ValidationError(loi)
    bao.save()
    if de_an.trang_thai == _T.HOP_DONG:
        perform(w.BAT_DAU, de_an, by=by)
    ghi(
        "dean.bao_cao_thang",
        de_an,
        by=by,
        du_lieu={"thang": f"{bao.nam}-{bao.thang:02d}", "khoi_luong": str(bao.khoi_luong)},
    )
    return bao


def _loi_luy_ke(bao: TienDo) -> list[str]:
    truoc = None
    sau = None
    for t in TienDo.objects.filter(hop_dong=bao.hop_dong).exclude(pk=bao.pk):
        if (t.nam, t.thang) < (bao.nam, bao.thang):
            truoc = t
        elif sau is None:
            sau = t
    loi = []
    for ten in ("khoi_luong", "kinh_phi_nha_nuoc", "kinh_phi_khac"):
        nhan = TienDo._meta.get_field(ten).verbose_name
        so = getattr(bao, ten)
        if truoc is not None and so < getattr(truoc, ten):
            loi.append(f"«{nhan}» nhỏ hơn lũy kế tháng {truoc.thang}/{truoc.nam} (KC33).")
        if sau is not None and so > getattr(sau, ten):
            loi.append(f"«{nhan}» lớn hơn lũy kế tháng {sau.thang}/{sau.nam} (KC33).")
    return loi


@transaction.atomic
def xac_nhan_tien_do(bao: TienDo, *, by: Any) -> TienDo:
    """The Sở confirms a monthly report after checking; an advance rests on it (Mẫu 3a)."""
    de_an = khoa_de_an(bao.hop_dong.de_an)
    doi_quyen(de_an, by, "tham_dinh_so", dung_ben=False)
    if bao.nguoi_id == by.pk:
        raise PermissionDenied("Người lập báo cáo không tự xác nhận.")
    bao.so_xac_nhan, bao.xac_nhan_luc = by, timezone.now()
    bao.save(update_fields=["so_xac_nhan", "xac_nhan_luc"])
    ghi("dean.xac_nhan_tien_do", de_an, by=by, du_lieu={"bao_cao": bao.pk})
    return bao


@transaction.atomic
def nghiem_thu(hop_dong: HopDong, *, du_lieu: Mapping[str, Any], by: Any) -> NghiemThu:
    """Enter a minute of acceptance (Mẫu 5a, 5b, 5c), partial ones too, with its ledger entries.

    A minute that is not «đạt» carries no money. Raises ValidationError with every fault.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    _dang(de_an, _T.HOP_DONG, _T.THUC_HIEN)
    bien_ban = NghiemThu(hop_dong=hop_dong, nguoi=by, **du_lieu)
    _full_clean(bien_ban)
    tien = {n: int(getattr(bien_ban, n)) for n in Nguon}
    if not bien_ban.dat and any(tien.values()):
        raise ValidationError("Biên bản không đạt thì không có giá trị nghiệm thu.")
    bien_ban.save()
    loi = []
    for nguon, so_tien in tien.items():
        if not so_tien:
            continue
        try:
            ghi_but_toan(
                de_an,
                loai=L.NGHIEM_THU,
                nguon=nguon,
                nam=bien_ban.ngay.year,
                so_tien=so_tien,
                ngay=bien_ban.ngay,
                chung_tu=f"{bien_ban.get_loai_display()} ngày {bien_ban.ngay:%d/%m/%Y}",
                by=by,
                hop_dong=hop_dong,
                thu_huong=bien_ban.thu_huong,
            )
        except ValidationError as e:
            loi += e.messages
    if loi:
        raise ValidationError(loi)
    return bien_ban


@transaction.atomic
def ke_chung_tu(
    hop_dong: HopDong, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[ChungTu]:
    """Add vouchers of the settlement (Mẫu 8a, 8b); all or none, each fault with its row."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    _dang(de_an, _T.THUC_HIEN, _T.NGHIEM_THU)
    moi, loi = [], []
    for so, muc in enumerate(cac_dong, 1):
        dong = ChungTu(hop_dong=hop_dong, **muc)
        try:
            dong.full_clean()
        except ValidationError as e:
            loi += [f"Chứng từ {so}: {cau}" for cau in e.messages]
            continue
        dong.save()
        moi.append(dong)
    loi += [str(v) for v in kiem_tra(doc_ho_so(de_an), "quyet_toan", chi={"KC24"}) if v.chan]
    if loi:
        raise ValidationError(loi)
    ghi("dean.ke_chung_tu", de_an, by=by, du_lieu={"so_chung_tu": len(moi)})
    return moi


@transaction.atomic
def hoan_thanh_nghiem_thu(de_an: DeAn, *, by: Any) -> DeAn:
    """The last site is accepted: the fifteen days of the settlement begin."""
    return perform(w.NGHIEM_THU, de_an, by=by)


@transaction.atomic
def quyet_toan(
    de_an: DeAn,
    *,
    so_tien: Sequence[tuple[HopDong, str, int]],
    ngay: date,
    chung_tu: str,
    by: Any,
) -> DeAn:
    """Settle: (contract, source, đồng); never above what was accepted, vouchers within their year.

    An advance above the settled sum becomes an obligation to pay back (``phai_hoan_tra``).
    """
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    _dang(de_an, _T.NGHIEM_THU)
    h = doc_ho_so(de_an)
    loi = [str(v) for v in kiem_tra(h, "quyet_toan") if v.chan]
    loi += [f"Thiếu {ten}." for ten in h.thieu_tai_lieu("quyet_toan")]
    for hop_dong, nguon, so in so_tien:
        try:
            ghi_but_toan(
                de_an,
                loai=L.QUYET_TOAN,
                nguon=nguon,
                nam=hop_dong.ngay.year,
                so_tien=so,
                ngay=ngay,
                chung_tu=chung_tu,
                by=by,
                hop_dong=hop_dong,
            )
        except ValidationError as e:
            loi += e.messages
    if loi:
        raise ValidationError(loi)
    return perform(w.QUYET_TOAN, de_an, by=by, du_lieu={"chung_tu": chung_tu})


@transaction.atomic
def phai_hoan_tra(
    hop_dong: HopDong,
    *,
    nguon: str,
    so_tien: int,
    ly_do: str,
    van_ban: str,
    ngay: date,
    han: date,
    by: Any,
) -> NghiaVuHoanTra:
    """Ask money back; not more than was advanced and is neither settled nor paid back."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    du = so_du(de_an)
    con = (
        du.hop_dong(hop_dong.pk, L.TAM_UNG, nguon)
        - du.hop_dong(hop_dong.pk, L.QUYET_TOAN, nguon)
        - sum(n.so_tien for n in hop_dong.phai_hoan_tra.filter(nguon=nguon))
    )
    nghia_vu = NghiaVuHoanTra(
        hop_dong=hop_dong,
        nguon=nguon,
        so_tien=so_tien,
        ly_do=ly_do,
        van_ban=van_ban,
        ngay=ngay,
        han=han,
    )
    _full_clean(nghia_vu)
    if so_tien > con:
        raise ValidationError(f"Số phải hoàn trả lớn hơn số tạm ứng chưa quyết toán ({con} đồng).")
    nghia_vu.save()
    ghi("dean.phai_hoan_tra", de_an, by=by, ly_do=ly_do, du_lieu={"so_tien": so_tien})
    return nghia_vu


@transaction.atomic
def hoan_tra(
    hop_dong: HopDong, *, nguon: str, so_tien: int, ngay: date, chung_tu: str, by: Any
) -> ButToan:
    """Money paid back to the budget."""
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    return ghi_but_toan(
        de_an,
        loai=L.HOAN_TRA,
        nguon=nguon,
        nam=ngay.year,
        so_tien=so_tien,
        ngay=ngay,
        chung_tu=chung_tu,
        by=by,
        hop_dong=hop_dong,
    )


@transaction.atomic
def thanh_ly(de_an: DeAn, *, ngay: date, by: Any) -> DeAn:
    """Liquidate every contract (Mẫu 6); the đề án then waits for its effect to be surveyed."""
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    for hop_dong in de_an.hop_dong.filter(thanh_ly_ngay__isnull=True):
        hop_dong.thanh_ly_ngay = ngay
        _full_clean(hop_dong)
        hop_dong.save()
    de_an = perform(w.THANH_LY, de_an, by=by, du_lieu={"ngay": ngay.isoformat()})
    return perform(w.THEO_DOI, de_an, by=None)


@transaction.atomic
def ghi_hieu_qua(thu_huong: ThuHuong, *, du_lieu: Mapping[str, Any], by: Any) -> HieuQua:
    """Enter the survey of one beneficiary, before and after (B4); missing stays empty."""
    de_an = khoa_de_an(thu_huong.noi_dung.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    _dang(de_an, _T.THANH_LY, _T.THEO_DOI, _T.QUYET_TOAN)
    dong = HieuQua.objects.filter(thu_huong=thu_huong).first() or HieuQua(thu_huong=thu_huong)
    for ten, gia_tri in du_lieu.items():
        setattr(dong, ten, gia_tri)
    dong.nguoi = by
    _full_clean(dong)
    dong.save()
    ghi("dean.ghi_hieu_qua", de_an, by=by, du_lieu={"thu_huong": thu_huong.pk})
    return dong


@transaction.atomic
def dong_ho_so(de_an: DeAn, *, by: Any) -> DeAn:
    """Close the file once nothing is owed and the effect is known (KC38, KC44)."""
    h = doc_ho_so(de_an)
    loi = [str(v) for v in kiem_tra(h, "dong") if v.chan]
    if de_an.trang_thai == _T.NGUNG and h.so_du.con_tam_ung > 0:
        loi.append(f"Còn {h.so_du.con_tam_ung} đồng tạm ứng chưa quyết toán, chưa hoàn trả.")
    if loi:
        raise ValidationError(loi)
    return perform(w.DONG, de_an, by=by)


def xin_ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Ask to stop, with the reason."""
    return perform(w.XIN_NGUNG, de_an, by=by, ly_do=ly_do)


def tiep_tuc(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Refuse a request to stop."""
    return perform(w.TIEP_TUC, de_an, by=by, ly_do=ly_do)


@transaction.atomic
def ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Stop by decision; supports without acceptance no longer count as given (KC12)."""
    de_an = perform(w.NGUNG, de_an, by=by, ly_do=ly_do)
    ThuHuong.objects.filter(noi_dung__de_an=de_an, nghiem_thu__isnull=True).update(
        hieu_luc=HieuLucThuHuong.HUY
    )
    return de_an
