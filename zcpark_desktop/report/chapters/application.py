"""申报书: the application, in the order of the national outline (910 annex 2), with the forms and tables around it."""

from __future__ import annotations

from ... import wording
from ..blocks import Block, Cover, Document
from ..material import Material
from ..outline import Section, attached, headed, opening
from ..parts import identity
from ..parts.commitment import commitment
from ..parts.comparison import comparison
from ..parts.explanations import explanations
from ..parts.pending import pending
from .application_body import body
from .application_forms import boundary_points, qualification

_TITLES = {"city": ("无锡市零碳园区",), "province": ("江苏省零碳园区",), "nation": ("国家级零碳园区",)}


def document(material: Material) -> Document:
    """The whole application."""
    title = _TITLES[material.level]
    front = (identity.section(material), qualification(material))
    chapters = body(material)
    extra = (*(comparison(material, scheme) for scheme in material.compared if scheme not in material.applied),
                   boundary_points(material))
    signed, gaps = commitment(material)
    quoted = material.narrative_gaps("application")
    asked: tuple[Section, ...] = (*front, *chapters, *extra, Section("材料真实性承诺", (signed,), gaps=gaps),
                                   *([Section("文稿", gaps=quoted)] if quoted else []))
    attachments = attached((*extra, explanations(material), pending(asked)))
    pages: tuple[Block, ...] = (*headed(front), *headed(chapters), signed, *headed(attachments))
    blocks = (_cover(material, title), *opening(pages), *pages)
    name = "".join(title) + "申报书"
    return Document("application", name, blocks, subject=material.basics.name, author=material.basics.applicant)


def _cover(material: Material, title: tuple[str, ...]) -> Cover:
    basics = material.basics
    kind = basics.application_kind.label if basics.application_kind else ""
    fields = (("园区名称", basics.name), ("申报单位", basics.applicant), ("申报类型", kind), ("联系人", basics.contact.name),
              ("联系电话", basics.contact.phone or basics.contact.mobile))
    shown = tuple((label, text) for label, text in fields if text)
    return Cover((*title, "申报书"), shown, wording.day(material.today).rsplit("月", 1)[0] + "月")
