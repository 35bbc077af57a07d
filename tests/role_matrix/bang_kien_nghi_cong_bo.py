"""Published answers of every province, for every Sở."""

from tests.role_matrix.vai import NGOAI_SO, QUAN_TRI_WEB, SO

BANG = {
    "so:kien_nghi_cong_bo": (
        "/so/kien-nghi/cong-bo/",
        302,
        {200: SO, 403: f"{QUAN_TRI_WEB} api_client so_khuyen_cong {NGOAI_SO}"},
    ),
}
