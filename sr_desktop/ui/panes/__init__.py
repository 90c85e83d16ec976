"""One picture beside what models make of it: the truth, answers, error maps, and their figures."""

from sr_desktop.ui.panes.truth_panes import TruthPanes

__all__ = ["TruthPanes"]
