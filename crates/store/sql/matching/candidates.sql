-- Records of other agencies that the linking engine compares with one record: same phone, date of birth or identifier, or
-- two of given name, family name, year of birth and postcode. CompareRecord by the system: docs/policy-predicates.md.
-- $1 the record's agency, $2 limit, then kind and token of each of its tokens.
with asked (kind, token) as (values ($3, $4)),
class as (
  select distinct t.record_id,
         case t.kind when 'phone' then 'alone' when 'identifier' then 'alone' when 'date' then 'alone'
                     when 'year' then 'year' when 'postcode' then 'postcode' else t.field end as what
  from asked
  join search_token t on t.kind = asked.kind and t.token = asked.token
),
near as (
  select record_id, sum(case what when 'alone' then 2 else 1 end) as shared from class group by record_id
)
select r.id, r.owner_id, a.kind as owner_kind, r.holdings, r.source_key, r.import_id, r.person, r.youth_sealed, r.immigration
from near
join record r on r.id = near.record_id
join agency a on a.id = r.owner_id
where near.shared >= 2
  and r.owner_id <> $1
  and r.holdings in ('police', 'child_protection') and not r.youth_sealed
order by near.shared desc, r.id
limit $2
