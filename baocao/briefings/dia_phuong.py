"""Section on local industry: industrial clusters (Biểu 04 of TT 14/2024/TT-BCT), khuyến công."""

from __future__ import annotations

from baocao.briefings.cau import chu_ngu, phan_tram, so_dem, tang_giam, tien
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import PhamVi, So
from cucctdp.charts import Thanh, thanh_ngang
from cucctdp.pdf.bang import Cot, Hang

_TY_DONG = ("triệu đồng", "tỷ đồng")


def dung(ban: BanThao) -> Phan:
    """The section."""
    phan = Phan("Phát triển công nghiệp địa phương")
    phan.muc("1. Cụm công nghiệp")
    _cum(ban, phan)
    phan.muc("2. Khuyến công")
    _khuyen_cong(ban, phan)
    return phan


def _cum(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    ca_nuoc = so_lieu.ca_nuoc
    viet = ban.viet()
    viet.cau(
        "CCN: thành lập, hoạt động",
        "Đến ngày {den}, {ai} có {lap} cụm công nghiệp đã thành lập, {chay} cụm đã hoạt động.",
        den=f"{so_lieu.lan.ky.den_ngay:%d/%m/%Y}",
        ai=chu_ngu(so_lieu, "CC03", "C5"),
        lap=so_dem(so_lieu.so(ca_nuoc, "CC03", "C5")),
        chay=so_dem(so_lieu.so(ca_nuoc, "CC15", "C5")),
    )
    viet.cau(
        "CCN: tỷ lệ lấp đầy",
        "Các cụm đã hoạt động có {dat} ha đất công nghiệp, đã cho thuê {thue} ha, tỷ lệ lấp đầy "
        "bình quân {ty_le}.",
        dat=so_dem(so_lieu.so(ca_nuoc, "CC17", "C5"), 1),
        thue=so_dem(so_lieu.so(ca_nuoc, "CC18", "C5"), 1),
        ty_le=phan_tram(so_lieu.so(ca_nuoc, "CC19", "C5")),
    )
    viet.cau(
        "CCN: dự án, lao động",
        "Trong các cụm có {du_an} dự án đầu tư sản xuất kinh doanh, {lao_dong} lao động có hợp "
        "đồng.",
        du_an=so_dem(so_lieu.so(ca_nuoc, "CC20", "C5")),
        lao_dong=so_dem(so_lieu.so(ca_nuoc, "CC25", "C5")),
    )
    phan.doan(viet)
    dong = [
        c
        for c in so_lieu.chi_tieu.values()
        if c.bieu_mau.ma == "Q07" and c.dung_o_ky(so_lieu.lan.ky.loai)
    ]
    phan.bang(
        ban.bang(
            "Tình hình cụm công nghiệp (Biểu số 04, Thông tư 14/2024/TT-BCT)",
            (
                Cot("TT", kieu="stt", rong=11),
                Cot("Chỉ tiêu", kieu="chu", rong=52),
                Cot("ĐVT", kieu="chu", rong=15),
                Cot("Kết quả"),
                Cot("Cùng thời điểm năm trước"),
                Cot("So sánh", "%", rong=15),
                Cot("Số địa phương có số", rong=16),
            ),
            [
                Hang(
                    (
                        c.stt,
                        c.ten,
                        c.dvt,
                        so_lieu.o(ca_nuoc, c.ma, "C5", min(c.so_le, 2)),
                        so_lieu.mau(ca_nuoc, c.ma, "C7", min(c.so_le, 2)),
                        so_lieu.o(ca_nuoc, c.ma, "C7", 1),
                        do_phu(so_lieu.so(ca_nuoc, c.ma, "C5")),
                    )
                )
                for c in dong
            ],
            o=[("CC03", "C5"), ("CC17", "C5"), ("CC18", "C5")],
        )
    )
    _lap_day(ban, phan)


def _lap_day(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu

    def hang(noi: PhamVi, kieu: str) -> Hang:
        return Hang(
            (
                so_lieu.nhan(noi, "CC19", "C5"),
                so_lieu.o(noi, "CC03", "C5", 0),
                so_lieu.o(noi, "CC15", "C5", 0),
                so_lieu.o(noi, "CC18", "C5", 2),
                so_lieu.o(noi, "CC17", "C5", 2),
                so_lieu.o(noi, "CC19", "C5", 1),
            ),
            "tong" if kieu else "",
        )

    phan.bang(
        ban.bang(
            "Tỷ lệ lấp đầy các cụm công nghiệp đã hoạt động theo vùng",
            (
                Cot("Vùng", kieu="chu", rong=55),
                Cot("Đã thành lập", "cụm"),
                Cot("Đã hoạt động", "cụm"),
                Cot("Đất đã cho thuê (tử số)", "ha"),
                Cot("Đất công nghiệp (mẫu số)", "ha"),
                Cot("Tỷ lệ lấp đầy", "%"),
            ),
            [hang(so_lieu.ca_nuoc, "tong"), *(hang(v, "") for v in so_lieu.cac_vung)],
            o=[("CC19", "C5")],
        )
    )
    if any(so_lieu.gia(v, "CC19", "C5") is not None for v in so_lieu.cac_vung):
        phan.hinh(
            thanh_ngang(
                [
                    Thanh(so_lieu.nhan_hinh(v, "CC19", "C5"), so_lieu.gia(v, "CC19", "C5"))
                    for v in so_lieu.cac_vung
                ],
                tieu_de=ban.ten_hinh("Tỷ lệ lấp đầy các cụm công nghiệp đã hoạt động theo vùng"),
                don_vi="%",
            ),
            so_lieu.chu_giai_hinh(so_lieu.cac_vung, ("CC19", "C5")),
        )
    else:
        ban.bo_qua.append("Hình tỷ lệ lấp đầy cụm công nghiệp theo vùng")


def _khuyen_cong(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    ca_nuoc = so_lieu.ca_nuoc
    viet = ban.viet()
    viet.cau(
        "Khuyến công: kinh phí thực hiện",
        "Kinh phí khuyến công thực hiện lũy kế {ky} của {ai} là {gia}, {tang} so với cùng kỳ.",
        ky=so_lieu.ky.ten,
        ai=chu_ngu(so_lieu, "KC10", "A4"),
        gia=tien(so_lieu.so(ca_nuoc, "KC10", "A4"), *_TY_DONG),
        tang=tang_giam(so_lieu.so(ca_nuoc, "KC10", "A8")),
    )
    viet.cau(
        "Khuyến công: so kế hoạch",
        "So với kế hoạch năm đạt {dat}.",
        dat=phan_tram(so_lieu.so(ca_nuoc, "KC10", "A9")),
    )
    viet.cau(
        "Khuyến công: đề án",
        "Có {giao} đề án được giao, {ky_hd} đã ký hợp đồng, {xong} hoàn thành.",
        giao=so_dem(so_lieu.so(ca_nuoc, "KC20a", "A4")),
        ky_hd=so_dem(so_lieu.so(ca_nuoc, "KC20b", "A4")),
        xong=so_dem(so_lieu.so(ca_nuoc, "KC20c", "A4")),
    )
    phan.doan(viet)
    dong = [c for c in so_lieu.chi_tieu.values() if c.bieu_mau.ma == "Q08" and c.la_so]
    hang, muc = [], ""
    for c in dong:
        if c.muc != muc:
            muc = c.muc
            hang.append(Hang((muc,), "nhom"))
        hang.append(
            Hang(
                (
                    c.stt,
                    c.ten,
                    c.dvt,
                    so_lieu.mau(ca_nuoc, c.ma, "A9", _so_le(c.so_le)),
                    so_lieu.o(ca_nuoc, c.ma, "A3", _so_le(c.so_le)),
                    so_lieu.o(ca_nuoc, c.ma, "A4", _so_le(c.so_le)),
                    so_lieu.o(ca_nuoc, c.ma, "A8", 1, tru_100=True, dau=True),
                    so_lieu.o(ca_nuoc, c.ma, "A9", 1),
                )
            )
        )
    phan.bang(
        ban.bang(
            f"Kết quả khuyến công ({so_lieu.nhan(ca_nuoc, 'KC10', 'A4').lower()})",
            (
                Cot("TT", kieu="stt", rong=9),
                Cot("Chỉ tiêu", kieu="chu", rong=40),
                Cot("ĐVT", kieu="chu", rong=22),
                Cot("Kế hoạch năm"),
                Cot("Kỳ này"),
                Cot("Lũy kế"),
                Cot("Lũy kế so cùng kỳ", "%", rong=15),
                Cot("So kế hoạch", "%", rong=15),
            ),
            hang,
            o=[("KC10", "A4")],
        )
    )
    if any(so_lieu.gia(v, "KC10", "A9") is not None for v in so_lieu.cac_vung):
        phan.hinh(
            thanh_ngang(
                [
                    Thanh(so_lieu.nhan_hinh(v, "KC10", "A9"), so_lieu.gia(v, "KC10", "A9"))
                    for v in so_lieu.cac_vung
                ],
                tieu_de=ban.ten_hinh("Kinh phí khuyến công thực hiện lũy kế so kế hoạch năm"),
                don_vi="%",
            ),
            so_lieu.chu_giai_hinh(so_lieu.cac_vung, ("KC10", "A9")),
        )


def do_phu(so: So | None) -> str | None:
    """«32/34», None when nobody has it."""
    return None if so is None or not so.so_co else f"{so.so_co}/{so.so_tong}"


def _so_le(so_le: int) -> int:
    return min(so_le, 1)
