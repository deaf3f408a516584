"""Where in the file does a value stand? Asked only once there is a problem to point at."""

from dataclasses import dataclass, field

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from minusma_tui.reading.problems import Path


@dataclass(slots=True)
class _Spot:
    """One key of a table or one item of an array."""

    key: Node
    """The key, or the header of a table."""
    value: Node
    children: "dict[str | int, _Spot]" = field(default_factory=dict)


class Places:
    """The places of a TOML document.

    A grammar error costs places, not the answer: the nearest known place stands in.
    """

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        tree = Parser(Language(tree_sitter_toml.language())).parse(source.encode())
        self._root = _Spot(tree.root_node, tree.root_node)
        for node in tree.root_node.named_children:
            self._add_statement(node)

    def of(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path, or of its key.

        Steps that are not in the file are passed over: the index of a claim that stands alone,
        the name of a key that is missing.
        """
        spot = self._root
        for step in path:
            spot = spot.children.get(step, spot)
        if spot is self._root:
            return 1, 1
        return self._point(spot.key if key else spot.value)

    def _point(self, node: Node) -> tuple[int, int]:
        row, byte = node.start_point
        line = self._lines[row] if row < len(self._lines) else ""
        return row + 1, len(line.encode()[:byte].decode(errors="ignore")) + 1

    def _add_statement(self, node: Node) -> None:
        if node.type == "pair":
            self._add_pair(self._root, node)
        elif node.type in ("table", "table_array_element"):
            header, *pairs = node.named_children
            spot = self._enter(self._root, _keys(header), header, header)
            if node.type == "table_array_element":
                spot = self._append(spot, header)
            for pair in pairs:
                if pair.type == "pair":
                    self._add_pair(spot, pair)

    def _enter(self, spot: _Spot, keys: list[str], key: Node, value: Node) -> _Spot:
        """Follow keys as TOML does: an array of tables stands for its last item."""
        for name in keys:
            last = max((index for index in spot.children if isinstance(index, int)), default=None)
            if last is not None:
                spot = spot.children[last]
            spot = spot.children.setdefault(name, _Spot(key, value))
        return spot

    def _append(self, spot: _Spot, header: Node) -> _Spot:
        item = _Spot(header, header)
        spot.children[len(spot.children)] = item
        return item

    def _add_pair(self, spot: _Spot, pair: Node) -> None:
        if len(pair.named_children) >= 2:
            key, value = pair.named_children[:2]
            self._add_value(self._enter(spot, _keys(key), key, value), value)

    def _add_value(self, spot: _Spot, value: Node) -> None:
        if value.type == "inline_table":
            for pair in value.named_children:
                if pair.type == "pair":
                    self._add_pair(spot, pair)
        elif value.type == "array":
            items = [child for child in value.named_children if child.type != "comment"]
            for index, item in enumerate(items):
                spot.children[index] = _Spot(item, item)
                self._add_value(spot.children[index], item)


def _keys(node: Node) -> list[str]:
    """The parts of a key: bare, quoted, dotted."""
    if node.type == "dotted_key":
        return [part for child in node.named_children for part in _keys(child)]
    text = (node.text or b"").decode(errors="replace")
    if node.type == "quoted_key":
        # The one reader of escapes that agrees with how the document was read.
        return [str(tomli.loads(f"key = {text}")["key"])]
    return [text]
