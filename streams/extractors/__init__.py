"""What enriches articles: the rules in their processes, alone or with a language model behind an HTTP endpoint."""
