select seq, hash from ledger_head where one = 1
