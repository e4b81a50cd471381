-- $1 case, $2 only before this number, $3 limit.
select entry from ledger where case_id = $1 and seq < $2 order by seq desc limit $3
