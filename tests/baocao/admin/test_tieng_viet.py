"""No English words of Django, the theme or a library on the pages of the admin."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import reverse

from baocao.models import BieuMau

TIENG_ANH = re.compile(
    r"\b(Add|Save|Delete|Search|Filters?|Select|Actions?|Log ?out|Welcome|Changed?|View|History|"
    r"Home|Show|Hide|Reset|Apply|Clear|Close|Choose|Password|Name|results?|total|the|and|of|"
    r"items?|Loading|Next|Previous|Submit|Cancel|Please|rows?|Export|Import)\b"
)
THUOC_TINH = {"title", "aria-label", "placeholder", "alt"}


class _Chu(HTMLParser):
    def __init__(self):
        super().__init__()
        self.chu, self.trong_ma = [], 0

    def handle_starttag(self, tag, attrs):
        self.trong_ma += tag in ("script", "style")
        self.chu += [v for k, v in attrs if k in THUOC_TINH and v]

    def handle_endtag(self, tag):
        self.trong_ma -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.trong_ma and data.strip():
            self.chu.append(data.strip())


def tieng_anh(tra_loi):
    doc = _Chu()
    doc.feed(tra_loi.text)
    return {c for c in doc.chu if TIENG_ANH.search(c)}


def cac_trang():
    duong = [reverse("admin:index"), reverse("admin:password_change")]
    for model in admin.site._registry:
        ten = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        duong += [reverse(f"{ten}_changelist"), reverse(f"{ten}_add")]
    return duong


@pytest.mark.parametrize("vai_tro", ["cuc_lanh_dao_phong", "quan_tri"])
def test_pages_hold_no_english(client, vao, bo_gui, vai_tro):
    vao(vai_tro)
    bieu = BieuMau.objects.get(ma="Q08")
    cac_duong = [
        *cac_trang(),
        reverse("admin:baocao_bieumau_change", args=[bieu.pk]),
        reverse("admin:baocao_bieumau_history", args=[bieu.pk]),
        reverse("admin:baocao_bobaocao_change", args=[bo_gui.pk]),
    ]

    tra_loi = {d: client.get(d) for d in cac_duong}

    con = {d: chu for d, t in tra_loi.items() if t.status_code == 200 and (chu := tieng_anh(t))}
    assert con == {}
