"""Assignments: by hand, by group, balanced and replayable, the next one; conflicts left out."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.thong_bao.models import ThongBao
from sanpham_tieubieu.models import PhanCong, XungDot
from sanpham_tieubieu.services import cham
from sanpham_tieubieu.services import phan_cong as dich_vu
from tests.sanpham_tieubieu.cham.dung import dung_ky


@given(
    so_hs=st.integers(1, 30),
    so_gk=st.integers(1, 9),
    moi=st.integers(1, 5),
    hat_giong=st.integers(0, 2**40),
)
def test_balanced_draw_gives_each_entry_its_judges_and_even_loads(so_hs, so_gk, moi, hat_giong):
    hs, gk = list(range(100, 100 + so_hs)), list(range(so_gk))

    cap, thieu = dich_vu.chia_deu(hs, gk, moi=moi, chan=set(), hat_giong=hat_giong)
    tai = Counter(g for g, _ in cap)

    assert len(set(cap)) == len(cap) == so_hs * min(moi, so_gk)
    assert thieu == (hs if moi > so_gk else [])
    assert max(tai.values()) - min(tai[g] for g in gk) <= 1
    assert dich_vu.chia_deu(hs, gk, moi=moi, chan=set(), hat_giong=hat_giong)[0] == cap


def test_balanced_draw_leaves_conflicts_out_and_counts_what_exists():
    chan, co = {(1, 10), (2, 10)}, [(3, 11)]

    cap, thieu = dich_vu.chia_deu([10, 11], [1, 2, 3], moi=2, chan=chan, co=co, hat_giong=7)

    assert sorted(g for g, h in cap if h == 10) == [3]
    assert [h for g, h in cap].count(11) == 1
    assert thieu == [10]


@pytest.mark.django_db
def test_balanced_assignment_keeps_its_seed_and_says_who_cannot_be_judged():
    k = dung_ky(so_ho_so=4, giao=False)
    for g in k.gk[1:]:
        XungDot.objects.create(giam_khao=g, ho_so=k.ho_so[0], loai="gop_von", nguon="khai_bao")

    with pytest.raises(ValidationError) as thieu:
        dich_vu.phan_cong_can_bang(k.ky, by=k.so, moi=2, hat_giong=2026)
    dong = dich_vu.phan_cong_can_bang(k.ky, by=k.so, moi=1, hat_giong=2026)

    assert thieu.value.messages == [
        "Không đủ 2 giám khảo không xung đột cho sản phẩm: B001. Giảm số giám khảo."
    ]
    assert {(p.cach, p.hat_giong) for p in dong} == {("can_bang", 2026)}
    assert PhanCong.objects.get(ho_so=k.ho_so[0]).giam_khao == k.gk[0]


@pytest.mark.django_db
def test_group_goes_to_all_judges_once_and_by_hand_names_every_refusal():
    k = dung_ky(so_ho_so=2, giao=False)
    XungDot.objects.create(giam_khao=k.gk[2], ho_so=k.ho_so[1], loai="tu_van", nguon="khai_bao")

    nhom = dich_vu.phan_cong_nhom(k.ky, by=k.so, ma_nhom=["CBNLTS"])
    lai = dich_vu.phan_cong_nhom(k.ky, by=k.so)
    with pytest.raises(ValidationError) as tay:
        dich_vu.phan_cong_tay(k.ky, by=k.so, ho_so=k.ho_so, giam_khao=[k.gk[2]])

    assert (len(nhom), len(lai)) == (5, 0)
    assert [c[:3] for c in tay.value.messages] == ["R35"]


@pytest.mark.django_db
def test_next_one_is_the_entry_with_fewest_judges_until_nothing_is_left():
    k = dung_ky(so_ho_so=2, giao=False)
    dich_vu.phan_cong_tay(k.ky, by=k.so, ho_so=k.ho_so[:1], giam_khao=k.gk[1:])

    mot = dich_vu.ke_tiep(k.ky, by=k.nguoi[0])
    lai = dich_vu.ke_tiep(k.ky, by=k.nguoi[0])
    k.da_ky(0, 1)
    hai = dich_vu.ke_tiep(k.ky, by=k.nguoi[0])
    k.da_ky(0, 0)

    assert (mot.ho_so, lai, hai.ho_so) == (k.ho_so[1], mot, k.ho_so[0])
    assert dich_vu.ke_tiep(k.ky, by=k.nguoi[0]) is None


@pytest.mark.django_db
def test_assignment_is_taken_back_before_a_sheet_and_only_by_who_runs_the_round():
    k = dung_ky(so_ho_so=2)
    k.phieu(0, 0)
    co_phieu = PhanCong.objects.get(ho_so=k.ho_so[0], giam_khao=k.gk[0])
    trong = PhanCong.objects.get(ho_so=k.ho_so[1], giam_khao=k.gk[0])

    with pytest.raises(ValidationError):
        dich_vu.bo_phan_cong(co_phieu, by=k.so)
    with pytest.raises(PermissionDenied):
        dich_vu.bo_phan_cong(trong, by=k.nguoi[0])
    dich_vu.bo_phan_cong(trong, by=k.so)

    assert PhanCong.objects.count() == 5


@pytest.mark.django_db
def test_jury_without_its_decision_is_assigned_nothing():
    k = dung_ky(giao=False)
    k.ban.kien_toan_luc = None
    k.ban.save()

    with pytest.raises(ValidationError) as loi:
        dich_vu.phan_cong_nhom(k.ky, by=k.so)

    assert loi.value.messages == ["Ban Giám khảo chưa được phê duyệt theo quyết định."]


@pytest.mark.django_db
def test_judges_hear_of_what_is_given_reopened_and_voided_once_each():
    k = dung_ky(so_ho_so=2, giao=False)
    dich_vu.phan_cong_nhom(k.ky, by=k.so)
    phieu = k.da_ky(1)
    cham.mo_lai(phieu, by=k.nguoi[0], ly_do="Cộng nhầm một tiểu mục")
    cham.vo_hieu(phieu, by=k.nguoi[0], ly_do="Chấm nhầm sản phẩm")

    nhan = ThongBao.objects.filter(nguoi_nhan=k.nguoi[1], kenh="he_thong").order_by("pk")

    assert list(nhan.values_list("tieu_de", flat=True)) == [
        "Được phân công chấm 2 sản phẩm",
        "Phiếu chấm sản phẩm mã B001 được mở lại",
        "1 phiếu chấm không được tính",
    ]
    assert ThongBao.objects.filter(nguoi_nhan=k.nguoi[2], kenh="he_thong").count() == 1
