"""Reads a calendar file from standard input, and writes what it says as JSON."""

import json
import sys

from icalendar import Calendar

text = sys.stdin.buffer.read()
calendar = Calendar.from_ical(text)
events = [part for part in calendar.walk() if part.name == "VEVENT"]
assert len(events) == 1, events
event = events[0]
assert not event.errors, event.errors


def person(value):
    return {"address": str(value), **{key.lower(): str(word) for key, word in value.params.items()}}


print(json.dumps({
    "version": str(calendar["VERSION"]),
    "prodid": str(calendar["PRODID"]),
    "method": str(calendar["METHOD"]),
    "uid": str(event["UID"]),
    "sequence": int(event["SEQUENCE"]),
    "stamp": event["DTSTAMP"].dt.isoformat(),
    "start": event["DTSTART"].dt.isoformat(),
    "end": event["DTEND"].dt.isoformat(),
    "summary": str(event["SUMMARY"]),
    "location": str(event.get("LOCATION", "")),
    "status": str(event["STATUS"]),
    "organizer": person(event["ORGANIZER"]),
    "attendee": person(event["ATTENDEE"]),
}))
