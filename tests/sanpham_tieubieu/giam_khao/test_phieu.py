"""The judge's pages: list, sheet, autosave, signature; nobody else's sheet exists for him."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanpham_tieubieu.models import DiemTieuChi, PhanCong, PhieuCham, XungDot
from tests.factories.accounts import tai_khoan
from tests.sanpham_tieubieu.cham.dung import DU, dung_ky

pytestmark = pytest.mark.django_db
DS = reverse("cham_diem:danh_sach")


def duong(ten, *args):
    return reverse(f"cham_diem:{ten}", args=args)


def giao(k, i=0, j=0):
    return PhanCong.objects.get(giam_khao=k.gk[i], ho_so=k.ho_so[j])


def luu(c, pc, o, phien=0):
    o = {k: v if isinstance(v, dict) else {"chu": v, "goc": ""} for k, v in o.items()}
    return c.post(duong("luu", pc.pk), {"phien": phien, "o": o}, content_type="application/json")


def diem(phieu):
    return {d.tieu_chi.ma: d.diem for d in phieu.cac_diem.select_related("tieu_chi")}


def test_list_and_sheet_open_for_the_judge_alone(vao):
    k = dung_ky()
    pc = giao(k, 1)
    trang = [
        vao(k.nguoi[1]).get(DS),
        vao(k.nguoi[1]).get(duong("phieu", pc.pk)),
        vao(k.nguoi[2]).get(duong("phieu", pc.pk)),
        vao(tai_khoan("sp_co_so")).get(duong("phieu", pc.pk)),
    ]

    assert [t.status_code for t in trang] == [200, 200, 404, 403]
    assert "B001" in trang[0].text
    assert k.ho_so[0].ten_san_pham not in trang[0].text + trang[1].text
    assert k.ho_so[0].ten_co_so not in trang[1].text
    assert not PhieuCham.objects.exists()


def test_autosave_keeps_good_cells_and_names_the_bad_one(vao):
    k = dung_ky()
    pc = giao(k)
    tra = luu(
        vao(k.nguoi[0]), pc, {"d:I": "35,5", "d:II": "41", "g:I": "Bán ở 12 tỉnh", "nx": "Tốt"}
    )
    phieu = PhieuCham.objects.get()

    than = tra.json()
    assert tra.status_code == 200
    assert than["da_luu"] == {"d:I": "35,5", "g:I": "Bán ở 12 tỉnh", "nx": "Tốt"}
    assert than["loi"] == {"d:II": "R33: Điểm II phải từ 0 đến 40, bước 0,5."}
    assert (than["tong"], than["con_thieu"], than["phien"]) == ("35,5", 3, 1)
    assert diem(phieu) == {"I": Decimal("35.5")}
    assert phieu.nhan_xet == "Tốt"


def test_cell_saved_on_two_devices_asks_and_loses_neither(vao):
    k = dung_ky()
    pc = giao(k)
    c = vao(k.nguoi[0])
    luu(c, pc, {"d:I": "30"})
    luu(c, pc, {"d:I": {"chu": "32", "goc": "30"}}, phien=1)

    cu = luu(c, pc, {"d:I": {"chu": "34", "goc": "30"}, "d:II": "20"}, phien=1).json()
    biet = luu(c, pc, {"d:I": {"chu": "34", "goc": "32"}}, phien=None).json()

    assert (cu["da_luu"], cu["xung_dot"]) == ({"d:II": "20"}, {"d:I": "32"})
    assert biet["da_luu"] == {"d:I": "34"}
    assert diem(PhieuCham.objects.get()) == {"I": Decimal(34), "II": Decimal(20)}


@pytest.mark.parametrize(
    "than", [b"khong phai json", b"[]", b'{"o": [1]}', b'{"o": {"d:I": 5}}', b"\xff"]
)
def test_autosave_of_another_shape_is_refused(vao, than):
    k = dung_ky()
    tra = vao(k.nguoi[0]).post(duong("luu", giao(k).pk), than, content_type="application/json")

    assert (tra.status_code, tra.json()) == (
        400, {"loi_chung": ["Dữ liệu gửi lên không đọc được."]},
    )  # fmt: skip


def test_page_without_scripts_saves_and_leads_to_the_signature(vao):
    k = dung_ky()
    pc = giao(k)
    c = vao(k.nguoi[0])
    o = {f"d:{ma}": x for ma, x in DU.items()}

    sai = c.post(duong("phieu", pc.pk), {**o, "d:IV": "99", "phien": 0})
    dung = c.post(duong("phieu", pc.pk), {**o, "phien": 1})
    xem = c.get(duong("ky_phieu", pc.pk))
    ky = c.post(duong("ky_phieu", pc.pk), {"phien": PhieuCham.objects.get().phien})

    assert sai.status_code == 422
    assert "R33: Điểm IV phải từ 0 đến 10, bước 0,5." in sai.text
    assert dung.url == duong("ky_phieu", pc.pk)
    assert "84" in xem.text
    assert (ky.status_code, PhieuCham.objects.get().trang_thai) == (302, "da_ky")


def test_gaps_and_an_older_version_are_not_signed(vao):
    k = dung_ky()
    pc = giao(k)
    c = vao(k.nguoi[0])
    luu(c, pc, {"d:I": "30"})

    tra = c.post(duong("ky_phieu", pc.pk), {"phien": 0})

    assert tra.status_code == 422
    assert "R34: Còn 3 tiểu mục chưa chấm (II, III, IV)." in tra.text
    assert "Phiếu vừa được lưu từ máy khác" in tra.text


def test_declared_conflict_takes_the_sheet_away_and_says_nothing_of_codes(vao):
    k = dung_ky(so_ho_so=2)
    k.gk[1].khong_xung_dot_luc = None
    k.gk[1].save()
    c = vao(k.nguoi[1])
    co_so = k.ho_so[0].san_pham.co_so
    trang = c.get(duong("khai", k.ky.pk))
    chua = luu(c, giao(k, 1, 1), {"d:I": "30"})

    sai = c.post(duong("khai", k.ky.pk), {f"loai-{co_so.pk}": "gop_von"})
    tra = c.post(
        duong("khai", k.ky.pk),
        {f"loai-{co_so.pk}": "gop_von", f"chi_tiet-{co_so.pk}": "Góp 10% vốn", "cam_ket": "1"},
    )

    assert co_so.ten in trang.text
    assert "B001" not in trang.text
    assert chua.json() == {"loi_chung": ["Khai xung đột lợi ích của kỳ này trước khi chấm."]}
    assert f"{co_so.ten}: nêu rõ quan hệ với cơ sở." in sai.text
    assert "Đánh dấu cam kết đã khai đủ" in sai.text
    assert tra.url == DS
    assert list(XungDot.objects.values_list("ho_so", "loai", "nguon")) == [
        (k.ho_so[0].pk, "gop_von", "khai_bao")
    ]
    assert not PhanCong.objects.filter(giam_khao=k.gk[1], ho_so=k.ho_so[0]).exists()
    k.gk[1].refresh_from_db()
    assert k.gk[1].khong_xung_dot_luc is not None


def test_head_reopens_with_reason_and_others_cannot(vao):
    k = dung_ky()
    phieu = k.da_ky(1)
    truong, khac = vao(k.nguoi[0]), vao(k.nguoi[1])
    o = duong("mo_lai", k.ky.pk, phieu.pk)

    xin = khac.post(duong("xin_mo_lai", giao(k, 1).pk), {"ly_do": "Nhầm điểm tiêu chí II"})
    ma = [khac.get(o).status_code, khac.get(duong("truong_ban", k.ky.pk)).status_code]
    ngan = truong.post(o, {"ly_do": "sai"})
    tra = truong.post(o, {"ly_do": "Giám khảo chấm nhầm tiêu chí II"})
    phieu.refresh_from_db()

    assert xin.status_code == 302
    assert k.nguoi[0].thong_bao.get(kenh="he_thong").lien_ket == o
    assert ma == [404, 404]
    assert "Nêu lý do, ít nhất 10 ký tự." in ngan.text
    assert (tra.url, phieu.trang_thai) == (duong("truong_ban", k.ky.pk), "dang_cham")


def test_progress_tells_no_score_and_panel_waits_for_the_minute(vao):
    k = dung_ky()
    k.da_ky(1)
    c = vao(k.nguoi[0])

    tien_do = c.get(duong("truong_ban", k.ky.pk))
    bang = c.get(duong("bang_diem", k.ky.pk))

    assert (tien_do.status_code, bang.status_code) == (200, 403)
    assert "Đã ký 1/3 phiếu" in tien_do.text
    assert "33,5" not in tien_do.text + bang.text


def test_list_asks_as_much_for_three_entries_as_for_one(vao):
    mot, ba = dung_ky(so_ho_so=1), dung_ky(so_ho_so=3)
    mot.da_ky(1)
    for j in range(3):
        ba.da_ky(1, j)
    so = []
    for k in (mot, ba):
        c = vao(k.nguoi[1])
        c.get(DS)
        with CaptureQueriesContext(connection) as q:
            c.get(DS)
        so.append(len(q))

    assert so[0] == so[1]


def test_signed_sheet_is_read_only_and_takes_no_more(vao):
    k = dung_ky()
    k.da_ky(1)
    pc = giao(k, 1)
    c = vao(k.nguoi[1])

    tra = luu(c, pc, {"d:I": "1"}, phien=1)
    trang = c.get(duong("phieu", pc.pk))

    assert tra.status_code == 422
    assert "Phiếu đã ký" in tra.json()["loi_chung"][0]
    assert "data-khoa" not in trang.text
    assert DiemTieuChi.objects.get(tieu_chi__ma="I").diem == Decimal(35)


def test_judge_lands_on_his_list_after_login(vao):
    k = dung_ky()

    assert vao(k.nguoi[0]).get("/").url == DS


def test_lost_entry_is_told_so_that_nothing_waits_for_it(vao):
    k = dung_ky()

    tra = luu(vao(k.nguoi[1]), giao(k), {"d:I": "1"})

    assert (tra.status_code, tra.json()["thoi_giao"]) == (404, True)
