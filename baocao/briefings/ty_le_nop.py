"""Rates of reporting discipline (KL01–KL11) in the briefing: this period, before, by region."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from baocao.briefings.khung import BanThao, Phan
from baocao.choices import CapTongHop
from baocao.statistics.kieu import SoThongKe
from baocao.statistics.ky_luat import CHI_TIEU, MA_CHI_TIEU, cac_ky_den, ky_luat, ky_luat_cac_cap
from cucctdp.formats.ky import Ky
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

SO_KY = 4
_VUNG = ("KL01", "KL02", "KL06", "KL07", "KL08", "KL09", "KL10", "KL11")
_NGUON = (
    "Nhật ký gửi, nhận báo cáo của hệ thống. Tỷ lệ tính lại từ tử số và mẫu số; số của vùng và cả "
    "nước không bình quân các tỷ lệ. Số ngày trễ trung vị tính trên các bộ gửi trễ."
)


def dung(ban: BanThao, phan: Phan) -> None:
    """Add the paragraph and the tables; nothing when no Sở had to send anything itself."""
    lan = ban.so_lieu.lan
    cac_ky = cac_ky_den(lan.ky.ma, SO_KY)
    theo_ky = {
        ma: {s.chi_tieu: s for s in ky_luat(ma, luc=lan.luc)} for ma in cac_ky if ma != lan.ky.ma
    }
    # A period known from published figures alone has no packs to judge.
    theo_ky = {ma: so for ma, so in theo_ky.items() if so["KL01"].gia_tri}
    cac_cap = {CapTongHop.CA_NUOC: MA_CHI_TIEU, CapTongHop.VUNG: _VUNG}
    ky_nay = ky_luat_cac_cap(lan.ky.ma, cac_cap=cac_cap, luc=lan.luc)
    nay = {s.chi_tieu: s for s in ky_nay[CapTongHop.CA_NUOC]}
    if not nay or not nay["KL01"].gia_tri:
        ban.bo_qua.append("Tỷ lệ gửi, tiếp nhận, đúng hạn")
        return
    _loi(ban, phan, nay, theo_ky)
    phan.bang(_bang_ca_nuoc(ban, nay, theo_ky))
    phan.bang(_bang_vung(ban, ky_nay[CapTongHop.VUNG]))


def _loi(
    ban: BanThao, phan: Phan, nay: dict[str, SoThongKe], theo_ky: dict[str, dict[str, SoThongKe]]
) -> None:
    viet = ban.viet()
    viet.cau(
        "Tỷ lệ nộp",
        "Số bộ đã gửi trên số phải nộp là {gui} ({ty_gui}), đã tiếp nhận {nhan}; gửi đúng hạn "
        "{dung} ({ty_dung}){xu_huong}.",
        gui=_phan_so(nay["KL06"]),
        ty_gui=_phan_tram(nay["KL06"]),
        nhan=_phan_so(nay["KL07"]),
        dung=_phan_so(nay["KL08"]),
        ty_dung=_phan_tram(nay["KL08"]),
        xu_huong=_xu_huong(nay["KL08"], theo_ky),
    )
    if nay["KL09"].gia_tri is not None:
        viet.cau(
            "Số ngày trễ trung vị",
            "Các bộ gửi trễ có số ngày trễ trung vị là {ngay} ngày.",
            ngay=_so(nay["KL09"]),
        )
    if nay["KL10"].mau_so:
        viet.cau(
            "Đạt ngay lần gửi đầu",
            "{dat} bộ đã kiểm tra xong đạt ngay lần gửi đầu.",
            dat=_phan_so(nay["KL10"]),
        )
    phan.doan(viet)


def _xu_huong(nay: SoThongKe, theo_ky: dict[str, dict[str, SoThongKe]]) -> str:
    """«, tăng 5,9 điểm % so với quý I năm 2026»; "" without a period before."""
    if not theo_ky:
        return ""
    ma, truoc = list(theo_ky.items())[-1]
    lech = _lech(nay, truoc["KL08"])
    if lech is None:
        return ""
    ten = Ky.tu_ma(ma).ten
    if lech == 0:
        return f", bằng {ten}"
    chieu = "tăng" if lech > 0 else "giảm"
    return f", {chieu} {dinh_dang(abs(lech), 1)} điểm % so với {ten}"


def _bang_ca_nuoc(
    ban: BanThao, nay: dict[str, SoThongKe], theo_ky: dict[str, dict[str, SoThongKe]]
) -> object:
    truoc = list(theo_ky.values())[-1] if theo_ky else {}
    hang = [
        Hang(
            (
                c.ma,
                c.ten,
                c.dvt,
                *(_so(so[c.ma]) for so in theo_ky.values()),
                _so(nay[c.ma]),
                _phan_so(nay[c.ma]) if c.kieu == "ty_le" else "x",
                *([_lech_chu(nay[c.ma], truoc[c.ma])] if truoc else []),
            )
        )
        for c in CHI_TIEU
    ]
    return ban.bang(
        "Các tỷ lệ về gửi, nhận báo cáo",
        (
            Cot("Mã", kieu="stt", rong=13),
            Cot("Chỉ tiêu", kieu="chu", rong=41),
            Cot("ĐVT", kieu="stt", rong=12),
            *(Cot(_ten_cot(ma), rong=15) for ma in theo_ky),
            Cot(_ten_cot(ban.so_lieu.ky.ma), rong=15),
            Cot("Tử số / mẫu số kỳ này", rong=19),
            *([Cot("Tăng, giảm so kỳ trước", rong=19)] if truoc else []),
        ),
        hang,
        nguon=_NGUON,
        giu_het=True,
        den=ban.den_luc_tong_hop,
    )


def _bang_vung(ban: BanThao, cac_so: Iterable[SoThongKe]) -> object:
    theo_vung: dict[str, dict[str, SoThongKe]] = {}
    for s in cac_so:
        theo_vung.setdefault(s.ten_pham_vi, {})[s.chi_tieu] = s
    return ban.bang(
        "Tình hình gửi, nhận báo cáo theo vùng",
        (
            Cot("Vùng", kieu="chu", rong=44),
            Cot("Phải nộp", "bộ", rong=13),
            Cot("Đã gửi", "bộ", rong=13),
            Cot("Đã gửi", "%", nhom="Tỷ lệ", rong=16),
            Cot("Tiếp nhận", "%", nhom="Tỷ lệ", rong=16),
            Cot("Đúng hạn", "%", nhom="Tỷ lệ", rong=16),
            Cot("Trễ trung vị", "ngày", rong=14),
            Cot("Đạt lần đầu", "%", rong=16),
            Cot("Bộ đầy đủ", "%", rong=16),
        ),
        [Hang((ten, *(_so(so[ma]) for ma in _VUNG))) for ten, so in theo_vung.items()],
        nguon="Nhật ký gửi, nhận báo cáo của hệ thống.",
        den=ban.den_luc_tong_hop,
    )


def _ten_cot(ma: str) -> str:
    """«Quý I/2026», «6 tháng/2026», «Năm 2026»: a period's name that fits a column."""
    ky = Ky.tu_ma(ma)
    ten = ky.ten.replace(" đầu năm ", "/").replace(" năm ", "/")
    return ten[:1].upper() + ten[1:]


def _so(so: SoThongKe) -> str:
    """The figure; «x» where there is nothing to divide or nobody was late."""
    return "x" if so.gia_tri is None else dinh_dang(so.gia_tri, so.so_le)


def _phan_tram(so: SoThongKe) -> str:
    return f"{_so(so)}%"


def _phan_so(so: SoThongKe) -> str | None:
    if so.tu_so is None or so.mau_so is None:
        return None
    return f"{dinh_dang(so.tu_so, 0)}/{dinh_dang(so.mau_so, 0)}"


def _lech(nay: SoThongKe, truoc: SoThongKe) -> Decimal | None:
    if nay.gia_tri is None or truoc.gia_tri is None:
        return None
    return round(nay.gia_tri, nay.so_le) - round(truoc.gia_tri, truoc.so_le)


def _lech_chu(nay: SoThongKe, truoc: SoThongKe) -> str:
    lech = _lech(nay, truoc)
    return "x" if lech is None else dinh_dang(lech, nay.so_le, dau=True)
