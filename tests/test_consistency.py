"""The house rules that no compiler holds, walked over the whole project."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models.fields.related import RelatedField

from cucctdp.accounts.roles import VAI_TRO
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.donvi.models import DonViHanhChinh

GOC = Path(settings.BASE_DIR)
GOI = ("cucctdp", "baocao", "khuyencong", "cumcongnghiep", "sanpham_tieubieu")
MODEL = [
    m
    for m in apps.get_models()
    if m.__module__.split(".")[0] in GOI and not hasattr(m, "pgh_tracked_model")
]
# The province of these rows is reference data that everybody reads, or no row of a report.
KHONG_THEO_TINH = {
    "accounts.PhanCong": "managed by administrators only",
    "accounts.MatKhauCu": "never shown",
    "accounts.User": "accounts are managed by administrators only",
    "baocao.GiaHan": "shown beside its pack, which is scoped",
    "apikit.GuiSuKien": "messages to service accounts, seen by administrators only",
    "donvi.KeThua": "reference data",
    "donvi.PhanVung": "reference data",
    "donvi.TenDonVi": "reference data",
    "donvi.TenGoiKhac": "reference data",
    "donvi.TenToChuc": "reference data",
    "donvi.TenXa": "reference data",
    "donvi.ThanhVienVung": "reference data",
    "donvi.ToChuc": "reference data",
    "donvi.Xa": "reference data",
    "donvi.DonViHanhChinh": "reference data",
    "cumcongnghiep.DiaBanUuDai": "published lists, everybody's to read",
    "cumcongnghiep.TieuChi": "published criteria, everybody's to read",
    "khuyencong.DinhMuc": "published resolutions, everybody's to read",
    "khuyencong.DiaBanUuTien": "published lists, everybody's to read",
}
TIENG_ANH = re.compile(
    r"^(created|updated|name|status|type|user|date|time|value|note|file)\b", re.I
)


def _ten(model):
    return model._meta.label


def _cua_minh(truong):
    return not truong.auto_created and truong.name != "id"


@pytest.mark.parametrize("model", MODEL, ids=_ten)
def test_field_names_are_written_out_in_vietnamese(model):
    mac_dinh = {
        f.name
        for f in model._meta.get_fields()
        if isinstance(f, models.Field)
        and (f.concrete or f.many_to_many)
        and _cua_minh(f)
        and f.model.__module__.split(".")[0] in GOI
        and _khai_bao_o_minh(model, f)
        and str(f.verbose_name) == f.name.replace("_", " ")
        and not _dung_la_ten(f)
    }
    tieng_anh = {
        f.name
        for f in model._meta.get_fields()
        if isinstance(f, models.Field)
        and _cua_minh(f)
        and _khai_bao_o_minh(model, f)
        and TIENG_ANH.match(str(f.verbose_name))
    }

    assert (mac_dinh, tieng_anh) == (set(), set())


def _khai_bao_o_minh(model, truong):
    """Declared in our own code, not inherited from a library's abstract model."""
    chu = model
    for lop in model.__mro__:
        meta = getattr(lop, "_meta", None)
        cac_truong = (
            (*meta.local_fields, *meta.local_many_to_many, *meta.private_fields) if meta else ()
        )
        if truong.name in {f.name for f in cac_truong}:
            chu = lop
    return chu.__module__.split(".")[0] in GOI


def _dung_la_ten(truong):
    """The default name happens to be the right word only when the code wrote it itself."""
    return getattr(truong, "_verbose_name", None) is not None


@pytest.mark.parametrize("model", MODEL, ids=_ten)
def test_sentence_of_every_constraint_can_be_said(model):
    """Django puts words into the sentence with «%»: a bare percent sign would end in a 500."""
    cau = [c.get_violation_error_message() for c in model._meta.constraints]

    assert [c for c in cau if not c or "%%" in c] == []


@pytest.mark.parametrize("model", MODEL, ids=_ten)
def test_model_has_names_and_a_deterministic_order(model):
    meta = model._meta

    assert meta.original_attrs.get("verbose_name")
    assert meta.original_attrs.get("verbose_name_plural")
    assert meta.ordering, "no ordering"
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODEL, ids=_ten)
def test_names_of_things_are_composed(model):
    chu = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    for f in model._meta.get_fields():
        if isinstance(f, models.Field):
            chu += [str(f.verbose_name), str(f.help_text)]
            chu += [str(nhan) for _, nhan in f.flatchoices]

    assert [c for c in chu if unicodedata.normalize("NFC", c) != c] == []


def _toi_tinh(model, sau=3, da_qua=()):
    """The shortest chain of non-null foreign keys from a model to a province."""
    for f in model._meta.concrete_fields:
        if isinstance(f, RelatedField) and f.related_model is DonViHanhChinh:
            return (*da_qua, f.name)
    if sau == 0:
        return None
    duong = [
        d
        for f in model._meta.concrete_fields
        if isinstance(f, RelatedField)
        and not f.null
        and f.related_model in MODEL
        and f.related_model is not model
        and (d := _toi_tinh(f.related_model, sau - 1, (*da_qua, f.name)))
    ]
    return min(duong, key=len) if duong else None


def test_every_model_of_a_province_can_be_scoped():
    thieu = {
        _ten(m)
        for m in MODEL
        if _toi_tinh(m)
        and "nguoi" not in (_toi_tinh(m) or ())[0]
        and not hasattr(m._default_manager.all(), "visible_to")
    }

    assert thieu - set(KHONG_THEO_TINH) == set()


def test_every_admin_of_ours_is_scoped():
    admin.autodiscover()
    khac = {
        _ten(model)
        for model, quan_ly in admin.site._registry.items()
        if model in MODEL and not isinstance(quan_ly, ScopedAdmin)
    }

    # Accounts are managed with Django's own user admin as the second base.
    assert khac - {"accounts.User"} == set()


def _cac_choices():
    def con(lop):
        for c in lop.__subclasses__():
            yield c
            yield from con(c)

    return sorted(
        (c for c in con(models.TextChoices) if c.__module__.split(".")[0] in GOI),
        key=lambda c: (c.__module__, c.__qualname__),
    )


@pytest.mark.parametrize("lop", _cac_choices(), ids=lambda c: f"{c.__module__}.{c.__qualname__}")
def test_stored_choices_are_ascii_slugs_with_vietnamese_labels(lop):
    assert [ma for ma in lop.values if not re.fullmatch(r"[A-Za-z0-9_]+", ma)] == []
    assert [nhan for nhan in lop.labels if not str(nhan).strip()] == []
    assert len(set(lop.labels)) == len(lop.labels)


def _tep(*duoi):
    for goi in (*GOI, "templates", "tests", "static", "docs"):
        for p in sorted((GOC / goi).rglob("*")):
            if p.suffix in duoi and "__pycache__" not in p.parts:
                yield p


def test_text_of_the_project_is_composed():
    hong = [
        str(p.relative_to(GOC))
        for p in _tep(".py", ".html", ".txt", ".yaml", ".md", ".js", ".css")
        if not unicodedata.is_normalized("NFC", p.read_text("utf-8"))
    ]

    assert hong == []


def test_every_template_of_ours_is_used():
    nguon = "\n".join(p.read_text("utf-8") for p in _tep(".py", ".html", ".txt"))
    goc = GOC / "templates"
    # Libraries look these up by name: allauth's and Django admin's own pages.
    cua_thu_vien = (
        "account/",
        "allauth/",
        "mfa/",
        "socialaccount/",
        "admin/",
        "unfold/",
        "registration/",
    )
    cua_django = {"404.html", "403.html", "403_csrf.html", "400.html", "500.html"}
    thua = [
        ten
        for p in sorted(goc.rglob("*"))
        if p.is_file()
        and not (ten := str(p.relative_to(goc))).startswith(cua_thu_vien)
        and ten not in cua_django
        and f'"{ten}"' not in nguon
        and f"'{ten}'" not in nguon
        and not _ghep_ten(ten, nguon)
    ]

    assert thua == []


def _ghep_ten(ten, nguon):
    """A template named by an f-string: its folder and the fixed part appear in the code."""
    thu_muc = ten.rpartition("/")[0]
    return bool(thu_muc) and f'f"{thu_muc}/{{' in nguon


def test_code_names_no_role_to_decide_what_it_may_do():
    """Permissions and scopes decide; a role named in code would be a second table."""
    cho_phep = {"tai_khoan_mau.py"}
    ten = set(VAI_TRO)
    thay = []
    for goi in GOI:
        for p in sorted((GOC / goi).rglob("*.py")):
            if p.name in cho_phep or "migrations" in p.parts:
                continue
            for nut in ast.walk(ast.parse(p.read_text("utf-8"))):
                if isinstance(nut, ast.Compare):
                    hang = {c.value for c in ast.walk(nut) if isinstance(c, ast.Constant)}
                    if any(isinstance(h, str) and h in ten for h in hang):
                        thay.append(f"{p.relative_to(GOC)}:{nut.lineno}")

    assert thay == []


def test_every_role_permission_exists():
    can = {q for hang in VAI_TRO.values() for q in hang.quyen}
    co = {
        f"{model._meta.app_label}.{ma}"
        for model in apps.get_models()
        for ma in (
            *(f"{h}_{model._meta.model_name}" for h in model._meta.default_permissions),
            *(ma for ma, _ in model._meta.permissions),
        )
    }

    assert can - co == set()


def test_glossary_names_every_model():
    thuat_ngu = GOC / "docs" / "thuat-ngu.md"
    if not thuat_ngu.exists():
        pytest.skip("docs/thuat-ngu.md is not written yet")
    chu = thuat_ngu.read_text("utf-8")

    # «User» is Django's own word.
    assert {m.__name__ for m in MODEL if m.__name__ not in chu} - {"User"} == set()


def test_templates_print_keys_plainly():
    """A bare key of 1542 prints as «1.542» and finds nothing."""
    mau = re.compile(r"\{\{ *[a-z_.]+\.(?:pk|next_page_number|previous_page_number) *\}\}")
    tran = [
        f"{p.relative_to(GOC)}: {khop[0]}"
        for p in sorted((GOC / "templates").rglob("*.html"))
        for khop in mau.finditer(p.read_text("utf-8"))
    ]

    assert tran == []
