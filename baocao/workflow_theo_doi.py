"""The step tables of the registers: the petition (section 3.6 of the domain file)."""

from typing import Any

from baocao.choices_theo_doi import TrangThaiKienNghi as K
from cucctdp.workflow.steps import Step

LY_DO = 10


def _buoc(ten: str, nhan: str, tu: set[str], den: str | None, quyen: str, **khac: Any) -> Step:
    return Step(ten, nhan, frozenset(tu), den, f"baocao.{quyen}", **khac)


def _khong_tu_cong_bo(kn: Any, user: Any) -> list[str]:
    if kn.cong_bo_luc is not None:
        return ["Câu trả lời đã công bố."]
    if kn.nguoi_tra_loi_id == user.pk:
        return ["Người công bố không được là người trả lời."]
    return []


def _chua_cong_bo(kn: Any, user: Any) -> list[str]:
    return [] if kn.cong_bo_luc is not None else ["Câu trả lời chưa công bố."]


def _chua_danh_gia(kn: Any, user: Any) -> list[str]:
    return ["Sở đã đánh giá câu trả lời này."] if kn.danh_gia else []


KN_TIEP_NHAN = _buoc("kiennghi.tiep_nhan", "Tiếp nhận", {K.MOI}, K.DA_TIEP_NHAN, "xu_ly_kiennghi")
KN_GIAO = _buoc(
    "kiennghi.giao",
    "Giao xử lý",
    {K.DA_TIEP_NHAN, K.DA_GIAO, K.DANG_XU_LY, K.CHO_CO_QUAN_KHAC},
    K.DA_GIAO,
    "giao_kiennghi",
    xac_nhan="Đơn vị, người được giao phải trả lời trong hạn. Giao lại được khi đang xử lý.",
)
KN_XU_LY = _buoc("kiennghi.xu_ly", "Bắt đầu xử lý", {K.DA_GIAO}, K.DANG_XU_LY, "xu_ly_kiennghi")
KN_HOI = _buoc(
    "kiennghi.hoi_co_quan_khac",
    "Hỏi cơ quan khác",
    {K.DANG_XU_LY},
    K.CHO_CO_QUAN_KHAC,
    "xu_ly_kiennghi",
    xac_nhan="Hạn trả lời chuyển sang hạn dài hơn, tính từ ngày Sở gửi kiến nghị.",
)
KN_CO_Y_KIEN = _buoc(
    "kiennghi.co_y_kien", "Đã có ý kiến trả lời", {K.CHO_CO_QUAN_KHAC}, K.DANG_XU_LY,
    "xu_ly_kiennghi",
)  # fmt: skip
KN_TRA_LOI = _buoc(
    "kiennghi.tra_loi",
    "Trả lời",
    {K.DANG_XU_LY, K.CHO_CO_QUAN_KHAC},
    K.DA_TRA_LOI,
    "xu_ly_kiennghi",
    xac_nhan="Sở đọc được câu trả lời ngay và đánh giá có thỏa đáng hay không.",
)
KN_THOA_DANG = _buoc(
    "kiennghi.thoa_dang",
    "Câu trả lời thỏa đáng",
    {K.DA_TRA_LOI},
    K.DA_DONG,
    "danh_gia_kiennghi",
    xac_nhan="Kiến nghị được đóng lại.",
)
KN_CHUA_THOA_DANG = _buoc(
    "kiennghi.chua_thoa_dang",
    "Câu trả lời chưa thỏa đáng",
    {K.DA_TRA_LOI},
    None,
    "danh_gia_kiennghi",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_chua_danh_gia,
    xac_nhan="Nêu rõ điểm chưa thỏa đáng để Cục xem xét mở lại.",
)
KN_CONG_BO = _buoc(
    "kiennghi.cong_bo",
    "Công bố câu trả lời",
    {K.DA_TRA_LOI, K.DA_DONG},
    None,
    "cong_bo_kiennghi",
    dieu_kien=_khong_tu_cong_bo,
    xac_nhan="Nội dung kiến nghị và câu trả lời ra API công khai theo khoá.",
)
KN_THOI_CONG_BO = _buoc(
    "kiennghi.thoi_cong_bo",
    "Thôi công bố",
    {K.DA_TRA_LOI, K.DA_DONG},
    None,
    "cong_bo_kiennghi",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_chua_cong_bo,
)
KN_DONG = _buoc(
    "kiennghi.dong",
    "Đóng",
    {K.DA_TRA_LOI},
    K.DA_DONG,
    "giao_kiennghi",
    ly_do_toi_thieu=LY_DO,
    xac_nhan="Dùng khi Sở không đánh giá hoặc đã giải thích xong điểm chưa thỏa đáng.",
)
KN_MO_LAI = _buoc(
    "kiennghi.mo_lai",
    "Mở lại",
    {K.DA_TRA_LOI, K.DA_DONG},
    K.DANG_XU_LY,
    "giao_kiennghi",
    ly_do_toi_thieu=LY_DO,
    xac_nhan="Kiến nghị sang vòng mới, hạn trả lời tính từ hôm nay; câu trả lời cũ thôi công bố.",
)
BUOC_KIEN_NGHI = (
    KN_TIEP_NHAN,
    KN_GIAO,
    KN_XU_LY,
    KN_HOI,
    KN_CO_Y_KIEN,
    KN_TRA_LOI,
    KN_THOA_DANG,
    KN_CHUA_THOA_DANG,
    KN_CONG_BO,
    KN_THOI_CONG_BO,
    KN_DONG,
    KN_MO_LAI,
)
