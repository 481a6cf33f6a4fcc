"""What a language model is asked about an article, and what of its answer stands in the text. Pure."""
