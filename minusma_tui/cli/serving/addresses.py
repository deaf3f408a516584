"""Hosts and ports, in the address of the server and in the headers of a request."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_USUAL_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9a-z_.-]+")


def is_local(host: str) -> bool:
    """Whether a server on this host can be reached only from this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def in_address(host: str, port: int | None) -> str:
    """Write host and port as in a URL, such as `[::1]:8000`; without the port if it is None."""
    name = f"[{host.replace('%', '%25')}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def name_in(address: str) -> str | None:
    """Return host and port of a URL as browsers write them, without the scheme's usual port.

    None if it is not a URL of http or https with a host, or if it has a user, query or fragment.
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
    except (ValueError, KeyError):  # UnicodeError of the idna codec is a ValueError
        return None
    if "@" in parts.netloc or parts.query or parts.fragment or port == 0:
        return None
    return in_address(host, None if port == usual else port)
