"""Cụm công nghiệp over HTTP: sums and public cards for a key, named answers for officers."""

from tests.role_matrix.vai import SO, TRU_QUAN_TRI

_THAY = f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')}"
_TONG = f"{_THAY} api_client"
_TK = "/api/v1/thong-ke/cum-cong-nghiep"
BANG = {
    f"api:{ten}": (duong, 403, {200: ai, 401: "an_danh"})
    for ten, duong, ai in (
        ("ccn-bieu-04", f"{_TK}/bieu-04/", _TONG),
        ("ccn-lap-day", f"{_TK}/lap-day/", _TONG),
        ("ccn-cac-cau-hoi", f"{_TK}/cau-hoi/", _TONG),
        # Developers by name.
        ("ccn-cau-hoi", f"{_TK}/cau-hoi/7/", _THAY),
        ("ccn-danh-sach", "/api/v1/cum-cong-nghiep/", _TONG),
    )
}
# The sample has no cluster.
BANG["api:ccn-chi-tiet"] = (
    "/api/v1/cum-cong-nghiep/CCN00000/",
    403,
    {404: _TONG, 401: "an_danh"},
)
