"""Taking a committed session back: three lists, and nothing that others built on is touched."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.models import CongViec
from cucctdp.imports.choices import KetLuan, KetQua, TrangThaiPhien
from cucctdp.imports.dang_ky import Lui, SoDangKy, bam, so_dang_ky
from cucctdp.imports.models import DongNhap, PhienNhap
from cucctdp.imports.sao_chep import ghi_ket_qua
from cucctdp.imports.services.ghi import (
    LOI_GHI,
    HangKetQua,
    ai_doi,
    bao,
    cac_khoi,
    cau_tu_choi,
    mot_phien_mot_luc,
    tra_ve,
)
from cucctdp.imports.services.phien import khoa_phien, kiem_quyen, phai_o, xep_viec


@transaction.atomic
def yeu_cau_hoan_tac(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Queue the undoing of a committed session whose rows are still kept."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    phai_o(phien, TrangThaiPhien.DA_GHI)
    phien.trang_thai = TrangThaiPhien.DANG_HOAN_TAC
    phien.nguoi_hoan_tac = by
    xep_viec(phien, f"Hoàn tác {phien.tep.ten}", by=by)
    return phien


def hoan_tac_phien(phien_id: int, viec: CongViec) -> None:
    """The job: one transaction; created records go first, then changed ones get back."""
    try:
        with transaction.atomic():
            _hoan_tac(khoa_phien(phien_id), viec)
    except Exception:
        tra_ve(phien_id, TrangThaiPhien.DANG_HOAN_TAC, TrangThaiPhien.DA_GHI)
        raise


def _hoan_tac(phien: PhienNhap, viec: CongViec) -> None:
    if phien.trang_thai != TrangThaiPhien.DANG_HOAN_TAC:
        return
    so, by = so_dang_ky(phien.loai), viec.nguoi_tao
    mot_phien_mot_luc(so)
    dem: dict[str, int] = defaultdict(int)
    xong = 0
    with pghistory.context(nguoi=str(by), user=by.pk, phien_nhap=phien.pk, hoan_tac=True):
        for ket_luan in (KetLuan.MOI, KetLuan.DOI):
            for khoi in cac_khoi(phien, ket_qua=KetQua.DA_GHI, ket_luan=ket_luan):
                hang = _khoi(so, khoi, by)
                ghi_ket_qua(hang)
                for h in hang:
                    dem[h[1]] += 1
                xong += len(khoi)
                bao(viec, xong, phien.so_ghi)
    phien.trang_thai = TrangThaiPhien.DA_HOAN_TAC
    phien.hoan_tac_luc = timezone.now()
    phien.save()
    ghi("phien_nhap.hoan_tac", phien, by=by, du_lieu={"danh_muc": so.ten, **dem})


def _khoi(so: SoDangKy, khoi: Sequence[DongNhap], by: Any) -> list[HangKetQua]:
    cac_pk = [d.dich_id for d in khoi if d.dich_id is not None]
    nay = so.doc_trang_thai(cac_pk, khoa=True)
    duoc = set(so.queryset(by).filter(pk__in=cac_pk).values_list("pk", flat=True))
    da_doi = [d.dich_id for d in khoi if d.dich_id in nay and bam(nay[d.dich_id]) != d.bam_sau]
    ai = ai_doi(so, da_doi)
    moi = [d.dich_id for d in khoi if d.ket_luan == KetLuan.MOI and d.dich_id is not None]
    dung = noi_dung(so, moi)
    ket_qua: dict[int, tuple[str, str]] = {}
    lam = []
    for d in khoi:
        if d.dich_id not in nay:
            ket_qua[d.pk] = KetQua.KHONG_DUOC, "Bản ghi không còn trong danh mục."
        elif d.dich_id not in duoc:
            ket_qua[d.pk] = KetQua.KHONG_DUOC, "Bản ghi nay không thuộc phạm vi của bạn."
        elif d.dich_id in ai:
            ket_qua[d.pk] = KetQua.GIU, f"Đã đổi sau khi nhập: {ai[d.dich_id]}."
        elif d.dich_id in dung:
            ket_qua[d.pk] = KetQua.KHONG_DUOC, f"Đang được dùng ở: {', '.join(dung[d.dich_id])}."
        else:
            lam.append(d)
    _lui(so, lam, by, ket_qua)
    return [(d.pk, kq, d.bam_sau, None, cau) for d in khoi for kq, cau in [ket_qua[d.pk]]]


def _lui_mot(d: DongNhap) -> Lui:
    moi = d.ket_luan == KetLuan.MOI
    truoc = {} if moi else {k: d.truoc[k] for k, v in d.sach.items() if d.truoc[k] != v}
    return Lui(d.dich_id, moi, truoc, d.vet)  # type: ignore[arg-type]


def _lui(
    so: SoDangKy, cac: Sequence[DongNhap], by: Any, ket_qua: dict[int, tuple[str, str]]
) -> None:
    def thuc_hien(nhom: Sequence[DongNhap]) -> None:
        so.lui([_lui_mot(d) for d in nhom if d.dich_id is not None], by=by)

    if not cac:
        return
    try:
        with transaction.atomic():
            thuc_hien(cac)
        ket_qua.update({d.pk: (KetQua.HOAN_TAC, "") for d in cac})
    except LOI_GHI:
        for d in cac:
            try:
                with transaction.atomic():
                    thuc_hien([d])
                ket_qua[d.pk] = KetQua.HOAN_TAC, ""
            except LOI_GHI as exc:
                ket_qua[d.pk] = KetQua.KHONG_DUOC, cau_tu_choi(so, exc)


def noi_dung(so: SoDangKy, cac_pk: Sequence[int]) -> dict[int, list[str]]:
    """Record → names of the registers that refer to it; one query a relation."""
    ket_qua: dict[int, list[str]] = defaultdict(list)
    if not cac_pk:
        return ket_qua
    for quan_he in so.mo_hinh._meta.related_objects:
        kieu: Any = quan_he.related_model
        if quan_he.get_accessor_name() in so.so_huu or hasattr(kieu, "pgh_tracked_model"):
            continue
        truong = quan_he.field.name
        ten = str(kieu._meta.verbose_name)
        tro_toi = kieu._base_manager.filter(**{f"{truong}__in": cac_pk})
        for pk in tro_toi.values_list(truong, flat=True).distinct():
            if ten not in ket_qua[pk]:
                ket_qua[pk].append(ten)
    return dict(ket_qua)
