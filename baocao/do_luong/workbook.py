"""Upload and check of a full quarterly workbook against a bare openpyxl load of the same file."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from baocao.choices import BO_CON_NHAP
from baocao.models import BoBaoCao
from baocao.workbook import nap_tep, tao_tep_mau
from cucctdp.accounts.models import User

NGUONG = 2.5
SO_LAN = 5
_BIEU_TINH = {"Hướng dẫn", "Q00", "_nhan_dang"}


def do_workbook() -> dict[str, Any]:
    """Return {ten, ti_le, nguong, san}: ``ti_le`` of medians, ``san`` the bare load in ms.

    Needs a pack still being typed and an officer of its Sở with all forms; LookupError without.
    Nothing is written.
    """
    bo = (
        BoBaoCao.objects.filter(trang_thai__in=BO_CON_NHAP, ky__trang_thai="dang_mo")
        .select_related("ky", "don_vi")
        .first()
    )
    nguoi = User.objects.filter(vai_tro="so_tong_hop", don_vi=bo.don_vi).first() if bo else None
    if bo is None or nguoi is None:
        raise LookupError("Cần một bộ báo cáo đang nhập và tài khoản tổng hợp của Sở đó.")
    tep = dien_du(tao_tep_mau(bo, by=nguoi))

    def nap() -> None:
        ket_qua = nap_tep(bo, tep=BytesIO(tep), ten="do.xlsx", by=nguoi, chi_kiem_tra=True)
        if ket_qua.loi:
            raise AssertionError(ket_qua.loi[0])

    san = _trung_vi(lambda: load_workbook(BytesIO(tep)))
    return {
        "ten": "Nộp và kiểm tra tệp Excel một quý / mở tệp bằng openpyxl",
        "ti_le": _trung_vi(nap) / san,
        "nguong": NGUONG,
        "san": san * 1000,
    }


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


def _trung_vi(ham: Callable[[], object]) -> float:
    ham()
    lan = []
    for _ in range(SO_LAN):
        dau = time.perf_counter()
        ham()
        lan.append(time.perf_counter() - dau)
    return sorted(lan)[SO_LAN // 2]
