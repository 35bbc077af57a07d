"""Rounds in the admin: drawn up, tabs, steps and changes as dialogs, the seal."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanpham_tieubieu.admin.xem_ky import CAC_THE
from sanpham_tieubieu.models import (
    BanBinhChon,
    ChiTieuNhom,
    GiayChungNhan,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    NhomSanPham,
    ThanhVienBan,
)
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import HoSoFactory, KyFactory, NhanSuFactory
from tests.sanpham_tieubieu.cua.test_ky import vung
from tests.sanpham_tieubieu.ket_qua.dung import hoi_dong, ky_da_cham

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

DS = reverse("admin:sanpham_tieubieu_kybinhchon_changelist")
QUOC_GIA = {"cap": "quoc_gia", "don_vi": None, "khu_vuc": ""}


@pytest.fixture
def phong(client):
    user = tai_khoan("cuc_lanh_dao_phong")
    client.force_login(user)
    return user


def trang(ky, the=""):
    duong = reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[ky.pk])
    return f"{duong}?the={the}" if the else duong


def viec(ky, ma, dong=None):
    ten = "admin:sanpham_tieubieu_kybinhchon_viec" + ("" if dong is None else "_dong")
    return reverse(ten, args=[ky.pk, ma, *([] if dong is None else [dong])])


def gui(client, duong, du_lieu=None):
    tra = client.post(duong, du_lieu or {})
    cau = re.findall(r'(?s)class="bc-loi[^"]*"[^>]*>(.*?)</', tra.content.decode())
    assert (tra.status_code, cau) == (302, [])
    return tra


def gio(luc):
    return f"{timezone.localtime(luc):%d/%m/%Y %H:%M}"


def test_round_is_drawn_up_and_opened_by_dialogs(client, phong):
    hom_nay = timezone.localdate()
    vung("BAC", DonViFactory(), DonViFactory())
    gui(
        client,
        reverse("admin:sanpham_tieubieu_kybinhchon_add"),
        {
            "cap": "quoc_gia",
            "nam": hom_nay.year,
            "ngay_bat_dau": f"{hom_nay:%d/%m/%Y}",
            "ke_hoach_so": "5/KH-HĐBC",
            "ke_hoach_ngay": f"{hom_nay:%d/%m/%Y}",
        },
    )
    ky = KyBinhChon.objects.get()
    gui(client, viec(ky, "giai-doan"), {
        "mo_nhan_ho_so": gio(timezone.now()), "dong_nhan_ho_so": gio(timezone.now() + timedelta(9)),
    })  # fmt: skip
    nhom = NhomSanPham.objects.get(ma="CK")
    gui(client, viec(ky, "chi-tieu"), {"nhom": nhom.pk, "so_luong": "20", "van_ban": "KH 5"})
    gui(client, viec(ky, "khung-goi-y"), {"ma_nhom": "CK"})
    gui(client, viec(ky, "lap-ban"), {"loai": "hoi_dong", "so_qd": "1/QĐ", "ngay_qd": "",
                                      "nguoi_ky": "", "co_quan_ky": ""})  # fmt: skip
    ban = BanBinhChon.objects.get()
    gui(client, viec(ky, "them-thanh-vien", ban.pk), {
        "nhan_su": NhanSuFactory().pk, "vai_tro": "uy_vien", "thu_tu": "1", "chuc_danh": "",
    })  # fmt: skip
    gui(client, viec(ky, "mo"))
    ky.refresh_from_db()

    assert (ky.trang_thai, ky.nguong, ky.dia_ban.count()) == ("mo", 70, 2)
    assert ChiTieuNhom.objects.get().so_luong == 20
    assert KhungDiem.objects.get().tu_mau
    assert ThanhVienBan.objects.get().ban == ban


def test_refusal_of_a_step_is_said_in_its_dialog_and_nothing_is_written(client, phong):
    ky = KyFactory(**QUOC_GIA)

    tra = client.post(viec(ky, "mo"))

    ky.refresh_from_db()
    assert (tra.status_code, ky.trang_thai) == (409, "soan")
    assert "Đặt thời gian nhận hồ sơ trước khi mở kỳ." in tra.content.decode()
    assert "Ghi số, ngày kế hoạch bình chọn trước khi mở kỳ." in tra.content.decode()


def test_every_tab_answers_in_the_same_queries_for_one_row_and_three(client, phong):
    ky = KyFactory(**QUOC_GIA, trang_thai="mo")
    HoSoFactory(ky=ky, don_vi=DonViFactory())

    def hoi():
        dem = {}
        for the, _ in CAC_THE:
            with CaptureQueriesContext(connection) as cau:
                assert client.get(trang(ky, the)).status_code == 200
            dem[the] = len(cau)
        return dem

    hoi()
    mot = hoi()
    for _ in range(2):
        HoSoFactory(ky=ky, don_vi=DonViFactory())
    assert hoi() == mot


def test_list_answers_in_the_same_queries_for_one_round_and_three(client, phong):
    KyFactory()
    client.get(DS)
    with CaptureQueriesContext(connection) as mot:
        client.get(DS)
    KyFactory()
    KyFactory()
    with CaptureQueriesContext(connection) as ba:
        tra = client.get(DS)

    assert (tra.status_code, len(ba)) == (200, len(mot))


def test_scores_are_on_no_page_before_the_opening_minute(client, phong):
    ky, _ = ky_da_cham({"Chè": [91, 87]}, mo=False, **QUOC_GIA)

    chu = [client.get(trang(ky, the)).content.decode() for the, _ in CAC_THE]

    assert "Điểm đang niêm phong." in chu[[t for t, _ in CAC_THE].index("ket-qua")]
    assert [c for c in chu if "89,00" in c or ">91<" in c] == []


def test_result_is_taken_from_the_threshold_to_certificates(client, phong):
    ky, ho_so = ky_da_cham({"Chè": [90, 88, 89], "Mật": [60, 61, 62]}, **QUOC_GIA)
    client.force_login(tai_khoan("cuc_lanh_dao"))
    tv = hoi_dong(ky, 9)
    hom_nay = timezone.localdate()
    gui(client, viec(ky, "xet-nguong"))
    gui(client, viec(ky, "phien-hop"), {
        "bat_dau": gio(timezone.now()), "dia_diem": "Hà Nội", "co_mat": [t.pk for t in tv],
    })  # fmt: skip
    gui(client, viec(ky, "bieu-quyet"), {
        "loai": "cong_nhan", "phieu": f"{ho_so['Chè'].ma_so}: 9/0/0",
    })  # fmt: skip
    gui(client, viec(ky, "ket-luan"), {
        "chon": [ho_so["Chè"].pk], "ket_thuc": gio(timezone.now() + timedelta(minutes=1)),
        "ket_luan": "Nhất trí",
    })  # fmt: skip
    gui(client, viec(ky, "quyet-dinh"), {
        "so": "99/QĐ-BCT", "ngay": f"{hom_nay:%d/%m/%Y}", "nguoi_ky": "Nguyễn Văn A",
        "chuc_danh": "Bộ trưởng", "co_quan": "bo", "giai": "",
    })  # fmt: skip
    ky.refresh_from_db()
    qd = ky.quyet_dinh.get()
    gui(client, viec(ky, "cap-giay", qd.pk), {
        "ngay_cap": f"{hom_nay:%d/%m/%Y}", "mau_so": "{so}/GCN", "tu_so": "",
    })  # fmt: skip

    assert ky.trang_thai == "cong_nhan"
    assert dict(HoSoDangKy.objects.values_list("ten_san_pham", "trang_thai")) == {
        "Chè": "cong_nhan", "Mật": "khong_dat",
    }  # fmt: skip
    assert GiayChungNhan.objects.get().ten_san_pham == "Chè"
    assert "89,00" in client.get(trang(ky, "ket-qua")).content.decode()


@pytest.mark.parametrize(
    ("chu", "cau"),
    [
        ("001: bảy phiếu", "Dòng 1 (001): ghi «đồng ý/không đồng ý/phiếu trắng»"),
        ("999: 7/1", "Dòng 1: không có mã số «999»"),
    ],
)
def test_ballots_that_cannot_be_read_are_named_by_their_line(client, phong, chu, cau):
    ky, _ = ky_da_cham({"Chè": [90]}, trang_thai_ho_so="dat_nguong", **QUOC_GIA)

    tra = client.post(viec(ky, "bieu-quyet"), {"loai": "cong_nhan", "phieu": chu})

    assert (tra.status_code, cau in tra.content.decode()) == (200, True)


def test_round_of_a_province_has_no_buttons_for_the_cuc(client, phong):
    ky = KyFactory(trang_thai="mo")

    tra = client.get(trang(ky, "tong-quan"))
    lam = client.post(viec(ky, "quy-che"), {})

    assert (tra.status_code, "data-hop-thoai" in tra.content.decode()) == (200, False)
    assert lam.status_code == 403
