"""Pictures of the demo: real JPEG files, drawn; a few for each group, shared by its dossiers."""

from __future__ import annotations

import io
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from cucctdp.files.anh import JPEG
from cucctdp.files.models import Tep
from cucctdp.files.services import luu_tep
from sanpham_tieubieu.minh_hoa.tui import Tui
from sanpham_tieubieu.quyen_tep import ANH_SAN_PHAM

RONG, CAO = 1200, 1800
GOC = ("Mặt trước", "Mặt bên", "Từ trên xuống")
_MAU = {
    "TCMN": ((142, 84, 44), (222, 184, 135)),
    "CBNLTS": ((46, 110, 62), (206, 222, 140)),
    "CK": ((60, 78, 104), (190, 202, 214)),
    "KHAC": ((120, 72, 110), (228, 200, 170)),
}
SO_MAU = 6


def ve(nhom: str, so: int, goc: int) -> bytes:
    """A still life: a product on a table under soft light; the same for the same key."""
    rng = Random(f"{nhom}-{so}-{goc}")  # noqa: S311 - no secret, the same picture every time
    dam, nhat = _MAU[nhom]
    nen = Image.new("RGB", (2, 2))
    nen.putdata([nhat, tuple(min(255, c + 30) for c in nhat), (246, 240, 230), nhat])
    hinh = nen.resize((RONG // 4, CAO // 4), Image.Resampling.BICUBIC)
    ve_ = ImageDraw.Draw(hinh)
    w, h = hinh.size
    ve_.rectangle((0, int(h * 0.72), w, h), fill=tuple(int(c * 0.8) for c in nhat))
    giua, rong = w // 2 + rng.randint(-12, 12), 62 + rng.randint(0, 30)
    ve_.ellipse(
        (giua - rong - 24, int(h * 0.74), giua + rong + 24, int(h * 0.82)), fill=(90, 80, 70)
    )
    hinh = hinh.filter(ImageFilter.GaussianBlur(4))
    ve_ = ImageDraw.Draw(hinh)
    dinh = int(h * (0.30 + 0.04 * goc))
    day = int(h * 0.78)
    if so % 3 == 0:
        ve_.rounded_rectangle((giua - rong, dinh, giua + rong, day), radius=26, fill=dam)
        ve_.rectangle((giua - rong // 2, dinh - 34, giua + rong // 2, dinh + 8), fill=nhat)
    elif so % 3 == 1:
        ve_.ellipse((giua - rong - 10, dinh + 20, giua + rong + 10, day), fill=dam)
        ve_.rectangle((giua - 22, dinh - 26, giua + 22, dinh + 40), fill=dam)
    else:
        ve_.polygon(
            [
                (giua - rong, day),
                (giua - rong + 26, dinh),
                (giua + rong - 26, dinh),
                (giua + rong, day),
            ],
            fill=dam,
        )
    nhan = (giua - rong // 2, (dinh + day) // 2 - 22, giua + rong // 2, (dinh + day) // 2 + 40)
    ve_.rounded_rectangle(nhan, radius=8, fill=(252, 248, 238))
    for i in range(3):
        y = nhan[1] + 14 + i * 16
        ve_.line((nhan[0] + 10, y, nhan[2] - 10 - i * 12, y), fill=dam, width=4)
    sang = tuple(min(255, c + 45) for c in dam)
    ve_.line((giua - rong + 14, dinh + 40, giua - rong + 14, day - 40), fill=sang, width=6)
    ra = io.BytesIO()
    hinh.resize((RONG, CAO), Image.Resampling.BICUBIC).save(ra, "JPEG", quality=72)
    return ra.getvalue()


def nap_anh(tui: Tui, *, by: Any = None) -> None:
    """Store the pictures: SO_MAU of each group from three sides."""
    for nhom in _MAU:
        tui.anh[nhom] = [
            (_luu(nhom, so, goc, by), GOC[goc]) for so in range(SO_MAU) for goc in range(3)
        ]


def _luu(nhom: str, so: int, goc: int, by: Any) -> Tep:
    return luu_tep(
        ve(nhom, so, goc),
        loai=ANH_SAN_PHAM,
        ten=f"san-pham-{nhom.lower()}-{so + 1}-{goc + 1}.jpg",
        kieu_noi_dung=JPEG,
        by=by,
    )
