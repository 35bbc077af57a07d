"""A mail server of the tests: letters are files, and it can be made slow (a process is killed)."""

import os
import time
from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend

THU_MUC = "HOP_THU_THU_MUC"
CHAM = "HOP_THU_CHAM"


class HopThu(BaseEmailBackend):
    """Writes each letter as one file; «truoc»/«sau»: stands still before or after taking it."""

    def send_messages(self, email_messages):
        thu_muc = Path(os.environ[THU_MUC])
        cham = os.environ.get(CHAM, "")
        for thu in email_messages:
            if cham == "truoc":
                self._dung(thu_muc)
            (thu_muc / f"{uuid4().hex}.eml").write_bytes(thu.message().as_bytes())
            if cham == "sau":
                self._dung(thu_muc)
        return len(email_messages)

    def _dung(self, thu_muc):
        (thu_muc / "dang-gui").touch()
        time.sleep(120)
