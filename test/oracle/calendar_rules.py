"""Calendar rules of the campaign format, on plain (year, month, day): written from the format's description alone."""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple, Optional


class Day(NamedTuple):
    """A stored date; `year` is None for a date such as --03-14."""

    year: Optional[int]
    month: int
    day: int

    def iso(self) -> str:
        if self.year is None:
            return f"--{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def to_date(self) -> date:
        assert self.year is not None
        return date(self.year, self.month, self.day)


def stored(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def shift(start: date, iso: str, sign: int) -> date:
    """`start` plus or minus an ISO duration of years, months, weeks and days, clamped to the month's end."""
    parts = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", iso)
    assert parts, iso
    years, months, weeks, days = (int(part or 0) for part in parts.groups())
    index = start.year * 12 + start.month - 1 + sign * (years * 12 + months)
    year, month = index // 12, index % 12 + 1
    clamped = date(year, month, min(start.day, month_length(year, month)))
    return clamped + timedelta(days=sign * (weeks * 7 + days))


def occurrence_in(year: int, day: Day, leap_day: str) -> Optional[date]:
    """The day's month and day in `year`; 29 February by the stated policy."""
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return {"feb28": date(year, 2, 28), "mar1": date(year, 3, 1), "skip": None}[leap_day]
    return date(year, day.month, day.day)


# Japanese public holidays of the years the scenarios use, substitutes and citizens' holidays included.
HOLIDAYS = {
    date.fromisoformat(text)
    for text in """
    2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06
    2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
    2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04 2027-05-05
    2027-07-19 2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23
    2028-01-01 2028-01-10 2028-02-11 2028-02-23 2028-03-20 2028-04-29 2028-05-03 2028-05-04 2028-05-05
    2028-07-17 2028-08-11 2028-09-18 2028-09-22 2028-10-09 2028-11-03 2028-11-23
    2029-01-01 2029-01-08 2029-02-11 2029-02-12 2029-02-23
    """.split()
}


def business_day(day: date, policy: str) -> date:
    step = {"any": 0, "previous": -1, "next": 1}[policy]
    while step and (day.weekday() >= 5 or day in HOLIDAYS):
        day += timedelta(days=step)
    return day


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


ERAS = [("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)), ("昭和", date(1926, 12, 25))]


def era_notation(day: date, gannen: bool) -> str:
    for era, begin in ERAS:
        if day >= begin:
            number = day.year - begin.year + 1
            return f"{era}{'元' if gannen and number == 1 else number}年{day.month}月{day.day}日"
    return day.isoformat()
