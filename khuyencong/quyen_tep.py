"""Who may download files of a đề án: whoever may read the đề án."""

from typing import Any

from cucctdp.files.models import Tep
from cucctdp.files.quyen import dang_ky
from khuyencong.models import DeAn

TEP_DE_AN = "khuyen_cong"


def _cua_de_an(user: Any, tep: Tep) -> bool:
    return bool(
        user.has_perm("khuyencong.view_dean")
        and isinstance(tep.doi_tuong, DeAn)
        and DeAn.objects.visible_to(user).filter(pk=tep.doi_tuong_id).exists()
    )


dang_ky(TEP_DE_AN, _cua_de_an)
