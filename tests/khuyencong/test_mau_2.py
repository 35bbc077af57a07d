"""The plan in the columns of Mẫu 2: faults told at their cells, nothing written; round trip."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from cucctdp.files.services import TienDo, doc_tep, tao_cong_viec
from cucctdp.imports.choices import KetLuan, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.danh_dau import yeu_cau_danh_dau
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from cucctdp.imports.services.kiem import kiem_phien
from cucctdp.imports.services.phien import mo_phien, xac_nhan_ghep
from cucctdp.imports.xuat import tep_xuat
from khuyencong.models import DeAn, ThuHuong
from khuyencong.nhap_tep.doc_o import doc_dau_bieu, khoang_ngay, tach_noi_dung, tach_phan
from khuyencong.services import de_an as soan
from khuyencong.services.mau_2 import lap_tu_mau_2
from khuyencong.services.tai_lieu import nop_tai_lieu
from khuyencong.services.thuc_hien import ke_hoach_chi_tiet
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.khuyencong import mau

TIEU_DE = [c.nhan for c in so_dang_ky("mau_2").cot]
DAU = ("BIỂU TỔNG HỢP ĐỀ ÁN", "Kế hoạch khuyến công quốc gia năm 2026", "Đơn vị tính: triệu đồng")
ND = "Mục tiêu: Nâng công suất. Nội dung: KT4 – Máy sấy chè (1 cơ sở). Quy mô: Một máy."
TRIEU = 1_000_000


def dong(ten="Hỗ trợ máy sấy chè", **o):
    mac = {
        "STT": 1,
        "Tên đề án": ten,
        "Đơn vị thực hiện": "Trung tâm Thử",
        "Đơn vị thụ hưởng": "Công ty Chè Thử (MST 5900123456)",
        "Địa điểm": "Xã Thử, Gia Lai",
        "Mục tiêu, nội dung, quy mô": ND,
        "Thời gian": "15/01/2026–30/11/2026",
        "Tổng kinh phí (triệu đồng)": 700,
        "KCQG (triệu đồng)": 300,
        "Đối ứng (triệu đồng)": 400,
    }
    return [(mac | o).get(t) for t in TIEU_DE]


def tep(*cac_dong, dau=DAU, tieu_de=TIEU_DE):
    wb = Workbook()
    ws = wb.active
    for d in dau:
        ws.append([d])
    ws.append(tieu_de)
    for d in cac_dong:
        ws.append(d)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


@pytest.fixture(scope="module")
def _canh(danh_muc_goc, django_db_blocker):
    with django_db_blocker.unblock():
        tinh = mau.tinh(ma="52")
        tp = DonViFactory(ten_goi="Đà Nẵng", slug="da-nang", ma="48")
        tp.cac_ten.update(loai="thanh_pho", ten_day_du="Thành phố Đà Nẵng")
        xa = XaFactory(tinh=tinh, ten_goi="Thử")
        phuong = XaFactory(tinh=tp, ten_goi="Hải Châu", loai="phuong")
        ToChucFactory(don_vi=tinh, ten_goi="Trung tâm Thử")
        CoSoFactory(ten="Công ty Chè Thử", ma_so_thue="5900123456", xa=xa)
        CoSoFactory(ten="Hết hạn", ma_so_thue="5900999999", xa=xa, mst_cham_dut_tu="2025-01-01")
        nguoi = tai_khoan("cuc_chuyen_vien", ho_ten="Trần Thị Nhập")
        for d in (tinh, tp):
            PhanCongFactory(user=nguoi, don_vi=d, tu_ngay="2025-07-01")
        return tinh, xa, phuong, nguoi


@pytest.fixture
def nguoi(_canh, db):
    return _canh[3]


@pytest.fixture
def tinh(_canh, db):
    return _canh[0]


@pytest.fixture
def kiem(nguoi, django_capture_on_commit_callbacks):
    def _kiem(noi_dung):
        so = so_dang_ky("mau_2")
        phien = mo_phien(so, noi_dung=noi_dung, ten="mau2.xlsx", by=nguoi)
        with django_capture_on_commit_callbacks(execute=True):
            xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=nguoi)
        return PhienNhap.objects.get(pk=phien.pk)

    return _kiem


@pytest.fixture
def lam(nguoi, django_capture_on_commit_callbacks):
    def _lam(ham, phien):
        with django_capture_on_commit_callbacks(execute=True):
            ham(phien, by=nguoi)
        return PhienNhap.objects.get(pk=phien.pk)

    return _lam


def cac_loi(phien):
    return {
        (e["o"], e["ma"])
        for loi in phien.cac_dong.values_list("loi", flat=True)
        for e in loi
        if e["muc"] == "loi"
    }


def test_good_file_becomes_drafts_in_whole_dong_and_can_be_taken_back(kiem, lam, nguoi):
    nhom = dong("Nhóm", **{"Đơn vị thụ hưởng": None, "Địa điểm": "Gia Lai", "STT": 2})
    noi_dung = tep(dong(**{"KCQG (triệu đồng)": 300.5, "Tổng kinh phí (triệu đồng)": 700.5}),
                   nhom, ["Tổng cộng"])  # fmt: skip

    phien = kiem(noi_dung)
    assert cac_loi(phien) == set()
    phien = lam(yeu_cau_ghi, phien)

    mot, hai = DeAn.objects.filter(nguoi_lap=nguoi).order_by("ma")
    t = ThuHuong.objects.get(noi_dung__de_an=mot)
    assert (mot.trang_thai, mot.nam, mot.nguon, mot.hinh_thuc, hai.hinh_thuc) == (
        "nhap", 2026, "kcqg", "rieng_le", "nhom",
    )  # fmt: skip
    assert (mot.tu_ngay, mot.den_ngay) == (date(2026, 1, 15), date(2026, 11, 30))
    assert (t.kcqg, t.doi_ung, t.co_so.ma_so_thue) == (300_500_000, 400 * TRIEU, "5900123456")
    assert (mot.muc_tieu, mot.quy_mo) == ("Nâng công suất.", "Một máy.")

    lam(yeu_cau_hoan_tac, phien)
    assert not DeAn.objects.filter(nguoi_lap=nguoi).exists()


def test_every_fault_is_told_at_its_cell_and_nothing_is_written(kiem, nguoi):
    noi_dung = tep(
        dong(),
        dong(STT=2),  # row 6: the same again
        dong("Nhầm đơn vị", **{"KCQG (triệu đồng)": 300 * TRIEU, "Đối ứng (triệu đồng)": 400}),
        dong("Lệch nghìn", **{"Tổng kinh phí (triệu đồng)": 700_000}),
        dong("Phần trăm", **{"Tổng kinh phí (triệu đồng)": 200, "Đối ứng (triệu đồng)": None}),
        dong("Phần trăm 2", **{"KCQG (triệu đồng)": "120%"}),
        dong("Ngược", **{"Thời gian": "30/11/2026–15/01/2026"}),
        dong("Ngoài năm", **{"Thời gian": "01/2027–05/2027"}),
        dong("Phường", **{"Địa điểm": "Phường Hải Châu, Đà Nẵng", "Đơn vị thụ hưởng": None}),
        dong("MST hỏng", **{"Đơn vị thụ hưởng": "Công ty X (MST 59001)"}),
        dong("MST hết", **{"Đơn vị thụ hưởng": "Hết hạn (MST 5900999999)"}),
        dong("Không rõ", **{"Đơn vị thực hiện": "Trung tâm lạ", "Mục tiêu, nội dung, quy mô": "x"}),
    )

    phien = kiem(noi_dung)

    assert cac_loi(phien) == {
        ("B6", "trung_trong_tep"),
        ("H7", "tong_khong_khop"), ("I7", "lech_don_vi"), ("I7", "phan_tram"),
        ("H8", "lech_don_vi"),
        ("H9", "tong_khong_khop"), ("I9", "phan_tram"),
        ("I10", "phan_tram"),
        ("G11", "thoi_gian_nguoc"),
        ("G12", "ngoai_nam"),
        ("E13", "dia_ban"),
        ("D14", "ma_so_thue_sai"),
        ("D15", "mst_cham_dut"),
        ("C16", "to_chuc_khong_co"), ("F16", "noi_dung_sai"),
    }  # fmt: skip
    assert not DeAn.objects.filter(nguoi_lap=nguoi).exists()
    with pytest.raises(ValidationError, match="khi cả tệp không còn lỗi"):
        yeu_cau_ghi(phien, by=nguoi)


def test_head_and_heading_that_differ_from_the_form_are_told_cell_by_cell(kiem, nguoi):
    tieu_de = [t for t in TIEU_DE if t != "KCĐP (triệu đồng)"] + ["Số điện thoại"]
    dau = ("Kế hoạch khuyến công", "Đơn vị tính: đồng")

    phien = kiem(tep(dong()[:9] + dong()[10:], dau=dau, tieu_de=tieu_de))

    loi = {e["o"]: e["ma"] for e in phien.cac_dong.get(so=3).loi}
    assert loi == {"N3": "tieu_de_la", "J3": "tieu_de_thieu", "A2": "dau_bieu"}
    cau = [e["thong_diep"] for e in phien.cac_dong.get(so=3).loi]
    assert [c[:40] for c in cau[2:]] == [
        "Phần trên tiêu đề chưa ghi năm kế hoạch,",
        "Phần trên tiêu đề phải ghi đúng một chế ",
        "Đầu biểu và tiêu đề cột ghi các đơn vị t",
    ]
    assert not DeAn.objects.filter(nguoi_lap=nguoi).exists()


def test_heading_of_two_storeys_and_amounts_in_dong_read_the_same(kiem):
    tren = [t.removesuffix(" (triệu đồng)") for t in TIEU_DE]
    i = tren.index("KCQG")
    duoi = [""] * i + tren[i : i + 4]
    tren[i : i + 4] = ["Trong đó", "", "", ""]
    tien = {"Tổng kinh phí (triệu đồng)": 700 * TRIEU, "KCQG (triệu đồng)": "300.000.000",
            "Đối ứng (triệu đồng)": 400 * TRIEU}  # fmt: skip
    dau = ("Kế hoạch khuyến công quốc gia năm 2026", "ĐVT: đồng", "Ngày 02 tháng 5 năm 2025")

    phien = kiem(tep(duoi, dong(**tien), dau=dau, tieu_de=tren))

    (d,) = phien.cac_dong.all()
    assert (d.so, d.ket_luan, d.sach["kcqg"], d.sach["doi_ung"], d.sach["nam"]) == (
        6, KetLuan.MOI, 300 * TRIEU, 400 * TRIEU, 2026,
    )  # fmt: skip


def test_users_own_file_comes_back_with_errors_marked(kiem, lam):
    phien = kiem(tep(dong(**{"Thời gian": "30/11/2026–15/01/2026"}), dau=DAU[:2]))

    phien = lam(yeu_cau_danh_dau, phien)

    wb = load_workbook(BytesIO(doc_tep(phien.viec_danh_dau.ket_qua)))
    o = wb.worksheets[1]["G4"]
    assert wb.sheetnames[0] == "Lỗi"
    assert (o.fill.fgColor.rgb[-6:], "trước ngày bắt đầu" in o.comment.text) == ("FBD5D0", True)
    assert [c.value for c in wb["Lỗi"][2]][:5] == [
        4, "G4", "Thời gian", "30/11/2026–15/01/2026", "Lỗi",
    ]  # fmt: skip


def test_exported_plan_imported_again_changes_nothing_and_one_edit_only_itself(kiem, lam, tinh):
    n = mau.nguoi(tinh)
    mau.qua_so(mau.soan_thao(tinh, n.trung_tam), n)
    lam(yeu_cau_ghi, kiem(tep(dong("Thứ nhất"), dong("Nhóm", **{"Đơn vị thụ hưởng": None}))))
    so = so_dang_ky("mau_2")
    queryset = DeAn.objects.filter(nam=2026, nguon="kcqg", don_vi=tinh)

    noi_dung, n_dong = tep_xuat(so, queryset)
    wb = load_workbook(BytesIO(noi_dung))
    ws = wb.active
    phien = kiem(noi_dung)
    i = next(r for r in range(5, 9) if ws.cell(r, 2).value == "Thứ nhất")
    ws.cell(i, 9).value, ws.cell(i, 8).value = 250, 650
    dich = BytesIO()
    wb.save(dich)
    sua = lam(yeu_cau_ghi, kiem(dich.getvalue()))

    assert ([c.value for c in ws[4]], n_dong) == (
        [c.nhan + (" (*)" if c.bat_buoc else "") for c in so.cot], 4,
    )  # fmt: skip
    assert [d.ket_luan for d in phien.cac_dong.all()] == [KetLuan.GIONG] * 3
    assert (sua.trang_thai, sua.so_doi, sua.so_giong) == (TrangThaiPhien.DA_GHI, 1, 2)
    t = ThuHuong.objects.get(noi_dung__de_an__ten="Thứ nhất")
    assert (t.kcqg, t.doi_ung) == (250 * TRIEU, 400 * TRIEU)


def test_de_an_that_was_handed_in_is_not_changed_by_a_file(kiem, tinh):
    n = mau.nguoi(tinh)
    de_an = mau.qua_so(mau.soan_thao(tinh, n.trung_tam), n)
    noi_dung, _ = tep_xuat(so_dang_ky("mau_2"), DeAn.objects.filter(pk=de_an.pk))
    wb = load_workbook(BytesIO(noi_dung))
    wb.active["B5"] = "Tên khác"
    dich = BytesIO()
    wb.save(dich)

    assert cac_loi(kiem(dich.getvalue())) == {("B5", "khong_mo")}


def test_checks_take_the_same_queries_for_one_row_and_three(nguoi):
    def dem(*cac_dong):
        so = so_dang_ky("mau_2")
        phien = mo_phien(so, noi_dung=tep(*cac_dong), ten="m.xlsx", by=nguoi)
        PhienNhap.objects.filter(pk=phien.pk).update(trang_thai=TrangThaiPhien.DANG_KIEM)
        viec, _ = tao_cong_viec(loai="x", ten="x", khoa=f"x{phien.pk}", by=nguoi)
        with CaptureQueriesContext(connection) as q:
            kiem_phien(phien.pk, TienDo(viec.pk))
        return len(q)

    assert dem(dong()) == dem(*(dong(f"Đề án {i}") for i in range(3)))


@pytest.mark.parametrize(
    ("chu", "ra"),
    [
        ("01/2026 - 11/2026", "2026-01-01/2026-11-30"),
        ("15/01/2026–30/11/2026", "2026-01-15/2026-11-30"),
        ("tháng 2/2026 đến tháng 12/2026", "2026-02-01/2026-12-31"),
        ("01/2026-11/2026", "2026-01-01/2026-11-30"),
    ],
)
def test_period_as_officers_write_it(chu, ra):
    assert khoang_ngay(chu) == ra


def test_parts_of_the_long_cell_and_activity_lines():
    phan = tach_phan("Mục tiêu: Tăng 20%.\nNội dung: KT4 – A (b) (2 cơ sở); KT1 – C (1 mô hình)\n"
                     "Quy mô: 500 kg/mẻ")  # fmt: skip

    assert phan["quy_mo"] == "500 kg/mẻ"
    assert [str(n) for n in tach_noi_dung(phan["noi_dung"])] == [
        "KT4 – A (b) (2 cơ sở)",
        "KT1 – C (1 mô hình)",
    ]


def test_head_names_year_source_and_unit():
    dau = doc_dau_bieu(["Kèm công văn ngày 12 tháng 5 năm 2025",
                        "ĐĂNG KÝ KẾ HOẠCH KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2026 (ĐVT: nghìn đồng)"],
                       ["Tên"])  # fmt: skip

    assert (dau.nam, dau.nguon, dau.don_vi_tien) == ({2026}, {"kcdp"}, {1000})


_BA = ND.replace("(1 cơ sở)", "(3 cơ sở)")


def _nhom_ba(**o):
    return dong(
        "Nhóm ba cơ sở",
        **{
            "Đơn vị thụ hưởng": None, "Địa điểm": "Gia Lai", "Mục tiêu, nội dung, quy mô": _BA,
            "Tổng kinh phí (triệu đồng)": 1700, "KCQG (triệu đồng)": 700,
            "Đối ứng (triệu đồng)": 1000, **o,
        },
    )  # fmt: skip


def _tien(de_an):
    rows = ThuHuong.objects.filter(noi_dung__de_an=de_an).order_by("pk")
    return list(rows.values_list("kcqg", "doi_ung"))


def test_one_row_for_three_establishments_becomes_three_shares(kiem, lam, nguoi):
    phien = kiem(tep(_nhom_ba()))
    (bao,) = phien.cac_dong.get().loi
    lam(yeu_cau_ghi, phien)
    de_an = DeAn.objects.get(nguoi_lap=nguoi)
    dau = _tien(de_an)
    nhu_cu = kiem(tep(_nhom_ba())).cac_dong.get().ket_luan
    doi = {"Tổng kinh phí (triệu đồng)": 1600, "KCQG (triệu đồng)": 600}
    lam(yeu_cau_ghi, kiem(tep(_nhom_ba(**doi))))

    assert (bao["ma"], bao["muc"]) == ("tach_dong", "canh_bao")
    assert "tách thành 3 dòng thụ hưởng" in bao["thong_diep"]
    assert dau == [(233_333_333, 333_333_333)] * 2 + [(233_333_334, 333_333_334)]
    assert nhu_cu == KetLuan.GIONG
    assert _tien(de_an) == [(200 * TRIEU, 333_333_333)] * 2 + [(200 * TRIEU, 333_333_334)]


def test_quantity_that_counts_no_establishments_stays_one_row(kiem, lam, nguoi):
    o = {
        "Mục tiêu, nội dung, quy mô": ND.replace("KT4", "QL1").replace("(1 cơ sở)", "(30 học viên)")
    }
    phien = kiem(tep(_nhom_ba(**o)))
    assert phien.cac_dong.get().loi == []

    lam(yeu_cau_ghi, phien)

    assert _tien(DeAn.objects.get(nguoi_lap=nguoi)) == [(700 * TRIEU, 1000 * TRIEU)]


def test_imported_group_is_approved_and_named_on_mau_11(tinh):
    n = mau.nguoi(tinh)
    trung_tam = ToChucFactory(don_vi=tinh)
    gia_tri = {
        "ten": "Nhóm ba cơ sở", "nam": 2026, "nguon": "kcqg", "don_vi_id": tinh.pk,
        "thuc_hien_id": trung_tam.pk, "tu_ngay": "2026-01-15", "den_ngay": "2026-11-30",
        "kcqg": 900 * TRIEU, "doi_ung": 1200 * TRIEU,
    }  # fmt: skip
    noi_dung = {"noi_dung": "KT4", "ten": "Máy sấy", "so_luong": 3, "don_vi_tinh": "cơ sở"}
    de_an = lap_tu_mau_2(gia_tri, cac_noi_dung=[noi_dung], by=n.trung_tam)
    de_an = soan.sua_thong_tin(de_an, thong_tin=mau.PHAN, by=n.trung_tam)
    dong_nd = de_an.cac_noi_dung.get()
    soan.dat_du_toan(
        de_an, by=n.trung_tam,
        cac_dong=[{"noi_dung_id": dong_nd.pk, "muc_chi": "Máy sấy", "don_vi_tinh": "máy",
                   "so_luong": 3, "don_gia": 700 * TRIEU, "kcqg": 900 * TRIEU,
                   "doi_ung": 1200 * TRIEU}],
    )  # fmt: skip
    nop_tai_lieu(de_an, ma="bao-gia", ten="Báo giá", tep=mau.tep(), by=n.trung_tam)
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(de_an, n), n), n)
    rows = list(ThuHuong.objects.filter(noi_dung__de_an=de_an).order_by("pk"))
    for t in rows:
        for ma in ("dang-ky-kinh-doanh", "de-nghi-ho-tro", "cam-ket-doi-ung",
                   "cam-ket-chua-ho-tro", "bao-gia"):  # fmt: skip
            nop_tai_lieu(de_an, ma=ma, ten=ma, tep=mau.tep(), thu_huong=t, by=n.trung_tam)
    cac = [
        {"id": t.pk, "noi_dung_id": dong_nd.pk, "co_so": CoSoFactory(xa=XaFactory(tinh=tinh)),
         "nganh_nghe": "N1", "may": f"Máy sấy {t.pk}", "tinh_trang_may": "moi"}
        for t in rows
    ]  # fmt: skip

    giu = ke_hoach_chi_tiet(de_an, cac_dong=cac, by=n.tham_dinh_so)

    assert [(t.kcqg, t.co_so_id is None) for t in giu] == [(300 * TRIEU, False)] * 3
    assert set(ThuHuong.objects.filter(noi_dung__de_an=de_an).values_list("hieu_luc", "tran")) == {
        ("hieu_luc", 300 * TRIEU)
    }
