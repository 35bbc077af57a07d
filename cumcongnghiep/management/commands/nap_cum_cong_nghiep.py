"""Load the law of industrial clusters; prints added/changed/same."""

from django.core.management.base import BaseCommand

from cumcongnghiep.services.du_lieu_goc import nap


class Command(BaseCommand):
    help = "Nạp chế độ pháp lý, thời hạn, tiêu chí, hạn biểu, quy tắc từ fixtures/cum_cong_nghiep."

    def handle(self, *args, **options):
        for loai, dem in nap().items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
