"""Make .venv and install a file of requirements into it, if that has not been done; then run Python in it.

    python3 script/install.py requirements.txt -m portal.serve

Uses the standard library only. Says in one sentence what is wrong and ends with status 1 where that fails. What was
installed is noted in .venv, by a digest of the requirements, so that a second start does nothing.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STEPS = ("Collecting", "Installing collected")  # the lines of pip that are worth showing


def main(requirements, *arguments):
    """Become `.venv/bin/python ARGUMENTS`, with the requirements installed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with locked():
        if not venv_works():
            make_venv()
        wanted, stamp = digest(requirements), VENV / f".installed-{requirements}"
        if not stamp.exists() or stamp.read_text() != wanted:
            install(requirements)
            stamp.write_text(wanted)
    os.execv(PYTHON, [str(PYTHON), *arguments])


@contextmanager
def locked():
    """Let one installation run at a time: by a lock on the folder itself, which ends with the process."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def venv_works():
    """Say whether .venv is whole: its Python runs, is the one it was made with, and has pip."""
    try:
        made = re.search(r"^version\s*=\s*(\d+\.\d+)", (VENV / "pyvenv.cfg").read_text(), re.MULTILINE)
        code = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        ran = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    except OSError:
        return False
    return made is not None and ran.returncode == 0 and ran.stdout.strip() == made[1]


def make_venv():
    """Make .venv anew."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        fail(
            f"Python's module {missing[0]} is missing ({sys.executable}): install it, on Debian and Ubuntu with"
            f" apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv."
        )
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    if VENV.is_symlink():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    if not ran([sys.executable, "-m", "venv", str(VENV)]):
        fail("The virtual environment .venv could not be made; the reason stands above.")


def install(requirements):
    """Install the requirements with pip, showing what it gets."""
    say(f"Installing the packages of {requirements} (a minute or two, only once) ...")
    begin = time.monotonic()
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r", requirements]
    if not ran(command, shown=STEPS):
        fail(f"The packages of {requirements} could not be installed; the reason stands above.")
    say(f"Installed in {time.monotonic() - begin:.0f} s.")


def ran(command, shown=()):
    """Say whether the command succeeded; show its lines that begin so, and its last ones if it failed."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if line.startswith(shown or "\0"):
                say("  " + line.split(" (from")[0].strip())
        process.wait()
    finally:  # when stopped by a signal, pip must not go on alone
        process.kill()
        process.wait()
    if process.returncode:
        sys.stderr.writelines(lines[-20:])
    return process.returncode == 0


def digest(requirements):
    """Return a digest of the requirements, and of those that they include."""
    text = (ROOT / requirements).read_text()
    included = re.findall(r"^-r\s+(\S+)", text, re.MULTILINE)
    return hashlib.sha256("".join([text, *map(digest, included)]).encode()).hexdigest()


def say(text):
    """Print at once, also where the output is a file."""
    print(text, flush=True)


def fail(sentence):
    """End with the sentence."""
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
