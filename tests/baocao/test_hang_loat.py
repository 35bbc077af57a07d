"""The bulk door leaves what the step-by-step doors leave."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.choices import NguonGoc, TrangThaiBo
from baocao.models import BoBaoCao, GiaTri, LanGui, PhieuBieu
from baocao.services import ky as dich_vu_ky
from baocao.services import nhap_lieu, quy_trinh
from baocao.services.hang_loat import BoHangLoat, YKienHangLoat, nap_bo_hang_loat
from baocao.services.lich_buoc import NguoiBo
from baocao.services.nhap_lieu import GhiO
from cucctdp.audit.models import SuKien
from cucctdp.workflow.models import QuyetDinh
from tests.baocao.mau import bo_moi, cac_o_du, mo_ky, nguoi_dung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("du_lieu_goc")]

LY_DO = "Đề nghị giải trình mức tăng của nhập khẩu."


def nguoi_bo(nguoi) -> NguoiBo:
    return NguoiBo(
        nguoi.chuyen_vien,
        nguoi.truong_phong,
        nguoi.lanh_dao,
        nguoi.cuc_chuyen_vien,
        nguoi.cuc_lanh_dao_phong,
    )


def o_cua(bo) -> dict[str, list[GhiO]]:
    phieu = bo.phieu.filter(bieu_mau__la_tinh_toan=False).select_related("bieu_mau", "bo__ky")
    return {p.bieu_mau.ma: cac_o_du(p) for p in phieu}


def di_tung_buoc(bo, nguoi, *, den):
    """The same pack through the doors, one click at a time."""
    cac_phieu = list(bo.phieu.filter(bieu_mau__la_tinh_toan=False))
    for phieu in cac_phieu:
        nhap_lieu.ghi_o(phieu, cac_o_du(phieu), by=nguoi.chuyen_vien)
    for phieu in cac_phieu:
        quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
    for phieu in cac_phieu:
        quy_trinh.duyet_phong(PhieuBieu.objects.get(pk=phieu.pk), by=nguoi.truong_phong)
    bo = quy_trinh.chuyen_lanh_dao(bo, by=nguoi.truong_phong)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    if den == TrangThaiBo.TRA_LAI:
        phieu = bo.phieu.get(bieu_mau__ma="Q05")
        quy_trinh.neu_y_kien(
            bo, phieu=phieu, chi_tieu="NK13", cot="A3", noi_dung=LY_DO, by=nguoi.cuc_chuyen_vien
        )
        quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do=LY_DO)
        return
    quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)
    quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)


def dau_vet(bo_pk) -> dict:
    """Everything about a pack that both ways must leave alike (moments apart)."""
    bo = BoBaoCao.objects.get(pk=bo_pk)
    buoc = {
        f"{p.bieu_mau.ma}": [
            (q.buoc, q.tu_trang_thai, q.den_trang_thai, q.nguoi_id, q.vong, q.ly_do)
            for q in QuyetDinh.objects.cua(p)
        ]
        for p in bo.phieu.all()
    }
    return {
        "bo": [
            getattr(bo, ten)
            for ten in (
                "trang_thai", "vong", "co_minh_hoa", "nguoi_trinh_id", "nguoi_chuyen_id",
                "nguoi_ky_id", "nguoi_kiem_tra_id", "nguoi_tiep_nhan_id",
            )
        ],
        "co_luc": [
            getattr(bo, ten) is not None
            for ten in ("gui_luc", "gui_lan_dau_luc", "cuc_mo_luc", "tiep_nhan_luc",
                        "de_nghi_tiep_nhan_luc", "han_bo_sung")
        ],
        "phieu": [
            (p.bieu_mau.ma, p.trang_thai, p.vong, p.nguoi_trinh_id, p.nguoi_duyet_id)
            for p in bo.phieu.all()
        ],
        "buoc_phieu": buoc,
        "buoc_bo": [
            (q.buoc, q.tu_trang_thai, q.den_trang_thai, q.nguoi_id, q.vong, q.ly_do)
            for q in QuyetDinh.objects.cua(bo)
        ],
        "lan_gui": list(
            LanGui.objects.filter(bo=bo).values_list("lan", "vong", "nguoi_id", "sha256")
        ),
        "y_kien": list(bo.y_kien.values_list("phieu__bieu_mau__ma", "chi_tieu", "cot", "vong")),
        "o": set(
            GiaTri.objects.filter(phieu__bo=bo).values_list(
                "chi_tieu__ma", "cot", "phien_ban", "so", "chu", "trang_thai_o", "trang_thai_sl",
                "nguon", "nguon_goc", "nguoi_id",
            )
        ),
    }  # fmt: skip


@pytest.mark.parametrize("den", [TrangThaiBo.TIEP_NHAN, TrangThaiBo.TRA_LAI])
def test_bulk_pack_equals_pack_that_went_step_by_step(den):
    nguoi = nguoi_dung()
    bo = bo_moi(nguoi)
    diem = transaction.savepoint()
    di_tung_buoc(bo, nguoi, den=den)
    tung_buoc = dau_vet(bo.pk)
    transaction.savepoint_rollback(diem)
    tra = den == TrangThaiBo.TRA_LAI
    o = {ma: [GhiO(x.chi_tieu, x.cot, x.so, x.chu, x.trang_thai_o) for x in cac]
         for ma, cac in o_cua(bo).items()}  # fmt: skip

    nap_bo_hang_loat(
        [
            BoHangLoat(
                ky="2026-6T",
                don_vi="34:80",
                o=o,
                den=den,
                luc=timezone.now() - timedelta(days=3),
                nguoi=nguoi_bo(nguoi),
                y_kien=[YKienHangLoat("Q05", "NK13", "A3", LY_DO)] if tra else [],
                ly_do_tra=LY_DO if tra else "",
            )
        ]
    )

    assert dau_vet(bo.pk) == tung_buoc
    assert SuKien.objects.filter(hanh_dong="bobaocao.nap_hang_loat").count() == 1


def goi(nguoi, **khac):
    mac_dinh = {
        "ky": "2026-6T",
        "don_vi": "34:80",
        "o": {"Q04": [GhiO("BL00", "A3", so=Decimal(1), nguon_goc=NguonGoc.MINH_HOA)]},
        "den": TrangThaiBo.TIEP_NHAN,
        "luc": datetime(2026, 6, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        "nguoi": nguoi_bo(nguoi),
    }
    return BoHangLoat(**{**mac_dinh, **khac})


def test_bulk_pack_sent_two_days_after_the_due_date_is_two_days_late():
    nguoi = nguoi_dung()
    mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong)

    nap_bo_hang_loat([goi(nguoi)])

    bo = BoBaoCao.objects.get(ky__ma="2026-6T", don_vi=nguoi.don_vi)
    assert (bo.tinh_han, bo.so_ngay_tre, bo.co_minh_hoa) == ("tre_han", 2, True)


def test_bulk_refuses_every_bad_cell_at_once_and_writes_nothing():
    nguoi = nguoi_dung()
    mo_ky("2026-6T", by=nguoi.cuc_lanh_dao_phong)
    hong = {
        "Q04": [GhiO("BL99", "A3", so=Decimal(1)), GhiO("BL00", "A5", so=Decimal(1))],
        "Q01": [GhiO("CN00", "B4")],
    }

    with pytest.raises(ValidationError) as loi:
        nap_bo_hang_loat([goi(nguoi), goi(nguoi, don_vi="34:24", o=hong)])

    assert len(loi.value.messages) == 3
    assert GiaTri.objects.count() == 0


def test_bulk_never_writes_over_figures_people_typed():
    nguoi = nguoi_dung()
    bo = bo_moi(nguoi)
    phieu = bo.phieu.get(bieu_mau__ma="Q04")
    nhap_lieu.ghi_o(phieu, [GhiO("BL10", "A3", so=Decimal(5))], by=nguoi.chuyen_vien)

    with pytest.raises(ValidationError, match="đã có người nhập"):
        nap_bo_hang_loat([goi(nguoi)])

    assert GiaTri.objects.filter(phieu__bo=bo).count() == 1


def test_bulk_makes_the_packs_that_a_period_lacks():
    nguoi = nguoi_dung()
    dich_vu_ky.tao_ky("2026-6T")

    so = nap_bo_hang_loat([goi(nguoi, den=TrangThaiBo.DANG_NHAP)])

    bo = BoBaoCao.objects.get(ky__ma="2026-6T", don_vi=nguoi.don_vi)
    assert (so, bo.trang_thai, bo.tinh_han) == (1, "dang_nhap", "chua_gui")
    assert LanGui.objects.filter(bo=bo).count() == 0
