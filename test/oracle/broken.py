"""Campaign files with mistakes, and the lines where `check` must find them; and tables with rows that cannot be read."""

import json
import re
import shutil
from pathlib import Path
from typing import Any, Callable

LEGAL = "{{sender.name}} {{sender.address}} {{sender.contact}} {{unsubscribeUrl}}"

# name → (lines of the file, lines where a mistake must be named, words that the answer to it should hold)
BROKEN: dict[str, tuple[list[str], list[int], str]] = {
    "unquoted-subject": (
        ["---", "name: 題名", "trigger: { every: year, on: customer.birthday }", "category: contract", "subject: {{氏名}}様", "---", "<p>本文</p>"],
        [5],
        "で囲んでください",
    ),
    "two-mistakes": (
        ["---", "name: 二つ", "trigger: { every: year, on: customer.birthday }", "category: marketting", "subject: 'x'", "at: 25:00", "---", "<p>本文</p>"],
        [4, 6],
        "",
    ),
    "no-year": (["---", "name: 年なし", "trigger: { on: customer.birthday }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], ""),
    "ambiguous-purchase-date": (["---", "name: 曖昧", "trigger: { every: year, on: 購入日 }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], "purchase.date"),
    "unknown-date": (["---", "name: 曖昧", "trigger: { before: 配信.終了日, offsets: [P1M] }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], ""),
    "missing-offset": (
        ["---", "name: 題名不足", "trigger: { before: contract.endDate, offsets: [P3M, P1W] }", "category: contract", "subject:", "  P3M: '三ヶ月前'", "---", "<p>本文</p>"],
        [5],
        "P1W",
    ),
    "unknown-variable": (["---", "name: 変数", "trigger: { every: year, on: customer.birthday }", "category: contract", "subject: 'x'", "---", "<p>本文</p>", "<p>{{氏明}}</p>", "<p>{{nothing.here}}</p>"], [8, 9], ""),
    "unknown-helper": (["---", "name: 助け", "trigger: { every: month, day: 1 }", "category: contract", "subject: 'x'", "---", "<p>a</p>", "<p>b</p>", "<p>{{shout name}}</p>"], [9], "shout"),
    "unclosed-block": (["---", "name: 閉じ忘れ", "trigger: { every: month, day: 1 }", "category: contract", "subject: 'x'", "---", "<p>a</p>", "{{#if name}}", "<p>b</p>"], [8], ""),
    "no-footer": (["---", "name: 表示なし", "trigger: { every: month, day: 1 }", "category: marketing", "subject: 'x'", "---", "<p>本文</p>"], [], "unsubscribeUrl"),
    "past-once": (["---", "name: 過去", "trigger: { once: 2020-04-01 }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], ""),
    "bad-cel": (["---", "name: 式", "trigger: { every: month, day: 1 }", "where: 'customer.productA &&'", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [4], ""),
    "unknown-field-in-cel": (["---", "name: 式", "trigger: { every: month, day: 1 }", "where: 'customer.productZ == true'", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [4], "productZ"),
    "not-boolean": (["---", "name: 式", "trigger: { every: month, day: 1 }", "where: 'customer.name'", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [4], ""),
    "unknown-column-in-where": (["---", "name: 列", "trigger: { every: month, day: 1 }", "where:", "  契約状態: 有効", "  製品Z購入フラグ: はい", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [6], "製品Z購入フラグ"),
    "unknown-key": (["---", "name: 鍵", "trigger: { every: month, day: 1 }", "category: contract", "subjet: 'x'", "subject: 'x'", "---", "<p>本文</p>"], [5], "subjet"),
    "missing-keys": (["---", "name: 足りない", "trigger: { every: month, day: 1 }", "---", "<p>本文</p>"], [], "subject"),
    "bad-offset": (["---", "name: 期間", "trigger: { before: contract.endDate, offsets: [3ヶ月] }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], ""),
    "bad-zone": (["---", "name: 時間帯", "trigger: { every: month, day: 1 }", "timeZone: Asia/Tokio", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [4], ""),
    "bad-day": (["---", "name: 日", "trigger: { every: month, day: 32 }", "category: contract", "subject: 'x'", "---", "<p>本文</p>"], [3], ""),
    "missing-partial": (["---", "name: 部品", "trigger: { every: month, day: 1 }", "category: contract", "subject: 'x'", "---", "<p>a</p>", "{{> nowhere}}"], [8], "nowhere"),
    "subject-variable": (["---", "name: 題", "trigger: { every: month, day: 1 }", "category: contract", "subject: 'やあ {{nameo}}'", "---", "<p>本文</p>"], [5], "nameo"),
    "no-front-matter": (["<p>本文だけ</p>"], [1], ""),
    "unclosed-front-matter": (["---", "name: x", "trigger: { every: month, day: 1 }", "<p>本文</p>"], [], ""),
}

GOOD = ["---", "name: 正しい", "trigger: { every: month, day: 1 }", "category: marketing", "subject: 'x'", "---", f"<p>{LEGAL}</p>"]


def check_broken_files(folder: Path, fushime: Callable[..., Any], tally: Any) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "campaigns").mkdir(parents=True)
    paths = {}
    for number, (name, (lines, _, _)) in enumerate([*BROKEN.items(), ("good", (GOOD, [], ""))]):
        path = folder / "campaigns" / f"{name}.hbs"
        newline, bom = ("\r\n", "\ufeff") if number % 3 == 0 else ("\n", "")
        path.write_bytes((bom + newline.join(lines) + newline).encode("utf-8"))
        paths[name] = path
    told = fushime("check", *paths.values())
    tally.check("check exit code", told.returncode, 1, told.stderr[-500:])
    output = told.stdout + told.stderr
    tally.check("check shows no stack trace", bool(re.search(r"^\s+at .*:\d+:\d+\)?$", output, re.M)), False)
    for name, (_, lines, words) in BROKEN.items():
        found = [(int(line), message) for line, message in re.findall(rf"{name}\.hbs:(\d+):\d+: (.+)", output)]
        tally.check(f"check {name}: something said", bool(found), True)
        if lines:
            tally.check(f"check {name}: lines", sorted({line for line, _ in found}), lines, str(found))
        tally.check(f"check {name}: words", any(words in message for _, message in found), True, f"{words!r} in {found}")
    tally.check("check good.hbs", re.findall(r"good\.hbs:.*", output), [])
    alone = fushime("check", paths["good"])
    tally.check("check of a good file: exit code", alone.returncode, 0, alone.stdout[-500:])
    as_json = fushime("check", "--json", paths["no-year"], paths["good"])
    try:
        json.loads(as_json.stdout)
        tally.check("check --json", as_json.returncode, 1)
    except ValueError as wrong:
        tally.check("check --json", str(wrong), "one JSON document")
