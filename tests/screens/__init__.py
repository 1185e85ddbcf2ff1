"""Pictures of every page and state: ``make screens``."""
