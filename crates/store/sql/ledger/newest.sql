select entry from ledger where seq < $1 order by seq desc limit $2
