"""What a run would take is told before it, and how faithful its result is after it."""

from __future__ import annotations

from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.messages.meter import FidelityMeasured, MeasureFidelity
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.ui.compare import CompareMode

PATIENCE_MS = 20000
"""So long a busy machine may take."""


def costs(desktop: Desktop) -> str:
    return desktop.page.size_section._cost_line.text()


def estimate(client: FakeClient, **facts: object) -> None:
    values: dict[str, object] = {"seconds": 75.0, "bytes": 3_400_000, "free": 120_000_000_000, "passes": 1}
    number = client.last(EstimateRun).request
    client.answered.emit(RunEstimated(request=number, **{**values, **facts}))  # type: ignore[arg-type]


def measure(client: FakeClient, **facts: object) -> None:
    values: dict[str, object] = {"psnr": 48.26, "closeness": "faithful", "heat": client.pixels(40, 30)}
    number = client.last(MeasureFidelity).request
    client.answered.emit(FidelityMeasured(request=number, **{**values, **facts}))  # type: ignore[arg-type]


def test_time_bytes_and_room_are_told_before_the_run(opened: Desktop, client: FakeClient, qtbot) -> None:
    qtbot.waitUntil(lambda: client.count(EstimateRun) > 0, timeout=PATIENCE_MS)
    wish = client.last(EstimateRun)
    assert (wish.model, wish.size) == ("srcnn", TargetSize(value=3.0))
    estimate(client)
    assert costs(opened) == "about 1 min 15 s · file about 3.4 MB · 120 GB free"
    estimate_before = client.count(EstimateRun)
    opened.page.run_form.ensemble.click()
    assert costs(opened) == ""
    qtbot.waitUntil(lambda: client.count(EstimateRun) > estimate_before, timeout=PATIENCE_MS)
    assert client.last(EstimateRun).ensemble
    estimate(client, seconds=None, passes=2)
    assert costs(opened) == "time not measured yet · file about 3.4 MB · 120 GB free · the model runs 2 times"


def test_a_full_disk_is_told_in_red(opened: Desktop, client: FakeClient, qtbot) -> None:
    qtbot.waitUntil(lambda: client.count(EstimateRun) > 0, timeout=PATIENCE_MS)
    estimate(client, free=1_000_000)
    assert "the disk has only 1.0 MB left" in costs(opened)
    assert opened.page.size_section._cost_line.property("role") == "error"


def test_a_large_picture_tells_what_it_needs_meanwhile(opened: Desktop, client: FakeClient, qtbot) -> None:
    qtbot.waitUntil(lambda: client.count(EstimateRun) > 0, timeout=PATIENCE_MS)
    estimate(client, disk=2_400_000_000, disk_free=9_000_000_000, memory=300_000_000, large=True)
    assert "meanwhile 2.4 GB of disk and about 300 MB of memory" in costs(opened)
    assert opened.page.size_section._cost_line.property("role") != "error"
    asked = client.count(EstimateRun)
    opened.preferences.set_memory(8000)
    qtbot.waitUntil(lambda: client.count(EstimateRun) > asked, timeout=PATIENCE_MS)
    estimate(client, disk=2_400_000_000, disk_free=1_000_000_000, memory=300_000_000)
    assert "for that the disk has only 1.0 GB left" in costs(opened)
    assert opened.page.size_section._cost_line.property("role") == "error"


def test_an_estimate_of_earlier_choices_is_never_shown(opened: Desktop, client: FakeClient, qtbot) -> None:
    qtbot.waitUntil(lambda: client.count(EstimateRun) > 0, timeout=PATIENCE_MS)
    stale = client.last(EstimateRun)
    opened.page.size_section.factors.buttons[2].click()
    client.answered.emit(RunEstimated(request=stale.request, seconds=1.0, bytes=1, free=None, passes=1))
    assert costs(opened) == ""


def test_the_result_is_measured_and_told_in_words(opened: Desktop, client: FakeClient) -> None:
    opened.window.actions_of.upscale.trigger()
    client.finish()
    label = opened.page.toolbar._fidelity
    assert label.text() == ""
    measure(client)
    assert label.text() in ("Fidelity 48.3 dB: faithful", "48.3 dB")
    assert "BT.601" in label.toolTip()
    assert "nothing to speak of was invented or lost" in label.toolTip()
    opened.window.actions_of.modes[CompareMode.HEAT].trigger()
    opened.page.compare.grab()
    assert opened.page.compare._scene.heat is not None
    assert "48.3 dB" in opened.page.compare._scene.heat_label


def test_a_figure_goes_with_its_result(opened: Desktop, client: FakeClient) -> None:
    opened.window.actions_of.upscale.trigger()
    client.finish()
    stale = client.last(MeasureFidelity)
    opened.window.actions_of.upscale.trigger()
    assert client.cancelled == [stale.request]
    client.finish()
    late = FidelityMeasured(request=stale.request, psnr=20.0, closeness="far", heat=client.pixels(40, 30))
    client.answered.emit(late)
    assert opened.page.toolbar._fidelity.text() == ""
    measure(client, psnr=None)
    assert "equal" in opened.page.toolbar._fidelity.text()
    opened.page.models.buttons["bicubic"].click()
    client.crash()
    assert opened.page.toolbar._fidelity.text() == ""
    assert opened.page.compare._scene.heat is None


def test_the_words_follow_the_language(opened: Desktop, client: FakeClient, look) -> None:
    opened.window.actions_of.upscale.trigger()
    client.finish()
    measure(client)
    look.set_language("zh_CN")
    assert opened.page.toolbar._fidelity_text() == "保真度 48.3 dB：忠实"
