"""Exceptions of the period and what changed since the last briefing, after the discipline."""

from __future__ import annotations

from collections.abc import Sequence

from baocao.briefings.khung import BanThao, Phan
from baocao.models import LanTongHop
from baocao.statistics.ngoai_le import NgoaiLe, dem_theo, gia_han_cua_ky, mien_tru_cua_ky
from baocao.statistics.thay_doi import lan_truoc, tom_tat_thay_doi
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.pdf.bang import Cot, Hang

SO_DONG_IN = 30
SO_DON_VI_KE = 4
_NGUON = "Đề nghị miễn trừ, gia hạn đã được duyệt trên hệ thống."


def them(ban: BanThao, phan: Phan) -> Phan:
    """Add extensions, waivers and changes to a section; it stays as it is when there are none."""
    lan = ban.so_lieu.lan
    gia_han = gia_han_cua_ky(lan.ky, luc=lan.luc)
    mien_tru = mien_tru_cua_ky(lan.ky, luc=lan.luc)
    if gia_han or mien_tru:
        phan.muc("Gia hạn và miễn trừ")
        viet = ban.viet()
        viet.cau("Gia hạn và miễn trừ", "Có {cac}.", cac=_cau(gia_han, mien_tru))
        phan.doan(viet)
        _bang(ban, phan, "Gia hạn nộp báo cáo", gia_han, la_mien_tru=False)
        _bang(ban, phan, "Miễn trừ quy tắc kiểm tra", mien_tru, la_mien_tru=True)
    truoc = lan_truoc(lan)
    if truoc is not None:
        _thay_doi(ban, phan, truoc)
    return phan


def _cau(gia_han: Sequence[NgoaiLe], mien_tru: Sequence[NgoaiLe]) -> str:
    cau = [f"{len(gia_han)} Sở được gia hạn"] if gia_han else []
    if mien_tru:
        quy_tac = ", ".join(f"{ma}: {so}" for ma, so in dem_theo(mien_tru, "quy_tac").items())
        so_so = len({n.don_vi for n in mien_tru})
        cau.append(f"{len(mien_tru)} miễn trừ quy tắc kiểm tra cho {so_so} Sở ({quy_tac})")
    return " và ".join(cau)


def _bang(ban: BanThao, phan: Phan, ten: str, cac: Sequence[NgoaiLe], *, la_mien_tru: bool) -> None:
    if not cac:
        return
    quy_tac = (Cot("Quy tắc", kieu="chu", rong=20),) if la_mien_tru else ()
    in_ra = cac[:SO_DONG_IN]
    con = len(cac) - len(in_ra)
    phan.bang(
        ban.bang(
            ten,
            (
                Cot("TT", kieu="stt", rong=9),
                Cot("Tỉnh, thành phố", kieu="chu", rong=30),
                *quy_tac,
                Cot("Lý do", kieu="chu"),
                Cot("Người duyệt", kieu="chu", rong=32),
                Cot("Đến hết ngày", kieu="stt", rong=22),
            ),
            [
                Hang(
                    (
                        str(k),
                        n.ten,
                        *((f"{n.quy_tac} {n.chi_tieu}".strip(),) if la_mien_tru else ()),
                        n.ly_do,
                        n.nguoi_duyet,
                        ngay_ngan(n.den_ngay),
                    )
                )
                for k, n in enumerate(in_ra, 1)
            ],
            nguon=_NGUON + (f" Còn {con} trường hợp không in." if con else ""),
            giu_het=True,
            den=ban.den_luc_tong_hop,
        )
    )


def _thay_doi(ban: BanThao, phan: Phan, truoc: LanTongHop) -> None:
    tom_tat = tom_tat_thay_doi(truoc, ban.so_lieu.lan)
    if not tom_tat.nhom:
        return
    phan.muc(f"Thay đổi so với lần tổng hợp số {tom_tat.truoc.so}")
    phan.bang(
        ban.bang(
            f"Số liệu đã đổi sau lần tổng hợp số {tom_tat.truoc.so}",
            (
                Cot("TT", kieu="stt", rong=9),
                Cot("Lý do", kieu="chu"),
                Cot("Người thực hiện", kieu="chu", rong=36),
                Cot("Số ô", rong=16),
                Cot("Địa phương", kieu="chu", rong=48),
            ),
            [
                Hang((str(k), n.ly_do, n.nguoi, n.so_o, _ke(n.don_vi)))
                for k, n in enumerate(tom_tat.nhom[:SO_DONG_IN], 1)
            ],
            nguon="Các phiên bản số liệu lưu trong hệ thống.",
            giu_het=True,
            den=ban.den_luc_tong_hop,
        )
    )


def _ke(don_vi: Sequence[str]) -> str:
    con = len(don_vi) - SO_DON_VI_KE
    return ", ".join(don_vi[:SO_DON_VI_KE]) + (f" và {con} địa phương khác" if con > 0 else "")
