"""Petitions, restatements, waivers, levels of checking, assignment: who is told, each time once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.models import KienNghi, QuyDinhKiemTra
from baocao.services import giao_kiem_tra, mien_tru, quy_trinh
from baocao.services import kien_nghi as dich_vu
from baocao.services.so_goc import nap_so_theo_doi
from cucctdp.thong_bao.models import ThongBao
from cucctdp.workflow.steps import buoc_da_lam
from tests.baocao import mau
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
LY_DO = "Doanh nghiệp lớn nhất của tỉnh dừng sản xuất để bảo dưỡng."


@pytest.fixture
def nguoi():
    nap_so_theo_doi()
    return mau.nguoi_dung()


@pytest.fixture
def kn(nguoi):
    return dich_vu.gui(
        don_vi=nguoi.don_vi,
        nguon="cong_van",
        by=nguoi.tong_hop,
        nhom="NL",
        noi_dung="Lưới điện trung áp quá tải giờ cao điểm buổi tối.",
    )


def nhan(ai, dau):
    """What this person got inside the system about one thing, oldest first, after the colon."""
    rows = ThongBao.objects.filter(nguoi_nhan=ai, kenh="he_thong", khoa__startswith=dau)
    return [t.partition(": ")[2] for t in rows.order_by("pk").values_list("tieu_de", flat=True)]


def den_tra_loi(kn, nguoi):
    kn = dich_vu.tiep_nhan(kn, by=nguoi.cuc_chuyen_vien)
    kn = dich_vu.giao(
        kn, by=nguoi.cuc_lanh_dao_phong, don_vi_xu_ly="Phòng Năng lượng",
        nguoi_phu_trach=nguoi.cuc_chuyen_vien,
    )  # fmt: skip
    kn = dich_vu.xu_ly(kn, by=nguoi.cuc_chuyen_vien)
    return dich_vu.tra_loi(
        kn, by=nguoi.cuc_chuyen_vien, tra_loi_loai="ghi_nhan", tra_loi_noi_dung="Đã chuyển EVN."
    )


def test_petition_tells_who_acts_next_and_the_so(nguoi, kn):
    kn = dich_vu.cong_bo(den_tra_loi(kn, nguoi), by=nguoi.cuc_lanh_dao)
    dich_vu.mo_lai(kn, by=nguoi.cuc_lanh_dao_phong, ly_do="Trả lời lại cho đủ ý.")

    assert nhan(nguoi.cuc_chuyen_vien, "kiennghi.") == [
        "mới gửi", "đã giao xử lý", "câu trả lời đã công bố", "Cục mở lại để trả lời tiếp",
    ]  # fmt: skip
    assert nhan(nguoi.cuc_lanh_dao_phong, "kiennghi.") == ["đã tiếp nhận, chờ giao xử lý"]
    assert (
        nhan(nguoi.lanh_dao, "kiennghi.")
        == nhan(nguoi.tong_hop, "kiennghi.")
        == [
            "đã giao xử lý",
            "Cục đã trả lời, đề nghị Sở đánh giá",
            "câu trả lời đã công bố",
            "Cục mở lại để trả lời tiếp",
        ]
    )
    assert nhan(nguoi.chuyen_vien, "kiennghi.") == []


def test_new_petition_of_a_province_without_officer_goes_to_the_rooms():
    nap_so_theo_doi()
    nguoi = mau.nguoi_dung()
    nguoi.cuc_chuyen_vien.phan_cong.all().delete()

    dich_vu.gui(
        don_vi=nguoi.don_vi, nguon="cong_van", by=nguoi.lanh_dao, nhom="NL", noi_dung="Thiếu điện."
    )

    assert nhan(nguoi.cuc_lanh_dao_phong, "kiennghi.") == ["mới gửi"]


def test_the_same_step_told_twice_is_one_notice_and_a_second_assignment_another(nguoi, kn):
    khac = tai_khoan("cuc_chuyen_vien")
    kn = dich_vu.tiep_nhan(kn, by=nguoi.cuc_chuyen_vien)
    for ai in (nguoi.cuc_chuyen_vien, khac):
        kn = dich_vu.giao(
            kn, by=nguoi.cuc_lanh_dao_phong, don_vi_xu_ly="Phòng Năng lượng", nguoi_phu_trach=ai
        )
    buoc_da_lam.send(sender=KienNghi, obj=kn, buoc=w.KN_GIAO, by=nguoi.cuc_lanh_dao_phong, ly_do="")

    giao = "kiennghi.giao:"
    assert nhan(nguoi.cuc_chuyen_vien, giao) == nhan(khac, giao) == ["đã giao xử lý"]
    assert nhan(nguoi.lanh_dao, giao) == ["đã giao xử lý"] * 2


def test_waiver_asked_granted_and_withdrawn(nguoi):
    mt = mien_tru.de_nghi_mien_tru(
        quy_tac="KT14",
        don_vi=nguoi.don_vi,
        den_ngay=timezone.localdate() + timedelta(days=30),
        ly_do=LY_DO,
        by=nguoi.cuc_chuyen_vien,
    )
    mt = mien_tru.duyet_mien_tru(mt, by=nguoi.cuc_lanh_dao_phong)
    mien_tru.thu_hoi_mien_tru(mt, by=nguoi.cuc_lanh_dao_phong, ly_do="Nhà máy đã chạy lại.")

    dau = "mientruquytac."
    sau = ["đã duyệt", "đã thu hồi, quy tắc áp dụng trở lại"]
    assert nhan(nguoi.cuc_lanh_dao_phong, dau) == ["chờ duyệt"]
    assert nhan(nguoi.cuc_chuyen_vien, dau) == nhan(nguoi.truong_phong, dau) == sau
    assert nhan(nguoi.cuc_lanh_dao, dau) == nhan(nguoi.van_thu, dau) == []


def test_refused_or_dropped_waiver_is_told_to_who_asked_only(nguoi):
    cac_mt = [
        mien_tru.de_nghi_mien_tru(
            quy_tac=ma,
            don_vi=nguoi.don_vi,
            den_ngay=timezone.localdate() + timedelta(days=30),
            ly_do=LY_DO,
            by=nguoi.cuc_chuyen_vien,
        )
        for ma in ("KT13", "KT14")
    ]

    mien_tru.tu_choi_mien_tru(cac_mt[0], by=nguoi.cuc_lanh_dao_phong, ly_do="Chưa đủ căn cứ.")
    mien_tru.thu_hoi_mien_tru(cac_mt[1], by=nguoi.cuc_lanh_dao_phong, ly_do="Đề nghị nhầm tỉnh.")

    assert nhan(nguoi.cuc_chuyen_vien, "mientruquytac.") == [
        "không duyệt", "đã thu hồi, quy tắc áp dụng trở lại",
    ]  # fmt: skip
    assert nhan(nguoi.tong_hop, "mientruquytac.") == []


@pytest.fixture
def bo_gui(nguoi):
    return mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)


def test_each_level_of_checking_is_told_when_its_turn_comes(nguoi, bo_gui):
    QuyDinhKiemTra.objects.create(
        hieu_luc_tu="2020-01-02", loai_ky="sau_thang",
        cac_cap=["cuc_lanh_dao_phong", "cuc_chuyen_vien"],
    )  # fmt: skip
    sau = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=sau, don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)
    bo = quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)

    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)
    truoc = nhan(sau, "bobaocao.xac_nhan")
    quy_trinh.xac_nhan(bo, by=nguoi.cuc_lanh_dao_phong)

    dau = ("bobaocao.de_nghi_tiep_nhan", "bobaocao.xac_nhan")
    ten = f"báo cáo {bo.ky}"
    assert truoc == []
    assert [nhan(nguoi.cuc_lanh_dao_phong, d) for d in dau] == [[f"đề nghị tiếp nhận {ten}"], []]
    assert [nhan(sau, d) for d in dau] == [[], [f"chờ cấp của bạn xử lý {ten}"]]
    # Who checked is of the same role, and has had a turn.
    assert nhan(nguoi.cuc_chuyen_vien, "bobaocao.xac_nhan") == []


def test_officer_hears_of_a_pack_given_and_taken_away(nguoi, bo_gui):
    khac = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=khac, don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)

    for ai in (nguoi.cuc_chuyen_vien, nguoi.cuc_chuyen_vien, khac):
        giao_kiem_tra.giao(bo_gui, nguoi=ai, by=nguoi.cuc_lanh_dao_phong)

    ten = f"báo cáo {bo_gui.ky}"
    assert nhan(nguoi.cuc_chuyen_vien, "bobaocao.giao") == [
        f"giao kiểm tra {ten}", f"giao người khác kiểm tra {ten}",
    ]  # fmt: skip
    assert nhan(khac, "bobaocao.giao") == [f"giao kiểm tra {ten}"]
