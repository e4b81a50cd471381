select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.youth_sealed, r.immigration
from record r
join agency a on a.id = r.owner_id
where r.id = $1
