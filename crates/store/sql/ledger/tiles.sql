-- $1 height, $2 from this place, $3 up to this one.
select place, hash from ledger_tile where height = $1 and place >= $2 and place <= $3 order by place
