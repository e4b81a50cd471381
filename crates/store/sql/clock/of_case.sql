-- Clocks of a case that the member may read. $1 case, $2 my agency, $3 me, $4 caseworker, $5 supervisor.
select id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at,
       stopped_at, stopped_why, escalated_at
from clock
where case_id = $1 and agency_id = $2 and $4 and ($5 or member_id is null or member_id = $3)
order by case when met_at is null and stopped_at is null then 0 else 1 end, due_at, id
