-- Entries below a number, newest first. $1 number, $2 limit; null or: $3 action, $4 kind, $5 outcome, $6 from, $7 to.
-- $8 actor.
select seq, entry
from ledger
where actor = $8 and seq < $1
  and ($3 is null or action = $3) and ($4 is null or resource_kind = $4) and ($5 is null or outcome = $5)
  and ($6 is null or at >= $6) and ($7 is null or at < $7)
order by seq desc
limit $2
