"""A dossier from its draft to its code number: who may, what is refused, what is frozen."""

import io
import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from cucctdp.files.services import doc_tep
from cucctdp.thong_bao.models import ThongBao
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, ly_do_tu_choi
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, SoLieuNam
from sanpham_tieubieu.services import anh as dv_anh
from sanpham_tieubieu.services import ho_so as dv
from sanpham_tieubieu.services import nop, san_pham, tai_lieu
from sanpham_tieubieu.services.tep import ANH_TOI_DA
from sanpham_tieubieu.workflow import CHAP_NHAN
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import SanPhamFactory
from tests.sanpham_tieubieu.cua.mau import (
    DU,
    anh,
    ban_nhap,
    ky_mo,
    mo_nhan,
    nguoi_co_so,
    nguoi_xa,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

BO_SUNG = "Bổ sung giấy chứng nhận an toàn thực phẩm"


def hom_nay(ngay=0):
    return timezone.localdate() + timedelta(days=ngay)


def da_nop():
    ho_so, by = ban_nhap()
    return nop.nop(ho_so, by=by), by, nguoi_xa(ho_so.xa)


def test_dossier_copies_the_establishment_and_enters_only_rounds_of_its_place():
    ky = ky_mo()
    sp = SanPhamFactory(
        co_so=CoSoFactory(xa=ky.xa, ma_so_thue="0101234567", chu_so_huu_nu=True, dia_chi="Thôn Một")
    )
    by = nguoi_co_so(sp.co_so)

    ho_so = dv.lap_ho_so(ky=ky, san_pham=sp, by=by)
    with pytest.raises(ValidationError) as loi:
        dv.lap_ho_so(ky=ky_mo(), san_pham=sp, by=by)

    assert (ho_so.ma_so_thue, ho_so.chu_nu, ho_so.dia_chi_san_xuat) == (
        "0101234567",
        True,
        "Thôn Một",
    )
    assert (ho_so.don_vi, ho_so.trang_thai, ho_so.ma_nhom) == (ky.don_vi, "nhap", "CBNLTS")
    assert "không thuộc" in loi.value.messages[0]
    assert list(dv.ky_nhan(sp.co_so)) == [ky]


def test_only_the_side_of_the_establishment_draws_up():
    ho_so, _ = ban_nhap()
    la = {
        "co_so_khac": nguoi_co_so(CoSoFactory(xa=ho_so.xa)),
        "xa_khac": nguoi_xa(XaFactory(tinh=ho_so.don_vi)),
        "so_khac": tai_khoan("so_chuyen_vien", don_vi=DonViFactory()),
        "cuc": tai_khoan("cuc_chuyen_vien"),
    }
    cua_minh = {
        "xa": nguoi_xa(ho_so.xa),
        "so": tai_khoan("so_khuyen_cong", don_vi=ho_so.don_vi),
    }

    for by in la.values():
        with pytest.raises(PermissionDenied):
            dv.sua_dang_ky(ho_so, thong_tin={"dai_dien": "Người lạ"}, by=by)
    for ten, by in cua_minh.items():
        dv.sua_dang_ky(ho_so, thong_tin={"dai_dien": ten}, by=by)

    ho_so.refresh_from_db()
    assert ho_so.dai_dien == "so"


def test_same_product_twice_in_a_round_is_r29():
    ho_so, by = ban_nhap()

    with pytest.raises(ValidationError) as loi:
        dv.lap_ho_so(ky=ho_so.ky, san_pham=ho_so.san_pham, by=by)

    assert [cau.startswith("R29") for cau in loi.value.messages] == [True]


def test_figures_of_years_with_their_faults():
    ho_so, by = ban_nhap()
    nam = hom_nay().year - 1
    dv.dat_so_lieu(
        ho_so, cac_dong=[{"nam": nam - 1}, {"nam": nam, "doanh_thu_co_so": 2_000_000_000}], by=by
    )

    with pytest.raises(ValidationError) as loi:
        dv.dat_so_lieu(
            ho_so,
            cac_dong=[{"nam": nam, "doanh_thu_co_so": -1}, {"nam": nam}, {"nam": 1990}],
            by=by,
        )

    assert [cau.split(":")[0] for cau in loi.value.messages] == [
        f"Năm {nam}",
        f"Năm {nam}",
        "Năm 1990",
    ]
    assert list(SoLieuNam.objects.values_list("nam", "doanh_thu_co_so")) == [
        (nam - 1, None),
        (nam, 2_000_000_000),
    ]


def test_photo_is_measured_and_loses_its_place():
    ho_so, by = ban_nhap()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    ho_so.anh.all().delete()

    (a,) = dv_anh.them_anh(ho_so, cac_tep=[anh(exif=exif)], goc_chup="Mặt trước", by=by)

    noi_dung = doc_tep(a.tep)
    assert (a.rong, a.cao) == (1800, 1200)
    assert Image.open(anh(exif=exif)).getexif().get_ifd(0x8825) == {1: "N"}
    assert Image.open(io.BytesIO(noi_dung)).getexif().get_ifd(0x8825) == {}


def test_files_that_are_no_photo_are_refused_all_at_once():
    ho_so, by = ban_nhap()
    truoc = ho_so.anh.count()
    rac = random.Random(1).randbytes(3000)
    cut = anh("cut.jpg").read()[:-400]
    to = ContentFile(b"\xff\xd8\xff", name="to.jpg")
    to.size = 30 * 1024 * 1024
    den_trang = ContentFile(b"", name="rong.png")

    with pytest.raises(ValidationError) as loi:
        dv_anh.them_anh(
            ho_so,
            cac_tep=[
                ContentFile(b"\xff\xd8\xff" + rac, name="gia.jpg"),
                ContentFile(b"%PDF-1.7", name="giay.jpg"),
                ContentFile(cut, name="cut.jpg"),
                to,
                den_trang,
                anh("tot.jpg"),
            ],
            by=by,
        )

    cau = loi.value.messages
    assert [
        "«gia.jpg» hỏng" in cau[0],
        "«giay.jpg» không phải ảnh" in cau[1],
        "«cut.jpg» hỏng" in cau[2],
        "«to.jpg» 30,0 MB, lớn quá 15 MB" in cau[3],
        "«rong.png» rỗng" in cau[4],
        len(cau),
    ] == [True] * 5 + [5]
    assert (ho_so.anh.count(), ANH_TOI_DA) == (truoc, 15 * 1024 * 1024)


def test_same_photo_twice_and_grey_photo_are_refused():
    ho_so, by = ban_nhap()
    dv_anh.them_anh(ho_so, cac_tep=[anh()], by=by)
    xam = anh("xam.jpg")
    xam.seek(0)
    hinh = Image.open(xam).convert("L")
    dem = ContentFile(b"", name="xam.jpg")
    hinh.save(dem.file, "JPEG")
    dem.size = dem.file.tell()

    with pytest.raises(ValidationError, match="đã có trong hồ sơ"):
        dv_anh.them_anh(ho_so, cac_tep=[anh()], by=by)
    with pytest.raises(ValidationError, match="đen trắng"):
        dv_anh.them_anh(ho_so, cac_tep=[dem], by=by)


def test_photos_are_named_and_put_in_order():
    ho_so, by = ban_nhap()
    mot, hai, ba = ho_so.anh.order_by("thu_tu")

    dv_anh.sua_anh(ho_so, goc_chup={ba.pk: "Mặt trước"}, thu_tu=[ba.pk, mot.pk], by=by)
    dv_anh.bo_anh(mot, by=by)
    with pytest.raises(ValidationError, match="không thuộc hồ sơ này"):
        dv_anh.sua_anh(ho_so, goc_chup={mot.pk: "Khác"}, thu_tu=[], by=by)

    assert list(ho_so.anh.values_list("pk", "goc_chup", "thu_tu")) == [
        (ba.pk, "Mặt trước", 1),
        (hai.pk, "", 3),
    ]


def test_papers_with_number_days_and_file():
    ho_so, by = ban_nhap()
    tep = ContentFile(b"%PDF-1.7 gia", name="iso.pdf")

    giay = tai_lieu.them_tai_lieu(
        ho_so,
        thong_tin={"loai": "he-thong-quan-ly", "so": "7", "het_han": hom_nay(400)},
        tep=tep,
        by=by,
    )
    with pytest.raises(ValidationError) as loi:
        tai_lieu.them_tai_lieu(
            ho_so,
            thong_tin={"loai": "attp", "ngay_cap": hom_nay(2)},
            tep=ContentFile(b"MZ", name="a.exe"),
            by=by,
        )

    assert giay.ten == "Chứng nhận hệ thống quản lý (ISO, HACCP, GMP…)"
    assert giay.tep.loai == "tai_lieu_san_pham_tb"
    assert [cau.split(":")[0] for cau in loi.value.messages] == [
        "Tệp «a.exe» không phải PDF hoặc ảnh PNG, JPEG.",
        "Hết hạn",
        f"Ngày cấp {hom_nay(2):%d/%m/%Y} ở tương lai.",
    ]


def test_incomplete_draft_is_not_handed_in():
    ky = ky_mo()
    sp = SanPhamFactory(co_so=CoSoFactory(xa=ky.xa))
    by = nguoi_co_so(sp.co_so)
    ho_so = dv.lap_ho_so(ky=ky, san_pham=sp, by=by)

    with pytest.raises(BuocBiTuChoi) as loi:
        nop.nop(ho_so, by=by)

    assert {cau[:3] for cau in loi.value.ly_do} == {"R19", "R21", "R22"}
    ho_so.refresh_from_db()
    assert (ho_so.trang_thai, ho_so.nop_luc) == ("nhap", None)


def test_dossier_after_the_closing_minute_is_r32_said_once():
    ho_so, by = ban_nhap()
    ho_so.ky.cac_moc.all().delete()
    mo_nhan(ho_so.ky, tu=-5, den=-1)

    with pytest.raises(BuocBiTuChoi) as loi:
        nop.nop(ho_so, by=by)

    gio = timezone.localtime(ho_so.ky.cac_moc.get().dong_luc)
    assert loi.value.ly_do == [f"R32: Đã hết hạn nhận hồ sơ lúc {gio:%H:%M}, {gio:%d/%m/%Y}."]


def test_accepted_dossier_gets_the_next_code_of_its_group_and_is_frozen():
    ho_so, by, xa = da_nop()
    hai, by_hai = ban_nhap(ky=ho_so.ky)
    nop.nop(hai, by=by_hai)
    mot = nop.chap_nhan(ho_so, by=xa)
    hai = nop.chap_nhan(hai, by=xa)

    assert (mot.ma_so, hai.ma_so, mot.trang_thai) == ("CBNLTS-001", "CBNLTS-002", "hop_le")
    with pytest.raises(ValidationError, match="không sửa được"):
        dv.sua_dang_ky(mot, thong_tin={"dai_dien": "Khác"}, by=by)
    with pytest.raises(ValidationError, match="Sản phẩm đang dự"):
        san_pham.sua_san_pham(mot.san_pham, thong_tin={"doc_ban": True}, by=by)
    assert ThongBao.objects.filter(nguoi_nhan=by, tieu_de__contains="hợp lệ").exists()
    assert [q.nhan for q in QuyetDinh.objects.cua(mot)] == ["Nộp hồ sơ", "Hồ sơ hợp lệ, cấp mã số"]


def test_only_who_runs_the_round_checks():
    ho_so, by, _ = da_nop()
    khac = [by, nguoi_xa(XaFactory(tinh=ho_so.don_vi)), tai_khoan("cuc_chuyen_vien")]

    for nguoi in khac:
        with pytest.raises(BuocBiTuChoi):
            nop.chap_nhan(ho_so, by=nguoi)

    so = tai_khoan("so_chuyen_vien", don_vi=ho_so.don_vi)
    assert nop.chap_nhan(ho_so, by=so).trang_thai == "hop_le"


def test_who_typed_a_dossier_does_not_accept_it_above_the_commune():
    ho_so, _, _ = da_nop()
    so = tai_khoan("so_chuyen_vien", don_vi=ho_so.don_vi)
    HoSoDangKy.objects.filter(pk=ho_so.pk).update(nguoi_lap=so)
    KyBinhChon.objects.filter(pk=ho_so.ky_id).update(cap="tinh", xa=None)
    ho_so = HoSoDangKy.objects.get(pk=ho_so.pk)
    khac = tai_khoan("so_chuyen_vien", don_vi=ho_so.don_vi)

    assert ly_do_tu_choi(CHAP_NHAN, ho_so, khac) == []
    assert ly_do_tu_choi(CHAP_NHAN, ho_so, so) == [
        "Người lập hồ sơ không tự xác nhận hợp lệ: chuyển người khác kiểm tra."
    ]


def test_supplement_opens_only_the_questioned_parts():
    ho_so, by, xa = da_nop()
    ho_so = nop.yeu_cau_bo_sung(
        ho_so, cac_phan=["tai_lieu"], noi_dung=BO_SUNG, han=hom_nay(3), by=xa
    )

    with pytest.raises(ValidationError, match="chỉ mở các phần"):
        dv.sua_dang_ky(ho_so, thong_tin={"dai_dien": "Khác"}, by=by)
    tai_lieu.them_tai_lieu(ho_so, thong_tin={"loai": "khac", "ten": "Giấy khác", "so": "1"}, by=by)
    ho_so = nop.nop_bo_sung(ho_so, by=by)

    assert (ho_so.trang_thai, ho_so.vong, dv.phan_mo(ho_so)) == ("da_nop", 2, set())
    assert ho_so.bo_sung.get().tra_loi_luc is not None
    assert ThongBao.objects.filter(nguoi_nhan=by, tieu_de__startswith="Bổ sung hồ sơ").exists()


def test_supplement_after_its_day_is_refused_until_more_time_is_given():
    ho_so, by, xa = da_nop()
    ho_so = nop.yeu_cau_bo_sung(ho_so, cac_phan=["anh"], noi_dung=BO_SUNG, han=hom_nay(), by=xa)
    ho_so.bo_sung.update(han=hom_nay(-1))

    with pytest.raises(BuocBiTuChoi, match="Đã hết hạn bổ sung"):
        nop.nop_bo_sung(ho_so, by=by)
    with pytest.raises(ValidationError, match="Đã hết hạn bổ sung"):
        dv_anh.them_anh(ho_so, cac_tep=[anh()], by=by)
    nop.gia_han_bo_sung(ho_so, han=hom_nay(2), ly_do="Cơ sở chờ cấp lại giấy", by=xa)

    assert nop.nop_bo_sung(ho_so, by=by).trang_thai == "da_nop"


def test_faults_of_a_request_for_supplement_at_once():
    ho_so, _, xa = da_nop()

    with pytest.raises(BuocBiTuChoi) as loi:
        nop.yeu_cau_bo_sung(ho_so, cac_phan=[], noi_dung=BO_SUNG, han=hom_nay(-1), by=xa)

    assert loi.value.ly_do == [
        "Chọn ít nhất một phần hồ sơ phải bổ sung.",
        f"Hạn bổ sung {hom_nay(-1):%d/%m/%Y} đã qua.",
    ]


def test_refused_dossier_may_be_checked_again_before_scoring():
    ho_so, _, xa = da_nop()
    ho_so = nop.tu_choi(ho_so, ly_do="Sản phẩm không do cơ sở làm ra", by=xa)
    ho_so = nop.xet_lai(ho_so, ly_do="Cơ sở đã chứng minh được", by=xa)
    ho_so = nop.chap_nhan(ho_so, by=xa)
    KyBinhChon.objects.filter(pk=ho_so.ky_id).update(trang_thai="cham")

    with pytest.raises(BuocBiTuChoi, match="không mở lại hồ sơ được"):
        nop.xet_lai(ho_so, ly_do="Muộn quá rồi, đã chấm", by=xa)
    assert (ho_so.trang_thai, ho_so.vong) == ("hop_le", 2)


def test_withdrawn_dossier_frees_its_product_but_not_its_code():
    ho_so, by, xa = da_nop()
    ho_so = nop.chap_nhan(ho_so, by=xa)
    nop.rut(ho_so, ly_do="Cơ sở ngừng sản xuất", by=by)

    lai = dv.lap_ho_so(ky=ho_so.ky, san_pham=ho_so.san_pham, thong_tin=DU, by=by)

    assert lai.trang_thai == "nhap"
    assert nop.ma_so_moi(lai) == "CBNLTS-002"


def test_suspended_dossier_returns_where_it_stood():
    ho_so, _, _ = da_nop()
    so = tai_khoan("so_truong_phong", don_vi=ho_so.don_vi)
    dung = nop.tam_dung(ho_so, ly_do="Có đơn khiếu nại về xuất xứ", by=so)
    tiep = nop.tiep_tuc(dung, ly_do="Đơn khiếu nại không có cơ sở", by=so)

    assert (dung.trang_thai, tiep.trang_thai, tiep.truoc_tam_dung) == ("tam_dung", "da_nop", "")


def test_suspended_entry_does_not_miss_what_its_round_did_meanwhile():
    luc = timezone.now()
    ket_qua = {}
    for truoc, ky in (("hop_le", "cham"), ("dang_cham", "mo_diem"), ("dang_cham", "cham")):
        ho_so, _, _ = da_nop()
        so = tai_khoan("so_truong_phong", don_vi=ho_so.don_vi)
        HoSoDangKy.objects.filter(pk=ho_so.pk).update(trang_thai=truoc)
        nop.tam_dung(ho_so, ly_do="Có đơn khiếu nại về xuất xứ", by=so)
        mo = {"du_kien_mo_diem": luc, "mo_diem_luc": luc} if ky == "mo_diem" else {}
        KyBinhChon.objects.filter(pk=ho_so.ky_id).update(trang_thai=ky, **mo)
        tiep = nop.tiep_tuc(ho_so, ly_do="Đơn khiếu nại không có cơ sở", by=so)
        ket_qua[truoc, ky] = tiep.trang_thai

    assert ket_qua == {
        ("hop_le", "cham"): "dang_cham",
        ("dang_cham", "mo_diem"): "da_cham",
        ("dang_cham", "cham"): "dang_cham",
    }


def test_draft_is_thrown_away_a_handed_in_one_is_not():
    ho_so, by = ban_nhap()
    pk = ho_so.pk
    dv.xoa_nhap(ho_so, by=by)
    da, by_da, _ = da_nop()

    with pytest.raises(ValidationError):
        dv.xoa_nhap(da, by=by_da)
    assert list(HoSoDangKy.objects.filter(pk__in=[pk, da.pk]).values_list("pk", flat=True)) == [
        da.pk
    ]


def test_paper_received_in_time_is_entered_after_it_by_who_checks():
    ho_so, by = ban_nhap()
    ho_so.ky.cac_moc.all().delete()
    mo_nhan(ho_so.ky, tu=-5, den=-1)
    nhan = timezone.now() - timedelta(days=2)
    so = tai_khoan("so_chuyen_vien", don_vi=ho_so.don_vi)

    with pytest.raises(PermissionDenied):
        nop.nop(ho_so, by=by, nhan_luc=nhan, ly_do="Nộp giấy tại bộ phận một cửa")
    with pytest.raises(BuocBiTuChoi) as loi:
        nop.nop(ho_so, by=so, nhan_luc=timezone.now() + timedelta(days=1))
    ho_so = nop.nop(ho_so, by=so, nhan_luc=nhan, ly_do="Nộp giấy tại bộ phận một cửa")

    assert [cau[:12] for cau in loi.value.ly_do] == ["Giờ nhận hồ ", "Nêu lý do gh", "R32: Đã hết "]
    assert ho_so.nop_luc == nhan


def test_checker_puts_a_dossier_into_its_group():
    ho_so, by, xa = da_nop()

    with pytest.raises(ValidationError) as loi:
        nop.doi_nhom(ho_so, ma_nhom="LA", ly_do="", by=xa)
    with pytest.raises(PermissionDenied):
        nop.doi_nhom(ho_so, ma_nhom="TCMN", ly_do="Hàng thủ công mỹ nghệ", by=by)
    nop.doi_nhom(ho_so, ma_nhom="TCMN", ly_do="Hàng thủ công mỹ nghệ", by=xa)

    assert [cau[:16] for cau in loi.value.messages] == ["Nêu lý do xếp lạ", "Nhóm dự thi: khô"]
    assert nop.chap_nhan(ho_so, by=xa).ma_so == "TCMN-001"
