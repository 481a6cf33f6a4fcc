"""From attributed quotations to statements: issue, stance, act and date. Pure functions of the event."""

from streams.stances.issues import Issue, IssueCatalogue, IssueError
from streams.stances.reader import StatementReader

__all__ = ["Issue", "IssueCatalogue", "IssueError", "StatementReader"]
