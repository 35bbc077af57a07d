"""``make run``: servers, data, web, worker and beat together, until Ctrl-C.

PORT=8000      first port tried
THUC_TE=1      only the published figures, in a database of their own (var/thuc-te)
"""

import fcntl
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from cucctdp.embedded.giam_sat import GiamSat, Ngat, bat_tin_hieu, don_lan_truoc
from cucctdp.embedded.he_thong import kiem_pango
from cucctdp.embedded.loi import LoiMayChu
from cucctdp.embedded.may_chu import MayChu, con_thieu
from cucctdp.embedded.tien_trinh import cong_trong
from cucctdp.settings.env import VAR, env

GIAY_CHO_WEB = 60
BAN_TIN = "/lanh-dao/"


def noi(loi: str = "") -> None:
    """Print a line for the person at the terminal."""
    print(loi, flush=True)  # noqa: T201


def thu_muc_du_lieu() -> Path:
    """Where this run keeps its data; the published-only run never meets the demo rows."""
    return VAR / "thuc-te" if env.bool("THUC_TE", default=False) else VAR


def chon_cong(muon: int) -> int:
    """Return the first free port from ``muon`` on; raises OSError after a hundred."""
    for cong in range(muon, muon + 100):
        if cong_trong(cong) == cong:
            return cong
    raise OSError(f"Các cổng {muon}–{muon + 99} đều đang bị chiếm; đặt PORT=… khác.")


def cac_tien_trinh(cong: int) -> dict[str, list[str]]:
    """Command of each child by name."""
    py = sys.executable
    celery = [py, "-m", "celery", "-A", "cucctdp"]
    return {
        "web": [
            py, "-m", "gunicorn", "cucctdp.wsgi", "--bind", f"127.0.0.1:{cong}",
            "--workers", "2", "--threads", "4", "--timeout", "120", "--no-control-socket",
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile="],
    }  # fmt: skip


def tra_loi(url: str) -> bool:
    """Tell whether the health page answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as tra:  # noqa: S310
            return tra.status == 200
    except (urllib.error.URLError, OSError):
        return False


def chay(var: Path) -> int:
    """Everything from the environment check to the stop; returns the exit code."""
    dau = time.monotonic()
    os.environ["CUCCTDP_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cucctdp.settings.dev")
    noi("Khởi động cucctdp:")
    if kiem_pango():
        return 1
    if con_lai := don_lan_truoc(var / "chay.json"):
        noi(f"  Đã dừng tiến trình còn sót của lần chạy trước: {', '.join(con_lai)}")
    with MayChu(var, can=con_thieu()) as url:
        os.environ.update(url)
        noi(f"  {time.monotonic() - dau:5.1f} s  PostgreSQL và Valkey")
        cong = _chon_cong()
        # Figures of the briefings built below link to this very address.
        os.environ.setdefault("DIA_CHI_HE_THONG", f"http://127.0.0.1:{cong}")
        tai_khoan = var / "tai-khoan-mau.txt"
        chuan_bi = [sys.executable, "-m", "cucctdp.embedded.chuan_bi", str(tai_khoan)]
        giam_sat = GiamSat(var / "chay.json", var / "nhat-ky")
        try:
            if ma := giam_sat.chay_xong("chuan-bi", chuan_bi):
                return ma
            return _chay_may(giam_sat, dau, tai_khoan, cong)
        finally:
            giam_sat.dung_het()
            noi("Đã dừng các tiến trình đã bật.")


def _chon_cong() -> int:
    muon = env.int("PORT", default=8000)
    cong = chon_cong(muon)
    if cong != muon:
        noi(f"  Cổng {muon} đang bị chương trình khác dùng; chuyển sang cổng {cong}.")
    return cong


def _chay_may(giam_sat: GiamSat, dau: float, tai_khoan: Path, cong: int) -> int:
    moc = time.monotonic()
    for ten, lenh in cac_tien_trinh(cong).items():
        giam_sat.bat(ten, lenh)
    dia_chi = f"http://127.0.0.1:{cong}"
    chet = giam_sat.cho(lambda: tra_loi(f"{dia_chi}/suc-khoe/"), GIAY_CHO_WEB)
    if chet is None:
        noi(f"  {time.monotonic() - moc:5.1f} s  Trang web, worker, lịch chạy nền")
        _in_loi_chao(dia_chi, tai_khoan, time.monotonic() - dau)
        chet = giam_sat.canh()
    if chet:
        noi(f"LỖI: tiến trình «{chet}» đã dừng; nhật ký: {giam_sat.nhat_ky / chet}.log")
        noi(giam_sat.duoi_nhat_ky(chet))
    else:
        noi(f"LỖI: sau {GIAY_CHO_WEB} giây trang {dia_chi}/suc-khoe/ vẫn chưa trả lời 200.")
        noi(giam_sat.duoi_nhat_ky("web"))
    return 1


def _in_loi_chao(dia_chi: str, tai_khoan: Path, giay: float) -> None:
    noi(f"Sẵn sàng sau {giay:.1f} giây.")
    noi()
    noi(f"  Địa chỉ:            {dia_chi}/")
    noi(f"  Bản tin lãnh đạo:   {dia_chi}{BAN_TIN}")
    noi()
    noi(tai_khoan.read_text().rstrip())
    noi()
    noi("Nhấn Ctrl-C để dừng.")


def main() -> int:
    """Entry point; one run per data directory."""
    bat_tin_hieu()
    var = thu_muc_du_lieu()
    try:
        var.mkdir(parents=True, exist_ok=True)
        with (var / "chay.lock").open("a") as khoa:
            try:
                fcntl.flock(khoa, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                noi(f"«make run» đang chạy sẵn với dữ liệu trong «{var}»; không bật thêm lần nữa.")
                return 1
            return chay(var)
    except Ngat:
        return 0
    except (LoiMayChu, OSError) as exc:
        noi(f"LỖI: {exc}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
