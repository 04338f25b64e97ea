"""Storing documents."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document


@transaction.atomic
def store(
    case, *, kind: str, title: str, filename: str, content: bytes, content_type: str, by: Actor, audience=Audience.PARTY
) -> Document:
    """Keep a file on the case. The file is written before the row that points to it, under a name of its own.

    Raises OSError where it cannot be written; then nothing is left of it.
    """
    document = Document(
        case=case,
        kind=kind,
        title=title,
        filename=filename,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        audience=audience,
        created_by=by.user,
    )
    document.file.save(f"{uuid.uuid4()}", ContentFile(content), save=False)
    document.save(force_insert=True)
    return document
