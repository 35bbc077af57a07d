"""Small things of the admin's pages: list cells, badge, titles, words after a number."""

import json
import re

import pytest
from django.apps import apps
from django.urls import reverse

from baocao.models import PhieuBieu
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui
from tests.baocao import mau
from tests.factories.accounts import tai_khoan


def _trang(client, *ten, args=()):
    return client.get(reverse(*ten, args=args)).content.decode()


def test_page_of_a_list_cell_shows_a_table_not_its_storage(client, nguoi, vao):
    bo = mau.bo_moi(nguoi, "2026-9T", bieu={"Q12"})
    phieu = PhieuBieu.objects.get(bo=bo)
    cau_truc = phieu.bieu_mau.chi_tieu.get(ma="DG3").danh_sach["cot"]
    muc = {c["ma"]: (c.get("lua_chon") or ["Thiếu vốn lưu động."])[0] for c in cau_truc}
    chu = json.dumps([muc], ensure_ascii=False)
    nhap_lieu.ghi_o(phieu, [GhiO("DG3", "D1", chu=chu)], by=nguoi.tong_hop)
    mau.da_gui(bo, nguoi)
    vao("cuc_chuyen_vien")

    trang = _trang(client, "admin:baocao_bobaocao_o", args=[bo.pk, "Q12", "DG3", "D1"])

    assert (trang.count('<table class="bc-bang-con">'), "Thiếu vốn lưu động." in trang) == (1, True)
    assert "{&quot;" not in trang


@pytest.mark.parametrize("so", [0, 2])
def test_badge_of_notices_is_drawn_only_when_something_is_unread(client, db, so):
    user = tai_khoan("cuc_lanh_dao_phong")
    client.force_login(user)
    for i in range(so):
        gui(
            khoa=f"thu:{i}", nguoi_nhan=[user], tieu_de="Thử", noi_dung="Thử.", lien_ket="/",
            loai=Loai.CANH_BAO,
        )  # fmt: skip

    trang = _trang(client, "admin:index")

    assert re.findall(r"text-\[11px\][^>]*bg-red-100[^>]*>\s*(\d*)\s*<", trang) == ["2"] * bool(so)


@pytest.mark.parametrize("ten", ["canh_bao", "admin:baocao_viec_den_han"])
def test_pages_beside_the_models_are_named_after_themselves(client, db, ten):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))

    trang = _trang(client, ten)

    dau = re.search(r'<h1 class="overflow-hidden[^>]*>(.*?)</h1>', trang, re.S)[1]
    phan = [p.strip() for p in re.findall(r"<(?:a|span)[^>]*truncate[^>]*>(.*?)<", dau, re.S)]
    assert phan == [{"canh_bao": "Cảnh báo"}.get(ten, "Việc đến hạn")]


def test_no_plural_word_stands_after_a_number():
    """«10 các lần tổng hợp» is no Vietnamese."""
    ten = [str(m._meta.verbose_name_plural) for m in apps.get_models()]

    assert [t for t in ten if t.startswith(("các ", "những "))] == []
