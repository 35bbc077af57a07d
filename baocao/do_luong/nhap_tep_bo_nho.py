"""One staged import in a process of its own; prints its peak resident megabytes."""

import resource
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    """The file is made by a first process, so that its making does not count."""
    django.setup()
    from django.db import transaction

    from baocao.do_luong import nhap_tep

    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(nhap_tep.tep_excel(nhap_tep.cac_dong(nhap_tep.SO_DONG)))
        return
    import subprocess

    with tempfile.TemporaryDirectory() as thu_muc:
        tep = Path(thu_muc) / "do.xlsx"
        lenh = [sys.executable, "-m", "baocao.do_luong.nhap_tep_bo_nho", str(tep)]
        subprocess.run(lenh, check=True)  # noqa: S603  our own interpreter and module
        noi_dung = tep.read_bytes()
    with transaction.atomic():
        nhap_tep.nhap_theo_phien(noi_dung, nhap_tep.nguoi_nhap())
        transaction.set_rollback(True)
    sys.stdout.write(f"{_dinh_kb() / 1024:.0f}\n")


def _dinh_kb() -> int:
    """Peak of this program alone; ``ru_maxrss`` starts at that of the process that forked it."""
    trang_thai = Path("/proc/self/status")
    if not trang_thai.exists():  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    dong = next(d for d in trang_thai.read_text().splitlines() if d.startswith("VmHWM:"))
    return int(dong.split()[1])


if __name__ == "__main__":
    main()
