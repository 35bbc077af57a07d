"""Paper sheets typed by two, the opening by who runs the round, the panel after it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sanpham_tieubieu.models import PhanCong, PhieuCham, PhieuGiay
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import BanFactory, GiamKhaoFactory
from tests.sanpham_tieubieu.cham.dung import DU, dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db


def duong(ten, *args):
    return reverse(f"cham_diem:{ten}", args=args)


def test_two_helpers_type_apart_and_agree(vao):
    k = dung_ky()
    ban = BanFactory(ky=k.ky, loai="giup_viec")
    nguoi = [tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi) for _ in range(2)]
    for u in nguoi:
        GiamKhaoFactory(ban=ban, vai_tro="to_vien", nhan_su__tai_khoan=u)
    mot, hai = (vao(u) for u in nguoi)
    pc = PhanCong.objects.get(giam_khao=k.gk[2])
    o = duong("phieu_giay_nhap", k.ky.pk, pc.pk)
    dung = {f"d:{ma}": x for ma, x in DU.items()}

    thieu = mot.post(o, {**dung, "d:I": "", "d:II": "99"})
    quet = SimpleUploadedFile("phieu.pdf", b"%PDF-1.4 thu", "application/pdf")
    dau = mot.post(o, {**dung, "tep": quet})
    khac = hai.post(o, {**dung, "d:III": "9"})
    kin = "8" in hai.get(o).context["cay"][2].dong[0].diem
    giam_khao = vao(k.nguoi[2]).get(o)
    xong = hai.post(o, dung)

    assert "R34: Còn 1 tiểu mục chưa chấm (I)." in thieu.text
    assert "R33: Điểm II phải từ 0 đến 40" in thieu.text
    assert dau.status_code == 302
    assert (khac.status_code, kin) == (422, False)
    assert khac.text.count("Người nhập kia ghi khác") == 1
    assert giam_khao.status_code == 404
    assert xong.status_code == 302
    phieu = PhieuCham.objects.get()
    assert (phieu.giay, phieu.trang_thai, phieu.giam_khao_id) == (True, "da_ky", k.gk[2].pk)
    assert PhieuGiay.objects.count() == 2
    tep = PhieuGiay.objects.get(lan=1).tep
    assert {vao(u).get(reverse("tai_tep", args=[tep.pk])).status_code for u in (*nguoi, k.so)} == {
        404
    }


def test_scores_are_opened_by_who_runs_the_round_and_read_in_the_panel(vao):
    k = dung_ky()
    for i in range(2):
        k.da_ky(i)
    k.phieu(2)
    so, truong, khac = vao(k.so), vao(k.nguoi[0]), vao(k.nguoi[2])
    o = duong("mo_diem", k.ky.pk)

    som = so.post(o)
    dat_phut_mo_qua(k.ky)
    thieu = so.post(o)
    truong_mo = truong.post(o)
    mo = so.post(o, {"bo": "1"})
    bang = truong.get(duong("bang_diem", k.ky.pk) + "?do_vung=CBNLTS")

    assert "Chưa đến phút mở điểm đã định" in som.text
    assert "Còn 1 phiếu chưa ký" in thieu.text
    assert truong_mo.url == duong("truong_ban", k.ky.pk)
    assert mo.url == duong("bang_diem", k.ky.pk)
    assert "84,00" in bang.text
    assert "500 lần" in bang.text
    assert k.ho_so[0].ten_san_pham in bang.text
    assert khac.get(duong("bang_diem", k.ky.pk)).status_code == 404
