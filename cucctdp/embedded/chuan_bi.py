"""Data for ``make run``, in one process: migrations, catalogues, roles, forms, figures.

Every command is idempotent. One process instead of one per command saves Django's start each
time, which is most of a later start.

    python -m cucctdp.embedded.chuan_bi TEP_TAI_KHOAN    (demo accounts are written to that file)
"""

import io
import os
import sys
import time
from pathlib import Path

import django
from django.core.management import CommandError, call_command

from cucctdp.settings.env import env

BUOC: tuple[tuple[str, str, dict], ...] = (
    ("migrate", "Cấu trúc cơ sở dữ liệu", {"interactive": False}),
    ("nap_danh_muc", "Danh mục: đơn vị hành chính, xã, VSIC", {}),
    ("dong_bo_vai_tro", "Vai trò và quyền", {}),
    ("nap_bao_cao", "Biểu mẫu, quy tắc, lịch báo cáo", {}),
    ("nap_khuyen_cong", "Khuyến công: danh mục, đề án đã công bố", {"cong_bo": True}),
    ("nap_cum_cong_nghiep", "Cụm công nghiệp: luật, cụm đã công bố", {"cong_bo": True}),
    ("nap_san_pham", "Sản phẩm tiêu biểu: luật, số đã công bố", {"cong_bo": True}),
    ("dat_lich_nen", "Lịch chạy nền", {}),
    ("nap_thuc_te", "Số liệu đã công bố", {}),
    ("nap_minh_hoa", "Dữ liệu minh họa", {}),
    ("nap_minh_hoa_khuyen_cong", "Đề án khuyến công minh họa", {}),
    ("nap_minh_hoa_cum", "Cụm công nghiệp minh họa", {}),
    ("nap_minh_hoa_san_pham", "Bình chọn sản phẩm minh họa", {}),
    ("tong_hop_thuc_te", "Tổng hợp và bản tin từ số đã công bố", {}),
)
# Steps of one kind of start only; the others belong to both.
CHI_KHI_THUC_TE = {
    "nap_minh_hoa": False,
    "nap_minh_hoa_khuyen_cong": False,
    "nap_minh_hoa_cum": False,
    "nap_minh_hoa_san_pham": False,
    "tong_hop_thuc_te": True,
}


def main(tep_tai_khoan: Path) -> int:
    """Run the steps, print each with its time; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cucctdp.settings.dev")
    django.setup()
    thuc_te = env.bool("THUC_TE", default=False)
    for lenh, mo_ta, tuy_chon in BUOC:
        if CHI_KHI_THUC_TE.get(lenh, thuc_te) != thuc_te:
            continue
        dau = time.monotonic()
        ra = io.StringIO()
        try:
            call_command(lenh, stdout=ra, verbosity=1, **tuy_chon)
        except CommandError as exc:
            print(ra.getvalue(), end="")  # noqa: T201
            print(f"  LỖI ở bước «{mo_ta}» (manage.py {lenh}): {exc}")  # noqa: T201
            return 1
        print(f"  {time.monotonic() - dau:5.1f} s  {mo_ta}", flush=True)  # noqa: T201
    tep_tai_khoan.unlink(missing_ok=True)
    tep_tai_khoan.touch(mode=0o600)
    with tep_tai_khoan.open("w") as tep:
        call_command("in_tai_khoan_mau", stdout=tep)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
