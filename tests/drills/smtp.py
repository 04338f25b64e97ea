"""A mail server of the test's own: it counts what it has taken, and behaves as badly as the test wants.

How it answers one letter stands in the recipient's address: `hang-7@kommune.example` meets a server that is silent from
RCPT on. How it answers everybody is a property of the server.
"""

import asyncio
import time
from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

LATER, UNKNOWN = "451 Try again later", "550 No such person"


class Postbox:
    """What arrived and what was tried, and the faults of the moment."""

    def __init__(self):
        self.port = 0
        self.lines: set = set()
        # Message-IDs in the order in which the server took responsibility for them, with the second of its clock
        self.taken: list[tuple[str, float]] = []
        # Every RCPT: the recipient, and the second of the wall clock
        self.tries: list[tuple[str, float]] = []
        # How long it looks at a letter before it takes it, and how many it looks at now
        self.seconds = 0.0
        self.looking = 0
        # Accepts connections and says nothing
        self.is_mute = False
        # Forgives every recipient
        self.is_well = False
        # Takes letters, and is silent when it is told good-bye
        self.is_mute_at_quit = False

    @property
    def url(self) -> str:
        """What EMAIL_URL is to be."""
        return f"smtp://127.0.0.1:{self.port}"

    def message_ids(self) -> list[str]:
        """Everything that was taken, a duplicate as often as it came."""
        return [message_id for message_id, _ in list(self.taken)]

    def letters(self) -> set[str]:
        """The ids of our letters that were taken: they stand in the Message-IDs (praksis/mail/delivery.py)."""
        return {message_id.strip("<").partition("@")[0] for message_id in self.message_ids()}

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing was taken for so long."""
        return time.monotonic() > max(at for _, at in list(self.taken)) + seconds

    def duplicates(self) -> int:
        """How many letters too many were taken."""
        return sum(times - 1 for times in Counter(self.message_ids()).values())

    def tried(self, address: str) -> list[float]:
        """When this recipient was tried."""
        return [at for recipient, at in list(self.tries) if recipient == address]

    def fault(self, address: str) -> str:
        """What the recipient's address asks for: "451", "550", "drop", "hang" or nothing."""
        return "" if self.is_well else address.partition("-")[0]

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        self.tries.append((address, time.time()))
        fault = self.fault(address)
        if fault == "hang":
            await silence()
        if fault in {"451", "550"}:
            return LATER if fault == "451" else UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.fault(envelope.rcpt_tos[0]) == "drop":
            server.transport.abort()
            return "421 Gone"
        self.looking += 1
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.looking -= 1
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        self.taken.append((message_id, time.monotonic()))
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        if self.is_mute_at_quit:
            await silence()
        return "221 Bye"


async def silence():
    """Until the other side hangs up, or the server ends."""
    await asyncio.Event().wait()


class Conversation(SMTP):
    """One client's connection; a mute server does not even greet."""

    def connection_made(self, transport):
        self.event_handler.lines.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error):
        self.event_handler.lines.discard(self.transport)
        super().connection_lost(error)

    async def _handle_client(self):
        if self.event_handler.is_mute:
            try:
                await silence()
            finally:
                if self.transport:  # the other side may have hung up first
                    self.transport.abort()
        await super()._handle_client()


class MailServer(Controller):
    """Serves a Postbox on a port that the system chooses."""

    def __init__(self):
        self.postbox = Postbox()
        super().__init__(self.postbox, hostname="127.0.0.1", port=0, server_hostname="localhost")

    def factory(self):
        return Conversation(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def _hang_up(self):
        for line in list(self.postbox.lines):
            line.abort()
        await asyncio.sleep(0)  # the loop closes them in its next round

    def __enter__(self) -> Postbox:
        self.start()
        self.postbox.port = self.port
        return self.postbox

    def __exit__(self, *error):
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(timeout=10)
        self.stop()
