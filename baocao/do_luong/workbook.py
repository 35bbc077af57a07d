"""Upload and check of a full quarterly workbook against a bare openpyxl load of the same file."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO

from django.db import transaction
from openpyxl import load_workbook

from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import bo_va_nguoi
from baocao.models import BoBaoCao
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.workbook import nap_tep, tao_tep_mau
from cucctdp.accounts.models import User

TOI_DA = 2.0
VONG = 5
SO_NAM_TRUOC = 3
BIEU_DOI, COT_DOI, SO_O_DOI = "Q04", "A3", 20
_BIEU_TINH = {"Hướng dẫn", "Q00", "_nhan_dang"}


@phep_do("tep-excel")
def do_workbook() -> Iterator[KetQuaDo]:
    """Reading, merging and checking of one full workbook, three years of quarters behind it.

    Since the file was downloaded somebody typed into the pack, so cells differ on both sides. Both
    sides start from the bytes of the file; the writing of all its cells is told beside.
    """
    bo, nguoi = bo_va_nguoi(SO_NAM_TRUOC)
    tep = dien_du(tao_tep_mau(bo, by=nguoi))
    _go_xen(bo, nguoi)

    def nap(*, chi_kiem_tra: bool) -> int:
        ket_qua = nap_tep(bo, tep=BytesIO(tep), ten="do.xlsx", by=nguoi, chi_kiem_tra=chi_kiem_tra)
        if ket_qua.loi:
            raise RuntimeError(ket_qua.loi[0].thong_diep)
        if len(ket_qua.xung_dot) != SO_O_DOI:
            raise RuntimeError(f"{len(ket_qua.xung_dot)} conflicts, {SO_O_DOI} expected")
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
        f"Nộp, ghép và kiểm tra tệp Excel cả bộ một quý ({so_o} ô mới, {SO_O_DOI} ô khác nhau)",
        kiem_tra / san,
        TOI_DA,
        f"openpyxl mở tệp: {san * 1000:.0f} ms",
        f"đọc, ghép và kiểm tra: {kiem_tra * 1000:.0f} ms; cả ghi: {ca_ghi * 1000:.0f} ms "
        f"({ca_ghi / san:.2f} lần)",
    )


def _go_xen(bo: BoBaoCao, nguoi: User) -> None:
    """Somebody types other figures into cells that the file fills too."""
    phieu = bo.phieu.get(bieu_mau__ma=BIEU_DOI)
    dong = [
        c
        for c in phieu.bieu_mau.chi_tieu.all()
        if c.kieu not in ("VAN_BAN", "DANH_SACH")
        and not c.cong_thuc
        and COT_DOI not in c.cot_khong_ap_dung
    ]
    ghi_o(phieu, [GhiO(c.ma, COT_DOI, so=Decimal(7)) for c in dong[:SO_O_DOI]], by=nguoi)


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
