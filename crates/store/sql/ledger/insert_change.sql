insert into ledger_change (seq, place, tab, row_key, became)
values ($1, $2, $3, $4, $5)
