"""A look at a file without leaving the window: images, a PDF's first page, and the beginning of texts and tables."""

from __future__ import annotations

import codecs
import contextlib
from concurrent.futures import Future

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

from .. import theme
from ..theme import MEDIUM, em, space
from .pdf_page import Page, first_page

LARGEST = 60 * 1024 * 1024
LONGEST_SIDE = 1600
TEXT_BYTES = 6000
LOOK_AGAIN_MS = 15  # between two looks whether a page has been drawn
IMAGES = frozenset("png jpg jpeg gif bmp webp tif tiff svg".split())
TEXTS = frozenset("txt csv md".split())


def kind_of(name: str) -> str:
    """“image”, “pdf”, “text” or “other”, by the file's name."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix == "pdf":
        return "pdf"
    return "image" if suffix in IMAGES else "text" if suffix in TEXTS else "other"


def read_image(store: EvidenceStore, file: StoredFile) -> QImage:
    """The image, no larger than a preview needs; null where it is none.

    Raises:
        StorageError: the file is not kept here.
    """
    return sized_image(store, file, LONGEST_SIDE)[0]


def sized_image(store: EvidenceStore, file: StoredFile, longest_side: int) -> tuple[QImage, QSize]:
    """The image, turned upright and no larger than that, and its size in the file; null and empty where it is none.

    Raises:
        StorageError: the file is not kept here.
    """
    with store.open(file.sha256) as body:
        data = QByteArray(body.read(LARGEST))
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest_side:
        reader.setScaledSize(size.scaled(QSize(longest_side, longest_side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if not size.isValid():
        size = image.size()
    lies = (image.width() > image.height()) != (size.width() > size.height())  # turned by a quarter on reading
    return image, size.transposed() if lies and image.width() != image.height() else size


def read_text(store: EvidenceStore, file: StoredFile) -> str:
    """The beginning of a text in the encodings that offices use.

    Raises:
        StorageError: the file is not kept here.
    """
    with store.open(file.sha256) as body:
        data = body.read(TEXT_BYTES)
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        with contextlib.suppress(UnicodeDecodeError):  # a last character that was cut through is left out
            return decoder.decode(data, final=file.size <= TEXT_BYTES)
    return ""


class Preview(QWidget):
    """Shows one file: an image or a page fitted into the room, the beginning of a text, or a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(em(7))
        self._image, self.text, self.is_sentence = QImage(), "", True
        self._name, self._scaled = "", QImage()
        self._page: Future[Page] | None = None
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._take_page)

    def show_nothing(self) -> None:
        """No piece of evidence is current."""
        self._forget_page()
        self._image, self.is_sentence = QImage(), True
        self.text = "选中一份材料，在这里查看它的文件。"
        self.setAccessibleName(self.text)
        self.update()

    def show_file(self, store: EvidenceStore | None, file: StoredFile | None) -> None:
        """Show that file; says why where it cannot be shown."""
        self._forget_page()
        self._image, self._name = QImage(), file.name if file else ""
        self.text, self.is_sentence = "", True
        if file is None or not file.sha256:
            self.text = "还没有文件。把文件拖到这里，或点“选择文件…”。"
        elif store is None or file.sha256 not in store:
            self.text = "文件不在项目中，请重新选择该文件。"
        elif file.size > LARGEST:
            self.text = "文件较大，不在这里预览；请点“打开”查看。"
        else:
            self._read(store, file)
        self._told()

    def _told(self) -> None:
        self.setAccessibleName(f"预览：{self.text or self._name}")
        self.update()

    def _forget_page(self) -> None:
        """What is still being drawn is of a file that is not on show any more."""
        self._look_again.stop()
        self._scaled = QImage()
        if self._page is not None:
            self._page.cancel()
            self._page = None

    def _take_page(self) -> None:
        # asked for, not told: a preview that is gone meanwhile is no harm to the thread
        if self._page is None or not self._page.done():
            return
        page = self._page.result()
        self._forget_page()
        self._image, self.text = (QImage(), page) if isinstance(page, str) else (page, "")
        self._told()

    @property
    def has_image(self) -> bool:
        """Whether an image is on show."""
        return not self._image.isNull()

    def _read(self, store: EvidenceStore, file: StoredFile) -> None:
        kind = kind_of(file.name)
        if kind == "pdf":
            self.text = "正在读取第一页…"
            self._page = first_page(store, file)
            self._look_again.start()
            return
        try:
            if kind == "image":
                self._image = read_image(store, file)
            elif kind == "text":
                self.text = read_text(store, file)
                self.is_sentence = not self.text
        except StorageError as error:
            self.text = str(error)
            return
        if not self.has_image and not self.text:
            self.text = "这类文件不在窗口中预览；请点“打开”，用系统中的程序查看。" if kind == "other" else "文件内容无法识别；请点“打开”查看。"

    def _fitted(self, size: QSize) -> QImage:
        """The image in `size` pixels; Qt averages them only here, and print would be torn to pieces otherwise."""
        if self._scaled.size() != size:
            self._scaled = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio,
                                              Qt.TransformationMode.SmoothTransformation)
        return self._scaled

    def sizeHint(self) -> QSize:
        """A portrait page."""
        return QSize(em(22), em(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is on show."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(QColor(look.line))
        painter.setBrush(QColor(look.computed))
        painter.drawRect(frame)
        inside = frame.adjusted(space(MEDIUM), space(MEDIUM), -space(MEDIUM), -space(MEDIUM))
        if self.has_image:
            size = self._image.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
            if size.width() > self._image.width():
                size = self._image.size()
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(inside.center())
            painter.drawImage(place, self._fitted(size * self.devicePixelRatioF()))
        else:
            painter.setPen(QColor(look.quiet if self.is_sentence else look.text))
            corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            where = Qt.AlignmentFlag.AlignCenter if self.is_sentence else corner
            painter.setFont(theme.sized(1.0 if self.is_sentence else 0.9))
            painter.drawText(inside, int(where) | int(Qt.TextFlag.TextWordWrap), self.text)
        painter.end()
