"""One entry for the head of the jury and the organiser: assign, take back, drop, record a tie."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanpham_tieubieu.models import PhanCong, PhieuCham, XungDot
from sanpham_tieubieu.services import cham
from sanpham_tieubieu.services.mo_diem import mo_diem
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.sanpham_tieubieu.cham.dung import dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db
KHONG_QUYEN = "Tài khoản của bạn không có quyền làm việc này."


def trang(k, j=0):
    return reverse("cham_diem:san_pham", args=[k.ky.pk, k.ho_so[j].pk])


def lam(c, k, viec, *gk, **them):
    return c.post(trang(k), {"viec": viec, "giam_khao": [g.pk for g in gk], **them})


def loi(tra):
    return tra.status_code, tra.context["cac_loi"]


def test_page_is_for_the_head_and_the_organiser_alone(vao):
    k = dung_ky(so_ho_so=1)
    khac = dung_ky()
    k.da_ky(1)
    nguoi = [
        k.nguoi[0], k.so, k.nguoi[1], tai_khoan("so_truong_phong", don_vi=DonViFactory()),
        tai_khoan("sp_co_so"),
    ]  # fmt: skip

    tra = [vao(u).get(trang(k)) for u in nguoi]
    cheo = vao(k.so).get(reverse("cham_diem:san_pham", args=[k.ky.pk, khac.ho_so[0].pk]))

    assert [t.status_code for t in tra] == [200, 200, 404, 404, 403]
    assert cheo.status_code == 404
    assert [d.nhan for d in tra[0].context["cac_dong"]] == ["Chưa chấm", "Đã ký", "Chưa chấm"]
    assert k.ho_so[0].ten_san_pham not in tra[0].text
    assert k.ho_so[0].ten_co_so not in tra[0].text
    assert trang(k) in vao(k.so).get(reverse("cham_diem:truong_ban", args=[k.ky.pk])).text


def test_organiser_assigns_and_takes_back(vao):
    k = dung_ky(giao=False)
    c = vao(k.so)

    trong = lam(c, k, "them")
    them = lam(c, k, "them", *k.gk[:2])
    bo = lam(c, k, "bo", k.gk[1])
    lai = lam(c, k, "bo", k.gk[1])
    k.phieu(0)
    da_mo = lam(c, k, "bo", k.gk[0])
    cua_ban = lam(vao(k.nguoi[0]), k, "them", k.gk[2])

    assert loi(trong) == (422, ["Chọn giám khảo trong danh sách."])
    assert (them.url, bo.url) == (trang(k), trang(k))
    assert loi(lai) == (422, ["Giám khảo này không được phân công chấm sản phẩm."])
    assert loi(da_mo) == (
        422, ["Giám khảo đã mở phiếu cho sản phẩm này; không bỏ phân công được."],
    )  # fmt: skip
    assert loi(cua_ban) == (422, [KHONG_QUYEN])
    assert list(PhanCong.objects.values_list("giam_khao", flat=True)) == [k.gk[0].pk]


def test_entry_nobody_was_given_stands_in_the_progress(vao):
    k = dung_ky(giao=False)

    xem = vao(k.so).get(reverse("cham_diem:truong_ban", args=[k.ky.pk]))

    assert [(ten, pk) for ten, pk, _ in xem.context["dong"]] == [("B001", k.ho_so[0].pk)]
    assert trang(k) in xem.text


def test_head_drops_a_sheet_with_a_reason_and_only_he(vao):
    k = dung_ky()
    k.da_ky(1)
    c = vao(k.nguoi[0])

    ngan = lam(c, k, "khong_tinh", k.gk[1], ly_do="sai")
    so = lam(vao(k.so), k, "khong_tinh", k.gk[1], ly_do="Chấm nhầm sản phẩm khác")
    dung = lam(c, k, "khong_tinh", k.gk[1], ly_do="Chấm nhầm sản phẩm khác")
    lai = lam(c, k, "khong_tinh", k.gk[1], ly_do="Chấm nhầm sản phẩm khác")
    dong = c.get(trang(k)).context["cac_dong"][1]

    assert loi(ngan) == (422, ["Nêu lý do, ít nhất 10 ký tự."])
    assert loi(so) == (422, ["R35: Bạn không có tên trong Ban Giám khảo của kỳ này."])
    assert dung.url == trang(k)
    assert loi(lai) == (422, ["Giám khảo này không có phiếu đang tính cho sản phẩm."])
    assert (dong.nhan, dong.khong_tinh) == ("Chưa chấm", ["Chấm nhầm sản phẩm khác"])


def test_no_sheet_is_dropped_and_nobody_assigned_once_scores_are_open(vao):
    k = dung_ky(giao=False, so_gk=2)
    PhanCong.objects.create(ho_so=k.ho_so[0], giam_khao=k.gk[1], cach="tay")
    k.da_ky(1)
    mo_diem(dat_phut_mo_qua(k.ky), by=k.so)
    k.ky.refresh_from_db()
    cau = [f"Kỳ bình chọn «{k.ky.get_trang_thai_display()}», không đổi được việc chấm điểm nữa."]

    bo = lam(vao(k.nguoi[0]), k, "khong_tinh", k.gk[1], ly_do="Chấm nhầm sản phẩm khác")
    them = lam(vao(k.so), k, "them", k.gk[0])

    assert (loi(bo), loi(them)) == ((422, cau), (422, cau))
    assert "Không tính phiếu" not in bo.text
    assert "Phân công thêm" not in them.text
    assert PhieuCham.objects.get().trang_thai == "da_ky"


def test_recorded_conflict_takes_assignment_and_sheet_away(vao):
    k = dung_ky()
    k.da_ky(1)
    c = vao(k.nguoi[0])
    khai = {"loai": "gia_dinh", "chi_tiet": "Em ruột của chủ cơ sở"}

    thieu = lam(c, k, "xung_dot", loai="cung_ten")
    dung = lam(c, k, "xung_dot", k.gk[1], **khai)
    lai = lam(c, k, "xung_dot", k.gk[1], **khai)
    them = lam(vao(k.so), k, "them", k.gk[1])

    assert loi(thieu) == (
        422,
        [
            "Chọn giám khảo trong danh sách.",
            "Chọn loại quan hệ trong danh sách.",
            "Nêu rõ quan hệ với cơ sở.",
        ],
    )
    assert dung.url == trang(k)
    assert loi(lai) == (422, ["Chọn giám khảo trong danh sách."])
    assert (them.status_code, "R35" in them.context["cac_loi"][0]) == (422, True)
    x = XungDot.objects.get()
    assert (x.giam_khao, x.loai, x.nguon, x.chan, x.nguoi) == (
        k.gk[1], "gia_dinh", "to_giup_viec", True, k.nguoi[0],
    )  # fmt: skip
    assert PhieuCham.objects.get().trang_thai == "vo_hieu"
    assert not PhanCong.objects.filter(giam_khao=k.gk[1]).exists()


@pytest.mark.parametrize("viec", ["", "xoa"])
def test_act_that_is_not_on_the_page_is_refused(vao, viec):
    k = dung_ky()

    assert loi(lam(vao(k.so), k, viec)) == (422, ["Chọn việc cần làm trên trang."])


def test_page_asks_as_often_for_three_judges_as_for_one(vao):
    so = []
    for n in (1, 3):
        k = dung_ky(so_gk=n)
        for i in range(n):
            cham.mo_phieu(k.ho_so[0], by=k.nguoi[i])
        c = vao(k.so)
        c.get(trang(k))
        with CaptureQueriesContext(connection) as q:
            c.get(trang(k))
        so.append(len(q))

    assert so[0] == so[1]
