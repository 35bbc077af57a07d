"""Excel plumbing: safe reading of uploads, styled writing, CSV. No business words, no models."""
