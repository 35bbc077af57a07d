"""The step table of a đề án (sections 2.2 and 2.7 of the domain file; TT 36/2013/TT-BCT).

KCQG passes the Sở, then the Cục, and is approved by the Minister; KCĐP is approved by the chairman
of the province after the Sở alone; a đề án of many provinces goes straight to the Cục. Allotment
(giao vốn) and adjustment are no states: money comes in đợt, changes in requests of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cucctdp.workflow.steps import Step
from khuyencong.choices import (
    CapThamDinh,
    KetLuanThamDinh,
    LoaiButToan,
    Nguon,
    TrangThaiDeAn,
)
from khuyencong.models import YeuCauBoSung

T = TrangThaiDeAn
LY_DO = 10
DieuKien = Callable[[Any, Any], list[str]]


def _tat_ca(*dieu_kien: DieuKien) -> DieuKien:
    def cung(de_an: Any, user: Any) -> list[str]:
        return [cau for dk in dieu_kien for cau in dk(de_an, user)]

    return cung


def _chi_kcqg(de_an: Any, user: Any) -> list[str]:
    if de_an.nguon == Nguon.KCQG:
        return []
    return ["Đề án khuyến công địa phương không qua Cục; UBND cấp tỉnh phê duyệt."]


def _nhieu_tinh(de_an: Any, user: Any) -> list[str]:
    if de_an.don_vi_id is None:
        return []
    return ["Đề án của một tỉnh phải qua Sở Công Thương thẩm định trước."]


def _mot_tinh(de_an: Any, user: Any) -> list[str]:
    if de_an.don_vi_id is not None:
        return []
    return ["Đề án nhiều tỉnh gửi thẳng Cục."]


def khong_phai_ben_lap(de_an: Any, user: Any) -> list[str]:
    """A đề án of many provinces is seen in each, but drawn up and carried by one centre alone.

    A regional centre carries those it is the executing unit of; what it drew up is no other's.
    """
    lap = de_an.nguoi_lap
    if user is not None and user.theo_to_chuc:
        if de_an.thuc_hien_id == user.to_chuc_id:
            return []
        return ["Trung tâm của bạn chỉ phối hợp; đơn vị thực hiện sửa, nộp, báo cáo đề án này."]
    if user is not None and lap is not None and lap.theo_to_chuc:
        return ["Đề án do trung tâm khuyến công vùng lập; trung tâm đó sửa, nộp, báo cáo."]
    if user is None or de_an.don_vi_id is not None or lap is None:
        return []
    if user.don_vi_id == lap.don_vi_id:
        return []
    return ["Đề án nhiều tỉnh do đơn vị đã lập đề án sửa, nộp, báo cáo."]


def _khong_phai_nguoi_lap(de_an: Any, user: Any) -> list[str]:
    if user is not None and de_an.nguoi_lap_id == user.pk:
        return ["Người lập đề án không được thẩm định, phê duyệt đề án đó."]
    return []


def _khong_phai_nguoi_tham_dinh(de_an: Any, user: Any) -> list[str]:
    if user is not None and de_an.nguoi_tham_dinh_id == user.pk:
        return ["Người thẩm định không được phê duyệt, ký gửi chính đề án đó."]
    return []


def _dang_tham_dinh(de_an: Any, user: Any) -> list[str]:
    if de_an.nguoi_tham_dinh_id in (None, user.pk):
        return []
    return [f"Đề án đang do {de_an.nguoi_tham_dinh.ten_hien_thi} thẩm định."]


def _phieu(cap: str, ket_luan: str) -> DieuKien:
    def dieu_kien(de_an: Any, user: Any) -> list[str]:
        phieu = de_an.tham_dinh.filter(cap=cap, vong=de_an.vong).first()
        if phieu is None or phieu.ky_luc is None:
            return ["Chưa có phiếu thẩm định được ký của vòng này."]
        if phieu.ket_luan != ket_luan:
            return [f"Phiếu thẩm định kết luận «{phieu.get_ket_luan_display()}»."]
        return []

    return dieu_kien


def _co_yeu_cau(de_an: Any, user: Any) -> list[str]:
    if YeuCauBoSung.objects.filter(de_an=de_an, vong=de_an.vong).exists():
        return []
    return ["Nêu ít nhất một yêu cầu bổ sung, gắn với phần hồ sơ cần sửa."]


def _vong_dau(de_an: Any, user: Any) -> list[str]:
    """After a return only the questioned parts are open: withdrawing must not open the rest."""
    if de_an.vong == 1:
        return []
    return ["Hồ sơ đã qua vòng bổ sung không rút về bản nháp được; đề nghị Sở trả lại."]


def _tra_loi_het(de_an: Any, user: Any) -> list[str]:
    con = YeuCauBoSung.objects.filter(de_an=de_an, vong=de_an.vong - 1, tra_loi="").count()
    return [f"Còn {con} yêu cầu chưa giải trình, bổ sung."] if con else []


def _cap_phe_duyet(de_an: Any, user: Any) -> list[str]:
    """The Minister's decision is entered at the Cục, the chairman's at the Sở."""
    if de_an.nguon == Nguon.KCQG and de_an.trang_thai != T.DU_KIEN:
        return ["Đề án khuyến công quốc gia phải qua thẩm định của Cục."]
    if de_an.nguon == Nguon.KCDP and de_an.trang_thai != T.DAT_CO_SO:
        return ["Đề án khuyến công địa phương phải đạt thẩm định cấp cơ sở."]
    return _dung_ben(de_an, user)


def _dung_ben(de_an: Any, user: Any) -> list[str]:
    """KCQG is the Cục's to sign, KCĐP the Sở's."""
    if user is None or (user.la_cuc if de_an.nguon == Nguon.KCQG else user.la_so):
        return []
    ben = "Cục" if de_an.nguon == Nguon.KCQG else "Sở Công Thương"
    return [f"Bước này của đề án do {ben} thực hiện."]


def _co_but_toan(loai: str, cau: str) -> DieuKien:
    def dieu_kien(de_an: Any, user: Any) -> list[str]:
        return [] if de_an.but_toan.filter(loai=loai).exists() else [cau]

    return dieu_kien


def _buoc(ten: str, nhan: str, tu: set[str], den: str | None, quyen: str, **khac: Any) -> Step:
    return Step(f"dean.{ten}", nhan, frozenset(tu), den, f"khuyencong.{quyen}_dean", **khac)


NOP_SO = _buoc(
    "nop_so",
    "Nộp Sở Công Thương",
    {T.NHAP},
    T.NOP_SO,
    "lap",
    dieu_kien=_mot_tinh,
    xac_nhan="Sau khi nộp, hồ sơ chỉ sửa được phần Sở yêu cầu bổ sung.",
)
NOP_LAI = _buoc("nop_lai", "Nộp lại Sở", {T.TRA_LAI}, T.NOP_SO, "lap", dieu_kien=_tra_loi_het)
RUT_LAI = _buoc(
    "rut_lai",
    "Rút lại hồ sơ",
    {T.NOP_SO},
    T.NHAP,
    "lap",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_vong_dau,
    xac_nhan="Hồ sơ trở về bản nháp, sửa được mọi phần; chỉ rút được khi Sở chưa nhận thẩm định.",
)
NHAN_THAM_DINH_SO = _buoc(
    "nhan_tham_dinh_so",
    "Nhận thẩm định",
    {T.NOP_SO},
    T.THAM_DINH_SO,
    "tham_dinh_so",
    dieu_kien=_khong_phai_nguoi_lap,
)
SO_TRA_LAI = _buoc(
    "so_tra_lai",
    "Trả lại, yêu cầu bổ sung",
    {T.THAM_DINH_SO},
    T.TRA_LAI,
    "tham_dinh_so",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_dang_tham_dinh, _co_yeu_cau),
)
SO_KHONG_DAT = _buoc(
    "so_khong_dat",
    "Kết luận không đạt",
    {T.THAM_DINH_SO},
    T.KHONG_DAT,
    "tham_dinh_so",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_dang_tham_dinh, _phieu(CapThamDinh.CO_SO, KetLuanThamDinh.KHONG_DAT)),
)
SO_DAT = _buoc(
    "so_dat",
    "Kết luận đạt cấp cơ sở",
    {T.THAM_DINH_SO},
    T.DAT_CO_SO,
    "tham_dinh_so",
    dieu_kien=_tat_ca(_dang_tham_dinh, _phieu(CapThamDinh.CO_SO, KetLuanThamDinh.DAT)),
)
GUI_CUC = _buoc(
    "gui_cuc",
    "Ký gửi Cục",
    {T.DAT_CO_SO},
    T.GUI_CUC,
    "gui_cuc",
    dieu_kien=_tat_ca(_chi_kcqg, _khong_phai_nguoi_lap, _khong_phai_nguoi_tham_dinh),
    xac_nhan="Sở chịu trách nhiệm về phiếu thẩm định và hồ sơ kèm theo.",
)
GUI_THANG_CUC = _buoc(
    "gui_thang_cuc",
    "Gửi thẳng Cục",
    {T.NHAP},
    T.GUI_CUC,
    "lap",
    dieu_kien=_tat_ca(_chi_kcqg, _nhieu_tinh, khong_phai_ben_lap),
)
NHAN_THAM_DINH_BO = _buoc(
    "nhan_tham_dinh_bo",
    "Nhận thẩm định cấp Bộ",
    {T.GUI_CUC},
    T.THAM_DINH_BO,
    "tham_dinh_bo",
    dieu_kien=_khong_phai_nguoi_lap,
)
CUC_YEU_CAU = _buoc(
    "cuc_yeu_cau",
    "Yêu cầu bổ sung",
    {T.THAM_DINH_BO},
    T.BO_SUNG,
    "tham_dinh_bo",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_dang_tham_dinh, _co_yeu_cau),
)
NOP_BO_SUNG = _buoc(
    "nop_bo_sung",
    "Nộp bổ sung cho Cục",
    {T.BO_SUNG},
    T.THAM_DINH_BO,
    "lap",
    dieu_kien=_tat_ca(_tra_loi_het, khong_phai_ben_lap),
)
CUC_KHONG_DAT = _buoc(
    "cuc_khong_dat",
    "Kết luận không đạt",
    {T.THAM_DINH_BO},
    T.KHONG_DAT,
    "tham_dinh_bo",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_dang_tham_dinh, _phieu(CapThamDinh.BO, KetLuanThamDinh.KHONG_DAT)),
)
CUC_DAT = _buoc(
    "cuc_dat",
    "Đưa vào kế hoạch dự kiến",
    {T.THAM_DINH_BO},
    T.DU_KIEN,
    "tham_dinh_bo",
    dieu_kien=_tat_ca(_dang_tham_dinh, _phieu(CapThamDinh.BO, KetLuanThamDinh.DAT)),
)
PHE_DUYET = _buoc(
    "phe_duyet",
    "Ghi quyết định phê duyệt",
    {T.DU_KIEN, T.DAT_CO_SO},
    T.PHE_DUYET,
    "phe_duyet",
    dieu_kien=_tat_ca(_cap_phe_duyet, _khong_phai_nguoi_lap, _khong_phai_nguoi_tham_dinh),
    xac_nhan="Kinh phí phê duyệt được ghi sổ cái; mức trần của từng đơn vị thụ hưởng được chốt.",
)
KY_HOP_DONG = _buoc(
    "ky_hop_dong",
    "Đã ký hợp đồng",
    {T.PHE_DUYET},
    T.HOP_DONG,
    "ky_hop_dong",
    dieu_kien=_tat_ca(_dung_ben, _co_but_toan(LoaiButToan.HOP_DONG, "Chưa ghi hợp đồng nào.")),
)
BAT_DAU = _buoc("bat_dau", "Bắt đầu thực hiện", {T.HOP_DONG}, T.THUC_HIEN, "bao_cao")
NGHIEM_THU = _buoc(
    "nghiem_thu",
    "Hoàn thành nghiệm thu cơ sở",
    {T.THUC_HIEN},
    T.NGHIEM_THU,
    "ky_hop_dong",
    dieu_kien=_tat_ca(
        _dung_ben, _co_but_toan(LoaiButToan.NGHIEM_THU, "Chưa ghi biên bản nghiệm thu nào.")
    ),
)
QUYET_TOAN = _buoc(
    "quyet_toan",
    "Hoàn thành quyết toán",
    {T.NGHIEM_THU},
    T.QUYET_TOAN,
    "ky_hop_dong",
    dieu_kien=_tat_ca(_dung_ben, _co_but_toan(LoaiButToan.QUYET_TOAN, "Chưa ghi số quyết toán.")),
)
THANH_LY = _buoc(
    "thanh_ly", "Thanh lý hợp đồng", {T.QUYET_TOAN}, T.THANH_LY, "ky_hop_dong", dieu_kien=_dung_ben
)
THEO_DOI = _buoc(
    "theo_doi", "Chuyển theo dõi hiệu quả", {T.THANH_LY}, T.THEO_DOI, "bao_cao", he_thong=True
)
DONG = _buoc(
    "dong", "Đóng hồ sơ", {T.THEO_DOI, T.NGUNG}, T.DONG, "ky_hop_dong", dieu_kien=_dung_ben
)
XIN_NGUNG = _buoc(
    "xin_ngung",
    "Đề nghị ngừng đề án",
    {T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN},
    T.XIN_NGUNG,
    "bao_cao",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=khong_phai_ben_lap,
)
TIEP_TUC = _buoc(
    "tiep_tuc",
    "Không đồng ý ngừng, tiếp tục thực hiện",
    {T.XIN_NGUNG},
    T.THUC_HIEN,
    "ky_hop_dong",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(
        _dung_ben, _co_but_toan(LoaiButToan.HOP_DONG, "Đề án chưa có hợp đồng để tiếp tục.")
    ),
)
NGUNG = _buoc(
    "ngung",
    "Ngừng đề án theo quyết định",
    {T.XIN_NGUNG},
    T.NGUNG,
    "phe_duyet",
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_dung_ben, _khong_phai_nguoi_lap),
    xac_nhan="Tiền đã tạm ứng không có khối lượng nghiệm thu phải hoàn trả ngân sách.",
)
BUOC_DE_AN = (
    NOP_SO,
    NOP_LAI,
    RUT_LAI,
    NHAN_THAM_DINH_SO,
    SO_TRA_LAI,
    SO_KHONG_DAT,
    SO_DAT,
    GUI_CUC,
    GUI_THANG_CUC,
    NHAN_THAM_DINH_BO,
    CUC_YEU_CAU,
    NOP_BO_SUNG,
    CUC_KHONG_DAT,
    CUC_DAT,
    PHE_DUYET,
    KY_HOP_DONG,
    BAT_DAU,
    NGHIEM_THU,
    QUYET_TOAN,
    THANH_LY,
    THEO_DOI,
    DONG,
    XIN_NGUNG,
    TIEP_TUC,
    NGUNG,
)
