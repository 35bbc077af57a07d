"""What people are told when something happens to their packs; every such call is in this module.

Steps come from the workflow's signal, remarks, threads and briefings from the saving of their rows:
whichever door was used, the notice is written in the same transaction. Bulk loads tell nobody.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from baocao import workflow as w
from baocao.models import (
    BanTin,
    BoBaoCao,
    DeNghiGiaHan,
    GiaoKiemTra,
    LoiTraoDoi,
    PhieuBieu,
    YKien,
)
from baocao.services import thong_bao_ho_so
from baocao.services.nguoi_nhan import VAI_TRO_CUA_SO, SoNguoiNhan
from baocao.workflow_de_nghi import TU_CHOI_GIA_HAN
from cucctdp.accounts.models import User
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui
from cucctdp.workflow.steps import buoc_da_lam

_SO_TONG = ("so_tong_hop", "so_lanh_dao")
_SO_TAT_CA = ("so_chuyen_vien", "so_truong_phong", *_SO_TONG)


def duong_bo(bo_id: int) -> Callable[[Any], str]:
    """Address of a pack for its reader: the portal for a Sở, the admin for others."""

    def duong(user: Any) -> str:
        ten = "so:bo" if user.la_so else "admin:baocao_bobaocao_change"
        return reverse(ten, args=[bo_id])

    return duong


def _bao(
    bo: BoBaoCao,
    su_kien: str,
    vai_tro: Iterable[str],
    cau: str,
    noi_dung: str = "",
    *,
    by: Any,
    loai: str = Loai.XU_LY,
    khan: bool = False,
    them: Iterable[Any] = (),
) -> None:
    """One notice about a pack to these roles (and ``them``), never to who did it."""
    nguoi = [*SoNguoiNhan().cua(bo.don_vi_id, vai_tro), *them]
    gui(
        khoa=f"{su_kien}:{bo.pk}:{bo.vong}",
        nguoi_nhan=[u for u in nguoi if by is None or u.pk != by.pk],
        tieu_de=f"{bo.don_vi.ten_goi}: {cau} báo cáo {bo.ky}",
        noi_dung=noi_dung,
        lien_ket=duong_bo(bo.pk),
        loai=loai,
        khan=khan,
    )


def theo_buoc(sender: type, *, obj: Any, buoc: Any, by: Any, ly_do: str, **_: Any) -> None:
    """Tell who must act next, or must know, after a step of a pack, form or request."""
    match obj:
        case BoBaoCao():
            _theo_buoc_bo(obj, buoc.ten, by, ly_do)
        case PhieuBieu() if buoc.ten == w.PHONG_TRA_LAI.ten and obj.nguoi_trinh is not None:
            ma = obj.bieu_mau.ma
            _bao(
                obj.bo,
                f"phieubieu.tra_lai:{obj.pk}:{timezone.now():%Y%m%d%H%M}",
                (),
                f"phòng trả lại biểu {ma},",
                f"Lý do: {ly_do}",
                by=by,
                khan=True,
                them=[obj.nguoi_trinh],
            )
        case DeNghiGiaHan():
            _theo_de_nghi(obj, buoc.ten, by, ly_do)


def _theo_buoc_bo(bo: BoBaoCao, ten: str, by: Any, ly_do: str) -> None:
    luc = f"{bo.gui_luc:%Y%m%d%H%M%S}" if bo.gui_luc else f"{timezone.now():%Y%m%d%H%M%S}"
    if ten == w.BO_TRINH_PHONG.ten:
        _bao(bo, f"{ten}:{luc}", ("so_truong_phong", "so_tong_hop"), "đã trình phòng", by=by)
    elif ten == w.CHUYEN_LANH_DAO.ten:
        _bao(bo, f"{ten}:{luc}", ("so_lanh_dao",), "chờ ký", by=by, khan=True)
    elif ten == w.LANH_DAO_TRA_LAI.ten:
        vai_tro = ("so_chuyen_vien", "so_truong_phong", "so_tong_hop")
        cau = "lãnh đạo Sở trả lại"
        _bao(bo, f"{ten}:{luc}", vai_tro, cau, f"Lý do: {ly_do}", by=by, khan=True)
    elif ten in (w.KY_GUI.ten, w.GUI_LAI.ten):
        vong = f"Vòng {bo.vong}. " if bo.vong > 1 else ""
        so = f"{vong}{bo.get_tinh_han_display()}." if bo.vong == 1 else vong.strip()
        _bao(bo, f"bobaocao.gui:{luc}", ("cuc_chuyen_vien",), "đã gửi", so, by=by)
        _bao(bo, f"bobaocao.gui_so:{luc}", ("so_tong_hop", "so_van_thu"), "đã gửi", so, by=by)
    elif ten == w.TRA_LAI.ten:
        han = f" Bổ sung chậm nhất ngày {ngay_ngan(bo.han_bo_sung)}." if bo.han_bo_sung else ""
        _bao(bo, ten, _SO_TAT_CA, "Cục trả lại", f"Lý do: {ly_do}{han}", by=by, khan=True)
    elif ten == w.DE_NGHI_TIEP_NHAN.ten:
        _cho_cap_tren(bo, ten, "đề nghị tiếp nhận", by)
    elif ten == w.XAC_NHAN.ten:
        _cho_cap_tren(bo, ten, "chờ cấp của bạn xử lý", by)
    elif ten == w.TIEP_NHAN.ten:
        _bao(bo, ten, _SO_TAT_CA, "Cục đã tiếp nhận", by=by)


def _cho_cap_tren(bo: BoBaoCao, ten: str, cau: str, by: Any) -> None:
    """To the level whose turn it is, without those who have already acted on the pack."""
    cac_cap, da_qua = w.cap_xac_nhan(bo)
    cap = cac_cap[min(len(da_qua), len(cac_cap) - 1)] or "cuc_lanh_dao_phong"
    nguoi = SoNguoiNhan().cua(bo.don_vi_id, (cap,))
    luc = f"{bo.de_nghi_tiep_nhan_luc:%Y%m%d%H%M%S}" if bo.de_nghi_tiep_nhan_luc else ""
    da_lam = {*da_qua, bo.nguoi_kiem_tra_id}
    them = [u for u in nguoi if u.pk not in da_lam]
    _bao(bo, f"{ten}:{luc}:{len(da_qua)}", (), cau, by=by, khan=True, them=them)


def giao_kiem_tra(giao: GiaoKiemTra, *, truoc: Any, by: Any) -> None:
    """A pack is given to an officer; who had it before hears that it went to somebody else."""
    bo, luc = giao.bo, f"{giao.luc:%Y%m%d%H%M%S%f}"
    ten = giao.nguoi.ten_hien_thi
    _bao(bo, f"bobaocao.giao_kiem_tra:{luc}", (), "giao kiểm tra", by=by, them=[giao.nguoi])
    if truoc is not None:
        cau = f"Người kiểm tra mới: {ten}."
        khoa = f"bobaocao.giao_nguoi_khac:{luc}"
        _bao(bo, khoa, (), "giao người khác kiểm tra", cau, by=by, them=[truoc])


def de_nghi_gia_han(de_nghi: DeNghiGiaHan) -> None:
    """A request has come in: to those who decide."""
    _bao(
        de_nghi.bo,
        f"denghigiahan.moi:{de_nghi.pk}",
        ("cuc_lanh_dao_phong",),
        "đề nghị gia hạn",
        f"Đến hết ngày {ngay_ngan(de_nghi.den_ngay)}. Lý do: {de_nghi.ly_do}",
        by=de_nghi.nguoi,
        khan=True,
    )


def _theo_de_nghi(de_nghi: DeNghiGiaHan, ten: str, by: Any, ly_do: str) -> None:
    if ten == TU_CHOI_GIA_HAN.ten:
        _bao(
            de_nghi.bo,
            f"{ten}:{de_nghi.pk}",
            _SO_TONG,
            "Cục không gia hạn",
            f"Lý do: {ly_do}",
            by=by,
            khan=True,
            them=[de_nghi.nguoi],
        )


def da_gia_han(bo: BoBaoCao, den_ngay: Any, *, by: Any) -> None:
    """An extension is granted: to everybody who works on the pack."""
    cau = f"Được gửi đến hết ngày {ngay_ngan(den_ngay)}."
    _bao(bo, f"bobaocao.gia_han:{den_ngay:%Y%m%d}", _SO_TAT_CA, "Cục gia hạn", cau, by=by)


def _theo_y_kien(sender: type, *, instance: YKien, created: bool, **_: Any) -> None:
    """Remarks come by the dozen: the first of a day tells, the list shows the others."""
    if not created:
        return
    bo = BoBaoCao.objects.select_related("ky", "don_vi").get(pk=instance.bo_id)
    khoa = f"ykien:{timezone.localdate():%Y%m%d}"
    vai_tro = ("so_chuyen_vien", "so_truong_phong", "so_tong_hop")
    _bao(
        bo,
        khoa,
        vai_tro,
        "Cục có ý kiến về",
        f"{_o(instance.phieu, instance.chi_tieu, instance.cot)}{instance.noi_dung[:300]}",
        by=instance.nguoi,
        loai=Loai.TRAO_DOI,
    )


def _theo_loi(sender: type, *, instance: LoiTraoDoi, created: bool, **_: Any) -> None:
    """A message in a thread goes to the other side, and to who has written in it before."""
    if not created:
        return
    luong = instance.luong
    phieu = luong.phieu
    bo = BoBaoCao.objects.select_related("ky", "don_vi").get(pk=phieu.bo_id)
    da_viet = User.objects.filter(
        pk__in=LoiTraoDoi.objects.filter(luong=luong).values("nguoi"), is_active=True
    )
    so = SoNguoiNhan()
    ben_kia = (
        so.cua(bo.don_vi_id, ("cuc_chuyen_vien",))
        if instance.nguoi.la_so
        else so.cua(
            bo.don_vi_id, VAI_TRO_CUA_SO & {"so_chuyen_vien", "so_truong_phong"},
            nhom=phieu.bieu_mau.nhom,
        )
    )  # fmt: skip
    _bao(
        bo,
        f"traodoi:{instance.pk}",
        (),
        "trao đổi về",
        f"{_o(phieu, luong.chi_tieu, luong.cot)}{instance.noi_dung[:300]}",
        by=instance.nguoi,
        loai=Loai.TRAO_DOI,
        them=[*da_viet, *ben_kia],
    )


def _o(phieu: PhieuBieu | None, chi_tieu: str, cot: str) -> str:
    if phieu is None:
        return ""
    o = " ".join(filter(None, (chi_tieu, cot)))
    return f"{phieu.bieu_mau.ma}{', ' + o if o else ''}: "


def _theo_ban_tin(sender: type, *, instance: BanTin, **_: Any) -> None:
    """A briefing is ready: to everybody who may download it."""
    if instance.tep_id is None:
        return
    nguoi = [
        u
        for u in User.objects.filter(is_active=True)
        if "baocao.tai_bantin" in u.hang_vai_tro.quyen
    ]
    gui(
        khoa=f"bantin:{instance.pk}",
        nguoi_nhan=nguoi,
        tieu_de=f"{instance.get_loai_display()} {instance.lan.ky} đã sẵn sàng",
        noi_dung=f"Lần tổng hợp {instance.lan.so}.",
        lien_ket=reverse("lanh_dao"),
        loai=Loai.KET_QUA,
    )


def noi() -> None:
    """Connect the occasions; called once, when the apps are ready."""
    buoc_da_lam.connect(theo_buoc, dispatch_uid="baocao.thong_bao.buoc")
    buoc_da_lam.connect(thong_bao_ho_so.theo_buoc, dispatch_uid="baocao.thong_bao_ho_so.buoc")
    for model, ham in ((YKien, _theo_y_kien), (LoiTraoDoi, _theo_loi), (BanTin, _theo_ban_tin)):
        post_save.connect(ham, sender=model, dispatch_uid=f"baocao.thong_bao.{model.__name__}")
