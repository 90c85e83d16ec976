"""What goes into the bundle and what stays out, each with its reason; used by `installer.spec` and by the tests.

This folder makes installers. It stands below `resources` because the top level is fixed, and is itself neither part of the
bundle nor of the wheel.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

NOBODY_NEEDS: Final = {
    "tkinter": "the window is Qt's",
    "matplotlib": "pyqtgraph, torch and sympy offer to use it where it is installed; we draw with pyqtgraph",
    "IPython": "as matplotlib: consoles of developers",
    "pytest": "numpy's and torch's testing modules import it",
    "_pytest": "as pytest",
    "py": "as pytest",
    "rich": "torch can draw its shardings with it on a terminal",
    "pygments": "as rich",
    "ml_dtypes": "torch writes ONNX files with it, an extra for those who export from source",
    "onnxscript": "as ml_dtypes",
    "google.protobuf": "as tensorboard",
    "PyQt5": "qtpy and pyqtgraph choose among the bindings of Qt; ours is PySide6",
    "PyQt6": "as PyQt5",
    "PySide2": "as PyQt5",
    "pyqtgraph.examples": "programs that show what pyqtgraph can do",
    "pyqtgraph.opengl": "plots in three dimensions, of which we have none",
    "pyqtgraph.jupyter": "plots in notebooks",
    "pandas": "scipy, sympy and pyqtgraph take its tables where it is installed",
    # Of scipy we read MATLAB's files and look for neighbours.
    "scipy.stats": "not used",
    "scipy.signal": "not used",
    "scipy.optimize": "not used",
    "scipy.integrate": "not used",
    "scipy.interpolate": "not used",
    "scipy.ndimage": "not used",
    "scipy.cluster": "not used",
    "scipy.odr": "not used",
    "scipy.datasets": "not used",
    "skimage": "a second opinion for tests only",
    "tensorboard": "an extra for those who train from source",
    "onnx": "an extra for those who export from source; with its run time 120 MB",
    "onnxruntime": "as onnx",
    "openvino": "another way to run networks, an extra from source: 100 MB and more, for what torch does as well",
    "ncnn": "as openvino",
    "torchvision": "spandrel asks for it and does without; its libraries want those of CUDA",
    "setuptools": "torch uses it to compile extensions, which needs a compiler",
    "pkg_resources": "as setuptools",
    "mypy": "numpy brings a plugin for it",
    "PySide6.QtNetwork": "nothing is fetched through Qt; it brings Kerberos along",
    "lib2to3": "old code of Python's own",
    "readline": "the GNU library is under the GPL, and nobody types into a prompt of ours",
}
"""Modules that neither program imports, by why something else would bring them along."""

_WINDOWS: Final = ("app", "controllers", "demo", "jobs", "settings", "ui")
_SHARED: Final = ("__init__", "core", "frozen", "paths")
"""The rooms of sr_desktop that the window alone has, and those that both have; all others are the console's."""


def _consoles() -> list[str]:
    here = {path.stem for path in (ROOT / "sr_desktop").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    return sorted(here - {*_WINDOWS, *_SHARED})


WINDOW_NEEDS_NOT: Final = {
    "torch": "the window's process never imports it: it starts sooner and outlives a crash of the engine",
    "scipy": "computing is the engine's",
    "spandrel": "computing is the engine's",
    "pyvips": "decoding is the engine's",
    "trainer": "a program of its own",
    **{f"sr_desktop.{room}": "the other program has it" for room in _consoles()},
}
"""Modules that only the console program has, by why the window's is better without."""

CONSOLE_NEEDS_NOT: Final = {
    "PySide6": "PyInstaller would load it at each start, and on Windows torch does not load after Qt",
    "shiboken6": "as PySide6",
    "pyqtgraph": "drawing is the window's",
    "qtawesome": "drawing is the window's",
    "qtpy": "drawing is the window's",
    **{f"sr_desktop.{room}": "the other program has it" for room in _WINDOWS},
}
"""Modules that only the window's program has, by why the console's is better without."""


def modules_below(*places: str) -> list[str]:
    """Dotted names of all modules that are these packages and modules of the repository, or are in them."""
    names = set()
    for place in places:
        start = ROOT / place.replace(".", "/")
        for path in (*start.rglob("*.py"), *([start.with_suffix(".py")] if start.with_suffix(".py").is_file() else [])):
            names.add(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return sorted(names)


def window_modules() -> list[str]:
    """All modules of the window's rooms: some are imported by name, which PyInstaller does not see."""
    return modules_below(*(f"sr_desktop.{room}" for room in _WINDOWS))


def console_modules() -> list[str]:
    """All modules of the console's rooms, as for the window's; the core is among them, of which the window has what it uses."""
    return modules_below("sr_desktop.core", "trainer", *(f"sr_desktop.{room}" for room in _consoles()))


_QT = r"(?:lib)?Qt6?"
_DROPPED: Final = (
    (r"torch/test/", "torch's tests"),
    (r"torch/bin/(?!torch_shm_manager)", "test programs and code generators; torch starts torch_shm_manager alone"),
    (r"torch/lib/(?:lib)?(?:torchbind_test|jitbackend_test|backend_with_compiler|aoti_custom_ops)\.", "as torch's tests"),
    (r"torch/_inductor/(?!config).*\.py$", "sources of a compiler that needs one of the system's; the modules themselves stay"),
    (r"torch/testing/.*\.py$", "sources that nobody reads; the modules themselves stay, torch imports some"),
    (r"torch/(?:include|share)/", "headers, for compiling extensions"),
    (r"torch/lib/.*\.(?:a|lib)$", "static libraries, for compiling extensions"),
    (r"PySide6/.*plugins/platforms/(?:lib)?q(?:eglfs|linuxfb|minimal|vnc|vkkhrdisplay|direct2d)", "screens without a desktop"),
    (r"PySide6/.*plugins/egldeviceintegrations/", "as screens without a desktop"),
    (r"PySide6/.*plugins/platformthemes/(?:lib)?qgtk3", "would load the system's GTK; the portal's dialogs stay"),
    (r"PySide6/.*plugins/platforminputcontexts/(?:lib)?qtvirtualkeyboard", "brings Qt Quick along; ibus and compose stay"),
    (r"PySide6/.*plugins/(?:tls|networkinformation)/", "nothing is fetched through Qt"),
    (r"PySide6/.*plugins/(?:qmltooling|qmllint|designer|sqldrivers|printsupport)/", "parts of Qt that we do not use"),
    (r"PySide6/.*plugins/(?:vectorimageformats|wayland-graphics-integration-server)/", "as parts that we do not use"),
    (r"PySide6/.*plugins/generic/", "mice, tablets and screens without a desktop"),
    (r"PySide6/.*plugins/imageformats/(?:lib)?q(?:pdf|tga|wbmp|icns)", "formats that the window never shows"),
    (r"PySide6/.*translations/(?!qt(?:base)?_(?:en|zh_CN)\.qm)", "languages that the window does not speak"),
    (r"PySide6/(?:Qt/)?qml/", "Qt Quick is not used"),
    (r"PySide6/opengl32sw\.dll", "OpenGL in software, 20 MB; the window paints without OpenGL"),
    (rf"(?:^|/){_QT}(?:Quick|Qml|VirtualKeyboard|Pdf|Sql|WaylandCompositor|EglFS)", "came with plugins dropped above"),
    (r"(?:^|/)(?:numpy|scipy)/.*/tests/", "tests"),
)
_PATTERNS: Final = tuple((re.compile(pattern), reason) for pattern, reason in _DROPPED)


def why_dropped(destination: str) -> str | None:
    """The reason why a file is left out of the bundle's folder, by its place there with forward slashes; None: it stays."""
    return next((reason for pattern, reason in _PATTERNS if pattern.search(destination)), None)


Entry = tuple[str, str, str]
"""PyInstaller's way to name a file: its place in the bundle, its source, its kind."""
_SEARCHED: Final = re.compile(r"(?:PySide6/Qt/lib/)?(?!libpython)[^/]+\.so[.\d]*")


def without_orphans(entries: Sequence[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The entries without libraries of Linux that nothing needs any more, now that others are dropped.

    imports: file names of the libraries that a source needs. Dropping the plugin for GTK's look so drops 30 MB of GTK. What
    Python's packages keep beside themselves (numpy.libs and alike) is theirs to know, and stays.
    """
    found = {Path(place).name: source for place, source, kind in entries if kind == "BINARY" and _SEARCHED.fullmatch(place)}
    waiting = [source for place, source, kind in entries if kind in {"BINARY", "EXTENSION"} and not _SEARCHED.fullmatch(place)]
    needed: set[str] = set()
    while waiting:
        more = (set(imports(waiting.pop())) & found.keys()) - needed
        needed |= more
        waiting += [found[name] for name in more]
    orphans = {place for place, _, kind in entries if kind == "BINARY" and Path(place).name in found.keys() - needed}
    there = {place for place, _, kind in entries if kind != "SYMLINK"} - orphans
    return [
        (place, source, kind)
        for place, source, kind in entries
        if place not in orphans and (kind != "SYMLINK" or posixpath.normpath(Path(place).parent / source) in there)
    ]


def data_files() -> Iterator[tuple[str, str]]:
    """What is no module but belongs to the program: pairs of source file and folder in the bundle.

    The licence texts are not among them: they are collected anew for each bundle, from what is in it.
    """
    own = {ROOT / "resources" / "packaging", ROOT / "resources" / "licences"}
    for place in ("resources", "trainer", "sr_desktop"):
        for path in sorted((ROOT / place).rglob("*")):
            is_code = path.suffix in {".py", ".pyc"} or "__pycache__" in path.parts
            if path.is_file() and not is_code and not own & set(path.parents):
                yield str(path), path.parent.relative_to(ROOT).as_posix()


PICTURE_TYPES: Final = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "image/avif": (".avif",),
    "image/bmp": (".bmp",),
    "image/gif": (".gif",),
}
"""What the program offers to open, in all three systems' "open with"."""

INFO_PLIST: Final = {
    "CFBundleName": "SR Desktop",
    "CFBundleDisplayName": "SR Desktop",
    "LSApplicationCategoryType": "public.app-category.graphics-design",
    "LSMinimumSystemVersion": "13.0",
    "NSHighResolutionCapable": True,
    # PyInstaller would set it, because one of the two programs has a console; then there would be no window in the dock.
    "LSBackgroundOnly": False,
    "CFBundleLocalizations": ["en", "zh_CN"],
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Picture",
            "CFBundleTypeRole": "Editor",
            # Offered in "Open With", never the default program for pictures.
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": [
                "public.png",
                "public.jpeg",
                "org.webmproject.webp",
                "public.tiff",
                "public.avif",
                "com.microsoft.bmp",
                "com.compuserve.gif",
            ],
        },
        {
            "CFBundleTypeName": "Folder",
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": ["public.folder"],
        },
    ],
}
"""What macOS is told of the application."""
