"""The step table of a restatement (điều chỉnh số liệu, section 3.5).

A correction: the Sở writes, its leadership signs, an officer of the Cục appraises, the leadership
of the Cục approves. A change of scope or method starts at the Cục. A state change needs nobody.
"""

from typing import Any

from baocao.choices import LoaiDieuChinh, TrangThaiBo
from baocao.choices import TrangThaiDieuChinh as D
from baocao.workflow import LY_DO_TRA_LAI
from cucctdp.workflow.steps import Step


def _cua_so(dieu_chinh: Any, user: Any) -> list[str]:
    if dieu_chinh.loai != LoaiDieuChinh.SUA_LOI:
        return ["Chỉ đề nghị sửa lỗi mới qua Sở ký."]
    return []


def _du_de_trinh(dieu_chinh: Any, user: Any) -> list[str]:
    tu_choi = _cua_so(dieu_chinh, user)
    if not dieu_chinh.dong.exists():
        tu_choi.append("Đề nghị chưa có ô nào.")
    if dieu_chinh.tep_id is None:
        tu_choi.append("Cần đính kèm tài liệu chứng minh (PDF).")
    return tu_choi


def _khong_tu_ky(dieu_chinh: Any, user: Any) -> list[str]:
    tu_choi = _du_de_trinh(dieu_chinh, user)
    if dieu_chinh.nguoi_lap_id == user.pk:
        tu_choi.append("Người ký không được là người lập đề nghị (KT48).")
    return tu_choi


def _do_cuc_lap(dieu_chinh: Any, user: Any) -> list[str]:
    if dieu_chinh.loai != LoaiDieuChinh.DOI_PHAM_VI:
        return ["Sửa số liệu của một tỉnh phải do Sở lập và ký."]
    return []


def _khong_tu_duyet(dieu_chinh: Any, user: Any) -> list[str]:
    if user.pk in (dieu_chinh.nguoi_lap_id, dieu_chinh.nguoi_tham_dinh_id):
        return ["Người duyệt không được là người lập hoặc thẩm định."]
    return []


def _duyet_duoc(dieu_chinh: Any, user: Any) -> list[str]:
    tu_choi = _khong_tu_duyet(dieu_chinh, user)
    bo = dieu_chinh.bo
    if (
        bo is not None
        and bo.trang_thai == TrangThaiBo.DA_CONG_BO
        and not user.has_perm("baocao.duyet_sau_cong_bo_dieuchinh")
    ):
        tu_choi.append("Số liệu đã công bố: chỉ lãnh đạo Cục được duyệt điều chỉnh.")
    return tu_choi


def _buoc(ten: str, nhan: str, tu: set[str], den: str, quyen: str, **khac: Any) -> Step:
    return Step(f"dieuchinh.{ten}", nhan, frozenset(tu), den, f"baocao.{quyen}_dieuchinh", **khac)


TRINH_KY = _buoc(
    "trinh_ky", "Trình lãnh đạo Sở ký", {D.NHAP}, D.CHO_KY, "lap", dieu_kien=_du_de_trinh
)
SO_TRA_LAI = _buoc(
    "so_tra_lai",
    "Lãnh đạo Sở trả lại",
    {D.CHO_KY},
    D.NHAP,
    "ky",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
KY_GUI = _buoc(
    "ky_gui",
    "Ký và gửi Cục",
    {D.CHO_KY},
    D.DA_GUI,
    "ky",
    dieu_kien=_khong_tu_ky,
    xac_nhan="Sở chịu trách nhiệm về số mới và tài liệu kèm theo; số cũ vẫn được lưu.",
)
HUY = _buoc(
    "huy",
    "Hủy đề nghị",
    {D.NHAP},
    D.HUY,
    "lap",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_cua_so,
)
THAM_DINH = _buoc(
    "tham_dinh",
    "Thẩm định, trình duyệt",
    {D.DA_GUI},
    D.CHO_DUYET,
    "tham_dinh",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    xac_nhan="Ý kiến thẩm định được trình lãnh đạo và lưu cùng hồ sơ.",
)
TRINH_DUYET = _buoc(
    "trinh_duyet",
    "Trình lãnh đạo Cục",
    {D.NHAP},
    D.CHO_DUYET,
    "tham_dinh",
    dieu_kien=_do_cuc_lap,
)
TRA_LAI = _buoc(
    "tra_lai",
    "Trả lại Sở",
    {D.DA_GUI, D.CHO_DUYET},
    D.NHAP,
    "tham_dinh",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_cua_so,
)
DUYET = _buoc(
    "duyet",
    "Duyệt, ghi số mới",
    {D.CHO_DUYET},
    D.DA_DUYET,
    "duyet",
    dieu_kien=_duyet_duoc,
    xac_nhan="Số mới thành phiên bản hiện hành; bản tin và lần tổng hợp đã phát hành giữ nguyên.",
)
TU_CHOI = _buoc(
    "tu_choi",
    "Không chấp nhận",
    {D.CHO_DUYET},
    D.TU_CHOI,
    "duyet",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_khong_tu_duyet,
)
GHI_NHAN = _buoc(
    "ghi_nhan",
    "Ghi nhận số mới",
    {D.NHAP},
    D.DA_GHI_NHAN,
    "lap",
    he_thong=True,
    dieu_kien=lambda d, user: (
        [] if d.loai == LoaiDieuChinh.CAP_NHAT else ["Sửa lỗi số liệu phải được Cục duyệt."]
    ),
)
BUOC_DIEU_CHINH = (
    TRINH_KY,
    SO_TRA_LAI,
    KY_GUI,
    HUY,
    THAM_DINH,
    TRINH_DUYET,
    TRA_LAI,
    DUYET,
    TU_CHOI,
    GHI_NHAN,
)
