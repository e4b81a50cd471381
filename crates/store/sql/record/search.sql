-- Records that share tokens with a search and that FindRecord admits: docs/policy-predicates.md, transcribed.
-- $1 my agency, $2 my kind, $3 caseworker, $4 analyst, $5 now, $6 shared trigrams wanted, $7 limit, then kind and token of
-- each token asked for.
with asked (kind, token) as (values ($8, $9)),
hit as (
  select t.record_id,
         sum(case t.kind when 'phone' then 8 when 'identifier' then 8 when 'date' then 6 when 'word' then 5
                         when 'nickname' then 4 when 'sound' then 3 when 'year' then 2 else 0 end) as strong,
         sum(case t.kind when 'trigram' then 1 else 0 end) as trigrams
  from asked
  join search_token t on t.kind = asked.kind and t.token = asked.token
  group by t.record_id
)
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.source_key, r.import_id, r.written_at, r.person, r.youth_sealed,
       r.immigration
from hit
join record r on r.id = hit.record_id
join agency a on a.id = r.owner_id
where $3
  and (hit.strong > 0 or hit.trigrams >= $6)
  and (r.owner_id = $1
       or (r.holdings = 'first_nation' and exists (
             select 1 from release_to x
             where x.resource_id = r.id and x.agency_id = $1 and x.released_at <= $5
               and (x.ended_at is null or x.ended_at > $5))))
  and not r.youth_sealed
  and not ($2 = 'border_enforcement' and r.immigration)
  and r.holdings <> 'vault'
  and (r.holdings <> 'intelligence' or ($2 = 'police' and r.owner_id = $1 and $4))
  and (r.holdings <> 'child_protection' or $2 <> 'police')
  and (r.holdings <> 'police' or $2 <> 'child_protection')
  and (r.holdings <> 'liaison' or $2 <> 'police')
  and (r.holdings <> 'services' or r.owner_id = $1)
order by hit.strong desc, hit.trigrams desc, r.id
limit $7
