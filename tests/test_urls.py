"""Addresses: all spellings of one page meet under one key, and private networks are known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.urls import clean_url, host_of, is_private, url_key

BASE = "http://pgd.example/tin-tuc/hoi-nghi-12.html"


@pytest.mark.parametrize(
    "url",
    [
        "https://pgd.example/tin-tuc/hoi-nghi-12.html",
        "http://www.pgd.example/tin-tuc/hoi-nghi-12.html",
        "HTTP://WWW.PGD.example/tin-tuc/hoi-nghi-12.html",
        "http://pgd.example:80/tin-tuc/hoi-nghi-12.html",
        "https://pgd.example:443/tin-tuc/hoi-nghi-12.html",
        "http://pgd.example./tin-tuc/hoi-nghi-12.html",
        BASE + "/",
        BASE + "#binh-luan",
        BASE + "?",
        BASE + "?fbclid=IwAR0abc",
        BASE + "?utm_source=zalo&utm_medium=oa&utm_campaign=x",
        BASE + "?gclid=1#top",
        BASE + ";jsessionid=0A1B2C3D",
        BASE + ";jsessionid=0A1B2C3D?fbclid=1",
        BASE + "?PHPSESSID=abc",
        BASE + "?sid=0123456789abcdef0123456789abcdef",
        BASE + "?gbraid=x&wbraid=y&msclkid=z&ref=facebook",
        BASE + "?amp=1",
        BASE + "/amp/",
        BASE + "?print=1",
        BASE + "?tmpl=component&print=1",
        "http://pgd.example/print/tin-tuc/hoi-nghi-12.html",
        "http://pgd.example/(S(h2xq0p55ab))/tin-tuc/hoi-nghi-12.html",
    ],
)
def test_other_spellings_of_an_address_have_its_key(url: str) -> None:
    assert url_key(url) == url_key(BASE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://pgd.example/?a=1&b=2", "https://www.pgd.example/?b=2&a=1"),
        ("http://pgd.example", "http://pgd.example/"),
        ("http://pgd.example/h%E1%BB%99i", "http://pgd.example/h%e1%bb%99i"),
        ("http://pgd.example/h%E1%BB%99i", "http://pgd.example/hội"),
        ("http://pgd.example/hội-nghị", unicodedata.normalize("NFD", "http://pgd.example/hội-nghị")),
        ("http://pgd.example/?q=h%E1%BB%99i", "http://pgd.example/?q=hội"),
        ("http://pgd.example/?op=tin%2Fa-1", "http://pgd.example/?op=tin/a-1"),
        ("http://pgd.example/a%20b", "http://pgd.example/a b"),
        ("http://pgd.example/?id=7&fbclid=x&cat=2", "http://pgd.example/?cat=2&id=7"),
        ("http://pgd.example/ct.aspx?NewsId=+88++&CatId=+4", "http://pgd.example/ct.aspx?CatId=4&NewsId=88"),
        ("http://pgd.example/?q=hội", unicodedata.normalize("NFD", "http://pgd.example/?q=hội")),
    ],
)
def test_escaping_and_order_do_not_matter(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


OTHERS = [
    "http://pgd.example/tin-tuc/hoi-nghi-13.html",
    "http://pgd.example/Tin-tuc/hoi-nghi-12.html",
    "http://pgd.example:8080/tin-tuc/hoi-nghi-12.html",
    "http://khac.example/tin-tuc/hoi-nghi-12.html",
    "http://thcs.pgd.example/tin-tuc/hoi-nghi-12.html",
    BASE + "?page=2",
    BASE + "?cid=4",
    BASE + "?uid=65f0c0ffee65f0c0ffee65f0",
    BASE + "?ref=12",
    BASE + "?sid=4",
    BASE + "?newsid=2024081800000123",
    BASE + "?newsid=tuyen-sinh-nam-hoc-2024-2025",
    BASE + "?classid=65f0c0ffee65f0c0ffee65f0",
    BASE + "?source=tin-tuc",
    BASE + "?share=5",
    BASE + "?print=12",
    BASE + "?=12",
    BASE + "#!/bai/12",
    BASE + "#/bai/12",
    BASE + "?x=1&x=2",
    BASE + "?x=2&x=1",
    BASE.replace("/hoi", "%2Fhoi"),
    BASE.replace("hoi", "hoi%253F"),
    BASE.replace("hoi", "hoi%3F"),
    BASE.replace("/hoi", ";jsessionid=1/hoi/a"),
    "http://pgd.example/print/",
]


@pytest.mark.parametrize("url", OTHERS)
def test_other_pages_have_other_keys(url: str) -> None:
    assert url_key(url) != url_key(BASE)
    assert [other for other in OTHERS if url_key(other) == url_key(url)] == [url]


def test_a_hostile_address_is_not_composed() -> None:
    marks = "\u0301\u0323" * 50_000
    assert url_key(f"http://x.vn/a{marks}") == f"x.vn/a{marks}"  # composing them would take minutes
    url_key("http://x.vn/?" + "&".join(f"a{at}={at}" for at in range(10_000)))


def test_the_key_reads_as_an_address() -> None:
    assert url_key("https://WWW.pgd.vn/tin/?b=2&a=1#x") == "pgd.vn/tin?a=1&b=2"
    assert url_key("file:thông báo.txt") == "file:thông báo.txt"


@given(
    st.from_regex(
        r"http://[a-z]{1,8}\.vn(:[0-9]{2,4})?(/[a-zà-ỹ0-9%-]{0,8}){0,3}(\?[a-z]{1,3}=[a-zà-ỹ0-9]{0,5})?", fullmatch=True
    )
)
def test_a_key_is_its_own_key(url: str) -> None:
    once = url_key(url)
    assert url_key(f"https://www.{url.removeprefix('http://')}") == once
    assert url_key(url + "#x") == once


@pytest.mark.parametrize("url", ["http://pgd.example:99999/tin", "http://pgd.example:abc/tin"])
def test_a_port_that_cannot_be_is_no_crash(url: str) -> None:
    """Sites link to such addresses; a link must never end the reading of the page that holds it."""
    assert isinstance(url_key(url), str)


def test_clean_url_keeps_what_chooses_the_page() -> None:
    assert clean_url("http://pgd.example/a?id=1&fbclid=2&B=%C3%A0#x") == "http://pgd.example/a?id=1&B=%C3%A0"
    assert clean_url("http://pgd.example/a;jsessionid=9?id=1") == "http://pgd.example/a?id=1"
    assert clean_url("http://pgd.example/a") == "http://pgd.example/a"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://PGD.example/a", "pgd.example"),
        ("https://pgd.example:443/", "pgd.example"),
        ("http://pgd.example:8080/", "pgd.example:8080"),
        ("http://pgd.example:99999/", "pgd.example"),
        ("http://ten:mat-khau@pgd.example/", "pgd.example"),
        ("file:a.txt", ""),
        ("/tin-tuc", ""),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.8.9.1 10.1.1.1 172.16.9.9 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 "
    "::1 [::1] fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1".split(),
)
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "113.160.1.1", "2001:4860:4860::8888", "[2001:4860:4860::8888]", "pgd.example", ""]
)
def test_public_addresses_and_names(address: str) -> None:
    assert not is_private(address)
