"""Replays that are gone on from: nearly every statement is among the newest of its series, so nearly all that comes
before it was replayed already.

What is kept is no state: a replay is a function of the utterances that it was fed, and one is gone on from only where
the series begins with these very utterances.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from schemas.statement import Holder, IssueRef
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.shifts import Replay
from streams.positions.state import Checkpoint
from streams.positions.utterances import Cluster

_STEP = 6
"""Utterances from one halt to the next."""
_MOST = 1024
"""Series whose replays are kept."""


class _Kept:
    """The replay of a series as it stood after every few utterances."""

    def __init__(self, start: Replay, settings: TrackerSettings, noise: NoiseModel, checkpoint: Checkpoint | None):
        self.settings = settings
        self.noise = noise
        self.checkpoint = checkpoint
        self._halts = [start]
        """After none, `_STEP`, two times `_STEP`, … utterances."""
        self._fed: list[tuple[Cluster, bool]] = []
        """Utterances up to the last halt, and whether each was contrasted."""

    def holds_for(self, settings: TrackerSettings, noise: NoiseModel, checkpoint: Checkpoint | None) -> bool:
        """Whether it was made with just these."""
        return self.settings is settings and self.noise is noise and self.checkpoint is checkpoint

    def replay(self, clusters: Sequence[Cluster]) -> Replay:
        """The replay of these, gone on with from the last halt that it shares with the one before."""
        same = 0
        for (known, contrasted), cluster in zip(self._fed, clusters, strict=False):
            if known is not cluster or contrasted != cluster.contrasted:
                break
            same += 1
        halts = same // _STEP
        del self._halts[halts + 1 :], self._fed[halts * _STEP :]
        replay = self._halts[-1].fork()
        for start in range(halts * _STEP, len(clusters) - _STEP, _STEP):
            for cluster in clusters[start : start + _STEP]:
                replay.feed(cluster)
                self._fed.append((cluster, cluster.contrasted))
            self._halts.append(replay)
            replay = replay.fork()
        done = len(self._fed)
        replay.run(clusters[done:], after=clusters[:done])
        return replay


_kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()


def replayed(
    holder: Holder,
    issue: IssueRef,
    settings: TrackerSettings,
    noise: NoiseModel,
    checkpoint: Checkpoint | None,
    clusters: Sequence[Cluster],
) -> Replay:
    """The replay of a series: what `Replay.run` makes of `clusters`, in less time where the series was replayed lately.

    Args:
        holder: whose position.
        issue: on what.
        settings: thresholds and parameters.
        noise: how often a stance is misread.
        checkpoint: summary of what came before.
        clusters: in order of time.
    """
    key = (holder.id, issue.id)
    kept = _kept.get(key)
    if kept is None or not kept.holds_for(settings, noise, checkpoint):
        kept = _kept[key] = _Kept(Replay(holder, issue, settings, noise, checkpoint), settings, noise, checkpoint)
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    return kept.replay(clusters)
