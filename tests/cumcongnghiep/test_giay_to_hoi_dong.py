"""Minutes and summary sheet say what the sheets say, as PDF and as Word."""

from datetime import date
from decimal import Decimal

import pytest

from cucctdp.van_ban import ban_pdf, ban_word, trang_html
from cumcongnghiep.giay_to.hoi_dong import bien_ban, tong_hop_diem
from cumcongnghiep.models import TieuChi
from cumcongnghiep.services import tuyen_chon
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.van_ban.doc_word import chu_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def ho_so():
    mau.che_do()
    luat = mau.tieu_chi()
    so = tai_khoan("so_chuyen_vien", don_vi=DonViFactory(ten_goi="Lào Cai"))
    ho_so = mau.ho_so_moi(mau.cum_quy_hoach(so.don_vi, ten="Bắc Văn Bàn"), so)
    chung = {"don_vi": so.don_vi, "can_cu": "QĐ", "hieu_luc_tu": mau.R2_TU}
    con = [
        TieuChi.objects.create(cha=luat[0], ma=f"ht-{i}", ten=ten, diem_toi_da=d, thu_tu=i, **chung)
        for i, (ten, d) in enumerate((("Mức độ đồng bộ", 10), ("Tiến độ", 5)))
    ]
    a, b = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    tuyen_chon.xet_dieu_kien(a, dat=True, by=so)
    tuyen_chon.xet_dieu_kien(b, dat=False, ly_do="Vốn chủ sở hữu 12%", by=so)
    for n, t in enumerate(ho_so.hoi_dong.thanh_vien.exclude(vai_tro="thu_ky").order_by("pk")):
        diem = {con[0].pk: 8 + n, con[1].pk: 4, luat[1].pk: 12, luat[2].pk: 25, luat[3].pk: 30}
        tuyen_chon.ghi_phieu(a, t, diem={k: Decimal(d) for k, d in diem.items()}, by=so)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=date(2026, 10, 8), by=so)
    tuyen_chon.ket_luan(hd, bien_ban="Các thành viên nhất trí.", by=so)
    ho_so.refresh_from_db()
    return ho_so


def test_minutes_name_the_members_the_points_and_the_choice(ho_so):
    word = chu_word(ban_word(bien_ban(ho_so)))
    ten = ho_so.hoi_dong.ung_vien_chon.chu_dau_tu.ten

    ket = (
        f"Hội đồng đề nghị giao {ten} làm chủ đầu tư xây dựng hạ tầng kỹ thuật Cụm công nghiệp "
        "Bắc Văn Bàn, 80,00/100 điểm."
    )
    for cau in (
        ket,
        "Có mặt 3/3 thành viên chấm điểm (100%), đủ tỷ lệ tối thiểu 60% để họp.",
        "Các thành viên nhất trí.",
        "Vốn chủ sở hữu 12%",
        "Đỗ Thị Ký",
    ):
        assert cau in word


def test_summary_holds_every_sheet_with_its_sub_criteria(ho_so):
    trang = trang_html(tong_hop_diem(ho_so))

    for chu in ("– Mức độ đồng bộ", "Lê Văn Chủ", "Trần Thị Phó", "Ngô Văn Viên", "80,00"):
        assert chu in trang
    assert "Đỗ Thị Ký</th>" not in trang


def test_both_are_set_as_pdf(ho_so):
    for to in (bien_ban(ho_so), tong_hop_diem(ho_so)):
        assert ban_pdf(to).startswith(b"%PDF-")


def test_no_paper_without_a_council():
    ho_so = mau.ho_so_moi(mau.cum_quy_hoach(DonViFactory()), tai_khoan("cuc_lanh_dao_phong"))

    with pytest.raises(LookupError):
        bien_ban(ho_so)
