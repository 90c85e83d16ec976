"""Ways of training: one file and one line each."""

from __future__ import annotations

from trainer.recipes.supervised import Supervised

RECIPES = {
    "supervised": Supervised,
}
