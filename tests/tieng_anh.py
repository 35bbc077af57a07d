"""English words of Django, the theme or a library that a page shows."""

import re
from html.parser import HTMLParser

TIENG_ANH = re.compile(
    r"\b(Add|Save|Delete|Search|Filters?|Select|Actions?|Log ?out|Welcome|Changed?|View|History|"
    r"Home|Show|Hide|Reset|Apply|Clear|Close|Choose|Password|Name|results?|total|the|and|of|"
    r"items?|Loading|Next|Previous|Submit|Cancel|Please|rows?|Export|Import)\b"
)
THUOC_TINH = {"title", "aria-label", "placeholder", "alt"}


class _Chu(HTMLParser):
    def __init__(self):
        super().__init__()
        self.chu, self.trong_ma = [], 0

    def handle_starttag(self, tag, attrs):
        self.trong_ma += tag in ("script", "style")
        self.chu += [v for k, v in attrs if k in THUOC_TINH and v]

    def handle_endtag(self, tag):
        self.trong_ma -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.trong_ma and data.strip():
            self.chu.append(data.strip())


def tieng_anh(tra_loi):
    doc = _Chu()
    doc.feed(tra_loi.text)
    return {c for c in doc.chu if TIENG_ANH.search(c)}
