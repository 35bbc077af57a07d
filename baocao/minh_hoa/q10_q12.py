"""Forms Q10 (energy), Q11 (registers) and Q12 (assessment): figures, lists and sentences."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.choices import NguonGoc, TrangThaiO
from baocao.minh_hoa.chuoi import Chuoi
from baocao.minh_hoa.ngau_nhien import chia, ti_le, tron
from baocao.minh_hoa.o import o_dong, o_so, o_trang_thai
from baocao.minh_hoa.q02_q03 import GiaTriSanXuat, dien_thuong_pham, nhip, o_danh_sach
from baocao.minh_hoa.quy_mo import BoiCanh
from baocao.services.nhap_lieu import GhiO

D = Decimal
_KY = {1: "quý I", 2: "6 tháng đầu năm", 3: "9 tháng", 4: "năm"}


class NangLuong:
    """Cells of Q10; the electricity sold is that of Q02."""

    def __init__(self, boi_canh: BoiCanh, danh_muc: dict[str, dict[str, tuple[str, str]]]):
        self.bc = boi_canh
        self.danh_muc = danh_muc
        self._quy = cache(self._quy_tinh)

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """Own and cumulative columns; the counts of the half-year and the year."""
        cac_quy = [self._quy(don_vi, nam, q) for q in range(1, quy + 1)]
        luy_ke = {ma: sum((r[ma] for r in cac_quy), D(0)) for ma in cac_quy[0]}
        yield from o_dong(cac_quy[-1], luy_ke)
        if quy in (2, 4):
            tong = D(len(self.bc.cac_phan(don_vi)) * int(ti_le("380", "1900", "dn", don_vi)))
            yield o_so("NL23", "A3", tong)
            phan = ti_le("0.28", "0.46", "tknl", don_vi) + D(nam - 2024) / 50
            yield o_so("NL22", "A3", D(int(tong * phan)))
        if quy == 4:
            co_so = D(len(self.bc.cac_phan(don_vi)) * int(ti_le("12", "95", "td", don_vi)))
            yield o_so("NL12a", "A3", tron(ti_le("99.2", "99.98", "ho", don_vi), 2))
            yield o_so("NL12b", "A3", D(len(self.bc.cac_phan(don_vi)) * 48))
            yield o_so("NL20a", "A3", co_so)
            yield o_so("NL20b", "A3", D(int(co_so * D("0.83"))))

    def _quy_tinh(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        ket: dict[str, Decimal] = {}
        for cu in self.bc.cac_phan(don_vi):
            for ma, so in self._cu(cu, nam, quy).items():
                ket[ma] = ket.get(ma, D(0)) + so
        return ket

    def _cu(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        tong = dien_thuong_pham(self.bc, cu, nam, quy)
        trong_so = {
            "NL10a": ti_le("0.42", "0.66", "cn", cu),
            "NL10b": D("0.03"),
            "NL10c": D("0.07"),
            "NL10d": D("0.29"),
            "NL10e": D("0.03"),
        }
        phat = tron(
            (ti_le("300", "5200", "phat", cu) if "SP32" in self.danh_muc.get(cu, {}) else D(0))
            * nhip("phat", cu, nam=nam, quy=quy),
            2,
        )
        co = self.danh_muc.get(cu, {})
        con = {
            "NL11a": phat * (D("0.42") if "SP32c" in co else 0),
            "NL11b": phat * (D("0.14") if "SP32a" in co else 0),
            "NL11c": phat * (D("0.11") if "SP32b" in co else 0),
        }
        con = {ma: tron(D(so), 2) for ma, so in con.items()}
        return {
            "NL10": tong, **chia(tong, trong_so, 2), "NL11": phat, **con,
            "NL11d": phat - sum(con.values(), D(0)),
            "NL24": tron(tong * D("0.021"), 2),
            "XA10a": D(int(ti_le("1", "9", "sxsh", cu, nam, quy))), "XA10b": D(quy == 4),
            "XA11a": D(int(ti_le("0", "4", "xanh", cu, nam, quy))),
            "XA11b": D(int(ti_le("0", "5", "bao-bi", cu, nam, quy))),
            "DM10a": D(int(ti_le("1", "8", "dmst", cu, nam, quy))), "DM10b": D(int(quy in (1, 3))),
            "DM10c": D(int(ti_le("1", "12", "cds", cu, nam, quy))),
        }  # fmt: skip


class SoTheoDoi:
    """Cells of Q11: a few believable lines of each register."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        so = int(ti_le("11", "88", "nq", don_vi))
        nq = f"{so}/NQ-HĐND (minh họa)"
        yield o_danh_sach("NQ10", "D1", [
            {"cap": "HĐND", "so": nq, "ngay": f"12/12/{nam - 1}", "linh_vuc": "Công nghiệp",
             "trich_yeu": "Về phát triển cụm công nghiệp, tiểu thủ công nghiệp trên địa bàn"},
        ])  # fmt: skip
        cham = ti_le("0", "1", "cham", don_vi, nam, quy) > D("0.8")
        dong = {
            "so": nq, "noi_dung": "Thu hút đầu tư hạ tầng kỹ thuật cụm công nghiệp",
            "chi_tieu": "Số cụm công nghiệp có chủ đầu tư hạ tầng", "muc_tieu_nam": "3 cụm",
            "loai": "Đến năm", "ket_qua": f"{quy // 2} cụm", "luy_ke": f"{quy - 1} cụm",
            "danh_gia": "Chậm, có nguy cơ" if cham else "Đạt tiến độ, còn rủi ro",
            "khach_quan": "Thủ tục đất đai, môi trường kéo dài.",
            "du_bao": "Hoàn thành trong năm.", "giai_phap": "Tập trung giải phóng mặt bằng.",
        }  # fmt: skip
        if cham:
            dong["chu_quan"] = "Phối hợp giữa các sở, ngành chưa kịp thời."
        yield o_danh_sach("NQ11", "D1", [dong])
        for ma in ("VK10", "MT11", "MT12"):
            yield o_trang_thai(ma, "D1", TrangThaiO.KHONG_PHAT_SINH)
        giao = tron(ti_le("1200", "9800", "mtqg", don_vi, nam), 0)
        phan = D(quy) / 4 * ti_le("0.7", "1", "gn", don_vi, nam)
        yield o_danh_sach("MT10", "D1", [
            {"ten": "Nông thôn mới", "giai_doan": "2021–2025" if nam < 2026 else "2026–2030",
             "von_giao": str(giao), "giai_ngan": str(tron(giao * phan, 0))},
        ])  # fmt: skip
        xa = D(len(self.bc.cac_phan(don_vi)) * int(ti_le("38", "52", "xa", don_vi)))
        yield o_so("MT21", "D1", xa)
        yield o_so("MT22", "D1", D(int(xa * D("0.9"))))
        yield o_danh_sach("VB10", "D1", [
            {"loai": "Kế hoạch", "so": f"{100 + quy}/KH-UBND (minh họa)", "co_quan": "UBND tỉnh",
             "ngay": f"10/{quy * 3 - 1:02d}/{nam}", "linh_vuc": "Khuyến công", "buoc": "Ban hành",
             "trich_yeu": f"Kế hoạch khuyến công địa phương năm {nam}"},
        ])  # fmt: skip
        yield o_danh_sach("SK10", "D1", [
            {"loai": "Hội chợ", "ngay": f"15/{quy * 3 - 1:02d}/{nam}", "dai_bieu": "120",
             "gian_hang": str(int(ti_le("60", "240", "gh", don_vi, nam, quy))),
             "doanh_thu": str(int(ti_le("900", "6400", "ds", don_vi, nam, quy)))},
        ])  # fmt: skip
        bai = int(ti_le("6", "30", "bai", don_vi, nam, quy))
        yield o_danh_sach("TT10", "D1", [
            {"kenh": "Báo, đài địa phương", "so_luong": str(bai), "kinh_phi": str(bai * 3)},
        ])  # fmt: skip
        yield o_trang_thai("LV10", "D1", TrangThaiO.KHONG_PHAT_SINH)


class DanhGia:
    """Cells of Q12; numbers quoted in sentences are inserted codes."""

    def __init__(self, boi_canh: BoiCanh, chuoi: Chuoi, q03: GiaTriSanXuat):
        self.bc = boi_canh
        self.chuoi = chuoi
        self.q03 = q03

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        ky = _KY[quy]
        yield _chu("DG1", (
            f"Chỉ số sản xuất công nghiệp {ky} bằng {{{{Q01.CN00.B4}}}} % so với cùng kỳ; tổng mức "
            "bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng đạt {{Q04.BL00.A4}} tỷ đồng, bằng "
            "{{Q04.BL00.A8}} % cùng kỳ; kim ngạch xuất khẩu đạt {{Q05.XK00.A4}} triệu USD."
        ))  # fmt: skip
        yield _chu("DG2", "Đơn hàng của các doanh nghiệp chủ lực ổn định; nguồn điện được bảo đảm; "
                          "các cụm công nghiệp mới bổ sung năng lực sản xuất.")  # fmt: skip
        yield o_danh_sach("DG3", "D1", [
            {"nhom": "GPMB", "noi_dung": "Giải phóng mặt bằng hạ tầng cụm công nghiệp chậm.",
             "phap_ly": "Luật Đất đai", "doi_tuong": "Dự án hạ tầng cụm công nghiệp (minh họa)",
             "tac_dong": "Chậm tăng diện tích cho thuê, tỷ lệ lấp đầy cụm công nghiệp."},
            {"nhom": "TT", "noi_dung": "Đơn hàng xuất khẩu ngắn hạn, chi phí vận tải tăng.",
             "doi_tuong": "Doanh nghiệp dệt may, da giày",
             "tac_dong": "Giảm tốc độ tăng xuất khẩu nhóm công nghiệp chế biến."},
        ])  # fmt: skip
        yield o_danh_sach("DG4", "D1", [
            {"loai": "Khách quan", "noi_dung": "Thị trường xuất khẩu chủ lực phục hồi chậm.",
             "chi_tieu": "Kim ngạch xuất khẩu"},
            {"loai": "Chủ quan", "noi_dung": "Phối hợp xử lý vướng mắc đất đai chưa kịp thời.",
             "chi_tieu": "Tỷ lệ lấp đầy cụm công nghiệp"},
        ])  # fmt: skip
        yield _chu("DG5", "Rà soát từng dự án chậm tiến độ; kết nối cung cầu, xúc tiến thương mại; "
                          "giải ngân kinh phí khuyến công theo kế hoạch.")  # fmt: skip
        if ti_le("0", "1", "kn", don_vi, nam, quy) > D("0.45"):
            yield o_danh_sach("DG6", "D1", [
                {"noi_nhan": "Bộ Công Thương", "nhom": "THE_CHE", "han": f"Năm {nam + 1}",
                 "noi_dung": "Hướng dẫn chuyển tiếp quản lý cụm công nghiệp sau sắp xếp."},
            ])  # fmt: skip
        else:
            yield o_trang_thai("DG6", "D1", TrangThaiO.KHONG_PHAT_SINH)
        if quy in (2, 3):
            yield from self._uoc_nam(don_vi, nam, quy)

    def _uoc_nam(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """The year by the three scenarios, from the cumulative figure of the form it belongs to."""
        gtsx = sum((self.q03._quy(don_vi, nam, q)["GT10"] for q in range(1, quy + 1)), D(0))
        luy_ke = {
            "DG7b": (gtsx, 1),
            "DG7c": (self.chuoi.luy_ke(don_vi, "BL00", nam, quy), 3),
            "DG7d": (self.chuoi.luy_ke(don_vi, "XK00", nam, quy), 2),
            "DG7e": (self.chuoi.luy_ke(don_vi, "NK00", nam, quy), 2),
            "DG7f": (sum((dien_thuong_pham(self.bc, cu, nam, q) for cu in self.bc.cac_phan(don_vi)
                          for q in range(1, quy + 1)), D(0)), 2),
        }  # fmt: skip
        con = D(4 - quy) / quy
        for cot, he_so in (("D2", D("1.05")), ("D3", D(1)), ("D4", D("0.90"))):
            iip = 100 + ti_le("5", "11", "iip-nam", don_vi, nam) + (he_so - 1) * 20
            yield o_so("DG7a", cot, tron(iip, 2))
            for ma, (so, so_le) in luy_ke.items():
                yield o_so(ma, cot, tron(so * (1 + con * he_so), so_le))
        yield o_danh_sach("DG7g", "D1", [
            {"kich_ban": ten, "gia_dinh": gia_dinh, "tri_so": tri_so, "dvt": "%"}
            for ten, cac_so in (("Cao", "10 14 8"), ("Cơ sở", "8 11 6"), ("Thấp", "5 7 4"))
            for gia_dinh, tri_so in zip(
                ("Đơn hàng xuất khẩu tăng", "Sức mua nội địa tăng", "Vốn đầu tư thực hiện tăng"),
                cac_so.split(), strict=True,
            )
        ])  # fmt: skip


def _chu(chi_tieu: str, chu: str) -> GhiO:
    return GhiO(chi_tieu, "D1", chu=chu, nguon_goc=NguonGoc.MINH_HOA)
