"""Downloads of papers: rights, scope and the seal at their addresses."""

import pytest
from django.urls import reverse

from cucctdp.files.models import CongViec
from sanpham_tieubieu.models import PhanCong, PhieuCham
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import GiamKhaoFactory
from tests.sanpham_tieubieu.giay_to.dung import cong_nhan, dung_mau, hop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _luat(nhom_va_luat):
    pass


def _so(m):
    return tai_khoan("so_truong_phong", don_vi=m.tinh)


def _la(client, user, ten, *args):
    client.force_login(user)
    return client.get(reverse(ten, args=args))


def _giam_khao(m, i):
    user = tai_khoan("sp_giam_khao")
    m.gk[i].nhan_su.tai_khoan = user
    m.gk[i].nhan_su.save()
    return user


def test_sheet_before_the_opening_is_its_judges_alone(client):
    m = dung_mau(mo=False)
    chu, dong_nghiep = _giam_khao(m, 1), _giam_khao(m, 2)
    phieu = PhieuCham.objects.get(ho_so=m.ho_so[0], giam_khao=m.gk[1])
    nguoi = (chu, dong_nghiep, _so(m), tai_khoan("cuc_lanh_dao"), tai_khoan("quan_tri"))

    ma = [_la(client, u, "sp_phieu_cham", phieu.pk, "docx").status_code for u in nguoi]

    assert ma == [200, 404, 404, 404, 404]


def test_sheet_after_the_opening_is_the_organisers_and_the_heads(client):
    m = dung_mau()
    truong_ban, thuong = _giam_khao(m, 0), _giam_khao(m, 2)
    phieu = PhieuCham.objects.get(ho_so=m.ho_so[0], giam_khao=m.gk[1])
    khac = tai_khoan("so_truong_phong", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))
    nguoi = (truong_ban, _so(m), thuong, khac)

    ma = [_la(client, u, "sp_phieu_cham", phieu.pk, "docx").status_code for u in nguoi]

    assert ma == [200, 200, 404, 404]


def test_blank_sheet_is_for_its_judge_and_who_hands_it_out(client):
    m = dung_mau(mo=False)
    chu, dong_nghiep = _giam_khao(m, 1), _giam_khao(m, 2)
    p = PhanCong.objects.get(ho_so=m.ho_so[0], giam_khao=m.gk[1])

    ma = [
        _la(client, u, "sp_phieu_trang", p.pk, "docx").status_code
        for u in (chu, _so(m), dong_nghiep)
    ]

    assert ma == [200, 200, 404]


def test_minutes_are_403_before_the_opening_for_everybody(client):
    m = dung_mau(mo=False)

    ma = [
        _la(client, u, "sp_giay_to_ky", m.ky.pk, "bien-ban-tong-hop", "pdf").status_code
        for u in (_so(m), tai_khoan("cuc_lanh_dao"))
    ]

    assert ma == [403, 403]


def test_page_lists_papers_by_who_asks(client):
    m = dung_mau()
    hop(m)
    cong_nhan(m)
    khac = tai_khoan("so_truong_phong", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))

    cua_so = _la(client, _so(m), "sp_giay_to", m.ky.pk).content.decode()
    cua_cuc = _la(client, tai_khoan("cuc_lanh_dao"), "sp_giay_to", m.ky.pk).content.decode()
    cua_khac = _la(client, khac, "sp_giay_to", m.ky.pk).status_code

    assert "Biên bản tổng hợp kết quả chấm điểm" in cua_so
    assert "Lập tệp in 2 tờ" in cua_so
    assert "Quyết định thành lập Hội đồng bình chọn" in cua_cuc
    assert "Biên bản tổng hợp" not in cua_cuc
    assert "Lập tệp in" not in cua_cuc
    assert cua_khac == 404


def test_file_is_an_attachment_nobody_keeps(client):
    m = dung_mau()

    tra = _la(client, _so(m), "sp_giay_to_ky", m.ky.pk, "ke-hoach", "docx")

    ten = f'attachment; filename="ke-hoach-tinh-2026-{m.ky.pk}.docx"'
    assert (tra["Content-Disposition"], tra["Cache-Control"]) == (ten, "private, no-store")


def test_unknown_paper_or_row_is_404(client):
    m = dung_mau()
    so = _so(m)
    client.force_login(so)

    duong = reverse("sp_giay_to_ky", args=[m.ky.pk, "ke-hoach", "pdf"])
    ma = [
        _la(client, so, "sp_giay_to_ky", m.ky.pk, "khong-co", "pdf").status_code,
        _la(client, so, "sp_giay_to_ky", m.ky.pk, "thong-bao", "pdf").status_code,
        client.get(f"{duong}?dong=abc").status_code,
        client.get(f"{duong}?dong=5").status_code,
        _la(client, so, "sp_giay_to_ho_so", m.ho_so[0].pk, "thong-bao", "pdf").status_code,
    ]

    assert ma == [404] * 5


def test_dossier_papers_are_of_its_province(client):
    m = dung_mau()
    khac = tai_khoan("so_truong_phong", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))
    h = m.ho_so[0]

    ma = [
        _la(client, u, "sp_giay_to_ho_so", h.pk, "pl1", "docx").status_code for u in (_so(m), khac)
    ]

    assert ma == [200, 404]


def test_council_member_reads_minutes_of_an_opened_round(client):
    m = dung_mau()
    user = tai_khoan("so_lanh_dao", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))
    GiamKhaoFactory(ban=m.hd[0].ban, nhan_su__tai_khoan=user, vai_tro="uy_vien")
    khac = tai_khoan("so_lanh_dao", don_vi=user.don_vi)

    ma = [
        _la(client, u, "sp_giay_to_ky", m.ky.pk, "bien-ban-tong-hop", "docx").status_code
        for u in (user, khac)
    ]

    assert ma == [200, 404]


def test_button_queues_the_certificates_and_shows_progress(
    client, django_capture_on_commit_callbacks
):
    m = dung_mau()
    hop(m)
    cong_nhan(m)
    client.force_login(_so(m))

    tra = client.post(reverse("sp_in_ca_ky", args=[m.ky.pk, "giay-chung-nhan"]))

    viec = CongViec.objects.get(khoa=f"giay_chung_nhan_sp_tb:{m.ky.pk}")
    assert tra.url == reverse("sp_viec_in", args=[viec.pk])
    assert "Chưa có tiến trình nền nào chạy" in client.get(tra.url).content.decode()
    client.force_login(tai_khoan("so_tong_hop", don_vi=m.tinh))
    assert client.get(tra.url).status_code == 404


def test_round_without_certificates_goes_back_with_a_sentence(client):
    m = dung_mau()
    client.force_login(_so(m))

    tra = client.post(reverse("sp_in_ca_ky", args=[m.ky.pk, "giay-chung-nhan"]), follow=True)

    assert "Kỳ này chưa cấp giấy chứng nhận nào." in tra.content.decode()
