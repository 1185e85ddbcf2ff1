"""From a data set's files to a compact cache of faces, with a report on both."""
