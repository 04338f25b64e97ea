"""What a part of the bench found out: rows, and the table made of them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One line of a part's table: what was measured, the figures by column, and the budget with whether it holds.

    `holds` is None where there is no budget: the row is there for comparison.
    """

    what: str
    figures: dict[str, str] = field(default_factory=dict)
    budget: str = ""
    holds: bool | None = None


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table; the columns are those of the first row."""
    columns = list(rows[0].figures)
    lines = ["| | " + " | ".join(columns) + " | budget | |", "|---" + "|---:" * len(columns) + "|---|---|"]
    for row in rows:
        figures = " | ".join(row.figures.get(column, "") for column in columns)
        verdict = {True: "ok", False: "**not**", None: ""}[row.holds]
        lines.append(f"| {row.what} | {figures} | {row.budget} | {verdict} |")
    return "\n".join(lines)
