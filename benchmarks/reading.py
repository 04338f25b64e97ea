"""How many queries a page asks, and how many rows the database looks at to answer them."""

from collections.abc import Callable, Iterator

from django.db import connection

AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


def of(open_page: Callable) -> tuple[int, int]:
    """The queries, counting neither BEGIN, COMMIT nor savepoints, and the rows looked at by those that only read."""
    asked: list[tuple] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(AROUND):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        open_page()
    return len(asked), sum(rows(sql, params) for sql, params in asked if sql.startswith("SELECT"))


def rows(sql: str, params) -> int:
    """The rows that the plan of a query reads from tables and indexes, those left out again included."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        if "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql:
            sql = sql.partition(" FOR ")[0]
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    return sum(_read(node) for node in _nodes(plan[0]["Plan"]))


def _nodes(node: dict) -> Iterator[dict]:
    yield node
    for child in node.get("Plans", []):
        yield from _nodes(child)


def _read(node: dict) -> int:
    if "Scan" not in node["Node Type"] or "Relation Name" not in node:
        return 0
    left_out = sum(count for name, count in node.items() if name.startswith("Rows Removed"))
    return int((node["Actual Rows"] + left_out) * node["Actual Loops"])
