"""A đề án of three years: approved, allotted and settled by budget year; B1 worked out by hand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan, DeAn, KeHoach, ThuHuong
from khuyencong.services import tham_dinh, thuc_hien
from khuyencong.services.chia_nam import chia_theo_nam
from khuyencong.services.so_cai import dao_but_toan
from khuyencong.services.tai_lieu import nop_tai_lieu
from khuyencong.statistics import Hoi, KyTinh, kinh_phi
from tests.factories.khuyencong import DeAnFactory, NoiDungDeAnFactory, ThuHuongFactory, but_toan
from tests.khuyencong import mau

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TRIEU = mau.TRIEU
NGAY_DUYET = date(2021, 12, 30)


@pytest.fixture
def don_vi():
    return mau.tinh()


@pytest.fixture
def n(don_vi):
    return mau.nguoi(don_vi)


@pytest.fixture
def cho_duyet(don_vi, n):
    """300 triệu of KCQG and 400 of the establishment, for 2022–2024."""
    nhap = mau.soan_thao(
        don_vi, n.trung_tam,
        thong_tin={"nam": 2022, "tu_ngay": date(2022, 1, 15), "den_ngay": date(2024, 11, 30)},
    )  # fmt: skip
    return mau.qua_cuc(mau.qua_so(nhap, n), n)


def _duyet(de_an, n, **theo_nam):
    (t,) = ThuHuong.objects.filter(noi_dung__de_an=de_an)
    phan = [
        (t.pk, nguon, 2022 + i, so * TRIEU)
        for nguon, cac in theo_nam.items()
        for i, so in enumerate(cac)
    ]
    return tham_dinh.phe_duyet(
        de_an, so_quyet_dinh="QĐ 3536/QĐ-BCT", ngay=NGAY_DUYET, by=n.cuc_ld, theo_nam=phan
    )


def _giao(de_an, n, nam, so):
    ke_hoach, _ = KeHoach.objects.get_or_create(nam=nam, nguon="kcqg")
    thuc_hien.giao_von(
        ke_hoach, so_dot=1, so_van_ban=f"{nam}/CTĐP", ngay=date(nam, 2, 1),
        phan=[(de_an, "kcqg", so * TRIEU)], by=n.cuc_ld,
    )  # fmt: skip


def _ba_nam(de_an, n):
    """Allotted, contracted, accepted in parts, settled year by year."""
    for nam, so in ((2022, 100), (2023, 120), (2024, 80)):
        _giao(de_an, n, nam, so)
    hd = thuc_hien.ky_hop_dong(
        de_an, so="05/2022/HĐ-KCQG", ngay=date(2022, 2, 10), het_han=date(2024, 11, 30),
        ben_a="Cục", ben_b=de_an.thuc_hien, by=n.cuc_phong,
        gia_tri={"kcqg": 300 * TRIEU, "doi_ung": 400 * TRIEU},
    )  # fmt: skip
    thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2022, "thang": 3, "khoi_luong": 20, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 0},
    )  # fmt: skip
    for ma in ("bien-ban-nghiem-thu", "bao-cao-ket-qua", "bang-ke-chung-tu"):
        nop_tai_lieu(de_an, ma=ma, ten=ma, tep=mau.tep(), by=n.trung_tam)
    for nam, so in ((2022, 90), (2023, 130), (2024, 80)):
        thuc_hien.nghiem_thu(
            hd, by=n.cuc_phong,
            du_lieu={"loai": "5c", "ngay": date(nam, 11, 20), "dia_diem": "Xưởng",
                     "thanh_phan": "Sở", "ket_qua": "Đạt", "kcqg": so * TRIEU},
        )  # fmt: skip
    for nam, so in ((2022, 90), (2023, 130)):
        thuc_hien.quyet_toan_nam(
            de_an, so_tien=[(hd, "kcqg", so * TRIEU)], nam=nam, ngay=date(nam + 1, 1, 20),
            chung_tu=f"Mẫu 7 năm {nam}", by=n.cuc_phong,
        )  # fmt: skip
    thuc_hien.hoan_thanh_nghiem_thu(de_an, by=n.cuc_phong)
    return thuc_hien.quyet_toan(
        DeAn.objects.get(pk=de_an.pk), so_tien=[(hd, "kcqg", 80 * TRIEU)], nam=2024,
        ngay=date(2025, 1, 15), chung_tu="Mẫu 7 năm 2024", by=n.cuc_phong,
    )  # fmt: skip


def _b1(tu, den, nguon="kcqg"):
    d = {x.nguon: x for x in kinh_phi(Hoi(KyTinh(tu, den))).cac_dong}[nguon]
    so = (d.phe_duyet, d.duoc_giao, d.hop_dong, d.luy_ke, d.quyet_toan)
    return [s // TRIEU for s in so], str(d.tren_phe_duyet.gia_tri), str(d.giai_ngan.gia_tri)


def test_three_years_through_b1_by_hand(cho_duyet, n):
    de_an = _duyet(cho_duyet, n, kcqg=(100, 120, 80), doi_ung=(200, 150, 50))

    de_an = _ba_nam(de_an, n)

    assert de_an.trang_thai == "quyet_toan"
    # approved, allotted, contracted, accepted, settled; accepted/approved, settled/allotted.
    assert _b1(2022, 2022) == ([100, 100, 300, 90, 90], "90.00", "90.00")
    assert _b1(2023, 2023) == ([120, 120, 0, 130, 130], "108.33", "108.33")
    assert _b1(2024, 2024) == ([80, 80, 0, 80, 80], "100.00", "100.00")
    assert _b1(2022, 2024) == ([300, 300, 300, 300, 300], "100.00", "100.00")
    assert [_b1(nam, nam, "doi_ung")[0][0] for nam in (2022, 2023, 2024)] == [200, 150, 50]


def test_without_a_split_all_is_of_the_plan_year(cho_duyet, n):
    mau.duyet(cho_duyet, n, NGAY_DUYET)

    rows = ButToan.objects.filter(loai=L.PHE_DUYET).order_by("nguon")
    assert list(rows.values_list("nguon", "nam", "so_tien")) == [
        ("doi_ung", 2022, 400 * TRIEU), ("kcqg", 2022, 300 * TRIEU),
    ]  # fmt: skip


def test_split_that_does_not_add_up_is_refused_with_every_fault(cho_duyet, n):
    with pytest.raises(ValidationError) as loi:
        _duyet(cho_duyet, n, kcqg=(100, 120, 81, 1))

    (t,) = ThuHuong.objects.all()
    cau = "{}, {}: tổng các năm {} đồng khác kinh phí phê duyệt {} đồng."
    assert loi.value.messages == [
        "Năm 2025 ngoài thời gian của đề án (2022–2024).",
        cau.format(t, "khuyến công quốc gia", "302.000.000", "300.000.000"),
        cau.format(t, "đối ứng của đơn vị thụ hưởng", "0", "400.000.000"),
    ]
    assert not ButToan.objects.filter(loai=L.PHE_DUYET).exists()


def test_a_year_is_not_allotted_before_it_is_approved(cho_duyet, n):
    de_an = _duyet(cho_duyet, n, kcqg=(100, 120, 80), doi_ung=(400,))

    with pytest.raises(ValidationError) as loi:
        _giao(de_an, n, 2022, 101)
    _giao(de_an, n, 2022, 60)
    _giao(de_an, n, 2023, 160)
    _bo_qua(de_an, 2024, 80 * TRIEU)
    with pytest.raises((IntegrityError, InternalError)) as tho:
        _bo_qua(de_an, 2022, 1)

    (cau,) = loi.value.messages
    assert cau == (
        f"{de_an.ma}: Kinh phí được giao đến hết năm 2022 (101.000.000 đồng) vượt kinh phí được "
        "phê duyệt cho các năm đến đó (100.000.000 đồng)."
    )
    assert tho.value.__cause__.diag.constraint_name == "kc_so_cai_giao"


def test_database_refuses_a_year_drawn_beforehand_and_its_approval_taken_back():
    de_an = DeAnFactory(nam=2022, tu_ngay=date(2022, 1, 15), den_ngay=date(2023, 11, 30))
    but_toan(de_an, L.PHE_DUYET, 100 * TRIEU)
    ButToan.objects.create(
        de_an=de_an, loai=L.PHE_DUYET, nguon=Nguon.KCQG, nam=2023, so_tien=100 * TRIEU,
        ngay=NGAY_DUYET, chung_tu="x",
    )  # fmt: skip
    _bo_qua(de_an, 2022, 60 * TRIEU)

    with pytest.raises((IntegrityError, InternalError)) as tho:
        _bo_qua(de_an, 2022, 60 * TRIEU)
    with pytest.raises(ValidationError, match="đến hết năm 2022"):
        dao_but_toan(
            ButToan.objects.get(loai=L.PHE_DUYET, nam=2022), ly_do="Ghi nhầm số tiền",
            ngay=date(2022, 3, 2), by=None,
        )  # fmt: skip

    assert tho.value.__cause__.diag.constraint_name == "kc_so_cai_giao_nam"


def _bo_qua(de_an, nam, so_tien):
    """Allot as a script would, then ask the deferred trigger as COMMIT does."""
    with transaction.atomic():
        ButToan.objects.create(
            de_an=de_an, loai=L.GIAO, nguon=Nguon.KCQG, nam=nam, so_tien=so_tien,
            ngay=date(nam, 3, 1), chung_tu="x",
        )  # fmt: skip
        with connection.cursor() as cur:
            cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cur.execute("SET CONSTRAINTS ALL DEFERRED")


def test_years_of_a_whole_de_an_are_shared_to_the_dong():
    dong = NoiDungDeAnFactory(
        de_an=DeAnFactory(nam=2022, tu_ngay=date(2022, 1, 1), den_ngay=date(2024, 12, 1))
    )
    cac = [ThuHuongFactory(noi_dung=dong, kcqg=so, doi_ung=0) for so in (100, 100, 101)]

    phan = chia_theo_nam(
        dong.de_an, cac, [(None, "kcqg", 2022, 50), (None, "kcqg", 2023, 200),
                          (None, "kcqg", 2024, 51)],
    )  # fmt: skip

    assert [(cac.index(t), nam, so) for t, _, nam, so in phan] == [
        (0, 2022, 16), (0, 2023, 67), (0, 2024, 17),
        (1, 2022, 17), (1, 2023, 66), (1, 2024, 17),
        (2, 2022, 17), (2, 2023, 67), (2, 2024, 17),
    ]  # fmt: skip


def test_year_of_settlement_lies_between_contract_and_settlement(cho_duyet, n):
    de_an = _duyet(cho_duyet, n, kcqg=(100, 120, 80), doi_ung=(400,))
    hd = thuc_hien.ky_hop_dong(
        de_an, so="05/2022/HĐ-KCQG", ngay=date(2022, 2, 10), het_han=date(2024, 11, 30),
        ben_a="Cục", ben_b=de_an.thuc_hien, by=n.cuc_phong, gia_tri={"kcqg": 300 * TRIEU},
    )  # fmt: skip

    for nam in (2021, 2024):
        with pytest.raises(ValidationError) as loi:
            thuc_hien.quyet_toan_nam(
                de_an, so_tien=[(hd, "kcqg", TRIEU)], nam=nam, ngay=date(2023, 1, 20),
                chung_tu="Mẫu 7", by=n.cuc_phong,
            )  # fmt: skip
        assert (
            f"Năm ngân sách quyết toán {nam} phải từ năm ký hợp đồng 05/2022/HĐ-KCQG (2022) đến "
            "năm quyết toán (2023)." in loi.value.messages
        )


def test_one_year_de_an_is_settled_once_only(don_vi, n):
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(mau.soan_thao(don_vi, n.trung_tam), n), n), n)
    hd = mau.hop_dong(de_an, n)

    with pytest.raises(ValidationError, match="Đề án một năm"):
        thuc_hien.quyet_toan_nam(
            DeAn.objects.get(pk=de_an.pk), so_tien=[(hd, "kcqg", TRIEU)], nam=2026,
            ngay=date(2026, 7, 10), chung_tu="Mẫu 7", by=n.cuc_phong,
        )  # fmt: skip
