"""Write the state diagrams of the step tables into docs/kien-truc.md."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from baocao.choices import TrangThaiBo
from baocao.workflow import BUOC_BO, BUOC_NAP
from cucctdp.workflow.diagram import mermaid

TRANG = Path(settings.BASE_DIR) / "docs" / "kien-truc.md"
DAU, CUOI = "<!-- so-do:bat-dau -->", "<!-- so-do:ket-thuc -->"


def trang_moi(noi_dung: str) -> str:
    """Return the page with the diagram of a pack between its two marks."""
    truoc, _, con = noi_dung.partition(DAU)
    _, _, sau = con.partition(CUOI)
    so_do = mermaid((*BUOC_BO, *BUOC_NAP), dict(TrangThaiBo.choices))
    return f"{truoc}{DAU}\n\n```mermaid\n{so_do}```\n\n{CUOI}{sau}"


class Command(BaseCommand):
    help = "Vẽ sơ đồ trạng thái của bộ báo cáo vào docs/kien-truc.md."

    def handle(self, *args, **options):
        TRANG.write_text(trang_moi(TRANG.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Đã vẽ {TRANG.name}.")
