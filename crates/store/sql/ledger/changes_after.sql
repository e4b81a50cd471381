select count(*) as n from ledger_change where seq > $1
