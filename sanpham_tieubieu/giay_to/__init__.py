"""Papers of the selection (giấy tờ): forms of TT 26/2014/TT-BCT, decisions, minutes, notices."""
