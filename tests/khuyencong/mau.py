"""One đề án carried through its life, a step at a time; tests stop where they ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cucctdp.files.services import PDF, luu_tep
from khuyencong.choices import TieuChi
from khuyencong.services import de_an as soan
from khuyencong.services import tham_dinh, thuc_hien
from khuyencong.services.tai_lieu import nop_tai_lieu
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory

TRIEU = 1_000_000
HOM_NAY = date(2026, 1, 20)
PHAN = {
    "su_can_thiet": "Cơ sở dùng máy cũ, hao nguyên liệu.",
    "muc_tieu": "Nâng công suất sấy chè.",
    "quy_mo": "Một máy sấy 500 kg/mẻ.",
    "tien_do": "Quý I mua máy, quý II nghiệm thu.",
    "to_chuc": "Trung tâm chủ trì.",
    "hieu_qua": "Thêm 6 lao động.",
}


@dataclass
class Nguoi:
    """One account per role of the story."""

    trung_tam: Any
    tham_dinh_so: Any
    truong_phong: Any
    lanh_dao_so: Any
    cuc: Any
    cuc_phong: Any
    cuc_ld: Any


def nguoi(don_vi) -> Nguoi:
    cuc = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=cuc, don_vi=don_vi, tu_ngay=date(2020, 1, 1))
    return Nguoi(
        tai_khoan("so_khuyen_cong", don_vi=don_vi),
        tai_khoan("so_chuyen_vien", don_vi=don_vi),
        tai_khoan("so_truong_phong", don_vi=don_vi),
        tai_khoan("so_lanh_dao", don_vi=don_vi),
        cuc,
        tai_khoan("cuc_lanh_dao_phong"),
        tai_khoan("cuc_lanh_dao"),
    )


def tep(ten="vb.pdf"):
    return luu_tep(b"%PDF-1.7 thu", loai="thu", ten=ten, kieu_noi_dung=PDF, by=None)


def soan_thao(don_vi, by, *, nguon="kcqg", ho_tro=300 * TRIEU, doi_ung=400 * TRIEU, **khac):
    """A complete draft: one KT4 line, one establishment in a xã, estimate and papers."""
    de_an = soan.lap_de_an(
        thong_tin={
            "ten": "Hỗ trợ ứng dụng máy sấy chè",
            "nguon": nguon,
            "hinh_thuc": "rieng_le",
            "nam": 2026,
            "tu_ngay": date(2026, 1, 15),
            "den_ngay": date(2026, 11, 30),
            "don_vi": don_vi,
            "thuc_hien": ToChucFactory(don_vi=don_vi),
            **PHAN,
            **khac.pop("thong_tin", {}),
        },
        by=by,
    )
    (dong,) = soan.dat_noi_dung(
        de_an,
        cac_dong=[{"noi_dung": "KT4", "ten": "Máy sấy", "so_luong": 1, "don_vi_tinh": "cơ sở"}],
        by=by,
    )
    co_so = khac.pop("co_so", None) or CoSoFactory(xa=XaFactory(tinh=don_vi))
    (thu_huong,) = soan.dat_thu_huong(
        de_an,
        cac_dong=[
            {
                "noi_dung_id": dong.pk,
                "co_so": co_so,
                "nganh_nghe": "N1",
                "may": "Máy sấy chè 500 kg/mẻ",
                "tinh_trang_may": "moi",
                nguon: ho_tro,
                "doi_ung": doi_ung,
                **khac,
            }
        ],
        by=by,
    )
    soan.dat_du_toan(
        de_an,
        cac_dong=[
            {
                "noi_dung_id": dong.pk,
                "muc_chi": "Máy sấy chè",
                "don_vi_tinh": "máy",
                "so_luong": 1,
                "don_gia": ho_tro + doi_ung,
                nguon: ho_tro,
                "doi_ung": doi_ung,
            }
        ],
        by=by,
    )
    for ma in ("dang-ky-kinh-doanh", "de-nghi-ho-tro", "cam-ket-doi-ung", "cam-ket-chua-ho-tro"):
        nop_tai_lieu(de_an, ma=ma, ten=ma, tep=tep(), thu_huong=thu_huong, by=by)
    nop_tai_lieu(de_an, ma="bao-gia", ten="Báo giá", tep=tep(), thu_huong=thu_huong, by=by)
    return de_an


def phieu(de_an, by, *, ket_luan="dat", **khac):
    """A signed phiếu thẩm định of one officer, all criteria met."""
    return tham_dinh.ghi_phieu(
        de_an,
        by=by,
        cach="chuyen_vien",
        ngay=HOM_NAY,
        ket_luan=ket_luan,
        y_kien="Đủ điều kiện.",
        tieu_chi=dict.fromkeys(TieuChi, (True, "")),
        kinh_phi={"kcqg": 300 * TRIEU, "doi_ung": 400 * TRIEU},
        ky=True,
        **khac,
    )


def qua_so(de_an, n: Nguoi):
    """Handed in, appraised and found good by the Sở."""
    de_an = tham_dinh.nop(de_an, by=n.trung_tam)
    de_an = tham_dinh.nhan_tham_dinh(de_an, by=n.tham_dinh_so)
    phieu(de_an, n.tham_dinh_so)
    return tham_dinh.ket_luan(de_an, by=n.tham_dinh_so)


def qua_cuc(de_an, n: Nguoi):
    de_an = tham_dinh.gui_cuc(de_an, by=n.lanh_dao_so)
    de_an = tham_dinh.nhan_tham_dinh(de_an, by=n.cuc)
    phieu(de_an, n.cuc)
    return tham_dinh.ket_luan(de_an, by=n.cuc)


def duyet(de_an, n: Nguoi, ngay=date(2025, 12, 30)):
    return tham_dinh.phe_duyet(de_an, so_quyet_dinh="QĐ 3536/QĐ-BCT", ngay=ngay, by=n.cuc_ld)


def hop_dong(de_an, n: Nguoi, gia_tri=None):
    return thuc_hien.ky_hop_dong(
        de_an,
        so="05/2026/HĐ-KCQG",
        ngay=date(2026, 2, 10),
        het_han=date(2026, 11, 30),
        ben_a="Cục",
        ben_b=de_an.thuc_hien,
        gia_tri=gia_tri or {"kcqg": 300 * TRIEU, "doi_ung": 400 * TRIEU},
        by=n.cuc_phong,
    )


def tinh(**khac):
    return DonViFactory(**{"ma": "52", "ten_goi": "Gia Lai", "slug": "gia-lai"} | khac)
