"""With the law as shipped: one cluster from the commune's notice to a running project, and what
the rules stop on the way.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cumcongnghiep.choices import ChiTieuSo, HaTang, HoatDong, LoaiHangMuc, LoaiThue, PhapLy
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.dong_ho import buoc_tiep, dong_ho, thang_buoc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import Cum, GiaoChuDauTu, HoSo, TieuChi
from cumcongnghiep.services import dat, du_an, ha_tang, so_lieu, thu_tuc, tuyen_chon, van_ban
from cumcongnghiep.services.so_lieu import SoMoi
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    VanBanFactory,
    tinh,
)
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.usefixtures("luat_goc", "db")


@pytest.fixture
def don_vi():
    return DonViFactory()


@pytest.fixture
def so(don_vi):
    return tai_khoan("so_chuyen_vien", don_vi=don_vi)


def _loi(ham, *args, **kwargs):
    with pytest.raises(ValidationError) as loi:
        ham(*args, **kwargs)
    return loi.value.messages


def _den_quyet_dinh(ho_so: HoSo, so, diem=(12, 12, 22, 30)):
    (ung_vien,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, ung_vien, so, *[diem] * 3)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=date(2026, 10, 8), by=so)
    tuyen_chon.ket_luan(hd, bien_ban="Nhất trí.", by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.THAM_DINH, ngay=date(2026, 10, 15), by=so)
    return ung_vien.chu_dau_tu


def _quyet_dinh(ho_so: HoSo, so, **truong):
    return thu_tuc.ghi_buoc(
        ho_so, loai=L.THANH_LAP, so="1600/QĐ-UBND", ngay=date(2026, 10, 20), by=so, **truong
    )


def test_from_a_proposal_to_an_operating_cluster(don_vi, so):
    cum = mau.cum_quy_hoach(don_vi, xa=XaFactory(tinh=don_vi))
    ho_so = mau.ho_so_moi(cum, so)
    cdt = _den_quyet_dinh(ho_so, so)
    assert dong_ho([ho_so], ngay=date(2026, 10, 15))[ho_so.pk].tiep.buoc.so == 10
    _quyet_dinh(ho_so, so, tong_muc_dau_tu=380 * 10**9)

    qhct = van_ban.ghi_van_ban(
        cum, loai=L.QHCT, so="61/QĐ-UBND", ngay=date(2026, 10, 25), dien_tich=Decimal(50), by=so
    )
    dat.can_doi_dat(
        cum, ngay=qhct.ngay, van_ban=qhct, tong=Decimal(50), cong_nghiep=Decimal(35), by=so
    )
    so_lieu.ghi_so_lieu(cum, [SoMoi(ChiTieuSo.DA_BAN_GIAO, Decimal(20), date(2026, 10, 30))], by=so)
    for loai, ngay in ((L.DU_AN, 27), (L.GPMB, 28), (L.KHOI_CONG, 30)):
        van_ban.ghi_van_ban(cum, loai=loai, ngay=date(2026, 10, ngay), by=so)
    giua = Cum.objects.get(pk=cum.pk)
    ha_tang.them_hang_muc(
        cum, loai=LoaiHangMuc.GIAO_THONG, tinh_trang="dang", khoi_cong=date(2026, 11, 1),
        den_ngay=date(2026, 11, 10), by=so,
    )  # fmt: skip
    van_ban.ghi_van_ban(cum, loai=L.QUY_CHE, ngay=date(2026, 11, 5), by=so)
    lo = dat.them_lo(cum, ma="CN-01", dien_tich=Decimal(3), by=so)
    d = du_an.them_du_an(
        cum, ten="Nhà máy gỗ", nha_dau_tu="Công ty Gỗ", vao_cum=date(2026, 11, 12), by=so
    )
    dat.cho_thue(
        d, lo=lo, loai=LoaiThue.THUE_LAI, dien_tich=Decimal(3), tu_ngay=date(2026, 11, 12), by=so
    )

    cuoi = Cum.objects.get(pk=cum.pk)
    h = doc_ho_so([cuoi])[cum.pk]
    assert (giua.phap_ly, giua.ha_tang, giua.hoat_dong) == (
        PhapLy.DA_THANH_LAP,
        HaTang.DANG_XAY_DUNG,
        HoatDong.CHUA_CO_SO_LIEU,
    )
    assert (cuoi.hoat_dong, cuoi.dien_tich, cuoi.dat_cn, cuoi.dat_da_thue, cuoi.so_du_an) == (
        HoatDong.DANG_HOAT_DONG,
        Decimal(50),
        Decimal(35),
        Decimal(3),
        1,
    )
    assert GiaoChuDauTu.objects.get(cum=cum).chu_dau_tu == cdt
    dat_buoc = [b.buoc.so for b in thang_buoc(h, date(2026, 11, 20)) if b.dat]
    assert dat_buoc == [*range(1, 14), 16, 18, 19, 20]
    assert buoc_tiep(h, date(2026, 11, 20)).so == 14


def test_decision_for_a_developer_without_the_score_is_refused(don_vi, so):
    cum = mau.cum_quy_hoach(don_vi, xa=XaFactory(tinh=don_vi))
    ho_so = mau.ho_so_moi(cum, so)
    _den_quyet_dinh(ho_so, so, diem=(10, 10, 10, 10))
    cdt = ChuDauTuFactory()

    loi = _loi(_quyet_dinh, ho_so, so, chu_dau_tu=cdt)

    assert loi == [f"V16 – {cdt}: Chủ đầu tư chưa có điểm đánh giá hoặc dưới 50/100 điểm."]
    assert HoSo.objects.get(pk=ho_so.pk).ket_thuc is None
    assert not GiaoChuDauTu.objects.exists()


def test_decision_for_somebody_else_than_the_councils_choice(don_vi, so):
    ho_so = mau.ho_so_moi(mau.cum_quy_hoach(don_vi), so)
    chon = _den_quyet_dinh(ho_so, so)
    khac = ChuDauTuFactory()

    loi = _loi(_quyet_dinh, ho_so, so, chu_dau_tu=khac)

    assert loi == [f"Hội đồng đã chọn {chon}, khác {khac} trong quyết định."]


def test_area_above_the_most_stops_the_decision(don_vi, so):
    ho_so = mau.ho_so_moi(mau.cum_quy_hoach(don_vi), so, dien_tich=Decimal(80))
    _den_quyet_dinh(ho_so, so)

    loi = _loi(_quyet_dinh, ho_so, so)

    assert [c[:3] for c in loi] == ["V07"]


def test_full_district_stops_a_dossier_of_the_former_regime_and_is_told_at_once(don_vi, so):
    """R2 with its text seen blocks (V10); R3, known from a secondary source, only warns."""
    xa = XaFactory(tinh=don_vi)
    cu = CumFactory(don_vi=don_vi, huyen_cu="Bảo Yên")
    VanBanFactory(cum=cu, ngay=date(2020, 1, 1))
    CanDoiDatFactory(cum=cu, ngay=date(2020, 6, 1), tong=None, cong_nghiep=Decimal(150))
    cu.cac_xa.create(xa=xa, chu_tri=True)
    tinh(cu)
    so_lieu.ghi_so_lieu(cu, [SoMoi(ChiTieuSo.DA_THUE, Decimal(10), date(2025, 1, 1))], by=so)

    def ho_so(ngay):
        cum = mau.cum_quy_hoach(don_vi, xa=xa, huyen_cu="Bảo Yên")
        return mau.ho_so_moi(cum, so, ngay=ngay)

    r2 = {v.ma: v.chan for v in thu_tuc.xet_ho_so(ho_so(date(2025, 6, 30)))}
    r3 = {v.ma: v.chan for v in thu_tuc.xet_ho_so(ho_so(date(2026, 9, 21)))}

    assert (r2["V10"], r3["V10"]) == (True, False)


def test_criteria_as_shipped_make_a_hundred(don_vi, so):
    assert sum(t.diem_toi_da for t in TieuChi.objects.filter(cha=None)) == 100
