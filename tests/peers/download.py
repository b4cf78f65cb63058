#!/usr/bin/python3
"""The full dataset by Python: rows come as mariadb --quick writes them, and leave by its csv module or by openpyxl.

    mariadb --quick ... | download.py csv|xlsx CELLS > FILE
"""
import csv
import datetime
import sys

import openpyxl


def cells_of(path):
    texts, cells, choices = {}, [], (0, 0)
    for line in open(path, encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if parts[0] == "choices":
            choices = (int(parts[1]), int(parts[2]))
        elif parts[0] == "code":
            texts.setdefault(parts[1], {})[parts[2]] = parts[3]
        else:
            cells.append((parts[2], int(parts[3]), parts[4], parts[5], parts[1]))
    return texts, cells, choices


def rows(texts, cells, choices, typed):
    at_choices, width = choices
    for line in sys.stdin:
        row = line.rstrip("\n").split("\t")
        if len(row) != width:  # what the context said
            continue
        chosen = {}
        if row[at_choices] != "NULL":
            for part in row[at_choices].split(";"):
                name, codes = part.split(":")
                chosen[name] = codes.split(",")
        out = []
        for kind, at, name, code, _ in cells:
            if at < 0:
                codes = chosen.get(name)
                if codes is None:
                    out.append(None)
                elif kind == "flag":
                    out.append((1 if typed else "1") if code in codes else (0 if typed else "0"))
                else:
                    own = texts[name]
                    out.append("; ".join(own[one] for one in codes))
                continue
            value = row[at]
            if value == "NULL" or value == "":
                out.append(None)
            elif kind == "words":
                out.append(texts[name].get(value))
            elif kind == "date":
                year, month, day = value.split("-")
                out.append(datetime.date(int(year), int(month), int(day)) if typed else f"{day}.{month}.{year}")
            elif kind == "number" and typed:
                out.append(int(value))
            elif not typed and value[0] in "=+-@\t\r":
                out.append("'" + value)
            else:
                out.append(value)
        yield out


def main():
    kind, path = sys.argv[1:]
    texts, cells, choices = cells_of(path)
    headings = [cell[4] for cell in cells]
    if kind == "csv":
        sys.stdout.reconfigure(newline="", encoding="utf-8-sig")
        writer = csv.writer(sys.stdout, delimiter=";")
        writer.writerow(headings)
        writer.writerows(rows(texts, cells, choices, False))
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("datasett")
    sheet.append(headings)
    for row in rows(texts, cells, choices, True):
        sheet.append(row)
    book.save(sys.stdout.buffer)


main()
