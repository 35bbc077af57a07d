"""The supervisor of ``make run`` with tiny children."""

import os
import signal
import socket
import subprocess
import sys

import psutil
import pytest

from cucctdp.embedded.chay import cac_tien_trinh, chon_cong, thu_muc_du_lieu
from cucctdp.embedded.giam_sat import GiamSat, don_lan_truoc
from cucctdp.embedded.tien_trinh import cho_den_khi, cong_trong

# A child that has a child of its own: both must end.
CO_CON = ["sh", "-c", "sleep 300 & echo $!; wait"]
CHUONG_TRINH = """
import sys
from pathlib import Path
from cucctdp.embedded.giam_sat import GiamSat, Ngat, bat_tin_hieu
bat_tin_hieu()
g = GiamSat(Path(sys.argv[1]) / "so.json", Path(sys.argv[1]) / "nhat-ky")
try:
    g.bat("a", ["sh", "-c", "sleep 300 & echo $!; wait"])
    g.bat("b", ["sleep", "300"])
    print(g.con["a"].pid, g.con["b"].pid, flush=True)
    g.canh()
except Ngat:
    pass
finally:
    g.dung_het()
"""


def song(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def pid_chau(tmp_path, ten="a"):
    tep = tmp_path / "nhat-ky" / f"{ten}.log"
    cho_den_khi(lambda: tep.exists() and tep.read_text().strip() != "", giay=5)
    return int(tep.read_text())


@pytest.fixture
def giam_sat(tmp_path):
    giam_sat = GiamSat(tmp_path / "so.json", tmp_path / "nhat-ky")
    yield giam_sat
    giam_sat.dung_het()


@pytest.fixture
def chuong_trinh(tmp_path):
    """A supervisor in a process of its own: (process, pids of children and grandchild)."""
    con = subprocess.Popen(
        [sys.executable, "-c", CHUONG_TRINH, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    pid = [int(p) for p in con.stdout.readline().split()]
    yield con, [*pid, pid_chau(tmp_path)]
    con.stdout.close()
    con.kill()
    con.wait()


def test_stop_ends_children_with_their_children(giam_sat, tmp_path):
    giam_sat.bat("a", CO_CON)
    chau = pid_chau(tmp_path)
    con = giam_sat.con["a"].pid

    giam_sat.dung_het()

    assert cho_den_khi(lambda: [song(con), song(chau)] == [False, False], giay=5)
    assert not (tmp_path / "so.json").exists()


def test_death_of_one_child_is_named_with_its_log(giam_sat):
    giam_sat.bat("beat", ["sleep", "300"])
    giam_sat.bat("worker", ["sh", "-c", "echo mất nối; exit 3"])

    chet = giam_sat.canh()

    assert chet == "worker"
    assert giam_sat.duoi_nhat_ky(chet) == "mất nối"


def test_wait_tells_ready_death_and_timeout(giam_sat):
    giam_sat.bat("web", ["sleep", "300"])

    assert giam_sat.cho(lambda: True, giay=5) is None
    assert giam_sat.cho(lambda: False, giay=0.2) == ""
    giam_sat.bat("worker", ["true"])
    assert giam_sat.cho(lambda: False, giay=10) == "worker"


def test_step_returns_its_exit_code(giam_sat):
    assert giam_sat.chay_xong("chuan-bi", ["sh", "-c", "exit 4"]) == 4
    assert giam_sat.con == {}


@pytest.mark.parametrize("tin_hieu", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_everything_started(chuong_trinh, tin_hieu):
    con, pid = chuong_trinh

    con.send_signal(tin_hieu)
    con.wait(timeout=20)

    assert cho_den_khi(lambda: [song(p) for p in pid] == [False] * 3, giay=5)
    assert con.returncode == 0


def test_next_run_ends_what_a_killed_one_left_and_nothing_else(chuong_trinh, tmp_path):
    con, pid = chuong_trinh
    nguoi_khac = subprocess.Popen(["sleep", "300"], start_new_session=True)
    con.kill()
    con.wait()
    so = tmp_path / "so.json"
    so.write_text(so.read_text()[:-1] + f', "khac": [{nguoi_khac.pid}, 1.0]}}')

    ten = don_lan_truoc(so)

    assert ten == ["a", "b"]
    assert cho_den_khi(lambda: not any(song(p) for p in pid), giay=5)
    assert nguoi_khac.poll() is None
    nguoi_khac.kill()
    nguoi_khac.wait()


def test_port_taken_moves_to_the_next():
    with socket.socket() as o_cam:
        o_cam.bind(("127.0.0.1", 0))
        o_cam.listen()
        muon = o_cam.getsockname()[1]

        cong = chon_cong(muon)

    assert cong > muon
    assert cong_trong(cong) == cong


def test_published_only_run_has_its_own_data(monkeypatch):
    monkeypatch.setenv("THUC_TE", "")
    thuong = thu_muc_du_lieu()
    monkeypatch.setenv("THUC_TE", "1")

    assert thu_muc_du_lieu() == thuong / "thuc-te"


def test_web_listens_on_the_port_chosen():
    lenh = cac_tien_trinh(8123)

    assert list(lenh) == ["web", "worker", "beat"]
    assert lenh["web"][lenh["web"].index("--bind") + 1] == "127.0.0.1:8123"
    assert all(muc[0] == sys.executable for muc in lenh.values())
    assert os.access(sys.executable, os.X_OK)
