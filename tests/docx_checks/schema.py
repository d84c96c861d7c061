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

    errors = OpenXmlValidator().validate(str(path)).errors
    places = [((error.part_uri or "").lstrip("/"), error.path or "") for error in errors]
    with zipfile.ZipFile(path) as package:
        parts = {part for part, _ in places} & set(package.namelist())
        roots = {part: etree.fromstring(package.read(part)) for part in parts}
    found = (
        f"{part}:{_line(roots.get(part), place)} {place}".rstrip() + f": {error.description}"
        for error, (part, place) in zip(errors, places, strict=True)
    )
    return list(dict.fromkeys(found))


def _line(root: etree._Element | None, path: str) -> int:
    """The line of an element given by a path of local names (`/document[1]/body[1]/p[3]`); 1 where there is none."""
    query = "".join(f"/*[local-name()='{name}'][{index}]" for name, index in re.findall(r"/([^/\[]+)\[(\d+)\]", path))
    nodes = root.getroottree().xpath(query) if root is not None and query else []
    return nodes[0].sourceline if nodes else 1
