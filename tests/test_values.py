"""What flows from a dataset to the screen stays as it was made."""

import dataclasses

import pytest

from minusma_tui.model.period import Period
from minusma_tui.pace import Pace
from minusma_tui.query import Completion, Query, Term
from minusma_tui.query.fields import Field
from minusma_tui.roll import Order, Roll, Tally
from minusma_tui.situation import Change, Situation
from minusma_tui.standing import Standing

SMALL = [Change, Completion, Field, Order, Pace, Period, Query, Standing, Tally, Term]
"""Without a dictionary each: there may be one a base, of 100,000 bases."""
COMPARED = [Change, Completion, Order, Pace, Period, Query, Tally, Term]
"""By what they say; the others are compared by identity, for that is soon done."""


@pytest.mark.parametrize("kind", [*SMALL, Roll, Situation])
def test_a_value_cannot_be_changed(kind: type) -> None:
    name = dataclasses.fields(kind)[0].name
    value: object = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
    assert hasattr(value, "__dict__") is (kind not in SMALL)


@pytest.mark.parametrize("kind", [*COMPARED, Roll, Situation, Standing])
def test_it_is_compared_by_what_it_says_only_where_that_is_little(kind: type) -> None:
    assert ("__eq__" in vars(kind)) is (kind in COMPARED)
