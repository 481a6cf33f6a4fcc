"""Faults on purpose: workers and broker are killed, paused and starved while a known corpus goes through.

`python -m tests.faults --help` tells how to run it; what is checked stands in `truth.py`.
"""
