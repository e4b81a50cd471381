select entry from ledger where seq > $1 order by seq limit $2
