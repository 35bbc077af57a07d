from baocao.models.bieu_mau import BieuMau, ChiTieu, CotBieu
from baocao.models.bo_bao_cao import BoBaoCao, LanGui, PhieuBieu
from baocao.models.cong_bo import SoLieuCongBo
from baocao.models.gia_tri import GiaTri
from baocao.models.kiem_tra import GiaiTrinh, QuyTacKiemTra, YKien
from baocao.models.ky import GiaHan, HanNop, KyBaoCao, NgayNghi, QuyTacLich
from baocao.models.nap_goc import DauNap
from baocao.models.tong_hop import BanTin, GiaTriTongHop, LanTongHop

__all__ = [
    "BanTin",
    "BieuMau",
    "BoBaoCao",
    "ChiTieu",
    "CotBieu",
    "DauNap",
    "GiaHan",
    "GiaTri",
    "GiaTriTongHop",
    "GiaiTrinh",
    "HanNop",
    "KyBaoCao",
    "LanGui",
    "LanTongHop",
    "NgayNghi",
    "PhieuBieu",
    "QuyTacKiemTra",
    "QuyTacLich",
    "SoLieuCongBo",
    "YKien",
]
