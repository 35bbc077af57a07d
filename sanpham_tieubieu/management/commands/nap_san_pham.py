"""Load the law of the selection of products; prints added/changed/same."""

from django.core.management.base import BaseCommand

from sanpham_tieubieu.services.du_lieu_goc import nap


class Command(BaseCommand):
    help = "Nạp quy định của cấp, nhóm sản phẩm, giấy tờ, quy tắc bình chọn từ fixtures/san_pham."

    def handle(self, *args, **options):
        for loai, dem in nap().items():
            self.stdout.write(
                f"{loai}: thêm {dem['them']}, đổi {dem['doi']}, giữ nguyên {dem['giu']}"
                + (f", giữ bản sửa tay {dem['sua_tay']}" if dem["sua_tay"] else "")
            )
