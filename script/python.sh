# Sets $python to a Python that can run the portal, or says what is wrong and ends. Read by the other scripts.

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
    if [ -n "${PYTHON:-}" ]; then
        echo "PYTHON=$PYTHON is no Python 3.11 or newer." >&2
        exit 1
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed, and $(python3 --version 2>/dev/null || echo 'no Python') is what was found;" \
        "set PYTHON to its path if it is not on the PATH." >&2
    exit 1
fi
