"""Reads a mail as any mail program would (Python's own parser) and says what is wrong with it."""

import base64
import email
import re
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from html.parser import HTMLParser
from pathlib import Path

from expected import Row

SENDER_NAME = "株式会社ミナモ珈琲機器"
SENDER_EMAIL = "info@minamo-coffee.example.jp"
SENDER_ADDRESS = "〒604-0000 京都府京都市中京区水面町1-2-3 ミナモビル4階"
SENDER_CONTACT = "support@minamo-coffee.example.jp"


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def squeeze(text: str) -> str:
    """Without ASCII white space, which a text part may break lines at and HTML may collapse."""
    return re.sub(r"[ \t\r\n]+", "", text)


def one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def lower_domain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def mailbox(mail: Message, header: str) -> tuple[str, str]:
    """Name and address. Python 3.11's structured headers put a space between encoded words of a name (against RFC 2047 §6.2): decoded apart."""
    found = getaddresses([re.sub(r"\r?\n", "", str(mail[header] or ""))])
    if len(found) != 1:
        return f"{len(found)} addresses", ""
    return str(make_header(decode_header(found[0][0]))), found[0][1]


def faults_of(path: Path, row: Row) -> list[str]:
    """One sentence for each difference between the mail and what the row asks for."""
    raw = path.read_bytes()
    faults: list[str] = []

    def expect(what: str, got: object, wanted: object) -> None:
        if got != wanted:
            faults.append(f"{what}: got {got!r}, expected {wanted!r}")

    expect("bare CR or LF", len(re.findall(rb"(?<!\r)\n|\r(?!\n)", raw)), 0)
    expect("longest line over 998", max(len(line) for line in raw.split(b"\r\n")) > 998, False)
    head = raw.split(b"\r\n\r\n", 1)[0]
    expect("non-ASCII header bytes", any(byte > 126 for byte in head), False)
    expect("header line over 78", [line for line in head.split(b"\r\n") if len(line) > 78 and not line.lower().startswith(b"list-unsubscribe:")], [])
    expect("encoded word over 75", [word for word in re.findall(rb"=\?[^?]+\?[BQ]\?[^?]*\?=", head) if len(word) > 75], [])
    for word in re.findall(rb"=\?[Uu][Tt][Ff]-8\?B\?([^?]*)\?=", head):
        try:
            base64.b64decode(word).decode("utf-8")
        except UnicodeDecodeError:
            faults.append("an encoded word ends within a character")

    mail = email.message_from_bytes(raw, policy=policy.default)
    plain = email.message_from_bytes(raw)
    names = [name.lower() for name in mail.keys()]
    expect("headers more than once", [name for name in set(names) if names.count(name) > 1], [])
    expect("injected headers", [name for name in names if name in ("bcc", "cc")], [])
    campaign, customer = row.campaign, row.context.customer
    expect("From", mailbox(plain, "From"), (SENDER_NAME, campaign.sender or SENDER_EMAIL))
    to_owner = campaign.to == "owner"
    name, address = (customer.owner_name, customer.owner_email) if to_owner else (customer.name, customer.email)
    got_name, got_address = mailbox(plain, "To")
    expect("To name", one_line(got_name), one_line(name))
    if len(name) <= 15:
        expect("To name, structured", one_line(mail["To"].addresses[0].display_name), one_line(name))
    expect("To address", lower_domain(got_address), lower_domain(address))
    expect("Subject", one_line(str(mail["Subject"])), one_line(row.subject))
    if campaign.reply_to == "owner" and customer.owner_email:
        expect("Reply-To", mailbox(plain, "Reply-To")[1], customer.owner_email)
    elif campaign.reply_to and campaign.reply_to != "owner":
        expect("Reply-To", mailbox(plain, "Reply-To")[1], campaign.reply_to)
    expect("Auto-Submitted", mail["Auto-Submitted"], "auto-generated")
    expect("MIME-Version", mail["MIME-Version"], "1.0")
    expect("Date present", mail["Date"] is not None, True)
    expect("Content-Type", mail.get_content_type(), "multipart/alternative")
    parts = list(mail.iter_parts())
    expect("parts", [(part.get_content_type(), part.get_content_charset()) for part in parts], [("text/plain", "utf-8"), ("text/html", "utf-8")])
    expect("defects", [str(defect) for part in [mail, *parts] for defect in part.defects], [])
    if len(parts) != 2:
        return faults
    text, html = parts[0].get_content(), parts[1].get_content()
    page = Page()
    page.feed(html)

    marketing = campaign.category == "marketing"
    expect("List-Unsubscribe present", mail["List-Unsubscribe"] is not None, marketing)
    expect("List-Unsubscribe-Post", mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click" if marketing else None)
    if marketing:
        link = re.match(r"<(https?://[^>]+)>", str(mail["List-Unsubscribe"]))
        expect("unsubscribe link in the HTML part", bool(link) and link.group(1) in page.links, True)
        expect("unsubscribe link in the text part", bool(link) and squeeze(link.group(1)) in squeeze(text), True)
        footer = f"[L:{SENDER_NAME}／{SENDER_ADDRESS}／{SENDER_CONTACT}:L]"
        expect("legal footer", squeeze(footer) in squeeze(page.words) and squeeze(footer) in squeeze(text), True)
    expect("tags that came out of a value", sorted(page.tags & {"script", "b"}), [])
    expect("doctype first", html.lstrip().lower().startswith("<!doctype html"), True)
    for number, words in enumerate(row.body):
        for where, words_of in (("HTML", page.words), ("text", text)):
            found = re.search(rf"\[S{number}:(.*?):S{number}\]", words_of, re.S)
            expect(f"{where} segment {number}", squeeze(found.group(1)) if found else None, squeeze(words))
    return faults
