"""The main job once, headless; leaves the briefing, the API answer and the workbook."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from baocao.demo.chay import Demo
from baocao.demo.nguoi_dung import BuocHong
from cucctdp.workflow.steps import BuocBiTuChoi


class Command(BaseCommand):
    help = "Chạy một lượt công việc chính từ nhập liệu đến bản tin và API, in thời gian từng bước."

    def add_arguments(self, parser):
        parser.add_argument("--thu-muc", default="var/demo", help="Nơi để kết quả.")

    def handle(self, *args, **options):
        try:
            Demo(Path(options["thu_muc"]), self.stdout.write).chay()
        except (BuocHong, BuocBiTuChoi, ValidationError) as loi:
            raise CommandError(f"Dừng ở bước tiếp theo: {loi}") from loi
