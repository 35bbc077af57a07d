"""Load the law of the selection of products; prints added/changed/same."""

from django.core.management.base import BaseCommand

from sanpham_tieubieu.services.du_lieu_goc import nap
from sanpham_tieubieu.services.so_cong_bo import nap_so_cong_bo


class Command(BaseCommand):
    help = "Nạp quy định của cấp, nhóm sản phẩm, giấy tờ, quy tắc bình chọn từ fixtures/san_pham."

    def add_arguments(self, parser):
        parser.add_argument(
            "--cong-bo",
            action="store_true",
            help="Nạp cả số kỳ, danh hiệu, hội chợ, hội nghị đã công bố, kèm nguồn.",
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
