insert into case_participant (case_id, member_id, part, since) values ($1, $2, $3, $4)
