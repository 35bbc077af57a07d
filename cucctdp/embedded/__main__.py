"""``python -m cucctdp.embedded -- CMD…``: run CMD beside real servers, then stop what was started.

``python -m cucctdp.embedded --don`` stops servers left behind; it fails while one is in use.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from cucctdp.embedded.loi import LoiMayChu
from cucctdp.embedded.may_chu import MayChu, con_thieu
from cucctdp.settings.env import GOC, VAR

CHUYEN_TIEP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Exit code of --don that no failing import can give.
DANG_DUNG = 3


def chay_lenh(lenh: list[str]) -> int:
    """Run ``lenh``, pass signals on, return its exit code (128 + n when signal n ended it)."""
    con: subprocess.Popen | None = None
    den_som: list[int] = []

    def chuyen(so: int, khung: object) -> None:
        # Ctrl-C reaches the whole foreground group already; a second one would cut CMD's own
        # cleaning short.
        if con is None:
            den_som.append(so)
        elif so != signal.SIGINT or not _o_tien_canh():
            con.send_signal(so)

    for so in CHUYEN_TIEP:
        signal.signal(so, chuyen)
    try:
        con = subprocess.Popen(lenh)  # noqa: S603
    except OSError as exc:
        print(f"Không chạy được lệnh «{lenh[0]}»: {exc.strerror}", file=sys.stderr)  # noqa: T201
        return 127
    for som in den_som:
        con.send_signal(som)
    ma = con.wait()
    return ma if ma >= 0 else 128 - ma


def _o_tien_canh() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def don(goc: Path) -> int:
    """Stop the servers of every data directory under ``goc``; DANG_DUNG when one is in use."""
    cac_var = [goc, *(p.parent for p in goc.glob("*/embedded.lock"))]
    ban = [var for var in cac_var if not MayChu(var).don()]
    for var in ban:
        print(  # noqa: T201
            f"Máy chủ của «{var}» đang được dùng; hãy dừng «make run» (Ctrl-C) hoặc «make test» "
            "trước.",
            file=sys.stderr,
        )
    return DANG_DUNG if ban else 0


def _dung_lai(so: int, khung: object) -> None:
    raise SystemExit(128 + so)


def main(tham_so: list[str]) -> int:
    """Entry point; returns the exit code."""
    if tham_so == ["--don"]:
        return don(GOC / "var")
    if len(tham_so) < 2 or tham_so[0] != "--":
        print("Cách dùng: python -m cucctdp.embedded -- LỆNH…", file=sys.stderr)  # noqa: T201
        return 2
    # Until CMD runs, a signal unwinds through the context manager.
    for so in CHUYEN_TIEP:
        signal.signal(so, _dung_lai)
    try:
        with MayChu(VAR, can=con_thieu()) as url:
            os.environ.update(url)
            return chay_lenh(tham_so[1:])
    except LoiMayChu as exc:
        print(f"LỖI: {exc}", file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
