"""Pages of the portal: who opens which, scope, the number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.models import DeAn, KeHoach
from khuyencong.portal.urls import urlpatterns
from khuyencong.portal.views.de_an import CAC_THE
from khuyencong.services import thuc_hien
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import DeAnFactory, ThuHuongFactory
from tests.khuyencong import mau

DS = reverse("khuyen_cong:danh_sach")
# Pages of one đề án that a GET opens, and who opens them while it is a draft of the centre.
SOAN = (
    "thong_tin",
    "noi_dung",
    "du_toan",
    "thu_huong",
    "thu_huong_tim",
    "thu_huong_moi",
    "co_so_moi",
    "tai_lieu",
)


def duong(ten, de_an, *them):
    return reverse(f"khuyen_cong:{ten}", args=[de_an.pk, *them])


@pytest.fixture
def da_duyet(nhap, n):
    """Approved, with money, contract, a monthly report."""
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(nhap, n), n), n)
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="1",
        ngay=date(2026, 2, 1), phan=[(de_an, "kcqg", 300 * mau.TRIEU)], by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * mau.TRIEU},
    )  # fmt: skip
    return DeAn.objects.get(pk=de_an.pk)


def test_centre_opens_every_page_of_its_draft(vao, nhap, n):
    c = vao(n.trung_tam)
    dong = nhap.cac_noi_dung.get().thu_huong.get()

    ma = {ten: c.get(duong(ten, nhap)).status_code for ten in ("xem", *SOAN)}
    ma["thu_huong_sua"] = c.get(duong("thu_huong_sua", nhap, dong.pk)).status_code
    ma["viec"] = c.get(duong("viec", nhap, "nop")).status_code
    ma["danh_sach"] = c.get(DS).status_code
    ma["moi"] = c.get(reverse("khuyen_cong:moi")).status_code

    assert ma == dict.fromkeys(ma, 200)


@pytest.mark.parametrize("the", [ma for ma, _ in CAC_THE])
def test_every_tab_of_a_running_de_an_opens_for_centre_and_so(vao, da_duyet, n, the):
    ma = [
        vao(ai).get(f"{duong('xem', da_duyet)}?the={the}").status_code
        for ai in (n.trung_tam, n.tham_dinh_so, n.truong_phong, n.lanh_dao_so)
    ]

    assert ma == [200] * 4


@pytest.mark.parametrize(
    ("trang", "trung_tam", "chuyen_vien", "truong_phong"),
    [
        ("tai_lieu", 200, 403, 403),
        ("tien_do", 200, 200, 200),
        ("ho_so_nt", 200, 403, 200),
        ("chung_tu", 200, 403, 403),
        ("hieu_qua", 200, 403, 403),
        ("thong_tin", 200, 403, 403),
    ],
)
def test_pages_of_carrying_out_ask_their_right(
    vao, da_duyet, n, trang, trung_tam, chuyen_vien, truong_phong
):
    ma = [
        vao(ai).get(duong(trang, da_duyet)).status_code
        for ai in (n.trung_tam, n.tham_dinh_so, n.truong_phong)
    ]

    assert ma == [trung_tam, chuyen_vien, truong_phong]


def test_officers_of_the_cuc_and_roles_without_khuyen_cong_are_refused(vao, nhap, don_vi, n):
    ai = [n.cuc, n.cuc_ld, tai_khoan("so_van_thu", don_vi=don_vi), tai_khoan("bo_lanh_dao")]

    assert [vao(u).get(DS).status_code for u in ai] == [403] * 4


def test_another_province_is_404_on_every_page(vao, nhap, n):
    c = vao(tai_khoan("so_khuyen_cong", don_vi=DonViFactory()))
    dong = nhap.cac_noi_dung.get().thu_huong.get().pk
    tai_lieu = nhap.tai_lieu.first().pk
    so = {"dong": dong, "ma": "nop"}
    ma = {}
    for u in urlpatterns:
        # Pages of a plan, not of a đề án: test_giao_von and test_ke_hoach ask them.
        if "<int:pk>" not in str(u.pattern) or str(u.pattern).startswith("ke-hoach/"):
            continue
        kwargs = {"pk": nhap.pk} | {k: v for k, v in so.items() if f":{k}>" in str(u.pattern)}
        if u.name == "tai_lieu_bo":
            kwargs["dong"] = tai_lieu
        dia_chi = reverse(f"khuyen_cong:{u.name}", kwargs=kwargs)
        ma[u.name] = (c.get(dia_chi).status_code, c.post(dia_chi).status_code)

    sai = {t: m for t, m in ma.items() if not set(m) <= {404, 405} or 404 not in m}
    assert (len(ma) > 20, sai) == (True, {})


def test_draft_is_the_centres_own(vao, nhap, n):
    assert vao(n.tham_dinh_so).get(duong("xem", nhap)).status_code == 404
    assert nhap.ma not in vao(n.tham_dinh_so).get(DS).content.decode()
    assert nhap.ma in vao(n.trung_tam).get(DS).content.decode()


@pytest.mark.parametrize(
    ("loc", "thay"),
    [
        ("nam=2026", True),
        ("nam=2025", False),
        ("nam=chu", False),
        ("nguon=kcqg", True),
        ("nguon=kcdp", False),
        ("trang_thai=nhap", True),
        ("trang_thai=cho_cuc", False),
        ("q=may say che", True),
        ("q=lo gach", False),
        ("trang=99", True),
    ],
)
def test_list_is_filtered(vao, nhap, n, loc, thay):
    trang = vao(n.trung_tam).get(f"{DS}?{loc}").content.decode()

    assert (nhap.ma in trang) == thay


def test_row_tells_the_next_step_who_acts_and_the_days(vao, nhap, n):
    mau.tham_dinh.nop(nhap, by=n.trung_tam)
    DeAn.objects.update(han_xu_ly=date(2020, 1, 1))

    dong = vao(n.tham_dinh_so).get(DS).context["dong"][0]

    assert (dong.buoc.viec, dong.buoc.ai, dong.cua_toi, dong.han.muc) == (
        "Nhận thẩm định cấp cơ sở",
        "Sở Công Thương",
        True,
        "qua",
    )


def _dem(c, dia_chi):
    with CaptureQueriesContext(connection) as q:
        assert c.get(dia_chi).status_code == 200
    return [x["sql"] for x in q]


def test_queries_of_the_list_do_not_grow_with_rows(vao, nhap, don_vi, n):
    c = vao(n.trung_tam)
    _dem(c, DS)
    mot = _dem(c, DS)
    for i in range(2):
        de_an = DeAnFactory(ma=f"KCQG-2026-9000{i}", don_vi=don_vi, trang_thai="gui_cuc")
        ThuHuongFactory(noi_dung__de_an=de_an)
    ba = _dem(c, DS)

    assert len(ba) == len(mot), "\n".join(ba)


@pytest.mark.parametrize("trang", ["thu_huong", "tai_lieu", "du_toan", "xem", "hieu_qua"])
def test_queries_of_a_page_do_not_grow_with_beneficiaries(vao, nhap, n, trang):
    c = vao(n.trung_tam)
    dia_chi = duong(trang, nhap)
    _dem(c, dia_chi)
    mot = _dem(c, dia_chi)
    for _ in range(2):
        ThuHuongFactory(noi_dung=nhap.cac_noi_dung.get(), co_so__xa__tinh=nhap.don_vi)
    ba = _dem(c, dia_chi)

    assert len(ba) == len(mot), "\n".join(ba)
