"""One file per verb of ``python -m training``: `arguments(parser)` and `run(arguments)`."""
