"""Registers of the selection in the admin: lists, filters, pages, dialogs."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cucctdp.audit.models import SuKien
from sanpham_tieubieu.models import (
    CanhBao,
    DanhHieuCu,
    LangNghe,
    NhanSu,
    SoCongBo,
    SuKienNganh,
    TheoDoi,
)
from sanpham_tieubieu.services.so_nganh import luu, luu_dong
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import ThuHuongFactory
from tests.factories.san_pham import (
    GiayFactory,
    HoSoFactory,
    KyFactory,
    LangNgheFactory,
    NhanSuFactory,
    SanPhamFactory,
)
from tests.sanpham_tieubieu.cua.mau import ky_mo
from tests.sanpham_tieubieu.quan_tri.dung import duoc_cong_nhan, ky_cong_nhan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]


def _danh_hieu():
    return DanhHieuCu.objects.create(
        cap="tinh", nam=2023, don_vi=DonViFactory(), ten_san_pham="Chè Shan", nguon_tin="Báo"
    )


def _cong_bo():
    return SoCongBo.objects.create(cap="tinh", nam=2023, don_vi=DonViFactory(), nguon_tin="Báo")


def _su_kien():
    so = SuKienNganh.objects.count()
    return SuKienNganh.objects.create(
        loai="hoi_nghi", ten=f"Hội nghị {so}", cap="khu_vuc", tu_ngay=date(2025, 1, 1)
    )


def _canh_bao():
    hom_nay = timezone.localdate()
    return CanhBao.objects.create(
        ky=KyFactory(cap="quoc_gia", don_vi=None), ma="R54", thong_bao="Còn tỉnh chưa gửi",
        can_cu="Thử", thay_dau=hom_nay, thay_cuoi=hom_nay, so_ngay_tre=3,
    )  # fmt: skip


SO = {
    "hosodangky": HoSoFactory,
    "sanpham": SanPhamFactory,
    "giaychungnhan": GiayFactory,
    "nhansu": NhanSuFactory,
    "langnghe": LangNgheFactory,
    "danhhieucu": _danh_hieu,
    "socongbo": _cong_bo,
    "sukiennganh": _su_kien,
    "canhbao": _canh_bao,
}
LOC = {
    "hosodangky": (
        "trang_thai=duoc", "chu_y=qua_han", "chu_y=cho", "chu_y=lang_nghe", "san_pham=9",
    ),
    "sanpham": ("giay=con", "giay=nhieu_lan", "giay=khong", "ocop=4", "ocop=khong"),
    "giaychungnhan": (
        *(f"tinh_trang={t}" for t in ("con_hieu_luc", "het_han", "da_thay", "thu_hoi", "sap_het")),
        "theo_doi=co", "theo_doi=chua",
    ),
    "danhhieucu": ("gan=co", "gan=chua", "gan=xac_minh", "nhom=CK"),
    "sukiennganh": ("viec=tre", "viec=mo", "khu_vuc=bac"),
    "canhbao": ("tinh_trang=het", "tinh_trang=tat_ca", "ngay=qua_han", "ngay=con_30", "ma=R54"),
}  # fmt: skip


def ds(ten):
    return reverse(f"admin:sanpham_tieubieu_{ten}_changelist")


def gio(luc):
    return f"{luc:%d/%m/%Y}"


@pytest.fixture
def phong(client):
    user = tai_khoan("cuc_lanh_dao_phong")
    client.force_login(user)
    return user


@pytest.mark.parametrize("ten", SO)
def test_register_answers_in_the_same_queries_for_one_row_and_three(client, phong, ten):
    dong = SO[ten]()
    client.get(ds(ten))
    with CaptureQueriesContext(connection) as mot:
        assert client.get(ds(ten)).status_code == 200
    SO[ten]()
    SO[ten]()
    with CaptureQueriesContext(connection) as ba:
        client.get(ds(ten))

    assert len(ba) == len(mot)
    if ten != "canhbao":
        mot_dong = reverse(f"admin:sanpham_tieubieu_{ten}_change", args=[dong.pk])
        assert client.get(mot_dong).status_code == 200


@pytest.mark.parametrize(("ten", "loc"), [(t, x) for t, cac in LOC.items() for x in cac])
def test_filter_of_a_register_answers(client, phong, ten, loc):
    assert client.get(f"{ds(ten)}?{loc}").status_code == 200


@pytest.mark.parametrize("ten", ["kybinhchon", "hosodangky", "sanpham", "giaychungnhan"])
def test_filtered_list_is_taken_as_a_workbook_in_the_same_queries(client, phong, ten):
    tao = {**SO, "kybinhchon": KyFactory}[ten]
    duong = reverse(f"admin:sanpham_tieubieu_{ten}_xuat")
    tao()
    client.post(duong)
    with CaptureQueriesContext(connection) as mot:
        client.post(duong)
    tao()
    tao()
    with CaptureQueriesContext(connection) as ba:
        tep = client.post(duong)
    ws = next(iter(load_workbook(BytesIO(tep.content))))

    assert (len(ba), ws.max_row) == (len(mot), 4)
    assert (
        next(iter(load_workbook(BytesIO(client.post(f"{duong}?q=khongco").content)))).max_row == 1
    )


def test_filter_of_certificates_tells_what_each_is_today(client, phong):
    hom_nay = timezone.localdate()
    con = GiayFactory(ten_san_pham="Còn", het_han=date(hom_nay.year + 2, 12, 31))
    GiayFactory(ten_san_pham="Hết", ngay_cap=date(2020, 1, 1), het_han=date(2022, 12, 31))

    chu = client.get(f"{ds('giaychungnhan')}?tinh_trang=con_hieu_luc").content.decode()

    assert (con.so in chu, ">Hết<" in chu) == (True, False)


def test_dossier_is_questioned_and_refused_by_dialogs_never_handed_in_here(client, phong):
    ho_so = HoSoFactory(ky=ky_mo("quoc_gia"))
    trang = reverse("admin:sanpham_tieubieu_hosodangky_change", args=[ho_so.pk])

    def viec(ma):
        return reverse("admin:sanpham_tieubieu_hosodangky_viec", args=[ho_so.pk, ma])

    chu = client.get(trang).content.decode()
    hoi = client.post(viec("yeu-cau-bo-sung"), {
        "cac_phan": ["anh"], "noi_dung": "Ảnh mờ, gửi lại ba ảnh",
        "han": gio(timezone.localdate() + timedelta(days=2)),
    })  # fmt: skip
    keo = client.post(viec("gia-han"), {
        "han": gio(timezone.localdate() + timedelta(days=4)), "ly_do": "Cơ sở xin thêm ngày",
    })  # fmt: skip
    ngan = client.post(viec("tu-choi"), {"ly_do": "Ngắn"})
    tu_choi = client.post(viec("tu-choi"), {"ly_do": "Không đúng đối tượng bình chọn"})
    ho_so.refresh_from_db()

    assert ("Hồ sơ không hợp lệ" in chu, "Nộp hồ sơ</a>" in chu) == (True, False)
    assert [t.status_code for t in (hoi, keo, ngan, tu_choi)] == [302, 302, 200, 302]
    assert ho_so.trang_thai == "khong_hop_le"
    assert client.get(viec("nop")).status_code == 404


def test_certificate_of_the_cuc_is_revoked_reissued_and_followed_up(client):
    ky, qd = ky_cong_nhan(cap="khu_vuc", don_vi=None, khu_vuc="nam")
    client.force_login(tai_khoan("cuc_lanh_dao"))
    giay = duoc_cong_nhan(ky, qd).giay
    hom_nay = timezone.localdate()

    def viec(ten):
        return reverse(f"admin:sanpham_tieubieu_giaychungnhan_{ten}", args=[giay.pk])

    thieu = client.post(viec("thu_hoi"), {"so": "", "ngay": gio(hom_nay), "co_quan": "cuc"})
    xong = client.post(viec("thu_hoi"), {
        "so": "9/QĐ", "ngay": gio(hom_nay), "co_quan": "cuc", "ly_do": "Vi phạm cam kết chất lượng",
    })  # fmt: skip
    giay.refresh_from_db()

    assert [thieu.status_code, xong.status_code] == [200, 302]
    assert (giay.thu_hoi_so, giay.trang_thai_ngay().value) == ("9/QĐ", "thu_hoi")
    assert client.get(viec("theo_doi")).status_code == 403
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    ghi = client.post(viec("theo_doi"), {"nam": "2026", "ngay": gio(hom_nay), "lao_dong": "30"})
    assert (ghi.status_code, TheoDoi.objects.get().lao_dong) == (302, 30)


def test_person_is_written_and_the_number_kept_as_a_hash(client, phong):
    tra = client.post(reverse("admin:sanpham_tieubieu_nhansu_add"), {
        "ho_ten": "Trần Văn Giám", "co_quan": "Viện", "co_quan_thuoc": "khac",
        "so_dinh_danh": "079080001234",
    })  # fmt: skip
    nguoi = NhanSu.objects.get()

    assert (tra.status_code, len(nguoi.dinh_danh_bam)) == (302, 64)
    trang = client.get(reverse("admin:sanpham_tieubieu_nhansu_change", args=[nguoi.pk]))
    assert "079080001234" not in trang.content.decode()


def test_village_and_event_are_kept_by_their_scope_and_told():
    so = tai_khoan("so_chuyen_vien", don_vi=DonViFactory())
    lang = luu(LangNghe(ten="Mây", danh_hieu="lang_nghe", don_vi=so.don_vi), by=so)
    luu_dong(lang, luu_cac=[lang.so_lieu.model(lang_nghe=lang, nam=2025, ho_tong=9)], by=so)

    assert lang.so_lieu.get().ho_tong == 9
    assert set(SuKien.objects.values_list("hanh_dong", flat=True)) >= {
        "langnghe.lap", "langnghe.dong",
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        luu(LangNghe(ten="Tre", danh_hieu="lang_nghe", don_vi=DonViFactory()), by=so)
    with pytest.raises(PermissionDenied):
        luu(_su_kien(), by=so)
    with pytest.raises(ValidationError, match="Số hộ làm nghề"):
        luu_dong(lang, by=so, luu_cac=[
            lang.so_lieu.model(lang_nghe=lang, nam=2024, ho_tong=1, ho_tham_gia=2)
        ])  # fmt: skip


def test_published_total_stands_beside_our_own_count(client, phong):
    ky, qd = ky_cong_nhan(nam=2025)
    duoc_cong_nhan(ky, qd)
    SoCongBo.objects.create(
        cap="tinh", nam=2025, don_vi=ky.don_vi, so_dang_ky=7, so_cong_nhan=5, nguon_tin="Báo"
    )

    chu = client.get(ds("socongbo")).content.decode()

    assert ('field-cong_nhan' in chu, ">5<" in chu.replace("\n", "").replace(" ", "")) == (
        True, True,
    )  # fmt: skip


def test_first_page_shows_rounds_certificates_and_alerts(client, phong):
    GiayFactory(het_han=date(timezone.localdate().year, 12, 31))
    _canh_bao()

    chu = client.get(reverse("admin:index")).content.decode()

    assert "1 giấy chứng nhận còn hiệu lực" in chu
    assert "1 cảnh báo đang mở" in chu


def test_product_tells_what_its_establishment_received_from_khuyen_cong(client):
    san_pham = SanPhamFactory()
    ThuHuongFactory(co_so=san_pham.co_so, noi_dung__de_an__ma="KCQG-2026-00777")
    client.force_login(tai_khoan("cuc_lanh_dao"))

    trang = client.get(reverse("admin:sanpham_tieubieu_sanpham_change", args=[san_pham.pk]))
    khac = client.get(reverse("admin:sanpham_tieubieu_sanpham_change", args=[SanPhamFactory().pk]))

    assert "(đề án KCQG-2026-00777), 300 triệu đồng" in trang.content.decode()
    assert "Chưa ghi nhận" in khac.content.decode()
