"""The command line: the window without arguments or with a project file, otherwise one command.

Exit codes: 0 done, 1 done and there is something that must be fixed, 2 refused with one sentence on standard error,
130 interrupted. Nothing heavy is imported before the command needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

REFUSED = 2
INTERRUPTED = 130
EXIT_WHEN_READY = "--exit-when-ready"
"""Opens the window, and ends the program once it has been painted (to prove that an installation works)."""
SELFTEST = "--selftest"
"""Runs the program's own checks into the folder that follows."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (the process's own by default) asks for; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # the reader (head, less) has seen enough; keep the interpreter from flushing into the void
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except _expected() as error:
        return _refuse(str(error))
    except OSError as error:
        from zcpark_desktop.storage.refusals import reason

        if error.errno is None:  # raised by the program itself, with a sentence
            return _refuse(str(error))
        return _refuse(f"无法读写“{error.filename or '文件'}”：{reason(error)}。")
    except Exception as error:
        return _refuse(_logged(error))


def _run(arguments: list[str]) -> int:
    if set(arguments) <= {EXIT_WHEN_READY, *[name for name in arguments if name.lower().endswith(".zcpark")][:1]}:
        import gc

        gc.disable()  # what is loaded for the first picture stays: looking through it takes time and frees nothing
        from zcpark_desktop.ui.app import run

        code: int = run(arguments)
        return code
    if arguments[0] == SELFTEST:
        from .selftest import selftest

        return selftest(arguments[1:])
    from .parser import build_parser

    options = build_parser().parse_args(arguments)
    from importlib import import_module

    command = getattr(import_module(f"{__package__}.{options.module}"), options.command)
    result: int = command(options)
    return result


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's code page is; a windowed program may have no streams at all.

    Names of files that are no UTF-8 come out as they are on POSIX, and escaped on Windows.
    """
    oddities = "surrogateescape" if os.name == "posix" else "backslashreplace"
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=oddities, newline="\n")


def _expected() -> tuple[type[Exception], ...]:
    """The errors that are one sentence for the user; looked up only once something went wrong."""
    from zcpark_desktop.project import ProjectError
    from zcpark_desktop.rules import RulesError
    from zcpark_desktop.storage.refusals import StorageError

    from .parser import UsageError

    expected: tuple[type[Exception], ...] = (UsageError, StorageError, ProjectError, RulesError)
    if "zcpark_desktop.report" in sys.modules:
        from zcpark_desktop.report.docx_writer.package import UnusablePicture, UnusableTemplate
        from zcpark_desktop.report.figures import FontMissing

        expected += (UnusablePicture, UnusableTemplate, FontMissing)
    return expected


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return REFUSED


def _logged(error: Exception) -> str:
    """Keep the details of an unforeseen error in a file; the sentence that says so."""
    from zcpark_desktop import logs

    said = f"程序内部出错（{type(error).__name__}），操作未完成"
    try:
        logs.logger().error("unexpected", exc_info=error)
        log = logs.folder() / logs.LOG
    except Exception:  # the disk may be what failed
        return f"{said}；请重试，或联系技术支持。"
    return f"{said}；详情记在“{log}”，请把它发给技术支持。"
