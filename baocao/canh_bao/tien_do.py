"""CB03: rows behind their plan, in four levels (thang của bảng theo dõi Nghị quyết 169).

The top level is also for a year that is foreseen to miss its plan: by the Sở's own estimate in Q12
(kịch bản cơ sở), else, for a seasonal row, by last year × cumulative / same period (2.16 of the
domain file). LK/n × 12 is no forecast here: it is below the plan exactly when A9 is below n/12.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from baocao.bang import Bang, Dong, dung_cac_bang
from baocao.canh_bao.kieu import CUC_CHUYEN_MON, CanhBao, Nguong
from baocao.checks.nguyen_nhan_cham import do_lech_tien_do
from baocao.choices import TrangThaiKy
from baocao.models import BoBaoCao, PhieuBieu
from baocao.neo import neo_cua
from cucctdp.formats.ky import Ky, LoaiKy
from cucctdp.formats.so import dinh_dang

KY_DANG_XEM = (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG, TrangThaiKy.DA_CHOT)
# Whole-year estimates of the Sở in Q12, by the row they are about; column of the base scenario.
_UOC_NAM = {"GT10": "DG7b", "BL00": "DG7c", "XK00": "DG7d", "NK00": "DG7e", "NL10": "DG7f"}
_COT_CO_SO = "D3"
_TEN_MUC = {"can_chu_y": "Cần chú ý", "nguy_co": "Nguy cơ", "bao_dong": "Báo động"}
# Whole-year estimates of the Sở in Q12, by the row they are about; column of the base scenario.
_UOC_NAM = {"GT10": "DG7b", "BL00": "DG7c", "XK00": "DG7d", "NK00": "DG7e", "NL10": "DG7f"}
_COT_CO_SO = "D3"
_MUC = {"can_chu_y": "thap", "nguy_co": "vua", "bao_dong": "cao"}


def tien_do(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Main rows with a plan, of sent packs of periods not yet published.

    n/12 for most rows, the same period of last year (A8) for seasonal ones.
    """
    muc = nguong.cua("CB03")
    if not muc:
        return
    cac_bo = BoBaoCao.objects.filter(ky__trang_thai__in=KY_DANG_XEM, gui_luc__isnull=False)
    cac_phieu = Q(bieu_mau__bo_cot="A") | Q(bieu_mau__chi_tieu__ma__in=_UOC_NAM.values())
    for bo in cac_bo.select_related("ky", "don_vi").order_by("ky", "don_vi__ma"):
        cac_dong = PhieuBieu.objects.filter(cac_phieu, bo=bo).select_related("bieu_mau").distinct()
        phieu_cua_bo = list(cac_dong)
        for p in phieu_cua_bo:
            p.bo = bo
        cac_bang = list(dung_cac_bang(phieu_cua_bo).values())
        cua_so = _uoc_cua_so(cac_bang)
        for bang in cac_bang:
            for dong in bang:
                if bang.bieu_mau.bo_cot == "A" and dong.chi_tieu.cap == 0:
                    du_bao = cua_so.get(dong.chi_tieu.ma) or _uoc_mua_vu(bang, dong)
                    yield from _cua_dong(bo, bang, dong, muc, du_bao)


@dataclass(frozen=True)
class _DuBao:
    """A whole-year figure and the words for where it comes from."""

    so: Decimal
    nguon: str


def _uoc_cua_so(cac_bang: Sequence[Bang]) -> dict[str, _DuBao]:
    """The Sở's own estimates by the row they are about."""
    return {
        ma: _DuBao(so, "Sở ước cả năm")
        for bang in cac_bang
        for ma, dong_uoc in _UOC_NAM.items()
        if (so := bang.so(dong_uoc, _COT_CO_SO)) is not None
    }


def _uoc_mua_vu(bang: Bang, dong: Dong) -> _DuBao | None:
    """Last year × cumulative / same period, for a seasonal row whose last year is known."""
    ct = dong.chi_tieu
    nam_truoc = bang.lich_su.so(Ky(LoaiKy.NAM, bang.ky.nam - 1).ma, ct.ma, "A4")
    so_cung_ky = bang.so(ct.ma, "A8")
    if not ct.mua_vu or nam_truoc is None or so_cung_ky is None:
        return None
    return _DuBao(nam_truoc * so_cung_ky / 100, "dự báo theo mùa vụ cả năm")


def _cua_dong(
    bo: BoBaoCao,
    bang: Bang,
    dong: Dong,
    muc: Mapping[str, Decimal],
    du_bao: _DuBao | None,
) -> Iterator[CanhBao]:
    ct = dong.chi_tieu
    lech, dat = do_lech_tien_do(bang, dong), bang.so(ct.ma, "A9")
    if lech is None:
        return
    hut = _phan_hut(du_bao, bang.so(ct.ma, "A1"), muc.get("du_bao"))
    if lech >= muc["an_toan"] and not hut:
        return
    bac = "bao_dong"
    if not hut and lech >= muc["can_chu_y"]:
        bac = "can_chu_y"
    elif not hut and lech >= muc["nguy_co"]:
        bac = "nguy_co"
    cau = f"{bo.don_vi.ten_goi}: {ct.ten} – {_TEN_MUC[bac]}: đạt {dinh_dang(dat, 1)} % KH"
    if lech < 0:
        cau += f", chậm {dinh_dang(-lech, 1)} điểm %"
    yield CanhBao(
        ma="CB03",
        khoa=f"CB03:{bo.pk}:{ct.ma}:{bac}",
        cau=f"{cau}{hut}.",
        duong_dan=reverse("admin:baocao_bobaocao_change", args=[bo.pk])
        + f"?the={bang.bieu_mau.ma}#o-{ct.ma}",
        duong_dan_so=reverse("so:phieu", args=[bang.phieu.pk]) + f"#{neo_cua(ct.ma, 'A9')}",
        vai_tro=(*CUC_CHUYEN_MON, "so_lanh_dao", "so_tong_hop"),
        don_vi=bo.don_vi.khoa,
        ten_don_vi=bo.don_vi.ten_goi,
        don_vi_id=bo.don_vi_id,
        ky=bo.ky.ma,
        muc=_MUC[bac],
    )


def _phan_hut(du_bao: _DuBao | None, ke_hoach: Decimal | None, muc: Decimal | None) -> str:
    """End of the sentence when the forecast is under ``muc`` percent of the plan, else ""."""
    if du_bao is None or muc is None or not ke_hoach or du_bao.so * 100 >= ke_hoach * muc:
        return ""
    return f"; {du_bao.nguon} {dinh_dang(du_bao.so / ke_hoach * 100, 1)} % KH"
