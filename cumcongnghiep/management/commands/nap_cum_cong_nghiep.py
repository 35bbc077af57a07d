"""Load the law of industrial clusters; prints added/changed/same."""

from django.core.management.base import BaseCommand

from cumcongnghiep.services.du_lieu_goc import nap
from cumcongnghiep.services.so_cong_bo import nap_so_cong_bo


class Command(BaseCommand):
    help = "Nạp chế độ pháp lý, thời hạn, tiêu chí, hạn biểu, quy tắc từ fixtures/cum_cong_nghiep."

    def add_arguments(self, parser):
        parser.add_argument(
            "--cong-bo", action="store_true", help="Nạp cả cụm và số tổng đã công bố, kèm nguồn."
        )

    def handle(self, *args, **options):
        kq = nap()
        if options["cong_bo"]:
            kq |= nap_so_cong_bo()
        for loai, dem in kq.items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
