"""Recipes: the TOML files that decide what a run learns, and how they are read and checked."""
