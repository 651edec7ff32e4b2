"""`metadata.yml` comes in, what Datasette's pages show about the archive comes out."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from datasette.utils import parse_metadata

DATABASE = "archive"  # Datasette names a database after its file, and the file is `archive.db`


def is_own_instance(datasette: Any) -> bool:
    """Say whether the archive is the only database that this Datasette serves."""
    return set(datasette.databases) - {"_internal"} == {DATABASE}


def describe(own_instance: bool) -> dict[str, Any]:
    """Return the metadata, each time anew; title and description of the whole instance only if it is our own."""
    about: dict[str, Any] = json.loads(_stored())
    found: dict[str, Any] = {"databases": {DATABASE: about}}
    if own_instance:
        found |= {name: value for name, value in about.items() if isinstance(value, str)}
    return found


@cache
def _stored() -> str:
    text = (Path(__file__).parent / "metadata.yml").read_text(encoding="utf-8")
    return json.dumps(parse_metadata(text))
