"""Alerts on their way to webhooks."""
