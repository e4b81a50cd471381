-- Clocks whose next step of escalation has come. $1 now, $2 limit.
select id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at,
       stopped_at, stopped_why, escalated_at, escalations
from clock
where met_at is null and stopped_at is null and escalate_at < $1
order by escalate_at, id
limit $2
