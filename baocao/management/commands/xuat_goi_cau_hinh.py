"""Write templates, rules, thresholds and calendar of this installation into one pack."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from baocao.services.goi_cau_hinh import xuat_goi


class Command(BaseCommand):
    help = "Xuất biểu mẫu, quy tắc, ngưỡng và lịch thành một gói .zip có mã băm."

    def add_arguments(self, parser):
        parser.add_argument("tep", type=Path, help="Tên tệp .zip sẽ ghi.")

    def handle(self, *args, tep, **options):
        try:
            tep.write_bytes(xuat_goi(by=None))
        except OSError as loi:
            raise CommandError(f"Không ghi được {tep}: {loi.strerror}.") from loi
        self.stdout.write(f"Đã xuất {tep}.")
