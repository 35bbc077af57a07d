"""The outbox: once for each key, person and channel; choices; whose notice it is."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cucctdp.thong_bao import services
from cucctdp.thong_bao.choices import Kenh, Loai, TrangThaiGui
from cucctdp.thong_bao.lich import luc_gui_thu, luc_tom_tat
from cucctdp.thong_bao.models import BacNhac, ThongBao, TuyChonThongBao
from cucctdp.thong_bao.thu import phat_thu
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def luc(chu):
    return timezone.make_aware(datetime.fromisoformat(chu))


def gui(*nguoi, khoa="viec:1", loai=Loai.HAN, khan=False, luc_tao=None, tieu_de="Đến hạn"):
    services.gui(
        khoa=khoa,
        nguoi_nhan=nguoi,
        tieu_de=tieu_de,
        noi_dung="Nội dung.",
        lien_ket="/so/",
        loai=loai,
        khan=khan,
        luc=luc_tao or luc("2026-06-17T09:00"),
    )


def nguoi(ten="nhan", **khac):
    return tai_khoan("cuc_lanh_dao", username=ten, email=f"{ten}@example.vn", **khac)


def kenh(user):
    return sorted(ThongBao.objects.filter(nguoi_nhan=user).values_list("kenh", "trang_thai"))


def test_notice_twice_under_one_key_is_one_row_a_channel():
    a = nguoi()

    gui(a)
    gui(a, tieu_de="Lần hai")

    assert kenh(a) == [("he_thong", "da_gui"), ("thu", "cho_gui")]
    assert set(ThongBao.objects.values_list("tieu_de", flat=True)) == {"Đến hạn"}


def test_inactive_person_gets_nothing_and_no_address_means_no_email():
    nghi = nguoi("nghi", is_active=False)
    khong_thu = tai_khoan("cuc_lanh_dao", email="")

    gui(nghi, khong_thu)

    assert (kenh(nghi), kenh(khong_thu)) == ([], [("he_thong", "da_gui")])


def test_kind_switched_off_comes_by_no_channel_and_duty_comes_always():
    a = nguoi()
    services.dat_tuy_chon(by=a, nhan_thu=False, tom_tat_ngay=False, tat_loai=[Loai.TRAO_DOI])

    gui(a, khoa="1", loai=Loai.TRAO_DOI)
    gui(a, khoa="2", loai=Loai.KET_QUA)
    gui(a, khoa="3", loai=Loai.HAN)

    assert sorted(ThongBao.objects.values_list("khoa", "kenh")) == [
        ("2", "he_thong"),
        ("3", "he_thong"),
        ("3", "thu"),
    ]


def test_duty_cannot_be_switched_off_by_service_or_database():
    a = nguoi()

    with pytest.raises(ValidationError) as loi:
        services.dat_tuy_chon(by=a, nhan_thu=True, tom_tat_ngay=False, tat_loai=["han", "sai"])
    with pytest.raises(IntegrityError), transaction.atomic():
        TuyChonThongBao.objects.create(nguoi=a, tat_loai=["han"])

    assert loi.value.messages == [
        "Không có loại thông báo «sai».",
        "«Nhắc hạn, quá hạn» là thông báo công vụ, không tắt được.",
    ]


@pytest.mark.parametrize(
    ("tao", "gui_sau", "tom_tat"),
    [
        ("2026-06-17T09:00", "2026-06-17T09:00", "2026-06-18T07:30"),
        ("2026-06-17T05:00", "2026-06-17T07:00", "2026-06-17T07:30"),
        ("2026-06-17T18:00", "2026-06-18T07:00", "2026-06-18T07:30"),
        # Friday evening, Saturday: Monday.
        ("2026-06-19T20:00", "2026-06-22T07:00", "2026-06-22T07:30"),
        ("2026-06-20T10:00", "2026-06-22T07:00", "2026-06-22T07:30"),
        # 31/8 swapped, 01/9 and 02/9 Quốc khánh; Saturday 22/8 is worked.
        ("2026-08-28T19:00", "2026-09-03T07:00", "2026-09-03T07:30"),
        ("2026-08-22T09:00", "2026-08-22T09:00", "2026-08-24T07:30"),
    ],
)
def test_email_waits_for_working_hours_of_working_days(tao, gui_sau, tom_tat):
    assert (luc_gui_thu(luc(tao)), luc_tom_tat(luc(tao))) == (luc(gui_sau), luc(tom_tat))


def test_email_held_up_until_the_night_waits_for_the_morning():
    gui(nguoi())

    dem = phat_thu(luc=luc("2026-06-17T22:00"))
    sang = phat_thu(luc=luc("2026-06-18T07:00"))

    assert (dem, sang, len(mail.outbox)) == (0, 1, 1)


def test_digest_is_one_letter_of_the_day_and_urgent_goes_at_once():
    a = nguoi()
    services.dat_tuy_chon(by=a, nhan_thu=True, tom_tat_ngay=True, tat_loai=[])
    gui(a, khoa="1", tieu_de="Một")
    gui(a, khoa="2", tieu_de="Hai")
    gui(a, khoa="3", tieu_de="Khẩn", khan=True)

    ngay = phat_thu(luc=luc("2026-06-17T09:30"))
    hom_sau = phat_thu(luc=luc("2026-06-18T07:30"))

    assert (ngay, hom_sau) == (1, 1)
    assert [m.subject for m in mail.outbox] == ["Khẩn", "Tóm tắt: 2 thông báo"]
    assert "1. Một" in mail.outbox[1].body
    assert "2. Hai" in mail.outbox[1].body
    assert not ThongBao.objects.exclude(trang_thai=TrangThaiGui.DA_GUI).exists()


def test_letter_names_person_and_address_and_carries_its_id(settings):
    settings.DIA_CHI_HE_THONG = "https://bc.example.vn"
    a = nguoi(ho_ten="Nguyễn Văn A")
    gui(a, tieu_de="Đến\r\nBcc: x@example.vn hạn")

    phat_thu(luc=luc("2026-06-17T09:30"))

    thu = mail.outbox[0]
    ma = ThongBao.objects.get(kenh=Kenh.THU).ma_thu
    assert (thu.to, thu.subject) == (["nhan@example.vn"], "Đến Bcc: x@example.vn hạn")
    assert "Kính gửi: Nguyễn Văn A" in thu.body
    assert "https://bc.example.vn/so/" in thu.body
    assert thu.extra_headers["Message-ID"] == ma
    assert ma.endswith("@bc.example.vn>")


def test_failing_server_is_tried_five_times_then_is_an_error_to_send_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    gui(nguoi())

    cac = []
    for _ in range(6):
        ThongBao.objects.filter(kenh=Kenh.THU).update(gui_sau=luc("2026-06-17T09:00"))
        phat_thu(luc=luc("2026-06-17T10:00"))
        dong = ThongBao.objects.get(kenh=Kenh.THU)
        cac.append((dong.trang_thai, dong.so_lan))
    services.gui_lai(dong, by=tai_khoan("quan_tri"))
    dong.refresh_from_db()

    assert cac == [("cho_gui", n) for n in range(1, 5)] + [("loi", 5)] * 2
    assert dong.loi.startswith("ConnectionRefusedError")
    assert (dong.trang_thai, dong.so_lan) == ("cho_gui", 0)


def test_link_outside_the_system_is_refused_by_the_database():
    for duong in ("https://example.com/", "//example.com/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ThongBao.objects.create(
                khoa=duong, nguoi_nhan=nguoi(f"n{len(duong)}"), kenh=Kenh.THU, loai=Loai.HAN,
                tieu_de="x", lien_ket=duong,
            )  # fmt: skip


def test_words_of_a_rung_may_name_only_what_a_reminder_knows():
    bac = BacNhac.objects.first()
    bac.tieu_de = "{viec} {mat_khau} {bo.pk}"
    bac.noi_dung = "{hỏng"

    with pytest.raises(ValidationError) as loi:
        bac.clean()

    assert loi.value.message_dict == {
        "tieu_de": ["Không dùng được: bo.pk, mat_khau."],
        "noi_dung": ["Không dùng được: {."],
    }


def test_list_shows_only_my_notices_and_opening_marks_read(client):
    toi, khac = nguoi("toi"), nguoi("khac")
    gui(toi, khoa="1", tieu_de="Của tôi")
    gui(khac, khoa="2", tieu_de="Của người khác")
    client.force_login(toi)
    cua_toi = ThongBao.objects.get(khoa="1", kenh=Kenh.TRONG_HE_THONG)
    cua_khac = ThongBao.objects.get(khoa="2", kenh=Kenh.TRONG_HE_THONG)

    trang = client.get(reverse("thong_bao:danh_sach")).content.decode()
    mo = client.get(reverse("thong_bao:mo", args=[cua_toi.pk]))
    mo_khac = client.get(reverse("thong_bao:mo", args=[cua_khac.pk]))

    assert ("Của tôi" in trang, "Của người khác" in trang) == (True, False)
    assert (mo.status_code, mo["Location"], mo_khac.status_code) == (302, "/so/", 404)
    assert (services.so_chua_doc(toi), services.so_chua_doc(khac)) == (0, 1)


def test_mark_all_read_touches_only_mine(client):
    toi, khac = nguoi("toi"), nguoi("khac")
    gui(toi, khac)
    client.force_login(toi)

    client.post(reverse("thong_bao:doc_het"))

    assert (services.so_chua_doc(toi), services.so_chua_doc(khac)) == (0, 1)


def test_choices_page_saves_and_keeps_duty(client):
    a = nguoi()
    client.force_login(a)

    tra = client.post(
        reverse("thong_bao:tuy_chon"), {"tom_tat_ngay": "1", "loai": ["trao_doi", "ket_qua"]}
    )

    chon = TuyChonThongBao.objects.get(nguoi=a)
    assert tra.status_code == 302
    assert (chon.nhan_thu, chon.tom_tat_ngay, chon.tat_loai) == (False, True, ["canh_bao"])
