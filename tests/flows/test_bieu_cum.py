"""A round of statutory reports of clusters in the browser alone: a firm and a developer report,
the commune sums up, the Sở signs and sends, the Cục receives and sees it in the nation's sums."""

import pytest
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from cumcongnghiep.models import BieuNop
from cumcongnghiep.services import bieu_nop
from cumcongnghiep.services.du_lieu_goc import nap
from tests.cumcongnghiep.bieu import mau
from tests.flows.buoc import xac_nhan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]
B01 = {"1": "120,5", "2": "6,25", "3": "300", "4": "9,5"}
B02 = {"1": "400", "2": "250", "3": "25", "4": "12", "5": "40", "9": "15", "10": "1,5", "11": "20",
       "12": "11"}  # fmt: skip


class Nguoi:
    """One person's window."""

    def __init__(self, trang, goc):
        self.trang, self.goc = trang, goc

    def mo(self, ten, *args):
        self.trang.goto(self.goc + reverse(ten, args=args))

    def bam(self, nhan, vai="button"):
        with self.trang.expect_navigation():
            self.trang.get_by_role(vai, name=nhan, exact=True).first.click()

    def go(self, o):
        """Type into boxes as people do; each is saved when it is left."""
        for ma, chu in o.items():
            hop = self.trang.locator(f'[name="gt:{ma}"]')
            if hop.input_value() == chu:
                continue
            hop.fill(chu)
            with self.trang.expect_response(lambda r: r.request.method == "POST"):
                hop.press("Tab")

    def giai_trinh(self):
        """Explain every row that asks for it."""
        for hang in self.trang.locator("[data-dong]", has=self.trang.locator(".cb-vp li")).all():
            hop = hang.locator("[name^='gi:']")
            hop.fill("Đã kiểm tra với hồ sơ của đơn vị")
            with self.trang.expect_response(lambda r: r.request.method == "POST"):
                hop.press("Tab")

    def gui(self, nhan="Gửi biểu", ky=True):
        self.bam(nhan, "link")
        if ky:
            self.trang.get_by_label("Người ký").fill("Lê Văn An")
            self.trang.get_by_label("Chức vụ").fill("Giám đốc")
        xac_nhan(self.trang, nhan)


def _cua(**loc):
    return BieuNop.objects.select_related("ky").get(**loc)


def test_from_a_firm_s_figures_to_the_nation_s_sums(dang_nhap, live_server):
    dong_bo_nhom()
    nap()
    t = mau.tinh_mau()
    # Xã Hai has nothing to tell but its register.
    mau.dat(bieu_nop.lap(ky=t.ky, bieu="03", xa=t.xa_2, by=t.n.xa_2))
    dn, cdt, xa, cv, ld, cuc = (
        Nguoi(dang_nhap(x), live_server.url)
        for x in (t.n.dn_1, t.n.cdt, t.n.xa_1, t.n.cv, t.n.ld, t.n.cuc)
    )

    dn.bam("Nhập biểu")
    dn.go(B01)
    dn.gui()
    cdt.bam("Nhập biểu")
    cdt.go(B02)
    cdt.giai_trinh()
    cdt.gui()

    xa.mo("cum_bieu:xa", t.ky.pk, t.xa_1.pk)
    xa.bam("Tổng hợp Biểu 03")
    xa.giai_trinh()
    xa.gui()
    b03 = _cua(bieu="03", xa=t.xa_1)
    assert [mau.so(b03)[m] for m in ("3", "14", "18", "23", "25")] == [
        1, 250, 15, mau.D("120.5"), 300,
    ]  # fmt: skip

    cv.mo("cum_bieu:bieu", b03.pk)
    cv.bam("Chấp nhận", "link")
    xac_nhan(cv.trang, "Chấp nhận")
    cv.mo("cum_bieu:tinh", t.ky.pk)
    cv.bam("Lập Biểu 04")
    cv.giai_trinh()
    b04 = _cua(bieu="04")
    ld.mo("cum_bieu:bieu", b04.pk)
    ld.gui("Ký gửi Biểu 04", ky=False)

    cuc.mo("admin:cumcongnghiep_bieunop_chap_nhan", b04.pk)
    xac_nhan(cuc.trang, "Tiếp nhận")
    cuc.mo("admin:cumcongnghiep_kybieu_ca_nuoc", t.ky.pk)

    b04 = _cua(bieu="04")
    assert (b04.trang_thai, b04.nguoi_ky) == ("chap_nhan", t.n.ld.ten_hien_thi)
    assert [mau.so(b04)[m] for m in ("3", "4", "23", "25")] == [2, 125, mau.D("120.5"), 300]
    assert "145,00/145,00 ha" in cuc.trang.locator("main, #main, body").first.inner_text()
