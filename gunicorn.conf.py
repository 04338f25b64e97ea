"""How gunicorn serves Praksis: one process with everything inside without Redis, else as many workers as asked for."""

import os
import runpy
import signal
from pathlib import Path

EMBEDDED = not os.environ.get("REDIS_URL")

wsgi_app = "praksis.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
# The in-memory broker reaches only its own process, so the embedded default has exactly one.
workers = 1 if EMBEDDED else int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
graceful_timeout = 20
# Longer than a proxy keeps an idle connection: the proxy must close it, else a request may meet the closing.
keepalive = 75
control_socket_disable = True
# A heartbeat on a slow disk can make gunicorn kill a healthy worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# No access log: the addresses of personal links are secrets.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")
# Read by its path: importing the package would bring Celery into the master.
logconfig_dict = runpy.run_path(str(Path(__file__).with_name("praksis") / "logs.py"))["configuration"](
    os.environ.get("LOG_FORMAT", "plain" if EMBEDDED else "json")
)
logconfig_dict["loggers"]["gunicorn.error"]["level"] = loglevel.upper()


def post_worker_init(worker):
    """Leave Ctrl-C to the master, and start Celery's worker and beat here when no Redis connects them from outside.

    Ctrl-C reaches every process of a terminal. A worker that is already ending because of it waits for ever on a lock
    of its own when the master then tells it to end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if EMBEDDED:
        from praksis import embedded  # only now: importing it loads the settings, which the master must not do

        embedded.start()


def worker_exit(server, worker):
    """Stop them with the process."""
    if EMBEDDED:
        from praksis import embedded

        embedded.stop()
