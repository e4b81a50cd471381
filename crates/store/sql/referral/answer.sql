update referral set state = $2, case_id = $3, declined_reason = $4, answered_at = $5
where id = $1 and state in ('received', 'read')
