"""Lý lịch cụm from the register may cost little more than the printing of its finished HTML."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from cucctdp.do_luong import KetQuaDo, do_xen_ke, phep_do
from cucctdp.pdf.render import THU_MUC_TINH
from cumcongnghiep.giay_to.ly_lich import ban_pdf, ly_lich, trang_html
from cumcongnghiep.minh_hoa.nap import nap_minh_hoa_cum
from cumcongnghiep.models import Cum
from cumcongnghiep.services.du_lieu_goc import nap

TOI_DA = 1.4
VONG = 5
SO_CUM = 40


@phep_do("cum-ly-lich")
def do_ly_lich() -> Iterator[KetQuaDo]:
    """The page of the cluster with the most projects, every query counted."""
    nap()
    nap_minh_hoa_cum(SO_CUM)
    cum = Cum.objects.filter(so_du_an__isnull=False).order_by("-so_du_an").first()
    if cum is None:
        raise RuntimeError("no demo cluster has projects")
    html = trang_html(ly_lich(cum))

    def san() -> object:
        return HTML(string=html, base_url=THU_MUC_TINH.as_uri() + "/").write_pdf(
            font_config=FontConfiguration(), pdf_variant="pdf/ua-1"
        )

    cua_ta, chi_in = do_xen_ke(lambda: ban_pdf(ly_lich(cum)), san, vong=VONG)
    yield KetQuaDo(
        f"Lý lịch cụm PDF ({cum.so_du_an} dự án) so với WeasyPrint trên HTML đã dựng sẵn",
        cua_ta / chi_in,
        TOI_DA,
        f"WeasyPrint: {chi_in * 1000:.0f} ms",
        f"lý lịch từ hồ sơ: {cua_ta * 1000:.0f} ms",
    )
