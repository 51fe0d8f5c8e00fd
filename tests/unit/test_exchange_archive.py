"""A folder as one archive: the files come back, and nothing tells when or where it was made."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.archive import unzipped, zipped

NAMES = st.text("abcé/-._", min_size=1, max_size=12).filter(lambda name: not name.endswith("/"))


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=5))
def test_the_files_come_back_and_their_order_does_not_count(files: dict[str, bytes]) -> None:
    archive = zipped(files)
    assert unzipped(archive) == files
    assert zipped(dict(reversed(files.items()))) == archive


def test_an_archive_is_a_plain_zip_of_readable_files() -> None:
    archive = zipped({"données/rives.html": b"rives" * 100, "index.html": b"index"})
    with zipfile.ZipFile(io.BytesIO(archive)) as reader:
        assert reader.testzip() is None
        assert reader.namelist() == ["données/rives.html", "index.html"]
        for entry in reader.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3
            assert entry.external_attr >> 16 == 0o100644
            assert entry.compress_type == zipfile.ZIP_DEFLATED


def test_an_archive_that_does_not_read_back_is_not_made() -> None:
    with pytest.raises(ValueError, match="read back"):
        zipped({"rives\0.html": b"cut at the null"})
