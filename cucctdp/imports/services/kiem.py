"""The job that reads the file and checks its rows, block by block, each block exactly once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.files.services import TienDo
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.dang_ky import SoDangKy, so_dang_ky
from cucctdp.imports.doc_tep import Trang, doc_du_o
from cucctdp.imports.ghep_cot import la_danh_so
from cucctdp.imports.kiem_tra import TRUNG, BoKiem, danh_dau_trung
from cucctdp.imports.models import DongNhap, PhienNhap
from cucctdp.imports.sao_chep import chep
from cucctdp.imports.services.phien import (
    dem_lai,
    khoa_phien,
    kiem_quyen,
    mo_trang,
    phai_o,
    xoa_dong,
)

CO_KHOI = 2000
Khoi = list[tuple[int, list[str]]]


def kiem_phien(phien_id: int, td: TienDo, *, co_khoi: int = CO_KHOI) -> None:
    """Stage and check every row after the last block that was committed, then find duplicates.

    Rows and the mark «read so far» are written in one transaction: a worker killed in the middle
    leaves whole blocks only, and whoever runs this again goes on behind them.
    """
    phien = PhienNhap.objects.select_related("tep", "nguoi_tao", "don_vi").get(pk=phien_id)
    so = so_dang_ky(phien.loai)
    try:
        trang = next(t for t in mo_trang(phien) if t.ten[:100] == phien.trang_tinh)
        bo = BoKiem(phien, so, by=phien.nguoi_tao)
        tong = max(trang.uoc_luong - phien.dong_tieu_de, 1)
        for khoi in _cac_khoi(trang, phien, so, co_khoi):
            den = _ghi_khoi(phien_id, bo, khoi)
            xong = den - phien.dong_tieu_de
            td.bao(min(98, 100 * xong // tong), xong=xong, tong=max(tong, xong))
    except (TepKhongDocDuoc, StopIteration) as exc:
        cau = "\n".join(exc.cau) if isinstance(exc, TepKhongDocDuoc) else "Không thấy trang tính."
        _tra_ve_ghep(phien_id, cau)
        return
    _xong(phien_id)


def _cac_khoi(trang: Trang, phien: PhienNhap, so: SoDangKy, co_khoi: int) -> Iterator[Khoi]:
    khoi: Khoi = []
    dau = True
    nho: dict[str, Any] = {}
    for so_dong, o in doc_du_o(trang) if so.bang_tu_do else trang.doc():
        if so_dong <= phien.dong_tieu_de:
            continue
        if dau:
            dau = False
            if la_danh_so(o):
                continue
        du = so.doc_dong(o, phien.anh_xa, nho)
        if du is None or so_dong <= phien.da_doc_den:
            continue
        khoi.append((so_dong, du))
        if len(khoi) >= co_khoi:
            yield khoi
            khoi = []
    if khoi:
        yield khoi


@transaction.atomic
def _ghi_khoi(phien_id: int, bo: BoKiem, khoi: Khoi) -> int:
    phien = khoa_phien(phien_id)
    phai_o(phien, TrangThaiPhien.DANG_KIEM)
    con_lai = [(so, o) for so, o in khoi if so > phien.da_doc_den]
    if con_lai:
        dau = [] if phien.da_doc_den else bo.dong_dau()
        cac_dong = dau + bo.kiem(con_lai)
        chep(cac_dong)
        dem = Counter(d.ket_luan for d in cac_dong)
        for ten, n in dem.items():
            setattr(phien, f"so_{ten}", getattr(phien, f"so_{ten}") + n)
        phien.tong_dong += len(cac_dong)
        phien.da_doc_den = con_lai[-1][0]
        phien.save(update_fields=["tong_dong", "da_doc_den", *(f"so_{t}" for t in dem)])
    return phien.da_doc_den


@transaction.atomic
def _tra_ve_ghep(phien_id: int, cau: str) -> None:
    phien = khoa_phien(phien_id)
    xoa_dong(phien)
    phien.trang_thai = TrangThaiPhien.GHEP_COT
    phien.loi_tep = cau
    phien.save()


@transaction.atomic
def _xong(phien_id: int) -> None:
    phien = khoa_phien(phien_id)
    if phien.trang_thai != TrangThaiPhien.DANG_KIEM:
        return
    if not phien.cac_dong.exists():
        phien.trang_thai = TrangThaiPhien.GHEP_COT
        phien.loi_tep = (
            "Dưới dòng tiêu đề không có dòng dữ liệu nào. Hãy chọn trang hoặc dòng khác."
        )
    else:
        so = so_dang_ky(phien.loai)
        danh_dau_trung(phien, so)
        so.soat_ca_tep(phien.pk)
        phien.trang_thai = TrangThaiPhien.CHO_GHI
    dem_lai(phien)
    phien.save()


@transaction.atomic
def sua_dong(phien: PhienNhap, so_dong: int, *, o: dict[str, str], by: Any) -> DongNhap:
    """Mend cells of one staged row (column → text) and check again what that can change.

    The file itself stays as uploaded. Raises ValidationError when the session is not waiting to
    be committed, DongNhap.DoesNotExist for a row it does not have.
    """
    kiem_quyen(phien, by)
    phien = khoa_phien(phien.pk)
    phai_o(phien, TrangThaiPhien.CHO_GHI)
    so = so_dang_ky(phien.loai)
    dong = phien.cac_dong.get(so=so_dong)
    if dong.so <= phien.dong_tieu_de:
        raise ValidationError("Hãy sửa phần đầu biểu trong tệp rồi tải lên lại.")
    la = set(o) - set(phien.anh_xa)
    if la:
        raise ValidationError(f"Không có cột {', '.join(sorted(la))} trong phiên nhập.")
    khoa = {dong.khoa, dong.khoa_phu}
    rong = max([len(dong.tho), *(phien.anh_xa[c] + 1 for c in o)])
    dong.tho = dong.tho + [""] * (rong - len(dong.tho))
    for cot, chu in o.items():
        dong.tho[phien.anh_xa[cot]] = chu.strip()
    dong.save(update_fields=["tho"])
    bo = BoKiem(phien, so, by=by)
    moi = bo.kiem([(dong.so, dong.tho)])[0]
    khoa = (khoa | {moi.khoa, moi.khoa_phu}) - {""}
    cung = Q(khoa__in=khoa) | Q(khoa_phu__in=khoa)
    if dich := {dong.dich_id, moi.dich_id} - {None}:
        cung |= Q(dich_id__in=dich)
    ca_tep = [TRUNG, *so.ma_ca_tep]
    lien_quan = phien.cac_dong.filter(cung, ma_loi__overlap=ca_tep).exclude(pk=dong.pk)
    _kiem_lai(bo, [dong, *lien_quan])
    danh_dau_trung(phien, so)
    so.soat_ca_tep(phien.pk)
    dem_lai(phien)
    phien.save()
    dong.refresh_from_db()
    return dong


_TRUONG_KIEM = [
    "sach",
    "ket_luan",
    "loi",
    "ma_loi",
    "khoa",
    "khoa_phu",
    "dich_id",
    "truoc",
    "bam_truoc",
]


def _kiem_lai(bo: BoKiem, cac_dong: list[DongNhap]) -> None:
    for cu, moi in zip(cac_dong, bo.kiem([(d.so, d.tho) for d in cac_dong]), strict=True):
        for truong in _TRUONG_KIEM:
            setattr(cu, truong, getattr(moi, truong))
    DongNhap.objects.bulk_update(cac_dong, _TRUONG_KIEM, batch_size=500)
