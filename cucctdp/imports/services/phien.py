"""Opening a session, matching its columns, queueing its jobs."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.excel.errors import LoiO, TepKhongDocDuoc
from cucctdp.files.choices import DA_KET_THUC, TrangThaiViec
from cucctdp.files.models import CongViec
from cucctdp.files.services import doc_tep, luu_tep, tao_cong_viec
from cucctdp.imports.choices import DANG_CHAY, KetLuan, TrangThaiPhien
from cucctdp.imports.dang_ky import SoDangKy, so_dang_ky
from cucctdp.imports.doc_tep import Trang, mo_tep
from cucctdp.imports.ghep_cot import DeXuat, de_xuat, khoa_tieu_de
from cucctdp.imports.models import PhienNhap

LOAI_TEP = "phien_nhap"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NHO_CACHE_GIAY = 600


def duoc_lam(user: Any, phien: PhienNhap) -> bool:
    """May go on with the session: holds the register's right, and is its owner or sees all."""
    so = so_dang_ky(phien.loai)
    cua_minh = phien.nguoi_tao_id == user.pk or user.pham_vi_don_vi() is None
    return bool(user.is_active and cua_minh and user.has_perm(so.quyen))


def kiem_quyen(phien: PhienNhap, by: Any) -> None:
    """Raise PermissionDenied unless ``by`` may go on with the session."""
    if not duoc_lam(by, phien):
        raise PermissionDenied("Tài khoản của bạn không được làm tiếp phiên nhập này.")


def khoa_phien(pk: int) -> PhienNhap:
    """The session, locked until the end of the transaction."""
    return (
        PhienNhap.objects.select_for_update(of=("self",))
        .select_related("tep", "nguoi_tao", "viec", "don_vi")
        .get(pk=pk)
    )


def mo_trang(phien: PhienNhap) -> list[Trang]:
    """The sheets of the session's file; TepKhongDocDuoc as when it was uploaded."""
    return mo_tep(doc_tep(phien.tep), ten=phien.tep.ten)


def mo_phien(so: SoDangKy, *, noi_dung: bytes, ten: str, by: Any, don_vi: Any = None) -> PhienNhap:
    """Keep the uploaded file and open a session with a proposed matching of columns.

    Raises TepKhongDocDuoc with every reason the file is refused (nothing is kept then),
    PermissionDenied without the register's right, ValidationError for a province out of scope.
    """
    if not (by.is_active and by.has_perm(so.quyen)):
        raise PermissionDenied("Tài khoản của bạn không có quyền nhập danh mục này.")
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None:
        if don_vi is not None and don_vi.pk not in pham_vi:
            raise ValidationError("Tỉnh, thành phố này không thuộc phạm vi của bạn.")
        if don_vi is None and getattr(by, "don_vi_id", None):
            don_vi = by.don_vi
    cac_trang = mo_tep(noi_dung, ten=ten)
    dx = de_xuat(so, cac_trang, nho=nho_lan_truoc(so, by))
    if dx is None:
        raise TepKhongDocDuoc([_loi_trong(ten)])
    with transaction.atomic():
        kieu = _XLSX if noi_dung.startswith(b"PK") else "text/csv"
        tep = luu_tep(noi_dung, loai=LOAI_TEP, ten=ten, kieu_noi_dung=kieu, by=by, don_vi=don_vi)
        phien = PhienNhap.objects.create(
            loai=so.ma, tep=tep, don_vi=don_vi, nguoi_tao=by, **_tu_de_xuat(dx)
        )
        du_lieu = {"danh_muc": so.ten, "tep": ten, "sha256": tep.sha256}
        ghi("phien_nhap.mo", phien, by=by, du_lieu=du_lieu)
    return phien


def _loi_trong(ten: str) -> LoiO:
    cau = (
        f"Các trang tính đang hiện của tệp «{ten}» không có dữ liệu. "
        "Hãy bỏ ẩn trang tính, hoặc chọn tệp khác."
    )
    return LoiO("", "", cau, "khong_du_lieu")


def _tu_de_xuat(dx: DeXuat) -> dict[str, Any]:
    return {
        "trang_tinh": dx.trang[:100],
        "dong_tieu_de": dx.dong_tieu_de,
        "tieu_de": dx.tieu_de,
        "anh_xa": dx.anh_xa,
        "dau_tep": dx.tren,
    }


def nho_lan_truoc(so: SoDangKy, by: Any) -> dict[str, str]:
    """Heading → column, as this user matched them in the last checked sessions of the kind."""
    nho: dict[str, str] = {}
    cac_phien = (
        PhienNhap.objects.filter(loai=so.ma, nguoi_tao=by)
        .exclude(trang_thai=TrangThaiPhien.GHEP_COT)
        .values_list("tieu_de", "anh_xa")[:5]
    )
    for tieu_de, anh_xa in cac_phien:
        for cot, i in anh_xa.items():
            if i < len(tieu_de) and (khoa := khoa_tieu_de(tieu_de[i])):
                nho.setdefault(khoa, cot)
    return nho


@transaction.atomic
def doi_vi_tri(phien: PhienNhap, *, trang: str, dong: int, by: Any) -> PhienNhap:
    """Look for headings in another sheet or row; ValidationError when nothing is there."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    phai_o(phien, TrangThaiPhien.GHEP_COT)
    so = so_dang_ky(phien.loai)
    dx = de_xuat(so, mo_trang(phien), nho=nho_lan_truoc(so, by), trang=trang, dong=dong)
    if dx is None:
        raise ValidationError(f"Trang «{trang}» không có gì ở dòng {dong or 'nào'}.")
    for ten, gia_tri in _tu_de_xuat(dx).items():
        setattr(phien, ten, gia_tri)
    phien.save()
    return phien


@transaction.atomic
def xac_nhan_ghep(phien: PhienNhap, *, anh_xa: dict[str, int], by: Any) -> PhienNhap:
    """Fix the matching and queue the check; ValidationError with everything that is missing."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    phai_o(phien, TrangThaiPhien.GHEP_COT)
    so = so_dang_ky(phien.loai)
    loi = [
        f"Chưa chọn cột của tệp cho «{c.nhan}» (bắt buộc)."
        for c in so.cot
        if c.bat_buoc and c.ten not in anh_xa and not so.co_dinh
    ]
    da_dung: dict[int, str] = {}
    nhan = {c.ten: c.nhan for c in so.cot}
    for cot, i in anh_xa.items():
        if not 0 <= i < len(phien.tieu_de):
            loi.append(f"«{nhan[cot]}»: tệp không có cột thứ {i + 1}.")
        elif i in da_dung:
            loi.append(f"«{nhan[cot]}» và «{nhan[da_dung[i]]}» cùng chọn một cột của tệp.")
        da_dung.setdefault(i, cot)
    if loi:
        raise ValidationError(loi)
    phien.anh_xa = _them_cot(so, phien, anh_xa)
    xoa_dong(phien)
    phien.loi_tep = ""
    phien.trang_thai = TrangThaiPhien.DANG_KIEM
    phien.phien_ban_dich = so.phien_ban()
    xep_viec(phien, f"Kiểm tra {phien.tep.ten}", by=by)
    return phien


def _them_cot(so: SoDangKy, phien: PhienNhap, anh_xa: dict[str, int]) -> dict[str, int]:
    """Columns a free table lacks stand behind its own, so that a row can be mended by them."""
    if not so.bang_tu_do:
        return anh_xa
    thieu = [c.ten for c in so.cot if c.ten not in anh_xa]
    return anh_xa | {ten: len(phien.tieu_de) + i for i, ten in enumerate(thieu)}


@transaction.atomic
def chay_tiep(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Queue the job of the present step again: after a stop, a failure or a lost worker."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    if phien.trang_thai not in DANG_CHAY:
        raise ValidationError("Phiên nhập không có việc nào đang dở.")
    xep_viec(phien, f"{phien.get_trang_thai_display()}: {phien.tep.ten}", by=by)
    return phien


@transaction.atomic
def ghep_lai(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Back to matching columns; what was checked so far is dropped."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    if so_dang_ky(phien.loai).co_dinh:
        raise ValidationError("Cột của biểu này là cố định. Hãy sửa tiêu đề trong tệp.")
    dung = phien.trang_thai == TrangThaiPhien.DANG_KIEM and (
        phien.viec is None or phien.viec.trang_thai in DA_KET_THUC
    )
    if not dung:
        phai_o(phien, TrangThaiPhien.CHO_GHI)
    xoa_dong(phien)
    phien.trang_thai = TrangThaiPhien.GHEP_COT
    phien.save()
    return phien


@transaction.atomic
def bo_phien(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Give a session up before anything was written; its rows go, the file and the entry stay."""
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    if phien.viec is not None and phien.viec.trang_thai not in DA_KET_THUC:
        raise ValidationError("Đang có việc chạy. Hãy bấm «Dừng» trước rồi bỏ phiên.")
    phai_o(phien, TrangThaiPhien.GHEP_COT, TrangThaiPhien.DANG_KIEM, TrangThaiPhien.CHO_GHI)
    xoa_dong(phien)
    phien.trang_thai = TrangThaiPhien.DA_BO
    phien.don_luc = timezone.now()
    phien.save()
    ghi("phien_nhap.bo", phien, by=by)
    return phien


def phai_o(phien: PhienNhap, *trang_thai: str) -> None:
    """Raise ValidationError unless the session is at one of these steps."""
    if phien.trang_thai not in trang_thai:
        raise ValidationError(
            f"Phiên nhập đang ở bước «{phien.get_trang_thai_display()}», hãy tải lại trang."
        )


def xep_viec(phien: PhienNhap, ten: str, *, by: Any) -> None:
    """One open job a session: a second press of the button finds the first job."""
    from cucctdp.imports.tasks import chay_phien

    khoa = f"phien_nhap:{phien.pk}"
    viec, _ = tao_cong_viec(loai=LOAI_TEP, ten=ten[:255], khoa=khoa, by=by, don_vi=phien.don_vi)
    phien.viec = viec
    phien.save()
    transaction.on_commit(lambda: chay_phien.delay(phien.pk))


def xoa_dong(phien: PhienNhap) -> None:
    """Drop the staged rows; the session is saved by the caller."""
    phien.cac_dong.all()._raw_delete(phien.cac_dong.db)  # type: ignore[attr-defined]
    phien.da_doc_den = phien.tong_dong = 0
    phien.so_moi = phien.so_doi = phien.so_giong = phien.so_loi = 0


def dem_lai(phien: PhienNhap) -> None:
    """Recount the verdicts of the rows; the session is saved by the caller."""
    dem = dict(phien.cac_dong.order_by().values_list("ket_luan").annotate(n=Count("pk")))
    phien.so_moi = dem.get(KetLuan.MOI, 0)
    phien.so_doi = dem.get(KetLuan.DOI, 0)
    phien.so_giong = dem.get(KetLuan.GIONG, 0)
    phien.so_loi = dem.get(KetLuan.LOI, 0)
    phien.tong_dong = sum(dem.values())


def bao_trong_giao_dich(viec_id: int, xong: int, tong: int) -> None:
    """Progress of a job that writes in one transaction: its row there would not be seen."""
    cache.set(f"phien_nhap_viec:{viec_id}", (xong, tong), _NHO_CACHE_GIAY)


def tien_do(viec: CongViec) -> tuple[int, int, int]:
    """(percent, rows done, rows in all) of a session's job, from wherever it reports."""
    trong = cache.get(f"phien_nhap_viec:{viec.pk}")
    if trong and viec.trang_thai == TrangThaiViec.DANG_CHAY:
        xong, tong = trong
        return min(99, 100 * xong // max(tong, 1)), xong, tong
    return viec.phan_tram, viec.so_dong_xong, viec.so_dong_tong
