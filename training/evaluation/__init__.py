"""Measuring a model: figures, intervals, groups, ensembles, what it looks at, what it costs."""
