"""Garbage in a workbook is told, never raised; and never written when it is an error."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baocao.models import GiaTri
from baocao.workbook import danh_dau_loi, doc_tep, nap_tep
from cucctdp.excel.errors import TepKhongDocDuoc

from .sua_tep import dong_goi, mo

pytestmark = pytest.mark.cham
_CAI_DAT = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_GIA_TRI = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(["#REF!", "#DIV/0!", "=A1", "-", "...", "x", "1.2.3", "BL00", "XK3x#1", "Mã"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)
_O = st.tuples(
    st.sampled_from(["Q01", "Q04", "Q05", "Q07", "Q08", "_nhan_dang"]),
    st.integers(1, 60),
    st.integers(1, 16),
    _GIA_TRI,
)
_CAU_TRUC = st.one_of(
    st.tuples(st.just("insert_rows"), st.integers(1, 40)),
    st.tuples(st.just("delete_rows"), st.integers(1, 40)),
    st.tuples(st.just("insert_cols"), st.integers(1, 12)),
    st.tuples(st.just("delete_cols"), st.integers(1, 12)),
)


@_CAI_DAT
@given(st.lists(_O, max_size=12), st.lists(_CAU_TRUC, max_size=2))
def test_any_content_and_structure_is_read_without_an_exception(kich_ban, cac_o, cau_truc):
    wb = mo(kich_ban.tep)
    for trang, dong, cot, gia_tri in cac_o:
        wb[trang].cell(dong, cot).value = gia_tri
    for lenh, so in cau_truc:
        getattr(wb["Q04"], lenh)(so)
    tep = dong_goi(wb)
    truoc = GiaTri.objects.count()

    ket_qua = nap_tep(kich_ban.bo, tep=BytesIO(tep), ten="a.xlsx", by=kich_ban.nguoi.chuyen_vien)

    assert ket_qua.da_ghi == GiaTri.objects.count() - truoc
    assert not (ket_qua.loi and ket_qua.da_ghi)
    danh_dau_loi(tep, ket_qua.moi_loi())


def _nguyen(kich_ban):
    """What reading the undamaged file asks for."""
    kq = doc_tep(BytesIO(kich_ban.tep), ten="a.xlsx", bo=kich_ban.bo)
    return kq.cac_o, kq.xung_dot, kq.khong_doi


@settings(_CAI_DAT, max_examples=300)
@given(
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20
    )
)
def test_damaged_bytes_are_read_without_an_exception(kich_ban, hong):
    du_lieu = bytearray(kich_ban.tep)
    for cho, gia_tri in hong:
        du_lieu[int(cho * len(du_lieu))] = gia_tri

    ket_qua = doc_tep(BytesIO(bytes(du_lieu)), ten="a.xlsx", bo=kich_ban.bo)

    assert all(x.thong_diep for x in ket_qua.loi)
    if not ket_qua.loi:
        # What is not refused is the undamaged file: every figure as it stands, none to be written.
        assert (ket_qua.cac_o, ket_qua.xung_dot, ket_qua.khong_doi) == _nguyen(kich_ban)
    if ket_qua.loi and not ket_qua.loi[0].trang:
        with pytest.raises(TepKhongDocDuoc):
            danh_dau_loi(b"", ket_qua.loi)
