"""The step tables of a round and of a dossier (TT 26/2014/TT-BCT, Điều 10–18, 22, 23).

Whose round it is decides with the right (``quyen_ky``). What a step asks beyond state and person
(rules, minutes, votes, decisions) is asked by the service that performs it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cucctdp.workflow.steps import Step
from sanpham_tieubieu.choices import Cap, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.quyen_ky import vuong_co_so, vuong_ky

K = TrangThaiKy
H = TrangThaiHoSo
LY_DO = 10
DieuKien = Callable[[Any, Any], list[str]]


def _cua_ky(quyen: str) -> DieuKien:
    """Of a round: the account runs it."""

    def dieu_kien(ky: Any, user: Any) -> list[str]:
        return [] if user is None else vuong_ky(user, ky, quyen)

    return dieu_kien


def _ky_cua(quyen: str) -> DieuKien:
    """Of a dossier: the account runs its round."""

    def dieu_kien(ho_so: Any, user: Any) -> list[str]:
        return [] if user is None else vuong_ky(user, ho_so.ky, quyen)

    return dieu_kien


def _nguoi_khac_kiem(ho_so: Any, user: Any) -> list[str]:
    """Who typed a dossier does not check it; a commune office may be one person.

    A dossier made from that of the level below was checked there: nobody typed it.
    """
    loi = _ky_cua("tham_tra_ho_so")(ho_so, user)
    tu_go = user is not None and ho_so.nguoi_lap_id == user.pk and ho_so.tu_ho_so_id is None
    if not tu_go or ho_so.ky.cap == Cap.XA:
        return loi
    return [*loi, "Người lập hồ sơ không tự xác nhận hợp lệ: chuyển người khác kiểm tra."]


def _ben_nop(ho_so: Any, user: Any) -> list[str]:
    """Of a dossier: the account hands in for its establishment."""
    return [] if user is None else vuong_co_so(user, ho_so.san_pham.co_so)


def _ben_nop_hoac_ky(ho_so: Any, user: Any) -> list[str]:
    """The establishment withdraws; who runs the round records a withdrawal told on paper."""
    if user is None or not vuong_co_so(user, ho_so.san_pham.co_so):
        return []
    return vuong_ky(user, ho_so.ky, "tham_tra_ho_so")


def _chua_cham(ho_so: Any, user: Any) -> list[str]:
    """A dossier goes back only while its round has not begun to score."""
    if ho_so.ky.trang_thai == K.MO:
        return []
    return [f"Kỳ bình chọn «{ho_so.ky.get_trang_thai_display()}», không mở lại hồ sơ được."]


def _buoc_ky(ten: str, nhan: str, tu: set[str], den: str | None, quyen: str, **khac: Any) -> Step:
    return Step(
        f"kybinhchon.{ten}",
        nhan,
        frozenset(tu),
        den,
        f"sanpham_tieubieu.{quyen}",
        dieu_kien=_cua_ky(quyen),
        **khac,
    )


def _buoc(
    ten: str, nhan: str, tu: set[str], den: str | None, quyen: str, dk: DieuKien, **khac: Any
) -> Step:
    return Step(
        f"hosobinhchon.{ten}",
        nhan,
        frozenset(tu),
        den,
        f"sanpham_tieubieu.{quyen}",
        dieu_kien=dk,
        **khac,
    )


MO_KY = _buoc_ky("mo", "Mở nhận hồ sơ", {K.SOAN}, K.MO, "dieu_hanh_ky")
VE_SOAN = _buoc_ky("ve_soan", "Đưa về soạn", {K.MO}, K.SOAN, "dieu_hanh_ky", ly_do_toi_thieu=LY_DO)
BAT_DAU_CHAM = _buoc_ky("bat_dau_cham", "Bắt đầu chấm điểm", {K.MO}, K.CHAM, "dieu_hanh_ky")
MO_DIEM = _buoc_ky("mo_diem", "Mở điểm", {K.CHAM}, K.MO_DIEM, "dieu_hanh_ky")
DA_HOP = _buoc_ky("da_hop", "Ghi Hội đồng đã họp", {K.MO_DIEM}, K.DA_HOP, "dieu_hanh_ky")
HOP_LAI = _buoc_ky(
    "hop_lai", "Họp lại", {K.DA_HOP}, K.MO_DIEM, "dieu_hanh_ky", ly_do_toi_thieu=LY_DO
)
CONG_NHAN_KY = _buoc_ky(
    "cong_nhan", "Ghi quyết định công nhận", {K.DA_HOP}, K.CONG_NHAN, "ky_quyet_dinh"
)
KET_THUC = _buoc_ky("ket_thuc", "Kết thúc kỳ", {K.CONG_NHAN}, K.KET_THUC, "dieu_hanh_ky")
HUY_KY = _buoc_ky(
    "huy", "Hủy kỳ", {K.SOAN, K.MO, K.CHAM}, K.HUY, "ky_quyet_dinh", ly_do_toi_thieu=LY_DO
)
CAC_BUOC_KY = (
    MO_KY,
    VE_SOAN,
    BAT_DAU_CHAM,
    MO_DIEM,
    DA_HOP,
    HOP_LAI,
    CONG_NHAN_KY,
    KET_THUC,
    HUY_KY,
)

NOP = _buoc("nop", "Nộp hồ sơ", {H.NHAP}, H.DA_NOP, "nop_ho_so", _ben_nop)
# The letter of a UBND or the Cục hands in what it lists (Điều 12).
GUI_LEN = _buoc(
    "gui_len",
    "Gửi lên kèm công văn",
    {H.NHAP, H.DA_NOP},
    H.DA_NOP,
    "chuyen_cap_tren",
    lambda ho_so, user: [],
)
YEU_CAU_BO_SUNG = _buoc(
    "yeu_cau_bo_sung",
    "Yêu cầu bổ sung",
    {H.DA_NOP},
    H.YEU_CAU_BO_SUNG,
    "tham_tra_ho_so",
    _ky_cua("tham_tra_ho_so"),
    ly_do_toi_thieu=LY_DO,
)
NOP_BO_SUNG = _buoc(
    "nop_bo_sung", "Nộp bổ sung", {H.YEU_CAU_BO_SUNG}, H.DA_NOP, "nop_ho_so", _ben_nop
)
CHAP_NHAN = _buoc(
    "chap_nhan",
    "Hồ sơ hợp lệ, cấp mã số",
    {H.DA_NOP},
    H.HOP_LE,
    "tham_tra_ho_so",
    _nguoi_khac_kiem,
)
TU_CHOI = _buoc(
    "tu_choi",
    "Hồ sơ không hợp lệ",
    {H.DA_NOP, H.YEU_CAU_BO_SUNG},
    H.KHONG_HOP_LE,
    "tham_tra_ho_so",
    _ky_cua("tham_tra_ho_so"),
    ly_do_toi_thieu=LY_DO,
)


def _xet_lai(ho_so: Any, user: Any) -> list[str]:
    return _ky_cua("tham_tra_ho_so")(ho_so, user) + _chua_cham(ho_so, user)


XET_LAI = _buoc(
    "xet_lai",
    "Kiểm tra lại",
    {H.HOP_LE, H.KHONG_HOP_LE},
    H.DA_NOP,
    "tham_tra_ho_so",
    _xet_lai,
    ly_do_toi_thieu=LY_DO,
)
RUT = _buoc(
    "rut",
    "Rút hồ sơ",
    {H.NHAP, H.DA_NOP, H.YEU_CAU_BO_SUNG, H.HOP_LE, H.KHONG_HOP_LE, H.DANG_CHAM},
    H.RUT,
    "nop_ho_so",
    _ben_nop_hoac_ky,
    ly_do_toi_thieu=LY_DO,
)
VAO_CHAM = _buoc(
    "vao_cham",
    "Đưa vào chấm",
    {H.HOP_LE},
    H.DANG_CHAM,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    he_thong=True,
)
CHAM_XONG = _buoc(
    "cham_xong",
    "Đã chấm xong",
    {H.DANG_CHAM},
    H.DA_CHAM,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    he_thong=True,
)
# Asked again when a sheet was taken out of the count after the first time.
DAT_NGUONG = _buoc(
    "dat_nguong",
    "Đạt ngưỡng điểm",
    {H.DA_CHAM, H.KHONG_DAT},
    H.DAT_NGUONG,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    he_thong=True,
)
KHONG_DAT = _buoc(
    "khong_dat",
    "Không đạt ngưỡng điểm",
    {H.DA_CHAM, H.DAT_NGUONG},
    H.KHONG_DAT,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    he_thong=True,
)
HD_CHON = _buoc(
    "hd_chon",
    "Hội đồng chọn",
    {H.DAT_NGUONG, H.HD_KHONG_CHON},
    H.HD_CHON,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
)
HD_KHONG_CHON = _buoc(
    "hd_khong_chon",
    "Hội đồng không chọn",
    {H.DAT_NGUONG, H.HD_CHON},
    H.HD_KHONG_CHON,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
)
CONG_NHAN = _buoc(
    "cong_nhan",
    "Công nhận theo quyết định",
    {H.HD_CHON},
    H.CONG_NHAN,
    "ky_quyet_dinh",
    _ky_cua("ky_quyet_dinh"),
)
DE_CU = _buoc(
    "de_cu",
    "Đề cử lên cấp trên",
    {H.CONG_NHAN},
    H.DE_CU,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
)


def _chua_len_cap(ho_so: Any, user: Any) -> list[str]:
    cau = _ky_cua("dieu_hanh_ky")(ho_so, user)
    if ho_so.len_cap.exclude(trang_thai=H.RUT).exists():
        cau.append("Đã lập hồ sơ cấp trên từ hồ sơ này.")
    return cau


THOI_DE_CU = _buoc(
    "thoi_de_cu",
    "Thôi đề cử",
    {H.DE_CU},
    H.CONG_NHAN,
    "dieu_hanh_ky",
    _chua_len_cap,
    ly_do_toi_thieu=LY_DO,
)
_CO_THE_DUNG: set[str] = {
    H.DA_NOP,
    H.YEU_CAU_BO_SUNG,
    H.HOP_LE,
    H.KHONG_HOP_LE,
    H.DANG_CHAM,
    H.DA_CHAM,
    H.DAT_NGUONG,
    H.KHONG_DAT,
    H.HD_CHON,
    H.HD_KHONG_CHON,
    H.CONG_NHAN,
    H.DE_CU,
}
TAM_DUNG = _buoc(
    "tam_dung",
    "Tạm dừng do khiếu nại",
    _CO_THE_DUNG,
    H.TAM_DUNG,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    ly_do_toi_thieu=LY_DO,
)
# The state it had before: set by ``tiep_tuc`` of services/nop.py.
TIEP_TUC = _buoc(
    "tiep_tuc",
    "Tiếp tục sau khiếu nại",
    {H.TAM_DUNG},
    None,
    "dieu_hanh_ky",
    _ky_cua("dieu_hanh_ky"),
    ly_do_toi_thieu=LY_DO,
)
THU_HOI = _buoc(
    "thu_hoi",
    "Thu hồi công nhận",
    {H.CONG_NHAN, H.DE_CU, H.TAM_DUNG},
    H.THU_HOI,
    "ky_quyet_dinh",
    _ky_cua("ky_quyet_dinh"),
    ly_do_toi_thieu=LY_DO,
)
CAC_BUOC_HO_SO = (
    NOP,
    GUI_LEN,
    YEU_CAU_BO_SUNG,
    NOP_BO_SUNG,
    CHAP_NHAN,
    TU_CHOI,
    XET_LAI,
    RUT,
    VAO_CHAM,
    CHAM_XONG,
    DAT_NGUONG,
    KHONG_DAT,
    HD_CHON,
    HD_KHONG_CHON,
    CONG_NHAN,
    DE_CU,
    THOI_DE_CU,
    TAM_DUNG,
    TIEP_TUC,
    THU_HOI,
)
