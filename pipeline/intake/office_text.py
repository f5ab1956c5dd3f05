"""PDF and DOCX to text, by pypdf and python-docx: an extra, since most news comes as text or HTML."""

import io
import logging

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.boundary.untrusted_values import make_valid_text
from pipeline.intake.source_document import UnreadableError

# What is wrong with a file is told in `rejects`, not by the library on the terminal.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

INSTALL_LINE = "install the extra with pip install 'newsledger[documents]', or convert the file to text or HTML"
MAX_PDF_PAGES = 2000


def extract_pdf_text(content: bytes, bounds: InputBounds) -> str:
    """The text of a PDF, page by page. Raises UnreadableError where it is damaged, encrypted, or holds no text."""
    try:
        import pypdf
    except ImportError:
        raise UnreadableError("unsupported_format", f"PDF needs the package pypdf; {INSTALL_LINE}") from None
    pages: list[str] = []
    size = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UnreadableError("encrypted", "the PDF is encrypted; decrypt it first")
        for page in reader.pages[:MAX_PDF_PAGES]:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > bounds.max_chars:
                break
    except UnreadableError:
        raise
    except Exception as error:  # pypdf raises errors of many kinds on damaged files
        raise UnreadableError("corrupt", f"the file cannot be read as PDF: {_describe(error)}") from error
    return _finish("\n\n".join(pages), "PDF", "it may hold scanned pages; run OCR first")


def extract_docx_text(content: bytes, bounds: InputBounds) -> str:
    """The paragraphs of a DOCX file and of its tables, a line each. Raises UnreadableError where it is damaged."""
    try:
        import docx
    except ImportError:
        raise UnreadableError("unsupported_format", f"DOCX needs the package python-docx; {INSTALL_LINE}") from None
    try:
        document = docx.Document(io.BytesIO(content))
        lines: list[str] = []
        for part in document.iter_inner_content():
            if isinstance(part, docx.table.Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in part.rows]
            else:
                lines.append(part.text)
    except Exception as error:  # python-docx raises errors of many kinds on damaged files
        raise UnreadableError("corrupt", f"the file cannot be read as DOCX: {_describe(error)}") from error
    return _finish("\n\n".join(lines), "DOCX", "write it as text")


def _finish(text: str, kind: str, advice: str) -> str:
    text = make_valid_text(text)
    if not text.strip():
        raise UnreadableError("no_text", f"the {kind} holds no text; {advice}")
    return text


def _describe(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
