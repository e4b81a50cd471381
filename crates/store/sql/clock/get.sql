select id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at,
       stopped_at, stopped_why, escalated_at
from clock
where id = $1
