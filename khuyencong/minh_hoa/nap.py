"""Writes the demo đề án in bulk; the database's own limits judge every entry at commit."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from cucctdp.donvi.models import CoSo
from cucctdp.files.models import Tep
from cucctdp.formats.chu import khoa_tim
from cucctdp.nap_goc.chep import chep
from cucctdp.workflow.models import QuyetDinh
from khuyencong.choices import HieuLucThuHuong, LoaiButToan, Nguon, TrangThaiDeAn
from khuyencong.minh_hoa.buoc import buoc_da_qua
from khuyencong.minh_hoa.co_so import co_so_moi
from khuyencong.minh_hoa.ho_so_kem import tai_lieu, tham_dinh
from khuyencong.minh_hoa.ke_hoach import khoa_ke_hoach, nap_ke_hoach
from khuyencong.minh_hoa.kich_ban import (
    CHO,
    DUYET,
    MAY,
    TIEN_VIEC_THEM,
    KichBan,
    kich_ban,
    so,
)
from khuyencong.minh_hoa.lo import Lo
from khuyencong.minh_hoa.mang_luoi import nap_mang_luoi
from khuyencong.minh_hoa.nguoi import doc_nguoi
from khuyencong.minh_hoa.tien import so_cai
from khuyencong.minh_hoa.tinh import MINH_HOA, Tinh, doc_tinh
from khuyencong.models import (
    ButToan,
    ChungTu,
    DanhGiaTieuChi,
    DeAn,
    DeAnNoiDung,
    DieuChinhDeAn,
    DuToan,
    HieuQua,
    HopDong,
    NghiaVuHoanTra,
    NghiemThu,
    TaiLieu,
    ThamDinh,
    ThamQuyen,
    ThuHuong,
    TienDo,
    YeuCauBoSung,
)

L = LoaiButToan
T = TrangThaiDeAn
SO_DE_AN = 3000
# Plans up to this year were made in the 63 provinces.
NAM_CUOI_BO_63 = 2025
_LO = 2000
# The order of writing is the order of foreign keys.
_THU_TU: tuple[type[Model], ...] = (
    CoSo, DeAn, DeAnNoiDung, ThuHuong, DuToan, ThamDinh, DanhGiaTieuChi, HopDong, ButToan, TienDo,
    NghiemThu, ChungTu, HieuQua, DieuChinhDeAn, NghiaVuHoanTra, YeuCauBoSung,
)  # fmt: skip
# Rows of these are named by others: their numbers are read back.
_CO_DONG_TRO_TOI = (CoSo, DeAn, DeAnNoiDung, ThuHuong, ThamDinh, HopDong)


@transaction.atomic
def nap_minh_hoa(so_de_an: int = SO_DE_AN) -> int:
    """Write the demo đề án once; returns how many were added (0 when they are there already).

    Needs the provinces and communes loaded; without them nothing is added.
    """
    if DeAn.objects.filter(minh_hoa=True).exists():
        return 0
    cac_tinh = doc_tinh()
    if not cac_tinh:
        return 0
    lo = Lo(nguoi=doc_nguoi(), cap_ngung=_cap_ngung())
    for thu_tu in range(so_de_an):
        kb = kich_ban(thu_tu)
        # Neighbours in time lie in different provinces, every province has every kind.
        k = thu_tu // 5 % len(cac_tinh)
        _de_an(lo, kb, cac_tinh[k], cac_tinh[k - 1])
    dot = nap_ke_hoach(d for d in lo.dong[DeAn] if d.ngay_quyet_dinh)
    for b in lo.dong[ButToan]:
        b.dot = dot.get(khoa_ke_hoach(b.de_an)) if b.loai == L.GIAO else None
    for model in _THU_TU:
        if model in _CO_DONG_TRO_TOI:
            model._default_manager.bulk_create(lo.dong[model], batch_size=_LO)
        else:
            chep(model, lo.dong[model])
    _sau_khi_co_so(lo)
    nap_mang_luoi(cac_tinh)
    _truoc_khi_xet()
    return so_de_an


def _cap_ngung() -> dict[str, str]:
    """Who decides a stop, by source: the matrix of Điều 11 TT 36/2013/TT-BCT as loaded."""
    mac_dinh = {str(Nguon.KCQG): "bo", str(Nguon.KCDP): "ubnd"}
    cac = ThamQuyen.objects.filter(viec="ngung", hinh_thuc="", hieu_luc_den=None)
    return mac_dinh | dict(cac.values_list("nguon", "cap"))


def _sau_khi_co_so(lo: Lo) -> None:
    """Rows that name their đề án by number: steps, files, provinces."""
    loai = ContentType.objects.get_for_model(DeAn)
    chep(QuyetDinh, (b for kb, d, moc in lo.da_di for b in buoc_da_qua(kb, d, moc, lo.nguoi, loai)))
    tep, cac_tai_lieu = tai_lieu(lo.co_tai_lieu)
    Tep.objects.bulk_create(tep, batch_size=_LO)
    chep(TaiLieu, cac_tai_lieu)
    qua = DeAn.cac_tinh.through
    qua.objects.bulk_create(
        qua(dean_id=d.pk, donvihanhchinh_id=t) for d, cac in lo.cac_tinh for t in cac
    )


def _truoc_khi_xet() -> None:
    """Limits are judged at commit, entry by entry: fresh statistics keep each to its indexes.

    An unset ``pgtrigger.ignore`` costs every trigger an aborted subtransaction, which walks all
    waiting events: minutes for thousands of đề án. The empty list ignores nothing either.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
        for model in _THU_TU:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _de_an(lo: Lo, kb: KichBan, tinh: Tinh, tinh_ben: Tinh) -> None:
    n, nam = kb.thu_tu, kb.nam
    bo_63 = nam <= NAM_CUOI_BO_63
    don_vi = tinh.cu[n // 7 % len(tinh.cu)] if bo_63 else tinh.don_vi
    ben = tinh_ben.cu[0] if bo_63 else tinh_ben.don_vi
    duyet = kb.moc >= DUYET
    dang_ky = date(nam - 1, 5, 2) + timedelta(days=so(80, "dang-ky", n))
    ngay_duyet = date(nam - 1, 11, 20) + timedelta(days=so(40, "duyet", n))
    cac_noi = f"{don_vi.ten_goi}, {ben.ten_goi}" if kb.nhieu_tinh else don_vi.ten_goi
    noi_lam = f"{kb.viec.ten.format(nghe=kb.nghe)}, tỉnh {cac_noi}"
    cho = kb.trang_thai in CHO
    de_an = lo.them(
        DeAn(
            ma=f"MH-{kb.nguon.upper()}-{nam}-{n:05d}", ten=f"{noi_lam} {MINH_HOA}",
            nguon=kb.nguon, hinh_thuc=kb.hinh_thuc, nam=nam,
            don_vi=None if kb.nhieu_tinh else don_vi, nguoi_lap=lo.nguoi.cua(
                "trung_tam", tinh.don_vi.pk
            ),
            tu_ngay=date(nam, 1, 15), den_ngay=kb.den_ngay, thuc_hien=tinh.trung_tam,
            su_can_thiet=f"Cơ sở {kb.nghe} dùng thiết bị cũ, năng suất thấp.",
            muc_tieu="Tăng năng suất, chất lượng, thu nhập của lao động nông thôn.",
            quy_mo="Theo dự toán.", tien_do="Triển khai trong năm kế hoạch.",
            to_chuc="Trung tâm khuyến công chủ trì, cơ sở thụ hưởng phối hợp.",
            hieu_qua="Tạo thêm việc làm tại chỗ.", uu_tien=1 + n % 9, trang_thai=kb.trang_thai,
            dang_ky_ngay=None if kb.trang_thai == T.NHAP else dang_ky,
            gui_cuc_ngay=_gui_cuc(kb, dang_ky),
            so_quyet_dinh=_quyet_dinh(kb) if duyet else "",
            ngay_quyet_dinh=ngay_duyet if duyet else None,
            han_xu_ly=date(2026, 11, 10) + timedelta(days=so(30, "han", n)) if cho else None,
            minh_hoa=True, vong=2 if kb.trang_thai in (T.TRA_LAI, T.BO_SUNG) else 1,
        )
    )  # fmt: skip
    if kb.nhieu_tinh:
        lo.cac_tinh.append((de_an, [don_vi.pk, ben.pk]))
    tu, den = kb.viec.so_luong
    noi_dung = lo.them(
        DeAnNoiDung(
            de_an=de_an, noi_dung=kb.viec.ma, ten=noi_lam, don_vi_tinh=kb.viec.don_vi_tinh,
            so_luong=kb.so_co_so if tu == den else tu + so(den - tu + 1, "luong", n), thu_tu=1,
        )
    )  # fmt: skip
    cac = [_thu_huong(lo, kb, tinh, noi_dung, i) for i in range(kb.so_co_so)]
    _du_toan(lo, kb, noi_dung, cac)
    if (them := _viec_them(lo, kb, de_an, tinh)) is not None:
        cac.append(them)
    if kb.trang_thai in (T.TRA_LAI, T.BO_SUNG):
        lo.them(
            YeuCauBoSung(
                de_an=de_an, vong=1, phan="tai_lieu",
                noi_dung="Bổ sung báo giá máy móc còn hiệu lực và bản cam kết đối ứng.",
            )
        )  # fmt: skip
    if kb.trang_thai != T.NHAP:
        moc = so_cai(lo, kb, de_an, cac, dang_ky, ngay_duyet)
        lo.da_di.append((kb, de_an, moc))
        lo.co_tai_lieu.append((de_an, cac[0]))
        for dong in tham_dinh(kb, de_an, cac, lo.nguoi):
            lo.them(dong)


def _du_toan(lo: Lo, kb: KichBan, noi_dung: DeAnNoiDung, cac: list[ThuHuong]) -> None:
    lo.them(
        DuToan(
            noi_dung=noi_dung, thu_tu=1, muc_chi=noi_dung.ten, don_vi_tinh=noi_dung.don_vi_tinh,
            so_luong=noi_dung.so_luong, don_gia=sum(_tong(t) for t in cac) // noi_dung.so_luong,
            doi_ung=sum(t.doi_ung for t in cac),
            **{kb.nguon: sum(getattr(t, kb.nguon) for t in cac)},
        )
    )  # fmt: skip


def _viec_them(lo: Lo, kb: KichBan, de_an: DeAn, tinh: Tinh) -> ThuHuong | None:
    """The second activity of a đề án điểm: training, of the whole and of no establishment."""
    if kb.viec_them is None:
        return None
    noi_dung = lo.them(
        DeAnNoiDung(
            de_an=de_an, noi_dung=kb.viec_them.ma, ten=kb.viec_them.ten.format(nghe=kb.nghe),
            don_vi_tinh=kb.viec_them.don_vi_tinh, so_luong=40, thu_tu=2,
        )
    )  # fmt: skip
    dong = lo.them(
        ThuHuong(
            noi_dung=noi_dung, xa=tinh.xa[0], nganh_nghe="N1", hieu_luc=_hieu_luc(kb),
            **{kb.nguon: TIEN_VIEC_THEM},
        )
    )  # fmt: skip
    _du_toan(lo, kb, noi_dung, [dong])
    return dong


def _gui_cuc(kb: KichBan, dang_ky: date) -> date | None:
    if kb.nhieu_tinh:
        return None if kb.trang_thai == T.NHAP else dang_ky
    truoc = (T.NHAP, T.NOP_SO, T.THAM_DINH_SO, T.TRA_LAI, T.DAT_CO_SO, T.KHONG_DAT)
    qua = kb.nguon == Nguon.KCQG and kb.trang_thai not in truoc
    return dang_ky + timedelta(days=30) if qua else None


def _quyet_dinh(kb: KichBan) -> str:
    noi = "BCT" if kb.nguon == Nguon.KCQG else "UBND"
    return f"QĐ {1000 + so(3000, 'qd', kb.thu_tu // 20)}/QĐ-{noi} {MINH_HOA}"


def _tong(t: ThuHuong) -> int:
    return t.kcqg + t.kcdp + t.doi_ung


def _co_so(lo: Lo, kb: KichBan, tinh: Tinh, i: int) -> CoSo:
    """A new establishment, or in one case of six one that was supported before."""
    cac = lo.co_so[tinh.don_vi.khoa]
    if len(cac) > 12 and so(6, "cu", kb.thu_tu, i) == 0:
        # At most six times each: there are seven machines to be supported for.
        return cac[len(cac) - 1 - so(12, "cu-nao", kb.thu_tu, i)]
    cac.append(lo.them(co_so_moi(kb, tinh, i)))
    return cac[-1]


def _thu_huong(lo: Lo, kb: KichBan, tinh: Tinh, noi_dung: DeAnNoiDung, i: int) -> ThuHuong:
    co_so = _co_so(lo, kb, tinh, i) if kb.viec.co_co_so else None
    may = khoa = ""
    if co_so is not None:
        cac_may = MAY[so(len(MAY), "may", kb.thu_tu, i) :] + MAY
        may = next(m for m in cac_may if (id(co_so), kb.viec.ma + m) not in lo.da_ho_tro)
        lo.da_ho_tro.add((id(co_so), kb.viec.ma + may))
        khoa = f"{kb.viec.ma}:{khoa_tim(may)}"
    return lo.them(
        ThuHuong(
            noi_dung=noi_dung, co_so=co_so,
            xa=co_so.xa if co_so else tinh.xa[so(len(tinh.xa), "xa", kb.thu_tu)],
            nganh_nghe="N1", may=may, khoa_chi=khoa, tinh_trang_may="moi" if may else "",
            doi_ung=kb.doi_ung(i), hieu_luc=_hieu_luc(kb), **{kb.nguon: kb.ho_tro(i)},
        )
    )  # fmt: skip


def _hieu_luc(kb: KichBan) -> str:
    if kb.trang_thai in (T.NGUNG, T.KHONG_DAT):
        return str(HieuLucThuHuong.HUY)
    return str(HieuLucThuHuong.HIEU_LUC if kb.moc >= DUYET else HieuLucThuHuong.DU_KIEN)
