"""The models that commands can use."""

from __future__ import annotations

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.paths import models_dir, resources_dir


def installed_models() -> tuple[ModelCard, ...]:
    """Those that ship and the user's own, as in the window's picker."""
    from sr_desktop.core.models.catalog import ModelFolders, list_models  # noqa: PLC0415

    return list_models(ModelFolders(shipped=resources_dir() / "weights", user=models_dir()))


def find_installed(model: str) -> ModelCard:
    """The model of this id. Raises UnknownModel, and what reading its weights does."""
    from sr_desktop.core.models.catalog import find_model  # noqa: PLC0415

    return find_model(installed_models(), model)
