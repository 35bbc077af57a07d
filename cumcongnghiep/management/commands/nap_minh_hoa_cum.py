"""Load the demo clusters; only once, every row marked «minh họa»."""

from django.core.management.base import BaseCommand

from cumcongnghiep.minh_hoa.nap import nap_minh_hoa_cum
from cumcongnghiep.services.canh_bao import chay_dem


class Command(BaseCommand):
    help = "Nạp cụm công nghiệp minh họa của 34 tỉnh, thành phố; không trộn với số liệu thật."

    def add_arguments(self, parser):
        parser.add_argument("--so", type=int, default=None, help="Số cụm; bỏ trống: đủ bộ.")

    def handle(self, *args, **options):
        them = nap_minh_hoa_cum(options["so"])
        # The first screen shows what is due from the first day, not only after the first night.
        canh_bao = chay_dem()
        self.stdout.write(
            f"Cụm công nghiệp minh họa: thêm {them} cụm, {canh_bao.moi} cảnh báo mới."
        )
