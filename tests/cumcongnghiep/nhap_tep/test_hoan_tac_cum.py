"""Undo of an imported table: exactly what it brought, and nothing somebody built on."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cucctdp.imports.choices import KetQua
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from cumcongnghiep.models import (
    ChuDauTu,
    Cum,
    GiaoChuDauTu,
    SoLieu,
)
from tests.cumcongnghiep.nhap_tep.canh import TIEU_DE, anh_chup, dong
from tests.factories.cumcongnghiep import CumFactory, DuAnFactory


def test_next_years_table_adds_figures_and_undo_takes_only_them_back(nhap, lam):
    lam(yeu_cau_ghi, nhap(dong()))
    truoc = anh_chup()
    o = {"Đã cho thuê (ha)": 42, "Tỷ lệ lấp đầy (%)": 100, "Ghi chú": "Đã lấp đầy"}

    phien = lam(yeu_cau_ghi, nhap(dong(**o), dau=("đến ngày 30/6/2026",)))
    giua = list(SoLieu.objects.filter(chi_tieu="da_thue").values_list("ngay", "gia_tri"))
    phien = lam(yeu_cau_hoan_tac, phien)

    assert giua == [(date(2026, 6, 30), 42), (date(2025, 12, 31), 21)]
    assert phien.cac_dong.get().ket_qua == KetQua.HOAN_TAC
    assert anh_chup() == truoc


def test_undo_keeps_what_somebody_changed_and_what_others_build_on(nhap, lam):
    phien = lam(
        yeu_cau_ghi,
        nhap(
            dong("Một", **{"Số QĐ thành lập": "1/QĐ-UBND ngày 1/1/2025"}),
            dong("Hai", **{"Số QĐ thành lập": "2/QĐ-UBND ngày 1/1/2025"}),
            dong("Ba", **{"Số QĐ thành lập": "3/QĐ-UBND ngày 1/1/2025"}),
        ),
    )
    SoLieu.objects.filter(cum__ten="Hai", chi_tieu="da_thue").update(gia_tri=30)
    DuAnFactory(cum=Cum.objects.get(ten="Ba"))

    phien = lam(yeu_cau_hoan_tac, phien)

    assert list(phien.cac_dong.order_by("so").values_list("ket_qua", flat=True)) == [
        KetQua.HOAN_TAC,
        KetQua.GIU,
        KetQua.KHONG_DUOC,
    ]
    assert set(Cum.objects.values_list("ten", flat=True)) == {"Hai", "Ba"}


def test_a_developer_that_the_table_brings_goes_with_its_clusters(nhap, lam):
    tieu_de = (*TIEU_DE, "Chủ đầu tư")
    hai = [
        [*dong(ten, **{"Số QĐ thành lập": f"{i}/QĐ-UBND ngày 1/1/2025"}), "Công ty CP Hạ tầng A"]
        for i, ten in enumerate(("Một", "Hai"), 1)
    ]

    phien = lam(yeu_cau_ghi, nhap(*hai, tieu_de=(tieu_de,)))
    giao = GiaoChuDauTu.objects.filter(chu_dau_tu__ten="Công ty CP Hạ tầng A").count()
    lam(yeu_cau_hoan_tac, phien)

    assert (giao, ChuDauTu.objects.count()) == (2, 0)


O_HANG = st.fixed_dictionaries(
    {
        "Diện tích thành lập (ha)": st.sampled_from([60, "≈ 60", None]),
        "Số QĐ thành lập": st.sampled_from(["298/QĐ-UBND ngày 20/02/2025", "298/QĐ-UBND", None]),
        "Số QĐ duyệt QHCT": st.sampled_from(["512/QĐ-UBND ngày 01/06/2025", None]),
        "Đất công nghiệp (ha)": st.sampled_from([42, "≈ 42", None]),
        "Đã cho thuê (ha)": st.sampled_from([21, 0, None]),
        "Tỷ lệ lấp đầy (%)": st.none(),
        "Ghi chú": st.sampled_from([None, "Ghi chú của Sở"]),
        "Địa điểm": st.sampled_from(["Xã Minh Quân", "Xã Bảo Hà, huyện Bảo Yên", None]),
    }
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cac_o=st.lists(O_HANG, min_size=1, max_size=3), co_san=st.booleans())
def test_import_and_undo_leave_the_register_as_it_was(nhap, lam, tinh, cac_o, co_san):
    Cum.objects.all().delete()
    if co_san:
        cum = CumFactory(don_vi=tinh, ten="Cụm 0")
        SoLieu.objects.create(cum=cum, chi_tieu="da_thue", ngay="2024-12-31", gia_tri=5)
    truoc = anh_chup()

    phien = nhap(*(dong(f"Cụm {i}", **o) for i, o in enumerate(cac_o)))
    phien = lam(yeu_cau_ghi, phien) if phien.so_moi + phien.so_doi else phien
    phien = lam(yeu_cau_hoan_tac, phien) if phien.so_ghi else phien

    sau = anh_chup()
    for cum in (*truoc["Cum"], *sau["Cum"]):
        del cum["phap_ly"], cum["dat_da_thue"]
    assert sau == truoc
