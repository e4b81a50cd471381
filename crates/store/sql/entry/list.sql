-- Entries of a case that ReadEntry admits: docs/policy-predicates.md, transcribed.
-- $1 case, $2 me, $3 my agency, $4 my kind, $5 caseworker, $6 supervisor, $7 analyst, $8 counsellor, $9 service agency,
-- $10 now, $11 limit.
with c as (
  select k.id, k.kind, k.owner_id, k.wrapped_key,
         k.owner_id = $3 as own,
         exists (select 1 from case_team t where t.case_id = k.case_id and t.member_id = $2) as team,
         exists (
           select 1
           from consent s
           join consent_compartment sk on sk.consent_id = s.id
           where s.case_id = k.case_id and sk.kind = k.kind and s.recipient_id = $3 and s.granted
             and s.given_at <= $10 and s.until_at > $10 and (s.withdrawn_at is null or s.withdrawn_at > $10)
         ) as consented,
         exists (
           select 1 from break_glass g
           where g.compartment_id = k.id and g.member_id = $2 and g.from_at <= $10 and g.until_at > $10
         ) as glass,
         exists (
           select 1 from release_to r
           where r.resource_id = k.id and r.agency_id = $3 and r.released_at <= $10
             and (r.ended_at is null or r.ended_at > $10)
         ) as released
  from compartment k
  where k.case_id = $1
)
select e.id, e.case_id, e.compartment_id, c.kind as compartment_kind, c.owner_id, e.kind, e.at, e.written_at, e.author_id,
       e.author_name, e.sealed, e.youth_sealed, e.immigration, c.wrapped_key
from entry e
join c on c.id = e.compartment_id
where $5
  and (   (c.kind = 'core' and c.team)
       or (c.own and (c.team or $6))
       or (c.kind = 'intelligence' and c.own and $4 = 'police' and $7)
       or (c.consented and (c.team or $9))
       or c.glass
       or (c.kind = 'first_nation' and c.released and c.team))
  and not e.youth_sealed
  and not ($4 = 'border_enforcement' and e.immigration)
  and (c.kind <> 'vault' or ($8 and c.own and c.team))
  and (c.kind <> 'intelligence' or ($4 = 'police' and c.own and ($7 or c.team)))
  and (c.kind <> 'child_protection' or $4 <> 'police' or c.glass)
  and (c.kind <> 'police' or $4 <> 'child_protection' or c.glass)
  and (c.kind <> 'liaison' or $4 <> 'police')
  and (c.kind <> 'services' or c.own or c.consented or (c.glass and $4 <> 'police'))
  and (c.kind <> 'first_nation' or c.own or c.released)
order by e.at desc, e.id desc
limit $11
