insert into match_decision (id, match_id, member_id, record_id, answer, why, may_second, at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
