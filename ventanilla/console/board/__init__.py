"""The promise board: what was kept, what is at risk, and which complaints run."""
