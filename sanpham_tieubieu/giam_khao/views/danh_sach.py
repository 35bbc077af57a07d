"""The entries of a judge by round, and what he declares before the first sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.donvi.models import CoSo
from sanpham_tieubieu.choices import (
    LoaiXungDot,
    NguonXungDot,
    TrangThaiKhung,
    TrangThaiPhieu,
    VaiTroBan,
)
from sanpham_tieubieu.giai_doan import giam_khao_thay, giam_khao_thay_ten
from sanpham_tieubieu.giam_khao.quyen import cac_ghe, chi_giam_khao, lay_ghe, ten_hien
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.luc_cham import thoi_diem_dang_mo
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KhungDiem,
    NhomSanPham,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
    TieuChi,
    XungDot,
)
from sanpham_tieubieu.services.phan_cong import DE_CHAM
from sanpham_tieubieu.services.xung_dot import cam_ket, khai_bao

# Kinds a judge declares himself; the province of both is known without him.
TU_KHAI = [
    (x.value, x.label)
    for x in LoaiXungDot
    if x not in (LoaiXungDot.CUNG_TEN, LoaiXungDot.CUNG_TINH)
]


@dataclass
class DongCham:
    """One entry of the list."""

    pk: int
    ten: str
    nhom: str
    san_pham: str
    phieu: PhieuCham | None
    da_cham: int
    so_la: int

    @property
    def thu_tu(self) -> int:
        if self.phieu is None:
            return 1
        return 0 if self.phieu.trang_thai == TrangThaiPhieu.DANG_CHAM else 2


@dataclass
class KyCuaToi:
    """A round with the entries given to the judge."""

    ghe: ThanhVienBan
    dong: list[DongCham]
    thay: bool
    dang_mo: str | None
    tu_choi: int

    @property
    def ky(self) -> Any:
        return self.ghe.ban.ky

    @property
    def da_ky(self) -> int:
        return sum(1 for d in self.dong if d.thu_tu == 2)

    @property
    def truong_ban(self) -> bool:
        return self.ghe.vai_tro == VaiTroBan.TRUONG_BAN


def so_la(khung: Any) -> dict[int, int]:
    """Leaves of each rubric; one query."""
    rows = TieuChi.objects.filter(khung__in=khung, con__isnull=True)
    return dict(rows.order_by().values_list("khung").annotate(n=Count("pk")))


def cac_ky_cua(user: Any) -> list[KyCuaToi]:
    """Rounds and entries of an account, what is begun first; a fixed number of queries."""
    ghe = list(cac_ghe(user).prefetch_related("ban__ky__cac_moc"))
    pc = list(
        PhanCong.objects.filter(giam_khao__in=ghe)
        .select_related("ho_so")
        .order_by("ho_so__ma_nhom", "ho_so__ma_so", "ho_so_id")
    )
    phieu = {
        (p.giam_khao_id, p.ho_so_id): p
        for p in PhieuCham.objects.cua_giam_khao(user)
        .filter(giam_khao__in=ghe)
        .exclude(trang_thai=TrangThaiPhieu.VO_HIEU)
        .annotate(so_diem=Count("cac_diem", filter=Q(cac_diem__diem__isnull=False)))
    }
    khung = {
        (k.ky_id, k.ma_nhom): k.pk
        for k in KhungDiem.objects.filter(
            ky__in={g.ban.ky_id for g in ghe}, trang_thai=TrangThaiKhung.DA_DUYET
        )
    }
    la = so_la([*khung.values(), *(p.khung_id for p in phieu.values())])
    nhom = dict(NhomSanPham.objects.order_by("hieu_luc_tu").values_list("ma", "ten_ngan"))
    tu_choi = Counter(
        g
        for g, _ in XungDot.objects.filter(giam_khao__in=ghe, chan=True, go_luc__isnull=True)
        .order_by()
        .values_list("giam_khao", "ho_so")
        .distinct()
    )
    cac = []
    for g in ghe:
        ky = g.ban.ky
        ten = giam_khao_thay_ten(ky)
        dong = []
        for x in pc:
            if x.giam_khao_id != g.pk:
                continue
            p = phieu.get((g.pk, x.ho_so_id))
            k = p.khung_id if p else khung.get((ky.pk, x.ho_so.ma_nhom), 0)
            dong.append(
                DongCham(
                    x.pk,
                    ten_hien(x.ho_so),
                    nhom.get(x.ho_so.ma_nhom, x.ho_so.ma_nhom),
                    x.ho_so.ten_san_pham if ten else "",
                    p,
                    p.so_diem if p else 0,
                    la.get(k, 0),
                )
            )
        dong.sort(key=lambda d: d.thu_tu)
        cac.append(KyCuaToi(g, dong, giam_khao_thay(ky), thoi_diem_dang_mo(ky), tu_choi[g.pk]))
    return cac


@chi_giam_khao
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """What the judge has to score, what is signed, what still waits."""
    return render(request, "cham_diem/danh_sach.html", {"cac_ky": cac_ky_cua(request.user)})


@chi_giam_khao
@require_POST
def phien(request: HttpRequest) -> HttpResponse:
    """The judge is still there: every answered request moves the end of the session."""
    return JsonResponse({"ok": True})


def _co_so_trong_ky(ghe: ThanhVienBan) -> list[CoSo]:
    """Establishments of the round by name: apart from codes, so that none is told by the other."""
    ho_so = HoSoDangKy.objects.filter(ky=ghe.ban.ky_id, trang_thai__in=DE_CHAM)
    return list(
        CoSo.objects.filter(pk__in=ho_so.values("san_pham__co_so"))
        .select_related("xa__tinh")
        .order_by("ten", "pk")
    )


@chi_giam_khao
@require_http_methods(["GET", "POST"])
def khai(request: HttpRequest, ky: int) -> HttpResponse:
    """Declare ties with establishments of the round; each blocks the sheets on its products."""
    ghe = lay_ghe(request.user, ky)
    cac = _co_so_trong_ky(ghe)
    loi: list[str] = []
    if request.method == "POST":
        loi = _khai(request, ghe, cac)
        if not loi:
            messages.success(request, "Đã ghi khai báo xung đột lợi ích của bạn cho kỳ này.")
            return redirect("cham_diem:danh_sach")
    da_khai = list(
        XungDot.objects.filter(giam_khao=ghe, go_luc__isnull=True, nguon=NguonXungDot.KHAI_BAO)
        .values_list("ho_so__ten_co_so", "loai")
        .distinct()
        .order_by("ho_so__ten_co_so")
    )
    du_lieu = {
        "ghe": ghe,
        "ky": ghe.ban.ky,
        "cac_co_so": [
            {
                "c": c,
                "chon": request.POST.get(f"loai-{c.pk}", ""),
                "chi_tiet": request.POST.get(f"chi_tiet-{c.pk}", ""),
            }
            for c in cac
        ],
        "cac_loai": TU_KHAI,
        "da_khai": [(ten, LoaiXungDot(loai).label) for ten, loai in da_khai],
        "cac_loi": loi,
    }
    return render(request, "cham_diem/khai.html", du_lieu, status=422 if loi else 200)


def _khai(request: HttpRequest, ghe: ThanhVienBan, cac: list[CoSo]) -> list[str]:
    """Write every tie of the form and the statement; all faults at once, nothing half-written."""
    hop_le = {ma for ma, _ in TU_KHAI}
    khai_ra: list[tuple[CoSo, str, str]] = []
    loi = []
    for c in cac:
        loai = request.POST.get(f"loai-{c.pk}", "")
        chi_tiet = request.POST.get(f"chi_tiet-{c.pk}", "").strip()[:500]
        if loai and loai not in hop_le:
            loi.append(f"{c.ten}: chọn loại quan hệ trong danh sách.")
        elif loai and len(chi_tiet) < 5:
            loi.append(f"{c.ten}: nêu rõ quan hệ với cơ sở.")
        elif loai:
            khai_ra.append((c, loai, chi_tiet))
    if request.POST.get("cam_ket") != "1":
        loi.append("Đánh dấu cam kết đã khai đủ trước khi gửi.")
    if loi:
        return loi

    def lam() -> None:
        for c, loai, chi_tiet in khai_ra:
            rows = HoSoDangKy.objects.filter(
                ky=ghe.ban.ky_id, san_pham__co_so=c, trang_thai__in=DE_CHAM
            ).exclude(
                xung_dot__in=XungDot.objects.filter(
                    giam_khao=ghe, loai=loai, nguon=NguonXungDot.KHAI_BAO, go_luc__isnull=True
                )
            )
            for h in rows:
                khai_bao(h, by=request.user, loai=loai, chi_tiet=chi_tiet)
        cam_ket(ghe.ban.ky, by=request.user)

    return loi_khi(lam)
