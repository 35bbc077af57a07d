"""A round run in the portal: drawn up, its bodies, opened; sending up with a letter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, MocKy, NguoiNop, NhanSu, VanBanGui
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, NhanSuFactory, SanPhamFactory
from tests.sanpham_tieubieu.cua.mau import DU, du_giay_to, ky_mo, nguoi_xa

pytestmark = pytest.mark.django_db


def duong(ten, *args):
    return reverse(f"binh_chon:{ten}", args=args)


@pytest.fixture
def tinh():
    return DonViFactory()


@pytest.fixture
def so(tinh):
    return tai_khoan("so_truong_phong", don_vi=tinh)


def test_so_draws_up_opens_and_manages_a_round_of_its_province(vao, so, tinh):
    c = vao(so)
    nay = timezone.localdate()
    sai = c.post(duong("ky_moi"), {"nam": "abc", "lan_thu": "1"})
    c.post(
        duong("ky_moi"),
        {"nam": nay.year, "lan_thu": 1, "ngay_bat_dau": f"{nay:%d/%m/%Y}",
         "ke_hoach_so": "12/KH-UBND", "ke_hoach_ngay": f"{nay:%d/%m/%Y}"},
    )  # fmt: skip
    k = KyBinhChon.objects.get()
    som = c.post(duong("ky_viec", k.pk, "mo"))
    dau, cuoi = timezone.localtime() - timedelta(hours=1), timezone.localtime() + timedelta(days=9)
    moc = c.post(
        duong("ky_viec", k.pk, "giai-doan"),
        {"mo_nhan_ho_so": f"{dau:%d/%m/%Y %H:%M}", "dong_nhan_ho_so": f"{cuoi:%d/%m/%Y %H:%M}"},
    )
    mo = c.post(duong("ky_viec", k.pk, "mo"))
    ban = c.post(duong("ky_viec", k.pk, "lap-ban"), {"loai": "giam_khao"})
    k.refresh_from_db()
    b = k.cac_ban.get()
    nguoi = {"ho_ten": "Lê Thị Chấm", "co_quan": "Trường Đại học Thử", "co_quan_thuoc": "khac",
             "vai_tro": "truong_ban", "so_dinh_danh": "001085000001"}  # fmt: skip
    hong = c.post(duong("thanh_vien_moi", k.pk, b.pk), {**nguoi, "ten_dang_nhap": "khong.co"})
    con_nguoi = NhanSu.objects.count()
    them = c.post(duong("thanh_vien_moi", k.pk, b.pk), nguoi)

    assert sai.status_code == 422
    assert (k.cap, k.don_vi_id, str(k.nguong)) == ("tinh", tinh.pk, "70.00")
    assert "Đặt thời gian nhận hồ sơ trước khi mở kỳ." in som.text
    assert (moc.status_code, mo.status_code, ban.status_code) == (302, 302, 302)
    assert k.trang_thai == "mo"
    assert MocKy.objects.count() == 1
    assert "Không có tài khoản giám khảo «khong.co»." in hong.text
    assert con_nguoi == 0
    assert them.status_code == 302
    assert b.thanh_vien.get().nhan_su.ho_ten == "Lê Thị Chấm"


def test_page_of_a_round_offers_works_to_its_organiser_alone(vao, so, tinh):
    xa = XaFactory(tinh=tinh)
    k = ky_mo("tinh", xa)
    NhanSuFactory(ho_ten="Người tỉnh khác", don_vi=DonViFactory())
    cua_so = vao(so).get(duong("ky", k.pk))
    cua_xa = vao(nguoi_xa(xa)).get(duong("ky", k.pk))
    lam = vao(nguoi_xa(xa)).post(duong("ky_viec", k.pk, "ve-soan"), {"ly_do": "Sửa lại kế hoạch"})

    assert "Đặt thời gian các giai đoạn" in cua_so.text
    assert (cua_xa.status_code, lam.status_code) == (200, 403)
    assert "Đặt thời gian các giai đoạn" not in cua_xa.text


def test_letter_sends_up_what_was_drawn_from_below(vao, so, tinh):
    xa = XaFactory(tinh=tinh)
    duoi = HoSoFactory(
        ky=ky_mo("xa", xa), san_pham=SanPhamFactory(co_so=CoSoFactory(xa=xa)),
        trang_thai="cong_nhan", ma_so="CBNLTS-001",
        **{k: v for k, v in DU.items() if k != "cam_ket"}, cam_ket=True,
    )  # fmt: skip
    du_giay_to(duoi)
    nam = timezone.localdate().year
    GiayFactory(
        san_pham=duoi.san_pham, ho_so=duoi, cap="xa", nam=nam,
        het_han=date(nam + 2, 12, 31),
    )  # fmt: skip
    tren = ky_mo("tinh", xa)
    c = vao(nguoi_xa(xa))
    o = duong("gui_len", tren.pk)
    hom_nay = f"{timezone.localdate():%d/%m/%Y}"

    chua_chon = c.post(o, {"viec": "lap"})
    lap = c.post(o, {"viec": "lap", "ho_so": duoi.pk})
    moi = HoSoDangKy.objects.get(ky=tren)
    xem = c.get(o)
    thieu = c.post(o, {"viec": "gui", "ho_so": moi.pk, "so": "", "ngay": hom_nay})
    gui = c.post(o, {"viec": "gui", "ho_so": moi.pk, "so": "5/UBND", "ngay": hom_nay})

    assert "Chọn ít nhất một sản phẩm." in chua_chon.text
    assert (lap.status_code, thieu.status_code) == (302, 422)
    assert moi.tu_ho_so_id == duoi.pk
    assert moi.ten_san_pham in xem.text
    assert gui.status_code == 302, gui.text
    assert VanBanGui.objects.get().so == "5/UBND"
    moi.refresh_from_db()
    assert moi.trang_thai == "da_nop"
    assert vao(so).get(o).status_code == 200


def test_so_appoints_accounts_of_its_province_and_ends_it(vao, so, tinh):
    co_so = CoSoFactory(xa=XaFactory(tinh=tinh), ma_so_thue="0101234567")
    nop = tai_khoan("sp_co_so")
    c = vao(so)
    o = duong("nguoi_nop")

    sai = c.post(o, {"ten_dang_nhap": "khong.co", "co_so": "9999999999"})
    ngoai = c.post(o, {"ten_dang_nhap": nop.username, "co_so": CoSoFactory().ten})
    ca_hai = c.post(o, {"ten_dang_nhap": nop.username})
    giao = c.post(o, {"ten_dang_nhap": nop.username, "co_so": "0101234567"})
    dong = NguoiNop.objects.get()
    thay = vao(nop).get(duong("chon"))
    thoi = c.post(duong("thoi_nop", dong.pk))
    dong.refresh_from_db()

    assert "Không có tài khoản bình chọn tên này." in sai.text
    assert "Không có cơ sở «9999999999» trong danh bạ của tỉnh." in sai.text
    assert ngoai.status_code == 422
    assert "Chọn đúng một: cơ sở hoặc xã." in ca_hai.text
    assert (giao.status_code, dong.co_so_id) == (302, co_so.pk)
    assert co_so.ten in thay.text
    assert (thoi.status_code, dong.thoi_tu) == (302, timezone.localdate())
