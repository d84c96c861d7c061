"""What the libraries bring along and the program never loads."""

from __future__ import annotations

import re

MODULES = ["tkinter", "_tkinter", "setuptools", "pkg_resources", "pip", "PIL._avif", "PIL.ImageQt", "IPython", "pytest"]
"""Modules that are optional to the libraries which would import them."""

_NEEDLESS = re.compile(
    r"""
      Qt6?(Quick|Qml|Pdf|VirtualKeyboard|OpenGL|Designer|3D|ShaderTools)\w*  # no scene graph, no QML
    | opengl32sw | d3dcompiler                                               # widgets draw without OpenGL
    | plugins/(tls|networkinformation|generic|egldeviceintegrations|sqldrivers|qmltooling)/
    | platforms/.*(vkkhrdisplay|eglfs|linuxfb|minimalegl|vnc|direct2d)
    | platforminputcontexts/.*virtualkeyboard
    | platformthemes/.*gtk
    | ^lib(gtk|epoxy|atspi|cairo|pango|atk|gdk|thai|datrie|fribidi|graphite|harfbuzz|pixman)[-\w]*[-.]
    | qt-plugin-wayland-egl | wayland-graphics-integration-client/ | xcbglintegrations/ | EglF[sS]
    | imageformats/.*(pdf|webp|tiff|tga|wbmp|icns)
    | translations/(?!qtbase_zh_CN\.qm)
    | mpl-data/(sample_data|images|fonts/(afm|pdfcorefonts)|plot_directive)
    | /tests?/ | \.(pyx|pxd|pxi|pyi)$
    """,
    re.VERBOSE,
)


def is_needed(name: str) -> bool:
    """Whether a file belongs into the package.

    Args:
        name: its place in the package, with the separators of either system.
    """
    return not _NEEDLESS.search(name.replace("\\", "/"))
