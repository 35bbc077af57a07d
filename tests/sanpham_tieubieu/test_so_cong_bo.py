"""Published figures load as their sources say; what a source leaves out stays empty."""

from datetime import date

import pytest

from cucctdp.nap_goc.nap import doc_yaml
from sanpham_tieubieu.models import DanhHieuCu, SoCongBo, SuKienNganh
from sanpham_tieubieu.services.du_lieu_goc import THU_MUC
from sanpham_tieubieu.services.so_cong_bo import TEP, nap_so_cong_bo
from tests.factories.donvi import DonViFactory

DU_LIEU = doc_yaml(THU_MUC / TEP)


@pytest.fixture
def cac_tinh(db):
    khoa = {
        m["tinh"] for t in ("so_cong_bo", "danh_hieu", "su_kien") for m in DU_LIEU[t] if "tinh" in m
    }
    return {k: DonViFactory(bo_ma=k[:2], ma=k[3:]) for k in sorted(khoa)}


def test_published_figures_load_once_with_gaps_and_sources(cac_tinh):
    lan_dau = nap_so_cong_bo()
    DanhHieuCu.objects.filter(ten_san_pham="Chè móc câu").update(ma_nhom="CBNLTS")
    lan_hai = nap_so_cong_bo()

    assert {k: dict(d) for k, d in lan_dau.items()} == {
        "số kỳ đã công bố": {"them": 30},
        "danh hiệu đã công bố": {"them": 36},
        "hội chợ, hội nghị": {"them": 17},
        "gian hàng theo nguồn": {"them": 2},
    }
    assert dict(lan_hai["danh hiệu đã công bố"]) == {"giu": 35, "sua_tay": 1}
    assert dict(lan_hai["số kỳ đã công bố"]) == {"giu": 30}
    ii = SoCongBo.objects.get(cap="quoc_gia", nam=2017)
    assert (ii.so_dang_ky, ii.so_cong_nhan, ii.so_co_so, ii.theo_nhom) == (171, 102, None, {})
    v = SoCongBo.objects.get(cap="quoc_gia", nam=2023)
    assert sum(v.theo_nhom.values()) == v.so_cong_nhan == 173
    ca_nuoc, *mien = SoCongBo.objects.filter(cap="khu_vuc", nam=2024).order_by("khu_vuc")
    assert sum(m.so_cong_nhan for m in mien) == ca_nuoc.so_cong_nhan == 439
    assert sum(m.so_dang_ky for m in mien) == ca_nuoc.so_dang_ky == 889
    assert all("http" in s.nguon_tin for s in SoCongBo.objects.all())
    assert not SoCongBo.objects.filter(cap="quoc_gia", nam=2025).exists()


def test_winners_stand_in_the_province_of_their_day(cac_tinh):
    nap_so_cong_bo()

    dich = DanhHieuCu.objects.filter(can_xac_minh=True)
    che = DanhHieuCu.objects.get(ten_san_pham="Chè móc câu")
    lap_xuong = DanhHieuCu.objects.get(ten_san_pham="Lạp xưởng Chín Trọng")

    assert set(dich.values_list("don_vi__ma", flat=True)) == {"66"}
    assert (che.don_vi.khoa, che.quyet_dinh_so, che.quyet_dinh_ngay) == (
        "63:19",
        "3116/QĐ-BCT",
        date(2023, 12, 1),
    )
    assert (lap_xuong.ten_co_so, lap_xuong.dia_chi, lap_xuong.het_han) == ("", "xã Bình Đông", None)
    chuoi = SuKienNganh.objects.filter(chuoi="Hội nghị ngành Công Thương các tỉnh phía Bắc")
    assert [(s.tu_ngay.year, s.lan_thu) for s in chuoi.order_by("tu_ngay")] == [
        (2024, 10),
        (2025, None),
    ]
