"""What a whole clip is like: tables of features, maps of a collection, clip classifiers."""
