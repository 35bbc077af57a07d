"""What the database itself refuses, whoever asks; and how forms are told so in Vietnamese."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from baocao.choices import NguonGoc, TinhHan, TrangThaiO
from baocao.models import (
    BieuMau,
    BoBaoCao,
    ChiTieu,
    GiaTri,
    GiaTriTongHop,
    KyBaoCao,
    LanGui,
    LanTongHop,
    PhieuBieu,
    QuyTacKiemTra,
)
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from cucctdp.audit.models import SuKien
from cucctdp.workflow.models import QuyetDinh
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def bo(nguoi):
    return mau.bo_moi(nguoi, bieu={"Q04"})


@pytest.fixture
def gia_tri(bo, nguoi):
    nhap_lieu.ghi_o(bo.phieu.get(), [GhiO("BL00", "A3", so=Decimal(10))], by=nguoi.chuyen_vien)
    return GiaTri.objects.get(phieu__bo=bo)


def _sql(lenh, tham_so=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(lenh, tham_so)


@pytest.mark.parametrize(
    "gan",
    [
        "so = 11",
        "chu = 'x'",
        "trang_thai_o = 'khong_phat_sinh', so = NULL",
        "trang_thai_sl = 'chinh_thuc'",
        "phien_ban = 2",
        "ghi_luc = now()",
        "nguoi_id = NULL",
        "nguon = 'x'",
        "nguon_goc = 'minh_hoa'",
        "cot = 'A4'",
        "ly_do = 'x'",
        "het_luc = now(), so = 11",
        "het_luc = now(), trang_thai_sl = 'chinh_thuc'",
        "het_luc = now(), cot = 'A4'",
    ],
)
def test_version_of_a_figure_is_never_changed(gia_tri, gan):
    with pytest.raises(DatabaseError, match="đã ghi thì không sửa"):
        _sql(f"UPDATE baocao_giatri SET {gan} WHERE id = %s", [gia_tri.pk])

    gia_tri.refresh_from_db()
    assert (gia_tri.so, gia_tri.het_luc) == (Decimal(10), None)


def test_version_of_a_figure_can_be_closed_once(gia_tri):
    _sql("UPDATE baocao_giatri SET het_luc = now() WHERE id = %s", [gia_tri.pk])

    with pytest.raises(DatabaseError, match="đã ghi thì không sửa"):
        _sql("UPDATE baocao_giatri SET het_luc = NULL WHERE id = %s", [gia_tri.pk])
    with pytest.raises(DatabaseError, match="đã ghi thì không sửa"):
        _sql("UPDATE baocao_giatri SET het_luc = now() WHERE id = %s", [gia_tri.pk])


def test_version_of_a_figure_is_never_deleted(gia_tri):
    with pytest.raises(DatabaseError, match="Cannot delete"):
        _sql("DELETE FROM baocao_giatri WHERE id = %s", [gia_tri.pk])


def _ban(gia_tri, **khac):
    goc = {
        "phieu": gia_tri.phieu,
        "chi_tieu": ChiTieu.objects.get(bieu_mau=gia_tri.phieu.bieu_mau, ma="BL10"),
        "cot": "A3",
        "trang_thai_o": TrangThaiO.CO_GIA_TRI,
        "so": Decimal(1),
        "ghi_luc": timezone.now(),
    }
    return GiaTri(**{**goc, **khac})


@pytest.mark.parametrize(
    ("khac", "thong_bao"),
    [
        ({"so": None}, "Ô «Có giá trị» phải có số; ô khác thì không."),
        (
            {"trang_thai_o": TrangThaiO.KHONG_PHAT_SINH},
            "Ô «Có giá trị» phải có số; ô khác thì không.",
        ),
        ({"nguon_goc": NguonGoc.CONG_BO}, "Số liệu đã công bố phải ghi nguồn."),
    ],
)
def test_value_says_what_is_wrong_and_the_database_agrees(gia_tri, khac, thong_bao):
    ban = _ban(gia_tri, **khac)

    with pytest.raises(ValidationError) as loi:
        ban.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ban.save()

    assert loi.value.messages == [thong_bao]


def test_cell_has_one_present_version(gia_tri):
    ban = _ban(gia_tri, chi_tieu=gia_tri.chi_tieu, phien_ban=2)

    with pytest.raises(ValidationError) as loi:
        ban.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ban.save()

    assert loi.value.messages == ["Ô này vừa được người khác ghi."]


def test_figure_as_text_shows_row_and_column(gia_tri):
    assert str(gia_tri) == "BL00.A3 = 10.000000"


def _bo_voi(bo, **gan):
    for ten, gia in gan.items():
        setattr(bo, ten, gia)
    return bo


def test_pack_says_in_vietnamese_what_is_wrong(bo, nguoi):
    truong_hop = {
        "Người ký gửi không được là người nhập, trình (KT48).": {
            "nguoi_ky": nguoi.lanh_dao,
            "nguoi_trinh": nguoi.lanh_dao,
        },
        "Người tiếp nhận không được là người kiểm tra.": {
            "nguoi_tiep_nhan": nguoi.cuc_chuyen_vien,
            "nguoi_kiem_tra": nguoi.cuc_chuyen_vien,
        },
        "Chưa gửi thì chưa có tình hình thời hạn.": {"tinh_han": TinhHan.DUNG_HAN},
        "Bộ đã tiếp nhận phải có thời điểm tiếp nhận.": {"trang_thai": "tiep_nhan"},
    }
    nhan = {}

    for mong, gan in truong_hop.items():
        with pytest.raises(ValidationError) as loi:
            _bo_voi(BoBaoCao.objects.get(pk=bo.pk), **gan).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            BoBaoCao.objects.filter(pk=bo.pk).update(**gan)
        nhan[mong] = loi.value.messages

    assert nhan == {mong: [mong] for mong in truong_hop}


def test_unit_has_one_pack_per_period(bo):
    with pytest.raises(IntegrityError), transaction.atomic():
        BoBaoCao.objects.create(ky=bo.ky, don_vi=bo.don_vi)


def test_room_head_is_not_the_submitter(bo, nguoi):
    phieu = bo.phieu.get()
    phieu.nguoi_trinh = phieu.nguoi_duyet = nguoi.truong_phong

    with pytest.raises(ValidationError, match="KT48"):
        phieu.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        PhieuBieu.objects.filter(pk=phieu.pk).update(
            nguoi_trinh=nguoi.truong_phong, nguoi_duyet=nguoi.truong_phong
        )


def test_period_window_runs_forward(bo):
    ky = bo.ky
    ky.den_ngay = ky.tu_ngay

    with pytest.raises(ValidationError, match="Ngày cuối của kỳ phải sau ngày đầu"):
        ky.full_clean()


@pytest.fixture
def da_gui(bo, nguoi):
    return mau.da_gui(bo, nguoi)


@pytest.mark.parametrize("model", [LanGui, QuyetDinh, SuKien])
@pytest.mark.parametrize("lam", ["UPDATE {} SET luc = now()", "DELETE FROM {}"])
def test_trail_is_insert_only(da_gui, model, lam):
    truoc = list(model.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        _sql(lam.format(model._meta.db_table))

    assert truoc
    assert list(model.objects.order_by("pk").values()) == truoc


@pytest.mark.parametrize("bang", ["baocao_lantonghop", "baocao_giatritonghop"])
@pytest.mark.parametrize("lam", ["UPDATE {} SET so_don_vi_co = 2", "DELETE FROM {}"])
def test_synthesis_run_is_insert_only(bo, bang, lam):
    lan = LanTongHop.objects.create(
        ky=bo.ky, so=1, phien_ban_du_lieu="x", so_don_vi_co=1, so_don_vi_tong=34, sha256="0" * 64
    )
    GiaTriTongHop.objects.create(
        lan=lan,
        cap="ca_nuoc",
        ma_pham_vi="ca_nuoc",
        ten_pham_vi="Cả nước",
        bieu="Q04",
        chi_tieu="BL00",
        cot="A3",
        so_don_vi_co=1,
        so_don_vi_tong=34,
    )

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        _sql(lam.format(bang))


def test_event_trail_cannot_be_emptied():
    with pytest.raises(DatabaseError, match="không xoá sạch"):
        _sql("TRUNCATE audit_sukien CASCADE")


def _ban_sao(bieu, **khac):
    goc = {
        f.attname: getattr(bieu, f.attname) for f in BieuMau._meta.concrete_fields if f.name != "id"
    }
    return BieuMau(**{**goc, "phien_ban": bieu.phien_ban + 1, **khac})


def test_two_active_versions_of_a_form_never_overlap():
    bieu = BieuMau.objects.get(ma="Q04")
    hai = _ban_sao(bieu, hieu_luc_tu=bieu.hieu_luc_tu + timedelta(days=400))

    with pytest.raises(ValidationError) as loi:
        hai.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        hai.save()

    assert loi.value.messages == ["Hai phiên bản cùng biểu không được hiệu lực cùng lúc."]


def test_next_version_begins_the_day_after_the_last():
    bieu = BieuMau.objects.get(ma="Q04")
    BieuMau.objects.filter(pk=bieu.pk).update(hieu_luc_den=date(2026, 12, 31))

    hai = _ban_sao(bieu, hieu_luc_tu=date(2027, 1, 1), hieu_luc_den=None)
    hai.full_clean()
    hai.save()

    ngay = (date(2026, 12, 31), date(2027, 1, 1))
    assert [BieuMau.objects.hieu_luc_ngay(n).get(ma="Q04").phien_ban for n in ngay] == [
        bieu.phien_ban,
        bieu.phien_ban + 1,
    ]


def test_drafts_of_a_form_may_overlap():
    bieu = BieuMau.objects.get(ma="Q04")

    nhap = _ban_sao(bieu, trang_thai="nhap")
    nhap.full_clean()
    nhap.save()

    assert BieuMau.objects.hieu_luc_ngay(date(2026, 6, 1)).filter(ma="Q04").count() == 1


def test_form_validity_runs_forward():
    bieu = BieuMau.objects.get(ma="Q04")
    bieu.hieu_luc_den = bieu.hieu_luc_tu - timedelta(days=1)

    with pytest.raises(ValidationError, match="Ngày hết hiệu lực phải từ ngày có hiệu lực"):
        bieu.validate_constraints(exclude=["ma"])


def test_rule_needs_an_expression_or_a_check():
    quy_tac = QuyTacKiemTra(
        ma="KT99",
        ten="Thử",
        muc_do="E",
        loai="dieu_kien",
        pham_vi="o",
        thong_bao="x",
        hieu_luc_tu=date(2026, 1, 1),
    )

    with pytest.raises(ValidationError, match="Quy tắc cần biểu thức hoặc tên phép kiểm tra"):
        quy_tac.full_clean()


def test_history_keeps_each_insert_of_a_figure_by_raw_sql(gia_tri):
    assert gia_tri.events.count() == 1


def test_row_history_of_a_pack_catches_bulk_updates(bo):
    truoc = bo.events.count()

    BoBaoCao.objects.filter(pk=bo.pk).update(so_ngay_tre=3)

    assert bo.events.count() == truoc + 1
    assert bo.events.latest("pgh_id").so_ngay_tre == 3


def test_period_of_a_code_is_unique(bo):
    ky = KyBaoCao.objects.get(pk=bo.ky_id)
    ky.pk = None
    ky._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        ky.save()
