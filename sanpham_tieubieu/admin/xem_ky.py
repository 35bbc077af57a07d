"""What the page of a round shows, tab by tab. Scores stand on it after the opening minute only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_ty
from cucctdp.workflow.models import QuyetDinh
from sanpham_tieubieu.admin.loc import cac_nhom
from sanpham_tieubieu.admin.viec_ky import cac_nut, cac_nut_buoc, nut_dong
from sanpham_tieubieu.choices import (
    DA_DANG_KY,
    GiaiDoan,
    LoaiBan,
    TieuChiPhu,
    TrangThaiHoSo,
    TrangThaiKhung,
    TrangThaiKy,
    TrangThaiPhieu,
)
from sanpham_tieubieu.giai_doan import BANG, dang_mo
from sanpham_tieubieu.models import (
    BanBinhChon,
    ChiTieuNhom,
    HoSoDangKy,
    KhieuNai,
    KhungDiem,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
    ThongBaoKetQua,
    XungDot,
)
from sanpham_tieubieu.quyen_diem import xem_diem_duoc
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.dieu_hanh import vuong_cham
from sanpham_tieubieu.services.ky import chi_tieu_hien_tai
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop

CAC_THE = (
    ("tong-quan", "Tổng quan"),
    ("giai-doan", "Giai đoạn"),
    ("dia-ban", "Tỉnh tham gia"),
    ("chi-tieu", "Chỉ tiêu"),
    ("ban", "Hội đồng, các ban"),
    ("khung-diem", "Khung điểm"),
    ("ho-so", "Hồ sơ"),
    ("cham", "Phân công, xung đột"),
    ("ket-qua", "Kết quả"),
    ("khieu-nai", "Thông báo, khiếu nại"),
    ("qua-trinh", "Quá trình"),
)
MAU_KY = {
    TrangThaiKy.SOAN: "xam",
    TrangThaiKy.MO: "xanh",
    TrangThaiKy.CHAM: "vang",
    TrangThaiKy.MO_DIEM: "tim",
    TrangThaiKy.DA_HOP: "tim",
    TrangThaiKy.CONG_NHAN: "luc",
    TrangThaiKy.KET_THUC: "luc",
    TrangThaiKy.HUY: "do",
}
TOI_DA = 300


def nhan_ky(ky: KyBinhChon) -> SafeString:
    """State of a round."""
    return nhan(ky.get_trang_thai_display(), MAU_KY[TrangThaiKy(ky.trang_thai)])  # type: ignore[arg-type]


def _gio(luc: Any) -> str:
    return f"{timezone.localtime(luc):%d/%m/%Y %H:%M}" if luc else "–"


def _ngay(ngay: Any) -> str:
    return f"{ngay:%d/%m/%Y}" if ngay else "–"


def _van_ban(so: str, ngay: Any) -> str:
    return f"{so} ngày {_ngay(ngay)}" if so else "–"


def _tong_quan(ky: KyBinhChon, _: HttpRequest) -> dict[str, Any]:
    bang = [
        ("Ngưỡng điểm bình quân", dinh_dang(ky.nguong)),
        ("Bước điểm", dinh_dang(ky.buoc_diem)),
        ("Số lẻ khi hiển thị", str(ky.so_le)),
        ("Phiếu tối thiểu", f"{ky.phieu_tu}/{ky.phieu_mau} số giám khảo"),
        ("Dự họp tối thiểu", f"{ky.hop_tu}/{ky.hop_mau} số thành viên"),
        (
            "Biểu quyết thông qua",
            f"trên {ky.bieu_quyet_tu}/{ky.bieu_quyet_mau} tổng số thành viên",
        ),
        ("Cảnh báo phiếu lệch trung vị quá", f"{dinh_dang(ky.lech_phieu)} điểm"),
        ("Cảnh báo giám khảo lệch bình quân quá", f"{dinh_dang(ky.lech_giam_khao)} điểm"),
        (
            "Xếp khi bằng điểm theo",
            "; ".join(str(TieuChiPhu(t).label) for t in ky.thu_tu_bang_diem)
            or "dừng lại và biểu quyết",
        ),
        ("Giám khảo chỉ thấy mã số", "Có" if ky.an_danh else "Không"),
        ("Giám khảo cùng tỉnh", ky.get_cung_tinh_display()),
        ("Quy chế chấm", _van_ban(ky.quy_che_so, ky.quy_che_ngay)),
        ("Dự kiến mở điểm", _gio(ky.du_kien_mo_diem)),
    ]
    thieu = vuong_cham(ky) if ky.trang_thai == TrangThaiKy.MO else []
    return {"quy_che": bang, "thieu": thieu}


def _giai_doan(ky: KyBinhChon, _: HttpRequest) -> dict[str, Any]:
    moc = {m.giai_doan: m for m in ky.cac_moc.all()}
    mo = dang_mo(ky)
    return {
        "giai_doan": [
            {
                "ten": GiaiDoan(g.giai_doan).label,
                "mo": _gio(moc[g.giai_doan].mo_luc) if g.giai_doan in moc else "theo trạng thái",
                "dong": _gio(moc[g.giai_doan].dong_luc) if g.giai_doan in moc else "",
                "dang_mo": g.giai_doan in mo,
                "ai_lam": g.ai_lam,
                "ai_thay": g.ai_thay,
            }
            for g in BANG
        ]
    }


def _dia_ban(ky: KyBinhChon, _: HttpRequest) -> dict[str, Any]:
    nop = Counter(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=DA_DANG_KY).values_list(
            "don_vi_id", flat=True
        )
    )
    dong = [
        {"ten": d.don_vi.ten_goi, "chi_tieu": d.chi_tieu, "so": nop.get(d.don_vi_id, 0)}
        for d in ky.dia_ban.select_related("don_vi").order_by("don_vi__ten_goi__khoa_sap_xep")
    ]
    return {"dia_ban": dong, "khong_co": [d["ten"] for d in dong if not d["so"]]}


def _chi_tieu(ky: KyBinhChon, _: HttpRequest) -> dict[str, Any]:
    nay = chi_tieu_hien_tai(ky)
    lich_su = list(ChiTieuNhom.objects.filter(ky=ky).select_related("nhom"))
    dang = Counter(
        HoSoDangKy.objects.filter(ky=ky, trang_thai__in=DA_DANG_KY).values_list(
            "ma_nhom", flat=True
        )
    )
    cac = [
        {"ten": ten, "nay": nay.get(ma), "dang_ky": dang.get(ma, 0)}
        for ma, ten in cac_nhom().items()
        if ma in nay or ma in dang
    ]
    return {"chi_tieu": cac, "lich_su": lich_su}


def _ban(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    tv: dict[int, list[Any]] = {}
    for t in ThanhVienBan.objects.filter(ban__ky=ky).select_related("nhan_su", "ban"):
        t.nut = nut_dong(ky, request.user, "ban", t)
        tv.setdefault(t.ban_id, []).append(t)
    cac = list(BanBinhChon.objects.filter(ky=ky))
    thu_tu = {m: i for i, m in enumerate(LoaiBan.values)}
    cac.sort(key=lambda b: thu_tu[b.loai])
    return {
        "cac_ban": [
            {
                "ban": b,
                "van_ban": _van_ban(b.so_qd, b.ngay_qd),
                "thanh_vien": tv.get(b.pk, []),
                "nut": nut_dong(ky, request.user, "ban", b),
            }
            for b in cac
        ]
    }


def _khung(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    ten = cac_nhom()
    mau = {
        TrangThaiKhung.NHAP: "vang", TrangThaiKhung.DA_DUYET: "luc",
        TrangThaiKhung.THAY_THE: "xam",
    }  # fmt: skip
    cac = KhungDiem.objects.filter(ky=ky).prefetch_related("tieu_chi")
    user = request.user
    return {
        "sua_khung": dieu_hanh_duoc(user, ky, "lap_ky") or dieu_hanh_duoc(user, ky),
        "cac_khung": [
            {
                "khung": k,
                "ten": ten.get(k.ma_nhom, k.ma_nhom),
                "nhan": nhan(k.get_trang_thai_display(), mau[TrangThaiKhung(k.trang_thai)]),  # type: ignore[arg-type]
                "van_ban": _van_ban(k.so_qd, k.ngay_qd),
                "tieu_chi": _cay(list(k.tieu_chi.all())),
                "nut": nut_dong(ky, request.user, "khung-diem", k),
            }
            for k in cac
        ],
    }


def _cay(cac: list[Any]) -> list[tuple[int, Any]]:
    """(depth, criterion), parents before their children."""
    con: dict[int | None, list[Any]] = {}
    for t in cac:
        con.setdefault(t.cha_id, []).append(t)
    kq: list[tuple[int, Any]] = []

    def di(cha: int | None, sau: int) -> None:
        for t in con.get(cha, []):
            kq.append((sau, t))
            di(t.pk, sau + 1)

    di(None, 0)
    return kq


def _ho_so(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    ten = cac_nhom()
    rows = HoSoDangKy.objects.visible_to(request.user).filter(ky=ky)
    dem = dict(rows.order_by().values_list("trang_thai").annotate(so=Count("pk")))
    cac = list(
        rows.exclude(trang_thai=TrangThaiHoSo.NHAP)
        .select_related("don_vi")
        .order_by("ma_nhom", "ma_so", "pk")[:TOI_DA]
    )
    for h in cac:
        h.ten_nhom = ten.get(h.ma_nhom, h.ma_nhom)
    duong = reverse("admin:sanpham_tieubieu_hosodangky_changelist")
    return {
        "dem": [(TrangThaiHoSo(t).label, so, f"{duong}?ky={ky.pk}&trang_thai={t}")
                for t, so in dem.items()],
        "cac_ho_so": cac,
        "duong_ho_so": f"{duong}?ky={ky.pk}",
        "tat_ca": sum(dem.values()),
    }  # fmt: skip


def _cham(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    """How far scoring is: numbers of sheets, never what stands on them."""
    giao = Counter(PhanCong.objects.filter(ho_so__ky=ky).values_list("giam_khao_id", flat=True))
    phieu = {
        gk: (ky_roi, dang)
        for gk, ky_roi, dang in PhieuCham.objects.filter(ho_so__ky=ky)
        .order_by()
        .values_list("giam_khao_id")
        .annotate(
            ky_roi=Count("pk", filter=Q(trang_thai=TrangThaiPhieu.DA_KY)),
            dang=Count("pk", filter=Q(trang_thai=TrangThaiPhieu.DANG_CHAM)),
        )
    }
    giam_khao = ThanhVienBan.objects.filter(ban__ky=ky, ban__loai=LoaiBan.GIAM_KHAO).select_related(
        "nhan_su"
    )
    xung_dot = list(
        XungDot.objects.filter(ho_so__ky=ky).select_related("giam_khao__nhan_su", "ho_so")
    )
    for x in xung_dot:
        x.nut = nut_dong(ky, request.user, "cham", x)
    return {
        "giam_khao": [
            {
                "ten": str(g.nhan_su),
                "vai_tro": g.get_vai_tro_display(),
                "cam_ket": _gio(g.khong_xung_dot_luc),
                "giao": giao.get(g.pk, 0),
                "da_ky": phieu.get(g.pk, (0, 0))[0],
                "dang": phieu.get(g.pk, (0, 0))[1],
            }
            for g in giam_khao
        ],
        "xung_dot": xung_dot,
    }


def _ket_qua(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    """The official mean beside the threshold; sealed before the minute, and for whom it is not."""
    if not ky.da_mo_diem():
        return {"niem_phong": _gio(ky.du_kien_mo_diem)}
    if not xem_diem_duoc(request.user, ky):
        return {"khong_duoc": True}
    quyet_dinh = list(ky.quyet_dinh.all())
    for q in quyet_dinh:
        q.nut = nut_dong(ky, request.user, "ket-qua", q)
    return {"bang": bang_tong_hop(ky), "quyet_dinh": quyet_dinh}


def _khieu_nai(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    """Who was told, and complaints with their clocks."""
    hom_nay = timezone.localdate()
    cac = list(KhieuNai.objects.filter(ky=ky).select_related("ho_so"))
    for k in cac:
        k.nut = nut_dong(ky, request.user, "khieu-nai", k)
        k.tre = k.trang_thai == "dang_xet" and k.han_giai_quyet < hom_nay
    co = ThongBaoKetQua.objects.filter(ho_so__ky=ky).count()
    phai = HoSoDangKy.objects.filter(ky=ky, trang_thai__in=DA_DANG_KY).count()
    return {"khieu_nai": cac, "da_bao": co, "phai_bao": phai}


def _qua_trinh(ky: KyBinhChon, _: HttpRequest) -> dict[str, Any]:
    return {"buoc": QuyetDinh.objects.cua(ky).select_related("nguoi")}


_PHAN: dict[str, Callable[[KyBinhChon, HttpRequest], dict[str, Any]]] = {
    "tong-quan": _tong_quan,
    "giai-doan": _giai_doan,
    "dia-ban": _dia_ban,
    "chi-tieu": _chi_tieu,
    "ban": _ban,
    "khung-diem": _khung,
    "ho-so": _ho_so,
    "cham": _cham,
    "ket-qua": _ket_qua,
    "khieu-nai": _khieu_nai,
    "qua-trinh": _qua_trinh,
}


def ngu_canh(ky: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    """Head, tabs and the open tab."""
    the = request.GET.get("the", "")
    the = the if the in _PHAN else "tong-quan"
    rows = HoSoDangKy.objects.filter(ky=ky).order_by().values_list("trang_thai")
    dem = dict(rows.annotate(so=Count("pk")))
    dia_ban = ky.cap in ("khu_vuc", "quoc_gia")
    return {
        "the": the,
        "cac_the": [t for t in CAC_THE if dia_ban or t[0] != "dia-ban"],
        "nhan": nhan_ky(ky),
        "su_kien": [
            ("Cấp", ky.get_cap_display()),
            ("Phạm vi", ky.noi[:1].upper() + ky.noi[1:]),
            ("Năm", str(ky.nam)),
            ("Bắt đầu", _ngay(ky.ngay_bat_dau)),
            ("Tỉnh đăng cai", ky.noi_to_chuc.ten_goi if ky.noi_to_chuc else "–"),
            ("Kế hoạch", _van_ban(ky.ke_hoach_so, ky.ke_hoach_ngay)),
            ("Kinh phí", f"{in_ty(ky.kinh_phi)} tỷ đồng" if ky.kinh_phi is not None else "–"),
            ("Họp Hội đồng (dự kiến)", _ngay(ky.ngay_hop)),
            ("Mở điểm", _gio(ky.mo_diem_luc)),
            ("Thông báo kết quả", _van_ban(ky.so_thong_bao, ky.ngay_thong_bao)),
        ],
        "so_hang": [
            ("Đã đăng ký", sum(dem.get(t, 0) for t in DA_DANG_KY)),
            ("Chờ kết luận", dem.get("da_nop", 0) + dem.get("yeu_cau_bo_sung", 0)),
            ("Đang chấm", dem.get("dang_cham", 0)),
            ("Được công nhận", dem.get("cong_nhan", 0) + dem.get("de_cu", 0)),
            ("Được đề cử", dem.get("de_cu", 0)),
        ],
        "nut_buoc": cac_nut_buoc(ky, request.user),
        "nut": cac_nut(ky, request.user, the),
    } | _PHAN[the](ky, request)
