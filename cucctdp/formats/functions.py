"""ORM faces of the SQL functions of migration donvi.0001."""

from django.db.models import CharField, TextField, Transform

__all__ = ["KhoaSapXep", "KhongDau"]


class KhoaSapXep(Transform):
    """Vietnamese dictionary order: `order_by(KhoaSapXep("ten"))`, also in indexes.

    The collation is stated because the database's own may skip control characters.
    """

    lookup_name = "khoa_sap_xep"
    function = "khoa_sap_xep"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    output_field = TextField()


class KhongDau(Transform):
    """Accent-free key; as a lookup both sides are folded: `filter(ten__khong_dau__contains="hoà")`.

    Index with `GinIndex(OpClass(KhongDau("ten"), name="gin_trgm_ops"), name=...)`.
    """

    lookup_name = "khong_dau"
    function = "khong_dau"
    bilateral = True
    output_field = TextField()


for _loai in (CharField, TextField):
    _loai.register_lookup(KhongDau)
