"""Staged import of 35.000 establishments against django-import-export's default and COPY."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from import_export import fields, resources, widgets
from openpyxl import Workbook
from tablib import Dataset

from baocao.do_luong import KetQuaDo, phep_do
from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User
from cucctdp.donvi.choices import LoaiHinhCoSo, QuyMo
from cucctdp.donvi.models import CoSo, NganhKinhTe, Xa
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.files.models import CongViec
from cucctdp.files.services import TienDo, tao_cong_viec
from cucctdp.imports.choices import KetLuan, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.ghi import ghi_phien
from cucctdp.imports.services.kiem import kiem_phien
from cucctdp.imports.services.phien import mo_phien

SO_DONG = 35_000
# django-import-export works a row at a time: a part of the rows measured, the rest in proportion.
SO_DONG_MAC_DINH = 1_000
IT_NHAT_NHANH_HON = 10
# The size of a province's own register (issue of khuyến công).
SO_DONG_TINH, IT_NHAT_NHANH_HON_TINH = 10_000, 8
TOI_DA_SO_COPY = 20
TOI_DA_MB = 300

_HO = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_TEN = ("An", "Bình", "Dũng", "Giang", "Hà", "Hòa", "Hùng", "Lan", "Minh", "Sơn", "Tâm")
_NGHE = (
    "Chế biến chè", "Mây tre đan", "Gỗ mỹ nghệ", "Cơ khí", "May mặc", "Gốm sứ", "Miến dong",
    "Chế biến nông sản", "Vật liệu xây dựng", "Nước mắm", "Dệt thổ cẩm", "Bánh kẹo",
)  # fmt: skip
_TIEN_TO = {
    "doanh_nghiep": "Công ty TNHH",
    "hop_tac_xa": "Hợp tác xã",
    "ho_kinh_doanh": "Hộ kinh doanh",
}
TIEU_DE = (
    "Tên cơ sở", "Mã số thuế", "Loại hình", "Quy mô", "Tỉnh, thành phố", "Xã, phường",
    "Địa chỉ sản xuất", "Mã ngành", "Chủ là nữ", "Chủ là người dân tộc thiểu số", "Làng nghề",
)  # fmt: skip


def cac_dong(n: int) -> list[tuple[str, ...]]:
    """Believable establishments over all communes; the same ones each time."""
    cac_xa = list(Xa.objects.order_by("ma").values_list("ma", "tinh__ten_goi"))
    nganh = list(NganhKinhTe.objects.filter(cap=4).order_by("ma").values_list("ma", flat=True))
    loai = list(_TIEN_TO)
    nhan_loai, nhan_quy_mo = dict(LoaiHinhCoSo.choices), list(dict(QuyMo.choices).values())
    ket_qua = []
    for i in range(n):
        lh = loai[i % 3]
        ten = f"{_HO[i % 11]} {_TEN[i * 7 % 11]} {i}"
        xa, tinh = cac_xa[i * 131 % len(cac_xa)]
        ket_qua.append(
            (
                f"{_TIEN_TO[lh]} {_NGHE[i % 12]} {ten}",
                f"{4_000_000_000 + i}",
                str(nhan_loai[lh]),
                str(nhan_quy_mo[1 + i % 4]),
                tinh,
                xa,
                f"Thôn {1 + i % 15}",
                nganh[i % len(nganh)] if nganh else "",
                "Có" if i % 3 == 0 else "Không",
                "Có" if i % 5 == 0 else "Không",
                f"Làng nghề {_NGHE[i % 12].lower()}" if i % 4 == 0 else "",
            )
        )
    return ket_qua


def tep_excel(dong: list[tuple[str, ...]]) -> bytes:
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("Cơ sở")
    ws.append(TIEU_DE)
    for d in dong:
        ws.append(d)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def nguoi_nhap() -> User:
    """An officer with the whole country in scope and the right to import."""
    dong_bo_nhom()
    vai_tro = "cuc_lanh_dao_phong"
    nguoi = User.objects.create_user(username="do.nhap.tep", vai_tro=vai_tro, password=None)
    nguoi.groups.set([nhom_cua(vai_tro)])
    return nguoi


def nhap_theo_phien(tep: bytes, nguoi: User) -> PhienNhap:
    """From the bytes of the file to committed rows, as the web and the worker do together."""
    phien = mo_phien(so_dang_ky("co_so"), noi_dung=tep, ten="do.xlsx", by=nguoi)
    viec, _ = tao_cong_viec(loai="phien_nhap", ten="đo", khoa=f"do:{phien.pk}", by=nguoi)
    PhienNhap.objects.filter(pk=phien.pk).update(trang_thai=TrangThaiPhien.DANG_KIEM)
    kiem_phien(phien.pk, TienDo(viec.pk))
    PhienNhap.objects.filter(pk=phien.pk).update(trang_thai=TrangThaiPhien.DANG_GHI)
    ghi_phien(phien.pk, CongViec.objects.get(pk=viec.pk))
    return PhienNhap.objects.get(pk=phien.pk)


class _ChonWidget(widgets.CharWidget):
    def __init__(self, cac_muc: Any) -> None:
        super().__init__()
        self.bang = {str(nhan): ma for ma, nhan in cac_muc}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.bang[value]


class _CoKhongWidget(widgets.BooleanWidget):
    TRUE_VALUES = ["Có"]
    FALSE_VALUES = ["Không"]


class CoSoResource(resources.ModelResource):
    """What the library gives by default: instance by key, look-ups, save, one row after another."""

    ten = fields.Field("ten", "Tên cơ sở")
    ma_so_thue = fields.Field("ma_so_thue", "Mã số thuế")
    loai_hinh = fields.Field("loai_hinh", "Loại hình", _ChonWidget(LoaiHinhCoSo.choices))
    quy_mo = fields.Field("quy_mo", "Quy mô", _ChonWidget(QuyMo.choices))
    xa = fields.Field("xa", "Xã, phường", widgets.ForeignKeyWidget(Xa, "ma"))
    dia_chi = fields.Field("dia_chi", "Địa chỉ sản xuất")
    nganh = fields.Field("nganh", "Mã ngành", widgets.ForeignKeyWidget(NganhKinhTe, "ma"))
    chu_so_huu_nu = fields.Field("chu_so_huu_nu", "Chủ là nữ", _CoKhongWidget())
    dan_toc_thieu_so = fields.Field(
        "dan_toc_thieu_so", "Chủ là người dân tộc thiểu số", _CoKhongWidget()
    )
    lang_nghe = fields.Field("lang_nghe", "Làng nghề", widgets.CharWidget(allow_blank=True))

    class Meta:
        model = CoSo
        import_id_fields = ("ma_so_thue",)
        fields = (
            "ten", "ma_so_thue", "loai_hinh", "quy_mo", "xa", "dia_chi", "nganh",
            "chu_so_huu_nu", "dan_toc_thieu_so", "lang_nghe",
        )  # fmt: skip


def _mac_dinh(tep: bytes) -> None:
    """The default page's two passes: a dry run for the preview, then the import."""
    for thu in (True, False):
        ket_qua = CoSoResource().import_data(Dataset().load(tep, format="xlsx"), dry_run=thu)
        if ket_qua.has_errors() or ket_qua.has_validation_errors():
            raise RuntimeError(f"django-import-export refused rows: {ket_qua.row_errors()[:1]}")


def _copy(dong: list[tuple[str, ...]]) -> None:
    """The floor: the finished values straight into the table, its indexes and row history."""
    xa = dict(Xa.objects.values_list("ma", "pk"))
    nganh = dict(NganhKinhTe.objects.values_list("ma", "pk"))
    loai = {str(n): m for m, n in LoaiHinhCoSo.choices}
    quy_mo = {str(n): m for m, n in QuyMo.choices}
    dem = StringIO()
    for d in dong:
        o = (
            d[1], d[0], khoa_ten_co_so(d[0]), loai[d[2]], quy_mo[d[3]], str(xa[d[5]]), d[6],
            str(nganh[d[7]]) if d[7] else "\\N", "t" if d[8] == "Có" else "f",
            "t" if d[9] == "Có" else "f", d[10], "", "",
        )  # fmt: skip
        dem.write("\t".join(o) + "\n")
    dem.seek(0)
    cot = (
        "ma_so_thue,ten,ten_khoa,loai_hinh,quy_mo,xa_id,dia_chi,nganh_id,chu_so_huu_nu,"
        "dan_toc_thieu_so,lang_nghe,chu_co_so,dinh_danh_chu"
    )
    with connection.cursor() as cursor:
        dau = perf_counter()
        cursor.copy_expert(f"COPY donvi_coso ({cot}) FROM STDIN", dem)
        _nhu_da_ghi()
        _copy.giay = perf_counter() - dau  # type: ignore[attr-defined]


def _nhu_da_ghi() -> None:
    """What a commit would check: the foreign keys, put off till then."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _giay(lam: Any, *doi_so: Any) -> float:
    """Seconds of one call with its keys checked, what it wrote taken back."""
    with transaction.atomic():
        dau = perf_counter()
        lam(*doi_so)
        _nhu_da_ghi()
        giay = perf_counter() - dau
        transaction.set_rollback(True)
    return giay


@phep_do("nhap-tep")
def do_nhap_tep() -> Iterator[KetQuaDo]:
    """File to committed rows against the library's two passes, against COPY, and its memory."""
    mb = _bo_nho()  # first: that process must not wait for what this transaction holds
    yield from _so_sanh(SO_DONG, IT_NHAT_NHANH_HON)
    yield KetQuaDo(
        "Bộ nhớ cao nhất của tiến trình nhập",
        mb / TOI_DA_MB,
        1,
        f"{TOI_DA_MB} MB",
        f"{mb:.0f} MB (tiến trình riêng, đo bằng rusage)",
    )


@phep_do("nhap-tep-10000")
def do_nhap_tep_tinh() -> Iterator[KetQuaDo]:
    """The same for 10.000 establishments, all checks."""
    yield from _so_sanh(SO_DONG_TINH, IT_NHAT_NHANH_HON_TINH)


def _so_sanh(so_dong: int, nhanh_hon: int) -> Iterator[KetQuaDo]:
    """Staged import of so many rows against the library's default and against COPY."""
    nguoi = nguoi_nhap()
    dong = cac_dong(so_dong)
    tep = tep_excel(dong)

    def theo_phien() -> None:
        phien = nhap_theo_phien(tep, nguoi)
        dem = phien.cac_dong.filter(ket_luan=KetLuan.MOI).count()
        if (phien.so_ghi, dem) != (so_dong, so_dong):
            raise RuntimeError(f"chỉ ghi {phien.so_ghi}, mới {dem}, lỗi {phien.so_loi}")

    phien_giay = _giay(theo_phien)
    _giay(_copy, dong)
    copy_giay: float = _copy.giay  # type: ignore[attr-defined]
    mot_phan = _giay(_mac_dinh, tep_excel(dong[:SO_DONG_MAC_DINH]))
    mac_dinh = mot_phan * so_dong / SO_DONG_MAC_DINH
    chi_tiet = f"nhập theo phiên, từ tệp tới đã ghi: {phien_giay:.2f} s"
    yield KetQuaDo(
        f"Nhập theo phiên {so_dong} cơ sở so với django-import-export mặc định",
        phien_giay / mac_dinh,
        1 / nhanh_hon,
        f"mặc định (xem thử rồi ghi): {mot_phan:.2f} s cho {SO_DONG_MAC_DINH} dòng, tức "
        f"{mac_dinh:.0f} s",
        f"{chi_tiet}; nhanh hơn {mac_dinh / phien_giay:.1f} lần",
    )
    yield KetQuaDo(
        f"Nhập theo phiên {so_dong} cơ sở so với COPY",
        phien_giay / copy_giay,
        TOI_DA_SO_COPY,
        f"COPY thẳng vào bảng: {copy_giay:.2f} s",
        chi_tiet,
    )


def _bo_nho() -> float:
    """Peak resident megabytes of a process that does nothing but this import."""
    ket_qua = subprocess.run(
        [sys.executable, "-m", "baocao.do_luong.nhap_tep_bo_nho"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ket_qua.stdout.split()[-1])
