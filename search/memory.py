"""The pages of files that this process has in its memory: given back to the system, which keeps them for all processes.

Tantivy maps the index into memory. What has been read once stays mapped and counts as memory of the process until the
system needs it, up to the whole index. Given back, a page that is asked for again comes from the cache of the system,
without the disk, in less than a microsecond. Linux only; elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

MOST = 96 * 2**20  # bytes of mapped files, of which Python and its libraries are 50
_DONTNEED = 4  # madvise(2); of a mapped file, the contents stay in the file
_MAPPED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r--[ps] \S+ \S+ \S+ +(.+)$", re.M)
_FILES = re.compile(r"^RssFile:\s+(\d+) kB$", re.M)


def give_back(folder: Path, most: int = MOST) -> bool:
    """Give back the pages of files in a folder, where this process has more of all files than `most`; say if so."""
    if sys.platform != "linux" or _mapped() <= most:
        return False
    library = ctypes.CDLL(None)
    maps = Path("/proc/self/maps").read_text()
    for first, last, path in _MAPPED.findall(maps):
        if path.startswith(f"{folder}/"):
            start, end = int(first, 16), int(last, 16)
            library.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONTNEED)
    return True


def _mapped() -> int:
    found = _FILES.search(Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0
