"""Pages of cases: the work list, one case, its acts, evidence and people, the timetable, the figures."""
