"""The benchmark's own Python environment: the peers at pinned versions, apart from the system's packages.

It lies in the folder named by HUOJU_BENCH_VENV, else in `.venv` beside this file (ignored by git).
"""
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINS = HERE / "requirements.txt"


def python() -> str:
    """The environment's interpreter. Builds the environment first where it is absent or its pins have changed."""
    folder = Path(os.environ.get("HUOJU_BENCH_VENV") or HERE / ".venv").absolute()
    interpreter, installed = folder / "bin" / "python", folder / "installed.txt"
    if not installed.exists() or installed.read_text() != PINS.read_text():
        print(f"installing the pinned peers into {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([interpreter, "-m", "pip", "install", "--quiet", "-r", PINS], check=True)
        installed.write_text(PINS.read_text())
    return str(interpreter)


def enter() -> None:
    """Start the running script again inside the environment, unless it is there already."""
    interpreter = python()
    if Path(sys.prefix).resolve() != Path(interpreter).parent.parent.resolve():
        os.execv(interpreter, [interpreter, *sys.argv])
