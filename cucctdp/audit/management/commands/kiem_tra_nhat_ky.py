"""Verify the audit chains; exit code 1 and one line per break when something does not fit."""

from django.core.management.base import BaseCommand, CommandError

from cucctdp.audit.models import SuKien
from cucctdp.audit.verify import goc_hien_tai, kiem_tra_tat_ca


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký sự kiện và các gốc theo ngày."

    def handle(self, *args, **options):
        hong = kiem_tra_tat_ca()
        for h in hong:
            self.stderr.write(f"HỎNG {h.chuoi} #{h.so}: {h.mo_ta}")
        if hong:
            raise CommandError(f"Nhật ký không toàn vẹn: {len(hong)} chỗ.")
        self.stdout.write(
            f"Nhật ký toàn vẹn: {SuKien.objects.count()} sự kiện, gốc {goc_hien_tai()[:16]}…"
        )
