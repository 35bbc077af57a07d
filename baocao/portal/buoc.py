"""Steps of the workflow tables that the portal offers, each with the door that performs it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from baocao import workflow as w
from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, PhieuBieu
from baocao.services import quy_trinh
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi

# A form may be given back inside the Sở only while the pack is still there.
BO_O_SO = (
    TrangThaiBo.CHUA_NHAP,
    TrangThaiBo.DANG_NHAP,
    TrangThaiBo.CHO_PHONG,
    TrangThaiBo.CHO_KY,
    TrangThaiBo.TRA_LAI,
)


@dataclass(frozen=True)
class BuocCong:
    """A step with its address and how the button looks (chinh, phu, nguy)."""

    step: Step
    lam: Callable[..., Any]
    duong: str
    kieu: str
    can_cau: str

    @property
    def hoi_ly_do(self) -> bool:
        return self.step.ly_do_toi_thieu > 0


BUOC_BO = (
    BuocCong(
        w.CHUYEN_LANH_DAO,
        quy_trinh.chuyen_lanh_dao,
        "chuyen-lanh-dao",
        "chinh",
        "Kiểm tra lần cuối các biểu trước khi chuyển.",
    ),
    BuocCong(
        w.KY_GUI,
        quy_trinh.ky_gui,
        "ky-gui",
        "chinh",
        "Sau khi gửi, chỉ rút lại được khi Cục chưa mở xem.",
    ),
    BuocCong(
        w.GUI_LAI,
        quy_trinh.gui_lai,
        "gui-lai",
        "chinh",
        "Dùng khi chỉ trả lời ý kiến của Cục, không sửa số liệu nào.",
    ),
    BuocCong(
        w.LANH_DAO_TRA_LAI,
        quy_trinh.lanh_dao_tra_lai,
        "tra-lai",
        "nguy",
        "Mọi biểu trở về bước nhập và phải qua phòng duyệt lại.",
    ),
    BuocCong(
        w.RUT_LAI,
        quy_trinh.rut_lai,
        "rut-lai",
        "nguy",
        "Báo cáo trở về bước chờ ký; ảnh chụp của lần gửi vẫn được lưu.",
    ),
)
BUOC_PHIEU = (
    BuocCong(
        w.TRINH_PHONG,
        quy_trinh.trinh_phong,
        "trinh-phong",
        "chinh",
        "Biểu được khóa để phòng xem; muốn sửa thì phòng trả lại.",
    ),
    BuocCong(
        w.DUYET_PHONG,
        quy_trinh.duyet_phong,
        "duyet-phong",
        "chinh",
        "Bạn xác nhận số liệu của biểu đã được kiểm tra.",
    ),
    BuocCong(
        w.PHONG_TRA_LAI,
        quy_trinh.phong_tra_lai,
        "phong-tra-lai",
        "nguy",
        "Biểu trở về bước nhập để chuyên viên sửa.",
    ),
)


TU_CHOI = (BuocBiTuChoi, ValidationError, PermissionDenied)


def cau_tu_choi(loi: Exception) -> list[str]:
    """The sentences of a refusal."""
    if isinstance(loi, BuocBiTuChoi):
        return loi.ly_do
    if isinstance(loi, ValidationError):
        return list(loi.messages)
    return [str(loi)]


def tim(bang: tuple[BuocCong, ...], duong: str) -> BuocCong | None:
    """The step of an address, or None."""
    return next((b for b in bang if b.duong == duong), None)


def buoc_bo(bo: BoBaoCao, user: Any) -> list[BuocCong]:
    """Buttons of the pack for this user."""
    mo = set(cac_buoc_mo([b.step for b in BUOC_BO], bo, user))
    return [b for b in BUOC_BO if b.step in mo]


def buoc_phieu(phieu: PhieuBieu, user: Any) -> list[BuocCong]:
    """Buttons of a form for this user; none once the pack has left the Sở."""
    if phieu.bieu_mau.la_tinh_toan or phieu.bo.trang_thai not in BO_O_SO:
        return []
    mo = set(cac_buoc_mo([b.step for b in BUOC_PHIEU], phieu, user))
    return [b for b in BUOC_PHIEU if b.step in mo]


def can_tro(buoc: BuocCong, obj: Any, user: Any) -> list[str]:
    """Sentences why the step is refused now; empty when it may be done."""
    return ly_do_tu_choi(buoc.step, obj, user)


def lam(buoc: BuocCong, obj: Any, *, by: Any, ly_do: str, xac_nhan_som: bool = False) -> Any:
    """Perform the step through its door; ``xac_nhan_som``: sending before the cut-off is meant.

    Raises BuocBiTuChoi, ValidationError or PermissionDenied with sentences for the user.
    """
    if isinstance(obj, PhieuBieu) and obj.bo.trang_thai not in BO_O_SO:
        raise ValidationError(
            f"Bộ báo cáo đang ở bước «{obj.bo.get_trang_thai_display()}», không còn ở Sở."
        )
    if buoc.hoi_ly_do:
        return buoc.lam(obj, by=by, ly_do=ly_do)
    if buoc.step == w.KY_GUI:
        return quy_trinh.ky_gui(obj, by=by, xac_nhan_som=xac_nhan_som)
    return buoc.lam(obj, by=by)
