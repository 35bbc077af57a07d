"""Sample accounts for trying the system out: one per role, never on a production server."""

import os
from dataclasses import dataclass
from datetime import date

from django.conf import ENVIRONMENT_VARIABLE
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from cucctdp.accounts.choices import LoaiTaiKhoan
from cucctdp.accounts.models import User
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.accounts.services import cap_tai_khoan, phan_cong
from cucctdp.donvi.models import DonViHanhChinh, ToChuc
from cumcongnghiep.services.bao_cao_mau import giao_mau
from sanpham_tieubieu.services.nguoi_mau import giao_mau as giao_mau_binh_chon

# Deliberately in the open: these accounts exist only where DEBUG or the tests run.
MAT_KHAU = "Thu-nghiem-cuc-ctdp-2026"
TAY_NINH, BAC_NINH = "34:80", "34:24"
NGAY_PHAN_CONG = date(2024, 1, 1)
GHI_SO_CONG_BO = "ghi-so-cong-bo"


@dataclass(frozen=True)
class TaiKhoanMau:
    """One row of the table of sample accounts."""

    username: str
    ho_ten: str
    vai_tro: str
    don_vi: str = ""
    nhom: tuple[str, ...] = ()
    dang_nhap: bool = True
    to_chuc: str = ""

    @property
    def noi_vao(self) -> str:
        """Path of the first page of the role."""
        vai_tro = VAI_TRO[self.vai_tro]
        if vai_tro.la_so:
            return "/so/"
        if vai_tro.theo_to_chuc:
            return "/so/khuyen-cong/"
        if vai_tro.duoc_giao:
            return _NOI_VAO.get(self.vai_tro, "/so/cum-cong-nghiep/")
        chi_doc_ban_tin = (
            "baocao.tai_bantin" in vai_tro.quyen and "baocao.view_bobaocao" not in vai_tro.quyen
        )
        return "/lanh-dao/" if chi_doc_ban_tin else "/admin/"


_NOI_VAO = {
    "sp_co_so": "/so/binh-chon/",
    "sp_xa": "/so/binh-chon/",
    "sp_giam_khao": "/cham-diem/",
}
_MOI_NHOM = ("TH", "CN", "TM", "NL", "KC", "CCN")

BANG = (
    TaiKhoanMau("tayninh.cv", "Nguyễn Thị Hoà", "so_chuyen_vien", TAY_NINH, _MOI_NHOM),
    TaiKhoanMau("tayninh.cv2", "Trần Văn Bình", "so_chuyen_vien", TAY_NINH, _MOI_NHOM),
    TaiKhoanMau("tayninh.tp", "Lê Minh Châu", "so_truong_phong", TAY_NINH, _MOI_NHOM),
    TaiKhoanMau("tayninh.th", "Phạm Quốc Dũng", "so_tong_hop", TAY_NINH),
    TaiKhoanMau("tayninh.ld", "Võ Thị Giang", "so_lanh_dao", TAY_NINH),
    TaiKhoanMau("tayninh.vt", "Đặng Thuý Hằng", "so_van_thu", TAY_NINH),
    TaiKhoanMau("tayninh.kc", "Huỳnh Thị Mai", "so_khuyen_cong", TAY_NINH),
    TaiKhoanMau("tayninh.xa", "Trương Văn Hậu", "ccn_bao_cao"),
    TaiKhoanMau("tayninh.cdt", "Phan Thị Ngân", "ccn_bao_cao"),
    TaiKhoanMau("tayninh.dn", "Lâm Quốc Tuấn", "ccn_bao_cao"),
    TaiKhoanMau("tayninh.cs", "Cao Thị Thu", "sp_co_so"),
    TaiKhoanMau("tayninh.bcx", "Lưu Văn Kiên", "sp_xa"),
    TaiKhoanMau("giamkhao.tb", "Tô Quang Vinh", "sp_giam_khao"),
    TaiKhoanMau("giamkhao.1", "Hà Thị Diệu", "sp_giam_khao"),
    TaiKhoanMau("giamkhao.2", "Vương Đình Lộc", "sp_giam_khao"),
    TaiKhoanMau("ttkc1.kc", "Đinh Công Tráng", "vung_khuyen_cong", to_chuc="ttkc-vung-1"),
    TaiKhoanMau("bacninh.cv", "Ngô Đức Khánh", "so_chuyen_vien", BAC_NINH, _MOI_NHOM),
    TaiKhoanMau("cuc.cv", "Hoàng Thị Lan", "cuc_chuyen_vien", "", _MOI_NHOM),
    TaiKhoanMau("cuc.ldp", "Bùi Văn Mạnh", "cuc_lanh_dao_phong"),
    TaiKhoanMau("cuc.ld", "Đỗ Thị Nga", "cuc_lanh_dao"),
    TaiKhoanMau("bo.ld", "Lý Quang Phúc", "bo_lanh_dao"),
    TaiKhoanMau("kiemtoan", "Trịnh Thị Quyên", "kiem_toan"),
    TaiKhoanMau("quantri", "Mai Văn Sơn", "quan_tri"),
    TaiKhoanMau("he-thong-ngoai", "Hệ thống ngoài (thử API)", "api_client", dang_nhap=False),
)


@transaction.atomic
def tao_tai_khoan_mau() -> dict[str, User]:
    """Make the sample accounts that are missing; return all of them by login name.

    Reporters of clusters, entrants and judges are appointed once their demo is there.

    Raises ImproperlyConfigured in production: the password is printed in the source.
    """
    if os.environ.get(ENVIRONMENT_VARIABLE, "").endswith(".production"):
        raise ImproperlyConfigured("Không tạo tài khoản mẫu trên máy chủ vận hành thật.")
    co = {u.username: u for u in User.objects.filter(username__in=[t.username for t in BANG])}
    for mau in BANG:
        if mau.username not in co:
            co[mau.username] = _tao(mau)
    if (tinh := DonViHanhChinh.objects.filter(bo_ma="34", ma="80").first()) is not None:
        giao_mau(
            don_vi=tinh,
            doanh_nghiep=co["tayninh.dn"],
            chu_dau_tu=co["tayninh.cdt"],
            xa=co["tayninh.xa"],
        )
        giao_mau_binh_chon(
            don_vi=tinh,
            co_so=co["tayninh.cs"],
            xa=co["tayninh.bcx"],
            giam_khao=[co[f"giamkhao.{t}"] for t in ("tb", "1", "2")],
            by=co["tayninh.ld"],
        )
    return co


def _tao(mau: TaiKhoanMau) -> User:
    don_vi = DonViHanhChinh.objects.theo_khoa(mau.don_vi) if mau.don_vi else None
    user = cap_tai_khoan(
        username=mau.username,
        ho_ten=mau.ho_ten,
        vai_tro=mau.vai_tro,
        don_vi=don_vi,
        to_chuc=ToChuc.objects.get(ma=mau.to_chuc) if mau.to_chuc else None,
        nhom_bieu=mau.nhom,
        chuc_vu=f"{VAI_TRO[mau.vai_tro].ten} (tài khoản mẫu)",
        mat_khau=MAT_KHAU if mau.dang_nhap else None,
        phai_doi_mat_khau=False,
        by=None,
    ).user
    if VAI_TRO[mau.vai_tro].pham_vi == "phan_cong":
        for tinh in DonViHanhChinh.objects.filter(bo_ma="34"):
            phan_cong(user=user, don_vi=tinh, tu_ngay=NGAY_PHAN_CONG, by=None)
    return user


def tai_khoan_ghi_so(don_vi: DonViHanhChinh) -> User:
    """The technical account that notes later versions of a Sở's published figures; no login."""
    user = User.objects.filter(username=GHI_SO_CONG_BO).first()
    if user is None:
        user = cap_tai_khoan(
            username=GHI_SO_CONG_BO,
            ho_ten="Ghi số Sở đã công bố (tài khoản kỹ thuật)",
            vai_tro="so_tong_hop",
            don_vi=don_vi,
            loai_tai_khoan=LoaiTaiKhoan.KY_THUAT,
            by=None,
        ).user
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
