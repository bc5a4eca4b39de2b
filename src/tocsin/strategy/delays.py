"""What would a delay of one action uncover: later actions, milestones, objectives and duties?"""

from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.actions import Action


@dataclass(frozen=True)
class LateAction:
    """One action that ends later, by how many days, and the milestones that move with it."""

    action: str
    days: int
    ends_on: date
    milestones: tuple[str, ...]


@dataclass(frozen=True)
class Delay:
    """What a delay of one action by some days does; an action waits for the end of all that it depends on."""

    action: str
    days: int
    late: tuple[LateAction, ...]
    objectives: tuple[str, ...]
    duties: tuple[str, ...]

    @property
    def is_absorbed(self) -> bool:
        """Whether no other action ends later."""
        return len(self.late) <= 1


def find_delay(dossier: Dossier, action: str, *, days: int) -> Delay:
    """Follow a delay through the dependencies; objectives and duties are those whose measures then run beyond their day.

    An objective is uncovered if an action of one of its measures now ends after the day it is due, and did not before.
    """
    moved = _move(dossier, action, days=days)
    late = tuple(_describe(dossier.actions[key], days=late_days) for key, late_days in moved.items())
    ends = {each.action: each.ends_on for each in late}
    objectives = [
        objective.key
        for objective in (dossier.strategy.objectives if dossier.strategy else ())
        if objective.due_on
        and any(
            ends[key] > objective.due_on >= (dossier.actions[key].ends_on or ends[key])
            for key in ends
            if dossier.actions[key].measure in objective.measures
        )
    ]
    measures = [
        dossier.measures[key]
        for key in dict.fromkeys(dossier.actions[key].measure for key in moved)
        if key in dossier.measures
    ]
    duties = tuple(dict.fromkeys(duty for measure in measures for duty in measure.duties))
    return Delay(action, days, late, tuple(objectives), duties)


def _move(dossier: Dossier, action: str, *, days: int) -> dict[str, int]:
    """By how many days each dated action ends later, the delayed one first."""
    moved = {action: days} if dossier.actions[action].ends_on else {}
    waiting = [action] if moved else []
    while waiting:
        key = waiting.pop(0)
        end = _end(dossier.actions[key]) + timedelta(days=moved[key])
        for other in dossier.actions.values():
            if key in other.depends_on and other.starts_on and other.ends_on:
                late = (end - other.starts_on).days + 1
                if late > moved.get(other.key, 0):
                    moved[other.key] = late
                    waiting.append(other.key)
    return moved


def _describe(action: Action, *, days: int) -> LateAction:
    return LateAction(
        action.key, days, _end(action) + timedelta(days=days), tuple(mark.title for mark in action.milestones)
    )  # fmt: skip


def _end(action: Action) -> date:
    assert action.ends_on is not None  # only dated actions move
    return action.ends_on
