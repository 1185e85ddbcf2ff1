"""The launcher: broker, worker and web server of one machine, started and ended together."""
