"""Ids of the places on a form's page in the portal: one home for who draws and who links."""


def neo_cua(chi_tieu: str, cot: str = "", *, danh_sach: bool = False) -> str:
    """Id of a cell, of a row without ``cot``, of a list (under the grid); "" without a row."""
    if not chi_tieu:
        return ""
    if danh_sach:
        return f"ds-{chi_tieu}"
    return f"o-{chi_tieu}-{cot}" if cot else f"dong-{chi_tieu}"
