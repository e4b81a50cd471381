-- $1 from this entry, $2 up to this one.
select hash from ledger where seq >= $1 and seq <= $2 order by seq
