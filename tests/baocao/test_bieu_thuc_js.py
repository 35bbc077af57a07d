"""One definition of a rule, two machines: Python and the browser give the same verdicts."""

import functools
import http.server
import json
import os
import random
import threading
from decimal import Decimal

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from baocao.bieu_thuc import BieuThuc, BieuThucSai
from cucctdp.embedded.he_thong import tim_chromium

pytestmark = pytest.mark.trinh_duyet

SO_CA = 10_000
_SO_SANH = ("==", "!=", "<", "<=", ">", ">=")
_HAM = ("abs", "min", "max", "tong", "lam_tron")


class _Lang(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def trang_js():
    """A blank page that may import the modules under static/."""
    thu_muc = str(settings.BASE_DIR / "static")
    may_chu = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Lang, directory=thu_muc)
    )
    threading.Thread(target=may_chu.serve_forever, daemon=True).start()
    cu = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=tim_chromium(), args=["--no-sandbox"])
        trang = chromium.new_page()
        trang.goto(f"http://127.0.0.1:{may_chu.server_port}/fonts/")
        yield trang
        chromium.close()
    may_chu.shutdown()
    may_chu.server_close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if cu is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = cu


def _so(rd: random.Random) -> str:
    """Numbers as forms have them, and the nasty ones: ties, long, tiny, zero."""
    match rd.randrange(8):
        case 0:
            return "0"
        case 1:
            return str(rd.randrange(1, 20))
        case 2:
            return f"{rd.randrange(10**9)}.{rd.randrange(10**3):03d}"
        case 3:
            return f"{rd.randrange(100)}.{rd.choice(['5', '25', '125', '05', '995', '50'])}"
        case 4:
            return str(rd.randrange(10**17, 10**18))
        case 5:
            return "0." + "0" * rd.randrange(5) + str(rd.randrange(1, 10**6))
        case 6:
            return str(rd.randrange(10**33))
        case _:
            return f"{rd.randrange(10**12)}.{rd.randrange(10**6):06d}"


def _so_hoc(rd: random.Random, sau: int) -> str:
    if sau == 0 or rd.random() < 0.25:
        return rd.choice([f"[R{rd.randrange(6)}.A3]", _so(rd), f"n{rd.randrange(4)}", "[R0.A4]"])
    match rd.randrange(4):
        case 0:
            return f"-({_so_hoc(rd, sau - 1)})"
        case 1:
            ham = rd.choice(_HAM)
            if ham == "lam_tron":
                return f"lam_tron({_so_hoc(rd, sau - 1)}, {rd.randrange(13)})"
            so_doi = 1 if ham == "abs" else rd.randrange(1, 4)
            return f"{ham}({', '.join(_so_hoc(rd, sau - 1) for _ in range(so_doi))})"
        case _:
            phep = rd.choice("+-*/")
            return f"({_so_hoc(rd, sau - 1)} {phep} {_so_hoc(rd, sau - 1)})"


def _logic(rd: random.Random, sau: int) -> str:
    if sau == 0 or rd.random() < 0.4:
        return f"{_so_hoc(rd, 2)} {rd.choice(_SO_SANH)} {_so_hoc(rd, 2)}"
    if rd.random() < 0.2:
        return f"not ({_logic(rd, sau - 1)})"
    return f"({_logic(rd, sau - 1)}) {rd.choice(['and', 'or'])} ({_logic(rd, sau - 1)})"


def _ca(rd: random.Random) -> dict:
    van_ban = _logic(rd, 2) if rd.random() < 0.7 else _so_hoc(rd, 3)
    tra = {f"R{i}.A3": None if rd.random() < 0.03 else _dau(rd, _so(rd)) for i in range(6)}
    tra["R0.A4"] = tra["R0.A3"] if rd.random() < 0.5 else _dau(rd, _so(rd))
    bien = {f"n{i}": _dau(rd, _so(rd)) for i in range(4)}
    if rd.random() < 0.02:
        bien["n0"] = True
    return {"van_ban": van_ban, "tra": tra, "bien": bien}


def _dau(rd: random.Random, so: str) -> str:
    return f"-{so}" if rd.random() < 0.3 else so


def _python(ca: dict) -> object:
    tra = {k: None if v is None else Decimal(v) for k, v in ca["tra"].items()}
    bien = {k: v if isinstance(v, bool) else Decimal(v) for k, v in ca["bien"].items()}
    try:
        kq = BieuThuc(ca["van_ban"]).tinh(tra.get, bien)
    except BieuThucSai:
        return "sai"
    return kq if kq is None or isinstance(kq, bool) else ["so", kq]


CHAY_JS = """
async (cac) => {
  const { tinh, BieuThucSai } = await import("/js/bieu_thuc.js");
  const { tuChu, raChu } = await import("/js/thap_phan.js");
  const so = (v) => (typeof v === "string" ? tuChu(v) : v);
  return cac.map(({ cay, tra, bien }) => {
    const b = Object.fromEntries(Object.entries(bien).map(([k, v]) => [k, so(v)]));
    try {
      const kq = tinh(cay, (o) => so(tra[o] ?? null), b);
      return kq === null || typeof kq === "boolean" ? kq : ["so", raChu(kq)];
    } catch (loi) {
      if (loi instanceof BieuThucSai) return "sai";
      throw loi;
    }
  });
}
"""


def _chay_js(trang, cac_ca: list[dict]) -> list[object]:
    gui = [
        {"cay": BieuThuc(ca["van_ban"]).cay(), "tra": ca["tra"], "bien": ca["bien"]}
        for ca in cac_ca
    ]
    kq = trang.evaluate(CHAY_JS, json.loads(json.dumps(gui)))
    return [["so", Decimal(k[1])] if isinstance(k, list) else k for k in kq]


def test_muoi_nghin_ca_cho_cung_ket_qua_o_hai_noi(trang_js):
    rd = random.Random(20260931)
    cac_ca = [_ca(rd) for _ in range(SO_CA)]

    kq_js = _chay_js(trang_js, cac_ca)

    kq_py = [_python(ca) for ca in cac_ca]
    khac = [(ca, p, j) for ca, p, j in zip(cac_ca, kq_py, kq_js, strict=True) if p != j]
    assert khac[:3] == []
    loai = {str(k) if isinstance(k, bool) or k in (None, "sai") else "so" for k in kq_py}
    assert loai == {"True", "False", "None", "sai", "so"}


@pytest.mark.parametrize(
    ("van_ban", "bien", "cho"),
    [
        ("0.1 + 0.2 == 0.3", {}, True),
        ("1 / 3 * 3 == 1", {}, False),
        ("lam_tron(2.5, 0) == 3 and lam_tron(-2.5, 0) == -3", {}, True),
        ("1 / 0 > 1", {}, None),
        ("0 / 0 > 1", {}, None),
        ("lam_tron(n * n, 12) > 0", {"n": "9" * 18}, None),
        ("n * n * n * n > 0", {"n": "1E+2000"}, None),
        ("n * n * n * n == 0", {"n": "1E-2000"}, True),
        ("n + 1 == n", {"n": "1E+40"}, True),
        ("n - 1 < n", {"n": "1E+3000"}, False),
    ],
)
def test_cac_ca_hiem_giong_nhau(trang_js, van_ban, bien, cho):
    ca = {"van_ban": van_ban, "tra": {}, "bien": bien}

    (kq,) = _chay_js(trang_js, [ca])

    assert (kq, _python(ca)) == (cho, cho)
