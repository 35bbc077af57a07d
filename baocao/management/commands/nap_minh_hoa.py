"""Load the demo figures; only what is not published, every value marked «minh họa»."""

from django.core.management.base import BaseCommand

from baocao.minh_hoa.nap import nap
from baocao.minh_hoa.so_theo_doi import nap_so
from baocao.services.tai_khoan_mau import tao_tai_khoan_mau


class Command(BaseCommand):
    help = "Nạp số liệu minh họa (12 kỳ); số đã công bố giữ nguyên, phần còn lại ghi rõ minh họa."

    def handle(self, *args, **options):
        ket = nap(bao=self.stdout.write)
        self.stdout.write(f"Minh họa: {ket.so_bo} bộ, {ket.so_lan_tong_hop} lần tổng hợp.")
        so = nap_so(tao_tai_khoan_mau())
        self.stdout.write(f"Sổ theo dõi minh họa: thêm {so} dòng.")
        if ket.ban_tin:
            self.stdout.write("Đã dựng bản tin lãnh đạo 6 tháng đầu năm 2026.")
