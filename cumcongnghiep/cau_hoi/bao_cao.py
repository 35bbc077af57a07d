"""Questions 15, 16, 22: who reported, what changed since the cut-off before, province sheets."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cumcongnghiep.cau_hoi.khung import KHONG, SO_MOC, Khung, chia, hang, ids
from cumcongnghiep.cau_hoi.kieu import BangHoi, Chuoi, Cot, Dong, DoPhu, Kieu, O
from cumcongnghiep.cau_hoi.tien_do import han_quyet_dinh
from cumcongnghiep.choices import (
    Bieu,
    ChiTieuSo,
    HaTang,
    HoatDong,
    LoaiKy,
    PhapLy,
    TrangThaiBieu,
)
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models import BieuNop, CanhBao, KyBieu, SoLieu, VanBan
from cumcongnghiep.statistics import CoSo, CumNgay, Hoi, cac_moc
from cumcongnghiep.statistics.ty_le import DA_GUI, cum_da_bao_cao, mot_lap_day, trong_co_so

_TINH = Cot("tinh", "Tỉnh, thành phố", Kieu.CHU)


def _ky(hoi: Hoi) -> list[KyBieu]:
    """Statutory windows closed by the cut-off, newest first."""
    return list(
        KyBieu.objects.exclude(loai=LoaiKy.QUY)
        .filter(den_ngay__lte=hoi.den)
        .order_by("-den_ngay")[:SO_MOC]
    )


def tinh_hinh_bao_cao(hoi: Hoi) -> BangHoi:
    """15: Biểu 04 of each province for the newest window: state, days late, rounds, coverage."""
    k = Khung.doc(hoi.doi(cap="tinh", dia_gioi="hien_hanh"))
    cac_ky = _ky(hoi)
    ky = cac_ky[0] if cac_ky else None
    nop = (
        {
            b.don_vi.khoa: b
            for b in BieuNop.objects.filter(
                ky=ky, bieu=Bieu.B04, minh_hoa=hoi.minh_hoa
            ).select_related("don_vi")
        }
        if ky
        else {}
    )
    cum_cua = {n.khoa: [c for c in n.cum if _ke(c)] for n in k.pv.nhom}
    da_bao_cao = cum_da_bao_cao(ky.den_ngay) if ky else frozenset()
    dong, phu_cum, phu_ha = [], 0, KHONG
    for khoa in sorted(k.pv.tinh_phai_co, key=list(k.pv.ten_tinh).index):
        cac, b = cum_cua.get(khoa, []), nop.get(khoa)
        tinh_gui = b is not None and b.trang_thai in DA_GUI
        co = cac if tinh_gui else [c for c in cac if c.id in da_bao_cao]
        ha_co, ha = _ha(co), _ha(cac)
        phu_cum += len(co)
        phu_ha += ha_co
        dong.append(
            Dong(
                khoa,
                (
                    k.pv.ten_tinh[khoa],
                    TrangThaiBieu(b.trang_thai).label if b else "Chưa lập",
                    b.ngay_gui if b else None,
                    (b.so_ngay_tre if b.ngay_gui else b.tre_den(hoi.den)) if b else None,
                    b.vong if b else None,
                    len(cac), chia(len(co), len(cac), 100), ha, chia(ha_co, ha, 100),
                ),
                ids(cac),
            )
        )  # fmt: skip
    cac_tat = [c for cac in cum_cua.values() for c in cac]
    ha_tat = _ha(cac_tat)
    da_gui = {khoa for khoa, b in nop.items() if b.trang_thai in DA_GUI}
    ten_ky = f"{ky}, chốt ngày {ky.den_ngay:%d/%m/%Y}" if ky else "chưa mở kỳ nào"
    return k.bang(
        15,
        co_so=f"Biểu 04, {ten_ky}; cụm coi là đã phủ khi tỉnh đã gửi Biểu 04, hoặc chính cụm đã có "
        "Biểu 02, xã chủ trì đã có Biểu 03; ngày trễ âm là gửi sớm, 0 là trong ngày hạn.",
        do_phu=DoPhu(
            len(da_gui & k.pv.tinh_phai_co),
            len(k.pv.tinh_phai_co),
            tuple(k.pv.ten_tinh[x] for x in sorted(k.pv.tinh_phai_co - da_gui)),
            phu_ha,
            ha_tat,
        ),
        cot=(
            _TINH,
            Cot("trang_thai", "Trạng thái", Kieu.CHU),
            Cot("ngay_gui", "Ngày gửi", Kieu.NGAY),
            Cot("tre", "Trễ (ngày)", Kieu.SO, True),
            Cot("vong", "Vòng", Kieu.SO),
            Cot("so_cum", "Số cụm", Kieu.DEM),
            Cot("phu_cum", "Phủ số cụm", Kieu.PHAN_TRAM),
            Cot("ha", "Diện tích", Kieu.HA),
            Cot("phu_ha", "Phủ diện tích", Kieu.PHAN_TRAM, True),
        ),
        cac_dong=tuple(dong),
        tong=Dong(
            "",
            (
                "Cả nước", f"{len(da_gui)} tỉnh đã gửi", None, None, None, len(cac_tat),
                chia(phu_cum, len(cac_tat), 100), ha_tat, chia(phu_ha, ha_tat, 100),
            ),
            ids(cac_tat),
        ),
        chuoi=(_chuoi_nop(hoi, cac_ky),),
    )  # fmt: skip


def _chuoi_nop(hoi: Hoi, cac_ky: list[KyBieu]) -> Chuoi:
    so = dict(
        BieuNop.objects.filter(
            ky__in=cac_ky, bieu=Bieu.B04, trang_thai__in=DA_GUI, minh_hoa=hoi.minh_hoa
        )
        .order_by()
        .values_list("ky_id")
        .annotate(so=Count("pk"))
    )
    diem = tuple((k.den_ngay, Decimal(so.get(k.pk, 0))) for k in reversed(cac_ky))
    return Chuoi("Số tỉnh đã gửi Biểu 04", "tỉnh", diem)


def _ha(cac: list[CumNgay]) -> Decimal:
    return sum((c.dien_tich or KHONG for c in cac), KHONG)


def _ke(c: CumNgay) -> bool:
    return c.da_thanh_lap or c.co_hoat_dong


def _khac(cu: CumNgay, nay: CumNgay) -> list[tuple[str, O, O]]:
    """What differs between two days: kind of change, before, after."""
    kq: list[tuple[str, O, O]] = []
    for ten, cot, nhan in (
        ("Pháp lý", "phap_ly", PhapLy),
        ("Hạ tầng", "ha_tang", HaTang),
        ("Hoạt động", "hoat_dong", HoatDong),
    ):
        a, b = getattr(cu, cot), getattr(nay, cot)
        if a != b:
            kq.append((ten, str(nhan(a).label), str(nhan(b).label)))
    # From the plan's area to the decision's is the establishment, told above.
    if cu.da_thanh_lap == nay.da_thanh_lap and cu.dien_tich != nay.dien_tich:
        kq.append(("Diện tích (ha)", cu.dien_tich, nay.dien_tich))
    if cu.dat_cn != nay.dat_cn:
        kq.append(("Đất công nghiệp (ha)", cu.dat_cn, nay.dat_cn))
    if cu.trong_quy_hoach != nay.trong_quy_hoach:
        truoc, sau = ("Trong" if c.trong_quy_hoach else "Ngoài" for c in (cu, nay))
        kq.append(("Quy hoạch", truoc, sau))
    return kq


def thay_doi(hoi: Hoi) -> BangHoi:
    """16: every change of state, area or plan since the cut-off before, with the document of the
    time; and figures of the time before that were entered or corrected afterwards."""
    k = Khung.doc(hoi)
    moc = cac_moc(hoi.den, 2)[0]
    truoc = {c.id: c for c in k.luc(moc)}
    theo_id = {c.id: c for c in k.cum}
    doi = {
        c.id: d for c in k.cum if c.id in truoc and moc < hoi.den and (d := _khac(truoc[c.id], c))
    }
    van_ban: dict[int, list[str]] = defaultdict(list)
    for v in VanBan.objects.filter(
        Q(hieu_luc_tu__gt=moc, hieu_luc_tu__lte=hoi.den)
        | Q(hieu_luc_tu__isnull=True, ngay__gt=moc, ngay__lte=hoi.den),
        cum__in=list(doi),
    ).order_by("ngay", "pk"):
        van_ban[v.cum_id].append(str(v))
    dong = [
        Dong(
            f"{theo_id[pk].ma}-{i}",
            (theo_id[pk].ten, k.tinh(theo_id[pk]), ten, _chu(a), _chu(b),
             "; ".join(van_ban[pk]) or "Không có văn bản trong kỳ"),
            (pk,),
            f"Thay đổi {ten.split(' (')[0].lower()}",
        )
        for pk, cac in doi.items()
        for i, (ten, a, b) in enumerate(cac)
    ]  # fmt: skip
    dong.sort(key=lambda d: (d.nhom, d.khoa))
    luc = timezone.make_aware(datetime.combine(moc, time.max))
    sua = SoLieu.objects.filter(cum__in=list(theo_id), ngay__lte=moc, nhap_luc__gt=luc)
    for s in sua.order_by("cum_id", "chi_tieu", "ngay", "pk")[:500]:
        c = theo_id[s.cum_id]
        dong.append(
            Dong(
                f"{c.ma}-so-{s.pk}",
                (
                    c.ten, k.tinh(c), ChiTieuSo(s.chi_tieu).label, None,
                    f"{dinh_dang(s.gia_tri)} (mốc {s.ngay:%d/%m/%Y})",
                    f"Nhập, sửa ngày {timezone.localtime(s.nhap_luc):%d/%m/%Y}",
                ),
                (c.id,),
                "Số của kỳ trước nhập, sửa sau ngày chốt",
            )
        )  # fmt: skip
    return k.bang(
        16,
        co_so=f"So trạng thái từng cụm ngày {hoi.den:%d/%m/%Y} với ngày {moc:%d/%m/%Y}; lý do là "
        "văn bản có hiệu lực giữa hai ngày.",
        do_phu=k.do_phu(k.cum, lambda c: c.id in truoc),
        cot=(
            Cot("cum", "Cụm", Kieu.CHU),
            _TINH,
            Cot("muc", "Mục", Kieu.CHU),
            Cot("truoc", "Trước", Kieu.CHU),
            Cot("nay", "Nay", Kieu.CHU),
            Cot("vi_sao", "Vì sao", Kieu.CHU),
        ),
        cac_dong=tuple(dong),
        chuoi=k.chuoi(
            ("Đã thành lập", "cụm", hang("3")),
            ("Đã hoạt động", "cụm", hang("15")),
            ("Đất đã cho thuê", "ha", hang("18")),
        ),
    )


def _chu(o: O) -> O:
    return dinh_dang(o) if isinstance(o, Decimal) else o


def phieu_tinh(hoi: Hoi) -> BangHoi:
    """22: the head figures of each province's sheet; the key of a row leads to the sheet."""
    k = Khung.doc(hoi.doi(cap="tinh"))
    cham = {
        pk
        for pk, han in han_quyet_dinh([c for c in k.cum if c.da_thanh_lap], hoi.den).items()
        if han < hoi.den
    }
    canh_bao = dict(
        CanhBao.objects.dang_mo()
        .filter(cum__in=ids(k.cum))
        .order_by()
        .values_list("cum_id")
        .annotate(so=Count("pk"))
    )

    def lap_day(cac: object) -> O:
        nen = trong_co_so(cac, CoSo.TAT_CA, frozenset())  # type: ignore[arg-type]
        return mot_lap_day("", "", nen, cach=CachTinh.PHAP_LY, co_so=CoSo.TAT_CA).ty_le

    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("thanh_lap", "Đã thành lập", Kieu.DEM, True), hang("3")),
            (Cot("thanh_lap_ha", "Diện tích", Kieu.HA), hang("4")),
            (Cot("hoat_dong", "Đã hoạt động", Kieu.DEM), hang("15")),
            (Cot("lap_day", "Lấp đầy theo luật", Kieu.TY_LE), lap_day),
            (Cot("du_an", "Số dự án", Kieu.SO), hang("20")),
            (Cot("lao_dong", "Lao động", Kieu.NGUOI), hang("25")),
            (Cot("xlnt", "XLNT đạt tiêu chuẩn", Kieu.DEM), hang("27")),
            (
                Cot("cham", "Chậm so với quyết định", Kieu.DEM, True),
                lambda cac: sum(c.id in cham and c.ha_tang != HaTang.HOAN_THANH for c in cac),
            ),
            (
                Cot("canh_bao", "Cảnh báo đang mở", Kieu.SO),
                lambda cac: sum(canh_bao.get(c.id, 0) for c in cac),
            ),
        ),
        lambda c: c.con_song,
    )
    return k.bang(
        22,
        co_so="Số đầu phiếu của từng tỉnh ở ngày chốt; mở phiếu để xem từng cụm.",
        do_phu=k.do_phu(k.cum, lambda c: c.dien_tich is not None),
        cot=cot,
        cac_dong=dong,
        tong=tong,
    )
