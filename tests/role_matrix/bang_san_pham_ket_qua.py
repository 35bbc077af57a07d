"""Results of the selection: the public page of a certificate."""

BANG = {
    # Signed tokens only: whoever asks, an invented one is answered «không xác minh được».
    "xac_minh": ("/xac-minh/abc/", 404, {}),
}
