insert into break_glass (id, member_id, case_id, compartment_id, reason, why, from_at, until_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
