"""`schema`: which schema is written."""

import json
from pathlib import Path

import pytest

from iafiche.exchange.json_schema import json_schema
from iafiche.exchange.table_schema import table_schema
from iafiche.store.migrations import FORMAT
from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), table_schema(complete=False)),
        (("--format", "table-schema", "--complet"), table_schema(complete=True)),
        (("--format", "json-schema"), json_schema(FORMAT.version)),
        (("--format", "json-schema", "--complet"), json_schema(FORMAT.version)),
    ],
)
def test_the_schema_asked_for_is_written(
    call: Call, options: tuple[str, ...], expected: dict[str, object]
) -> None:
    done = call("schema", *options)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == expected


def test_a_schema_in_a_file_is_told_with_its_place(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "schéma.json"
    done = call("schema", "-o", str(file))
    told = f"Schéma «\u00a0table-schema\u00a0» écrit dans «\u00a0{file}\u00a0».\n"
    assert (done.code, done.out, done.err) == (0, "", told)
    assert json.loads(file.read_bytes()) == table_schema(complete=False)


def test_another_format_is_refused_with_those_there_are(call: Call) -> None:
    refused = call("schema", "--format", "xsd")
    assert refused.code == 2
    assert "Choisissez parmi « table-schema », « json-schema »." in " ".join(refused.err.split())
