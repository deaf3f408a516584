"""Where in the file does a value stand? Asked only once there is a problem to point at."""

import re
from dataclasses import dataclass, field

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from minusma_tui.model.walk import KeyPath

# Escapes of TOML 1.1, which the grammar does not know, and what it takes in their place; each
# as long as the other, so that no place moves.
_NEW_ESCAPES = re.compile(rb"\\\\|\\e|\\x")
_KNOWN_ESCAPES = {b"\\\\": b"\\\\", b"\\e": b"\\t", b"\\x": b"\\\\"}


@dataclass(slots=True)
class _Spot:
    """One key of a table or one item of an array."""

    key: Node
    """The key, or the header of a table."""
    value: Node
    children: "dict[str | int, _Spot]" = field(default_factory=dict)
    last: "_Spot | None" = None
    """Of an array of tables: the table that headers go on with."""
    unread: list[Node] = field(default_factory=list)
    """What stands in it, and becomes children when a path leads there."""


class Locations:
    """The places of a TOML document.

    What the grammar cannot read costs places, not the answer: the nearest known place stands in.
    """

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._bytes = source.encode()
        readable = _NEW_ESCAPES.sub(lambda match: _KNOWN_ESCAPES[match[0]], self._bytes)
        root = Parser(Language(tree_sitter_toml.language())).parse(readable).root_node
        self._root = _Spot(root, root, unread=[root])
        for node in root.named_children:
            if node.type in ("table", "table_array_element") and node.named_child_count:
                self._add_table(node)

    def place(self, path: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path, or of its key.

        Passed over are the steps to a claim that the file does not spell out, as in
        `departed, 0, value`; at any other step that is not in the file the path ends.
        """
        spot = self._root
        for index, step in enumerate(path):
            child = self._children(spot).get(step)
            if child is None and not (isinstance(step, int) or step == "value"):
                break
            if child is None or (
                # An item of an array that is itself the value, and no claim.
                isinstance(step, int)
                and path[index + 1 : index + 2] == ("value",)
                and "value" not in self._children(child)
            ):
                continue
            spot = child
        if spot is self._root:
            return 1, 1
        row, byte = (spot.key if key else spot.value).start_point
        before = self._lines[row].encode()[:byte]
        return row + 1, len(before.decode(errors="ignore")) + 1

    def _add_table(self, node: Node) -> None:
        """Enter the table of a header; what stands under it is read when it is asked for."""
        header = node.named_children[0]
        spot = self._enter(self._root, header, header)
        if node.type == "table_array_element":
            items = len(spot.children)
            spot.last = spot.children[items] = _Spot(header, header)
            spot = spot.last
        spot.key = spot.value = header
        spot.unread.append(node)

    def _children(self, spot: _Spot) -> dict[str | int, _Spot]:
        unread, spot.unread = spot.unread, []
        for node in unread:
            for index, part in enumerate(_parts(node)):
                if node.type == "array":
                    spot.children[index] = _Spot(part, part, unread=[part])
                elif part.type == "pair" and len(_parts(part)) == 2:
                    key, value = _parts(part)
                    self._enter(spot, key, value).unread.append(value)
        return spot.children

    def _enter(self, spot: _Spot, key: Node, value: Node) -> _Spot:
        """Follow a key as TOML does: an array of tables stands for its last table."""
        for name in self._names(key):
            spot = (spot.last or spot).children.setdefault(name, _Spot(key, value))
        return spot

    def _names(self, key: Node) -> list[str]:
        """The parts of a key: bare, quoted, dotted."""
        names = []
        waiting = [key]
        while waiting:
            node = waiting.pop()
            if node.type == "dotted_key":
                waiting.extend(node.named_children)
                continue
            text = self._bytes[node.start_byte : node.end_byte].decode(errors="replace")
            if node.type == "quoted_key":
                # The one reader of escapes that agrees with how the document was read.
                text = next(iter(tomli.loads(f"{text} = 0")))
            names.append(text)
        return names[::-1]


def _parts(node: Node) -> list[Node]:
    """What stands in a node, without comments and what the grammar cannot read."""
    return [part for part in node.named_children if part.type not in ("comment", "ERROR")]
