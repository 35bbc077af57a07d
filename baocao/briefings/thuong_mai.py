"""Section on domestic trade: retail by component, region and province."""

from __future__ import annotations

from decimal import Decimal

from baocao.briefings.cau import chu_ngu, phan_tram, tang_giam, tien
from baocao.briefings.cong_bo import doi_chieu, nguon_co_cong_bo
from baocao.briefings.cong_nghiep import ke, xep_tinh
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import PhamVi, SoLieuLan
from cucctdp.charts import CotChong, cot_chong
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang

TONG = "BL00"
THANH_PHAN = ("BL10", "BL20", "BL30", "BL40")
_NGHIN = 1000


def dung(ban: BanThao) -> Phan:
    """The section."""
    so_lieu = ban.so_lieu
    phan = Phan("Thương mại trong nước")
    viet = ban.viet()
    ca_nuoc = so_lieu.ca_nuoc
    viet.cau(
        "Bán lẻ: tổng mức",
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng của {ai} lũy kế {ky} ước đạt "
        "{gia}, {tang} so với cùng kỳ năm trước.",
        ai=chu_ngu(so_lieu, TONG, "A4"),
        ky=so_lieu.ky.ten,
        gia=tien(so_lieu.so(ca_nuoc, TONG, "A4"), "tỷ đồng", "nghìn tỷ đồng"),
        tang=tang_giam(so_lieu.so(ca_nuoc, TONG, "A8")),
    )
    viet.cau(
        "Bán lẻ: so kế hoạch",
        "So với kế hoạch năm của các địa phương có giao kế hoạch, đạt {dat}.",
        dat=phan_tram(so_lieu.so(ca_nuoc, TONG, "A9")),
    )
    doi_chieu(so_lieu, viet, TONG, "tỷ đồng", "nghìn tỷ đồng")
    xep = xep_tinh(so_lieu, TONG, "A8")
    if len(xep) >= 5:
        viet.cau(
            "Bán lẻ: tăng cao nhất", "Tăng cao nhất: {ds}.", ds=ke(so_lieu, xep[:5], TONG, "A8")
        )
        viet.cau(
            "Bán lẻ: thấp nhất",
            "Thấp nhất: {ds}.",
            ds=ke(so_lieu, xep[::-1][:5], TONG, "A8"),
        )
    else:
        ban.bo_qua.append("Bán lẻ: tăng cao nhất, thấp nhất")
    phan.doan(viet)
    phan.bang(
        ban.bang(
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng theo thành phần",
            (
                Cot("Thành phần", kieu="chu", rong=50),
                *cot_bo_a("tỷ đồng"),
            ),
            [
                Hang(
                    (
                        so_lieu.nhan(ca_nuoc, ma, "A4") if ma == TONG else ten(so_lieu, ma),
                        *o_bo_a(so_lieu, ca_nuoc, ma, 1),
                    ),
                    "tong" if ma == TONG else "",
                )
                for ma in (TONG, *THANH_PHAN)
            ],
            nguon=nguon_co_cong_bo(so_lieu, (TONG, "A4"), (TONG, "A8")),
        )
    )
    _hinh(ban, phan)
    phan.bang(bang_vung_tinh(ban, TONG, "Tổng mức bán lẻ và doanh thu dịch vụ", "tỷ đồng"))
    return phan


def ten(so_lieu: SoLieuLan, ma: str) -> str:
    """Printed name of a row."""
    return so_lieu.chi_tieu[ma].ten if ma in so_lieu.chi_tieu else ma


def cot_bo_a(don_vi: str) -> tuple[Cot, ...]:
    """Columns of a flow: period, cumulative, growth of both, share of the plan."""
    return (
        Cot("Kỳ này", don_vi),
        Cot("Lũy kế", don_vi),
        Cot("Kỳ này", "%", nhom="Tăng, giảm so cùng kỳ"),
        Cot("Lũy kế", "%", nhom="Tăng, giảm so cùng kỳ"),
        Cot("So kế hoạch năm", "%"),
    )


def o_bo_a(so_lieu: SoLieuLan, noi: PhamVi, ma: str, so_le: int) -> tuple[object, ...]:
    """Cells under ``cot_bo_a``."""
    return (
        so_lieu.o(noi, ma, "A3", so_le),
        so_lieu.o(noi, ma, "A4", so_le),
        so_lieu.o(noi, ma, "A7", 1, tru_100=True, dau=True),
        so_lieu.o(noi, ma, "A8", 1, tru_100=True, dau=True),
        so_lieu.o(noi, ma, "A9", 1),
    )


def bang_vung_tinh(ban: BanThao, ma: str, tieu_de: str, don_vi: str) -> BangSoLieu | None:
    """One flow indicator: total, regions in bold, provinces beneath."""
    so_lieu = ban.so_lieu
    hang = [
        Hang(
            (so_lieu.nhan(so_lieu.ca_nuoc, ma, "A4"), *o_bo_a(so_lieu, so_lieu.ca_nuoc, ma, 1)),
            "tong",
        )
    ]
    for vung, cac_tinh in so_lieu.tinh_theo_vung:
        hang.append(Hang((so_lieu.nhan(vung, ma, "A4"), *o_bo_a(so_lieu, vung, ma, 1)), "tong"))
        hang += [Hang((t.ten, *o_bo_a(so_lieu, t, ma, 1))) for t in cac_tinh]
    return ban.bang(
        f"{tieu_de} theo vùng và địa phương",
        (Cot("Vùng, tỉnh, thành phố", kieu="chu", rong=50), *cot_bo_a(don_vi)),
        hang,
        o=[(ma, "A4")],
    )


def _hinh(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    cot = []
    so_sanh = [so_lieu.so(so_lieu.ca_nuoc, ma, "A8") for ma in THANH_PHAN]
    # The two sides of the ratio: the same units in both columns.
    for ten_ky, gia in (
        (so_lieu.ky.cung_ky().ten, [s.mau_so if s else None for s in so_sanh]),
        (so_lieu.ky.ten, [s.tu_so if s else None for s in so_sanh]),
    ):
        cot.append(CotChong(ten_ky, tuple(_nghin(v) for v in gia)))
    if all(v is None for c in cot for v in c.gia_tri):
        ban.bo_qua.append("Hình tổng mức bán lẻ theo thành phần")
        return
    phan.hinh(
        cot_chong(
            cot,
            thanh_phan=[ten(so_lieu, ma) for ma in THANH_PHAN],
            tieu_de=ban.ten_hinh("Tổng mức bán lẻ và doanh thu dịch vụ lũy kế so với cùng kỳ"),
            don_vi="nghìn tỷ đồng",
        ),
        so_lieu.chu_giai_hinh(
            [so_lieu.ca_nuoc], *((ma, cot) for ma in THANH_PHAN for cot in ("A4", "A6", "A8"))
        ),
    )


def _nghin(v: Decimal | None) -> Decimal | None:
    return None if v is None or v < 0 else v / _NGHIN
