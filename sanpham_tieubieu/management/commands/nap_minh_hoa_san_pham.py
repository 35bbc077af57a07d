"""Load the demo of the selection; only once, every row marked «minh họa»."""

from django.core.management.base import BaseCommand

from sanpham_tieubieu.minh_hoa.nap import nap_minh_hoa_san_pham


class Command(BaseCommand):
    help = "Nạp kỳ bình chọn, hồ sơ, phiếu, giấy chứng nhận minh họa; không trộn với số liệu thật."

    def handle(self, *args, **options):
        them = nap_minh_hoa_san_pham()
        self.stdout.write(f"Bình chọn minh họa: thêm {them} hồ sơ.")
