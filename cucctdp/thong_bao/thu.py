"""E-mail out of the outbox: claim, hand over, close; safe with any number of senders.

A row is claimed and committed before the letter is handed over, so a second sender finds nothing to
do. A sender that died leaves «Đang gửi» behind; after ``VIEC_TREO_SAU`` seconds the letter is taken
up again under its old Message-ID. No protocol lets SMTP and a database commit together: died in
the instant between the two, a letter goes out a second time, and the mailbox knows it by that ID.
"""

from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cucctdp.thong_bao.choices import Kenh, TrangThaiGui
from cucctdp.thong_bao.lich import luc_gui_thu
from cucctdp.thong_bao.models import ThongBao

SO_LAN_TOI_DA = 5
MOI_LUOT = 200
CHAN_THU = (
    "Thư này do hệ thống tự gửi, không trả lời vào địa chỉ này. Đổi cách nhận thư ở mục "
    "«Thông báo», «Tùy chọn»; thông báo công vụ không tắt được."
)


def phat_thu(*, luc: datetime | None = None, toi_da: int = MOI_LUOT) -> int:
    """Send what is due at ``luc`` (now); return the number of letters handed over."""
    luc = luc or timezone.now()
    if luc_gui_thu(luc) > luc:  # held up until the quiet hours: wait for the morning
        return 0
    _lay_lai_thu_treo(luc)
    so = 0
    for _ in range(toi_da):
        nhom = _nhan_viec(luc)
        if not nhom:
            break
        so += _gui_mot_thu(nhom)
    return so


def _lay_lai_thu_treo(luc: datetime) -> None:
    """Letters whose sender died; one that is failing again and again ends as an error."""
    treo = ThongBao.objects.filter(
        trang_thai=TrangThaiGui.DANG_GUI,
        nhan_luc__lt=luc - timedelta(seconds=settings.VIEC_TREO_SAU),
    )
    treo.filter(so_lan__gte=SO_LAN_TOI_DA).update(
        trang_thai=TrangThaiGui.LOI, loi="Tiến trình gửi thư bị ngắt nhiều lần."
    )
    treo.update(trang_thai=TrangThaiGui.CHO_GUI)


@transaction.atomic
def _nhan_viec(luc: datetime) -> list[ThongBao]:
    """Claim the rows of the next letter: one row, or a person's digest; [] when nothing is due."""
    cho = (
        ThongBao.objects.filter(kenh=Kenh.THU, trang_thai=TrangThaiGui.CHO_GUI, gui_sau__lte=luc)
        .order_by("gui_sau", "pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    dau = cho.first()
    if dau is None:
        return []
    if dau.ma_thu:
        nhom = list(cho.filter(ma_thu=dau.ma_thu))
    elif dau.tom_tat:
        nhom = list(cho.filter(tom_tat=True, nguoi_nhan=dau.nguoi_nhan_id, ma_thu=""))
    else:
        nhom = [dau]
    ma_thu = dau.ma_thu or f"<thong-bao-{dau.pk}@{_ten_may()}>"
    nhan_luc = timezone.now()
    for t in nhom:
        t.trang_thai = TrangThaiGui.DANG_GUI
        t.nhan_luc = nhan_luc
        t.so_lan += 1
        t.ma_thu = ma_thu
    ThongBao.objects.bulk_update(nhom, ["trang_thai", "nhan_luc", "so_lan", "ma_thu"])
    return nhom


def _ten_may() -> str:
    return urlsplit(settings.DIA_CHI_HE_THONG).hostname or "localhost"


def _gui_mot_thu(nhom: list[ThongBao]) -> bool:
    """Hand one letter over and close its rows; False when it failed."""
    cua_toi = ThongBao.objects.filter(
        pk__in=[t.pk for t in nhom], trang_thai=TrangThaiGui.DANG_GUI, nhan_luc=nhom[0].nhan_luc
    )
    try:
        soan_thu(nhom).send()
    except (OSError, SMTPException, ValueError) as exc:
        _ghi_loi(cua_toi, nhom[0].so_lan, exc)
        return False
    cua_toi.update(trang_thai=TrangThaiGui.DA_GUI, gui_luc=timezone.now(), loi="")
    return True


def _ghi_loi(cua_toi: QuerySet, so_lan: int, exc: Exception) -> None:
    """Try again later and later; after the last time it is an error for people to look at."""
    loi = f"{type(exc).__name__}: {exc}"[:300].replace("\0", "")
    if so_lan >= SO_LAN_TOI_DA:
        cua_toi.update(trang_thai=TrangThaiGui.LOI, loi=loi)
        return
    cua_toi.update(
        trang_thai=TrangThaiGui.CHO_GUI,
        gui_sau=timezone.now() + timedelta(minutes=2**so_lan),
        loi=loi,
    )


def soan_thu(nhom: list[ThongBao]) -> EmailMessage:
    """One letter of a notice, or of the day's notices of one person."""
    nguoi = nhom[0].nguoi_nhan
    if not nhom[0].tom_tat:
        tieu_de, than = nhom[0].tieu_de, _doan(nhom[0])
    else:
        tieu_de = f"Tóm tắt: {len(nhom)} thông báo"
        than = "\n\n".join(f"{i}. {t.tieu_de}\n{_doan(t)}" for i, t in enumerate(nhom, 1))
    return EmailMessage(
        subject=tieu_de,
        body=f"Kính gửi: {nguoi.ten_hien_thi}\n\n{than}\n\n--\n{CHAN_THU}\n",
        to=[nguoi.email],
        headers={"Message-ID": nhom[0].ma_thu, "Auto-Submitted": "auto-generated"},
    )


def _doan(t: ThongBao) -> str:
    return "\n".join(
        filter(None, (t.noi_dung, t.lien_ket and settings.DIA_CHI_HE_THONG + t.lien_ket))
    )
