"""Verbs of `python -m trainer`: one file and one line each."""

from __future__ import annotations

from trainer.verbs.cards import CARDS
from trainer.verbs.checking import CHECK
from trainer.verbs.estimating import ESTIMATE
from trainer.verbs.fields import FIELDS
from trainer.verbs.publishing import PUBLISH
from trainer.verbs.recipes import RECIPES_VERB
from trainer.verbs.sweeping import SWEEP
from trainer.verbs.training import RESUME, RUN
from trainer.verbs.verb import Verb

VERBS: tuple[Verb, ...] = (RUN, RESUME, CHECK, ESTIMATE, SWEEP, RECIPES_VERB, FIELDS, PUBLISH, CARDS)
