"""Load or refresh the reference data; may be run at every release."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cucctdp.donvi.services.danh_muc import DanhMucSaiError, nap


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị, vùng, xã, ngành kinh tế, tổ chức. Chạy lại không đổi gì thêm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--thu-muc",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "donvi",
            help="Thư mục chứa các tệp CSV danh mục.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ket_qua = nap(options["thu_muc"])
        except FileNotFoundError as loi:
            raise CommandError(f"Thiếu tệp danh mục: {loi.filename}") from loi
        except DanhMucSaiError as loi:
            raise CommandError("Danh mục có lỗi, chưa nạp gì:\n" + "\n".join(loi.loi)) from loi
        for bang in ket_qua.values():
            self.stdout.write(
                f"{bang.ten_bang}: thêm {bang.them}, đổi {bang.doi}, giữ nguyên {bang.giu}"
            )
