"""Between centre and Sở in the portal: appraisal, questions, answers, the start page."""

from django.urls import reverse
from django.utils import timezone

from khuyencong.models import (
    DeAn,
    TaiLieu,
    YeuCauBoSung,
)
from khuyencong.services import tham_dinh
from tests.khuyencong.portal.gui import bang, du_toan, pdf
from tests.khuyencong.portal.test_trang import da_duyet, duong  # noqa: F401  (a fixture)


def tra_ve(nhap, n, *phan):
    d = tham_dinh.nhan_tham_dinh(tham_dinh.nop(nhap, by=n.trung_tam), by=n.tham_dinh_so)
    yeu_cau = [{"phan": p, "noi_dung": f"Bổ sung phần {p}."} for p in phan]
    return tham_dinh.yeu_cau_bo_sung(
        d, yeu_cau=yeu_cau, ly_do="Hồ sơ chưa đủ căn cứ", by=n.tham_dinh_so
    )


def test_only_questioned_parts_are_open_and_the_clock_runs_again(c, nhap, n):
    d = tra_ve(nhap, n, "du_toan")
    y = YeuCauBoSung.objects.get(de_an=d)

    dong = c.post(duong("noi_dung", d), bang({}, so=1))
    mo = {
        ten: c.get(duong(ten, d)).context["mo"]
        for ten in ("thong_tin", "noi_dung", "thu_huong", "du_toan", "tai_lieu")
    }
    som = c.post(duong("viec", d, "nop"))
    c.post(duong("bo_sung", d), {f"tl-{y.pk}": "Đã sửa đơn giá theo báo giá."})
    sua = c.post(duong("du_toan", d), bang(du_toan(d)))
    nop = c.post(duong("viec", d, "nop"))

    assert (dong.status_code, d.dung_tu) == (422, timezone.localdate())
    assert [ten for ten, m in mo.items() if m] == ["du_toan"]
    assert (som.status_code, sua.status_code, nop.status_code) == (409, 302, 302)
    d.refresh_from_db()
    assert (d.trang_thai, d.dung_tu, d.han_xu_ly is not None) == ("nop_so", None, True)


def test_answers_are_saved_all_or_none(c, nhap, n):
    d = tra_ve(nhap, n, "du_toan", "tai_lieu")
    mot, hai = YeuCauBoSung.objects.filter(de_an=d)
    YeuCauBoSung.objects.filter(pk=hai.pk).update(tra_loi="Đã nộp.")

    tra = c.post(duong("bo_sung", d), {f"tl-{mot.pk}": "Đã sửa.", f"tl-{hai.pk}": " "})

    mot.refresh_from_db()
    assert (tra.status_code, tra.context["loi"], mot.tra_loi) == (
        422,
        ["Trả lời 2: Nêu nội dung đã giải trình, bổ sung."],
        "",
    )


def test_document_seen_in_an_earlier_round_stays(c, nhap, n):
    d = tra_ve(nhap, n, "tai_lieu")
    cu = TaiLieu.objects.filter(ma="bao-gia").get()
    t = cu.thu_huong
    c.post(duong("tai_lieu", d), {"muc": f"bao-gia.{t.pk}", "tep": pdf("moi.pdf")})
    moi = TaiLieu.objects.filter(ma="bao-gia").exclude(pk=cu.pk).get()

    for x in (cu, moi):
        c.post(duong("tai_lieu_bo", d, x.pk))

    assert list(TaiLieu.objects.filter(ma="bao-gia")) == [cu]


def test_so_appraises_signs_and_sends_in_the_portal(vao, c, nhap, n):
    c.post(duong("viec", nhap, "nop"))
    so, ld = vao(n.tham_dinh_so), vao(n.lanh_dao_so)
    phieu = {"cach": "chuyen_vien", "ngay": "20/01/2026", "ket_luan": "dat", "y_kien": "Đủ.",
             "kcqg": "300.000.000", "tv-TOTAL_FORMS": "0", "tv-INITIAL_FORMS": "0",
             "ky": "1"}  # fmt: skip
    tieu_chi = {f"tc_{t}": "co" for t in ("phu_hop", "hieu_qua", "nang_luc", "long_ghep", "ho_so")}

    ma = [so.post(duong("viec", nhap, "nhan-tham-dinh")).status_code]
    ma.append(so.post(duong("phieu", nhap), phieu).status_code)
    ma.append(so.post(duong("phieu", nhap), phieu | tieu_chi).status_code)
    ma.append(so.post(duong("viec", nhap, "ket-luan"), {"ly_do": ""}).status_code)
    ma.append(so.post(duong("viec", nhap, "gui-cuc")).status_code)
    ma.append(ld.post(duong("viec", nhap, "gui-cuc")).status_code)

    assert ma == [302, 409, 302, 302, 403, 302]
    assert DeAn.objects.get(pk=nhap.pk).trang_thai == "gui_cuc"


def test_start_page_lists_the_work_that_waits(vao, nhap, n):
    def viec(ai):
        cac = vao(ai).get(reverse("so:trang_chu")).context["viec_khuyen_cong"]
        return [x.buoc.viec for x in cac]

    truoc = viec(n.trung_tam), viec(n.tham_dinh_so)
    tham_dinh.nop(nhap, by=n.trung_tam)
    sau = viec(n.trung_tam), viec(n.tham_dinh_so)

    assert truoc == (["Hoàn thiện và nộp hồ sơ"], [])
    assert sau == ([], ["Nhận thẩm định cấp cơ sở"])
    assert vao(n.trung_tam).get("/").url == reverse("khuyen_cong:danh_sach")
