"""Writing notices into the outbox, reading them, choosing what comes by e-mail."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.thong_bao.choices import BAT_BUOC, Kenh, Loai, TrangThaiGui
from cucctdp.thong_bao.lich import luc_gui_thu, luc_tom_tat
from cucctdp.thong_bao.models import ThongBao, TuyChonThongBao

LienKet = str | Callable[[Any], str]
MOI_KENH = (Kenh.TRONG_HE_THONG, Kenh.THU)


@transaction.atomic
def gui(
    *,
    khoa: str,
    nguoi_nhan: Iterable[Any],
    tieu_de: str,
    noi_dung: str,
    lien_ket: LienKet,
    loai: str,
    kenh: Iterable[str] = MOI_KENH,
    khan: bool = False,
    luc: datetime | None = None,
) -> None:
    """Put one notice into the outbox, once for every recipient and channel whatever the calls.

    ``khoa`` names the occasion («bobaocao.tra_lai:12:2»); a second call with it changes nothing.
    ``lien_ket`` is an address of ours, or a function of the recipient. ``khan``: never held for the
    digest. Belongs into the transaction of what it tells about. Inactive accounts and machines get
    nothing; an account without an address gets no e-mail.
    """
    luc = luc or timezone.now()
    tieu_de = " ".join(tieu_de.split())
    nguoi = {u.pk: u for u in nguoi_nhan if u.is_active and u.hang_vai_tro.dang_nhap}
    tuy_chon = {t.nguoi_id: t for t in TuyChonThongBao.objects.filter(nguoi__in=nguoi)}
    kenh = set(kenh)
    thu_tu = luc_gui_thu(luc) if Kenh.THU in kenh else luc
    tom_tat_tu = luc_tom_tat(luc) if any(t.tom_tat_ngay for t in tuy_chon.values()) else luc
    dong = []
    for u in nguoi.values():
        chon = tuy_chon.get(u.pk)
        if chon is not None and loai in chon.tat_loai:
            continue
        chung = {
            "khoa": khoa,
            "nguoi_nhan": u,
            "loai": loai,
            "tieu_de": tieu_de[:200],
            "noi_dung": noi_dung,
            "lien_ket": lien_ket(u) if callable(lien_ket) else lien_ket,
            "tao_luc": luc,
        }
        if Kenh.TRONG_HE_THONG in kenh:
            dong.append(
                ThongBao(
                    **chung,
                    kenh=Kenh.TRONG_HE_THONG,
                    trang_thai=TrangThaiGui.DA_GUI,
                    gui_sau=luc,
                    gui_luc=luc,
                )
            )
        nhan_thu = chon is None or chon.nhan_thu or loai in BAT_BUOC
        if Kenh.THU in kenh and u.email and nhan_thu:
            tom_tat = bool(chon and chon.tom_tat_ngay and not khan)
            dong.append(
                ThongBao(
                    **chung,
                    kenh=Kenh.THU,
                    tom_tat=tom_tat,
                    gui_sau=tom_tat_tu if tom_tat else thu_tu,
                )
            )
    ThongBao.objects.bulk_create(dong, ignore_conflicts=True, batch_size=500)


def so_chua_doc(user: Any) -> int:
    """Unread notices of a person; one indexed count."""
    return ThongBao.objects.visible_to(user).chua_doc().count()


def danh_dau_doc(thong_bao: ThongBao, *, by: Any) -> None:
    """The recipient has opened a notice; the first time stays."""
    ThongBao.objects.visible_to(by).filter(pk=thong_bao.pk, doc_luc__isnull=True).update(
        doc_luc=timezone.now()
    )


def doc_het(*, by: Any) -> int:
    """Mark everything of this person as read; return how many were unread."""
    return ThongBao.objects.visible_to(by).chua_doc().update(doc_luc=timezone.now())


@transaction.atomic
def dat_tuy_chon(
    *, by: Any, nhan_thu: bool, tom_tat_ngay: bool, tat_loai: Iterable[str]
) -> TuyChonThongBao:
    """Keep a person's choices.

    Raises ValidationError for an unknown kind and for switching off a notice of duty.
    """
    tat = sorted(set(tat_loai))
    loi = [f"Không có loại thông báo «{ma}»." for ma in tat if ma not in Loai.values]
    loi += [
        f"«{Loai(ma).label}» là thông báo công vụ, không tắt được." for ma in tat if ma in BAT_BUOC
    ]
    if loi:
        raise ValidationError(loi)
    gia_tri = {"nhan_thu": nhan_thu, "tom_tat_ngay": tom_tat_ngay, "tat_loai": tat}
    dong, _ = TuyChonThongBao.objects.update_or_create(nguoi=by, defaults=gia_tri)
    ghi("thongbao.dat_tuy_chon", dong, by=by, du_lieu=gia_tri, chuoi="tai_khoan")
    return dong


@transaction.atomic
def gui_lai(thong_bao: ThongBao, *, by: Any) -> ThongBao:
    """Put a failed e-mail back into the queue.

    Raises ValidationError when it has not failed.
    """
    thong_bao = ThongBao.objects.select_for_update().get(pk=thong_bao.pk)
    if thong_bao.trang_thai != TrangThaiGui.LOI:
        raise ValidationError("Chỉ gửi lại thư đang ở trạng thái «Lỗi».")
    thong_bao.trang_thai = TrangThaiGui.CHO_GUI
    thong_bao.so_lan = 0
    thong_bao.gui_sau = timezone.now()
    thong_bao.save(update_fields=["trang_thai", "so_lan", "gui_sau"])
    ghi("thongbao.gui_lai", thong_bao, by=by)
    return thong_bao
