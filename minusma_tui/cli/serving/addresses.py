"""Names that a server has: of the machine in an address, and of whoever asks for a page."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_USUAL_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9a-z_.-]+")


def is_local(host: str) -> bool:
    """Whether only this machine reaches it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def in_address(host: str, port: int | None) -> str:
    """Host and port as an address has them: http://[::1]:8000."""
    name = f"[{host.replace('%', '%25')}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def name_in(address: str) -> str | None:
    """Host and port as browsers say them, without the usual port.

    None if it is not an address of http or https with a host, and no user, query or fragment.
    """
    if not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        host, port, usual = parts.hostname or "", parts.port, _USUAL_PORT[parts.scheme]
        if ":" in host:
            ip_address(host)
        else:
            host = host.encode("idna").decode()
            if not _HOST.fullmatch(host):
                return None
    except (ValueError, KeyError):  # of idna, too
        return None
    if "@" in parts.netloc or parts.query or parts.fragment or port == 0:
        return None
    return in_address(host, None if port == usual else port)
