"""The checker of system libraries, run as the plain script set-up runs."""

import subprocess
import sys
from pathlib import Path

from cucctdp.embedded import he_thong

TEP = he_thong.__file__


def chay(muc, path):
    return subprocess.run(
        [sys.executable, "-I", TEP, muc], env={"PATH": path}, text=True, capture_output=True,
        check=False,
    )  # fmt: skip


def test_missing_chromium_prints_command_and_does_not_fail(tmp_path):
    ket_qua = chay("chromium", str(tmp_path))

    assert ket_qua.returncode == 0
    assert "sudo apt-get update && sudo apt-get install -y chromium" in ket_qua.stdout


def test_missing_pango_prints_command_and_fails(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(he_thong, "THU_VIEN", (("libkhong-co.so.0", "khong-co"),))
    monkeypatch.setenv("PATH", str(tmp_path))

    ma = he_thong.kiem_pango()

    assert ma == 1
    assert "libkhong-co.so.0" in (ra := capsys.readouterr().out)
    assert he_thong.LENH_PANGO in ra


def test_chromium_is_found_by_any_of_its_names(monkeypatch, tmp_path):
    tep = Path(tmp_path) / "google-chrome"
    tep.write_text("#!/bin/sh\n")
    tep.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert he_thong.tim_chromium() == str(tep)
