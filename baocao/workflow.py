"""The step tables of a period, a pack and a form (section 3.3 of the domain file).

Guards return refusal sentences. Who typed never signs, who checked never receives (KT48): the
database holds the same rules as constraints.
"""

from typing import Any

from django.utils import timezone

from baocao.choices import BO_CON_NHAP
from baocao.choices import TrangThaiBo as B
from baocao.choices import TrangThaiKy as K
from baocao.choices import TrangThaiPhieu as P
from baocao.models import GiaoKiemTra, QuyDinhKiemTra
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import Step

LY_DO_TRA_LAI = 10


def _cac_phieu_qua_phong(bo: Any, user: Any) -> list[str]:
    con = [
        p.bieu_mau.ma
        for p in bo.phieu.cung_bo().select_related("bieu_mau")
        if p.trang_thai != P.QUA_PHONG
    ]
    return [f"Các biểu chưa được phòng duyệt: {', '.join(con)}."] if con else []


def _khong_tu_ky(bo: Any, user: Any) -> list[str]:
    if user.pk in (bo.nguoi_trinh_id, bo.nguoi_chuyen_id):
        return ["Người duyệt không được là người nhập, trình hoặc chuyển (KT48)."]
    da_go = bo.phieu.filter(gia_tri__nguoi=user, gia_tri__het_luc__isnull=True)
    if da_go.exists() or bo.phieu.filter(nguoi_trinh=user).exists():
        return ["Người duyệt không được là người nhập (KT48)."]
    return []


def _con_o_so(phieu: Any, user: Any) -> list[str]:
    """A form moves between its rooms only while the pack has not left the Sở."""
    if phieu.bo.trang_thai in (*BO_CON_NHAP, B.CHO_PHONG, B.CHO_KY):
        return []
    return [f"Bộ báo cáo đang ở trạng thái «{phieu.bo.get_trang_thai_display()}»."]


def _khong_tu_duyet(phieu: Any, user: Any) -> list[str]:
    tu_choi = _con_o_so(phieu, user)
    da_go = phieu.gia_tri.filter(nguoi=user, het_luc__isnull=True)
    if phieu.nguoi_trinh_id == user.pk or da_go.exists():
        tu_choi.append("Người duyệt không được là người nhập (KT48).")
    return tu_choi


def _cuc_chua_mo(bo: Any, user: Any) -> list[str]:
    return ["Cục đã mở xem báo cáo, không rút lại được nữa."] if bo.cuc_mo_luc else []


def _y_kien_da_dong(bo: Any, user: Any) -> list[str]:
    con = bo.y_kien.chua_xong().count()
    return [f"Còn {con} ý kiến chưa đóng."] if con else []


def _khong_giao_nguoi_khac(bo: Any, user: Any) -> list[str]:
    """Two officers do not both start: whoever was named by the head takes the pack."""
    giao = GiaoKiemTra.objects.filter(bo=bo).select_related("nguoi").first()
    if giao is not None and giao.nguoi_id != user.pk:
        return [f"Bộ này đã giao cho {giao.nguoi.ten_hien_thi} kiểm tra."]
    return []


def cap_xac_nhan(bo: Any) -> tuple[list[str], list[int]]:
    """(role of each level, "" for anybody with the right; people who confirmed since the proposal).

    Levels are a dated row; the last one is «Tiếp nhận», those before it «Xác nhận».
    """
    cac_cap = QuyDinhKiemTra.objects.cua_bo(bo, ngay=timezone.localdate()).cac_cap or [""]
    da_qua = QuyetDinh.objects.cua(bo).filter(buoc="bobaocao.xac_nhan", vong=bo.vong)
    return cac_cap, list(
        da_qua.filter(luc__gte=bo.de_nghi_tiep_nhan_luc).values_list("nguoi_id", flat=True)
        if bo.de_nghi_tiep_nhan_luc
        else []
    )


def _co_de_nghi(bo: Any, user: Any) -> list[str]:
    return _den_luot(bo, user, cuoi=True)


def _xac_nhan_giua(bo: Any, user: Any) -> list[str]:
    return _den_luot(bo, user, cuoi=False)


def _den_luot(bo: Any, user: Any, *, cuoi: bool) -> list[str]:
    """Everybody at the Cục acts once on a pack, in the order of the levels."""
    if bo.de_nghi_tiep_nhan_luc is None:
        return ["Chuyên viên chưa đề nghị tiếp nhận."]
    if bo.nguoi_kiem_tra_id == user.pk:
        return ["Người tiếp nhận không được là người kiểm tra."]
    cac_cap, da_qua = cap_xac_nhan(bo)
    if user.pk in da_qua:
        return ["Bạn đã xác nhận ở cấp trước; cấp sau phải là người khác."]
    con_giua = len(cac_cap) - 1 - len(da_qua)
    if cuoi and con_giua > 0:
        return [f"Còn {con_giua} cấp xác nhận trước khi tiếp nhận."]
    if not cuoi and con_giua <= 0:
        return ["Không còn cấp xác nhận nào; bộ này chờ tiếp nhận."]
    can = cac_cap[len(da_qua)]
    if can and user.vai_tro != can:
        return ["Cấp này do vai trò khác xác nhận, xem «Quy định kiểm tra»."]
    return _y_kien_da_dong(bo, user)


def _tra_loi_het_khong_sua_so(bo: Any, user: Any) -> list[str]:
    tu_choi = _khong_tu_ky(bo, user)
    if bo.y_kien.filter(vong=bo.vong - 1, tra_loi="", dong_luc__isnull=True).exists():
        tu_choi.append("Còn ý kiến của Cục chưa trả lời.")
    if bo.phieu.filter(gia_tri__ghi_luc__gt=bo.gui_luc).exists():
        tu_choi.append("Số liệu đã sửa sau lần gửi trước: phải qua đủ các bước duyệt của Sở.")
    return tu_choi


def _ky_dang_nhan(obj: Any, user: Any) -> list[str]:
    """Sending stays possible until the period is frozen; lateness is an attribute, not a lock."""
    if obj.ky.trang_thai in (K.DANG_MO, K.DA_DONG):
        return [cau] if (cau := obj.cau_khoa()) else []
    return [f"Kỳ báo cáo đang ở trạng thái «{obj.ky.get_trang_thai_display()}»."]


def _ky_gui(bo: Any, user: Any) -> list[str]:
    return _ky_dang_nhan(bo, user) + _khong_tu_ky(bo, user) + _cac_phieu_qua_phong(bo, user)


def _buoc(ten: str, nhan: str, tu: set[str], den: str | None, quyen: str, **khac: Any) -> Step:
    return Step(ten, nhan, frozenset(tu), den, f"baocao.{quyen}", **khac)


# A form inside the Sở.
BAT_DAU_NHAP = _buoc(
    "phieubieu.bat_dau_nhap",
    "Bắt đầu nhập",
    {P.CHUA_NHAP},
    P.DANG_NHAP,
    "nhap_phieubieu",
    he_thong=True,
)
NHAP_LAI = _buoc(
    "phieubieu.nhap_lai",
    "Nhập lại",
    {P.CHO_PHONG, P.QUA_PHONG},
    P.DANG_NHAP,
    "nhap_phieubieu",
    he_thong=True,
)
TRINH_PHONG = _buoc(
    "phieubieu.trinh_phong",
    "Trình phòng",
    {P.CHUA_NHAP, P.DANG_NHAP},
    P.CHO_PHONG,
    "trinh_phong_phieubieu",
    dieu_kien=_con_o_so,
)
DUYET_PHONG = _buoc(
    "phieubieu.duyet_phong",
    "Phòng duyệt",
    {P.CHO_PHONG},
    P.QUA_PHONG,
    "duyet_phong_phieubieu",
    dieu_kien=_khong_tu_duyet,
)
PHONG_TRA_LAI = _buoc(
    "phieubieu.phong_tra_lai",
    "Phòng trả lại",
    {P.CHO_PHONG, P.QUA_PHONG},
    P.DANG_NHAP,
    "duyet_phong_phieubieu",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_con_o_so,
)
BUOC_PHIEU = (BAT_DAU_NHAP, NHAP_LAI, TRINH_PHONG, DUYET_PHONG, PHONG_TRA_LAI)

# The pack.
BO_BAT_DAU = _buoc(
    "bobaocao.bat_dau_nhap",
    "Bắt đầu nhập",
    {B.CHUA_NHAP},
    B.DANG_NHAP,
    "nhap_phieubieu",
    he_thong=True,
)
BO_TRINH_PHONG = _buoc(
    "bobaocao.trinh_phong",
    "Trình đủ các biểu lên phòng",
    {B.DANG_NHAP, B.TRA_LAI},
    B.CHO_PHONG,
    "trinh_phong_phieubieu",
    he_thong=True,
)
BO_PHONG_TRA_LAI = _buoc(
    "bobaocao.phong_tra_lai",
    "Phòng trả lại",
    {B.CHO_PHONG, B.CHO_KY},
    B.DANG_NHAP,
    "duyet_phong_phieubieu",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
CHUYEN_LANH_DAO = _buoc(
    "bobaocao.chuyen_lanh_dao",
    "Chuyển lãnh đạo Sở",
    {B.CHO_PHONG},
    B.CHO_KY,
    "chuyen_lanh_dao_bobaocao",
    dieu_kien=_cac_phieu_qua_phong,
    xac_nhan="Bộ báo cáo sẽ chuyển lãnh đạo Sở ký; phòng không sửa được nữa.",
)
LANH_DAO_TRA_LAI = _buoc(
    "bobaocao.lanh_dao_tra_lai",
    "Lãnh đạo Sở trả lại",
    {B.CHO_KY},
    B.DANG_NHAP,
    "ky_gui_bobaocao",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
KY_GUI = _buoc(
    "bobaocao.ky_gui",
    "Ký duyệt và gửi Cục",
    {B.CHO_KY},
    B.DA_GUI,
    "ky_gui_bobaocao",
    dieu_kien=_ky_gui,
    xac_nhan="Số liệu được chốt, lưu ảnh chụp kèm mã băm SHA-256 và gửi Cục.",
)
RUT_LAI = _buoc(
    "bobaocao.rut_lai",
    "Rút lại",
    {B.DA_GUI},
    B.CHO_KY,
    "ky_gui_bobaocao",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_cuc_chua_mo,
)
NHAN_KIEM_TRA = _buoc(
    "bobaocao.nhan_kiem_tra",
    "Nhận kiểm tra",
    {B.DA_GUI},
    B.DANG_KIEM_TRA,
    "kiem_tra_bobaocao",
    dieu_kien=_khong_giao_nguoi_khac,
    xac_nhan="Sau bước này Sở không rút lại được.",
)
TRA_LAI = _buoc(
    "bobaocao.tra_lai",
    "Trả lại, yêu cầu bổ sung",
    {B.DANG_KIEM_TRA},
    B.TRA_LAI,
    "kiem_tra_bobaocao",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
GUI_LAI = _buoc(
    "bobaocao.gui_lai",
    "Gửi lại (chỉ trả lời ý kiến)",
    {B.TRA_LAI},
    B.DA_GUI,
    "ky_gui_bobaocao",
    dieu_kien=_tra_loi_het_khong_sua_so,
)
DE_NGHI_TIEP_NHAN = _buoc(
    "bobaocao.de_nghi_tiep_nhan",
    "Đề nghị tiếp nhận",
    {B.DANG_KIEM_TRA},
    None,
    "kiem_tra_bobaocao",
    dieu_kien=_y_kien_da_dong,
)
XAC_NHAN = _buoc(
    "bobaocao.xac_nhan",
    "Xác nhận, chuyển cấp trên",
    {B.DANG_KIEM_TRA},
    None,
    "tiep_nhan_bobaocao",
    dieu_kien=_xac_nhan_giua,
)
TIEP_NHAN = _buoc(
    "bobaocao.tiep_nhan",
    "Tiếp nhận",
    {B.DANG_KIEM_TRA},
    B.TIEP_NHAN,
    "tiep_nhan_bobaocao",
    dieu_kien=_co_de_nghi,
    xac_nhan="Số liệu của đơn vị được tính vào tổng hợp.",
)
TONG_HOP = _buoc(
    "bobaocao.tong_hop",
    "Đưa vào tổng hợp",
    {B.TIEP_NHAN},
    B.DA_TONG_HOP,
    "tong_hop_kybaocao",
    he_thong=True,
)
CONG_BO = _buoc(
    "bobaocao.cong_bo",
    "Công bố",
    {B.DA_TONG_HOP},
    B.DA_CONG_BO,
    "cong_bo_kybaocao",
    he_thong=True,
)
BUOC_BO = (
    BO_BAT_DAU,
    BO_TRINH_PHONG,
    BO_PHONG_TRA_LAI,
    CHUYEN_LANH_DAO,
    LANH_DAO_TRA_LAI,
    KY_GUI,
    RUT_LAI,
    NHAN_KIEM_TRA,
    TRA_LAI,
    GUI_LAI,
    DE_NGHI_TIEP_NHAN,
    XAC_NHAN,
    TIEP_NHAN,
    TONG_HOP,
    CONG_BO,
)

# What only loaders do; no page offers it.
GHI_NHAN_CONG_BO = _buoc(
    "bobaocao.ghi_nhan_cong_bo",
    "Ghi nhận số đã công bố (Sở chưa gửi qua hệ thống)",
    {B.DANG_NHAP},
    B.TIEP_NHAN,
    "tiep_nhan_bobaocao",
    he_thong=True,
)
BUOC_NAP = (GHI_NHAN_CONG_BO,)

# The period.
MO_KY = _buoc("kybaocao.mo", "Mở kỳ", {K.SAP_MO}, K.DANG_MO, "mo_kybaocao", he_thong=True)
DONG_KY = _buoc(
    "kybaocao.dong",
    "Đóng nhận",
    {K.DANG_MO},
    K.DA_DONG,
    "mo_kybaocao",
    he_thong=True,
    xac_nhan="Các Sở chưa gửi vẫn gửi được nhưng bị tính trễ hạn.",
)
MO_LAI_KY = _buoc(
    "kybaocao.mo_lai",
    "Mở lại",
    {K.DA_DONG},
    K.DANG_MO,
    "mo_kybaocao",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
CHOT_KY = _buoc(
    "kybaocao.chot",
    "Chốt kỳ",
    {K.DANG_MO, K.DA_DONG},
    K.DA_CHOT,
    "chot_kybaocao",
    xac_nhan="Chạy tổng hợp, dựng bản tin lãnh đạo; các bộ chưa tiếp nhận không được tính.",
)
CONG_BO_KY = _buoc(
    "kybaocao.cong_bo",
    "Công bố",
    {K.DA_CHOT},
    K.DA_CONG_BO,
    "cong_bo_kybaocao",
    xac_nhan="Số liệu kỳ này ra API công khai theo khóa.",
)
BUOC_KY = (MO_KY, DONG_KY, MO_LAI_KY, CHOT_KY, CONG_BO_KY)
