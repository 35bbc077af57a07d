"""Doors of carrying out: dates in order, each contract by itself, nothing confirmed twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from khuyencong.choices import LoaiButToan as L
from khuyencong.giao_von import cac_de_an_cua
from khuyencong.models import ButToan, HieuQua, KeHoach, TienDo
from khuyencong.services import thuc_hien
from khuyencong.services.so_cai import dao_but_toan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.khuyencong import (
    DeAnFactory,
    HopDongFactory,
    NoiDungDeAnFactory,
    ThuHuongFactory,
    but_toan,
)
from tests.khuyencong import mau

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TRIEU = mau.TRIEU
MAI = timezone.localdate() + timedelta(days=1)
TRUOC = date(2026, 3, 1)  # a day before the contract is signed


@pytest.fixture
def n():
    return mau.nguoi(mau.tinh())


@pytest.fixture
def de_an(n):
    """Approved on 30/12/2025 with 300 triệu, all allotted; one establishment; nothing signed."""
    don_vi = n.trung_tam.don_vi
    d = DeAnFactory(
        don_vi=don_vi, trang_thai="thuc_hien", so_quyet_dinh="QĐ 1",
        ngay_quyet_dinh=date(2025, 12, 30),
    )  # fmt: skip
    ThuHuongFactory(
        noi_dung=NoiDungDeAnFactory(de_an=d), co_so=CoSoFactory(xa=XaFactory(tinh=don_vi))
    )
    but_toan(d, L.PHE_DUYET, 300 * TRIEU)
    but_toan(d, L.GIAO, 300 * TRIEU)
    return d


def _hop_dong(de_an, tien=150):
    h = HopDongFactory(de_an=de_an, khoi_luong_tam_ung=Decimal(70))
    but_toan(de_an, L.HOP_DONG, tien * TRIEU, hop_dong=h)
    return h


@pytest.fixture
def hd(de_an):
    return _hop_dong(de_an)


def _xac_nhan(hop_dong, khoi_luong=80):
    return TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=3, khoi_luong=khoi_luong, kinh_phi_nha_nuoc=0,
        kinh_phi_khac=0, xac_nhan_luc="2026-03-25T00:00Z",
    )  # fmt: skip


def _tam_ung(hop_dong, n, ngay=date(2026, 4, 1), tien=100):
    return thuc_hien.tam_ung(
        hop_dong, nguon="kcqg", so_tien=tien * TRIEU, ngay=ngay, chung_tu="UNC", by=n.cuc_phong
    )


def _nghiem_thu(hd, n, ngay):
    thuc_hien.nghiem_thu(
        hd, by=n.cuc_phong,
        du_lieu={"loai": "5c", "ngay": ngay, "dia_diem": "Xưởng", "thanh_phan": "Sở",
                 "ket_qua": "Đạt", "kcqg": 100 * TRIEU},
    )  # fmt: skip


def _quyet_toan(hd, n, ngay):
    hd.de_an.trang_thai = "nghiem_thu"
    hd.de_an.save()
    thuc_hien.quyet_toan(
        hd.de_an, so_tien=[(hd, "kcqg", TRIEU)], ngay=ngay, chung_tu="Mẫu 7", by=n.cuc_phong
    )


_HOAN_TRA = {"nguon": "kcqg", "so_tien": TRIEU}
CUA = {
    "tạm ứng": _tam_ung,
    "nghiệm thu": _nghiem_thu,
    "quyết toán": _quyet_toan,
    "hoàn trả": lambda hd, n, ngay: thuc_hien.hoan_tra(
        hd, **_HOAN_TRA, ngay=ngay, chung_tu="GNT", by=n.cuc_phong
    ),
    "yêu cầu hoàn trả": lambda hd, n, ngay: thuc_hien.phai_hoan_tra(
        hd, **_HOAN_TRA, ly_do="x", van_ban="CV", ngay=ngay, han=MAI, by=n.cuc_phong
    ),
    "thanh lý": lambda hd, n, ngay: thuc_hien.thanh_ly(hd.de_an, ngay=ngay, by=n.cuc_phong),
}


@pytest.mark.parametrize("viec", CUA)
def test_deed_is_not_dated_to_come_nor_before_its_contract(viec, hd, n):
    with pytest.raises(ValidationError) as sau:
        CUA[viec](hd, n, MAI)
    with pytest.raises(ValidationError) as truoc:
        CUA[viec](hd, n, TRUOC)

    assert f"Ngày {viec} ({MAI:%d/%m/%Y}) không được sau hôm nay." in sau.value.messages
    assert (
        f"Ngày {viec} (01/03/2026) trước ngày ký hợp đồng {hd.so} (02/03/2026)."
        in truoc.value.messages
    )


@pytest.mark.parametrize(
    ("ngay", "cau"),
    [
        (MAI, f"Ngày giao vốn ({MAI:%d/%m/%Y}) không được sau hôm nay."),
        (date(2025, 12, 29), "ngày giao vốn (29/12/2025) trước ngày phê duyệt (30/12/2025)."),
    ],
)
def test_allotment_is_not_dated_to_come_nor_before_the_approval(de_an, n, ngay, cau):
    ke_hoach = KeHoach.objects.create(nam=2026, nguon="kcqg")
    but_toan(de_an, L.PHE_DUYET, 5, nguon="kcqg")

    with pytest.raises(ValidationError) as loi:
        thuc_hien.giao_von(
            ke_hoach, so_dot=1, so_van_ban="1", ngay=ngay, phan=[(de_an, "kcqg", 5)], by=n.cuc_ld
        )

    (mot,) = loi.value.messages
    assert mot.endswith(cau)


def test_allotment_is_of_the_source_and_the_province_of_its_plan(de_an, n):
    quoc_gia = KeHoach.objects.create(nam=2026, nguon="kcqg")
    tinh_khac = KeHoach.objects.create(nam=2026, nguon="kcdp", don_vi=DonViFactory())
    for ke_hoach, nguon, by in (
        (quoc_gia, "kcdp", n.cuc_ld),
        (tinh_khac, "kcqg", n.lanh_dao_so),
        (tinh_khac, "kcdp", n.lanh_dao_so),
    ):
        with pytest.raises(ValidationError, match="không thuộc"):
            thuc_hien.giao_von(
                ke_hoach, so_dot=1, so_van_ban="1", ngay=date(2026, 4, 1),
                phan=[(de_an, nguon, 5)], by=by,
            )  # fmt: skip


def test_a_province_allots_its_part_of_a_national_de_an_and_it_is_advanced(de_an, hd, n):
    ke_hoach = KeHoach.objects.create(nam=2026, nguon="kcdp", don_vi=de_an.don_vi)
    khac = DeAnFactory(don_vi=de_an.don_vi, trang_thai="thuc_hien")
    dia_phuong = DeAnFactory(don_vi=de_an.don_vi, trang_thai="thuc_hien", nguon="kcdp")
    noi_khac = DeAnFactory(trang_thai="thuc_hien", nguon="kcdp")
    but_toan(khac, L.PHE_DUYET, TRIEU)
    for d, tien in ((de_an, 40), (dia_phuong, 60), (noi_khac, 80)):
        but_toan(d, L.PHE_DUYET, tien * TRIEU, nguon="kcdp")
    but_toan(de_an, L.HOP_DONG, 40 * TRIEU, nguon="kcdp", hop_dong=hd)
    _xac_nhan(hd)

    def giao(by):
        return thuc_hien.giao_von(
            ke_hoach, so_dot=1, so_van_ban="12/QĐ-SCT", ngay=date(2026, 4, 1),
            phan=[(de_an, "kcdp", 40 * TRIEU)], by=by,
        )  # fmt: skip

    dong = {x["d"]: x["con"] for x in cac_de_an_cua(ke_hoach)}
    quoc_gia = {x["d"] for x in cac_de_an_cua(KeHoach(nam=2026, nguon="kcqg"))}
    with pytest.raises(PermissionDenied, match="Sở Công Thương"):
        giao(n.cuc_ld)
    giao(n.lanh_dao_so)
    ung = thuc_hien.tam_ung(
        hd, nguon="kcdp", so_tien=28 * TRIEU, ngay=date(2026, 4, 2), chung_tu="UNC", by=n.cuc_phong
    )

    assert dong == {de_an: 40 * TRIEU, dia_phuong: 60 * TRIEU}
    assert quoc_gia == {de_an, khac}
    assert [x["con"] for x in cac_de_an_cua(ke_hoach) if x["d"] == de_an] == [0]
    assert (ung.nguon, ung.so_tien) == ("kcdp", 28 * TRIEU)


def test_money_that_came_back_unasked_is_not_asked_for_again(hd, n):
    but_toan(hd.de_an, L.TAM_UNG, 100 * TRIEU, hop_dong=hd)
    but_toan(hd.de_an, L.HOAN_TRA, 60 * TRIEU, hop_dong=hd)

    def doi(trieu):
        thuc_hien.phai_hoan_tra(
            hd, nguon="kcqg", so_tien=trieu * TRIEU, ly_do="Thu hồi", van_ban="CV",
            ngay=date(2026, 5, 1), han=MAI, by=n.cuc_phong,
        )  # fmt: skip

    with pytest.raises(ValidationError, match=r"40\.000\.000 đồng"):
        doi(41)
    doi(40)


def test_voucher_is_not_dated_to_come(hd, n):
    dong = {"so": "HĐ 1", "ngay": MAI, "noi_dung": "Máy", "nguon": "kcqg", "so_tien": TRIEU}

    with pytest.raises(ValidationError, match=r"Chứng từ 1: Ngày chứng từ .* không được sau"):
        thuc_hien.ke_chung_tu(hd, cac_dong=[dong], by=n.trung_tam)


def test_contract_is_not_signed_on_a_day_to_come(de_an, n):
    with pytest.raises(ValidationError) as loi:
        thuc_hien.ky_hop_dong(
            de_an, so="9/HĐ", ngay=MAI, het_han=MAI, ben_a="Cục", ben_b=de_an.thuc_hien,
            gia_tri={"kcqg": TRIEU}, by=n.cuc_phong,
        )  # fmt: skip

    assert f"Ngày ký hợp đồng ({MAI:%d/%m/%Y}) không được sau hôm nay." in loi.value.messages


def test_advance_is_judged_by_its_own_contract(de_an, hd, n):
    khac = _hop_dong(de_an)
    _xac_nhan(hd)

    dong = _tam_ung(hd, n)
    with pytest.raises(ValidationError) as loi:
        _tam_ung(khac, n)

    assert (dong.hop_dong, dong.so_tien) == (hd, 100 * TRIEU)
    assert [c.startswith(f"KC22 – {khac.so}: ") for c in loi.value.messages] == [True]


def test_advance_after_a_reversed_first_one_is_the_first_again(hd, n):
    _xac_nhan(hd)
    sai = _tam_ung(hd, n)
    with pytest.raises(ValidationError, match="KC25"):
        _tam_ung(hd, n, tien=5)
    dao_but_toan(sai, ly_do="Ghi nhầm số tiền", ngay=date(2026, 4, 2), by=n.cuc_phong)

    _tam_ung(hd, n, tien=90)

    assert [b.so_tien // TRIEU for b in ButToan.objects.filter(loai=L.TAM_UNG)] == [100, -100, 90]


def _bao_cao(hd, n, nam, thang, khoi_luong=10):
    return thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": nam, "thang": thang, "khoi_luong": khoi_luong, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 0},
    )  # fmt: skip


def test_monthly_report_is_of_a_month_between_signing_and_liquidation(hd, n):
    hd.thanh_ly_ngay = date(2026, 6, 10)
    cau = []
    for nam, thang in ((2031, 12), (2020, 1), (2026, 2), (2026, 7)):
        with pytest.raises(ValidationError) as loi:
            _bao_cao(hd, n, nam, thang)
        cau.append(loi.value.messages)

    _bao_cao(hd, n, 2026, 3)
    _bao_cao(hd, n, 2026, 6)

    truoc = f"trước tháng ký hợp đồng {hd.so} (02/03/2026)."
    sau = f"sau khi thanh lý hợp đồng {hd.so} (10/06/2026)."
    assert cau == [
        ["Chưa đến tháng 12/2031.", f"Tháng 12/2031 {sau}"],
        [f"Tháng 1/2020 {truoc}"],
        [f"Tháng 2/2026 {truoc}"],
        [f"Tháng 7/2026 {sau}"],
    ]
    assert [(t.nam, t.thang) for t in TienDo.objects.order_by("thang")] == [(2026, 3), (2026, 6)]


def test_kc33_total_that_falls_is_a_warning_of_its_month(hd, n):
    for thang, khoi_luong in ((3, 40), (5, 60), (4, 50)):
        _bao_cao(hd, n, 2026, thang, khoi_luong=khoi_luong)
    dung = thuc_hien.luy_ke_khong_khop(TienDo.objects.all())

    _bao_cao(hd, n, 2026, 4, khoi_luong=61)
    sai = thuc_hien.luy_ke_khong_khop(TienDo.objects.all())

    nhan = TienDo._meta.get_field("khoi_luong").verbose_name
    assert dung == []
    (cau,) = sai
    assert cau.startswith(f"KC33: báo cáo tháng 5/2026, «{nhan}» nhỏ hơn lũy kế tháng 4/2026.")
    assert [int(t.khoi_luong) for t in TienDo.objects.order_by("thang")] == [40, 61, 60]


def test_monthly_report_is_confirmed_once(hd, n):
    bao = TienDo.objects.create(
        hop_dong=hd, nam=2026, thang=3, khoi_luong=5, kinh_phi_nha_nuoc=0, kinh_phi_khac=0
    )
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    luc = TienDo.objects.get().xac_nhan_luc

    with pytest.raises(ValidationError, match="Sở đã xác nhận"):
        thuc_hien.xac_nhan_tien_do(TienDo.objects.get(), by=n.truong_phong)

    assert (TienDo.objects.get().so_xac_nhan, TienDo.objects.get().xac_nhan_luc) == (
        n.tham_dinh_so, luc,
    )  # fmt: skip


def test_file_closes_only_with_the_effect_of_each_establishment(de_an, n):
    t = de_an.cac_noi_dung.get().thu_huong.get()
    ThuHuongFactory(noi_dung=t.noi_dung, co_so=None, xa=None)
    de_an.trang_thai = "theo_doi"
    de_an.save()

    with pytest.raises(ValidationError) as loi:
        thuc_hien.dong_ho_so(de_an, by=n.cuc_phong)
    HieuQua.objects.create(thu_huong=t, ngay=date(2026, 9, 1))
    de_an = thuc_hien.dong_ho_so(de_an, by=n.cuc_phong)

    assert loi.value.messages == [f"{t}: chưa ghi đánh giá hiệu quả sau hỗ trợ (KC44)."]
    assert de_an.trang_thai == "dong"
