"""A parser of what a terminal sends: keys, the mouse and pastes as events, and nothing else.

Textual's own parser (8.2.8) reads a control sequence that it does not know as the keys of its
characters: a late answer with the terminal's attributes, colours or version then opens the help or
types into the filter. So does a sequence that is longer than 32 characters or arrives in two parts.
A number that is no character ends it with an error, as does a position in a terminal without width.
Here each sequence is first read whole, by the grammar of ECMA-48, and an unknown one is dropped.
"""

import re
from collections.abc import Generator, Iterator
from contextlib import suppress
from time import monotonic

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Paste, Resize
from textual.message import Message

PATIENCE = 1.0
"""Seconds to wait for the rest of an answer; a key that looks like the beginning of one waits only
for Textual's ESCAPE_DELAY."""
PATIENCE_WITH_A_PASTE = 10.0
"""Seconds after which a paste without an end is dropped."""
MAX_CELLS = 5_000
"""The most columns or rows; the size of a terminal that claims to have more is ignored."""
LONGEST = 32
"""The most characters of a control sequence that Textual reads."""
MAX_UNREAD = 100_000
"""Characters of a paste that are kept; text boxes take fewer."""

_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
# A control sequence, such as that of a key or a mouse. Some of rxvt (\x1b[23$), of the Linux
# console (\x1b[[A) and of old mice (\x1b[M and three characters) are outside the grammar.
_CONTROL = re.compile(r"\x1b\[(?:\d+\$|\[.|M.{3}|(?![\[M])[0-?]*[ -/]*[@-~])", re.DOTALL)
# A control string, such as a colour or a version: OSC, DCS, APC, PM or SOS, up to its end.
_STRING = re.compile(r"\x1b[\]P_^X][^\x00-\x1f\x9c]*(?:\x07|\x1b\\|\x9c)")
_BEGUN = re.compile(
    r"\x1b(?:\[(?:\[|M.{0,2}|[0-?]*[ -/]*)|[\]P_^X][^\x00-\x1f\x9c]*\x1b?)?", re.DOTALL
)
# The beginning of an answer that cannot be a key with Alt, as \x1b] alone could be.
_ANSWER = re.compile(r"\x1b(?:\[[0-?]+[ -/]*|(?:\]\d|P[ -?]|_G)[^\x00-\x1f\x9c]*)")


class TerminalInput:
    """A parser for the input of a terminal, in whatever parts it arrives; for any driver."""

    def __init__(self, *, debug: bool = False) -> None:
        self._keys = _Keys(debug)
        self._held = ""
        """The beginning of a sequence, or of the end mark of a paste."""
        self._since = 0.0
        """When its last part arrived, by `monotonic`."""
        self._pasted: str | None = None
        """The text of a paste so far; None outside a paste."""

    def feed(self, text: str) -> Iterator[Message]:
        """Yield the events of new input; an incomplete sequence waits for more."""
        if not text:
            return  # without new input, what is held does not wait longer
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is not None:
                text = yield from self._paste(self._pasted, text)
                continue
            plain, escape, rest = text.partition("\x1b")
            yield from self._keys.read(plain)
            text = (yield from self._escape(escape + rest)) if escape else ""

    def _escape(self, text: str) -> Generator[Message, None, str]:
        """Read the sequence at the beginning of a text, if there is one; returns the rest."""
        if whole := _STRING.match(text):
            return text[whole.end() :]
        if whole := _CONTROL.match(text):
            if whole[0] == _PASTE:
                self._pasted, self._since = "", monotonic()
            elif len(whole[0]) <= LONGEST:
                yield from self._keys.read_whole(whole[0])
            return text[whole.end() :]
        if _BEGUN.fullmatch(text):
            self._hold(text)
            return ""
        if broken := _ANSWER.match(text):
            return text[broken.end() :]
        yield from self._keys.read(text[0])
        return text[1:]

    def tick(self) -> Iterator[Message]:
        """Yield the events of what has waited long enough; call it about ten times a second."""
        if self._pasted is not None:
            if monotonic() >= self._since + PATIENCE_WITH_A_PASTE:
                self._held, self._pasted = "", None
        elif self._held:
            answer = _ANSWER.match(self._held)
            if monotonic() >= self._since + (PATIENCE if answer else constants.ESCAPE_DELAY):
                held, self._held = self._held, ""
                if not answer:
                    yield from self._keys.read_keys(held)
        yield from self._keys.tick()

    def _hold(self, text: str) -> None:
        kept = text
        if len(text) > LONGEST:  # it is dropped: its kind and its possible end are enough
            kept = text[:LONGEST] + ("\x1b" if text.endswith("\x1b") else "")
        self._held, self._since = kept, monotonic()

    def _paste(self, pasted: str, text: str) -> Generator[Message, None, str]:
        """Collect the text of a paste; returns the rest."""
        more, end, rest = text.partition(_PASTE_END)
        if end:
            self._pasted = None
            yield Paste((pasted + more)[:MAX_UNREAD])
            return rest
        last = text[max(text.rfind("\x1b"), 0) :]
        self._held, self._since = last if _PASTE_END.startswith(last) else "", monotonic()
        self._pasted = (pasted + text.removesuffix(self._held))[:MAX_UNREAD]
        return ""


class _Keys(XTermParser):
    """Textual's parser, which is given each control sequence whole and alone."""

    def read(self, text: str) -> Iterator[Message]:
        """Yield the events of a text without control sequences."""
        if text:  # Textual takes empty text for the end of all input
            yield from self.feed(text)

    def read_whole(self, sequence: str) -> Iterator[Message]:
        """Yield the events of a control sequence; none if Textual does not know it."""
        with suppress(ValueError, ArithmeticError):  # an impossible key or position
            for message in self.feed(sequence):
                if not isinstance(message, Resize) or max(message.size) <= MAX_CELLS:
                    yield message
        # Reset the parser: it would wait for more, and then read all of it as keys.
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None

    def read_keys(self, text: str) -> Iterator[Message]:
        """Yield the events of an escape sequence that was not completed in time."""
        yield from self.read(text)
        self._timeout_time = 0.0
        yield from self.tick()
