import pytest
from datetime import date
from django.urls import reverse
from cucctdp.accounts.groups import dong_bo_nhom
from tests.cumcongnghiep import mau
from tests.cumcongnghiep.xem.test_ho_so import so, cum  # noqa
from tests.cumcongnghiep.xem import test_trinh_duyet as td
