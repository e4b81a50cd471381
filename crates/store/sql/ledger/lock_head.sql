-- An update that changes nothing takes the row's lock on PostgreSQL and puts writers in one order.
update ledger_head set seq = seq where one = 1 returning seq, hash
