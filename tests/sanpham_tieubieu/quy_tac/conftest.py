"""The law as shipped, once a test; a rule's sentences without its code."""

import pytest

from khuyencong.services.du_lieu_goc import nap as nap_khuyen_cong
from sanpham_tieubieu.services.du_lieu_goc import nap


@pytest.fixture
def luat(db):
    nap()


@pytest.fixture
def luat_dia_ban(luat):
    nap_khuyen_cong()
