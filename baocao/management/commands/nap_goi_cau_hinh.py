"""Compare a configuration pack with this installation; write it only when told to."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from baocao.services.goi_cau_hinh import nap_goi

_TEN = {"them": "Thêm", "doi": "Đổi", "tu_choi": "Từ chối"}


class Command(BaseCommand):
    help = "So sánh một gói cấu hình với hệ thống này; chỉ ghi khi có --that."

    def add_arguments(self, parser):
        parser.add_argument("tep", type=Path, help="Gói .zip do xuat_goi_cau_hinh ghi ra.")
        parser.add_argument("--that", action="store_true", help="Ghi vào cơ sở dữ liệu.")

    def handle(self, *args, tep, that, **options):
        try:
            ket = nap_goi(tep.read_bytes(), by=None, that=that)
        except OSError as loi:
            raise CommandError(f"Không đọc được {tep}: {loi.strerror}.") from loi
        except ValidationError as loi:
            raise CommandError(" ".join(loi.messages)) from loi
        for d in ket.dong:
            self.stdout.write(f"{_TEN[d.ket]} {d.loai} {d.khoa}" + (f": {d.ly_do}" * bool(d.ly_do)))
            for ten, cu, moi in d.khac:
                self.stdout.write(f"    {ten}: {cu or '(trống)'} → {moi or '(trống)'}")
        for loai, dem in ket.dem.items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}, "
                f"từ chối {dem['tu_choi']}"
            )
        self.stdout.write("Đã nạp." if that else "Chưa ghi gì; thêm --that để nạp.")
