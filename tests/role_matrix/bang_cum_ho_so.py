"""The page of a dossier: read by who reads the register, worked on by who keeps it."""

from tests.role_matrix.vai import SO, TRU_QUAN_TRI

_DOC = f"{TRU_QUAN_TRI} {SO.replace(' so_van_thu', '')}"
_BAO_CAO = f"{_DOC} ccn_bao_cao"

BANG = {
    "ccn_ho_so": ("/cum-cong-nghiep/ho-so/0/", 403, {404: _DOC, 302: "an_danh"}),
    # Work is sent by POST.
    "ccn_ho_so_viec": ("/cum-cong-nghiep/ho-so/0/buoc/", 405, {302: "an_danh"}),
    "ccn_ho_so_giay": (
        "/cum-cong-nghiep/ho-so/0/bien-ban.pdf",
        403,
        {404: _DOC, 302: "an_danh"},
    ),
    "ccn_mo_ho_so": (
        "/cum-cong-nghiep/cum/0/ho-so-moi/",
        403,
        {404: _BAO_CAO, 302: "an_danh"},
    ),
}
