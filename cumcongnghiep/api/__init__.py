"""Cụm công nghiệp over HTTP: statistics, the 22 questions, clusters by disclosure level."""
