"""Two new provinces, one of them out of two old ones, and đề án with a ledger, for B1–B9."""

from datetime import date

from cucctdp.donvi.choices import BoMa, MucDichPhanVung
from cucctdp.donvi.models import KeThua, PhanVung, Vung
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import TrangThaiDeAn as T
from khuyencong.models import NghiemThu
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.factories.khuyencong import (
    DeAnFactory,
    HopDongFactory,
    NoiDungDeAnFactory,
    ThuHuongFactory,
    but_toan,
)

TRIEU = 1_000_000
DU_TOI = (L.PHE_DUYET, L.GIAO, L.HOP_DONG, L.TAM_UNG, L.NGHIEM_THU, L.QUYET_TOAN)


def don_vi_moi(bo_ma, ma, ten):
    dau = date(2008, 8, 1) if bo_ma == BoMa.B63 else date(2025, 7, 1)
    return DonViFactory(bo_ma=bo_ma, ma=ma, ten_goi=ten, hieu_luc_tu=dau)


def dung_nuoc():
    """34:52 Gia Lai (= 63:64 + 63:52) and 34:66 Đắk Lắk (= 63:66) in MTTN; 34:04 Cao Bằng north."""
    gia_lai, dak_lak, cao_bang = (
        don_vi_moi(BoMa.B34, ma, ten)
        for ma, ten in (("52", "Gia Lai"), ("66", "Đắk Lắk"), ("04", "Cao Bằng"))
    )
    cu = {
        ma: don_vi_moi(BoMa.B63, ma, ten)
        for ma, ten in (
            ("64", "Gia Lai"),
            ("52", "Bình Định"),
            ("66", "Đắk Lắk"),
            ("04", "Cao Bằng"),
        )
    }
    for moi, ma in ((gia_lai, "64"), (gia_lai, "52"), (dak_lak, "66"), (cao_bang, "04")):
        KeThua.objects.create(
            cu=cu[ma], moi=moi, tu_ngay=date(2025, 7, 1), chinh_xac=True, can_cu="NQ 202/2025/QH15"
        )
    for bo, trung, bac in (
        (BoMa.B34, [gia_lai, dak_lak], [cao_bang]),
        (BoMa.B63, [cu["64"], cu["52"], cu["66"]], [cu["04"]]),
    ):
        phan_vung = PhanVung.objects.create(
            ma=f"kc-{bo}", ten="Ba miền", muc_dich=MucDichPhanVung.KHUYEN_CONG, bo_ma=bo,
            hieu_luc_tu=date(2014, 10, 21), can_cu="TT 26/2014/TT-BCT",
        )  # fmt: skip
        for so, (ma, cac) in enumerate((("BAC", bac), ("TRUNG-TN", trung)), 1):
            vung = Vung.objects.create(phan_vung=phan_vung, ma=ma, ten=ma.title(), thu_tu=so)
            for d in cac:
                vung.thanh_vien.create(don_vi=d, phan_vung=phan_vung, bo_ma=bo)
    return {"gia_lai": gia_lai, "dak_lak": dak_lak, "cao_bang": cao_bang, **cu}


def de_an_mau(don_vi, *, nguon="kcqg", ghi=DU_TOI, tien=100, doi_ung=0, nam=2026, nd="KT4", **khac):
    """A đề án with one activity, one establishment, one contract and these entries (triệu)."""
    de_an = DeAnFactory(
        don_vi=don_vi, nguon=nguon, nam=nam, tu_ngay=date(nam, 1, 1), den_ngay=date(nam, 12, 1),
        trang_thai=T.QUYET_TOAN, thuc_hien=ToChucFactory(loai="cuc", don_vi=None), **khac,
    )  # fmt: skip
    co_so = CoSoFactory(xa=XaFactory(tinh=don_vi or DonViFactory(ma="04")))
    dong = NoiDungDeAnFactory(de_an=de_an, noi_dung=nd, so_luong=2)
    thu_huong = ThuHuongFactory(noi_dung=dong, co_so=co_so, hieu_luc="hieu_luc")
    hop_dong = HopDongFactory(de_an=de_an)
    so = dict.fromkeys(ghi, tien) if not isinstance(ghi, dict) else ghi
    # Acceptance before the advance: only accepted volume may be paid above the first rate.
    for loai in sorted(so, key=_THU_TU.index):
        rieng = {"thu_huong": thu_huong} if loai in (L.PHE_DUYET, L.NGHIEM_THU) else {}
        if loai not in (L.DANG_KY, L.PHE_DUYET, L.GIAO):
            rieng["hop_dong"] = hop_dong
        but_toan(de_an, loai, so[loai] * TRIEU, nguon=nguon, **rieng)
        if doi_ung and loai in (L.PHE_DUYET, L.HOP_DONG, L.NGHIEM_THU):
            but_toan(de_an, loai, doi_ung * TRIEU, nguon="doi_ung", **rieng)
    return de_an, hop_dong, thu_huong


_THU_TU = (L.PHE_DUYET, L.GIAO, L.HOP_DONG, L.NGHIEM_THU, L.TAM_UNG, L.QUYET_TOAN)


def bien_ban(hop_dong, thu_huong, *, so_luong, ngay=date(2026, 5, 1), dat=True):
    return NghiemThu.objects.create(
        hop_dong=hop_dong, thu_huong=thu_huong, loai="5a", ngay=ngay, dia_diem="Xưởng",
        thanh_phan="Sở, trung tâm", ket_qua="Đạt", so_luong=so_luong, dat=dat,
    )  # fmt: skip
