"""Pages of alerts."""

from tests.role_matrix.vai import MOI_SO, QUAN_TRI_WEB

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "canh_bao": ("/admin/canh-bao/", 302, {200: QUAN_TRI_WEB}),
    "so:canh_bao": ("/so/canh-bao/", 403, {200: MOI_SO, 302: "an_danh"}),
}
