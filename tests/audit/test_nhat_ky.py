"""The chain of events: what it records, and that nobody changes it unseen."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.audit.context import dia_chi_chuan, trong_yeu_cau, yeu_cau_hien_tai
from cucctdp.audit.middleware import YeuCauMiddleware
from cucctdp.audit.models import GocNgay, SuKien
from cucctdp.audit.record import CHUOI_HE_THONG, BanGhi, ghi, ghi_nhieu
from cucctdp.audit.tasks import ghi_goc_hom_qua
from cucctdp.audit.verify import (
    Hong,
    dau_cac_chuoi,
    ghi_goc_ngay,
    goc_hien_tai,
    kiem_tra_chuoi,
    kiem_tra_tat_ca,
    tinh_goc,
)
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db


@pytest.fixture
def nguoi():
    dong_bo_nhom()
    return tai_khoan("kiem_toan", ho_ten="Đỗ Thị Huệ")


def _pha(lenh, *tham_so):
    """What an owner of the database could do behind the triggers' back."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            cursor.execute(lenh, tham_so)
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def test_event_takes_the_next_place_in_its_chain(nguoi):
    mot = ghi("thu.mot", nguoi, by=nguoi, ly_do="Vì thế")
    hai = ghi("thu.hai", nguoi)
    khac = ghi("thu.ba")

    assert [(s.chuoi, s.so) for s in (mot, hai, khac)] == [
        ("tai_khoan", 1),
        ("tai_khoan", 2),
        (CHUOI_HE_THONG, 1),
    ]
    assert (mot.bam_truoc, hai.bam_truoc, khac.bam_truoc) == ("", mot.bam, "")
    assert (mot.nguoi, mot.nguoi_ten, mot.doi_tuong_loai, mot.doi_tuong_ten, mot.ly_do) == (
        nguoi,
        "Đỗ Thị Huệ",
        "accounts.user",
        "Đỗ Thị Huệ",
        "Vì thế",
    )
    assert kiem_tra_tat_ca() == []


def test_many_events_at_once_keep_their_order_in_each_chain():
    ghi_nhieu([BanGhi(f"b{i}", chuoi="b" if i % 2 else "a") for i in range(6)])

    rows = SuKien.objects.order_by("chuoi", "so").values_list("chuoi", "so", "hanh_dong")
    assert list(rows) == [
        ("a", 1, "b0"),
        ("a", 2, "b2"),
        ("a", 3, "b4"),
        ("b", 1, "b1"),
        ("b", 2, "b3"),
        ("b", 3, "b5"),
    ]
    assert kiem_tra_tat_ca() == []


def test_event_of_a_refused_change_is_refused_with_it():
    with transaction.atomic():
        ghi("thu.mot")
        transaction.set_rollback(True)

    assert ghi("thu.hai").so == 1


@pytest.mark.parametrize(
    "du_lieu",
    [
        {"tên": "Đắk Lắk", "dấu": unicodedata.normalize("NFD", "Bắc Giang")},
        {"so": Decimal("12.500000"), "am": Decimal("-0"), "to": Decimal("1E+20")},
        {"ngay": date(2026, 6, 18), "luc": datetime(2026, 6, 18, 7, 30, tzinfo=UTC)},
        {"thuc": 1e22, "am_khong": -0.0, "khong_so": float("nan"), "nho": 1e-7},
        {"long": {"b": [1, (2, 3)], "a": None, "dung": True}, "tap": {"y", "x"}},
        {date(2026, 1, 1): "khóa là ngày", 5: "khóa là số"},
        {"khong": "a\0b", "emoji": "✓ 😀", "rong": {}, "lon": 2**70},
    ],
)
def test_data_reads_back_as_it_was_hashed(du_lieu):
    ghi("thu.du_lieu", du_lieu=du_lieu)

    assert kiem_tra_tat_ca() == []


def test_decimals_and_dates_are_kept_as_text():
    ghi("thu.du_lieu", du_lieu={"so": Decimal("1E+3"), "ngay": date(2026, 6, 18), "dem": 3})

    assert SuKien.objects.get().du_lieu == {"so": "1000", "ngay": "2026-06-18", "dem": 3}


SUA = {
    "so": "so + 100",
    "luc": "luc + interval '1 microsecond'",
    "nguoi_id": "NULL",
    "nguoi_ten": "'Ai đó'",
    "hanh_dong": "hanh_dong || 'x'",
    "doi_tuong_loai": "'x'",
    "doi_tuong_id": "'0'",
    "doi_tuong_ten": "'x'",
    "du_lieu": "'{\"so\": 2}'",
    "ly_do": "ly_do || ' '",
    "ma_yeu_cau": "NULL",
    "dia_chi": "'10.0.0.9'",
    "bam_truoc": "repeat('0', 64)",
    "bam": "repeat('0', 64)",
    "chuoi": "'khac'",
}


def test_every_column_of_an_event_is_under_the_hash():
    cot = {f.column for f in SuKien._meta.concrete_fields}

    assert cot - {"id"} == set(SUA)


@pytest.mark.parametrize("cot", SUA)
def test_verify_finds_a_change_in_any_column(nguoi, cot):
    with trong_yeu_cau(dia_chi="10.0.0.1"):
        for i in range(3):
            ghi("thu", nguoi, by=nguoi, du_lieu={"so": i}, ly_do="Lý do.")
    giua = SuKien.objects.get(chuoi="tai_khoan", so=2)

    _pha(f"UPDATE audit_sukien SET {cot} = {SUA[cot]} WHERE id = %s", giua.pk)

    assert kiem_tra_tat_ca() != []


def test_verify_says_where_a_row_is_missing():
    for _ in range(4):
        ghi("thu", chuoi="34:80")

    _pha("DELETE FROM audit_sukien WHERE chuoi = '34:80' AND so = 2")

    assert kiem_tra_chuoi("34:80") == [
        Hong("34:80", 3, "Thiếu sự kiện số 2."),
        Hong("34:80", 3, "Băm trước không khớp sự kiện liền trước."),
    ]


def _hom_qua():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def hom_qua_co_ba(monkeypatch):
    """Yesterday's events, honestly hashed: written with the clock turned back."""
    luc = timezone.now() - timedelta(days=1)
    with monkeypatch.context() as m:
        m.setattr("cucctdp.audit.record.timezone.now", lambda: luc)
        for i in range(3):
            ghi("thu", chuoi="34:80", du_lieu={"i": i})
        ghi("thu", chuoi="34:24")
    return ghi_goc_ngay(_hom_qua())


def test_daily_root_covers_the_heads_of_that_day_only(hom_qua_co_ba):
    ghi("hom_nay", chuoi="34:80")
    dau = {s.chuoi: s for s in SuKien.objects.filter(hanh_dong="thu").order_by("so")}

    assert hom_qua_co_ba.so_su_kien == 4
    assert hom_qua_co_ba.dau_chuoi == {
        "34:80": [3, dau["34:80"].bam],
        "34:24": [1, dau["34:24"].bam],
    }
    assert hom_qua_co_ba.goc == tinh_goc(hom_qua_co_ba.dau_chuoi)
    assert kiem_tra_tat_ca() == []


def test_daily_root_finds_a_truncated_tail(hom_qua_co_ba):
    _pha("DELETE FROM audit_sukien WHERE chuoi = '34:80' AND so = 3")

    ngay = f"{_hom_qua():%d/%m/%Y}"
    assert kiem_tra_tat_ca() == [
        Hong("34:80", 3, f"Khác gốc ngày {ngay}: chuỗi đã bị cắt hoặc sửa.")
    ]


def test_daily_root_finds_a_chain_that_vanished(hom_qua_co_ba):
    _pha("DELETE FROM audit_sukien WHERE chuoi = '34:24'")

    assert [(h.chuoi, h.so) for h in kiem_tra_tat_ca()] == [("34:24", 1)]


def test_daily_root_finds_a_chain_rehashed_from_the_start(hom_qua_co_ba):
    bam = ""
    for s in SuKien.objects.filter(chuoi="34:80").order_by("so"):
        s.ly_do, truoc = "sửa", bam
        bam = s.tinh_bam(truoc)
        _pha(
            "UPDATE audit_sukien SET ly_do = 'sửa', bam_truoc = %s, bam = %s WHERE id = %s",
            truoc,
            bam,
            s.pk,
        )

    assert kiem_tra_chuoi("34:80") == []
    assert [(h.chuoi, h.so) for h in kiem_tra_tat_ca()] == [("34:80", 3)]


def test_changed_daily_root_is_found(hom_qua_co_ba):
    _pha("UPDATE audit_gocngay SET goc = repeat('0', 64)")

    ngay = f"{_hom_qua():%d/%m/%Y}"
    assert kiem_tra_tat_ca() == [Hong("goc_ngay", 0, f"Gốc ngày {ngay} đã bị sửa.")]


def test_daily_root_is_written_once(hom_qua_co_ba):
    lan_hai = ghi_goc_hom_qua()

    assert lan_hai == hom_qua_co_ba.goc
    assert GocNgay.objects.count() == 1


@pytest.mark.parametrize("lenh", ["UPDATE audit_gocngay SET goc = ''", "DELETE FROM audit_gocngay"])
def test_daily_root_is_insert_only(hom_qua_co_ba, lenh):
    with (
        pytest.raises(DatabaseError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(lenh)


def test_root_of_now_moves_with_every_event():
    ghi("mot")
    mot = goc_hien_tai()
    ghi("hai")

    assert goc_hien_tai() == tinh_goc(dau_cac_chuoi()) != mot


def test_events_of_one_request_share_its_id_and_address():
    with trong_yeu_cau(dia_chi="192.0.2.7") as yeu_cau:
        ghi("mot")
        ghi("hai")
    ghi("ngoai")

    rows = SuKien.objects.order_by("so").values_list("ma_yeu_cau", "dia_chi")
    assert [(str(ma) if ma else None, dc) for ma, dc in rows] == [
        (yeu_cau.ma, "192.0.2.7"),
        (yeu_cau.ma, "192.0.2.7"),
        (None, None),
    ]
    assert yeu_cau_hien_tai() is None


@pytest.mark.parametrize(
    ("dia_chi", "chuan"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("khong phai dia chi", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_have_one_spelling_and_never_break_the_chain(dia_chi, chuan):
    with trong_yeu_cau(dia_chi=dia_chi):
        ghi("mot")

    assert dia_chi_chuan(dia_chi) == chuan
    assert SuKien.objects.get().dia_chi == chuan
    assert kiem_tra_tat_ca() == []


@pytest.mark.parametrize(("tin_proxy", "mong"), [(False, "198.51.100.1"), (True, "203.0.113.5")])
def test_proxy_header_is_believed_only_behind_our_own_proxy(settings, tin_proxy, mong):
    settings.TIN_PROXY = tin_proxy
    thay = []

    def trang(request):
        from django.http import HttpResponse

        thay.append((yeu_cau_hien_tai().dia_chi, request.ma_yeu_cau))
        return HttpResponse()

    yeu_cau = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_REAL_IP="203.0.113.5")
    tra_loi = YeuCauMiddleware(trang)(yeu_cau)

    assert thay == [(mong, tra_loi["X-Request-Id"])]


@pytest.mark.parametrize(
    ("tin_proxy", "dau", "gui", "mong"),
    [
        (True, "X-Country-Code", "vn", "VN"),
        (True, "X-Country-Code", "XX", None),
        (True, "X-Country-Code", "<b>", None),
        (True, "", "VN", None),
        (False, "X-Country-Code", "VN", None),
    ],
)
def test_country_is_what_our_own_proxy_says(settings, tin_proxy, dau, gui, mong):
    settings.TIN_PROXY, settings.DAU_QUOC_GIA = tin_proxy, dau
    thay = []

    def trang(request):
        from django.http import HttpResponse

        thay.append(yeu_cau_hien_tai().quoc_gia)
        return HttpResponse()

    YeuCauMiddleware(trang)(RequestFactory().get("/", HTTP_X_COUNTRY_CODE=gui))

    assert thay == [mong]


def test_command_reports_a_whole_trail():
    ghi("mot")
    ra = StringIO()

    call_command("kiem_tra_nhat_ky", stdout=ra)

    assert ra.getvalue() == f"Nhật ký toàn vẹn: 1 sự kiện, gốc {goc_hien_tai()[:16]}…\n"


def test_command_fails_with_one_line_per_break():
    ghi("mot", chuoi="34:80")
    ghi("hai", chuoi="34:80")
    _pha("UPDATE audit_sukien SET ly_do = 'sửa' WHERE so = 1")
    loi = StringIO()

    with pytest.raises(CommandError, match="Nhật ký không toàn vẹn: 1 chỗ") as ket_qua:
        call_command("kiem_tra_nhat_ky", stderr=loi)

    assert ket_qua.value.returncode == 1
    assert loi.getvalue() == "HỎNG 34:80 #1: Nội dung sự kiện đã bị sửa sau khi ghi.\n"
