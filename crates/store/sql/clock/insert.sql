insert into clock (id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at,
                   role, escalate_at, escalations)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)
