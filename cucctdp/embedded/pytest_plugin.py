"""Servers for the test suite: started before Django reads its settings, stopped at the end.

They are the tests' own (``var/thu``), so that ``make test`` never touches the data of a
``make run`` going on beside it. Workers of xdist inherit the addresses.
"""

import os
import signal
from pathlib import Path

import pytest

from cucctdp.embedded.he_thong import LENH_CHROMIUM, LENH_SOFFICE, tim_chromium, tim_soffice

GOC = Path(__file__).resolve().parent.parent.parent
KHONG_CO_CHROMIUM = f"Chưa có Chromium: {LENH_CHROMIUM}"
KHONG_CO_SOFFICE = f"Chưa có LibreOffice: {LENH_SOFFICE}"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Start the servers; export DATABASE_URL, REDIS_URL, CUCCTDP_VAR."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cucctdp.settings.test")
    os.environ.setdefault("CUCCTDP_VAR", str(GOC / "var" / "thu"))
    if os.environ.get("PYTEST_XDIST_WORKER") or {"-h", "--help", "-V", "--version"} & set(args):
        return

    from cucctdp.embedded.loi import LoiMayChu
    from cucctdp.embedded.may_chu import MayChu, con_thieu
    from cucctdp.settings.env import VAR

    may_chu = MayChu(VAR, thu=True, can=con_thieu())
    try:
        os.environ.update(may_chu.mo())
    except LoiMayChu as exc:
        raise pytest.UsageError(str(exc)) from exc
    early_config.add_cleanup(may_chu.dong)
    # A polite kill (timeout, CI) shall clean up as Ctrl-C does.
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config, items):
    """Skip browser and LibreOffice tests, visibly, where the program cannot be had."""
    for dau, co, ly_do in (
        ("trinh_duyet", tim_chromium(), KHONG_CO_CHROMIUM),
        ("libreoffice", tim_soffice(), KHONG_CO_SOFFICE),
    ):
        if co is None:
            for item in items:
                if item.get_closest_marker(dau):
                    item.add_marker(pytest.mark.skip(reason=ly_do))


def pytest_terminal_summary(terminalreporter):
    """Say how many tests were skipped for want of a program, and the command that changes it."""
    for ten, ly_do in (("trình duyệt", KHONG_CO_CHROMIUM), ("LibreOffice", KHONG_CO_SOFFICE)):
        bo_qua = [
            bao_cao
            for bao_cao in terminalreporter.stats.get("skipped", [])
            if ly_do in str(bao_cao.longrepr)
        ]
        if bo_qua:
            terminalreporter.write_line(
                f"BỎ QUA {len(bo_qua)} kiểm thử {ten}. {ly_do}", yellow=True
            )
