"""Committing exactly the previewed rows, in one transaction; rows whose record moved stay out."""

from collections.abc import Iterator, Sequence
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from openpyxl.utils import get_column_letter

from cucctdp.audit.record import ghi
from cucctdp.files.models import CongViec
from cucctdp.files.services import DaHuy
from cucctdp.imports.choices import KetLuan, KetQua, TrangThaiPhien
from cucctdp.imports.dang_ky import DongDoc, SoDangKy, bam, muc_loi, so_dang_ky
from cucctdp.imports.models import DongNhap, PhienNhap
from cucctdp.imports.sao_chep import ghi_ket_qua, ghi_vet
from cucctdp.imports.services.phien import (
    bao_trong_giao_dich,
    dem_lai,
    khoa_phien,
    kiem_quyen,
    phai_o,
    xep_viec,
)

CO_KHOI = 2000
LOI_GHI = (IntegrityError, ValidationError, ProtectedError)
HangKetQua = tuple[int, str, str, int | None, str]


@transaction.atomic
def yeu_cau_ghi(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Queue the commit; ValidationError when there is nothing to write or it is not the time."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    phai_o(phien, TrangThaiPhien.CHO_GHI)
    if not phien.so_moi + phien.so_doi:
        raise ValidationError("Không có dòng nào thêm mới hay thay đổi để ghi.")
    if so_dang_ky(phien.loai).ca_tep and phien.so_loi:
        raise ValidationError(
            f"Còn {phien.so_loi} dòng có lỗi. Biểu này chỉ được ghi khi cả tệp không còn lỗi: tải "
            "tệp đánh dấu lỗi, sửa rồi nhập lại."
        )
    phien.trang_thai = TrangThaiPhien.DANG_GHI
    xep_viec(phien, f"Ghi {phien.tep.ten}", by=by)
    return phien


def ghi_phien(phien_id: int, viec: CongViec) -> None:
    """The job: all rows in one transaction. Cancelled or failed, nothing at all is written."""
    try:
        with transaction.atomic():
            _ghi(khoa_phien(phien_id), viec)
    except _CaTepBiTuChoi as exc:
        _ve_loi(phien_id, exc.ly_do)
    except Exception:
        tra_ve(phien_id, TrangThaiPhien.DANG_GHI, TrangThaiPhien.CHO_GHI)
        raise


class _CaTepBiTuChoi(Exception):
    """A file that is written whole had rows refused: row id → why. Nothing of it stays."""

    def __init__(self, ly_do: dict[int, str]) -> None:
        self.ly_do = ly_do
        super().__init__()


@transaction.atomic
def _ve_loi(phien_id: int, ly_do: dict[int, str]) -> None:
    """The refused rows become errors of the check; the session waits as before."""
    phien = khoa_phien(phien_id)
    so = so_dang_ky(phien.loai)
    i = phien.anh_xa.get(so.cot_khoa)
    for d in phien.cac_dong.filter(pk__in=ly_do):
        o = f"{get_column_letter(i + 1)}{d.so}" if i is not None else ""
        d.loi.append(muc_loi(o=o, ma="bi_tu_choi", thong_diep=ly_do[d.pk], cot=so.cot_khoa))
        d.ma_loi.append("bi_tu_choi")
        d.ket_luan = KetLuan.LOI
        d.save(update_fields=["loi", "ma_loi", "ket_luan"])
    phien.trang_thai = TrangThaiPhien.CHO_GHI
    dem_lai(phien)
    phien.save()


@transaction.atomic
def tra_ve(phien_id: int, tu: str, ve: str) -> None:
    """After a stop: the step before, unless the work had been done."""
    phien = khoa_phien(phien_id)
    if phien.trang_thai == tu:
        phien.trang_thai = ve
        phien.save(update_fields=["trang_thai"])


def _ghi(phien: PhienNhap, viec: CongViec) -> None:
    if phien.trang_thai != TrangThaiPhien.DANG_GHI:
        return
    so, by = so_dang_ky(phien.loai), viec.nguoi_tao
    tong = phien.so_moi + phien.so_doi
    phien.so_ghi = phien.so_tu_choi = 0
    mot_phien_mot_luc(so)
    nc = so.ngu_canh(by, phien.don_vi)
    xong = 0
    tu_choi: dict[int, str] = {}
    with pghistory.context(nguoi=str(by), user=by.pk, phien_nhap=phien.pk):
        for khoi in cac_khoi(phien, ket_luan__in=[KetLuan.MOI, KetLuan.DOI]):
            hang = _ghi_khoi(so, khoi, nc, by)
            ghi_ket_qua(hang)
            phien.so_ghi += sum(h[1] == KetQua.DA_GHI for h in hang)
            phien.so_tu_choi += sum(h[1] == KetQua.TU_CHOI for h in hang)
            xong += len(khoi)
            bao(viec, xong, tong)
            tu_choi |= {h[0]: h[4] for h in hang if h[1] == KetQua.TU_CHOI}
    if so.ca_tep and tu_choi:
        raise _CaTepBiTuChoi(tu_choi)
    phien.trang_thai = TrangThaiPhien.DA_GHI
    phien.ghi_luc = timezone.now()
    phien.save()
    du_lieu = {
        "danh_muc": so.ten,
        "tep": phien.tep.ten,
        "sha256": phien.tep.sha256,
        "them_moi": phien.so_moi,
        "thay_doi": phien.so_doi,
        "da_ghi": phien.so_ghi,
        "tu_choi": phien.so_tu_choi,
    }
    ghi("phien_nhap.ghi", phien, by=by, du_lieu=du_lieu)


def mot_phien_mot_luc(so: SoDangKy) -> None:
    """Two sessions of one register write one after the other: they then see each other's rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"nhap:{so.ma}"])


def bao(viec: CongViec, xong: int, tong: int) -> None:
    """Report from inside the transaction; DaHuy when the user asked to stop."""
    bao_trong_giao_dich(viec.pk, xong, tong)
    if CongViec.objects.filter(pk=viec.pk, yeu_cau_huy=True).exists():
        raise DaHuy


def cac_khoi(phien: PhienNhap, **loc: Any) -> Iterator[list[DongNhap]]:
    """The session's rows that match, in order, a block at a time."""
    tu = -1
    while khoi := list(phien.cac_dong.filter(so__gt=tu, **loc).order_by("so")[:CO_KHOI]):
        yield khoi
        tu = khoi[-1].so


def _ghi_khoi(so: SoDangKy, khoi: Sequence[DongNhap], nc: Any, by: Any) -> list[HangKetQua]:
    ly_do: dict[int, str] = {}
    sua = [d for d in khoi if d.ket_luan == KetLuan.DOI]
    moi = [d for d in khoi if d.ket_luan == KetLuan.MOI]
    _kiem_sua(so, sua, by, ly_do)
    _kiem_moi(so, moi, nc, ly_do)
    sua = [d for d in sua if d.pk not in ly_do]
    moi = [d for d in moi if d.pk not in ly_do]

    def doi(cac: Sequence[DongNhap]) -> None:
        vet = so.ghi_sua({d.dich_id: d.sach for d in cac if d.dich_id is not None}, by=by)
        for d in cac:
            d.vet = vet.get(d.dich_id) if d.dich_id is not None else None

    def tao(cac: Sequence[DongNhap]) -> None:
        for d, (pk, vet) in zip(cac, so.ghi_moi([d.sach for d in cac], by=by), strict=True):
            d.dich_id, d.vet = pk, vet

    _thu(so, sua, doi, ly_do)

    _thu(so, moi, tao, ly_do)
    ghi_vet([(d.pk, d.vet) for d in (*sua, *moi) if d.vet and d.pk not in ly_do])
    sau = so.doc_trang_thai([d.dich_id for d in (*sua, *moi) if d.pk not in ly_do])
    return [
        (d.pk, KetQua.TU_CHOI, "", None, ly_do[d.pk])
        if d.pk in ly_do
        else (d.pk, KetQua.DA_GHI, bam(sau[d.dich_id]), d.dich_id, "")
        for d in khoi
    ]


def _kiem_sua(so: SoDangKy, sua: Sequence[DongNhap], by: Any, ly_do: dict[int, str]) -> None:
    """Lock the records; refuse rows whose record is gone, out of reach, or not what it was."""
    cac_pk = [d.dich_id for d in sua if d.dich_id is not None]
    nay = so.doc_trang_thai(cac_pk, khoa=True)
    duoc = set(so.queryset(by).filter(pk__in=cac_pk).values_list("pk", flat=True))
    khac = [d for d in sua if d.dich_id in nay and bam(nay[d.dich_id]) != d.bam_truoc]
    ai = ai_doi(so, [d.dich_id for d in khac])
    for d in sua:
        if d.dich_id not in nay:
            ly_do[d.pk] = "Bản ghi không còn trong danh mục."
        elif d.dich_id not in duoc:
            ly_do[d.pk] = "Bản ghi nay không thuộc phạm vi của bạn."
    for d in khac:
        ly_do[d.pk] = f"Bản ghi đã đổi từ lúc kiểm tra: {ai[d.dich_id]}."


def _kiem_moi(so: SoDangKy, moi: Sequence[DongNhap], nc: Any, ly_do: dict[int, str]) -> None:
    """Refuse new rows whose record somebody has added since the check."""
    tim = [DongDoc(so=d.so, gia_tri=dict(d.sach), khoa=d.khoa, khoa_phu=d.khoa_phu) for d in moi]
    so.tim_dich(tim, nc)
    ai = ai_doi(so, [t.dich for t in tim if t.dich is not None])
    for d, t in zip(moi, tim, strict=True):
        if t.dich is not None:
            ly_do[d.pk] = f"Bản ghi này vừa được thêm vào danh mục (số {t.dich}): {ai[t.dich]}."
        elif t.co_loi:
            ly_do[d.pk] = " ".join(item["thong_diep"] for item in t.loi)


def _thu(so: SoDangKy, cac: Sequence[DongNhap], lam: Any, ly_do: dict[int, str]) -> None:
    """Write all at once; when the database refuses, one by one, so that only the bad stay out."""
    if not cac:
        return
    try:
        with transaction.atomic():
            lam(cac)
    except LOI_GHI:
        for d in cac:
            try:
                with transaction.atomic():
                    lam([d])
            except LOI_GHI as exc:
                ly_do[d.pk] = cau_tu_choi(so, exc)


def cau_tu_choi(so: SoDangKy, exc: Exception) -> str:
    """Our own words for a refusal of the database: the constraint's sentence."""
    if isinstance(exc, ValidationError):
        return " ".join(exc.messages)
    ten = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", "") or ""
    for rang_buoc in so.mo_hinh._meta.constraints:
        if rang_buoc.name == ten:
            return str(rang_buoc.violation_error_message)
    return "Giá trị trái với ràng buộc của danh mục. Hãy kiểm tra lại dòng này."


def ai_doi(so: SoDangKy, cac_pk: Sequence[int | None]) -> dict[int | None, str]:
    """Record → «Nguyễn Văn A, 14:05 ngày 03/02/2026», from the newest row event of each."""
    ket_qua: dict[int | None, str] = dict.fromkeys(cac_pk, "không rõ người đổi")
    if not cac_pk:
        return ket_qua
    su_kien = (
        so.mo_hinh_su_kien()
        .objects.filter(pgh_obj_id__in=cac_pk)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .select_related("pgh_context")
    )
    cac = [(e, e.pgh_context.metadata if e.pgh_context else {}) for e in su_kien]
    can = {m["user"] for _, m in cac if not m.get("nguoi") and m.get("user")}
    nguoi = {u.pk: str(u) for u in get_user_model().objects.filter(pk__in=can)}
    for e, m in cac:
        ten = m.get("nguoi") or nguoi.get(m.get("user")) or "một người dùng không ghi tên"
        luc = timezone.localtime(e.pgh_created_at)
        ket_qua[e.pgh_obj_id] = f"{ten} sửa lúc {luc:%H:%M} ngày {luc:%d/%m/%Y}"
    return ket_qua
