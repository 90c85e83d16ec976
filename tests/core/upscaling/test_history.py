"""What was saved lately, in a file that stays small and says nothing false."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sr_desktop.core.upscaling.history import MOST_KEPT, HistoryEntry, HistoryFile, file_state
from sr_desktop.core.upscaling.settings import UpscaleSettings


def entry(folder: Path, number: int = 1) -> HistoryEntry:
    return HistoryEntry(
        at=1000.0 + number,
        source=str(folder / "cat.png"),
        output=str(folder / f"cat-{number}.png"),
        title="SRCNN",
        settings=UpscaleSettings(model="srcnn", ensemble=True),
        scale=2.0,
        width=40,
        height=30,
        new_width=80,
        new_height=60,
        seconds=1.5,
        device="cpu",
        bytes=3,
        modified=number,
    )


def test_entries_come_back_the_newest_first(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    assert file.entries() == []
    for number in (1, 2, 3):
        file.add(entry(tmp_path, number))
    assert HistoryFile(tmp_path / "history.jsonl").entries() == [entry(tmp_path, number) for number in (3, 2, 1)]


def test_the_oldest_are_dropped(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file._write([entry(tmp_path, number) for number in range(MOST_KEPT, 0, -1)])
    file.add(entry(tmp_path, MOST_KEPT + 1))
    kept = file.entries()
    assert (len(kept), kept[0].modified, kept[-1].modified) == (MOST_KEPT, MOST_KEPT + 1, 2)


def test_one_is_forgotten_and_all_are(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.add(entry(tmp_path, 1))
    file.add(entry(tmp_path, 2))
    file.remove(entry(tmp_path, 1))
    assert file.entries() == [entry(tmp_path, 2)]
    file.clear()
    file.clear()
    assert not (tmp_path / "history.jsonl").exists()


def test_damaged_lines_are_passed_over(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.add(entry(tmp_path))
    with (tmp_path / "history.jsonl").open("ab") as out:
        out.write(b'{"at": 3}\n\xff\xfe\n[]\n')
    assert file.entries() == [entry(tmp_path)]


def test_another_file_of_the_same_name_is_not_the_result(tmp_path: Path) -> None:
    path = tmp_path / "cat-1.png"
    assert file_state(entry(tmp_path)) == "gone"
    path.write_bytes(b"abc")
    saved = replace(entry(tmp_path), modified=path.stat().st_mtime_ns)
    assert file_state(saved) == "same"
    path.write_bytes(b"other")
    assert file_state(saved) == "changed"
