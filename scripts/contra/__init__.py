"""The contest of `scripts/bench --contra hugo`: the same pages made by this engine and by Hugo, measured in one run."""
