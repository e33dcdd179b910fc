"""The routes that a hub knows, and the questions that can be put to them.

``open_routes`` opens a hub; each question takes what was opened and the part of the network that is
``Wanted``, and gives an :class:`Answer`: rows for programs, tables and sentences for people, and a
chart. The command line shows answers, and so may a page.
"""

from karaula.workspace.routes.beside import corroborate
from karaula.workspace.routes.closing import path, whatif
from karaula.workspace.routes.corridor import corridor, sea, shares
from karaula.workspace.routes.drawing import geojson, route_map
from karaula.workspace.routes.moving import shift
from karaula.workspace.routes.opened import Opened, QuestionError, Wanted, open_routes
from karaula.workspace.routes.standing import network, role

__all__ = [
    "Opened",
    "QuestionError",
    "Wanted",
    "corridor",
    "corroborate",
    "geojson",
    "network",
    "open_routes",
    "path",
    "role",
    "route_map",
    "sea",
    "shares",
    "shift",
    "whatif",
]
