"""Mail (.eml) and saved pages (.mhtml): the one part of a message that holds the article."""

import email
import email.policy
import email.utils
import io
from email.message import EmailMessage

from pipeline.base.boundary.bounded_streams import read_bounded
from pipeline.base.boundary.untrusted_values import UntrustedValueError, parse_day, parse_string
from pipeline.intake.format_reader import InputDocuments, Origin, looks_like_html
from pipeline.intake.source_document import RawDocument, SuppliedMetadata

PAGE_TYPES = ("text/html", "application/xhtml+xml")
MAX_PARTS = 1000


def read_message(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The document of one message: its first HTML part, else its first plain part. Attachments are not read."""
    content = read_bounded(stream, origin.bounds)
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        parts = [part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False) if not part.is_attachment()]
        html = next((part for part in parts if part.get_content_type() in PAGE_TYPES), None)
        plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
        part = html if html is not None else plain
        payload = part.get_payload(decode=True) if part is not None else None
    except Exception as error:  # the parser raises errors of many kinds on damaged headers
        yield origin.reject("corrupt", f"the message cannot be read: {type(error).__name__}")
        return
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        yield origin.reject("no_document", "the message has no part that is text or HTML")
        return
    is_html = part is html or looks_like_html(payload[:4096])
    yield RawDocument(
        origin.place,
        origin.source_path,
        "text/html" if is_html else "text/plain",
        payload,
        _read_charset(part),
        _describe_message(message, part, origin),
    )


def _read_charset(part: EmailMessage) -> str | None:
    try:
        charset = part.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return None
    return charset[:40] if charset and charset != "us-ascii" else None


def _describe_message(message: EmailMessage, part: EmailMessage, origin: Origin) -> SuppliedMetadata:
    location = _read_header(message, "Snapshot-Content-Location", origin)
    location = location or _read_header(part, "Content-Location", origin)
    is_page = location is not None and location.lower().startswith(("http:", "https:"))
    stated = _read_header(message, "Date", origin)
    try:
        day = parse_day(email.utils.parsedate_to_datetime(stated)) if stated else None
    except (ValueError, TypeError, IndexError, OverflowError, UntrustedValueError):
        day = None
    # A saved page is dated by when it was saved, and titled by the page itself; a mail by its sender.
    return SuppliedMetadata(
        url=location if is_page else None,
        title=None if is_page else _read_header(message, "Subject", origin),
        published=None if is_page or message.get_content_type() == "multipart/related" else day,
    )


def _read_header(message: EmailMessage, name: str, origin: Origin) -> str | None:
    try:
        value = message.get(name)
        return parse_string(" ".join(str(value).split()), origin.bounds.max_field_chars) if value is not None else None
    except Exception:  # a header that cannot be parsed is one that is not there
        return None
