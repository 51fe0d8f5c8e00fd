"""Reading whatever table an agent is handed: CSV, workbooks, JSON, all as one `Sheet`."""

from iafiche.exchange.sheets.reading import read_source
from iafiche.exchange.sheets.sheet import CellValue, Row, Scalar, Sheet, SourceError

__all__ = ["CellValue", "Row", "Scalar", "Sheet", "SourceError", "read_source"]
