"""Conflicts of uploads: kept with the file, chosen by cell, never lost."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.models import XungDotNop
from baocao.services.xung_dot import (
    CUA_TEP,
    HE_THONG,
    KetQuaChon,
    LuaChon,
    chon_xung_dot,
    xung_dot_cho_chon,
)
from baocao.workbook import nap_tep
from cucctdp.audit.models import SuKien
from tests.baocao import mau

from .sua_tep import sua


def _nop(kb, *cac_o, by=None):
    tep = sua(kb.tep, *(("Q04", "BL00", cot, so) for cot, so in cac_o))
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="a.xlsx", by=by or kb.nguoi.chuyen_vien)


def _hai_ben(kb):
    """Two cells changed in the file and on the system; the pending cells."""
    kb.go("Q04", "BL00", "A3", "800")
    kb.go("Q04", "BL00", "A4", "900")
    _nop(kb, ("A3", 700), ("A4", 701))
    return {o.dong.cot: o for o in xung_dot_cho_chon(kb.bo, by=kb.nguoi.chuyen_vien)}


def test_pending_cell_knows_base_file_and_system(kich_ban):
    cho = _hai_ben(kich_ban)

    o = cho["A3"]

    assert (o.goc.so, o.dong.so, o.hien_tai.so) == (
        Decimal("12345.678"),
        Decimal(700),
        Decimal(800),
    )
    assert o.dong.nguoi == o.hien_tai.nguoi == kich_ban.nguoi.chuyen_vien
    assert (list(cho), o.dong.tep.ten) == (["A3", "A4"], "a.xlsx")


def test_choices_of_both_sides_are_done_at_once(kich_ban):
    cho = _hai_ben(kich_ban)
    lua_chon = {
        cho["A3"].dong.pk: LuaChon(CUA_TEP, cho["A3"].hien_tai.phien_ban),
        cho["A4"].dong.pk: LuaChon(HE_THONG, cho["A4"].hien_tai.phien_ban),
    }

    ket_qua = chon_xung_dot(kich_ban.bo, lua_chon, by=kich_ban.nguoi.chuyen_vien)

    assert ket_qua == KetQuaChon(1, 1, 0)
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(700)
    assert kich_ban.so("Q04", "BL00", "A4")[1] == Decimal(900)
    assert xung_dot_cho_chon(kich_ban.bo, by=kich_ban.nguoi.chuyen_vien) == []
    assert SuKien.objects.get(hanh_dong="bobaocao.chon_xung_dot").du_lieu == {
        "cua_tep": 1,
        "he_thong": 1,
    }


@pytest.mark.parametrize("ben", [CUA_TEP, HE_THONG])
def test_cell_changed_again_meanwhile_stays_pending(kich_ban, ben):
    o = _hai_ben(kich_ban)["A3"]
    kich_ban.go("Q04", "BL00", "A3", "850")

    ket_qua = chon_xung_dot(
        kich_ban.bo,
        {o.dong.pk: LuaChon(ben, o.hien_tai.phien_ban)},
        by=kich_ban.nguoi.chuyen_vien,
    )

    assert ket_qua == KetQuaChon(0, 0, 1)
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(850)
    assert XungDotNop.objects.cho_chon().count() == 2


def test_newer_file_of_the_same_person_replaces_the_question(kich_ban):
    _hai_ben(kich_ban)

    _nop(kich_ban, ("A3", 650))
    con = xung_dot_cho_chon(kich_ban.bo, by=kich_ban.nguoi.chuyen_vien)

    assert [(o.dong.cot, o.dong.so) for o in con] == [("A3", Decimal(650)), ("A4", Decimal(701))]
    assert XungDotNop.objects.filter(ket_qua="nop_lai").count() == 1


def test_files_of_two_people_for_one_cell_are_both_kept_and_one_is_taken(kich_ban):
    _hai_ben(kich_ban)
    _nop(kich_ban, ("A3", 650), by=kich_ban.nguoi.tong_hop)
    con = [
        o
        for o in xung_dot_cho_chon(kich_ban.bo, by=kich_ban.nguoi.chuyen_vien)
        if o.dong.cot == "A3"
    ]
    ca_hai = {o.dong.pk: LuaChon(CUA_TEP, o.hien_tai.phien_ban) for o in con}

    with pytest.raises(ValidationError, match="chọn số của hai tệp cho cùng một ô"):
        chon_xung_dot(kich_ban.bo, ca_hai, by=kich_ban.nguoi.chuyen_vien)

    assert [o.dong.so for o in con] == [Decimal(700), Decimal(650)]
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(800)


def test_cell_that_became_equal_needs_no_choice(kich_ban):
    _hai_ben(kich_ban)

    kich_ban.go("Q04", "BL00", "A3", "700")

    con = xung_dot_cho_chon(kich_ban.bo, by=kich_ban.nguoi.chuyen_vien)
    assert [o.dong.cot for o in con] == ["A4"]


def test_other_provinces_see_and_choose_nothing(kich_ban):
    o = _hai_ben(kich_ban)["A3"]
    khac = mau.nguoi_dung("34:75").chuyen_vien

    with pytest.raises(PermissionDenied):
        chon_xung_dot(kich_ban.bo, {o.dong.pk: LuaChon(CUA_TEP, o.hien_tai.phien_ban)}, by=khac)

    assert xung_dot_cho_chon(kich_ban.bo, by=khac) == []


def test_dry_run_keeps_nothing(kich_ban):
    kich_ban.go("Q04", "BL00", "A3", "800")
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 700))

    ket_qua = nap_tep(
        kich_ban.bo,
        tep=BytesIO(tep),
        ten="a.xlsx",
        by=kich_ban.nguoi.chuyen_vien,
        chi_kiem_tra=True,
    )

    assert len(ket_qua.xung_dot) == 1
    assert XungDotNop.objects.count() == 0
