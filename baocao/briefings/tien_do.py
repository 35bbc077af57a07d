"""Section on progress against the year's targets: share of plan, standard progress, deviation."""

from __future__ import annotations

from baocao.briefings.cau import phan_tram
from baocao.briefings.khung import (
    BanThao,
    Phan,
    cac_muc,
    do_lech,
    muc_tien_do,
    tien_do_chuan,
)
from baocao.briefings.so_lieu import PhamVi
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

CHI_TIEU = (("BL00", "Bán lẻ, dịch vụ"), ("XK00", "Xuất khẩu"), ("KC10", "Khuyến công"))


def dung(ban: BanThao) -> Phan:
    """The section."""
    so_lieu = ban.so_lieu
    chuan = tien_do_chuan(so_lieu.ky)
    phan = Phan("Tiến độ so với mục tiêu năm")
    viet = ban.viet()
    viet.cau(
        "Tiến độ chuẩn",
        "Tiến độ chuẩn đến hết {ky} là {chuan}% ({n}/12 tháng). Độ lệch là thực hiện so kế hoạch "
        "năm trừ tiến độ chuẩn.",
        ky=so_lieu.ky.ten,
        chuan=dinh_dang(chuan, 1),
        n=so_lieu.ky.so_thang,
    )
    for ma, ten in CHI_TIEU:
        lech = do_lech(so_lieu, so_lieu.ca_nuoc, ma)
        viet.cau(
            f"Tiến độ: {ten}",
            "{ten}: đạt {dat} kế hoạch năm, độ lệch {lech} điểm %, mức {muc}.",
            ten=ten,
            dat=phan_tram(so_lieu.so(so_lieu.ca_nuoc, ma, "A9")),
            lech=None if lech is None else dinh_dang(lech, 1, dau=True),
            muc=None if lech is None else muc_tien_do(lech),
        )
        dem = _dem_muc(ban, ma)
        if dem:
            viet.cau(f"Số địa phương theo mức: {ten}", "{dem}.", dem=dem)
    if not any(
        so_lieu.gia(noi, ma, "A9") is not None
        for noi in (so_lieu.ca_nuoc, *so_lieu.cac_tinh)
        for ma, _ in CHI_TIEU
    ):
        ban.bo_qua.append("Bảng tiến độ so kế hoạch năm (chưa có kế hoạch năm)")
        phan.doan("Hệ thống chưa có kế hoạch năm của các địa phương nên chưa đánh giá tiến độ.")
        return phan
    phan.doan(viet)
    cot = [Cot("Tỉnh, thành phố", kieu="chu", rong=30)]
    for _, ten in CHI_TIEU:
        cot += [
            Cot("So KH năm", "%", nhom=ten, rong=13),
            Cot("Độ lệch", "điểm %", nhom=ten, rong=13),
            Cot("Mức", nhom=ten, kieu="chu", rong=19),
        ]
    phan.bang(
        ban.bang(
            f"Tiến độ so kế hoạch năm của {len(so_lieu.cac_tinh)} địa phương "
            f"(tiến độ chuẩn {dinh_dang(chuan, 1)}%)",
            cot,
            [
                _hang(ban, so_lieu.ca_nuoc, "tong"),
                *(_hang(ban, t, "") for t in so_lieu.cac_tinh),
            ],
            o=[(ma, "A9") for ma, _ in CHI_TIEU],
        )
    )
    return phan


def _hang(ban: BanThao, noi: PhamVi, kieu: str) -> Hang:
    so_lieu = ban.so_lieu
    o: list[object] = [so_lieu.nhan(noi, "BL00", "A9") if kieu else noi.ten]
    for ma, _ in CHI_TIEU:
        lech = do_lech(so_lieu, noi, ma)
        o += [
            so_lieu.o(noi, ma, "A9", 1),
            None if lech is None else dinh_dang(lech, 1, dau=True),
            None if lech is None else muc_tien_do(lech).replace(" ", "\N{NO-BREAK SPACE}"),
        ]
    return Hang(tuple(o), "tong" if kieu else "")


def _dem_muc(ban: BanThao, ma: str) -> str:
    """«Trong đó 20 địa phương ở mức An toàn, …»; "" when no province has a plan."""
    muc = [
        muc_tien_do(lech)
        for t in ban.so_lieu.cac_tinh
        if (lech := do_lech(ban.so_lieu, t, ma)) is not None
    ]
    if len(muc) > 1 and len(set(muc)) == 1:
        return f"Cả {len(muc)} địa phương có kế hoạch đều ở mức {muc[0]}"
    cac = [f"{muc.count(m)} địa phương ở mức {m}" for m in cac_muc() if m in muc]
    return f"Trong đó {', '.join(cac)}" if cac else ""
