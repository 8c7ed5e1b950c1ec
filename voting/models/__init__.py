"""A ballot round and what belongs to it, one file per concept."""

from __future__ import annotations

from voting.models.ballot import Ballot
from voting.models.board import Board, BoardEvent, BoardPiece, CountState, RoundSecret, SignedHead
from voting.models.paper import OfficeDifference, PaperBallot
from voting.models.project import Delivery, Project
from voting.models.rehearsal import Rehearsal, RehearsalState
from voting.models.result import Result
from voting.models.roll import Channel, CodeBy, RollDraft, RollEntry
from voting.models.round import BallotType, KeyGroup, Mode, Round, RoundQuerySet, RoundStatus, WhatOpens
from voting.models.spoiled import SpoiledBallot
from voting.models.trustee import Ceremony, HandedIn, HandedState, Trustee

__all__ = [
    "Ballot",
    "BallotType",
    "Board",
    "BoardEvent",
    "BoardPiece",
    "Ceremony",
    "Channel",
    "CodeBy",
    "CountState",
    "Delivery",
    "HandedIn",
    "HandedState",
    "KeyGroup",
    "Mode",
    "OfficeDifference",
    "PaperBallot",
    "Project",
    "Rehearsal",
    "RehearsalState",
    "Result",
    "RollDraft",
    "RollEntry",
    "Round",
    "RoundQuerySet",
    "RoundSecret",
    "RoundStatus",
    "SignedHead",
    "SpoiledBallot",
    "Trustee",
    "WhatOpens",
]
