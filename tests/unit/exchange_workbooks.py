"""Workbooks for the tests of reading: XLSX by XlsxWriter, ODS by hand, parts replaced at will."""

import io
import zipfile
from collections.abc import Callable, Mapping
from html import escape

import xlsxwriter

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """Return the workbook that `fill` writes."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return content.getvalue()


def table_xlsx(*rows: tuple[object, ...], sheet: str = "Feuil1") -> bytes:
    """Return a workbook of one worksheet with these rows."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet(sheet)
        for at, row in enumerate(rows):
            worksheet.write_row(at, 0, row)

    return xlsx(fill)


def ods(*tables: tuple[str, str]) -> bytes:
    """Return a workbook of these worksheets: the name of each, and its rows in XML."""
    prefixes = " ".join(
        f'xmlns:{name}="{_NAMESPACE}:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(f'<table:table table:name="{escape(n)}">{r}</table:table>' for n, r in tables)
    return packed(
        {
            "mimetype": ODS_TYPE.encode(),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_NAMESPACE}:manifest:1.0"/>'.encode(),
            "content.xml": (
                f"<office:document-content {prefixes}><office:body><office:spreadsheet>"
                f"{body}</office:spreadsheet></office:body></office:document-content>"
            ).encode(),
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells, each an XML element or a text."""
    inner = "".join(cell if cell.startswith("<") else ods_text(cell) for cell in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def ods_text(text: str, attributes: str = "") -> str:
    """Return a cell of text; its lines are paragraphs."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string" {attributes}>{lines}</table:table-cell>'


def ods_value(kind: str, value: str, shown: str = "") -> str:
    """Return a cell of another type."""
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(
        kind, "value"
    )
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unpacked(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet_xml(rows: str) -> bytes:
    """Return an XLSX workbook whose one worksheet has these rows in XML."""
    parts = unpacked(table_xlsx(("coll_nom", "nom_projet"), ("Belrive", "Rives")))
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )
    return packed(parts)
