-- Records of an import that ReadRecord admits: docs/policy-predicates.md.
-- $1 my agency, $2 my kind, $3 caseworker, $4 analyst, $5 counsellor, $6 import, $7 limit.
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.source_key, r.import_id, r.written_at, r.person, r.youth_sealed,
       r.immigration
from record r
join agency a on a.id = r.owner_id
where $3
  and r.import_id = $6
  and r.owner_id = $1
  and not r.youth_sealed
  and not ($2 = 'border_enforcement' and r.immigration)
  and (r.holdings <> 'vault' or $5)
  and (r.holdings <> 'intelligence' or ($2 = 'police' and $4))
  and (r.holdings <> 'child_protection' or $2 <> 'police')
  and (r.holdings <> 'police' or $2 <> 'child_protection')
  and (r.holdings <> 'liaison' or $2 <> 'police')
order by r.source_key
limit $7
