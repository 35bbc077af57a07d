"""The embedded servers of one ``var`` directory, shared by every command that uses it.

Each user holds a shared lock for its life; starting and stopping happen under an exclusive one.
Who leaves and can take the users' lock alone was the last, and stops the servers. The kernel
drops the locks of a killed process, so nothing is left to clean up after a kill -9: servers
that stayed behind are joined by the next command and stopped when that one ends.
"""

import fcntl
import json
import os
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import IO

from cucctdp.embedded.loi import LoiMayChu
from cucctdp.embedded.postgres import Postgres
from cucctdp.embedded.valkey import Valkey

BIEN = {"DATABASE_URL": "pg", "REDIS_URL": "valkey"}


def con_thieu() -> list[str]:
    """Names of the addresses the environment (with .env) does not give."""
    return [ten for ten in BIEN if not os.environ.get(ten)]


class MayChu:
    """Start or join the servers of ``var``; a context manager giving {variable: url}.

    Args:
        var: directory of data.
        thu: not durable, for tests.
        can: the addresses wanted, of DATABASE_URL and REDIS_URL.
    """

    def __init__(self, var: Path, *, thu: bool = False, can: Collection[str] = tuple(BIEN)) -> None:
        self.var = var
        self.can = [BIEN[ten] for ten in can]
        self.may: dict[str, Postgres | Valkey] = {
            "pg": Postgres(var, thu=thu),
            "valkey": Valkey(var, thu=thu),
        }
        self._nguoi_dung: IO[str] | None = None

    def __enter__(self) -> dict[str, str]:
        return self.mo()

    def __exit__(
        self,
        loai: type[BaseException] | None,
        loi: BaseException | None,
        vet: TracebackType | None,
    ) -> None:
        self.dong()

    def mo(self) -> dict[str, str]:
        """Start or join; return {variable: url}. Raises LoiMayChu."""
        if not self.can:
            return {}
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            with self._khoa():
                self._nguoi_dung = self._tep("embedded.nguoi-dung")
                fcntl.flock(self._nguoi_dung, fcntl.LOCK_SH)
                url = {ten: self.may[m].bat_dau() for ten, m in BIEN.items() if m in self.can}
                self._ghi_so(url)
        except PermissionError as exc:
            self.dong()
            raise LoiMayChu(
                f"Không ghi được vào «{self.var}» ({exc.filename}). Thư mục này có thể do root "
                f"tạo: chạy lại bằng root, hoặc xoá: sudo rm -rf '{self.var}'"
            ) from exc
        except BaseException:
            self.dong()
            raise
        return url

    def dong(self) -> None:
        """Leave; stop the servers when nobody else uses them."""
        if self._nguoi_dung is None:
            return
        with self._khoa():
            self._nguoi_dung.close()
            self._nguoi_dung = None
            self._dung_neu_khong_ai_dung()

    def don(self) -> bool:
        """Stop servers nobody uses; tell whether none is running now."""
        if not self.var.is_dir():
            return True
        with self._khoa():
            return self._dung_neu_khong_ai_dung()

    def _dung_neu_khong_ai_dung(self) -> bool:
        with self._tep("embedded.nguoi-dung") as tep:
            try:
                fcntl.flock(tep, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            for may in reversed(self.may.values()):
                may.dung()
            (self.var / "embedded.json").unlink(missing_ok=True)
            return True

    def _khoa(self) -> IO[str]:
        """The exclusive lock; closing the file frees it."""
        tep = self._tep("embedded.lock")
        fcntl.flock(tep, fcntl.LOCK_EX)
        return tep

    def _tep(self, ten: str) -> IO[str]:
        return (self.var / ten).open("a")

    def _ghi_so(self, url: dict[str, str]) -> None:
        """Record addresses for a person with psql in hand; secrets inside, hence 0600."""
        so = {}
        for ten, m in BIEN.items():
            if dang := self.may[m].dang_chay():
                so[m] = {"pid": dang[0], "cong": dang[1], "url": url.get(ten)}
        tam = self.var / "embedded.json.tam"
        tam.unlink(missing_ok=True)
        tam.touch(mode=0o600)
        tam.write_text(json.dumps(so, indent=1))
        os.replace(tam, self.var / "embedded.json")
