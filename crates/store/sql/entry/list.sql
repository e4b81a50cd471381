-- Entries of a case that ReadEntry admits: docs/policy-predicates.md, transcribed.
-- $1 case, $2 me, $3 my agency, $4 my kind, $5 caseworker, $6 supervisor, $7 analyst, $8 counsellor, $9 service agency,
-- $10 now, $11 limit. Narrowed, where not null, to: $12 a kind of compartment, $13 a kind of entry, $14 and $15 what comes
-- before the entry of that moment and id.
with g as (
  -- one row when my agency takes part by accepted referrals alone, without a consent that opens the shared core
  select 1 as guest
  where exists (select 1 from case_tie t where t.case_id = $1 and t.agency_id = $3 and t.consent_id is not null)
    and not exists (select 1 from case_tie t where t.case_id = $1 and t.agency_id = $3 and t.consent_id is null)
    and not exists (
      select 1
      from consent s
      join consent_compartment sk on sk.consent_id = s.id
      where s.case_id = $1 and s.recipient_id = $3 and sk.kind = 'core' and s.granted
        and s.given_at <= $10 and s.until_at > $10 and (s.withdrawn_at is null or s.withdrawn_at > $10)
    )
), c as (
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
       e.author_name, e.sealed, e.youth_sealed, e.immigration, c.wrapped_key,
       a.name_en as author_agency_en, a.name_fr as author_agency_fr,
       d.id as document_id, d.media_type, d.size, d.hash, d.added_by, d.added_at,
       t.id as task_id, t.assignee_id, t.set_by, t.set_at, t.due_at, t.done_at, tm.name as assignee_name
from entry e
join c on c.id = e.compartment_id
left join member m on m.id = e.author_id
left join agency a on a.id = m.agency_id
left join document d on d.entry_id = e.id
left join task t on t.entry_id = e.id
left join member tm on tm.id = t.assignee_id
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
  and (c.own or c.consented or not exists (select 1 from g))
  and ($12 is null or c.kind = $12)
  and ($13 is null or e.kind = $13)
  and ($14 is null or e.at < $14 or (e.at = $14 and e.id < $15))
order by e.at desc, e.id desc
limit $11
