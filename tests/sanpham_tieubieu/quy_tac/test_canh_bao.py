"""The nightly look: R47, R49–R52, R54, R56, R57, R59, R60 open and stay shut; who hears."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.donvi.models import KeThua
from cucctdp.thong_bao.models import ThongBao
from sanpham_tieubieu.models import (
    CanhBao,
    DiaBanKy,
    GianHangNguon,
    GiayChungNhan,
    HienVat,
    HoSoDangKy,
    KhieuNai,
    KyBinhChon,
    MocKy,
    NguoiNop,
    QuyetDinhCongNhan,
    SoLieuLangNghe,
    SuKienNganh,
    TaiLieuHoSo,
    TheoDoi,
    ThongBaoKetQua,
)
from sanpham_tieubieu.services.canh_bao import chay_dem, tim
from tests.factories.accounts import UserFactory
from tests.factories.donvi import DonViFactory, XaFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory, LangNgheFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat")]

HOM_NAY = date(2026, 10, 20)  # a Tuesday


def thay(ma, ngay=HOM_NAY):
    """Sentences of one rule, with the round and the province they belong to."""
    return [(khoa[0], v.thong_bao) for khoa, v in tim(ngay)[0].items() if khoa[1] == ma]


def quyet_dinh(ky, ngay, **trang_thai):
    KyBinhChon.objects.filter(pk=ky.pk).update(
        trang_thai="cong_nhan",
        du_kien_mo_diem=datetime(2026, 9, 1, tzinfo=UTC),
        mo_diem_luc=datetime(2026, 9, 1, tzinfo=UTC),
    )
    return QuyetDinhCongNhan.objects.create(
        ky=ky, so="9/QĐ", ngay=ngay, nguoi_ky="A", chuc_danh="B", co_quan="ubnd_tinh"
    )


def test_r47_every_entrant_hears_within_five_working_days():
    thua = HoSoFactory(trang_thai="khong_dat")
    HoSoFactory(ky=thua.ky, trang_thai="cong_nhan")
    quyet_dinh(thua.ky, date(2026, 10, 13))

    dung_han = thay("R47")
    tre = thay("R47", date(2026, 10, 21))
    for h in HoSoDangKy.objects.all():
        ThongBaoKetQua.objects.create(ho_so=h, ngay=date(2026, 10, 20))

    owner = (thua.ky_id, thua.ky.don_vi_id)
    assert dung_han == []
    assert tre == [(owner, "Còn 2 cơ sở chưa được thông báo kết quả.")]
    assert thay("R47", date(2026, 10, 21)) == []


def test_r49_complaints_amber_then_red():
    ho_so = HoSoFactory()
    don = KhieuNai.objects.create(
        ky=ho_so.ky,
        ho_so=ho_so,
        nguoi_khieu_nai="HTX",
        ngay_nhan=date(2026, 10, 5),
        noi_dung="Điểm",
        han_giai_quyet=date(2026, 10, 19),
    )

    cau = [thay("R49", date(2026, 10, n)) for n in (14, 15, 19, 20)]
    KhieuNai.objects.filter(pk=don.pk).update(
        trang_thai="bac", giai_quyet_ngay=date(2026, 10, 19), ket_qua="Không có căn cứ"
    )

    chu = (ho_so.ky_id, ho_so.ky.don_vi_id)
    vang = [(chu, "Khiếu nại sắp quá hạn giải quyết 10 ngày làm việc (hạn 19/10/2026).")]
    do = [(chu, "Khiếu nại đã quá hạn giải quyết 10 ngày làm việc (hạn 19/10/2026).")]
    assert cau == [[], vang, vang, do]
    assert thay("R49") == []


def test_r50_expires_within_ninety_days_and_is_not_entered_again():
    giay = GiayFactory(ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31))

    truoc = [len(thay("R50", d)) for d in (date(2026, 10, 1), date(2026, 10, 2))]
    cau = thay("R50", date(2026, 12, 31))
    HoSoFactory(san_pham=giay.san_pham, ky=KyFactory(don_vi=giay.don_vi, trang_thai="mo"))

    assert truoc == [0, 1]
    assert cau == [((None, giay.don_vi_id), "GCN sắp hết hạn 31/12/2026.")]
    assert thay("R50") == []


def test_r51_the_logo_after_the_last_day():
    giay = GiayFactory(ngay_cap=date(2023, 5, 1), het_han=date(2025, 12, 31))
    TheoDoi.objects.create(giay=giay, nam=2024, ngay=date(2025, 1, 9), dung_logo=False)

    chua = thay("R51")
    TheoDoi.objects.create(giay=giay, nam=2025, ngay=date(2026, 1, 9), dung_logo=True)
    con = thay("R51")
    GiayFactory(san_pham=giay.san_pham, ngay_cap=date(2026, 2, 1), het_han=date(2028, 12, 31))

    assert chua == []
    assert con == [((None, giay.don_vi_id), "Hết hạn GCN: phải ngừng sử dụng Logo.")]
    assert thay("R51") == []


def test_r52_the_report_of_last_year_by_the_end_of_january():
    giay = GiayFactory(ngay_cap=date(2025, 9, 1), het_han=date(2027, 12, 31))

    den_han, qua_han = thay("R52", date(2026, 1, 31)), thay("R52", date(2026, 2, 1))
    TheoDoi.objects.create(giay=giay, nam=2025, ngay=date(2026, 2, 1))

    assert den_han == []
    assert qua_han == [((None, giay.don_vi_id), "Chưa có báo cáo năm 2025 của cơ sở có GCN.")]
    assert thay("R52", date(2026, 2, 1)) == []


def test_r54_provinces_without_an_entry_ten_days_before_closing():
    ky = KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac", trang_thai="mo")
    MocKy.objects.create(
        ky=ky,
        giai_doan="nhan_ho_so",
        mo_luc=datetime(2026, 9, 1, tzinfo=UTC),
        dong_luc=datetime(2026, 10, 30, 10, tzinfo=UTC),
    )
    da, chua = DonViFactory(ten_goi="Đã Gửi"), DonViFactory(ten_goi="Chưa Gửi")
    for d in (da, chua):
        DiaBanKy.objects.create(ky=ky, don_vi=d)
    HoSoFactory(ky=ky, don_vi=da)
    HoSoFactory(ky=ky, don_vi=chua, trang_thai="nhap")

    som, muoi_ngay, dong = (
        thay("R54", date(2026, 10, n) if n else date(2026, 10, 31)) for n in (19, 20, 0)
    )

    assert (som, dong) == ([], [])
    assert muoi_ngay == [((ky.pk, None), "1 tỉnh chưa gửi hồ sơ: Chưa Gửi.")]


def test_r56_booths_by_source_make_the_total():
    hoi_cho = SuKienNganh.objects.create(
        loai="hoi_cho", ten="Hội chợ", cap="khu_vuc", tu_ngay=date(2026, 5, 1), gian_hang=270
    )
    chua_co_nguon = thay("R56")
    GianHangNguon.objects.create(su_kien=hoi_cho, nguon="kcqg", thuc_hien=200)
    lech = thay("R56")
    GianHangNguon.objects.create(su_kien=hoi_cho, nguon="tu_tuc", thuc_hien=70)

    assert lech == [
        ((None, None), "Tổng gian hàng theo nguồn (200) không khớp tổng số gian hàng (270).")
    ]
    assert chua_co_nguon == thay("R56") == []


def test_r57_samples_kept_after_the_ceremony():
    giu = HoSoFactory()
    dong_y = HoSoFactory(ky=giu.ky, dong_y_trung_bay=True)
    for h in (giu, dong_y):
        HienVat.objects.create(ho_so=h, nhan_ngay=date(2026, 5, 1))
    SuKienNganh.objects.create(
        loai="le_ton_vinh", ten="Lễ", cap="tinh", tu_ngay=date(2026, 10, 19), ky=giu.ky
    )

    trong_le = thay("R57", date(2026, 10, 19))
    sau_le = thay("R57")
    HienVat.objects.update(tra_ngay=date(2026, 10, 20))

    assert trong_le == thay("R57") == []
    assert sau_le == [((giu.ky_id, giu.don_vi_id), "Chưa có đồng ý của cơ sở để giữ hiện vật.")]


def test_r59_a_village_below_a_fifth_by_its_newest_figures():
    lang, nghe = LangNgheFactory(), LangNgheFactory(danh_hieu="nghe_truyen_thong")
    for x in (lang, nghe):
        SoLieuLangNghe.objects.create(lang_nghe=x, nam=2024, ho_tong=100, ho_tham_gia=50)
        SoLieuLangNghe.objects.create(lang_nghe=x, nam=2025, ho_tong=1000, ho_tham_gia=199)

    thap = thay("R59")
    SoLieuLangNghe.objects.filter(nam=2025).update(ho_tham_gia=200)

    assert thap == [
        (
            (None, lang.don_vi_id),
            "Tỷ lệ hộ dưới 20% (199/1.000 hộ, năm 2025), không còn đạt tiêu chí làng nghề.",
        )
    ]
    assert thay("R59") == []


def test_r60_an_old_province_without_its_successor():
    cu = DonViFactory(bo_ma="63", ma="15", ten_goi="Cũ")
    GiayFactory(don_vi=cu)
    chua = thay("R60")
    KeThua.objects.create(cu=cu, moi=DonViFactory(), tu_ngay=date(2025, 7, 1), can_cu="NQ 202")

    assert chua == [((None, None), "Chưa ánh xạ sang đơn vị hành chính mới (Cũ).")]
    assert thay("R60") == []


def test_r23_of_dossiers_on_their_way_names_the_province():
    ho_so = HoSoFactory(ky__trang_thai="mo")
    TaiLieuHoSo.objects.create(ho_so=ho_so, loai="attp", so="1", het_han=date(2026, 9, 1))

    mo = thay("R23")
    HoSoDangKy.objects.update(trang_thai="khong_hop_le")

    assert [chu for chu, _ in mo] == [(ho_so.ky_id, ho_so.don_vi_id)]
    assert thay("R23") == []


def test_an_alert_opens_once_stays_and_closes_and_its_people_hear_once():
    dong_bo_nhom()
    giay = GiayFactory(ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31))
    so_ct = UserFactory(vai_tro="so_chuyen_vien", don_vi=giay.don_vi)
    UserFactory(vai_tro="so_chuyen_vien", don_vi=DonViFactory())
    co_so = UserFactory(vai_tro="sp_co_so")
    NguoiNop.objects.create(
        nguoi=co_so, don_vi=giay.don_vi, vai_tro="co_so", co_so=giay.san_pham.co_so
    )
    GiayFactory(ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31), minh_hoa=True)
    for g in GiayChungNhan.objects.all():
        TheoDoi.objects.create(giay=g, nam=2025, ngay=HOM_NAY)

    lan = [chay_dem(HOM_NAY), chay_dem(HOM_NAY), chay_dem(date(2026, 10, 21))]
    GiayChungNhan.objects.update(het_han=date(2027, 12, 31))
    het = chay_dem(date(2026, 10, 22))

    assert [(k.moi, k.con, k.het, k.thu) for k in lan] == [(2, 0, 0, 2), (0, 2, 0, 2), (0, 2, 0, 0)]
    assert (het.het, CanhBao.objects.dang_mo().count()) == (2, 0)
    assert set(ThongBao.objects.values_list("nguoi_nhan", flat=True)) == {so_ct.pk, co_so.pk}


def test_who_runs_a_round_of_a_commune_hears_of_it():
    dong_bo_nhom()
    xa, khac = XaFactory(), XaFactory()
    ho_so = HoSoFactory(ky=KyFactory(cap="xa", don_vi=xa.tinh, xa=xa), trang_thai="khong_dat")
    quyet_dinh(ho_so.ky, date(2026, 9, 1))
    nguoi = []
    for x in (xa, khac):
        nguoi.append(UserFactory(vai_tro="sp_xa"))
        NguoiNop.objects.create(nguoi=nguoi[-1], don_vi=x.tinh, vai_tro="xa", xa=x)
    UserFactory(vai_tro="cuc_chuyen_vien")

    chay_dem(HOM_NAY)

    assert list(ThongBao.objects.values_list("nguoi_nhan", flat=True)) == [nguoi[0].pk]


def test_three_rounds_cost_as_many_queries_as_one():
    def mot():
        xa = XaFactory()
        ho_so = HoSoFactory(ky__trang_thai="mo")
        TaiLieuHoSo.objects.create(ho_so=ho_so, loai="attp", so="1", het_han=date(2026, 9, 1))
        GiayFactory(ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31))
        xong = HoSoFactory(ky=KyFactory(cap="xa", don_vi=xa.tinh, xa=xa), trang_thai="khong_dat")
        quyet_dinh(xong.ky, date(2026, 9, 1))
        HienVat.objects.create(ho_so=xong, nhan_ngay=date(2026, 5, 1))
        KhieuNai.objects.create(
            ky=xong.ky,
            ho_so=xong,
            nguoi_khieu_nai="HTX",
            ngay_nhan=date(2026, 9, 5),
            noi_dung="Điểm",
            han_giai_quyet=date(2026, 9, 19),
        )
        lang = LangNgheFactory()
        SoLieuLangNghe.objects.create(lang_nghe=lang, nam=2025, ho_tong=10, ho_tham_gia=1)

    so = []
    for n in (1, 2):
        for _ in range(n):
            mot()
        with CaptureQueriesContext(connection) as truy_van:
            kq, _ = tim(HOM_NAY)
        so.append((len(truy_van), len(kq)))

    assert so[0][0] == so[1][0]
    assert so[1][1] == 3 * so[0][1]
