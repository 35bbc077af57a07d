"""The published Gia Lai đề án of 2022 (fixture CB-01) through its whole life, in the browser alone.

Name and support (800 triệu đồng of KCQG) are the published ones; the source says only «> 11 tỷ
đồng» of the whole, so the counterpart, days and numbers of papers are made up.
"""

import pytest
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import DeAn, KeHoach, NopNghiemThu
from khuyencong.services.du_lieu_goc import nap
from khuyencong.so_du import so_du
from tests.factories.donvi import CoSoFactory, ToChucFactory, XaFactory
from tests.flows.buoc import xac_nhan
from tests.khuyencong import mau

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]
TEN = "Mô hình trình diễn kỹ thuật chế biến nông sản sấy khô, 5.000 tấn/năm"
TIEN = {"kcqg": "800.000.000", "doi_ung": "10.200.000.000"}


class NguoiDung:
    """One person's window: fills the boxes of a page by their names and presses a button."""

    def __init__(self, trang, goc):
        self.trang = trang
        self.goc = goc

    def mo(self, ten, *args):
        self.trang.goto(self.goc + reverse(ten, args=args))

    def dien(self, **o):
        for ten, gia_tri in o.items():
            hop = self.trang.locator(f"[name={ten}]")
            if hop.evaluate("e => e.tagName") == "SELECT":
                hop.select_option(gia_tri)
            else:
                hop.fill(gia_tri)

    def bam(self, nhan):
        with self.trang.expect_navigation():
            self.trang.get_by_role("button", name=nhan, exact=True).last.click()

    def viec(self, de_an, ma, nhan, tep="", **o):
        """A work of the admin's page of the đề án."""
        self.mo("admin:khuyencong_dean_viec", de_an.pk, ma)
        self.dien(**o)
        if tep:
            self.trang.locator("[name=tep]").set_input_files(tep)
        xac_nhan(self.trang, nhan)
        assert "/viec/" not in self.trang.url, self.trang.locator("form").last.inner_text()


def _dang_ky(n, co_so, pdf):
    n.mo("khuyen_cong:moi")
    n.dien(ten=TEN, nguon="kcqg", hinh_thuc="rieng_le", nam="2022", tu_ngay="15/01/2022",
           den_ngay="30/11/2022", **mau.PHAN)  # fmt: skip
    n.trang.select_option("[name=thuc_hien]", index=1)
    n.bam("Lưu và tiếp tục")
    de_an = DeAn.objects.get()
    n.dien(**{"d-0-noi_dung": "KT1", "d-0-ten": "Mô hình sấy", "d-0-so_luong": "1",
              "d-0-don_vi_tinh": "mô hình"})  # fmt: skip
    n.bam("Lưu nội dung")
    n.mo("khuyen_cong:thu_huong", de_an.pk)
    with n.trang.expect_navigation():
        n.trang.get_by_role("link", name="Thêm đơn vị thụ hưởng", exact=True).first.click()
    n.dien(q=co_so.ma_so_thue)
    n.bam("Tìm")
    with n.trang.expect_navigation():
        n.trang.get_by_role("link", name=f"Chọn {co_so.ten}", exact=True).first.click()
    n.dien(nganh_nghe="N1", **TIEN)
    n.bam("Lưu")
    n.mo("khuyen_cong:du_toan", de_an.pk)
    n.trang.select_option("[name=d-0-noi_dung_id]", index=1)
    n.dien(**{"d-0-muc_chi": "Dây chuyền sấy", "d-0-don_vi_tinh": "dây chuyền",
              "d-0-so_luong": "1", "d-0-don_gia": "11.000.000.000",
              **{f"d-0-{nguon}": so for nguon, so in TIEN.items()}})  # fmt: skip
    n.bam("Lưu dự toán")
    _nop_du(n, de_an, pdf)
    n.mo("khuyen_cong:viec", de_an.pk, "nop")
    n.bam("Nộp hồ sơ")
    return de_an


def _nop_du(n, de_an, pdf):
    """Hand in every paper the page says is missing."""
    n.mo("khuyen_cong:tai_lieu", de_an.pk)
    thieu = n.trang.locator("li.the", has=n.trang.get_by_text("Còn thiếu", exact=True))
    while thieu.count():
        muc = thieu.first
        muc.locator("summary").click()
        muc.locator("[type=file]").set_input_files(pdf)
        with n.trang.expect_navigation():
            muc.get_by_role("button", name="Nộp", exact=True).click()


def _tham_dinh(n, de_an, *, o_so):
    """Take, sign the phiếu, conclude; the Sở in its portal, the Cục in the admin."""
    viec = ("khuyen_cong:viec",) if o_so else ("admin:khuyencong_dean_viec",)
    n.mo(*viec, de_an.pk, "nhan-tham-dinh")
    n.bam("Nhận thẩm định")
    n.mo("khuyen_cong:phieu" if o_so else "admin:khuyencong_dean_phieu", de_an.pk)
    n.dien(cach="chuyen_vien", ngay="20/01/2022", ket_luan="dat", y_kien="Đủ điều kiện.")
    for o in n.trang.locator("select[name^=tc_]").all():
        o.select_option("co")
    n.bam("Ký phiếu")
    n.mo(*viec, de_an.pk, "ket-luan")
    n.bam("Kết luận thẩm định")


def _thuc_hien(de_an, trung_tam, so, cuc_phong, cuc_ld, pdf):
    """Money allotted, contract, a month's report confirmed, the first advance."""
    cuc_phong.mo("admin:khuyencong_kehoach_add")
    cuc_phong.dien(nam="2022", nguon="kcqg", so_quyet_dinh="QĐ 01/QĐ-BCT",
                   ngay_quyet_dinh="25/01/2022", kinh_phi="800.000.000")  # fmt: skip
    with cuc_phong.trang.expect_navigation():
        cuc_phong.trang.locator("[name=_save]").last.click()
    ke_hoach = KeHoach.objects.get(nam=2022, nguon="kcqg", kinh_phi=800 * mau.TRIEU)
    cuc_ld.mo("admin:khuyencong_kehoach_giao_von", ke_hoach.pk)
    cuc_ld.dien(so_van_ban="437/CTĐP-QLKC", ngay="01/02/2022", **{f"da{de_an.pk}": TIEN["kcqg"]})
    cuc_ld.bam("Chạy thử")
    cuc_ld.bam("Giao vốn")
    cuc_phong.viec(de_an, "hop-dong", "Ký hợp đồng", pdf, so="05/2022/HĐ-KCQG", ngay="10/02/2022",
                   het_han="30/11/2022", ben_a="Cục")  # fmt: skip
    trung_tam.mo("khuyen_cong:tien_do", de_an.pk)
    trung_tam.dien(thang="3", nam="2022", khoi_luong="80", kinh_phi_khac="8.000.000.000",
                   de_nghi_tam_ung="560.000.000")  # fmt: skip
    trung_tam.bam("Lưu báo cáo tháng")
    so.mo("khuyen_cong:tien_do", de_an.pk)
    so.bam("Xác nhận tháng 3/2022")
    cuc_phong.viec(de_an, "tam-ung", "Ghi tạm ứng", nguon="kcqg", so_tien="560.000.000",
                   ngay="01/04/2022", chung_tu="UNC 01")  # fmt: skip


def _ket_thuc(de_an, trung_tam, cuc_phong, pdf):
    """Acceptance handed in and taken into the books, the rest of the money, settlement, survey."""
    _nop_du(trung_tam, de_an, pdf)
    trung_tam.mo("khuyen_cong:ho_so_nt", de_an.pk)
    trung_tam.dien(loai="5c", ngay="20/06/2022", dia_diem="Xưởng sấy", thanh_phan="Sở, trung tâm",
                   ket_qua="Đủ một dây chuyền.", so_luong="1", **TIEN)  # fmt: skip
    trung_tam.trang.locator("[name=tep]").set_input_files(pdf)
    trung_tam.bam("Nộp biên bản")
    cuc_phong.mo("admin:khuyencong_nopnghiemthu_ghi_nhan", NopNghiemThu.objects.get().pk)
    xac_nhan(cuc_phong.trang, "Ghi nhận vào sổ")
    cuc_phong.viec(de_an, "tam-ung", "Ghi tạm ứng", nguon="kcqg", so_tien="240.000.000",
                   ngay="25/06/2022", chung_tu="UNC 02")  # fmt: skip
    cuc_phong.viec(de_an, "hoan-thanh-nghiem-thu", "Hoàn thành nghiệm thu")
    trung_tam.mo("khuyen_cong:chung_tu", de_an.pk)
    trung_tam.dien(**{"ct-0-so": "HĐ 12", "ct-0-ngay": "05/05/2022", "ct-0-nguon": "kcqg",
                      "ct-0-noi_dung": "Dây chuyền sấy", "ct-0-so_tien": TIEN["kcqg"]})  # fmt: skip
    trung_tam.bam("Kê chứng từ")
    _nop_du(trung_tam, de_an, pdf)
    cuc_phong.viec(de_an, "quyet-toan", "Ghi quyết toán", ngay="10/07/2022", chung_tu="Mẫu 7")
    cuc_phong.viec(de_an, "thanh-ly", "Thanh lý hợp đồng", ngay="01/08/2022")
    trung_tam.mo("khuyen_cong:hieu_qua", de_an.pk)
    trung_tam.dien(lao_dong_truoc="10", lao_dong_sau="16", ngay="01/09/2022")
    trung_tam.bam("Lưu khảo sát")
    cuc_phong.viec(de_an, "dong", "Đóng hồ sơ")


def test_the_published_gia_lai_de_an_from_registration_to_closing(dang_nhap, live_server, tmp_path):
    dong_bo_nhom()
    nap()
    don_vi = mau.tinh()
    ai = mau.nguoi(don_vi)
    ToChucFactory(don_vi=don_vi, loai="trung_tam_kc")
    co_so = CoSoFactory(ma_so_thue="5900123456", xa=XaFactory(tinh=don_vi))
    pdf = str(tmp_path / "quet.pdf")
    (tmp_path / "quet.pdf").write_bytes(b"%PDF-1.7 thu")
    trung_tam, so, lanh_dao_so, cuc, cuc_phong, cuc_ld = (
        NguoiDung(dang_nhap(user), live_server.url)
        for user in (
            ai.trung_tam, ai.tham_dinh_so, ai.lanh_dao_so, ai.cuc, ai.cuc_phong, ai.cuc_ld,
        )
    )  # fmt: skip

    de_an = _dang_ky(trung_tam, co_so, pdf)
    _tham_dinh(so, de_an, o_so=True)
    lanh_dao_so.mo("khuyen_cong:viec", de_an.pk, "gui-cuc")
    lanh_dao_so.bam("Ký gửi Cục")
    _tham_dinh(cuc, de_an, o_so=False)
    cuc_ld.viec(de_an, "phe-duyet", "Ghi quyết định phê duyệt", so_quyet_dinh="QĐ 01/QĐ-BCT",
                ngay="25/01/2022")  # fmt: skip
    _thuc_hien(de_an, trung_tam, so, cuc_phong, cuc_ld, pdf)
    _ket_thuc(de_an, trung_tam, cuc_phong, pdf)

    de_an.refresh_from_db()
    assert de_an.trang_thai == "dong"
    assert {loai: so_du(de_an).cua(loai) // mau.TRIEU for loai in L} == {
        "dang_ky": 800, "phe_duyet": 800, "giao": 800, "hop_dong": 800,
        "tam_ung": 800, "nghiem_thu": 800, "quyet_toan": 800, "hoan_tra": 0,
    }  # fmt: skip
