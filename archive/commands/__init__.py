"""The commands of `pgd` that need a file of their own; `archive/cli.py` finds them by their entry points."""
