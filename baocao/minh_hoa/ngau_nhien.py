"""Numbers out of hashes of keys, and exact division of totals into parts."""

import hashlib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

_MAU = Decimal(1 << 32)


def ti_le(tu: str, den: str, *khoa: object) -> Decimal:
    """Return a number in [tu, den) that depends on the key alone."""
    bam = hashlib.blake2b("|".join(map(str, khoa)).encode(), digest_size=4).digest()
    phan = Decimal(int.from_bytes(bam, "big")) / _MAU
    return Decimal(tu) + (Decimal(den) - Decimal(tu)) * phan


def tron(so: Decimal, so_le: int) -> Decimal:
    """Round half up to a number of decimals."""
    return so.quantize(Decimal(1).scaleb(-so_le), ROUND_HALF_UP)


def chia(
    tong: Decimal,
    trong_so: Mapping[str, Decimal],
    so_le: int,
    co_dinh: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """Divide a total by weights; the parts add up exactly, ``co_dinh`` parts are given.

    The heaviest free part takes the rounding.
    """
    phan = {ma: so for ma, so in (co_dinh or {}).items() if ma in trong_so}
    tu_do = {ma: w for ma, w in trong_so.items() if ma not in phan}
    if not tu_do:
        return phan
    con = tong - sum(phan.values(), Decimal(0))
    tong_w = sum(tu_do.values(), Decimal(0))
    lon_nhat = max(tu_do, key=lambda ma: tu_do[ma])
    for ma, w in tu_do.items():
        if ma != lon_nhat:
            phan[ma] = tron(con * w / tong_w, so_le)
    phan[lon_nhat] = tong - sum(phan.values(), Decimal(0))
    return phan
