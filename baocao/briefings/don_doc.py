"""The letter urging a late Sở, as a draft without number and date (công văn, NĐ 30/2020)."""

from baocao.services.don_doc import CongVanDonDoc
from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.render import render_pdf

CUC = "cuc"


def ve_cong_van_don_doc(cong_van: CongVanDonDoc) -> bytes:
    """The draft as PDF/UA-1 bytes. Raises PdfError when a font, file or letter is missing."""
    bo, ngay = cong_van.bo, cong_van.ngay
    cuc = ToChuc.objects.select_related("cha").get(ma=CUC)
    ten_cuc = cuc.ten_ngay(ngay)
    viet_tat = ten_cuc.ten_viet_tat.removeprefix("Cục ").strip()
    ten_ky = bo.ky.ky.ten
    van_ban = TieuDeVanBan(
        co_quan_chu_quan=cuc.cha.ten_ngay(ngay).ten.upper() if cuc.cha else "",
        co_quan_ban_hanh=ten_cuc.ten.upper(),
        so_ky_hieu=f"/{viet_tat}" if viet_tat else "/",
        dia_danh="Hà Nội",
        ngay=None,
        nam=ngay.year,
        ten_loai="",
        trich_yeu=f"V/v đôn đốc gửi báo cáo {ten_ky}",
        kinh_gui=(_ten_so(cong_van),),
        noi_nhan=("Như trên", f"Lưu: VT, {viet_tat}" if viet_tat else "Lưu: VT"),
        chuc_vu_ky="CỤC TRƯỞNG",
    )
    ngu_canh = {
        "van_ban": van_ban,
        "ten_cuc": ten_cuc.ten,
        "ten_so": _ten_so(cong_van),
        "ten_ky": ten_ky,
        "ngay": ngay_ngan(ngay),
        "bieu": cong_van.bieu,
        "can_cu": sorted({b.phieu.bieu_mau.can_cu for b in cong_van.bieu if _chac(b.phieu)}),
        "minh_hoa": bo.co_minh_hoa,
    }
    return render_pdf(
        "baocao/pdf/don_doc.html",
        ngu_canh,
        tieu_de=f"Đôn đốc {_ten_so(cong_van)} gửi báo cáo {ten_ky}",
        tac_gia=ten_cuc.ten,
        tu_khoa=("DON-DOC", bo.ky.ma, bo.don_vi.khoa),
    )


def _chac(phieu) -> bool:
    """Only a legal basis somebody verified goes into a letter."""
    return bool(phieu.bieu_mau.can_cu) and not phieu.bieu_mau.can_xac_minh


def _ten_so(cong_van: CongVanDonDoc) -> str:
    """The Sở by its own name on the day of the letter."""
    don_vi, ngay = cong_van.bo.don_vi, cong_van.ngay
    ten = don_vi.ten_ngay(ngay).trong_cau
    so = ToChuc.objects.filter(loai=LoaiToChuc.SO, don_vi=don_vi).first()
    ten_so = so.ten_ngay(ngay).ten if so else "Sở Công Thương"
    return ten_so if ten in ten_so else f"{ten_so} {ten}"
