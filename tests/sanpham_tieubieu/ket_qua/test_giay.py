"""Certificates from the decision: numbers, validity, anew, revoked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.models import GiayChungNhan, KetQua, QuyDinhCap, QuyetDinhCongNhan
from sanpham_tieubieu.services.giay import cap_giay, cap_lai, thu_hoi
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory, SanPhamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]
HOM_NAY = timezone.localdate()
CUOI = date(HOM_NAY.year + 2, 12, 31)


def da_cong_nhan(so=3, **ky):
    """A round whose decision recognised so many products. Returns (decision, dossiers, head)."""
    ky = KyFactory(trang_thai="cong_nhan", can_xac_minh=True, nam=HOM_NAY.year, **ky)
    qd = QuyetDinhCongNhan.objects.create(
        ky=ky, so="77/QĐ-UBND", ngay=HOM_NAY, nguoi_ky="Trần Văn Ký", chuc_danh="CHỦ TỊCH",
        co_quan="ubnd_tinh",
    )  # fmt: skip
    cac = [HoSoFactory(ky=ky, trang_thai="cong_nhan", ma_so=f"{i + 1:03d}") for i in range(so)]
    for i, h in enumerate(cac):
        KetQua.objects.create(
            ho_so=h, so_phieu=3, so_giam_khao=3, tong_diem=240, thap_nhat=79, cao_nhat=81,
            dat_nguong=True, duoc_chon=True, quyet_dinh=qd, giai="A" if i == 0 else "",
        )  # fmt: skip
    return qd, cac, tai_khoan("so_lanh_dao", don_vi=ky.don_vi)


def loi_cua(ham):
    with pytest.raises(ValidationError) as loi:
        ham()
    return " | ".join(loi.value.messages)


def test_certificates_are_numbered_on_and_hold_to_the_end_of_the_third_year():
    qd, cac, by = da_cong_nhan()
    ten = f"Ủy ban nhân dân tỉnh {qd.ky.don_vi.ten_goi}"
    GiayFactory(
        co_quan_cap=ten, so="41/GCN-CNNTTB", ngay_cap=date(HOM_NAY.year, 1, 5), het_han=CUOI
    )
    GiayFactory(co_quan_cap=ten, so="90/GCN", ngay_cap=date(HOM_NAY.year - 1, 5, 5))

    giay = cap_giay(qd, ngay_cap=HOM_NAY, tien_thuong={"A": 4_000_000}, by=by)

    assert [g.so for g in giay] == ["42/GCN-CNNTTB", "43/GCN-CNNTTB", "44/GCN-CNNTTB"]
    assert {g.het_han for g in giay} == {CUOI}
    assert {g.co_quan_cap for g in giay} == {ten}
    assert [(g.giai, g.tien_thuong) for g in giay] == [("A", 4_000_000), ("", None), ("", None)]
    assert [g.ho_so_id for g in giay] == [h.pk for h in cac]
    assert "không còn sản phẩm nào chờ cấp" in loi_cua(
        lambda: cap_giay(qd, ngay_cap=HOM_NAY, by=by)
    )


def test_years_of_validity_are_a_row_of_the_law():
    qd, _, by = da_cong_nhan(1)
    QuyDinhCap.objects.filter(cap="tinh").update(so_nam_hieu_luc=4)

    (giay,) = cap_giay(qd, ngay_cap=HOM_NAY, mau_so="{so}-{nam}/GCN", tu_so=7, by=by)

    assert giay.het_han == date(HOM_NAY.year + 3, 12, 31)
    assert giay.so == f"7-{HOM_NAY.year}/GCN"


def test_used_number_wrong_office_and_early_day_are_refused_whole():
    qd, _, by = da_cong_nhan(2)
    ten = f"Ủy ban nhân dân tỉnh {qd.ky.don_vi.ten_goi}"
    GiayFactory(co_quan_cap=ten, so="6/GCN-CNNTTB", ngay_cap=HOM_NAY, het_han=CUOI)
    truoc = GiayChungNhan.objects.count()

    trung = loi_cua(lambda: cap_giay(qd, ngay_cap=HOM_NAY, tu_so=5, by=by))
    som = loi_cua(
        lambda: cap_giay(qd, ngay_cap=HOM_NAY - timedelta(days=1), mau_so="GCN {x}", by=by)
    )
    QuyetDinhCongNhan.objects.filter(pk=qd.pk).update(co_quan="cuc")
    qd.refresh_from_db()
    sai = loi_cua(lambda: cap_giay(qd, ngay_cap=HOM_NAY, by=by))

    assert "R45 – 6/GCN-CNNTTB: Số giấy chứng nhận đã dùng." in trung
    assert "không được trước ngày quyết định" in som
    assert "Mẫu số giấy phải có «{so}»" in som
    assert "R43" in sai
    assert GiayChungNhan.objects.count() == truoc


def test_new_copy_supersedes_keeps_its_end_and_takes_the_dossier():
    qd, (h,), by = da_cong_nhan(1)
    (cu,) = cap_giay(qd, ngay_cap=HOM_NAY, by=by)

    moi = cap_lai(
        cu, so="1a/GCN-CNNTTB", ngay_cap=HOM_NAY, ly_do="Giấy cũ in sai tên cơ sở",
        thong_tin={"ten_co_so": "Hợp tác xã Đúng Tên"}, by=by,
    )  # fmt: skip

    cu.refresh_from_db()
    h.refresh_from_db()
    assert cu.trang_thai_ngay() == TrangThaiGiay.DA_THAY
    assert moi.trang_thai_ngay() == TrangThaiGiay.CON_HIEU_LUC
    assert (moi.het_han, moi.ten_co_so, cu.ten_co_so) == (
        cu.het_han,
        "Hợp tác xã Đúng Tên",
        h.ten_co_so,
    )
    assert h.giay == moi
    assert "đã được cấp lại bằng giấy số 1a/GCN-CNNTTB" in loi_cua(
        lambda: cap_lai(cu, so="9", ngay_cap=HOM_NAY, ly_do="Mất giấy lần nữa", by=by)
    )
    assert "R45" in loi_cua(
        lambda: cap_lai(moi, so=cu.so, ngay_cap=HOM_NAY, ly_do="Giấy bị rách nát", by=by)
    )


def test_copy_of_a_certificate_issued_years_ago_keeps_the_old_end():
    by = tai_khoan("so_lanh_dao", don_vi=(tinh := DonViFactory()))
    sp = SanPhamFactory(co_so__xa__tinh=tinh)
    cu = GiayFactory(
        san_pham=sp, nguoi_ky="Trần Văn Ký", ngay_cap=date(HOM_NAY.year - 1, 5, 5),
        het_han=date(HOM_NAY.year + 1, 12, 31),
    )  # fmt: skip

    moi = cap_lai(cu, so="5b/GCN", ngay_cap=HOM_NAY, ly_do="Cơ sở làm mất giấy", by=by)

    assert moi.het_han == date(HOM_NAY.year + 1, 12, 31)


def test_revocation_needs_the_decision_of_its_level_and_marks_the_dossier():
    qd, (h,), by = da_cong_nhan(1)
    (giay,) = cap_giay(qd, ngay_cap=HOM_NAY, by=by)

    thieu = loi_cua(lambda: thu_hoi(giay, so="", ngay=HOM_NAY, co_quan="cuc", ly_do="", by=by))
    thu_hoi(
        giay, so="9/QĐ-UBND", ngay=HOM_NAY, co_quan="ubnd_tinh",
        ly_do="Cơ sở vi phạm chất lượng đã cam kết", by=by,
    )  # fmt: skip

    giay.refresh_from_db()
    h.refresh_from_db()
    assert "R58" in thieu
    assert "số quyết định" in thieu
    assert "lý do" in thieu
    assert giay.trang_thai_ngay() == TrangThaiGiay.THU_HOI
    assert h.trang_thai == "thu_hoi"
    assert not GiayChungNhan.objects.con_hieu_luc(HOM_NAY).filter(pk=giay.pk).exists()
    assert "đã thu hồi từ ngày" in loi_cua(
        lambda: cap_lai(giay, so="9", ngay_cap=HOM_NAY, ly_do="Xin cấp lại giấy", by=by)
    )


def test_certificates_are_the_business_of_their_own_level_and_place():
    qd, (h,), by = da_cong_nhan(1)
    (giay,) = cap_giay(qd, ngay_cap=HOM_NAY, by=by)
    khu_vuc = GiayFactory(cap="khu_vuc", san_pham=h.san_pham)

    for nguoi, g in (
        (tai_khoan("so_lanh_dao", don_vi=DonViFactory()), giay),
        (tai_khoan("so_truong_phong", don_vi=qd.ky.don_vi), giay),
        (tai_khoan("cuc_lanh_dao"), giay),
        (by, khu_vuc),
    ):
        with pytest.raises(PermissionDenied):
            cap_lai(g, so="9", ngay_cap=HOM_NAY, ly_do="Cơ sở làm mất giấy", by=nguoi)
        with pytest.raises(PermissionDenied):
            thu_hoi(g, so="9", ngay=HOM_NAY, co_quan="cuc", ly_do="Vi phạm cam kết", by=nguoi)
