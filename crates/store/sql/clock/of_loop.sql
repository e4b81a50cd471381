-- The deadlines that run on a referral to a service, soonest first: both of its sides see them.
select id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at,
       stopped_at, stopped_why, escalated_at
from clock
where subject_kind = 'service_referral' and subject_id = $1 and met_at is null and stopped_at is null
order by due_at, id
