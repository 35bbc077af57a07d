"""Full check of a report: 300 cells under every rule, against reading its values."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from baocao.bang import dung_cac_bang
from baocao.checks import doc_cac_so_lieu_kem, doc_quy_tac, run_checks
from baocao.do_luong import KetQuaDo, phep_do
from baocao.do_luong.du_lieu import nap_cac_quy
from baocao.models import BoBaoCao, GiaTri, PhieuBieu

TOI_DA_GIAY = 0.1
SO_O = 300
VONG = 15


@phep_do("kiem-tra")
def do_kiem_tra() -> Iterator[KetQuaDo]:
    """One pack of a quarter with three years behind it; forms until 300 cells are reached."""
    ky = nap_cac_quy(3)[-2]
    bo = BoBaoCao.objects.filter(ky=ky).select_related("ky", "don_vi").order_by("pk")[0]
    rows = PhieuBieu.objects.filter(bo=bo, bieu_mau__la_tinh_toan=False)
    bangs = list(dung_cac_bang(rows.select_related("bieu_mau", "bo__ky", "bo__don_vi")).values())
    chon, so_o = [], 0
    for bang in bangs:
        if so_o < SO_O:
            chon.append(bang)
            so_o += sum(o.nhap_duoc for d in bang for o in d.o.values())
    quy_tac = doc_quy_tac(ky.ky.ngay_cuoi)
    kem = doc_cac_so_lieu_kem(chon)
    phieu = [b.phieu.pk for b in chon]

    def kiem() -> None:
        for bang, k in zip(chon, kem, strict=True):
            run_checks(bang, quy_tac=quy_tac, kem=k)

    def doc() -> None:
        list(GiaTri.objects.hien_tai().filter(phieu__in=phieu).select_related("chi_tieu"))

    kiem()
    giay = {}
    for ten, lam in (("kiểm tra", kiem), ("đọc", doc)):
        lan = []
        for _ in range(VONG):
            dau = perf_counter()
            lam()
            lan.append(perf_counter() - dau)
        giay[ten] = median(lan)
    yield KetQuaDo(
        f"Kiểm tra toàn bộ một báo cáo ({so_o} ô, {len(quy_tac)} quy tắc)",
        giay["kiểm tra"] / TOI_DA_GIAY,
        1.0,
        f"{TOI_DA_GIAY * 1000:.0f} ms",
        f"trung vị {giay['kiểm tra'] * 1000:.1f} ms; gấp {giay['kiểm tra'] / giay['đọc']:.1f} lần "
        f"đọc các giá trị ({giay['đọc'] * 1000:.1f} ms)",
    )
