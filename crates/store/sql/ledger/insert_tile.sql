insert into ledger_tile (height, place, hash) values ($1, $2, $3)
