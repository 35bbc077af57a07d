"""From approval to money: allotment, detailed plan, contract, advance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import DANG_CHAY, NGUON_KHUYEN_CONG, HinhThuc, Nguon, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    ButToan,
    DeAn,
    DotGiaoVon,
    HopDong,
    KeHoach,
    ThuHuong,
)
from khuyencong.rules import kiem_tra
from khuyencong.services.de_an import ghi_thu_huong
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.services.tham_dinh import chot_thu_huong
from khuyencong.services.thu_huong import ghi_co_so_moi
from khuyencong.services.thuc_hien.dieu_kien import (
    doi_quyen,
    doi_trang_thai,
    ghi_cua_hop_dong,
    ghi_hay_gom,
    kiem_dong,
    loi_ngay,
)
from khuyencong.so_du import so_du

_T = TrangThaiDeAn


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

    The money of a province is allotted by its own side, also to a đề án of the national regime.
    Raises ValidationError with the refusals of every share.
    """
    dot = DotGiaoVon(ke_hoach=ke_hoach, so_dot=so_dot, so_van_ban=so_van_ban, ngay=ngay)
    kiem_dong(dot)
    dot.save()
    loi = loi_ngay("giao vốn", ngay)
    for de_an, nguon, so_tien in sorted(phan, key=lambda p: (p[0].pk, p[1])):
        doi_quyen(de_an, by, "phe_duyet", nguon=ke_hoach.nguon)
        if de_an.trang_thai not in DANG_CHAY:
            loi.append(f"{de_an.ma}: đề án không ở trong diện được giao vốn.")
            continue
        khac_nguon = nguon in NGUON_KHUYEN_CONG and nguon != ke_hoach.nguon
        if khac_nguon or ke_hoach.don_vi_id not in (None, de_an.don_vi_id):
            loi.append(f"{de_an.ma}: không thuộc {ke_hoach}.")
            continue
        duyet = de_an.ngay_quyet_dinh
        if duyet is not None and ngay < duyet:
            loi.append(
                f"{de_an.ma}: ngày giao vốn ({ngay:%d/%m/%Y}) trước ngày phê duyệt "
                f"({duyet:%d/%m/%Y})."
            )
        ghi_hay_gom(
            loi,
            de_an,
            dau=f"{de_an.ma}: ",
            loai=L.GIAO,
            nguon=nguon,
            nam=ke_hoach.nam,
            so_tien=so_tien,
            ngay=ngay,
            chung_tu=so_van_ban,
            by=by,
            dot=dot,
        )
    if loi:
        raise ValidationError(loi)
    return dot


@transaction.atomic
def ke_hoach_chi_tiet(
    de_an: DeAn, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[ThuHuong]:
    """Mẫu 11: beneficiaries of an approved đề án nhóm are named; the approved sums do not grow.

    A row names its establishment («co_so»), or describes one that is not in the register yet
    («co_so_moi»: its fields, and «khong_trung» when the author has seen the look-alikes).
    Raises ValidationError with every fault and every rule a named establishment breaks.
    """
    de_an = khoa_de_an(de_an)
    doi_quyen(de_an, by, "tham_dinh_so", dung_ben=False)
    doi_trang_thai(de_an, _T.PHE_DUYET, _T.HOP_DONG, _T.THUC_HIEN)
    if de_an.hinh_thuc != HinhThuc.NHOM:
        raise ValidationError("Chỉ đề án nhóm mới xác định đơn vị thụ hưởng sau khi phê duyệt.")
    dang_co = {t.pk for t in ThuHuong.objects.filter(noi_dung__de_an=de_an)}
    if dang_co - {muc.get("id") for muc in cac_dong}:
        raise ValidationError("Không bỏ dòng đã phê duyệt; ghi tên cơ sở vào dòng đó.")
    giu = ghi_thu_huong(de_an, _lap_co_so_moi(de_an, cac_dong, by))
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


def _lap_co_so_moi(
    de_an: DeAn, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[dict[str, Any]]:
    """Rows with their new establishments in the register; every fault with its row."""
    cac, loi = [], []
    for thu_tu, muc in enumerate(cac_dong, 1):
        dong = dict(muc)
        if (moi := dong.pop("co_so_moi", None)) is not None:
            moi = dict(moi)
            khong_trung = bool(moi.pop("khong_trung", False))
            try:
                dong["co_so"] = ghi_co_so_moi(de_an, moi, khong_trung=khong_trung, by=by)
                dong["xa"] = dong["co_so"].xa
            except ValidationError as e:
                loi += [f"Dòng {thu_tu}: {cau}" for cau in e.messages]
        cac.append(dong)
    if loi:
        raise ValidationError(loi)
    return cac


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
    doi_trang_thai(de_an, _T.PHE_DUYET, _T.HOP_DONG, _T.THUC_HIEN)
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
    kiem_dong(hop_dong)
    hop_dong.save()
    loi = loi_ngay("ký hợp đồng", ngay)
    for nguon, so_tien in gia_tri.items():
        if not so_tien:
            continue
        ghi_hay_gom(
            loi,
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

    Only this contract is judged; an advance that was reversed was none. Raises ValidationError
    with every rule and limit.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "ky_hop_dong")
    doi_trang_thai(de_an, _T.HOP_DONG, _T.THUC_HIEN, _T.NGHIEM_THU)
    da_ung = ButToan.objects.filter(
        hop_dong=hop_dong, loai=L.TAM_UNG, dao_cua__isnull=True, bi_dao__isnull=True
    )
    h = doc_ho_so(de_an)
    h = replace(
        h,
        hop_dong=[x for x in h.hop_dong if x.pk == hop_dong.pk],
        nghiem_thu=[n for n in h.nghiem_thu if n.hop_dong_id == hop_dong.pk],
    )
    loi = loi_ngay("tạm ứng", ngay, hop_dong=hop_dong)
    loi += [str(v) for v in kiem_tra(h, "con_lai" if da_ung.exists() else "tam_ung") if v.chan]
    return ghi_cua_hop_dong(
        loi, hop_dong, loai=L.TAM_UNG, nguon=nguon, so_tien=so_tien, ngay=ngay,
        chung_tu=chung_tu, by=by,
    )  # fmt: skip
