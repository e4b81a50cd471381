-- Clocks of an agency that ReadClock admits: docs/policy-predicates.md. Overdue first, because the soonest is the latest.
-- $1 agency, $2 me, $3 caseworker, $4 supervisor, $5 with those that are met or stopped since, $6 limit.
select id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at,
       stopped_at, stopped_why, escalated_at
from clock
where agency_id = $1 and $3 and ($4 or member_id is null or member_id = $2)
  and (met_at is null or met_at > $5) and (stopped_at is null or paused or stopped_at > $5)
order by case when met_at is null and stopped_at is null then 0 else 1 end, due_at, id
limit $6
