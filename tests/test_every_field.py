"""Form, file, CSV, schema and reference cover exactly the declared fields: none typed elsewhere."""

import csv
import io
import re
import tomllib

from iafiche.exchange.bibliotheque import write_csv
from iafiche.exchange.reference import field_reference
from iafiche.exchange.table_schema import table_schema
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.document import new_text
from tests.fiches import complete_draft

KEYS = [spec.key for spec in CATALOGUE.fields]
COLUMNS = [spec.key for spec in CATALOGUE.columns]


def test_there_are_the_38_columns_of_the_published_schema() -> None:
    assert [spec.field.column for spec in CATALOGUE.columns] == list(range(1, 39))
    assert sorted(COLUMNS) == sorted(KEYS)


def test_the_pages_of_the_form_show_each_field_once() -> None:
    assert [spec.key for page in CATALOGUE.pages for spec in page.fields] == KEYS


def test_a_file_holds_each_field_in_its_section() -> None:
    draft = complete_draft(status_abandon="Données trop lacunaires.")
    tables = tomllib.loads(new_text(draft))
    sections = [section.key for section in CATALOGUE.sections]
    written = [(section, key) for section in sections for key in tables[section]]
    assert written == [spec.path for spec in CATALOGUE.fields]


def test_the_complete_csv_has_each_field_as_a_column() -> None:
    text = write_csv([complete_draft()], complete=True)
    assert next(csv.reader(io.StringIO(text), delimiter=";")) == COLUMNS


def test_the_table_schema_describes_each_column() -> None:
    fields = table_schema(complete=True)["fields"]
    assert isinstance(fields, list)
    assert [field["name"] for field in fields] == COLUMNS


def test_the_reference_page_explains_each_field_once() -> None:
    described = re.findall(r"^`([a-z_]+)` · ", field_reference(), re.MULTILINE)
    assert described == KEYS
