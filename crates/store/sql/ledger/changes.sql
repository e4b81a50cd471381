-- The changes of some entries. $1 entry and $2 place after which, $3 up to this entry, $4 limit.
select seq, place, tab, row_key, became
from ledger_change
where (seq > $1 or (seq = $1 and place > $2)) and seq <= $3
order by seq, place
limit $4
