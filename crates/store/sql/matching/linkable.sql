-- Records that the linking engine may compare (CompareRecord by the system: docs/policy-predicates.md), by id.
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.source_key, r.import_id, r.person, r.youth_sealed, r.immigration
from record r
join agency a on a.id = r.owner_id
where r.holdings in ('police', 'child_protection') and not r.youth_sealed
  and r.id > $1
order by r.id
limit $2
