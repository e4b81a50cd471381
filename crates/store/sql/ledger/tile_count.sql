select count(*) as n from ledger_tile
