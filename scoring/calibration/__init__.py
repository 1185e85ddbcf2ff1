"""Fitting the curve from share to score to people's ratings."""
