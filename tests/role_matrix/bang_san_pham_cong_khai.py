"""Public results of the selection: everybody reads them, with or without an account."""

BANG = {
    "bc_tra_cuu": ("/binh-chon/", 200, {}),
    # The sample has no recognised product.
    "bc_ky": ("/binh-chon/ky/0/", 404, {}),
    "bc_san_pham": ("/binh-chon/san-pham/0/", 404, {}),
    "bc_anh": ("/binh-chon/anh/0.jpg", 404, {}),
}
