"""Papers of cụm công nghiệp."""
