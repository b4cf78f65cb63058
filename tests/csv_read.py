#!/usr/bin/python3
"""Reads a CSV file with Python's own strict reader, which is not ours: a line of JSON for each row, of texts.

The file must be UTF-8 with a byte-order mark, and every row must end with CRLF.
"""
import csv
import json
import sys


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data.startswith(b"\xef\xbb\xbf"), "no byte-order mark"
    assert data.endswith(b"\r\n"), "the last row does not end"
    with open(path, encoding="utf-8-sig", errors="strict", newline="") as file:
        for row in csv.reader(file, delimiter=";", quotechar='"', doublequote=True, strict=True):
            print(json.dumps(row, ensure_ascii=False))


csv.field_size_limit(1 << 24)
sys.stdout.reconfigure(encoding="utf-8")
main(sys.argv[1])
