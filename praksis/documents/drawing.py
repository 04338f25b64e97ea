"""Doing a claimed piece of work whose result is a PDF: draw it, keep it, or say why there is none."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError

from praksis.documents.assets import bundled
from praksis.documents.rendering import RenderFailed, renderer
from praksis.work import Work

logger = logging.getLogger("praksis.documents")

Claimed = TypeVar("Claimed", bound=Work)


def draw(
    work: Claimed,
    *,
    page: Callable[[Claimed], str],
    keep: Callable[[Claimed, bytes], bool],
    fail: Callable[[Claimed, str], None],
) -> bool:
    """Make the PDF of `page` and `keep` it; whatever went wrong is given to `fail`, for the ladder of tries.

    True where it was kept. Raises DatabaseError: then nothing can be written down, and the lease runs out by itself.
    """
    try:
        return keep(work, renderer.render(page(work), bundled()))
    except RenderFailed as error:
        fail(work, str(error))
    except OSError as error:  # no room for the file, or for one more process
        fail(work, f"{type(error).__name__}: {error.strerror}")
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be drawn must not come back for ever unseen
        logger.error("%s %s cannot be made: %s", type(work).__name__, work.pk, type(error).__name__)
        fail(work, type(error).__name__)
    return False
