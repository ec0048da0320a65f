"""The send log and the mails that a company's campaigns must lead to, by the format's rules: gates in order, one mail per occurrence."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Iterator, Optional
from zoneinfo import ZoneInfo

from calendar_rules import Day, business_day, days_between, month_length, occurrence_in, shift
from campaigns import Campaign, Context, Missing
from company import Company, Customer

Key = tuple[str, str, str, str, str, str]


@dataclass
class Row:
    campaign: Campaign
    context: Context
    record: str
    due: date
    moment: datetime
    state: str = ""
    reason: str = ""
    decision: str = ""
    taken_over: bool = False
    braked: bool = False
    subject: str = ""
    body: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What names the row in the send log: campaign, customer, record, date, dueOn, offset."""
        context = self.context
        return (self.campaign.id, context.customer.id, self.record, context.nominal.isoformat(), self.due.isoformat(), context.offset)


def local_moment(campaign: Campaign, day: date) -> datetime:
    hour, minute = map(int, campaign.at.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(campaign.zone))


def candidates(campaign: Campaign, company: Company) -> Iterator[Row]:
    """Every occurrence due in the range, in the order in which it falls due."""
    found = list(found_candidates(campaign, company))
    seen: set[tuple[str, str, str, str]] = set()
    for row in sorted(found, key=lambda row: (row.moment, row.record, row.context.customer.id)):
        identity = (row.context.customer.id, row.record, row.context.event_id or row.context.nominal.isoformat(), row.context.offset)
        if identity not in seen:
            seen.add(identity)
            yield row


def found_candidates(campaign: Campaign, company: Company) -> Iterator[Row]:
    if not campaign.enabled or campaign.active_from or campaign.active_until:
        return
    live = set(days_between(company.first, company.until))

    def row(customer: Customer, records: dict[str, Any], record: str, nominal: date, due: date, offset: str = "", years: Optional[int] = None) -> Iterator[Row]:
        due = business_day(due, campaign.business)
        if due in live:
            yield Row(campaign, Context(customer, records, years, nominal, due, offset, {}), record, due, local_moment(campaign, due))

    if campaign.kind == "yearly":
        for customer, records, record, stored in dated(campaign, company):
            for year in range(company.first.year - 1, company.until.year + 2):
                nominal = occurrence_in(year, stored, campaign.leap)
                if nominal is None:
                    continue
                years = None if stored.year is None else year - stored.year
                for offset in campaign.offsets or [""]:
                    yield from row(customer, records, record, nominal, shift(nominal, offset, campaign.sign) if offset else nominal, offset, years)
    elif campaign.kind == "offsets":
        for customer, records, record, stored in dated(campaign, company):
            for offset in campaign.offsets:
                yield from row(customer, records, record, stored.to_date(), shift(stored.to_date(), offset, campaign.sign), offset)
    elif campaign.kind == "within":
        for customer, records, record, stored in dated(campaign, company):
            for day in days_between(company.first, company.until):
                if day < stored.to_date() <= shift(day, campaign.within, 1):
                    yield from row(customer, records, record, stored.to_date(), day)
                    break
    elif campaign.kind in ("delivery", "next"):
        deliveries = {delivery["id"]: delivery for delivery in company.deliveries}
        for enrolment in company.enrolments:
            program = next(program for program in company.programs if program["id"] == enrolment["program"])
            chosen = [deliveries[program["next"]]] if campaign.kind == "next" else [delivery for delivery in company.deliveries if delivery["program"] == program["id"]]
            for delivery in chosen:
                records = {"delivery": delivery, "program": program, "enrolment": enrolment}
                yield from row(company.customer(enrolment["customer"]), records, f"delivery/{delivery['id']}", delivery["date"].to_date(), delivery["date"].to_date())
    elif campaign.kind in ("monthly", "once"):
        for nominal in days_between(company.first - timedelta(days=20), company.until + timedelta(days=20)):
            if nominal == campaign.on or campaign.kind == "monthly" and nominal.day == min(campaign.day, month_length(nominal.year, nominal.month)):
                for customer in company.customers:
                    yield from row(customer, {}, f"customer/{customer.id}", nominal, nominal)
    elif campaign.kind == "event":
        for event in company.events:
            if event["event"] == campaign.event:
                yield from due_event(campaign, company, event, live)


def due_event(campaign: Campaign, company: Company, event: dict[str, Any], live: set[date]) -> Iterator[Row]:
    happened = event["moment"].astimezone(ZoneInfo(campaign.zone))
    if campaign.delay.startswith("PT"):
        moment = happened + timedelta(hours=int(campaign.delay[2:-1]))
    elif campaign.delay:
        moment = local_moment(campaign, happened.date() + timedelta(days=int(campaign.delay[1:-1])))
    else:
        moment = happened
    if moment.date() in live:
        customer = company.customer(event["customer"])
        context = Context(customer, {}, None, happened.date(), moment.date(), "", event["data"], event["id"])
        yield Row(campaign, context, f"customer/{customer.id}", moment.date(), moment)


def dated(campaign: Campaign, company: Company) -> Iterator[tuple[Customer, dict[str, Any], str, Day]]:
    kind, _, key = campaign.dates.rpartition(".")
    if kind:
        for record in company.contracts if kind == "contract" else company.purchases:
            if record[key]:
                yield company.customer(record["customer"]), {kind: record}, f"{kind}/{record['id']}", record[key]
        return
    attribute = {"birthday": "birthday", "contractEnd": "contract_end"}[key]
    for customer in company.customers:
        if getattr(customer, attribute):
            yield customer, {}, f"customer/{customer.id}", getattr(customer, attribute)


def decide(row: Row, received: list[date]) -> tuple[str, str]:
    """(decision, reason): the first gate that says no, in the order that the format lays down."""
    campaign, context, customer = row.campaign, row.context, row.context.customer
    if not campaign.accepts(context):
        return "skip", "where-false"
    if campaign.kind == "yearly" and context.years is not None:
        if context.years < campaign.from_year or campaign.to_year is not None and context.years > campaign.to_year:
            return "skip", "year-out-of-range"
    if campaign.category == "marketing" and customer.consent is False:
        return "skip", "no-consent"
    if not (customer.owner_email if campaign.to == "owner" else customer.valid):
        return "skip", "invalid-address"
    try:
        row.subject = campaign.subjects.get(context.offset, campaign.subjects.get("", ("", str)))[1](context)
        row.body = [words(context) for _, words in campaign.body]
    except Missing as missing:
        return "skip", f"missing-value:{missing.args[0]}"
    quiet = campaign.again or campaign.once_per
    if quiet and any(day > shift(row.due, quiet, -1) for day in received):
        return "skip", "recently-sent"
    if customer.stopped:
        return "stop", "stop-flag"
    if campaign.approval == "always" or campaign.approval == "flagged" and customer.approval:
        return "ask", ""
    return "send", ""


def expected_rows(campaigns: list[Campaign], company: Company) -> list[Row]:
    rows: list[Row] = []
    for campaign in campaigns:
        received: dict[str, list[date]] = {}
        own = list(candidates(campaign, company))
        for row in own:
            customer = row.context.customer
            row.decision, row.reason = decide(row, received.get(customer.id, []))
            row.state = {"skip": "skipped", "stop": "stopped", "ask": "awaiting-approval", "send": "delivered"}[row.decision]
            last = customer.last_birthday_mail
            row.taken_over = campaign.last_sent and last is not None and last.year == row.context.nominal.year
            if row.decision == "send" and not row.taken_over:
                received.setdefault(customer.id, []).append(row.due)
        brake(campaign, own)
        for row in own:
            if row.state in ("awaiting-approval", "waiting") and shift(row.due, campaign.valid_for, 1) < company.until:
                row.state, row.reason = "expired", "approval-expired" if row.decision == "ask" else "brake"
        rows += own
    return rows


def brake(campaign: Campaign, rows: list[Row]) -> None:
    for due in {row.due for row in rows}:
        leaving = [row for row in rows if row.due == due and row.decision == "send"]
        if campaign.expect is not None and len(leaving) > campaign.expect:
            for row in leaving:
                row.state, row.reason = "waiting", "brake"
                row.braked = True
