"""Reading the demo's texts (overview/data/demo/README.md tells their format)."""

import json
from pathlib import Path
from typing import Any

from praksis import reference

DATA = Path(__file__).parent.parent / "data" / "demo"


def read(name: str) -> dict[str, Any]:
    """One file, by its name without the ending."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def read_all(folder: str) -> list[dict[str, Any]]:
    """Every file of a folder, in the order of their names."""
    return [read(f"{folder}/{path.stem}") for path in sorted((DATA / folder).glob("*.json"))]


def institution_names() -> dict[str, tuple[str, str]]:
    """The municipality's code and the name of every institution, by its key."""
    rows = reference.read(reference.DATA / "institutions.csv")
    return {row["key"]: (row["municipality_code"], row["name"]) for row in rows}
