"""Lineage 63 -> 34, regions, communes, organisations: the traps of the reference data."""

from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    NganhKinhTe,
    PhanVung,
    ThanhVienVung,
    ToChuc,
    Vung,
    Xa,
)
from cucctdp.donvi.services import AnhXa, anh_xa_dia_gioi, ids_ke_thua

pytestmark = pytest.mark.usefixtures("danh_muc", "db")

HOM_NAY = date(2026, 11, 22)


def id_cua(khoa):
    return DonViHanhChinh.objects.theo_khoa(khoa).pk


def test_ke_thua_52_merge_into_23_and_11_go_on():
    so_cu = Counter(KeThua.objects.values_list("moi__ma", flat=True))

    assert sum(so_cu.values()) == 63
    assert len(so_cu) == 34
    assert sorted(ma for ma, so in so_cu.items() if so == 1) == [
        "01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46",
    ]  # fmt: skip
    assert sum(so for so in so_cu.values() if so > 1) == 52


def test_ke_thua_every_row_whole_and_from_old_to_new():
    dong = set(KeThua.objects.values_list("cu__bo_ma", "moi__bo_ma", "chinh_xac", "tu_ngay"))

    assert dong == {("63", "34", True, date(2025, 7, 1))}


@pytest.mark.parametrize(
    ("cu", "moi"),
    [
        ("63:82", "34:82"),  # Tiền Giang: a package sends it to Tây Ninh by a slip
        ("63:80", "34:80"),
        ("63:24", "34:24"),
        ("63:27", "34:24"),
        ("63:72", "34:80"),
        ("63:60", "34:68"),
    ],
)
def test_anh_xa_hien_hanh_follows_lineage(cu, moi):
    anh_xa = anh_xa_dia_gioi(dia_gioi="hien_hanh", ngay=HOM_NAY)

    assert anh_xa[id_cua(cu)] == AnhXa(id_cua(moi), True)


def test_tien_giang_commune_belongs_to_dong_thap():
    # 28249 Đạo Thạnh (Mỹ Tho) lay in Tiền Giang; 27694 Phường Long An (Tân An) in Long An.
    tinh = dict(Xa.objects.filter(ma__in=["28249", "27694"]).values_list("ma", "tinh__ten_goi"))

    assert tinh == {"28249": "Đồng Tháp", "27694": "Tây Ninh"}


def test_anh_xa_hien_hanh_sum_over_63_is_sum_over_34():
    anh_xa = anh_xa_dia_gioi(dia_gioi="hien_hanh", ngay=HOM_NAY)
    so_lieu = {d.pk: int(d.ma) for d in DonViHanhChinh.objects.filter(bo_ma="63")}
    theo_34 = Counter()

    for pk, so in so_lieu.items():
        theo_34[anh_xa[pk].don_vi_id] += so

    moi = set(DonViHanhChinh.objects.filter(bo_ma="34").values_list("pk", flat=True))
    assert set(theo_34) == moi
    assert sum(theo_34.values()) == sum(so_lieu.values())
    # Đồng Tháp = Tiền Giang (82) + Đồng Tháp cũ (87)
    assert theo_34[id_cua("34:82")] == 82 + 87


def test_anh_xa_hien_hanh_before_the_merger_changes_nothing():
    anh_xa = anh_xa_dia_gioi(dia_gioi="hien_hanh", ngay=date(2025, 6, 30))

    assert anh_xa[id_cua("63:82")] == AnhXa(id_cua("63:82"), True)


def test_anh_xa_theo_thoi_diem_is_identity():
    anh_xa = anh_xa_dia_gioi(dia_gioi="theo_thoi_diem", ngay=HOM_NAY)

    assert len(anh_xa) == 97
    assert all(a == AnhXa(pk, True) for pk, a in anh_xa.items())


def test_anh_xa_63_unchanged_exact_merged_not():
    anh_xa = anh_xa_dia_gioi(dia_gioi="63", ngay=HOM_NAY)

    assert anh_xa[id_cua("34:22")] == AnhXa(id_cua("63:22"), True)
    assert anh_xa[id_cua("34:24")] == AnhXa(id_cua("34:24"), False)
    assert anh_xa[id_cua("63:24")] == AnhXa(id_cua("63:24"), True)
    assert Counter(a.chinh_xac for a in anh_xa.values()) == {True: 74, False: 23}


def test_anh_xa_divided_unit_stays_itself_not_exact():
    KeThua.objects.filter(cu=id_cua("63:82")).update(chinh_xac=False)
    KeThua.objects.create(
        cu_id=id_cua("63:82"),
        moi_id=id_cua("34:80"),
        tu_ngay=date(2025, 7, 1),
        can_cu="x",
        chinh_xac=False,
    )

    anh_xa = anh_xa_dia_gioi(dia_gioi="hien_hanh", ngay=HOM_NAY)

    assert anh_xa[id_cua("63:82")] == AnhXa(id_cua("63:82"), False)


def test_anh_xa_unknown_boundary_refused():
    with pytest.raises(ValueError, match="35"):
        anh_xa_dia_gioi(dia_gioi="35", ngay=HOM_NAY)


def test_ids_ke_thua_itself_and_predecessors():
    ids = ids_ke_thua(DonViHanhChinh.objects.theo_khoa("34:25"))

    assert ids == {id_cua(k) for k in ("34:25", "63:17", "63:25", "63:26")}


@pytest.mark.parametrize(
    ("ma", "bo_ma", "so_don_vi"),
    [
        ("kt-xh-34", "34", [9, 6, 5, 6, 3, 5]),
        ("kt-xh-63", "63", [14, 11, 14, 5, 6, 13]),
        ("hoi-nghi-2025", "34", [15, 11, 8]),
        ("khuyen-cong-34", "34", [18, 8, 8]),
        ("khuyen-cong-63", "63", [28, 15, 20]),
    ],
)
def test_phan_vung_covers_exactly_its_units(ma, bo_ma, so_don_vi):
    phan_vung = PhanVung.objects.get(ma=ma)

    dem = [v.thanh_vien.count() for v in phan_vung.cac_vung.order_by("thu_tu")]

    assert dem == so_don_vi
    thanh_vien = set(phan_vung.thanh_vien.values_list("don_vi", flat=True))
    assert thanh_vien == set(
        DonViHanhChinh.objects.filter(bo_ma=bo_ma).values_list("pk", flat=True)
    )


def test_phan_vung_thanh_nghe_tinh_differ_by_purpose():
    thanh_nghe_tinh = [id_cua(k) for k in ("34:38", "34:40", "34:42")]

    mien = {
        ma: set(
            ThanhVienVung.objects.filter(phan_vung__ma=ma, don_vi__in=thanh_nghe_tinh).values_list(
                "vung__ma", flat=True
            )
        )
        for ma in ("hoi-nghi-2025", "khuyen-cong-34")
    }

    assert mien == {"hoi-nghi-2025": {"TRUNG-TN"}, "khuyen-cong-34": {"BAC"}}


def test_phan_vung_unconfirmed_say_so():
    ma = set(PhanVung.objects.filter(can_xac_minh=True).values_list("ma", flat=True))

    assert ma == {"kt-xh-34", "kt-xh-63", "hoi-nghi-2025", "khuyen-cong-34"}


def test_thanh_vien_second_region_refused():
    vung = Vung.objects.get(phan_vung__ma="kt-xh-34", ma="DNB")
    dong = ThanhVienVung(vung=vung, don_vi_id=id_cua("34:01"))

    with pytest.raises(ValidationError, match="đã thuộc một vùng khác"):
        dong.full_clean(exclude={"phan_vung", "bo_ma"})
    with pytest.raises(IntegrityError, match="donvi_thanhvien_mot_lan"), transaction.atomic():
        dong.save()


def test_thanh_vien_of_other_code_set_refused():
    vung = Vung.objects.get(phan_vung__ma="kt-xh-34", ma="DNB")
    dong = ThanhVienVung(vung=vung, don_vi_id=id_cua("63:70"))

    with pytest.raises(ValidationError, match="bộ mã 34"):
        dong.full_clean(exclude={"phan_vung", "bo_ma"})
    with pytest.raises(IntegrityError, match="donvi_thanhvien_cung_bo_ma"), transaction.atomic():
        dong.save()


def test_thanh_vien_region_of_other_partition_refused_by_database():
    dong = ThanhVienVung.objects.get(phan_vung__ma="kt-xh-34", don_vi=id_cua("34:01"))
    vung_khac = Vung.objects.get(phan_vung__ma="khuyen-cong-34", ma="BAC")

    with pytest.raises(IntegrityError, match="vung_phan_vung"), transaction.atomic():
        ThanhVienVung.objects.filter(pk=dong.pk).update(vung=vung_khac)


@pytest.mark.parametrize(
    ("ngay", "dem"),
    [
        (date(2025, 7, 1), {"xa": 2621, "phuong": 687, "dac_khu": 13}),
        (date(2026, 4, 29), {"xa": 2621, "phuong": 687, "dac_khu": 13}),
        (date(2026, 4, 30), {"xa": 2611, "phuong": 697, "dac_khu": 13}),
        (date(2026, 9, 20), {"xa": 2599, "phuong": 709, "dac_khu": 13}),
    ],
)
def test_xa_kinds_on_date(ngay, dem):
    loai = Counter(xa.ten_ngay(ngay).loai for xa in Xa.objects.prefetch_related("cac_ten"))

    assert loai == dem


def test_xa_new_wards_are_in_dong_nai_and_bac_ninh():
    doi_ten = Xa.objects.filter(cac_ten__hieu_luc_tu__gt=date(2025, 7, 1))

    assert Counter(doi_ten.values_list("tinh__ten_goi", "cac_ten__hieu_luc_tu")) == {
        ("Đồng Nai", date(2026, 4, 30)): 10,
        ("Bắc Ninh", date(2026, 9, 20)): 12,
    }


def test_xa_one_code_to_verify():
    can_xac_minh = Xa.objects.filter(can_xac_minh=True)

    assert [(x.ma, x.ten_goi, x.tinh.khoa) for x in can_xac_minh] == [("06970", "Ba Chẽ", "34:22")]
    assert "06978" in can_xac_minh[0].ghi_chu


def test_xa_name_with_apostrophe_found_with_the_other():
    ma = Xa.objects.filter(ten_goi__khong_dau__contains="ea h'leo").values_list("ma", flat=True)

    assert list(ma) == ["24184"]


def test_nganh_levels_and_parents():
    nganh = NganhKinhTe.objects.filter(phien_ban="VSIC2025")

    assert Counter(nganh.values_list("cap", flat=True)) == {1: 1, 2: 24, 3: 71, 4: 143}
    assert all(n.cha.cap == n.cap - 1 for n in nganh.select_related("cha") if n.cha)


@pytest.mark.parametrize(
    ("ngay", "ten"),
    [
        (date(2003, 7, 4), "Cục Công nghiệp địa phương"),
        (date(2024, 12, 31), "Cục Công Thương địa phương"),
        (date(2025, 2, 28), "Cục Công Thương địa phương"),
        (date(2025, 3, 1), "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"),
    ],
)
def test_cuc_name_on_date(ngay, ten):
    cuc = ToChuc.objects.get(ma="cuc")

    assert cuc.ten_ngay(ngay).ten == ten


def test_so_follow_the_code_sets():
    truoc = ToChuc.objects.filter(loai="so").hieu_luc(date(2025, 6, 30))
    sau = ToChuc.objects.filter(loai="so").hieu_luc(date(2025, 7, 1))

    assert (truoc.count(), sau.count()) == (63, 34)
    so = ToChuc.objects.get(ma="so-34-75")
    assert so.ten_ngay(date(2025, 12, 31)).ten == "Sở Công Thương tỉnh Đồng Nai"
    assert so.ten_ngay(HOM_NAY).ten == "Sở Công Thương thành phố Đồng Nai"
