"""Reminders of the registers' deadlines and of the Cục's own steps: who, when, once."""

from datetime import date, timedelta

import pytest

from baocao.models import (
    BoBaoCao,
    ChuongTrinhLamViec,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    KienNghi,
    KyBaoCao,
    NghiQuyet,
    NhiemVuLamViec,
    NhiemVuNghiQuyet,
    VanBan,
)
from baocao.services import giao_kiem_tra
from baocao.services import kien_nghi as dich_vu_kn
from baocao.services.nhac_han import nhac_han
from baocao.services.so_goc import nap_so_theo_doi
from baocao.statistics.viec_den_han import CAC_SO
from cucctdp.thong_bao.models import BacNhac, ThongBao
from tests.baocao import mau
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
HAN = date(2026, 6, 18)  # a Thursday


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


def da_nhac(dau):
    """(rung, role) of the reminders inside the system about one thing, sorted."""
    dong = ThongBao.objects.filter(khoa__startswith=f"nhac:{dau}:", kenh="he_thong")
    cap = dong.values_list("khoa", "nguoi_nhan__vai_tro")
    return sorted((khoa.rpartition(":")[2], vai) for khoa, vai in cap)


def nhac(*lech):
    """Today's reminders, twice a day, on days counted from the deadline."""
    for so in lech:
        nhac_han(HAN + timedelta(days=so))
        nhac_han(HAN + timedelta(days=so))


def test_every_register_has_a_ladder_of_dated_rows():
    nhom = set(BacNhac.objects.hieu_luc(HAN).values_list("nhom", flat=True))

    assert {"so_theo_doi", "kien_nghi", "khac_phuc"} <= nhom
    assert {f"buoc_{b}" for b in ("cuc", "tong_hop", "lanh_dao", "chinh_phu")} <= nhom


def _nhiem_vu(**khac):
    nq = NghiQuyet.objects.create(cap="chinh_phu", trich_yeu="Mục tiêu tăng trưởng")
    return NhiemVuNghiQuyet.objects.create(
        nghi_quyet=nq, noi_dung="Tăng chỉ số sản xuất", han=HAN, giao_tinh=False, **khac
    )


def test_task_goes_to_the_person_in_charge_then_to_superiors(nguoi):
    viec = _nhiem_vu(nguoi_phu_trach=nguoi.cuc_chuyen_vien)

    nhac(-8, -7, -3, 0, 1, 7)

    assert da_nhac(f"nhiemvunghiquyet:{viec.pk}") == [
        ("so-0", "cuc_chuyen_vien"),
        ("so-3", "cuc_chuyen_vien"),
        ("so-7", "cuc_chuyen_vien"),
        ("so-qua-1", "cuc_chuyen_vien"),
        ("so-qua-1", "cuc_lanh_dao_phong"),
        ("so-qua-7", "cuc_chuyen_vien"),
        ("so-qua-7", "cuc_lanh_dao"),
        ("so-qua-7", "cuc_lanh_dao_phong"),
    ]


def test_row_of_nobody_goes_to_the_heads_of_rooms_and_a_done_one_to_nobody(nguoi):
    viec, xong = _nhiem_vu(), _nhiem_vu(trang_thai="hoan_thanh")
    cho = _nhiem_vu(
        trang_thai="cho_xac_nhan",
        nguoi_phu_trach=nguoi.cuc_chuyen_vien,
        nguoi_bao_xong=nguoi.cuc_chuyen_vien,
    )

    nhac(0)

    phong = [("so-0", "cuc_lanh_dao_phong")]
    ten = [f"nhiemvunghiquyet:{v.pk}" for v in (viec, xong, cho)]
    assert [da_nhac(t) for t in ten] == [phong, [], phong]


def _moi_so(nguoi):
    """One open row due on HAN of the registers the issue names."""
    ai = {"nguoi_phu_trach": nguoi.cuc_chuyen_vien, "han": HAN}
    doan = DoanKiemTra.objects.create(ten="Đoàn kiểm tra nông thôn mới")
    ct = ChuongTrinhLamViec.objects.create(
        lanh_dao="Thứ trưởng", ngay=HAN, noi_dung="Làm việc với tỉnh", **ai
    )
    return [
        ct,
        NhiemVuLamViec.objects.create(
            chuong_trinh=ct, noi_dung="Trình đề án", don_vi_thuc_hien="Phòng Khuyến công", **ai
        ),
        GopYVanKien.objects.create(don_vi=nguoi.don_vi, nhiem_ky="2025-2030", **ai),
        VanBan.objects.create(loai="thong_tu", co_quan="Bộ", trich_yeu="Sửa thông tư", **ai),
        KetLuanKiemTra.objects.create(
            doan=doan, don_vi=nguoi.don_vi, loai="ton_tai", noi_dung="Chưa có điện", **ai
        ),
    ]


def test_rows_of_every_kind_are_told_in_words_with_a_page(nguoi, client):
    rows = _moi_so(nguoi)

    nhac(0)

    client.force_login(nguoi.cuc_chuyen_vien)
    for dong in rows:
        khoa = f"nhac:{dong._meta.model_name}:{dong.pk}:"
        bao = ThongBao.objects.get(
            khoa__startswith=khoa, nguoi_nhan=nguoi.cuc_chuyen_vien, kenh="he_thong"
        )
        assert bao.tieu_de.lower().startswith(f"{dong._meta.verbose_name}: ")
        assert bao.tieu_de.endswith(": đến hạn")
        assert client.get(bao.lien_ket).status_code == 200


def test_finding_is_remedied_by_the_so_until_it_has_reported(nguoi):
    doan = DoanKiemTra.objects.create(ten="Đoàn kiểm tra nông thôn mới")
    chung = {"doan": doan, "don_vi": nguoi.don_vi, "loai": "ton_tai", "han": HAN}
    con = KetLuanKiemTra.objects.create(noi_dung="Chưa có điện", **chung)
    da_bao = KetLuanKiemTra.objects.create(noi_dung="Thiếu sổ", ket_qua_ngay=HAN, **chung)

    nhac(-10)

    assert da_nhac(f"ketluankiemtra:{con.pk}") == [
        ("khac-phuc-10", "cuc_chuyen_vien"),
        ("khac-phuc-10", "so_tong_hop"),
        ("khac-phuc-10", "so_truong_phong"),
    ]
    assert da_nhac(f"ketluankiemtra:{da_bao.pk}") == [("khac-phuc-10", "cuc_chuyen_vien")]


def test_each_clock_of_a_petition_reminds_who_holds_it(nguoi):
    nap_so_theo_doi()
    kn = dich_vu_kn.gui(
        don_vi=nguoi.don_vi, nguon="cong_van", by=nguoi.tong_hop, nhom="NL", noi_dung="Thiếu điện."
    )
    KienNghi.objects.filter(pk=kn.pk).update(han=HAN, han_giao=HAN + timedelta(days=1))
    nhac(0)
    kn = dich_vu_kn.tiep_nhan(kn, by=nguoi.cuc_chuyen_vien)
    nhac(1)

    assert (kn.han, da_nhac(f"kiennghi:{kn.pk}")) == (
        HAN + timedelta(days=1),
        [("kien-nghi-0", "cuc_chuyen_vien"), ("kien-nghi-0", "cuc_lanh_dao_phong")],
    )


def test_registers_are_asked_once_each_whatever_their_rows(nguoi, django_assert_max_num_queries):
    for _ in range(5):
        _nhiem_vu(nguoi_phu_trach=nguoi.cuc_chuyen_vien)

    with django_assert_max_num_queries(len(CAC_SO) + 40 + 8 * 5):
        nhac_han(HAN - timedelta(days=30))
    assert not ThongBao.objects.filter(khoa__startswith="nhac:nhiemvu").exists()


# The Cục's own steps: 6 tháng 2026 is checked until 20/6, consolidated 22/6, 24/6, 25/6.


@pytest.fixture
def bo_gui(nguoi):
    return mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)


def _buoc():
    dong = ThongBao.objects.filter(khoa__startswith="nhac:cuc:", kenh="he_thong")
    return sorted(
        (k.rpartition(":")[2], v) for k, v in dong.values_list("khoa", "nguoi_nhan__vai_tro")
    )


def test_checking_is_reminded_to_the_officer_of_the_pack_then_to_superiors(nguoi, bo_gui):
    khac = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=khac, don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)
    giao_kiem_tra.giao(bo_gui, nguoi=khac, by=nguoi.cuc_lanh_dao_phong)

    for _ in range(2):
        nhac_han(date(2026, 6, 19))  # D-1; the 20th is a Saturday
    nhac_han(date(2026, 6, 22))  # D+1 on the working day after

    dong = ThongBao.objects.filter(khoa__startswith="nhac:cuc:", nguoi_nhan=khac, kenh="he_thong")
    assert [t.rpartition(": ")[2] for t in dong.order_by("pk").values_list("tieu_de", flat=True)][
        -1
    ] == "quá hạn 2 ngày"
    assert "còn 1 bộ báo cáo: Tây Ninh" in dong.first().noi_dung
    kiem_tra = [x for x in _buoc() if x[0].startswith("kiem-tra")]
    assert kiem_tra == [
        ("kiem-tra-0", "cuc_chuyen_vien"),
        ("kiem-tra-qua-1", "cuc_chuyen_vien"),
        ("kiem-tra-qua-1", "cuc_lanh_dao_phong"),
    ]


def test_received_packs_need_no_checking(nguoi, bo_gui):
    BoBaoCao.objects.filter(pk=bo_gui.pk).update(trang_thai="dang_nhap")

    nhac_han(date(2026, 6, 19))

    assert [x for x in _buoc() if x[0].startswith("kiem-tra")] == []


def test_consolidation_briefing_and_government_until_the_period_shows_it(nguoi):
    ky = mau.mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})

    nhac_han(date(2026, 6, 22))
    nhac_han(date(2026, 6, 23))
    mo = _buoc()
    ThongBao.objects.all().delete()
    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai="da_chot")
    nhac_han(date(2026, 6, 25))
    chot = _buoc()
    ThongBao.objects.all().delete()
    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai="da_cong_bo")
    nhac_han(date(2026, 6, 25))

    assert mo == [
        ("chinh-phu-3", "cuc_lanh_dao_phong"),
        ("lanh-dao-1", "cuc_lanh_dao_phong"),
        ("tong-hop-0", "cuc_lanh_dao_phong"),
        ("tong-hop-qua-1", "cuc_lanh_dao"),
        ("tong-hop-qua-1", "cuc_lanh_dao_phong"),
    ]
    assert chot == [
        ("chinh-phu-0", "cuc_lanh_dao"),
        ("chinh-phu-0", "cuc_lanh_dao_phong"),
        ("lanh-dao-qua-1", "cuc_lanh_dao"),
        ("lanh-dao-qua-1", "cuc_lanh_dao_phong"),
    ]
    assert _buoc() == []
