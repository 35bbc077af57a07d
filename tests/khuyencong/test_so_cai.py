"""The ledger: limits in words through the door, and by the database when the door is bypassed."""

import random
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan
from khuyencong.services.so_cai import dao_but_toan
from khuyencong.so_du import so_du
from tests.factories.accounts import tai_khoan
from tests.factories.khuyencong import (
    DeAnFactory,
    HopDongFactory,
    ThuHuongFactory,
    but_toan,
)

pytestmark = pytest.mark.django_db
TRIEU = 1_000_000


@pytest.fixture
def de_an():
    return DeAnFactory()


@pytest.fixture
def hop_dong(de_an):
    """A contract of 300 triệu, all of it approved and allotted; first advance at most 70 %."""
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    but_toan(de_an, L.GIAO, 300 * TRIEU)
    h = HopDongFactory(de_an=de_an)
    but_toan(de_an, L.HOP_DONG, 300 * TRIEU, hop_dong=h)
    return h


def _bo_qua_cua(de_an, loai, so_tien, **khac):
    """Write as a script would, then ask the deferred trigger as COMMIT does."""
    with transaction.atomic():
        ButToan.objects.create(
            de_an=de_an, loai=loai, nguon=khac.pop("nguon", Nguon.KCQG), nam=2026,
            so_tien=so_tien, ngay=date(2026, 3, 1), chung_tu="x", **khac,
        )  # fmt: skip
        with connection.cursor() as cur:
            cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cur.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    ("loai", "so_tien", "cau", "rang_buoc"),
    [
        (L.GIAO, 1, "được giao (300.000.001 đồng) vượt", "kc_so_cai_giao"),
        (L.HOP_DONG, 1, "KC20: tổng hợp đồng", "kc_so_cai_hop_dong"),
        (L.TAM_UNG, 210 * TRIEU + 1, "KC22: tạm ứng", "kc_so_cai_ty_le_tam_ung"),
        (L.TAM_UNG, 300 * TRIEU + 1, "KC23: tổng tạm ứng", "kc_so_cai_tam_ung_giao"),
        (L.QUYET_TOAN, 1, "Quyết toán (1 đồng) vượt", "kc_so_cai_quyet_toan"),
        (L.HOAN_TRA, 1, "Hoàn trả (1 đồng) lớn hơn", "kc_so_cai_hoan_tra"),
        (L.NGHIEM_THU, 300 * TRIEU + 1, "Nghiệm thu (300.000.001 đồng)", "kc_so_cai_nghiem_thu"),
    ],
)
def test_each_limit_is_refused_in_words_and_by_the_database(
    de_an, hop_dong, loai, so_tien, cau, rang_buoc
):
    khac = {} if loai == L.GIAO else {"hop_dong": hop_dong}

    with pytest.raises(ValidationError) as loi:
        but_toan(de_an, loai, so_tien, **khac)
    with pytest.raises((IntegrityError, InternalError)) as tho:
        _bo_qua_cua(de_an, loai, so_tien, **khac)

    assert cau in " ".join(loi.value.messages)
    assert tho.value.__cause__.diag.constraint_name == rang_buoc


def test_advance_goes_to_the_accepted_volume_after_acceptance(de_an, hop_dong):
    but_toan(de_an, L.TAM_UNG, 210 * TRIEU, hop_dong=hop_dong)
    but_toan(de_an, L.NGHIEM_THU, 290 * TRIEU, hop_dong=hop_dong)

    but_toan(de_an, L.TAM_UNG, 80 * TRIEU, hop_dong=hop_dong)
    with pytest.raises(ValidationError, match="KC22"):
        but_toan(de_an, L.TAM_UNG, 1, hop_dong=hop_dong)

    assert so_du(de_an).cua(L.TAM_UNG) == 290 * TRIEU


def test_contract_above_what_is_allotted_is_allowed_and_advance_is_not(de_an):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    but_toan(de_an, L.GIAO, 100 * TRIEU)
    h = HopDongFactory(de_an=de_an)

    but_toan(de_an, L.HOP_DONG, 300 * TRIEU, hop_dong=h)

    with pytest.raises(ValidationError, match="được giao"):
        but_toan(de_an, L.TAM_UNG, 100 * TRIEU + 1, hop_dong=h)


def test_sources_do_not_stand_in_for_each_other(de_an, hop_dong):
    with pytest.raises(ValidationError, match="được phê duyệt"):
        but_toan(de_an, L.GIAO, 1, nguon=Nguon.KCDP)


def test_entries_are_never_changed_or_deleted(de_an, hop_dong):
    dong = ButToan.objects.first()

    for lenh in ("UPDATE khuyencong_buttoan SET so_tien = 5", "DELETE FROM khuyencong_buttoan"):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            connection.cursor().execute(f"{lenh} WHERE id = {dong.pk}")

    assert ButToan.objects.get(pk=dong.pk).so_tien == 300 * TRIEU


def test_reversal_takes_back_and_needs_a_reason(de_an):
    dong = but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)

    with pytest.raises(ValidationError, match="ít nhất 10 ký tự"):
        dao_but_toan(dong, ly_do="sai", ngay=date(2026, 3, 2), by=None)
    dao_but_toan(dong, ly_do="Ghi nhầm số tiền", ngay=date(2026, 3, 2), by=None)
    with pytest.raises(ValidationError, match="đã được đảo"):
        dao_but_toan(dong, ly_do="Ghi nhầm số tiền", ngay=date(2026, 3, 2), by=None)

    assert so_du(de_an).cua(L.PHE_DUYET) == 0
    assert ButToan.objects.filter(de_an=de_an).count() == 2


def test_reversal_of_what_later_entries_rest_on_is_refused(de_an, hop_dong):
    phe_duyet = ButToan.objects.get(loai=L.PHE_DUYET)

    with pytest.raises(ValidationError) as loi:
        dao_but_toan(phe_duyet, ly_do="Ghi nhầm số tiền", ngay=date(2026, 3, 2), by=None)

    assert len(loi.value.messages) == 2


def test_reversal_by_another_way_must_equal_its_entry(de_an, hop_dong):
    goc = ButToan.objects.get(loai=L.GIAO)

    with pytest.raises((IntegrityError, InternalError)) as loi:
        _bo_qua_cua(de_an, L.GIAO, -1, dao_cua=goc, ly_do="Đảo một phần")

    assert loi.value.__cause__.diag.constraint_name == "kc_so_cai_dao_dung"


def test_ceiling_of_a_beneficiary_holds_unless_an_exception_is_recorded():
    t = ThuHuongFactory(tran=300 * TRIEU)
    de_an = t.noi_dung.de_an
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU, thu_huong=t)

    with pytest.raises(ValidationError, match="KC05"):
        but_toan(de_an, L.PHE_DUYET, 1, thu_huong=t)
    with pytest.raises((IntegrityError, InternalError)) as loi:
        _bo_qua_cua(de_an, L.PHE_DUYET, 1, thu_huong=t)
    t.ngoai_le = "Văn bản 12/BCT-CTĐP cho phép"
    t.save()
    but_toan(de_an, L.PHE_DUYET, 1, thu_huong=t)

    assert loi.value.__cause__.diag.constraint_name == "kc_so_cai_tran"


def test_parts_of_another_de_an_never_meet(de_an, hop_dong):
    khac = ThuHuongFactory()

    with pytest.raises(ValidationError) as loi:
        but_toan(khac.noi_dung.de_an, L.HOP_DONG, 5, hop_dong=hop_dong, thu_huong=khac)

    assert "Hợp đồng không thuộc đề án này." in loi.value.messages


def test_same_support_twice_is_refused_by_the_database():
    mot = ThuHuongFactory(khoa_chi="KT4:may say che", hieu_luc="hieu_luc")

    with pytest.raises(IntegrityError, match="kc_thuhuong_khong_trung_chi"), transaction.atomic():
        ThuHuongFactory(co_so=mot.co_so, khoa_chi="KT4:may say che", hieu_luc="hieu_luc")
    ThuHuongFactory(co_so=mot.co_so, khoa_chi="KT4:may say che", hieu_luc="huy")


def test_every_entry_is_an_event_of_the_trail(de_an):
    by = tai_khoan("cuc_lanh_dao_phong")
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU, by=by)

    from cucctdp.audit.models import SuKien

    assert SuKien.objects.filter(hanh_dong="dean.phe_duyet").count() == 1


_THU_TU = [L.PHE_DUYET, L.GIAO, L.HOP_DONG, L.TAM_UNG, L.NGHIEM_THU, L.QUYET_TOAN, L.HOAN_TRA]


def _dung(s):
    """The invariants of the issue, written a third time: sums by kind in triệu."""
    return (
        min(s.values()) >= 0
        and s[L.GIAO] <= s[L.PHE_DUYET]
        and s[L.HOP_DONG] <= s[L.PHE_DUYET]
        and s[L.TAM_UNG] <= min(s[L.GIAO], s[L.HOP_DONG])
        and s[L.TAM_UNG] <= max(s[L.HOP_DONG] * 7 // 10, s[L.NGHIEM_THU])
        and s[L.NGHIEM_THU] <= s[L.HOP_DONG]
        and s[L.QUYET_TOAN] <= s[L.NGHIEM_THU]
        and s[L.HOAN_TRA] <= s[L.TAM_UNG]
    )


@pytest.mark.parametrize("hat", range(6))
def test_random_walks_keep_every_invariant_and_the_database_refuses_the_rest(hat):
    ngau = random.Random(hat)
    de_an = DeAnFactory()
    h = HopDongFactory(de_an=de_an)
    so = dict.fromkeys(_THU_TU, 0)
    for loai, tien in ((L.PHE_DUYET, 300), (L.GIAO, 200)):
        _bo_qua_cua(de_an, loai, tien * 10)
        so[loai] = tien
    nhan = tu_choi = 0
    for _ in range(40):
        loai, tien = ngau.choice(_THU_TU), ngau.choice([10, 20, 50, 100])
        khac = {"hop_dong": h} if loai not in (L.PHE_DUYET, L.GIAO) else {}
        moi = so | {loai: so[loai] + tien}
        if _dung(moi):
            _bo_qua_cua(de_an, loai, tien * 10, **khac)
            so = moi
            nhan += 1
        else:
            with pytest.raises((IntegrityError, InternalError)):
                _bo_qua_cua(de_an, loai, tien * 10, **khac)
            tu_choi += 1

    du = so_du(de_an)
    assert {loai: du.cua(loai) for loai in _THU_TU} == {k: v * 10 for k, v in so.items()}
    assert nhan > 3
    assert tu_choi > 5
