"""The page that returns many packs at once."""

from tests.role_matrix.vai import KHONG_KIEM

BANG = {
    "admin:baocao_bobaocao_tra_lai_nhieu": (
        "/admin/baocao/bobaocao/tra-lai-nhieu/",
        302,
        {403: KHONG_KIEM},
    ),
}
