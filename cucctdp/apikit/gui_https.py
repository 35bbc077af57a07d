"""One POST to an address that somebody outside chose: HTTPS only, never into our own network.

The name is resolved here, every address of it is judged, and the connection goes to the judged
address itself: a name that answers differently the second time reaches nothing else. Redirects
are not followed. Networks of `WEBHOOK_MANG_CHO_PHEP` (an operator's decision) are exempt.
"""

import ipaddress
import socket
import ssl
from contextlib import suppress
from http.client import HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

GIAY_CHO = 10
GIAY_TOI_DA = 30
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that is handed out of IPv6 (RFC 4291); the rest translates into or means inner networks.
_IPV6_CONG_KHAI = ipaddress.ip_network("2000::/3")
DiaChiIp = ipaddress.IPv4Address | ipaddress.IPv6Address


class KhongGuiDuoc(Exception):
    """Why a message did not leave, as a sentence for the delivery log."""


def tach_dia_chi(dia_chi: str) -> tuple[str, int, str]:
    """(host, port, path with query) of an HTTPS address; ValidationError says what is wrong."""
    try:
        phan = urlsplit(dia_chi)
        cong = phan.port or 443
    except ValueError as loi:
        raise ValidationError("Địa chỉ nhận không đúng.") from loi
    if phan.scheme != "https" or not phan.hostname:
        raise ValidationError("Địa chỉ nhận phải bắt đầu bằng https:// và có tên máy chủ.")
    if phan.username or phan.password or phan.fragment:
        raise ValidationError("Địa chỉ nhận không được có tên đăng nhập, mật khẩu hay dấu #.")
    if not dia_chi.isascii() or any(c.isspace() or ord(c) < 33 for c in dia_chi):
        raise ValidationError("Địa chỉ nhận chỉ dùng chữ không dấu, không khoảng trắng.")
    if _la_ip(phan.hostname) and not duoc_gui(ipaddress.ip_address(phan.hostname)):
        raise ValidationError("Địa chỉ nhận không được là địa chỉ trong mạng nội bộ.")
    duong = phan.path or "/"
    return phan.hostname, cong, f"{duong}?{phan.query}" if phan.query else duong


def _la_ip(ten: str) -> bool:
    try:
        ipaddress.ip_address(ten)
    except ValueError:
        return False
    return True


def duoc_gui(ip: DiaChiIp) -> bool:
    """False for private, loopback, link-local, reserved and multicast addresses."""
    if isinstance(ip, ipaddress.IPv6Address):
        trong = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            trong = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if trong is not None:
            return duoc_gui(trong)
    if any(ip in ipaddress.ip_network(m) for m in settings.WEBHOOK_MANG_CHO_PHEP):
        return True
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _IPV6_CONG_KHAI:
        return False
    return ip.is_global and not ip.is_multicast


class _NoiToi(HTTPSConnection):
    """Connects to one judged address; certificate and SNI are of the name."""

    def __init__(self, ten: str, cong: int, ip: str) -> None:
        self._ngu_canh = ssl.create_default_context()
        super().__init__(ten, cong, timeout=GIAY_CHO, context=self._ngu_canh)
        self._ip = ip

    def connect(self) -> None:
        noi = socket.create_connection((self._ip, self.port), GIAY_CHO)
        self.sock = self._ngu_canh.wrap_socket(
            noi, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def cat(self) -> None:
        """End it from another thread: an answer that drips in would hold the sender for hours."""
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def gui_https(dia_chi: str, than: bytes, dau: dict[str, str]) -> int:
    """POST a JSON body; return the status. Raises KhongGuiDuoc when nothing was answered."""
    try:
        ten, cong, duong = tach_dia_chi(dia_chi)
        cac_ip = _phan_giai(ten, cong)
        noi = _NoiToi(ten, cong, cac_ip[0])
        hen = Timer(GIAY_TOI_DA, noi.cat)
        hen.start()
        try:
            noi.request(
                "POST",
                duong,
                than,
                {"Content-Type": "application/json; charset=utf-8", "User-Agent": "cucctdp", **dau},
            )
            ma = noi.getresponse().status
        finally:
            hen.cancel()
            noi.close()
    except ValidationError as loi:
        raise KhongGuiDuoc(" ".join(loi.messages)) from loi
    except (OSError, HTTPException, UnicodeError) as loi:
        raise KhongGuiDuoc(f"{type(loi).__name__}: {loi}".replace("\0", "")) from loi
    if 300 <= ma < 400:
        raise KhongGuiDuoc(f"Hệ thống nhận chuyển hướng (mã {ma}); hãy đăng ký địa chỉ cuối cùng.")
    return ma


def _phan_giai(ten: str, cong: int) -> list[str]:
    cac_ip = [str(t[4][0]) for t in socket.getaddrinfo(ten, cong, type=socket.SOCK_STREAM)]
    if not all(duoc_gui(ipaddress.ip_address(ip.partition("%")[0])) for ip in cac_ip):
        raise KhongGuiDuoc(f"{ten} trỏ vào địa chỉ trong mạng nội bộ nên không gửi.")
    return cac_ip
