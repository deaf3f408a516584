"""Keys that come in one piece act in their order, each where the one before has led."""

import re
from collections import deque
from dataclasses import dataclass
from time import monotonic

from textual.app import App
from textual.events import Event, InputEvent, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from minusma_tui.app.widgets.text_box import LONGEST

TYPED_AHEAD = 50
"""Keys that are still done before Ctrl+Q; of more than that nobody remembers what they were for."""
PATIENCE = 2.0
"""Seconds after which the next key no longer waits for one that got lost."""
_ROUNDS = 2
"""How often the path is followed: once behind the key, and once behind what it made others say."""

_STEP = re.compile(
    r"(?:move|page|jump|step|event|month|day|home|end|(?:scroll|page|cursor|delete)_\w+)(?:\(.*\))?"
)
"""Actions that leave the screen, and what has the focus there, as they are."""


@dataclass
class Followed(Message):
    """Goes the way that a key went; where the app has it, the key has done what it does."""

    rounds: int


class KeyOrder(App[None]):
    """Lets each key wait until the one before it has done what it does.

    Textual (8.2.8) sends a key to what has the focus when it is read. Where a slow line or a macro
    brings several in one piece, the one before may not have moved the focus yet: what is typed
    behind Enter in the filter went into the filter, and a date behind the key that asks for it was
    taken for commands. What waits for a text box goes into it in one step.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[InputEvent | Paste] = deque()
        self._followed: Followed | None = None
        """What follows the last key, until it is here."""
        self._since = 0.0

    def on_mount(self) -> None:
        # What follows a key in a dialog that leaves gets lost with it.
        self.screen_change_signal.subscribe(self, self._follow_again, immediate=True)

    @property
    def message_queue_size(self) -> int:
        """With the keys that wait, for whoever sends more only when there are few."""
        return super().message_queue_size + len(self._waiting)

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            if self.screen_stack or not isinstance(event, Key):  # else it is ending
                await super().on_event(event)
            return
        if isinstance(event, Key) and event.key == "ctrl+q" and len(self._waiting) > TYPED_AHEAD:
            self._waiting.clear()
        self._waiting.append(event)
        if self._followed is not None and monotonic() > self._since + PATIENCE:
            self._followed = None
        await self._go_on()

    async def on_followed(self, followed: Followed) -> None:
        if followed is not self._followed:
            return  # another screen has come since
        self._follow(followed.rounds - 1)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and self._followed is None and self.screen_stack:
            event = self._next()
            await super().on_event(event)
            if isinstance(event, Key | Paste) and not (self._waiting and self._stays(event)):
                self._since = monotonic()
                self._follow(_ROUNDS)

    def _next(self) -> InputEvent | Paste:
        """The next of those that wait; for a text box all that is typed until another key."""
        event = self._waiting.popleft()
        if not isinstance(self.focused, Input):
            return event
        typed = _letter(event)
        while typed and self._waiting and (letter := _letter(self._waiting[0])):
            self._waiting.popleft()
            typed += letter
        return Paste(typed[:LONGEST]) if len(typed) > 1 else event

    def _stays(self, event: Key | Paste) -> bool:
        """Whether it leads nowhere else, as a step in a list: then the next need not wait for it.

        So what many held keys say can be said once.
        """
        if not isinstance(event, Key) or (isinstance(self.focused, Input) and event.is_printable):
            return False
        active = self.screen.active_bindings.get(event.key)
        return active is not None and _STEP.fullmatch(active.binding.action) is not None

    def _follow(self, rounds: int) -> None:
        """Send something behind the key, if it is to be followed any more."""
        self._followed = Followed(rounds) if rounds else None
        if self._followed and not (self.focused or self.screen).post_message(self._followed):
            self._followed = None

    def _follow_again(self, _screen: Screen[object]) -> None:
        if self._followed is not None:
            self._follow(_ROUNDS)


def _letter(event: InputEvent | Paste) -> str:
    """What is typed with a key; nothing for others."""
    return (event.character or "") if isinstance(event, Key) and event.is_printable else ""
