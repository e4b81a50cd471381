select entry from ledger where seq = $1
