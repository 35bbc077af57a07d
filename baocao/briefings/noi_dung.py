"""The quarterly briefing (bản tin quý): heading, summary, sections, annexes of one run."""

from __future__ import annotations

from typing import Any

from baocao.briefings import (
    cong_nghiep,
    dia_phuong,
    ky_luat,
    mien_tru,
    phu_luc,
    so_theo_doi,
    thuong_mai,
    tien_do,
    tom_tat,
    uoc_cuc,
    xuat_nhap_khau,
)
from baocao.briefings.dinh_kem import tep_so_lieu
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import SoLieuLan
from baocao.models import LanTongHop
from cucctdp.audit.verify import goc_hien_tai
from cucctdp.donvi.models import ToChuc
from cucctdp.files.services import TienDo
from cucctdp.formats.so import la_ma
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.render import dung_html, html_to_pdf

MAU = "baocao/pdf/ban_tin_quy.html"
MINH_HOA = "Có số liệu minh họa, không dùng làm căn cứ"
CUC = "cuc"
HIEN_BAM = phu_luc.HIEN_BAM


def dung_ngu_canh(
    lan: LanTongHop, *, goc_nhat_ky: str | None = None, so_lieu: SoLieuLan | None = None
) -> dict[str, Any]:
    """Context of ``baocao/pdf/ban_tin_quy.html`` for one run.

    ``goc_nhat_ky``: audit root to print; None takes the present one. ``so_lieu``: the figures of
    the run when they are read already. Reads only what the run
    froze, the sendings it used and the names in force on the last day of the period.
    """
    so_lieu = so_lieu or SoLieuLan(lan)
    ban = BanThao(so_lieu)
    cac_phan: list[Phan | None] = [
        cong_nghiep.dung(ban),
        thuong_mai.dung(ban),
        xuat_nhap_khau.dung(ban),
        dia_phuong.dung(ban),
        tien_do.dung(ban),
        uoc_cuc.dung(ban),
        ky_luat.giai_trinh(ban),
        mien_tru.them(ban, ky_luat.dung(ban)),
        so_theo_doi.dung(ban),
    ]
    phan = [p.ket_thuc() for p in cac_phan if p is not None]
    for k, p in enumerate(phan, 1):
        p.so = la_ma(k)
    return {
        "van_ban": _van_ban(so_lieu),
        "so_lieu_chot": _so_lieu_chot(so_lieu),
        "minh_hoa": MINH_HOA if lan.co_minh_hoa else "",
        "tom_tat": tom_tat.dung(ban),
        "cac_phan": phan,
        "phu_luc": phu_luc.dung(ban),
        "ten_cuc": _ten_cuc(so_lieu).ten,
        "ky": so_lieu.ky,
        "lan": lan,
        "bam": lan.sha256[:HIEN_BAM],
        "goc": (goc_hien_tai() if goc_nhat_ky is None else goc_nhat_ky)[:HIEN_BAM],
    }


def dung_html_ban_tin(
    lan: LanTongHop, *, goc_nhat_ky: str | None = None, so_lieu: SoLieuLan | None = None
) -> str:
    """The finished HTML of the briefing; arguments as ``dung_ngu_canh``."""
    ngu_canh = dung_ngu_canh(lan, goc_nhat_ky=goc_nhat_ky, so_lieu=so_lieu)
    return dung_html(
        MAU,
        ngu_canh,
        tieu_de=f"Bản tin lãnh đạo {ngu_canh['ky'].ten}",
        tac_gia=ngu_canh["ten_cuc"],
        tu_khoa=("BAN-TIN-QUY", lan.ky.ma, f"lần tổng hợp {lan.so}"),
    )


def dung_pdf(lan: LanTongHop, *, goc_nhat_ky: str | None = None) -> bytes:
    """The briefing as PDF/UA-1 bytes with the run's figures attached as CSV.

    Raises PdfError when a font, file or letter is missing.
    """
    so_lieu = SoLieuLan(lan)
    html = dung_html_ban_tin(lan, goc_nhat_ky=goc_nhat_ky, so_lieu=so_lieu)
    return html_to_pdf(html, dinh_kem=[tep_so_lieu(so_lieu)])


def ve_ban_tin(lan: LanTongHop, goc_nhat_ky: str, tien_do: TienDo) -> bytes:
    """As ``dung_pdf``, reporting progress; the heart of the background job."""
    tien_do.bao(15, "Dựng các trang.")
    so_lieu = SoLieuLan(lan)
    html = dung_html_ban_tin(lan, goc_nhat_ky=goc_nhat_ky, so_lieu=so_lieu)
    tien_do.bao(50, "In PDF.")
    return html_to_pdf(html, dinh_kem=[tep_so_lieu(so_lieu)])


def _ten_cuc(so_lieu: SoLieuLan) -> Any:
    """Dated name of the Cục on the last day of the period."""
    return ToChuc.objects.get(ma=CUC).ten_ngay(so_lieu.lan.ky.den_ngay)


def _van_ban(so_lieu: SoLieuLan) -> TieuDeVanBan:
    """A draft without number and date: the e-office issues them after signature (NĐ 30/2020)."""
    cuc = ToChuc.objects.select_related("cha").get(ma=CUC)
    ngay = so_lieu.lan.ky.den_ngay
    ten = cuc.ten_ngay(ngay)
    viet_tat = ten.ten_viet_tat.removeprefix("Cục ").strip()
    return TieuDeVanBan(
        co_quan_chu_quan=cuc.cha.ten_ngay(ngay).ten.upper() if cuc.cha else "",
        co_quan_ban_hanh=ten.ten.upper(),
        so_ky_hieu=f"/BC-{viet_tat}" if viet_tat else "/BC",
        dia_danh="Hà Nội",
        ngay=None,
        nam=so_lieu.lan.luc.year,
        ten_loai="BÁO CÁO",
        trich_yeu=(f"Tình hình công nghiệp và thương mại của các địa phương\n{so_lieu.ky.ten}"),
        kinh_gui=("Lãnh đạo Bộ Công Thương",),
        noi_nhan=(
            "Như trên",
            "Sở Công Thương các tỉnh, thành phố",
            f"Lưu: VT, {viet_tat}" if viet_tat else "Lưu: VT",
        ),
        chuc_vu_ky="CỤC TRƯỞNG",
    )


def _so_lieu_chot(so_lieu: SoLieuLan) -> str:
    lan = so_lieu.lan
    cau = (
        f"Số liệu chốt đến ngày {lan.ky.den_ngay:%d/%m/%Y}; lần tổng hợp số {lan.so}; "
        f"đã có {lan.so_don_vi_co}/{lan.so_don_vi_tong} Sở"
    )
    if cong_bo := ky_luat.so_theo_cong_bo(lan):
        cau += f", trong đó {cong_bo} Sở theo số đã công bố, chưa gửi qua hệ thống"
    chua, cho = ky_luat.chua_gui(lan)
    if chua:
        cau += f"; chưa gửi: {so_lieu.ke_thieu(chua)}"
    if cho:
        cau += f"; đã gửi, chưa tiếp nhận: {so_lieu.ke_thieu(cho)}"
    return f"({cau})"
