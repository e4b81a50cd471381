-- Those of a list that the linking engine may compare.
select r.id, r.owner_id
from record r
where r.holdings in ('police', 'child_protection') and not r.youth_sealed and r.id in (values ($1))
