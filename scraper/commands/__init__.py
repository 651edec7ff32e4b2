"""The commands of `pgd` that crawl and import; archive/cli.py finds them by their entry points."""
