"""The briefing may cost little more than the printing of its own finished HTML."""

from collections.abc import Iterator

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from baocao.briefings import dung_html_ban_tin, dung_pdf
from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import nap_cac_quy
from baocao.services.tong_hop import tong_hop
from cucctdp.pdf.render import THU_MUC_TINH

TOI_DA = 1.4
VONG = 3


@phep_do("ban-tin")
def do_ban_tin() -> Iterator[KetQuaDo]:
    """Briefing of one full quarter against bare WeasyPrint on the same HTML."""
    lan = tong_hop(nap_cac_quy(2)[-1], by=None)
    html = dung_html_ban_tin(lan)

    def san() -> object:
        return HTML(string=html, base_url=THU_MUC_TINH.as_uri() + "/").write_pdf(
            font_config=FontConfiguration(), pdf_variant="pdf/ua-1"
        )

    ban_tin, chi_in = do_xen_ke(lambda: dung_pdf(lan), san, vong=VONG)
    yield KetQuaDo(
        "Bản tin PDF so với WeasyPrint trên HTML đã dựng sẵn",
        ban_tin / chi_in,
        TOI_DA,
        f"WeasyPrint: {chi_in:.2f} s",
        f"bản tin từ lần tổng hợp: {ban_tin:.2f} s",
    )
