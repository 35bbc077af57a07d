"""Who is asking: request id and address, carried to the audit trail by a context variable."""

import contextlib
import ipaddress
import re
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class YeuCau:
    """One request (or one background job): its id, the caller's address and country.

    ``quoc_gia``: two letters as the proxy in front looked them up, None when it does not.
    """

    ma: str
    dia_chi: str | None = None
    quoc_gia: str | None = None


_hien_tai: ContextVar[YeuCau | None] = ContextVar("yeu_cau", default=None)


def dia_chi_chuan(dia_chi: str | None) -> str | None:
    """Return an address in its one spelling; None for what is no address.

    PostgreSQL rewrites addresses too, so the hash of an event covers this spelling; and a header
    somebody made up must not stop the request.
    """
    try:
        dc = ipaddress.ip_address((dia_chi or "").strip().partition("%")[0])
    except ValueError:
        return None
    return str(getattr(dc, "ipv4_mapped", None) or dc)


def quoc_gia_chuan(quoc_gia: str | None) -> str | None:
    """Return a country code (ISO 3166-1, two letters) in capitals; None for what is no code.

    «XX» and «T1» are what proxies write for unknown addresses and anonymous networks.
    """
    ma = (quoc_gia or "").strip().upper()
    return ma if re.fullmatch(r"[A-Z]{2}", ma) and ma != "XX" else None


def yeu_cau_hien_tai() -> YeuCau | None:
    """Return the running request, or None outside one."""
    return _hien_tai.get()


@contextlib.contextmanager
def trong_yeu_cau(*, dia_chi: str | None = None, quoc_gia: str | None = None) -> Iterator[YeuCau]:
    """All events written inside carry one and the same request id."""
    yeu_cau = YeuCau(
        ma=str(uuid.uuid4()),
        dia_chi=dia_chi_chuan(dia_chi),
        quoc_gia=quoc_gia_chuan(quoc_gia),
    )
    token = _hien_tai.set(yeu_cau)
    try:
        yield yeu_cau
    finally:
        _hien_tai.reset(token)
