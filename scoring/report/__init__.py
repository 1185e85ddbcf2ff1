"""A result for people: in words, as a chart, as a replay."""
