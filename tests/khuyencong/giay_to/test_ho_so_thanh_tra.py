"""The inspection file: complete, the same twice, and verified by a program that knows nothing."""

import csv
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils import timezone

from cucctdp.audit.models import SuKien
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.quyen import duoc_tai
from cucctdp.files.services import doc_tep
from khuyencong.giay_to import GIAY_TO, dung_to_giay
from khuyencong.models import DeAn
from khuyencong.services import dieu_chinh, ho_so_thanh_tra, nop_nghiem_thu, thuc_hien
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau
from tests.pdf.nd30 import chu_cua

pytestmark = pytest.mark.django_db
CHUONG_TRINH = Path(settings.BASE_DIR) / "docs" / "kiem_ho_so.py"


def _chi_html(ma, ho_so, **doi_tuong):
    """Papers set but not drawn: twenty PDFs take seconds, and test_giay_to.py draws them."""
    return dung_to_giay(ma, ho_so, **doi_tuong).encode()


@pytest.fixture(scope="module")
def zip_mau(tron_doi, kho, django_db_blocker):
    with override_settings(KHO_TEP=kho), django_db_blocker.unblock():
        return ho_so_thanh_tra.dong_goi(DeAn.objects.get(pk=tron_doi[0]), ve=_chi_html)


@pytest.fixture(scope="module")
def kiem():
    khai = importlib.util.spec_from_file_location("kiem_ho_so", CHUONG_TRINH)
    chuong_trinh = importlib.util.module_from_spec(khai)
    khai.loader.exec_module(chuong_trinh)
    return chuong_trinh.kiem


@pytest.fixture
def de_an(tron_doi):
    return DeAn.objects.get(pk=tron_doi[0])


def _viet(tmp_path, noi_dung):
    tep = tmp_path / "ho-so.zip"
    tep.write_bytes(noi_dung)
    return tep


def _sua(noi_dung, *, bo=(), them=None, thay=None):
    """The zip again without some members, with others, or with other contents."""
    ra = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(noi_dung)) as cu, zipfile.ZipFile(ra, "w") as moi:
        for ten in cu.namelist():
            if ten not in bo:
                moi.writestr(ten, (thay or {}).get(ten, cu.read(ten)))
        for ten, chu in (them or {}).items():
            moi.writestr(ten, chu)
    return ra.getvalue()


def test_file_holds_papers_uploads_ledger_and_log_and_verifies(zip_mau, tmp_path):
    tep = _viet(tmp_path, zip_mau)

    chay = subprocess.run(
        [sys.executable, "-I", str(CHUONG_TRINH), str(tep)], capture_output=True, text=True
    )

    with zipfile.ZipFile(tep) as z:
        ten = z.namelist()
        so_cai = list(csv.reader(io.StringIO(z.read("08-so-cai/so-cai.csv").decode("utf-8-sig"))))
        nhat_ky = json.loads(z.read("10-nhat-ky/nhat-ky.json"))
        muc_luc = chu_cua(z.read("00-muc-luc.pdf"))
    assert (chay.returncode, chay.stdout.splitlines()[-1]) == (0, "HỒ SƠ NGUYÊN VẸN.")
    assert ten[0] == "00-muc-luc.pdf"
    assert "năm kế hoạch 2026" in muc_luc
    assert f"Danh mục {len(ten) - 2} tệp" in muc_luc
    assert ten[-1] == "manifest.json"
    assert {t.split("/")[0] for t in ten[1:-1]} == {
        "01-dang-ky", "02-tham-dinh", "03-phe-duyet", "04-tai-lieu-nop", "05-thuc-hien",
        "06-nghiem-thu", "07-quyet-toan", "08-so-cai", "09-du-lieu", "10-nhat-ky",
    }  # fmt: skip
    assert sum(int(d[5]) for d in so_cai[1:] if d[2] == "quyet_toan") == 300_000_000
    assert nhat_ky[0]["noi_dung"]["hanh_dong"] == "dean.lap"
    assert sum(t.startswith("04-tai-lieu-nop/") for t in ten) == 10


def test_every_paper_has_its_folder():
    assert set(ho_so_thanh_tra._NHOM) == set(GIAY_TO)


def _nop(hd, n, ten):
    return nop_nghiem_thu.nop(
        hd, by=n.trung_tam,
        du_lieu={"loai": "5a", "ngay": date(2026, 4, 10), "dia_diem": "Xưởng",
                 "thanh_phan": "Sở, cơ sở", "ket_qua": "Chưa chạy thử", "so_luong": 1,
                 "kcqg": 50 * mau.TRIEU, "tep": mau.tep(ten)},
    )  # fmt: skip


def test_file_of_a_stopped_de_an_names_whom_it_dropped_and_every_minute(de_an, n, tmp_path):
    dung = mau.soan_thao(de_an.don_vi, n.trung_tam)
    dung = mau.duyet(mau.qua_cuc(mau.qua_so(dung, n), n), n)
    hd = mau.hop_dong(dung, n)
    thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 75, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 0},
    )  # fmt: skip
    nop_nghiem_thu.tra_lai(
        _nop(hd, n, "tra-lai.pdf"), ly_do="Biên bản thiếu chữ ký cơ sở", by=n.cuc_phong
    )
    _nop(hd, n, "cho-ghi.pdf")
    dung = thuc_hien.xin_ngung(dung, ly_do="Cơ sở không đủ vốn đối ứng", by=n.trung_tam)
    dieu_chinh.so_xac_nhan(dung.dieu_chinh.get(), by=n.tham_dinh_so)
    dung = thuc_hien.ngung(
        dung, ly_do="Theo QĐ 99/QĐ-BCT của Bộ", so_van_ban="99/QĐ-BCT",
        ngay_van_ban=date(2026, 4, 20), by=n.cuc_ld,
    )  # fmt: skip

    tep = _viet(tmp_path, ho_so_thanh_tra.dong_goi(dung, ve=_chi_html))

    chay = subprocess.run(
        [sys.executable, "-I", str(CHUONG_TRINH), str(tep)], capture_output=True, text=True
    )
    with zipfile.ZipFile(tep) as z:
        du_lieu = json.loads(z.read("09-du-lieu/ho-so.json"))
        so_cai = z.read("08-so-cai/so-cai.csv").decode("utf-8-sig")
        mo_ta = {t["duong_dan"]: t["mo_ta"] for t in json.loads(z.read("manifest.json"))["tep"]}
    (thu_huong,) = du_lieu["moi_thu_huong"]
    t = dung.cac_noi_dung.get().thu_huong.get()
    assert (chay.returncode, chay.stdout.splitlines()[-1]) == (0, "HỒ SƠ NGUYÊN VẸN.")
    assert (thu_huong["pk"], thu_huong["fields"]["hieu_luc"]) == (t.pk, "huy")
    assert [x["fields"]["trang_thai"] for x in du_lieu["nop_nghiem_thu"]] == ["tra_lai", "cho"]
    assert [v.split(":")[0] for k, v in sorted(mo_ta.items()) if k.startswith("06-")] == [
        "Hồ sơ đã nộp, trả lại", "Hồ sơ đã nộp, chờ ghi nhận",
    ]  # fmt: skip
    duyet = next(d for d in csv.DictReader(io.StringIO(so_cai)) if d["loai"] == "phe_duyet")
    assert (duyet["nguoi"], duyet["nguoi_ten"], duyet["thu_huong_ten"]) == (
        str(n.cuc_ld.pk), n.cuc_ld.ten_hien_thi, str(t),
    )  # fmt: skip


def test_same_records_give_the_same_bytes(zip_mau, de_an, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", _muon(timezone.localdate, date(2031, 1, 1)))

    assert ho_so_thanh_tra.dong_goi(de_an, ve=_chi_html) == zip_mau


def _muon(goc, ngay):
    return lambda value=None, timezone=None: goc(value, timezone) if value else ngay


def test_one_changed_byte_is_named(zip_mau, tmp_path, kiem):
    with zipfile.ZipFile(io.BytesIO(zip_mau)) as z:
        muc = z.getinfo("08-so-cai/so-cai.csv")
    vi_tri = muc.header_offset + 30 + len(muc.filename) + 50
    hong = bytearray(zip_mau)
    hong[vi_tri] ^= 1

    loi, _ = kiem(_viet(tmp_path, bytes(hong)))

    assert [cau.split(":")[0] for cau in loi] == ["08-so-cai/so-cai.csv"]


def test_forged_missing_and_extra_members_are_named_at_once(zip_mau, tmp_path, kiem):
    hong = _sua(
        zip_mau,
        bo=["03-phe-duyet/quyet-dinh-1.pdf"],
        them={"03-phe-duyet/quyet-dinh-2.pdf": b"x"},
        thay={"08-so-cai/so-cai.csv": b"id\r\n"},
    )

    loi, _ = kiem(_viet(tmp_path, hong))

    assert loi == [
        "03-phe-duyet/quyet-dinh-1.pdf: có trong bản kê, không có trong zip.",
        "03-phe-duyet/quyet-dinh-2.pdf: có trong zip, không có trong bản kê.",
        "08-so-cai/so-cai.csv: sai mã băm SHA-256.",
    ]


def test_log_rewritten_with_its_manifest_still_fails(zip_mau, tmp_path, kiem):
    ten = "10-nhat-ky/nhat-ky.json"
    with zipfile.ZipFile(io.BytesIO(zip_mau)) as z:
        nhat_ky, ban_ke = json.loads(z.read(ten)), json.loads(z.read("manifest.json"))
    nhat_ky[3]["noi_dung"]["nguoi_ten"] = "Người khác"
    moi = json.dumps(nhat_ky).encode()
    muc = next(m for m in ban_ke["tep"] if m["duong_dan"] == ten)
    muc |= {"sha256": hashlib.sha256(moi).hexdigest(), "kich_thuoc": len(moi)}
    hong = _sua(zip_mau, thay={ten: moi, "manifest.json": json.dumps(ban_ke)})

    loi, so = kiem(_viet(tmp_path, hong), "0" * 64)

    goc = nhat_ky[3]["noi_dung"]
    su_kien = f"sự kiện {goc['chuoi']} số {goc['so']} ({goc['hanh_dong']})"
    assert loi == [
        "Tệp zip có mã băm khác mã băm đã cho.",
        f"{ten}: {su_kien} không cho đúng mã băm đã ghi.",
    ]
    assert so["so_su_kien"] == len(nhat_ky)


@pytest.mark.parametrize("noi_dung", [b"", b"khong phai zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_inspection_file_is_refused_with_a_sentence(tmp_path, noi_dung):
    tep = _viet(tmp_path, noi_dung)

    chay = subprocess.run(
        [sys.executable, "-I", str(CHUONG_TRINH), str(tep)], capture_output=True, text=True
    )

    assert chay.returncode in (1, 2)
    assert "Traceback" not in chay.stderr


def test_job_stores_the_file_for_those_who_may_read_the_log(
    de_an, n, kiem, tmp_path, django_capture_on_commit_callbacks, monkeypatch
):
    from khuyencong.tasks import dung_ho_so_thanh_tra

    nhap = mau.soan_thao(de_an.don_vi, n.trung_tam)
    da_goi = []
    monkeypatch.setattr(dung_ho_so_thanh_tra, "delay", da_goi.append)
    with django_capture_on_commit_callbacks(execute=True):
        viec = ho_so_thanh_tra.yeu_cau_ho_so(nhap, by=n.cuc)
        lai = ho_so_thanh_tra.yeu_cau_ho_so(nhap, by=n.cuc_ld)

    dung_ho_so_thanh_tra(viec.pk)
    dung_ho_so_thanh_tra(viec.pk)

    tep = Tep.objects.get(loai="ho_so_thanh_tra")
    viec.refresh_from_db()
    nguoi_la = tai_khoan("so_lanh_dao", don_vi=DonViFactory())
    loi, so = kiem(_viet(tmp_path, doc_tep(tep)), tep.sha256)
    assert (viec.trang_thai, viec.ket_qua, lai, da_goi) == ("xong", tep, viec, [viec.pk])
    assert (loi, so["so_tep"]) == ([], 11)
    assert SuKien.objects.filter(hanh_dong="hosothanhtra.lap").count() == 1
    assert [duoc_tai(u, tep) for u in (n.cuc, tai_khoan("kiem_toan"), n.trung_tam, nguoi_la)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_job_that_lost_its_worker_is_queued_again(
    de_an, n, django_capture_on_commit_callbacks, monkeypatch
):
    from khuyencong.tasks import dung_ho_so_thanh_tra

    da_goi = []
    monkeypatch.setattr(dung_ho_so_thanh_tra, "delay", da_goi.append)
    with django_capture_on_commit_callbacks(execute=True):
        viec = ho_so_thanh_tra.yeu_cau_ho_so(de_an, by=n.cuc)
        CongViec.objects.filter(pk=viec.pk).update(tao_luc=timezone.now() - timedelta(days=1))
        lai = ho_so_thanh_tra.yeu_cau_ho_so(de_an, by=n.cuc)

    assert (lai, da_goi) == (viec, [viec.pk, viec.pk])


def test_applicant_and_strangers_may_not_ask_for_it(de_an, n):
    with pytest.raises(PermissionDenied, match="không có quyền lập hồ sơ thanh tra"):
        ho_so_thanh_tra.yeu_cau_ho_so(de_an, by=n.trung_tam)
    with pytest.raises(PermissionDenied, match="phạm vi"):
        ho_so_thanh_tra.yeu_cau_ho_so(de_an, by=tai_khoan("so_lanh_dao", don_vi=DonViFactory()))


def test_every_lost_or_changed_file_is_named_and_nothing_is_built(de_an):
    mat, doi = de_an.tai_lieu.order_by("ma")[:2]
    Tep.objects.filter(pk=mat.tep_id).update(tep="00/khong-co")
    Tep.objects.filter(pk=doi.tep_id).update(sha256="1" * 64)

    with pytest.raises(ValidationError) as loi:
        ho_so_thanh_tra.dong_goi(de_an, ve=_chi_html)

    assert loi.value.messages == [
        f"Tệp «vb.pdf» ({mat.ma} – {mat.ten}) không còn trong kho.",
        f"Tệp «vb.pdf» không còn đúng mã băm đã ghi. ({doi.ma} – {doi.ten})",
    ]
