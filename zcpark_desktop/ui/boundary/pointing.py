"""Places of enterprises and sites given on the map, each as one step of undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from zcpark_desktop.boundary import CGCS2000, BoundaryError
from zcpark_desktop.project import ProjectError

from ..session import Session
from .map_view import MapView
from .placed import plane_for
from .site_dialog import Site, SiteDialog, sites


class Pointing(QObject):
    """Asks which thing, then where.

    Signals:
        told: one sentence.
    """

    told = Signal(str)

    def __init__(self, session: Session, view: MapView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._site: Site | None = None
        view.place_given.connect(self._take)
        view.place_declined.connect(self._give_up)

    def ask(self, place: QPointF | None = None) -> None:
        """Let the user choose a thing; then take `place` for it, or wait until the user points at one."""
        self._session.commit()
        if plane_for(self._session.project).drawn is None:
            self.told.emit("✗ 拐点坐标的坐标系不明，不能换算成经纬度；请先选择坐标系。")
            return
        dialog = SiteDialog(sites(self._session.project), self._view.window())
        chosen = dialog.chosen if dialog.exec() else None
        dialog.deleteLater()
        if chosen is None:
            return
        if place is not None:
            self.put(chosen, place)
        else:
            self.wait_for(chosen)

    def wait_for(self, site: Site) -> None:
        """Wait until the user points at the place of `site`."""
        self._site = site
        self._view.ask_for_place(f"在图上点出“{site.name}”的位置；用键盘时移动图面使十字对准，按回车确定，Esc 取消")

    def put(self, site: Site, place: QPointF) -> None:
        """Give `site` that place."""
        try:
            longitude, latitude = plane_for(self._session.project).coordinates(place, CGCS2000)
            self._session.apply(f"标注“{site.name}”的位置", [(f"{site.address}/longitude", longitude),
                                                    (f"{site.address}/latitude", latitude)])
        except (BoundaryError, ProjectError) as error:
            self.told.emit(f"✗ {error}")
        else:
            self.told.emit(f"已标注“{site.name}”：东经{longitude}°，北纬{latitude}°。")

    def _take(self, place: QPointF) -> None:
        site, self._site = self._site, None
        if site is not None:
            self._view.stop_asking()
            self.put(site, place)

    def _give_up(self) -> None:
        self._site = None
