"""The journal: what it keeps, in which order, and what happens to a damaged one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from queue_steps import add, save_picture, settings, states

from sr_desktop.core.queue.collect import BadSource, collect
from sr_desktop.core.queue.entry import NewEntry, Outcome, Problem
from sr_desktop.core.queue.errors import JournalLost, QueueBusy
from sr_desktop.core.queue.file_state import FileState
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.owner import owned
from sr_desktop.core.queue.recovery import recover

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "queue.sqlite")
    yield made
    made.close()


def _names(journal: Journal) -> list[str]:
    return [Path(entry.source).name for entry in journal.entries()]


def test_what_was_added_is_there_after_opening_again(journal, tmp_path) -> None:
    strange = b"caf\xe9.png".decode("utf-8", "surrogateescape")
    add(journal, ["/a/1.png", f"/a/{strange}"], settings("/out", scale=3))
    again = Journal(tmp_path / "queue.sqlite")
    assert again.entries() == journal.entries()
    assert _names(again) == ["1.png", strange]
    assert again.entries()[0].settings == settings("/out", scale=3)
    again.close()


def test_order_removal_and_settings(journal) -> None:
    ids = [entry.id for entry in add(journal, [f"/a/{n}.png" for n in range(5)], settings())]
    journal.reorder([ids[3], ids[0]])
    assert _names(journal) == ["3.png", "0.png", "1.png", "2.png", "4.png"]
    journal.begin(ids[1], FileState())
    assert journal.remove([ids[0], ids[1]]) == [ids[0]]
    assert _names(journal) == ["3.png", "1.png", "2.png", "4.png"]
    changed = journal.set_settings(ids, settings(scale=4))
    assert {entry.id for entry in changed} == {ids[2], ids[3], ids[4]}
    assert {entry.settings.size.value for entry in changed} == {4.0}
    assert add(journal, ["/a/5.png"], settings())[0].id > ids[-1]
    assert _names(journal)[-1] == "5.png"


def test_every_end_is_kept_and_can_be_tried_again(journal, tmp_path) -> None:
    done, skipped, failed = (entry.id for entry in add(journal, ["/1.png", "/2.png", "/3.png"], settings()))
    for number in (done, skipped, failed):
        assert journal.begin(number, FileState())
        assert not journal.begin(number, FileState())
    result = save_picture(tmp_path / "r.png")
    journal.finish(done, Outcome(target=str(result), width=3, out_width=6))
    journal.skip(skipped, Outcome(target="/x.png"))
    journal.fail(failed, Problem(code="bad_image", message="m", hint="h", values={"path": "p"}))
    assert states(journal) == ["done", "skipped", "failed"]
    first, _, last = journal.entries()
    assert first.outcome is not None and first.outcome.out_width == 6
    assert last.problem is not None and last.problem.values == {"path": "p"}
    assert journal.is_meant_for_another(failed, result) and not journal.is_meant_for_another(done, result)
    assert [entry.id for entry in journal.retry([failed, done])] == [done, failed]
    assert states(journal) == ["waiting", "skipped", "waiting"]
    assert journal.count("waiting") == 2 and journal.count() == 3


@pytest.mark.parametrize("damage", [b"no database at all", None])
def test_a_damaged_journal_is_put_aside(damage, tmp_path) -> None:
    path = tmp_path / "queue.sqlite"
    first = Journal(path)
    add(first, [f"/a/{n}.png" for n in range(2000)], settings())
    first.close()
    content = bytearray(path.read_bytes())
    # Within the pages that hold entries: a header alone would not tell.
    content[len(content) // 3 : len(content) * 2 // 3] = bytes(len(content) * 2 // 3 - len(content) // 3)
    path.write_bytes(damage or bytes(content))
    second = Journal(path)
    assert second.damaged == tmp_path / "queue.damaged-1.sqlite"
    assert second.entries() == [] and second.damaged.exists()
    second.close()


def test_a_folder_that_cannot_be_used_is_told(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(JournalLost):
        Journal(tmp_path / "file" / "queue.sqlite")


def test_one_process_owns_the_work(tmp_path) -> None:
    path = tmp_path / "queue.sqlite"
    script = (
        "import sys; from pathlib import Path; from sr_desktop.core.queue.owner import owned\n"
        "with owned(Path(sys.argv[1])):\n print('mine', flush=True); sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None and child.stdout.readline() == b"mine\n"
        with pytest.raises(QueueBusy), owned(path):
            pass
        child.kill()
    with owned(path):
        pass


def test_what_was_cut_off_waits_or_is_done(journal, tmp_path) -> None:
    working, named, unnamed = (entry.id for entry in add(journal, ["/1.png", "/2.png", "/3.png"], settings()))
    there, part = save_picture(tmp_path / "there.png"), save_picture(tmp_path / "part.png")
    for number, target in ((working, None), (named, there), (unnamed, tmp_path / "gone.png")):
        journal.begin(number, FileState())
        if target:
            journal.intend(number, Outcome(target=str(target), out_width=7), part, FileState.of(there, hashed=True))
    assert recover(journal) == [working, named, unnamed]
    assert states(journal) == ["waiting", "done", "waiting"]
    assert journal.entries()[1].outcome == Outcome(target=str(there), out_width=7)
    assert [entry.attempts for entry in journal.entries()] == [1, 0, 1]
    assert not part.exists() and there.exists()


def test_another_file_of_that_name_is_not_the_result(journal, tmp_path) -> None:
    (entry,) = add(journal, ["/1.png"], settings())
    other, mine = save_picture(tmp_path / "a.png", seed=1), save_picture(tmp_path / "b.png", seed=2)
    journal.begin(entry.id, FileState())
    journal.intend(entry.id, Outcome(target=str(other)), mine, FileState.of(mine, hashed=True))
    recover(journal)
    assert states(journal) == ["waiting"]


def test_folders_are_collected_in_order_and_loops_end(tmp_path) -> None:
    for name in ("b/2.png", "b/1.JPG", "a.png", "c/d/e.webp", "b/notes.txt", "b/._1.jpg"):
        save_picture(tmp_path / name) if name.endswith(("png", "webp")) else (tmp_path / name).parent.mkdir(exist_ok=True) or (
            tmp_path / name
        ).write_bytes(b"x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = list(collect([tmp_path, tmp_path / "a.png"], recursive=True))
    places = [(each.folder, Path(each.source).name) for each in found if isinstance(each, NewEntry)]
    assert places == [("", "a.png"), ("b", "1.JPG"), ("b", "2.png"), ("c/d", "e.webp")]
    (tmp_path / "empty").mkdir()
    assert [type(each) for each in collect([tmp_path / "empty"], recursive=True)] == [BadSource]
