"""Upload and check of a full quarterly workbook against a bare openpyxl load of the same file."""

from collections.abc import Callable, Iterator
from io import BytesIO

from django.db import transaction
from openpyxl import load_workbook

from baocao.choices import TrangThaiKy
from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import NAM_DAU, nap_cac_quy
from baocao.models import BoBaoCao, KyBaoCao
from baocao.services.ky import giao, tao_ky
from baocao.workbook import nap_tep, tao_tep_mau
from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User

TOI_DA = 2.5
VONG = 5
SO_NAM_TRUOC = 3
VAI_TRO = "so_tong_hop"
_BIEU_TINH = {"Hướng dẫn", "Q00", "_nhan_dang"}


@phep_do("tep-excel")
def do_workbook() -> Iterator[KetQuaDo]:
    """Reading and checking of one full workbook (a dry run), three years of quarters behind it.

    Both sides start from the bytes of the file; the writing of all its cells is told beside.
    """
    bo, nguoi = _bo_va_nguoi()
    tep = dien_du(tao_tep_mau(bo, by=nguoi))

    def nap(*, chi_kiem_tra: bool) -> int:
        ket_qua = nap_tep(bo, tep=BytesIO(tep), ten="do.xlsx", by=nguoi, chi_kiem_tra=chi_kiem_tra)
        if ket_qua.loi:
            raise RuntimeError(ket_qua.loi[0].thong_diep)
        return ket_qua.da_ghi

    def nap_that() -> None:
        with transaction.atomic():
            nap(chi_kiem_tra=False)
            transaction.set_rollback(True)

    so_o = nap(chi_kiem_tra=True)
    viec: list[Callable[[], object]] = [
        lambda: load_workbook(BytesIO(tep)),
        lambda: nap(chi_kiem_tra=True),
        nap_that,
    ]
    san, kiem_tra, ca_ghi = do_xen_ke(*viec, vong=VONG)
    yield KetQuaDo(
        f"Nộp và kiểm tra tệp Excel cả bộ một quý ({so_o} ô mới)",
        kiem_tra / san,
        TOI_DA,
        f"openpyxl mở tệp: {san * 1000:.0f} ms",
        f"đọc và kiểm tra: {kiem_tra * 1000:.0f} ms; cả ghi: {ca_ghi * 1000:.0f} ms "
        f"({ca_ghi / san:.2f} lần)",
    )


def _bo_va_nguoi() -> tuple[BoBaoCao, User]:
    """An untouched pack of an open quarter and the officer who types all its forms."""
    nap_cac_quy(SO_NAM_TRUOC)
    ky, _ = tao_ky(f"{NAM_DAU + SO_NAM_TRUOC}-Q1")
    giao(ky, by=None)
    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai=TrangThaiKy.DANG_MO)
    bo = BoBaoCao.objects.filter(ky=ky).select_related("ky", "don_vi").order_by("don_vi__ma")[0]
    dong_bo_nhom()
    nguoi = User.objects.create_user(
        username="do.tep.excel", vai_tro=VAI_TRO, don_vi=bo.don_vi, password=None
    )
    nguoi.groups.set([nhom_cua(VAI_TRO)])
    return bo, nguoi


def dien_du(tep: bytes) -> bytes:
    """The workbook with every empty entry cell of the tables filled in."""
    wb = load_workbook(BytesIO(tep))
    for ws in wb.worksheets:
        if ws.title in _BIEU_TINH:
            continue
        for hang in ws.iter_rows(min_row=12):
            ma = str(hang[0].value or "")
            for o in hang:
                if ma and "#" not in ma and not o.protection.locked and o.value is None:
                    la_so = o.number_format.startswith("#")
                    o.value = 100 + o.row if la_so else "Ghi chú của đơn vị"
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()
