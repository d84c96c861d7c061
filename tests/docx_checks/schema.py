"""Open XML validity of a Word file, by openxml-audit (a port of the rules of Microsoft's Open XML SDK)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree


def schema_faults(path: Path) -> list[str]:
    """List what the rules of the Open XML SDK object to.

    Returns:
        Sentences of the form `word/document.xml:12 /document[1]/body[1]: Unexpected element 'foo' found`.
    """
    from openxml_audit import OpenXmlValidator

    found = []
    with zipfile.ZipFile(path) as package:
        for error in OpenXmlValidator().validate(str(path)).errors:
            part = (error.part_uri or "").lstrip("/")
            place = f"{part}:{_line(package, part, error.path or '')} {error.path or ''}".rstrip()
            found.append(f"{place}: {error.description}")
    return list(dict.fromkeys(found))


def _line(package: zipfile.ZipFile, part: str, path: str) -> int:
    """The line of an element given by a path of local names (`/document[1]/body[1]/p[3]`); 1 where there is none."""
    if part not in package.namelist() or not path.startswith("/"):
        return 1
    steps = re.findall(r"/([^/\[]+)\[(\d+)\]", path)
    query = "".join(f"/*[local-name()='{name}'][{index}]" for name, index in steps)
    nodes = etree.fromstring(package.read(part)).getroottree().xpath(query) if query else []
    return nodes[0].sourceline if nodes else 1
