"""Articles come in, which of them are repeats of which comes out.

shingles -> sketches (who may be alike) -> comparison (who is, and why) -> clusters (who is the original) -> ledger (rows).
"""
