"""Load the demo đề án; only once, every row marked «minh họa»."""

from django.core.management.base import BaseCommand

from khuyencong.minh_hoa.nap import SO_DE_AN, nap_minh_hoa
from khuyencong.services.canh_bao import chay_dem


class Command(BaseCommand):
    help = "Nạp đề án khuyến công minh họa của năm năm; không trộn với số liệu thật."

    def add_arguments(self, parser):
        parser.add_argument("--so", type=int, default=SO_DE_AN, help="Số đề án.")

    def handle(self, *args, **options):
        them = nap_minh_hoa(options["so"])
        # The board shows what is late from the first day, not only after the first night.
        canh_bao = chay_dem()
        self.stdout.write(
            f"Khuyến công minh họa: thêm {them} đề án, {canh_bao.moi} việc chậm, sắp đến hạn."
        )
