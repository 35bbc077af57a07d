"""Demo people of the network (B7): staff of centres, collaborators of communes, advisers."""

from __future__ import annotations

from datetime import date

from khuyencong.minh_hoa.kich_ban import so
from khuyencong.minh_hoa.tinh import MINH_HOA, Tinh
from khuyencong.models import CongTacVien, TrungTam, TuVanVien
from khuyencong.models.mang_luoi import GHI_CHU_MINH_HOA

_TU = date(2023, 1, 1)
_DEN = date(2026, 10, 1)
_LINH_VUC = ("Quản trị sản xuất", "Công nghệ chế biến", "Chuyển đổi số", "Sản xuất sạch hơn")


def nap_mang_luoi(cac_tinh: list[Tinh]) -> None:
    """Write the network once, three inserts; names say «minh họa», no person is named."""
    TrungTam.objects.bulk_create(
        TrungTam(
            to_chuc=t.trung_tam, cap=TrungTam.Cap.TINH, bien_che=18 + so(9, "bien-che", i),
            vien_chuc=15 + so(6, "vien-chuc", i), giam_doc=1, pho_giam_doc=1 + so(2, "pho", i),
            den_ngay=_DEN, ghi_chu=GHI_CHU_MINH_HOA,
        )
        for i, t in enumerate(cac_tinh)
    )  # fmt: skip
    CongTacVien.objects.bulk_create(
        CongTacVien(
            ho_ten=f"Cộng tác viên {xa.ten_goi} {MINH_HOA}", xa=xa, hieu_luc_tu=_TU,
            quyet_dinh=f"QĐ công nhận {MINH_HOA}", ghi_chu=GHI_CHU_MINH_HOA,
        )
        for i, t in enumerate(cac_tinh)
        for xa in t.xa[: 3 + so(6, "ctv", i)]
    )  # fmt: skip
    TuVanVien.objects.bulk_create(
        TuVanVien(
            ho_ten=f"Tư vấn viên {i + 1:02d} {t.don_vi.ten_goi} {MINH_HOA}", hieu_luc_tu=_TU,
            linh_vuc=[_LINH_VUC[i % 4], _LINH_VUC[(i + 1) % 4]], trinh_do="Thạc sĩ",
            can_cu=f"QĐ công nhận {MINH_HOA}", don_vi=t.don_vi, ghi_chu=GHI_CHU_MINH_HOA,
        )
        for i, t in enumerate(cac_tinh)
    )  # fmt: skip
