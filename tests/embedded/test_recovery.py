"""Servers after a kill -9, a half-made cluster, stale pid files and taken ports."""

import os
import signal
import socket
import sys

import psycopg2
import pytest

from cucctdp.embedded.may_chu import MayChu
from cucctdp.embedded.postgres import Postgres
from cucctdp.embedded.tien_trinh import cho_den_khi

pytestmark = pytest.mark.cham


def hoi(url, cau, tham_so=()):
    ket_noi = psycopg2.connect(url)
    try:
        with ket_noi, ket_noi.cursor() as con_tro:
            con_tro.execute(cau, tham_so)
            return con_tro.fetchall() if con_tro.description else None
    finally:
        ket_noi.close()


def test_servers_killed_hard_start_again_with_their_rows(may):
    with MayChu(may.var) as url:
        hoi(url["DATABASE_URL"], "CREATE TABLE t AS SELECT 'Đồng Nai' AS ten")
        for pid, _ in may.dang_chay():
            os.kill(pid, signal.SIGKILL)
        chet = cho_den_khi(lambda: not may.dang_chay(), giay=10)
        with MayChu(may.var) as url_moi:
            dong = hoi(url_moi["DATABASE_URL"], "SELECT ten FROM t")
            so_may = len(may.dang_chay())
            ben = [
                hoi(url_moi["DATABASE_URL"], f"SHOW {t}") for t in ("fsync", "synchronous_commit")
            ]

    assert chet
    assert ben == [[("on",)], [("on",)]]
    assert dong == [("Đồng Nai",)]
    assert so_may == 2


def test_half_made_cluster_is_made_again(may):
    (may.var / "pg").mkdir(parents=True)
    (may.var / "pg" / "base").mkdir()
    (may.var / "pg.moi").mkdir()
    (may.var / "pg.moi" / "PG_VERSION").write_text("18\n")

    with MayChu(may.var) as url:
        dong = hoi(url["DATABASE_URL"], "SELECT 1")

    assert dong == [(1,)]
    assert not (may.var / "pg.moi").exists()


def test_stale_pid_file_naming_another_process_is_ignored(may):
    with MayChu(may.var):
        pass
    (may.var / "pg" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{may.var / 'pg'}\n1\n5432\n\n127.0.0.1\n1 1\nready\n"
    )
    (may.var / "valkey" / "valkey.pid").write_text(str(os.getpid()))

    with MayChu(may.var) as url:
        dong = hoi(url["DATABASE_URL"], "SELECT 1")

    assert dong == [(1,)]


def test_port_is_kept_while_free_and_left_when_taken(may):
    def cong():
        with MayChu(may.var):
            return [cong for _, cong in may.dang_chay()]

    lan_mot, lan_hai = cong(), cong()
    with socket.socket() as a, socket.socket() as b:
        a.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        b.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        a.bind(("127.0.0.1", lan_mot[0]))
        b.bind(("127.0.0.1", lan_mot[1]))
        a.listen()
        b.listen()
        lan_ba = cong()

    assert lan_hai == lan_mot
    assert set(lan_ba) & set(lan_mot) == set()


def test_test_cluster_that_cannot_start_is_made_anew(may):
    with MayChu(may.var, thu=True):
        pass
    (may.var / "pg" / "global" / "pg_control").write_bytes(b"hong")

    with MayChu(may.var, thu=True) as url:
        dong = hoi(url["DATABASE_URL"], "SHOW fsync")

    assert dong == [("off",)]


def test_real_cluster_that_cannot_start_is_never_thrown_away(may):
    with MayChu(may.var) as url:
        hoi(url["DATABASE_URL"], "CREATE TABLE t (a int)")
    pg_control = may.var / "pg" / "global" / "pg_control"
    giu = pg_control.read_bytes()
    pg_control.write_bytes(b"hong")

    ket_qua = may.chay("true")

    assert ket_qua.returncode == 1
    assert str(Postgres(may.var, thu=False).nhat_ky) in ket_qua.stderr
    pg_control.write_bytes(giu)
    with MayChu(may.var) as url:
        assert hoi(url["DATABASE_URL"], "SELECT a FROM t") == []


def test_vietnamese_letters_reach_trigrams_and_lower(may):
    cau = "SELECT lower('ĐỖ ẤỪ'), similarity('đồng', 'đống') > similarity('đồng', 'abng')"

    with MayChu(may.var) as url:
        hoi(url["DATABASE_URL"], "CREATE EXTENSION pg_trgm")
        dong = hoi(url["DATABASE_URL"], cau)

    assert dong == [("đỗ ấừ", True)]


@pytest.mark.skipif(os.geteuid() != 0, reason="chỉ có nghĩa khi đang là root")
@pytest.mark.parametrize("quyen", [0o700, 0o755])
def test_root_serves_from_private_and_open_directories(may, quyen):
    may.var.mkdir()
    may.var.chmod(quyen)

    ket_qua = may.chay(sys.executable, "-c", "print('chạy')")

    assert (ket_qua.stdout, ket_qua.returncode) == ("chạy\n", 0), ket_qua.stderr
    assert may.var.stat().st_mode & 0o777 == quyen
    assert (may.var / "pg").stat().st_uid == 65534
