"""Section on exports and imports: regions, the ten largest provinces, groups of goods."""

from __future__ import annotations

from decimal import Decimal

from baocao.briefings.cau import chu_ngu, phan_tram, tang_giam, tien
from baocao.briefings.cong_bo import doi_chieu, nguon_co_cong_bo
from baocao.briefings.cong_nghiep import xep_tinh
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import PhamVi
from baocao.briefings.thuong_mai import cot_bo_a, o_bo_a, ten
from cucctdp.charts import Thanh, thanh_ngang
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

_USD = ("triệu USD", "tỷ USD")
_NHOM = ("XK21", "XK22", "XK23", "XK24", "XK11", "XK12", "XK13")
SO_LON_NHAT = 10


def dung(ban: BanThao) -> Phan:
    """The section."""
    so_lieu = ban.so_lieu
    ca_nuoc = so_lieu.ca_nuoc
    phan = Phan("Xuất khẩu, nhập khẩu")
    viet = ban.viet()
    for ma, viec in (("XK00", "xuất khẩu"), ("NK00", "nhập khẩu")):
        viet.cau(
            f"Kim ngạch {viec}",
            "Kim ngạch " + viec + " hàng hóa của {ai} lũy kế {ky} ước đạt {gia}, {tang} so với "
            "cùng kỳ năm trước.",
            ai=chu_ngu(so_lieu, ma, "A4"),
            ky=so_lieu.ky.ten,
            gia=tien(so_lieu.so(ca_nuoc, ma, "A4"), *_USD),
            tang=tang_giam(so_lieu.so(ca_nuoc, ma, "A8")),
        )
        doi_chieu(so_lieu, viet, ma, *_USD)
    viet.cau(
        "Xuất khẩu so kế hoạch",
        "Xuất khẩu đạt {dat} kế hoạch năm của các địa phương có giao kế hoạch.",
        dat=phan_tram(so_lieu.so(ca_nuoc, "XK00", "A9")),
    )
    can_can = so_lieu.so(ca_nuoc, "XN01", "A4")
    if can_can is not None and can_can.gia_tri is not None:
        viet.cau(
            "Cán cân",
            "Cán cân (xuất khẩu trừ nhập khẩu) theo báo cáo của các Sở: {gia}.",
            gia=tien(can_can, *_USD),
        )
    else:
        ban.bo_qua.append("Cán cân thương mại")
    viet.cau(
        "Phạm vi số liệu xuất nhập khẩu",
        "Tổng của các Sở không trùng với số của cơ quan Hải quan: nơi làm thủ tục và nơi doanh "
        "nghiệp đăng ký có thể khác nhau.",
    )
    phan.doan(viet)
    _theo_vung(ban, phan)
    _lon_nhat(ban, phan)
    phan.bang(
        ban.bang(
            "Xuất khẩu theo nhóm hàng và khu vực kinh tế",
            (Cot("Nhóm", kieu="chu", rong=50), *cot_bo_a("triệu USD")),
            [
                Hang(
                    (so_lieu.nhan(ca_nuoc, "XK00", "A4"), *o_bo_a(so_lieu, ca_nuoc, "XK00", 1)),
                    "tong",
                ),
                Hang(("Theo nhóm hàng",), "nhom"),
                *(Hang((ten(so_lieu, m), *o_bo_a(so_lieu, ca_nuoc, m, 1))) for m in _NHOM[:4]),
                Hang(("Theo khu vực kinh tế",), "nhom"),
                *(Hang((ten(so_lieu, m), *o_bo_a(so_lieu, ca_nuoc, m, 1))) for m in _NHOM[4:]),
            ],
            o=[("XK00", "A4")],
        )
    )
    return phan


def _theo_vung(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu

    def o(noi: PhamVi) -> tuple[object, ...]:
        return (
            so_lieu.o(noi, "XK00", "A4", 1),
            so_lieu.o(noi, "XK00", "A8", 1, tru_100=True, dau=True),
            so_lieu.o(noi, "XK00", "A9", 1),
            so_lieu.o(noi, "NK00", "A4", 1),
            so_lieu.o(noi, "NK00", "A8", 1, tru_100=True, dau=True),
            so_lieu.o(noi, "XN01", "A4", 1),
        )

    phan.bang(
        ban.bang(
            "Xuất khẩu, nhập khẩu, cán cân lũy kế theo vùng",
            (
                Cot("Vùng", kieu="chu", rong=48),
                Cot("Lũy kế", "triệu USD", nhom="Xuất khẩu"),
                Cot("So cùng kỳ", "%", nhom="Xuất khẩu"),
                Cot("So kế hoạch", "%", nhom="Xuất khẩu"),
                Cot("Lũy kế", "triệu USD", nhom="Nhập khẩu"),
                Cot("So cùng kỳ", "%", nhom="Nhập khẩu"),
                Cot("Cán cân", "triệu USD"),
            ),
            [
                Hang((so_lieu.nhan(n, "XK00", "A4"), *o(n)), kieu)
                for n, kieu in (
                    (so_lieu.ca_nuoc, "tong"),
                    *((v, "") for v in so_lieu.cac_vung),
                )
            ],
            nguon=nguon_co_cong_bo(
                so_lieu, ("XK00", "A4"), ("XK00", "A8"), ("NK00", "A4"), ("NK00", "A8")
            ),
        )
    )


def _lon_nhat(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    xep = xep_tinh(so_lieu, "XK00", "A4")[:SO_LON_NHAT]
    if not xep:
        ban.bo_qua.append("Mười địa phương xuất khẩu lớn nhất")
        return
    tong = so_lieu.gia(so_lieu.ca_nuoc, "XK00", "A4")
    phan.bang(
        ban.bang(
            f"{len(xep)} địa phương có kim ngạch xuất khẩu lớn nhất",
            (
                Cot("TT", kieu="stt", rong=10),
                Cot("Tỉnh, thành phố", kieu="chu"),
                Cot("Xuất khẩu lũy kế", "triệu USD"),
                Cot("Tỷ trọng trong tổng đã có", "%"),
                Cot("So cùng kỳ", "%"),
                Cot("So kế hoạch năm", "%"),
                Cot("Nhập khẩu lũy kế", "triệu USD"),
            ),
            [
                Hang(
                    (
                        str(k),
                        t.ten,
                        so_lieu.o(t, "XK00", "A4", 1),
                        _ty_trong(so_lieu.gia(t, "XK00", "A4"), tong),
                        so_lieu.o(t, "XK00", "A8", 1, tru_100=True, dau=True),
                        so_lieu.o(t, "XK00", "A9", 1),
                        so_lieu.o(t, "NK00", "A4", 1),
                    )
                )
                for k, t in enumerate(xep, 1)
            ],
            o=[("XK00", "A4")],
        )
    )
    phan.hinh(
        thanh_ngang(
            [Thanh(so_lieu.nhan_hinh(t, "XK00", "A4"), so_lieu.gia(t, "XK00", "A4")) for t in xep],
            tieu_de=ban.ten_hinh(
                f"{len(xep)} địa phương xuất khẩu lớn nhất, lũy kế {so_lieu.ky.ten}"
            ),
            don_vi="triệu USD",
            so_le=0,
        ),
        so_lieu.chu_giai_hinh(xep, ("XK00", "A4")),
    )


def _ty_trong(phan: Decimal | None, tong: Decimal | None) -> str | None:
    if phan is None or not tong:
        return None
    return dinh_dang(phan / tong * 100, 1)
