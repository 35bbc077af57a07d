"""Doors of a form: workflow × role × state, scope, what sending leaves in the register."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cucctdp.audit.models import SuKien
from cucctdp.workflow.steps import BuocBiTuChoi
from cumcongnghiep import workflow as wf
from cumcongnghiep.choices import ChiTieuSo, TrangThaiBieu
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import BieuNop, Cum, NguoiBaoCao, SoLieu
from cumcongnghiep.nguon_so import NguonSo, chua_xac_nhan, khai, tong_muc
from cumcongnghiep.services import bieu_nop, nguoi_bao_cao
from cumcongnghiep.services.bao_cao_mau import giao_mau
from cumcongnghiep.services.kiem_bieu import kiem
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import VanBanFactory
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db
AI = ("dn_1", "dn_2", "cdt", "xa_1", "xa_2", "cv", "tp", "ld", "cuc", "cuc_phong")


def _so(cum, chi_tieu, du_an=None):
    s = SoLieu.objects.filter(cum=cum, chi_tieu=chi_tieu, du_an=du_an).first()
    return None if s is None else (s.gia_tri, s.tu_ngay, s.ngay, s.xac_nhan_luc is not None)


def _duoc(b, n):
    """{who: steps offered} over every account."""
    kq = {ai: {s.ten for s in wf.cac_buoc(b, getattr(n, ai))} for ai in AI}
    return {ai: cac for ai, cac in kq.items() if cac}


def test_steps_of_a_form_by_role_and_state(t):
    """Biểu 02 of A entered by its developer; 04 by the Sở; nobody else moves them."""
    b02 = mau.bieu_02(t, t.a, t.n.cdt)
    b04 = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)

    def o(b, trang_thai):
        BieuNop.objects.filter(pk=b.pk).update(
            trang_thai=trang_thai, gui_luc=None if trang_thai == "nhap" else b.sua_luc
        )
        return _duoc(BieuNop.objects.select_related("ky").get(pk=b.pk), t.n)

    gui = {"cdt": {"gui_bieu"}, "xa_1": {"gui_bieu"}, "cv": {"gui_bieu"}, "tp": {"gui_bieu"}}
    xet = {"chap_nhan_bieu", "tra_lai_bieu"}
    cuc = {"cuc_chap_nhan_bieu", "cuc_tra_lai_bieu"}
    assert {tt: o(b02, tt) for tt in TrangThaiBieu.values} == {
        "nhap": gui,
        "tra_lai": gui,
        "da_gui": {"xa_1": xet, "cv": xet, "tp": xet},
        "chap_nhan": {ai: {"tra_lai_bieu"} for ai in ("xa_1", "cv", "tp")},
        "khoa": {},
    }
    assert {tt: o(b04, tt) for tt in TrangThaiBieu.values} == {
        "nhap": {"ld": {"ky_gui_bieu"}},
        "tra_lai": {"ld": {"ky_gui_bieu"}},
        "da_gui": {"cuc": cuc, "cuc_phong": cuc},
        "chap_nhan": {"cuc": {"cuc_tra_lai_bieu"}, "cuc_phong": {"cuc_tra_lai_bieu"}},
        "khoa": {},
    }


def test_who_enters_never_accepts(t):
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.b, by=t.n.cv)
    bieu_nop.luu(b, so=mau.B02 | {"1": None, "4": D(3), "5": None, "6": D(1), "8": D(1)}, by=t.n.cv)
    b = mau.gui(b, t.n.cv)

    with pytest.raises(BuocBiTuChoi, match="không tự tiếp nhận"):
        bieu_nop.chap_nhan(b, by=t.n.cv)
    assert bieu_nop.chap_nhan(b, by=t.n.tp).trang_thai == "chap_nhan"


def test_sending_writes_the_figures_of_the_cut_off_and_accepting_confirms_them(t):
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    mau.gui(mau.bieu_01(t, t.a1, t.n.dn_1), t.n.dn_1)

    den, tu = t.ky.den_ngay, t.ky.tu_ngay
    assert _so(t.a, "tmdt") == (400 * 10**9, None, den, False)
    assert _so(t.a, "doanh_thu") == (15 * 10**9, tu, den, False)
    assert _so(t.a, "doanh_thu", t.a1) == (D("120.5") * 10**9, tu, den, False)
    assert _so(t.a, "thu_nhap", t.a1) == (9_500_000, None, den, False)
    bieu_nop.chap_nhan(b, by=t.n.xa_1)
    assert _so(t.a, "tmdt") == (400 * 10**9, None, den, True)


def test_papers_mark_what_is_only_sent_and_name_the_decision_a_form_repeats(t):
    """400 tỷ is the approved project's: the form adds no source. The rest waits for acceptance."""
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)

    def so():
        h = doc_ho_so([t.a])[t.a.pk]
        n = NguonSo([h])
        den = t.ky.den_ngay
        cac = {"tmdt": tong_muc(n, h, den), "von": khai(n, h, ChiTieuSo.VON_DA_TRA, den)}
        chua = chua_xac_nhan(h, den) & {"tmdt", "von_da_tra"}
        return {m: (s.nguon, s.chua_xac_nhan) for m, s in cac.items()}, chua

    qd = t.a.van_ban.get(loai="du_an")
    goc = (f"{qd.so} ngày 01/06/2021", False)
    von = "Biểu 02, 6 tháng 2026"
    assert SoLieu.objects.get(cum=t.a, chi_tieu="tmdt").van_ban == qd
    assert so() == ({"tmdt": goc, "von": (von, True)}, {"von_da_tra"})
    bieu_nop.chap_nhan(b, by=t.n.xa_1)
    assert so() == ({"tmdt": goc, "von": (von, False)}, set())
    nguoi = set(SoLieu.objects.filter(bieu_nop=b).values_list("nguoi_nhap", "nguoi_xac_nhan"))
    assert nguoi == {(t.n.cdt.pk, t.n.xa_1.pk)}


def test_figure_of_a_decision_in_force_is_not_asked_for_its_age(t):
    """V42: a figure of 2021 is old by its day; one that a decision sets stands until another."""
    qd = t.a.van_ban.get(loai="du_an")
    so = SoLieu.objects.create(
        cum=t.a, chi_tieu="tmdt", ngay=date(2021, 6, 1), gia_tri=400 * 10**9, van_ban=qd
    )
    b = mau.bieu_02(t, t.a, t.n.cdt)

    def hoi():
        return [v.khoa for v in kiem(b).vi_pham if v.ma == "V42"]

    assert hoi() == []
    VanBanFactory(cum=t.a, loai="du_an", ngay=date(2025, 1, 1), thay_the=qd)
    assert hoi() == ["1"]
    SoLieu.objects.filter(pk=so.pk).update(van_ban=None)
    assert hoi() == ["1"]


def test_returning_takes_the_figures_back_and_the_first_day_stays(t):
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    BieuNop.objects.filter(pk=b.pk).update(ngay_gui=date(2026, 6, 19))

    b = bieu_nop.tra_lai(b, ly_do="Dòng 4 khác hợp đồng", by=t.n.cv)
    giua = _so(t.a, "tmdt")
    bieu_nop.luu(b, so={"1": D(410)}, by=t.n.cdt)
    b = mau.gui(b, t.n.cdt)

    assert giua is None
    assert _so(t.a, "tmdt")[0] == 410 * 10**9
    assert (b.vong, b.ngay_gui, b.so_ngay_tre) == (2, date(2026, 6, 19), -1)


def test_confirmed_figure_of_another_source_stands(t):
    SoLieu.objects.create(cum=t.a, chi_tieu="tmdt", ngay=t.ky.den_ngay, gia_tri=10**9,
                          xac_nhan_luc="2026-06-15T00:00:00Z")  # fmt: skip

    mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)

    assert _so(t.a, "tmdt")[0] == 10**9


def test_paper_form_counts_by_the_day_it_arrived(t):
    b = bieu_nop.lap(ky=t.ky, bieu="01", du_an=t.a1, by=t.n.cv)
    bieu_nop.luu(b, so=mau.B01, by=t.n.cv)

    b = bieu_nop.gui(b, by=t.n.cv, ngay_nhan=date(2026, 6, 20))

    assert (b.thay_mat, b.so_ngay_tre) == ("Sở Công Thương (Tây Ninh)", 0)


def test_day_of_paper_is_only_for_who_enters_in_place(t):
    b = mau.bieu_01(t, t.a1, t.n.dn_1)

    with pytest.raises(ValidationError, match="biểu nhập thay"):
        bieu_nop.gui(b, by=t.n.dn_1, ngay_nhan=date(2026, 6, 18))


def test_warning_needs_its_explanation_in_the_row(t):
    b = mau.bieu_01(t, t.a1, t.n.dn_1, **{"4": D(45)})

    with pytest.raises(ValidationError, match="V33"):
        bieu_nop.gui(b, by=t.n.dn_1)
    bieu_nop.luu(b, giai_trinh={"4": "Lương tháng 13 chi trong kỳ"}, by=t.n.dn_1)

    assert bieu_nop.gui(b, by=t.n.dn_1).trang_thai == "da_gui"


def test_faults_of_typing_are_told_together_and_nothing_is_written(t):
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cdt)
    truoc = mau.so(b)

    with pytest.raises(ValidationError) as loi:
        bieu_nop.luu(
            b,
            so={"1": D(-1), "6": D("1.5"), "13": D(2), "5": D("40.123"), "99": D(1), "2": D(5)},
            by=t.n.cdt,
        )

    assert sorted(loi.value.message_dict) == ["1", "13", "5", "6", "99"]
    assert mau.so(b) == truoc


def test_sent_form_is_closed_to_typing(t):
    b = mau.gui(mau.bieu_01(t, t.a1, t.n.dn_1), t.n.dn_1)

    with pytest.raises(ValidationError, match="không sửa được"):
        bieu_nop.luu(b, so={"1": D(1)}, by=t.n.dn_1)


def test_a_window_that_is_not_over_takes_no_form(t):
    t.ky.den_ngay = date(2031, 6, 14)
    t.ky.save()
    b = mau.bieu_01(t, t.a1, t.n.dn_1)

    with pytest.raises(ValidationError, match="chưa gửi được"):
        bieu_nop.gui(b, by=t.n.dn_1)


def test_filling_in_again_keeps_what_was_typed(t):
    b = bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_1, by=t.n.xa_1)
    bieu_nop.luu(b, so={"20": D(9)}, by=t.n.xa_1)
    mau.gui(mau.bieu_02(t, t.a, t.n.cdt, **{"2": D(260), "6": D(3), "8": D(3)}), t.n.cdt)

    so = bieu_nop.dien_lai(b, by=t.n.xa_1)

    kq = mau.so(b)
    assert so > 0
    assert (kq["14"], kq["20"], kq["22"]) == (260, 9, 4)
    assert b.cac_dong.get(ma_dong="20").tu_dong == 4


def test_beginning_twice_gives_the_same_form(t):
    mot = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cdt)

    assert bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cv).pk == mot.pk


def test_reporters_see_their_own_forms_and_communes_what_they_receive(t):
    b01 = mau.bieu_01(t, t.a1, t.n.dn_1)
    b02 = mau.bieu_02(t, t.a, t.n.cdt)
    b03 = bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_1, by=t.n.xa_1)
    b04 = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)
    la = tai_khoan("so_chuyen_vien", don_vi=DonViFactory(bo_ma="34", ma="24"))

    thay = {
        ai: set(BieuNop.objects.visible_to(u).values_list("pk", flat=True))
        for ai, u in {**{a: getattr(t.n, a) for a in AI}, "la": la}.items()
    }

    tat_ca = {b01.pk, b02.pk, b03.pk, b04.pk}
    assert thay == {
        "dn_1": {b01.pk}, "dn_2": set(), "cdt": {b02.pk}, "xa_1": {b01.pk, b02.pk, b03.pk},
        "xa_2": set(), "cv": tat_ca, "tp": tat_ca, "ld": tat_ca, "cuc": tat_ca,
        "cuc_phong": tat_ca, "la": set(),
    }  # fmt: skip


def test_other_province_and_cuc_do_not_enter(t):
    la = tai_khoan("so_chuyen_vien", don_vi=DonViFactory(bo_ma="34", ma="24"))

    for ai in (la, t.n.cuc, t.n.dn_2):
        with pytest.raises(PermissionDenied):
            bieu_nop.lap(ky=t.ky, bieu="01", du_an=t.a1, by=ai)


def test_the_leader_signs_bieu_04_with_name_and_office(t):
    mau.bao_het(t)
    b = BieuNop.objects.get(bieu="04")
    BieuNop.objects.filter(pk=b.pk).update(trang_thai="nhap", gui_luc=None, ngay_gui=None)
    mau.giai_trinh_het(b, t.n.cv)

    with pytest.raises(BuocBiTuChoi):
        bieu_nop.gui(b, by=t.n.cv)
    b = bieu_nop.gui(b, by=t.n.ld)

    assert (b.trang_thai, b.nguoi_ky) == ("da_gui", t.n.ld.ten_hien_thi)
    assert SuKien.objects.filter(hanh_dong="ky_gui_bieu").count() == 1


def test_appointments_are_the_sos_and_end(t):
    moi = tai_khoan("ccn_bao_cao")
    nguoi_bao_cao.giao(moi, du_an=t.b1, by=t.n.tp)

    with pytest.raises(PermissionDenied):
        nguoi_bao_cao.giao(moi, cum=t.c, by=t.n.cv)
    with pytest.raises(ValidationError, match="đúng một"):
        nguoi_bao_cao.giao(moi, cum=t.c, xa=t.xa_1, by=t.n.tp)
    with pytest.raises(ValidationError, match="Chỉ giao"):
        nguoi_bao_cao.giao(t.n.cv, cum=t.c, by=t.n.tp)
    bieu_nop.lap(ky=t.ky, bieu="01", du_an=t.b1, by=moi)
    nguoi_bao_cao.thoi(NguoiBaoCao.objects.get(nguoi=moi), by=t.n.tp)
    assert BieuNop.objects.visible_to(moi).count() == 0


def test_sample_accounts_are_appointed_once_in_one_demo_cluster(t):
    ba = {"doanh_nghiep": tai_khoan("ccn_bao_cao"), "chu_dau_tu": tai_khoan("ccn_bao_cao"),
          "xa": tai_khoan("ccn_bao_cao")}  # fmt: skip

    chua = giao_mau(don_vi=t.tinh, **ba)
    Cum.objects.filter(pk=t.a.pk).update(minh_hoa=True)
    cac = [giao_mau(don_vi=t.tinh, **ba) for _ in range(2)]

    assert chua is None
    assert cac == [t.a, t.a]
    assert [NguoiBaoCao.objects.get(nguoi=u).vai_tro for u in ba.values()] == ["du_an", "cdt", "xa"]
