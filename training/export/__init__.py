"""From a run to a model folder: calibration, files, agreement, the model card."""
