-- Match alerts that ReadMatch admits: docs/policy-predicates.md. Open ones first, the strongest first.
-- $1 my agency, $2 my kind, $3 caseworker, $4 only this state or none, $5 only about this record of mine or none, $6 limit, $7 skipped.
select m.id, m.left_id, m.right_id, m.raised_at, m.state, m.decided_at, m.weight, m.evidence,
       l.owner_id as left_owner, r.owner_id as right_owner,
       lo.kind as left_kind, ro.kind as right_kind, l.holdings as left_holdings, r.holdings as right_holdings,
       l.youth_sealed as left_sealed, r.youth_sealed as right_sealed, l.immigration as left_immigration,
       r.immigration as right_immigration,
       lo.name_en as left_en, lo.name_fr as left_fr, lo.duty_phone as left_phone,
       ro.name_en as right_en, ro.name_fr as right_fr, ro.duty_phone as right_phone
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
  and ($4 = '' or m.state = $4)
  and ($5 = '' or (m.left_id = $5 and l.owner_id = $1) or (m.right_id = $5 and r.owner_id = $1))
order by case m.state when 'open' then 0 else 1 end, m.weight desc, m.id
limit $6 offset $7
