"""Keys that arrive in one read act in order, each where the one before it has led."""

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
"""How many waiting keys still act before Ctrl+Q; if there are more, it drops them all."""
PATIENCE = 2.0
"""Seconds after which a key no longer waits for one that was lost."""
_ROUNDS = 2
"""How many messages follow a key: one behind the key, one behind the messages it caused."""

_STEP = re.compile(
    r"(?:move|page|jump|step|event|month|day|home|end|(?:scroll|page|cursor|delete)_\w+)(?:\(.*\))?"
)
"""Actions that change neither the screen nor the focus."""


@dataclass
class Followed(Message):
    """Follows a key through the same widgets; once the app has it, the key has had its effect."""

    rounds: int


class KeyOrder(App[None]):
    """An app in which each key waits until the one before it has had its effect.

    Textual (8.2.8) sends a key to the widget that has the focus when the key is read. If a slow
    line or a macro brings several keys at once, the one before may not have moved the focus yet:
    what was typed after Enter in the filter went into the filter, and a date typed after the key
    that asks for it was taken for commands. Characters that wait for a text box go into it in one
    step.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[InputEvent | Paste] = deque()
        self._followed: Followed | None = None
        """The message behind the last key, until it arrives."""
        self._since = 0.0

    def on_mount(self) -> None:
        # A message to a dialog that closes is lost with it, so another one is sent.
        self.screen_change_signal.subscribe(self, self._follow_again, immediate=True)

    @property
    def message_queue_size(self) -> int:
        """Count the waiting keys too, for a driver that reads more only if little is waiting."""
        return super().message_queue_size + len(self._waiting)

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            if self.screen_stack or not isinstance(event, Key):  # else the app is ending
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
        """The next waiting event; for a text box, all characters up to another key as a paste."""
        event = self._waiting.popleft()
        if not isinstance(self.focused, Input):
            return event
        typed = _letter(event)
        while typed and self._waiting and (letter := _letter(self._waiting[0])):
            self._waiting.popleft()
            typed += letter
        return Paste(typed[:LONGEST]) if len(typed) > 1 else event

    def _stays(self, event: Key | Paste) -> bool:
        """Whether a key moves neither screen nor focus, so that the next need not wait for it.

        The messages of a held key can then replace each other.
        """
        if not isinstance(event, Key) or (isinstance(self.focused, Input) and event.is_printable):
            return False
        active = self.screen.active_bindings.get(event.key)
        return active is not None and _STEP.fullmatch(active.binding.action) is not None

    def _follow(self, rounds: int) -> None:
        """Send a message behind the key, unless no rounds are left."""
        self._followed = Followed(rounds) if rounds else None
        if self._followed and not (self.focused or self.screen).post_message(self._followed):
            self._followed = None

    def _follow_again(self, _screen: Screen[object]) -> None:
        if self._followed is not None:
            self._follow(_ROUNDS)


def _letter(event: InputEvent | Paste) -> str:
    """The character that a key types; empty for other events."""
    return (event.character or "") if isinstance(event, Key) and event.is_printable else ""
