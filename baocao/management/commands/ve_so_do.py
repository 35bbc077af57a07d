"""Write the state diagrams of the step tables into docs/kien-truc.md."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from baocao.choices import (
    TrangThaiBo,
    TrangThaiDeNghi,
    TrangThaiDieuChinh,
    TrangThaiMienTru,
)
from baocao.choices_theo_doi import TrangThaiKienNghi, TrangThaiTheoDoi, TrangThaiVanBan
from baocao.models import DoanKiemTra
from baocao.workflow import BUOC_BO, BUOC_NAP
from baocao.workflow_de_nghi import BUOC_GIA_HAN, BUOC_MIEN_TRU
from baocao.workflow_dieu_chinh import BUOC_DIEU_CHINH
from baocao.workflow_theo_doi import BUOC_KIEN_NGHI, BUOC_VAN_BAN, buoc_so
from cucctdp.workflow.diagram import mermaid
from cumcongnghiep.choices import TrangThaiBieu
from cumcongnghiep.workflow import STEPS
from khuyencong.choices import TrangThaiDeAn
from khuyencong.workflow import BUOC_DE_AN
from sanpham_tieubieu.choices import TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.workflow import CAC_BUOC_HO_SO, CAC_BUOC_KY

TRANG = Path(settings.BASE_DIR) / "docs" / "kien-truc.md"
# Name of the marks in the page → step table and states. All light registers share one shape.
SO_DO = {
    "so-do": ((*BUOC_BO, *BUOC_NAP), TrangThaiBo),
    "so-do-dieu-chinh": (BUOC_DIEU_CHINH, TrangThaiDieuChinh),
    "so-do-gia-han": (BUOC_GIA_HAN, TrangThaiDeNghi),
    "so-do-mien-tru": (BUOC_MIEN_TRU, TrangThaiMienTru),
    "so-do-kien-nghi": (BUOC_KIEN_NGHI, TrangThaiKienNghi),
    "so-do-theo-doi": (buoc_so(DoanKiemTra).tat_ca, TrangThaiTheoDoi),
    "so-do-van-ban": (BUOC_VAN_BAN, TrangThaiVanBan),
    "so-do-de-an": (BUOC_DE_AN, TrangThaiDeAn),
    "so-do-bieu-cum": (STEPS, TrangThaiBieu),
    "so-do-ky-binh-chon": (CAC_BUOC_KY, TrangThaiKy),
    "so-do-ho-so-binh-chon": (CAC_BUOC_HO_SO, TrangThaiHoSo),
}


def trang_moi(noi_dung: str) -> str:
    """Return the page with every diagram between its marks."""
    for ten, (buoc, trang_thai) in SO_DO.items():
        dau, cuoi = f"<!-- {ten}:bat-dau -->", f"<!-- {ten}:ket-thuc -->"
        nhan = dict(trang_thai.choices)
        truoc, _, con = noi_dung.partition(dau)
        _, _, sau = con.partition(cuoi)
        noi_dung = f"{truoc}{dau}\n\n```mermaid\n{mermaid(buoc, nhan)}```\n\n{cuoi}{sau}"
    return noi_dung


class Command(BaseCommand):
    help = "Vẽ sơ đồ các bước xử lý vào docs/kien-truc.md."

    def handle(self, *args, **options):
        TRANG.write_text(trang_moi(TRANG.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Đã vẽ {TRANG.name}.")
