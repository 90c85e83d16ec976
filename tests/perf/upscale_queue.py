"""Print what a long queue loses when it is killed, how much its memory grows, how busy it is, and how fast its list is.

    python tests/perf/upscale_queue.py kills [--pictures 2000] [--kills 3] [--model srcnn] [--scale 2]
    python tests/perf/upscale_queue.py memory [--pictures 2000] [--model srcnn] [--scale 2]
    python tests/perf/upscale_queue.py busy [--pictures 200] [--width 500] [--height 400] [--model srcnn] [--scale 2]
    python tests/perf/upscale_queue.py list [--rows 20000]

kills: makes small pictures of many sizes, upscales them by `main.py upscale --resume`, ends that by SIGKILL at evenly spread
moments and starts it again, and looks at every result: missing, twice (two results of one source, or two sources of one
result), cut (does not decode, or has another size).
memory: as many small pictures of many sizes in one go: RSS after a tenth of them, at the end and at most, and the share of
the wall time in which the model computed.
busy: the same of pictures of one size, as photographs are; the share is to be over 85 %.
list: from the journal on the disk to rows on the screen, and the time from one step of the wheel to the painted list.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from PIL import Image

_SIDES = (24, 120)
_EVERY_S = 0.5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("kills", "memory", "busy", "list"))
    parser.add_argument("--pictures", type=int, default=0, help="default: 200 for busy, else 2000")
    parser.add_argument("--width", type=int, default=500)
    parser.add_argument("--height", type=int, default=400)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--model", default="srcnn")
    parser.add_argument("--scale", type=int, default=2)
    parser.add_argument("--rows", type=int, default=20_000)
    options = parser.parse_args()
    options.pictures = options.pictures or (200 if options.what == "busy" else 2000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SR_DESKTOP_HOME"] = str(Path(folder, "home"))
        if options.what == "kills":
            measure_kills(Path(folder), options)
        elif options.what in ("memory", "busy"):
            measure_memory(Path(folder), options)
        else:
            measure_list(Path(folder), options.rows)


# --- kills --------------------------------------------------------------------------------------------------------


def make_pictures(folder: Path, count: int) -> dict[str, tuple[int, int]]:
    """Pictures in ten folders; their sizes by their names below `folder`."""
    rng = np.random.default_rng(7)
    sizes = {}
    for number in range(count):
        width, height = (int(side) for side in rng.integers(*_SIDES, size=2))
        path = folder / f"{number % 10}" / f"{number:05}.{'jpg' if number % 3 else 'png'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8)).save(path)
        sizes[path.relative_to(folder).as_posix()] = width, height
    return sizes


def make_photographs(folder: Path, options: argparse.Namespace) -> None:
    """JPEG files of one size, with edges and gentle noise."""
    rng = np.random.default_rng(7)
    folder.mkdir(parents=True)
    for number in range(options.pictures):
        coarse = rng.integers(0, 256, (options.height // 20, options.width // 20, 3), dtype=np.uint8)
        plain = np.asarray(Image.fromarray(coarse).resize((options.width, options.height), Image.Resampling.BICUBIC))
        noisy = np.clip(plain + rng.normal(0, 4, plain.shape), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(folder / f"{number:05}.jpg", quality=92)


def start(pictures: Path, out: Path, options: argparse.Namespace) -> subprocess.Popen[str]:
    command = [sys.executable, "main.py", "upscale", str(pictures), "-o", str(out), "--recursive", "--resume", "--json"]
    command += ["--model", options.model, "--scale", str(options.scale), "--device", "cpu"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def measure_kills(folder: Path, options: argparse.Namespace) -> None:
    pictures, out = folder / "in", folder / "out"
    sizes = make_pictures(pictures, options.pictures)
    lines: list[dict[str, object]] = []
    began = time.monotonic()
    for part in range(1, options.kills + 1):
        child = start(pictures, out, options)
        stop_at = options.pictures * part // (options.kills + 1)
        for line in told(child):
            lines.append(line)
            if len(lines) >= stop_at:
                child.send_signal(signal.SIGKILL)
                break
        lines += told(child)
        child.wait()
        print(f"killed after {len(lines)} of {options.pictures} pictures were told")
    child = start(pictures, out, options)
    lines += told(child)
    print(f"the last run ended with {child.wait()}; {time.monotonic() - began:.0f} s in all")
    judge(sizes, out, lines, options)


def told(child: subprocess.Popen[str]) -> Iterator[dict[str, object]]:
    assert child.stdout is not None
    for line in child.stdout:
        if line.endswith("\n"):
            yield json.loads(line)


def judge(sizes: dict[str, tuple[int, int]], out: Path, lines: list[dict[str, object]], options: argparse.Namespace) -> None:
    expected = {}
    for name, (width, height) in sizes.items():
        path = Path(name)
        result = path.with_name(f"{path.stem}_{options.model}_x{options.scale}{path.suffix}")
        expected[result.as_posix()] = width * options.scale, height * options.scale
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    parts = [name for name in found if name.endswith(".part")]
    results = {name: path for name, path in found.items() if name not in parts}
    cut = 0
    for name, path in results.items():
        try:
            with Image.open(path) as image:
                image.load()
                cut += image.size != expected.get(name, image.size)
        except OSError:
            cut += 1
    twice = sum(count > 1 for count in Counter(str(line["input"]) for line in lines).values())
    print(f"missing {len(set(expected) - set(results))}, too many {len(set(results) - set(expected))}, cut {cut}")
    print(f"told twice {twice}, failed {sum('error' in line for line in lines)}, temporary files left {len(parts)}")


# --- memory -------------------------------------------------------------------------------------------------------


class Watched:
    """The RSS of a process in bytes, again and again, with how many pictures it had told."""

    def __init__(self, pid: int) -> None:
        self.samples: list[tuple[int, int]] = []
        self.count = 0
        self._pid, self._end = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._end.wait(_EVERY_S):
            try:
                self.samples.append((self.count, int(Path(f"/proc/{self._pid}/statm").read_text().split()[1]) * page))
            except OSError:
                return

    def around(self, first: float, last: float) -> float:
        """Median RSS in MB while between these numbers of pictures were told."""
        values = [rss for count, rss in self.samples if first <= count <= last]
        return statistics.median(values) / 1e6 if values else float("nan")


def measure_memory(folder: Path, options: argparse.Namespace) -> None:
    pictures, out = folder / "in", folder / "out"
    if options.what == "busy":
        make_photographs(pictures, options)
    else:
        make_pictures(pictures, options.pictures)
    child = start(pictures, out, options)
    watched, seconds, began = Watched(child.pid), 0.0, 0.0
    for line in told(child):
        # What the first one took was over when it was told.
        seconds += float(str(line.get("seconds", 0))) if began else 0.0
        began = began or time.monotonic()
        watched.count += 1
    wall = time.monotonic() - began
    watched.close()
    child.wait()
    total = options.pictures
    early, late = watched.around(total * 0.08, total * 0.15), watched.around(total * 0.9, total)
    most = max(rss for _, rss in watched.samples) / 1e6
    print(
        f"RSS {early:.1f} MB after a tenth, {late:.1f} MB at the end ({100 * (late / early - 1):+.1f} %), {most:.1f} MB at most"
    )
    middle = watched.around(total * 0.45, total * 0.55)
    print(f"half way {middle:.1f} MB; {total / wall:.1f} pictures a second; computing {100 * seconds / wall:.0f} % of the time")


# --- the list -----------------------------------------------------------------------------------------------------


def measure_list(folder: Path, rows: int) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only here: the other half runs without Qt

    from sr_desktop.core.queue.entry import NewEntry  # noqa: PLC0415
    from sr_desktop.core.queue.journal import Journal  # noqa: PLC0415
    from sr_desktop.core.upscaling.settings import UpscaleSettings  # noqa: PLC0415
    from sr_desktop.ui.parts.banner import BannerText  # noqa: PLC0415
    from sr_desktop.ui.queue.list_view import QueueList  # noqa: PLC0415
    from sr_desktop.ui.queue.model import QueueModel  # noqa: PLC0415

    path, settings = folder / "queue.sqlite", UpscaleSettings(model="srcnn")
    journal = Journal(path)
    began = time.perf_counter()
    journal.add(journal.plan([NewEntry(source=f"/pictures/{n:06}.jpg") for n in range(rows)], settings), settings)
    print(f"{rows} pictures into the journal: {time.perf_counter() - began:.2f} s")
    journal.close()
    application = QApplication([])
    model = QueueModel(lambda problem: BannerText(message=problem.message, hint=problem.hint))
    view = QueueList(model)
    view.resize(900, 700)
    view.show()
    application.processEvents()
    began = time.perf_counter()
    journal = Journal(path)
    entries = journal.entries()
    read = time.perf_counter()
    model.set_entries(entries)
    view.grab()
    application.processEvents()
    print(f"read {read - began:.2f} s, shown {time.perf_counter() - read:.3f} s after that")
    steps = []
    for _ in range(300):
        began = time.perf_counter()
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + 120)
        view.viewport().repaint()
        application.processEvents()
        steps.append(1000 * (time.perf_counter() - began))
    steps.sort()
    print(
        f"a step of scrolling: median {statistics.median(steps):.1f} ms, 99 % {steps[296]:.1f} ms, longest {steps[-1]:.1f} ms"
    )
    began = time.perf_counter()
    model.update(entries[:1])
    print(f"one row changes: {1000 * (time.perf_counter() - began):.2f} ms")
    began = time.perf_counter()
    order = model.order_after_move([entries[-1].id], 0)
    model.arrange(order)
    print(f"the last row to the front: {1000 * (time.perf_counter() - began):.1f} ms")
    journal.close()
    view.close()


if __name__ == "__main__":
    main()
