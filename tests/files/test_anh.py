"""Pictures lose what they tell beside the picture, and nothing of the picture itself."""

import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, PngImagePlugin

from cucctdp.files.anh import JPEG, PNG, AnhHong, bo_sieu_du_lieu
from cucctdp.files.services import doc_tep, luu_tep

HUONG, GPS, MAY = 0x0112, 0x8825, 0x0110


def anh(dang, *, huong=None, **khac):
    """A small picture of a phone: place, camera, remark."""
    tam = Image.new("RGB", (40, 30))
    tam.putdata([(x * 6 % 256, x % 256, 90) for x in range(1200)])
    exif = Image.Exif()
    exif[MAY] = "Điện thoại"
    exif.get_ifd(GPS)[2] = (21.0, 1.0, 40.5)
    if huong:
        exif[HUONG] = huong
    ra = BytesIO()
    tam.save(ra, dang, exif=exif, **khac)
    return ra.getvalue()


def diem(noi_dung):
    with Image.open(BytesIO(noi_dung)) as tam:
        return tam.size, tam.mode, tam.tobytes()


@pytest.mark.parametrize("khac", [{}, {"progressive": True}, {"comment": "Nhà ông A"}])
def test_jpeg_keeps_its_pixels_and_orientation_only(khac):
    goc = anh("JPEG", huong=6, icc_profile=b"mau" * 50, **khac) + b"duoi phim GPS"

    sach = bo_sieu_du_lieu(goc, JPEG)

    with Image.open(BytesIO(sach)) as tam:
        assert dict(tam.getexif()) == {HUONG: 6}
        assert tam.info["icc_profile"] == b"mau" * 50
        assert "comment" not in tam.info
    assert diem(sach) == diem(goc)
    assert sach.endswith(b"\xff\xd9")
    assert bo_sieu_du_lieu(sach, JPEG) == sach


def test_jpeg_without_orientation_has_no_exif_at_all():
    sach = bo_sieu_du_lieu(anh("JPEG"), JPEG)

    assert b"Exif" not in sach


def test_png_keeps_its_pixels_without_texts():
    chu = PngImagePlugin.PngInfo()
    chu.add_text("Location", "21.03, 105.85")
    goc = anh("PNG", pnginfo=chu, dpi=(300, 300))

    sach = bo_sieu_du_lieu(goc, PNG)

    with Image.open(BytesIO(sach)) as tam:
        assert ("Location" in tam.info, dict(tam.getexif())) == (False, {})
        assert round(tam.info["dpi"][0]) == 300
    assert diem(sach) == diem(goc)


@pytest.mark.parametrize("kieu", [JPEG, PNG])
def test_every_cut_of_a_picture_is_called_broken(kieu):
    goc = anh("JPEG" if kieu == JPEG else "PNG")

    for dai in range(0, len(bo_sieu_du_lieu(goc, kieu)) - 2, 7):
        with pytest.raises(AnhHong):
            bo_sieu_du_lieu(goc[:dai], kieu)


def test_other_kinds_are_left_alone():
    assert bo_sieu_du_lieu(b"%PDF-1.7 GPS", "application/pdf") == b"%PDF-1.7 GPS"


def test_stored_picture_is_the_stripped_one_and_so_is_its_hash(db):
    goc = anh("JPEG")

    tep = luu_tep(goc, loai="thu", ten="anh.jpg", kieu_noi_dung=JPEG, by=None)

    luu = doc_tep(tep)
    assert luu == bo_sieu_du_lieu(goc, JPEG) != goc
    assert (tep.sha256, tep.kich_thuoc) == (hashlib.sha256(luu).hexdigest(), len(luu))


def test_broken_picture_is_refused_with_a_sentence(db):
    with pytest.raises(ValidationError, match="ảnh hỏng"):
        luu_tep(b"\xff\xd8\xff\xe0", loai="thu", ten="a.jpg", kieu_noi_dung=JPEG, by=None)
