"""Host names come in, public addresses come out: a crawl never reaches into the private network it runs in."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from archive.urls import is_private

# Hosts that may be private: those of sites declared `local`, and the machine's own proxies.
allowed_hosts: set[str] = {urlsplit(proxy).hostname or "" for proxy in getproxies().values()}


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses names that lead to private addresses (TWISTED_DNS_RESOLVER)."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Resolve a name; fails with DNSLookupError where it is private and not allowed to be."""
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if name not in allowed_hosts and is_private(address):
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
