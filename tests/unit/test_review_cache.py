"""A second review reads only what has changed, and finds the very same."""

import datetime
import json
import os
import random
from pathlib import Path
from zlib import crc32

import pytest

from iafiche.model.field import Role
from iafiche.model.flaws import Code
from iafiche.review import cache, judge
from iafiche.review.cache_file import TRAILER
from iafiche.review.verdict import Verdict, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft

LONG_AGO = 1_700_000_000_000_000_000


class Folder:
    """A folder of fiches, its cache, and the files that a review has read."""

    def __init__(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = base / "fiches"
        self.cache = base / "cache"
        self.read: list[str] = []
        self.path.mkdir()
        for module in (judge, cache):
            monkeypatch.setattr(module, "read_start", self._reading(module.read_start))

    def _reading(self, original: object) -> object:
        def read_start(path: str, count: int) -> object:
            self.read.append(Path(path).name.partition(".")[0])
            return original(path, count)  # type: ignore[operator]

        return read_start

    def write(self, name: str, text: str | None = None, *, age: int = 0, **changes: str) -> Path:
        """Write a fiche, as if it had been there for long."""
        path = self.path / f"{name}.fiche.toml"
        path.parent.mkdir(exist_ok=True)
        changes.setdefault("nom_projet", f"Projet {name}")
        path.write_text(new_text(complete_draft(**changes)) if text is None else text, "utf-8")
        os.utime(path, ns=(LONG_AGO + age, LONG_AGO + age))
        return path

    def write_many(self, count: int) -> None:
        """Write fiches that differ in nothing but the project's name."""
        text = new_text(complete_draft(nom_projet="Projet @"))
        for rank in range(count):
            self.write(f"{rank:04}", text.replace("Projet @", f"Projet {rank:04}"))

    def review(self, today: datetime.date = TODAY, **options: object) -> list[Verdict]:
        self.read.clear()
        return list(review_files([self.path], today, cache=self.cache, **options))  # type: ignore[arg-type]

    def found(self, today: datetime.date = TODAY, **options: object) -> list[object]:
        return [_told(verdict) for verdict in self.review(today, **options)]

    def afresh(self, today: datetime.date = TODAY) -> list[object]:
        """Return the same without a cache; what that reads does not count."""
        read = list(self.read)
        told = [_told(verdict) for verdict in review_files([self.path], today)]
        self.read[:] = read
        return told


def _told(verdict: Verdict) -> object:
    texts = tuple(verdict.text(role) for role in Role)
    return str(verdict.path), verdict.state, verdict.findings, verdict.completeness, texts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def _mixed(folder: Folder) -> None:
    folder.write("a")
    folder.write("b", coll_siret="21579990900018", url_infos="http://ville-belrive.fr")
    folder.write("c", "= = =")
    folder.write("d", partenaires="", coll_nom="É\u202e « x »")
    folder.write("sous/e", "[general]\nhebergement = 'NSP'\ncoll_siret = 3\n")
    folder.write("sous/f")


def test_nothing_is_read_again_and_the_same_is_found(folder: Folder) -> None:
    _mixed(folder)
    first = folder.found()
    assert sorted(set(folder.read)) == list("abcdef")
    assert folder.found() == first == folder.afresh()
    assert folder.read == []


def test_a_draft_that_was_not_kept_is_read_when_asked_for(folder: Folder) -> None:
    folder.write("a")
    folder.review()
    (verdict,) = folder.review()
    assert verdict.draft == complete_draft(nom_projet="Projet a")


@pytest.mark.parametrize("count", [1, 300])
def test_of_many_only_the_changed_one_is_read(folder: Folder, count: int) -> None:
    folder.write_many(count)
    folder.review()
    folder.write(f"{count // 2:04}", age=1, coll_nom="")
    found = folder.found()
    assert folder.read == [f"{count // 2:04}"]
    assert found == folder.afresh()
    assert folder.found() == found
    assert folder.read == []


def test_new_and_lost_fiches_are_noticed(folder: Folder) -> None:
    folder.write_many(600)
    folder.review()
    folder.write("0001-bis")
    (folder.path / "0300.fiche.toml").unlink()
    (folder.path / "0599.fiche.toml").rename(folder.path / "9999.fiche.toml")
    assert folder.found() == folder.afresh()
    assert set(folder.read) == {"0001-bis", "9999"}
    folder.review()
    assert folder.read == []


@pytest.mark.parametrize("change", ["time", "size", "inode"])
def test_time_size_and_inode_each_tell_a_change(folder: Folder, change: str) -> None:
    path = folder.write("a", "x = 1\n")
    folder.review()
    if change == "time":
        folder.write("a", "y = 1\n", age=1)
    elif change == "size":
        folder.write("a", "yy = 1\n")
    else:
        other = folder.write("b", "y = 1\n")
        other.replace(path)
    if change == "inode" and not path.stat().st_ino:
        pytest.skip("a file system without inodes")
    assert folder.found() == folder.afresh()
    assert folder.read


def test_a_file_written_again_with_the_same_content_is_known_by_it(folder: Folder) -> None:
    folder.write("a", coll_nom="")
    first = folder.found()
    folder.write("a", age=5_000_000_000, coll_nom="")
    assert folder.found() == first
    assert folder.read == ["a"]
    folder.found()
    assert folder.read == []


def test_a_file_changed_while_it_was_young_is_found_out_by_its_content(folder: Folder) -> None:
    path = folder.write("a", "x = 1\n")
    os.utime(path)
    kept = path.stat()
    folder.review()
    with path.open("r+b") as file:
        file.write(b"y = 1\n")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert path.stat().st_mtime_ns == kept.st_mtime_ns
    assert folder.found() == folder.afresh()


def test_the_day_counts_for_the_rules_that_look_at_it(folder: Folder) -> None:
    folder.write("a", date="21/01/2026")
    folder.write("b", date="21/01/2025")
    folder.write("c", projet_date="01/2027", date="21/01/2027")
    for days in (0, 1, 30, 324, 325, 400, 800, 0):
        day = TODAY + datetime.timedelta(days)
        assert folder.found(day) == folder.afresh(day)
    folder.review(TODAY + datetime.timedelta(30))
    read = set(folder.read)
    folder.review(TODAY + datetime.timedelta(31))
    assert read >= {"c"}
    assert set(folder.read) == {"c"}


def test_other_settings_are_another_matter(folder: Folder) -> None:
    folder.write("a", url_infos="http://ville-belrive.fr")
    folder.write("sous/b", url_infos="http://ville-belrive.fr")
    folder.review()
    (folder.path / "sous" / "iafiche.toml").write_text('[ignorer]\nurl-http = "x"', "utf-8")
    assert folder.found() == folder.afresh()
    assert folder.read == ["b"]
    folder.review(stale_after=10)
    assert sorted(folder.read) == ["a", "b"]


def test_other_rules_are_another_matter(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a")
    folder.review()
    monkeypatch.setattr("iafiche.review.pipeline.stamp_of_rules", lambda: "another version")
    folder.review()
    assert folder.read == ["a"]


def test_a_logo_beside_the_fiche_is_looked_for_each_time(folder: Folder) -> None:
    folder.write("a", image_url="logo.png")
    folder.write("b")
    folder.review()
    (folder.path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert folder.found() == folder.afresh()
    assert folder.read == ["a"]


def _cache_files(folder: Folder) -> list[Path]:
    return sorted(folder.cache.iterdir())


def test_a_cache_is_one_file_and_leaves_nothing_beside_it(folder: Folder) -> None:
    _mixed(folder)
    folder.review()
    (first,) = _cache_files(folder)
    before = first.stat().st_mtime_ns
    folder.review()
    assert _cache_files(folder) == [first]
    assert first.stat().st_mtime_ns == before


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_cache_is_not_believed(folder: Folder, seed: int) -> None:
    _mixed(folder)
    expected = folder.found()
    (path,) = _cache_files(folder)
    data = bytearray(path.read_bytes())
    drawn = random.Random(seed)
    match seed % 3:
        case 0:
            for _ in range(drawn.randint(1, 30)):
                data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
        case 1:
            del data[drawn.randrange(len(data)) :]
        case _:
            data[drawn.randrange(len(data)) :] = drawn.randbytes(100)
    path.write_bytes(data)
    assert folder.found() == expected
    assert folder.found() == expected
    assert folder.read == []


@pytest.mark.parametrize(
    ("kept", "damaged"),
    [(b"Projet a", b"Projet z"), (b"url-http", b"url-htta"), (b"a.fi", b"z.fi")],
)
def test_not_one_damaged_letter_is_believed(folder: Folder, kept: bytes, damaged: bytes) -> None:
    folder.write("a", url_infos="http://ville-belrive.fr")
    expected = folder.found()
    (path,) = _cache_files(folder)
    data = path.read_bytes()
    assert kept in data
    path.write_bytes(data.replace(kept, damaged))
    assert folder.found() == expected
    assert folder.read == ["a"]


@pytest.mark.parametrize("content", [b"", b"x", b"[]", b"\0" * 40, b'{"a": 1}' * 10])
def test_a_foreign_file_in_its_place_is_not_believed(folder: Folder, content: bytes) -> None:
    folder.write("a")
    folder.review()
    (path,) = _cache_files(folder)
    path.write_bytes(content)
    assert folder.found() == folder.afresh()
    folder.review()
    assert folder.read == []


def test_where_no_cache_can_be_kept_the_review_goes_on(folder: Folder) -> None:
    folder.write("a")
    folder.cache.write_text("a file in the way", "utf-8")
    assert folder.found() == folder.afresh()


def test_a_review_that_is_broken_off_keeps_what_it_found(folder: Folder) -> None:
    folder.write_many(600)
    verdicts = review_files([folder.path], TODAY, cache=folder.cache)
    for _ in range(300):
        next(verdicts)
    verdicts.close()
    assert folder.found() == folder.afresh()
    assert 0 < len(folder.read) < 600
    folder.write("0000", age=1)
    begun = review_files([folder.path], TODAY, cache=folder.cache)
    next(begun)
    begun.close()
    folder.review()
    assert folder.read == []


def test_two_reviews_at_once_leave_a_whole_cache(folder: Folder) -> None:
    folder.write_many(40)
    one = review_files([folder.path], TODAY, cache=folder.cache)
    other = review_files([folder.path], TODAY, cache=folder.cache)
    next(one)
    assert len(list(other)) == 40
    assert len(list(one)) == 39
    folder.review()
    assert folder.read == []
    assert len(_cache_files(folder)) == 1


def test_each_folder_under_review_has_a_cache_of_its_own(folder: Folder) -> None:
    folder.write("a")
    folder.write("sous/b")
    folder.review()
    list(review_files([folder.path / "sous"], TODAY, cache=folder.cache))
    assert len(_cache_files(folder)) == 2
    folder.review()
    assert folder.read == []


def test_what_is_found_across_fiches_is_found_again(folder: Folder) -> None:
    folder.write("a", nom_projet="Propreté des rives")
    folder.write("b", nom_projet="Propretée des rives")
    first = folder.found()
    folder.read.clear()
    assert folder.found() == first
    codes = [found.code for verdict in folder.review() for found in verdict.findings]
    assert codes == [Code.DOUBLON]
    folder.write("a", age=1, nom_projet="Tri du courrier")
    assert folder.found() == folder.afresh()


def test_old_caches_and_spares_are_swept_away(folder: Folder) -> None:
    folder.write("a")
    folder.cache.mkdir()
    for name in ("revue-0.cache", "revue-1.tmp", "autre.txt"):
        (folder.cache / name).write_bytes(b"")
        os.utime(folder.cache / name, ns=(LONG_AGO, LONG_AGO))
    (folder.cache / "revue-2.cache").write_bytes(b"")
    folder.review()
    names = {path.name for path in _cache_files(folder)}
    assert names > {"autre.txt", "revue-2.cache"}
    assert not names & {"revue-0.cache", "revue-1.tmp"}


def _crafted(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a cache with something else in its blocks and its index, and the right checksums."""
    offset, length, _check = TRAILER.unpack(data[-TRAILER.size :])
    stamp, rows = json.loads(data[offset : offset + length])
    blocks = b""
    for row in rows:
        begin = row[5]
        block = data[begin : begin + row[6]].replace(old, new.ljust(len(old))[: len(old)])
        row[5:8] = len(blocks), len(block), crc32(block)
        blocks += block
    index = json.dumps([stamp, rows]).encode()
    return blocks + index + TRAILER.pack(len(blocks), len(index), crc32(index))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"url-http"', b"[[[[[[[[[["),
        (b'"url-http"', b"123"),
        (b'"url-http"', b'"inconnue"'),
        (b'["metadata", "date"]', b"[1, {}]"),
        (b"[[0, [[[", b"[[9, [[["),
        (b"[[0, [[[", b"[[-1,[[["),
        (b'"\\u00c9crivez', b"17000000"),
        (b"a.fi", b"z\0fi"),
    ],
)
def test_a_crafted_cache_with_right_checksums_does_no_harm(
    folder: Folder, old: bytes, new: bytes
) -> None:
    folder.write("a", url_infos="http://ville-belrive.fr", date="2026-01-21")
    folder.review()
    (path,) = _cache_files(folder)
    data = path.read_bytes()
    if old not in data:
        pytest.fail(repr(data))
    path.write_bytes(_crafted(data, old, new))
    assert folder.found() == folder.afresh()


def test_a_crafted_text_that_is_none_is_shown_all_the_same(folder: Folder) -> None:
    folder.write("a")
    folder.review()
    (path,) = _cache_files(folder)
    path.write_bytes(_crafted(path.read_bytes(), b"Projet a", b"Projet \xff"))
    assert [verdict.title for verdict in folder.review()] == ["Projet \N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize(
    "shared", [1, [1], [[0]], [[0, [1]]], [["0", []]], [[7, []]], [[0, [["x"] * 10]]], {"a": 1}]
)
def test_crafted_findings_across_fiches_do_no_harm(folder: Folder, shared: object) -> None:
    folder.write("a")
    folder.review()
    (path,) = _cache_files(folder)
    data = path.read_bytes()
    offset, length, _check = TRAILER.unpack(data[-TRAILER.size :])
    stamp, rows = json.loads(data[offset : offset + length])
    rows[0][-1] = shared
    index = json.dumps([stamp, rows]).encode()
    path.write_bytes(data[:offset] + index + TRAILER.pack(offset, len(index), crc32(index)))
    assert folder.found() == folder.afresh()
