"""Benchmarks: speed, latency, memory and growth, beside peers and baselines. Nothing is asserted about time."""
