"""The life of a session: check, mend, commit, undo."""

import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cucctdp.donvi.models import CoSo
from cucctdp.donvi.services import hop_nhat
from cucctdp.imports.choices import KetLuan, KetQua, TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from cucctdp.imports.services.kiem import sua_dong
from tests.factories.donvi import CoSoFactory
from tests.imports.mau import anh_chup, dong, kiem, mo

MST = "2300000001"


def _ghi(phien, by, chay):
    with chay(execute=True):
        yeu_cau_ghi(phien, by=by)
    return PhienNhap.objects.get(pk=phien.pk)


def _hoan_tac(phien, by, chay):
    with chay(execute=True):
        yeu_cau_hoan_tac(phien, by=by)
    return PhienNhap.objects.get(pk=phien.pk)


def test_check_tells_new_changed_same_and_all_errors_at_once(canh, chay):
    CoSoFactory(
        ten="Cơ sở Cũ", ma_so_thue=MST, xa=canh["xa"], loai_hinh="doanh_nghiep", quy_mo="vua"
    )
    CoSoFactory(ten="Cơ sở Giống", xa=canh["xa"], loai_hinh="doanh_nghiep", quy_mo="nho")

    phien = kiem(
        canh["nguoi"],
        dong("Cơ sở Mới"),
        dong("Cơ sở Cũ", MST),
        dong("Cơ sở Giống"),
        dong("", "12", "Tập đoàn", xa="Xã Không Có"),
        dong("Nơi khác", tinh="Lào Cai", xa="Xã Khác"),
        dong("Cơ sở mới"),
        chay=chay,
    )

    assert phien.trang_thai == TrangThaiPhien.CHO_GHI
    hang = {d.so: (d.ket_luan, [e["ma"] for e in d.loi]) for d in phien.cac_dong.all()}
    assert hang == {
        2: (KetLuan.MOI, []),
        3: (KetLuan.DOI, []),
        4: (KetLuan.GIONG, []),
        5: (KetLuan.LOI, ["ma_so_thue_sai", "khong_co_trong_danh_sach", "thieu", "xa_khong_co"]),
        6: (KetLuan.LOI, ["ngoai_pham_vi"]),
        7: (KetLuan.LOI, ["trung_trong_tep"]),
    }
    assert [e["o"] for e in phien.cac_dong.get(so=5).loi] == ["B5", "C5", "A5", "E5"]
    dem = (phien.so_moi, phien.so_doi, phien.so_giong, phien.so_loi, phien.tong_dong)
    assert dem == (1, 1, 1, 3, 6)
    assert CoSo.objects.count() == 2


def test_commit_writes_the_previewed_rows_and_undo_takes_them_back(canh, chay):
    cu = CoSoFactory(ten="Cơ sở Cũ", ma_so_thue=MST, xa=canh["xa"], quy_mo="vua")
    truoc = anh_chup()
    phien = kiem(canh["nguoi"], dong("Cơ sở Mới"), dong("Cơ sở Cũ đổi tên", MST), chay=chay)

    phien = _ghi(phien, canh["nguoi"], chay)

    assert (phien.trang_thai, phien.so_ghi, phien.so_tu_choi) == (TrangThaiPhien.DA_GHI, 2, 0)
    cu.refresh_from_db()
    assert (cu.ten, cu.ten_khoa, cu.quy_mo) == ("Cơ sở Cũ đổi tên", "co so cu doi ten", "nho")
    assert CoSo.objects.get(ten="Cơ sở Mới").xa == canh["xa"]

    phien = _hoan_tac(phien, canh["nguoi"], chay)

    assert phien.trang_thai == TrangThaiPhien.DA_HOAN_TAC
    assert set(phien.cac_dong.values_list("ket_qua", flat=True)) == {KetQua.HOAN_TAC}
    assert anh_chup() == truoc


def test_commit_refuses_rows_whose_record_somebody_changed_and_names_them(canh, chay):
    cu = CoSoFactory(ten="Cơ sở Cũ", ma_so_thue=MST, xa=canh["xa"], quy_mo="vua")
    phien = kiem(
        canh["nguoi"], dong("Cơ sở Cũ", MST), dong("Cơ sở Mới"), dong("Kẻ trùng"), chay=chay
    )
    with pghistory.context(nguoi="Phạm Văn Sửa"):
        cu.quy_mo = "lon"
        cu.save()
        CoSoFactory(ten="Kẻ trùng", xa=canh["xa"])

    phien = _ghi(phien, canh["nguoi"], chay)

    assert (phien.so_ghi, phien.so_tu_choi) == (1, 2)
    cu.refresh_from_db()
    assert cu.quy_mo == "lon"
    ghi_chu = [d.ghi_chu for d in phien.cac_dong.filter(ket_qua=KetQua.TU_CHOI)]
    assert ["Phạm Văn Sửa sửa lúc" in cau for cau in ghi_chu] == [True, True]


def test_undo_keeps_what_changed_since_and_what_is_used(canh, chay):
    cu = CoSoFactory(ten="Cơ sở Cũ", ma_so_thue=MST, xa=canh["xa"], quy_mo="vua")
    phien = kiem(
        canh["nguoi"],
        dong("Cơ sở Cũ", MST),
        dong("Được dùng"),
        dong("Hoàn lại"),
        chay=chay,
    )
    phien = _ghi(phien, canh["nguoi"], chay)
    with pghistory.context(nguoi="Phạm Văn Sửa"):
        CoSo.objects.filter(pk=cu.pk).update(lang_nghe="Phù Lãng")
    dung = CoSo.objects.get(ten="Được dùng")
    bo = CoSoFactory(ten="Bản trùng", xa=canh["xa"])
    hop_nhat(giu=dung, bo=bo, by=canh["truong"], ly_do="trùng")

    phien = _hoan_tac(phien, canh["nguoi"], chay)

    kq = {d.sach["ten"]: (d.ket_qua, d.ghi_chu.split(":")[0]) for d in phien.cac_dong.all()}
    assert kq == {
        "Cơ sở Cũ": (KetQua.GIU, "Đã đổi sau khi nhập"),
        "Được dùng": (KetQua.KHONG_DUOC, "Đang được dùng ở"),
        "Hoàn lại": (KetQua.HOAN_TAC, ""),
    }
    assert CoSo.objects.filter(ten="Hoàn lại").exists() is False


def test_mended_cell_frees_the_row_it_was_a_duplicate_of(canh, chay):
    phien = kiem(canh["nguoi"], dong("Một"), dong("Một"), dong("Một"), chay=chay)

    d = sua_dong(phien, 2, o={"ten": "Hai"}, by=canh["nguoi"])

    assert d.ket_luan == KetLuan.MOI
    phien.refresh_from_db()
    assert (phien.so_moi, phien.so_loi) == (2, 1)
    assert phien.cac_dong.get(ket_luan=KetLuan.LOI).so == 4


def test_blank_cell_keeps_what_the_register_has(canh, chay):
    CoSoFactory(ten="Cơ sở Cũ", ma_so_thue=MST, xa=canh["xa"], quy_mo="vua", loai_hinh="hop_tac_xa")

    phien = kiem(canh["nguoi"], dong("Cơ sở Cũ", MST, "", quy_mo=""), chay=chay)

    assert phien.cac_dong.get().ket_luan == KetLuan.GIONG


def test_owner_only_and_only_with_the_right(canh, chay):
    phien = kiem(canh["nguoi"], dong("Cơ sở Mới"), chay=chay)
    from tests.factories.accounts import tai_khoan

    khac = tai_khoan("cuc_chuyen_vien")

    with pytest.raises(PermissionDenied):
        yeu_cau_ghi(phien, by=khac)
    with pytest.raises(PermissionDenied):
        mo(tai_khoan("kiem_toan"), dong("A"))


def test_nothing_to_write_is_refused(canh, chay):
    phien = kiem(canh["nguoi"], dong(""), chay=chay)

    with pytest.raises(ValidationError):
        yeu_cau_ghi(phien, by=canh["nguoi"])


_TEN = st.sampled_from(["An", "Bình", "Cường", "Dũng", "Én"])
_MST = st.sampled_from(["", "2300000001", "2300000002", "230000003", "x"])
_QUY_MO = st.sampled_from(["", "Nhỏ", "Vừa", "Lớn"])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    co_san=st.lists(st.tuples(_TEN, _QUY_MO), max_size=4, unique_by=lambda c: c[0]),
    cac_dong=st.lists(st.tuples(_TEN, _MST, _QUY_MO), min_size=1, max_size=8),
)
def test_import_then_undo_leaves_the_register_as_before(canh, chay, co_san, cac_dong):
    CoSo.objects.all().delete()
    ma = {"Nhỏ": "nho", "Vừa": "vua", "Lớn": "lon", "": "chua_ro"}
    for i, (ten, quy_mo) in enumerate(co_san):
        mst = f"230000000{i}" if i % 2 else ""
        CoSoFactory(ten=ten, xa=canh["xa"], quy_mo=ma[quy_mo], ma_so_thue=mst)
    truoc = anh_chup()
    phien = kiem(canh["nguoi"], *(dong(t, m, quy_mo=q) for t, m, q in cac_dong), chay=chay)

    if phien.so_moi + phien.so_doi:
        phien = _ghi(phien, canh["nguoi"], chay)
        assert phien.so_tu_choi == 0
        _hoan_tac(phien, canh["nguoi"], chay)

    assert anh_chup() == truoc
