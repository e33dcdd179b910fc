"""The example hub."""

import shutil
from pathlib import Path

from karaula.workspace.config import CONFIG, HubError
from karaula.workspace.hub import Hub

EXAMPLE = Path("examples", "south-eastern-europe")


def copy_example(folder: Path) -> Hub:
    """Copy the example hub to a folder; one that is there already is used as it is."""
    if (folder / CONFIG).exists():
        return Hub.open(folder)
    example = Path(__file__).parents[3] / EXAMPLE
    if not (example / CONFIG).is_file():
        remedy = f"get the source of Karaula and copy its folder {EXAMPLE}"
        raise HubError("the example does not come with the installed package", None, remedy)
    if folder.is_dir() and any(folder.iterdir()):
        remedy = "name another one: `karaula demo DIR`"
        raise HubError("the folder is not empty and is no hub", folder, remedy)
    made = shutil.ignore_patterns("lake", "out", ".former.json", ".lock", "decisions.db*")
    try:
        shutil.copytree(example, folder, ignore=made, dirs_exist_ok=True)
    except OSError as error:
        problem = f"the example cannot be copied here ({error.strerror})"
        raise HubError(problem, folder) from error
    return Hub.create(folder)
