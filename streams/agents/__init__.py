"""The stages: each takes records from a topic, calls the core, and sends what comes of it."""
