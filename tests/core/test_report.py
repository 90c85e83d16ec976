"""Reports tell what is needed to mend an error and nothing of whose computer it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import sr_desktop
from sr_desktop.core.crashes import crash_file, take_crashes
from sr_desktop.core.report import last_lines, report, without_paths


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The picture /home/anna/Pictures/cat.png cannot be read", "The picture <path> cannot be read"),
        ("no file /home/anna/My Holiday 2024/the cat.png.", "no file <path>."),
        (r"no file C:\Users\Anna B\cat.tiff: it is cut", "no file <path>: it is cut"),
        (r"no file \\server\Anna\cat.tiff", "no file <path>"),
        (
            "FileNotFoundError: [Errno 2] No such file: '/home/anna/my cat'",
            "FileNotFoundError: [Errno 2] No such file: '<path>'",
        ),
        ('{"path": "/mnt/a b/c.png", "scale": 3}', '{"path": "<path>", "scale": 3}'),
        ("~/Pictures/cat.png is gone", "<path> is gone"),
        ("/home/anna/猫 图片/一只 猫.png", "<path>"),
        ("2 of 3 tiles, 10/12 done, https://example.org/page and/or <path>", None),
        ("2025-01-02 10:00:00,123 WARNING Qt: the sky is falling", None),
    ],
)
def test_absolute_paths_are_left_out_and_nothing_else(text: str, left: str | None) -> None:
    assert without_paths(text) == (text if left is None else left)


def test_the_programs_own_files_stay_to_be_found() -> None:
    source = Path(sr_desktop.__file__).parent / "core" / "upscaling" / "size.py"
    assert without_paths(f'File "{source}", line 3') == f'File "{Path("sr_desktop/core/upscaling/size.py")}", line 3'


def test_a_report_has_problem_facts_and_log() -> None:
    text = report("It broke on /a/b.png", (("Qt", "6.11"),), "10:00 WARNING /c/d.png", with_paths=False)
    assert text == "It broke on <path>\n\nQt: 6.11\n\nLog:\n10:00 WARNING <path>\n"
    assert "/a/b.png" in report("It broke on /a/b.png", (), "", with_paths=True)


def test_only_the_end_of_a_long_log_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert last_lines(log) == ""
    log.write_text("".join(f"line {number}\n" for number in range(100_000)), encoding="utf-8")
    lines = last_lines(log).splitlines()
    assert (len(lines), lines[-1]) == (40, "line 99999")


def test_what_crashed_programs_wrote_is_taken_once(tmp_path: Path) -> None:
    own, other, old = crash_file(tmp_path), tmp_path / "crash-1.log", tmp_path / "crash-2.log"
    fallen = tmp_path / "crash-3.log"
    for file in (own, other, old):
        file.touch()
    os.utime(old, (1, 1))
    fallen.write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    assert take_crashes(tmp_path, own) == "Fatal Python error: Segmentation fault"
    assert sorted(tmp_path.iterdir()) == sorted([own, other])
    assert take_crashes(tmp_path, own) == ""
