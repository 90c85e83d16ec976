"""What goes into the bundle and what stays out."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib

import pytest
from source_tree import ROOT, dotted_names, modules_of, python_files

import contents
from sr_desktop.frozen import CONSOLE, WINDOW


@pytest.mark.parametrize(
    "place",
    [
        "torch/bin/test_jit",
        "torch/bin/protoc-3.13.0.0",
        "torch/lib/libtorchbind_test.so",
        "torch/lib/torchbind_test.dll",
        "torch/include/ATen/ATen.h",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqminimalegl.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qtwebengine_en.qm",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Qml.dll",
        "libQt6Pdf.so.6",
        "PySide6/opengl32sw.dll",
        "scipy/io/tests/data.mat",
    ],
)
def test_what_stays_out_of_the_folder(place: str) -> None:
    assert contents.why_dropped(place)


@pytest.mark.parametrize(
    "place",
    [
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        "torch/_C.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "resources/i18n/sr_desktop_zh_CN.qm",
        "resources/samples/chelsea.png",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_is_needed_stays(place: str) -> None:
    assert contents.why_dropped(place) is None


def test_libraries_that_only_dropped_files_needed_go_too() -> None:
    entries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/s/libqxcb.so", "BINARY"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/s/libQt6Gui.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "/s/libQt6Quick.so.6", "BINARY"),
        ("libxcb.so.1", "/usr/lib/libxcb.so.1", "BINARY"),
        ("libXau.so.6", "/usr/lib/libXau.so.6", "BINARY"),
        ("libgtk-3.so.0", "/usr/lib/libgtk-3.so.0", "BINARY"),
        ("libpython3.11.so.1.0", "/p/libpython3.11.so.1.0", "BINARY"),
        ("numpy.libs/libblas.so", "/s/numpy.libs/libblas.so", "BINARY"),
        ("python3.11/lib-dynload/_lzma.so", "/p/_lzma.so", "EXTENSION"),
        ("liblzma.so.5", "/usr/lib/liblzma.so.5", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK"),
        ("torch/lib/libshm.so", "../bin/gone", "SYMLINK"),
        ("numpy.libs/liblzma.so", "../liblzma.so.5", "SYMLINK"),
        ("resources/a.png", "/r/a.png", "DATA"),
    ]
    needs = {
        "/s/libqxcb.so": {"libQt6Gui.so.6", "libxcb.so.1", "libc.so.6"},
        "/s/libQt6Quick.so.6": {"libQt6Gui.so.6"},
        "/usr/lib/libxcb.so.1": {"libXau.so.6"},
        "/p/_lzma.so": {"liblzma.so.5"},
    }
    left = contents.without_orphans(entries, lambda source: needs.get(source, ()))
    gone = {"PySide6/Qt/lib/libQt6Quick.so.6", "libgtk-3.so.0", "libQt6Quick.so.6", "torch/lib/libshm.so"}
    assert [place for place, _, _ in left] == [place for place, _, _ in entries if place not in gone]


def test_every_reason_is_given() -> None:
    tables = (contents.NOBODY_NEEDS, contents.WINDOW_NEEDS_NOT, contents.CONSOLE_NEEDS_NOT)
    assert all(reason for table in tables for reason in table.values())


def test_nothing_that_we_import_is_shut_out() -> None:
    imported = {
        name
        for path in python_files("sr_desktop", "trainer", "main.py")
        for name, node in dotted_names(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    optional = {"tensorboard", "onnx", "onnxruntime", "openvino", "ncnn"}  # whoever imports these extras asks first
    shut_out = [
        f"{name} ({bad})"
        for bad in contents.NOBODY_NEEDS
        for name in imported
        if bad not in optional and (name == bad or name.startswith(f"{bad}."))
    ]
    assert shut_out == []


def test_all_modules_of_the_rooms_come_along() -> None:
    window, console = contents.window_modules(), contents.console_modules()
    assert {"sr_desktop.app", "sr_desktop.controllers", "sr_desktop.controllers.train.parts"} <= set(window)
    assert {
        "sr_desktop.cli.program",
        "sr_desktop.processes.engine",
        "sr_desktop.core.archs.srcnn",
        "trainer",
        "trainer.__main__",
    } <= set(console)
    assert all(importlib.util.find_spec(name) for name in (*window[:3], *console[:3]))
    everything = set(modules_of("sr_desktop")) - {"sr_desktop", "sr_desktop.frozen", "sr_desktop.paths"}
    assert set(window) & set(console) == set()
    assert everything <= {*window, *console}


def test_neither_program_has_the_others_rooms() -> None:
    window, console = set(contents.WINDOW_NEEDS_NOT), set(contents.CONSOLE_NEEDS_NOT)
    assert not [name for name in contents.window_modules() for bad in window if name == bad or name.startswith(f"{bad}.")]
    assert not [name for name in contents.console_modules() for bad in console if name == bad or name.startswith(f"{bad}.")]


@pytest.mark.parametrize("program", ["window", "console"])
def test_each_program_loads_without_what_stays_out(program: str) -> None:
    modules, missing = {
        "window": (contents.window_modules(), contents.WINDOW_NEEDS_NOT),
        "console": (contents.console_modules(), contents.CONSOLE_NEEDS_NOT),
    }[program]
    code = f"import sys; sys.modules.update(dict.fromkeys({list(missing)!r})); import {', '.join(modules)}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr


def test_data_comes_along_and_tools_do_not() -> None:
    found = {(source.removeprefix(f"{ROOT}/"), folder) for source, folder in contents.data_files()}
    assert ("resources/i18n/sr_desktop_zh_CN.qm", "resources/i18n") in found
    assert ("trainer/jobs/srcnn-915-modern.toml", "trainer/jobs") in found
    assert ("trainer/pictures/benchmark_hashes.json", "trainer/pictures") in found
    assert not [source for source, _ in found if source.startswith(("resources/packaging", "resources/licences"))]
    assert not [source for source, _ in found if source.endswith((".py", ".pyc"))]


def test_the_tools_stay_out_of_the_wheel_too() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["setuptools"]["exclude-package-data"]["sr_desktop.resources"] == ["packaging/**"]


def test_the_recipe_is_python_and_names_both_programs() -> None:
    recipe = ast.parse((ROOT / "installer.spec").read_text(encoding="utf-8"))
    used = {name for name, _ in dotted_names(recipe)}
    assert {"WINDOW", "CONSOLE", "Analysis", "COLLECT", "BUNDLE"} <= used
    assert {word.arg: ast.unparse(word.value) for node in ast.walk(recipe) if isinstance(node, ast.Call)
            for word in node.keywords if word.arg in ("upx", "strip")} == {"upx": "False", "strip": "False"}  # fmt: skip


def test_the_systems_are_told_of_the_same_kinds_of_pictures() -> None:
    entry = (ROOT / "resources/packaging/linux/sr-desktop.desktop").read_text(encoding="utf-8")
    (line,) = [line for line in entry.splitlines() if line.startswith("MimeType=")]
    assert set(filter(None, line.removeprefix("MimeType=").split(";"))) == set(contents.PICTURE_TYPES)
    setup = (ROOT / "resources/packaging/windows/sr-desktop.iss").read_text(encoding="utf-8")
    suffixes = [suffix for kind in contents.PICTURE_TYPES.values() for suffix in kind]
    assert [suffix for suffix in suffixes if f"\\{suffix}\\OpenWithProgids" not in setup] == []
    pictures, _ = contents.INFO_PLIST["CFBundleDocumentTypes"]
    assert len(pictures["LSItemContentTypes"]) == len(contents.PICTURE_TYPES)
    assert f"{WINDOW}.exe" in setup
    assert CONSOLE.startswith(WINDOW)
