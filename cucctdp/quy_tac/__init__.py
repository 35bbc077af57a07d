"""Rules of a register: weight, sentence and limits are dated rows; the test is code by its code.

``SoQuyTac`` keeps the tests of one app; ``QuyTacLuat`` is the row every app makes concrete.
"""

from cucctdp.quy_tac.bo_may import Loi, SoQuyTac, ViPham

__all__ = ["Loi", "SoQuyTac", "ViPham"]
