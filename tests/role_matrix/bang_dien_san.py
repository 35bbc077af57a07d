"""The button of form Q08; a GET finds nothing."""

from tests.role_matrix.vai import MOI_SO

# name: (address, status for everybody not named, {status: roles})
BANG = {
    "so:dien_san": ("/so/phieu/{phieu}/dien-san/", 403, {405: MOI_SO, 302: "an_danh"}),
}
