"""System libraries the wheels do not bring: pango for PDF, Chromium for browser tests.

Standard library only: it runs as a plain script before anything is installed.

    python cucctdp/embedded/he_thong.py pango       # exit 1 when missing and not installable
    python cucctdp/embedded/he_thong.py chromium    # never fails: tests are skipped instead
"""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys

# What WeasyPrint loads: (Linux file name, name for the platform's own search).
THU_VIEN = (
    ("libgobject-2.0.so.0", "gobject-2.0"),
    ("libpango-1.0.so.0", "pango-1.0"),
    ("libpangoft2-1.0.so.0", "pangoft2-1.0"),
    ("libharfbuzz.so.0", "harfbuzz"),
    ("libharfbuzz-subset.so.0", "harfbuzz-subset"),
    ("libfontconfig.so.1", "fontconfig"),
)
GOI_PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig")
LENH_PANGO = f"sudo apt-get update && sudo apt-get install -y {' '.join(GOI_PANGO)}"
LENH_CHROMIUM = "sudo apt-get update && sudo apt-get install -y chromium"
# Too heavy to install unasked (some 500 MB): the tests say the command instead.
LENH_SOFFICE = "sudo apt-get update && sudo apt-get install -y libreoffice-calc"
TEN_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def thieu_thu_vien() -> list[str]:
    """Names of the libraries for PDF that cannot be loaded."""
    return [tep for tep, ten in THU_VIEN if not _nap_duoc(tep, ten)]


def _nap_duoc(tep: str, ten: str) -> bool:
    for thu in (tep, ctypes.util.find_library(ten)):
        if thu:
            try:
                ctypes.CDLL(thu)
            except OSError:
                continue
            return True
    return False


def tim_chromium() -> str | None:
    """Path of a Chromium for browser tests, or None."""
    return next((duong for ten in TEN_CHROMIUM if (duong := shutil.which(ten))), None)


def tim_soffice() -> str | None:
    """Path of LibreOffice for workbook tests, or None."""
    return shutil.which("soffice")


def cai_bang_apt(goi: tuple[str, ...]) -> bool:
    """Install Debian packages when that is allowed without asking; tell whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    lenh = [apt]
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or _chay([sudo, "-n", "true"]):
            return False
        lenh = [sudo, "-n", apt]
    _noi(f"Đang cài {' '.join(goi)} bằng apt-get…")
    # The package lists may be old or absent; a failed update is no reason not to try.
    _chay([*lenh, "update", "-qq"])
    return not _chay([*lenh, "install", "-y", "-qq", "--no-install-recommends", *goi])


def _chay(lenh: list[str]) -> int:
    return subprocess.run(  # noqa: S603
        lenh,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode


def _noi(loi: str) -> None:
    print(loi, flush=True)  # noqa: T201


def kiem_pango() -> int:
    """Make sure PDF can be made; return the exit code."""
    if not thieu_thu_vien():
        return 0
    if cai_bang_apt(GOI_PANGO) and not thieu_thu_vien():
        return 0
    _noi(f"Thiếu thư viện tạo PDF: {', '.join(thieu_thu_vien())}. Hãy cài rồi chạy lại:")
    _noi(f"    {LENH_PANGO}")
    return 1


def kiem_chromium() -> int:
    """Get a Chromium if possible; browser tests are skipped without one."""
    if tim_chromium() is None and not (cai_bang_apt(("chromium",)) and tim_chromium()):
        _noi("Chưa có Chromium: các kiểm thử trình duyệt sẽ bị bỏ qua. Để chạy chúng:")
        _noi(f"    {LENH_CHROMIUM}")
    return 0


if __name__ == "__main__":
    sys.exit({"pango": kiem_pango, "chromium": kiem_chromium}[sys.argv[1]]())
