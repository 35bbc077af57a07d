"""Forms of clusters in the portal: reporters, communes and the Sở under /so/cum-cong-nghiep/."""
