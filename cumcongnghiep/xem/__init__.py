"""Pages that read the register: a cluster, a province, the country, the questions of leadership."""
