from baocao.models.bieu_mau import BieuMau, ChiTieu, CotBieu
from baocao.models.bo_bao_cao import BoBaoCao, LanGui, PhieuBieu
from baocao.models.cong_bo import SoLieuCongBo
from baocao.models.dieu_chinh import ChuoiSoLieu, DieuChinh, DongDieuChinh
from baocao.models.gia_han import DeNghiGiaHan
from baocao.models.gia_tri import GiaTri
from baocao.models.goi_cau_hinh import GoiCauHinh
from baocao.models.gui_bieu import GuiBieu
from baocao.models.ho_so import DongTheoHoSo, HoSoTinh, LoaiBaoCao, SanPhamTinh
from baocao.models.hoat_dong import (
    ChuongTrinhLamViec,
    GopYVanKien,
    KhenThuong,
    NhiemVuLamViec,
    SuKienNganh,
    TruyenThong,
)
from baocao.models.kiem_tra import GiaiTrinh, QuyTacKiemTra, YKien
from baocao.models.kien_nghi import KienNghi, KienNghiMangSang, NhomKienNghi
from baocao.models.ky import GiaHan, HanNop, KyBaoCao, NgayNghi, QuyTacLich
from baocao.models.mien_tru import MienTruQuyTac
from baocao.models.mtqg import (
    ChuongTrinhMTQG,
    DoanKiemTra,
    KetLuanKiemTra,
    TinhHinhMTQG,
)
from baocao.models.nap_goc import DauNap
from baocao.models.nghi_quyet import (
    MucTieuNam,
    NghiQuyet,
    NhiemVuNghiQuyet,
    TienDoNhiemVu,
)
from baocao.models.nguong import NguongKiemTra
from baocao.models.theo_doi import DinhMucTheoDoi, NhatKyTheoDoi
from baocao.models.tong_hop import BanTin, GiaTriTongHop, LanTongHop
from baocao.models.trao_doi import LoiTraoDoi, LuongTraoDoi
from baocao.models.uoc_cuc import UocCuc
from baocao.models.van_ban import (
    QuanHeVanBan,
    VanBan,
)
from baocao.models.xem_xet import GiaoKiemTra, MucBatThuong, QuyDinhKiemTra
from baocao.models.xung_dot import XungDotNop

__all__ = [
    "BanTin",
    "BieuMau",
    "BoBaoCao",
    "ChiTieu",
    "ChuoiSoLieu",
    "ChuongTrinhLamViec",
    "ChuongTrinhMTQG",
    "CotBieu",
    "DauNap",
    "DeNghiGiaHan",
    "DieuChinh",
    "DinhMucTheoDoi",
    "DoanKiemTra",
    "DongDieuChinh",
    "DongTheoHoSo",
    "GiaHan",
    "GiaTri",
    "GiaTriTongHop",
    "GiaiTrinh",
    "GiaoKiemTra",
    "GoiCauHinh",
    "GopYVanKien",
    "GuiBieu",
    "HanNop",
    "HoSoTinh",
    "KetLuanKiemTra",
    "KhenThuong",
    "KienNghi",
    "KienNghiMangSang",
    "KyBaoCao",
    "LanGui",
    "LanTongHop",
    "LoaiBaoCao",
    "LoiTraoDoi",
    "LuongTraoDoi",
    "MienTruQuyTac",
    "MucBatThuong",
    "MucTieuNam",
    "NgayNghi",
    "NghiQuyet",
    "NguongKiemTra",
    "NhatKyTheoDoi",
    "NhiemVuLamViec",
    "NhiemVuNghiQuyet",
    "NhomKienNghi",
    "PhieuBieu",
    "QuanHeVanBan",
    "QuyDinhKiemTra",
    "QuyTacKiemTra",
    "QuyTacLich",
    "SanPhamTinh",
    "SoLieuCongBo",
    "SuKienNganh",
    "TienDoNhiemVu",
    "TinhHinhMTQG",
    "TruyenThong",
    "UocCuc",
    "VanBan",
    "XungDotNop",
    "YKien",
]
