"""The selection over HTTP: rounds, results, certificates, the funnel; never a score."""
