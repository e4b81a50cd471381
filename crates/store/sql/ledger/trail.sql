select entry from ledger where case_id = $1 order by seq desc limit $2
