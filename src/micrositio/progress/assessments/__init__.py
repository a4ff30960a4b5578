"""How far the commitments were completed and whether they were kept, by what evaluations and reports say."""
