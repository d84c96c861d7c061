"""The first page of a PDF as a picture. The reader behind it takes one document at a time, so it has one thread."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtGui import QImage

from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

LONGEST_SIDE = 1600  # pixels of the picture
LARGEST_SCALE = 4.0  # of a point, for pages as small as a stamp
PROTECTED = "文件设有密码，不能在这里预览；请点“打开”，输入密码查看。"
UNREADABLE = "文件内容无法识别；请点“打开”查看。"

Page = QImage | str
"""The picture, or a sentence that says why there is none."""

_READER = ThreadPoolExecutor(1, thread_name_prefix="pdf")


def first_page(store: EvidenceStore, file: StoredFile) -> Future[Page]:
    """The first page of a file of the store, drawn on a thread of its own."""
    return _READER.submit(_first_page, store, file)


def _first_page(store: EvidenceStore, file: StoredFile) -> Page:
    try:
        with store.open(file.sha256) as body:
            data = body.read(file.size)
    except StorageError as error:
        return str(error)
    return drawn(data)


def drawn(data: bytes) -> Page:
    """The first page of the PDF `data`, or a sentence; whatever is wrong with the document."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # the reader's last error can be that of the document before: a password is believed where the file tells of one
        asks = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data
        return PROTECTED if asks else UNREADABLE
    try:
        return _picture(document[0])
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return UNREADABLE
    finally:
        document.close()


def _picture(page: object) -> Page:
    width, height = page.get_size()  # type: ignore[attr-defined]
    if min(width, height) <= 0:
        return UNREADABLE
    scale = min(LONGEST_SIDE / max(width, height), LARGEST_SCALE)
    bitmap = page.render(scale=scale, prefer_bgrx=True)  # type: ignore[attr-defined]
    picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    return picture.copy()  # the bytes go when this function ends
