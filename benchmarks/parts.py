"""The parts of the bench, by the names that `make bench PARTS=…` knows."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import first_visit, load, pages, pdf
from benchmarks.data.dataset import Known
from benchmarks.rows import Row


@dataclass(frozen=True)
class Part:
    """One table: its heading, what it says, and what makes it."""

    title: str
    about: str
    run: Callable[[Known], list[Row]]


PARTS = {
    name: Part(module.TITLE, module.ABOUT, module.run)
    for name, module in {"pages": pages, "pdf": pdf, "first_visit": first_visit, "load": load}.items()
}
