"""Redis as it is needed here: it tells a worker to look, and nothing is lost when it forgets.

Kombu's worker keeps in Redis which messages it holds, so that they come again when it dies. When Redis is frozen or
full that bookkeeping fails, and then the worker ends, or holds for ever what it cannot give back and asks for no more.
Here the rows know what is to be done (praksis/work.py), so a worker goes on without it.
"""

import logging
from functools import partial

from kombu.transport import redis, virtual
from redis.exceptions import RedisError

logger = logging.getLogger("praksis.work")
AWAY = (RedisError, OSError)


class QoS(redis.QoS):
    """Which messages this worker holds. Its own count is right also where Redis' is not."""

    # What a broken connection held is found by the sweep; putting it back needs the connection.
    restore_at_shutdown = False

    @property
    def is_cut_off(self) -> bool:
        """Whether the connection broke by which the messages came. Kombu ends the worker that still uses it."""
        return self.channel.closed

    def append(self, message, delivery_tag):
        """Hold a message."""
        try:
            super().append(message, delivery_tag)
        except AWAY as error:
            _say("a message was not noted", error)
            virtual.QoS.append(self, message, delivery_tag)

    def ack(self, delivery_tag):
        """Let go of a message whose job is done. One that Redis still notes comes again, and finds its row done."""
        self._let_go(super().ack, delivery_tag, "the end of a job was not noted")

    def reject(self, delivery_tag, requeue=False):
        """Let go of a message whose job nobody did; the sweep finds its row."""
        self._let_go(partial(super().reject, requeue=requeue), delivery_tag, "a job was not given back")

    def _let_go(self, tell_redis, delivery_tag, otherwise: str):
        if not self.is_cut_off:
            try:
                tell_redis(delivery_tag)
                return
            except AWAY as error:
                _say(otherwise, error)
        virtual.QoS.ack(self, delivery_tag)


def _say(what: str, error: Exception) -> None:
    logger.warning("%s by Redis: %s", what, type(error).__name__)


class Channel(redis.Channel):
    """Kombu's, with our bookkeeping."""

    QoS = QoS


class Transport(redis.Transport):
    """Kombu's, with our channel. Named by CELERY_BROKER_TRANSPORT."""

    Channel = Channel
