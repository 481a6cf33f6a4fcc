"""Webhooks as pure functions: what to send, how, when and whereto."""
