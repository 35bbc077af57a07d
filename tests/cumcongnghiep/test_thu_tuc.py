"""A dossier is carried step by step; documents follow V18–V21; the decision closes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from cumcongnghiep.choices import LoaiThuTuc, PhapLy
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import Cum, GiaoChuDauTu, VanBan
from cumcongnghiep.services import thu_tuc, tuyen_chon, van_ban
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import ChuDauTuFactory, CumFactory, VanBanFactory, tinh
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tinh_a():
    return DonViFactory()


@pytest.fixture
def so(tinh_a):
    return tai_khoan("so_chuyen_vien", don_vi=tinh_a)


@pytest.fixture
def cum(tinh_a):
    return mau.cum_quy_hoach(tinh_a)


def _loi(ham, *args, **kwargs):
    with pytest.raises(ValidationError) as loi:
        ham(*args, **kwargs)
    return loi.value.messages


def test_story_from_a_proposal_to_an_established_cluster(cum, so):
    mau.che_do()
    mau.tieu_chi()
    ho_so = mau.ho_so_moi(cum, so)
    (ung_vien,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, ung_vien, so, (12, 10, 20, 30), (10, 12, 24, 32), (14, 11, 22, 34))
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=date(2026, 10, 8), by=so)
    tuyen_chon.ket_luan(hd, bien_ban="Nhất trí.", by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.THAM_DINH, so="90/BC-SCT", ngay=date(2026, 10, 15), by=so)

    v = thu_tuc.ghi_buoc(ho_so, loai=L.THANH_LAP, so="1600/QĐ-UBND", ngay=date(2026, 10, 20), by=so)

    ho_so.refresh_from_db()
    sau = Cum.objects.get(pk=cum.pk)
    giao = GiaoChuDauTu.objects.get(cum=cum)
    assert (sau.phap_ly, sau.dien_tich, sau.thanh_lap_ngay) == (
        PhapLy.DA_THANH_LAP,
        Decimal(50),
        date(2026, 10, 20),
    )
    assert (giao.chu_dau_tu, giao.tu_ngay, giao.van_ban, giao.diem) == (
        ung_vien.chu_dau_tu,
        date(2026, 10, 20),
        v,
        Decimal(77),
    )
    assert ho_so.ket_thuc == date(2026, 10, 20)
    assert VanBan.objects.get(ho_so=ho_so, loai=L.CHAM_DIEM).noi_dung.startswith(
        f"{ung_vien.chu_dau_tu.ten}: 77,00 điểm (3 phiếu)"
    )


def test_dossier_of_a_cluster_outside_the_plan_lacks_step_one(tinh_a, so):
    loi = _loi(mau.ho_so_moi, CumFactory(don_vi=tinh_a), so)

    assert [c[:32] for c in loi] == ["V18: Thiếu bước 1 (Trong quy hoạ"]


def test_second_open_dossier_and_establishment_twice(cum, so):
    mau.ho_so_moi(cum, so)

    assert _loi(mau.ho_so_moi, cum, so) == ["Cụm đang có một hồ sơ thủ tục chưa kết thúc."]

    lap = VanBanFactory(cum=mau.cum_quy_hoach(cum.don_vi), so="5/QĐ-UBND").cum
    assert _loi(mau.ho_so_moi, lap, so) == [
        "Cụm đã thành lập theo quyết định 5/QĐ-UBND: mở thủ tục mở rộng."
    ]


def test_extension_needs_an_establishment(cum, so):
    loi = _loi(thu_tuc.mo_ho_so, cum, loai=LoaiThuTuc.MO_RONG, ngay_nop=date(2026, 10, 1), by=so)

    assert loi == ["Cụm chưa thành lập: mở thủ tục thành lập."]


def test_step_before_its_predecessor_is_refused(cum, so):
    ho_so = mau.ho_so_moi(cum, so)

    loi = _loi(thu_tuc.ghi_buoc, ho_so, loai=L.TIEP_NHAN, ngay=date(2026, 9, 22), by=so)

    assert loi == ["V18: Thiếu bước 2 (Văn bản đề nghị đầu tiên) trước bước 3."]


def test_step_twice_names_the_document_that_stands(cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 21), by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.TIEP_NHAN, so="12/TB-UBND", ngay=date(2026, 9, 22), by=so)

    loi = _loi(thu_tuc.ghi_buoc, ho_so, loai=L.TIEP_NHAN, ngay=date(2026, 9, 23), by=so)

    cau = (
        "V18: Hồ sơ đã có Thông báo tiếp nhận hồ sơ số 12/TB-UBND ngày 22/09/2026; "
        "không thể ghi nhận lại bước này."
    )
    assert loi == [cau]


def test_days_out_of_order_inside_a_dossier(cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 21), by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.TIEP_NHAN, so="12/TB-UBND", ngay=date(2026, 9, 25), by=so)

    loi = _loi(thu_tuc.ghi_buoc, ho_so, loai=L.TRINH_SO, ngay=date(2026, 9, 23), by=so)

    assert len(loi) == 1
    assert loi[0].startswith("V19: Ngày Thông báo tiếp nhận")


def test_first_request_is_signed_by_the_day_it_is_received(cum, so):
    """Its receipt fixes the regime: a later request does not go under an earlier law."""
    ho_so = mau.ho_so_moi(cum, so)

    sau = _loi(thu_tuc.ghi_buoc, ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 22), by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 19), by=so)
    thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 25), by=so)

    assert sau == [
        (
            "V19: Văn bản đề nghị làm chủ đầu tư (Mẫu 01) ngày 22/09/2026 sau ngày nộp hồ sơ "
            "21/09/2026, là ngày nhận văn bản đề nghị đầu tiên: sai trình tự."
        )
    ]
    assert ho_so.van_ban.count() == 2


def test_decision_without_developer_or_area_tells_both(cum, so):
    ho_so = mau.ho_so_moi(cum, so, dien_tich=None)

    loi = _loi(
        thu_tuc.ghi_buoc, ho_so, loai=L.THANH_LAP, so="9/QĐ-UBND", ngay=date(2026, 10, 1),
        ngoai_le="Hồ sơ giấy", by=so,
    )  # fmt: skip

    assert loi == [
        "Nêu chủ đầu tư được giao trong quyết định.",
        "Nêu diện tích trong quyết định.",
    ]


def test_extension_adds_its_area_and_keeps_the_developer(cum, so):
    cdt = ChuDauTuFactory()
    VanBanFactory(cum=cum, ngay=date(2024, 1, 1), dien_tich=Decimal(30))
    GiaoChuDauTu.objects.create(cum=cum, chu_dau_tu=cdt, tu_ngay=date(2024, 1, 1))
    ho_so = thu_tuc.mo_ho_so(
        cum, loai=LoaiThuTuc.MO_RONG, ngay_nop=date(2026, 9, 21), dien_tich=Decimal(20), by=so
    )

    thu_tuc.ghi_buoc(
        ho_so, loai=L.MO_RONG, so="7/QĐ-UBND", ngay=date(2026, 10, 1), chu_dau_tu=cdt,
        ngoai_le="Hồ sơ giấy", by=so,
    )  # fmt: skip

    assert Cum.objects.get(pk=cum.pk).dien_tich == Decimal(50)
    assert GiaoChuDauTu.objects.get(cum=cum).den_ngay is None


def test_stopped_dossier_needs_a_reason_and_takes_no_more_steps(cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    assert _loi(thu_tuc.ket_thuc_ho_so, ho_so, ngay=date(2026, 10, 1), ly_do=" ", by=so) == [
        "Nêu lý do dừng hồ sơ."
    ]
    thu_tuc.ket_thuc_ho_so(ho_so, ngay=date(2026, 10, 1), ly_do="Nhà đầu tư rút", by=so)

    loi = _loi(thu_tuc.ghi_buoc, ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 21), by=so)

    assert loi == ["Hồ sơ đã kết thúc ngày 01/10/2026."]


def test_past_document_out_of_order_says_why(tinh_a, so):
    cum = CumFactory(don_vi=tinh_a)
    truong = {"loai": L.QHCT, "so": "44/QĐ-UBND", "ngay": date(2015, 3, 2), "by": so}

    loi = _loi(van_ban.ghi_van_ban, cum, **truong)
    v = van_ban.ghi_van_ban(cum, ngoai_le="Hồ sơ lưu tại huyện", **truong)

    assert [c[:48] for c in loi] == ["V18: Thiếu bước 10 (Thành lập, mở rộng) trước Qu"]
    assert (v.co_quan, v.nguoi_nhap) == ("ubnd_xa", so)


def test_every_fault_of_a_document_at_once(cum, so):
    loi = _loi(
        van_ban.ghi_van_ban, cum, loai=L.THANH_LAP, so="12-QD", ngay=date(2027, 1, 1),
        dien_tich=Decimal(-1), ngoai_le="cũ", tep=ContentFile(b"MZ", name="a.exe"), by=so,
    )  # fmt: skip

    assert sum(c.startswith("V20") for c in loi) == 2
    assert any("a.exe" in c for c in loi)
    assert len(loi) == 4


def test_number_of_another_cluster_is_named(tinh_a, cum, so):
    khac = VanBanFactory(cum__don_vi=tinh_a, cum__ten="Đồng Tâm", so="33/QĐ-UBND").cum
    truong = {"so": "33/QĐ-UBND", "dien_tich": Decimal(40), "ngoai_le": "cũ", "by": so}

    loi = _loi(van_ban.ghi_van_ban, cum, loai=L.THANH_LAP, ngay=date(2025, 9, 9), **truong)
    cung = van_ban.ghi_van_ban(cum, loai=L.THANH_LAP, ngay=date(2025, 2, 20), **truong)

    cau = (
        f"V21: Quyết định 33/QĐ-UBND đã gắn với cụm {khac.ten} "
        "(Quyết định thành lập số 33/QĐ-UBND ngày 20/02/2025). Kiểm tra lại số, ngày."
    )
    assert loi == [cau]
    assert cung.pk is not None


def test_start_before_the_establishment_is_out_of_order(cum, so):
    VanBanFactory(cum=cum, ngay=date(2025, 2, 20))

    loi = _loi(
        van_ban.ghi_van_ban, cum, loai=L.KHOI_CONG, ngay=date(2024, 2, 20), by=so
    )  # fmt: skip

    assert [c[:4] for c in loi] == ["V18:", "V19:"]


def test_file_is_kept_under_its_hash_and_read_by_the_scope(cum, so):
    from cucctdp.files.quyen import duoc_tai

    v = van_ban.ghi_van_ban(cum, loai=L.KHAC, ngay=date(2026, 1, 5), co_quan="sct", by=so)
    v = van_ban.dinh_tep(v, tep=ContentFile(b"%PDF-1.7 a", name="a.pdf"), by=so)

    assert len(v.tep.sha256) == 64
    assert duoc_tai(so, v.tep)
    assert not duoc_tai(tai_khoan("so_chuyen_vien", don_vi=DonViFactory()), v.tep)


def test_document_with_facts_on_it_is_not_taken_back(cum, so):
    ho_so = mau.ho_so_moi(cum, so)
    dau = thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=date(2026, 9, 21), by=so)
    sau = thu_tuc.ghi_buoc(ho_so, loai=L.TIEP_NHAN, ngay=date(2026, 9, 22), by=so)

    loi = _loi(van_ban.xoa_van_ban, dau, ly_do="nhầm", by=so)
    van_ban.xoa_van_ban(sau, ly_do="nhầm hồ sơ", by=so)

    assert loi == ["Không xóa được: hồ sơ đã sang Thông báo tiếp nhận hồ sơ ngày 22/09/2026."]
    assert [v.loai for v in ho_so.van_ban.all()] == [L.DE_NGHI]


def test_correction_of_a_document_moves_the_state(cum, so):
    v = VanBanFactory(cum=cum, ngay=date(2025, 2, 20), dien_tich=Decimal(40), ngoai_le="cũ")
    tinh(cum)

    van_ban.sua_van_ban(v, dien_tich=Decimal(45), by=so)

    assert Cum.objects.get(pk=cum.pk).dien_tich == Decimal(45)


def test_doors_ask_right_and_scope(cum, so):
    la = tai_khoan("so_chuyen_vien", don_vi=DonViFactory())
    van_thu = tai_khoan("so_van_thu", don_vi=cum.don_vi)
    viec = {"loai": L.KHAC, "ngay": date(2026, 1, 5)}

    for ai in (la, van_thu):
        with pytest.raises(PermissionDenied):
            van_ban.ghi_van_ban(cum, by=ai, **viec)
        with pytest.raises(PermissionDenied):
            mau.ho_so_moi(cum, ai)
    assert VanBan.objects.count() == 0
