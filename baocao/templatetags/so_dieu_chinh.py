"""Numbers of a restatement: before, after, difference."""

from collections.abc import Iterable
from decimal import Decimal

from django import template

from baocao.statistics.anh_huong import ODoi
from cucctdp.formats.so import dinh_dang

register = template.Library()


@register.filter
def so_doi(so: Decimal | None, so_le: int) -> str:
    """A number with its decimals; «...» when there is none."""
    if so is None:
        return "..."
    return dinh_dang(so, so_le) if round(so, so_le) == so else dinh_dang(round(so, so_le + 1))


@register.filter
def so_chenh(so: Decimal | None, so_le: int) -> str:
    """A difference with its sign; «–» when it cannot be told."""
    return "–" if so is None else dinh_dang(round(so, so_le), so_le, dau=True)


@register.filter
def vuot(o: ODoi, nguong: Decimal | None) -> bool:
    """True when the difference is larger than the threshold in percent."""
    return nguong is not None and o.phan_tram is not None and abs(o.phan_tram) > nguong


@register.filter
def cac_chi_tieu(cac_o: Iterable[ODoi]) -> list[str]:
    """Codes of the rows, each once, in order."""
    return list(dict.fromkeys(o.chi_tieu for o in cac_o))
