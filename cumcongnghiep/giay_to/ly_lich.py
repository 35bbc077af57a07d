"""Lý lịch cụm: one cluster on one page of A4, every figure with its as-of day and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang, ha
from cucctdp.formats.tien import in_ty
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.render import dung_html, html_to_pdf
from cumcongnghiep import nguon_so
from cumcongnghiep.choices import HaTang, HoatDong, LoaiHinh, PhapLy, TinhTrangTram
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.giay_to.ten import CoQuanLap, co_quan_lap
from cumcongnghiep.giay_to.vua_trang import (
    CAC_KHUON,
    CAO,
    COT_MUC,
    COT_SO,
    COT_TY_LE,
    COT_VAN_BAN,
    RONG,
    Khuon,
    cao_bang,
    cao_dau,
    cao_ds,
    cao_muc,
)
from cumcongnghiep.ho_so_cum import HoSoCum, doc_ho_so, hieu_luc
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models import CanhBao, Cum
from cumcongnghiep.nguon_so import NguonSo, SoNguon, ten_van_ban
from cumcongnghiep.trang_thai import suy_ra, xong
from cumcongnghiep.ve_dat import thanh_dat

TEMPLATE = "cum_cong_nghiep/giay_to/ly_lich.html"
# What one page holds; the rest is in the dossier, and the paper says so.
SO_VAN_BAN, SO_CANH_BAO = 7, 3
DAI_TEN, DAI_NGUON, DAI_DIA_DIEM, DAI_NGANH = 110, 62, 150, 170
# In the order they are told: what founds the cluster first, of a kind the newest first.
_LOAI_VAN_BAN = (
    L.THANH_LAP, L.MO_RONG, L.DIEU_CHINH, L.BAI_BO, L.QHCT, L.DU_AN, L.GCN_DAU_TU,
    L.CHO_THUE_DAT, L.DTM, L.GPMT, L.GIAO_CDT,
)  # fmt: skip
# Height of the picture of land to its width; millimetres of the foot of the page.
TY_LE_HINH, CAO_CUOI = 0.44, 13.0


@dataclass(frozen=True, slots=True)
class LyLich:
    """The page before it is set; ``muc``: (label, text) pairs, ``so``: figures."""

    van_ban: TieuDeVanBan
    so_lieu_chot: str
    minh_hoa: bool
    muc: tuple[tuple[str, str], ...]
    quyet_dinh: tuple[tuple[str, str, str], ...]
    con_van_ban: int
    so: tuple[SoNguon, ...]
    ty_le: tuple[tuple[str, str, str], ...]
    bieu_do: str
    ha_tang: tuple[str, ...]
    canh_bao: tuple[str, ...]
    con_canh_bao: int
    lap_luc: str
    co_quan: str
    khuon: str = "thoang"

    @property
    def co_so_chua_xac_nhan(self) -> bool:
        return any(s.chua_xac_nhan for s in self.so)

    def cao(self, k: Khuon) -> float:
        """Millimetres the page would take in one setting."""
        ty_le = [(f"{ten} (khoản 7 Điều 2)", phan, tu) for ten, phan, tu in self.ty_le]
        cot_ten = RONG - sum(COT_TY_LE) - (k.hinh + 3 if self.bieu_do else 0)
        dat = cao_bang(ty_le, (cot_ten, *COT_TY_LE), k)
        if self.bieu_do:
            dat = max(dat, k.hinh * TY_LE_HINH)
        so = [(s.ten, "", "", s.nguon) for s in self.so]
        return (
            cao_dau(self.van_ban.trich_yeu, minh_hoa=self.minh_hoa)
            + 6 * cao_muc(k)
            + cao_bang(self.muc, COT_MUC, k, dau=False)
            + cao_bang(self.quyet_dinh, COT_VAN_BAN, k)
            + dat
            + cao_bang(so, COT_SO, k)
            + cao_ds([*self.ha_tang, *self.canh_bao, "Còn"], k)
            + CAO_CUOI
        )


def vua_trang(x: LyLich) -> LyLich:
    """The page in the largest letters that keep it on one sheet; then with fewer rows, then with
    every text shortened.
    """
    gon = x
    for van_ban, canh_bao, dai in ((SO_VAN_BAN, SO_CANH_BAO, 0), (5, 2, 0), (3, 1, 0), (3, 1, 90)):
        gon = _rut(x, van_ban, canh_bao, dai)
        for k in CAC_KHUON:
            if gon.cao(k) <= CAO:
                return replace(gon, khuon=k.ten)
    return replace(gon, khuon=CAC_KHUON[-1].ten)


def _rut(x: LyLich, van_ban: int, canh_bao: int, dai: int) -> LyLich:
    """The same page with so many rows, its texts cut to ``dai`` letters (0: as they are)."""
    gon = replace(
        x,
        quyet_dinh=x.quyet_dinh[:van_ban],
        con_van_ban=x.con_van_ban + max(0, len(x.quyet_dinh) - van_ban),
        canh_bao=x.canh_bao[:canh_bao],
        con_canh_bao=x.con_canh_bao + max(0, len(x.canh_bao) - canh_bao),
    )
    if not dai:
        return gon
    return replace(
        gon,
        muc=tuple((ten, cat(chu, dai)) for ten, chu in gon.muc),
        ha_tang=tuple(cat(c, dai) for c in gon.ha_tang),
        canh_bao=tuple(cat(c, dai) for c in gon.canh_bao),
        so=tuple(replace(s, nguon=cat(s.nguon, dai // 2)) for s in gon.so),
    )


def cat(chu: str, dai: int) -> str:
    """At most so many letters, cut between words."""
    chu = " ".join(chu.split())
    if len(chu) <= dai:
        return chu
    dau = chu[: dai - 1]
    return f"{dau.rpartition(' ')[0] or dau}…"


def ly_lich(cum: Cum, *, ngay: date | None = None, by: Any = None) -> LyLich:
    """Everything the page of a cluster says on a day; the queries are constant."""
    ngay = ngay or timezone.localdate()
    canh_bao = list(CanhBao.objects.filter(cum=cum).dang_mo().order_by("-so_ngay_tre", "ma"))
    return dung(
        doc_ho_so([cum])[cum.pk], doc_danh_muc(), canh_bao, ngay=ngay, lap=co_quan_lap(by, ngay)
    )


def ban_pdf(x: LyLich) -> bytes:
    """PDF/UA-1 bytes of one page. Raises PdfError when a text cannot be set."""
    return html_to_pdf(trang_html(x))


def trang_html(x: LyLich) -> str:
    """The finished HTML that ``ban_pdf`` prints."""
    return dung_html(
        TEMPLATE, {"x": x}, tieu_de=f"{x.van_ban.ten_loai} – {x.van_ban.trich_yeu}",
        tac_gia=x.co_quan, tu_khoa=("CUM-CONG-NGHIEP", "LY-LICH"),
    )  # fmt: skip


def dung(
    h: HoSoCum, danh_muc: DanhMuc, canh_bao: list[CanhBao], *, ngay: date, lap: CoQuanLap
) -> LyLich:
    """The page from a dossier already read; two queries for names of sources."""
    n = NguonSo([h])
    cac = sorted(
        h.van_ban_den(ngay, *_LOAI_VAN_BAN),
        key=lambda v: (_LOAI_VAN_BAN.index(L(v.loai)), -hieu_luc(v).toordinal()),
    )
    x = LyLich(
        van_ban=lap.tieu_de(
            ten_loai="LÝ LỊCH CỤM CÔNG NGHIỆP", trich_yeu=cat(h.cum.ten, DAI_TEN), ngay=ngay
        ),
        so_lieu_chot=f"Mã cụm {h.cum.ma}. Trạng thái, số liệu đến ngày {ngay_ngan(ngay)}",
        minh_hoa=h.cum.minh_hoa,
        muc=tuple(_muc(h, danh_muc, ngay)),
        quyet_dinh=tuple(_quyet_dinh(v) for v in cac[:SO_VAN_BAN]),
        con_van_ban=max(0, len(cac) - SO_VAN_BAN),
        so=tuple(replace(s, nguon=cat(s.nguon, DAI_NGUON)) for s in _so(n, h, ngay)),
        ty_le=tuple(_ty_le(h, c, ngay) for c in CachTinh),
        bieu_do=thanh_dat(h, ngay),
        ha_tang=tuple(_ha_tang(h, danh_muc, ngay)),
        canh_bao=tuple(_canh_bao(c) for c in canh_bao[:SO_CANH_BAO]),
        con_canh_bao=max(0, len(canh_bao) - SO_CANH_BAO),
        lap_luc=f"{timezone.localtime():%d/%m/%Y %H:%M}",
        co_quan=lap.ten,
    )
    return vua_trang(x)


def _muc(h: HoSoCum, danh_muc: DanhMuc, ngay: date) -> list[tuple[str, str]]:
    cum = h.cum
    tt = suy_ra(h, ngay, thiet_yeu=danh_muc.thiet_yeu(ngay))
    giao = h.chu_dau_tu_ngay(ngay)
    xa = ", ".join(x.xa.ten_goi for x in h.cac_xa[:6])
    noi = ", ".join(c for c in (xa, cum.don_vi.ten_ngay(ngay).ten_day_du) if c)
    cu = ", ".join(c for c in (cum.huyen_cu, cum.tinh_cu.ten_goi if cum.tinh_cu else "") if c)
    muc_qh = h.muc_quy_hoach(ngay)
    quy_hoach = "Không có trong quy hoạch hiện hành"
    if muc_qh:
        dien_tich = ha(muc_qh.dien_tich, thieu="…", don_vi=True)
        quy_hoach = f"{muc_qh.get_nhom_display()}, {dien_tich}; {muc_qh.quy_hoach}"
    loai = "; ".join(str(LoaiHinh(m).label) for m in cum.loai_hinh) or "Thông thường"
    if cum.truoc_105_2009:
        loai += "; hình thành trước QĐ 105/2009/QĐ-TTg (xử lý xong trước 31/12/2026)"
    trang_thai = "; ".join(
        (
            f"{PhapLy(tt.phap_ly).label}"
            + (f" từ {ngay_ngan(tt.thanh_lap_ngay)}" if tt.thanh_lap_ngay else ""),
            str(HaTang(tt.ha_tang).label),
            str(HoatDong(tt.hoat_dong).label),
        )
    )
    chu_dau_tu = "Chưa có"
    if giao is not None:
        chu_dau_tu = (
            f"{cat(giao.chu_dau_tu.ten, DAI_TEN)} ({giao.chu_dau_tu.get_loai_display()}), "
            f"từ {ngay_ngan(giao.tu_ngay)}"
        )
    return [
        ("Địa điểm", cat(f"{noi}{f' (trước 01/7/2025: {cu})' if cu else ''}", DAI_DIA_DIEM)),
        ("Loại hình", loai),
        ("Ngành nghề", cat(cum.nganh_nghe, DAI_NGANH) or "…"),
        ("Quy hoạch", cat(quy_hoach, DAI_TEN)),
        ("Trạng thái", trang_thai),
        ("Chủ đầu tư", chu_dau_tu),
    ]


def _quyet_dinh(v: Any) -> tuple[str, str, str]:
    so = ten_van_ban(v) if v.so else f"… ngày {ngay_ngan(v.ngay)}"
    if v.hieu_luc_tu and v.hieu_luc_tu != v.ngay:
        so += f", hiệu lực {ngay_ngan(hieu_luc(v))}"
    noi = [ha(v.dien_tich, don_vi=True) if v.dien_tich is not None else ""]
    if v.tong_muc_dau_tu is not None:
        noi.append(f"TMĐT {in_ty(int(v.tong_muc_dau_tu))} tỷ đồng")
    if v.hoan_thanh_du_kien:
        noi.append(f"hoàn thành {ngay_ngan(v.hoan_thanh_du_kien)}")
    if v.can_xac_minh:
        noi.append("cần xác minh")
    return str(v.get_loai_display()), cat(so, DAI_NGUON), "; ".join(c for c in noi if c)


def _so(n: NguonSo, h: HoSoCum, ngay: date) -> list[SoNguon]:
    ct = nguon_so.CT
    khai = [nguon_so.khai(n, h, c, ngay) for c in (ct.CN_DA_GPMB, ct.DU_DIEU_KIEN, ct.DA_BAN_GIAO)]
    tien = [nguon_so.khai(n, h, c, ngay) for c in (ct.VON_DA_TRA, ct.VON_NSNN)]
    sau = [nguon_so.trong_ky(n, h, c, ngay) for c in (ct.DOANH_THU, ct.NOP_NSNN)]
    return [
        nguon_so.dien_tich(n, h, ngay),
        nguon_so.dat_cn(n, h, ngay),
        *(s for s in khai if s.gia_tri is not None),
        nguon_so.da_thue(n, h, ngay),
        nguon_so.chap_thuan(n, h, ngay),
        nguon_so.tong_muc(n, h, ngay),
        *tien,
        nguon_so.so_du_an(n, h, ngay),
        nguon_so.lao_dong(n, h, ngay),
        *(s for s in sau if s.gia_tri is not None),
    ]


def _ty_le(h: HoSoCum, cach: CachTinh, ngay: date) -> tuple[str, str, str]:
    t = nguon_so.ty_le(h, cach, ngay)
    phan = "…" if t.phan_tram is None else f"{dinh_dang(t.phan_tram, 2)}%"
    tu, mau = ("…" if s is None else dinh_dang(s) for s in (t.tu, t.mau))
    return f"{t.ten_tu} / {t.ten_mau}", phan, f"{tu} / {mau} ha"


def _ha_tang(h: HoSoCum, danh_muc: DanhMuc, ngay: date) -> list[str]:
    thiet_yeu = danh_muc.thiet_yeu(ngay)
    da_xong = {m.loai for m in h.hang_muc if xong(m, ngay)}
    kq = []
    if h.hang_muc:
        moc = ngay_ngan(max(m.den_ngay for m in h.hang_muc))
        kq.append(
            f"Hạng mục: {sum(xong(m, ngay) for m in h.hang_muc)}/{len(h.hang_muc)} hoàn thành; "
            f"công trình thiết yếu {len(da_xong & set(thiet_yeu))}/{len(thiet_yeu)} (đến {moc})."
        )
    else:
        kq.append("Hạng mục hạ tầng: chưa có trong hồ sơ.")
    for t in h.tram[:2]:
        cs = (
            f", công suất {dinh_dang(t.cong_suat_thiet_ke)} m³/ngày đêm"
            if t.cong_suat_thiet_ke
            else ""
        )
        mau = max((m for m in h.mau if m.tram_id == t.pk), key=lambda m: m.ngay, default=None)
        xet = "chưa có mẫu"
        if mau is not None:
            xet = f"mẫu {ngay_ngan(mau.ngay)} {'đạt' if mau.dat else 'không đạt'}"
        gp = f"GPMT {t.so_gpmt}" if t.so_gpmt else "chưa có GPMT"
        tt = TinhTrangTram(t.tinh_trang).label.lower()
        kq.append(
            f"{cat(t.ten, 60)}: {tt} từ {ngay_ngan(t.tinh_trang_tu)}{cs}; {cat(gp, 40)}; {xet} "
            f"(đến {ngay_ngan(t.den_ngay)})."
        )
    if not h.tram:
        kq.append("Xử lý nước thải tập trung: chưa có trạm trong hồ sơ.")
    return kq


def _canh_bao(c: CanhBao) -> str:
    tre = f", trễ {c.so_ngay_tre} ngày" if c.so_ngay_tre else ""
    han = f", hạn {ngay_ngan(c.han)}" if c.han else ""
    return f"{cat(c.thong_bao, 130)} ({c.get_ben_display()}{han}{tre})"
