"""Pin what is installed to its files' hashes: `make pins`, after a change of a dependency.

What is pinned stays as it is as long as it fits; `make pins UPGRADE=--upgrade` takes what is new.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "requirements"
_OPTIONS = (
    "--generate-hashes",
    "--allow-unsafe",  # setuptools, too
    "--strip-extras",
    "--quiet",
    # Whoever installs asks the index of their own choice.
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
)


def wanted() -> dict[str, list[str]]:
    """The requirements of each file; the others agree with the first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    return {
        "dev": [*run, *groups["dev"]],
        "run": run,
        "build": [*project["build-system"]["requires"], *groups["build"]],
        "bench": [*run, *groups["bench"]],
        "mutation": groups["mutation"],
    }


def main() -> None:
    """Arguments go to pip-compile."""
    FOLDER.mkdir(exist_ok=True)
    for name, requirements in wanted().items():
        agree = [] if name == "dev" else ["--constraint=requirements/dev.txt"]
        print(f"requirements/{name}.txt", file=sys.stderr)
        subprocess.run(
            [
                *(sys.executable, "-m", "piptools", "compile", *_OPTIONS, *agree, *sys.argv[1:]),
                *(f"--output-file=requirements/{name}.txt", "-"),
            ],
            input="\n".join(requirements),
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "CUSTOM_COMPILE_COMMAND": "make pins"},
        )


if __name__ == "__main__":
    main()
