"""The code of a report's figures, and whether the signed PDF carries it (KT47)."""

from baocao.checks.tep_ky import ma_so_lieu, tep_co_ma
from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, LanGui
from baocao.services.anh_chup import bam, chup_hien_tai
from cucctdp.files.models import Tep


def ma_cua_bo(bo: BoBaoCao) -> str:
    """Return the code to print: of the last sending, or of the figures as they wait for signing."""
    if bo.so_sua_duoc or bo.trang_thai == TrangThaiBo.CHO_KY:
        return ma_so_lieu(bam(chup_hien_tai(bo)))
    lan = LanGui.objects.filter(bo=bo).order_by("-lan").values_list("sha256", flat=True).first()
    return ma_so_lieu(lan or bam(chup_hien_tai(bo)))


def cau_tep_ky(bo: BoBaoCao, tep: Tep) -> str:
    """Return what to tell about a signed PDF, "" when it carries the code; it is kept anyway."""
    ma = ma_cua_bo(bo)
    co = tep_co_ma(tep, ma)
    if co:
        return ""
    if co is None:
        return (
            "Không đọc được chữ trong tệp PDF (bản quét hoặc tệp có khóa) nên chưa đối chiếu được "
            f"với số liệu. Hãy tự kiểm tra văn bản có in mã số liệu {ma}."
        )
    return (
        f"Tệp ký không đúng phiên bản số liệu: không thấy mã {ma} trong văn bản. Nếu số liệu đã "
        "đổi sau khi in, hãy in, ký lại rồi nạp lại tệp."
    )
