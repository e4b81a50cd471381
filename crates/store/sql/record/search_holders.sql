-- Records of others that share tokens with a search and whose holder KnowHolder admits: docs/policy-predicates.md.
-- $1 my agency, $2 alert agency, $3 caseworker, $4 shared trigrams wanted, $5 limit, then kind and token of each token
-- asked for.
with asked (kind, token) as (values ($6, $7)),
hit as (
  select t.record_id,
         sum(case t.kind when 'phone' then 8 when 'identifier' then 8 when 'date' then 6 when 'word' then 5
                         when 'nickname' then 4 when 'sound' then 3 when 'year' then 2 else 0 end) as strong,
         sum(case t.kind when 'trigram' then 1 else 0 end) as trigrams
  from asked
  join search_token t on t.kind = asked.kind and t.token = asked.token
  group by t.record_id
)
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.person, r.youth_sealed, r.immigration, a.name_en, a.name_fr,
       a.duty_phone
from hit
join record r on r.id = hit.record_id
join agency a on a.id = r.owner_id
where $3
  and $2
  and (hit.strong > 0 or hit.trigrams >= $4)
  and r.owner_id <> $1
  and a.kind in ('police', 'child_protection', 'indigenous_organisation')
  and r.holdings in ('police', 'child_protection')
  and not r.youth_sealed
order by hit.strong desc, hit.trigrams desc, r.id
limit $5
