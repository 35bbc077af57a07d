"""One product climbs four levels over three years; the provinces merge on its way.

Every step goes through the doors, on the day it happens: huyện and tỉnh Long An 2023, the South
2024, the nation 2025; then, after 1/7/2025, its commune and the new Tây Ninh.
"""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import KeThua, PhanVung, ThanhVienVung, Vung
from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.models import GiayChungNhan, HoSoDangKy, KyBinhChon, NhomSanPham
from sanpham_tieubieu.services import cham, giay, gui, hop, ket_qua, khieu_nai, ky, nop
from sanpham_tieubieu.services.dieu_hanh import bat_dau_cham, ket_thuc, mo_ky
from sanpham_tieubieu.services.du_lieu_goc import nap
from sanpham_tieubieu.services.ho_so import lap_ho_so
from sanpham_tieubieu.services.hop import KetQuaPhieu
from sanpham_tieubieu.services.mo_diem import mo_diem
from sanpham_tieubieu.services.phan_cong import phan_cong_nhom
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import BanFactory, GiamKhaoFactory, KhungFactory, SanPhamFactory
from tests.sanpham_tieubieu.cham.dung import DU as DIEM
from tests.sanpham_tieubieu.cua.mau import DU, du_giay_to, nguoi_co_so, nguoi_xa

HOI_DONG = {"huyen": 5, "xa": 5, "tinh": 7, "khu_vuc": 9, "quoc_gia": 11}
CHU_TICH = {"huyen": "ubnd_huyen", "xa": "ubnd_xa", "tinh": "ubnd_tinh", "khu_vuc": "cuc",
            "quoc_gia": "bo"}  # fmt: skip
PHO = {"huyen": "phong", "xa": "phong", "tinh": "so", "khu_vuc": "so", "quoc_gia": "cuc"}


@pytest.fixture
def dong_ho(monkeypatch):
    """The clock of the whole system, set by hand."""
    nay = SimpleNamespace(luc=timezone.now())

    def dat(ngay, gio=1):
        nay.luc = datetime(ngay.year, ngay.month, ngay.day, gio, tzinfo=UTC)
        return ngay

    monkeypatch.setattr(timezone, "now", lambda: nay.luc)
    return dat


@pytest.fixture(scope="module")
def _nen(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            dong_bo_nhom()
            nap()
            moi = DonViFactory(ma="80", ten_goi="Tây Ninh", slug="tay-ninh")
            cu = {}
            for ma, ten in (("80", "Long An"), ("72", "Tây Ninh")):
                cu[ma] = DonViFactory(bo_ma="63", ma=ma, ten_goi=ten, slug=f"cu-{ma}")
                KeThua.objects.create(cu=cu[ma], moi=moi, tu_ngay="2025-07-01", can_cu="NQ 202")
            for bo, tu, den, cac in (
                ("63", date(2014, 10, 21), date(2025, 6, 30), cu.values()),
                ("34", date(2025, 7, 1), None, [moi]),
            ):
                pv = PhanVung.objects.create(
                    ma=f"kc-{bo}", ten=bo, bo_ma=bo, muc_dich=MucDichPhanVung.KHUYEN_CONG,
                    hieu_luc_tu=tu, hieu_luc_den=den,
                )  # fmt: skip
                nam = Vung.objects.create(phan_vung=pv, ma="NAM", ten="Nam", thu_tu=1)
                for d in cac:
                    ThanhVienVung.objects.create(vung=nam, don_vi=d)
            yield SimpleNamespace(
                moi=moi, cu=cu["80"], xa=XaFactory(tinh=moi, ten_goi="Bến Lức"),
                so=tai_khoan("so_truong_phong", don_vi=moi),
                so_ld=tai_khoan("so_lanh_dao", don_vi=moi),
                cuc=tai_khoan("cuc_lanh_dao_phong"), cuc_ld=tai_khoan("cuc_lanh_dao"),
            )  # fmt: skip
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def nen(_nen, db):
    return _nen


def mo(cap, ngay, *, by, **noi):
    """Draw a round up on the day and open it five days later."""
    luc = timezone.now()
    k = ky.tao_ky(
        thong_tin={
            "cap": cap, "nam": ngay.year, "ngay_bat_dau": ngay, "ke_hoach_so": "1/KH",
            "ke_hoach_ngay": ngay, "ngay_hop": ngay + timedelta(days=60),
            "quy_che_so": "3/QĐ-HĐBC", "quy_che_ngay": ngay,
            "du_kien_mo_diem": luc + timedelta(days=40, hours=1), "minh_hoa": True, **noi,
        },
        cac_moc=[
            {"giai_doan": "nhan_ho_so", "mo_luc": luc, "dong_luc": luc + timedelta(days=20)},
            {"giai_doan": "cham_ho_so", "mo_luc": luc + timedelta(days=30),
             "dong_luc": luc + timedelta(days=40)},
        ],
        chi_tieu=[
            {"nhom": NhomSanPham.objects.get(ma="CBNLTS"), "so_luong": 1, "van_ban": "1/KH"}
        ],
        by=by,
    )  # fmt: skip
    _cac_ban(k)
    return mo_ky(k, by=by)


def _cac_ban(k):
    nay = timezone.now()
    ban = BanFactory(ky=k, loai="hoi_dong", kien_toan_luc=nay)
    vai = ["chu_tich", "pho_thuong_truc"] + ["uy_vien"] * (HOI_DONG[k.cap] - 2)
    thuoc = [CHU_TICH[k.cap], PHO[k.cap]] + ["khac"] * (HOI_DONG[k.cap] - 2)
    for v, t in zip(vai, thuoc, strict=True):
        GiamKhaoFactory(ban=ban, vai_tro=v, nhan_su__co_quan_thuoc=t, nhan_su__don_vi=k.noi_to_chuc)
    ban = BanFactory(ky=k, kien_toan_luc=nay)
    for i in range(3):
        GiamKhaoFactory(
            ban=ban, vai_tro="giam_khao" if i else "truong_ban", khong_xung_dot_luc=nay,
            nhan_su__tai_khoan=tai_khoan("sp_giam_khao"),
        )  # fmt: skip
    KhungFactory(ky=k)


def qua_ky(k, h, dong_ho, *, by, ky_ten):
    """From an accepted dossier to certificate and closed round; the certificate."""
    bat_dau_cham(k, by=by)
    phan_cong_nhom(k, by=by)
    ngay = dong_ho(k.ngay_bat_dau + timedelta(days=35))
    for gk in k.cac_ban.get(loai="giam_khao").thanh_vien.select_related("nhan_su__tai_khoan"):
        u = gk.nhan_su.tai_khoan
        phieu = cham.mo_phieu(h, by=u)
        cham.luu_nhap(phieu, DIEM, 0, by=u)
        cham.ky_phieu(phieu, by=u)
    dong_ho(k.ngay_bat_dau + timedelta(days=41))
    k = mo_diem(k, by=by)
    ngay = dong_ho(k.ngay_bat_dau + timedelta(days=60))
    ket_qua.xet_nguong(k, by=by)
    tv = [t.pk for t in hop.hoi_dong(k)]
    hop.ghi_phien(k, bat_dau=timezone.now(), dia_diem="Trụ sở", co_mat=tv, by=by)
    phieu = {h.pk: KetQuaPhieu(dong_y=len(tv), khong=0)}
    hop.ghi_bieu_quyet(k, loai="cong_nhan", phieu=phieu, by=by)
    hop.ket_luan(
        k, chon={h.pk}, ket_thuc=timezone.now() + timedelta(hours=1), ket_luan="Nhất trí", by=by
    )
    qd = ket_qua.ghi_quyet_dinh(
        k, so=f"9/QĐ-{k.cap}", ngay=ngay, nguoi_ky="Trần Văn Ký", chuc_danh="CHỦ TỊCH",
        co_quan=CHU_TICH[k.cap], by=ky_ten,
    )  # fmt: skip
    (g,) = giay.cap_giay(qd, ngay_cap=ngay, by=ky_ten)
    k.refresh_from_db()
    khieu_nai.thong_bao_ket_qua(k, so="10/TB", ngay=ngay, by=by)
    if k.cap != "quoc_gia":
        ket_qua.de_cu(k, [h.pk], by=by)
    ket_thuc(k, by=by)
    return g


def test_four_levels_three_years_and_the_merger_in_between(nen, dong_ho):
    sp = SanPhamFactory(co_so=CoSoFactory(xa=nen.xa), ten="Gạo nàng thơm")
    co_so = nguoi_co_so(sp.co_so)
    giay_cua = {}

    # 2023: the district, then the province, both on the map of 63.
    ngay = dong_ho(date(2023, 2, 1))
    k = mo("huyen", ngay, by=nen.so, don_vi=nen.cu, huyen="huyện Bến Lức")
    dong_ho(ngay + timedelta(days=6))
    h = du_giay_to(lap_ho_so(ky=k, san_pham=sp, thong_tin=DU, by=co_so))
    nop.nop(h, by=co_so)
    nop.chap_nhan(h, by=nen.so)
    h.refresh_from_db()
    giay_cua["huyen"] = qua_ky(k, h, dong_ho, by=nen.so, ky_ten=nen.so_ld)

    def len_cap(cap, ngay, h, *, gui_boi, by, ky_ten, **noi):
        dong_ho(ngay)
        k = mo(cap, ngay, by=by, **noi)
        dong_ho(ngay + timedelta(days=6))
        vb = gui.chuyen_len(
            ky=k, cac_ho_so=[h], so="5/CV", ngay=ngay + timedelta(days=6), by=gui_boi
        )
        (tren,) = vb.ho_so.all()
        nop.chap_nhan(tren, by=by)
        tren.refresh_from_db()
        giay_cua[cap] = qua_ky(k, tren, dong_ho, by=by, ky_ten=ky_ten)
        return HoSoDangKy.objects.get(pk=tren.pk)

    h.refresh_from_db()
    h = len_cap("tinh", date(2023, 7, 3), h, gui_boi=nen.so, by=nen.so, ky_ten=nen.so_ld,
                don_vi=nen.cu)  # fmt: skip
    h = len_cap("khu_vuc", date(2024, 3, 4), h, gui_boi=nen.so, by=nen.cuc, ky_ten=nen.cuc_ld,
                khu_vuc="nam", noi_to_chuc=nen.cu)  # fmt: skip
    h_qg = len_cap("quoc_gia", date(2025, 2, 3), h, gui_boi=nen.cuc, by=nen.cuc, ky_ten=nen.cuc_ld,
                   noi_to_chuc=nen.cu)  # fmt: skip

    # After the merger: the commune, then the new province; the same product.
    ngay = dong_ho(date(2026, 2, 2))
    ubnd = nguoi_xa(nen.xa)
    with pytest.raises(ValidationError, match="Chưa có quy định của cấp huyện"):
        mo("huyen", ngay, by=nen.so, don_vi=nen.moi, huyen="huyện Bến Lức")
    k = mo("xa", ngay, by=ubnd, don_vi=nen.moi, xa=nen.xa)
    dong_ho(ngay + timedelta(days=6))
    h = du_giay_to(lap_ho_so(ky=k, san_pham=sp, thong_tin=DU, by=co_so))
    nop.nop(h, by=co_so)
    nop.chap_nhan(h, by=ubnd)
    h.refresh_from_db()
    giay_cua["xa"] = qua_ky(k, h, dong_ho, by=ubnd, ky_ten=ubnd)
    h.refresh_from_db()
    tinh_cu = giay_cua["tinh"]
    h_moi = len_cap("tinh", date(2026, 6, 1), h, gui_boi=ubnd, by=nen.so, ky_ten=nen.so_ld,
                    don_vi=nen.moi)  # fmt: skip

    bac = []
    nut = h_qg
    while nut is not None:
        bac.append((nut.ky.cap, nut.ky.nam, nut.don_vi.khoa))
        nut = nut.tu_ho_so
    assert bac == [
        ("quoc_gia", 2025, "63:80"),
        ("khu_vuc", 2024, "63:80"),
        ("tinh", 2023, "63:80"),
        ("huyen", 2023, "63:80"),
    ]
    assert (h_moi.ky.cap, h_moi.don_vi.khoa, h_moi.tu_ho_so) == ("tinh", "34:80", h)
    assert set(sp.ho_so.values_list("trang_thai", flat=True)) == {"de_cu", "cong_nhan"}
    assert GiayChungNhan.objects.filter(san_pham=sp).count() == 6
    nay = date(2026, 8, 1)
    assert [
        (g.cap, g.het_han, g.trang_thai_ngay(nay))
        for g in (giay_cua["huyen"], tinh_cu, giay_cua["khu_vuc"], giay_cua["quoc_gia"])
    ] == [
        ("huyen", date(2025, 12, 31), TrangThaiGiay.HET_HAN),
        ("tinh", date(2025, 12, 31), TrangThaiGiay.HET_HAN),
        ("khu_vuc", date(2026, 12, 31), TrangThaiGiay.CON_HIEU_LUC),
        ("quoc_gia", date(2027, 12, 31), TrangThaiGiay.CON_HIEU_LUC),
    ]
    assert giay_cua["quoc_gia"].ho_so.gcn_duoi == giay_cua["khu_vuc"]
    # The Sở of today sees the rounds its predecessor held.
    assert KyBinhChon.objects.visible_to(nen.so).filter(don_vi=nen.cu).count() == 2
