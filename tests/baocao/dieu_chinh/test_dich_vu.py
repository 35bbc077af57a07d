"""Restatement: three kinds, four eyes, two times, and nothing issued is touched."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.models import (
    ChuoiSoLieu,
    DieuChinh,
    GiaTri,
    GiaTriTongHop,
    LanGui,
    LanTongHop,
    PhieuBieu,
    QuyDinhKiemTra,
)
from baocao.services import chuoi_so_lieu, tong_hop
from baocao.services import dieu_chinh as dv
from baocao.services.nhap_lieu import GhiO
from baocao.statistics import so_lieu
from baocao.statistics.anh_huong import anh_huong
from baocao.statistics.chuoi import cac_chuoi, noi_chuoi
from baocao.statistics.do_lech import do_lech_uoc
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def _so(**khac):
    (dong,) = so_lieu(
        chi_tieu="BL10",
        cac_ky=["2026-Q1"],
        cot="A3",
        don_vi=["34:80"],
        dia_gioi="theo_thoi_diem",
        **khac,
    )
    return dong.gia_tri


def test_approved_correction_becomes_the_present_version_and_keeps_the_old_one(
    cho_duyet, phieu, nguoi
):
    d = cho_duyet()
    truoc = _so()

    d = dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    (dong,) = d.dong.all()
    assert (d.trang_thai, truoc, _so()) == ("da_duyet", Decimal(0), Decimal(1000))
    assert (dong.ban_moi.phien_ban, dong.ban_moi.ly_do) == (
        2,
        f"Điều chỉnh {d.ma}: Nhầm đơn vị tính",
    )
    assert dong.ban_cu.het_luc == dong.ban_moi.ghi_luc


def test_figures_as_known_on_a_day_before_the_approval_stay(cho_duyet, nguoi):
    d = cho_duyet()
    luc = timezone.now()

    dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    assert (_so(luc=luc), _so(luc=timezone.now())) == (Decimal(0), Decimal(1000))


def test_restatement_leaves_runs_and_sendings_untouched(cho_duyet, bo, nguoi):
    lan = tong_hop.tong_hop(bo.ky, by=None)
    cu = list(GiaTriTongHop.objects.filter(lan=lan).order_by("pk").values())
    bam, gui = lan.sha256, list(LanGui.objects.filter(bo=bo).values_list("pk", "sha256"))
    d = cho_duyet()

    dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    lan = LanTongHop.objects.get(pk=lan.pk)
    moi = tong_hop.tong_hop(bo.ky, by=None)
    tong = GiaTriTongHop.objects.filter(chi_tieu="BL10", cot="A3", cap="ca_nuoc")
    assert list(GiaTriTongHop.objects.filter(lan=lan).order_by("pk").values()) == cu
    assert (lan.sha256, list(LanGui.objects.filter(bo=bo).values_list("pk", "sha256"))) == (
        bam,
        gui,
    )
    assert (tong.get(lan=lan).gia_tri, tong.get(lan=moi).gia_tri) == (Decimal(0), Decimal(1000))


def test_later_periods_follow_in_their_comparison_columns(cho_duyet, bo_sau, nguoi):
    phieu_sau = bo_sau.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get(
        bieu_mau__ma="Q04"
    )
    truoc = dung_bang(phieu_sau).so("BL10", "A2")

    dv.duyet(cho_duyet(), by=nguoi.cuc_lanh_dao_phong)

    assert (truoc, dung_bang(phieu_sau).so("BL10", "A2")) == (Decimal(0), Decimal(1000))


def test_effects_name_cells_national_sum_runs_and_later_packs(cho_duyet, bo, bo_sau):
    lan = tong_hop.tong_hop(bo.ky, by=None)

    tac_dong = anh_huong(cho_duyet())

    assert [(o.chi_tieu, o.cot, o.truoc, o.sau) for o in tac_dong.o] == [
        ("BL10", "A3", Decimal(0), Decimal(1000))
    ]
    assert [(o.chi_tieu, o.truoc, o.sau) for o in tac_dong.ca_nuoc] == [
        ("BL10", Decimal(0), Decimal(1000))
    ]
    assert [g.lan for g in tac_dong.giu_nguyen] == [lan]
    assert [(k.bo, k.bieu, k.cot) for k in tac_dong.ky_sau] == [(bo_sau, "Q04", ("A2",))]
    assert tac_dong.muc_api == ("tiep_nhan",)


def test_effects_of_an_approved_request_are_told_the_same(cho_duyet, nguoi):
    d = cho_duyet()
    truoc = anh_huong(d)

    sau = anh_huong(dv.duyet(d, by=nguoi.cuc_lanh_dao_phong))

    assert (sau.o, sau.o_tinh, sau.ca_nuoc) == (truoc.o, truoc.o_tinh, truoc.ca_nuoc)


def test_request_with_every_fault_is_refused_with_all_sentences(bo, phieu, nguoi):
    cac_o = {phieu.pk: [GhiO("BL10", "A2", so=Decimal(1)), GhiO("ZZ", "A3", so=Decimal(1))]}

    with pytest.raises(ValidationError) as loi:
        dv.lap_sua_loi(bo, cac_o=cac_o, ly_do_ma="khong", dien_giai="Sai", by=nguoi.chuyen_vien)

    assert loi.value.messages == [
        "Diễn giải cần ít nhất 20 ký tự: sai ở đâu, vì sao, số đúng.",
        "Chọn lý do điều chỉnh trong danh sách.",
        "Q04 Bán lẻ hàng hóa (BL10.A2): ô này không nhập.",
        "Q04 ZZ.A3: biểu Q04 kỳ này không có chỉ tiêu này.",
    ]
    assert DieuChinh.objects.count() == 0


def test_cell_waits_in_one_open_request_only(lap):
    dau = lap()

    with pytest.raises(ValidationError, match=f"đang nằm trong đề nghị {dau.ma}"):
        lap(so=2000)


def test_figure_equal_to_the_present_one_is_no_correction(lap, phieu):
    cac_o = {phieu.pk: [GhiO("BL10", "A3", trang_thai_o="khong_phat_sinh")]}

    with pytest.raises(ValidationError, match="trùng với số đang có"):
        lap(cac_o=cac_o)


def test_pack_not_received_is_not_corrected_by_request(bo_sau, phieu, nguoi):
    with pytest.raises(PermissionDenied, match="chưa được tiếp nhận"):
        dv.lap_sua_loi(
            bo_sau, cac_o={}, ly_do_ma="nhap_sai", dien_giai="x" * 20, by=nguoi.chuyen_vien
        )


def test_other_province_asks_for_nothing(bo, phieu):
    khac = tai_khoan("so_chuyen_vien", don_vi=DonViHanhChinh.objects.theo_khoa("34:24"))

    with pytest.raises(PermissionDenied, match="không thuộc phạm vi"):
        dv.lap_sua_loi(bo, cac_o={}, ly_do_ma="nhap_sai", dien_giai="x" * 20, by=khac)


def test_request_without_evidence_is_not_signed(lap, nguoi):
    with pytest.raises(BuocBiTuChoi, match="tài liệu chứng minh"):
        dv.trinh_ky(lap(tep=None), by=nguoi.chuyen_vien)


def test_cell_changed_meanwhile_stops_the_approval(cho_duyet, phieu, nguoi):
    d = cho_duyet()
    o = GhiO("BL10", "A3", so=Decimal(7), trang_thai_sl="so_bo")
    dv.cap_nhat_trang_thai(phieu, [o], by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Thống kê")

    with pytest.raises(ValidationError, match="đã thay đổi sau khi Sở lập đề nghị"):
        dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    d.refresh_from_db()
    assert (d.trang_thai, _so()) == ("cho_duyet", Decimal(7))


def test_published_figures_are_corrected_by_the_leadership_only(cho_duyet, bo, nguoi):
    d = cho_duyet()
    type(bo).objects.filter(pk=bo.pk).update(trang_thai="da_cong_bo")

    with pytest.raises(BuocBiTuChoi, match="chỉ lãnh đạo Cục"):
        dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    assert dv.duyet(d, by=nguoi.cuc_lanh_dao).trang_thai == "da_duyet"


def test_database_refuses_the_same_person_on_both_sides(cho_duyet, nguoi):
    d = cho_duyet()

    for truong, ai in (("nguoi_ky", nguoi.chuyen_vien), ("nguoi_duyet", nguoi.cuc_chuyen_vien)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DieuChinh.objects.filter(pk=d.pk).update(**{truong: ai})


def test_returned_request_is_signed_again_in_the_next_round(cho_duyet, nguoi):
    d = dv.tra_lai(cho_duyet(), by=nguoi.cuc_chuyen_vien, ly_do="Thiếu bảng kê chi tiết.")

    assert (d.trang_thai, d.vong, d.nguoi_ky, d.nguoi_tham_dinh) == ("nhap", 2, None, None)


def test_refused_request_changes_no_figure(cho_duyet, nguoi):
    d = dv.tu_choi(cho_duyet(), by=nguoi.cuc_lanh_dao_phong, ly_do="Chứng từ không khớp số.")

    assert (d.trang_thai, _so(), GiaTri.objects.filter(chi_tieu__ma="BL10", cot="A3").count()) == (
        "tu_choi",
        Decimal(0),
        1,
    )


def test_state_change_counts_at_once_and_is_kept_as_restatement(phieu, nguoi):
    o = GhiO("BL10", "A3", so=Decimal(105), trang_thai_sl="so_bo")

    dv.cap_nhat_trang_thai(phieu, [o], by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Thống kê")

    d = DieuChinh.objects.get()
    (dong,) = d.dong.all()
    assert (d.loai, d.trang_thai, dong.so_cu, dong.so_moi) == (
        "cap_nhat",
        "da_ghi_nhan",
        Decimal(0),
        Decimal(105),
    )
    assert [q.buoc for q in QuyetDinh.objects.cua(d)] == ["dieuchinh.ghi_nhan"]


def test_state_change_after_the_term_needs_a_request(phieu, nguoi):
    QuyDinhKiemTra.objects.update(so_thang_cap_nhat=1)
    o = GhiO("BL10", "A3", so=Decimal(105), trang_thai_sl="so_bo")

    with pytest.raises(ValidationError, match="quá 1 tháng"):
        dv.cap_nhat_trang_thai(phieu, [o], by=nguoi.chuyen_vien, ly_do="Số sơ bộ")


def test_mean_revision_of_estimates_by_province(phieu, nguoi):
    cac_o = [
        GhiO("BL10", "A3", so=Decimal(100), trang_thai_sl="so_bo"),
        GhiO("BL20", "A3", so=Decimal(50), trang_thai_sl="so_bo"),
    ]
    dv.cap_nhat_trang_thai(phieu, cac_o, by=nguoi.chuyen_vien, ly_do="Số sơ bộ của Thống kê")

    dong = do_lech_uoc(cac_ky=["2026-Q1"])

    # Both were sent as «Không phát sinh»: an estimate of 0, a whole figure off.
    assert [(d.don_vi, d.so_o, d.tuyet_doi, d.co_dau) for d in dong] == [
        ("34:80", 2, Decimal(100), Decimal(100))
    ]


def test_change_of_scope_closes_the_old_series_and_links_the_new(nguoi, bo):
    d = chuoi_so_lieu.lap_doi_pham_vi(
        chi_tieu="BL10",
        don_vi=bo.don_vi,
        tu_ky="2026-Q1",
        mo_ta="Từ quý I/2026 gồm cả bán lẻ qua sàn thương mại điện tử.",
        ly_do_ma="phuong_phap",
        he_so_noi=Decimal("1.25"),
        ky_goi_dau="2025-N",
        by=nguoi.cuc_chuyen_vien,
    )
    truoc = cac_chuoi("BL10", don_vi=bo.don_vi_id)

    dv.duyet(d, by=nguoi.cuc_lanh_dao_phong)

    chuoi = cac_chuoi("BL10", don_vi=bo.don_vi_id)
    ngay = [timezone.datetime(2025, 12, 31).date(), timezone.datetime(2026, 3, 31).date()]
    assert truoc == []
    assert [(c.so, c.tu_ngay, c.den_ngay and c.den_ngay.isoformat()) for c in chuoi] == [
        (1, None, "2025-12-31"),
        (2, timezone.datetime(2026, 1, 1).date(), None),
    ]
    assert noi_chuoi([(ngay[0], Decimal(80)), (ngay[1], Decimal(110))], chuoi) == [
        Decimal(100),
        Decimal(110),
    ]


def test_change_of_scope_is_not_approved_by_who_proposed_it(nguoi, bo):
    d = chuoi_so_lieu.lap_doi_pham_vi(
        chi_tieu="BL10",
        don_vi=None,
        tu_ky="2026-Q1",
        mo_ta="Chuyển từ VSIC 2018 sang VSIC 2025, phân ngành lại.",
        ly_do_ma="phuong_phap",
        by=nguoi.cuc_chuyen_vien,
    )

    with pytest.raises(BuocBiTuChoi, match="không có quyền"):
        dv.duyet(d, by=nguoi.cuc_chuyen_vien)
    assert ChuoiSoLieu.objects.filter(duyet_luc__isnull=False).count() == 0


def test_change_of_scope_tells_every_fault(nguoi):
    with pytest.raises(ValidationError) as loi:
        chuoi_so_lieu.lap_doi_pham_vi(
            chi_tieu="ZZ",
            don_vi=None,
            tu_ky="quý 1",
            mo_ta="Ngắn",
            ly_do_ma="nhap_sai",
            he_so_noi=Decimal(0),
            by=nguoi.cuc_chuyen_vien,
        )

    assert len(loi.value.messages) == 6


def test_dropped_request_leaves_the_pack_as_it_is(bo, lap, nguoi):
    d = lap()
    so_phieu = PhieuBieu.objects.filter(bo=bo).count()

    d = dv.huy(d, by=nguoi.chuyen_vien, ly_do="Đã kiểm tra lại, số cũ đúng.")

    assert (d.trang_thai, PhieuBieu.objects.filter(bo=bo).count()) == ("huy", so_phieu)
