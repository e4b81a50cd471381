-- The other records of a record's identity, with their holders. KnowHolder decides about each.
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.youth_sealed, r.immigration, a.name_en, a.name_fr, a.duty_phone
from identity_record i
join identity_record o on o.identity_id = i.identity_id and o.record_id <> i.record_id
join record r on r.id = o.record_id
join agency a on a.id = r.owner_id
where i.record_id = $1
  and $4
  and $3
  and r.owner_id <> $2
  and a.kind in ('police', 'child_protection', 'indigenous_organisation')
  and r.holdings in ('police', 'child_protection')
  and not r.youth_sealed
order by a.name_en, r.id
