"""The briefing's sections on discipline and on the registers; the sign of restated figures."""

import csv
import re
from datetime import date, timedelta
from html import unescape
from io import StringIO

import pytest
from django.utils import timezone

from baocao.briefings.dinh_kem import tep_so_lieu
from baocao.briefings.khung import BanThao
from baocao.briefings.ky_luat import dung as ky_luat_dung
from baocao.briefings.so_lieu import SoLieuLan
from baocao.briefings.so_theo_doi import dung as so_dung
from baocao.models import BoBaoCao, KienNghi, NghiQuyet
from baocao.services.so_goc import nap_so_theo_doi
from baocao.statistics import ky_luat
from cucctdp.donvi.models import DonViHanhChinh

from .lan_mau import LUC, lan_mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def bang(phan, ten):
    """Rows of the section's table with this title, first cell → the others."""
    (co,) = [k.noi_dung for k in phan.khoi if k.loai == "bang" and ten in k.noi_dung.tieu_de]
    return {str(h.o[0]): h.o[1:] for h in co.hang}


def doan(phan):
    chu = " ".join(str(k.noi_dung) for k in phan.khoi if k.loai == "doan")
    return unescape(re.sub(r"<[^>]+>", "", chu))


def test_discipline_prints_each_rate_with_its_parts():
    lan = lan_mau(bieu=())

    phan = ky_luat_dung(BanThao(SoLieuLan(lan)))

    ty_le = bang(phan, "Các tỷ lệ")
    assert list(ty_le) == [f"KL{n:02d}" for n in range(1, 12)]
    assert ty_le["KL01"] == ("Số bộ báo cáo phải nộp", "bộ", "34", "x")
    assert ty_le["KL06"] == ("Tỷ lệ đã gửi", "%", "94,1", "32/34")
    assert ty_le["KL08"] == ("Tỷ lệ gửi đúng hạn", "%", "82,4", "28/34")
    assert ty_le["KL09"] == ("Số ngày trễ trung vị", "ngày", "2,0", "x")
    assert "đã gửi trên số phải nộp là 32/34 (94,1%)" in doan(phan)
    assert len(bang(phan, "theo vùng")) == 6


def test_discipline_shows_the_period_before_and_the_change():
    lan_mau("2026-Q1", thieu=(), bieu=())
    lan = lan_mau(bieu=())

    phan = ky_luat_dung(BanThao(SoLieuLan(lan)))

    assert bang(phan, "Các tỷ lệ")["KL06"][2:] == ("100,0", "94,1", "32/34", "-5,9")
    assert "giảm 5,8 điểm % so với quý I/2026" in doan(phan)


def test_sendings_after_the_run_are_not_in_its_rates():
    lan = lan_mau(bieu=())
    BoBaoCao.objects.filter(ky=lan.ky, don_vi__ma="01").update(
        gui_lan_dau_luc=lan.luc + timedelta(hours=1), tiep_nhan_luc=lan.luc + timedelta(hours=2)
    )

    so = {s.chi_tieu: s.gia_tri for s in ky_luat(lan.ky.ma, luc=lan.luc)}

    assert (so["KL02"], so["KL03"]) == (31, 31)
    assert {s.chi_tieu: s.gia_tri for s in ky_luat(lan.ky.ma)}["KL02"] == 32


def test_published_figures_alone_give_no_rates():
    lan = lan_mau(bieu=())
    BoBaoCao.objects.filter(ky=lan.ky).update(
        gui_lan_dau_luc=None, trang_thai="tiep_nhan", tiep_nhan_luc=LUC, tinh_han="chua_gui"
    )
    ban = BanThao(SoLieuLan(lan))

    phan = ky_luat_dung(ban)

    assert [k for k in phan.khoi if k.loai == "bang" and "tỷ lệ" in k.noi_dung.tieu_de] == []
    assert "Tỷ lệ gửi, tiếp nhận, đúng hạn" in ban.bo_qua


def _kien_nghi(ma, **khac):
    return KienNghi.objects.create(
        ma=ma,
        **{
            "don_vi": DonViHanhChinh.objects.theo_khoa("34:80"),
            "nguon": "cong_van",
            "nhom": "NL",
            "noi_dung": "Lưới điện quá tải",
            "ngay_gui": date(2026, 3, 2),
            "han": date(2026, 3, 20),
            **khac,
        },
    )


def test_registers_say_what_is_open_late_done_and_oldest():
    nap_so_theo_doi()
    lan = lan_mau(bieu=())
    _kien_nghi("KN-2026-80-001")
    _kien_nghi("KN-2026-80-002", han=timezone.localdate() + timedelta(days=9), nhom="DD")
    _kien_nghi(
        "KN-2026-80-003", trang_thai="da_tra_loi", tra_loi_loai="ghi_nhan",
        tra_loi_noi_dung="Đã ghi nhận.", tra_loi_luc=LUC - timedelta(days=30),
    )  # fmt: skip
    NghiQuyet.objects.filter(pk=NghiQuyet.objects.order_by("pk").first().pk).update(
        trang_thai="hoan_thanh", xong_ngay=date(2026, 5, 4)
    )
    mo = NghiQuyet.objects.exclude(trang_thai="hoan_thanh").count()

    phan = so_dung(BanThao(SoLieuLan(lan)))

    assert (
        "Trong kỳ đã trả lời 1 kiến nghị; còn 2 kiến nghị chưa trả lời, trong đó 1 quá hạn. "
        "Thời gian trả lời trung vị là 85,0 ngày kể từ ngày gửi. Cũ nhất là KN-2026-80-001 "
        "(Tây Ninh), gửi ngày 02/03/2026."
    ) in doan(phan)
    assert bang(phan, "theo nhóm") == {
        "Điện, năng lượng": (2, 1, 1, 1),
        "Đất đai": (1, 0, 1, 0),
    }
    assert list(bang(phan, "chưa trả lời")) == ["KN-2026-80-001", "KN-2026-80-002"]
    assert bang(phan, "Các sổ")["Nghị quyết, chỉ thị, đề án"][:3] == (mo, 0, 1)


def test_demo_rows_of_registers_stay_out_of_a_paper_with_real_figures():
    lan = lan_mau(bieu=())
    _kien_nghi("KN-2026-80-001", co_minh_hoa=True)

    assert so_dung(BanThao(SoLieuLan(lan))) is None


def test_csv_marks_only_restated_figures():
    lan = lan_mau(bieu=("Q04",))
    so_lieu = SoLieuLan(lan)
    khoa = ("tinh", "34:80", "BL00", "A4")
    so_lieu._so[khoa] = so_lieu._so[khoa]._replace(dieu_chinh=True)

    dong = csv.DictReader(StringIO(tep_so_lieu(so_lieu).noi_dung.decode("utf-8-sig")))

    assert [(d["ma_pham_vi"], d["chi_tieu"], d["cot"]) for d in dong if d["dieu_chinh"]] == [
        khoa[1:]
    ]


def test_charts_name_restated_provinces():
    so_lieu = SoLieuLan(lan_mau(bieu=("Q05",)))
    khoa = ("tinh", "34:80", "XK00", "A4")
    so_lieu._so[khoa] = so_lieu._so[khoa]._replace(dieu_chinh=True)
    tay_ninh = next(t for t in so_lieu.cac_tinh if t.ma == "34:80")

    nhan = [so_lieu.nhan_hinh(tay_ninh, "XK00", cot) for cot in ("A4", "A8")]
    chu_giai = so_lieu.chu_giai_hinh(so_lieu.cac_tinh, ("XK00", "A4"))

    assert nhan == ["Tây Ninh (đc)", "Tây Ninh"]
    assert chu_giai == "Số đã điều chỉnh (đc): Tây Ninh; số cũ nêu tại Phụ lục III."
