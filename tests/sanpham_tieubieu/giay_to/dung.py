"""A provincial round with everything its papers print: plan, bodies, rubric, sheets, meeting."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanpham_tieubieu.models import (
    BieuQuyet,
    ChiTieuNhom,
    DiemTieuChi,
    KetQua,
    MocKy,
    NhomSanPham,
    PhanCong,
    PhienHop,
    PhieuCham,
    QuyetDinhCongNhan,
    SoLieuNam,
    TaiLieuHoSo,
    TieuChi,
)
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.factories.san_pham import (
    BanFactory,
    GiamKhaoFactory,
    GiayFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
    NhanSuFactory,
    SanPhamFactory,
)

LA = (
    ("I", "", "Đáp ứng thị trường và khả năng phát triển sản xuất", 40),
    ("I.1", "I", "Đáp ứng nhu cầu thị trường trong và ngoài nước, thay thế hàng nhập khẩu", 18),
    ("I.2", "I", "Khả năng sản xuất hàng loạt, áp dụng công nghệ, thiết bị hiện đại", 22),
    ("II", "", "Kinh tế – kỹ thuật – xã hội và môi trường", 40),
    ("II.1", "II", "Hiệu quả sản xuất kinh doanh, doanh thu", 20),
    ("II.2", "II", "Chất lượng, tiêu chuẩn, môi trường", 20),
    ("III", "", "Tính văn hóa, tính thẩm mỹ", 10),
    ("IV", "", "Một số tiêu chí khác", 10),
)  # fmt: skip
LUC = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
# Product, establishment, group, totals by judge (x recused, None without a sheet).
SAN_PHAM = (
    ("Chè Shan tuyết cổ thụ hộp 100 g", "Hợp tác xã Chè Bản Liền", "CBNLTS", (88, 91.5, 90)),
    ("Tinh dầu quế nguyên chất", "Công ty TNHH Tinh dầu Nậm Đét", "CBNLTS", (81, 79, "x")),
    ("Miến dong Séng Cù", "Hộ kinh doanh Giàng Thị Mai", "CBNLTS", (69.5, 70, 70.4)),
    ("Bộ khăn thổ cẩm thêu tay người Mông", "Hợp tác xã Thổ cẩm Lùng Tám", "TCMN", (86, 84, None)),
    ("Máy thái chuối, rau củ đa năng", "Công ty Cơ khí Bảo Thắng", "CK", (77, None, None)),
)


@dataclass
class Mau:
    ky: Any
    tinh: Any
    ho_so: list[Any]
    gk: list[Any]
    hd: list[Any]
    khung: dict[str, Any]
    hop: Any = None
    qd: Any = None
    giay: list[Any] = field(default_factory=list)


def dung_mau(*, mo=True, **ky):
    """The round; ``mo=False`` leaves the scores sealed. The law must be loaded."""
    tinh = ky.pop("don_vi", None) or DonViFactory(ma="15", ten_goi="Lào Cai")
    ToChucFactory(don_vi=tinh)
    ky = KyFactory(
        don_vi=tinh, lan_thu=1, kinh_phi=350_000_000, ke_hoach_so="45/KH-UBND",
        ke_hoach_ngay=date(2026, 3, 5), quy_che_so="1/QĐ-HĐBC", quy_che_ngay=date(2026, 4, 1),
        trang_thai="cham", **ky,
    )  # fmt: skip
    for i, gd in enumerate(("nhan_ho_so", "tham_tra", "cham_ho_so", "hop_hoi_dong")):
        tu = LUC + timedelta(days=30 * i - 150)
        MocKy.objects.create(ky=ky, giai_doan=gd, mo_luc=tu, dong_luc=tu + timedelta(days=25))
    for ma, so in (("TCMN", 5), ("CBNLTS", 8), ("CK", 3), ("KHAC", 2)):
        nhom = NhomSanPham.objects.hieu_luc(ky.ngay_bat_dau).get(ma=ma)
        ChiTieuNhom.objects.create(ky=ky, nhom=nhom, so_luong=so, van_ban="Kế hoạch 45/KH-UBND")
    m = Mau(ky=ky, tinh=tinh, ho_so=[], gk=[], hd=[], khung={})
    _cac_ban(m)
    for ten, co_so, nhom, tong in SAN_PHAM:
        _san_pham(m, ten, co_so, nhom, tong)
    if mo:
        mo_diem(m)
    return m


def _cac_ban(m):
    hd = BanFactory(ky=m.ky, loai="hoi_dong", so_qd="512/QĐ-UBND", ngay_qd=date(2026, 3, 20))
    vai = ("chu_tich", "pho_thuong_truc", "uy_vien", "uy_vien", "uy_vien", "uy_vien", "thu_ky")
    for i, v in enumerate(vai):
        nguoi = NhanSuFactory(
            ho_ten=f"Hoàng Quốc Khánh {i + 1}",
            chuc_vu="Phó Chủ tịch" if i == 0 else "Phó Giám đốc",
            co_quan="UBND tỉnh" if i == 0 else "Sở Công Thương",
        )  # fmt: skip
        m.hd.append(GiamKhaoFactory(ban=hd, nhan_su=nguoi, vai_tro=v, thu_tu=i + 1))
    gk = BanFactory(ky=m.ky, loai="giam_khao", so_qd="3/QĐ-HĐBC", ngay_qd=date(2026, 4, 2))
    for i in range(3):
        nguoi = NhanSuFactory(
            ho_ten=f"Trần Thị Minh Nguyệt {i + 1}", hoc_ham="TS.", chuc_vu="Trưởng khoa",
            co_quan="Trường Đại học Mỹ thuật Công nghiệp",
        )  # fmt: skip
        vai = "truong_ban" if i == 0 else "giam_khao"
        m.gk.append(GiamKhaoFactory(ban=gk, nhan_su=nguoi, vai_tro=vai, thu_tu=i + 1))


def _khung(m, nhom):
    if nhom not in m.khung:
        khung = m.khung[nhom] = KhungFactory(ky=m.ky, ma_nhom=nhom, la=[("TAM", 100)])
        khung.tieu_chi.all().delete()
        cac = {}
        for i, (ma, cha, ten, diem) in enumerate(LA):
            cac[ma] = TieuChi.objects.create(
                khung=khung, ma=ma, cha=cac.get(cha), ten=ten, diem_toi_da=Decimal(diem), thu_tu=i
            )
    return m.khung[nhom]


def _san_pham(m, ten, co_so, nhom, tong):
    xa = XaFactory(tinh=m.tinh, ten_goi=f"Bắc Hà {len(m.ho_so) + 1}")
    co_so = CoSoFactory(ten=co_so, xa=xa)
    h = HoSoFactory(
        ky=m.ky, san_pham=SanPhamFactory(ten=ten, co_so=co_so, ma_nhom=nhom), ma_nhom=nhom,
        ma_so=f"{nhom[:2]}-{len(m.ho_so) + 1:02d}", trang_thai="da_cham", dai_dien="Vàng Seo Pao",
        chuc_vu="Giám đốc", dien_thoai="0912 345 678", lao_dong=25, lao_dong_nu=18,
        mo_ta="Sản phẩm được chế biến từ nguyên liệu địa phương.\nĐóng gói hút chân không.",
        dia_chi_san_xuat="Thôn Đội 2", dong_y_trung_bay=True, cam_ket_ngay=date(2026, 4, 9),
    )  # fmt: skip
    khung = _khung(m, nhom)
    for g, t in zip(m.gk, tong, strict=True):
        _phieu(h, g, khung, t)
    m.ho_so.append(h)


def _phieu(h, gk, khung, tong):
    PhanCong.objects.create(ho_so=h, giam_khao=gk, cach="tay")
    if tong == "x":
        h.xung_dot.create(giam_khao=gk, loai="tu_van", nguon="khai_bao", chan=True)
        return
    if tong is None:
        return
    phieu = PhieuCham.objects.create(ho_so=h, giam_khao=gk, khung=khung)
    con = Decimal(str(tong))
    la = [t for t in khung.tieu_chi.all() if t.ma in ("III", "IV") or "." in t.ma]
    cac = []
    for t in sorted(la, key=lambda t: t.thu_tu):
        diem = min(con, t.diem_toi_da)
        con -= diem
        cac.append(DiemTieuChi(phieu=phieu, tieu_chi=t, diem=diem))
    DiemTieuChi.objects.bulk_create(cac)
    PhieuCham.objects.filter(pk=phieu.pk).update(
        trang_thai="da_ky", ky_luc=LUC, bam="a1b2" * 16, nhan_xet="Bao bì đẹp, cần ghi rõ hạn dùng."
    )


def mo_diem(m):
    m.ky.du_kien_mo_diem = m.ky.mo_diem_luc = timezone.now() - timedelta(minutes=1)
    m.ky.trang_thai = "mo_diem"
    m.ky.save()


def hop(m, chon=(0, 3), de_cu=(0,)):
    """The council meets: six of seven came, products ``chon`` pass, ``de_cu`` go up."""
    m.hop = PhienHop.objects.create(
        ky=m.ky, bat_dau=LUC + timedelta(days=14), ket_thuc=LUC + timedelta(days=14, hours=3),
        dia_diem="Phòng họp số 2, trụ sở UBND tỉnh",
        bien_ban="Ông Hoàng Quốc Khánh 4 đề nghị ghi rõ vùng nguyên liệu trên bao bì.",
    )  # fmt: skip
    m.hop.co_mat.set(m.hd[:6])
    for i, h in enumerate(m.ho_so[:4]):
        duoc = i in chon
        BieuQuyet.objects.create(
            ho_so=h, loai="cong_nhan", dong_y=6 if duoc else 2, khong=0 if duoc else 4,
            tong_thanh_vien=7, thong_qua=duoc,
        )  # fmt: skip
        if i in de_cu:
            BieuQuyet.objects.create(
                ho_so=h, loai="de_cu", dong_y=6, khong=0, tong_thanh_vien=7, thong_qua=True
            )
        h.trang_thai = "hd_chon" if duoc else "hd_khong_chon"
        h.save()


def cong_nhan(m):
    """The decision with its number, results frozen, one certificate each."""
    m.qd = QuyetDinhCongNhan.objects.create(
        ky=m.ky, so="2105/QĐ-UBND", ngay=date(2026, 9, 25), nguoi_ky="Trịnh Xuân Trường",
        chuc_danh="Chủ tịch", co_quan="ubnd_tinh",
    )  # fmt: skip
    for i, h in enumerate(x for x in m.ho_so if x.trang_thai == "hd_chon"):
        KetQua.objects.create(
            ho_so=h, so_phieu=3, so_giam_khao=3, tong_diem=Decimal("269.5"), thap_nhat=88,
            cao_nhat=92, dat_nguong=True, duoc_chon=True, quyet_dinh=m.qd,
            giai="Giải Nhất" if i == 0 else "Giải Nhì",
        )  # fmt: skip
        h.trang_thai = "cong_nhan"
        h.save()
        m.giay.append(
            GiayFactory(
                san_pham=h.san_pham, ho_so=h, quyet_dinh=m.qd, nam=2026, don_vi=m.tinh,
                co_quan_cap="Ủy ban nhân dân tỉnh Lào Cai", so=f"{i + 1:02d}/GCN-CNNTTB-TINH-2026",
                ngay_cap=m.qd.ngay, het_han=date(2028, 12, 31), quyet_dinh_so=m.qd.so,
                quyet_dinh_ngay=m.qd.ngay, nguoi_ky="Trịnh Xuân Trường", chuc_danh="Chủ tịch",
                ten_co_so=h.ten_co_so, dia_chi="Thôn Đội 2, xã Bản Liền, tỉnh Lào Cai",
                giai="Giải Nhất" if i == 0 else "",
            )
        )  # fmt: skip
    m.ky.so_thong_bao, m.ky.ngay_thong_bao = "9/TB-HĐBC", date(2026, 9, 26)
    m.ky.save()


def khai_them(h):
    """Figures and papers of one dossier."""
    SoLieuNam.objects.create(ho_so=h, nam=2024, san_luong=Decimal("12.5"), don_vi_tinh="tấn",
                             doanh_thu_san_pham=2_450_000_000)  # fmt: skip
    SoLieuNam.objects.create(ho_so=h, nam=2025, san_luong=Decimal(14), don_vi_tinh="tấn",
                             doanh_thu_san_pham=2_900_000_000, loi_nhuan=310_000_000)  # fmt: skip
    TaiLieuHoSo.objects.create(ho_so=h, loai="attp", so="12/2025/NNPTNT-LCA",
                               co_quan_cap="Chi cục Chất lượng", ngay_cap=date(2025, 5, 1),
                               het_han=date(2028, 5, 1))  # fmt: skip
