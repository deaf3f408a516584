"""The real drawdown day by day: headline figures, selections, and what a step of time changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.chronology.known import known
from minusma_tui.chronology.pace import Pace
from minusma_tui.chronology.standing import Standing
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.period import parse_period
from minusma_tui.model.records import Claim, Fact, PersonnelFigure
from minusma_tui.model.values import Amount, Scope, Status
from minusma_tui.query import Query, Term, Vocabulary, parse
from minusma_tui.reading.load import load
from minusma_tui.situation.day import Order, column
from minusma_tui.situation.figures import state
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World

DATASET = load(None)
WORLD = World(DATASET)
BEGAN, LAST = date(2023, 6, 30), date(2024, 12, 31)
days = st.dates(BEGAN, LAST)


def see(
    day: str,
    query: str = "",
    *,
    marked: str | None = None,
    order: Order | None = None,
    last: Situation | None = None,
) -> Situation:
    parsed = parse(query, Vocabulary(DATASET)) if query else Query()
    mark = date.fromisoformat(marked) if marked else None
    return look(WORLD, date.fromisoformat(day), parsed, order, mark, last)


def figure(day: str, departed: int, scope: Scope = Scope.ALL) -> PersonnelFigure:
    return PersonnelFigure(
        sources=("seed-2023-11",),
        date=parse_period(day),
        departed=Fact((Claim(value=Amount(departed), sources=("seed-2023-11",)),)),
        scope=scope,
    )


def see_total(dataset: Dataset) -> str | None:
    """The total with which the last figure of 19 November is compared."""
    last = look(World(dataset), date(2023, 11, 19)).figure
    total = state(dataset, last).total if last else None
    return str(total.amount) if total else None


def test_once_it_is_complete_there_is_no_pace_and_no_countdown() -> None:
    eve, day = see("2023-12-30"), see("2023-12-31")
    assert (eve.completed, eve.days_left) == (None, 1)
    assert eve.pace != Pace()
    assert day.completed is DATASET.mission.completed
    assert (day.days_left, day.pace) == (None, Pace())


def test_the_levels_of_a_selection_have_their_dates() -> None:
    situation = see("2023-11-19", "region:gao")
    assert [str(when) for when in situation.levels] == ["2023"]


def test_the_headline_figures_are_those_of_the_seed(dataset: Dataset) -> None:
    situation = look(World(dataset), dataset.as_of)
    assert situation.as_of == date(2023, 11, 19)
    assert (situation.bases.closed, situation.bases.total) == (9, 12)
    assert situation.bases.percent == 75.0
    figure = situation.figure
    assert figure is not None
    assert str(figure.departed.value) == "more than 8817"
    statement = state(dataset, figure)
    assert (str(statement.total and statement.total.amount), statement.percent) == ("13871", 63.6)
    assert situation.days_left == 42
    assert len(situation.standings) == 13


def test_the_seed_article_is_all_there(dataset: Dataset) -> None:
    ansongo = dataset.bases["ansongo"]
    assert ansongo.departed is not None
    assert ansongo.handover is not None
    assert ansongo.handover.ordinal is not None
    assert ansongo.convoy is not None
    assert ansongo.convoy.text is not None
    assert ansongo.contingents is not None
    assert ansongo.handover.to is not None
    assert "prefect" in ansongo.handover.to.value.by_language["en"]
    assert "préfet" in ansongo.handover.to.value.by_language["fr"]
    ordinal = ansongo.handover.ordinal.value
    assert (ordinal.number, ordinal.of) == (9, 12)
    assert str(ansongo.departed.value) == "2023-11-18"
    assert "seed-2023-11" in ansongo.departed.sources
    assert ansongo.departed.claims[0].note is not None
    assert "weekend of 18 and 19 November" in ansongo.departed.claims[0].note.say()
    assert ("NER", "BFA", "SEN") in {claim.value for claim in ansongo.contingents.claims}
    convoy = ansongo.convoy.text.value.say()
    said = ("without difficulty", "No attack", "JNIM", "Islamic State")
    assert all(word in convoy for word in said)
    legacy = " ".join(note.text.say() for note in ansongo.notes)
    assert all(word in legacy for word in ("police station", "fuel", "water", "electricity"))
    assert any(str(plan.date) == "2023-12-01/2023-12-14~" for plan in dataset.bases["mopti"].plans)
    for base_id in ("gao", "tombouctou", "bamako"):
        plans = dataset.bases[base_id].plans
        assert any(
            str(plan.date) == "2024-01-01"
            and plan.purpose == "liquidation"
            and "seed-2023-11" in plan.sources
            for plan in plans
        )


@pytest.mark.parametrize(
    ("day", "closed", "departed", "days_left"),
    [
        ("2023-06-30", 0, None, 184),
        ("2023-07-01", 0, None, 183),
        ("2023-08-03", 1, None, 150),
        ("2023-08-25", 4, "675", 128),
        ("2023-09-27", 4, "3367", 95),
        ("2023-10-21", 6, "3367", 71),
        ("2023-10-31", 8, "nearly 6000", 61),
        ("2023-11-19", 9, "more than 8817", 42),
        ("2023-12-01", 9, "9680", 30),
        # The drawdown is complete: there is no countdown any more.
        ("2023-12-31", 11, "more than 10500", None),
        ("2024-07-22", 12, "more than 10500", None),
        ("2024-11-15", 12, "more than 10500", None),
    ],
)
def test_the_drawdown_day_by_day(
    day: str, closed: int, departed: str | None, days_left: int | None
) -> None:
    situation = see(day)
    assert situation.bases.closed == closed
    figure = situation.figure
    assert (str(figure.departed.value) if figure else None) == departed
    assert situation.days_left == days_left


def test_the_last_sites_are_in_liquidation_after_the_deadline() -> None:
    def at(day: str) -> dict[str, Status]:
        return {standing.base.id: standing.status for standing in see(day).standings}

    after = at("2024-01-01")
    assert {base for base, status in after.items() if status is Status.LIQUIDATION} == {
        "gao",
        "bamako",
    }
    assert at("2024-07-22")["gao"] is Status.HANDED_OVER
    assert set(at("2024-11-15").values()) == {Status.DEPARTED, Status.HANDED_OVER}


def test_a_figure_of_uniformed_people_is_measured_against_them() -> None:
    situation = see("2023-08-28")
    assert situation.figure is not None
    assert situation.figure.scope == "uniformed"
    statement = state(DATASET, situation.figure)
    assert (str(statement.total and statement.total.amount), statement.percent) == ("12944", 8.5)


def test_the_selection_counts_bases_and_troops() -> None:
    chosen = see("2023-11-19", "region:gao").selected_bases
    assert (chosen.closed, chosen.total) == (1, 2)
    assert (chosen.troops_departed, chosen.troops) == (950, 5842)


def test_the_headquarters_is_in_the_list_but_outside_the_count() -> None:
    situation = see("2023-11-19", "bamako")
    assert [standing.base.id for standing in situation.selection] == ["bamako"]
    assert (situation.selected_bases.closed, situation.selected_bases.total) == (0, 0)
    assert situation.selected_bases.percent is None


@pytest.mark.parametrize("descending", [False, True])
def test_bases_without_a_value_come_last_in_either_direction(descending: bool) -> None:
    situation = look(WORLD, DATASET.as_of, None, Order("handed_over", descending))
    dated = [standing.handed_over is not None for standing in situation.selection]
    assert dated == sorted(dated, reverse=True)


@given(days, days)
def test_moving_forward_never_opens_a_base_again(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = look(WORLD, earlier), look(WORLD, later)
    assert before.bases.closed <= after.bases.closed
    assert before.bases.troops_departed <= after.bases.troops_departed
    closed = {standing.base.id for standing in before.standings if standing.closed}
    assert closed <= {standing.base.id for standing in after.standings if standing.closed}


@given(days)
def test_nothing_later_than_the_day_is_known(day: date) -> None:
    situation = look(WORLD, day)
    for standing in situation.standings:
        for period in (standing.departed, standing.handed_over):
            assert period is None or period.last_day <= day
        assert standing.plan is None or standing.plan.said.last_day <= day
    assert all(figure.date.last_day <= day for figure in situation.figures)


@given(days, st.sampled_from(["region:gao", "troops>500", "unsigned", "-status:occupied", ""]))
def test_the_selection_is_part_of_the_whole(day: date, text: str) -> None:
    whole, part = see(day.isoformat()), see(day.isoformat(), text)
    assert part.selected_bases.closed <= whole.bases.closed
    assert part.selected_bases.total <= whole.bases.total
    assert part.bases == whole.bases
    assert part.figure is whole.figure


@given(days, st.integers(0, 60))
def test_a_day_looks_the_same_whichever_way_one_came(day: date, steps: int) -> None:
    for step in range(0, steps, 20):
        look(WORLD, day - timedelta(days=step))
    one, other = look(WORLD, day), look(WORLD, day)
    assert [(s.base.id, s.status, s.troops, s.plan) for s in one.selection] == [
        (s.base.id, s.status, s.troops, s.plan) for s in other.selection
    ]


class TestChange:
    @pytest.mark.parametrize(
        ("since", "until", "closed", "bases", "departed"),
        [
            # The figures are of 24 October and about 18 November, whichever days are compared.
            ("2023-10-31", "2023-11-19", ("ansongo",), 1, "at least 3015"),
            # The headquarters is not counted.
            ("2024-07-22", "2024-11-15", ("bamako",), 0, None),
            ("2023-11-19", "2023-11-19", (), 0, None),
            # There is no figure on the first day, or only one of uniformed people.
            ("2023-07-01", "2023-08-03", ("ogossagou",), 1, None),
            ("2023-08-28", "2023-10-22", ("douentza", "tessalit"), 2, None),
        ],
    )
    def test_it_is_what_happened_in_between(
        self,
        since: str,
        until: str,
        closed: tuple[str, ...],
        bases: int,
        departed: str | None,
    ) -> None:
        for day, marked in ((until, since), (since, until)):
            change = see(day, marked=marked).change
            assert change is not None
            assert (change.since.isoformat(), change.until.isoformat()) == (since, until)
            assert (change.closed, change.bases) == (closed, bases)
            assert (str(change.departed.people) if change.departed else None) == departed

    def test_the_people_are_those_between_the_days_of_the_figures(self) -> None:
        change = see("2023-11-19", marked="2023-11-01").change
        assert change is not None
        assert change.departed is not None
        assert str(change.departed.before.date) == "2023-10-24"
        assert str(change.departed.after.date) == "2023-11-18~"
        assert change.departed.per_day == 3015 / 25

    def test_figures_of_the_same_people_are_found_behind_others(self) -> None:
        figures = (
            figure("2023-11-01", 100),
            figure("2023-11-02", 50, Scope.UNIFORMED),
            figure("2023-11-11", 200),
        )
        dataset = replace(DATASET, personnel=figures)
        change = look(World(dataset), date(2023, 11, 11), None, None, date(2023, 11, 2)).change
        assert change is not None
        assert change.departed is not None
        assert (change.departed.before, change.departed.after) == (figures[0], figures[2])

    @pytest.mark.parametrize("scopes", [(Scope.ALL, Scope.UNIFORMED), (Scope.UNIFORMED, Scope.ALL)])
    def test_people_of_two_scopes_are_not_compared(self, scopes: tuple[Scope, Scope]) -> None:
        figures = (figure("2023-11-01", 100, scopes[0]), figure("2023-11-11", 200, scopes[1]))
        dataset = replace(DATASET, personnel=figures)
        change = look(World(dataset), date(2023, 11, 11), None, None, date(2023, 11, 1)).change
        assert change is not None
        assert change.departed is None
        assert change.figures == figures

    def test_without_a_marked_day_there_is_none(self) -> None:
        assert see("2023-11-19").change is None

    @given(days, days)
    def test_it_says_what_the_two_days_say(self, one: date, other: date) -> None:
        change = look(WORLD, one, None, None, other).change
        before, after = (look(WORLD, day) for day in sorted((one, other)))
        assert change is not None
        assert change.bases == after.bases.closed - before.bases.closed
        if change.departed is not None:
            assert change.departed.people.number >= 0
            assert change.departed.days > 0
            assert change.figures[0] is not change.figures[1]


class TestWhatIsKnown:
    @pytest.mark.parametrize("base", [None, "kidal", "gao"])
    def test_events_are_those_that_are_over_in_the_order_they_began(self, base: str | None) -> None:
        events = see("2023-10-31").events_of(base)
        own = [one for one in DATASET.events if (base in one.bases if base else not one.bases)]
        known = [one for one in own if one.date.value.last_day <= date(2023, 10, 31)]
        assert 0 < len(events) == len(known) < len(own)
        assert set(map(id, events)) == set(map(id, known))
        began = [event.date.value.first_day for event in events]
        assert began == sorted(began)

    def test_events_are_sorted_even_where_the_file_is_not(self) -> None:
        upside_down = replace(DATASET, events=DATASET.events[::-1])
        one, other = (look(World(data), date(2024, 1, 1)) for data in (DATASET, upside_down))
        assert [event.date.value.first_day for event in one.events_of(None)] == [
            event.date.value.first_day for event in other.events_of(None)
        ]

    def test_a_base_that_nothing_happened_at_has_no_events(self) -> None:
        assert see("2023-10-31").events_of("nowhere") == ()

    def test_a_note_is_read_from_its_day_on(self) -> None:
        notes = DATASET.mission.notes
        dated = [note for note in notes if str(note.date) == "2023-12-11"]
        assert len(dated) == 2
        assert not set(map(id, dated)) & set(map(id, known(notes, date(2023, 12, 10))))
        assert set(map(id, dated)) <= set(map(id, known(notes, date(2023, 12, 11))))

    def test_a_note_without_a_day_is_always_read(self) -> None:
        timeless = replace(DATASET.mission.notes[0], date=None)
        assert known([timeless], date(2023, 6, 30)) == (timeless,)

    def test_figures_come_in_the_order_of_their_days(self) -> None:
        late, early = figure("2023-11-18", 2), figure("2023-10-24", 1)
        dataset = replace(DATASET, personnel=(late, early))
        assert look(World(dataset), date(2023, 11, 18)).figures == (early, late)
        assert look(World(dataset), date(2023, 11, 17)).figures == (early,)

    def test_of_several_on_one_day_the_widest_counts(self) -> None:
        wide = figure("2023-11-18", 9)
        narrow = figure("2023-11-18", 5, Scope.MILITARY)
        middle = figure("2023-11-18", 7, Scope.UNIFORMED)
        earlier = figure("2023-11-17", 8)
        for given_, expected in (
            ((narrow, wide, middle, earlier), wide),
            ((narrow, middle, earlier), middle),
            ((earlier, narrow), narrow),
        ):
            dataset = replace(DATASET, personnel=given_)
            assert look(World(dataset), date(2023, 11, 19)).figure is expected

    def test_the_pace_is_that_of_the_scope_of_the_last_figure(self) -> None:
        dataset = replace(
            DATASET,
            personnel=(
                figure("2023-11-01", 100, Scope.UNIFORMED),
                figure("2023-11-06", 400),
                figure("2023-11-11", 200, Scope.UNIFORMED),
            ),
        )
        assert look(World(dataset), date(2023, 11, 19)).pace.actual_per_day == 10.0
        assert look(World(dataset), date(2023, 11, 6)).pace.actual_per_day is None
        assert see_total(dataset) == "12944"

    def test_before_the_first_figure_there_is_no_pace(self) -> None:
        assert see("2023-07-01").pace == Pace()

    def test_a_figure_of_a_scope_without_a_total_is_no_part_of_one(self) -> None:
        dataset = replace(
            DATASET,
            mission=replace(
                DATASET.mission, personnel={Scope.ALL: DATASET.mission.personnel[Scope.ALL]}
            ),
            personnel=(figure("2023-11-18", 5, Scope.CIVILIAN),),
        )
        assert look(World(dataset), date(2023, 11, 19)).pace == Pace()
        assert see_total(dataset) is None

    def test_people_are_counted_where_any_number_of_them_is_known(self) -> None:
        no_totals = replace(DATASET.mission, personnel={})
        assert see("2023-06-30").counts_people
        assert look(World(replace(DATASET, personnel=())), DATASET.as_of).counts_people
        assert look(World(replace(DATASET, mission=no_totals)), DATASET.as_of).counts_people
        nothing = replace(DATASET, personnel=(), mission=no_totals)
        assert not look(World(nothing), DATASET.as_of).counts_people

    def test_without_a_deadline_no_days_are_left(self) -> None:
        dataset = replace(DATASET, mission=replace(DATASET.mission, deadline=None))
        assert look(World(dataset), DATASET.as_of).days_left is None


def test_a_base_is_found_whether_the_filter_keeps_it_or_not() -> None:
    situation = see("2023-11-19", "region:gao")
    gao, kidal = situation.standing_of("gao"), situation.standing_of("kidal")
    assert gao is not None
    assert kidal is not None
    assert (gao.base.id, kidal.base.id) == ("gao", "kidal")
    assert [situation.keeps(one) for one in ("gao", "kidal", "nowhere", None)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert situation.standing_of("nowhere") is None
    assert situation.standing_of(None) is None


class TestLast:
    """Passing the last situation saves work and changes no result."""

    def test_the_same_look_is_the_same_situation(self) -> None:
        last = see("2023-11-19", "gao", marked="2023-10-31")
        assert see("2023-11-19", "gao", marked="2023-10-31", last=last) is last

    @pytest.mark.parametrize(
        ("day", "query", "marked", "order"),
        [
            ("2023-11-18", "gao", "2023-10-31", None),
            ("2023-11-19", "ans gao", "2023-10-31", None),
            ("2023-11-19", "ga", "2023-10-31", None),
            ("2023-11-19", "gao", "2023-10-30", None),
            ("2023-11-19", "gao", None, None),
            ("2023-11-19", "gao", "2023-10-31", Order("name", descending=True)),
        ],
    )
    def test_any_other_look_is_another(
        self, day: str, query: str, marked: str | None, order: Order | None
    ) -> None:
        last = see("2023-11-19", "gao", marked="2023-10-31")
        after = see(day, query, marked=marked, order=order, last=last)
        fresh = see(day, query, marked=marked, order=order)
        assert after is not last
        assert [one.base.id for one in after.selection] == [one.base.id for one in fresh.selection]
        assert after.timeline == fresh.timeline
        assert after.change == fresh.change
        assert (after.as_of, after.query.text, after.order) == (
            fresh.as_of, fresh.query.text, fresh.order,
        )  # fmt: skip

    def test_a_word_taken_back_is_the_situation_it_was(self) -> None:
        me = see("2023-11-19", "me")
        men = see("2023-11-19", "men", last=me)
        mena = see("2023-11-19", "mena", last=men)
        assert (me.wider, men.wider, mena.wider) == (None, me, men)
        assert see("2023-11-19", "me", last=mena) is me

    def test_a_letter_that_leaves_no_base_out_makes_no_list(self) -> None:
        men = see("2023-11-19", "men")
        mena = see("2023-11-19", "mena", last=men)
        assert len(mena.listed) > 0
        assert mena.listed is men.listed

    def test_the_marked_day_is_looked_at_once(self) -> None:
        last = see("2023-11-19", marked="2023-10-31")
        after = see("2023-11-18", marked="2023-10-31", last=last)
        assert last.marked is not None
        assert after.marked is last.marked
        assert after.marked.as_of == date(2023, 10, 31)

    def test_only_what_is_left_is_looked_at(self) -> None:
        """A term is not tested on bases that the wider filter left out."""
        asked: list[str] = []

        def test(standing: Standing) -> bool:
            asked.append(standing.base.id)
            return True

        wide = see("2023-11-19", "kidal")
        assert {one.base.id for one in wide.selection} == {"kidal", "tessalit", "aguelhok"}
        (term,) = wide.query.terms
        narrow = Query("kidal x", (term, Term(6, 7, "x", negated=False, test=test)))
        assert len(look(WORLD, wide.as_of, narrow, None, None, wide).selection) == 3
        assert sorted(asked) == ["aguelhok", "kidal", "tessalit"]


@pytest.mark.parametrize(
    ("day", "query", "expected"),
    [
        ("2023-11-19", "", "ansongo"),
        ("2023-10-31", "", "kidal"),
        ("2023-10-31", "-region:kidal", "douentza"),
        ("2023-11-19", "status:occupied", None),
    ],
)
def test_the_story_stands_where_a_base_was_closed_last(
    day: str, query: str, expected: str | None
) -> None:
    assert see(day, query).latest_closed == expected


def test_sites_are_all_that_were_opened_by_the_day() -> None:
    assert [see(day).sites for day in ("2023-11-19", "2012-01-01")] == [13, 9]


def test_the_order_is_that_of_the_list() -> None:
    names = [one.base.name.say() for one in see("2023-11-19", order=Order("name")).selection]
    assert names == sorted(names)
    backwards = see("2023-11-19", order=Order("name", descending=True)).selection
    assert [one.base.name.say() for one in backwards] == names[::-1]


def test_there_is_no_column_of_another_name() -> None:
    assert column("name").id == "name"
    with pytest.raises(KeyError, match="nmae"):
        column("nmae")


@pytest.mark.parametrize("text", ["", "region:gao", "-region:gao", "xyzzy"])
def test_the_row_of_a_base_is_where_it_is_in_the_list(dataset: Dataset, text: str) -> None:
    situation = look(World(dataset), dataset.as_of, parse(text, Vocabulary(dataset)))
    listed = [one.base.id for one in situation.selection]
    for base_id in dataset.bases:
        row = situation.row_of(base_id)
        assert row == (listed.index(base_id) if base_id in listed else None)
    assert situation.row_of(None) is None
    assert situation.row_of("nowhere") is None
