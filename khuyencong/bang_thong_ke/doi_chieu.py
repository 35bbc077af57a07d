"""Derived indicators and published figures as tables, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import KHONG_AP_DUNG, Cot
from khuyencong.bang_thong_ke.kieu import BangCon, HangXem, Lien, O, phan
from khuyencong.models import SoCongBo
from khuyencong.statistics import DongDoiChieu, TyLe

TEN_CHI_SO = {
    "giai_ngan": "Tỷ lệ giải ngân kinh phí khuyến công",
    "huy_dong": "Đối ứng huy động trên một đồng khuyến công",
    "binh_quan_co_so": "Hỗ trợ bình quân một cơ sở",
    "viec_lam_moi": "Lao động tăng thêm trên một tỷ đồng hỗ trợ",
}
# Units of numerator and denominator.
_DON_VI = {
    "giai_ngan": ("đồng", "đồng"),
    "huy_dong": ("đồng", "đồng"),
    "binh_quan_co_so": ("đồng", "cơ sở"),
    "viec_lam_moi": ("lao động", "tỷ đồng"),
}
_MUC = {SoCongBo.Muc.HON.value: "hơn ", SoCongBo.Muc.KHOANG.value: "khoảng "}
_TU_HO_SO = "Hồ sơ đề án, sổ cái kinh phí"
_KHONG_TINH = "Chỉ tiêu này không tính được từ hồ sơ đề án đúng như nguồn nêu."


def doi_chieu(
    chi_so: Mapping[str, TyLe], cac_dong: Sequence[DongDoiChieu], lien: Lien, *, gon: bool = False
) -> tuple[BangCon, ...]:
    """Two tables: what is derived from B1 and B4, what was published beside the records.

    ``gon``: the source by its host, for page and paper; a workbook has the whole address.
    """
    return _chi_so(chi_so), _cong_bo(cac_dong, gon=gon)


def _chi_so(chi_so: Mapping[str, TyLe]) -> BangCon:
    cot = (
        Cot("Chỉ số", kieu="chu", rong=44),
        Cot("Giá trị", so_le=2),
        Cot("Đơn vị tính", kieu="chu", rong=24),
        Cot("Tử số", kieu="chu", rong=52),
        Cot("Mẫu số", kieu="chu", rong=52),
        Cot("Nguồn", kieu="chu", rong=30),
    )

    def ve(ten: str, so: Decimal | None, don_vi: str) -> O:
        return O(f"{ten}: {'chưa có số liệu' if so is None else f'{dinh_dang(so)} {don_vi}'}")

    hang = tuple(
        HangXem(
            (
                O(TEN_CHI_SO[ma]),
                phan(t),
                O(t.don_vi_tinh),
                ve(t.ten_tu_so, t.tu_so, _DON_VI[ma][0]),
                ve(t.ten_mau_so, t.mau_so, _DON_VI[ma][1]),
                O(_TU_HO_SO),
            )
        )
        for ma, t in chi_so.items()
    )
    return BangCon(cot, hang, "Chỉ số dẫn xuất từ B1, B4")


def _cong_bo(cac_dong: Sequence[DongDoiChieu], *, gon: bool) -> BangCon:
    cot = (
        Cot("Địa phương", kieu="chu", rong=20),
        Cot("Kỳ", kieu="stt", rong=22),
        Cot("Loại", kieu="chu", rong=16),
        Cot("Chỉ tiêu", kieu="chu", rong=42),
        Cot("Đơn vị tính", kieu="chu", rong=16),
        Cot("Mức", kieu="chu", rong=14),
        Cot("Số công bố"),
        Cot("Số từ hồ sơ"),
        Cot("Hồ sơ trừ công bố", dau=True),
        Cot("Số từ hồ sơ là", kieu="chu", rong=20),
        Cot("Nguồn công bố", kieu="chu", rong=26 if gon else 80),
        Cot("Đối chiếu văn bản", kieu="chu", rong=20),
    )

    def dong(d: DongDoiChieu) -> HangXem:
        khong = O(KHONG_AP_DUNG, _KHONG_TINH)
        nguon = (urlsplit(d.nguon_tin).netloc or d.nguon_tin) if gon else d.nguon_tin
        web = d.nguon_tin.startswith(("https://", "http://"))
        return HangXem(
            (
                O(d.ten_don_vi),
                O(d.ky),
                O(d.loai),
                O(d.chi_tieu),
                O(d.don_vi_tinh),
                O(_MUC.get(d.muc, "").strip()),
                O(d.so.normalize() if d.so else d.so),
                O(d.so_ho_so) if d.tinh_duoc else khong,
                O(d.chenh) if d.tinh_duoc else khong,
                O(d.la_so),
                O(nguon, duong=d.nguon_tin if web else ""),
                O("cần xác minh" if d.can_xac_minh else "đã đối chiếu"),
            )
        )

    return BangCon(
        cot, tuple(dong(d) for d in cac_dong), "Số đã công bố của địa phương, cạnh số từ hồ sơ"
    )
