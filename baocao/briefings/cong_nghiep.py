"""Section on industrial production: the index by branch and by province."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao.briefings.cau import noi_chuoi, tang_giam
from baocao.briefings.cong_bo import (
    co_quan,
    gia_cong_bo,
    nguon_cong_bo,
    o_cong_bo,
    tang_giam_chu,
)
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import PhamVi, SoLieuLan
from baocao.choices import CapTongHop
from baocao.models import GiaTriTongHop, LanTongHop
from cucctdp.charts import DuongChuan, Thanh, so_do_o, thanh_ngang
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import Cot, Hang

GOC = 100
THANH_MOT_TRANG = 36
# Fewer bars than this say no more than the table and the map.
IT_THANH = 8
_CAP_1 = ("CN10", "CN20", "CN50", "CN60")
_CAP_2 = tuple(f"CN{n}" for n in range(21, 45))


def xep_hang(gia_tri: dict[str, Decimal]) -> dict[str, int]:
    """Rank 1 = highest; equal values share a rank and the next one is skipped."""
    giam_dan = sorted(gia_tri.values(), reverse=True)
    return {ma: giam_dan.index(v) + 1 for ma, v in gia_tri.items()}


def gia_tri_tinh(so_lieu: SoLieuLan, chi_tieu: str, cot: str) -> dict[str, Decimal]:
    """Province key -> value, only those that have one."""
    return {t.ma: v for t in so_lieu.cac_tinh if (v := so_lieu.gia(t, chi_tieu, cot)) is not None}


def xep_tinh(so_lieu: SoLieuLan, chi_tieu: str, cot: str) -> list[PhamVi]:
    """Provinces with a value, highest first."""
    gia = gia_tri_tinh(so_lieu, chi_tieu, cot)
    return sorted((t for t in so_lieu.cac_tinh if t.ma in gia), key=lambda t: -gia[t.ma])


def _hang_ky_truoc(so_lieu: SoLieuLan) -> dict[str, int]:
    """Ranks in the newest run of the period before; empty when it was never consolidated."""
    truoc = (
        LanTongHop.objects.filter(ky__ma=so_lieu.ky.truoc().ma, luc__lt=so_lieu.lan.luc)
        .order_by("-so")
        .first()
    )
    if truoc is None:
        return {}
    dong = GiaTriTongHop.objects.filter(
        lan=truoc, cap=CapTongHop.TINH, chi_tieu="CN00", cot="B4", gia_tri__isnull=False
    )
    return xep_hang(dict(dong.values_list("ma_pham_vi", "gia_tri")))


def dung(ban: BanThao) -> Phan:
    """The section."""
    so_lieu = ban.so_lieu
    phan = Phan("Sản xuất công nghiệp")
    _tong_quat(ban, phan)
    phan.muc("1. Chỉ số sản xuất công nghiệp theo ngành")
    _nganh_cap_2(ban, phan)
    _theo_nganh(ban, phan)
    phan.muc("2. Chỉ số sản xuất công nghiệp theo địa phương")
    _theo_tinh(ban, phan)
    tang = {
        t.ma: None if (v := so_lieu.gia(t, "CN00", "B4")) is None else v - GOC
        for t in so_lieu.cac_tinh
    }
    ca_nuoc = gia_cong_bo(so_lieu, "CN00", "B4")
    thanh = sorted(
        (Thanh(so_lieu.nhan_hinh(t, "CN00", "B4"), tang[t.ma]) for t in so_lieu.cac_tinh),
        key=lambda t: (t.gia_tri is None, -(t.gia_tri or 0)),
    )
    chu_giai = so_lieu.chu_giai_hinh(so_lieu.cac_tinh, ("CN00", "B4"))
    co = [t for t in thanh if t.gia_tri is not None]
    if not co:
        ban.bo_qua.append("Hình IIP của các địa phương")
        return phan
    co_so_do = all(t.ma.startswith("34:") for t in so_lieu.cac_tinh)
    cac_hinh = (
        []
        if co_so_do and len(co) < IT_THANH
        else _chia_hinh(co if len(co) * 2 < len(thanh) else thanh)
    )
    for k, nhom in enumerate(cac_hinh):
        phan.hinh(
            thanh_ngang(
                nhom,
                tieu_de=ban.ten_hinh(
                    f"Mức tăng, giảm IIP lũy kế {so_lieu.ky.ten} so với cùng kỳ"
                    + (" (tiếp)" if k else "")
                ),
                don_vi="%",
                duong_chuan=None
                if ca_nuoc is None
                else DuongChuan("Cả nước (công bố)", ca_nuoc - GOC),
            ),
            chu_giai,
        )
    if co_so_do:
        phan.hinh(
            so_do_o(
                tang,
                tieu_de=ban.ten_hinh(f"IIP lũy kế {so_lieu.ky.ten} so với cùng kỳ theo địa phương"),
                don_vi="%",
            ),
            chu_giai,
        )
    return phan


def _chia_hinh(thanh: list[Thanh]) -> list[list[Thanh]]:
    """The bars in charts of even length that fit a page each."""
    so_hinh = -(-len(thanh) // THANH_MOT_TRANG)
    moi = -(-len(thanh) // so_hinh)
    return [thanh[k : k + moi] for k in range(0, len(thanh), moi)]


def _tong_quat(ban: BanThao, phan: Phan) -> None:
    so_lieu, viet = ban.so_lieu, ban.viet()
    ca_nuoc = so_lieu.cong_bo.get(("CN00", "B4"))
    if ca_nuoc is not None:
        viet.cau(
            "IIP cả nước",
            "Theo {ai}, chỉ số sản xuất công nghiệp (IIP) cả nước lũy kế {ky} {tang} so với cùng "
            "kỳ năm trước{che_bien}.",
            ai=co_quan(ca_nuoc),
            ky=so_lieu.ky.ten,
            tang=tang_giam_chu(ca_nuoc.gia_tri),
            che_bien=(
                f"; ngành chế biến, chế tạo {tang_giam_chu(cb)}"
                if (cb := gia_cong_bo(so_lieu, "CN20", "B4")) is not None
                else ""
            ),
        )
    else:
        viet.cau(
            "IIP cả nước",
            "Chỉ số sản xuất công nghiệp (IIP) của cả nước do cơ quan thống kê trung ương công bố, "
            "không cộng hay bình quân từ chỉ số của các địa phương; kỳ này chưa có số công bố "
            "trong hệ thống nên bản tin không in chỉ số cả nước.",
        )
    gia = gia_tri_tinh(so_lieu, "CN00", "B4")
    if gia:
        tang = sum(1 for v in gia.values() if v > GOC)
        giam = sum(1 for v in gia.values() if v < GOC)
        viet.cau(
            "IIP: số địa phương tăng, giảm",
            "Có {co}/{tong} địa phương có số liệu; so với cùng kỳ, IIP lũy kế {ke}.",
            co=len(gia),
            tong=len(so_lieu.cac_tinh),
            ke=ke_tang_giam(tang, giam, len(gia)),
        )
        xep = xep_tinh(so_lieu, "CN00", "B4")
        viet.cau("IIP: cao nhất", "Cao nhất là {ds}.", ds=ke(so_lieu, xep[:5], "CN00", "B4"))
        if giam:
            thap = [t for t in reversed(xep) if gia[t.ma] < GOC][:5]
            viet.cau(
                "IIP: giảm",
                "Giảm{nhieu}: {ds}.",
                nhieu=" nhiều nhất" if giam > len(thap) else "",
                ds=ke(so_lieu, thap, "CN00", "B4"),
            )
    else:
        ban.bo_qua.append("IIP: số địa phương tăng, giảm")
    phan.doan(viet)


def ke_tang_giam(tang: int, giam: int, co: int) -> str:
    """«tăng ở 28 địa phương, giảm ở 6 địa phương»; nothing is said of a count of zero."""
    if co > 1 and co in (tang, giam):
        return f"{'tăng' if tang else 'giảm'} ở tất cả các địa phương này"
    cac = (("tăng", tang), ("giảm", giam), ("không đổi", co - tang - giam))
    return ", ".join(f"{chu} ở {n} địa phương" for chu, n in cac if n)


def ke(so_lieu: SoLieuLan, cac: list[PhamVi], chi_tieu: str, cot: str) -> SafeString:
    """«Tây Ninh (tăng 15,5%), Bắc Ninh (tăng 12,0%)», each figure linked."""
    return noi_chuoi(
        ", ",
        [
            format_html("{} ({})", t.ten, tang_giam(so_lieu.so(t, chi_tieu, cot)) or "…")
            for t in cac
        ],
    )


def _theo_nganh(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    cong_bo = nguon_cong_bo(so_lieu, *((ma, "B4") for ma in ("CN00", *_CAP_1)))
    hang = []
    # Without any published index the column would be empty from top to bottom.
    co_cong_bo = any(gia_cong_bo(so_lieu, ma, "B4") is not None for ma in ("CN00", *_CAP_1))
    for ma in ("CN00", *_CAP_1):
        gia = gia_tri_tinh(so_lieu, ma, "B4")
        if ma != "CN00" and not gia and gia_cong_bo(so_lieu, ma, "B4") is None:
            continue
        xep = xep_tinh(so_lieu, ma, "B4")
        ten = so_lieu.chi_tieu[ma].ten if ma in so_lieu.chi_tieu else ma
        hang.append(
            Hang(
                (
                    ten,
                    *([o_cong_bo(so_lieu, ma, "B4", 1)] if co_cong_bo else []),
                    len(gia),
                    sum(1 for v in gia.values() if v > GOC) if gia else None,
                    sum(1 for v in gia.values() if v < GOC) if gia else None,
                    xep[0].ten if xep else None,
                    so_lieu.o(xep[0], ma, "B4", 1) if xep else None,
                    xep[-1].ten if xep else None,
                    so_lieu.o(xep[-1], ma, "B4", 1) if xep else None,
                ),
                "tong" if ma == "CN00" else "",
            )
        )
    phan.bang(
        ban.bang(
            "Chỉ số sản xuất công nghiệp lũy kế so với cùng kỳ theo ngành cấp I",
            (
                Cot("Ngành", kieu="chu", rong=46),
                *([Cot("Cả nước (công bố)", "%", rong=15)] if co_cong_bo else []),
                Cot("Có số", nhom="Số địa phương", rong=10),
                Cot("Tăng", nhom="Số địa phương", rong=11),
                Cot("Giảm", nhom="Số địa phương", rong=11),
                Cot("Địa phương", nhom="Cao nhất", kieu="chu", rong=23),
                Cot("Chỉ số", "%", nhom="Cao nhất", rong=13),
                Cot("Địa phương", nhom="Thấp nhất", kieu="chu", rong=23),
                Cot("Chỉ số", "%", nhom="Thấp nhất", rong=13),
            ),
            hang,
            nguon=f"{so_lieu.nguon()} {cong_bo}".strip(),
        )
    )


def _nganh_cap_2(ban: BanThao, phan: Phan) -> None:
    so_lieu, viet = ban.so_lieu, ban.viet()
    dem = []
    for ma in _CAP_2:
        gia = gia_tri_tinh(so_lieu, ma, "B4")
        if gia and ma in so_lieu.chi_tieu:
            tang = sum(1 for v in gia.values() if v > GOC)
            giam = sum(1 for v in gia.values() if v < GOC)
            dem.append((so_lieu.chi_tieu[ma].ten, tang, giam, len(gia)))
    if not dem:
        ban.bo_qua.append("Ngành cấp II tăng, giảm ở nhiều địa phương")
        return
    nhieu_tang = sorted(dem, key=lambda d: (-d[1], d[2]))[:3]
    nhieu_giam = [d for d in sorted(dem, key=lambda d: (-d[2], d[1])) if d[2]][:3]
    viet.cau(
        "Ngành cấp II tăng",
        "Ngành cấp II tăng ở nhiều địa phương nhất: {ds}.",
        ds="; ".join(f"{_thuong(t)} ({a}/{n} địa phương)" for t, a, _, n in nhieu_tang),
    )
    if nhieu_giam:
        viet.cau(
            "Ngành cấp II giảm",
            "Ngành cấp II giảm ở nhiều địa phương nhất: {ds}.",
            ds="; ".join(f"{_thuong(t)} ({b}/{n} địa phương)" for t, _, b, n in nhieu_giam),
        )
    phan.doan(viet)


def _thuong(ten: str) -> str:
    return ten[:1].lower() + ten[1:]


def _theo_tinh(ban: BanThao, phan: Phan) -> None:
    so_lieu = ban.so_lieu
    hang_nay = xep_hang(gia_tri_tinh(so_lieu, "CN00", "B4"))
    hang_truoc = _hang_ky_truoc(so_lieu)
    tinh = sorted(so_lieu.cac_tinh, key=lambda t: (hang_nay.get(t.ma, 999), t.ma))
    phan.bang(
        ban.bang(
            f"Chỉ số sản xuất công nghiệp của {len(tinh)} địa phương, xếp theo lũy kế",
            (
                Cot("Hạng", kieu="stt", rong=13),
                Cot("Hạng kỳ trước", kieu="stt", rong=16),
                Cot("Tỉnh, thành phố", kieu="chu", rong=40),
                Cot("Kỳ này so cùng kỳ", "%"),
                Cot("Lũy kế so cùng kỳ", "%"),
                Cot("Trong đó: chế biến, chế tạo", "%"),
            ),
            [
                Hang(
                    (
                        dinh_dang(hang_nay[t.ma]) if t.ma in hang_nay else None,
                        dinh_dang(hang_truoc[t.ma]) if t.ma in hang_truoc else None,
                        t.ten,
                        so_lieu.o(t, "CN00", "B3", 2),
                        so_lieu.o(t, "CN00", "B4", 2),
                        so_lieu.o(t, "CN20", "B4", 2),
                    )
                )
                for t in tinh
            ],
        )
    )
