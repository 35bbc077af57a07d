"""The light registers: steps, progress, remedies, documents behind a legal basis, what is due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import TrangThaiTheoDoi as T
from baocao.choices_theo_doi import TrangThaiVanBan as V
from baocao.minh_hoa.so_theo_doi import nap_so
from baocao.models import (
    ChuongTrinhMTQG,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    KhenThuong,
    KienNghi,
    NghiQuyet,
    NhatKyTheoDoi,
    NhiemVuNghiQuyet,
    QuanHeVanBan,
    TienDoNhiemVu,
    VanBan,
)
from baocao.services import so_theo_doi, theo_doi
from baocao.services import van_ban as dich_vu_vb
from baocao.services.so_goc import nap_so_theo_doi
from baocao.services.tai_khoan_mau import tao_tai_khoan_mau
from baocao.statistics.viec_den_han import CAC_SO, dem_cac_so, viec_den_han
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.files.quyen import duoc_tai
from cucctdp.workflow.steps import BuocBiTuChoi, cac_buoc_mo
from tests.baocao import mau
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
SO_NHE = [m for m in CAC_SO if T.MOI in m.CHUA_XONG and hasattr(m, "nguoi_bao_xong")]
HOM_NAY = date(2026, 11, 23)


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def khen():
    return KhenThuong.objects.create(hinh_thuc="giay_khen", doi_tuong="Phòng Khuyến công")


@pytest.fixture
def nhiem_vu():
    nq = NghiQuyet.objects.create(cap="chinh_phu", trich_yeu="Mục tiêu tăng trưởng")
    return NhiemVuNghiQuyet.objects.create(nghi_quyet=nq, noi_dung="Tăng chỉ số sản xuất", dvt="%")


def test_loading_the_registers_twice_changes_nothing():
    lan_dau, lan_hai = nap_so_theo_doi(), nap_so_theo_doi()

    assert {ten: dem["them"] > 0 for ten, dem in lan_dau.items()} == dict.fromkeys(lan_dau, True)
    assert {ten: dem["them"] + dem["doi"] for ten, dem in lan_hai.items()} == dict.fromkeys(
        lan_hai, 0
    )
    de_an = NghiQuyet.objects.get(den_nam=2030, tam_nhin=2045)
    assert de_an.can_xac_minh


def test_khuyen_cong_documents_name_what_they_amend_and_replace():
    nap_so_theo_doi()

    quan_he = QuanHeVanBan.objects.filter(toi__linh_vuc="khuyen_cong")
    assert set(quan_he.values_list("van_ban__so_ky_hieu", "loai", "toi__so_ky_hieu")) == {
        ("45/2012/NĐ-CP", "thay_the", "134/2004/NĐ-CP"),
        ("235/2025/NĐ-CP", "sua_doi", "45/2012/NĐ-CP"),
        ("46/2012/TT-BCT", "huong_dan", "45/2012/NĐ-CP"),
        ("20/2017/TT-BCT", "sua_doi", "46/2012/TT-BCT"),
        ("17/2018/TT-BCT", "sua_doi", "36/2013/TT-BCT"),
        ("28/2018/TT-BTC", "thay_the", "26/2014/TTLT-BTC-BCT"),
        ("64/2024/TT-BTC", "sua_doi", "28/2018/TT-BTC"),
        ("14/2018/TT-BCT", "sua_doi", "26/2014/TT-BCT"),
        ("38/2025/TT-BCT", "sua_doi", "26/2014/TT-BCT"),
    }
    cac = VanBan.objects.filter(linh_vuc="khuyen_cong")
    assert cac.count() == 19
    # Read from secondary sources: none is told as compared with the original.
    assert not cac.filter(can_xac_minh=False).exists()
    con = set(cac.hieu_luc(date(2012, 7, 4)).values_list("so_ky_hieu", flat=True))
    sau = set(cac.hieu_luc(date(2012, 7, 5)).values_list("so_ky_hieu", flat=True))
    assert "45/2012/NĐ-CP" in sau - con
    assert not cac.get(so_ky_hieu="04/CT-BCT").ngay_ban_hanh


@pytest.mark.parametrize("model", SO_NHE, ids=lambda m: m._meta.model_name)
def test_every_light_register_has_the_same_steps(model):
    bang = w.buoc_so(model)

    assert [(sorted(b.tu), b.den) for b in bang.tat_ca] == [
        ([T.MOI], T.DANG_LAM),
        ([T.DANG_LAM, T.MOI], T.CHO_XAC_NHAN),
        ([T.CHO_XAC_NHAN], T.HOAN_THANH),
        ([T.CHO_XAC_NHAN], T.DANG_LAM),
        ([T.DANG_LAM, T.MOI], T.THOI),
        ([T.HOAN_THANH, T.THOI], T.DANG_LAM),
    ]
    assert {b.ly_do_toi_thieu for b in bang.tat_ca[3:]} == {0 if model.CHI_SO_NGAY else 10}


QUYEN_BUOC = {
    "cap_nhat_sotheodoi": {"cuc_chuyen_vien", "cuc_lanh_dao_phong"},
    "xac_nhan_sotheodoi": {"cuc_lanh_dao_phong", "cuc_lanh_dao"},
}


@pytest.mark.parametrize("trang_thai", T.values)
def test_steps_by_state_and_role(nguoi, khen, trang_thai):
    KhenThuong.objects.filter(pk=khen.pk).update(trang_thai=trang_thai)
    khen.refresh_from_db()
    bang = w.buoc_so(KhenThuong).tat_ca
    ai = {
        ma: tai_khoan(ma, don_vi=nguoi.don_vi if hang.la_so else None)
        for ma, hang in VAI_TRO.items()
    }

    that = {(ma, b.ten) for ma, user in ai.items() for b in cac_buoc_mo(bang, khen, user)}

    mong = {
        (ma, b.ten)
        for b in bang
        if trang_thai in b.tu
        for ma in QUYEN_BUOC[b.quyen.partition(".")[2]]
    }
    assert that == mong


def test_who_reports_it_done_never_confirms_it(nguoi, khen):
    khen = so_theo_doi.lam(khen, "bao_xong", by=nguoi.cuc_lanh_dao_phong)

    with pytest.raises(BuocBiTuChoi, match="không được là người báo"):
        so_theo_doi.lam(khen, "xac_nhan", by=nguoi.cuc_lanh_dao_phong)
    with pytest.raises(IntegrityError), transaction.atomic():
        KhenThuong.objects.filter(pk=khen.pk).update(nguoi_xac_nhan=khen.nguoi_bao_xong)
    xong = so_theo_doi.lam(khen, "xac_nhan", by=nguoi.cuc_lanh_dao)
    assert (xong.trang_thai, xong.xong_ngay) == (T.HOAN_THANH, timezone.localdate())


def _gop_y(nguoi, **khac):
    gia_tri = {"don_vi": nguoi.don_vi, "nhiem_ky": "2025-2030", "so_xin": "123-CV/TU"}
    return GopYVanKien(**{**gia_tri, **khac})


def test_party_register_takes_numbers_only(nguoi):
    gop_y = theo_doi.luu(_gop_y(nguoi), by=nguoi.cuc_chuyen_vien)

    with pytest.raises(ValidationError, match="Chỉ ghi số, ký hiệu"):
        theo_doi.luu(
            _gop_y(nguoi, dot=2, so_xin="Đề nghị bổ sung mục tiêu"), by=nguoi.cuc_chuyen_vien
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        GopYVanKien.objects.filter(pk=gop_y.pk).update(so_tra_loi="nội dung góp ý")
    with pytest.raises(ValidationError, match="chỉ ghi số, ngày"):
        theo_doi.ghi_theo_doi(gop_y, noi_dung="Nội dung góp ý", by=nguoi.cuc_chuyen_vien)
    with pytest.raises(ValidationError, match="chỉ ghi số, ngày"):
        theo_doi.dinh_kem(gop_y, noi_dung=b"%PDF-1.7", ten="a.pdf", by=nguoi.cuc_chuyen_vien)
    with pytest.raises(ValidationError, match="chỉ ghi số, ngày"):
        so_theo_doi.lam(gop_y, "thoi", by=nguoi.cuc_lanh_dao, ly_do="Nội dung góp ý dài")


def test_party_register_has_no_field_for_prose():
    chu = {
        f.name
        for f in GopYVanKien._meta.concrete_fields
        if f.get_internal_type() in ("CharField", "TextField") and not f.choices
    }

    assert chu == {"nhiem_ky", "so_xin", "so_tra_loi"}


def test_late_progress_names_a_subjective_cause(nguoi, nhiem_vu):
    ky = mau.mo_ky("2026-9T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})
    bao = {"don_vi": nguoi.don_vi, "ky": ky, "by": nguoi.tong_hop, "danh_gia": "cham"}

    with pytest.raises(ValidationError, match="nguyên nhân chủ quan"):
        so_theo_doi.bao_tien_do(nhiem_vu, **bao, khach_quan=["Mưa bão"])
    with pytest.raises(IntegrityError), transaction.atomic():
        TienDoNhiemVu.objects.create(nhiem_vu=nhiem_vu, don_vi=nguoi.don_vi, ky=ky, danh_gia="cham")
    so_theo_doi.bao_tien_do(nhiem_vu, **bao, chu_quan=["Giao vốn chậm"])
    dong = so_theo_doi.bao_tien_do(nhiem_vu, **{**bao, "danh_gia": "dat"}, luy_ke=Decimal("8.5"))

    assert (TienDoNhiemVu.objects.count(), dong.luy_ke, dong.nguoi) == (
        1,
        Decimal("8.5"),
        nguoi.tong_hop,
    )


def test_progress_of_another_province_is_refused_and_unseen(nguoi, nhiem_vu):
    khac = mau.nguoi_dung("34:24")
    ky = mau.mo_ky("2026-9T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})
    so_theo_doi.bao_tien_do(nhiem_vu, don_vi=nguoi.don_vi, ky=ky, by=nguoi.tong_hop, danh_gia="dat")

    with pytest.raises(PermissionDenied):
        so_theo_doi.bao_tien_do(
            nhiem_vu, don_vi=nguoi.don_vi, ky=ky, by=khac.tong_hop, danh_gia="dat"
        )
    assert not TienDoNhiemVu.objects.visible_to(khac.tong_hop).exists()


def _ket_luan(don_vi, **khac):
    doan = DoanKiemTra.objects.create(ten="Đoàn kiểm tra nông thôn mới", don_vi=don_vi)
    gia_tri = {"loai": "ton_tai", "noi_dung": "Chợ chưa đạt", "han": HOM_NAY, "don_vi": don_vi}
    return KetLuanKiemTra.objects.create(doan=doan, **{**gia_tri, **khac})


def test_finding_is_remedied_by_its_own_province_only(nguoi):
    khac = mau.nguoi_dung("34:24")
    ket_luan = _ket_luan(nguoi.don_vi)

    with pytest.raises(PermissionDenied):
        so_theo_doi.bao_khac_phuc(ket_luan, ket_qua="Đã sửa xong chợ.", by=khac.tong_hop)
    with pytest.raises(ValidationError, match="ít nhất 10"):
        so_theo_doi.bao_khac_phuc(ket_luan, ket_qua="Xong", by=nguoi.tong_hop)
    xong = so_theo_doi.bao_khac_phuc(ket_luan, ket_qua="Đã sửa xong chợ.", by=nguoi.tong_hop)

    assert (xong.ket_qua, xong.trang_thai) == ("Đã sửa xong chợ.", T.MOI)


def test_finding_to_remedy_needs_a_deadline(nguoi):
    with pytest.raises(IntegrityError), transaction.atomic():
        _ket_luan(nguoi.don_vi, han=None)
    assert _ket_luan(nguoi.don_vi, han=None, loai="lam_tot").han is None


def test_follow_up_notes_are_insert_only(nguoi, khen):
    dong = theo_doi.ghi_theo_doi(khen, noi_dung="Đã trình Bộ.", by=nguoi.cuc_chuyen_vien)

    assert list(theo_doi.nhat_ky_cua(khen)) == [dong]
    for lenh in (lambda r: r.update(noi_dung="Khác"), lambda r: r.delete()):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            lenh(NhatKyTheoDoi.objects.filter(pk=dong.pk))


def test_file_is_refused_by_content_and_follows_its_row(nguoi):
    khac = mau.nguoi_dung("34:24")
    ket_luan = _ket_luan(nguoi.don_vi)

    with pytest.raises(ValidationError, match="Chỉ nhận tệp PDF"):
        theo_doi.dinh_kem(ket_luan, noi_dung=b"MZ", ten="a.pdf", by=nguoi.cuc_chuyen_vien)
    tep = theo_doi.dinh_kem(ket_luan, noi_dung=b"%PDF-1.7", ten="a.pdf", by=nguoi.cuc_chuyen_vien)

    xem = (nguoi.cuc_chuyen_vien, nguoi.cuc_lanh_dao, khac.cuc_chuyen_vien, khac.tong_hop)
    assert [duoc_tai(u, tep) for u in xem] == [True, True, False, False]


def test_document_goes_through_the_pipeline(nguoi):
    vb = VanBan.objects.create(loai="thong_tu", co_quan="Bộ Công Thương", trich_yeu="Khuyến công")
    for ten in ("soan_thao", "lay_y_kien", "tham_dinh"):
        vb = dich_vu_vb.buoc(vb, ten, by=nguoi.cuc_chuyen_vien)
    vb = dich_vu_vb.buoc(vb, "soan_lai", by=nguoi.cuc_lanh_dao, ly_do="Tiếp thu ý kiến địa phương")
    for ten in ("lay_y_kien", "tham_dinh"):
        vb = dich_vu_vb.buoc(vb, ten, by=nguoi.cuc_chuyen_vien)
    vb = dich_vu_vb.buoc(vb, "trinh", by=nguoi.cuc_lanh_dao)

    with pytest.raises(ValidationError) as loi:
        dich_vu_vb.ban_hanh(
            vb, by=nguoi.cuc_lanh_dao, so_ky_hieu="số 5", ngay_ban_hanh=date(2026, 2, 1),
            hieu_luc_tu=date(2026, 1, 1),
        )  # fmt: skip
    vb = dich_vu_vb.ban_hanh(
        vb, by=nguoi.cuc_lanh_dao, so_ky_hieu="05/2026/TT-BCT", ngay_ban_hanh=date(2026, 2, 1),
        hieu_luc_tu=date(2026, 3, 20),
    )  # fmt: skip

    assert len(loi.value.messages) == 2
    assert (vb.trang_thai, vb.vong) == (V.BAN_HANH, 2)
    assert [vb.tinh_trang(d) for d in (date(2026, 3, 19), date(2026, 3, 20))] == [
        "Chưa có hiệu lực",
        "Còn hiệu lực",
    ]


def test_replacing_ends_the_old_document_the_day_before(nguoi):
    chung = {"loai": "thong_tu", "co_quan": "Bộ", "trang_thai": V.BAN_HANH}
    cu = VanBan.objects.create(
        so_ky_hieu="01/2020/TT-BCT", trich_yeu="Cũ", hieu_luc_tu=date(2020, 1, 1), **chung
    )
    moi = VanBan.objects.create(
        so_ky_hieu="02/2026/TT-BCT", trich_yeu="Mới", hieu_luc_tu=date(2026, 5, 1), **chung
    )

    dich_vu_vb.ghi_quan_he(moi, loai="thay_the", toi=cu, by=nguoi.cuc_chuyen_vien)

    cu.refresh_from_db()
    assert cu.hieu_luc_den == date(2026, 4, 30)
    assert list(VanBan.objects.hieu_luc(date(2026, 4, 30))) == [cu]
    assert list(VanBan.objects.hieu_luc(date(2026, 5, 1))) == [moi]
    assert QuanHeVanBan.objects.get().toi == cu


@pytest.mark.parametrize(
    ("can_cu", "so"),
    [
        ("NĐ 09/2019/NĐ-CP Điều 12; TT 14/2024/TT-BCT", ["09/2019/NĐ-CP", "14/2024/TT-BCT"]),
        ("Luật Thống kê 89/2015/QH13, Điều 3", ["89/2015/QH13"]),
        ("theo TT 34/2022 và QĐ 2646/QĐ-BCT", ["TT 34/2022", "2646/QĐ-BCT"]),
        ("55/VBHN-BCT", ["55/VBHN-BCT"]),
        ("ngày 30/4/2026, tỷ lệ 3/4", []),
    ],
)
def test_numbers_of_documents_are_found_in_a_basis(can_cu, so):
    assert dich_vu_vb.so_trong(can_cu) == so


def test_basis_leads_to_the_documents_of_the_catalogue():
    nap_so_theo_doi()
    tra = dich_vu_vb.TraVanBan()

    thay = tra.trong("Căn cứ TT 34/2022, NĐ 09/2019/NĐ-CP, 999/2026/NĐ-CP")

    assert [vb.so_ky_hieu for vb in thay] == ["34/2022/TT-BCT", "09/2019/NĐ-CP"]
    assert tra.thieu("999/2026/NĐ-CP; TT 34/2022") == ["999/2026/NĐ-CP"]


def test_due_list_covers_the_registers_in_scope_with_constant_queries(
    nguoi, django_assert_num_queries
):
    khac = mau.nguoi_dung("34:24")
    qua = _ket_luan(nguoi.don_vi, han=HOM_NAY - timedelta(days=3))
    sap = KhenThuong.objects.create(
        hinh_thuc="giay_khen", doi_tuong="Phòng A", han=HOM_NAY + timedelta(days=2)
    )
    _ket_luan(khac.don_vi, han=HOM_NAY)
    KhenThuong.objects.create(
        hinh_thuc="giay_khen", doi_tuong="Xong rồi", han=HOM_NAY, trang_thai=T.HOAN_THANH
    )
    nguoi.cuc_chuyen_vien.has_perm("baocao.xem_sotheodoi")
    nguoi.cuc_chuyen_vien.pham_vi_don_vi()

    with django_assert_num_queries(len(CAC_SO)):
        viec = viec_den_han(HOM_NAY, user=nguoi.cuc_chuyen_vien)

    assert [(v.so, v.id, v.so_ngay) for v in viec] == [
        ("ketluankiemtra", qua.pk, -3),
        ("khenthuong", sap.pk, 2),
    ]
    dem = {d.so: (d.dang_mo, d.qua_han, d.sap_den, d.tong) for d in dem_cac_so(HOM_NAY)}
    assert (dem["ketluankiemtra"], dem["khenthuong"]) == ((2, 1, 1, 2), (1, 0, 1, 2))
    assert viec_den_han(HOM_NAY, user=nguoi.tong_hop) == []


def test_demo_rows_are_marked_and_loaded_once():
    nguoi = tao_tai_khoan_mau()

    lan_dau, lan_hai = nap_so(nguoi), nap_so(nguoi)

    assert (lan_dau > 0, lan_hai) == (True, 0)
    assert not KienNghi.objects.filter(co_minh_hoa=False).exists()
    assert {m for m in CAC_SO if not m.objects.filter(co_minh_hoa=True).exists()} == {
        NghiQuyet,
        ChuongTrinhMTQG,
    }
