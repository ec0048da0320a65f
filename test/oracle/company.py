"""Seeded made-up records: customers, contracts, purchases, programs, deliveries, enrolments and events."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any, Optional

from calendar_rules import Day, shift, stored

JST = timezone(timedelta(hours=9))

NAMES = [
    "髙﨑 真理", "山田　太郎", "渡邊①子", "神㈱弥", "齋藤 \"ノブ\" 信", "O'Neil, Pat", "Smith & <b>Sons</b>", "吉野家～代表",
    "鈴木`一郎`", "佐々木 = 良", "ｶﾀｶﾅ 花子", "東海林 さだを", "長谷川 {{name}} 実", "𠮷田 茂", "佐藤 🎂 健", "Zoë Müller",
    "한지민", "御手洗 (経理)", "田中; 次郎", "後藤\t三郎", "とても長い名前の会社の代表取締役社長執行役員最高経営責任者であるところの山本 五郎左衛門",
]
COMPANIES = [
    "株式会社 あさぎり", "㈱髙島屋～本店", "有限会社\"花\"", "A, B & Co.", "改行\n商事", "みずほ<script>alert(1)</script>", "",
    "Ⅲ号館ビル", "～チルダ～商会", "ヴィレッジ＝ヴァンガード",
]
PRODUCTS = ["製品A", "製品B", "製品A プロ"]
STATUSES = ["有効", "解約", "更新中", ""]
RANKS = ["A", "B", "C", ""]
BAD_ADDRESSES = ["", "yamada@", "@example.jp", "yamada example.jp", "やまだ@example.jp", "a@b@example.jp", "x@localhost", "a,b@example.jp"]


@dataclass
class Customer:
    id: str
    company: str
    name: str
    email: str
    valid: bool
    owner_name: str
    owner_email: str
    birthday: Optional[Day]
    last_purchase: Optional[Day]
    contract_end: Optional[Day]
    status: str
    product_a: bool
    stopped: bool
    approval: bool
    consent: Optional[bool]
    note: str
    rank: str
    last_birthday_mail: Optional[Day]


@dataclass
class Company:
    first: date
    until: date
    cp932: bool
    customers: list[Customer] = field(default_factory=list)
    contracts: list[dict[str, Any]] = field(default_factory=list)
    purchases: list[dict[str, Any]] = field(default_factory=list)
    programs: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    enrolments: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def customer(self, customer_id: str) -> Customer:
        return next(row for row in self.customers if row.id == customer_id)


def writable(text: str, cp932: bool) -> bool:
    try:
        text.encode("cp932" if cp932 else "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def some_day(rng: Random, company: Company) -> date:
    return company.first + timedelta(days=rng.randrange((company.until - company.first).days + 1))


def yearly_day(rng: Random, company: Company) -> Optional[Day]:
    """Mostly a month and day that matters in the range, now and then none, without a year, or 29 February."""
    roll = rng.random()
    if roll < 0.06:
        return None
    near = some_day(rng, company)
    if roll < 0.14:
        return Day(rng.choice([None, 1996, 2000, 2024]), 2, 29)
    if roll < 0.22:
        return Day(None, near.month, near.day)
    if roll < 0.34:
        near = shift(near, rng.choice(["P1W", "P10D", "P1M"]), rng.choice([1, -1]))
    year = near.year - rng.choice([0, 1, 1, 2, 3, 5, 8, 27, 40, 61]) if roll < 0.8 else rng.randrange(1950, 2026)
    if (near.month, near.day) == (2, 29) and year % 4:
        year -= year % 4
    return Day(year, near.month, near.day)


def coming_day(rng: Random, company: Company) -> date:
    """A date that a before/after offset or a `within` window of the scenarios makes due."""
    near = some_day(rng, company)
    roll = rng.random()
    if roll < 0.25:
        ahead = shift(near, "P3M", 1)
        return ahead + timedelta(days=rng.randrange(-1, 4))
    if roll < 0.5:
        return shift(near, "P1M", 1) + timedelta(days=rng.randrange(-1, 4))
    if roll < 0.65:
        return near + timedelta(days=7)
    if roll < 0.75:
        return near
    if roll < 0.9:
        return shift(near, rng.choice(["P2W", "P1M", "P1Y"]), -1)
    return near + timedelta(days=rng.randrange(-400, 800))


def make_company(rng: Random, first: date, until: date, cp932: bool) -> Company:
    company = Company(first, until, cp932)
    names = [name for name in NAMES if writable(name, cp932)]
    firms = [name for name in COMPANIES if writable(name, cp932)]
    for number in range(1, 41):
        key = f"K{number:03}" if number % 7 else f"顧-{number}"
        good = rng.random() > 0.12
        birthday = yearly_day(rng, company)
        sent_before = None
        if birthday and birthday.year and birthday.year < first.year - 1 and rng.random() < 0.3:
            year = first.year if (birthday.month, birthday.day) == (first.month, first.day) and rng.random() < 0.7 else first.year - 1
            if (birthday.month, birthday.day) != (2, 29):
                sent_before = Day(year, birthday.month, birthday.day)
        has_owner = rng.random() < 0.85
        company.customers.append(
            Customer(
                id=key,
                company=rng.choice(firms),
                name="" if rng.random() < 0.12 else rng.choice(names),
                email=f"User.{number}+tag@Sub{number}.example.jp" if good else rng.choice([a for a in BAD_ADDRESSES if writable(a, cp932)]),
                valid=good,
                owner_name=rng.choice(["伊藤 拓也", "Suzuki, Jun", "髙橋 直"]) if has_owner else "",
                owner_email=f"owner{number % 3}@minamo-coffee.example.jp" if has_owner else "",
                birthday=birthday,
                last_purchase=stored(shift(some_day(rng, company), "P1M", -1)) if rng.random() < 0.6 else None,
                contract_end=stored(coming_day(rng, company)) if rng.random() < 0.7 else None,
                status=rng.choice(STATUSES),
                product_a=rng.random() < 0.5,
                stopped=rng.random() < 0.1,
                approval=rng.random() < 0.12,
                consent=rng.choice([True, True, None, None, False]),
                note=rng.choice(["", "", "二行の\n備考, \"引用\"", "Bcc: evil@example.com", "改行攻撃\r\nBcc: evil@example.com"]),
                rank=rng.choice(RANKS),
                last_birthday_mail=sent_before,
            )
        )
    ids = [row.id for row in company.customers]
    for number in range(1, 46):
        company.contracts.append(
            {
                "id": f"契約{number}" if number % 5 == 0 else f"CT-{number:02}",
                "customer": rng.choice(ids),
                "name": rng.choice(["保守契約", "豆の定期便 <プレミアム>", "Lease & Care", ""]),
                "endDate": None if rng.random() < 0.05 else stored(coming_day(rng, company)),
                "status": rng.choice(STATUSES),
            }
        )
    for number in range(1, 46):
        company.purchases.append(
            {
                "id": f"P{number:03}",
                "customer": rng.choice(ids[:20]),
                "product": rng.choice(PRODUCTS),
                "date": as_dated(yearly_day(rng, company)),
            }
        )
    for number in range(1, 5):
        company.programs.append({"id": f"PG{number}", "name": rng.choice(["焙煎入門", "ラテ\"アート\"講座", "開業 & 経営"]) if number != 4 else "", "next": None})
    for number in range(1, 17):
        program = company.programs[number % 4]
        company.deliveries.append(
            {
                "id": f"D{number}-{program['id']}",
                "program": program["id"],
                "date": stored(some_day(rng, company)) if rng.random() < 0.8 else stored(some_day(rng, company) + timedelta(days=30)),
                "title": "" if rng.random() < 0.15 else rng.choice(["第1回 挽き目", "第2回 <湯温> & 抽出", "最終回, まとめ"]),
                "content": rng.choice(["本文です。", "二行の\n本文", ""]),
            }
        )
    for program in company.programs[:3]:
        # The delivery that 次回配信 points at names no program of its own.
        own = {"id": f"N-{program['id']}", "program": None, "date": stored(some_day(rng, company)), "title": "次回の回", "content": "次回"}
        company.deliveries.append(own)
        program["next"] = own["id"]
    company.programs[3]["next"] = rng.choice([row["id"] for row in company.deliveries if row["program"] == "PG4"])
    for number in range(1, 40):
        company.enrolments.append(
            {"id": f"E{number:03}", "customer": rng.choice(ids[:25]), "program": rng.choice(company.programs)["id"], "date": stored(first - timedelta(days=rng.randrange(5, 300)))}
        )
    for row in company.enrolments[:4]:
        company.enrolments.append({**row, "id": row["id"] + "-再"})
    make_events(rng, company, ids)
    return company


def as_dated(day: Optional[Day]) -> Optional[Day]:
    return Day(2020, day.month, day.day) if day and day.year is None else day


def make_events(rng: Random, company: Company, ids: list[str]) -> None:
    """Events of the range's days; never two at one instant."""
    for number in range(24):
        day = company.first + timedelta(days=rng.randrange((company.until - company.first).days + 1))
        at = datetime(day.year, day.month, day.day, rng.randrange(0, 24), number, 7, tzinfo=JST)
        customer = company.customer(rng.choice(ids[:12]))
        event: dict[str, Any] = {"id": f"ev-{number:02}", "event": rng.choice(["document-downloaded", "webinar"]), "customer": customer.id, "moment": at}
        event["data"] = {"title": rng.choice(["導入 <手引き> & 料金表", "Guide \"2027\""]), "pages": rng.randrange(1, 2000)} if rng.random() < 0.8 else {}
        event["by_email"] = customer.valid and number % 5 == 0
        event["utc"] = number % 3 == 0
        company.events.append(event)
    company.events.sort(key=lambda event: event["moment"])
