"""The command line: its output, its messages and its exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import tomli

from minusma_tui.cli import main
from tests import ROOT

DATASET = ROOT / "data" / "minusma.toml"
Capture = pytest.CaptureFixture[str]


def test_the_json_report_is_the_contract(capsys: Capture) -> None:
    assert main(["report", "--format", "json", "--filter", "region:gao"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["mission"] == {"id": "minusma", "name": "MINUSMA", "deadline": "2023-12-31"}
    assert report["as_of"] == "2023-11-19"
    assert (report["days_left"], report["completed"]) == (42, None)
    assert report["personnel"] == {
        "departed": 8817,
        "qualifier": "more than",
        "scope": "all",
        "inferred": False,
        "how": None,
        "total": 13871,
        "total_qualifier": None,
        "total_sources": ["seed-2023-11", "pressafrik-2023-11-ansongo"],
        "percent": 63.6,
        "reported_on": "2023-11-18~",
        "sources": ["seed-2023-11", "pressafrik-2023-11-ansongo"],
    }
    assert report["bases"] == {"closed": 9, "total": 12, "percent": 75.0}
    assert report["pace"] == {
        "actual_per_day": 120.6,
        "measured_from": "2023-10-24",
        "measured_to": "2023-11-18~",
        "required_per_day": 120.3,
        "projected_end": "2023-12-30",
        "on_time": True,
    }
    assert report["selection"] == {
        "query": "region:gao",
        "closed": 1,
        "total": 2,
        "troops_departed": 950,
        "troops": 5842,
        "troops_as_of": ["2023"],
    }
    ansongo, gao = report["items"]
    sources = ansongo.pop("sources")
    assert "voa-2023-11-18" in sources
    (holder,) = ansongo.pop("holders")
    assert (holder["by"], holder["inferred"]) == ("Malian army, already in the town", False)
    assert holder["sources"]
    assert ansongo == {
        "id": "ansongo",
        "name": "Ansongo",
        "kind": "camp",
        "counted": True,
        "region": "Gao",
        "iso_3166_2": "ML-7",
        "latitude": 15.6597,
        "longitude": 0.5022,
        "status": "handed-over",
        "departed": "2023-11-18",
        "handed_over": "2023-11-18",
        "handover": "civil-authority",
        "troops": 950,
        "troops_qualifier": None,
        "troops_as_of": "2023",
        "troops_inferred": False,
        "contingents": ["NER"],
        "contested": True,
    }
    assert (gao["id"], gao["status"], gao["departed"], gao["handover"]) == (
        "gao",
        "occupied",
        None,
        None,
    )


def test_the_text_report_has_gauge_and_list(capsys: Capture) -> None:
    assert main(["report", "--as-of", "2023-10-31", "--filter", "region:kidal"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("MINUSMA, as of 31 Oct 2023\n")
    assert "nearly 6,000, as of 31 Oct 2023, says" in text
    assert "43.3 % of the 13,871 that RFI counts" in " ".join(text.split())
    assert "61 days left" in text
    assert "Pace: 90 a day (27 Sep 2023 – 24 Oct 2023); about 129 a day" in text
    assert "◐ 31 Oct 2023  Kidal\n  The last peacekeepers leave." in text
    assert "# 24 Oct 2023" in text
    assert "18 Nov 2023" not in text
    assert "3 of 3 closed" in text
    rows = [line for line in text.splitlines() if line.startswith("◐  ")]
    assert [row.split()[1] for row in rows] == ["Tessalit", "Aguelhok", "Kidal"]
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert "\u00a0" not in text


def test_the_markdown_report_cites_its_sources(capsys: Capture) -> None:
    assert main(["report", "--format", "markdown", "--filter", "ansongo"]) == 0
    text = capsys.readouterr().out
    assert "**more than 8,817 of 13,871**, as of 18 Nov 2023\\~, says RFI" in text
    assert "- Pace: about 121 a day (24 Oct 2023 – 18 Nov 2023\\~); about 120 a day needed" in text
    assert "| handed over | Ansongo \\[[" in text
    assert "- **18 Nov 2023** Ansongo: The last peacekeepers leave. \\[[" in text
    body, references = text.split("## References")
    used = set(re.findall(r"\]?\[(\d+)\]\(#ref-\1\)", body))
    defined = re.findall(r'^(\d+)\. <span id="ref-\1"></span>', references, re.MULTILINE)
    assert defined == [str(number) for number in range(1, len(defined) + 1)]
    assert used == set(defined)
    assert "[^" not in text


def test_the_markdown_report_says_why_and_what_is_disputed(capsys: Capture) -> None:
    assert main(["report", "--format", "markdown", "--filter", "handover:unsigned"]) == 0
    disputes = capsys.readouterr().out.split("## Where sources disagree")[1]
    assert "### Kidal" in disputes
    assert "Preferred:" in disputes
    # A note about the dispute.
    assert "refused flights" in disputes


def test_check_names_what_is_sound(capsys: Capture) -> None:
    assert main(["check", str(DATASET)]) == 0
    assert capsys.readouterr().out.startswith(f"{DATASET}: no problems (13 bases, ")


def test_check_prints_each_problem_with_its_place(capsys: Capture, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    text = DATASET.read_text(encoding="utf-8")
    broken.write_text(text.replace('bases = ["ansongo"]', 'bases = ["ansogo"]', 1), "utf-8")
    line = text[: text.index('bases = ["ansongo"]')].count("\n") + 1
    assert main(["check", str(broken)]) == 1
    out = capsys.readouterr().out
    assert out == f"{broken}:{line}:10: unknown base 'ansogo': did you mean 'ansongo'?\n"
    assert main(["report", str(broken)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == out


def test_schema_describes_the_embedded_dataset(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = tomli.loads(DATASET.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(document)] == []
    document["mission"]["nmae"] = 1
    assert [error.message for error in validator.iter_errors(document)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "--as-of", "31 October"], "--as-of: expected a date such as"),
        (["report", "--filter", "regoin:gao"], "--filter: "),
        (["report", "--format", "yaml"], "invalid choice"),
        (["view", "-"], "the dashboard cannot read standard input"),
        (["--nonsense"], "unrecognized arguments"),
    ],
)
def test_wrong_usage_is_status_2_and_one_clear_message(
    capsys: Capture, arguments: list[str], message: str
) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(str(stop.code))
    captured = capsys.readouterr()
    assert status == 2
    assert message in captured.err
    assert captured.out == ""


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-m", "minusma_tui", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )
    return done


@pytest.mark.parametrize("command", [[], ["report"], ["check"]])
def test_help_teaches_with_an_example(command: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    assert "example: minusma-tui" in capsys.readouterr().out


def test_a_dataset_comes_in_by_a_pipe() -> None:
    done = run("report", "-", "--format", "json", input=DATASET.read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["bases"]["closed"] == 9


def test_names_keep_their_accents_in_any_locale() -> None:
    done = run("report", env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Ménaka" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none.toml"], 1, "none.toml: cannot be read: no such file or directory"),
        (["--theme", "nope"], 2, "unknown theme 'nope': expected one of"),
        (["--filter", "regoin:gao"], 2, "--filter: no field 'regoin'"),
    ],
)
def test_what_keeps_the_dashboard_shut_is_a_line_in_the_terminal(
    arguments: list[str],
    status: int,
    message: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minusma_tui.cli.view._expect_terminal", lambda: None)
    assert main(arguments) == status
    out, err = capfd.readouterr()
    assert out == ""
    assert message in err
    assert "\x1b" not in err


def test_a_closed_pipe_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "minusma_tui", "report"],
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.stderr == ""
    assert done.returncode == 0


def test_what_was_left_to_write_does_not_change_the_status() -> None:
    """Output is left, as for a terminal that is gone; the interpreter would end with 120."""
    code = """
import io, sys
sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False)))
sys.stderr.write("left")
from minusma_tui.cli import main
sys.exit(main(["check", "missing.toml"]))
"""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        done = subprocess.run([sys.executable, "-c", code], stderr=stream, check=False, timeout=60)
    assert done.returncode == 1


def test_an_internal_error_is_one_line_and_a_log(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("minusma_tui.situation.situation.look", lambda *_arguments: 1 / 0)
    assert main(["report"]) == 1
    captured = capsys.readouterr()
    log = tmp_path / "minusma-tui" / "crash.log"
    assert captured.err == f"minusma-tui: internal error; please report what is in {log}\n"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_reports_start_without_the_dashboard() -> None:
    code = (
        "import sys; from minusma_tui.cli import main; main(['report']); "
        "sys.exit(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0
