"""Petitions of several provinces answered as one; those that packs and new periods bring in."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baocao.models import KienNghi, KienNghiMangSang
from baocao.services import kien_nghi as dich_vu
from baocao.services import kien_nghi_gom, nhap_lieu, quy_trinh
from baocao.services.so_goc import nap_so_theo_doi
from baocao.statistics import kien_nghi as thong_ke
from cucctdp.thong_bao.models import ThongBao
from tests.baocao import mau
from tests.baocao.kien_nghi_mau import NOI_DUNG, den_tra_loi, gui

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def nguoi():
    nap_so_theo_doi()
    return mau.nguoi_dung()


def test_opening_a_period_carries_the_unanswered_once(nguoi):
    cu = gui(nguoi, ngay_gui=timezone.localdate() - timedelta(days=40))
    xong = den_tra_loi(gui(nguoi, noi_dung="Việc đã trả lời rồi, không mang sang kỳ sau."), nguoi)

    ky = mau.mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})
    lan_hai = kien_nghi_gom.mang_sang(ky, by=nguoi.cuc_lanh_dao_phong)
    sau = mau.mo_ky("2026-9T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})

    assert lan_hai == 0
    assert list(
        KienNghiMangSang.objects.order_by("lan").values_list("kien_nghi", "ky", "lan", "so_ngay")
    ) == [(cu.pk, ky.pk, 1, 40), (cu.pk, sau.pk, 2, 40)]
    assert not xong.mang_sang.exists()


CAC_TINH = ("34:80", "34:24", "34:01")


def _ba_tinh():
    return [gui(mau.nguoi_dung(khoa)) for khoa in CAC_TINH]


def test_the_same_matter_of_three_provinces_is_offered_and_grouped(nguoi):
    rows = _ba_tinh()
    gui(nguoi, nhom="NL", noi_dung="Lưới điện trung áp quá tải giờ cao điểm buổi tối.")

    [cum] = thong_ke.can_gom()
    chung = kien_nghi_gom.gom(
        cum.kien_nghi, ten="Điều kiện lấp đầy", nhom=cum.nhom, by=nguoi.cuc_lanh_dao_phong
    )

    assert cum.don_vi == ("34:01", "34:24", "34:80")
    assert {k.pk for k in chung.kien_nghi.all()} == {k.pk for k in rows}
    assert thong_ke.can_gom() == []


def test_two_provinces_are_not_offered_and_not_grouped(nguoi):
    rows = [gui(mau.nguoi_dung(khoa)) for khoa in CAC_TINH[:2]]

    with pytest.raises(ValidationError, match="ít nhất 3 tỉnh"):
        kien_nghi_gom.gom(rows, ten="Hai tỉnh", nhom="THE_CHE", by=nguoi.cuc_lanh_dao_phong)
    assert thong_ke.can_gom() == []


def test_one_answer_for_the_group_tells_who_was_left_out(nguoi):
    rows = _ba_tinh()
    chung = kien_nghi_gom.gom(
        rows, ten="Điều kiện lấp đầy", nhom="THE_CHE", by=nguoi.cuc_lanh_dao_phong
    )
    for k in rows[:2]:
        k = dich_vu.tiep_nhan(k, by=nguoi.cuc_lanh_dao_phong)
        k = dich_vu.giao(k, by=nguoi.cuc_lanh_dao_phong, don_vi_xu_ly="Phòng Cụm công nghiệp")
        dich_vu.xu_ly(k, by=nguoi.cuc_lanh_dao_phong)

    xong, tu_choi = kien_nghi_gom.tra_loi_chung(
        chung,
        by=nguoi.cuc_lanh_dao_phong,
        tra_loi_loai="ghi_nhan",
        tra_loi_noi_dung="Đang sửa nghị định.",
    )

    assert xong == 2
    assert [c.split(":")[0] for c in tu_choi] == [rows[2].ma]


def _bo_co_dg6(nguoi, muc):
    bo = mau.bo_moi(nguoi, bieu={"Q12"})
    phieu = bo.phieu.get()
    cot = phieu.bieu_mau.cot.order_by("thu_tu").first().ma
    o = nhap_lieu.GhiO("DG6", cot, chu=json.dumps(muc, ensure_ascii=False))
    nhap_lieu.ghi_o(phieu, [o], by=nguoi.chuyen_vien)
    return bo


def test_petitions_of_a_received_pack_enter_once(nguoi):
    muc = [
        {"nhom": "ĐĐ", "noi_dung": NOI_DUNG, "noi_nhan": "Bộ Công Thương", "han": "31/12/2026"},
        {"nhom": "NL", "noi_dung": "Thiếu điện giờ cao điểm.", "noi_nhan": "EVN", "han": "Sớm"},
    ]
    bo = _bo_co_dg6(nguoi, muc)

    lan_dau = kien_nghi_gom.tu_bo(bo, by=nguoi.cuc_lanh_dao_phong)
    lan_hai = kien_nghi_gom.tu_bo(bo, by=nguoi.cuc_lanh_dao_phong)

    assert [(k.nhom, k.bo_id, k.de_xuat, k.truoc_ngay) for k in lan_dau] == [
        ("DD", bo.pk, "Kiến nghị với: Bộ Công Thương.", date(2026, 12, 31)),
        ("NL", bo.pk, "Kiến nghị với: EVN.\nThời hạn: Sớm.", None),
    ]
    assert (lan_hai, {k.nguon for k in lan_dau}) == ([], {"bao_cao"})


def test_receiving_a_pack_without_q12_enters_nothing(nguoi):
    bo = mau.da_nhan(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    assert (bo.trang_thai, KienNghi.objects.count()) == ("tiep_nhan", 0)
    assert quy_trinh.tu_bo(bo, by=nguoi.cuc_lanh_dao_phong) == []


def test_difficulties_of_a_received_pack_enter_beside_its_petitions(nguoi):
    bo = mau.bo_moi(nguoi, bieu={"Q12"})
    phieu = bo.phieu.get()
    cham = {"nhom": "GPMB", "noi_dung": "Giải phóng mặt bằng chậm.", "tac_dong": "Tỷ lệ lấp đầy"}
    kho_khan = [
        cham | {"doi_tuong": "Cụm Tân Hội", "phap_ly": "Luật Đất đai"},
        cham | {"doi_tuong": "Cụm Thanh Xuân"},
        {"nhom": "NL", "noi_dung": "THIẾU ĐIỆN giờ cao điểm.", "tac_dong": "Sản lượng"},
    ]
    kien_nghi = [{"nhom": "NL", "noi_dung": "Thiếu điện giờ cao điểm.", "noi_nhan": "EVN"}]
    cac_o = [
        nhap_lieu.GhiO(ma, "D1", chu=json.dumps(muc, ensure_ascii=False))
        for ma, muc in (("DG3", kho_khan), ("DG6", kien_nghi))
    ]
    nhap_lieu.ghi_o(phieu, cac_o, by=nguoi.chuyen_vien)

    moi = kien_nghi_gom.tu_bo(bo, by=nguoi.cuc_lanh_dao_phong)
    lan_hai = kien_nghi_gom.tu_bo(bo, by=nguoi.cuc_lanh_dao_phong)

    assert [(k.loai, k.nhom, k.noi_dung, k.can_cu_phap_ly, k.tac_dong) for k in moi] == [
        ("kien_nghi", "NL", "Thiếu điện giờ cao điểm.", "", ""),
        ("vuong_mac", "GPMB", "Giải phóng mặt bằng chậm.\nĐối tượng, dự án: Cụm Tân Hội",
         "Luật Đất đai", "Tỷ lệ lấp đầy"),
        ("vuong_mac", "GPMB", "Giải phóng mặt bằng chậm.\nĐối tượng, dự án: Cụm Thanh Xuân",
         "", "Tỷ lệ lấp đầy"),
    ]  # fmt: skip
    assert lan_hai == []
    [bao] = ThongBao.objects.filter(nguoi_nhan=nguoi.cuc_chuyen_vien, kenh="he_thong")
    assert bao.tieu_de.endswith("3 kiến nghị, vướng mắc từ báo cáo 6 tháng đầu năm 2026 vào sổ")
