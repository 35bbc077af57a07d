"""The ledger: limits in words through the door, and by the database when the door is bypassed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from cucctdp.donvi.models import CoSo
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan, ThuHuong
from khuyencong.services.so_cai import dao_but_toan
from khuyencong.so_du import so_du
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory
from tests.factories.khuyencong import (
    DeAnFactory,
    HopDongFactory,
    ThuHuongFactory,
    but_toan,
)
from tests.khuyencong.cua_so_cai import bo_qua_cua

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


def _doi_thu_huong(t, **doi):
    """Change a row behind the doors, then ask the deferred triggers as COMMIT does."""
    with transaction.atomic():
        ThuHuong.objects.filter(pk=t.pk).update(**doi)
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
        bo_qua_cua(de_an, loai, so_tien, **khac)

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
        bo_qua_cua(de_an, L.GIAO, -1, dao_cua=goc, ly_do="Đảo một phần")

    assert loi.value.__cause__.diag.constraint_name == "kc_so_cai_dao_dung"


def test_ceiling_of_a_beneficiary_holds_unless_an_exception_is_recorded():
    t = ThuHuongFactory(tran=300 * TRIEU)
    de_an = t.noi_dung.de_an
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU, thu_huong=t)

    with pytest.raises(ValidationError, match="KC05"):
        but_toan(de_an, L.PHE_DUYET, 1, thu_huong=t)
    with pytest.raises((IntegrityError, InternalError)) as loi:
        bo_qua_cua(de_an, L.PHE_DUYET, 1, thu_huong=t)
    t.ngoai_le = "Văn bản 12/BCT-CTĐP cho phép"
    t.save()
    but_toan(de_an, L.PHE_DUYET, 1, thu_huong=t)

    assert loi.value.__cause__.diag.constraint_name == "kc_so_cai_tran"


def test_settlement_and_refund_of_one_contract_never_rest_on_another(de_an):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    but_toan(de_an, L.GIAO, 300 * TRIEU)
    a, b = HopDongFactory(de_an=de_an), HopDongFactory(de_an=de_an)
    for h in (a, b):
        but_toan(de_an, L.HOP_DONG, 150 * TRIEU, hop_dong=h)
    but_toan(de_an, L.TAM_UNG, 100 * TRIEU, hop_dong=a)
    but_toan(de_an, L.NGHIEM_THU, 150 * TRIEU, hop_dong=a)

    for loai, cau, rang_buoc in (
        (L.QUYET_TOAN, f"của hợp đồng {b.so} (0 đồng)", "kc_so_cai_quyet_toan"),
        (L.HOAN_TRA, f"của hợp đồng {b.so} (0 đồng)", "kc_so_cai_hoan_tra"),
    ):
        with pytest.raises(ValidationError) as loi:
            but_toan(de_an, loai, 100 * TRIEU, hop_dong=b)
        with pytest.raises((IntegrityError, InternalError)) as tho:
            bo_qua_cua(de_an, loai, 100 * TRIEU, hop_dong=b)
        assert [cau in c for c in loi.value.messages] == [True]
        assert tho.value.__cause__.diag.constraint_name == rang_buoc
    but_toan(de_an, L.QUYET_TOAN, 100 * TRIEU, hop_dong=a)


def test_approval_without_a_beneficiary_is_held_to_all_their_ceilings():
    t = ThuHuongFactory(tran=300 * TRIEU)
    de_an = t.noi_dung.de_an
    ThuHuongFactory(noi_dung=t.noi_dung, tran=100 * TRIEU)
    ThuHuongFactory(noi_dung=t.noi_dung, tran=900 * TRIEU, hieu_luc="huy")
    but_toan(de_an, L.PHE_DUYET, 250 * TRIEU, thu_huong=t)
    but_toan(de_an, L.PHE_DUYET, 100 * TRIEU)
    but_toan(de_an, L.PHE_DUYET, 50 * TRIEU, nguon=Nguon.KCDP)

    with pytest.raises(ValidationError) as loi:
        but_toan(de_an, L.PHE_DUYET, 1)
    with pytest.raises((IntegrityError, InternalError)) as tho:
        bo_qua_cua(de_an, L.PHE_DUYET, 1)
    but_toan(de_an, L.PHE_DUYET, 900 * TRIEU, nguon=Nguon.DOI_UNG)
    t.ngoai_le = "Văn bản 12/BCT-CTĐP cho phép"
    t.save()
    but_toan(de_an, L.PHE_DUYET, 1)

    (cau,) = loi.value.messages
    assert cau.startswith(
        "KC05: kinh phí hỗ trợ các đơn vị thụ hưởng (400.000.001 đồng) vượt mức trần (400.000.000 "
    )
    assert tho.value.__cause__.diag.constraint_name == "kc_so_cai_tran"


def test_approval_of_a_beneficiary_counts_what_was_approved_without_one():
    t = ThuHuongFactory(tran=300 * TRIEU)
    de_an = t.noi_dung.de_an
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    with connection.cursor() as cur:  # the entry before was committed by itself
        cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cur.execute("SET CONSTRAINTS ALL DEFERRED")

    with pytest.raises(ValidationError, match=r"300\.000\.001 đồng\) vượt mức trần"):
        but_toan(de_an, L.PHE_DUYET, 1, thu_huong=t)
    with pytest.raises((IntegrityError, InternalError)) as tho:
        bo_qua_cua(de_an, L.PHE_DUYET, 1, thu_huong=t)

    assert tho.value.__cause__.diag.constraint_name == "kc_so_cai_tran"


@pytest.mark.parametrize("neu_ten", [True, False], ids=["named", "for-all"])
def test_ceiling_lowered_or_exception_struck_after_approval_is_refused_by_the_database(neu_ten):
    t = ThuHuongFactory(tran=300 * TRIEU)
    kep = ThuHuongFactory(tran=300 * TRIEU, ngoai_le="QĐ 12/QĐ-TTg")
    for x, so_tien in ((t, 300), (kep, 400)):
        but_toan(x.noi_dung.de_an, L.PHE_DUYET, so_tien * TRIEU, thu_huong=x if neu_ten else None)

    ten = []
    for x, doi in ((t, {"tran": 300 * TRIEU - 1}), (kep, {"ngoai_le": ""})):
        with pytest.raises((IntegrityError, InternalError)) as tho:
            _doi_thu_huong(x, **doi)
        ten.append(tho.value.__cause__.diag.constraint_name)
    _doi_thu_huong(t, tran=301 * TRIEU)
    _doi_thu_huong(kep, tran=400 * TRIEU, ngoai_le="")

    assert ten == ["kc_so_cai_tran"] * 2
    assert [int(x.tran) for x in ThuHuong.objects.order_by("pk")] == [301 * TRIEU, 400 * TRIEU]


def test_published_approval_names_no_beneficiary_and_passes():
    de_an = DeAnFactory(nguon_tin="https://congthuong.vn")

    but_toan(de_an, L.PHE_DUYET, 900 * TRIEU)

    assert so_du(de_an).cua(L.PHE_DUYET) == 900 * TRIEU


def test_parts_of_another_de_an_never_meet(de_an, hop_dong):
    khac = ThuHuongFactory()

    with pytest.raises(ValidationError) as loi:
        but_toan(khac.noi_dung.de_an, L.HOP_DONG, 5, hop_dong=hop_dong, thu_huong=khac)

    assert "Hợp đồng không thuộc đề án này." in loi.value.messages
    rieng = DeAnFactory()
    but_toan(rieng, L.PHE_DUYET, 10)
    for loai, khac_de_an in ((L.HOP_DONG, {"hop_dong": HopDongFactory()}),
                             (L.PHE_DUYET, {"thu_huong": khac})):  # fmt: skip
        with pytest.raises((IntegrityError, InternalError)) as tho:
            bo_qua_cua(rieng, loai, 5, **khac_de_an)
        assert tho.value.__cause__.diag.constraint_name == "kc_so_cai_cung_de_an"


def test_same_support_twice_is_refused_by_the_database():
    mot = ThuHuongFactory(khoa_chi="KT4:may say che", hieu_luc="hieu_luc")

    with pytest.raises(IntegrityError, match="kc_thuhuong_khong_trung_chi"), transaction.atomic():
        ThuHuongFactory(co_so=mot.co_so, khoa_chi="KT4:may say che", hieu_luc="hieu_luc")
    ThuHuongFactory(co_so=mot.co_so, khoa_chi="KT4:may say che", hieu_luc="huy")


def test_same_support_under_a_merged_record_is_refused_by_the_database():
    bo = ThuHuongFactory(khoa_chi="KT4:may say che", hieu_luc="hieu_luc")
    giu = CoSoFactory()
    ThuHuongFactory(co_so=giu, khoa_chi="KT4:may say khac", hieu_luc="hieu_luc")
    sau = ThuHuongFactory(co_so=giu, khoa_chi="KT4:may say che")
    CoSo.objects.filter(pk=bo.co_so_id).update(hop_nhat_vao=giu)

    with pytest.raises(IntegrityError, match="dưới tên đã hợp nhất"), transaction.atomic():
        ThuHuong.objects.filter(pk=sau.pk).update(hieu_luc="hieu_luc")
    ThuHuong.objects.filter(pk=bo.pk).update(hieu_luc="huy")
    ThuHuong.objects.filter(pk=sau.pk).update(hieu_luc="hieu_luc")

    with pytest.raises(IntegrityError, match="dưới tên đã hợp nhất"), transaction.atomic():
        ThuHuong.objects.filter(pk=bo.pk).update(hieu_luc="hieu_luc")


def test_every_entry_is_an_event_of_the_trail(de_an):
    by = tai_khoan("cuc_lanh_dao_phong")
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU, by=by)

    from cucctdp.audit.models import SuKien

    assert SuKien.objects.filter(hanh_dong="dean.phe_duyet").count() == 1
