"""Vietnamese sort key and accent-free key as immutable SQL functions, usable in indexes.

No ICU collation is assumed: embedded and minimal servers lack it. The bodies name their functions
at definition time (SQL-standard RETURN), so no search_path can change what an index means.
Python twins: cucctdp.formats.chu.khoa_sap_xep and khoa_tim. Literals are frozen here: an index is
built on them, a change needs a new migration that also reindexes.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# letter -> (its five toned forms: huyền, hỏi, ngã, sắc, nặng), in dictionary order
NGUYEN_AM = {
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}
CHU_CAI = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
ANH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
LATIN = "abcdefghijklmnopqrstuvwxyzđ"
DAU_CHU = "\u0306\u0302\u031b"
NHAY = "\u2019\u2018\u02bc\u0060\u00b4\u2032"
GACH = "\u2010\u2011\u2012\u2013\u2014\u2212"
TRANG = "\u00a0\u2007\u2009\u202f\t\n\r\v\f"
DAU_CAU = "[\\]^_{|}~"

co_thanh = "".join(NGUYEN_AM.values())
co_thanh_nguon = co_thanh + co_thanh.upper()
anh_co_thanh = "".join(ANH[CHU_CAI.index(c)] * 5 for c in NGUYEN_AM) * 2
cung_nguon = NHAY + GACH + TRANG
cung_dich = "'" * len(NHAY) + "-" * len(GACH) + " " * len(TRANG)


def chuoi(s):
    """SQL literal of a string (E'' form, safe for quotes, backslashes and control characters)."""
    an_toan = s.replace("\\", "\\\\").replace("'", "''")
    return "E'" + "".join(c if c >= " " else f"\\x{ord(c):02x}" for c in an_toan) + "'"


# translate() scans its list for every character: frequent ones (the space too) come first
sang_chu = (
    " " + CHU_CAI + co_thanh_nguon + CHU_CAI.upper() + cung_nguon + DAU_CAU,
    " " + ANH + anh_co_thanh + ANH + cung_dich + "@" * len(DAU_CAU),
)
# Tones are read from the decomposed text. translate() deletes what has no partner in the second
# list: base letters, and breve, circumflex, horn.
sang_thanh = (
    " \u0300\u0309\u0303\u0301\u0323" + cung_nguon + LATIN + DAU_CHU + LATIN.upper() + DAU_CAU,
    " ABCDE" + cung_dich,
)

KHOA_SAP_XEP = f"""
CREATE FUNCTION khoa_sap_xep(van_ban text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normalize(van_ban, NFC), {chuoi(sang_chu[0])}, {chuoi(sang_chu[1])})
    || E'\\x01'
    || translate(normalize(van_ban, NFD), {chuoi(sang_thanh[0])}, {chuoi(sang_thanh[1])});
"""

# unaccent() is only STABLE because its dictionary could be swapped; ours is the shipped one.
KHONG_DAU = f"""
CREATE FUNCTION khong_dau(van_ban text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(lower(unaccent('unaccent'::regdictionary,
    translate(normalize(van_ban, NFC), {chuoi(cung_nguon)}, {chuoi(cung_dich)})) COLLATE "C"),
    ' +', ' ', 'g'));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(KHOA_SAP_XEP, "DROP FUNCTION khoa_sap_xep(text)"),
        migrations.RunSQL(KHONG_DAU, "DROP FUNCTION khong_dau(text)"),
    ]
