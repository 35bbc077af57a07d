"""Filters of the register of đề án that officers use."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Least
from django.http import HttpRequest
from django.utils import timezone

from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, KeThua
from khuyencong.choices import DA_PHE_DUYET, NGUON_KHUYEN_CONG, HinhThuc, Nguon, TrangThaiDeAn
from khuyencong.models import (
    CanhBao,
    DeAn,
    DeAnNoiDung,
    DinhMuc,
    HopDong,
    NghiemThu,
    NoiDung,
    QuyTac,
    ThuHuong,
)
from khuyencong.rules.dong_ho import HAN, TEN_HAN

T = TrangThaiDeAn
# What waits for somebody; the other states stand in the list one by one.
NHOM_TRANG_THAI = {
    "cho_so": ("Chờ Sở", (T.NOP_SO, T.THAM_DINH_SO, T.DAT_CO_SO)),
    "cho_cuc": ("Chờ Cục", (T.GUI_CUC, T.THAM_DINH_BO, T.DU_KIEN)),
    "cho_bo_sung": ("Chờ bổ sung", (T.TRA_LAI, T.BO_SUNG)),
    "dang_lam": ("Đang thực hiện (mọi bước)", (T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN, T.XIN_NGUNG)),
    "cho_quyet_toan": ("Chờ quyết toán, thanh lý", (T.NGHIEM_THU, T.QUYET_TOAN)),
    "da_duyet": ("Đã phê duyệt trở đi", DA_PHE_DUYET),
}


class LocNam(LocLuaChon):
    title = "năm kế hoạch"
    parameter_name = "nam"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Both ends from the index: the years between are few, every row read is not.
        dau_cuoi = DeAn.objects.aggregate(dau=Min("nam"), cuoi=Max("nam"))
        if dau_cuoi["dau"] is None:
            return []
        cac = range(dau_cuoi["cuoi"], dau_cuoi["dau"] - 1, -1)
        return [(str(n), str(n)) for n in cac]


class LocNguon(LocLuaChon):
    title = "chế độ"
    parameter_name = "nguon"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(n.value, n.label) for n in NGUON_KHUYEN_CONG]


class LocHinhThuc(LocLuaChon):
    title = "hình thức"
    parameter_name = "hinh_thuc"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(HinhThuc.choices)


class LocTinh(LocLuaChon):
    title = "tỉnh, thành phố"
    parameter_name = "tinh"
    duong = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = DonViHanhChinh.objects.visible_to(request.user).filter(bo_ma=BoMa.B34).theo_ten()
        return [("nhieu", "Đề án nhiều tỉnh"), *((str(d.pk), d.ten_goi) for d in cac)]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "nhieu":
            return queryset.filter(**{f"{self.duong}don_vi__isnull": True})
        # A province merged away keeps its old rows under the new one.
        cu = KeThua.objects.filter(moi=gia_tri).values("cu")
        cua = f"{self.duong}don_vi"
        return queryset.filter(Q(**{cua: gia_tri}) | Q(**{f"{cua}__in": cu}))


class LocNoiDung(LocLuaChon):
    title = "nội dung hoạt động"
    parameter_name = "noi_dung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list({n.ma: (n.ma, str(n)) for n in NoiDung.objects.all()}.values())

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        dong = DeAnNoiDung.objects.filter(de_an=OuterRef("pk"), noi_dung=gia_tri)
        return queryset.filter(Exists(dong))


class LocTrangThai(LocLuaChon):
    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        nhom = [(ma, ten) for ma, (ten, _) in NHOM_TRANG_THAI.items()]
        return [*nhom, *(c for c in T.choices if c[0] != T.NHAP)]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        cac = NHOM_TRANG_THAI[gia_tri][1] if gia_tri in NHOM_TRANG_THAI else (gia_tri,)
        return queryset.filter(trang_thai__in=cac)


def qua_han(queryset: QuerySet) -> QuerySet:
    """Past the due date of the waiting step, the clock running."""
    return queryset.filter(han_xu_ly__lt=timezone.localdate(), dung_tu__isnull=True)


def chua_nghiem_thu(queryset: QuerySet) -> QuerySet:
    """With a contract, still running, and no minute that says «đạt»."""
    bien_ban = NghiemThu.objects.filter(hop_dong__de_an=OuterRef("pk"), dat=True)
    hop_dong = HopDong.objects.filter(de_an=OuterRef("pk"))
    dang = (T.HOP_DONG, T.THUC_HIEN, T.XIN_NGUNG)
    return queryset.filter(Exists(hop_dong), ~Exists(bien_ban), trang_thai__in=dang)


def vuot_tran(queryset: QuerySet) -> QuerySet:
    """With a support above its ceiling: the one fixed at approval, or before it today's row.

    The row is that of the source, the level and the province itself; resolutions inherited from
    merged provinces and lines without their level are the rules' matter (KC42, KC05). Supports
    with a written basis are left out.
    """
    tien = Case(When(noi_dung__de_an__nguon=Nguon.KCQG, then=F("kcqg")), default=F("kcdp"))
    dong = (
        ThuHuong.objects.con_tinh()
        .filter(noi_dung__de_an=OuterRef("pk"), ngoai_le="")
        .annotate(tien=tien)
    )
    he_so = Least(F("he_so_uu_tien"), OuterRef("he_so_uu_tien"), output_field=DecimalField())
    tran_nay = F("muc_toi_da") * he_so
    muc = (
        DinhMuc.objects.hieu_luc(timezone.localdate())
        .filter(
            Q(nguon=Nguon.KCQG) | Q(don_vi=OuterRef("noi_dung__de_an__don_vi")),
            noi_dung=OuterRef("noi_dung__noi_dung"),
            cap__in=("", OuterRef("noi_dung__cap")),
            nguon=OuterRef("noi_dung__de_an__nguon"),
            can_xac_minh=False,
        )
        .annotate(tran_nay=ExpressionWrapper(tran_nay, DecimalField()))
        .filter(tran_nay__lt=OuterRef("tien"))
    )
    vuot = dong.filter(Q(tran__lt=F("tien")) | (Q(tran__isnull=True) & Exists(muc)))
    return queryset.filter(Exists(vuot))


class LocCanhBao(LocLuaChon):
    """What an officer looks for first."""

    title = "cần chú ý"
    parameter_name = "chu_y"
    LOAI = {
        "tre": ("Quá hạn xử lý", qua_han),
        "vuot_tran": ("Vượt mức trần", vuot_tran),
        "chua_nghiem_thu": ("Có hợp đồng, chưa nghiệm thu", chua_nghiem_thu),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(ma, ten) for ma, (ten, _) in self.LOAI.items()]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return self.LOAI[gia_tri][1](queryset)


class LocViecCham(LocLuaChon):
    """Đề án with an open alert of the nightly look, by its rule."""

    title = "việc chậm"
    parameter_name = "viec_cham"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        ten = dict(QuyTac.objects.order_by("hieu_luc_tu").values_list("ma", "ten"))
        co = CanhBao.objects.dang_mo().order_by("ma").values_list("ma", flat=True).distinct()
        return [(ma, TEN_HAN if ma == HAN else f"{ma} – {ten.get(ma, '')}") for ma in co]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        mo = CanhBao.objects.dang_mo().filter(de_an=OuterRef("pk"), ma=gia_tri)
        return queryset.filter(Exists(mo))


CAC_LOC = (
    LocNam,
    LocNguon,
    LocTinh,
    LocNoiDung,
    LocHinhThuc,
    LocTrangThai,
    LocCanhBao,
    LocViecCham,
)
