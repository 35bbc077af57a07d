"""Two people at the same time, on two real connections: nothing is lost, nothing is done twice."""

import json
import os
import signal
import threading
import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from baocao.models import BoBaoCao, GiaTri, LanGui, PhieuBieu, UocCuc
from baocao.services import nhap_lieu, quy_trinh, uoc_cuc
from baocao.services.nhap_lieu import GhiO
from cucctdp.apikit.models import PhienBanDuLieu
from cucctdp.audit.models import SuKien
from cucctdp.audit.record import ghi
from cucctdp.audit.verify import kiem_tra_tat_ca
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("du_lieu_goc_that")]


def cung_luc(*viec):
    """Run the jobs in threads that start together; return result or exception of each."""
    cong = threading.Barrier(len(viec))
    ket_qua = [None] * len(viec)

    def chay(i):
        try:
            connection.ensure_connection()
            cong.wait(timeout=20)
            ket_qua[i] = viec[i]()
        except Exception as exc:
            ket_qua[i] = exc
        finally:
            connection.close()

    luong = [threading.Thread(target=chay, args=(i,)) for i in range(len(viec))]
    for t in luong:
        t.start()
    for t in luong:
        t.join(timeout=60)
    assert not any(t.is_alive() for t in luong)
    return ket_qua


def test_two_people_at_the_same_pack():
    """One story, so that the reference data is loaded once: type, submit, sign, receive."""
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    phieu = bo.phieu.get()

    _may_chet_ngay_sau_khi_bao_da_luu(phieu, nguoi)
    _hai_nguoi_ghi_mot_o(phieu, nguoi)
    _vua_ghi_vua_trinh(phieu, nguoi)
    _hai_nguoi_ky_gui(bo, nguoi)
    _hai_nguoi_tiep_nhan(bo, nguoi)
    _phien_ban_tang_du(bo, nguoi)
    _hai_nguoi_uoc_mot_o(bo.ky, nguoi)
    _nhieu_nguoi_ghi_nhat_ky(bo, nguoi)
    assert kiem_tra_tat_ca() == []


def _may_chet_ngay_sau_khi_bao_da_luu(phieu, nguoi):
    """A web worker killed hard right after it acknowledged an autosave has lost nothing."""
    doc, ghi_ra = os.pipe()
    giu = connection.connection  # the child must not close the parent's connection
    connection.close()
    con = os.fork()
    if con == 0:
        try:
            client = Client()
            client.force_login(nguoi.chuyen_vien)
            o = {"o": "BL00.A3", "chu": "321,5", "goc": "", "pb": 0}
            tra = client.post(
                reverse("so:tu_luu", args=[phieu.pk]),
                json.dumps({"o": [o], "sl": "uoc", "sl_goc": "uoc"}),
                content_type="application/json",
            )
            os.write(ghi_ra, tra.content[:3000])
            time.sleep(60)
        finally:
            os._exit(1)
    os.close(ghi_ra)
    bao = os.read(doc, 3000)
    os.kill(con, signal.SIGKILL)
    os.waitpid(con, 0)
    os.close(doc)

    assert b"BL00.A3" in bao, bao
    assert GiaTri.objects.hien_tai().get(phieu=phieu, cot="A3").so == Decimal("321.5")
    assert giu is None or giu.closed


def _hai_nguoi_ghi_mot_o(phieu, nguoi):
    def ghi_so(so, ai):
        return lambda: nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A11", chu=so, phien_ban_goc=0)], by=ai)

    a, b = cung_luc(ghi_so("một", nguoi.chuyen_vien), ghi_so("hai", nguoi.tong_hop))

    assert sorted([a.da_ghi, b.da_ghi]) == [0, 1]
    thua = a if a.xung_dot else b
    xung_dot = thua.xung_dot[0]
    assert {xung_dot.cua_ban.chu, xung_dot.hien_tai.chu} == {"một", "hai"}
    assert GiaTri.objects.get(phieu=phieu, cot="A11").chu == xung_dot.hien_tai.chu
    assert QuyetDinh.objects.filter(buoc="bobaocao.bat_dau_nhap").count() == 1


def _vua_ghi_vua_trinh(phieu, nguoi):
    """A figure written while the form is being submitted is either checked or refused."""
    mau.nhap_du(phieu.bo, nguoi)
    o = GhiO("BL00", "A3", so=Decimal(-5))

    ket_qua = cung_luc(
        lambda: quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien),
        lambda: nhap_lieu.ghi_o(phieu, [o], by=nguoi.tong_hop),
    )

    phieu.refresh_from_db()
    da_trinh = not isinstance(ket_qua[0], Exception)
    da_ghi = not isinstance(ket_qua[1], Exception)
    assert (da_trinh, da_ghi) in {(True, False), (False, True)}
    assert phieu.trang_thai == ("cho_phong" if da_trinh else "dang_nhap")
    if not da_trinh:
        mau.nhap_du(phieu.bo, nguoi)
        quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)


def _hai_nguoi_ky_gui(bo, nguoi):
    quy_trinh.duyet_phong(bo.phieu.get(), by=nguoi.truong_phong)
    bo.refresh_from_db()
    bo = quy_trinh.chuyen_lanh_dao(bo, by=nguoi.tong_hop)

    ket_qua = cung_luc(*[lambda: quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)] * 2)

    assert sorted(type(k).__name__ for k in ket_qua) == ["BuocBiTuChoi", "LanGui"]
    assert LanGui.objects.filter(bo=bo).count() == 1
    assert QuyetDinh.objects.filter(buoc="bobaocao.ky_gui").count() == 1
    assert SuKien.objects.filter(hanh_dong="bobaocao.ky_gui").count() == 1


def _hai_nguoi_tiep_nhan(bo, nguoi):
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)

    ket_qua = cung_luc(*[lambda: quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)] * 2)

    assert sorted(type(k).__name__ for k in ket_qua) == ["BoBaoCao", "BuocBiTuChoi"]
    tu_choi = next(k for k in ket_qua if isinstance(k, BuocBiTuChoi))
    assert tu_choi.ly_do == ["Hồ sơ đang ở trạng thái «Đã tiếp nhận»."]
    assert QuyetDinh.objects.filter(buoc="bobaocao.tiep_nhan").count() == 1


def _phien_ban_tang_du(bo, nguoi):
    """Every commit that changes a received figure moves the data version, also at once."""
    phieu = PhieuBieu.objects.get(bo=bo)
    so_truoc = PhienBanDuLieu.objects.get(linh_vuc="baocao", ky=bo.ky.ma, cap="tiep_nhan").so

    def cap_nhat(ma):
        return lambda: nhap_lieu.cap_nhat_so_lieu(
            phieu, [GhiO(ma, "A3", so=Decimal(1), trang_thai_sl="so_bo")], by=nguoi.chuyen_vien
        )

    ket_qua = cung_luc(cap_nhat("BL00"), cap_nhat("BL10"))

    assert [k.da_ghi for k in ket_qua] == [1, 1]
    so_sau = PhienBanDuLieu.objects.get(linh_vuc="baocao", ky=bo.ky.ma, cap="tiep_nhan").so
    # Closing the old version and writing the new one are two statements.
    assert so_sau == so_truoc + 4


def _hai_nguoi_uoc_mot_o(ky, nguoi):
    def uoc():
        return uoc_cuc.lap_uoc(
            ky,
            don_vi=DonViHanhChinh.objects.theo_khoa("34:24"),
            chi_tieu="BL00",
            cot="A3",
            gia_tri=Decimal(5),
            dien_giai="Theo số hải quan.",
            ly_do="Tỉnh chưa gửi do bão.",
            by=nguoi.cuc_lanh_dao_phong,
        )

    ket_qua = cung_luc(uoc, uoc)

    assert sorted(type(k).__name__ for k in ket_qua) == ["UocCuc", "ValidationError"]
    assert UocCuc.objects.count() == 1


def _nhieu_nguoi_ghi_nhat_ky(bo, nguoi):
    bo = BoBaoCao.objects.select_related("don_vi").get(pk=bo.pk)
    truoc = SuKien.objects.filter(chuoi="34:80").count()

    def ghi_muoi(ten):
        return lambda: [
            ghi(f"thu.{ten}", bo, by=nguoi.lanh_dao, du_lieu={"i": i}) for i in range(10)
        ]

    ket_qua = cung_luc(*(ghi_muoi(ten) for ten in "abcd"))

    assert [len(k) for k in ket_qua] == [10] * 4
    so = list(SuKien.objects.filter(chuoi="34:80").order_by("so").values_list("so", flat=True))
    assert so == list(range(1, truoc + 41))
