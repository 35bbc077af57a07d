"""Write the state diagrams of the step tables into docs/kien-truc.md."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from baocao.choices import TrangThaiBo, TrangThaiDieuChinh
from baocao.workflow import BUOC_BO, BUOC_NAP
from baocao.workflow_dieu_chinh import BUOC_DIEU_CHINH
from cucctdp.workflow.diagram import mermaid

TRANG = Path(settings.BASE_DIR) / "docs" / "kien-truc.md"
DAU, CUOI = "<!-- so-do:bat-dau -->", "<!-- so-do:ket-thuc -->"
DAU_DC, CUOI_DC = "<!-- so-do-dieu-chinh:bat-dau -->", "<!-- so-do-dieu-chinh:ket-thuc -->"


def trang_moi(noi_dung: str) -> str:
    """Return the page with the diagrams of a pack and of a restatement between their marks."""
    for dau, cuoi, buoc, nhan in (
        (DAU, CUOI, (*BUOC_BO, *BUOC_NAP), dict(TrangThaiBo.choices)),
        (DAU_DC, CUOI_DC, BUOC_DIEU_CHINH, dict(TrangThaiDieuChinh.choices)),
    ):
        truoc, _, con = noi_dung.partition(dau)
        _, _, sau = con.partition(cuoi)
        noi_dung = f"{truoc}{dau}\n\n```mermaid\n{mermaid(buoc, nhan)}```\n\n{cuoi}{sau}"
    return noi_dung


class Command(BaseCommand):
    help = "Vẽ sơ đồ trạng thái của bộ báo cáo vào docs/kien-truc.md."

    def handle(self, *args, **options):
        TRANG.write_text(trang_moi(TRANG.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Đã vẽ {TRANG.name}.")
