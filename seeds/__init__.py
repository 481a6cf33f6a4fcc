"""What the system starts from: actors, issues, lexicons, sample articles (data only)."""
