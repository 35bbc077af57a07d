"""Supervisor: starts children, stops them all when one dies or a signal comes, nothing else.

Each child leads its own process group, so that what it forks ends with it and Ctrl-C of the
terminal reaches the supervisor alone. The groups are written to a file: after a kill -9 of the
supervisor the next run ends what it left.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import psutil

from cucctdp.embedded.tien_trinh import cho_den_khi

GIAY_CHO_DUNG = 10


class Ngat(BaseException):
    """A signal asked to stop; carries its number."""


class GiamSat:
    """Children of one run.

    Args:
        so: file recording the process groups.
        nhat_ky: directory of their log files, one each.
    """

    def __init__(self, so: Path, nhat_ky: Path) -> None:
        self.so = so
        self.nhat_ky = nhat_ky
        self.con: dict[str, subprocess.Popen] = {}

    def bat(self, ten: str, lenh: list[str]) -> None:
        """Start one child, output to ``nhat_ky``/``ten``.log."""
        self.nhat_ky.mkdir(parents=True, exist_ok=True)
        with (self.nhat_ky / f"{ten}.log").open("wb") as tep:
            self._bat(ten, lenh, tep)

    def chay_xong(self, ten: str, lenh: list[str]) -> int:
        """Run one child to its end, output to the terminal; return its exit code."""
        ma = self._bat(ten, lenh, None).wait()
        del self.con[ten]
        self._ghi_so()
        return ma

    def _bat(self, ten: str, lenh: list[str], ra: IO[bytes] | None) -> subprocess.Popen:
        con = subprocess.Popen(  # noqa: S603
            lenh,
            stdin=subprocess.DEVNULL,
            stdout=ra,
            stderr=subprocess.STDOUT if ra else None,
            start_new_session=True,
        )
        self.con[ten] = con
        self._ghi_so()
        return con

    def da_chet(self) -> str | None:
        """Name of a child that ended by itself, or None."""
        return next((ten for ten, con in self.con.items() if con.poll() is not None), None)

    def cho(self, xong: Callable[[], bool], giay: float) -> str | None:
        """Wait until ``xong()``; return the name of a child that died instead, or "" at timeout.

        None means that it is done.
        """
        han = time.monotonic() + giay
        while time.monotonic() < han:
            if ten := self.da_chet():
                return ten
            if xong():
                return None
            time.sleep(0.1)
        return ""

    def canh(self) -> str:
        """Watch until a child dies; return its name."""
        while True:
            if ten := self.da_chet():
                return ten
            time.sleep(0.5)

    def dung_het(self) -> None:
        """End every child with its group: politely, then by force."""
        for con in self.con.values():
            _gui_nhom(con.pid, signal.SIGTERM)
        cho_den_khi(lambda: all(con.poll() is not None for con in self.con.values()), GIAY_CHO_DUNG)
        for con in self.con.values():
            _gui_nhom(con.pid, signal.SIGKILL)
            con.wait()
        self.so.unlink(missing_ok=True)

    def duoi_nhat_ky(self, ten: str, so_dong: int = 20) -> str:
        """The last lines of a child's log."""
        dong = (self.nhat_ky / f"{ten}.log").read_text(errors="replace").splitlines()
        return "\n".join(dong[-so_dong:])

    def _ghi_so(self) -> None:
        """Process groups with the leader's start time: an id alone may be another's by then."""
        muc = {}
        for ten, con in self.con.items():
            try:
                muc[ten] = [con.pid, psutil.Process(con.pid).create_time()]
            except psutil.NoSuchProcess:
                continue
        tam = self.so.with_suffix(".tam")
        tam.write_text(json.dumps(muc))
        os.replace(tam, self.so)


def don_lan_truoc(so: Path) -> list[str]:
    """End the groups a killed supervisor left behind; return their names."""
    try:
        muc = json.loads(so.read_text())
    except (OSError, ValueError):
        return []
    con_lai = []
    for ten, (pid, luc) in muc.items():
        try:
            tien_trinh = psutil.Process(pid)
            # Boot time is rounded: start times of one process may differ in the last digit.
            if abs(tien_trinh.create_time() - luc) > 1 or os.getpgid(pid) != pid:
                continue
            if tien_trinh.status() == psutil.STATUS_ZOMBIE:
                continue
        except (psutil.Error, ProcessLookupError):
            continue
        con_lai.append(ten)
        _gui_nhom(pid, signal.SIGTERM)
        cho_den_khi(partial(_da_het, pid), GIAY_CHO_DUNG)
        _gui_nhom(pid, signal.SIGKILL)
    so.unlink(missing_ok=True)
    return con_lai


def _gui_nhom(nhom: int, tin_hieu: signal.Signals) -> None:
    try:
        os.killpg(nhom, tin_hieu)
    except (ProcessLookupError, PermissionError):
        return


def _da_het(nhom: int) -> bool:
    try:
        return bool(psutil.Process(nhom).status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def bat_tin_hieu() -> None:
    """From now on SIGINT, SIGTERM, SIGHUP raise Ngat."""

    def ngat(so: int, khung: object) -> None:
        # Once: a second signal shall not cut the stopping short.
        for tin_hieu in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(tin_hieu, signal.SIG_IGN)
        raise Ngat(so)

    for tin_hieu in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(tin_hieu, ngat)
