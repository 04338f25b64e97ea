"""The announcement, the applicant's page of the decision, letters, new decisions and the reserve list."""

from applications.decisions.views.announcing import round_announce
from applications.decisions.views.applicant import decision, decision_letter
from applications.decisions.views.replacing import decision_replace, round_letter
from applications.decisions.views.reserves import round_reserves

__all__ = ["decision", "decision_letter", "decision_replace", "round_announce", "round_letter", "round_reserves"]
