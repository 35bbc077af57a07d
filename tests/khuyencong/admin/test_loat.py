"""Steps on many đề án: what is refused is told once a reason."""

import pytest
from django.urls import reverse

from tests.factories.khuyencong import DeAnFactory

pytestmark = pytest.mark.django_db


def test_equal_refusals_are_told_once_with_the_codes(vao, gui_cuc, don_vi):
    hai, ba = (
        DeAnFactory(ma=f"KCQG-2026-9000{i}", don_vi=don_vi, trang_thai="phe_duyet") for i in (1, 2)
    )
    trang = f"{reverse('admin:khuyencong_dean_nhan_nhieu')}?de_an={gui_cuc.pk},{hai.pk},{ba.pk}"
    c = vao("cuc")

    thu = c.get(trang)
    bao = [str(m) for m in c.post(trang, follow=True).context["messages"]]

    ((_, cac),) = thu.context["ket_qua"].theo_ly_do
    assert cac == [hai, ba]
    assert len(bao) == 2, "one for what was done, one for the refusal"
    assert bao[1].startswith("2 đề án không làm được. ")
    assert bao[1].endswith(f"({hai.ma}, {ba.ma})")
