"""Load the catalogues of khuyến công; prints added/changed/same."""

from django.core.management.base import BaseCommand

from khuyencong.services.du_lieu_goc import nap
from khuyencong.services.so_cong_bo import nap_so_cong_bo


class Command(BaseCommand):
    help = "Nạp nội dung hoạt động, định mức, thời hạn, hồ sơ và quy tắc từ fixtures/khuyencong."

    def add_arguments(self, parser):
        parser.add_argument(
            "--cong-bo",
            action="store_true",
            help="Nạp cả đề án, kế hoạch, chương trình đã công bố, kèm nguồn.",
        )

    def handle(self, *args, **options):
        cac = nap() | (nap_so_cong_bo() if options["cong_bo"] else {})
        for loai, dem in cac.items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
