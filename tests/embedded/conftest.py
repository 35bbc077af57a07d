"""Runs the launcher as a person would, on a data directory of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cucctdp.embedded.postgres import Postgres
from cucctdp.embedded.valkey import Valkey

GOC = Path(__file__).resolve().parent.parent.parent
# As root: the rights of an ordinary user, but able to walk to an interpreter under /root.
NGUOI_THUONG = [
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
    "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search",
]  # fmt: skip


class MayThu:
    """The launcher bound to one ``var``."""

    def __init__(self, var: Path):
        self.var = var

    def moi_truong(self, **them: str) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "CUCCTDP_VAR": str(self.var),
            "PYTHONDONTWRITEBYTECODE": "1",
            **them,
        }

    def lenh(self, *lenh: str) -> list[str]:
        return [sys.executable, "-m", "cucctdp.embedded", "--", *lenh]

    def chay(self, *lenh: str, tien_to: tuple[str, ...] = (), **them: str):
        """Run to the end; CompletedProcess with text output."""
        return subprocess.run(
            [*tien_to, *self.lenh(*lenh)],
            cwd=GOC, env=self.moi_truong(**them), text=True, capture_output=True,
            timeout=120, check=False,
        )  # fmt: skip

    def chay_py(self, ma: str, **kw):
        return self.chay(sys.executable, "-c", ma, **kw)

    def mo(self, *lenh: str) -> subprocess.Popen:
        """Start and leave running: stdin closes it, stdout says when it is up."""
        return subprocess.Popen(
            self.lenh(*lenh), cwd=GOC, env=self.moi_truong(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def so(self) -> dict:
        return json.loads((self.var / "embedded.json").read_text())

    def dang_chay(self) -> list:
        """What still runs of this var."""
        may = (Postgres(self.var, thu=False), Valkey(self.var, thu=False))
        return [m.dang_chay() for m in may if m.dang_chay()]


@pytest.fixture
def may(tmp_path):
    """A launcher in a directory with a space and Vietnamese letters in its name."""
    may = MayThu(tmp_path / "dữ liệu")
    yield may
    for m in (Postgres(may.var, thu=False), Valkey(may.var, thu=False)):
        if dang := m.dang_chay():
            os.kill(dang[0], signal.SIGKILL)
