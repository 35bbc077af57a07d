"""Statistics of khuyến công: sums for who sees any of it, the list for who sees đề án."""

_THAY = (
    "so_chuyen_vien so_truong_phong so_lanh_dao so_khuyen_cong vung_khuyen_cong cuc_chuyen_vien "
    "cuc_lanh_dao_phong cuc_lanh_dao bo_lanh_dao kiem_toan"
)
_TONG = f"{_THAY} api_client"
BANG = {
    f"api:{ten}": (
        f"/api/v1/thong-ke/khuyen-cong/{duong}/?nam=2026",
        403,
        {200: ai, 401: "an_danh"},
    )
    for ten, duong, ai in (
        ("kc-kinh-phi", "kinh-phi", _TONG),
        ("kc-ket-qua", "ket-qua", _TONG),
        ("kc-de-an", "de-an", _THAY),
        ("kc-co-so", "co-so", _THAY),
        ("kc-dieu-chinh", "dieu-chinh", _THAY),
        ("kc-binh-chon", "binh-chon", _TONG),
        ("kc-nhan-luc", "nhan-luc", _TONG),
        ("kc-ke-hoach", "ke-hoach", _THAY),
    )
}
# The sample has no programme.
BANG["api:kc-chuong-trinh"] = (
    "/api/v1/thong-ke/khuyen-cong/chuong-trinh/khong-co/",
    403,
    {404: _TONG, 401: "an_danh"},
)
