"""Every score by the name a content file calls it, each tested against published numbers."""

from kapdesk.domain.questionnaires import (
    GAD7_RULE,
    PCL5_CUT_OFF,
    PCL5_RULE,
    PHQ9_RULE,
    WHO5_RULE,
    Alarm,
    Answers,
    Check,
    Score,
    Scorer,
    gad7,
    pcl5,
    phq9,
    who5,
)
from kapdesk.domain.recovery_scores import (
    AldreteFacts,
    PadssFacts,
    Pressures,
    RecoveryScore,
    aldrete,
    modified_padss,
)
from kapdesk.domain.score_change import ChangeRules, ScoreChange, compare
from kapdesk.domain.screens import ASQ_RULE, asq

__all__ = [
    "ASQ_RULE",
    "GAD7_RULE",
    "PCL5_CUT_OFF",
    "PCL5_RULE",
    "PHQ9_RULE",
    "SCORING",
    "WHO5_RULE",
    "Alarm",
    "AldreteFacts",
    "Answers",
    "ChangeRules",
    "Check",
    "PadssFacts",
    "Pressures",
    "RecoveryScore",
    "Score",
    "ScoreChange",
    "Scorer",
    "aldrete",
    "asq",
    "compare",
    "gad7",
    "modified_padss",
    "pcl5",
    "phq9",
    "who5",
]

SCORING: dict[str, Scorer] = {
    "phq9": phq9,
    "gad7": gad7,
    "pcl5": pcl5,
    "who5": who5,
    "asq": asq,
}
"""Scoring functions by the id that content files name; answers in printed order, None where missing."""
