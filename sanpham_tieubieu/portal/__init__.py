"""The selection in the portal: entrants, communes, the Sở."""
