"""Every page, tab and dialog, for everyone: read out, reached by keys, readable, whole, and in the chosen language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from every_page import DIALOGS, own_dialogs, shown_page, surfaces, whole_window
from page_checks import controls, cut_texts, describe, english_texts, pale_texts, shown, unmarked_focus, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabWidget, QWidget

from sr_desktop.settings import LanguageChoice, ThemeChoice

# The offscreen platform's remark on every window of its own.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LOOKS: list[tuple[LanguageChoice, ThemeChoice]] = [("en", "light"), ("zh_CN", "dark")]
_TABS_AT_MOST = 250


@pytest.mark.parametrize(("language", "theme"), LOOKS, ids=["English, light", "Chinese, dark"])
def test_everything_that_is_shown(qapp, qtbot, monkeypatch, tmp_path: Path, language, theme) -> None:
    faults: list[str] = []
    seen: set[int] = set()
    operated = 0
    with whole_window(qapp, monkeypatch, tmp_path, language, theme) as (desktop, client):
        for name, root in surfaces(desktop, client, qtbot, tmp_path):
            widgets = shown(root)
            fresh = [widget for widget in widgets if _address(widget) not in seen]
            seen |= {_address(widget) for widget in widgets}
            operated += len(controls(fresh))
            found = [*cut_texts(widgets, root), *unnamed(fresh), *unmarked_focus(fresh), *pale_texts(fresh, root)]
            if language == "zh_CN":
                found += english_texts(fresh)
            faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    assert operated > 150
    assert own_dialogs() <= DIALOGS.keys()


def _address(widget: QWidget) -> int:
    return shiboken6.getCppPointer(widget)[0]


@pytest.mark.parametrize(
    ("larger", "looks"),
    [({"QT_SCALE_FACTOR": "2"}, "everything"), ({"QT_FONT_DPI": "120"}, "everything and English")],
    ids=["screen at 200 %", "text at 125 %"],
)
def test_nothing_is_cut_where_all_is_larger(larger: dict[str, str], looks: str) -> None:
    environment = {**os.environ, **larger}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(Path(__file__)), "-k", looks]
    run = subprocess.run(
        command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, run.stdout[-4000:]


def test_tab_goes_round_every_page(qapp, qtbot, monkeypatch, tmp_path: Path) -> None:
    with whole_window(qapp, monkeypatch, tmp_path, "en", "light") as (desktop, _):
        desktop.window.activateWindow()
        pages = list(desktop.window.rail.actions_by_page)
        missed = [fault for page in pages for fault in _missed_by_tab(page, shown_page(desktop, qtbot, page))]
    assert not missed, "\n".join(missed)


def _missed_by_tab(page: str, root: QWidget) -> list[str]:
    """The controls of a page that the Tab key does not come to before it is back where it began."""
    visited = _visited_by_tab()
    wanted = [
        widget for widget in controls(shown(root)) if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    wanted += [bar for tabs in root.findChildren(QTabWidget) if (bar := tabs.tabBar()).isVisible()]
    return [
        f"{page}: {describe(widget)}" for widget in wanted if widget not in visited and not _has_visited_rival(widget, visited)
    ]


def _visited_by_tab() -> set[QWidget]:
    visited: list[QWidget] = []
    for _ in range(_TABS_AT_MOST):
        widget = QApplication.focusWidget()
        assert widget is not None
        if visited and widget is visited[0]:
            return set(visited)
        visited.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not come back to {describe(visited[0])}")


def _has_visited_rival(widget: QWidget, visited: set[QWidget]) -> bool:
    """Of buttons of which one is chosen, Tab visits one; the arrow keys go on from there."""
    if not isinstance(widget, QAbstractButton):
        return isinstance(widget, QComboBox) and widget.lineEdit() in visited
    group = widget.group()
    return bool(group and group.exclusive() and visited & set(group.buttons()))
