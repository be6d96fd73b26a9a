"""One search over everything public of every exercise."""
