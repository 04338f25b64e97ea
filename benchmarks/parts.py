"""The parts of the bench, by the names that `make bench PARTS=…` knows."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import exports, first_visit, load, pages, pdf, sums
from benchmarks.data.dataset import Known
from benchmarks.rows import Row


@dataclass(frozen=True)
class Part:
    """One table: its heading, what it says, and what makes it."""

    title: str
    about: str
    run: Callable[[Known], list[Row]]


MODULES = {"pages": pages, "exports": exports, "pdf": pdf, "sums": sums, "first_visit": first_visit, "load": load}
# These make what they measure themselves, so for them alone no data are made.
WITHOUT_DATA = {"sums"}
PARTS = {name: Part(module.TITLE, module.ABOUT, module.run) for name, module in MODULES.items()}
