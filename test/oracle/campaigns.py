"""Campaign files of every trigger form, and beside each text what it means: a predicate for `where`, a function for each variable."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Callable, Optional

from company import Company, Customer


class Missing(Exception):
    """A value shown without a guard is empty for this customer."""


@dataclass
class Context:
    customer: Customer
    records: dict[str, dict[str, Any]]
    years: Optional[int]
    nominal: date
    today: date
    offset: str
    event: dict[str, Any]
    event_id: str = ""

    def get(self, path: str) -> Any:
        kind, _, key = path.partition(".")
        return self.records[kind].get(key)


# Whether runs larger than `expect` are tried as well.
BRAKE = True

Words = Callable[[Context], str]
Accepts = Callable[[Context], bool]


@dataclass
class Campaign:
    id: str
    kind: str
    trigger: str
    category: str
    dates: str = ""
    offsets: list[str] = field(default_factory=list)
    sign: int = -1
    within: str = ""
    leap: str = "feb28"
    from_year: int = 1
    to_year: Optional[int] = None
    day: int = 1
    on: Optional[date] = None
    event: str = ""
    delay: str = ""
    once_per: str = ""
    at: str = "09:00"
    zone: str = "Asia/Tokyo"
    where: str = ""
    accepts: Accepts = lambda context: True
    to: str = "customer"
    sender: str = ""
    reply_to: str = ""
    approval: str = "flagged"
    valid_for: str = "P3D"
    business: str = "any"
    again: str = ""
    expect: Optional[int] = None
    enabled: bool = True
    active_from: Optional[date] = None
    active_until: Optional[date] = None
    last_sent: bool = False
    locale: str = "ja"
    subjects: dict[str, tuple[str, Words]] = field(default_factory=dict)
    body: list[tuple[str, Words]] = field(default_factory=list)
    prelude: str = ""


def guarded(path: str, get: Callable[[Context], Any], suffix: str = "") -> tuple[str, Words]:
    def words(context: Context) -> str:
        value = get(context)
        return f"{value}{suffix}" if value else "NONE"

    return f"{{{{#if {path}}}}}{{{{{path}}}}}{suffix}{{{{else}}}}NONE{{{{/if}}}}", words


def required(path: str, field_name: str, get: Callable[[Context], Any]) -> tuple[str, Words]:
    def words(context: Context) -> str:
        value = get(context)
        if value is None or value == "":
            raise Missing(field_name)
        return str(value)

    return f"{{{{{path}}}}}", words


def fallback(path: str, words: str, get: Callable[[Context], Any]) -> tuple[str, Words]:
    return f'{{{{default {path} "{words}"}}}}', lambda context: str(get(context) or words)


def long_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def offset_words(offset: str, locale: str) -> str:
    count, unit = int(offset[1:-1]), offset[-1]
    if locale == "ja":
        return f"{count}{ {'M': 'ヶ月', 'W': '週間', 'D': '日', 'Y': '年'}[unit] }"
    return f"{count} { {'M': 'month', 'W': 'week', 'D': 'day', 'Y': 'year'}[unit] }{'s' if count != 1 else ''}"


def customer_body(rng: Random) -> list[tuple[str, Words]]:
    parts = [
        guarded("name", lambda c: c.customer.name, "様"),
        guarded("氏名", lambda c: c.customer.name),
        guarded("customer.name", lambda c: c.customer.name, " さま"),
        fallback("company", "お客様各位", lambda c: c.customer.company),
        fallback("会員ランク", "なし", lambda c: c.customer.rank),
        guarded("owner.name", lambda c: c.customer.owner_name),
        guarded("note", lambda c: c.customer.note),
        ("{{#if (eq 契約状態 \"有効\")}}YES{{else}}NO{{/if}}", lambda c: "YES" if c.customer.status == "有効" else "NO"),
        ("{{#if (and productA (not stopped))}}A{{else}}B{{/if}}", lambda c: "A" if c.customer.product_a and not c.customer.stopped else "B"),
        ("{{#if lastPurchase}}{{formatDate lastPurchase \"yyyy年M月d日\"}}{{else}}なし{{/if}}", lambda c: long_date(c.customer.last_purchase.to_date()) if c.customer.last_purchase else "なし"),
    ]
    always = [
        ("{{formatDate date \"yyyy年M月d日\"}}", lambda c: long_date(c.nominal)),
        ("{{formatDate today \"M月d日\"}}", lambda c: f"{c.today.month}月{c.today.day}日"),
        ("{{daysLeft}}", lambda c: str((c.nominal - c.today).days)),
    ]
    return rng.sample(parts, 5) + always


def common(rng: Random, campaign: Campaign) -> Campaign:
    campaign.body = customer_body(rng) + campaign.body
    if campaign.kind in ("event", "offsets"):
        # The days left are counted where the date lies ahead.
        campaign.body = [part for part in campaign.body if part[0] != "{{daysLeft}}" or campaign.sign < 0 and campaign.kind == "offsets"]
    if not campaign.subjects:
        campaign.subjects = {"": (f"{campaign.id}｜" + "{{#if name}}{{name}}様{{/if}}", lambda c: f"{campaign.id}｜" + (f"{c.customer.name}様" if c.customer.name else ""))}
    if rng.random() < 0.25:
        campaign.approval = rng.choice(["always", "never", "flagged"])
    if rng.random() < 0.3:
        campaign.valid_for = rng.choice(["P1D", "P2D", "P5D"])
    if rng.random() < 0.3:
        campaign.reply_to = rng.choice(["owner", "reply@minamo-coffee.example.jp"])
    if rng.random() < 0.2:
        campaign.sender = "shop@minamo-coffee.example.jp"
    return campaign


CUSTOMER_WHERE: list[tuple[str, Accepts]] = [
    ("", lambda c: True),
    ("{ 製品A購入フラグ: はい }", lambda c: c.customer.product_a),
    ("{ productA: いいえ }", lambda c: not c.customer.product_a),
    ("{ 会員ランク: [A, B] }", lambda c: c.customer.rank in ("A", "B")),
    ("{ 契約状態: [有効, 更新中], 製品Ａ購入フラグ: TRUE }", lambda c: c.customer.status in ("有効", "更新中") and c.customer.product_a),
    ("'customer.productA && customer[\"会員ランク\"] in [\"A\", \"B\"]'", lambda c: c.customer.product_a and c.customer.rank in ("A", "B")),
    ("'customer.lastPurchase != null && customer.lastPurchase < today'", lambda c: bool(c.customer.last_purchase) and c.customer.last_purchase.iso() < c.today.isoformat()),
    ("'customer.birthday == null || !customer.birthday.startsWith(\"19\")'", lambda c: c.customer.birthday is None or not c.customer.birthday.iso().startswith("19")),
    ("'customer.contractStatus == \"有効\" || size(customer.id) > 4'", lambda c: c.customer.status == "有効" or len(c.customer.id) > 4),
    ("'customer.note == null && customer.contractEnd != null && customer.contractEnd >= \"2027-01-01\"'", lambda c: not c.customer.note and bool(c.customer.contract_end) and c.customer.contract_end.iso() >= "2027-01-01"),
]


def pick_where(rng: Random, campaign: Campaign, choices: list[tuple[str, Accepts]]) -> None:
    campaign.where, campaign.accepts = rng.choice(choices)


def birthday(rng: Random, company: Company) -> Campaign:
    leap = rng.choice(["feb28", "mar1", "skip"])
    begin, end = rng.choice([(1, None), (1, None), (0, None), (2, 30), (20, None)])
    extra = f", leapDay: {leap}" + (f", from: {begin}" if begin != 1 else "") + (f", to: {end}" if end else "")
    campaign = Campaign("birthday", "yearly", f"{{ every: year, on: {rng.choice(['customer.birthday', '誕生日', '顧客.誕生日'])}{extra} }}", "marketing", dates="birthday", leap=leap, from_year=begin, to_year=end)
    pick_where(rng, campaign, [*CUSTOMER_WHERE, ("'years != null && years >= 5'", lambda c: c.years is not None and c.years >= 5)])
    campaign.last_sent = True
    campaign.body = [guarded("years", lambda c: c.years)]
    campaign.business = rng.choice(["any", "any", "previous", "next"])
    return common(rng, campaign)


def birthday_ahead(rng: Random, company: Company) -> Campaign:
    before = rng.random() < 0.6
    offsets = rng.sample(["P1W", "P10D"], rng.choice([1, 2]))
    leap = rng.choice(["feb28", "mar1"])
    campaign = Campaign(
        "birthday-ahead", "yearly", f"{{ every: year, {'before' if before else 'after'}: customer.birthday, offsets: [{', '.join(offsets)}], leapDay: {leap} }}", rng.choice(["marketing", "contract"]),
        dates="birthday", offsets=offsets, sign=-1 if before else 1, leap=leap,
    )
    pick_where(rng, campaign, CUSTOMER_WHERE)
    campaign.locale = rng.choice(["ja", "en"])
    campaign.body = [("{{offset}}", lambda c: offset_words(c.offset, campaign.locale)), ("{{offsetIso}}", lambda c: c.offset)]
    campaign.at, campaign.zone = rng.choice([("09:00", "Asia/Tokyo"), ("20:15", "America/New_York"), ("00:30", "Pacific/Auckland"), ("23:45", "Europe/London")])
    if rng.random() < 0.4:
        campaign.body.append(required("years", "years", lambda c: c.years))
    campaign = common(rng, campaign)
    if not before:
        campaign.body = [part for part in campaign.body if part[0] != "{{daysLeft}}"]
    return campaign


def anniversary(rng: Random, company: Company) -> Campaign:
    campaign = Campaign("anniversary", "yearly", f"{{ every: year, on: {rng.choice(['purchase.date', '購入.購入日'])}, from: 1, to: 20 }}", "marketing", dates="purchase.date", from_year=1, to_year=20)
    pick_where(rng, campaign, [
        ("{ 製品名: 製品A }", lambda c: c.get("purchase.product") == "製品A"),
        ("{ 製品名: [製品A, 製品B] }", lambda c: c.get("purchase.product") in ("製品A", "製品B")),
        ("'purchase.product.contains(\"プロ\") || years >= 3'", lambda c: "プロ" in c.get("purchase.product") or c.years >= 3),
    ])
    if rng.random() < 0.6:
        campaign.again = rng.choice(["P3D", "P1W", "P1M"])
    campaign.body = [("{{purchase.product}}", lambda c: c.get("purchase.product")), ("{{years}}", lambda c: str(c.years))]
    campaign.subjects = {"": ("{{years}}周年 {{purchase.product}}", lambda c: f"{c.years}周年 {c.get('purchase.product')}")}
    campaign.business = rng.choice(["any", "any", "next", "previous"])
    return common(rng, campaign)


CONTRACT_WHERE: list[tuple[str, Accepts]] = [
    ("", lambda c: True),
    ("{ 契約.契約状態: [有効, 更新中] }", lambda c: c.get("contract.status") in ("有効", "更新中")),
    ("{ contract.status: 有効, 製品A購入フラグ: ○ }", lambda c: c.get("contract.status") == "有効" and c.customer.product_a),
    ("'contract.status != null && contract.endDate > \"2027-04-01\"'", lambda c: bool(c.get("contract.status")) and c.get("contract.endDate").iso() > "2027-04-01"),
    ("'contract.name == \"Lease & Care\" || customer.company != null'", lambda c: c.get("contract.name") == "Lease & Care" or bool(c.customer.company)),
]


def contract_subject(rng: Random, offset: str) -> tuple[str, Words]:
    name = fallback("contract.name", "ご契約", lambda c: c.get("contract.name"))
    return f"【{offset}】" + name[0] + " {{formatDate contract.endDate \"M月d日\"}}", lambda c: f"【{offset}】{name[1](c)} {c.get('contract.endDate').month}月{c.get('contract.endDate').day}日"


def renewal(rng: Random, company: Company) -> Campaign:
    offsets = ["P3M", "P1M", "P1W"] + (["P0D"] if rng.random() < 0.5 else [])
    campaign = Campaign("renewal", "offsets", f"{{ before: {rng.choice(['contract.endDate', '契約.契約終了日'])}, offsets: [{', '.join(offsets)}] }}", "contract", dates="contract.endDate", offsets=offsets)
    pick_where(rng, campaign, CONTRACT_WHERE)
    campaign.subjects = {offset: contract_subject(rng, offset) for offset in offsets}
    campaign.body = [("{{contract.id}}", lambda c: c.get("contract.id")), ("{{offsetIso}}", lambda c: c.offset)]
    if rng.random() < 0.5:
        campaign.body.append(required("contract.name", "contract.name", lambda c: c.get("contract.name")))
    campaign.business = rng.choice(["any", "previous", "next"])
    if rng.random() < 0.4:
        campaign.again = "P2D"
    return common(rng, campaign)


def after_end(rng: Random, company: Company) -> Campaign:
    offsets = ["P2W", "P1M", "P1Y"]
    campaign = Campaign("after-end", "offsets", f"{{ after: contract.endDate, offsets: [{', '.join(offsets)}] }}", "marketing", dates="contract.endDate", offsets=offsets, sign=1)
    pick_where(rng, campaign, CONTRACT_WHERE)
    campaign.body = [("{{offset}}", lambda c: offset_words(c.offset, "ja")), ("{{formatDate contract.endDate \"yyyy年M月d日\"}}", lambda c: long_date(c.get("contract.endDate").to_date()))]
    return common(rng, campaign)


def customer_end(rng: Random, company: Company) -> Campaign:
    campaign = Campaign("customer-end", "offsets", "{ before: 顧客.契約終了日, offsets: [P1M, P0D] }", "contract", dates="contractEnd", offsets=["P1M", "P0D"], to="owner")
    pick_where(rng, campaign, CUSTOMER_WHERE)
    return common(rng, campaign)


def ending_soon(rng: Random, company: Company) -> Campaign:
    within = rng.choice(["P3M", "P1M", "P2W"])
    campaign = Campaign("ending-soon", "within", f"{{ before: contract.endDate, within: {within} }}", "contract", dates="contract.endDate", within=within, to=rng.choice(["owner", "customer"]))
    pick_where(rng, campaign, CONTRACT_WHERE)
    campaign.body = [fallback("contract.name", "名なし", lambda c: c.get("contract.name"))]
    return common(rng, campaign)


DELIVERY_WHERE: list[tuple[str, Accepts]] = [
    ("", lambda c: True),
    ("'delivery.title != null && program.name != null'", lambda c: bool(c.get("delivery.title")) and bool(c.get("program.name"))),
    ("{ プログラム名: [焙煎入門, 開業 & 経営] }", lambda c: c.get("program.name") in ("焙煎入門", "開業 & 経営")),
]


def delivery(rng: Random, company: Company) -> Campaign:
    campaign = Campaign("delivery", "delivery", "{ on: delivery.date, through: enrolment }", "contract", dates="delivery.date")
    pick_where(rng, campaign, DELIVERY_WHERE)
    campaign.body = [fallback("program.name", "講座", lambda c: c.get("program.name")), guarded("delivery.content", lambda c: c.get("delivery.content"))]
    if rng.random() < 0.5:
        campaign.body.append(required("delivery.title", "delivery.title", lambda c: c.get("delivery.title")))
    campaign.at = rng.choice(["07:30", "00:00", "23:59"])
    campaign.business = rng.choice(["any", "any", "next"])
    return common(rng, campaign)


def next_delivery(rng: Random, company: Company) -> Campaign:
    campaign = Campaign("next-delivery", "next", rng.choice(["{ on: program.next.date, through: enrolment }"]), "contract", dates="program.next.date")
    pick_where(rng, campaign, DELIVERY_WHERE)
    campaign.body = [fallback("delivery.title", "今回", lambda c: c.get("delivery.title")), fallback("program.name", "講座", lambda c: c.get("program.name"))]
    return common(rng, campaign)


def monthly(rng: Random, company: Company) -> Campaign:
    day = rng.choice([company.first.day, company.until.day, 31, 1, 29, 30])
    campaign = Campaign("monthly", "monthly", f"{{ every: month, day: {day} }}", "marketing", day=day)
    pick_where(rng, campaign, CUSTOMER_WHERE)
    campaign.business = rng.choice(["any", "previous", "next"])
    if rng.random() < 0.4:
        campaign.body = [required("氏名", "name", lambda c: c.customer.name)]
    campaign.at, campaign.zone = rng.choice([("11:00", "Asia/Tokyo"), ("09:00", "America/Los_Angeles"), ("06:00", "Asia/Kolkata")])
    return common(rng, campaign)


def once(rng: Random, company: Company) -> Campaign:
    day = company.first + timedelta(days=rng.randrange((company.until - company.first).days + 1))
    campaign = Campaign("once", "once", f"{{ once: {day.isoformat()} }}", rng.choice(["marketing", "contract"]), on=day)
    pick_where(rng, campaign, CUSTOMER_WHERE)
    if rng.random() < 0.5:
        campaign.expect = 2 if BRAKE else 500
    if campaign.category == "contract":
        campaign.to = rng.choice(["customer", "customer.email"])
    campaign.subjects = {"": ("お知らせ{{#if note}}: {{note}}{{/if}}", lambda c: "お知らせ" + (f": {c.customer.note}" if c.customer.note else ""))}
    return common(rng, campaign)


def event(rng: Random, company: Company) -> Campaign:
    name = rng.choice(["document-downloaded", "webinar"])
    delay = rng.choice(["", "P1D", "PT2H", "P2D"])
    once_per = rng.choice(["", "P7D", "P7D"])
    extra = (f", delay: {delay}" if delay else "") + (f", oncePer: {once_per}" if once_per else "")
    campaign = Campaign("event", "event", f"{{ event: {name}{extra} }}", rng.choice(["marketing", "contract"]), event=name, delay=delay, once_per=once_per)
    pick_where(rng, campaign, CUSTOMER_WHERE[:6])
    campaign.body = [fallback("event.title", "資料", lambda c: c.event.get("title"))]
    campaign.body.append(("{{#if event.pages}}{{formatNumber event.pages}}{{else}}0{{/if}}", lambda c: f"{c.event['pages']:,}" if c.event.get("pages") else "0"))
    return common(rng, campaign)


def idle(rng: Random, company: Company) -> Campaign:
    """A campaign that must stay silent: off, or outside its dates."""
    campaign = Campaign("idle", "monthly", f"{{ every: month, day: {company.first.day} }}", "contract", day=company.first.day)
    which = rng.choice(["enabled", "active_from", "active_until"])
    if which == "enabled":
        campaign.enabled = False
    elif which == "active_from":
        campaign.active_from = company.first + timedelta(days=1)
    else:
        campaign.active_until = company.first - timedelta(days=1)
    return common(rng, campaign)


FORMS = [birthday, birthday_ahead, anniversary, renewal, after_end, customer_end, ending_soon, delivery, next_delivery, monthly, once, event, idle]


def text_of(campaign: Campaign) -> str:
    """The campaign file as a marketer would upload it."""
    lines = [f"name: 検査 {campaign.id}", f"trigger: {campaign.trigger}", f'at: "{campaign.at}"', f"category: {campaign.category}"]
    if list(campaign.subjects) == [""]:
        lines.append(f"subject: '{campaign.subjects[''][0]}'")
    else:
        lines += ["subject:"] + [f"  {offset}: '{subject[0]}'" for offset, subject in campaign.subjects.items()]
    optional = {
        "timeZone": "" if campaign.zone == "Asia/Tokyo" else campaign.zone,
        "where": campaign.where,
        "to": "" if campaign.to == "customer" else campaign.to,
        "from": campaign.sender,
        "replyTo": campaign.reply_to,
        "approval": "" if campaign.approval == "flagged" else campaign.approval,
        "validFor": "" if campaign.valid_for == "P3D" else campaign.valid_for,
        "businessDays": "" if campaign.business == "any" else campaign.business,
        "notAgainWithin": campaign.again,
        "expect": campaign.expect or "",
        "enabled": "" if campaign.enabled else "false",
        "activeFrom": campaign.active_from or "",
        "activeUntil": campaign.active_until or "",
        "lastSentColumn": "最終メール送信日(誕生日)" if campaign.last_sent else "",
        "locale": "" if campaign.locale == "ja" else campaign.locale,
        "notify": "digest",
    }
    lines += [f"{key}: {value}" for key, value in optional.items() if value]
    body = [f"<p>[S{number}:{text}:S{number}]</p>" for number, (text, _) in enumerate(campaign.body)]
    footer = ["{{> legal}}"] if campaign.category == "marketing" else ["<p>{{sender.name}}</p>"]
    return "\n".join(["---", *lines, "---", "{{#> frame}}", *body, *footer, "{{/frame}}", ""])


PARTIALS = {
    "frame": "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>{{sender.name}}</title>"
    "<style>p { color: #333; } @media (max-width: 600px) { p { font-size: 15px; } }</style></head>\n<body>\n{{> @partial-block}}\n</body></html>\n",
    "legal": "<p>[L:{{sender.name}}／{{sender.address}}／{{sender.contact}}:L] <a href=\"{{unsubscribeUrl}}\">配信停止</a></p>\n",
}
