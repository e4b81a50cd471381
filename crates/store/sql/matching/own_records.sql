select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.source_key, r.import_id, r.written_at, r.person, r.youth_sealed,
       r.immigration
from record r
join agency a on a.id = r.owner_id
where r.owner_id = $1 and r.id in (values ($2))
