"""A check cut off in the middle, and purging of old sessions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec
from cucctdp.files.services import DaHuy, TienDo, huy_cong_viec
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.don_dep import don_phien_cu
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.kiem import kiem_phien
from cucctdp.imports.services.phien import chay_tiep, xac_nhan_ghep
from tests.imports.mau import dong, kiem, mo


class ChetGiuaChung(Exception):
    pass


def _dut_sau(td, so_khoi):
    """Make the worker die when it reports its n-th block."""
    con = [so_khoi]
    bao = td.bao

    def chet(*args, **kwargs):
        con[0] -= 1
        if con[0] == 0:
            raise ChetGiuaChung
        bao(*args, **kwargs)

    td.bao = chet
    return td


def _ket_qua(phien):
    return list(
        phien.cac_dong.order_by("so").values_list("so", "tho", "ket_luan", "loi", "khoa", "sach")
    )


@pytest.mark.parametrize("chet_o_khoi", [1, 2, 3])
def test_check_cut_off_goes_on_behind_the_last_block_each_row_once(canh, chay, chet_o_khoi):
    cac_dong = [dong(f"Cơ sở {i % 7}", "12" if i % 5 == 0 else "") for i in range(20)]
    mot_lan = kiem(canh["nguoi"], *cac_dong, chay=chay)
    phien = mo(canh["nguoi"], *cac_dong)
    xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=canh["nguoi"])
    phien.refresh_from_db()

    with pytest.raises(ChetGiuaChung):
        kiem_phien(phien.pk, _dut_sau(TienDo(phien.viec_id), chet_o_khoi), co_khoi=3)
    phien.refresh_from_db()
    assert phien.cac_dong.count() == phien.tong_dong == 3 * chet_o_khoi
    kiem_phien(phien.pk, TienDo(phien.viec_id), co_khoi=3)

    phien.refresh_from_db()
    assert phien.trang_thai == TrangThaiPhien.CHO_GHI
    assert _ket_qua(phien) == _ket_qua(mot_lan)
    assert (phien.so_moi, phien.so_loi) == (mot_lan.so_moi, mot_lan.so_loi)


def test_stopped_check_keeps_its_rows_and_can_go_on(canh, chay):
    phien = mo(canh["nguoi"], *(dong(f"Cơ sở {i}") for i in range(6)))
    xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=canh["nguoi"])
    phien.refresh_from_db()
    CongViec.objects.filter(pk=phien.viec_id).update(trang_thai=TrangThaiViec.DANG_CHAY)
    huy_cong_viec(phien.viec, by=canh["nguoi"])
    with pytest.raises(DaHuy):
        kiem_phien(phien.pk, TienDo(phien.viec_id), co_khoi=2)
    CongViec.objects.filter(pk=phien.viec_id).update(trang_thai=TrangThaiViec.HUY)
    assert phien.cac_dong.count() == 2

    with chay(execute=True):
        chay_tiep(phien, by=canh["nguoi"])

    phien.refresh_from_db()
    assert (phien.trang_thai, phien.so_moi) == (TrangThaiPhien.CHO_GHI, 6)


def test_old_sessions_lose_their_rows_and_keep_their_entry(canh, chay):
    bo = kiem(canh["nguoi"], dong("A"), chay=chay)
    moi = kiem(canh["nguoi"], dong("B"), chay=chay)
    ghi = kiem(canh["nguoi"], dong("C"), chay=chay)
    with chay(execute=True):
        yeu_cau_ghi(ghi, by=canh["nguoi"])
    xua = timezone.now() - timedelta(days=400)
    PhienNhap.objects.filter(pk=bo.pk).update(tao_luc=xua)
    PhienNhap.objects.filter(pk=ghi.pk).update(tao_luc=xua, ghi_luc=xua)

    assert don_phien_cu() == 2

    con = {p.pk: (p.trang_thai, p.cac_dong.count()) for p in PhienNhap.objects.all()}
    assert con == {
        bo.pk: (TrangThaiPhien.DA_BO, 0),
        moi.pk: (TrangThaiPhien.CHO_GHI, 1),
        ghi.pk: (TrangThaiPhien.DA_GHI, 0),
    }
