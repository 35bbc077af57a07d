"""What tests of doors share."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cumcongnghiep.services.so_lieu import SoMoi

MOC = date(2026, 6, 14)


def cac_loi(ham, *args, **kwargs):
    with pytest.raises(ValidationError) as loi:
        ham(*args, **kwargs)
    return loi.value.messages


def so_moi(chi_tieu, gia_tri, **khac):
    return SoMoi(chi_tieu, Decimal(gia_tri), MOC, **khac)
