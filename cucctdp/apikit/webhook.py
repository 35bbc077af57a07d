"""Telling client systems of events (webhook): registration, the outbox, signed delivery.

An event is written to the outbox in the transaction that makes it true and leaves afterwards; it
waits, is claimed, ends «Đã gửi» or, after the last try, «Lỗi» for people to look at. A row is
claimed and committed before the message goes out, so two senders never send one row; a sender
killed in the instant after leaves a message that goes out twice under one delivery number.
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.apikit.gui_https import KhongGuiDuoc, gui_https, tach_dia_chi
from cucctdp.apikit.models import DiaChiNhan, GuiSuKien
from cucctdp.audit.record import ghi
from cucctdp.thong_bao.choices import TrangThaiGui

__all__ = ["chu_ky", "doi_bi_mat", "gui_lai", "luu_dia_chi", "phat", "phat_di", "tach_dia_chi"]

SO_LAN_TOI_DA = 8
MOI_LUOT = 50
GIAY_MOI_LUOT = 45
QUYEN_SO_LIEU = "baocao.xem_thongke"


@transaction.atomic
def luu_dia_chi(dong: DiaChiNhan, *, by: Any) -> str:
    """Register or change an address; return the secret of a new one, else "".

    Raises PermissionDenied; ValidationError for an address that could never be sent to.
    """
    moi = dong.pk is None
    _kiem_quyen(by, "add" if moi else "change")
    tach_dia_chi(dong.dia_chi)
    if dong.nguoi_dung.hang_vai_tro.dang_nhap:
        raise ValidationError({"nguoi_dung": "Chọn một tài khoản dịch vụ."})
    bi_mat = secrets.token_urlsafe(32) if moi else ""
    if moi:
        dong.bi_mat = _ma_hoa().encrypt(bi_mat.encode()).decode()
    dong.full_clean()
    dong.save()
    ghi(
        "diachinhan.tao" if moi else "diachinhan.sua",
        dong,
        by=by,
        du_lieu={"dia_chi": dong.dia_chi, "su_kien": dong.su_kien, "dang_dung": dong.dang_dung},
    )
    return bi_mat


@transaction.atomic
def doi_bi_mat(dong: DiaChiNhan, *, by: Any) -> str:
    """A new secret, at once; what is still waiting is signed with it."""
    _kiem_quyen(by, "change")
    bi_mat = secrets.token_urlsafe(32)
    dong.bi_mat = _ma_hoa().encrypt(bi_mat.encode()).decode()
    dong.save(update_fields=["bi_mat"])
    ghi("diachinhan.doi_bi_mat", dong, by=by)
    return bi_mat


def _kiem_quyen(by: Any, viec: str) -> None:
    if not by.is_active or not by.has_perm(f"apikit.{viec}_diachinhan"):
        raise PermissionDenied("Tài khoản của bạn không có quyền đăng ký địa chỉ nhận sự kiện.")


@cache
def _khoa(bi_mat: str) -> Fernet:
    dan = HKDF(SHA256(), length=32, salt=None, info=b"cucctdp.webhook").derive(bi_mat.encode())
    return Fernet(base64.urlsafe_b64encode(dan))


def _ma_hoa() -> MultiFernet:
    """Keys from SECRET_KEY and its fallbacks; the first encrypts, all decrypt."""
    return MultiFernet([_khoa(s) for s in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def phat(su_kien: str, *, khoa: str, noi_dung: dict[str, Any]) -> int:
    """Put an event into the outbox of everybody who asked for it; number of new rows.

    ``khoa`` names the occasion: the same occasion is told to an address once, however often this
    is called. Call it inside the transaction of the change.
    """
    nhan = [
        d
        for d in DiaChiNhan.objects.filter(dang_dung=True, su_kien__contains=[su_kien])
        .select_related("nguoi_dung")
        .order_by("pk")
        if not d.nguoi_dung.dang_bi_khoa and d.nguoi_dung.has_perm(QUYEN_SO_LIEU)
    ]
    co = set(
        GuiSuKien.objects.filter(khoa=khoa, dia_chi__in=nhan).values_list("dia_chi_id", flat=True)
    )
    GuiSuKien.objects.bulk_create(
        [
            GuiSuKien(
                dia_chi=d,
                khoa=khoa,
                su_kien=su_kien,
                noi_dung={"su_kien": su_kien, "ma": khoa, **noi_dung},
            )
            for d in nhan
            if d.pk not in co
        ],
        ignore_conflicts=True,
    )
    return len(nhan) - len(co)


def chu_ky(bi_mat: str, luc: int, than: bytes) -> str:
    """Value of the signature header: HMAC-SHA256 over «<unix time>.<body>»."""
    ma = hmac.new(bi_mat.encode(), f"{luc}.".encode() + than, hashlib.sha256).hexdigest()
    return f"t={luc},v1={ma}"


def phat_di(*, luc: datetime | None = None) -> int:
    """Send what is due at ``luc`` (now); return the number of messages taken by receivers."""
    luc = luc or timezone.now()
    het = timezone.now() + timedelta(seconds=GIAY_MOI_LUOT)
    _lay_lai_viec_treo(luc)
    so = 0
    for _ in range(MOI_LUOT):
        dong = _nhan_viec(luc) if timezone.now() < het else None
        if dong is None:
            break
        so += _gui(dong)
    return so


def _lay_lai_viec_treo(luc: datetime) -> None:
    treo = GuiSuKien.objects.filter(
        trang_thai=TrangThaiGui.DANG_GUI,
        nhan_luc__lt=luc - timedelta(seconds=settings.VIEC_TREO_SAU),
    )
    treo.filter(so_lan__gte=SO_LAN_TOI_DA).update(
        trang_thai=TrangThaiGui.LOI, loi="Tiến trình gửi bị ngắt nhiều lần."
    )
    treo.update(trang_thai=TrangThaiGui.CHO_GUI)


@transaction.atomic
def _nhan_viec(luc: datetime) -> GuiSuKien | None:
    dong = (
        GuiSuKien.objects.filter(
            trang_thai=TrangThaiGui.CHO_GUI, gui_sau__lte=luc, dia_chi__dang_dung=True
        )
        .select_related("dia_chi__nguoi_dung")
        .order_by("gui_sau", "pk")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if dong is None:
        return None
    dong.trang_thai = TrangThaiGui.DANG_GUI
    dong.nhan_luc = timezone.now()
    dong.so_lan += 1
    dong.save(update_fields=["trang_thai", "nhan_luc", "so_lan"])
    return dong


def _gui(dong: GuiSuKien) -> bool:
    cua_toi = GuiSuKien.objects.filter(
        pk=dong.pk, trang_thai=TrangThaiGui.DANG_GUI, nhan_luc=dong.nhan_luc
    )
    luc = int(timezone.now().timestamp())
    than = json.dumps(dong.noi_dung, ensure_ascii=False, sort_keys=True).encode()
    ma: int | None = None
    try:
        if dong.dia_chi.nguoi_dung.dang_bi_khoa:
            raise KhongGuiDuoc("Tài khoản dịch vụ đã khóa.")
        bi_mat = _ma_hoa().decrypt(dong.dia_chi.bi_mat.encode()).decode()
        ma = gui_https(
            dong.dia_chi.dia_chi,
            than,
            {
                "X-Cucctdp-Event": dong.su_kien,
                "X-Cucctdp-Delivery": dong.khoa,
                "X-Cucctdp-Signature": chu_ky(bi_mat, luc, than),
            },
        )
        loi = "" if 200 <= ma < 300 else f"Hệ thống nhận trả lời mã {ma}."
    except InvalidToken:
        loi = "Không giải mã được bí mật (SECRET_KEY đã đổi): cấp bí mật mới."
    except KhongGuiDuoc as exc:
        loi = str(exc)[:300]
    if not loi:
        cua_toi.update(
            trang_thai=TrangThaiGui.DA_GUI, gui_luc=timezone.now(), ma_tra_loi=ma, loi=""
        )
        return True
    if dong.so_lan >= SO_LAN_TOI_DA:
        cua_toi.update(trang_thai=TrangThaiGui.LOI, ma_tra_loi=ma, loi=loi)
    else:
        sau = timezone.now() + timedelta(minutes=2**dong.so_lan)
        cua_toi.update(trang_thai=TrangThaiGui.CHO_GUI, gui_sau=sau, ma_tra_loi=ma, loi=loi)
    return False


@transaction.atomic
def gui_lai(dong: GuiSuKien, *, by: Any) -> GuiSuKien:
    """Send a delivery once more, under its old number; ValidationError while it is waiting."""
    if not by.is_active or not by.has_perm("apikit.change_diachinhan"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gửi lại sự kiện.")
    dong = GuiSuKien.objects.select_for_update().get(pk=dong.pk)
    if dong.trang_thai in (TrangThaiGui.CHO_GUI, TrangThaiGui.DANG_GUI):
        raise ValidationError("Lần gửi này đang chờ.")
    dong.trang_thai, dong.gui_luc, dong.so_lan = TrangThaiGui.CHO_GUI, None, 0
    dong.gui_sau = timezone.now()
    dong.save(update_fields=["trang_thai", "gui_luc", "so_lan", "gui_sau"])
    ghi("guisukien.gui_lai", dong, by=by, du_lieu={"khoa": dong.khoa})
    return dong
