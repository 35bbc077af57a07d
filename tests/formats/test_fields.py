import unicodedata
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from cucctdp.formats.fields import TienField, VanBanDaiField, VanBanField

NFD = unicodedata.normalize("NFD", "Đà Nẵng")


@pytest.fixture
def mau(db):
    """A model with the three fields and its table, gone with the transaction."""
    with isolate_apps("django.contrib.contenttypes"):

        class Mau(models.Model):
            ten = VanBanField("Tên", max_length=7)
            mo_ta = VanBanDaiField("Mô tả", null=True)
            tien = TienField("Số tiền", null=True)

            class Meta:
                app_label = "contenttypes"

        with connection.schema_editor() as editor:
            editor.create_model(Mau)
        yield Mau


def test_van_ban_save_composes_and_strips(mau):
    dong = mau.objects.create(ten=f"  {NFD} ", mo_ta=f"{NFD}\n")

    assert (dong.ten, dong.mo_ta) == ("Đà Nẵng", "Đà Nẵng")
    assert mau.objects.values_list("ten", "mo_ta").get() == ("Đà Nẵng", "Đà Nẵng")


def test_van_ban_bulk_create_and_update_compose_too(mau):
    mau.objects.bulk_create([mau(ten=NFD)])
    assert mau.objects.get().ten == "Đà Nẵng"

    mau.objects.update(ten=f"{NFD} ", mo_ta=NFD)
    assert mau.objects.values_list("ten", "mo_ta").get() == ("Đà Nẵng", "Đà Nẵng")


def test_van_ban_filter_finds_with_nfd_input(mau):
    mau.objects.create(ten="Đà Nẵng")

    assert mau.objects.filter(ten=NFD).count() == 1
    assert mau.objects.filter(ten__in=[f"{NFD} "]).count() == 1
    assert mau.objects.filter(ten__khong_dau__contains=NFD[-6:]).count() == 1


def test_van_ban_null_stays_null(mau):
    assert mau.objects.create(ten="a", mo_ta=None).mo_ta is None


def test_van_ban_clean_measures_composed_text(mau):
    dong = mau(ten=NFD, mo_ta="x", tien=1)

    dong.full_clean()

    assert dong.ten == "Đà Nẵng"
    with pytest.raises(ValidationError):
        mau(ten="Đà Nẵng 1", mo_ta="x", tien=1).full_clean()


def test_van_ban_form_field_measures_composed_text(mau):
    assert mau._meta.get_field("ten").formfield().clean(f" {NFD} ") == "Đà Nẵng"
    assert mau._meta.get_field("mo_ta").formfield(required=True).clean(NFD) == "Đà Nẵng"


@pytest.mark.parametrize(
    ("gia_tri", "mong_doi"),
    [(5, 5), (Decimal("5.00"), 5), ("1.234.567", 1_234_567), ("-5", -5), (None, None)],
)
def test_tien_clean_reads_whole_dong(gia_tri, mong_doi):
    assert TienField(null=True).to_python(gia_tri) == mong_doi


@pytest.mark.parametrize(
    ("gia_tri", "cau"),
    [
        (Decimal("1.5"), "Số tiền «1.5» phải là số nguyên đồng."),
        (1.0, "Số tiền «1.0» phải là số nguyên đồng."),
        (True, "Số tiền «True» phải là số nguyên đồng."),
        ("1,5", "Số tiền «1.5» phải là số nguyên đồng."),
    ],
)
def test_tien_clean_refuses_fraction_float_bool(gia_tri, cau):
    with pytest.raises(ValidationError) as loi:
        TienField().to_python(gia_tri)

    assert loi.value.messages == [cau]


def test_tien_clean_text_says_kt02():
    with pytest.raises(ValidationError) as loi:
        TienField().to_python("12 tỷ")

    assert "".join(loi.value.messages) == (
        "Giá trị «12 tỷ» không phải là số. Nhập dạng 1.234.567,89. "
        "Nhập số theo đơn vị của ô, không ghi chữ kèm theo."
    )


def test_tien_save_never_cuts_a_fraction(mau):
    with pytest.raises(ValidationError), transaction.atomic():
        mau.objects.create(ten="a", tien=Decimal("1.5"))

    assert mau.objects.create(ten="b", tien=Decimal(2)).tien == 2
    assert mau.objects.filter(tien__gt=Decimal("1.5")).count() == 1
    mau.objects.update(tien=models.F("tien") * 3)
    assert mau.objects.get().tien == 6
