"""Gathers the admin pages of the wing's rooms: for administrators, to look up what stands where, and when.

What applicants have written is not shown, nor anything of the assessment: neither is an administrator's to read.
"""

from applications.allocation import admin as allocation
from applications.casework import admin as casework
from applications.decisions import admin as decisions
from applications.drafting import admin as drafting
from applications.rounds import admin as rounds

__all__ = ["allocation", "casework", "decisions", "drafting", "rounds"]
