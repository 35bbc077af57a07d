"""The panel of a round: matrix, spread, places, what is far off; the seal; its queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanpham_tieubieu.do_luong_du_lieu import lap_ky_da_cham
from sanpham_tieubieu.mo_phong import CachThu
from sanpham_tieubieu.models import ChiTieuNhom, NhomSanPham
from sanpham_tieubieu.quyen_diem import ChuaMoDiem, xem_diem_duoc
from sanpham_tieubieu.scoring import BinhQuan
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop, diem_theo_goc, do_vung, tong_phieu
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory
from tests.sanpham_tieubieu.ket_qua.dung import ky_da_cham

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]
D = Decimal


def test_panel_means_places_and_what_is_missing():
    ky, ho_so = ky_da_cham(
        {
            "Chè": [90, 80, 85],
            "Mật ong": [70, "69.99", 70],
            "Bún": [75, "x", None],
            "CK:Máy tuốt": [None, None, None],
        }
    )
    ChiTieuNhom.objects.create(
        ky=ky, nhom=NhomSanPham.objects.get(ma="CBNLTS"), so_luong=1, van_ban="KH 1"
    )

    bang = bang_tong_hop(ky)

    che, mat, bun = (
        next(s for s in bang.san_pham if s.ten == ten) for ten in ("Chè", "Mật ong", "Bún")
    )
    assert [n.ma for n in bang.nhom] == ["CBNLTS", "CK"]
    assert [s.ten for s in bang.nhom[0].san_pham] == ["Chè", "Bún", "Mật ong"]
    assert (che.diem, che.hang, che.diem_hien, che.dat_nguong) == (
        BinhQuan(D(255), 3),
        1,
        "85,00",
        True,
    )
    assert (mat.diem_hien, mat.dat_nguong, mat.du_phieu) == ("69,997", False, True)
    assert (bun.so_phieu, bun.so_giam_khao, bun.can_phieu, bun.du_phieu) == (1, 2, 2, False)
    assert len(bun.tu_choi) == 1
    assert bang.nhom[1].san_pham[0].diem is None
    assert bang.nhom[1].san_pham[0].hang is None
    assert bang.nhom[0].chi_tieu == 1
    assert bang.nhom[0].so_dat == 1
    assert (bang.so_phieu, bang.so_phieu_can) == (7, 11)
    assert ho_so["Chè"].pk == che.ho_so_id


def test_panel_tells_the_far_sheet_the_severe_and_the_even_judge():
    bang = {f"Sản phẩm {i}": [80 + i, 82 + i, 81 + i, 60 + i, 75] for i in range(10)}
    ky, _ = ky_da_cham(bang)

    b = bang_tong_hop(ky)

    xa = {gk for s in b.san_pham for gk, o in s.phieu.items() if o.qua_xa}
    assert xa == {b.giam_khao[3].id}
    assert [g.lech_qua for g in b.giam_khao] == [False, False, False, True, False]
    assert [g.gan_nhu_deu for g in b.giam_khao] == [False] * 4 + [True]
    assert b.giam_khao[3].cham.nghiem_khac < -10
    assert b.san_pham[0].phan_tan.thap_nhat == 69
    assert b.san_pham[0].phan_tan.cao_nhat == 91
    assert [s.hang_cat for s in b.san_pham] == list(range(1, 11))


def test_void_sheet_counts_nowhere():
    ky, ho_so = ky_da_cham({"Chè": [90, 80, 10]})
    phieu = ho_so["Chè"].phieu.order_by("pk").last()
    type(phieu).objects.filter(pk=phieu.pk).update(trang_thai="vo_hieu", ly_do_vo_hieu="chấm nhầm")

    assert bang_tong_hop(ky).san_pham[0].diem == BinhQuan(D(170), 2)


def test_nothing_is_read_before_the_opening_minute():
    ky, ho_so = ky_da_cham({"Chè": [90, 80, 85]}, mo=False)
    ids = [ho_so["Chè"].pk]

    for doc in (
        lambda: bang_tong_hop(ky),
        lambda: tong_phieu(ky, ids),
        lambda: diem_theo_goc(ky, ids),
        lambda: do_vung(ky, "CBNLTS", cach=CachThu.TRONG_SO, hat_giong=1),
    ):
        with pytest.raises(ChuaMoDiem, match="Điểm chưa mở"):
            doc()


def test_opened_scores_are_for_organisers_council_and_heads_of_the_jury():
    ky, _ = ky_da_cham({"Chè": [90, 80, 85]})
    so, so_khac = (
        tai_khoan("so_lanh_dao", don_vi=ky.don_vi),
        tai_khoan("so_lanh_dao", don_vi=DonViFactory()),
    )
    gk, truong = tai_khoan("sp_giam_khao"), tai_khoan("sp_giam_khao")
    ban = ky.cac_ban.get()
    for nguoi, vai in ((gk, "giam_khao"), (truong, "truong_ban")):
        tv = ban.thanh_vien.exclude(nhan_su__tai_khoan__isnull=False).first()
        tv.vai_tro = vai
        tv.nhan_su.tai_khoan = nguoi
        tv.nhan_su.save()
        tv.save()

    assert [xem_diem_duoc(n, ky) for n in (so, so_khac, gk, truong)] == [True, False, False, True]


def test_points_by_root_and_robustness_of_places():
    ky, ho_so = ky_da_cham({"Chè": [95, 94, 96], "Bún": [72, 71, 70], "Mật": [71, 72, 70]})

    goc = diem_theo_goc(ky, [ho_so["Chè"].pk])[ho_so["Chè"].pk]
    thu = do_vung(ky, "CBNLTS", cach=CachThu.GIAM_KHAO, hat_giong=5, so_lan=100)

    assert sorted(sum(g.values()) for g in goc.values()) == [94, 95, 96]
    assert next(iter(goc.values()))["I"] == 40
    assert thu.cua[ho_so["Chè"].pk].giu_hang == 100
    assert thu.cua[ho_so["Bún"].pk].hang_thap == 3


def test_panel_takes_eight_queries_for_one_row_and_for_three():
    mot, _ = ky_da_cham({"Chè": [90, 80, 85]})
    ba, _ = ky_da_cham({"Chè": [90, 80, 85], "Bún": [70, 71, None], "CK:Máy": [60, "x", 61]})

    so = []
    for ky in (mot, ba):
        with CaptureQueriesContext(connection) as q:
            bang_tong_hop(ky)
        so.append(len(q))

    assert so == [8, 8]


def test_round_of_the_speed_bar_is_whole():
    XaFactory()

    ky = lap_ky_da_cham(5, 3)

    bang = bang_tong_hop(ky)
    assert [n.ma for n in bang.nhom] == ["TCMN", "CBNLTS", "CK", "KHAC"]
    assert (bang.so_phieu, bang.so_phieu_can) == (15, 15)
    assert ky.khung_diem.first().tieu_chi.filter(cha__isnull=False).count() == 27
