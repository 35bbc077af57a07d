"""CB03: rows behind their plan, in four levels (thang của bảng theo dõi Nghị quyết 169)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse

from baocao.bang import Bang, Dong, dung_cac_bang
from baocao.canh_bao.kieu import CUC_CHUYEN_MON, CanhBao, Nguong
from baocao.checks.nguyen_nhan_cham import do_lech_tien_do
from baocao.choices import TrangThaiKy
from baocao.models import BoBaoCao, PhieuBieu
from cucctdp.formats.so import dinh_dang

KY_DANG_XEM = (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG, TrangThaiKy.DA_CHOT)
_TEN_MUC = {"can_chu_y": "Cần chú ý", "nguy_co": "Nguy cơ", "bao_dong": "Báo động"}
_MUC = {"can_chu_y": "thap", "nguy_co": "vua", "bao_dong": "cao"}


def tien_do(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Main rows with a plan, of sent packs of periods not yet published.

    n/12 for most rows, the same period of last year (A8) for seasonal ones.
    """
    muc = nguong.cua("CB03")
    if not muc:
        return
    cac_bo = BoBaoCao.objects.filter(ky__trang_thai__in=KY_DANG_XEM, gui_luc__isnull=False)
    for bo in cac_bo.select_related("ky", "don_vi").order_by("ky", "don_vi__ma"):
        phieu = PhieuBieu.objects.filter(bo=bo, bieu_mau__bo_cot="A").select_related("bieu_mau")
        cac_phieu = list(phieu)
        for p in cac_phieu:
            p.bo = bo
        for bang in dung_cac_bang(cac_phieu).values():
            for dong in bang:
                if dong.chi_tieu.cap == 0:
                    yield from _cua_dong(bo, bang, dong, muc)


def _cua_dong(
    bo: BoBaoCao, bang: Bang, dong: Dong, muc: Mapping[str, Decimal]
) -> Iterator[CanhBao]:
    lech = do_lech_tien_do(bang, dong)
    if lech is None or lech >= muc["an_toan"]:
        return
    bac = "bao_dong"
    if lech >= muc["can_chu_y"]:
        bac = "can_chu_y"
    elif lech >= muc["nguy_co"]:
        bac = "nguy_co"
    ct = dong.chi_tieu
    dat = bang.so(ct.ma, "A9")
    yield CanhBao(
        ma="CB03",
        khoa=f"CB03:{bo.pk}:{ct.ma}:{bac}",
        cau=f"{bo.don_vi.ten_goi}: {ct.ten} – {_TEN_MUC[bac]}: đạt {dinh_dang(dat, 1)} % KH, "
        f"chậm {dinh_dang(-lech, 1)} điểm %.",
        duong_dan=reverse("admin:baocao_bobaocao_change", args=[bo.pk])
        + f"?the={bang.bieu_mau.ma}#o-{ct.ma}",
        duong_dan_so=reverse("so:phieu", args=[bang.phieu.pk]) + f"#o-{ct.ma}-A9",
        vai_tro=(*CUC_CHUYEN_MON, "so_lanh_dao", "so_tong_hop"),
        don_vi=bo.don_vi.khoa,
        ten_don_vi=bo.don_vi.ten_goi,
        don_vi_id=bo.don_vi_id,
        ky=bo.ky.ma,
        muc=_MUC[bac],
    )
