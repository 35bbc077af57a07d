"""Papers say what the records say: names, sums, words; missing is «…», never 0."""

import html
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from khuyencong.choices import HinhThuc
from khuyencong.giay_to import (
    GIAY_TO,
    danh_sach_giay_to,
    dung_to_giay,
    tim_giay_to,
    ve,
    ve_word,
)
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import ChungTu, DieuChinhDeAn, DuToan, HopDong, MauBieu, ThuHuong
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau
from tests.pdf.nd30 import chu_cua, kiem_tra_nd30
from tests.van_ban.doc_word import chu_word, khong_trang, loi_nd30

pytestmark = pytest.mark.django_db


def _chu(trang: str) -> str:
    than = trang.partition("<body")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", than)))


def _in(ma, ho_so):
    g = next(g for g in danh_sach_giay_to(ho_so) if g.ma == ma)
    return _chu(dung_to_giay(ma, ho_so, **g.tham_so))


def test_papers_that_can_be_printed_follow_the_records(ho_so, n):
    nhap = mau.soan_thao(ho_so.de_an.don_vi, n.trung_tam)

    du = [g.ma for g in danh_sach_giay_to(ho_so)]
    moi = [g.ma for g in danh_sach_giay_to(doc_ho_so(nhap))]

    assert du == [
        "1", "2", "4b", "bien-ban-tham-dinh", "to-trinh", "quyet-dinh", "3a", "3b", "5a", "5b",
        "5c", "7", "8a", "8b", "9", "6", "10",
    ]  # fmt: skip
    assert moi == ["1", "2"]
    assert set(GIAY_TO) == {*du, "4a", "11", "qd-dieu-chinh", "qd-ngung"}


def test_sister_papers_are_told_apart_by_name(ho_so):
    ten = [g.ten for g in danh_sach_giay_to(ho_so)]

    assert len(set(ten)) == len(ten)
    assert "Mẫu 4b: Phiếu thẩm định cấp cơ sở – vòng 1" in ten
    assert "Mẫu 5a: Biên bản nghiệm thu cơ sở – Hợp tác xã Chè Bàu Cạn, ngày 20/06/2026" in ten
    assert "Mẫu 5b: Biên bản nghiệm thu cơ sở – Xưởng chè thôn 2, ngày 20/06/2026" in ten


@pytest.mark.parametrize(
    ("ma", "cac_chu"),
    [
        ("2", ["Đơn vị tính: triệu đồng", "01/2026– 11/2026 700 300 – 400 –",
               "Danh mục 1 đề án", "Hợp tác xã Chè Bàu Cạn"]),
        ("bien-ban-tham-dinh", ["CỤC CÔNG THƯƠNG", "Hà Nội, ngày 20 tháng 01 năm 2026"]),
        ("quyet-dinh", ["Số: 3536/QĐ-BCT", "BỘ TRƯỞNG BỘ CÔNG THƯƠNG", "Ba trăm triệu đồng.",
                        "Căn cứ Điều 8 Thông tư số 28/2018/TT-BTC;", "ngày 30 tháng 12 năm 2025"]),
        ("3a", ["Tháng 3 năm 2026", "so với hợp đồng: 80%", "Hai trăm mười triệu đồng",
                "Vướng mắc, kiến nghị: …"]),
        ("3b", ["Máy sấy cơ sở 1 1", "thực hiện: 300.000.000 đồng"]),
        ("5a", ["Xưởng chè thôn 2", "Số lượng hoàn thành: 1 cơ sở", "Một trăm triệu đồng"]),
        ("5b", ["Số lượng hoàn thành: …", "Năm mươi triệu đồng", "ĐƠN VỊ THỰC HIỆN"]),
        ("5c", ["CỤC CÔNG THƯƠNG", "Một trăm năm mươi triệu đồng", "ĐẠI DIỆN CỤC"]),
        ("6", ["còn phải thanh toán cho bên B: 90.000.000 đồng",
               "còn phải hoàn trả ngân sách: 0 đồng", "ngày … tháng … năm …"]),
        ("7", ["Khuyến công quốc gia 300.000.000 300.000.000 –", "Ba trăm triệu đồng"]),
        ("8a", ["Chứng từ (1 tờ)", "HĐ 12", "Tổng số tiền: 300.000.000 đồng"]),
        ("8b", ["Chứng từ (2 tờ)", "Cộng khuyến công quốc gia 300.000.000",
                "Bảy trăm triệu đồng"]),
        ("9", ["Đề nghị thanh toán (2 – 3) 90.000.000", "Chín mươi triệu đồng"]),
        ("10", ["300.000.000 210.000.000 300.000.000 – -90.000.000"]),
    ],
)  # fmt: skip
def test_form_states_the_records(ho_so, ma, cac_chu):
    van_ban = _in(ma, ho_so)

    assert [c for c in cac_chu if c not in van_ban] == []
    assert ho_so.de_an.ten in van_ban or ma == "to-trinh"


@pytest.mark.parametrize(
    ("ma", "cac_chu"),
    [
        (
            "1",
            [
                "DỰ TOÁN KINH PHÍ",
                "700.000.000",
                "Bảy trăm triệu đồng",
                "Thông tư số 36/2013/TT-BCT",
            ],
        ),
        (
            "4b",
            [
                "5901234567",
                "Hợp tác xã Chè Bàu Cạn",
                "Cam kết bố trí đủ vốn đối ứng",
                "Ba trăm triệu đồng",
                "Đủ điều kiện.",
            ],
        ),
        ("to-trinh", ["Kính gửi: Bộ trưởng Bộ Công Thương", "1/1 đề án", "300.000.000"]),
        ("6", ["BIÊN BẢN THANH LÝ HỢP ĐỒNG", "05/2026/HĐ-KCQG", "90.000.000"]),
    ],
)
def test_drawn_paper_keeps_its_text_and_the_layout_of_nd30(ho_so, ma, cac_chu):
    g = next(g for g in danh_sach_giay_to(ho_so) if g.ma == ma)

    pdf = ve(ma, ho_so, **g.tham_so)

    van_ban = chu_cua(pdf)
    assert [c for c in cac_chu if c not in van_ban] == []
    assert kiem_tra_nd30(pdf) == []


def test_same_records_draw_the_same_bytes(ho_so):
    assert ve("1", ho_so) == ve("1", ho_so)
    assert ve_word("1", ho_so) == ve_word("1", ho_so)


def test_every_paper_is_a_word_file_with_the_words_of_its_pdf(ho_so):
    khac = {}
    for g in danh_sach_giay_to(ho_so):
        tep = ve_word(g.ma, ho_so, **g.tham_so)
        trang = _chu(dung_to_giay(g.ma, ho_so, **g.tham_so)).partition(">")[2]
        if khong_trang(chu_word(tep)) != khong_trang(trang) or loi_nd30(tep):
            khac[g.ten] = loi_nd30(tep)

    assert khac == {}


def test_plan_of_a_group_names_places_and_is_marked_as_illustration(ho_so):
    ho_so.de_an.hinh_thuc, ho_so.de_an.minh_hoa = HinhThuc.NHOM, True

    van_ban = _in("11", ho_so)

    assert "Số liệu minh họa" in van_ban
    assert "Hợp tác xã Chè Bàu Cạn" in van_ban
    assert "XÁC NHẬN CỦA SỞ CÔNG THƯƠNG TỈNH GIA LAI" in van_ban
    assert "4a" in [g.ma for g in danh_sach_giay_to(ho_so)]


def test_several_de_an_stand_on_one_list_with_their_total(ho_so, n):
    khac = doc_ho_so(mau.soan_thao(ho_so.de_an.don_vi, n.trung_tam), hom_nay=date(2026, 8, 1))

    van_ban = _chu(dung_to_giay("2", [ho_so, khac]))

    assert "Danh mục 2 đề án" in van_ban
    assert "1.400.000.000 đồng (bằng chữ: Một tỷ bốn trăm triệu đồng)" in van_ban


def test_list_of_several_provinces_is_the_cuc_s_and_names_them(ho_so, n):
    khac = doc_ho_so(mau.soan_thao(ho_so.de_an.don_vi, n.trung_tam), hom_nay=date(2026, 8, 1))
    khac.de_an.don_vi = DonViFactory(ten_goi="Lào Cai")

    van_ban = _chu(dung_to_giay("2", [ho_so, khac]))

    assert "CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG" in van_ban
    assert "Hà Nội, ngày" in van_ban
    assert "I. Tỉnh Gia Lai 1 " in van_ban
    assert "II. Tỉnh Lào Cai 2 " in van_ban


def test_settlement_by_item_stays_open_when_the_records_do_not_tell(ho_so):
    dong = ho_so.du_toan[0]
    ho_so.du_toan.append(
        DuToan(noi_dung=dong.noi_dung, muc_chi="Lắp đặt", don_vi_tinh="lần", so_luong=1,
               don_gia=0, tong=0)
    )  # fmt: skip

    van_ban = _in("7", ho_so)

    assert "Máy sấy chè 300.000.000 … …" in van_ban
    assert "Lắp đặt – … …" in van_ban


def test_settlement_by_item_adds_the_vouchers_of_each_line(ho_so):
    may = ho_so.du_toan[0]
    lap = DuToan(pk=may.pk + 1, noi_dung=may.noi_dung, muc_chi="Lắp đặt", don_vi_tinh="lần",
                 so_luong=1, don_gia=0, kcqg=0, tong=0)  # fmt: skip
    ho_so.du_toan.append(lap)
    c = next(c for c in ho_so.chung_tu if c.nguon == "kcqg")
    c.du_toan, c.so_tien = may, 280_000_000
    ho_so.chung_tu += [
        ChungTu(hop_dong=c.hop_dong, nguon="kcqg", so_tien=15_000_000, du_toan=lap),
        ChungTu(hop_dong=c.hop_dong, nguon="kcqg", so_tien=5_000_000),
    ]

    van_ban = _in("7", ho_so)

    assert "1 Máy sấy chè 300.000.000 280.000.000 -20.000.000 …" in van_ban
    assert "2 Lắp đặt – 15.000.000 +15.000.000 …" in van_ban
    assert "3 Chứng từ chưa xếp vào dòng dự toán – 5.000.000 +5.000.000 …" in van_ban
    assert "Tổng cộng 300.000.000 300.000.000 –" in van_ban


def test_settlement_by_item_shows_what_other_contracts_spent(ho_so):
    may = ho_so.du_toan[0]
    c = next(c for c in ho_so.chung_tu if c.nguon == "kcqg")
    c.du_toan, c.so_tien = may, 200_000_000
    hai = HopDong(pk=c.hop_dong_id + 1, de_an=ho_so.de_an, so="06/2026")
    ho_so.hop_dong.append(hai)
    ho_so.chung_tu.append(ChungTu(hop_dong=hai, nguon="kcqg", so_tien=90_000_000, du_toan=may))

    van_ban = _in("7", ho_so)

    assert "Theo hợp đồng khác" in van_ban
    assert "1 Máy sấy chè 300.000.000 200.000.000 90.000.000 -10.000.000 …" in van_ban
    assert "Chứng từ đã kê 200.000.000 đồng, quyết toán 300.000.000 đồng" in van_ban


def test_appraisal_names_machine_price_workers_and_capital(ho_so):
    t = ho_so.thu_huong[0]
    trong = _in("4b", ho_so)
    t.lao_dong, t.von, t.gia_may = 12, 2_500_000_000, 690_000_000
    t.thong_so_may, t.xuat_xu_may = "300 kg/mẻ", "Việt Nam"

    van_ban = _in("4b", ho_so)

    assert "12 2.500.000.000 Cam kết" in van_ban
    assert "300 kg/mẻ Việt Nam 690.000.000 700.000.000 300.000.000 400.000.000" in van_ban
    assert "… … … 700.000.000" in trong


def _de_nghi(ho_so, viec, cap, **khac):
    d = DieuChinhDeAn(
        pk=1 + len(ho_so.dieu_chinh), de_an=ho_so.de_an, viec=viec, cap=cap,
        noi_dung="Máy về cảng chậm vì bão.", trang_thai="cho_duyet", **khac,
    )  # fmt: skip
    ho_so.dieu_chinh.append(d)
    return d


@pytest.mark.parametrize(
    ("viec", "cap", "truoc", "sau", "cac_chu"),
    [
        ("sang_nam_sau", "bo", {"den_ngay": "2026-11-30"}, {"den_ngay": "2027-03-31"},
         ["BỘ TRƯỞNG BỘ CÔNG THƯƠNG", "30/11/2026 31/03/2027", "/QĐ-BCT", "Hà Nội, ngày",
          "Theo đề nghị của Cục trưởng Cục Công Thương địa phương."]),
        ("giam_kinh_phi", "cuc", {"thu_huong-{t}-kcqg": 300_000_000},
         {"thu_huong-{t}-kcqg": 250_000_000},
         ["CỤC TRƯỞNG CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG", "300.000.000 250.000.000",
          "hỗ trợ giảm 50.000.000 đồng (bằng chữ: Năm mươi triệu đồng)",
          "và xác nhận của Sở Công Thương tỉnh Gia Lai."]),
        ("noi_dung", "ubnd", {"thu_huong-{t}-may": "Máy cũ"}, {"thu_huong-{t}-may": "Máy mới"},
         ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI", "/QĐ-UBND", "Gia Lai, ngày"]),
        ("trong_nam", "so", {"den_ngay": "2026-10-30"}, {"den_ngay": "2026-11-30"},
         ["GIÁM ĐỐC SỞ CÔNG THƯƠNG TỈNH GIA LAI", "ỦY BAN NHÂN DÂN TỈNH GIA LAI"]),
    ],
)  # fmt: skip
def test_decision_to_adjust_is_signed_by_the_level_of_the_matrix(
    ho_so, viec, cap, truoc, sau, cac_chu
):
    t = ho_so.thu_huong[0].pk
    doi = [{k.format(t=t): v for k, v in d.items()} for d in (truoc, sau)]
    _de_nghi(ho_so, viec, cap, truoc=doi[0], sau=doi[1])

    van_ban = _in("qd-dieu-chinh", ho_so)

    chung = ["Căn cứ Điều 11 Thông tư số 36/2013/TT-BCT;", "Lý do: Máy về cảng chậm vì bão.",
             "Quyết định số 3536/QĐ-BCT ngày 30/12/2025"]  # fmt: skip
    assert [c for c in (*cac_chu, *chung) if c not in van_ban] == []


def test_decision_to_stop_tells_what_goes_back(ho_so):
    ho_so.but_toan = [b for b in ho_so.but_toan if b.loai not in ("nghiem_thu", "quyet_toan")]
    d = _de_nghi(ho_so, "ngung", "bo", so_van_ban="QĐ 99/QĐ-BCT", ngay_van_ban=date(2026, 6, 1))
    d.trang_thai = "da_duyet"

    van_ban = _in("qd-ngung", ho_so)

    assert "Số: 99/QĐ-BCT" in van_ban
    assert "ngày 01 tháng 6 năm 2026" in van_ban
    assert "Khuyến công quốc gia 300.000.000 210.000.000 – – 210.000.000" in van_ban
    assert "Hoàn trả ngân sách nhà nước 210.000.000 đồng" in van_ban


def test_requests_refused_or_at_the_so_have_no_decision_and_sisters_are_told_apart(ho_so):
    for tt in ("cho_duyet", "da_duyet", "tu_choi", "cho_so"):
        _de_nghi(ho_so, "trong_nam", "cuc", truoc={}, sau={}).trang_thai = tt

    cac = [g for g in danh_sach_giay_to(ho_so) if g.ma == "qd-dieu-chinh"]

    assert [g.doi_tuong_id for g in cac] == [1, 2]
    assert len({g.ten for g in cac}) == 2


def test_drawn_decision_keeps_the_layout_of_nd30(ho_so):
    doi = {"den_ngay": "2026-10-30"}, {"den_ngay": "2026-11-30"}
    d = _de_nghi(ho_so, "trong_nam", "cuc", truoc=doi[0], sau=doi[1])

    assert kiem_tra_nd30(ve("qd-dieu-chinh", ho_so, dieu_chinh=d)) == []
    assert loi_nd30(ve_word("qd-dieu-chinh", ho_so, dieu_chinh=d)) == []


def test_decision_of_a_province_is_its_own(ho_so, n):
    de_an = mau.qua_so(mau.soan_thao(ho_so.de_an.don_vi, n.trung_tam, nguon="kcdp"), n)

    van_ban = _in("quyet-dinh", doc_ho_so(de_an, hom_nay=date(2026, 1, 20)))

    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI" in van_ban
    assert "/QĐ-UBND" in van_ban
    assert "Giám đốc Sở Công Thương tỉnh Gia Lai" in van_ban


def test_note_on_reconstructed_fields_goes_when_the_form_was_checked(ho_so):
    truoc = _in("9", ho_so)
    MauBieu.objects.filter(ma="9").update(can_xac_minh=False, ten="Đề nghị thanh toán")

    sau = _in("9", ho_so)

    assert "do hệ thống dựng lại" in truoc
    assert "do hệ thống dựng lại" not in sau
    assert "ĐỀ NGHỊ THANH TOÁN" in sau


def test_signed_scans_stand_beside_their_paper_with_hash(ho_so):
    co = {g.ma: [(b.ten, b.sha256) for b in g.ban_ky] for g in danh_sach_giay_to(ho_so)}

    tep = next(t.tep for t in ho_so.tai_lieu if t.ma == "ban-ky-5c")
    assert {ma: b for ma, b in co.items() if b} == {"5c": [("Bản ban-ky-5c", tep.sha256)]}


@pytest.mark.parametrize(
    ("ma", "cau"),
    [("99", "Không có giấy tờ"), ("6", "Chọn hợp đồng"), ("5a", "Chọn biên bản nghiệm thu")],
)
def test_wrong_paper_or_missing_row_is_refused_with_a_sentence(ho_so, ma, cau):
    with pytest.raises(ValidationError, match=cau):
        dung_to_giay(ma, ho_so)


def test_paper_is_found_by_its_row(ho_so):
    hd = ho_so.hop_dong[0]

    assert tim_giay_to(ho_so, "6", hd.pk).tham_so == {"hop_dong": hd}
    with pytest.raises(ValidationError, match="chưa có số liệu"):
        tim_giay_to(ho_so, "6", hd.pk + 1)


def test_stopped_de_an_keeps_the_beneficiaries_and_sums_of_its_papers(ho_so):
    truoc = _in("2", ho_so), _in("4b", ho_so)
    ThuHuong.objects.filter(noi_dung__de_an=ho_so.de_an).update(hieu_luc="huy")

    dung = doc_ho_so(ho_so.de_an, hom_nay=date(2026, 8, 1))

    assert (dung.thu_huong, dung.tong("kcqg")) == ([], 0)
    assert (_in("2", dung), _in("4b", dung)) == truoc


def test_report_of_a_month_tells_what_was_advanced_by_then(ho_so):
    thang_ba = _in("3a", ho_so)
    ho_so.tien_do[0].thang = 4

    assert "Đã tạm ứng: chưa tạm ứng" in thang_ba
    assert "Đã tạm ứng: 210.000.000 đồng" in _in("3a", ho_so)


def test_counterpart_is_not_settled_with_the_cuc(ho_so):
    assert "Đối ứng của đơn vị thụ hưởng 400.000.000 400.000.000 x" in _in("6", ho_so)


def test_decision_keeps_its_sums_without_any_beneficiary(ho_so):
    ho_so.thu_huong.clear()

    van_ban = _in("quyet-dinh", ho_so)

    assert "Tổng kinh phí thực hiện: 700.000.000 đồng" in van_ban
    assert "hồ sơ của 1 đề án được chọn, chưa ký" in van_ban
