"""Training the variants of a sweep one after the other, each an ordinary run that can be gone on with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.errors import SrError, SweepFailed
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.failure import failed, failed_unexpectedly
from sr_desktop.core.messages.trainer import Failed, Finished, Preview, SweepRow
from sr_desktop.core.runs.lock import locked_run
from trainer.emitter import Emitter
from trainer.loop import Run
from trainer.measure import measure_bicubic, measure_weights
from trainer.sweeps.sweep_dir import SweepDir
from trainer.sweeps.sweep_file import Sweep, Variant, sweep_found
from trainer.sweeps.sweep_plot import save_plot
from trainer.sweeps.sweep_result import VariantResult, best_result, read_result
from trainer.sweeps.sweep_table import SweepTable, save_tables

BENCHMARK_SETS = ("Set5",)
_LONGEST_PROBLEM = 600


class SweepRun:
    """One sweep, new or gone on with. benchmark: a folder with the test set to measure the results on, None for none.

    Raises BadDataset where `benchmark` lacks the set.
    """

    def __init__(
        self, sweep: Sweep, folder: SweepDir, emitter: Emitter, control: Control, *, benchmark: Path | None = None
    ) -> None:
        self._sweep, self._dir, self._emitter, self._control = sweep, folder, emitter, control
        self._benchmark = benchmark
        if benchmark:
            # Before hours of training rather than after them.
            find_datasets(benchmark, BENCHMARK_SETS)

    def run(self) -> None:
        """Train what has not ended yet, then write tables and plot. A variant that fails is a row, and the next begins.

        Raises SweepFailed where all variants failed, CannotWrite.
        """
        sweep = self._sweep
        self._emitter.emit(sweep_found(sweep))
        ended = set(self._dir.ended())
        for variant in sweep.variants:
            if variant.label not in ended and not self._control.stopped and self._train(variant):
                ended.add(variant.label)
                self._emitter.emit(self._row(variant))
        self._report([read_result(each, self._dir.run_dir(each), ended=each.label in ended) for each in sweep.variants])

    def _train(self, variant: Variant) -> bool:
        """Whether it came to its end, good or bad; False where it was stopped on request. Raises RunBusy."""
        run_dir = self._dir.run_dir(variant)
        with locked_run(run_dir.path), Emitter(run_dir.events, file_only=(Finished, Failed)) as emitter:
            try:
                Run(variant.job, run_dir, emitter, self._control).run()
            except SrError as error:
                emitter.emit(failed(error))
                return True
            except Exception as error:  # noqa: BLE001 - as at the boundary of a process: one run's fault is not the next one's
                emitter.emit(failed_unexpectedly(error))
                return True
        return not self._control.stopped or read_result(variant, run_dir, ended=False).steps >= variant.job.optim.steps

    def _row(self, variant: Variant) -> SweepRow:
        run = self._dir.run_dir(variant)
        result = read_result(variant, run, ended=True)
        return SweepRow(
            label=variant.label,
            index=self._sweep.variants.index(variant) + 1,
            count=len(self._sweep.variants),
            run_dir=str(run.path),
            params=result.params,
            step=result.steps,
            seconds=result.seconds,
            psnr=result.psnr,
            baseline_psnr=result.baseline,
            problem=result.problem[:_LONGEST_PROBLEM],
            code=result.code,
        )

    def _report(self, results: list[VariantResult]) -> None:
        complete = all(result.ended for result in results)
        table = self._table(results)
        save_tables(self._dir, table)
        save_plot(self._dir.plot, self._sweep, results)
        steps = sum(result.steps for result in results)
        self._emitter.emit(Preview(step=steps, path=str(self._dir.plot), kind="plot"))
        best = best_result(results)
        if best is None and complete:
            raise SweepFailed(count=len(results), detail=results[-1].problem)
        self._emitter.emit(
            Finished(
                reason="completed" if complete else "stopped",
                step=steps,
                best_psnr=best.psnr if best else None,
                weights=best.weights if best else "",
            )
        )

    def _table(self, results: list[VariantResult]) -> SweepTable:
        scales = sorted({float(scale) for variant in self._sweep.variants for scale in variant.job.scales})
        if self._benchmark is None or self._control.stopped:
            return SweepTable(sweep=self._sweep, results=tuple(results))
        measured = [self._measured(result, self._benchmark, scales) for result in results]
        bicubic = measure_bicubic(self._benchmark, BENCHMARK_SETS, scales)
        return SweepTable(sweep=self._sweep, results=tuple(measured), bicubic=tuple(bicubic))

    @staticmethod
    def _measured(result: VariantResult, benchmark: Path, scales: list[float]) -> VariantResult:
        if result.psnr is None or not result.weights:
            return result
        scores = measure_weights(Path(result.weights), benchmark, BENCHMARK_SETS, scales)
        return replace(result, benchmark=tuple(scores))
