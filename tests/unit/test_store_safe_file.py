"""A file being saved holds its old content or its new one, whatever happens."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iafiche.store.safe_file import write_safely
from iafiche.store.system_errors import SaveError
from tests.conftest import ROOT
from tests.faults import failing, install

posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX modes, signals or limits")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refusal(path: Path, data: bytes = b"new") -> SaveError:
    with pytest.raises(SaveError) as caught:
        write_safely(path, data)
    assert caught.value.message.endswith(".")
    assert caught.value.advice.endswith(".")
    return caught.value


def test_a_new_file_and_an_old_one_get_the_content_and_nothing_else_appears(
    tmp_path: Path,
) -> None:
    path = tmp_path / "fiche.toml"

    write_safely(path, b"one\r\n")
    assert path.read_bytes() == b"one\r\n"
    write_safely(path, b"two\n")

    assert path.read_bytes() == b"two\n"
    assert names_in(tmp_path) == {"fiche.toml"}


@posix_only
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_umask_gives(
    tmp_path: Path, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        write_safely(tmp_path / "fiche", b"")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "fiche").stat().st_mode) == mode


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_an_old_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    path.chmod(mode)

    write_safely(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator gives files away"
)
def test_an_old_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)

    write_safely(path, b"new")

    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_stays_and_its_target_changes(tmp_path: Path, *, exists: bool) -> None:
    (tmp_path / "ailleurs").mkdir()
    target = tmp_path / "ailleurs" / "fiche"
    if exists:
        target.write_bytes(b"old")
    link = tmp_path / "lien"
    link.symlink_to(Path("ailleurs") / "fiche")

    write_safely(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names_in(target.parent) == {"fiche"}


def test_a_read_only_file_is_refused_rather_than_replaced(tmp_path: Path) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    path.chmod(0o444)

    assert "protégé en écriture" in refusal(path).message
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == {"fiche"}


def test_a_file_of_somebody_else_is_refused(plain_users_folder: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only an administrator can make somebody else's file")
    path = plain_users_folder / "fiche"
    os.seteuid(0)
    path.write_bytes(b"old")
    os.seteuid(65534)

    assert "protégé en écriture" in refusal(path).message


def test_a_folder_that_takes_no_file_is_named(plain_users_folder: Path) -> None:
    plain_users_folder.chmod(0o500)

    error = refusal(plain_users_folder / "fiche")

    assert f"d'écrire dans le dossier « {plain_users_folder} »" in error.message
    assert "autre dossier" in error.advice


def test_a_folder_that_has_gone_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "parti" / "fiche")

    assert f"Le dossier « {tmp_path / 'parti'} » n'existe pas" in error.message


@pytest.mark.parametrize(
    ("name", "said"),
    [("a" * 300, "trop long"), ("a\0b", "refuse ce nom"), (".", "dossier, pas un fichier")],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in refusal(tmp_path / name).message


def test_the_longest_possible_name_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)

    write_safely(path, b"new")

    assert path.read_bytes() == b"new"


@posix_only
def test_a_device_is_refused() -> None:
    assert "ordinaire" in refusal(Path("/dev/null")).message


_LIMITED = """
import resource, sys
from pathlib import Path
from iafiche.store.safe_file import write_safely
from iafiche.store.system_errors import SaveError
from tests.conftest import ROOT
from tests.faults import failing, install
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_safely(Path(sys.argv[1]), b"x" * 5000)
except SaveError as error:
    print(error.message)
"""


@posix_only
def test_a_full_disk_is_told_and_leaves_the_old_content_alone(tmp_path: Path) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")

    run = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )

    assert "plus assez de place" in run.stdout.decode()
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == {"fiche"}


_FATAL = ("check_writable", "create", "write", "flush", "close", "replace")


@pytest.mark.parametrize("step", _FATAL)
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "full"), SaveError),
        (OSError(errno.EIO, "broken"), SaveError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_failure_at_any_step_leaves_the_old_content_and_no_trace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    install(monkeypatch, failing(step, error))

    with pytest.raises(raised):
        write_safely(path, b"new")

    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == {"fiche"}


def test_a_share_that_does_not_know_its_folders_keeps_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, failing("flush_folder", OSError(errno.EINVAL, "not here")))

    assert write_safely(tmp_path / "fiche", b"new") == ()
    assert (tmp_path / "fiche").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "plus assez de place"),
        (getattr(errno, "EDQUOT", errno.ENOSPC), "quota"),
        (errno.EROFS, "lecture seule"),
        (getattr(errno, "ESTALE", errno.ETIMEDOUT), "partage réseau ne répond plus"),
        (errno.ETIMEDOUT, "partage réseau ne répond plus"),
        (errno.EIO, "ne parvient pas à écrire"),
    ],
)
def test_what_a_disk_refuses_is_told_with_a_way_out_for_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    install(monkeypatch, failing("write", OSError(number, os.strerror(number))))

    error = refusal(tmp_path / "export.csv")

    assert said in error.message
    assert "autre dossier" in error.advice
    assert "fiche" not in f"{error.message} {error.advice}"


@pytest.mark.parametrize("number", [errno.EPERM, errno.EEXIST, errno.EXDEV, errno.ENOTSUP])
def test_a_folder_that_takes_a_file_but_replaces_none_is_told_from_one_that_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    install(monkeypatch, failing("replace", OSError(number, os.strerror(number))))

    error = refusal(tmp_path / "fiche")

    assert f"Le dossier « {tmp_path} » refuse de remplacer ce fichier" in error.message
    assert "autre dossier" in error.advice


def test_a_disk_that_fails_once_the_file_is_in_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, failing("flush_folder", OSError(errno.EIO, "broken")))

    (caveat,) = write_safely(tmp_path / "fiche", b"new")

    assert "en cas de coupure" in caveat.message


def test_a_share_that_vouches_for_nothing_takes_the_file_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", _refuses(OSError(errno.EINVAL, "no such call")))

    (caveat,) = write_safely(tmp_path / "fiche", b"new")

    assert "en cas de coupure" in caveat.message
    assert (tmp_path / "fiche").read_bytes() == b"new"


def _refuses(error: OSError) -> Callable[..., None]:
    def refuse(*_arguments: object) -> None:
        raise error

    return refuse


def test_the_other_name_of_a_file_keeps_the_old_content_and_that_is_told(tmp_path: Path) -> None:
    path, other = tmp_path / "fiche", tmp_path / "autre"
    path.write_bytes(b"old")
    os.link(path, other)

    (caveat,) = write_safely(path, b"new")

    assert "garde l'ancien contenu" in caveat.message
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")
    assert write_safely(path, b"newer") == ()


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Linux's extended attributes")
def test_an_old_file_keeps_what_is_attached_to_it(tmp_path: Path) -> None:
    assert sys.platform == "linux"
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.service", b"numerique")
    except OSError:
        pytest.skip("this file system has no such attributes")

    write_safely(path, b"new")

    assert os.getxattr(path, "user.service") == b"numerique"


def test_what_a_dead_program_left_beside_a_file_goes_with_a_later_save(tmp_path: Path) -> None:
    path = tmp_path / "fiche"
    path.write_bytes(b"old")
    _save_and_die(path, at=3)
    (left,) = names_in(tmp_path) - {"fiche"}

    # It may be somebody else's, who is still saving.
    write_safely(path, b"new")
    assert names_in(tmp_path) == {"fiche", left}

    long_ago = time.time() - 3600
    os.utime(tmp_path / left, (long_ago, long_ago))
    write_safely(path, b"newer")
    assert names_in(tmp_path) == {"fiche"}
    assert path.read_bytes() == b"newer"


_SAVE_AND_DIE = """
import sys
from pathlib import Path
from iafiche.store import disk
from iafiche.store.safe_file import write_safely
from tests.faults import FaultyDisk, dying
disk.DISK = FaultyDisk(dying(int(sys.argv[2])))
write_safely(Path(sys.argv[1]), b"new" * 1000)
"""


def _save_and_die(path: Path, at: int) -> int:
    command = [sys.executable, "-c", _SAVE_AND_DIE, str(path), str(at)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


@pytest.mark.parametrize("exists", [True, False])
def test_a_machine_that_dies_before_any_step_of_a_save_leaves_a_whole_file(
    tmp_path: Path, *, exists: bool
) -> None:
    ends = []
    for at in range(20):
        path = tmp_path / f"fiche-{at}"
        if exists:
            path.write_bytes(b"old")
        lived = _save_and_die(path, at) == 0
        ends.append(path.read_bytes() if path.exists() else None)
        if lived:
            break
    old = b"old" if exists else None

    assert lived
    assert set(ends) == {old, b"new" * 1000}
    # Once it is the new one, it stays so.
    assert ends == sorted(ends, key=lambda content: content != old)


_SAVING_FOR_EVER = """
import itertools, sys
from pathlib import Path
from iafiche.store.safe_file import write_safely
for letter in itertools.cycle((b"a", b"b")):
    write_safely(Path(sys.argv[1]), letter * 200_000)
    print("saved", flush=True)
"""


@posix_only
@pytest.mark.parametrize("saves_before", [1, 4, 9])
def test_a_program_killed_while_saving_leaves_a_whole_file(
    tmp_path: Path, saves_before: int
) -> None:
    path = tmp_path / "fiche"
    with subprocess.Popen(
        [sys.executable, "-c", _SAVING_FOR_EVER, str(path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for _ in range(saves_before):
            process.stdout.readline()
        # Somewhere in the middle of the next one.
        time.sleep(0.0005 * saves_before)
        process.send_signal(signal.SIGKILL)

    assert path.read_bytes() in (b"a" * 200_000, b"b" * 200_000)
