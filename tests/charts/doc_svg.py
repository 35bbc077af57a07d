"""Reading a chart back: its texts and its shapes."""

from xml.etree import ElementTree as ET

NS = "{http://www.w3.org/2000/svg}"


def cay(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def cac_chu(svg: str) -> list[str]:
    """Printed texts in drawing order."""
    return [t.text or "" for t in cay(svg).iter(f"{NS}text")]


def cac_o(svg: str, **thuoc_tinh: str) -> list[ET.Element]:
    """Rectangles whose attributes (``_`` for ``-``) have these values, the ground left out."""
    return [
        o
        for o in list(cay(svg).iter(f"{NS}rect"))[1:]
        if all(o.get(k.replace("_", "-")) == v for k, v in thuoc_tinh.items())
    ]


def mo_ta(svg: str) -> str:
    return cay(svg).findtext(f"{NS}desc") or ""
