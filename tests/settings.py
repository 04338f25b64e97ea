"""The product's settings, with what only tests need."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="praksis-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DATA_DIR", str(_scratch))

from praksis.settings import *  # noqa: E402, F403
from praksis.settings import DATABASES, MIDDLEWARE, STORAGES, TEMPLATES  # noqa: E402
from tests.undefined import Undefined  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # An in-memory database cannot be shared by threads: they would meet "table is locked".
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
