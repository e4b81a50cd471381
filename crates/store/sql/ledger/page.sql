select entry, seq, at, actor, actor_agency, action, resource_kind, resource_id, case_id, outcome, prev, hash
from ledger
where seq > $1
order by seq
limit $2
