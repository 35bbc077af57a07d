"""A province small enough to work out by hand.

A (xã Một): established, developer, QHCT 30 of 50 ha, 2 firms on 5 + 7 ha. B (xã Một): in the plan,
never established, one firm on 3 ha, no developer. C (xã Hai, also in xã Một): established in the
window, nobody in it yet.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cumcongnghiep.choices import LoaiVanBan, VaiTroBaoCao
from cumcongnghiep.models import BieuNop, Cum, DuAn, GiaoChuDauTu, KyBieu, NguoiBaoCao
from cumcongnghiep.services import bieu_nop, ky_bieu
from cumcongnghiep.services.kiem_bieu import kiem
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    QuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
    tinh,
)
from tests.factories.donvi import DonViFactory, XaFactory

D = Decimal


@dataclass
class TinhMau:
    tinh: DonViHanhChinh
    xa_1: Xa
    xa_2: Xa
    a: Cum
    b: Cum
    c: Cum
    a1: DuAn
    a2: DuAn
    b1: DuAn
    ky: KyBieu
    n: "Nguoi"


@dataclass
class Nguoi:
    """Accounts: two firms, the developer of A, two communes, the Sở, the Cục."""

    dn_1: User
    dn_2: User
    cdt: User
    xa_1: User
    xa_2: User
    cv: User
    tp: User
    ld: User
    cuc: User
    cuc_phong: User


def giao(user, *, du_an=None, cum=None, xa=None):
    """Appoint a reporter."""
    vai_tro = VaiTroBaoCao.DU_AN if du_an else VaiTroBaoCao.CDT if cum else VaiTroBaoCao.XA
    don_vi = du_an.cum.don_vi if du_an else cum.don_vi if cum else xa.tinh
    return NguoiBaoCao.objects.create(
        nguoi=user, don_vi=don_vi, vai_tro=vai_tro, du_an=du_an, cum=cum, xa=xa
    )


def tinh_mau() -> TinhMau:
    don_vi = DonViFactory(bo_ma="34", ma="80", ten_goi="Tây Ninh")
    xa_1 = XaFactory(tinh=don_vi, ten_goi="Một")
    xa_2 = XaFactory(tinh=don_vi, ten_goi="Hai")
    a, b, c = (CumFactory(don_vi=don_vi, ten=ten) for ten in "ABC")
    CumXaFactory(cum=a, xa=xa_1)
    CumXaFactory(cum=b, xa=xa_1)
    CumXaFactory(cum=c, xa=xa_2)
    CumXaFactory(cum=c, xa=xa_1, chu_tri=False)
    qh = QuyHoachFactory(don_vi=don_vi, ngay=date(2023, 1, 1), hieu_luc_tu=date(2023, 1, 1))
    for cum, ha in ((a, "50"), (b, "20"), (c, "75")):
        MucQuyHoachFactory(cum=cum, quy_hoach=qh, dien_tich=D(ha))
    VanBanFactory(cum=a, ngay=date(2020, 1, 1), dien_tich=D(50))
    VanBanFactory(cum=c, ngay=date(2026, 3, 1), dien_tich=D(75))
    VanBanFactory(cum=a, loai=LoaiVanBan.QHCT, ngay=date(2021, 1, 1), dien_tich=D(50))
    VanBanFactory(
        cum=a, loai=LoaiVanBan.DU_AN, ngay=date(2021, 6, 1), dien_tich=D(50),
        tong_muc_dau_tu=400_000_000_000,
    )  # fmt: skip
    CanDoiDatFactory(cum=a, ngay=date(2021, 1, 1), tong=D(50), cong_nghiep=D(30))
    GiaoChuDauTu.objects.create(cum=a, chu_dau_tu=ChuDauTuFactory(), tu_ngay=date(2020, 1, 1))
    a1, a2 = (DuAnFactory(cum=a, hoat_dong_tu=date(2022, 1, 1), vao_cum=date(2021, 7, 1))
              for _ in range(2))  # fmt: skip
    b1 = DuAnFactory(cum=b, vao_cum=date(2019, 1, 1), hoat_dong_tu=date(2019, 6, 1))
    for du_an, ha in ((a1, "5"), (a2, "7"), (b1, "3")):
        ThueDatFactory(du_an=du_an, dien_tich=D(ha), tu_ngay=date(2021, 7, 1))
    n = _nguoi(don_vi)
    giao(n.dn_1, du_an=a1)
    giao(n.dn_2, du_an=a2)
    giao(n.cdt, cum=a)
    giao(n.xa_1, xa=xa_1)
    giao(n.xa_2, xa=xa_2)
    tinh(a, b, c)
    ky = ky_bieu.mo_ky(nam=2026, loai="6t", by=n.cuc_phong)
    return TinhMau(don_vi, xa_1, xa_2, a, b, c, a1, a2, b1, ky, n)


def _nguoi(don_vi) -> Nguoi:
    bao_cao = [tai_khoan("ccn_bao_cao") for _ in range(5)]
    so = [
        tai_khoan(vai_tro, don_vi=don_vi)
        for vai_tro in ("so_chuyen_vien", "so_truong_phong", "so_lanh_dao")
    ]
    cuc = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=cuc, don_vi=don_vi, tu_ngay=date(2024, 1, 1))
    return Nguoi(*bao_cao, *so, cuc, tai_khoan("cuc_lanh_dao_phong"))


B01 = {"1": D("120.5"), "2": D("6.25"), "3": D(300), "4": D("9.5")}
B02 = {
    "1": D(400), "2": D(250), "3": D(25), "4": D(12), "5": D(40), "6": D(2), "7": D(0), "8": D(2),
    "9": D(15), "10": D("1.5"), "11": D(20), "12": D(11), "13": D(0), "14": D(0),
}  # fmt: skip


def bieu_01(t, du_an, by, **so) -> BieuNop:
    b = bieu_nop.lap(ky=t.ky, bieu="01", du_an=du_an, by=by)
    bieu_nop.luu(b, so=B01 | so, by=by)
    return b


def bieu_02(t, cum, by, **so) -> BieuNop:
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=cum, by=by)
    bieu_nop.luu(b, so=B02 | so, by=by)
    return b


def giai_trinh_het(b, by):
    """Explain every warning and every missing number."""
    kq = kiem(b)
    cac = {v.khoa for v in kq.vi_pham if v.muc == "C" or v.ma == "B00"}
    bieu_nop.luu(b, giai_trinh=dict.fromkeys(cac, "Đã kiểm tra, số liệu đúng."), by=by)


def gui(b, by):
    giai_trinh_het(b, by)
    return bieu_nop.gui(b, by=by)


def so(b) -> dict[str, Decimal | None]:
    return dict(b.cac_dong.values_list("ma_dong", "gia_tri"))


def dat(b, trang_thai="da_gui", **cac) -> BieuNop:
    """Set rows and state behind the doors' back: reports that no rule has looked at."""
    for ma, gia_tri in cac.items():
        b.cac_dong.filter(ma_dong=ma.lstrip("d").replace("_", ".")).update(gia_tri=gia_tri)
    BieuNop.objects.filter(pk=b.pk).update(
        trang_thai=trang_thai, gui_luc=timezone.now(), ngay_gui=date(2026, 6, 24)
    )
    return BieuNop.objects.select_related("ky").get(pk=b.pk)


def bao_het(t, *, bo_xa=()) -> BieuNop:
    """Both communes and the Sở report what the system filled in; Biểu 04 comes back."""
    for xa, nguoi in ((t.xa_1, t.n.xa_1), (t.xa_2, t.n.xa_2)):
        if xa not in bo_xa:
            dat(bieu_nop.lap(ky=t.ky, bieu="03", xa=xa, by=nguoi))
    return dat(bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv))


def cong_them(b, ma, so):
    """Move one row of a form by an amount."""
    dong = b.cac_dong.get(ma_dong=ma)
    dong.gia_tri = (dong.gia_tri or 0) + D(str(so))
    dong.save()
