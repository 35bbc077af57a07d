"""Section on estimates of the Cục for missing provinces: apart from every total, signed «ub»."""

from __future__ import annotations

from decimal import Decimal

from baocao.briefings.khung import BanThao, Phan
from baocao.statistics.uoc_cuc import DAU, SoBoSung, bo_sung
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

CHU_GIAI = (
    f"“{DAU}”: số ước bổ sung của Cục, không phải số của Sở, không cộng vào các tổng khác của bản "
    "tin và không công bố là số của địa phương."
)


KHONG_TINH = "không tính được"


def dung(ban: BanThao) -> Phan | None:
    """The section; None when the Cục estimated nothing for this run."""
    cac = bo_sung(ban.so_lieu.lan)
    if not cac:
        return None
    phan = Phan("Số ước bổ sung của Cục cho địa phương chưa có số liệu")
    viet = ban.viet()
    viet.cau(
        "Ước bổ sung",
        "Cục ước bổ sung {n} số của {tinh} địa phương chưa có số được tiếp nhận, để tham khảo quy "
        "mô cả nước. Các phần khác của bản tin không dùng các số này.",
        n=sum(len(c.cac_uoc) for c in cac),
        tinh=len({u.don_vi_id for c in cac for u in c.cac_uoc}),
    )
    phan.doan(viet)
    phan.bang(
        ban.bang(
            "Tổng kể cả số ước bổ sung của Cục",
            (
                Cot("Chỉ tiêu", kieu="chu", rong=50),
                Cot("ĐVT", kieu="stt", rong=18),
                Cot("Tổng đã có", rong=26),
                Cot("Số địa phương", kieu="stt", rong=17),
                Cot(f"Ước bổ sung ({DAU})", rong=26),
                Cot(f"Tổng kể cả ước ({DAU})", rong=28),
            ),
            [_hang(ban, c) for c in cac],
            nguon=" ".join([CHU_GIAI, *dict.fromkeys(c.vi_sao for c in cac if c.vi_sao)]),
            giu_het=True,
        )
    )
    phan.bang(
        ban.bang(
            "Cách tính các số ước bổ sung",
            (
                Cot("Tỉnh, thành phố", kieu="chu", rong=26),
                Cot("Ô", kieu="stt", rong=24),
                Cot(f"Số ước ({DAU})", kieu="chu", rong=27),
                Cot("Cách tính", kieu="chu", rong=50),
                Cot("Lý do", kieu="chu", rong=38),
            ),
            [
                Hang(
                    (
                        u.don_vi.ten_goi,
                        f"{u.bieu} {u.chi_tieu}.{u.cot}",
                        f"{_so(ban, u.chi_tieu, u.gia_tri)} {DAU}",
                        u.dien_giai,
                        u.ly_do,
                    )
                )
                for c in cac
                for u in c.cac_uoc
            ],
            nguon="Lớp số ước bổ sung của Cục.",
        )
    )
    return phan


def _hang(ban: BanThao, c: SoBoSung) -> Hang:
    ct = ban.so_lieu.chi_tieu.get(c.chi_tieu)
    con = f" (còn thiếu {c.con_thieu})" if c.con_thieu else ""
    return Hang(
        (
            f"{ct.ten if ct else c.chi_tieu} ({c.cot})",
            ct.dvt if ct else "",
            None if c.gia_tri is None else _so(ban, c.chi_tieu, c.gia_tri),
            f"{c.so_co}+{len(c.cac_uoc)}/{c.so_tong}{con}",
            f"{_so(ban, c.chi_tieu, c.uoc)} {DAU}",
            KHONG_TINH if c.ca_uoc is None else f"{_so(ban, c.chi_tieu, c.ca_uoc)} {DAU}",
        )
    )


def _so(ban: BanThao, chi_tieu: str, so: Decimal) -> str:
    ct = ban.so_lieu.chi_tieu.get(chi_tieu)
    return dinh_dang(so, min(ct.so_le, 2) if ct else 2)
