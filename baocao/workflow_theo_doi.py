"""The step tables of the registers: petitions, the light registers, drafts of documents."""

from dataclasses import dataclass
from typing import Any

from baocao.choices_theo_doi import TrangThaiKienNghi as K
from baocao.choices_theo_doi import TrangThaiTheoDoi as T
from baocao.choices_theo_doi import TrangThaiVanBan as V
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
    xac_nhan="Nội dung kiến nghị và câu trả lời ra API công khai theo khóa.",
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


# The light registers: one table of steps, made for each model.


def _khong_tu_xac_nhan(obj: Any, user: Any) -> list[str]:
    if obj.nguoi_bao_xong_id == user.pk:
        return ["Người xác nhận không được là người báo hoàn thành."]
    return []


@dataclass(frozen=True)
class BuocSoTheoDoi:
    """The six steps of one register."""

    bat_dau: Step
    bao_xong: Step
    xac_nhan: Step
    tra_lai: Step
    thoi: Step
    mo_lai: Step

    @property
    def tat_ca(self) -> tuple[Step, ...]:
        """In the order of the buttons."""
        return (
            self.bat_dau, self.bao_xong, self.xac_nhan, self.tra_lai, self.thoi, self.mo_lai,
        )  # fmt: skip


def buoc_so(model: Any) -> BuocSoTheoDoi:
    """Steps of one register; those of Party matters (CHI_SO_NGAY) ask for no words."""
    ten = model._meta.model_name
    ly_do = 0 if model.CHI_SO_NGAY else LY_DO
    ghi, duyet = "cap_nhat_sotheodoi", "xac_nhan_sotheodoi"
    return BuocSoTheoDoi(
        bat_dau=_buoc(f"{ten}.bat_dau", "Bắt đầu thực hiện", {T.MOI}, T.DANG_LAM, ghi),
        bao_xong=_buoc(
            f"{ten}.bao_xong",
            "Báo hoàn thành",
            {T.MOI, T.DANG_LAM},
            T.CHO_XAC_NHAN,
            ghi,
            xac_nhan="Người khác xác nhận thì việc mới được tính là hoàn thành.",
        ),
        xac_nhan=_buoc(
            f"{ten}.xac_nhan",
            "Xác nhận hoàn thành",
            {T.CHO_XAC_NHAN},
            T.HOAN_THANH,
            duyet,
            dieu_kien=_khong_tu_xac_nhan,
        ),
        tra_lai=_buoc(
            f"{ten}.tra_lai",
            "Chưa đạt, làm tiếp",
            {T.CHO_XAC_NHAN},
            T.DANG_LAM,
            duyet,
            ly_do_toi_thieu=ly_do,
        ),
        thoi=_buoc(
            f"{ten}.thoi",
            "Thôi theo dõi",
            {T.MOI, T.DANG_LAM},
            T.THOI,
            duyet,
            ly_do_toi_thieu=ly_do,
        ),
        mo_lai=_buoc(
            f"{ten}.mo_lai",
            "Mở lại",
            {T.HOAN_THANH, T.THOI},
            T.DANG_LAM,
            duyet,
            ly_do_toi_thieu=ly_do,
        ),
    )


# The drafting pipeline of a legal document.
VB_SOAN = _buoc(
    "vanban.soan_thao", "Bắt đầu soạn thảo", {V.DE_XUAT}, V.SOAN_THAO, "cap_nhat_sotheodoi"
)
VB_LAY_Y_KIEN = _buoc(
    "vanban.lay_y_kien", "Gửi lấy ý kiến", {V.SOAN_THAO}, V.LAY_Y_KIEN, "cap_nhat_sotheodoi"
)
VB_THAM_DINH = _buoc(
    "vanban.tham_dinh", "Gửi thẩm định", {V.LAY_Y_KIEN}, V.THAM_DINH, "cap_nhat_sotheodoi"
)
VB_TRINH = _buoc("vanban.trinh", "Trình ban hành", {V.THAM_DINH}, V.TRINH, "xac_nhan_sotheodoi")
VB_BAN_HANH = _buoc("vanban.ban_hanh", "Ghi ban hành", {V.TRINH}, V.BAN_HANH, "xac_nhan_sotheodoi")
VB_SOAN_LAI = _buoc(
    "vanban.soan_lai",
    "Trả về soạn thảo",
    {V.LAY_Y_KIEN, V.THAM_DINH, V.TRINH},
    V.SOAN_THAO,
    "xac_nhan_sotheodoi",
    ly_do_toi_thieu=LY_DO,
)
VB_THOI = _buoc(
    "vanban.thoi",
    "Thôi xây dựng",
    {V.DE_XUAT, V.SOAN_THAO, V.LAY_Y_KIEN, V.THAM_DINH, V.TRINH},
    V.THOI,
    "xac_nhan_sotheodoi",
    ly_do_toi_thieu=LY_DO,
)
BUOC_VAN_BAN = (
    VB_SOAN, VB_LAY_Y_KIEN, VB_THAM_DINH, VB_TRINH, VB_BAN_HANH, VB_SOAN_LAI, VB_THOI,
)  # fmt: skip
