"""Make groups and memberships follow the table of roles; safe to run any number of times."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cucctdp.accounts.groups import dong_bo_nhom, nhom_lech


class Command(BaseCommand):
    help = "Đồng bộ nhóm quyền theo bảng vai trò; in ra những gì thay đổi."

    def add_arguments(self, parser):
        parser.add_argument(
            "--kiem-tra", action="store_true", help="Chỉ so sánh, không ghi; lệch thì báo lỗi."
        )

    def handle(self, *args, **options):
        try:
            thay_doi = nhom_lech() if options["kiem_tra"] else dong_bo_nhom()
        except ImproperlyConfigured as exc:
            raise CommandError(str(exc)) from exc
        for row in thay_doi:
            self.stdout.write(f"{row.nhom}{' (nhóm mới)' if row.moi else ''}:")
            for dau, muc in (("+", row.them), ("-", row.bot), ("→", row.tai_khoan)):
                for ten in muc:
                    self.stdout.write(f"  {dau} {ten}")
        if not thay_doi:
            self.stdout.write("Nhóm quyền đã khớp bảng vai trò, không có gì thay đổi.")
        elif options["kiem_tra"]:
            raise CommandError("Nhóm quyền lệch bảng vai trò; chạy «dong_bo_vai_tro» để sửa.")
