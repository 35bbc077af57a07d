"""A receiver of webhooks: a real HTTPS server on this machine with its own certificate."""

import ipaddress
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class MayNhan:
    """``thu``: (headers, body) of what came; ``tra_loi``: the status it answers.

    ``nho_giot``: seconds it lets headers drip in one by one before it ends them.
    """

    def __init__(self, thu_muc):
        self.thu, self.tra_loi, self.nho_giot = [], 200, 0.0
        self.chung_thu = _chung_thu(thu_muc)
        may = self

        class _Xu(BaseHTTPRequestHandler):
            def do_POST(self):
                than = self.rfile.read(int(self.headers["Content-Length"]))
                may.thu.append((dict(self.headers), than))
                self.send_response(may.tra_loi)
                self.send_header("Location", "https://127.0.0.1/khac")
                self.send_header("Content-Length", "0")
                with suppress(OSError):
                    for i in range(round(may.nho_giot * 10)):
                        self.send_header(f"X-{i}", "a")
                        self.flush_headers()
                        time.sleep(0.1)
                    self.end_headers()

            def log_message(self, *args):
                """Quiet."""

        self._server = HTTPServer(("127.0.0.1", 0), _Xu)
        ngu_canh = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ngu_canh.load_cert_chain(self.chung_thu)
        self._server.socket = ngu_canh.wrap_socket(self._server.socket, server_side=True)
        self.dia_chi = f"https://127.0.0.1:{self._server.server_port}/nhan?a=1"
        self._luong = Thread(target=self._server.serve_forever, args=(0.05,))
        self._luong.start()

    def dong(self):
        self._server.shutdown()
        self._luong.join()
        self._server.server_close()


def _chung_thu(thu_muc):
    khoa = ec.generate_private_key(ec.SECP256R1())
    ten = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "may nhan")])
    nay = datetime.now(UTC)
    chung_thu = (
        x509.CertificateBuilder()
        .subject_name(ten)
        .issuer_name(ten)
        .public_key(khoa.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nay - timedelta(days=1))
        .not_valid_after(nay + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(khoa, hashes.SHA256())
    )
    tep = thu_muc / "may-nhan.pem"
    tep.write_bytes(
        khoa.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + chung_thu.public_bytes(serialization.Encoding.PEM)
    )
    return tep
