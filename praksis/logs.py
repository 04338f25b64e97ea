"""What a line of the log says: never a person, never a secret, never what somebody wrote.

An exception's text may quote any of them (PostgreSQL's "already exists" quotes the row), so a line tells its type and
where it happened, nothing more. Gunicorn's master reads this file before there are settings: only Python's own library
may be imported here.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

HIDDEN = "[skjult]"
# A personal link's token, a key for a new password or for confirming an address: long, and not the id of a row.
SECRET = re.compile(r"[\w.:-]{32,}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Only what stands between two slashes can be part of an address.
PART = re.compile(r"(?<=/)[^/\s?\"']+")
# What a person searched for
QUERY = re.compile(r"(?<=\S)\?[^\s\"']+")
EMAIL = re.compile(r"[^\s@/<>\"'(),;:=?&\[\]]+(?:@|%40)[^\s@/<>\"'(),;:&\[\]]+\.[a-zA-Z]{2,}")
# Gunicorn's words for a request it could not read go on with the visitor's address and a line of the request.
UNREADABLE = re.compile(r"(?s)^Invalid request from ip=.*")
TRACEBACK = re.compile(r"(?s)Traceback \(most recent call last\).*")
# What Celery knows of a task's run that may quote people
OF_A_TASK = {"exc", "traceback", "args", "kwargs", "return_value"}

ROOT = f"{Path(__file__).resolve().parent.parent}/"
# A longer chain of causes, or of calls, tells nothing more.
MOST_CAUSES, MOST_CALLS = 5, 20


def configuration(kind: str, *, with_texts: bool = False) -> dict:
    """Python's logging for `kind` json or plain. `with_texts` also prints exceptions in full, for a developer's eyes.

    Raises ValueError for another kind.
    """
    if kind not in FORMATTERS:
        raise ValueError(f"LOG_FORMAT is {kind!r}; it can be {' or '.join(FORMATTERS)}.")
    ours = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": FORMATTERS[kind], "with_texts": with_texts}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "praksis": {"level": "INFO"},
            # Django's own handlers write in their own way, and by mail.
            "django": {"handlers": [], "level": "INFO" if with_texts else "WARNING"},
            "gunicorn.error": ours,
            # That of Celery's processes, which no other handler reaches
            "multiprocessing": {**ours, "level": "ERROR"},
        },
    }


class Line(logging.Formatter):
    """What both kinds of line have in common."""

    def __init__(self, with_texts: bool = False):
        super().__init__()
        self.with_texts = with_texts


class Json(Line):
    """One JSON object on one line: time, level, logger, message, a record's `facts`, and where an exception came up."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": words(record),
            **getattr(record, "facts", {}),
        }
        told = list(causes(record))
        if told:
            line["exception"], *others = told
            if others:
                line["because_of"] = others
        return json.dumps(line, default=str)


class Plain(Line):
    """A line to be read by people; an exception's calls stand below it."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{datetime.fromtimestamp(record.created):%F %T} {record.levelname} {record.name} {words(record)}"]  # noqa: DTZ006 - the machine's own time, as people read it
        for told in causes(record):
            lines += [f"  {told['type']}", *(f"    {place}" for place in told["where"])]
        if self.with_texts and record.exc_info and record.exc_info[0]:
            lines.append("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return "\n".join(lines)


FORMATTERS = {"json": Json, "plain": Plain}


def words(record: logging.LogRecord) -> str:
    """The record's message without addresses, secrets and the texts of exceptions."""
    message = _written(record)
    for error in _chain(record):
        for text in (repr(error), str(error)):
            if len(text) > 2:
                message = message.replace(text, type(error).__name__)
    message = UNREADABLE.sub("Invalid request", TRACEBACK.sub(HIDDEN, message))
    return PART.sub(_hide, EMAIL.sub(HIDDEN, QUERY.sub(f"?{HIDDEN}", message)))


def _written(record: logging.LogRecord) -> str:
    message, args = str(_tame(record.msg)), record.args
    if isinstance(args, Mapping):
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else HIDDEN
        args = {name: kind if name in OF_A_TASK else _tame(value) for name, value in args.items()}
    else:
        args = tuple(_tame(value) for value in args or ())
    try:
        return message % args if args else message
    except (TypeError, ValueError, KeyError):  # a mistake in a log call must not print its arguments
        return message


def _tame(value):
    return type(value).__name__ if isinstance(value, BaseException) else value


def _hide(found: re.Match) -> str:
    part = found[0]
    return part if ID.fullmatch(part) or not SECRET.fullmatch(part) else HIDDEN


def causes(record: logging.LogRecord) -> Iterator[dict]:
    """The record's exception and what it came of: the type of each, and the calls that led to it."""
    for number, error in enumerate(_chain(record)):
        # The worker's parent process knows of its child's exception only by what stands in the record.
        trace = record.exc_info[2] if number == 0 and record.exc_info else error.__traceback__
        yield {"type": f"{type(error).__module__}.{type(error).__qualname__}", "where": _places(trace)}


def _chain(record: logging.LogRecord) -> Iterator[BaseException]:
    error = record.exc_info[1] if record.exc_info else None
    for _ in range(MOST_CAUSES):
        if not isinstance(error, BaseException):
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(trace) -> list[str]:
    """The innermost calls, each as "file:line function"."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.rpartition("/site-packages/")[2].removeprefix(ROOT).removeprefix(f"{sys.base_prefix}/")
        found.append(f"{file}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-MOST_CALLS:]
