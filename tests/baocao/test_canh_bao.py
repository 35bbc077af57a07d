"""Alerts CB03–CB12: each planted in data, each with a quiet case; notices, pages, who sees what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from baocao.canh_bao import cac_canh_bao
from baocao.choices import TrangThaiBo, TrangThaiKy
from baocao.models import DinhMucTheoDoi, KyBaoCao, NguongKiemTra
from baocao.services import kien_nghi as dich_vu_kien_nghi
from baocao.services.canh_bao import bao
from baocao.services.so_goc import nap_so_theo_doi
from baocao.services.tong_hop import tong_hop
from cucctdp.accounts.services import ghi_dang_nhap
from cucctdp.audit.context import trong_yeu_cau
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import KeThua, ThanhVienVung
from cucctdp.thong_bao.models import ThongBao
from tests.baocao import mau
from tests.baocao.so_lieu_mau import cac_khoa, nop, sua
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
NGAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _xoa_nho():
    cache.clear()


def mo(ma_ky):
    KyBaoCao.objects.filter(ma=ma_ky).update(trang_thai=TrangThaiKy.DANG_MO)


def cua(ma, ngay=NGAY):
    return [c for c in cac_canh_bao(ngay) if c.ma == ma]


def dat_nguong(ma, ten, gia_tri):
    assert NguongKiemTra.objects.filter(ma=ma, ten=ten).update(gia_tri=Decimal(gia_tri)) == 1


@pytest.mark.parametrize(
    ("luy_ke", "mong"),
    [
        ("48", []),
        ("46", [("thap", "Cần chú ý: đạt 46,0 % KH, chậm 4,0 điểm %.")]),
        ("40", [("vua", "Nguy cơ: đạt 40,0 % KH, chậm 10,0 điểm %.")]),
        ("30", [("cao", "Báo động: đạt 30,0 % KH, chậm 20,0 điểm %.")]),
    ],
)
def test_behind_the_plan_in_four_levels(luy_ke, mong):
    bo = nop("2026-6T", "34:80", {"XK00.A1": "100", "XK00.A4": luy_ke})
    mo("2026-6T")

    rows = cua("CB03")

    assert [(c.muc, c.cau.partition(" – ")[2]) for c in rows] == mong
    phieu = bo.phieu.get(bieu_mau__ma="Q05")
    assert {(c.don_vi, c.duong_dan, c.duong_dan_so) for c in rows} == (
        {
            (
                "34:80",
                f"/admin/baocao/bobaocao/{bo.pk}/change/?the=Q05#o-XK00",
                f"/so/phieu/{phieu.pk}/#o-XK00-A9",
            )
        }
        if mong
        else set()
    )


@pytest.mark.parametrize(
    ("uoc", "mong"),
    [
        ("100", []),
        (
            "99.5",
            [("cao", "Báo động: đạt 52,0 % KH; Sở ước cả năm 99,5 % KH.")],
        ),
    ],
)
def test_own_estimate_of_the_year_below_the_plan(uoc, mong):
    nop("2026-6T", "34:80", {"XK00.A1": "100", "XK00.A4": "52", "DG7d.D3": uoc})
    mo("2026-6T")

    assert [(c.muc, c.cau.partition(" – ")[2]) for c in cua("CB03")] == mong


@pytest.mark.parametrize(
    ("ke_hoach", "mong"),
    [
        ("105", []),
        (
            "110",
            ["Báo động: đạt 47,7 % KH; dự báo theo mùa vụ cả năm 95,5 % KH."],
        ),
    ],
)
def test_seasonal_forecast_below_the_plan(ke_hoach, mong):
    """Last year 100 with 50 at nine months; now 52.5: the season foresees 105."""
    nop("2025-9T", "34:80", {"NL10.A4": "50"})
    nop("2025-N", "34:80", {"NL10.A4": "100"})
    nop("2026-9T", "34:80", {"NL10.A1": ke_hoach, "NL10.A4": "52.5"})
    mo("2026-9T")

    assert [c.cau.partition(" – ")[2] for c in cua("CB03")] == mong


def test_forecast_is_silent_without_its_threshold():
    NguongKiemTra.objects.filter(ma="CB03", ten="du_bao").delete()
    nop("2026-6T", "34:80", {"XK00.A1": "100", "XK00.A4": "52", "DG7d.D3": "60"})
    mo("2026-6T")

    assert cua("CB03") == []


@pytest.mark.parametrize(
    ("chi_so", "mong"),
    [("90.1", []), ("90", ["thap"]), ("79.9", ["vua"]), ("60", ["cao"])],
)
def test_production_index_falls(chi_so, mong):
    nop("2026-6T", "34:80", {"CN00.B4": chi_so})
    mo("2026-6T")

    assert [c.muc for c in cua("CB04")] == mong


def test_rank_moves_only_when_enough_provinces_reported():
    khoa = cac_khoa("34")[:12]
    for i, k in enumerate(khoa):
        nop("2026-Q1", k, {"BL00.A3": str(1000 - i)})
        nop("2026-6T", k, {"BL00.A3": str(1000 - i if i else 1)})
    mo("2026-6T")
    it_tinh = cua("CB05")

    dat_nguong("CB05", "so_tinh_toi_thieu", 12)
    du_tinh = cua("CB05")

    assert it_tinh == []
    assert [(c.don_vi, c.cau.partition(" giảm ")[2]) for c in du_tinh] == [
        (khoa[0], "11 bậc so kỳ trước (từ 1 đến 12 trên 12).")
    ]


def _cung_vung(so_tinh=5):
    """Provinces of one socio-economic region, in code order."""
    vung = ThanhVienVung.objects.filter(
        vung__phan_vung__muc_dich="kinh_te_xa_hoi", vung__ma="DBSH", don_vi__bo_ma="34"
    )
    return [t.don_vi for t in vung.select_related("don_vi").order_by("don_vi__ma")][:so_tinh]


@pytest.mark.parametrize(("tang", "so_canh_bao"), [("180", 1), ("106", 0)])
def test_province_far_from_the_others_of_its_region(tang, so_canh_bao):
    cac_tinh = _cung_vung()
    for tinh, so in zip(cac_tinh, ("104", "105", "106", "107", tang), strict=True):
        nop("2025-9T", tinh.khoa, {"BL00.A3": "100"})
        nop("2026-9T", tinh.khoa, {"BL00.A3": so})
    mo("2026-9T")

    assert [c.don_vi for c in cua("CB06")] == [cac_tinh[4].khoa] * so_canh_bao


@pytest.mark.parametrize(("ky_nay", "ky_truoc"), [("2026-Q1", "2025-Q1"), ("2025-9T", "2024-9T")])
def test_region_compares_a_merged_province_with_the_sum_of_its_former_ones(ky_nay, ky_truoc):
    """The former period was filed by 63 units; 2025-9T closed before the 34 had regions."""
    cac_tinh = _cung_vung(6)
    for tinh, so in zip(cac_tinh, (104, 105, 106, 107, 105, 180), strict=True):
        cu = [k.cu for k in KeThua.objects.filter(moi=tinh).select_related("cu")]
        for don_vi in cu:
            nop(ky_truoc, don_vi.khoa, {"BL00.A3": "100"})
        nop(ky_nay, tinh.khoa, {"BL00.A3": str(so * len(cu))})
    mo(ky_nay)

    assert [c.don_vi for c in cua("CB06")] == [cac_tinh[5].khoa]


NOI_DUNG = "Điều kiện tỷ lệ lấp đầy cụm công nghiệp 50% làm chậm mở rộng cụm công nghiệp mới"


def _kien_nghi(nguoi, ngay_gui):
    return dich_vu_kien_nghi.gui(
        don_vi=nguoi.don_vi, by=nguoi.tong_hop, nguon="cong_van", nhom="THE_CHE",
        noi_dung=NOI_DUNG, ngay_gui=ngay_gui,
    )  # fmt: skip


def test_petition_not_assigned_in_time():
    nap_so_theo_doi()
    kn = _kien_nghi(mau.nguoi_dung(), date(2026, 3, 2))  # to be assigned by the 9th

    con_han, qua_han = cua("CB07", date(2026, 3, 9)), cua("CB07", date(2026, 3, 10))

    assert con_han == []
    assert [(c.khoa, c.duong_dan_so) for c in qua_han] == [
        (f"CB07:{kn.pk}:chua_giao", f"/so/kien-nghi/{kn.pk}/")
    ]


def test_same_petition_of_three_provinces():
    nap_so_theo_doi()
    for khoa in ("34:80", "34:24"):
        _kien_nghi(mau.nguoi_dung(khoa), date(2026, 3, 2))
    hai_tinh = cua("CB08")

    _kien_nghi(mau.nguoi_dung("34:01"), date(2026, 3, 2))
    ba_tinh = cua("CB08")
    DinhMucTheoDoi.objects.filter(ma="kien_nghi_gom_so_tinh").update(so=4)

    assert hai_tinh == []
    assert [c.vai_tro for c in ba_tinh] == [("cuc_lanh_dao_phong",)]
    assert "Kiến nghị chung của 3 tỉnh" in ba_tinh[0].cau
    assert cua("CB08") == []


def test_figure_changed_after_publication():
    bo = nop("2026-6T", "34:80", {"XK00.A3": "5"}, trang_thai=TrangThaiBo.DA_CONG_BO)
    chua_cong_bo = nop("2026-6T", "34:24", {"XK00.A3": "5"})
    for b in (bo, chua_cong_bo):
        sua(b, "XK00.A3", 6)
    hom_nay = timezone.localdate()

    assert [(c.don_vi, c.duong_dan_so) for c in cua("CB09", hom_nay)] == [
        ("34:80", f"/so/bo/{bo.pk}/")
    ]
    assert cua("CB09", hom_nay - timedelta(days=1)) == []


def test_idle_account_failed_logins_and_large_export():
    hom_nay = timezone.localdate()
    for so_ngay in (30, 31):
        luc = timezone.now() - timedelta(days=so_ngay)
        tai_khoan("cuc_lanh_dao", username=f"nghi{so_ngay}", last_login=luc)
    for so_lan in (4, 5):
        tai_khoan(
            "cuc_lanh_dao", username=f"sai{so_lan}", so_lan_sai=so_lan, last_login=timezone.now()
        )
    for so_dong in (1000, 1001):
        ghi("solieu.ket_xuat", du_lieu={"so_dong": so_dong})

    assert {c.cau for c in cua("CB10", hom_nay)} == {
        "Tài khoản nghi30 không đăng nhập 30 ngày.",
        "Tài khoản sai5 đăng nhập sai 5 lần liên tiếp.",
        "Hệ thống kết xuất 1001 dòng (solieu.ket_xuat).",
    }


def test_login_from_a_new_country():
    hom_nay = timezone.localdate()
    moi, quen, dau_tien = (tai_khoan("quan_tri", username=u) for u in ("moi", "quen", "dau"))
    for nguoi, cac_nuoc in ((moi, ("VN", "VN", "SG")), (quen, ("VN", "VN")), (dau_tien, ("SG",))):
        for nuoc in cac_nuoc:
            with trong_yeu_cau(dia_chi="203.0.113.5", quoc_gia=nuoc):
                ghi_dang_nhap(user=nguoi)
    ghi_dang_nhap(user=moi)

    rows = [c for c in cua("CB10", hom_nay) if "quốc gia" in c.cau]

    assert [(c.cau.partition(" đăng nhập ")[2], c.muc, c.vai_tro) for c in rows] == [
        ("từ quốc gia mới (SG); trước đó: VN.", "cao", ("quan_tri",))
    ]
    assert cua("CB10", hom_nay + timedelta(days=1)) == []


def test_dated_row_runs_out():
    goc = NguongKiemTra.objects.get(ma="CB05", ten="bac")
    NguongKiemTra.objects.filter(pk=goc.pk).update(hieu_luc_den=NGAY + timedelta(days=30))
    con_lau, sap_het = cua("CB11", NGAY - timedelta(days=1)), cua("CB11")

    dat_nguong("CB11", "so_ngay", 31)
    som_hon = cua("CB11", NGAY - timedelta(days=1))
    NguongKiemTra.objects.create(
        ma="CB05", ten="bac", gia_tri=9, can_cu="Thử.", hieu_luc_tu=NGAY + timedelta(days=31)
    )

    assert (con_lau, [c.khoa for c in sap_het]) == ([], [f"CB11:nguongkiemtra:{goc.pk}"])
    assert len(som_hon) == 1
    assert cua("CB11") == []


def test_synthesis_of_less_than_all_provinces():
    nop("2026-6T", "34:80", {"XK00.A3": "5"})
    mo("2026-6T")
    ky = KyBaoCao.objects.get(ma="2026-6T")
    tong_hop(ky, by=None)
    thieu = cua("CB12")

    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai=TrangThaiKy.DA_CONG_BO)

    assert [c.cau for c in thieu] == [f"Bản tổng hợp {ky} chưa đủ 1/34 địa phương."]
    assert cua("CB12") == []


@pytest.fixture
def cham():
    """Tây Ninh far behind its export plan; its people and the officer in charge of it."""
    nguoi = mau.nguoi_dung()
    bo = nop("2026-6T", "34:80", {"XK00.A1": "100", "XK00.A4": "30"})
    mo("2026-6T")
    return nguoi, bo


def test_notice_links_where_the_reader_can_go(cham):
    _, bo = cham

    bao(cua("CB03"))
    lien_ket = dict(
        ThongBao.objects.filter(khoa__startswith="canhbao:CB03", kenh="he_thong").values_list(
            "nguoi_nhan__vai_tro", "lien_ket"
        )
    )

    so = f"/so/phieu/{bo.phieu.get(bieu_mau__ma='Q05').pk}/#o-XK00-A9"
    cuc = f"/admin/baocao/bobaocao/{bo.pk}/change/?the=Q05#o-XK00"
    assert lien_ket == {
        "so_lanh_dao": so, "so_tong_hop": so, "cuc_chuyen_vien": cuc, "cuc_lanh_dao_phong": cuc,
    }  # fmt: skip


def _thay(client, user, duong="/admin/canh-bao/"):
    client.force_login(user)
    return "chậm 20,0 điểm %" in client.get(duong).content.decode()


def test_page_shows_the_units_in_scope_only(client, cham):
    nguoi, _ = cham
    tinh_khac = mau.nguoi_dung("34:24")

    assert _thay(client, nguoi.cuc_chuyen_vien)
    assert _thay(client, nguoi.cuc_lanh_dao)
    assert not _thay(client, tinh_khac.cuc_chuyen_vien)
    assert not _thay(client, tai_khoan("quan_tri"))


def test_portal_page_shows_the_province_and_the_role_only(client, cham):
    nguoi, _ = cham

    assert _thay(client, nguoi.lanh_dao, "/so/canh-bao/")
    assert not _thay(client, nguoi.chuyen_vien, "/so/canh-bao/")
    assert not _thay(client, mau.nguoi_dung("34:24").lanh_dao, "/so/canh-bao/")


@pytest.mark.parametrize(
    ("loc", "co"),
    [
        ("?muc=cao&ma=CB03&don_vi=34:80", True),
        ("?muc=vua", False),
        ("?ma=CB04", False),
        ("?ma=khong-co&trang=x", True),
    ],
)
def test_page_filters(client, cham, loc, co):
    nguoi, _ = cham

    assert _thay(client, nguoi.cuc_lanh_dao, f"/admin/canh-bao/{loc}") == co


def test_administrator_sees_accounts_but_no_figures(client, cham):
    tai_khoan("cuc_lanh_dao", username="sai9", so_lan_sai=9, last_login=timezone.now())
    client.force_login(tai_khoan("quan_tri"))

    trang = client.get("/admin/canh-bao/").content.decode()

    assert "Tài khoản sai9 đăng nhập sai 9 lần liên tiếp." in trang
    assert "điểm %" not in trang
