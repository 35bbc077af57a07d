"""Certificates with QR on two processes against one: parts do not wait on each other.

The certificates are not stored: what is measured is the setting of pages, which is what a worker
does; its four queries a part are nothing beside it. Joining the parts counts on both sides.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from pypdf import PdfWriter

from cucctdp.do_luong import KetQuaDo, phep_do
from cucctdp.settings.env import GOC

SO_GIAY = 500
MOI_PHAN = 25
NHANH_HON = 1.8
VONG = 2
_CAP = date(2026, 9, 1)


def in_cac_phan(thu_muc: Path, cac_phan: list[int]) -> None:
    """What one worker does: each of its parts as one PDF, ``{part}.pdf``."""
    from cucctdp.donvi.models import DonViHanhChinh
    from sanpham_tieubieu.choices import Cap
    from sanpham_tieubieu.giay_to.giay_chung_nhan import ban_pdf
    from sanpham_tieubieu.models import GiayChungNhan

    for phan in cac_phan:
        giay = [
            GiayChungNhan(
                pk=i + 1, cap=Cap.KHU_VUC, nam=2026, don_vi=DonViHanhChinh(pk=1, ten_goi="Lào Cai"),
                co_quan_cap="Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
                so=f"{i + 1}/GCN-CNNTTB", ngay_cap=_CAP, het_han=date(2028, 12, 31),
                quyet_dinh_so="44/QĐ-KC", quyet_dinh_ngay=_CAP, nguoi_ky="Nguyễn Văn Thử",
                chuc_danh="Cục trưởng", ten_san_pham=f"Bộ sản phẩm chè Shan tuyết số {i + 1}",
                ten_co_so=f"Hợp tác xã nông nghiệp và dịch vụ tổng hợp {i + 1}",
                dia_chi="Xã Tà Xùa, tỉnh Sơn La", minh_hoa=True,
            )
            for i in range(phan * MOI_PHAN, (phan + 1) * MOI_PHAN)
        ]  # fmt: skip
        (thu_muc / f"{phan}.pdf").write_bytes(ban_pdf(giay))


def _mo(thu_muc: Path, cac_phan: list[int]) -> subprocess.Popen[bytes]:
    """A process that has its imports and fonts ready and waits for the word to begin."""
    lenh = [
        sys.executable,
        "-m",
        "sanpham_tieubieu.do_luong_in_giay",
        str(thu_muc),
        *map(str, cac_phan),
    ]
    may = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        lenh, cwd=GOC, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert may.stdout is not None
    if may.stdout.readline().strip() != b"san sang":
        raise RuntimeError("the worker did not start")
    return may


def _giay(so_may: int) -> float:
    """Seconds from the word to the joined file."""
    so_phan = SO_GIAY // MOI_PHAN
    with TemporaryDirectory() as tam:
        thu_muc = Path(tam)
        cac = [_mo(thu_muc, list(range(k, so_phan, so_may))) for k in range(so_may)]
        dau = perf_counter()
        for may in cac:
            assert may.stdin is not None
            may.stdin.write(b"chay\n")
            may.stdin.close()
        ket_thuc = [may.wait() for may in cac]
        if any(ket_thuc):
            raise RuntimeError("a worker failed")
        ghep = PdfWriter()
        for phan in range(so_phan):
            ghep.append(thu_muc / f"{phan}.pdf")
        ghep.write(thu_muc / "tat-ca.pdf")
        trang = len(ghep.pages)
        het = perf_counter() - dau
    if trang != SO_GIAY:
        raise RuntimeError(f"{trang} pages of {SO_GIAY}")
    return het


@phep_do("binh-chon-in-giay")
def do_in_giay() -> Iterator[KetQuaDo]:
    """The quickest of each; the rounds alternate."""
    mot, hai = float("inf"), float("inf")
    for _ in range(VONG):
        mot, hai = min(mot, _giay(1)), min(hai, _giay(2))
    yield KetQuaDo(
        f"{SO_GIAY} giấy chứng nhận có QR: hai tiến trình so với một "
        f"(nhanh hơn {mot / hai:.2f} lần, cần {NHANH_HON})",
        hai / mot,
        1 / NHANH_HON,
        f"một tiến trình: {mot:.1f} s",
        f"hai tiến trình: {hai:.1f} s",
    )


def _may() -> None:
    """The process itself: ``python -m sanpham_tieubieu.do_luong_in_giay FOLDER PART…``."""
    import django

    django.setup()
    thu_muc, cac_phan = Path(sys.argv[1]), [int(p) for p in sys.argv[2:]]
    with TemporaryDirectory() as khoi_dong:
        in_cac_phan(Path(khoi_dong), [0])
    sys.stdout.write("san sang\n")
    sys.stdout.flush()
    sys.stdin.readline()
    in_cac_phan(thu_muc, cac_phan)


if __name__ == "__main__":
    _may()
