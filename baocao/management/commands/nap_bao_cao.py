"""Load form templates, rules and the calendar; prints added/changed/same."""

from django.core.management.base import BaseCommand

from baocao.services.du_lieu_goc import nap
from baocao.services.so_goc import nap_so_theo_doi


class Command(BaseCommand):
    help = "Nạp biểu mẫu, quy tắc kiểm tra và quy tắc lịch từ fixtures/baocao."

    def handle(self, *args, **options):
        for loai, dem in (nap() | nap_so_theo_doi()).items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
