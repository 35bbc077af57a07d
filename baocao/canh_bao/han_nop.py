"""CB01, CB02: packs near and past their due date; CB12: a synthesis of less than all units."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from baocao.canh_bao.kieu import CanhBao, Nguong
from baocao.choices import BuocHan, TrangThaiBo, TrangThaiKy
from baocao.han import Han
from baocao.models import BoBaoCao, GiaHan, HanNop, LanTongHop

_CHUA_GUI = (
    TrangThaiBo.CHUA_NHAP,
    TrangThaiBo.DANG_NHAP,
    TrangThaiBo.CHO_PHONG,
    TrangThaiBo.CHO_KY,
)
# Who has the pack in hand, by state.
_NGUOI_GIU = {
    TrangThaiBo.CHUA_NHAP: ("so_chuyen_vien", "so_tong_hop"),
    TrangThaiBo.DANG_NHAP: ("so_chuyen_vien", "so_tong_hop"),
    TrangThaiBo.CHO_PHONG: ("so_truong_phong", "so_tong_hop"),
    TrangThaiBo.CHO_KY: ("so_lanh_dao",),
}


def han_nop(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """Alerts of the day for packs not sent; an extension moves the due date."""
    truoc, sau = nguong.cac_ngay("CB01"), nguong.cac_ngay("CB02")
    don_doc = nguong.cua("CB02").get("don_doc")
    cac_bo = list(
        BoBaoCao.objects.filter(
            ky__trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG],
            trang_thai__in=_CHUA_GUI,
            gui_lan_dau_luc__isnull=True,
        ).select_related("ky", "don_vi")
    )
    cac_ky = {b.ky_id for b in cac_bo}
    han = {h.ky_id: h for h in HanNop.objects.filter(ky__in=cac_ky, buoc=BuocHan.SO, bieu="")}
    gia_han = {(g.ky_id, g.don_vi_id): g.den_ngay for g in GiaHan.objects.filter(ky__in=cac_ky)}
    for bo in cac_bo:
        if bo.ky_id not in han:
            continue
        goc = han[bo.ky_id]
        con = Han(goc.ngay, goc.loai_han, gia_han.get((bo.ky_id, bo.don_vi_id))).con_lai(ngay)
        if con >= 0 and con in truoc:
            yield _canh_bao(
                bo,
                "CB01",
                ngay,
                f"Báo cáo {bo.ky} của {bo.don_vi.ten_goi} đến hạn ngày {goc.ngay:%d/%m/%Y}; "
                f"hiện ở bước «{bo.get_trang_thai_display()}».",
                _NGUOI_GIU[TrangThaiBo(bo.trang_thai)],
                "thap" if con > 2 else "vua",
            )
        elif con < 0 and -con in sau:
            cau = f"Báo cáo {bo.ky} của {bo.don_vi.ten_goi} quá hạn {-con} ngày."
            if don_doc is not None and -con >= don_doc:
                cau += " Đề nghị Cục có công văn đôn đốc (dự thảo kèm bộ báo cáo)."
            yield _canh_bao(bo, "CB02", ngay, cau, ("so_lanh_dao", "cuc_chuyen_vien"), "cao")


def _canh_bao(
    bo: BoBaoCao, ma: str, ngay: date, cau: str, vai_tro: tuple[str, ...], muc: str
) -> CanhBao:
    return CanhBao(
        ma=ma,
        khoa=f"{ma}:{bo.pk}:{ngay.isoformat()}",
        cau=cau,
        duong_dan=reverse("admin:baocao_bobaocao_change", args=[bo.pk]),
        duong_dan_so=reverse("so:bo", args=[bo.pk]),
        vai_tro=vai_tro,
        don_vi=bo.don_vi.khoa,
        ten_don_vi=bo.don_vi.ten_goi,
        don_vi_id=bo.don_vi_id,
        ky=bo.ky.ma,
        muc=muc,
    )


def thieu_bo(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB12: the newest run of a period not yet published covers less than all units."""
    da_xet = set()
    rows = LanTongHop.objects.exclude(ky__trang_thai=TrangThaiKy.DA_CONG_BO)
    for lan in rows.select_related("ky").order_by("ky", "-so"):
        if lan.ky_id in da_xet:
            continue
        da_xet.add(lan.ky_id)
        if lan.so_don_vi_co < lan.so_don_vi_tong:
            yield CanhBao(
                ma="CB12",
                khoa=f"CB12:{lan.pk}",
                cau=f"Bản tổng hợp {lan.ky} chưa đủ "
                f"{lan.so_don_vi_co}/{lan.so_don_vi_tong} địa phương.",
                duong_dan=reverse("admin:baocao_lantonghop_change", args=[lan.pk]),
                vai_tro=("cuc_lanh_dao", "cuc_lanh_dao_phong"),
                ky=lan.ky.ma,
                muc="cao",
            )
