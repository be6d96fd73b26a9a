from tequio.calls.models.applications import (
    ApplicantType,
    Application,
    ApplicationFile,
    ApplicationLetter,
    Conflict,
    Decision,
    FolioMiss,
    LetterKind,
    LetterState,
    Outcome,
)
from tequio.calls.models.applications import Status as ApplicationStatus
from tequio.calls.models.calls import Addendum, Call, State, Status
from tequio.calls.models.dialogue import CalledSigner, Declaration, InclusionActivity, Mechanism, Signature, Topic

__all__ = [
    "Addendum",
    "ApplicantType",
    "Application",
    "ApplicationFile",
    "ApplicationLetter",
    "ApplicationStatus",
    "Call",
    "CalledSigner",
    "Conflict",
    "Decision",
    "Declaration",
    "FolioMiss",
    "InclusionActivity",
    "LetterKind",
    "LetterState",
    "Mechanism",
    "Outcome",
    "Signature",
    "State",
    "Status",
    "Topic",
]
