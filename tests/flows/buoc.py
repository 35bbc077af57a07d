"""What the stories do over and over: confirm a step, fill the form Q04."""

from baocao.models import GiaTri
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from cucctdp.formats.so import doc_so
from tests.baocao import mau

# What the specialist types: the total and its parts, in tỷ đồng.
GO = {
    "BL00": "19.510,119",
    "BL10": "15.000,119",
    "BL20": "2.000",
    "BL21a": "400,5",
    "BL21b": "1.599,5",
    "BL30": "1.010",
    "BL40": "1.500",
}


def xac_nhan(trang, nhan):
    """Press the button that does the step, and wait for the answer and the page it leads to."""
    with (
        trang.expect_navigation(),
        trang.expect_response(lambda r: r.request.method == "POST" and r.status in (200, 302)),
    ):
        trang.get_by_role("button", name=nhan, exact=True).last.click()


def buoc(trang, nhan):
    """Click a step and confirm it on its page or dialog."""
    trang.get_by_role("link", name=nhan, exact=True).last.click()
    xac_nhan(trang, nhan)


def nhap_phan_con_lai(phieu, *, by):
    """Everything of the form Q04 but the column that the specialist types in the browser."""
    luy_ke = [GhiO(ma, "A4", so=doc_so(so) * 3) for ma, so in GO.items()]
    con_lai = [o for o in mau.cac_o_du(phieu) if o.chi_tieu not in GO]
    nhap_lieu.ghi_o(phieu, [*luy_ke, *con_lai], by=by)


def go_cot_ky(trang, phieu, so=GO):
    """Type the column of the period and wait for the autosave; return what is stored by row."""
    for ma, chu in so.items():
        o = trang.locator(f'input[name="o:{ma}.A3"]')
        o.fill(chu)
        o.press("Tab")
    can = {ma: doc_so(chu) for ma, chu in so.items()}
    hien_tai = GiaTri.objects.hien_tai().filter(phieu=phieu, cot="A3", chi_tieu__ma__in=so)
    for _ in range(60):
        co = dict(hien_tai.values_list("chi_tieu__ma", "so"))
        if co == can:
            break
        trang.wait_for_timeout(250)
    return co
