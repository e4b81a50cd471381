-- How many match alerts ReadMatch admits, by state. $1 my agency, $2 my kind, $3 caseworker.
select m.state, count(*) as alerts
from match_alert m
join record l on l.id = m.left_id
join record r on r.id = m.right_id
join agency lo on lo.id = l.owner_id
join agency ro on ro.id = r.owner_id
where $3
  and (l.owner_id = $1 or r.owner_id = $1)
  and lo.kind in ('police', 'child_protection', 'indigenous_organisation')
  and ro.kind in ('police', 'child_protection', 'indigenous_organisation')
  and l.holdings in ('police', 'child_protection') and r.holdings in ('police', 'child_protection')
  and not l.youth_sealed and not r.youth_sealed
  and $2 <> 'border_enforcement'
group by m.state
