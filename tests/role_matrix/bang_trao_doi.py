"""Pages of the grid beside the form itself: verdicts, session, threads at a cell."""

from tests.role_matrix.vai import MOI_SO, SO, XEM_BO

BANG = {
    "so:ket_qua": ("/so/phieu/{phieu}/ket-qua/", 403, {200: SO, 302: "an_danh"}),
    "so:ma_phien": ("/so/phien/ma/", 403, {200: MOI_SO, 302: "an_danh"}),
    "so:trao_doi": (
        "/so/phieu/{phieu}/trao-doi/?chi_tieu=BL00&cot=A3",
        403,
        {200: f"{SO} {XEM_BO}", 302: "an_danh"},
    ),
}
