"""The sample report, rendered once for all tests of this folder."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from cucctdp.pdf.render import dung_html, html_to_pdf

from .van_ban_mau import boi_canh

MAU = Path(__file__).parent / "mau"


@pytest.fixture(scope="session")
def mau_trong_duong_dan() -> Iterator[None]:
    mau = copy.deepcopy(settings.TEMPLATES)
    mau[0]["DIRS"] = [*mau[0]["DIRS"], MAU]
    with override_settings(TEMPLATES=mau):
        yield


@pytest.fixture(scope="session")
def html_mau(mau_trong_duong_dan: None) -> str:
    return dung_html(
        "bao_cao_mau.html",
        boi_canh(),
        tieu_de="Báo cáo quý I/2026",
        tac_gia="Cục Công Thương địa phương",
        tu_khoa=("BC-QUY", "2026-Q1"),
    )


@pytest.fixture(scope="session")
def pdf_mau(html_mau: str) -> bytes:
    return html_to_pdf(html_mau)
