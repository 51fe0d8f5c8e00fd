"""Reading whatever table an agent is handed: CSV, workbooks, JSON, all as one `Sheet`."""

from iafiche.exchange.sheets.reading import read_source
from iafiche.exchange.sheets.sheet import CellValue, Row, Scalar, Sheet, SourceError

KINDS = ("CSV", "XLSX", "XLS", "ODS", "JSON", "JSONL")
"""What is read, as people name it."""

__all__ = ["KINDS", "CellValue", "Row", "Scalar", "Sheet", "SourceError", "read_source"]
