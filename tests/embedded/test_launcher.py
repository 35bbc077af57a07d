"""``python -m cucctdp.embedded -- CMD``: addresses, exit codes, signals, sharing."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from cucctdp.embedded.__main__ import DANG_DUNG, don
from cucctdp.embedded.may_chu import MayChu
from tests.embedded.conftest import NGUOI_THUONG

pytestmark = pytest.mark.cham

HOI = (
    "import os, psycopg2, redis\n"
    "c = psycopg2.connect(os.environ['DATABASE_URL']).cursor()\n"
    "c.execute('SHOW server_version_num'); print(int(c.fetchone()[0]) // 10000)\n"
    "c.execute('SHOW fsync'); print(c.fetchone()[0])\n"
    "print(redis.Redis.from_url(os.environ['REDIS_URL']).ping())\n"
)
CHO = ("sh", "-c", "echo san sang; read x; exit 0")


def test_launcher_gives_durable_servers_and_stops_them(may):
    ket_qua = may.chay_py(HOI)

    assert ket_qua.stdout.split() == ["18", "on", "True"], ket_qua.stderr
    assert ket_qua.returncode == 0
    assert may.dang_chay() == []
    assert not (may.var / "embedded.json").exists()


def test_launcher_with_addresses_given_starts_nothing(may):
    ket_qua = may.chay(
        "sh", "-c", "echo $DATABASE_URL $REDIS_URL", DATABASE_URL="postgres://a", REDIS_URL="b"
    )

    assert ket_qua.stdout == "postgres://a b\n"
    assert not may.var.exists()


@pytest.mark.parametrize(("lenh", "ma"), [("exit 7", 7), ("kill -9 $$", 137)])
def test_launcher_returns_exit_code(may, lenh, ma):
    assert may.chay("sh", "-c", lenh).returncode == ma


def test_launcher_unknown_command_says_so(may):
    ket_qua = may.chay("khong-co-lenh-nay")

    assert ket_qua.returncode == 127
    assert "khong-co-lenh-nay" in ket_qua.stderr
    assert may.dang_chay() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="chỉ có nghĩa khi đang là root")
def test_launcher_as_ordinary_user(may):
    may.var.mkdir()
    os.chown(may.var, 65534, 65534)

    ket_qua = may.chay_py(HOI, tien_to=tuple(NGUOI_THUONG))

    assert ket_qua.stdout.split() == ["18", "on", "True"], ket_qua.stderr
    assert (may.var / "embedded.lock").stat().st_uid == 65534
    assert may.dang_chay() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="chỉ có nghĩa khi đang là root")
def test_launcher_as_ordinary_user_on_data_of_root_says_what_to_do(may):
    may.chay("true")

    ket_qua = may.chay("true", tien_to=tuple(NGUOI_THUONG))

    assert ket_qua.returncode == 1
    assert f"sudo rm -rf '{may.var}'" in ket_qua.stderr


def test_servers_refuse_without_password(may):
    ma = (
        "import os, re, psycopg2, redis\n"
        "try: psycopg2.connect(re.sub(':[^:/@]+@', ':sai@', os.environ['DATABASE_URL']))\n"
        "except psycopg2.OperationalError as e: print('authentication failed' in str(e))\n"
        "try: redis.Redis.from_url(re.sub(':[^:/@]+@', ':sai@', os.environ['REDIS_URL'])).ping()\n"
        "except redis.AuthenticationError: print('tu choi')\n"
    )

    assert may.chay_py(ma).stdout.split("\n") == ["True", "tu choi", ""]


def test_secrets_are_private_files(may):
    tep = [may.var / t for t in ("embedded.json", "pg/mat_khau", "valkey/valkey.conf")]
    con = may.mo(*CHO)
    con.stdout.readline()

    quyen = [oct(t.stat().st_mode & 0o777) for t in tep]

    con.communicate("\n")
    assert quyen == ["0o600"] * 3


def test_second_user_keeps_the_servers_after_first_left(may):
    mot, hai = may.mo(*CHO), may.mo(*CHO)
    mot.stdout.readline()
    hai.stdout.readline()
    luc_dau = may.dang_chay()

    mot.communicate("\n")
    sau_mot = may.dang_chay()
    hai.communicate("\n")

    assert len(luc_dau) == 2
    assert sau_mot == luc_dau
    assert may.dang_chay() == []


def test_launcher_killed_hard_leaves_servers_to_the_next(may):
    con = may.mo(*CHO)
    con.stdout.readline()
    luc_dau = may.dang_chay()

    con.kill()
    con.wait()
    con.stdin.close()
    con.stdout.close()
    con_lai = may.dang_chay()
    ket_qua = may.chay("cat", str(may.var / "embedded.json"))

    assert con_lai == luc_dau
    assert all(f'"pid": {pid}' in ket_qua.stdout for pid, _ in luc_dau)
    assert may.dang_chay() == []


@pytest.mark.parametrize("tin_hieu", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_launcher_passes_signal_on_and_stops(may, tin_hieu):
    ten = tin_hieu.name.removeprefix("SIG")
    con = may.mo("bash", "-c", f"trap 'exit 9' {ten}; echo san sang; while :; do sleep 0.1; done")
    con.stdout.readline()

    con.send_signal(tin_hieu)
    con.communicate(timeout=30)

    assert con.returncode == 9
    assert may.dang_chay() == []


def test_don_refuses_while_in_use(may, capsys):
    with MayChu(may.var):
        khi_dang_dung = don(may.var)

    assert khi_dang_dung == DANG_DUNG
    assert str(may.var) in capsys.readouterr().err
    assert don(may.var) == 0


def test_plugin_serves_tests_and_skips_browser_tests_without_chromium(may, tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = trinh_duyet: x\n")
    (tmp_path / "test_a.py").write_text(
        "import os, psycopg2, pytest\n"
        "def test_a():\n"
        "    c = psycopg2.connect(os.environ['DATABASE_URL']).cursor()\n"
        "    c.execute('SHOW fsync')\n"
        "    assert c.fetchone()[0] == 'off'\n"
        "@pytest.mark.trinh_duyet\n"
        "def test_b(): assert False\n"
    )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "setpriv").symlink_to(shutil.which("setpriv"))

    ket_qua = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:django",
            "-p", "no:cacheprovider", "-p", "cucctdp.embedded.pytest_plugin", ".",
        ],
        cwd=tmp_path, text=True, capture_output=True, timeout=120, check=False,
        env=may.moi_truong(
            PATH=str(tmp_path / "bin"), PYTHONPATH=os.getcwd(), PYTEST_XDIST_WORKER=""
        ),
    )  # fmt: skip

    assert "1 passed, 1 skipped" in ket_qua.stdout, ket_qua.stdout + ket_qua.stderr
    assert "BỎ QUA 1 kiểm thử trình duyệt" in ket_qua.stdout
    assert may.dang_chay() == []
