"""Published clusters and totals load as their sources say, each with an address, and no more."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.nap_goc.nap import doc_yaml
from cumcongnghiep.bieu.dong_cum import gia_tri_cum
from cumcongnghiep.choices import LoaiVanBan, PhapLy
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import (
    ChuDauTu,
    Cum,
    CumXa,
    GiaoChuDauTu,
    MucQuyHoach,
    SoCongBo,
    SoLieu,
    VanBan,
)
from cumcongnghiep.services.du_lieu_goc import THU_MUC
from cumcongnghiep.services.so_cong_bo import TEP, nap_so_cong_bo, so_he_thong, tong_lech
from cumcongnghiep.statistics import Hoi, bieu_04
from tests.factories.accounts import UserFactory
from tests.factories.donvi import DonViFactory, XaFactory

DU_LIEU = doc_yaml(THU_MUC / TEP)


@pytest.fixture
def cac_tinh(db):
    khoa = {m[k] for m in DU_LIEU["cum"] for k in ("tinh", "tinh_cu")}
    khoa |= {m["noi"] for m in DU_LIEU["so_cong_bo"]} | {m["tinh"] for m in DU_LIEU["quy_hoach"]}
    cac = {k: DonViFactory(bo_ma=k[:2], ma=k[3:]) for k in sorted(khoa - {""})}
    for ma in sorted({x for m in DU_LIEU["cum"] for x in m.get("xa", ())}):
        XaFactory(ma=ma, tinh=cac["34:15"])
    return cac


def test_every_published_row_names_an_address_and_is_to_be_verified(cac_tinh):
    nap_so_cong_bo()

    assert Cum.objects.filter(can_xac_minh=True, minh_hoa=False).count() == len(DU_LIEU["cum"])
    for bang in (Cum, VanBan, SoCongBo, SoLieu):
        khong = bang.objects.exclude(nguon_tin__startswith="http")
        assert [str(d) for d in khong] == []
    assert [str(v) for v in VanBan.objects.filter(can_xac_minh=False)] == []
    assert SoCongBo.objects.filter(can_xac_minh=False).count() == 0


def test_no_person_and_no_unpublished_capital_is_loaded(cac_tinh):
    nap_so_cong_bo()

    chu = (THU_MUC / TEP).read_text(encoding="utf-8")
    assert [c for c in ("ông ", "bà ", "Giám đốc", "Chủ tịch") if f" {c}" in chu] == []
    assert set(ChuDauTu.objects.values_list("ten", flat=True)) == {
        "CTCP Tập đoàn HDA Việt Nam Industry",
        "CTCP Kim Long",
        "Công ty TNHH Thiên Hưng Mỹ Thọ",
        "Ban Quản lý dự án đầu tư xây dựng huyện Quốc Oai",
    }
    co_von = VanBan.objects.filter(tong_muc_dau_tu__isnull=False)
    assert set(co_von.values_list("cum__ten", "tong_muc_dau_tu")) == {
        ("Lương Sơn 2", 1140 * 10**9),
        ("Bình Thành", 320 * 10**9),
        ("Trung Nghĩa", 1108 * 10**9),
    }
    lao_cai = Cum.objects.filter(don_vi=cac_tinh["34:15"])
    assert GiaoChuDauTu.objects.filter(cum__in=lao_cai).count() == 0
    assert SoLieu.objects.filter(cum__in=lao_cai).count() == 0, "remarks of notes are no figures"


def test_decisions_states_and_places_follow_the_sources(cac_tinh):
    nap_so_cong_bo()

    theo_ten = {c.ten: c for c in Cum.objects.all()}
    thong_nhat = theo_ten["Thống Nhất 1"]
    assert (thong_nhat.phap_ly, thong_nhat.dien_tich) == (PhapLy.DA_THANH_LAP, Decimal("74.95"))
    assert thong_nhat.tinh_cu == cac_tinh["63:10"]
    son_man = theo_ten["Sơn Mãn"]
    assert (son_man.phap_ly, son_man.trong_quy_hoach) == (PhapLy.DA_THANH_LAP, False)
    assert son_man.quy_hoach.get().nhom == "rut"
    assert theo_ten["Phát Hải"].phap_ly == PhapLy.BAI_BO
    assert theo_ten["Bãi Ba 2"].phap_ly == PhapLy.QUY_HOACH
    assert MucQuyHoach.objects.filter(cum__don_vi=cac_tinh["34:25"]).count() == 8
    xa = CumXa.objects.filter(cum=theo_ten["Phú Thịnh 1"])
    assert sorted(xa.values_list("xa__ma", "chu_tri")) == [("04279", False), ("04714", False)]
    assert "Xã, phường hiện nay: nguồn chưa nêu." in theo_ten["Lương Sơn 2"].ghi_chu


def test_a_day_the_source_does_not_give_is_told_in_the_document(cac_tinh):
    nap_so_cong_bo()

    thanh_lap = VanBan.objects.filter(loai=LoaiVanBan.THANH_LAP)
    trich_yeu = {v.cum.ten: v.trich_yeu for v in thanh_lap.select_related("cum")}
    assert trich_yeu["Thống Nhất 1"] == ""
    assert trich_yeu["Hải Lệ"] == "Nguồn chỉ nêu năm 2012, không nêu ngày."
    assert "không nêu số, ngày" in trich_yeu["Hà Khánh"]
    assert thanh_lap.filter(so="", trich_yeu="").count() == 0


def test_a_decision_without_number_and_day_is_no_event_of_a_period(cac_tinh):
    nap_so_cong_bo()
    nam_2025 = {"tu": date(2024, 12, 15), "den": date(2025, 12, 14)}

    bang = bieu_04(Hoi(cap="tinh", **nam_2025))
    quang_ninh = list(Cum.objects.filter(don_vi=cac_tinh["34:22"]))
    tung_cum = [gia_tri_cum(h, **nam_2025) for h in doc_ho_so(quang_ninh).values()]

    quang_ninh = bang.cua("34:22").gia_tri
    assert (quang_ninh("3"), quang_ninh("5"), quang_ninh("6")) == (16, 1, Decimal("54.54"))
    assert sum(k.get("5", 0) for k in tung_cum) == 1
    assert bang.cua("34:15").gia_tri("5") == 2


def test_two_sources_that_disagree_are_both_named(cac_tinh):
    nap_so_cong_bo()

    binh_thanh = Cum.objects.get(ten="Bình Thành")

    assert "Hai nguồn đặt cụm ở hai xã khác nhau" in binh_thanh.ghi_chu
    assert "vnexpress.net" in binh_thanh.nguon_tin
    assert "realtier.net" in binh_thanh.nguon_tin
    assert binh_thanh.cac_xa.count() == 0


def test_loading_again_changes_nothing_and_keeps_what_a_person_changed(cac_tinh):
    nap_so_cong_bo()
    VanBan.objects.filter(cum__ten="Y Can").update(dien_tich=Decimal("74.5"))

    lan_hai = nap_so_cong_bo()

    assert {t: (d["them"], d["doi"]) for t, d in lan_hai.items()} == dict.fromkeys(lan_hai, (0, 0))
    assert lan_hai["văn bản"]["sua_tay"] == 1
    assert VanBan.objects.get(cum__ten="Y Can").dien_tich == Decimal("74.5")


def test_without_units_only_national_totals_are_loaded(db):
    nap_so_cong_bo()

    assert Cum.objects.count() == 0
    assert set(SoCongBo.objects.values_list("don_vi", flat=True)) == {None}


def test_sums_that_do_not_add_up_are_told_and_rounding_is_not(cac_tinh):
    nap_so_cong_bo()

    lech = {
        (x.tong.don_vi.khoa, x.tong.so, x.cong_lai, x.chenh)
        for x in tong_lech(SoCongBo.objects.all())
    }

    assert lech == {
        ("34:38", Decimal(53), Decimal(52), Decimal(1)),
        ("63:66", Decimal(141), Decimal(140), Decimal(1)),
    }
    co_phan = SoCongBo.objects.filter(cac_phan__isnull=False).distinct()
    assert {s.don_vi.khoa for s in co_phan} == {
        "34:38", "63:66", "34:22", "34:48", "63:26", "63:80",
    }  # fmt: skip


def test_our_figure_stands_beside_the_published_one_of_the_same_row_and_day(cac_tinh):
    nap_so_cong_bo()
    cac = SoCongBo.objects.filter(don_vi=cac_tinh["34:22"]).select_related("don_vi")

    so = so_he_thong(cac, user=None)

    theo_dong = {(s.ma_dong, s.so): so.get(s.pk, "không so") for s in cac if s.tong_id is None}
    assert theo_dong[("3", Decimal(16))] == 16
    assert theo_dong[("4", Decimal("853.18"))] == Decimal("479.99")
    assert theo_dong[("15", Decimal(7))] == 0
    khac_goc = SoCongBo.objects.filter(don_vi=cac_tinh["34:15"], goc__contains="23 cụm")
    assert so_he_thong(khac_goc, user=None) == {}


def test_list_shows_both_figures_and_asks_the_same_for_one_row_and_three(client, cac_tinh):
    nap_so_cong_bo()
    SoCongBo.objects.exclude(don_vi=cac_tinh["34:22"]).delete()
    nguoi = UserFactory(vai_tro="cuc_lanh_dao")
    client.force_login(nguoi)
    trang = reverse("admin:cumcongnghiep_socongbo_changelist")
    client.get(trang)

    with CaptureQueriesContext(
        connection,
    ) as nhieu:
        chu = client.get(trang).content.decode()
    giu = SoCongBo.objects.get(don_vi=cac_tinh["34:22"], ma_dong="3")
    SoCongBo.objects.exclude(pk=giu.pk).delete()
    with CaptureQueriesContext(connection) as mot:
        client.get(trang)

    assert "số của hệ thống" in chu.lower()
    assert "853,18" in chu
    assert "479,99" in chu
    assert "Khớp" in chu
    assert len(nhieu) == len(mot)
