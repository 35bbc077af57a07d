"""Selection of products over HTTP: sums and public results for who sees statistics."""

from tests.role_matrix.vai import SO, TRU_QUAN_TRI

_AI = f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')} so_khuyen_cong api_client"
_TK = "/api/v1/thong-ke/binh-chon"
BANG = {
    f"api:{ten}": (duong, 403, {200: _AI, 401: "an_danh"})
    for ten, duong in (
        ("bc-pheu", f"{_TK}/pheu/"),
        ("bc-giay-hieu-luc", f"{_TK}/giay-chung-nhan/"),
        ("bc-cac-ky", "/api/v1/binh-chon/ky/"),
    )
}
# The sample has no round and no certificate.
BANG |= {
    f"api:{ten}": (duong, 403, {404: _AI, 401: "an_danh"})
    for ten, duong in (
        ("bc-ket-qua", "/api/v1/binh-chon/ky/0/ket-qua/"),
        ("bc-giay", "/api/v1/binh-chon/giay-chung-nhan/la/"),
    )
}
