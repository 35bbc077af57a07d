"""Measure the speed bars; exit 1 when one is broken."""

import gc
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from baocao.do_luong import cac_phep_do
from baocao.models import BieuMau


class Command(BaseCommand):
    help = "Đo tốc độ, in tỷ số so với sàn đo trong cùng lần chạy; thoát 1 nếu vượt ngưỡng."

    def add_arguments(self, parser):
        parser.add_argument("ten", nargs="*", help="Tên phép đo; trống: tất cả.")

    def handle(self, *args, **options):
        cac_phep = cac_phep_do()
        if la := [t for t in options["ten"] if t not in cac_phep]:
            raise CommandError(f"Không có phép đo {la}; có: {', '.join(cac_phep)}.")
        call_command("migrate", verbosity=0)
        if not BieuMau.objects.exists():
            for lenh in ("nap_danh_muc", "dong_bo_vai_tro", "nap_bao_cao"):
                call_command(lenh, verbosity=0)
        gc.freeze()  # as the web and worker processes do at their start
        hong = 0
        for ten, do in cac_phep.items():
            if options["ten"] and ten not in options["ten"]:
                continue
            # Rows that an earlier measure rolled back are dead, not gone: none pays for another's.
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            self.stdout.write(f"\n[{ten}]  lệnh: manage.py do_hieu_nang {ten}")
            with transaction.atomic():
                for kq in do():
                    hong += not kq.dat
                    dau = "ĐẠT " if kq.dat else "HỎNG"
                    self.stdout.write(
                        f"  {dau} {kq.ten}: {kq.ti_so:.2f} lần (tối đa {kq.toi_da:g})\n"
                        f"       {kq.chi_tiet}; sàn – {kq.san}"
                    )
                transaction.set_rollback(True)
        if hong:
            self.stderr.write(f"{hong} ngưỡng bị vượt.")
            sys.exit(1)
