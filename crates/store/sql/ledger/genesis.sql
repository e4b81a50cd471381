insert into ledger_head (one, seq, hash) values (1, 0, $1) on conflict (one) do nothing
