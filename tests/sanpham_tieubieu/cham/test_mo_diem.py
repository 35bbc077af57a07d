"""The opening minute: not early, not with unsigned sheets, not with a score that was touched."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cucctdp.workflow.steps import BuocBiTuChoi
from sanpham_tieubieu.models import DiemTieuChi, HoSoDangKy, MocKy, PhieuCham
from sanpham_tieubieu.niem_phong import bam_ky
from sanpham_tieubieu.services import cham
from sanpham_tieubieu.services.mo_diem import kiem_cam_ket, mo_diem
from sanpham_tieubieu.services.xung_dot import quet
from tests.sanpham_tieubieu.cham.dung import dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db


def _cau(ham):
    with pytest.raises(BuocBiTuChoi) as loi:
        ham()
    return loi.value.ly_do


def test_everything_against_the_opening_is_said_at_once():
    k = dung_ky()
    k.phieu(1)
    bay_gio = timezone.now()
    MocKy.objects.create(
        ky=k.ky,
        giai_doan="cham_hien_vat",
        mo_luc=bay_gio - timedelta(hours=1),
        dong_luc=bay_gio + timedelta(hours=1),
    )

    cau = _cau(lambda: mo_diem(k.ky, by=k.so))

    assert [c.split("(")[0].split(":")[0].strip() for c in cau] == [
        "Chưa đến phút mở điểm đã định",
        "Còn trong thời gian chấm điểm",
        "Còn 1 phiếu chưa ký",
        "Chưa có phiếu nào đã ký.",
    ]


def test_opened_with_the_hash_of_all_sheets_and_nothing_changes_after():
    k = dung_ky()
    phieu = [k.da_ky(0), k.da_ky(1)]
    do_dang = k.phieu(2)
    dat_phut_mo_qua(k.ky)

    con = _cau(lambda: mo_diem(k.ky, by=k.so))
    ky = mo_diem(k.ky, by=k.so, bo_phieu_chua_ky=True)
    do_dang.refresh_from_db()

    assert con == [f"Còn 1 phiếu chưa ký: {do_dang}."]
    assert (ky.trang_thai, ky.bam_mo_diem) == ("mo_diem", bam_ky(p.bam for p in phieu))
    assert ky.da_mo_diem()
    assert (do_dang.trang_thai, do_dang.ly_do_vo_hieu) == ("vo_hieu", "Chưa ký khi mở điểm.")
    assert HoSoDangKy.objects.get(pk=k.ho_so[0].pk).trang_thai == "da_cham"
    assert kiem_cam_ket(ky) == []
    assert PhieuCham.objects.visible_to(k.so).count() == 3
    with pytest.raises(ValidationError):
        cham.mo_lai(phieu[1], by=k.nguoi[0], ly_do="Muốn sửa lại một điểm")
    assert _cau(lambda: mo_diem(k.ky, by=k.so))[0] == "Hồ sơ đang ở trạng thái «Đã mở điểm»."


def test_withdrawn_and_paused_entries_stop_no_opening():
    k = dung_ky(so_ho_so=3)
    k.da_ky(0, 0)
    k.phieu(1, 1)
    k.phieu(1, 2)
    HoSoDangKy.objects.filter(pk=k.ho_so[1].pk).update(trang_thai="rut")
    HoSoDangKy.objects.filter(pk=k.ho_so[2].pk).update(
        trang_thai="tam_dung", truoc_tam_dung="dang_cham"
    )
    dat_phut_mo_qua(k.ky)

    mo_diem(k.ky, by=k.so)

    assert list(HoSoDangKy.objects.order_by("pk").values_list("trang_thai", "truoc_tam_dung")) == [
        ("da_cham", ""),
        ("rut", ""),
        ("tam_dung", "da_cham"),
    ]
    assert PhieuCham.objects.filter(trang_thai="dang_cham").count() == 0


def test_conflict_that_nobody_recorded_stops_the_opening_until_it_is():
    k = dung_ky()
    k.da_ky(0)
    phieu = k.da_ky(1)
    co_so, nguoi = k.ho_so[0].san_pham.co_so, k.gk[1].nhan_su
    co_so.ma_so_thue = nguoi.mst_co_quan = "0301234567"
    co_so.save()
    nguoi.save()
    dat_phut_mo_qua(k.ky)

    cau = _cau(lambda: mo_diem(k.ky, by=k.so))
    quet(k.ky, by=k.so)
    mo_diem(k.ky, by=k.so)
    phieu.refresh_from_db()

    assert [c[:3] for c in cau] == ["R35"]
    assert phieu.trang_thai == "vo_hieu"


def test_only_who_runs_the_round_opens():
    k, khac = dung_ky(), dung_ky()
    k.da_ky()
    dat_phut_mo_qua(k.ky)

    for nguoi in (k.nguoi[0], khac.so):
        assert _cau(lambda nguoi=nguoi: mo_diem(k.ky, by=nguoi)) != []


def _sua_len(cau, *tham_so):
    """As somebody with the database in his hands would."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(cau, tham_so)
        cursor.execute("RESET session_replication_role")


@pytest.mark.parametrize(
    "cau",
    [
        "UPDATE sanpham_tieubieu_diemtieuchi SET diem = 39 WHERE phieu_id = %s AND diem = 35",
        "UPDATE sanpham_tieubieu_phieucham SET nhan_xet = 'khác' WHERE id = %s",
        "UPDATE sanpham_tieubieu_phieucham SET bam = repeat('0', 64) WHERE id = %s",
        "UPDATE sanpham_tieubieu_phieucham SET trang_thai = 'dang_cham' WHERE id = %s",
    ],
)
def test_sheet_touched_behind_the_doors_stops_the_opening(cau):
    k = dung_ky()
    k.da_ky(0)
    phieu = k.da_ky(1)
    dat_phut_mo_qua(k.ky)
    _sua_len(cau, phieu.pk)

    assert len(_cau(lambda: mo_diem(k.ky, by=k.so, bo_phieu_chua_ky=True))) == 1


def test_score_and_hash_changed_together_are_found_in_the_chain():
    k = dung_ky()
    phieu = k.da_ky(1)
    dat_phut_mo_qua(k.ky)
    gia = cham.bam_phieu(
        phieu_id=phieu.pk,
        ho_so_id=phieu.ho_so_id,
        giam_khao_id=phieu.giam_khao_id,
        khung_id=phieu.khung_id,
        diem={
            d.tieu_chi.ma: (39 if d.tieu_chi.ma == "I" else d.diem)
            for d in DiemTieuChi.objects.select_related("tieu_chi")
        },
        nhan_xet="",
        muoi=phieu.muoi,
    )
    _sua_len("UPDATE sanpham_tieubieu_diemtieuchi SET diem = 39 WHERE diem = 35")
    _sua_len("UPDATE sanpham_tieubieu_phieucham SET bam = %s WHERE id = %s", gia, phieu.pk)

    assert kiem_cam_ket(k.ky) == [f"{phieu}: điểm không khớp mã băm lúc ký."]


def test_touched_after_the_opening_is_found_too():
    k = dung_ky()
    k.da_ky()
    dat_phut_mo_qua(k.ky)
    ky = mo_diem(k.ky, by=k.so)

    _sua_len("UPDATE sanpham_tieubieu_kybinhchon SET bam_mo_diem = repeat('0', 64)")
    ky.refresh_from_db()

    assert kiem_cam_ket(ky) == ["Mã băm khi mở điểm không khớp các phiếu đã ký lúc ấy."]
