"""Processes of the embedded servers: who is still ours, and how to end it.

A process id alone proves nothing (ids are reused after a kill -9), so identity is the id plus a
word of its command line or its start time. A zombie counts as dead: containers without an init
process keep zombies for a long time.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psutil

from cucctdp.embedded.loi import LoiMayChu


def con_song(pid: int, tham_so: str) -> bool:
    """Tell whether ``pid`` lives and ``tham_so`` is one of its command-line arguments."""
    try:
        tien_trinh = psutil.Process(pid)
        return tien_trinh.status() != psutil.STATUS_ZOMBIE and tham_so in tien_trinh.cmdline()
    except psutil.Error:
        return False


def cho_den_khi(dieu_kien: Callable[[], bool], giay: float, nhip: float = 0.05) -> bool:
    """Wait until ``dieu_kien()`` holds, at most ``giay`` seconds; tell whether it did."""
    han = time.monotonic() + giay
    while not dieu_kien():
        if time.monotonic() > han:
            return False
        time.sleep(nhip)
    return True


def ket_thuc(pid: int, tham_so: str, cac_buoc: list[tuple[signal.Signals, float]]) -> bool:
    """Send each signal in turn until the process is gone; tell whether it is.

    ``cac_buoc``: (signal, seconds to wait for its effect).
    """
    for tin_hieu, giay in cac_buoc:
        if not con_song(pid, tham_so):
            return True
        try:
            os.kill(pid, tin_hieu)
        except ProcessLookupError:
            return True
        if cho_den_khi(lambda: not con_song(pid, tham_so), giay):
            return True
    return False


def thu_muc_goi(ten: str) -> Path:
    """Directory of an installed package, found without importing it.

    Importing the server wheels makes directories and starts machinery of their own.
    """
    thong_tin = find_spec(ten)
    if thong_tin is None or thong_tin.origin is None:
        raise LoiMayChu(f"Thiếu gói {ten}: chạy «make run» để cài lại thư viện.")
    return Path(thong_tin.origin).parent


def cong_trong(uu_tien: int | None = None) -> int:
    """Return a free TCP port of 127.0.0.1: ``uu_tien`` if it is free, else any."""
    for cong in (uu_tien, 0):
        if cong is None:
            continue
        with socket.socket() as o_cam:
            o_cam.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                o_cam.bind(("127.0.0.1", cong))
            except OSError:
                continue
            return int(o_cam.getsockname()[1])
    raise OSError("Máy không còn cổng TCP nào trống trên 127.0.0.1.")
