"""PostgreSQL refuses to run as root: where the portal runs as root, its server runs as somebody else.

Linux lets root enter a user namespace in which its own user has another name: PostgreSQL believes to be "nobody", yet
owns all that root owns, so that neither a user nor any permission of any folder needs to change. Containers may forbid
namespaces; there the server runs as the owner of the portal's folder, or as "nobody" who is let through the folders
above its data (they become searchable, not readable).
"""

import ctypes
import os
import pwd
import stat
import subprocess
from pathlib import Path

CLONE_NEWUSER = 0x10000000  # linux/sched.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def leave_root(folder: Path, binaries: Path) -> None:
    """Make this process one that PostgreSQL accepts, owning `folder` and able to run the programs of `binaries`."""
    if os.geteuid() != 0:
        return
    if _runs([str(binaries / "postgres"), "--version"], folder):
        _own(folder, 0, 0)
        _enter_namespace()
        return
    account = _account(folder)
    for path in (folder, binaries):
        _open_way(path, account.pw_uid)
    _open_tree(binaries.parent)
    _own(folder, account.pw_uid, account.pw_gid)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def die_with_parent(signal_number: int):
    """Return what a child calls before it runs its program, so that the signal reaches it when its parent is killed.

    Linux only; elsewhere the next start clears away what was left (see keeper.leftovers).
    """
    parent = os.getpid()

    def before_exec():
        libc = ctypes.CDLL(None)
        if hasattr(libc, "prctl"):
            libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
            if os.getppid() != parent:  # killed before prctl came
                os.kill(os.getpid(), signal_number)

    return before_exec


def _runs(command, folder):
    """Say whether the command runs inside a namespace and could write to the folder there."""

    def before_exec():
        _enter_namespace()
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(folder)

    try:
        return subprocess.run(command, preexec_fn=before_exec, capture_output=True).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def _enter_namespace():
    """Enter a namespace in which root is called "nobody" (user_namespaces(7)); OSError where that is forbidden."""
    nobody, group = _nobody(), os.getegid()  # inside, the group has no number yet
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare") or libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{nobody.pw_uid} 0 1"),
        ("gid_map", f"{nobody.pw_gid} {group} 1"),
    ):
        Path("/proc/self", name).write_text(line)


def _nobody():
    """Return the account "nobody", or any that is not root's: PostgreSQL wants one that has a name."""
    others = [account for account in pwd.getpwall() if account.pw_uid != 0]
    return next((account for account in others if account.pw_name == "nobody"), others[0])


def _account(folder):
    """Return the owner of the folder that holds the data folder, or "nobody" where that is root."""
    try:
        owner = pwd.getpwuid(folder.parent.stat().st_uid)
    except KeyError:
        return _nobody()
    return owner if owner.pw_uid else _nobody()


def _open_way(path, uid):
    """Let the user search, but not read, the folders above path."""
    for parent in path.resolve().parents:
        status = parent.stat()
        if status.st_uid != uid and not status.st_mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)


def _open_tree(tree):
    """Let everybody read the programs of PostgreSQL: installed with a strict umask they are root's alone."""
    for folder, _, names in os.walk(tree):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            mode = path.stat().st_mode
            more = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
            if mode & more != more:
                path.chmod(stat.S_IMODE(mode) | more)


def _own(folder, uid, gid):
    """Give the folder and all in it to the user, where it is not theirs already."""
    if folder.stat().st_uid == uid:
        return
    for path, _, names in os.walk(folder):
        for name in names:
            os.chown(os.path.join(path, name), uid, gid, follow_symlinks=False)
        os.chown(path, uid, gid)
