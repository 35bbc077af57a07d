"""What every test needs: storage of its own, and a flush that the audit trail lets through."""

import gc
import itertools
from pathlib import Path

import pytest
from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations

_CUA_CAU_TRUC = {"django_content_type", "auth_permission"}


def _xoa_bang_co_dong(self, style, tables, **_):
    """Empty the tables that hold rows: most of some three hundred hold none after a test.

    The audit trail refuses it; only the test database's owner may switch triggers off. Content
    types and permissions are the schema's: they stay, so that nobody need make them again.
    """
    if not tables:
        return []
    ten = [self.quote_name(t) for t in tables if t not in _CUA_CAU_TRUC]
    co = " UNION ALL ".join(
        f"SELECT {i} WHERE EXISTS (SELECT 1 FROM {t})" for i, t in enumerate(ten)
    )
    with self.connection.cursor() as cursor:
        cursor.execute(co)
        can = [ten[i] for (i,) in cursor.fetchall()]
    xoa = [f"DELETE FROM {t};" for t in can]
    return ["SET session_replication_role = replica;", *xoa, "RESET session_replication_role;"]


DatabaseOperations.sql_flush = _xoa_bang_co_dong
flush.emit_post_migrate_signal = lambda *_, **__: None


_SO_KHO = itertools.count()


@pytest.fixture(autouse=True)
def kho_tep_rieng(settings, tmp_path_factory):
    """Stored files of a test lie in its own folder, made with the first file: most store none."""
    settings.KHO_TEP = tmp_path_factory.getbasetemp() / "kho-tep" / str(next(_SO_KHO))
    return settings.KHO_TEP


# Whole rooms whose tests build packs, pages or papers: right, and not for every save of a file.
CHAM = (
    "apikit/",
    "bao_mat/",
    "baocao/admin/",
    "baocao/dieu_chinh/",
    "baocao/portal/",
    "baocao/test_api.py",
    "baocao/test_api_etag.py",
    "baocao/test_ban_tin.py",
    "baocao/test_ban_tin_dung.py",
    "baocao/test_ban_tin_so.py",
    "baocao/test_bang.py",
    "baocao/test_canh_bao.py",
    "baocao/test_chuoi.py",
    "baocao/test_cong_bo.py",
    "baocao/test_di_ngau_nhien.py",
    "baocao/test_don_doc.py",
    "baocao/test_dong_thoi.py",
    "baocao/test_du_lieu_goc.py",
    "baocao/test_goi_cau_hinh.py",
    "baocao/test_gui_bieu.py",
    "baocao/test_hang_loat.py",
    "baocao/test_ket_xuat.py",
    "baocao/test_kien_nghi.py",
    "baocao/test_kien_nghi_gom.py",
    "baocao/test_ky.py",
    "baocao/test_minh_hoa.py",
    "baocao/test_models.py",
    "baocao/test_ngoai_le.py",
    "baocao/test_nhac_han.py",
    "baocao/test_nhac_han_so.py",
    "baocao/test_nhap_lieu_quyen.py",
    "baocao/test_nhap_lieu_trang_thai.py",
    "baocao/test_so_muc_tieu.py",
    "baocao/test_so_theo_doi.py",
    "baocao/test_so_tong_hop.py",
    "baocao/test_statistics.py",
    "baocao/test_statistics_dia_gioi.py",
    "baocao/test_statistics_tinh_hinh.py",
    "baocao/test_tep_ky.py",
    "baocao/test_thay_cho.py",
    "baocao/test_thay_cho_thong_ke.py",
    "baocao/test_thong_bao_ho_so.py",
    "baocao/test_thuc_te.py",
    "baocao/test_tinh_chat_tong.py",
    "baocao/test_tong_hop.py",
    "baocao/test_tra_cuu.py",
    "baocao/test_uoc_cuc.py",
    "baocao/test_worker.py",
    "baocao/test_workflow.py",
    "baocao/workbook/",
    "cumcongnghiep/bieu/",
    "cumcongnghiep/xem/",
    "donvi/test_admin.py",
    "donvi/test_danh_muc.py",
    "embedded/",
    "files/",
    "flows/",
    "imports/",
    "khuyencong/admin/",
    "khuyencong/giay_to/",
    "khuyencong/quy_tac/",
    "khuyencong/test_api.py",
    "khuyencong/test_du_lieu_goc.py",
    "khuyencong/test_dua_tien.py",
    "khuyencong/test_minh_hoa.py",
    "khuyencong/test_so_cong_bo.py",
    "khuyencong/test_thong_ke.py",
    "khuyencong/test_vong_doi.py",
    "pdf/",
    "role_matrix/",
    "sanpham_tieubieu/cham/test_niem_phong.py",
    "sanpham_tieubieu/giay_to/",
    "sanpham_tieubieu/portal/",
    "sanpham_tieubieu/test_cau_chuyen.py",
    "thong_bao/",
)


def pytest_collection_finish():
    """What is imported stays: the collector need not walk over it again and again (a sixth of all
    the time), and rows of a test are many and short-lived.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items):
    """`make nhanh` leaves these out; `make test` runs them."""
    for item in items:
        duong = item.path.relative_to(Path(__file__).parent).as_posix()
        if duong.startswith(CHAM):
            item.add_marker(pytest.mark.cham)
