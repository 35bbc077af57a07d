"""Periods, templates, rules, dashboard and leadership pages."""

from dataclasses import asdict

import pytest
from django.urls import reverse

from baocao.choices import TrangThaiKy
from baocao.models import BieuMau, GiaTriTongHop, HanNop, KyBaoCao
from baocao.services import quy_trinh
from baocao.services.tong_hop import tong_hop
from baocao.statistics import ty_le_nop
from tests.factories.accounts import tai_khoan

CAC_DANH_SACH = [
    "bobaocao",
    "kybaocao",
    "lantonghop",
    "bantin",
    "bieumau",
    "quytackiemtra",
    "quytaclich",
    "ngaynghi",
    "giahan",
]
CAC_QUYEN = {
    "cuc_chuyen_vien": set(CAC_DANH_SACH),
    "cuc_lanh_dao_phong": set(CAC_DANH_SACH),
    "cuc_lanh_dao": set(CAC_DANH_SACH),
    "kiem_toan": set(CAC_DANH_SACH),
    "bo_lanh_dao": {"kybaocao", "lantonghop", "bantin", "bieumau", "quytackiemtra"},
    "quan_tri": {"kybaocao", "bieumau", "quytackiemtra", "quytaclich", "ngaynghi"},
}


@pytest.mark.parametrize("vai_tro", CAC_QUYEN)
def test_lists_by_role(client, vao, vai_tro):
    vao(vai_tro)

    mo = {
        b
        for b in CAC_DANH_SACH
        if client.get(reverse(f"admin:baocao_{b}_changelist")).status_code == 200
    }

    assert mo == CAC_QUYEN[vai_tro]


@pytest.mark.parametrize(
    ("vai_tro", "ma"),
    [
        ("cuc_chuyen_vien", 200),
        ("cuc_lanh_dao", 200),
        ("bo_lanh_dao", 200),
        ("kiem_toan", 200),
        ("quan_tri", 403),
    ],
)
def test_leadership_page_by_role(client, vao, vai_tro, ma):
    vao(vai_tro)

    assert client.get(reverse("lanh_dao")).status_code == ma


def test_period_made_by_code_then_opened(client, vao):
    vao("cuc_lanh_dao_phong")

    client.post(reverse("admin:baocao_kybaocao_add"), {"ma": "2026-q1"})
    ky = KyBaoCao.objects.get(ma="2026-Q1")
    client.post(reverse("admin:baocao_kybaocao_buoc", args=[ky.pk, "mo"]))

    ky.refresh_from_db()
    assert (ky.trang_thai, ky.bo.count()) == (TrangThaiKy.DANG_MO, 34)


@pytest.mark.parametrize("ma", ["2026-Q5", "quý 1", ""])
def test_period_with_bad_code_is_refused(client, vao, ma):
    vao("cuc_lanh_dao_phong")

    tra_loi = client.post(reverse("admin:baocao_kybaocao_add"), {"ma": ma})

    assert list(tra_loi.context["form"].errors) == ["ma"]
    assert [k.ma for k in KyBaoCao.objects.all()] == ["2026-6T"]


@pytest.mark.parametrize("vai_tro", ["cuc_chuyen_vien", "quan_tri", "kiem_toan", "bo_lanh_dao"])
def test_period_is_not_made_by_others(client, vao, vai_tro):
    vao(vai_tro)

    assert client.post(reverse("admin:baocao_kybaocao_add"), {"ma": "2026-Q1"}).status_code == 403


def _luu_han(client, ky, can_cu):
    han = list(HanNop.objects.filter(ky=ky).order_by("ngay", "pk"))
    du_lieu = {"han_nop-TOTAL_FORMS": len(han), "han_nop-INITIAL_FORMS": len(han)}
    for i, h in enumerate(han):
        du_lieu |= {
            f"han_nop-{i}-id": h.pk,
            f"han_nop-{i}-ky": ky.pk,
            f"han_nop-{i}-ngay": "20/08/2026",
            f"han_nop-{i}-loai_han": h.loai_han,
            f"han_nop-{i}-can_cu": can_cu,
        }
    return client.post(reverse("admin:baocao_kybaocao_change", args=[ky.pk]), du_lieu)


@pytest.mark.parametrize("vai_tro", ["quan_tri", "cuc_lanh_dao_phong"])
def test_due_dates_need_a_basis(client, vao, bo_gui, vai_tro):
    vao(vai_tro)

    khong_can_cu = _luu_han(client, bo_gui.ky, "")
    con = set(HanNop.objects.filter(ky=bo_gui.ky).values_list("ngay", flat=True))
    co_can_cu = _luu_han(client, bo_gui.ky, "Công văn 1/BCT")

    moi = {f"{d:%d/%m/%Y}" for d in bo_gui.ky.han_nop.values_list("ngay", flat=True)}
    assert (khong_can_cu.status_code, co_can_cu.status_code) == (200, 302)
    assert len(con) > 1
    assert moi == {"20/08/2026"}


def test_used_template_is_read_only(client, vao, bo_gui):
    vao("quan_tri")
    bieu_mau = BieuMau.objects.get(ma="Q04")

    duong = reverse("admin:baocao_bieumau_change", args=[bieu_mau.pk])

    assert client.get(duong).status_code == 200
    assert client.post(duong, {"ten": "Khác"}).status_code == 403


def test_dashboard_counts_equal_statistics(client, vao, bo_gui):
    vao("cuc_lanh_dao")

    dem = asdict(client.get(reverse("admin:index")).context["dem"])

    so = ty_le_nop(bo_gui.ky.ma)
    assert {k: dem[k] for k in ("phai_nop", "da_gui", "da_nhan", "dung_han", "tre_han")} == {
        k: getattr(so, k) for k in ("phai_nop", "da_gui", "da_nhan", "dung_han", "tre_han")
    }
    assert dem["chua_gui"] == so.chua_gui


def test_dashboard_tells_the_rates_of_each_form(client, vao, bo_gui):
    vao("bo_lanh_dao")

    tra = client.get(reverse("admin:index"))

    bieu = [(ma, so[0].mau_so) for ma, _, so in tra.context["ty_le_bieu"]]
    assert bieu == [("Q04", 1), ("Q05", 1)]
    assert tra.text.count("Tỷ lệ nộp theo biểu</h2>") == 1


@pytest.mark.parametrize("ban_do", ["trang_thai", "BL00", "CC19", "la"])
def test_dashboard_opens_with_every_map(client, vao, bo_gui, ban_do):
    vao("bo_lanh_dao")

    assert client.get(reverse("admin:index"), {"ban_do": ban_do}).status_code == 200


def test_dashboard_of_administrator_holds_no_figure(client, vao, bo_gui):
    vao("quan_tri")

    ngu_canh = client.get(reverse("admin:index")).context

    assert ngu_canh["duoc_xem"] is False
    assert "dem" not in ngu_canh


@pytest.fixture
def so_ca_nuoc(nguoi, bo_gui):
    quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)
    quy_trinh.de_nghi_tiep_nhan(bo_gui, by=nguoi.cuc_chuyen_vien)
    quy_trinh.tiep_nhan(bo_gui, by=nguoi.cuc_lanh_dao_phong)
    lan = tong_hop(bo_gui.ky, by=None)
    return GiaTriTongHop.objects.get(lan=lan, cap="ca_nuoc", chi_tieu="BL00", cot="A4")


def test_trace_adds_up_to_the_figure(client, vao, so_ca_nuoc):
    vao("bo_lanh_dao")

    ngu_canh = client.get(reverse("truy_vet", args=[so_ca_nuoc.pk])).context

    assert ngu_canh["khop"] is True
    assert [(n.chi_tieu, n.tong) for n in ngu_canh["nhom"]] == [("BL00", so_ca_nuoc.gia_tri)]


def test_trace_of_another_province_is_not_found(client, vao, so_ca_nuoc):
    so = GiaTriTongHop.objects.get(lan=so_ca_nuoc.lan, cap="tinh", chi_tieu="BL00", cot="A4")
    client.force_login(tai_khoan("cuc_chuyen_vien"))

    assert client.get(reverse("truy_vet", args=[so.pk])).status_code == 404


def test_synthesis_page_shows_figures_and_way_to_trace(client, vao, so_ca_nuoc):
    vao("cuc_lanh_dao")

    tra_loi = client.get(
        reverse("admin:baocao_lantonghop_change", args=[so_ca_nuoc.lan_id]), {"bieu": "Q04"}
    )

    assert reverse("truy_vet", args=[so_ca_nuoc.pk]) in tra_loi.content.decode()


@pytest.mark.parametrize("vai_tro", ["kiem_toan", "bo_lanh_dao", "quan_tri"])
def test_period_steps_are_not_for_readers(client, vao, bo_gui, vai_tro):
    vao(vai_tro)

    cac_ma = {
        client.post(
            reverse("admin:baocao_kybaocao_buoc", args=[bo_gui.ky_id, b]), {"ly_do": "x" * 20}
        ).status_code
        for b in ("mo", "dong", "mo_lai", "chot", "cong_bo")
    }

    assert cac_ma == {403}
