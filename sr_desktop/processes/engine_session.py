"""What the inference process does with requests: it holds one open picture, its last result, and warm models."""

from __future__ import annotations

import math
import sys
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from sr_desktop.core.atomic import sweep_stale_parts
from sr_desktop.core.backends.choice import device_names
from sr_desktop.core.bench.compare import TruthDesk
from sr_desktop.core.errors import CannotWrite, InternalError, OutOfMemory, SrError
from sr_desktop.core.flat_memory import FreedMemory
from sr_desktop.core.image_io import read_picture, write_picture
from sr_desktop.core.messages.engine import PixelFile, Request, UseMemory
from sr_desktop.core.messages.estimate import EstimateRun
from sr_desktop.core.messages.measure import MeasureModel
from sr_desktop.core.messages.meter import FidelityMeasured, MeasureFidelity
from sr_desktop.core.messages.preview import PreviewSpot
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.messages.truth import CompareWithTruth
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders, find_model, list_models
from sr_desktop.core.models.measuring import measure_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.warm_models import WarmModels
from sr_desktop.core.mos.messages import PrepareStimuli
from sr_desktop.core.mos.prepare import StimulusDesk
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.pictures.workroom import MB, Workroom
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.protocol import (
    EngineReady,
    ListModels,
    ModelFound,
    ModelsEnd,
    OpenImage,
    RequestCancelled,
    ResultSaved,
    SaveResult,
    UpscaleImage,
)
from sr_desktop.core.resize import CUBIC
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscale import Upscaled, Upscaler, interpolate
from sr_desktop.core.upscaling.estimate import estimate_run
from sr_desktop.core.upscaling.fidelity_meter import heat_picture, measure_fidelity
from sr_desktop.core.upscaling.preview import PreviewDesk
from sr_desktop.core.upscaling.size import OutputSize
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_answers import (
    Emit,
    device_of,
    picture_opened,
    picture_upscaled,
    progress_of,
    request_failed,
    result_opened,
)


@dataclass(frozen=True, kw_only=True)
class _Open:
    path: Path
    picture: Picture
    pixels: PixelFile


@dataclass(frozen=True, kw_only=True)
class _Result:
    made: Provenance | None
    picture: Picture
    pixels: PixelFile
    baseline: PixelFile
    size: OutputSize


class Session:
    """Answers one request at a time. scratch: for pixel files; folders: where weights lie; speeds: measured in runs.

    tuner: chooses what the user leaves to the program.
    """

    def __init__(
        self, scratch: PixelFolder, folders: ModelFolders, emit: Emit, *, speeds: SpeedBook, tuner: Tuner | None = None
    ) -> None:
        self._tuner, self._memory = tuner, FreedMemory()
        self._scratch, self._folders, self._emit, self._speeds = scratch, folders, emit, speeds
        self._source: _Open | None = None
        self._why_no_source: SrError | None = None
        self._result: _Result | None = None
        self._room = Workroom(scratch.path)
        self._models = WarmModels(folders, tuner, self._room)
        self._previews = PreviewDesk(scratch, self._models)
        self._truths = TruthDesk(scratch)
        self._stimuli = StimulusDesk()
        # The window may still look at the pixels of the answer before until it has the last one.
        self._current: set[str] = set()
        self._previous: set[str] = set()

    def announce(self) -> None:
        """Tell that everything is loaded."""
        self._emit(EngineReady(devices=device_names(), version=str(torch.__version__)))

    def handle(self, request: Request, cancel: CancelToken) -> None:
        """Do what `request` asks and emit its last answer, whatever happens."""
        if isinstance(request, UseMemory):
            self._room.allow(request.megabytes * MB)
            return
        try:
            self._dispatch(request, cancel)
        except Cancelled:
            self._emit(RequestCancelled(request=request.request))
        except SrError as error:
            self._emit(request_failed(request, error))
        except MemoryError:
            self._emit(request_failed(request, OutOfMemory(device="cpu")))
        except torch.OutOfMemoryError:
            self._emit(request_failed(request, OutOfMemory(device=device_of(request))))
        except Exception as error:  # noqa: BLE001 - the boundary of the process: reported and logged in full
            traceback.print_exc(file=sys.stderr)
            self._emit(request_failed(request, InternalError(detail=f"{type(error).__name__}: {error}"[:500])))
        finally:
            self._scratch.keep_only(self._current | self._previous | self._truths.files | self._previews.files)
            # Previews follow one another, and each would have to take again what this gives back.
            if not isinstance(request, PreviewSpot):
                self._memory.give_back()

    @property
    def wants_a_pause(self) -> bool:
        """Whether something is worth doing while nobody asks."""
        return not self._models.are_measured

    def use_pause(self, cancel: CancelToken) -> None:
        """Find out what is fastest for the models that were used, until it is known or `cancel` is set."""
        try:
            self._models.measure_used(cancel)
        except Cancelled:
            return
        except Exception:  # noqa: BLE001 - nobody asked for it, and the models run as they did: logged in full
            traceback.print_exc(file=sys.stderr)
        finally:
            self._memory.give_back()

    def _dispatch(self, request: Request, cancel: CancelToken) -> None:
        match request:
            case ListModels():
                self._list_models(request)
            case OpenImage():
                self._open(request, cancel)
            case UpscaleImage():
                self._upscale(request, cancel)
            case OpenResult():
                self._open_result(request, cancel)
            case SaveResult():
                self._save(request, cancel)
            case CompareWithTruth():
                self._compare(request, cancel)
            case PreviewSpot():
                self._preview(request, cancel)
            case MeasureFidelity():
                self._measure(request, cancel)
            case EstimateRun():
                self._estimate(request)
            case PrepareStimuli():
                self._prepare(request, cancel)
            case MeasureModel() | TuneModel():
                self._about_model(request, cancel)
            case _:
                raise InternalError(detail=f"{type(request).__name__} is no request for the engine")

    def _list_models(self, request: ListModels) -> None:
        # Weights may have changed on the disk since they were loaded.
        self._models.forget()
        self._truths.forget()
        self._stimuli.forget()
        cards = list_models(self._folders)
        for card in cards:
            speeds = tuple(each for each in self._speeds.speeds if each.model == card.id)
            self._emit(ModelFound(request=request.request, card=replace(card, speeds=speeds)))
        self._emit(ModelsEnd(request=request.request, count=len(cards)))

    def _open(self, request: OpenImage, cancel: CancelToken) -> None:
        path = Path(request.path)
        try:
            picture = read_picture(path, self._room, cancel)
        except SrError as error:
            self._why_no_source = error
            raise
        self._source = _Open(path=path, picture=picture, pixels=self._pixel_file(picture, cancel))
        self._result = None
        self._show(self._source.pixels)
        self._emit(picture_opened(request, picture, self._source.pixels))

    def _upscale(self, request: UpscaleImage, cancel: CancelToken) -> None:
        source = self._require_source()
        size = request.size.resolve(source.picture.width, source.picture.height, path=str(source.path))
        upscaler = self._upscaler_for(request)
        upscaled = upscaler.upscale(source.picture, size, progress=progress_of(request, self._emit), cancel=cancel)
        pixels = self._pixel_file(upscaled.picture, cancel)
        baseline = pixels if upscaled.model == BICUBIC.id else self._baseline(source, size, cancel)
        self._result = _Result(made=upscaled.provenance, picture=upscaled.picture, pixels=pixels, baseline=baseline, size=size)
        self._show(source.pixels, pixels, baseline)
        self._emit(picture_upscaled(request, upscaled, pixels, baseline))
        self._note_speed(upscaled, upscaler.work((source.picture.height, source.picture.width), size))

    def _note_speed(self, upscaled: Upscaled, work: float) -> None:
        try:
            self._speeds.note(upscaled.model, upscaled.device, upscaled.precision, work=work, seconds=upscaled.seconds)
        except CannotWrite as error:
            # The result is there and told; only the next estimate is poorer.
            print(error.text, file=sys.stderr)  # noqa: T201 - stderr is the log

    def _open_result(self, request: OpenResult, cancel: CancelToken) -> None:
        source = self._require_source()
        picture = read_picture(Path(request.path), self._room, cancel)
        size = OutputSize(scale=request.scale, width=picture.width, height=picture.height)
        pixels = self._pixel_file(picture, cancel)
        baseline = self._baseline(source, size, cancel)
        self._result = _Result(made=None, picture=picture, pixels=pixels, baseline=baseline, size=size)
        self._show(source.pixels, pixels, baseline)
        self._emit(result_opened(request, picture, pixels, baseline))

    def _save(self, request: SaveResult, cancel: CancelToken) -> None:
        source = self._require_source()
        if self._result is None:
            raise InternalError(detail="there is no result to save")
        sweep_stale_parts(Path(request.path).parent)
        written = write_picture(
            self._result.picture,
            Path(request.path),
            request.rules,
            on_exists=request.on_exists,
            source=source.path,
            made=self._result.made,
            room=self._room,
            progress=progress_of(request, self._emit),
            cancel=cancel,
        )
        picture = self._result.picture
        self._emit(
            ResultSaved(
                request=request.request,
                path=str(written.path),
                width=picture.width,
                height=picture.height,
                notes=written.notes,
            )
        )

    def _compare(self, request: CompareWithTruth, cancel: CancelToken) -> None:
        cards = list_models(self._folders)
        for answer in self._truths.answers(request, cards, progress=progress_of(request, self._emit), cancel=cancel):
            self._emit(answer)

    def _preview(self, request: PreviewSpot, cancel: CancelToken) -> None:
        source = self._require_source()
        size = request.size.resolve(source.picture.width, source.picture.height, path=str(source.path))
        progress = progress_of(request, self._emit)
        for answer in self._previews.answers(request, source.picture, size, progress=progress, cancel=cancel):
            self._emit(answer)

    def _measure(self, request: MeasureFidelity, cancel: CancelToken) -> None:
        source = self._require_source()
        if self._result is None:
            raise InternalError(detail="there is no result to measure")
        found = measure_fidelity(source.picture, self._result.picture, self._result.size.scale, cancel, self._room)
        heat = self._pixel_file(heat_picture(found, self._room), cancel)
        self._current.add(heat.path)
        psnr = None if math.isinf(found.psnr) else found.psnr
        self._emit(FidelityMeasured(request=request.request, psnr=psnr, closeness=found.closeness, heat=heat))

    def _estimate(self, request: EstimateRun) -> None:
        source = self._require_source()
        size = request.size.resolve(source.picture.width, source.picture.height, path=str(source.path))
        upscaler = self._upscaler_for(request)
        self._emit(
            estimate_run(
                request,
                path=source.path,
                source=source.picture,
                size=size,
                upscaler=upscaler,
                speeds=self._speeds,
                room=self._room,
            )
        )

    def _prepare(self, request: PrepareStimuli, cancel: CancelToken) -> None:
        cards = list_models(self._folders)
        self._emit(self._stimuli.prepare(request, cards, progress=progress_of(request, self._emit), cancel=cancel))

    def _about_model(self, request: MeasureModel | TuneModel, cancel: CancelToken) -> None:
        card = find_model(list_models(self._folders), request.model)
        if isinstance(request, TuneModel):
            self._emit(self._tuned(request, card, cancel))
        else:
            report = progress_of(request, self._emit)
            self._emit(measure_model(request, card, self._speeds, tuner=self._tuner, progress=report, cancel=cancel))

    def _tuned(self, request: TuneModel, card: ModelCard, cancel: CancelToken) -> ModelTuned:
        if self._tuner is not None and request.anew:
            # Those that are warm would go on as they were chosen before.
            self._models.forget()
            self._tuner.forget()
        wishes = Upscaler(card, device=request.device, precision=request.precision, tile=request.tile, tuner=self._tuner)
        return ModelTuned(request=request.request, model=card.id, found=wishes.tune(cancel, anew=request.anew))

    def _require_source(self) -> _Open:
        if self._source is None:
            # An engine that was started anew may find the picture gone; that is then what the user must know.
            raise self._why_no_source or InternalError(detail="no picture is open")
        return self._source

    def _upscaler_for(self, request: UpscaleImage | EstimateRun) -> Upscaler:
        return self._models.get(
            request.model, ensemble=request.ensemble, device=request.device, precision=request.precision, tile=request.tile
        )

    def _baseline(self, source: _Open, size: OutputSize, cancel: CancelToken) -> PixelFile:
        if self._result is not None and self._result.size == size:
            return self._result.baseline
        picture = interpolate(source.picture, (size.height, size.width), size.scale, CUBIC, room=self._room, cancel=cancel)
        return self._pixel_file(picture, cancel)

    def _pixel_file(self, picture: Picture, cancel: CancelToken) -> PixelFile:
        try:
            return write_pixel_file(picture, self._scratch.new_file(), cancel=cancel)
        except OSError as error:
            raise CannotWrite(path=str(self._scratch.path), detail=error.strerror or str(error)) from error

    def _show(self, *files: PixelFile) -> None:
        self._previous, self._current = self._current, {file.path for file in files}
