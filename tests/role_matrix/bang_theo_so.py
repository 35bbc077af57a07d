"""Figures of the registers into a form; files of a petition."""

from tests.role_matrix.vai import MOI_SO

BANG = {
    "so:theo_so": ("/so/phieu/{phieu}/theo-so/", 403, {302: "an_danh", 405: MOI_SO}),
    "so:kien_nghi_tep": ("/so/kien-nghi/0/tep/", 403, {302: "an_danh", 405: MOI_SO}),
}
