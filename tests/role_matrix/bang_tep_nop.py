"""Pages of uploaded workbooks."""

from tests.role_matrix.vai import SO

BANG = {
    "so:xung_dot": ("/so/bo/{bo}/xung-dot/", 403, {200: SO, 302: "an_danh"}),
}
