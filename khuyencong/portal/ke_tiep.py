"""What a đề án waits for, who must act, and how many days are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from khuyencong.choices import DANG_CHAY, DANG_SOAN, Nguon, TrangThaiDeAn
from khuyencong.models import DeAn, HopDong, ThuHuong, TienDo
from khuyencong.portal.quyen import cac_de_an

T = TrangThaiDeAn
TRUNG_TAM = "Đơn vị lập đề án"
SO = "Sở Công Thương"
LANH_DAO_SO = "Lãnh đạo Sở"
CUC = "Cục"
SO_VIEC = 8


@dataclass(frozen=True)
class KeTiep:
    """The next step, who does it, and the right it asks ("" when nothing is left to do)."""

    viec: str
    ai: str = ""
    quyen: str = ""


@dataclass(frozen=True)
class Han:
    """Days of the waiting step in words; ``muc`` is the colour: on, gan, qua, dung."""

    cau: str
    muc: str


_BANG: dict[str, KeTiep] = {
    T.NHAP: KeTiep("Hoàn thiện và nộp hồ sơ", TRUNG_TAM, "lap"),
    T.NOP_SO: KeTiep("Nhận thẩm định cấp cơ sở", SO, "tham_dinh_so"),
    T.THAM_DINH_SO: KeTiep("Thẩm định, kết luận cấp cơ sở", SO, "tham_dinh_so"),
    T.TRA_LAI: KeTiep("Trả lời yêu cầu bổ sung của Sở", TRUNG_TAM, "lap"),
    T.DAT_CO_SO: KeTiep("Ký gửi Cục", LANH_DAO_SO, "gui_cuc"),
    T.GUI_CUC: KeTiep("Nhận thẩm định cấp Bộ", CUC, "tham_dinh_bo"),
    T.THAM_DINH_BO: KeTiep("Thẩm định, kết luận cấp Bộ", CUC, "tham_dinh_bo"),
    T.BO_SUNG: KeTiep("Trả lời yêu cầu bổ sung của Cục", TRUNG_TAM, "lap"),
    T.DU_KIEN: KeTiep("Chờ quyết định phê duyệt của Bộ", CUC, "phe_duyet"),
    T.KHONG_DAT: KeTiep("Không còn bước nào"),
    T.PHE_DUYET: KeTiep("Ký hợp đồng", CUC, "ky_hop_dong"),
    T.HOP_DONG: KeTiep("Bắt đầu thực hiện, báo cáo tháng", TRUNG_TAM, "bao_cao"),
    T.THUC_HIEN: KeTiep("Thực hiện, báo cáo tháng, nghiệm thu", TRUNG_TAM, "bao_cao"),
    T.XIN_NGUNG: KeTiep("Quyết định ngừng hoặc tiếp tục", CUC, "phe_duyet"),
    T.NGUNG: KeTiep("Hoàn trả tạm ứng, đóng hồ sơ", CUC, "ky_hop_dong"),
    T.NGHIEM_THU: KeTiep("Nộp hồ sơ quyết toán", TRUNG_TAM, "bao_cao"),
    T.QUYET_TOAN: KeTiep("Thanh lý hợp đồng", CUC, "ky_hop_dong"),
    T.THANH_LY: KeTiep("Chuyển theo dõi hiệu quả", CUC, "ky_hop_dong"),
    T.THEO_DOI: KeTiep("Khảo sát hiệu quả sau hỗ trợ", TRUNG_TAM, "bao_cao"),
    T.DONG: KeTiep("Không còn bước nào"),
}
_MAU_11 = KeTiep("Xác định cơ sở thụ hưởng của đề án nhóm (Mẫu 11)", SO, "tham_dinh_so")
_CHO_SO = KeTiep("Kiểm tra, xác nhận đề nghị điều chỉnh, ngừng", SO, "tham_dinh_so")
_PHE_DUYET_TINH = KeTiep("Ghi quyết định của UBND cấp tỉnh", LANH_DAO_SO, "phe_duyet")


def ke_tiep(de_an: DeAn, user: Any = None) -> KeTiep:
    """The next step by the step table; of KCĐP the Sở does what the Cục does for KCQG.

    For staff of the Sở a request to adjust or stop comes first, then the establishments of a đề án
    nhóm that are not named (``cho_so``, ``thieu_co_so`` of ``cac_de_an``).
    """
    if user is not None and user.has_perm(f"khuyencong.{_MAU_11.quyen}_dean"):
        if getattr(de_an, "cho_so", False):
            return _CHO_SO
        if getattr(de_an, "thieu_co_so", False) and de_an.trang_thai in DANG_CHAY:
            return _MAU_11
    buoc = _BANG[de_an.trang_thai]
    if de_an.nguon != Nguon.KCDP:
        return buoc
    if de_an.trang_thai == T.DAT_CO_SO:
        return _PHE_DUYET_TINH
    if buoc.ai != CUC:
        return buoc
    return KeTiep(buoc.viec, LANH_DAO_SO if buoc.quyen == "phe_duyet" else SO, buoc.quyen)


def den_luot(de_an: DeAn, user: Any) -> bool:
    """True when the next step is this user's."""
    buoc = ke_tiep(de_an, user)
    if not buoc.quyen or buoc.ai == CUC or not user.has_perm(f"khuyencong.{buoc.quyen}_dean"):
        return False
    if user.theo_to_chuc and de_an.pk is not None and de_an.thuc_hien_id != user.to_chuc_id:
        return False
    return de_an.trang_thai != T.THAM_DINH_SO or de_an.nguoi_tham_dinh_id in (None, user.pk)


def han_cua(de_an: DeAn, hom_nay: date) -> Han | None:
    """Days left or late of the waiting step; the clock stands while the author answers."""
    if de_an.dung_tu is not None:
        return Han(f"Đồng hồ dừng từ {de_an.dung_tu:%d/%m/%Y}", "dung")
    if de_an.han_xu_ly is None or de_an.trang_thai in DANG_SOAN:
        return None
    con = (de_an.han_xu_ly - hom_nay).days
    if con < 0:
        return Han(f"Quá hạn {-con} ngày", "qua")
    return Han(f"Còn {con} ngày" if con else "Hết hạn hôm nay", "gan" if con <= 3 else "on")


@dataclass(frozen=True)
class Dong:
    """One đề án in a list, as this user reads it."""

    d: DeAn
    buoc: KeTiep
    han: Han | None
    cua_toi: bool


def cac_dong(cac: Iterable[DeAn], user: Any) -> list[Dong]:
    """Rows of a list; asks the database nothing."""
    hom_nay = timezone.localdate()
    return [Dong(d, ke_tiep(d, user), han_cua(d, hom_nay), den_luot(d, user)) for d in cac]


def viec_cua(user: Any) -> list[Dong]:
    """«Việc của bạn»: what waits for this user, the earliest date first; one query.

    A running đề án waits for its centre while a contract lacks this month's report, for the Sở
    while a request to adjust or stop is not confirmed or a đề án nhóm has unnamed establishments
    (Mẫu 11); a liquidated one until every
    beneficiary is surveyed; an appraisal for who has taken it.
    """
    if not user.has_perm("khuyencong.view_dean"):
        return []
    hom_nay = timezone.localdate()
    bao = TienDo.objects.filter(hop_dong=OuterRef("pk"), nam=hom_nay.year, thang=hom_nay.month)
    thieu_bao = HopDong.objects.filter(~Exists(bao), de_an=OuterRef("pk"))
    chua_khao_sat = ThuHuong.objects.con_tinh().filter(
        noi_dung__de_an=OuterRef("pk"), hieu_qua__isnull=True
    )
    chi_khi = {
        T.HOP_DONG: Q(Exists(thieu_bao)),
        T.THUC_HIEN: Q(Exists(thieu_bao)),
        T.THEO_DOI: Q(Exists(chua_khao_sat)),
        T.THAM_DINH_SO: Q(nguoi_tham_dinh__isnull=True) | Q(nguoi_tham_dinh=user.pk),
    }
    cac = [
        Q(nguon=nguon, trang_thai=tt) & chi_khi.get(tt, Q())
        for nguon in (Nguon.KCQG, Nguon.KCDP)
        for tt in T
        if den_luot(DeAn(nguon=nguon, trang_thai=tt), user)
    ]
    if user.has_perm(f"khuyencong.{_MAU_11.quyen}_dean"):
        cac.append(Q(trang_thai__in=DANG_CHAY, thieu_co_so=True) | Q(cho_so=True))
    if not cac:
        return []
    loc = Q()
    for q in cac:
        loc |= q
    if user.theo_to_chuc:
        loc &= Q(thuc_hien=user.to_chuc_id)
    rows = cac_de_an(user).filter(loc).order_by(F("han_xu_ly").asc(nulls_last=True), "-pk")
    return cac_dong(rows[:SO_VIEC], user)
