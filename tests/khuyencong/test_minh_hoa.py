"""The demo đề án obey the ledger's limits, reach every state, and never count as real."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from cucctdp.donvi.models import KeThua
from cucctdp.files.services import doc_tep
from cucctdp.workflow.models import QuyetDinh
from khuyencong.choices import LoaiButToan, Nguon, TrangThaiDeAn
from khuyencong.ho_so import doc_cac_ho_so
from khuyencong.minh_hoa.buoc import cac_buoc
from khuyencong.minh_hoa.kich_ban import kich_ban
from khuyencong.minh_hoa.nap import nap_minh_hoa
from khuyencong.models import (
    ButToan,
    DanhGiaTieuChi,
    DeAn,
    HopDong,
    KeHoach,
    TaiLieu,
    ThamDinh,
    TuVanVien,
)
from khuyencong.rules import kiem_tra
from khuyencong.services.du_lieu_goc import nap
from khuyencong.statistics import Hoi, KyTinh, kinh_phi, nhan_luc
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_tinh():
    for ma in ("52", "66"):
        tinh = DonViFactory(ma=ma)
        XaFactory.create_batch(3, tinh=tinh)
        cu = DonViFactory(bo_ma="63", ma=ma)
        KeThua.objects.create(cu=cu, moi=tinh, tu_ngay=tinh.hieu_luc_tu, can_cu="NQ 202")


@pytest.mark.usefixtures("hai_tinh")
def test_demo_passes_the_limits_of_the_ledger_and_is_written_once():
    lan_dau = nap_minh_hoa(300)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert (lan_dau, nap_minh_hoa(300)) == (300, 0)
    assert DeAn.objects.filter(minh_hoa=False).count() == 0
    assert set(ButToan.objects.values_list("loai", flat=True)) == set(LoaiButToan.values)
    mot_tinh = DeAn.objects.filter(nam=2025, don_vi__isnull=False)
    assert {d.don_vi.bo_ma for d in mot_tinh} == {"63"}


@pytest.mark.usefixtures("hai_tinh")
def test_demo_stays_out_of_real_tables():
    nap_minh_hoa(60)
    ky = KyTinh(2023, 2027)

    that, gia = (kinh_phi(Hoi(ky, minh_hoa=m)).cac_dong for m in (False, True))

    assert that == ()
    assert gia[-1].phe_duyet > gia[-1].luy_ke > 0
    assert not KeHoach.objects.filter(kinh_phi__isnull=False).exists(), "no sum to enter B1"
    b7_that, b7_gia = (nhan_luc(Hoi(ky, minh_hoa=m)).cac_dong for m in (False, True))
    assert b7_that == ()
    assert b7_gia[0].so_trung_tam == 2
    assert b7_gia[0].cong_tac_vien == 6
    assert TuVanVien.objects.count() == 2


@pytest.mark.usefixtures("hai_tinh")
def test_demo_tabs_hold_steps_appraisals_documents_and_vouchers():
    nap_minh_hoa(300)

    for de_an in DeAn.objects.exclude(trang_thai="nhap"):
        buoc = list(QuyetDinh.objects.cua(de_an).values_list("tu_trang_thai", "den_trang_thai"))
        assert buoc[-1][1] == de_an.trang_thai
        assert [b[0] for b in buoc] == ["nhap", *(b[1] for b in buoc[:-1])]
    assert QuyetDinh.objects.filter(luc__gt=datetime(2026, 11, 23, tzinfo=UTC)).count() == 0
    duyet = DeAn.objects.filter(ngay_quyet_dinh__isnull=False)
    ky = ThamDinh.objects.filter(ky_luc__isnull=False, ket_luan="dat")
    assert set(duyet.values_list("pk", flat=True)) <= set(ky.values_list("de_an", flat=True))
    assert DanhGiaTieuChi.objects.count() == 5 * ThamDinh.objects.count()
    assert not DeAn.objects.exclude(trang_thai="nhap").filter(tai_lieu=None).exists()
    assert TaiLieu.objects.values("tep__sha256").distinct().count() == 1
    tep = TaiLieu.objects.select_related("tep").first()
    assert doc_tep(tep.tep).startswith(b"%PDF")
    assert tep.tep.doi_tuong == tep.de_an
    quyet_toan = ButToan.objects.filter(loai="quyet_toan").values("hop_dong")
    assert not HopDong.objects.filter(pk__in=quyet_toan, chung_tu=None).exists()
    giao = ButToan.objects.filter(loai="giao")
    assert not giao.filter(dot=None).exists()


@pytest.mark.usefixtures("hai_tinh")
def test_demo_obeys_the_rules_it_shows():
    nap()
    nap_minh_hoa(300)
    hom_nay = date(2026, 11, 23)

    cac = doc_cac_ho_so(DeAn.objects.filter(dieu_chinh__isnull=False), hom_nay=hom_nay)
    cac += doc_cac_ho_so(DeAn.objects.filter(hinh_thuc="diem"), hom_nay=hom_nay)

    vi_pham = [v.ma for h in cac for v in kiem_tra(h, "dem", "phe_duyet", chi={"KC19", "KC26"})]
    assert len(cac) > 3
    assert vi_pham == []


def test_demo_has_every_form_of_de_an():
    cac = [kich_ban(i) for i in range(3000)]

    diem = [k for k in cac if k.hinh_thuc == "diem"]
    assert diem
    assert all(k.viec_them.ma != k.viec.ma for k in diem)
    assert all(k.den_ngay.year == k.nam + 1 for k in diem)
    assert sum(k.nhieu_tinh for k in cac) > 20
    assert all(cac_buoc(k) for k in cac if k.trang_thai != TrangThaiDeAn.NHAP)


def test_three_thousand_demo_de_an_hold_every_state():
    cac = [kich_ban(i) for i in range(3000)]

    assert {k.trang_thai for k in cac} == set(TrangThaiDeAn.values)
    assert all(k.nguon == Nguon.KCQG for k in cac if k.trang_thai == TrangThaiDeAn.GUI_CUC)
