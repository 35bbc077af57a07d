"""The one-page summary: six tiles, bright spots, bottlenecks, matters for the leadership."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao.briefings.cau import lien_ket, phan_tram, so_dem, tang_giam, tien_chu
from baocao.briefings.cong_bo import gia_cong_bo, tang_giam_chu
from baocao.briefings.cong_nghiep import GOC, gia_tri_tinh, ke, xep_tinh
from baocao.briefings.khung import BanThao, cac_muc, do_lech, muc_tien_do
from baocao.briefings.ky_luat import chua_gui
from baocao.briefings.so_lieu import KE_TOI_DA, PhamVi, SoLieuLan
from baocao.briefings.tien_do import CHI_TIEU
from cucctdp.formats.so import dinh_dang

SO_MUC = 5
_TEN_CAU = {"BL00": "bán lẻ và dịch vụ", "XK00": "xuất khẩu", "KC10": "kinh phí khuyến công"}


@dataclass(frozen=True, slots=True)
class OChinh:
    """A headline tile: number, unit, and lines of comparison."""

    nhan: str
    gia_tri: SafeString | str
    don_vi: str
    dong: tuple[SafeString | str, ...]


@dataclass(frozen=True, slots=True)
class TomTat:
    """Everything on the summary page."""

    o_chinh: tuple[OChinh, ...]
    diem_sang: tuple[SafeString, ...]
    diem_nghen: tuple[SafeString, ...]
    xin_y_kien: tuple[SafeString, ...]


def dung(ban: BanThao) -> TomTat:
    """The page; a list may be shorter than five: only what the figures say."""
    return TomTat(
        o_chinh=(
            _o_iip(ban),
            _o_dong(ban, "BL00", "Bán lẻ hàng hóa và dịch vụ", "tỷ đồng", "nghìn tỷ đồng"),
            _o_dong(ban, "XK00", "Xuất khẩu", "triệu USD", "tỷ USD"),
            _o_dong(ban, "NK00", "Nhập khẩu", "triệu USD", "tỷ USD"),
            _o_ccn(ban),
            _o_dong(ban, "KC10", "Kinh phí khuyến công", "triệu đồng", "tỷ đồng"),
        ),
        diem_sang=tuple(_diem_sang(ban)[:SO_MUC]),
        diem_nghen=tuple(_diem_nghen(ban)[:SO_MUC]),
        xin_y_kien=tuple(_xin_y_kien(ban)[:3]),
    )


def _mui_ten(tang: Decimal) -> str:
    return "▲" if tang > 0 else "▼" if tang < 0 else "►"


def _o_iip(ban: BanThao) -> OChinh:
    so_lieu = ban.so_lieu
    cong_bo = gia_cong_bo(so_lieu, "CN00", "B4")
    gia = gia_tri_tinh(so_lieu, "CN00", "B4")
    tang = sum(1 for v in gia.values() if v > GOC)
    giam = sum(1 for v in gia.values() if v < GOC)
    dong = (f"{tang}/{len(gia)} địa phương có số tăng",) if gia else ("địa phương: chưa có số",)
    if cong_bo is not None:
        return OChinh(
            "Chỉ số sản xuất công nghiệp",
            dinh_dang(cong_bo, 1),
            "% so cùng kỳ",
            (f"{_mui_ten(cong_bo - GOC)} {tang_giam_chu(cong_bo)} (số công bố)", *dong),
        )
    return OChinh(
        "Chỉ số sản xuất công nghiệp",
        f"{tang}/{len(gia)}" if gia else "…",
        "địa phương tăng",
        (
            *([f"{giam} địa phương giảm"] if giam else []),
            "cả nước: chưa có số công bố",
        ),
    )


def _o_dong(ban: BanThao, ma: str, nhan: str, nho: str, lon: str) -> OChinh:
    so_lieu = ban.so_lieu
    so = so_lieu.so(so_lieu.ca_nuoc, ma, "A4")
    if so is None or so.gia_tri is None:
        return OChinh(nhan, "…", "chưa có số liệu", ())
    so_chu, _, don_vi = tien_chu(so.gia_tri, nho, lon).partition(" ")
    dong: list[SafeString | str] = []
    so_sanh = so_lieu.so(so_lieu.ca_nuoc, ma, "A8")
    if so_sanh is not None and so_sanh.gia_tri is not None:
        dong.append(
            format_html(
                "{} {} so cùng kỳ", _mui_ten(so_sanh.gia_tri - GOC), tang_giam(so_sanh) or ""
            )
        )
    if dat := phan_tram(so_lieu.so(so_lieu.ca_nuoc, ma, "A9")):
        dong.append(format_html("đạt {} kế hoạch năm", dat))
    can_can = so_lieu.so(so_lieu.ca_nuoc, "XN01", "A4") if ma == "NK00" else None
    if can_can is not None and can_can.gia_tri is not None:
        chu = tien_chu(can_can.gia_tri, nho, lon)
        dong.append(format_html("cán cân {}", lien_ket(can_can, chu)))
    if not so.du:
        dong.append(f"của {so.so_co}/{so.so_tong} địa phương")
    return OChinh(nhan, lien_ket(so, so_chu), don_vi, tuple(dong))


def _o_ccn(ban: BanThao) -> OChinh:
    so_lieu = ban.so_lieu
    so = so_lieu.so(so_lieu.ca_nuoc, "CC19", "C5")
    nhan = "Lấp đầy cụm công nghiệp"
    if so is None or so.gia_tri is None:
        return OChinh(nhan, "…", "chưa có số liệu", ())
    dong: list[SafeString | str] = []
    chay = so_dem(so_lieu.so(so_lieu.ca_nuoc, "CC15", "C5"))
    if chay is not None:
        dong.append(format_html("{} cụm đã hoạt động", chay))
    thue = so_dem(so_lieu.so(so_lieu.ca_nuoc, "CC18", "C5"), 1)
    if thue is not None:
        dong.append(format_html("{} ha đã cho thuê", thue))
    if not so.du:
        dong.append(f"của {so.so_co}/{so.so_tong} địa phương")
    return OChinh(nhan, lien_ket(so, dinh_dang(so.gia_tri, 1)), "%", tuple(dong))


def _vung_xep(ban: BanThao, ma: str, cot: str) -> list[PhamVi]:
    so_lieu = ban.so_lieu
    co = [v for v in so_lieu.cac_vung if so_lieu.gia(v, ma, cot) is not None]
    return sorted(co, key=lambda v: -(so_lieu.gia(v, ma, cot) or Decimal(0)))


def _khac_nhau(ban: BanThao, vung: list[PhamVi]) -> bool:
    """False when highest and lowest are equal: then neither is worth a line."""
    return ban.so_lieu.gia(vung[0], "CC19", "C5") != ban.so_lieu.gia(vung[-1], "CC19", "C5")


def _diem_sang(ban: BanThao) -> list[SafeString]:
    so_lieu, viet = ban.so_lieu, ban.viet()
    for ma, cot, viec in (
        ("CN00", "B4", "Sản xuất công nghiệp tăng cao nhất"),
        ("XK00", "A8", "Xuất khẩu tăng cao nhất"),
        ("BL00", "A8", "Bán lẻ và dịch vụ tăng cao nhất"),
    ):
        tang = [t for t in xep_tinh(so_lieu, ma, cot) if (so_lieu.gia(t, ma, cot) or 0) > GOC]
        if tang:
            viet.cau(viec, "{viec}: {ds}.", viec=viec, ds=ke(so_lieu, tang[:3], ma, cot))
    for ma, _ in CHI_TIEU:
        lech = do_lech(so_lieu, so_lieu.ca_nuoc, ma)
        if lech is not None and lech >= 0:
            viet.cau(
                f"Vượt tiến độ {ma}",
                "Tiến độ {ten} vượt tiến độ chuẩn {lech} điểm % (đạt {dat} kế hoạch năm).",
                ten=_TEN_CAU[ma],
                lech=dinh_dang(lech, 1),
                dat=phan_tram(so_lieu.so(so_lieu.ca_nuoc, ma, "A9")),
            )
    vung = _vung_xep(ban, "CC19", "C5")
    if len(vung) > 1 and _khac_nhau(ban, vung):
        viet.cau(
            "Lấp đầy cao nhất",
            "Tỷ lệ lấp đầy cụm công nghiệp cao nhất: {vung} ({dat}).",
            vung=vung[0].ten,
            dat=phan_tram(so_lieu.so(vung[0], "CC19", "C5")),
        )
    return viet.cac_cau


def _diem_nghen(ban: BanThao) -> list[SafeString]:
    so_lieu, viet = ban.so_lieu, ban.viet()
    for ma, cot, viec in (
        ("CN00", "B4", "Sản xuất công nghiệp"),
        ("XK00", "A8", "Xuất khẩu"),
        ("BL00", "A8", "Bán lẻ và dịch vụ"),
    ):
        giam = [
            t
            for t in reversed(xep_tinh(so_lieu, ma, cot))
            if (so_lieu.gia(t, ma, cot) or GOC) < GOC
        ]
        if giam:
            viet.cau(
                f"{viec} giảm",
                "{viec} giảm ở {n} địa phương{nhieu}: {ds}.",
                nhieu=", nhiều nhất" if len(giam) > 3 else "",
                viec=viec,
                n=len(giam),
                ds=ke(so_lieu, giam[:3], ma, cot),
            )
    for ma, _ in CHI_TIEU:
        lech = do_lech(so_lieu, so_lieu.ca_nuoc, ma)
        if lech is not None and muc_tien_do(lech) != cac_muc()[0]:
            viet.cau(
                f"Chậm tiến độ {ma}",
                "Tiến độ {ten} ở mức {muc}: đạt {dat} kế hoạch năm, chậm {lech} điểm %.",
                ten=_TEN_CAU[ma],
                muc=muc_tien_do(lech),
                dat=phan_tram(so_lieu.so(so_lieu.ca_nuoc, ma, "A9")),
                lech=dinh_dang(-lech, 1),
            )
    if so_lieu.lan.con_thieu:
        viet.cau(
            "Thiếu báo cáo",
            "Số liệu chưa đủ {tong} địa phương; chưa gồm: {ds}.",
            tong=so_lieu.lan.so_don_vi_tong,
            ds=so_lieu.ke_thieu(so_lieu.lan.con_thieu),
        )
    vung = _vung_xep(ban, "CC19", "C5")
    if len(vung) > 1 and _khac_nhau(ban, vung):
        viet.cau(
            "Lấp đầy thấp nhất",
            "Tỷ lệ lấp đầy cụm công nghiệp thấp nhất: {vung} ({dat}).",
            vung=vung[-1].ten,
            dat=phan_tram(so_lieu.so(vung[-1], "CC19", "C5")),
        )
    return viet.cac_cau


def _cac_muc_co(so_lieu: SoLieuLan, cac: list[PhamVi], ma: str) -> str:
    """«Nguy cơ», «Nguy cơ hoặc Báo động»: the levels that these provinces are at."""
    co = {muc_tien_do(lech) for t in cac if (lech := do_lech(so_lieu, t, ma)) is not None}
    return " hoặc ".join(m for m in cac_muc() if m in co)


def _xin_y_kien(ban: BanThao) -> list[SafeString]:
    """Matters that follow from the figures; none is invented."""
    so_lieu, viet = ban.so_lieu, ban.viet()
    chua, _ = chua_gui(so_lieu.lan)
    if chua:
        viet.cau(
            "Đôn đốc",
            "Chỉ đạo Sở Công Thương {cua}{ds} gửi báo cáo {ky} còn thiếu.",
            cua="của " if len(chua) > KE_TOI_DA else "",
            ds=so_lieu.ke_thieu(chua),
            ky=so_lieu.ky.ten,
        )
    cham = set(cac_muc()[2:])
    for ma, _ten in CHI_TIEU:
        tinh = [
            t
            for t in so_lieu.cac_tinh
            if (lech := do_lech(so_lieu, t, ma)) is not None and muc_tien_do(lech) in cham
        ]
        if tinh:
            tinh.sort(key=lambda t: do_lech(so_lieu, t, ma) or Decimal(0))
            them = len(tinh) - SO_MUC
            viet.cau(
                f"Giải pháp {ma}",
                "Yêu cầu {n} địa phương có tiến độ {ten} ở mức {muc} báo cáo nguyên nhân, giải "
                "pháp{cham_nhat}: {ds}.",
                n=len(tinh),
                ten=_TEN_CAU[ma],
                muc=_cac_muc_co(so_lieu, tinh, ma),
                cham_nhat="; chậm nhất" if them > 0 else "",
                ds=", ".join(t.ten for t in tinh[:SO_MUC]),
            )
    return viet.cac_cau
