"""The life of a petition: steps × states × roles, clocks, grouping, carry-over, packs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import TrangThaiKienNghi as K
from baocao.models import DinhMucTheoDoi, KienNghi
from baocao.services import kien_nghi as dich_vu
from baocao.services.so_goc import nap_so_theo_doi
from baocao.statistics import kien_nghi as thong_ke
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, cac_buoc_mo
from tests.baocao import mau
from tests.baocao.kien_nghi_mau import den_tra_loi, gui
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def nguoi():
    nap_so_theo_doi()
    return mau.nguoi_dung()


def test_code_counts_per_province_and_year(nguoi):
    khac = mau.nguoi_dung("34:24")

    ma = [gui(nguoi).ma, gui(nguoi).ma, gui(khac).ma, gui(nguoi, ngay_gui=date(2025, 3, 3)).ma]

    nam = timezone.localdate().year
    assert ma == [f"KN-{nam}-80-001", f"KN-{nam}-80-002", f"KN-{nam}-24-001", "KN-2025-80-001"]


def test_clocks_are_working_days_of_dated_rows(nguoi):
    kn = gui(nguoi, ngay_gui=date(2026, 3, 2))

    # Monday 2 March 2026: 3, 5 and 15 working days, no holiday in between.
    assert (kn.han, kn.han_giao, kn.han_tra_loi) == (
        date(2026, 3, 5),
        date(2026, 3, 9),
        date(2026, 3, 23),
    )


def test_clock_follows_the_row_in_force_and_skips_holidays(nguoi):
    DinhMucTheoDoi.objects.filter(ma=dich_vu.TIEP_NHAN).update(so=1)

    kn = gui(nguoi, ngay_gui=date(2026, 4, 29))

    # 30/4 and 1/5 are holidays, then comes the weekend.
    assert kn.han == date(2026, 5, 4)


def test_clock_is_empty_without_a_dated_row(nguoi):
    DinhMucTheoDoi.objects.all().delete()

    kn = gui(nguoi)

    assert (kn.han, kn.han_tra_loi) == (None, None)


def test_whole_way_to_closed(nguoi):
    kn = den_tra_loi(gui(nguoi), nguoi)

    kn = dich_vu.thoa_dang(kn, by=nguoi.lanh_dao)

    assert (kn.trang_thai, kn.danh_gia) == (K.DA_DONG, "thoa_dang")
    assert [q.buoc for q in QuyetDinh.objects.cua(kn)] == [
        "kiennghi.tiep_nhan",
        "kiennghi.giao",
        "kiennghi.xu_ly",
        "kiennghi.tra_loi",
        "kiennghi.thoa_dang",
    ]


def test_asking_another_agency_lengthens_the_clock(nguoi):
    kn = gui(nguoi, ngay_gui=date(2026, 3, 2))
    kn = dich_vu.tiep_nhan(kn, by=nguoi.cuc_chuyen_vien)
    kn = dich_vu.giao(kn, by=nguoi.cuc_lanh_dao_phong, don_vi_xu_ly="Phòng Cụm công nghiệp")
    kn = dich_vu.xu_ly(kn, by=nguoi.cuc_chuyen_vien)

    kn = dich_vu.hoi_co_quan_khac(kn, by=nguoi.cuc_chuyen_vien, co_quan_khac="Bộ Tài chính")

    assert (kn.trang_thai, kn.han) == (K.CHO_CO_QUAN_KHAC, date(2026, 4, 13))


def test_not_content_keeps_it_answered_and_the_cuc_opens_it_again(nguoi):
    kn = den_tra_loi(gui(nguoi), nguoi)

    kn = dich_vu.chua_thoa_dang(kn, by=nguoi.lanh_dao, ly_do="Chưa nêu thời gian sửa.")
    mo = dich_vu.mo_lai(kn, by=nguoi.cuc_lanh_dao_phong, ly_do="Trả lời lại cho đủ ý.")

    assert (kn.trang_thai, kn.danh_gia) == (K.DA_TRA_LOI, "chua")
    assert (mo.trang_thai, mo.vong) == (K.DANG_XU_LY, 2)


def test_publisher_is_never_the_one_who_answered(nguoi):
    kn = den_tra_loi(gui(nguoi), nguoi)
    kn.nguoi_tra_loi = nguoi.cuc_lanh_dao_phong
    kn.save()

    with pytest.raises(BuocBiTuChoi, match="công bố"):
        dich_vu.cong_bo(kn, by=nguoi.cuc_lanh_dao_phong)
    with pytest.raises(IntegrityError), transaction.atomic():
        KienNghi.objects.filter(pk=kn.pk).update(
            nguoi_cong_bo=nguoi.cuc_lanh_dao_phong, cong_bo_luc=timezone.now()
        )
    assert dich_vu.cong_bo(kn, by=nguoi.cuc_lanh_dao).cong_bo_luc is not None


def test_answer_tells_everything_wrong_at_once(nguoi):
    kn = gui(nguoi)

    with pytest.raises(ValidationError) as loi:
        dich_vu.tra_loi(
            kn, by=nguoi.cuc_chuyen_vien, tra_loi_loai="", tra_loi_noi_dung=" ", tra_loi_so="12"
        )

    assert len(loi.value.messages) == 3


QUYEN_BUOC = {
    "xu_ly_kiennghi": {"cuc_chuyen_vien", "cuc_lanh_dao_phong"},
    "giao_kiennghi": {"cuc_lanh_dao_phong", "cuc_lanh_dao"},
    "cong_bo_kiennghi": {"cuc_lanh_dao_phong", "cuc_lanh_dao"},
    "danh_gia_kiennghi": {"so_tong_hop", "so_lanh_dao"},
}


@pytest.mark.parametrize("trang_thai", K.values)
def test_steps_by_state_and_role(nguoi, trang_thai):
    kn = gui(nguoi)
    KienNghi.objects.filter(pk=kn.pk).update(
        trang_thai=trang_thai, tra_loi_loai="ghi_nhan", tra_loi_noi_dung="Đã ghi nhận."
    )
    kn.refresh_from_db()
    ai = {
        ma: tai_khoan(ma, don_vi=nguoi.don_vi if hang.la_so else None)
        for ma, hang in VAI_TRO.items()
    }
    PhanCongFactory(user=ai["cuc_chuyen_vien"], don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)

    that = {(ma, b.ten) for ma, user in ai.items() for b in cac_buoc_mo(w.BUOC_KIEN_NGHI, kn, user)}

    mong = {
        (ma, b.ten)
        for b in w.BUOC_KIEN_NGHI
        if trang_thai in b.tu
        for ma in QUYEN_BUOC[b.quyen.partition(".")[2]]
    }
    assert that == mong


def test_another_province_may_neither_send_nor_be_seen(nguoi):
    khac = mau.nguoi_dung("34:24")
    kn = gui(nguoi)

    with pytest.raises(PermissionDenied):
        gui(khac, don_vi=nguoi.don_vi)
    assert not KienNghi.objects.visible_to(khac.tong_hop).filter(pk=kn.pk).exists()
    assert not KienNghi.objects.visible_to(khac.cuc_chuyen_vien).filter(pk=kn.pk).exists()


def test_overdue_reasons_for_the_alert(nguoi):
    hom_nay = timezone.localdate()
    cu = gui(nguoi, ngay_gui=hom_nay - timedelta(days=90))
    moi = gui(nguoi, noi_dung="Thiếu điện cho sản xuất ban đêm ở khu vực phía bắc tỉnh.")
    mau.mo_ky("2026-Q1", by=nguoi.cuc_lanh_dao_phong, chi_don_vi=set())
    cu.mang_sang.update(lan=2)

    ly_do = {k: [x.ma for x in rows] for k, rows in thong_ke.qua_han(hom_nay).items()}

    assert ly_do == {"chua_giao": [cu.ma], "chua_tra_loi": [cu.ma], "mang_sang": [cu.ma]}
    assert moi.tre(hom_nay) == 0


def test_cover_sheet_counts_petitions_and_says_nothing_while_empty(nguoi):
    ky = mau.mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80"}, bieu={"Q04"})
    rong = thong_ke.so_th10(ky, nguoi.don_vi, "kien_nghi_moi")

    gui(nguoi, ngay_gui=ky.tu_ngay)
    so = {
        ten: thong_ke.so_th10(ky, nguoi.don_vi, ten)
        for ten in ("kien_nghi_moi", "kien_nghi_da_tra_loi", "kien_nghi_qua_han")
    }

    assert rong is None
    assert so == {
        "kien_nghi_moi": Decimal(1),
        "kien_nghi_da_tra_loi": Decimal(0),
        "kien_nghi_qua_han": Decimal(1),
    }


def test_counts_of_the_register(nguoi):
    dong = dich_vu.thoa_dang(den_tra_loi(gui(nguoi), nguoi), by=nguoi.lanh_dao)
    gui(nguoi, ngay_gui=timezone.localdate() - timedelta(days=60))

    so = thong_ke.dem_kien_nghi(user=nguoi.cuc_lanh_dao)

    assert (so.tong, so.cho_tiep_nhan, so.da_dong, so.qua_han, so.thoa_dang) == (2, 1, 1, 1, 1)
    assert (so.trung_vi_ngay, dong.dong_ngay) == (
        Decimal(0),
        timezone.localdate(),
    )
    assert [(d.ma, d.tong) for d in thong_ke.theo_tinh()] == [("34:80", 2)]
    assert DonViHanhChinh.objects.theo_khoa("34:80") == nguoi.don_vi


def test_api_gives_published_answers_only(nguoi, client):
    cong_bo = dich_vu.cong_bo(den_tra_loi(gui(nguoi), nguoi), by=nguoi.cuc_lanh_dao)
    den_tra_loi(gui(nguoi, noi_dung="Đã trả lời nhưng chưa công bố ra ngoài."), nguoi)
    client.force_login(nguoi.cuc_lanh_dao)

    tra = client.get("/api/v1/kien-nghi/?don_vi=34:80")
    lai = client.get("/api/v1/kien-nghi/?don_vi=34:80", headers={"If-None-Match": tra["ETag"]})
    sai = client.get("/api/v1/kien-nghi/?nhom=X&la=1")

    assert [(k["ma"], k["tra_loi"]) for k in tra.json()] == [
        (cong_bo.ma, "Cục ghi nhận để sửa nghị định.")
    ]
    assert (lai.status_code, sai.status_code) == (304, 400)


def test_portal_shows_own_petitions_and_404_for_others(nguoi, client):
    khac = mau.nguoi_dung("34:24")
    kn = den_tra_loi(gui(nguoi), nguoi)
    cua_nguoi_khac = gui(khac)
    client.force_login(nguoi.lanh_dao)

    moi = client.post("/so/kien-nghi/moi/", {"nguon": "", "nhom": "NL", "noi_dung": " "})
    gui_duoc = client.post(
        "/so/kien-nghi/moi/",
        {
            "loai": "vuong_mac",
            "nguon": "cong_van",
            "nhom": "NL",
            "muc_do": "thuong",
            "noi_dung": "Thiếu điện.",
        },
    )
    danh_gia = client.post(f"/so/kien-nghi/{kn.pk}/danh-gia/chua-thoa-dang/", {"ly_do": "ngắn"})

    ma = [client.get(f"/so/kien-nghi/{k.pk}/").status_code for k in (kn, cua_nguoi_khac)]
    assert ma == [200, 404]
    assert (moi.status_code, gui_duoc.status_code, danh_gia.status_code) == (422, 302, 422)
    moi_gui = KienNghi.objects.get(don_vi=nguoi.don_vi, noi_dung="Thiếu điện.")
    assert moi_gui.loai == "vuong_mac"


def test_published_answers_of_every_province_are_found_without_accents(nguoi, client):
    khac = mau.nguoi_dung("34:24")
    cong_bo = dich_vu.cong_bo(den_tra_loi(gui(nguoi), nguoi), by=nguoi.cuc_lanh_dao)
    rieng = den_tra_loi(gui(nguoi, noi_dung="Chưa công bố: thiếu điện giờ cao điểm."), nguoi)
    client.force_login(khac.chuyen_vien)

    def ma(hoi):
        trang = client.get(f"/so/kien-nghi/cong-bo/?{hoi}")
        assert trang.status_code == 200
        return [k.ma for k in trang.context["trang"].object_list]

    assert ma("") == ma("tim=ty le lap day") == ma("tim=NGHI DINH") == [cong_bo.ma]
    assert ma("tim=tay ninh&nhom=THE_CHE") == ma("nhom=la") == [cong_bo.ma]
    assert ma("nhom=NL") == ma("tim=thieu dien") == []
    assert client.get(f"/so/kien-nghi/{cong_bo.pk}/").status_code == 404
    assert rieng.ma not in client.get("/so/kien-nghi/cong-bo/").content.decode()
