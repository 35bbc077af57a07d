"""The doors of a petition: sending, the Cục's steps, the Sở's judgement, publication."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import DanhGia, LoaiDonViXuLy, LoaiTraLoi
from baocao.models import DinhMucTheoDoi, KienNghi
from baocao.services import thong_bao_ho_so
from baocao.services.thoi_han import cong_ngay_lam_viec
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.steps import perform

TIEP_NHAN, GIAO = "kien_nghi_tiep_nhan", "kien_nghi_giao"
TRA_LOI, HOI = "kien_nghi_tra_loi", "kien_nghi_hoi_co_quan_khac"
NOI_DUNG = (
    "loai", "nhom", "muc_do", "noi_dung", "can_cu_phap_ly", "de_xuat", "truoc_ngay", "tac_dong",
)  # fmt: skip


def han_tu(ma: str, ngay: date) -> date | None:
    """Deadline of a clock that starts on ``ngay``; None when no row in force gives its days."""
    so = DinhMucTheoDoi.objects.muc(ma, ngay)
    return None if so is None else cong_ngay_lam_viec(ngay, so)


@transaction.atomic
def gui(
    *, don_vi: DonViHanhChinh, nguon: str, by: Any, ngay_gui: date | None = None, **noi_dung: Any
) -> KienNghi:
    """Enter a petition of a province; ``noi_dung`` are the fields named in NOI_DUNG.

    Raises ValidationError with every wrong field, PermissionDenied outside one's province.
    """
    if not (by.has_perm("baocao.gui_kiennghi") or by.has_perm("baocao.xu_ly_kiennghi")):
        raise PermissionDenied("Tài khoản của bạn không có quyền gửi kiến nghị.")
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None and don_vi.pk not in pham_vi:
        raise PermissionDenied("Tỉnh này không thuộc phạm vi của bạn.")
    kn = tao(don_vi=don_vi, nguon=nguon, by=by, ngay_gui=ngay_gui, **noi_dung)
    thong_bao_ho_so.kien_nghi_moi(kn)
    return kn


def tao(
    *, don_vi: DonViHanhChinh, nguon: str, by: Any, ngay_gui: date | None = None, **gia_tri: Any
) -> KienNghi:
    """Write the row with its code and clocks; callers have checked who may."""
    ngay = ngay_gui or timezone.localdate()
    kn = KienNghi(don_vi=don_vi, nguon=nguon, ngay_gui=ngay, nguoi_tao=by, **gia_tri)
    kn.full_clean(exclude=["ma"])
    kn.ma = _ma_moi(don_vi, ngay.year)
    kn.han = han_tu(TIEP_NHAN, ngay)
    kn.han_giao = han_tu(GIAO, ngay)
    kn.han_tra_loi = han_tu(TRA_LOI, ngay)
    kn.save()
    ghi("kiennghi.gui", kn, by=by, du_lieu={"nguon": nguon})
    return kn


def _ma_moi(don_vi: DonViHanhChinh, nam: int) -> str:
    """Next code of the province and year; two writers wait for each other."""
    dau = f"KN-{nam}-{don_vi.ma}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [dau])
    cac_ma = KienNghi.objects.filter(ma__startswith=dau).values_list("ma", flat=True)
    so = max((int(ma.rpartition("-")[2]) for ma in cac_ma), default=0) + 1
    return f"{dau}{so:03d}"


def tiep_nhan(kn: KienNghi, *, by: Any) -> KienNghi:
    """The Cục takes note; the clock of assigning runs."""
    return perform(w.KN_TIEP_NHAN, kn, by=by, gan=lambda k: {"han": k.han_giao})


def giao(
    kn: KienNghi,
    *,
    by: Any,
    loai_don_vi_xu_ly: str = LoaiDonViXuLy.PHONG,
    don_vi_xu_ly: str,
    nguoi_phu_trach: Any = None,
    phoi_hop: str = "",
    han: date | None = None,
) -> KienNghi:
    """Assign to a room, another unit of the Ministry or another ministry; ``han`` may be sooner.

    Raises ValidationError with everything wrong, BuocBiTuChoi.
    """
    loi = []
    if not don_vi_xu_ly.strip():
        loi.append("Ghi đơn vị được giao.")
    if loai_don_vi_xu_ly not in LoaiDonViXuLy.values:
        loi.append("Chọn loại đơn vị xử lý.")
    if nguoi_phu_trach is not None and not nguoi_phu_trach.la_cuc:
        loi.append("Người phụ trách phải là cán bộ của Cục.")
    if han is not None and han < timezone.localdate():
        loi.append("Hạn trả lời không được ở trong quá khứ.")
    if loi:
        raise ValidationError(loi)

    def gan(k: KienNghi) -> dict[str, Any]:
        moi = han or k.han_tra_loi
        return {
            "loai_don_vi_xu_ly": loai_don_vi_xu_ly,
            "don_vi_xu_ly": don_vi_xu_ly.strip(),
            "nguoi_phu_trach": nguoi_phu_trach,
            "phoi_hop": phoi_hop.strip(),
            "han": moi,
            "han_tra_loi": moi,
        }

    return perform(w.KN_GIAO, kn, by=by, gan=gan, du_lieu={"don_vi_xu_ly": don_vi_xu_ly.strip()})


def xu_ly(kn: KienNghi, *, by: Any) -> KienNghi:
    """The assigned unit begins."""
    return perform(w.KN_XU_LY, kn, by=by)


def hoi_co_quan_khac(kn: KienNghi, *, by: Any, co_quan_khac: str) -> KienNghi:
    """Another agency must be asked: the longer clock, counted from the day of sending."""
    if not co_quan_khac.strip():
        raise ValidationError("Ghi tên cơ quan được hỏi.")

    def gan(k: KienNghi) -> dict[str, Any]:
        dau = k.ngay_gui if k.vong == 1 else timezone.localdate()
        han = han_tu(HOI, dau) or k.han_tra_loi
        if han and k.han_tra_loi:
            han = max(han, k.han_tra_loi)
        return {"co_quan_khac": co_quan_khac.strip(), "han": han, "han_tra_loi": han}

    return perform(w.KN_HOI, kn, by=by, gan=gan, du_lieu={"co_quan": co_quan_khac.strip()})


def co_y_kien(kn: KienNghi, *, by: Any) -> KienNghi:
    """The other agency has answered the Cục."""
    return perform(w.KN_CO_Y_KIEN, kn, by=by)


def tra_loi(
    kn: KienNghi,
    *,
    by: Any,
    tra_loi_loai: str,
    tra_loi_noi_dung: str,
    tra_loi_so: str = "",
    tra_loi_ngay: date | None = None,
) -> KienNghi:
    """Answer; the Sở sees it at once. Raises ValidationError with everything wrong."""
    loi = []
    if tra_loi_loai not in LoaiTraLoi.values:
        loi.append("Chọn loại trả lời.")
    if not tra_loi_noi_dung.strip():
        loi.append("Ghi nội dung trả lời.")
    if bool(tra_loi_so.strip()) != bool(tra_loi_ngay):
        loi.append("Văn bản trả lời phải có cả số và ngày, hoặc để trống cả hai.")
    if tra_loi_ngay is not None and tra_loi_ngay > timezone.localdate():
        loi.append("Ngày văn bản trả lời không được ở tương lai.")
    if loi:
        raise ValidationError(loi)
    gan = {
        "tra_loi_loai": tra_loi_loai,
        "tra_loi_noi_dung": tra_loi_noi_dung.strip(),
        "tra_loi_so": tra_loi_so.strip(),
        "tra_loi_ngay": tra_loi_ngay,
        "nguoi_tra_loi": by,
        "tra_loi_luc": timezone.now(),
        "danh_gia": "",
        "danh_gia_y_kien": "",
    }
    return perform(w.KN_TRA_LOI, kn, by=by, gan=gan, du_lieu={"loai": tra_loi_loai})


def thoa_dang(kn: KienNghi, *, by: Any) -> KienNghi:
    """The Sở is content: the petition closes."""
    gan = {"danh_gia": DanhGia.THOA_DANG, "dong_ngay": timezone.localdate()}
    return perform(w.KN_THOA_DANG, kn, by=by, gan=gan)


def chua_thoa_dang(kn: KienNghi, *, by: Any, ly_do: str) -> KienNghi:
    """The Sở is not content and says why; the Cục may open the petition again."""
    gan = {"danh_gia": DanhGia.CHUA, "danh_gia_y_kien": ly_do.strip()}
    return perform(w.KN_CHUA_THOA_DANG, kn, by=by, ly_do=ly_do, gan=gan)


def cong_bo(kn: KienNghi, *, by: Any) -> KienNghi:
    """Publish the answer: never by the person who answered."""
    return perform(
        w.KN_CONG_BO, kn, by=by, gan={"nguoi_cong_bo": by, "cong_bo_luc": timezone.now()}
    )


def thoi_cong_bo(kn: KienNghi, *, by: Any, ly_do: str) -> KienNghi:
    """Take a published answer back."""
    gan = {"nguoi_cong_bo": None, "cong_bo_luc": None}
    return perform(w.KN_THOI_CONG_BO, kn, by=by, ly_do=ly_do, gan=gan)


def dong(kn: KienNghi, *, by: Any, ly_do: str) -> KienNghi:
    """Close without the Sở's judgement, with a reason."""
    return perform(w.KN_DONG, kn, by=by, ly_do=ly_do, gan={"dong_ngay": timezone.localdate()})


def mo_lai(kn: KienNghi, *, by: Any, ly_do: str) -> KienNghi:
    """Open again: next round, a new clock from today; the old answer stays in the history."""
    han = han_tu(TRA_LOI, timezone.localdate())

    def gan(k: KienNghi) -> dict[str, Any]:
        return {
            "vong": k.vong + 1,
            "han": han,
            "han_tra_loi": han,
            "dong_ngay": None,
            "nguoi_cong_bo": None,
            "cong_bo_luc": None,
        }

    return perform(w.KN_MO_LAI, kn, by=by, ly_do=ly_do, gan=gan)
