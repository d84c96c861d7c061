"""Pictures and charts within a line of text, as DrawingML."""

from __future__ import annotations

from zcpark_desktop.report.docx_writer.text import escape

_KINDS = "http://schemas.openxmlformats.org/drawingml/2006"


_SVG = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext></a:extLst>'
)


def picture_drawing(relation: str, number: int, size: tuple[int, int], alt: str, vector: str = "") -> str:
    """The run of a picture.

    Args:
        relation: id of the relationship to the picture.
        number: unique among the drawings of the document.
        size: width and height in EMU.
        alt: read aloud in place of the picture.
        vector: id of the relationship to the same picture as SVG, which programs that know it (Word since 2016) show.
    """
    width, height = size
    name = f"图片 {number}"
    content = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}">{_SVG.format(vector) if vector else ""}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    locked = '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    return _inline("picture", content, number, name, size, alt, locked)


def chart_drawing(relation: str, number: int, size: tuple[int, int], alt: str) -> str:
    """The run of a chart that Word draws; arguments as for a picture."""
    content = f'<c:chart xmlns:c="{_KINDS}/chart" r:id="{relation}"/>'
    return _inline("chart", content, number, f"图表 {number}", size, alt, "<wp:cNvGraphicFramePr/>")


def _inline(kind: str, content: str, number: int, name: str, size: tuple[int, int], alt: str, frame: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{escape(alt)}"/>{frame}'
        f'<a:graphic><a:graphicData uri="{_KINDS}/{kind}">{content}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
