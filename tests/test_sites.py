"""The registry: the bundled sites are right, a user's wrong file is an error that names file, site and key."""

from collections import Counter
from pathlib import Path

import pytest

from archive.urls import host_of
from scraper.families import FAMILIES
from scraper.sites import BUNDLED, CONFIDENCES, KINDS, Site, SitesError, read_sites, site_of

GOOD = """
[[site]]
id = "pgd-nam-son"
name = "Phòng GD&ĐT huyện Nậm Sơn"
home_url = "http://namson.example/"
family = "nukeviet"
"""


def registry(folder: Path, text: str, name: str = "rieng.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def wrong(path: Path) -> str:
    with pytest.raises(SitesError) as caught:
        read_sites(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_bundled_registry() -> None:
    sites = read_sites()
    assert len(sites) == 128
    for name, site in sites.items():
        assert name == site.id
        assert site.status == "unknown", "nobody has seen them answer"
        assert site.family in FAMILIES
        assert site.kind in KINDS
        assert site.confidence in CONFIDENCES
        assert site.home_url.startswith(("http://", "https://"))
        assert site.home_url.endswith("/")
        assert not site.local
        assert site.owns(site.home_url)
        assert site_of(site.home_url, sites.values()) == site
    assert sum(1 for site in sites.values() if site.province) > 120
    assert {site.kind for site in sites.values()} <= {"phong", "district_portal"}


def test_bundled_files_are_one_a_province_and_folders_are_owned_once() -> None:
    provinces = Counter(site.province for site in read_sites().values())
    assert len(list(BUNDLED.glob("*.toml"))) == len(provinces)
    folders = Counter((site.host.removeprefix("www."), site.path) for site in read_sites().values())
    assert [folder for folder, count in folders.items() if count > 1] == []


def test_own_sites_join_the_bundled_ones(tmp_path: Path) -> None:
    sites = read_sites(registry(tmp_path, 'province = "Điện Biên"\n' + GOOD))
    assert len(sites) == 129
    assert sites["pgd-nam-son"] == Site(
        "pgd-nam-son", "Phòng GD&ĐT huyện Nậm Sơn", "http://namson.example/", "nukeviet", province="Điện Biên"
    )


def test_every_key_can_be_given(tmp_path: Path) -> None:
    keys = (
        'kind = "so"\nprovince = "Sơn La"\ndistrict = "Mộc Châu"\nstatus = "moved"\nconfidence = "low"\nlocal = true\ndelay = 5\n'
        'note = "dời từ tên cũ"\n'
    )
    site = read_sites(registry(tmp_path, 'province = "Điện Biên"\n' + GOOD + keys))["pgd-nam-son"]
    assert (site.kind, site.province, site.district, site.status) == ("so", "Sơn La", "Mộc Châu", "moved")
    assert (site.confidence, site.local, site.delay, site.note) == ("low", True, 5, "dời từ tên cũ")
    source = site.source()
    assert (source.id, source.host, source.kind, source.status, source.family) == (
        "pgd-nam-son", "namson.example", "so", "moved", "nukeviet",
    )  # fmt: skip


def test_a_folder_of_files(tmp_path: Path) -> None:
    registry(tmp_path, GOOD, "a.toml")
    registry(tmp_path, GOOD.replace("nam-son", "tan-ha").replace("namson", "tanha"), "b.toml")
    (tmp_path / "ghi-chu.txt").write_text("not a registry", "utf-8")
    assert len(read_sites(tmp_path)) == 130


def test_an_empty_file_has_no_sites(tmp_path: Path) -> None:
    assert len(read_sites(registry(tmp_path, ""))) == 128


@pytest.mark.parametrize(
    ("old", "new", "key", "hint"),
    [
        ("family =", "famly =", "famly", "known are"),
        ('family = "nukeviet"', 'family = "nukeviett"', "family", "nukeviett"),
        ('name = "Phòng GD&ĐT huyện Nậm Sơn"\n', "", "name", "missing"),
        ('home_url = "http://namson.example/"\n', "", "home_url", "missing"),
        ('family = "nukeviet"\n', "", "family", "missing"),
        ('name = "Phòng GD&ĐT huyện Nậm Sơn"', 'name = ""', "name", "missing"),
        ('name = "Phòng GD&ĐT huyện Nậm Sơn"', "name = 12", "name", "wrong type"),
        ('family = "nukeviet"', 'family = ["nukeviet"]', "family", "wrong type"),
        ("[[site]]", '[[site]]\nlocal = "yes"', "local", "wrong type"),
        ("[[site]]", "[[site]]\nlocal = 1", "local", "wrong type"),
        ("[[site]]", '[[site]]\ndelay = "2s"', "delay", "wrong type"),
        ("[[site]]", "[[site]]\ndelay = true", "delay", "wrong type"),
        ("[[site]]", "[[site]]\ndelay = -1", "delay", "below 0"),
        ("[[site]]", '[[site]]\nkind = "phòng"', "kind", "known are"),
        ("[[site]]", '[[site]]\nstatus = "alive"', "status", "known are"),
        ("[[site]]", '[[site]]\nconfidence = "sure"', "confidence", "known are"),
        ('home_url = "http://namson.example/"', 'home_url = "namson.example"', "home_url", "no http address"),
        ('home_url = "http://namson.example/"', 'home_url = "ftp://namson.example/"', "home_url", "no http address"),
        ('home_url = "http://namson.example/"', 'home_url = "http:///tin"', "home_url", "no http address"),
    ],
)
def test_a_wrong_site_is_named_with_file_and_key(tmp_path: Path, old: str, new: str, key: str, hint: str) -> None:
    assert old in GOOD
    path = registry(tmp_path, GOOD.replace(old, new))
    message = wrong(path)
    assert str(path) in message
    assert "'pgd-nam-son'" in message
    assert f"'{key}'" in message
    assert hint in message


@pytest.mark.parametrize(
    "url", ["http://namson.example:99999/", "http://namson.example:cong/", "http://[namson.example/"]
)
def test_an_address_that_cannot_be_is_named_too(tmp_path: Path, url: str) -> None:
    message = wrong(registry(tmp_path, GOOD.replace("http://namson.example/", url)))
    assert "'pgd-nam-son'" in message
    assert "'home_url'" in message


@pytest.mark.parametrize("site_id", ["Nậm Sơn", "a/b", "a b", "../x"])
def test_an_id_is_a_slug(tmp_path: Path, site_id: str) -> None:
    message = wrong(registry(tmp_path, GOOD.replace("pgd-nam-son", site_id)))
    assert "'id'" in message
    assert "rieng.toml" in message


def test_an_id_has_small_letters(tmp_path: Path) -> None:
    assert "'id'" in wrong(registry(tmp_path, GOOD.replace("pgd-nam-son", "PGD-Nam-Son")))


def test_a_missing_id_is_named_by_its_number(tmp_path: Path) -> None:
    message = wrong(registry(tmp_path, GOOD + GOOD.replace('id = "pgd-nam-son"\n', "")))
    assert "number 2" in message
    assert "'id'" in message


def test_a_doubled_id_within_a_file(tmp_path: Path) -> None:
    path = registry(tmp_path, GOOD + GOOD)
    message = wrong(path)
    assert message.count(str(path)) == 2
    assert "'pgd-nam-son'" in message
    assert "'id'" in message


def test_a_doubled_id_across_files(tmp_path: Path) -> None:
    one, two = registry(tmp_path, GOOD, "a.toml"), registry(tmp_path, GOOD, "b.toml")
    message = wrong(tmp_path)
    assert str(one) in message
    assert str(two) in message
    assert "'pgd-nam-son'" in message


def test_an_id_that_a_bundled_site_has(tmp_path: Path) -> None:
    message = wrong(registry(tmp_path, GOOD.replace("pgd-nam-son", "pgdthanhkhe")))
    assert "da-nang.toml" in message
    assert "rieng.toml" in message
    assert "'pgdthanhkhe'" in message


@pytest.mark.parametrize(
    "text",
    [
        "[[site]\nid = 1",
        'id = "x"\n' + GOOD,
        'provinz = "Điện Biên"\n' + GOOD,
        GOOD.replace("[[site]]", "[site]"),
        "site = 3",
    ],
    ids=["broken", "key outside", "misspelt", "one bracket", "number"],
)
def test_a_file_of_the_wrong_shape_is_named(tmp_path: Path, text: str) -> None:
    path = registry(tmp_path, text)
    assert str(path) in wrong(path)


def test_a_list_of_what_is_no_table(tmp_path: Path) -> None:
    assert "rieng.toml" in wrong(registry(tmp_path, "site = [1]"))


def test_a_province_that_is_no_text(tmp_path: Path) -> None:
    message = wrong(registry(tmp_path, "province = 12\n" + GOOD))
    assert "rieng.toml" in message
    assert "'province'" in message


def test_a_file_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "cu.toml").write_bytes(GOOD.encode("utf-16"))
    assert "cu.toml" in wrong(tmp_path)


def test_a_missing_path(tmp_path: Path) -> None:
    assert str(tmp_path / "khong-co.toml") in wrong(tmp_path / "khong-co.toml")


def site(home_url: str, name: str = "x") -> Site:
    return Site(name, name, home_url, "generic")


@pytest.mark.parametrize(
    ("home", "url", "owned"),
    [
        ("http://pgd.example/", "http://pgd.example/tin/1.html", True),
        ("http://pgd.example/", "https://www.pgd.example/tin/1.html", True),
        ("https://www.pgd.example/", "http://pgd.example", True),
        ("http://pgd.example/", "http://PGD.example:80/", True),
        ("http://pgd.example/", "http://pgd.example:8080/", False),
        ("http://pgd.example:8080/", "http://pgd.example:8080/tin", True),
        ("http://pgd.example:8080/", "http://pgd.example/tin", False),
        ("http://pgd.example/", "http://thcs.pgd.example/", False),
        ("http://pgd.example/", "http://pgd.example.bad.example/", False),
        ("http://pgd.example/", "http://bad.example/http://pgd.example/", False),
        ("http://pgd.example/", "http://pgd.example@bad.example/", False),
        ("http://cong.example/pgd/", "http://cong.example/pgd/tin/1", True),
        ("http://cong.example/pgd/", "http://cong.example/pgd/", True),
        ("http://cong.example/pgd/", "http://cong.example/pgdkhac/tin", False),
        ("http://cong.example/pgd/", "http://cong.example/", False),
        ("http://cong.example/pgd/index.php", "http://cong.example/pgd/tin/1", True),
        ("http://pgd.example/", "mailto:pgd@pgd.example", False),
    ],
)
def test_owns(home: str, url: str, owned: bool) -> None:
    assert site(home).owns(url) is owned


def test_site_of_takes_the_longest_folder() -> None:
    tenants = [
        site("http://cong.example/", "cong"),
        site("http://cong.example/pgd/", "pgd"),
        site("http://khac.example/", "khac"),
    ]

    def name(url: str) -> str | None:
        found = site_of(url, tenants)
        return found.id if found else None

    assert name("http://cong.example/pgd/tin/1") == "pgd"
    assert name("https://www.cong.example/so/tin/1") == "cong"
    assert name("http://khac.example/x") == "khac"
    assert name("http://la.example/x") is None


def test_a_site_knows_its_host_and_folder() -> None:
    tenant = site("https://www.cong.example:8443/pgd/index.html")
    assert (tenant.host, tenant.path) == ("www.cong.example:8443", "/pgd/")
    assert host_of(tenant.home_url) == tenant.host
    assert tenant.cms is FAMILIES["generic"]
