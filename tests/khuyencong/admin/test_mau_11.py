"""Mẫu 11 at the Cục: how many beneficiaries of a đề án nhóm are named."""

from django.urls import reverse

from tests.factories.khuyencong import ThuHuongFactory


def test_page_of_a_group_says_how_many_beneficiaries_are_named(vao, da_duyet):
    trang = reverse("admin:khuyencong_dean_change", args=[da_duyet.pk])
    c = vao("cuc")

    rieng = c.get(trang, {"the": "noi-dung"}).context["mau_11"]
    da_duyet.hinh_thuc = "nhom"
    da_duyet.save()
    ThuHuongFactory(noi_dung=da_duyet.cac_noi_dung.get(), co_so=None, xa=None)
    nhom = c.get(trang, {"the": "noi-dung"})

    assert rieng is None
    assert nhom.context["mau_11"] == {"co": 1, "tat": 2, "con": 1}
    assert "1/2 đơn vị thụ hưởng" in nhom.content.decode()
