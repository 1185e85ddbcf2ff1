"""Training of the emotion classifier: data, training, evaluation, export.

`training` imports `scoring`, never the reverse.
"""
