"""Load the catalogues of khuyến công; prints added/changed/same."""

from django.core.management.base import BaseCommand

from khuyencong.services.du_lieu_goc import nap


class Command(BaseCommand):
    help = "Nạp nội dung hoạt động, định mức, thời hạn, hồ sơ và quy tắc từ fixtures/khuyencong."

    def handle(self, *args, **options):
        for loai, dem in nap().items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
