"""Pins dependencies to the hashes of their files: `make pins`, after changing a dependency.

A pinned version is kept as long as it fits; `make pins UPGRADE=--upgrade` takes the newest.
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
    "--allow-unsafe",  # pins setuptools, too
    "--strip-extras",
    "--quiet",
    # The package index is the choice of the user who installs.
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
)


def wanted() -> dict[str, list[str]]:
    """The requirements of each file, by its name; dev comes first and constrains the others."""
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
    """Compile each file; the arguments of this script are passed to pip-compile."""
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
