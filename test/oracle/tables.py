"""Writes a company as the files that a person would hand over: label variants, notations, encodings, delimiters."""

import csv
import io
import json
from datetime import date, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any, Callable, Optional

from calendar_rules import Day, era_notation
from company import Company


def day_text(rng: Random, day: Optional[Day]) -> str:
    if day is None:
        return ""
    if day.year is None:
        return day.iso()
    real = day.to_date()
    serial = (real - date(1899, 12, 30)).days
    before = real - timedelta(days=1)
    return rng.choice(
        [
            day.iso(),
            f"{real.year}/{real.month}/{real.day}",
            f"{real.year}/{real.month:02}/{real.day:02}",
            f"{real.year}年{real.month}月{real.day}日",
            era_notation(real, rng.random() < 0.5),
            str(serial),
            f"{before.isoformat()}T15:00:00Z",
            f"{day.iso()}T08:30:00+09:00",
        ]
    )


def flag_text(rng: Random, flag: Optional[bool]) -> str:
    if flag is None:
        return ""
    return rng.choice(["はい", "TRUE", "true", "1", "○"] if flag else ["いいえ", "FALSE", "false", "0", "×"])


def plain_flag(rng: Random, flag: bool) -> str:
    return flag_text(rng, flag) if flag or rng.random() < 0.6 else ""


Column = tuple[list[str], Callable[[Any], str]]


def write_tables(rng: Random, company: Company, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)

    def text(key: str) -> Callable[[Any], str]:
        return lambda row: (row.get(key) if isinstance(row, dict) else getattr(row, key)) or ""

    def day(key: str) -> Callable[[Any], str]:
        return lambda row: day_text(rng, row.get(key) if isinstance(row, dict) else getattr(row, key))

    def flag(key: str) -> Callable[[Any], str]:
        return lambda row: plain_flag(rng, getattr(row, key))

    tables: list[tuple[list[str], list[Any], list[Column]]] = [
        (
            ["customers", "顧客マスタ", "顧客マスター"],
            company.customers,
            [
                (["顧客ID", "ID", "顧客ＩＤ"], text("id")),
                (["会社名", "顧客名", "タイトル"], text("company")),
                (["氏名"], text("name")),
                (["顧客メールアドレス", "メールアドレス", "ﾒｰﾙｱﾄﾞﾚｽ"], text("email")),
                (["担当者"], text("owner_name")),
                (["担当者メールアドレス"], text("owner_email")),
                (["誕生日"], day("birthday")),
                (["最終購入日"], day("last_purchase")),
                (["契約終了日"], day("contract_end")),
                (["契約状態", "ContractStatus"], text("status")),
                (["製品A購入フラグ", "製品Ａ購入フラグ"], flag("product_a")),
                (["自動メール停止フラグ"], flag("stopped")),
                (["手動承認必要フラグ"], flag("approval")),
                (["配信同意"], lambda row: flag_text(rng, row.consent)),
                (["備考"], text("note")),
                (["会員ランク"], text("rank")),
                (["最終メール送信日(誕生日)"], day("last_birthday_mail")),
            ],
        ),
        (
            ["contracts"],
            company.contracts,
            [(["契約ID"], text("id")), (["顧客ID"], text("customer")), (["契約名"], text("name")), (["契約終了日"], day("endDate")), (["契約状態"], text("status"))],
        ),
        (["purchases", "購入履歴"], company.purchases, [(["購入ID"], text("id")), (["顧客ID"], text("customer")), (["製品名"], text("product")), (["購入日"], day("date"))]),
        (["programs", "プログラム内容"], company.programs, [(["プログラムID"], text("id")), (["プログラム名"], text("name")), (["次回配信"], text("next"))]),
        (
            ["deliveries", "配信スケジュール"],
            company.deliveries,
            [(["配信ID"], text("id")), (["プログラムID"], text("program")), (["配信日"], day("date")), (["件名"], text("title")), (["配信内容"], text("content"))],
        ),
        (
            ["enrolments", "購入者管理"],
            company.enrolments,
            [(["購入ID"], text("id")), (["顧客ID"], text("customer")), (["プログラムID", "購入プログラム"], text("program")), (["購入日"], day("date"))],
        ),
    ]
    paths = [write_table(rng, company, folder, *table) for table in tables]
    return [*paths, write_events(company, folder)]


def write_table(rng: Random, company: Company, folder: Path, names: list[str], rows: list[Any], columns: list[Column]) -> Path:
    columns = rng.sample(columns, len(columns))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=rng.choice([",", ",", "\t", ";"]), lineterminator=rng.choice(["\r\n", "\n"]), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer.writerow([rng.choice(labels) for labels, _ in columns])
    for row in rng.sample(rows, len(rows)):
        writer.writerow([value(row) for _, value in columns])
    encoding = "cp932" if company.cp932 else rng.choice(["utf-8", "utf-8-sig", "utf-16"])
    data = out.getvalue().encode("utf-16-le" if encoding == "utf-16" else encoding)
    path = folder / f"{rng.choice(names)}.csv"
    path.write_bytes(b"\xff\xfe" + data if encoding == "utf-16" else data)
    return path


def write_events(company: Company, folder: Path) -> Path:
    lines = []
    for event in company.events:
        who = {"email": company.customer(event["customer"]).email} if event["by_email"] else {"customer": event["customer"]}
        at = event["moment"].astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if event["utc"] else event["moment"].isoformat()
        lines.append(json.dumps({"id": event["id"], "event": event["event"], **who, "at": at, "data": event["data"]}, ensure_ascii=False))
    path = folder / "events.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
