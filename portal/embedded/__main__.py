"""python -m portal.embedded FOLDER: the keeper of the folder's server (see portal.embedded.keeper)."""

import sys
from pathlib import Path

from portal.embedded.keeper import main

sys.exit(main(Path(sys.argv[1])))
