-- How many linkable records have each token of a list.
with asked (kind, field, token) as (values ($1, $2, $3))
select asked.kind, asked.field, asked.token, count(*) as records
from asked
join search_token t on t.kind = asked.kind and t.token = asked.token and t.field = asked.field
join record r on r.id = t.record_id
where r.holdings in ('police', 'child_protection') and not r.youth_sealed
group by asked.kind, asked.field, asked.token
