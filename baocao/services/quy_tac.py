"""Writing of rules: what an expression may say, new versions, and the dry run."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.bang import Bang, dung_cac_bang
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.checks import ViPham, doc_cac_so_lieu_kem, run_bo_checks, run_checks
from baocao.checks.run import PHAM_VI_BO, TEN_CO_SAN
from baocao.models import BieuMau, BoBaoCao, KyBaoCao, PhieuBieu, QuyTacKiemTra
from cucctdp.audit.record import ghi

SO_KY_THU = 4
GIAY_THU_TOI_DA = 20
SO_DONG_HIEN = 200
TIEN_TO_KY = ("ky_truoc", "cung_ky", "nam_truoc", "sau_thang")
# What may change on a rule in use without a new version.
SUA_TAI_CHO = frozenset({"ten", "can_cu", "can_xac_minh", "dang_dung", "hieu_luc_den"})


@dataclass(frozen=True)
class KhungBieu:
    """Codes of one form, all versions together: what references may name."""

    dong: frozenset[str]
    cot: frozenset[str]


def doc_khung_bieu() -> dict[str, KhungBieu]:
    """Rows and columns of every form, by form code; three queries."""
    khung: dict[str, tuple[set[str], set[str]]] = {}
    for bieu in BieuMau.objects.prefetch_related("chi_tieu", "cot"):
        dong, cot = khung.setdefault(bieu.ma, (set(), set()))
        dong.update(c.ma for c in bieu.chi_tieu.all())
        cot.update(c.ma for c in bieu.cot.all())
    return {ma: KhungBieu(frozenset(d), frozenset(c)) for ma, (d, c) in khung.items()}


def loi_bieu_thuc(
    van_ban: str, *, nguong: Collection[str], cac_bieu: Collection[str], logic: bool = True
) -> list[str]:
    """Everything wrong with an expression, each with its place; [] when it may be kept.

    ``nguong``: names of the rule's thresholds. ``cac_bieu``: the forms the rule is for; a
    reference must name something in at least one of them. ``logic``: it must say true or false.
    """
    try:
        bieu_thuc = BieuThuc(van_ban)
    except BieuThucSai as loi:
        return [f"Biểu thức chưa đúng: {loi}."]
    cau = []
    if logic and not bieu_thuc.la_dieu_kien:
        cau.append("Điều kiện phải là một so sánh đúng hoặc sai, ví dụ [A4] < [A3].")
    if not bieu_thuc.ten and not bieu_thuc.tham_chieu:
        cau.append("Điều kiện không nhắc đến ô hay giá trị nào nên luôn đúng hoặc luôn sai.")
    for ten in bieu_thuc.ten:
        if ten not in TEN_CO_SAN and ten not in nguong:
            cau.append(
                f"Không biết tên «{ten}» (ký tự thứ {bieu_thuc.vi_tri(ten)}). "
                "Tên phải có sẵn hoặc là một ngưỡng của quy tắc."
            )
    khung = doc_khung_bieu()
    xet = [khung[ma] for ma in cac_bieu if ma in khung] or list(khung.values())
    for ref in bieu_thuc.tham_chieu:
        if not any(_co(ref, k, khung) for k in xet):
            cau.append(
                f"Không có ô «[{ref}]» (ký tự thứ {bieu_thuc.vi_tri(f'[{ref}]')}) ở biểu nào "
                "mà quy tắc áp dụng."
            )
    if (cho := bieu_thuc.chia_cho_khong()) is not None:
        cau.append(f"Chia cho số luôn bằng 0 (ký tự thứ {cho}).")
    return cau


def _co(ref: str, khung: KhungBieu, tat_ca: dict[str, KhungBieu]) -> bool:
    dau, _, con = ref.partition(".")
    if con and dau in tat_ca:
        dong, _, cot = con.rpartition(".")
        return dong in tat_ca[dau].dong and cot in tat_ca[dau].cot
    if con and dau in TIEN_TO_KY:
        ref = con
    dong, _, cot = ref.rpartition(".")
    return ref in khung.cot or ref in khung.dong or (dong in khung.dong and cot in khung.cot)


def dang_dung_that(quy_tac: QuyTacKiemTra) -> bool:
    """True when the rule has been in force: it is replaced, never edited in place."""
    return quy_tac.pk is not None and quy_tac.hieu_luc_tu <= timezone.localdate()


@transaction.atomic
def ban_moi(goc: QuyTacKiemTra, moi: QuyTacKiemTra, *, tu_ngay: date, by: Any) -> QuyTacKiemTra:
    """Put ``moi`` (an unsaved copy with changes) in force from a day, ending ``goc`` before it.

    Raises ValidationError when the day is past, not after the start of ``goc``, or beyond its end;
    PermissionDenied without the right to change rules.
    """
    if not by.has_perm("baocao.change_quytackiemtra"):
        raise PermissionDenied("Tài khoản của bạn không có quyền sửa quy tắc.")
    goc = QuyTacKiemTra.objects.select_for_update().get(pk=goc.pk)
    if tu_ngay < timezone.localdate():
        raise ValidationError("Bản mới chỉ áp dụng từ hôm nay trở đi.")
    if tu_ngay <= goc.hieu_luc_tu:
        raise ValidationError("Bản mới phải áp dụng sau ngày hiệu lực của bản đang dùng.")
    if goc.hieu_luc_den is not None and tu_ngay > goc.hieu_luc_den:
        raise ValidationError("Quy tắc này đã hết hiệu lực trước ngày bạn chọn.")
    moi.pk = None
    moi._state.adding = True
    moi.ma = goc.ma
    moi.hieu_luc_tu, moi.hieu_luc_den = tu_ngay, goc.hieu_luc_den
    goc.hieu_luc_den = tu_ngay - timedelta(days=1)
    goc.save(update_fields=["hieu_luc_den"])
    moi.save()
    ghi(
        "quytackiemtra.ban_moi",
        moi,
        by=by,
        du_lieu={"ma": moi.ma, "tu_ngay": tu_ngay.isoformat(), "thay": goc.pk},
    )
    return moi


@dataclass(frozen=True, slots=True)
class DongThu:
    """One finding of a dry run."""

    bo: BoBaoCao
    bieu: str
    ten_dong: str
    vi_pham: ViPham


@dataclass
class KetQuaThu:
    """What a rule would have caught; ``dong`` only of packs the asker may see.

    ``het_gio``: not all packs were looked at; ``hong``: why the rule cannot run, "" when it can.
    """

    cac_ky: list[KyBaoCao]
    so_bo: int = 0
    so_bo_xet: int = 0
    so_bo_bat: int = 0
    so_o_bat: int = 0
    dong: list[DongThu] = field(default_factory=list)
    het_gio: bool = False
    hong: str = ""


def chay_thu(quy_tac: QuyTacKiemTra, *, by: Any, so_ky: int = SO_KY_THU) -> KetQuaThu:
    """Run a rule, saved or not, over the sent packs of the last periods; nothing is written."""
    cac_ky = list(
        KyBaoCao.objects.filter(bo__gui_luc__isnull=False)
        .exclude(loai="thang")
        .order_by("-thang_tk_den", "loai")
        .distinct()[:so_ky]
    )
    ket = KetQuaThu(cac_ky)
    cac_bo = list(
        BoBaoCao.objects.filter(ky__in=cac_ky, gui_luc__isnull=False)
        .select_related("ky", "don_vi")
        .order_by("-ky__thang_tk_den", "don_vi__ma")
    )
    thay = set(
        BoBaoCao.objects.visible_to(by)
        .filter(pk__in=[b.pk for b in cac_bo])
        .values_list("pk", flat=True)
        if by.has_perm("baocao.view_bobaocao")
        else ()
    )
    ket.so_bo = len(cac_bo)
    het = monotonic() + GIAY_THU_TOI_DA
    for bo in cac_bo:
        if monotonic() > het:
            ket.het_gio = True
            break
        bangs, vi_pham = _thu_bo(quy_tac, bo)
        ket.so_bo_xet += 1
        if hong := next((v.thong_bao for v in vi_pham if "chưa chạy được" in v.thong_bao), ""):
            ket.hong = hong
            break
        ket.so_bo_bat += bool(vi_pham)
        ket.so_o_bat += len(vi_pham)
        if bo.pk in thay and len(ket.dong) < SO_DONG_HIEN:
            ket.dong += _cac_dong(bo, bangs, vi_pham)
    return ket


def _thu_bo(quy_tac: QuyTacKiemTra, bo: BoBaoCao) -> tuple[list[Bang], list[ViPham]]:
    rows = PhieuBieu.objects.filter(bo=bo, bieu_mau__la_tinh_toan=False)
    if cac_bieu := quy_tac.ap_dung.get("bieu"):
        rows = rows.filter(bieu_mau__ma__in=cac_bieu)
    cac_phieu = list(rows.select_related("bieu_mau"))
    for p in cac_phieu:
        p.bo = bo
    bangs = list(dung_cac_bang(cac_phieu).values())
    if quy_tac.pham_vi == PHAM_VI_BO:
        theo_ma = {b.bieu_mau.ma: b for b in bangs}
        return bangs, run_bo_checks(bo, theo_ma, quy_tac=[quy_tac])
    luc = quy_tac.tham_so.get("luc", "luu")
    vi_pham: list[ViPham] = []
    for bang, kem in zip(bangs, doc_cac_so_lieu_kem(bangs), strict=True):
        vi_pham += run_checks(bang, quy_tac=[quy_tac], luc=luc, kem=kem)
    return bangs, vi_pham


def _cac_dong(bo: BoBaoCao, bangs: Iterable[Bang], vi_pham: list[ViPham]) -> list[DongThu]:
    ten = {d.chi_tieu.ma: (b.bieu_mau.ma, d.chi_tieu.ten) for b in bangs for d in b}
    return [DongThu(bo, *ten.get(v.chi_tieu, ("", v.chi_tieu)), v) for v in vi_pham]
