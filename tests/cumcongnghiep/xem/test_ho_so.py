"""The page of a dossier: what is to be done is offered, what is refused comes back with words."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import Cum, GiaoChuDauTu, HoSo, TieuChi, VanBan
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import ChuDauTuFactory
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def so():
    mau.che_do()
    mau.thoi_han()
    mau.tieu_chi()
    return tai_khoan("so_chuyen_vien", don_vi=DonViFactory())


@pytest.fixture
def cum(so):
    return mau.cum_quy_hoach(so.don_vi)


@pytest.fixture
def khach(client, so):
    client.force_login(so)
    return client


def _viec(khach, ho_so, viec, **gui):
    return khach.post(reverse("ccn_ho_so_viec", args=[ho_so.pk, viec]), gui)


def _trang(khach, ho_so, **hoi):
    return khach.get(reverse("ccn_ho_so", args=[ho_so.pk]), hoi)


def test_whole_procedure_through_the_page(khach, cum):
    cdt = ChuDauTuFactory(ten="Công ty Hạ tầng Bắc", ma_so_thue="0101234567")
    mo = khach.post(
        reverse("ccn_mo_ho_so", args=[cum.pk]),
        {"loai": "thanh_lap", "ngay_nop": "21/09/2026", "dien_tich": "50"},
    )
    ho_so = HoSo.objects.get()
    assert mo.url == reverse("ccn_ho_so", args=[ho_so.pk])
    buoc = [
        ("buoc", {"ngay": "21/09/2026", "chu_dau_tu": "0101234567"}),
        ("buoc", {"ngay": "22/09/2026", "so": "12/TB-UBND"}),
        ("buoc", {"ngay": "28/09/2026"}),
        ("bo-sung", {"ngay": "29/09/2026", "noi_dung": "Bản đồ ranh giới"}),
        ("nhan-bo-sung", {"ngay": "30/09/2026"}),
        ("buoc", {"ngay": "30/09/2026"}),
        (
            "hoi-dong",
            {
                "so_quyet_dinh": "1500/QĐ-UBND",
                "ngay_quyet_dinh": "30/09/2026",
                "co_mat_toi_thieu": "60",
                **{
                    f"{t}_{i}": v
                    for i, ba in enumerate(
                        (
                            ("Lê Văn Chủ", "UBND tỉnh", "chu_tich"),
                            ("Trần Thị Phó", "Sở Công Thương", "pho"),
                            ("Đỗ Thị Ký", "Sở Công Thương", "thu_ky"),
                        ),
                        1,
                    )
                    for t, v in zip(("ho_ten", "co_quan", "vai_tro"), ba, strict=True)
                },
            },
        ),
        ("buoc", {"ngay": "05/10/2026", "so": "2/QĐ-HĐ"}),
    ]
    for viec, gui in buoc:
        tra = _viec(khach, ho_so, viec, **gui)
        assert tra.status_code == 302, tra.content.decode()
    (u,) = ho_so.ung_vien.all()
    _viec(khach, ho_so, "dieu-kien", ung_vien=u.pk, dat="1")
    for n in ho_so.hoi_dong.thanh_vien.exclude(vai_tro="thu_ky"):
        diem = {f"tc_{t.pk}": "14,5" for t in TieuChi.objects.all()}
        tra = _viec(khach, ho_so, "phieu", ung_vien=u.pk, thanh_vien=n.pk, **diem)
        assert tra.status_code == 302, tra.content.decode()
    for viec, gui in (
        ("hop", {"ngay_hop": "08/10/2026"}),
        ("ket-luan", {"bien_ban": "Nhất trí."}),
        ("buoc", {"ngay": "15/10/2026", "so": "90/BC-SCT"}),
        (
            "buoc",
            {
                "ngay": "20/10/2026",
                "so": "1600/QĐ-UBND",
                "tong_muc_dau_tu": "380.000.000.000",
                "tep": SimpleUploadedFile("qd.pdf", b"%PDF-1.7 a"),
            },
        ),
    ):
        tra = _viec(khach, ho_so, viec, **gui)
        assert tra.status_code == 302, tra.content.decode()

    assert Cum.objects.get(pk=cum.pk).phap_ly == "da_thanh_lap"
    assert GiaoChuDauTu.objects.get().chu_dau_tu == cdt
    qd = VanBan.objects.get(loai=L.THANH_LAP)
    assert (qd.tong_muc_dau_tu, len(qd.tep.sha256)) == (380 * 10**9, 64)
    cuoi = _trang(khach, ho_so).content.decode()
    assert "Kết thúc 20/10/2026" in cuoi
    assert "Ghi nhận" not in cuoi


def test_refused_step_comes_back_with_every_sentence(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so)

    tra = _viec(
        khach, ho_so, "buoc", ngay="21/09/2027", chu_dau_tu="Công ty Không Có",
        tep=SimpleUploadedFile("a.exe", b"MZ"),
    )  # fmt: skip
    trang = tra.content.decode()
    lai = _viec(
        khach, ho_so, "buoc", ngay="21/09/2027", tep=SimpleUploadedFile("a.exe", b"MZ")
    ).content.decode()

    assert tra.status_code == 422
    assert "Danh mục chưa có chủ đầu tư «Công ty Không Có»." in trang
    assert 'value="21/09/2027"' in trang
    assert "ở tương lai" in lai
    assert "Tệp «a.exe» không phải PDF" in lai


def test_page_offers_what_is_open_now(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    truoc = _trang(khach, ho_so).content.decode()
    mau.den_tieu_chi(ho_so, so)

    sau = _trang(khach, ho_so).content.decode()

    assert "Ghi bước tiếp theo: 2. Văn bản đề nghị đầu tiên" in truoc
    assert "Xét điều kiện" not in truoc
    for viec in ("Kết luận của Hội đồng (bước 8)", "Yêu cầu bổ sung hồ sơ", "Ghi kết quả"):
        assert viec in sau


def test_score_sheet_opens_with_what_was_entered(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    (u,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, u, so, (12, 11, 22, 33))
    n = ho_so.hoi_dong.thanh_vien.get(vai_tro="chu_tich")

    trang = _trang(khach, ho_so, phieu=f"{u.pk}-{n.pk}").content.decode()
    la = _trang(khach, ho_so, phieu="1-x")

    assert f"Phiếu của {n.ho_ten} cho {u}" in trang
    assert 'value="33"' in trang
    assert la.status_code == 200


def test_who_only_reads_is_offered_no_form(client, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    client.force_login(tai_khoan("so_lanh_dao", don_vi=so.don_vi))

    trang = _trang(client, ho_so)
    gui = _viec(client, ho_so, "buoc", ngay="21/09/2026")

    assert (trang.status_code, gui.status_code) == (200, 403)
    assert "<form" not in trang.content.decode().partition("<main")[2]


def test_other_province_finds_nothing(client, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=DonViFactory()))

    assert _trang(client, ho_so).status_code == 404
    assert _viec(client, ho_so, "buoc", ngay="21/09/2026").status_code == 404
    assert client.get(reverse("ccn_mo_ho_so", args=[cum.pk])).status_code == 404


def test_papers_are_downloads_and_say_when_there_is_no_council(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    dia_chi = reverse("ccn_ho_so_giay", args=[ho_so.pk, "bien-ban", "docx"])
    chua = khach.get(dia_chi)
    mau.den_tieu_chi(ho_so, so)

    tra = khach.get(dia_chi)

    assert (chua.status_code, chua.content.decode()) == (409, "Hồ sơ chưa có Hội đồng đánh giá.")
    assert tra["Content-Disposition"] == f'attachment; filename="bien-ban-{ho_so.pk}.docx"'
    assert tra.content.startswith(b"PK")


def test_queries_do_not_grow_with_the_sheets(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    cac = mau.den_tieu_chi(ho_so, so, nha_dau_tu=3)
    mau.cham(ho_so, cac[0], so, (10, 10, 20, 20))
    with CaptureQueriesContext(connection) as mot:
        _trang(khach, ho_so)
    for u in cac[1:]:
        mau.cham(ho_so, u, so, *[(10, 10, 20, 20)] * 3)

    with CaptureQueriesContext(connection) as ba:
        _trang(khach, ho_so)

    assert len(ba) <= len(mot)


def test_dossier_of_the_day_before_the_border_shows_its_own_regime(khach, cum, so):
    ho_so = mau.ho_so_moi(cum, so, ngay=date(2026, 9, 14))

    assert "áp dụng NĐ 32/2024" in _trang(khach, ho_so).content.decode()
