# mypy: ignore-errors
"""natasha's segmentation, names and syntax of Russian, which quotations would need; run in the peers' environment."""

import json
import sys
import time
from importlib.metadata import version

from natasha import Doc, NewsEmbedding, NewsNERTagger, NewsSyntaxParser, Segmenter

if __name__ == "__main__":
    texts = json.load(sys.stdin)
    start = time.process_time()
    segmenter, embedding = Segmenter(), NewsEmbedding()
    names, syntax = NewsNERTagger(embedding), NewsSyntaxParser(embedding)
    loaded = time.process_time() - start

    def read(text):
        """CPU seconds of each stage on one article."""
        times = [time.process_time()]
        doc = Doc(text)
        for stage in (lambda: doc.segment(segmenter), lambda: doc.tag_ner(names), lambda: doc.parse_syntax(syntax)):
            stage()
            times.append(time.process_time())
        return [after - before for before, after in zip(times, times[1:])]  # noqa: B905, RUF007

    read(texts[0])
    # of two rounds the faster, since one that is disturbed tells nothing
    found = min(([read(text) for text in texts] for _ in range(2)), key=lambda round: sum(map(sum, round)))
    stages = [sum(one[place] for one in found) for place in range(3)]
    print(
        json.dumps(
            {
                "versions": f"natasha {version('natasha')}",
                "load_s": loaded,
                "articles": len(texts),
                "quotations": None,
                "seconds": sum(stages),
                "stages_s": dict(zip(("segmentation", "names", "syntax"), stages)),  # noqa: B905
            }
        )
    )
