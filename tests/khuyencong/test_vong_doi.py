"""The life of one đề án through the doors of the services, and who may not do what."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cucctdp.audit.models import SuKien
from cucctdp.workflow.steps import BuocBiTuChoi
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import TieuChi
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, KeHoach, ThuHuong, YeuCauBoSung
from khuyencong.rules import kiem_tra
from khuyencong.services import de_an as soan
from khuyencong.services import dieu_chinh, tham_dinh, thuc_hien
from khuyencong.services.tai_lieu import nop_tai_lieu, tra_loi_yeu_cau
from khuyencong.so_du import so_du
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TRIEU = mau.TRIEU


@pytest.fixture
def don_vi():
    return mau.tinh()


@pytest.fixture
def n(don_vi):
    return mau.nguoi(don_vi)


@pytest.fixture
def nhap(don_vi, n):
    return mau.soan_thao(don_vi, n.trung_tam)


def test_whole_life_of_a_kcqg_de_an_from_registration_to_closing(nhap, n):
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(nhap, n), n), n)
    ke_hoach = KeHoach.objects.create(nam=2026, nguon="kcqg")
    thuc_hien.giao_von(
        ke_hoach, so_dot=1, so_van_ban="437/CTĐP-QLKC", ngay=date(2026, 2, 1),
        phan=[(de_an, "kcqg", 300 * TRIEU), (de_an, "doi_ung", 400 * TRIEU)], by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    bao = thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * TRIEU},
    )  # fmt: skip
    with pytest.raises(ValidationError, match="KC22"):
        thuc_hien.tam_ung(
            hd, nguon="kcqg", so_tien=210 * TRIEU, ngay=date(2026, 4, 1),
            chung_tu="UNC 01", by=n.cuc_phong,
        )  # fmt: skip
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    thuc_hien.tam_ung(
        hd, nguon="kcqg", so_tien=210 * TRIEU, ngay=date(2026, 4, 1), chung_tu="UNC 01",
        by=n.cuc_phong,
    )  # fmt: skip
    thuc_hien.nghiem_thu(
        hd, by=n.cuc_phong,
        du_lieu={"loai": "5c", "ngay": date(2026, 6, 20), "dia_diem": "Xưởng", "thanh_phan": "Sở",
                 "ket_qua": "Đạt", "kcqg": 300 * TRIEU, "doi_ung": 400 * TRIEU},
    )  # fmt: skip
    with pytest.raises(ValidationError, match="KC25"):
        thuc_hien.tam_ung(
            hd, nguon="kcqg", so_tien=90 * TRIEU, ngay=date(2026, 6, 25), chung_tu="UNC 02",
            by=n.cuc_phong,
        )  # fmt: skip
    nop_tai_lieu(de_an, ma="hop-dong-mua-may", ten="HĐ", tep=mau.tep(), by=n.trung_tam)
    thuc_hien.tam_ung(
        hd, nguon="kcqg", so_tien=90 * TRIEU, ngay=date(2026, 6, 25), chung_tu="UNC 02",
        by=n.cuc_phong,
    )  # fmt: skip
    de_an = thuc_hien.hoan_thanh_nghiem_thu(de_an, by=n.cuc_phong)
    thuc_hien.ke_chung_tu(
        hd, by=n.trung_tam,
        cac_dong=[{"so": "HĐ 12", "ngay": date(2026, 5, 5), "noi_dung": "Máy sấy",
                   "nguon": "kcqg", "so_tien": 300 * TRIEU}],
    )  # fmt: skip
    for ma in ("bien-ban-nghiem-thu", "bao-cao-ket-qua", "bang-ke-chung-tu"):
        nop_tai_lieu(de_an, ma=ma, ten=ma, tep=mau.tep(), by=n.trung_tam)
    de_an = thuc_hien.quyet_toan(
        de_an, so_tien=[(hd, "kcqg", 300 * TRIEU)], ngay=date(2026, 7, 10),
        chung_tu="Mẫu 7", by=n.cuc_phong,
    )  # fmt: skip
    de_an = thuc_hien.thanh_ly(de_an, ngay=date(2026, 8, 1), by=n.cuc_phong)
    thuc_hien.ghi_hieu_qua(
        ThuHuong.objects.get(noi_dung__de_an=de_an), by=n.trung_tam,
        du_lieu={"lao_dong_truoc": 10, "lao_dong_sau": 16, "ngay": date(2026, 9, 1)},
    )  # fmt: skip
    de_an = thuc_hien.dong_ho_so(de_an, by=n.cuc_phong)

    assert de_an.trang_thai == "dong"
    assert {loai: so_du(de_an).cua(loai) // TRIEU for loai in L} == {
        "dang_ky": 300, "phe_duyet": 300, "giao": 300, "hop_dong": 300,
        "tam_ung": 300, "nghiem_thu": 300, "quyet_toan": 300, "hoan_tra": 0,
    }  # fmt: skip
    assert SuKien.objects.filter(hanh_dong="dean.phe_duyet").exists()


def test_kcdp_is_approved_by_the_province_without_the_cuc(don_vi, n):
    de_an = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp")
    de_an = mau.qua_so(de_an, n)

    with pytest.raises(BuocBiTuChoi, match="không qua Cục"):
        tham_dinh.gui_cuc(de_an, by=n.lanh_dao_so)
    with pytest.raises(BuocBiTuChoi, match="do Sở Công Thương thực hiện"):
        mau.duyet(de_an, n)
    de_an = tham_dinh.phe_duyet(
        de_an, so_quyet_dinh="QĐ 688/QĐ-UBND", ngay=date(2025, 12, 30), by=n.lanh_dao_so
    )

    assert so_du(de_an).cua(L.PHE_DUYET, "kcdp") == 300 * TRIEU


def test_handing_in_names_everything_missing_at_once(don_vi, n):
    de_an = soan.lap_de_an(
        thong_tin={
            "ten": "Thử", "nguon": "kcqg", "hinh_thuc": "rieng_le", "nam": 2026,
            "tu_ngay": date(2026, 1, 1), "den_ngay": date(2026, 12, 1), "don_vi": don_vi,
            "thuc_hien": mau.ToChucFactory(),
        },
        by=n.trung_tam,
    )  # fmt: skip

    with pytest.raises(ValidationError) as loi:
        tham_dinh.nop(de_an, by=n.trung_tam)

    assert len(loi.value.messages) == 8


def test_support_above_the_ceiling_is_refused_with_its_sentence(don_vi, n):
    de_an = mau.soan_thao(don_vi, n.trung_tam, ho_tro=301 * TRIEU)

    with pytest.raises(ValidationError) as loi:
        tham_dinh.nop(de_an, by=n.trung_tam)

    assert loi.value.messages == [
        "KC05 – " + str(ThuHuong.objects.get()) + ": Kinh phí hỗ trợ 301 triệu đồng "
        "(khuyến công quốc gia) vượt mức tối đa 300 triệu đồng/cơ sở đối với nội dung KT4."
    ]


def test_return_opens_only_the_questioned_part_and_stops_the_clock(nhap, n, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 1, 5))
    de_an = tham_dinh.nop(nhap, by=n.trung_tam)
    de_an = tham_dinh.nhan_tham_dinh(de_an, by=n.tham_dinh_so)
    han_cu = de_an.han_xu_ly
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 1, 7))
    de_an = tham_dinh.yeu_cau_bo_sung(
        de_an, by=n.tham_dinh_so, ly_do="Thiếu thuyết minh",
        yeu_cau=[{"phan": "thong_tin", "noi_dung": "Viết rõ hiệu quả kinh tế."}],
    )  # fmt: skip
    with pytest.raises(ValidationError, match="chỉ mở các phần được yêu cầu bổ sung"):
        soan.dat_du_toan(de_an, cac_dong=[], by=n.trung_tam)
    soan.sua_thong_tin(de_an, thong_tin={"hieu_qua": "Tăng 30%."}, by=n.trung_tam)
    with pytest.raises(BuocBiTuChoi, match="Còn 1 yêu cầu"):
        tham_dinh.nop(DeAn.objects.get(pk=de_an.pk), by=n.trung_tam)
    tra_loi_yeu_cau(YeuCauBoSung.objects.get(), tra_loi="Đã viết lại.", by=n.trung_tam)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 1, 12))
    de_an = tham_dinh.nop(DeAn.objects.get(pk=de_an.pk), by=n.trung_tam)

    assert (de_an.trang_thai, de_an.vong, de_an.dung_tu) == ("nop_so", 2, None)
    # Wednesday 7th to Monday 12th: three working days did not count.
    assert (han_cu, de_an.han_xu_ly) == (date(2026, 1, 26), date(2026, 1, 29))


def test_author_never_appraises_and_appraiser_never_sends_or_approves(nhap, n):
    n.trung_tam.user_permissions.add(*_quyen("tham_dinh_so_dean"))
    nguoi_lap = type(n.trung_tam).objects.get(pk=n.trung_tam.pk)
    de_an = tham_dinh.nop(nhap, by=n.trung_tam)

    with pytest.raises(BuocBiTuChoi, match="Người lập đề án không được thẩm định"):
        tham_dinh.nhan_tham_dinh(de_an, by=nguoi_lap)
    de_an = tham_dinh.nhan_tham_dinh(de_an, by=n.tham_dinh_so)
    mau.phieu(de_an, n.tham_dinh_so)
    de_an = tham_dinh.ket_luan(de_an, by=n.tham_dinh_so)
    n.tham_dinh_so.user_permissions.add(*_quyen("gui_cuc_dean"))
    with pytest.raises(BuocBiTuChoi, match="Người thẩm định không được"):
        tham_dinh.gui_cuc(de_an, by=type(n.cuc).objects.get(pk=n.tham_dinh_so.pk))


def _quyen(ma):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename=ma)


def test_another_province_does_not_reach_it(nhap, n):
    ngoai = mau.tai_khoan("so_khuyen_cong", don_vi=DonViFactory())

    with pytest.raises(PermissionDenied):
        soan.sua_thong_tin(nhap, thong_tin={"ten": "Của tôi"}, by=ngoai)
    with pytest.raises(BuocBiTuChoi, match="phạm vi"):
        tham_dinh.nop(nhap, by=ngoai)
    assert not DeAn.objects.visible_to(ngoai).exists()


def test_council_needs_presence_and_a_majority(nhap, n):
    de_an = tham_dinh.nop(nhap, by=n.trung_tam)
    de_an = tham_dinh.nhan_tham_dinh(de_an, by=n.tham_dinh_so)
    nguoi = [
        {"ho_ten": f"Ủy viên {i}", "chuc_vu": "Sở", "vai_tro": "Ủy viên", "co_mat": i < 4,
         "phieu": "dat" if i < 2 else ("khong_dat" if i < 4 else "")}
        for i in range(5)
    ]  # fmt: skip

    with pytest.raises(ValidationError, match="quá nửa số người có mặt bỏ phiếu đạt"):
        tham_dinh.ghi_phieu(
            de_an, by=n.tham_dinh_so, cach="hoi_dong", ngay=mau.HOM_NAY, ket_luan="dat",
            y_kien="", tieu_chi=dict.fromkeys(TieuChi, (True, "")), kinh_phi={},
            thanh_vien=nguoi, ky=True,
        )  # fmt: skip
    with pytest.raises(ValidationError, match="quá nửa số thành viên có mặt"):
        tham_dinh.ghi_phieu(
            de_an, by=n.tham_dinh_so, cach="hoi_dong", ngay=mau.HOM_NAY, ket_luan="dat",
            y_kien="", tieu_chi=dict.fromkeys(TieuChi, (True, "")), kinh_phi={},
            thanh_vien=[p | {"co_mat": i < 2, "phieu": ""} for i, p in enumerate(nguoi)], ky=True,
        )  # fmt: skip


def test_same_support_approved_twice_is_refused(don_vi, n, nhap):
    mau.duyet(mau.qua_cuc(mau.qua_so(nhap, n), n), n)
    lan_hai = mau.soan_thao(
        don_vi, n.trung_tam, co_so=ThuHuong.objects.get(noi_dung__de_an=nhap).co_so
    )

    with pytest.raises(ValidationError) as loi:
        tham_dinh.nop(lan_hai, by=n.trung_tam)

    assert [c[:4] for c in loi.value.messages] == ["KC12"]


def test_adjustment_is_decided_by_its_level_only(nhap, n):
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(nhap, n), n), n)
    dong = dieu_chinh.de_nghi(
        de_an, viec="sang_nam_sau", noi_dung="Máy về chậm do bão lụt",
        sau={"den_ngay": "2027-03-31"}, by=n.trung_tam,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Chờ Sở xác nhận"):
        dieu_chinh.quyet_dinh(
            dong, dong_y=True, so_van_ban="QĐ 1", ngay_van_ban=date(2026, 3, 1), by=n.cuc_ld
        )
    dong = dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    with pytest.raises(PermissionDenied, match="Bộ Công Thương"):
        dieu_chinh.quyet_dinh(
            dong, dong_y=True, so_van_ban="QĐ 1", ngay_van_ban=date(2026, 3, 1), by=n.lanh_dao_so
        )

    dieu_chinh.quyet_dinh(
        dong, dong_y=True, so_van_ban="QĐ 1", ngay_van_ban=date(2026, 3, 1), by=n.cuc_ld
    )

    assert DeAn.objects.get(pk=de_an.pk).den_ngay == date(2027, 3, 31)


def test_stopped_de_an_closes_only_when_the_advance_is_back(nhap, n):
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(nhap, n), n), n)
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="1",
        ngay=date(2026, 2, 1), phan=[(de_an, "kcqg", 300 * TRIEU)], by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    bao = thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 75, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 0},
    )  # fmt: skip
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    thuc_hien.tam_ung(
        hd, nguon="kcqg", so_tien=100 * TRIEU, ngay=date(2026, 4, 1), chung_tu="U1", by=n.cuc_phong
    )
    de_an = thuc_hien.xin_ngung(de_an, ly_do="Cơ sở không đủ vốn đối ứng", by=n.trung_tam)
    dieu_chinh.so_xac_nhan(de_an.dieu_chinh.get(), by=n.tham_dinh_so)
    de_an = thuc_hien.ngung(
        de_an, ly_do="Theo QĐ 99/QĐ-BCT của Bộ", so_van_ban="99/QĐ-BCT",
        ngay_van_ban=date(2026, 4, 20), by=n.cuc_ld,
    )  # fmt: skip
    thuc_hien.phai_hoan_tra(
        hd, nguon="kcqg", so_tien=100 * TRIEU, ly_do="Không có khối lượng", van_ban="CV 5",
        ngay=date(2026, 5, 1), han=date(2026, 6, 1), by=n.cuc_phong,
    )  # fmt: skip

    with pytest.raises(ValidationError, match="KC38"):
        thuc_hien.dong_ho_so(de_an, by=n.cuc_phong)
    thuc_hien.hoan_tra(
        hd, nguon="kcqg", so_tien=100 * TRIEU, ngay=date(2026, 5, 20), chung_tu="GNT 3",
        by=n.cuc_phong,
    )  # fmt: skip
    de_an = thuc_hien.dong_ho_so(de_an, by=n.cuc_phong)

    assert de_an.trang_thai == "dong"
    assert ThuHuong.objects.get(noi_dung__de_an=de_an).hieu_luc == "huy"


@pytest.mark.parametrize(("ma", "chan"), [("SP6", True), ("TV1", True), ("SP3", False)])
def test_same_activity_without_an_item_counts_as_the_same_support(don_vi, n, ma, chan):
    """What is paid for is then the line itself; fairs abroad are counted by KC14 instead."""
    truoc = mau.soan_thao(don_vi, n.trung_tam, may="", thong_tin={"nam": 2024})
    sau = mau.soan_thao(
        don_vi, n.trung_tam, may="", co_so=ThuHuong.objects.get(noi_dung__de_an=truoc).co_so
    )
    for d in (truoc, sau):
        (dong,) = d.cac_noi_dung.all()
        soan.dat_noi_dung(
            d, by=n.trung_tam,
            cac_dong=[{"id": dong.pk, "noi_dung": ma, "ten": "Nhãn hiệu chè Gò Loi",
                       "so_luong": 1, "don_vi_tinh": "cơ sở"}],
        )  # fmt: skip
    ThuHuong.objects.filter(noi_dung__de_an=truoc).update(hieu_luc="hieu_luc")

    cac = kiem_tra(doc_ho_so(DeAn.objects.get(pk=sau.pk)), "nop_so", chi={"KC12"})

    assert [(v.ma, truoc.ma in v.thong_bao) for v in cac] == ([("KC12", True)] if chan else [])
