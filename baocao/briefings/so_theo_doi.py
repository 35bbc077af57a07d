"""Section on petitions and the registers of the Cục: open, late, done in the period, oldest.

Read from the registers as they stand when the paper is made; deadlines as of the run's day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from baocao.briefings.khung import BanThao, Phan
from baocao.statistics.kien_nghi_mang_sang import mang_sang_ky
from baocao.statistics.so_trong_ky import (
    KienNghiMo,
    SoTrongKy,
    kien_nghi_mo,
    ngay_tra_loi,
    nhom_trong_ky,
    so_trong_ky,
)
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

SO_KIEN_NGHI = 10
_DAI_TEN, _DAI_NOI_DUNG, _DAI_TRA = 110, 240, 300


def dung(ban: BanThao) -> Phan | None:
    """The section; None while every register is empty."""
    lan = ban.so_lieu.lan
    ngay = timezone.localtime(lan.luc).date()
    pham_vi: dict[str, Any] = {
        "tu": lan.ky.tu_ngay,
        "den": lan.ky.den_ngay,
        "minh_hoa": lan.co_minh_hoa,
    }
    cac_so = so_trong_ky(ngay=ngay, **pham_vi)
    if not cac_so:
        ban.bo_qua.append("Kiến nghị và các sổ theo dõi")
        return None
    phan = Phan("Kiến nghị của địa phương và các việc theo dõi")
    phan.muc("1. Kiến nghị, khó khăn, vướng mắc")
    _kien_nghi(ban, phan, cac_so, ngay, pham_vi)
    phan.muc("2. Nghị quyết, chương trình, văn bản và các việc khác")
    _cac_so(ban, phan, [s for s in cac_so if s.so != "kiennghi"])
    return phan


def _kien_nghi(
    ban: BanThao, phan: Phan, cac_so: list[SoTrongKy], ngay: date, pham_vi: dict[str, Any]
) -> None:
    so = next((s for s in cac_so if s.so == "kiennghi"), None)
    if so is None:
        phan.doan("Sổ kiến nghị chưa có kiến nghị nào.")
        return
    viet = ban.viet()
    viet.cau(
        "Kiến nghị",
        "Trong kỳ đã trả lời {xong} kiến nghị; còn {mo} kiến nghị chưa trả lời, trong đó {tre} "
        "quá hạn.",
        xong=so.xong_trong_ky,
        mo=so.dang_mo,
        tre=so.qua_han,
    )
    trung_vi = ngay_tra_loi(**pham_vi)
    if trung_vi is not None:
        viet.cau(
            "Thời gian trả lời",
            "Thời gian trả lời trung vị là {ngay} ngày kể từ ngày gửi.",
            ngay=dinh_dang(trung_vi, 1),
        )
    if so.cu_nhat is not None:
        viet.cau(
            "Kiến nghị cũ nhất",
            "Cũ nhất là {ten}, gửi ngày {ngay}.",
            ten=so.cu_nhat[0],
            ngay=f"{so.cu_nhat[1]:%d/%m/%Y}",
        )
    phan.doan(viet)
    nhom = nhom_trong_ky(ngay=ngay, **pham_vi)
    if nhom:
        phan.bang(
            ban.bang(
                "Kiến nghị theo nhóm vướng mắc",
                (
                    Cot("Nhóm vướng mắc", kieu="chu", rong=65),
                    Cot("Gửi trong kỳ"),
                    Cot("Trả lời trong kỳ"),
                    Cot("Chưa trả lời"),
                    Cot("Trong đó quá hạn"),
                ),
                [Hang((n.ten, n.moi, n.da_tra_loi, n.dang_mo, n.qua_han)) for n in nhom],
                nguon=_nguon(ngay),
                giu_het=True,
                den=ban.den_luc_tong_hop,
            )
        )
    _kien_nghi_mo(ban, phan, so, ngay)
    _mang_sang(ban, phan)


def _kien_nghi_mo(ban: BanThao, phan: Phan, so: SoTrongKy, ngay: date) -> None:
    mo = kien_nghi_mo(ngay=ngay, so=SO_KIEN_NGHI, minh_hoa=ban.so_lieu.lan.co_minh_hoa)
    if not mo:
        return
    con = so.dang_mo - len(mo)
    phan.bang(
        ban.bang(
            "Kiến nghị chưa trả lời, lâu nhất trước",
            (
                Cot("Mã", kieu="stt", rong=27),
                Cot("Tỉnh, thành phố", kieu="chu", rong=22),
                Cot("Nội dung", kieu="chu", rong=61),
                Cot("Trạng thái", kieu="chu", rong=25),
                Cot("Số ngày", kieu="stt", rong=13),
                Cot("Số kỳ mang sang", kieu="stt", rong=17),
            ),
            [
                Hang(
                    (
                        k.ma,
                        k.don_vi,
                        _gon(k.noi_dung, _DAI_NOI_DUNG),
                        _trang_thai(k),
                        dinh_dang(k.so_ngay),
                        dinh_dang(k.lan) if k.lan else "–",
                    )
                )
                for k in mo
            ],
            nguon=_nguon(ngay) + (f" Còn {con} kiến nghị khác, xem trên hệ thống." if con else ""),
            den=ban.den_luc_tong_hop,
        )
    )


def _mang_sang(ban: BanThao, phan: Phan) -> None:
    """What became of the petitions carried into this period."""
    lan = ban.so_lieu.lan
    cac = mang_sang_ky(lan.ky, minh_hoa=lan.co_minh_hoa)
    if not cac:
        return
    da_tra_loi = [m for m in cac if m.da_tra_loi]
    viet = ban.viet()
    viet.cau(
        "Kiến nghị mang sang",
        "Có {n} kiến nghị mang sang từ kỳ trước, đến nay đã trả lời {xong}.",
        n=len(cac),
        xong=len(da_tra_loi),
    )
    phan.doan(viet)
    if not da_tra_loi:
        return
    con = len(da_tra_loi) - SO_KIEN_NGHI
    phan.bang(
        ban.bang(
            "Kiến nghị mang sang từ kỳ trước, đã trả lời",
            (
                Cot("Mã", kieu="stt", rong=27),
                Cot("Tỉnh, thành phố", kieu="chu", rong=22),
                Cot("Nội dung", kieu="chu", rong=55),
                Cot("Trả lời", kieu="chu", rong=61),
            ),
            [
                Hang((m.ma, m.don_vi, _gon(m.noi_dung, _DAI_NOI_DUNG), _gon(m.tra_loi, _DAI_TRA)))
                for m in da_tra_loi[:SO_KIEN_NGHI]
            ],
            nguon="Sổ kiến nghị của hệ thống."
            + (f" Còn {con} kiến nghị khác, xem trên hệ thống." if con > 0 else ""),
            den=ban.den_luc_tong_hop,
        )
    )


def _cac_so(ban: BanThao, phan: Phan, cac_so: list[SoTrongKy]) -> None:
    if not cac_so:
        return
    viet = ban.viet()
    mo, tre = sum(s.dang_mo for s in cac_so), sum(s.qua_han for s in cac_so)
    viet.cau(
        "Việc theo dõi",
        "Các sổ theo dõi còn {mo} việc đang mở, trong đó {tre} việc quá hạn; {xong} việc hoàn "
        "thành trong kỳ.",
        mo=mo,
        tre=tre,
        xong=sum(s.xong_trong_ky for s in cac_so),
    )
    phan.doan(viet)
    phan.bang(
        ban.bang(
            "Các sổ theo dõi của Cục",
            (
                Cot("Sổ", kieu="chu", rong=40),
                Cot("Đang mở", kieu="stt", rong=14),
                Cot("Quá hạn", kieu="stt", rong=14),
                Cot("Xong trong kỳ", kieu="stt", rong=15),
                Cot("Việc mở lâu nhất", kieu="chu", rong=60),
                Cot("Hạn", kieu="stt", rong=22),
            ),
            [
                Hang(
                    (
                        s.so_ten[:1].upper() + s.so_ten[1:],
                        s.dang_mo,
                        s.qua_han,
                        s.xong_trong_ky,
                        _gon(s.cu_nhat[0], _DAI_TEN) if s.cu_nhat else "–",
                        f"{s.cu_nhat[1]:%d/%m/%Y}" if s.cu_nhat else "–",
                    )
                )
                for s in cac_so
            ],
            nguon="Các sổ theo dõi của hệ thống. Việc không ghi hạn: ngày ghi sổ.",
            giu_het=True,
            den=ban.den_luc_tong_hop,
        )
    )


def _trang_thai(k: KienNghiMo) -> str:
    tre = f"{k.trang_thai} (quá hạn)" if k.qua_han else k.trang_thai
    return f"{tre}, {k.xu_ly}" if k.xu_ly else tre


def _nguon(ngay: date) -> str:
    return f"Sổ kiến nghị của hệ thống; quá hạn tính đến ngày {ngay:%d/%m/%Y}."


def _gon(chu: str, dai: int) -> str:
    gon = " ".join(chu.split())
    return gon if len(gon) <= dai else f"{gon[:dai].rsplit(' ', 1)[0]} …"
