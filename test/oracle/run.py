#!/usr/bin/env python3
"""Compares the product with an oracle written apart from it: python3 test/oracle/run.py --seeds 2 [--first 1] [--keep DIR]

For each seed: made-up tables and campaigns, one run of a week, the same again over the kept state, a forecast and some explanations.
Prints a line per difference; the last line is `N passed, M failed`. Standard library only, Python 3.11.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.dont_write_bytecode = True

from broken import check_broken_files
from campaigns import FORMS, PARTIALS, Campaign, text_of
from company import Company, make_company
from expected import Key, Row, expected_rows
from mails import faults_of
from tables import write_tables

REPO = Path(__file__).resolve().parents[2]
COMMAND = [str(REPO / "node_modules/.bin/node"), str(REPO / "bin/fushime.js")]
# Weeks with something in them: a leap day, its absence, month ends, a Golden Week, a Silver Week, a substitute holiday, a year's end.
WEEKS = ["2027-02-24", "2028-02-26", "2027-04-28", "2026-12-29", "2027-03-17", "2027-05-28", "2027-09-17", "2028-12-29", "2027-11-26", "2027-06-28", "2027-10-29", "2027-03-11"]
DAYS = 6


class Tally:
    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def check(self, where: str, got: object, wanted: object, note: str = "") -> bool:
        if got == wanted:
            self.passed += 1
            return True
        self.failed += 1
        print(f"FAIL {where}: got {got!r}, expected {wanted!r} {note}".rstrip())
        return False


def fushime(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, cwd=REPO, timeout=600)


def write_templates(campaigns: list[Campaign], folder: Path, rng: Random) -> None:
    (folder / "campaigns").mkdir(parents=True)
    (folder / "partials").mkdir()
    for name, text in PARTIALS.items():
        (folder / "partials" / f"{name}.hbs").write_text(text, encoding="utf-8")
    for campaign in campaigns:
        text = text_of(campaign)
        if rng.random() < 0.3:
            text = text.replace("\n", "\r\n")
        encoding = "utf-8-sig" if rng.random() < 0.3 else "utf-8"
        (folder / "campaigns" / f"{campaign.id}.hbs").write_bytes(text.encode(encoding))


def read_log(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "send-log.jsonl").read_text(encoding="utf-8").splitlines() if line]


def key_of(row: dict[str, Any]) -> Key:
    return (row["campaign"], row["customer"], row["record"], row["date"], row["dueOn"], row["offset"])


def one_seed(seed: int, folder: Path, tally: Tally) -> None:
    rng = Random(seed)
    first = date.fromisoformat(WEEKS[(seed - 1) % len(WEEKS)])
    until = first + timedelta(days=DAYS - 1)
    company = make_company(rng, first, until, cp932=seed % 2 == 0)
    # Two neighbouring seeds cover every trigger form.
    forms = Random((seed + 1) // 2).sample(FORMS, len(FORMS))
    half = forms[: len(forms) // 2] if seed % 2 else forms[len(forms) // 2 :]
    campaigns = [form(rng, company) for form in half]
    data = write_tables(rng, company, folder / "data")
    templates = folder / "templates"
    write_templates(campaigns, templates, rng)
    rows = expected_rows(campaigns, company)
    print(f"seed {seed}: {first} to {until}, {'CP932' if company.cp932 else 'Unicode'}, {', '.join(c.id for c in campaigns)}; {len(rows)} rows expected", flush=True)

    state = folder / "state"
    # Odd seeds run the week in one go, even seeds stop in the middle and go over it again.
    middle = until if seed % 2 else first + timedelta(days=2)
    common = ["--data", *data, "--templates", templates, "--state", state]
    started = fushime("local", "--once", "--date", first, "--until", middle, *common, "--out", folder / "out1")
    if not tally.check(f"seed {seed} exit code", started.returncode, 0, started.stderr[-1500:] + started.stdout[-500:]):
        if not (folder / "out1" / "send-log.jsonl").exists():
            return
    again = fushime("local", "--once", "--date", first, "--until", until, *common, "--out", folder / "out2")
    tally.check(f"seed {seed} exit code, second call", again.returncode, 0, again.stderr[-1500:])
    out1, out2 = folder / "out1", folder / "out2"
    mails1, mails2 = sorted((out1 / "mail").glob("*.eml")), sorted((out2 / "mail").glob("*.eml"))
    if middle == until:
        tally.check(f"seed {seed} new mails over an existing state", [mail.name for mail in mails2], [])
    log = read_log(out2)
    compare_log(seed, rows, log, company, [*mails1, *mails2], tally)
    # Warnings are of rows that are stored: two customers of one address, a birthday still to come.
    problems = (out1 / "import-errors.csv").read_text("utf-8-sig").splitlines()[1:]
    tally.check(f"seed {seed} import errors", [line for line in problems if "【注意】" not in line], [])
    compare_forecast(seed, rows, data, templates, first, tally)
    compare_explanations(seed, rows, rng, data, templates, tally)


def compare_log(seed: int, rows: list[Row], log: list[dict[str, Any]], company: Company, mails: list[Path], tally: Tally) -> None:
    wanted: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        wanted[row.key].append(row)
    got: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for line in log:
        # What falls due after the range, and what a list of mails already sent was taken over as, is no candidate of these days.
        if company.first.isoformat() <= line["dueOn"] <= company.until.isoformat():
            got[key_of(line)].append(line)
    rivals = shared_quiet_groups(rows, got)
    used: set[str] = set()
    for key in sorted({*wanted, *got}):
        lines = sorted(got.get(key, []), key=lambda line: line["at"])
        expected = wanted.get(key, [])
        if expected and all(row.taken_over for row in expected):
            tally.check(f"seed {seed} {key} (sent before)", [line for line in lines if line["messageId"]], [])
            continue
        if not expected and lines and all(not line["messageId"] and line["state"] == "sent" for line in lines):
            continue
        have = sorted((line["state"], normal(line["reason"])) for line in lines)
        want = sorted((row.state, normal(row.reason)) for row in expected)
        group = key[0], key[1], key[4]
        if have != want and group in rivals:
            have, want = rivals[group]
        tally.check(f"seed {seed} {key}", have, want)
        for line in lines:
            row = expected_mail(expected)
            if line["state"] != "delivered":
                continue
            if row is None:
                # Several events of a customer on one day have one key: which mail is whose, the log does not say.
                used.update(mail.name for mail in mails if len(expected) > 1 and line["messageId"] in mail.name)
                continue
            left = datetime.fromisoformat(line["at"])
            tally.check(f"seed {seed} {key} left at its time, not {left}", row.moment <= left < row.moment + timedelta(minutes=10), True, str(row.moment))
            named = [mail for mail in mails if line["messageId"] and line["messageId"] in mail.name]
            if tally.check(f"seed {seed} {key} mails", len(named), 1):
                used.add(named[0].name)
                tally.check(f"seed {seed} {key} {named[0]}", faults_of(named[0], row), [])
    tally.check(f"seed {seed} mails that no row explains", [mail.name for mail in mails if mail.name not in used], [])


def expected_mail(rows: list[Row]) -> Row | None:
    """The row that tells the mail's words; none where several would do (of two that may not both be mailed, either)."""
    if len(rows) == 1:
        return rows[0] if rows[0].subject else None
    sent = [row for row in rows if row.decision == "send"]
    return sent[0] if len(sent) == 1 else None


def shared_quiet_groups(rows: list[Row], got: dict[Key, list[dict[str, Any]]]) -> dict[tuple[str, str, str], tuple[list[Any], list[Any]]]:
    """Two occurrences of one customer on one day where only one may be mailed: which one is free."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.campaign.again or row.campaign.once_per:
            groups[(row.key[0], row.key[1], row.key[4])].append(row)
    compared = {}
    for group, members in groups.items():
        if len(members) > 1:
            have = sorted((line["state"], normal(line["reason"])) for key, lines in got.items() if (key[0], key[1], key[4]) == group for line in lines)
            compared[group] = (have, sorted((row.state, normal(row.reason)) for row in members))
    return compared


# A missing value may be named by its label or by its key.
LABELS = {"氏名": "name", "契約名": "contract.name", "customer.name": "name", "件名": "delivery.title"}


def normal(reason: str) -> str:
    head, colon, name = reason.partition(":")
    return head + colon + LABELS.get(name, name)


DECISIONS = {"sent": "send", "awaiting-approval": "ask", "stopped": "stop", "skipped": "skip"}


def compare_forecast(seed: int, rows: list[Row], data: list[Path], templates: Path, first: date, tally: Tally) -> None:
    told = fushime("forecast", "--from", first, "--days", DAYS, "--json", "--data", *data, "--templates", templates)
    if not tally.check(f"seed {seed} forecast exit code", told.returncode, 0, told.stderr[-1500:]):
        return
    Line = tuple[str, str, str, str, str]
    got: dict[Line, list[tuple[str, str]]] = defaultdict(list)
    want: dict[Line, list[tuple[str, str]]] = defaultdict(list)
    for line in json.loads(told.stdout):
        got[(line["date"], line["campaign"], line["customer"], line["record"], line["offset"])].append((line["decision"], normal(line["reason"])))
    for row in rows:
        # The gates know no brake: a run that is larger than expected says so beside each mail.
        reason = row.reason if row.state in ("skipped", "stopped") else "brake" if row.braked else ""
        line = (row.due.isoformat(), row.campaign.id, row.context.customer.id, row.record, row.context.offset)
        want[line].append(("skip", "already-sent") if row.taken_over and row.decision != "skip" else (row.decision, normal(reason)))
    taken = {(row.due.isoformat(), row.campaign.id, row.context.customer.id) for row in rows if row.taken_over}
    quiet: dict[tuple[str, str, str], set[Line]] = defaultdict(set)
    for row in rows:
        if row.campaign.again or row.campaign.once_per:
            line = (row.due.isoformat(), row.campaign.id, row.context.customer.id, row.record, row.context.offset)
            quiet[line[:3]].add(line)
    for line in sorted({*got, *want}):
        if line[:3] in taken:
            tally.check(f"seed {seed} forecast {line} (sent before)", [d for d, _ in got[line] if d in ("send", "ask")], [])
            continue
        have, wish = sorted(got[line]), sorted(want[line])
        if have != wish and len(quiet[line[:3]]) > 1:
            have = sorted(decision for other in quiet[line[:3]] for decision in got[other])
            wish = sorted(decision for other in quiet[line[:3]] for decision in want[other])
        tally.check(f"seed {seed} forecast {line}", have, wish)


def compare_explanations(seed: int, rows: list[Row], rng: Random, data: list[Path], templates: Path, tally: Tally) -> None:
    """A few rows of different decisions; a first day only, as explain knows no earlier run."""
    sample: dict[tuple[str, str], Row] = {}
    for row in rng.sample(rows, len(rows)):
        if not row.taken_over and not (row.campaign.again or row.campaign.once_per) and row.campaign.kind != "event":
            sample.setdefault((row.decision, row.reason.partition(":")[0]), row)
    for row in list(sample.values())[:3]:
        told = fushime("explain", "--campaign", row.campaign.id, "--customer", row.context.customer.id, "--date", row.due, "--json", "--data", *data, "--templates", templates)
        where = f"seed {seed} explain {row.key}"
        if not tally.check(f"{where} exit code", told.returncode, 0, told.stderr[-800:]):
            continue
        found = [one for one in json.loads(told.stdout)["occurrences"] if one["record"] == row.record and one["offset"] == row.context.offset and one["nominal"] == row.context.nominal.isoformat()]
        if tally.check(f"{where} occurrences", len(found), 1):
            reason = row.reason if row.state in ("skipped", "stopped") else ""
            tally.check(where, (found[0]["decision"], normal(found[0]["reason"])), (row.decision, normal(reason)))
            failed = [gate["gate"] for gate in found[0]["gates"] if not gate["passed"]]
            tally.check(f"{where} gates that say no", bool(failed), row.decision != "send")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="leave each seed's files here")
    parser.add_argument("--only-check", action="store_true", help="only the broken campaign files")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    tally = Tally()
    base = options.keep or Path(tempfile.mkdtemp(prefix="fushime-oracle-"))
    try:
        check_broken_files(base / "broken", fushime, tally)
        for seed in [] if options.only_check else range(options.first, options.first + options.seeds):
            shutil.rmtree(base / f"seed-{seed}", ignore_errors=True)
            one_seed(seed, base / f"seed-{seed}", tally)
    finally:
        if not options.keep:
            shutil.rmtree(base, ignore_errors=True)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
