#!/usr/bin/python3
"""Reads a workbook with openpyxl, which is not ours: lines of JSON, one per sheet and one per row.

A cell is null, or its kind and value: "s:" text, "n:" number, "d:" date, "f:" formula, anything else "?:".
"b" before the kind: bold. Any warning of openpyxl's is a failure, and so is a broken entry of the zip.
"""
import datetime
import json
import sys
import warnings
import zipfile

import openpyxl
from openpyxl.utils.escape import unescape


def shown(cell):
    if cell.value is None:
        return None
    bold = "b" if cell.font.b else ""
    if cell.is_date and isinstance(cell.value, datetime.datetime):
        assert cell.number_format == "[$-414]dd.mm.yyyy", cell.number_format
        return bold + "d:" + cell.value.strftime("%Y-%m-%d")
    if cell.data_type == "f":
        return bold + "f:" + str(cell.value)
    if cell.data_type in ("s", "inlineStr"):
        assert cell.number_format == "@", cell.number_format
        return bold + "s:" + unescape(cell.value)
    if cell.data_type == "n":
        return bold + "n:" + str(cell.value)
    return bold + "?:" + repr(cell.value)


def main(path):
    warnings.simplefilter("error")
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        assert broken is None, broken
    with open(path, "rb") as file:
        book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        widths = [round(sheet.column_dimensions[letter].width) for letter in sheet.column_dimensions]
        print(json.dumps({"sheet": sheet.title, "frozen": sheet.freeze_panes, "filter": sheet.auto_filter.ref,
                          "widths": widths}, ensure_ascii=False))
        for row in sheet.iter_rows():
            print(json.dumps([shown(cell) for cell in row], ensure_ascii=False))


sys.stdout.reconfigure(encoding="utf-8")
main(sys.argv[1])
